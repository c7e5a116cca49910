//! Challenges written anew, in the form that every client reads.

use super::edit::Edits;
use super::survey::Survey;
use crate::challenge::Challenge;
use crate::change::{Change, Reason, Report, text_of};
use crate::known::SCHEMES;
use crate::parse::Reader;
use crate::write::OauthScheme;
use crate::write::decoy::Decoys;
use crate::write::oauth::{OauthWriter, Style};
use crate::write::write_parts;

/// One challenge a line, Bearer first, then DPoP: clients with regular expressions look at the first one.
pub(super) fn normalize(lines: &[impl AsRef<[u8]>], report: &mut Report<'_>) -> Vec<Vec<u8>> {
    let challenges = Reader::new().max_length(usize::MAX).read(lines.iter().map(AsRef::as_ref));
    let survey = Survey::of(lines);
    let unchanged = Edits::default();
    let mut both: Vec<_> = challenges.iter().zip(&survey.challenges).collect();
    both.sort_by_key(|(challenge, _)| {
        OauthScheme::from_name(challenge.scheme()).map_or(2, |scheme| scheme as u8)
    });
    let mut decoys = None;
    let mut written = Vec::with_capacity(both.len());
    for (challenge, found) in both {
        let line = match (OauthScheme::from_name(challenge.scheme()), decoys) {
            (Some(scheme), None) if challenge.token68().is_none() => {
                let params =
                    challenge.params().iter().map(|param| (param.name(), text_of(param.value().as_bytes())));
                let (line, left) = OauthWriter::new(scheme, Style::Exact, found.line, report).write(params);
                decoys = Some(left);
                line
            }
            (oauth, _) => {
                let is_sought = || if oauth.is_some() { Decoys::default().seal() } else { Decoys::none() };
                exact(challenge, *decoys.get_or_insert_with(is_sought))
            }
        };
        let before = unchanged.compose(lines, found);
        if before != line {
            report.tell(|| {
                let change = Change::new(Reason::Normalize, found.line, Some(found.scheme), None);
                change.from(Some(&text_of(&before))).to(Some(&text_of(&line)))
            });
        }
        written.push(line);
    }
    written
}

/// All of a challenge, with names in lower case and every value quoted.
fn exact(challenge: &Challenge<'_>, decoys: Decoys) -> Vec<u8> {
    let known =
        SCHEMES.find(challenge.scheme().as_bytes()).and_then(|at| SCHEMES.list().get(usize::from(at)));
    let mut line = Vec::new();
    write_parts(&mut line, known.map_or(challenge.scheme(), |known| known), challenge, |line, param| {
        let name = param.name().to_ascii_lowercase();
        line.extend_from_slice(decoys.name(&name).as_bytes());
        line.push(b'=');
        decoys.quoted_string(&name, line, param.value().as_bytes());
    });
    line
}
