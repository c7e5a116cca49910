//! HTTP authentication challenges, RFC 9110 11: reads, forwards and writes `WWW-Authenticate` and `Proxy-Authenticate`.
//!
//! ```http
//! WWW-Authenticate: Bearer realm="files", scope="read write"
//! ```
//! ```
//! let challenges = auth_challenge::parse([r#"Bearer realm="files", scope="read write""#]);
//! assert_eq!(challenges[0].param("scope").unwrap(), "read write");
//! ```
//!
//! Field lines are octets: text, `&[u8]`, or the `HeaderValue`s of the `http` crate. Nothing here opens a connection,
//! and nothing panics. The work is linear in the length of the field.
//!
//! # Where things are
//!
//! | RFC | here |
//! |---|---|
//! | 9110 11.3, 11.6.1: challenges | [`parse`], [`parse_strict`], [`Reader`], [`Challenge`] |
//! | 9110 11.2: parameters | [`Param`], [`Value`] |
//! | 9110 3.7, 11.6.1: proxies and gateways | [`forward`] |
//! | 6750 3, 9449 7.1, 9470 3: OAuth challenges | [`write::bearer`] |
//! | 6750 3, 9449 7.1, 7617 2, 7616 3.3: schemes | [`schemes`] |
//! | 9728 3.1: protected resource metadata | [`resource_metadata::url`] |
//! | what is wrong with a field, and how to repair it | [`lint`] |
//!
//! # Where the RFC leaves a choice
//!
//! | text | reading |
//! |---|---|
//! | `Bearer realm="a", realm="b"` | grammatical, forbidden by 11.2: strict reading refuses it, tolerant reading takes the first |
//! | `Bearer a=` | a token68, not a parameter without a value, unless parameters follow it |
//! | two field lines | one list (5.3), but no quoted-string goes over the end of a line |
//! | `Basic realm=foo` | a token, though 11.5 asks senders for a quoted-string |
//!
//! Each [`DefectCode`] says what deviates, and how tolerant reading recovers.
//!
//! # Features
//!
//! - `serde`: `Serialize` and `Deserialize` for [`Challenge`].
//! - `node`, `wasm`: what the npm package is built with, the Node.js addon and the WebAssembly module. No feature is on by
//!   default, and Rust programs have no use for these two.

#[cfg(all(feature = "node", not(test)))]
mod bindings;
#[cfg(any(test, feature = "node", feature = "wasm"))]
mod boundary;
mod challenge;
mod change;
mod chars;
mod error;
pub mod forward;
#[cfg(any(test, feature = "_fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod grammar;
mod http_url;
mod known;
pub mod lint;
mod parse;
mod profiles;
mod registered;
pub mod resource_metadata;
pub mod schemes;
#[cfg(all(feature = "wasm", target_arch = "wasm32", not(test)))]
mod wasm;
pub mod write;

pub use challenge::{Challenge, Param, Value};
pub use change::{Change, Reason};
pub use error::{BuildError, BuildErrorCode, Defect, DefectCode};
pub use http_url::{InvalidUrl, Origin};
pub use parse::{Reader, parse, parse_strict};
