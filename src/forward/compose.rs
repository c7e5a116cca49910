//! A challenge with its edits: a valid one keeps every octet that no edit names, another one is written anew.

use super::lines::{FieldLines, Place, Source};
use super::survey::{ChallengeSpan, Edit, ParamSpan};
use crate::grammar;
use crate::write::{quoted_string, usual_value};

/// Writes a valid challenge: all is copied but what was decided on.
///
/// Removed parameters take along the separator after them; the last ones, the separator before them.
pub(super) fn splice(
    source: Source<'_>,
    challenge: &ChallengeSpan,
    params: &[ParamSpan],
    out: &mut FieldLines,
) {
    // Up to `copied` the source is written or left out. `kept` is the end of the last part that stays.
    let (mut copied, mut kept) = (challenge.start, challenge.head_end());
    let mut removed_at = None;
    for param in params {
        if let Edit::Remove = param.edit {
            removed_at.get_or_insert(param.start());
            continue;
        }
        if let Some(removed_at) = removed_at.take() {
            out.copy(source, copied, removed_at);
            copied = param.start();
        }
        kept = param.end();
        if let Edit::Replace(value) = &param.edit {
            let range = param.value_range();
            out.copy(source, copied, Place { line: param.line, at: range.start });
            if !param.is_quoted() && grammar::is_token(value) {
                out.line().extend_from_slice(value);
            } else {
                quoted_string(out.line(), value, &[]);
            }
            copied = kept;
        }
    }
    out.copy(source, copied, kept);
    let mut separator: &[u8] = if kept == challenge.head_end() { b" " } else { b", " };
    for added in &challenge.added {
        write_param(out.line(), separator, challenge.scheme(source), &added.name, &added.value);
        separator = b", ";
    }
}

/// Writes a challenge that deviates from the grammar, from what was read: one space after the scheme, none around `=`,
/// names in lower case, values in quotes.
pub(super) fn rewrite(
    source: Source<'_>,
    challenge: &ChallengeSpan,
    params: &[ParamSpan],
    line: &mut Vec<u8>,
) {
    let scheme = challenge.scheme(source);
    line.extend_from_slice(scheme.as_bytes());
    if let Some(token68) = challenge.token68(source) {
        line.push(b' ');
        line.extend_from_slice(token68.as_bytes());
    }
    let mut separator: &[u8] = b" ";
    for param in params {
        if let Some(value) = param.edited(source) {
            write_param(line, separator, scheme, &param.name(source).to_ascii_lowercase(), &value);
            separator = b", ";
        }
    }
    for added in &challenge.added {
        write_param(line, separator, scheme, &added.name, &added.value);
        separator = b", ";
    }
}

fn write_param(line: &mut Vec<u8>, separator: &[u8], scheme: &str, name: &str, value: &[u8]) {
    line.extend_from_slice(separator);
    line.extend_from_slice(name.as_bytes());
    line.push(b'=');
    usual_value(line, scheme, name, value);
}
