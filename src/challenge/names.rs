//! The names of many parameters: where a challenge has few, they are compared one by one.

use std::collections::BTreeSet;

use super::Param;

/// As many names are compared one by one.
const FEW: usize = 16;

/// The names in lower case, once there are more than [`FEW`]. It says nothing that the parameters do not say: all are
/// equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Option<BTreeSet<Vec<u8>>>);

impl Names {
    /// True if one of `params`, all of which came through [`Names::add`] or were read, has the name.
    pub(super) fn has(&mut self, name: &str, params: &[Param<'_>]) -> bool {
        if params.len() < FEW {
            return params.iter().any(|param| {
                #[cfg(test)]
                crate::chars::work::count();
                param.is(name)
            });
        }
        if self.0.is_none() {
            self.0 = Some(BTreeSet::new());
            for param in params {
                self.add(&param.name);
            }
        }
        self.0.as_ref().is_some_and(|names| names.contains(&lower(name)))
    }

    pub(super) fn add(&mut self, name: &str) {
        if let Some(names) = &mut self.0 {
            names.insert(lower(name));
        }
    }
}

fn lower(name: &str) -> Vec<u8> {
    #[cfg(test)]
    crate::chars::work::count();
    name.to_ascii_lowercase().into_bytes()
}

impl PartialEq for Names {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Names {}
