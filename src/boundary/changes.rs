//! Changes as rows: their texts stand behind the answer.

use super::codes::{Kind, NONE};
use super::rows::Rows;
use crate::change::{Change, isomorphic_encode};

pub(super) fn push_changes(changes: Vec<Change>, text: &mut Vec<u8>, rows: &mut Rows<'_>) {
    for change in changes {
        let offset = change.offset.unwrap_or(NONE as usize);
        rows.push(Kind::Change, change.reason as u8, (offset, offset), change.line);
        let texts = [
            (Kind::ChangeScheme, change.scheme),
            (Kind::ChangeParam, change.param),
            (Kind::ChangeBefore, change.before),
            (Kind::ChangeAfter, change.after),
        ];
        for (kind, part) in texts {
            let Some(part) = part else { continue };
            let start = text.len();
            text.extend_from_slice(&isomorphic_encode(&part));
            rows.push(kind, 0, (start, text.len()), change.line);
        }
    }
}
