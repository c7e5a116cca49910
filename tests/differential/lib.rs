//! Strict reading beside the readers of other crates: every disagreement has its reason in [`table::TABLE`].

pub mod peers;
pub mod table;
