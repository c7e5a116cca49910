//! Properties of any input. `tests/fuzz.rs` checks them on the vectors and near them, `npm run fuzz` searches further.
//!
//! Each property is a function of octets that fails by panicking. It derives all its choices from the octets.

pub mod forwarding;
pub mod growth;
mod input;
mod model;
pub mod reading;
mod same;
pub mod writing;

pub use input::LINE_END;

/// Fails by panicking.
pub type Property = fn(&[u8]);

/// The properties by their names, which are those of the fuzz targets.
pub const PROPERTIES: [(&str, Property); 4] = [
    ("reading", reading::property),
    ("writing", writing::property),
    ("forwarding", forwarding::property),
    ("growth", growth::property),
];
