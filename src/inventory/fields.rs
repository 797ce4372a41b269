//! A record's YAML ↔ pairs of path and text: 「材料/2/名称」 and 「户口簿」.
//!
//! Start at [`flat`] and [`yaml`]. Paths count from 1 and use the Chinese keys, however the file spells them; an empty
//! list is 「材料/0」. Texts stand as they were written, without quotes, so that nothing has to be understood to be
//! carried over.

use crate::record::Schema;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use crate::yaml::quoted;

/// A field: where it stands, and what it says.
pub(crate) type Pair = (String, String);

/// Between the parts of a path.
const STEP: char = '/';
/// The part of a path that says that a list is there and empty.
const NONE: &str = "0";
/// What is written beside such a path.
const NOTHING: &str = "没有";
/// The path of the text below the fields.
pub(crate) const BODY: &str = "正文";

/// All fields of a tree. What is written without a value says nothing and is left out.
pub(crate) fn flat(node: &Node, schema: &'static Schema) -> Vec<Pair> {
    let mut pairs = Vec::new();
    add(node, Some(schema), "", &mut pairs);
    pairs
}

fn add(node: &Node, schema: Option<&'static Schema>, path: &str, pairs: &mut Vec<Pair>) {
    let below = |part: &str| {
        if path.is_empty() { part.to_string() } else { format!("{path}{STEP}{part}") }
    };
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Scalar(text) => pairs.push((path.to_string(), text.clone())),
        NodeKind::Seq(list) if list.is_empty() => pairs.push((below(NONE), NOTHING.into())),
        NodeKind::Seq(list) => {
            for (i, item) in (1..).zip(list) {
                add(item, schema, &below(&i.to_string()), pairs);
            }
        }
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                let field = schema.and_then(|s| s.find(&key.text));
                let name = field.map_or(key.text.as_str(), |f| f.key);
                add(value, field.and_then(|f| f.kind.group()), &below(name), pairs);
            }
        }
    }
}

/// Whether a path is another one or lies below it.
pub(crate) fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(STEP))
}

/// A path with another number in the place of the first part below `list`.
pub(crate) fn renumbered(path: &str, list: &str, number: usize) -> String {
    let rest = path.strip_prefix(list).map_or("", |rest| rest.trim_start_matches(STEP));
    match rest.split_once(STEP) {
        Some((_, deeper)) => format!("{list}{STEP}{number}{STEP}{deeper}"),
        None => format!("{list}{STEP}{number}"),
    }
}

/// The number of an element of a list in a path, from 1.
pub(crate) fn number_in(path: &str, list: &str) -> Option<usize> {
    let rest = path.strip_prefix(list)?.strip_prefix(STEP)?;
    rest.split(STEP).next()?.parse().ok()
}

/// The same fields as YAML, in the order in which they first come.
pub(crate) fn yaml(pairs: &[Pair]) -> String {
    let mut tree = Branch::default();
    for (path, text) in pairs {
        tree.put(&path.split(STEP).collect::<Vec<_>>(), text);
    }
    let mut out = String::new();
    tree.write(0, &mut out);
    out
}

/// Keys or numbers with what lies below them.
#[derive(Default)]
struct Branch<'p> {
    text: Option<&'p str>,
    below: Vec<(&'p str, Branch<'p>)>,
}

impl<'p> Branch<'p> {
    fn put(&mut self, path: &[&'p str], text: &'p str) {
        let Some((first, rest)) = path.split_first() else {
            self.text = Some(text);
            return;
        };
        let at = self.below.iter().position(|(key, _)| key == first).unwrap_or_else(|| {
            self.below.push((first, Branch::default()));
            self.below.len() - 1
        });
        if let Some((_, branch)) = self.below.get_mut(at) {
            branch.put(rest, text);
        }
    }

    fn is_list(&self) -> bool {
        !self.below.is_empty() && self.below.iter().all(|(key, _)| key.parse::<usize>().is_ok())
    }

    fn is_empty_list(&self) -> bool {
        matches!(&self.below[..], [(key, _)] if *key == NONE)
    }

    /// Its lines, each indented; the first line of an element of a list stands behind its dash.
    fn write(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        if self.is_list() {
            for (_, item) in self.below.iter().filter(|(key, _)| *key != NONE) {
                let mut text = String::new();
                item.value(depth, &mut text);
                // An element that is a group begins on the line of its dash.
                let text = text.trim_start_matches(['\n', ' ']);
                out.push_str(&format!("{indent}- {text}"));
            }
            return;
        }
        for (key, value) in &self.below {
            out.push_str(&format!("{indent}{key}:"));
            value.value(depth, out);
        }
    }

    /// What stands behind a colon, with the end of its line.
    fn value(&self, depth: usize, out: &mut String) {
        if self.is_empty_list() {
            out.push_str(" []\n");
        } else if self.below.is_empty() {
            out.push_str(&format!(" {}\n", quoted(self.text.unwrap_or_default())));
        } else {
            out.push('\n');
            self.write(depth + 1, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::model::PROCEDURE;
    use crate::yaml::Passage;
    use crate::yaml::parse;

    fn tree(text: &str) -> Node {
        parse(Passage { file: FileId(0), text, offset: 0 }).expect("valid")
    }

    #[test]
    fn fields_come_back_as_they_were() {
        let text = "code: \"401\"\n材料: []\n受理条件: [甲, '= 1']\n步骤:\n  - do: 申请\n    画面:\n      地点: 社区窗口\n      人物:\n        - 阿姨 递 表格\n        - 大叔 坐\n  - 做什么: 领证\n收费: { 金额: 不收费, 说明: '换领: 10元' }\n";
        let pairs = flat(&tree(text), &PROCEDURE);
        assert!(pairs.contains(&("编号".into(), "401".into())), "{pairs:?}");
        assert!(pairs.contains(&("步骤/1/做什么".into(), "申请".into())), "{pairs:?}");
        assert!(pairs.contains(&("材料/0".into(), "没有".into())), "{pairs:?}");
        let again = yaml(&pairs);
        assert_eq!(flat(&tree(&again), &PROCEDURE), pairs, "{again}");
    }

    #[test]
    fn elements_can_be_moved() {
        assert_eq!(renumbered("材料/2/名称", "材料", 5), "材料/5/名称");
        assert_eq!(renumbered("受理条件/2", "受理条件", 1), "受理条件/1");
        assert_eq!(number_in("材料/12/名称", "材料"), Some(12));
        assert!(is_below("材料/1", "材料") && !is_below("材料表", "材料"));
    }
}
