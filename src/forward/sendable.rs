//! Octets that no field may hold, RFC 9110 5.5: they become SP, as they must for the field to be sent at all.

use std::borrow::Cow;

use crate::change::{Change, Reason, Report, isomorphic_decode};
use crate::chars::is_field_octet;
use crate::grammar;

/// The octets with SP in the place of each control character but the tab.
pub(super) fn sendable(octets: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if grammar::is_quotable(&octets) {
        return octets;
    }
    octets.iter().map(|octet| if is_field_octet(*octet) { *octet } else { b' ' }).collect()
}

/// The same of a field line, with a report of each octet.
pub(super) fn sendable_line<'l>(line: usize, octets: &'l [u8], report: &mut Report<'_>) -> Cow<'l, [u8]> {
    let sent = sendable(Cow::Borrowed(octets));
    if let Cow::Owned(_) = sent {
        for (offset, octet) in octets.iter().enumerate().filter(|(_, octet)| !is_field_octet(**octet)) {
            report.emit(|| {
                let change = Change::new(Reason::Unsendable, line, None, None).at(Some(offset));
                change.from(Some(&isomorphic_decode(&[*octet]))).to(Some(" "))
            });
        }
    }
    sent
}
