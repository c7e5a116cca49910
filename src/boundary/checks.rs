//! Operations on one string: URLs, and what options may hold.

use super::codes::Operation;
use crate::change::isomorphic_decode;
use crate::forward::{Scope, Url};
use crate::http_url::Origin;
use crate::{grammar, resource_metadata};

/// The text that the operation makes of `octets`. To a question, an empty text is yes, and no text is no.
#[inline(never)]
pub(super) fn check(operation: Operation, octets: &[u8]) -> Option<Vec<u8>> {
    let text = || isomorphic_decode(octets);
    let yes = |is: bool| is.then(String::new);
    let answer = match operation {
        Operation::Url => Url::new(&text()).ok().map(|url| url.as_str().to_owned()),
        Operation::Origin => Origin::new(&text()).ok().map(|origin| origin.as_str().to_owned()),
        Operation::MetadataUrl => resource_metadata::url(&text()).ok(),
        Operation::IsToken => yes(grammar::is_token(octets)),
        Operation::IsScope => yes(Scope::new(&text()).is_ok()),
        Operation::IsValue => yes(grammar::is_quotable(octets)),
        Operation::IsUnsendable => yes(!grammar::is_quotable(octets)),
        _ => None,
    };
    answer.map(String::into_bytes)
}
