//! HTTP authentication challenges, RFC 9110 11: `WWW-Authenticate` and `Proxy-Authenticate`.

#[cfg(all(feature = "node", not(test)))]
mod bindings;
mod challenge;
mod chars;
mod error;
mod grammar;
mod known;
mod parse;

pub use challenge::{Challenge, Param, Value};
pub use error::{BuildError, BuildErrorCode, Defect, DefectCode};
pub use parse::{Reader, parse, parse_strict};
