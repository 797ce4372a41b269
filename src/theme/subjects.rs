//! Of which records a kind of sheet is made, as its row says: `where`, `having`, `sees`, `gathers`.
//!
//! Start at [`ThemeReader::row_filter`]. Fields are named as in files or in English, collections by their names.

use super::kinds::KindRow;
use super::reader::ThemeReader;
use crate::model::collection;
use crate::record::suggest::nearest;
use crate::yaml::Node;
use crate::yaml::NodeKind;

impl ThemeReader<'_> {
    pub(super) fn row_filter(
        &mut self,
        row: &KindRow<'_>,
        of: &str,
    ) -> Option<Vec<(String, Vec<String>)>> {
        let (Some(node), Some(collection)) = (row.get("where"), collection(of)) else {
            return Some(Vec::new());
        };
        let NodeKind::Map(list) = &node.kind else {
            return self.wrong(row, "where", "写成 { 状态: 已发布 }");
        };
        let mut filter = Vec::new();
        for (key, value) in list {
            if collection.schema.find_within(&key.text).is_none() {
                let keys = collection.schema.fields.iter().map(|f| f.key);
                let help = nearest(&key.text, keys.clone()).map_or_else(
                    || format!("可以写的有：{}", keys.collect::<Vec<_>>().join("、")),
                    |near| format!("改成「{near}」"),
                );
                let what = format!("{}没有「{}」这一栏", collection.label, key.text);
                self.problem(Some(key.span), what, help);
                return None;
            }
            let words = match &value.kind {
                NodeKind::Scalar(word) => vec![word.clone()],
                NodeKind::Seq(list) => {
                    list.iter().filter_map(|n| n.as_text().map(String::from)).collect()
                }
                NodeKind::Null | NodeKind::Map(_) => Vec::new(),
            };
            filter.push((key.text.clone(), words));
        }
        Some(filter)
    }

    /// Fields by either name, as their English ones.
    pub(super) fn row_having(&mut self, row: &KindRow<'_>, of: &str) -> Option<Vec<&'static str>> {
        let (Some(node), Some(collection)) = (row.get("having"), collection(of)) else {
            return Some(Vec::new());
        };
        let words: Vec<&str> = match &node.kind {
            NodeKind::Seq(list) => list.iter().filter_map(Node::as_text).collect(),
            NodeKind::Scalar(word) => vec![word],
            NodeKind::Null | NodeKind::Map(_) => Vec::new(),
        };
        let fields: Option<Vec<&'static str>> = words
            .iter()
            .map(|word| collection.schema.find(word).map(|field| field.alias))
            .collect();
        match fields.filter(|fields| !fields.is_empty()) {
            Some(fields) => Some(fields),
            None => self.wrong(row, "having", "写成 [风险点, 分支]，写这种内容有的栏"),
        }
    }

    /// Names that are known.
    pub(super) fn row_names(
        &mut self,
        row: &KindRow<'_>,
        key: &str,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Option<Vec<String>> {
        let Some(node) = row.get(key) else { return Some(Vec::new()) };
        let names: Vec<String> = match &node.kind {
            NodeKind::Seq(list) => {
                list.iter().filter_map(Node::as_text).map(String::from).collect()
            }
            NodeKind::Scalar(word) => vec![word.clone()],
            NodeKind::Null | NodeKind::Map(_) => Vec::new(),
        };
        if names.is_empty() || !names.iter().all(|name| is_known(name)) {
            return self.wrong(row, key, "写成 [procedures]，写已有的名字");
        }
        Some(names)
    }
}
