//! Schemes as their specifications see them: views that borrow a challenge, which keeps what they do not know.

use crate::challenge::Challenge;

/// A view: the scheme, and a method for each parameter that is a text or a list of words.
macro_rules! view {
    (
        $(#[doc = $about:literal])+ $view:ident is $scheme:literal;
        $($(#[doc = $doc:literal])+ $kind:ident $method:ident = $name:literal;)+
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug)]
        pub struct $view<'c>(&'c crate::challenge::Challenge<'c>);

        impl<'c> $view<'c> {
            #[doc = concat!("The view, if the challenge is one of `", $scheme, "`.")]
            #[must_use]
            pub fn of(challenge: &'c crate::challenge::Challenge<'c>) -> Option<Self> {
                challenge.is($scheme).then_some(Self(challenge))
            }

            $(view!(@$kind $(#[doc = $doc])+ $method = $name);)+
        }
    };
    (@text $(#[doc = $doc:literal])+ $method:ident = $name:literal) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $method(&self) -> Option<&'c str> {
            super::text(self.0, $name)
        }
    };
    (@words $(#[doc = $doc:literal])+ $method:ident = $name:literal) => {
        $(#[doc = $doc])+
        pub fn $method(&self) -> impl Iterator<Item = &'c str> {
            super::text(self.0, $name).unwrap_or_default().split_ascii_whitespace()
        }
    };
    (@flag $(#[doc = $doc:literal])+ $method:ident = $name:literal) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $method(&self) -> bool {
            super::text(self.0, $name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
        }
    };
}

mod basic;
mod bearer;
mod digest;
mod dpop;

pub use basic::Basic;
pub use bearer::Bearer;
pub use digest::Digest;
pub use dpop::Dpop;

/// A parameter as text; `None` if it is missing or no UTF-8.
fn text<'c>(challenge: &'c Challenge<'_>, name: &str) -> Option<&'c str> {
    challenge.param(name)?.to_str().ok()
}
