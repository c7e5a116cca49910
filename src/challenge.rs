//! The model: a challenge, its parameters and their values, RFC 9110 11.2 and 11.3.

use std::borrow::Cow;

use crate::error::{BuildError, BuildErrorCode};
use crate::grammar;
use crate::write::is_usually_quoted;

mod names;
#[cfg(feature = "serde")]
mod serde;

pub(crate) use names::Names;

/// `challenge = auth-scheme [ 1*SP ( token68 / #auth-param ) ]`, RFC 9110 11.3
///
/// Order, case and the form of each value are kept as they were read. A control character that was read tolerantly is
/// kept too, and becomes a space where the challenge is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "serde::Wire", try_from = "serde::Wire"))]
pub struct Challenge<'a> {
    pub(crate) scheme: Cow<'a, str>,
    pub(crate) token68: Option<Cow<'a, str>>,
    pub(crate) params: Vec<Param<'a>>,
    pub(crate) names: Names,
}

impl<'a> Challenge<'a> {
    /// A challenge without parameters.
    ///
    /// # Errors
    /// `scheme` is not a token.
    pub fn new(scheme: impl Into<Cow<'a, str>>) -> Result<Self, BuildError> {
        let scheme = scheme.into();
        let is_token = grammar::is_token(scheme.as_bytes());
        refuse_unless(is_token, BuildErrorCode::InvalidScheme, None)?;
        Ok(Self { scheme, token68: None, params: Vec::new(), names: Names::default() })
    }

    /// Puts a token68 in the place of parameters.
    ///
    /// # Errors
    /// It is not a token68, or the challenge has parameters.
    pub fn with_token68(mut self, token68: impl Into<Cow<'a, str>>) -> Result<Self, BuildError> {
        self.set_token68(token68.into())?;
        Ok(self)
    }

    /// As [`Challenge::with_token68`].
    pub(crate) fn set_token68(&mut self, token68: Cow<'a, str>) -> Result<(), BuildError> {
        refuse_unless(grammar::is_token68(token68.as_bytes()), BuildErrorCode::InvalidToken68, None)?;
        refuse_unless(self.params.is_empty(), BuildErrorCode::Token68WithParams, None)?;
        self.token68 = Some(token68);
        Ok(())
    }

    /// Adds a parameter, which will be written as a quoted-string; or as a token, if it must be one (`stale` and
    /// `algorithm` of Digest, RFC 7616 3.3).
    ///
    /// ```
    /// use auth_challenge::Challenge;
    ///
    /// let challenge = Challenge::new("Basic")?.with_param("realm", "files")?;
    /// assert_eq!(challenge.param("realm").unwrap(), "files");
    /// # Ok::<(), auth_challenge::BuildError>(())
    /// ```
    ///
    /// # Errors
    /// The name is not a token or is there already, the value has a control character, or the challenge has a token68.
    pub fn with_param<V: AsRef<[u8]> + ?Sized>(
        mut self,
        name: impl Into<Cow<'a, str>>,
        value: &'a V,
    ) -> Result<Self, BuildError> {
        self.push_usual(name.into(), value.as_ref())?;
        Ok(self)
    }

    /// The same challenge, with all its text its own.
    #[must_use]
    pub fn into_owned(self) -> Challenge<'static> {
        let param = |Param { name, value }: Param<'_>| Param {
            name: name.into_owned().into(),
            value: Value { octets: value.octets.into_owned().into(), quoted: value.quoted },
        };
        Challenge {
            scheme: self.scheme.into_owned().into(),
            token68: self.token68.map(|token68| token68.into_owned().into()),
            params: self.params.into_iter().map(param).collect(),
            names: self.names,
        }
    }

    /// The only way in for a parameter that was not read from a field.
    /// As [`Challenge::with_param`].
    pub(crate) fn push_usual(&mut self, name: Cow<'a, str>, octets: &'a [u8]) -> Result<(), BuildError> {
        let quoted = is_usually_quoted(&self.scheme, &name, octets);
        self.push(Param { name, value: Value { octets: Cow::Borrowed(octets), quoted } })
    }

    pub(crate) fn push(&mut self, param: Param<'a>) -> Result<(), BuildError> {
        let name = &*param.name;
        let refuse_unless = |fits, code| refuse_unless(fits, code, Some(name));
        refuse_unless(grammar::is_token(name.as_bytes()), BuildErrorCode::InvalidParamName)?;
        refuse_unless(self.token68.is_none(), BuildErrorCode::Token68WithParams)?;
        refuse_unless(!self.names.has(name, &self.params), BuildErrorCode::RepeatedParam)?;
        refuse_unless(grammar::is_quotable(&param.value.octets), BuildErrorCode::ControlInValue)?;
        self.names.add(name);
        self.params.push(param);
        Ok(())
    }

    /// The scheme as it was sent. Compare it with [`Challenge::is`]: case does not matter, RFC 9110 11.1.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// True if this is a challenge of `scheme`, whatever its case.
    #[must_use]
    pub fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// The token68 that stands in the place of parameters, as in `Negotiate`, RFC 9110 11.2.
    #[must_use]
    pub fn token68(&self) -> Option<&str> {
        self.token68.as_deref()
    }

    /// The parameters in order; each name stands once.
    #[must_use]
    pub fn params(&self) -> &[Param<'a>] {
        &self.params
    }

    /// The value of the parameter `name`, whatever its case.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&Value<'a>> {
        self.params.iter().find(|param| param.is(name)).map(|param| &param.value)
    }
}

fn refuse_unless(fits: bool, code: BuildErrorCode, param: Option<&str>) -> Result<(), BuildError> {
    if fits { Ok(()) } else { Err(BuildError { code, param: param.map(str::to_owned) }) }
}

/// `auth-param = token BWS "=" BWS ( token / quoted-string )`, RFC 9110 11.2
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) value: Value<'a>,
}

impl<'a> Param<'a> {
    /// The name as it was sent. Compare it with [`Param::is`]: case does not matter.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// True if this parameter is named `name`, whatever its case.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &Value<'a> {
        &self.value
    }
}

/// The value of a parameter: octets, without quotes and with quoted-pairs undone.
///
/// Octets above 0x7F have no defined charset (RFC 9110 5.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    pub(crate) octets: Cow<'a, [u8]>,
    pub(crate) quoted: bool,
}

impl Value<'_> {
    /// The octets.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.octets
    }

    /// The value as text, if its octets are UTF-8, as they are wherever they are ASCII.
    ///
    /// # Errors
    /// They are not.
    pub fn to_str(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.octets)
    }

    /// True unless the value was written as a token.
    #[must_use]
    pub const fn is_quoted(&self) -> bool {
        self.quoted
    }
}

/// `value == "text"`
impl PartialEq<str> for Value<'_> {
    fn eq(&self, text: &str) -> bool {
        *self.octets == *text.as_bytes()
    }
}

/// `value == "text"`
impl PartialEq<&str> for Value<'_> {
    fn eq(&self, text: &&str) -> bool {
        *self == **text
    }
}

#[cfg(test)]
mod tests;
