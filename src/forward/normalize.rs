//! Challenges written anew, in the form that every client reads.

use std::borrow::Cow;

use super::lines::Source;
use super::survey::{ChallengeSpan, ParamSpan};
use crate::change::{Report, isomorphic_decode};
use crate::known::{PARAMS, SCHEMES};
use crate::write::decoy::Decoys;
use crate::write::oauth::{OauthWriter, Style};
use crate::write::{OauthScheme, is_usually_quoted};

/// The place of a challenge: Bearer first, then `DPoP`, because clients with regular expressions look at the first one.
pub(super) fn rank(scheme: &str) -> u8 {
    match OauthScheme::from_name(scheme) {
        Some(OauthScheme::Bearer) => 0,
        Some(OauthScheme::Dpop) => 1,
        None => 2,
    }
}

/// Writes one challenge after the other, in that order.
#[derive(Default)]
pub(super) struct Normal {
    /// What the first challenge of OAuth leaves for clients to find in those after it.
    decoys: Option<Decoys>,
}

impl Normal {
    pub(super) fn write(
        &mut self,
        source: Source<'_>,
        challenge: &ChallengeSpan,
        params: &[ParamSpan],
        report: &mut Report<'_>,
        line: &mut Vec<u8>,
    ) {
        let scheme = challenge.scheme(source);
        let oauth = OauthScheme::from_name(scheme);
        let read = params.iter().filter_map(|param| Some((param.name(source), param.edited(source)?)));
        let added = challenge.added.iter().map(|added| (&*added.name, (&*added.value).into()));
        let params: Vec<(&str, Cow<'_, [u8]>)> = read.chain(added).collect();
        match (oauth, self.decoys) {
            (Some(oauth), None) if challenge.token68.is_none() => {
                let writer = OauthWriter::new(oauth, Style::Exact, challenge.start.line, report);
                let text = |octets: &[u8]| Cow::from(isomorphic_decode(octets).into_owned());
                let params: Vec<(Cow<'_, str>, Cow<'_, str>)> =
                    params.into_iter().map(|(name, value)| (name.into(), text(&value))).collect();
                let (written, left) = writer.write(params);
                line.extend_from_slice(&written);
                self.decoys = Some(left);
            }
            (oauth, _) => {
                let sought = || if oauth.is_some() { Decoys::default().seal() } else { Decoys::none() };
                let decoys = *self.decoys.get_or_insert_with(sought);
                let known = SCHEMES.find(scheme.as_bytes()).map(usize::from);
                let spelled = known.and_then(|known| SCHEMES.list().get(known)).copied();
                line.extend_from_slice(spelled.unwrap_or(scheme).as_bytes());
                if let Some(token68) = challenge.token68(source) {
                    line.push(b' ');
                    line.extend_from_slice(token68.as_bytes());
                }
                let mut separator: &[u8] = b" ";
                for (name, value) in params {
                    let name = name.to_ascii_lowercase();
                    line.extend_from_slice(separator);
                    let number = PARAMS.find(name.as_bytes());
                    line.extend_from_slice(decoys.name(number, &name).as_bytes());
                    line.push(b'=');
                    if is_usually_quoted(scheme, &name, &value) {
                        decoys.quoted_string(number, line, &value);
                    } else {
                        line.extend_from_slice(&value);
                    }
                    separator = b", ";
                }
            }
        }
    }
}
