//! Octets that no field may hold, RFC 9110 5.5: they become SP, as they must for the field to be sent at all.

use crate::change::{Change, Reason, text_of};
use crate::grammar;

/// The lines with SP in the place of each control character but the tab.
pub(super) fn sendable(lines: &[impl AsRef<[u8]>], on_change: &mut dyn FnMut(Change)) -> Vec<Vec<u8>> {
    lines.iter().enumerate().map(|(line, octets)| sendable_line(line, octets.as_ref(), on_change)).collect()
}

fn sendable_line(line: usize, octets: &[u8], on_change: &mut dyn FnMut(Change)) -> Vec<u8> {
    let mut sent = octets.to_vec();
    for (offset, octet) in sent.iter_mut().enumerate() {
        if !grammar::is_quotable(&[*octet]) {
            let change = Change::new(Reason::Unsendable, line, None, None);
            let change = change.from(Some(&text_of(&[*octet]))).to(Some(" "));
            on_change(Change { offset: Some(offset), ..change });
            *octet = b' ';
        }
    }
    sent
}
