//! Suggests the name that a misspelt one was meant to be.

/// The longest name that is compared. No known name is nearly as long.
const MAX_NAME: usize = 40;

/// The name in `list` that is `name` in another spelling, that differs in a letter or two, or that `name` begins with;
/// `None` if there is none, or if two are as near.
pub(super) fn nearest(name: &str, list: &[&'static str]) -> Option<&'static str> {
    let given = letters(name);
    if given.len() > MAX_NAME {
        return None;
    }
    let candidates = list.iter().map(|known| (distance(&given, &letters(known)), *known));
    let (least, found) = candidates.clone().min_by_key(|(distance, _)| *distance)?;
    let is_near = least <= if found.len() < 8 { 1 } else { 2 };
    if is_near {
        let is_only = candidates.filter(|(distance, _)| *distance == least).count() == 1;
        return is_only.then_some(found);
    }
    let is_beginning = |known: &&&str| known.len() >= 5 && given.starts_with(&letters(known));
    list.iter().filter(is_beginning).max_by_key(|known| known.len()).copied()
}

/// Without case and the signs between words: `errorDescription` is `error_description`.
fn letters(name: &str) -> Vec<u8> {
    name.bytes().filter(u8::is_ascii_alphanumeric).map(|octet| octet.to_ascii_lowercase()).collect()
}

/// The Levenshtein distance: how many letters to add, remove or replace.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        for (place, against) in row.iter_mut().skip(1).zip(other) {
            let above = *place;
            left = (diagonal + usize::from(letter != against)).min(above + 1).min(left + 1);
            diagonal = above;
            *place = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::known::nearest_param;

    #[test]
    fn a_misspelt_name_gets_a_suggestion() {
        for (name, meant) in [
            ("scopes", "scope"),
            ("errorDescription", "error_description"),
            ("ERROR-URI", "error_uri"),
            ("errorUrl", "error_uri"),
            ("resourceMetadata", "resource_metadata"),
            ("resourceMetadataUrl", "resource_metadata"),
            ("resource_metdata", "resource_metadata"),
            ("acrValues", "acr_values"),
        ] {
            assert_eq!(nearest_param(name), Some(meant), "{name}");
        }
    }

    /// `maxage` may be `max_age` or `max-age`.
    #[test]
    fn another_name_gets_none() {
        for name in ["", "x", "resourceUrl", "maxage", "user", "audience", "err", &"scope".repeat(100)] {
            assert_eq!(nearest_param(name), None, "{name}");
        }
    }
}
