//! Octet classes, RFC 9110 5.5 and 5.6.2 to 5.6.4, 11.2.
//!
//! Each class is a readable predicate; the table that the reader uses is computed from them.

mod scan;

pub(crate) use scan::{all, near_equals_sign, qdtext_run};

/// `OWS = *( SP / HTAB )`, RFC 9110 5.6.3
pub(crate) const fn is_ows(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t')
}

/// The three octets that a recipient may replace with SP, RFC 9110 5.5
pub(crate) const fn is_replaced_by_sp(octet: u8) -> bool {
    matches!(octet, b'\r' | b'\n' | 0)
}

/// ``tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." / "^" / "_" / "`" / "|" / "~" / DIGIT / ALPHA``,
/// RFC 9110 5.6.2
pub(crate) const fn is_tchar(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(
            octet,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'.'
                | b'^'
                | b'_'
                | b'`'
                | b'|'
                | b'~'
        )
}

/// `ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/"`, the octets of a token68 before its padding, RFC 9110 11.2
pub(crate) const fn is_token68(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
}

/// `obs-text = %x80-FF`, RFC 9110 5.5
pub(crate) const fn is_obs_text(octet: u8) -> bool {
    octet >= 0x80
}

/// What a quoted-pair may escape: `HTAB / SP / VCHAR / obs-text`, RFC 9110 5.6.4
///
/// The same octets are all that a field value may hold, RFC 9110 5.5.
pub(crate) const fn is_field_octet(octet: u8) -> bool {
    is_ows(octet) || matches!(octet, 0x21..=0x7E) || is_obs_text(octet)
}

/// `qdtext = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text`, RFC 9110 5.6.4
pub(crate) const fn is_qdtext(octet: u8) -> bool {
    is_field_octet(octet) && octet != b'"' && octet != b'\\'
}

/// `unreserved / gen-delims / sub-delims` without the brackets, which only a host has, RFC 3986 2.2 and 2.3
pub(crate) const fn is_url_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(
            octet,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b':'
                | b'/'
                | b'?'
                | b'#'
                | b'@'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
        )
}

/// `NQCHAR = %x21 / %x23-5B / %x5D-7E`, RFC 6749 appendix A: what a scope-token is made of
pub(crate) const fn is_nqchar(octet: u8) -> bool {
    matches!(octet, 0x21 | 0x23..=0x5B | 0x5D..=0x7E)
}

/// `NQSCHAR = %x20-21 / %x23-5B / %x5D-7E`, RFC 6749 appendix A: what `error` and `error_description` are made of
pub(crate) const fn is_nqschar(octet: u8) -> bool {
    octet == b' ' || is_nqchar(octet)
}

/// A set of octets, looked up in one table.
#[derive(Clone, Copy)]
pub(crate) struct Class(u8);

impl Class {
    pub(crate) const TCHAR: Self = Self(1);
    pub(crate) const TOKEN68: Self = Self(1 << 1);
    pub(crate) const QDTEXT: Self = Self(1 << 2);
    pub(crate) const FIELD_OCTET: Self = Self(1 << 3);
    pub(crate) const OWS: Self = Self(1 << 4);
    /// OWS, and what becomes SP.
    pub(crate) const BLANK: Self = Self(1 << 5);
    /// The octets that end no unquoted value: all but blanks, the comma and the semicolon.
    pub(crate) const UNQUOTED: Self = Self(1 << 6);
    pub(crate) const URL: Self = Self(1 << 7);

    #[inline]
    pub(crate) fn has(self, octet: u8) -> bool {
        #[cfg(test)]
        work::count();
        CLASSES[usize::from(octet)] & self.0 != 0
    }

    /// How many octets of the class `octets` begins with.
    #[inline]
    pub(crate) fn run(self, octets: &[u8]) -> usize {
        octets.iter().position(|octet| !self.has(*octet)).unwrap_or(octets.len())
    }

