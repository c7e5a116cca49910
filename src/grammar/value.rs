//! Values of parameters, as they stand in a field line.

use crate::chars::is_replaced_by_sp;

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `token`
    Token,
    /// `quoted-string`, with or without quoted-pairs
    Quoted,
    /// Neither: `unquoted-value` or `missing-value`
    Unquoted,
}

/// A value as it stands in the field line, without its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawValue<'a> {
    pub(crate) raw: &'a [u8],
    pub(crate) form: Form,
    /// The value is `raw`, octet by octet.
    pub(crate) verbatim: bool,
}

impl<'a> RawValue<'a> {
    /// The runs of the field line that make the value, with quoted-pairs undone and CR, LF and NUL as SP.
    pub(crate) fn pieces(self) -> impl Iterator<Item = Piece<'a>> {
        let mut rest = self.raw;
        std::iter::from_fn(move || {
            let octet = *rest.first()?;
            if is_replaced_by_sp(octet) {
                rest = &rest[1..];
                return Some(Piece::Space);
            }
            // The octet after a backslash stands for itself; a backslash at the very end is one.
            let escaped = octet == b'\\' && self.form == Form::Quoted && rest.len() > 1;
            if escaped {
                rest = &rest[1..];
                if is_replaced_by_sp(rest[0]) {
                    rest = &rest[1..];
                    return Some(Piece::Space);
                }
            }
            let stops = |&octet: &u8| is_replaced_by_sp(octet) || octet == b'\\' && self.form == Form::Quoted;
            let end = rest[1..].iter().position(stops).map_or(rest.len(), |at| at + 1);
            let (piece, after) = rest.split_at(end);
            rest = after;
            Some(Piece::Text(piece))
        })
    }
}

/// A part of a value.
pub(crate) enum Piece<'a> {
    /// A run of the field line.
    Text(&'a [u8]),
    /// An octet that is read as SP.
    Space,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(raw: &str, form: Form) -> Vec<u8> {
        let raw = RawValue { raw: raw.as_bytes(), form, verbatim: false };
        let octets = |piece| match piece {
            Piece::Text(text) => text.to_vec(),
            Piece::Space => b" ".to_vec(),
        };
        raw.pieces().flat_map(octets).collect()
    }

    #[test]
    fn quoted_pairs_are_undone() {
        for (raw, expected) in [
            ("", ""),
            ("a b", "a b"),
            (r#"a \"b\" c"#, r#"a "b" c"#),
            (r"\\", r"\"),
            (r"\a\b", "ab"),
            (r"a\\\\b", r"a\\b"),
            (r"a\", r"a\"),
            (r"\", r"\"),
        ] {
            assert_eq!(value(raw, Form::Quoted), expected.as_bytes(), "{raw:?}");
        }
        assert_eq!(value(r"a\b\", Form::Unquoted), br"a\b\");
    }

    #[test]
    fn cr_lf_and_nul_are_spaces() {
        for form in [Form::Quoted, Form::Unquoted] {
            assert_eq!(value("a\r\nb\0", form), b"a  b ");
            assert_eq!(value("\u{1}\n\u{7f}", form), b"\x01 \x7f");
        }
        assert_eq!(value("a\\\nb\\\\\n", Form::Quoted), b"a b\\ ");
    }
}
