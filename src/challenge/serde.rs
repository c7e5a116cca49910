//! The model on the wire of serde: values are text in which each character is one octet, as JavaScript and the
//! vectors write them. A control character, which no field can carry, is written as a space and refused when it is read.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Challenge, Param, Value};
use crate::chars::is_field_octet;
use crate::error::{BuildError, BuildErrorCode};

#[derive(Serialize, Deserialize)]
pub(super) struct Wire {
    scheme: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token68: Option<String>,
    #[serde(default)]
    params: Vec<(String, WireValue)>,
}

/// A quoted value is its text; a token says so.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WireValue {
    Quoted(String),
    Token { token: String },
}

impl From<Challenge<'_>> for Wire {
    fn from(challenge: Challenge<'_>) -> Self {
        let param = |param: Param<'_>| {
            let sendable = |octet: &u8| if is_field_octet(*octet) { char::from(*octet) } else { ' ' };
            let text = param.value.octets.iter().map(sendable).collect();
            let value =
                if param.value.quoted { WireValue::Quoted(text) } else { WireValue::Token { token: text } };
            (param.name.into_owned(), value)
        };
        Self {
            scheme: challenge.scheme.into_owned(),
            token68: challenge.token68.map(Cow::into_owned),
            params: challenge.params.into_iter().map(param).collect(),
        }
    }
}

impl TryFrom<Wire> for Challenge<'_> {
    type Error = BuildError;

    fn try_from(wire: Wire) -> Result<Self, BuildError> {
        let mut challenge = Self::new(wire.scheme)?;
        if let Some(token68) = wire.token68 {
            challenge = challenge.with_token68(token68)?;
        }
        for (name, value) in wire.params {
            let (text, quoted) = match value {
                WireValue::Quoted(text) => (text, true),
                WireValue::Token { token } => (token, false),
            };
            let octets: Result<Vec<u8>, _> = text.chars().map(u8::try_from).collect();
            let Ok(octets) = octets else {
                return Err(BuildError { code: BuildErrorCode::WideInValue, param: Some(name) });
            };
            // Only a token can stand without quotes.
            let quoted = quoted || !crate::grammar::is_token(&octets);
            challenge.push(Param { name: name.into(), value: Value { octets: octets.into(), quoted } })?;
        }
        Ok(challenge)
    }
}
