//! The rules of each profile. A rule reports what breaks it; [`crate::lint::RuleCode`] says what it is.

pub(crate) mod http;
pub(crate) mod mcp;
pub(crate) mod oauth;
