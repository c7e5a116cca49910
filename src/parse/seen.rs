//! The parameter names that a challenge has already used, RFC 9110 11.2.

use std::collections::BTreeSet;

use super::Name;
use crate::known::PARAMS;

/// As many unknown names are compared one by one; more go into a set in order, so that no list of names is quadratic.
const FEW: usize = 64;

/// Known names are bits. Nothing is allocated for a challenge with at most [`FEW`] unknown names.
#[derive(Default)]
pub(crate) struct Seen<'a> {
    known: u64,
    unknown: Option<Unknown<'a>>,
}

const _: () = assert!(PARAMS.list().len() <= 64, "a known name is a bit of a u64");

struct Unknown<'a> {
    fingerprints: [u32; FEW],
    // `Some` below `count`. As options they begin as zeros, which a kilobyte is filled with in no time.
    names: [Option<&'a [u8]>; FEW],
    count: usize,
    many: BTreeSet<Vec<u8>>,
}

impl<'a> Seen<'a> {
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.known = 0;
        if let Some(unknown) = &mut self.unknown {
            unknown.clear();
        }
    }

    /// False if `name`, whatever its case, is here already.
    #[inline]
    pub(crate) fn insert(&mut self, name: Name<'a>) -> bool {
        match name.known {
            Some(number) => {
                let bit = 1 << number;
                let is_new = self.known & bit == 0;
                self.known |= bit;
                is_new
            }
            None => self.insert_unknown(name.octets),
        }
    }

    /// By itself, so that it takes no registers from names that are known.
    #[inline(never)]
    fn insert_unknown(&mut self, name: &'a [u8]) -> bool {
        self.unknown.get_or_insert_with(Unknown::new).insert(name)
    }
}

impl<'a> Unknown<'a> {
    #[inline]
    fn new() -> Self {
        Self { fingerprints: [0; FEW], names: [None; FEW], count: 0, many: BTreeSet::new() }
    }

    #[cold]
    fn clear(&mut self) {
        self.count = 0;
        self.many.clear();
    }

    fn insert(&mut self, name: &'a [u8]) -> bool {
        let fingerprint = fingerprint(name);
        let (fingerprints, names) = (&self.fingerprints[..self.count], &self.names[..self.count]);
        // Without an early exit the compiler looks at several at once; nearly always all differ.
        let is_alike = fingerprints.iter().fold(0, |any, other| any | u32::from(*other == fingerprint)) != 0;
        if is_alike && names.iter().flatten().any(|other| other.eq_ignore_ascii_case(name)) {
            return false;
        }
        if self.count == FEW {
            return self.many.insert(name.to_ascii_lowercase());
        }
        self.fingerprints[self.count] = fingerprint;
        self.names[self.count] = Some(name);
        self.count += 1;
        true
    }
}

/// FNV-1a without case. Names that clash are compared, at most [`FEW`] of them.
fn fingerprint(name: &[u8]) -> u32 {
    name.iter().fold(0x811C_9DC5, |hash, octet| (hash ^ u32::from(octet | 0x20)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert<'a>(seen: &mut Seen<'a>, name: &'a str) -> bool {
        seen.insert(Name { octets: name.as_bytes(), known: PARAMS.find(name.as_bytes()) })
    }

    #[test]
    fn a_name_is_new_once_whatever_its_case() {
        let mut seen = Seen::default();
        // Of `^` and `~`, as of a letter in two cases, one bit differs.
        for (name, is_new) in [
            ("realm", true),
            ("Ab-c", true),
            ("^", true),
            ("~", true),
            ("aB-C", false),
            ("^", false),
            ("~", false),
            ("Realm", false),
            ("scope", true),
            ("Scope", false),
            ("ab-", true),
        ] {
            assert_eq!(insert(&mut seen, name), is_new, "{name}");
        }
        seen.clear();
        for name in ["realm", "scope", "ab-c", "^"] {
            assert!(insert(&mut seen, name), "{name}");
        }
    }

    #[test]
    fn no_number_of_names_is_too_many() {
        for count in [1, 63, 64, 65, 66, 200] {
            let names: Vec<_> = (0..count).map(|number| format!("Name-{number}")).collect();
            let upper: Vec<_> = names.iter().map(|name| name.to_ascii_uppercase()).collect();
            let mut seen = Seen::default();
            for _ in 0..2 {
                assert!(names.iter().all(|name| insert(&mut seen, name)), "{count}");
                assert!(!names.iter().chain(&upper).any(|name| insert(&mut seen, name)), "{count}");
                seen.clear();
            }
        }
    }
}
