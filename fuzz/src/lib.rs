//! The properties of `tests/fuzz/`, for the targets of `npm run fuzz`.

#[path = "../../tests/rfc9110/grammar.rs"]
mod grammar;
#[path = "../../tests/fuzz/mod.rs"]
mod properties;

pub use properties::*;
