//! Octets that no field may hold, RFC 9110 5.5: they become SP, as they must for the field to be sent at all.

use std::borrow::Cow;

use crate::change::{Change, Reason, Report, isomorphic_decode};
use crate::grammar;

/// The line with SP in the place of each control character but the tab.
pub(super) fn sendable<'l>(line: usize, octets: &'l [u8], report: &mut Report<'_>) -> Cow<'l, [u8]> {
    if grammar::is_quotable(octets) {
        return Cow::Borrowed(octets);
    }
    let mut sent = octets.to_vec();
    for (offset, octet) in sent.iter_mut().enumerate() {
        let before = *octet;
        if !grammar::is_quotable(&[before]) {
            report.emit(|| {
                let change = Change::new(Reason::Unsendable, line, None, None);
                change.from(Some(&isomorphic_decode(&[before]))).to(Some(" ")).at(Some(offset))
            });
            *octet = b' ';
        }
    }
    Cow::Owned(sent)
}
