//! `lists.yaml` → words that laws and rules name ([`PhraseLists`]).
//!
//! A folder's own lists are added to the built-in ones: what the law names cannot be taken off by a theme.

use super::reader::ThemeReader;
use crate::vocabulary::PhraseLists;
use crate::yaml::Node;

const FILE: &str = "lists.yaml";

/// Reads both layers.
pub(super) fn read_lists(reader: &mut ThemeReader<'_>) -> Option<PhraseLists> {
    let base = reader.built_in(FILE)?;
    let own = reader.own(FILE);
    let mut list = |key: &str| -> Option<Vec<String>> {
        let mut words = reader.require(&base, key)?.texts();
        for word in own.iter().filter_map(|own| own.entry(key)).flat_map(Node::texts) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Some(words)
    };
    Some(PhraseLists {
        not_issued: list("不出具的证明")?,
        superlatives: list("广告用语")?,
        brands: list("商家")?,
        army_units: list("部队")?,
        emblems: list("标志")?,
    })
}
