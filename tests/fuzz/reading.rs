//! Reading: both ways, the limit, and back to text.

use auth_challenge::{Challenge, Reader, write};

use super::input::{choices, parts, sendable};
use crate::grammar::{self, Read};

/// The second parser tries all readings of a list, so that it takes long for long text.
const ORACLE_OCTETS: usize = 120;

/// The octet that makes a choice is the limit of the third reading; field lines follow.
pub fn property(input: &[u8]) {
    let ([limit], text) = choices(input);
    let lines = parts(text);
    let mut defects = Vec::new();
    let tolerant = Reader::new().max_length(usize::MAX).on_defect(|defect| defects.push(defect)).read(&lines);
    let strict = Reader::new().max_length(usize::MAX).read_strict(&lines);

    assert!(defects.is_sorted_by_key(|defect| (defect.line, defect.offset)), "defects come in order");
    for defect in &defects {
        assert!(defect.offset <= lines[defect.line].len(), "a defect stands in its line");
    }
    match &strict {
        Ok(challenges) => {
            assert!(defects.is_empty(), "a valid field has no defect");
            assert_eq!(tolerant, *challenges, "a valid field is read the same both ways");
        }
        Err(defect) => assert_eq!(defects.first(), Some(defect), "strict reading returns the first defect"),
    }
    if text.len() <= ORACLE_OCTETS {
        let owned: Vec<_> = lines.iter().map(|line| line.to_vec()).collect();
        let read = strict.as_ref().ok().map(|challenges| challenges.iter().map(as_read).collect::<Vec<_>>());
        assert_eq!(read, grammar::field(&owned), "strict reading is the grammar of the RFC");
    }
    comes_back(&tolerant);
    a_cut_adds_nothing(&lines, &tolerant, usize::from(limit));
    lines_are_a_list(&lines, strict.as_ref().ok());
}

/// A challenge as the second parser returns it.
fn as_read(challenge: &Challenge<'_>) -> Read {
    let params = challenge.params().iter().map(|param| {
        let (name, value) = (param.name().as_bytes().to_vec(), param.value().as_bytes().to_vec());
        (name, value, param.value().is_quoted())
    });
    Read {
        scheme: challenge.scheme().as_bytes().to_vec(),
        token68: challenge.token68().map(|token68| token68.as_bytes().to_vec()),
        params: params.collect(),
    }
}

/// What was read is written as a valid field, and comes back. Of a control character, a space does.
fn comes_back(challenges: &[Challenge<'_>]) {
    let line = write::to_bytes(challenges);
    let back = Reader::new().max_length(usize::MAX).read_strict([&line]).expect("what is written is valid");
    let sent: Vec<_> = challenges.iter().map(as_read).map(sent).collect();
    assert_eq!(back.iter().map(as_read).collect::<Vec<_>>(), sent, "reading undoes writing");
}

fn sent(mut challenge: Read) -> Read {
    for (_, value, _) in &mut challenge.params {
        *value = sendable(value);
    }
    challenge
}

/// A limit takes challenges and parameters away, and adds none.
fn a_cut_adds_nothing(lines: &[&[u8]], whole: &[Challenge<'_>], limit: usize) {
    for challenge in Reader::new().max_length(limit).read(lines) {
        // `quoted-field`: the quote at the end may be behind the limit.
        let is_scheme_of = |of: &Challenge<'_>| {
            challenge.scheme() == of.scheme() || challenge.scheme().strip_prefix('\'') == Some(of.scheme())
        };
        let is_part = |of: &Challenge<'_>| challenge.params().iter().all(|param| of.params().contains(param));
        assert!(whole.iter().any(|of| is_scheme_of(of) && is_part(of)), "{challenge:?} of {whole:?}");
    }
}

/// RFC 9110 5.3: field lines of a valid field mean what they mean with commas between them.
fn lines_are_a_list(lines: &[&[u8]], strict: Option<&Vec<Challenge<'_>>>) {
    let Some(read) = strict else { return };
    let joined = lines.join(&b", "[..]);
    let reader = || Reader::new().max_length(usize::MAX);
    assert_eq!(reader().read_strict([&joined]).as_ref(), Ok(read), "lines form one list");
    assert_eq!(reader().read([&joined]), *read, "for tolerant reading too");
}
