//! `lists.yaml` → words that laws and rules name ([`PhraseLists`]).
//!
//! A folder's own lists are added to the built-in ones: what the law names cannot be taken off by a theme.

use super::Reader;
use super::entry;
use crate::vocabulary::PhraseLists;
use crate::yaml::Node;
use crate::yaml::NodeKind;

const FILE: &str = "lists.yaml";

/// Reads both layers.
pub(super) fn read_lists(reader: &mut Reader<'_>) -> Option<PhraseLists> {
    let base = reader.built_in(FILE)?;
    let own = reader.own(FILE);
    let mut list = |key: &str| -> Option<Vec<String>> {
        let mut words = words(reader.require(&base, key)?);
        for word in own.iter().filter_map(|own| entry(own, key)).flat_map(self::words) {
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

fn words(node: &Node) -> Vec<String> {
    match &node.kind {
        NodeKind::Seq(list) => list.iter().filter_map(|n| n.as_text().map(String::from)).collect(),
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Map(_) => Vec::new(),
    }
}
