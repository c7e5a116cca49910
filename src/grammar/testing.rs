//! What the tests of productions share.

use super::{Input, Recovered, Recovery};
use crate::error::{Defect, DefectCode};

/// Recovers from all and remembers each code, with the text that it is about.
#[derive(Default)]
pub(super) struct Recorded(Vec<(DefectCode, String)>);

impl Recovery for Recorded {
    fn recover(&mut self, code: DefectCode, at: Input<'_>) -> Result<(), Defect> {
        self.0.push((code, String::from_utf8_lossy(at).into_owned()));
        Ok(())
    }

    fn is_scheme(word: &[u8]) -> bool {
        word == b"Basic"
    }

    fn is_param(name: &[u8]) -> bool {
        name == b"access"
    }
}

/// A production that reads `text` without a deviation: what it finds, and the rest.
pub(super) fn valid<'a, T>(
    text: &'a str,
    production: impl FnOnce(Input<'a>, &mut Recorded) -> Recovered<'a, T>,
) -> (T, &'a str) {
    let (found, rest, codes) = recovered(text, production);
    assert_eq!(codes, [], "{text:?}");
    (found, rest)
}

/// The same with deviations, and the text at which each is reported.
pub(super) fn recovered<'a, T>(
    text: &'a str,
    production: impl FnOnce(Input<'a>, &mut Recorded) -> Recovered<'a, T>,
) -> (T, &'a str, Vec<(DefectCode, String)>) {
    let mut recorded = Recorded::default();
    let (rest, found) = production(text.as_bytes(), &mut recorded).unwrap();
    (found, std::str::from_utf8(rest).unwrap(), recorded.0)
}

/// `codes` as [`recovered`] returns them.
pub(super) fn at<const N: usize>(codes: [(DefectCode, &str); N]) -> Vec<(DefectCode, String)> {
    codes.map(|(code, text)| (code, text.to_owned())).into()
}
