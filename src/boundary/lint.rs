//! Lint: findings as rows, and the texts of their fixes.

use super::Malformed;
use super::codes::{Kind, Tag};
use super::input::Input;
use super::rows::Rows;
use crate::lint::{self, Profile};

/// The texts of the fixes, end to end; the rows are the findings, each before its fix.
#[inline(never)]
pub(super) fn lint(input: &Input<'_>, rows: &mut Rows<'_>) -> Result<Vec<u8>, Malformed> {
    let (mut profile, mut status, mut lines) = (Profile::default(), None, Vec::new());
    for part in input.parts() {
        let part = part?;
        match part.tag {
            Tag::Profile => profile = Profile::from_name(&part.text()).ok_or(Malformed("no such profile"))?,
            Tag::Status => status = Some(part.text().parse().map_err(|_| Malformed("no status"))?),
            Tag::Line => lines.push(part.octets),
            _ => return Err(Malformed("a part that does not belong to lint")),
        }
    }
    let mut text = Vec::new();
    for finding in lint::lint(lines, profile, status) {
        let span = |offset: usize, length: usize| (offset, offset + length);
        rows.push(Kind::Finding, finding.code.number(), span(finding.offset, finding.length), finding.line);
        let Some(fix) = finding.fix else { continue };
        rows.push(Kind::Fix, 0, span(fix.offset, fix.length), finding.line);
        rows.push(Kind::FixText, 0, span(text.len(), fix.text.len()), finding.line);
        text.extend_from_slice(&fix.text);
    }
    Ok(text)
}
