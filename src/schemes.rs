//! Schemes as their specifications see them: views that borrow a challenge, which keeps what they do not know.

mod basic;
mod bearer;
mod digest;
mod dpop;

pub use basic::Basic;
pub use bearer::Bearer;
pub use digest::Digest;
pub use dpop::Dpop;

use crate::challenge::Challenge;

/// A parameter as text; `None` if it is missing or no UTF-8.
fn text<'c>(challenge: &'c Challenge<'_>, name: &str) -> Option<&'c str> {
    challenge.param(name)?.to_str().ok()
}

/// The words of a list with spaces between them.
fn words<'c>(challenge: &'c Challenge<'_>, name: &str) -> impl Iterator<Item = &'c str> {
    text(challenge, name).unwrap_or_default().split_ascii_whitespace()
}