    const fn of(octet: u8) -> u8 {
        let blank = is_ows(octet) || is_replaced_by_sp(octet);
        let unquoted = !blank && octet != b',' && octet != b';';
        let memberships = [
            (Self::TCHAR, is_tchar(octet)),
            (Self::TOKEN68, is_token68(octet)),
            (Self::QDTEXT, is_qdtext(octet)),
            (Self::FIELD_OCTET, is_field_octet(octet)),
            (Self::OWS, is_ows(octet)),
            (Self::BLANK, blank),
            (Self::UNQUOTED, unquoted),
            (Self::URL, is_url_octet(octet)),
        ];
        let mut bits = 0;
        let mut at = 0;
        while at < memberships.len() {
            if memberships[at].1 {
                bits |= memberships[at].0.0;
            }
            at += 1;
        }
        bits
    }
}

/// True if a field value may hold all of `octets`.
pub(crate) fn are_field_octets(octets: &[u8]) -> bool {
    // Nearly always they are printable ASCII.
    all(octets, |octet| matches!(octet, b' '..=b'~'))
        || octets.iter().all(|octet| Class::FIELD_OCTET.has(*octet))
}

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut octet = 0;
    while octet < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the loop ends at 255")]
        let class = Class::of(octet as u8);
        classes[octet] = class;
        octet += 1;
    }
    classes
};

/// Counts the octets looked at, so that a test distinguishes linear work from quadratic without a clock.
#[cfg(test)]
pub(crate) mod work {
    use std::cell::Cell;

    thread_local!(static LOOKUPS: Cell<usize> = const { Cell::new(0) });

    pub(crate) fn count() {
        add(1);
    }

    pub(crate) fn add(octets: usize) {
        LOOKUPS.set(LOOKUPS.get() + octets);
    }

    /// The octets of the longest text, of all tests that count: `GROWTH_OCTETS=1048576` in the nightly job.
    pub(crate) fn longest(usual: usize) -> usize {
        std::env::var("GROWTH_OCTETS").map_or(usual, |text| text.parse().expect("a number"))
    }

    /// The look-ups that `job` makes.
    pub(crate) fn of(job: impl FnOnce()) -> usize {
        let before = LOOKUPS.get();
        job();
        LOOKUPS.get() - before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_says_what_the_predicates_say() {
        for octet in 0..=u8::MAX {
            assert_eq!(Class::TCHAR.has(octet), is_tchar(octet), "{octet:#x}");
            assert_eq!(Class::TOKEN68.has(octet), is_token68(octet), "{octet:#x}");
            assert_eq!(Class::QDTEXT.has(octet), is_qdtext(octet), "{octet:#x}");
            assert_eq!(Class::FIELD_OCTET.has(octet), is_field_octet(octet), "{octet:#x}");
            assert_eq!(Class::OWS.has(octet), is_ows(octet), "{octet:#x}");
            assert_eq!(Class::URL.has(octet), is_url_octet(octet), "{octet:#x}");
        }
    }

    #[test]
    fn a_field_holds_octets_if_it_holds_each() {
        for octet in 0..=u8::MAX {
            for len in [0, 1, 40] {
                let mut octets = vec![b'a'; len];
                octets.extend([octet, b'a']);
                assert_eq!(are_field_octets(&octets), is_field_octet(octet), "{octet:#x}");
            }
        }
    }

    #[test]
    fn oauth_text_holds_the_octets_of_the_rfc() {
        for octet in 0..=u8::MAX {
            // RFC 6749 appendix A: VCHAR or SP, but for the quote and the backslash
            let is_text = (0x20..=0x7E).contains(&octet) && octet != b'"' && octet != b'\\';
            assert_eq!(is_nqschar(octet), is_text, "{octet:#x}");
            assert_eq!(is_nqchar(octet), is_text && octet != b' ', "{octet:#x}");
        }
    }

    #[test]
    fn classes_hold_the_octets_of_the_rfc() {
        let count = |class: Class| (0..=u8::MAX).filter(|&octet| class.has(octet)).count();
        assert_eq!(count(Class::TCHAR), 15 + 10 + 52);
        assert_eq!(count(Class::TOKEN68), 6 + 10 + 52);
        assert_eq!(count(Class::FIELD_OCTET), 2 + 94 + 128);
        assert_eq!(count(Class::QDTEXT), count(Class::FIELD_OCTET) - 2);
        // unreserved, gen-delims without brackets, sub-delims
        assert_eq!(count(Class::URL), 66 + 5 + 11);
    }
}
