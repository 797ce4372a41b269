//! A value as it is written into YAML: plain where that is read as the same text, quoted where not.
//!
//! Start at [`Written`].

use crate::diag::FileId;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use crate::yaml::Passage;
use crate::yaml::parse;
use crate::yaml::quoted;
use serde::Deserialize;

/// As a browser sends it: a text, a list, or `{"group": [["谁", "律师"]]}`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Sent {
    Text(String),
    List(Vec<Sent>),
    Group { group: Vec<(String, Sent)> },
}

impl From<Sent> for Written {
    fn from(sent: Sent) -> Written {
        match sent {
            Sent::Text(text) => Written::Text(text),
            Sent::List(list) => Written::List(list.into_iter().map(Written::from).collect()),
            Sent::Group { group } => {
                Written::Map(group.into_iter().map(|(key, value)| (key, value.into())).collect())
            }
        }
    }
}

/// A value of a document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Sent")]
pub(crate) enum Written {
    /// One line.
    Text(String),
    /// A list.
    List(Vec<Written>),
    /// A group, key by key.
    Map(Vec<(String, Written)>),
}

/// Longer texts stand on lines of their own.
const SHORT: usize = 12;

impl Written {
    /// Whether a node says this.
    pub(super) fn is_said_by(&self, node: &Node) -> bool {
        match (self, &node.kind) {
            (Written::Text(text), NodeKind::Scalar(said)) => text == said,
            (Written::List(list), NodeKind::Seq(said)) => {
                list.len() == said.len() && list.iter().zip(said).all(|(a, b)| a.is_said_by(b))
            }
            (Written::Map(map), NodeKind::Map(said)) => {
                let same = |((key, value), (other, node)): (&(String, Written), &(_, Node))| {
                    let other: &crate::yaml::Key = other;
                    *key == other.text && value.is_said_by(node)
                };
                map.len() == said.len() && map.iter().zip(said).all(same)
            }
            _ => false,
        }
    }

    /// Behind 「key:」, from the space or the line end on; `indent` is the key's.
    pub(super) fn behind_key(&self, indent: usize, end: &str) -> String {
        match self {
            Written::Text(text) => format!(" {}", spelled(text, false)),
            Written::List(list) if list.iter().all(Written::is_short) => {
                format!(" {}", self.flow())
            }
            Written::List(list) => {
                let indent = indent + 2;
                let item = |item: &Written| {
                    format!("{end}{}- {}", " ".repeat(indent), item.item(indent, end))
                };
                list.iter().map(item).collect()
            }
            Written::Map(map) => {
                let indent = indent + 2;
                let line = |(key, value): &(String, Written)| {
                    format!("{end}{}{key}:{}", " ".repeat(indent), value.behind_key(indent, end))
                };
                map.iter().map(line).collect()
            }
        }
    }

    /// Behind 「- 」; `indent` is the dash's.
    pub(super) fn item(&self, indent: usize, end: &str) -> String {
        match self {
            Written::Text(text) => spelled(text, false),
            Written::List(_) => self.flow(),
            Written::Map(map) => {
                let indent = indent + 2;
                let line = |(key, value): &(String, Written)| {
                    format!("{key}:{}", value.behind_key(indent, end))
                };
                let between = format!("{end}{}", " ".repeat(indent));
                map.iter().map(line).collect::<Vec<_>>().join(&between)
            }
        }
    }

    /// On one line, inside of brackets or not.
    pub(super) fn flow(&self) -> String {
        match self {
            Written::Text(text) => spelled(text, true),
            Written::List(list) => {
                let items: Vec<String> = list.iter().map(Written::flow).collect();
                format!("[{}]", items.join(", "))
            }
            Written::Map(map) => {
                let items: Vec<String> =
                    map.iter().map(|(key, value)| format!("{key}: {}", value.flow())).collect();
                format!("{{ {} }}", items.join(", "))
            }
        }
    }

    fn is_short(&self) -> bool {
        matches!(self, Written::Text(text) if text.chars().count() <= SHORT)
    }
}

/// A file of one record: its keys in the order given, a line or more each.
pub(crate) fn document(fields: &[(String, Written)]) -> String {
    let line = |(key, value): &(String, Written)| format!("{key}:{}\n", value.behind_key(0, "\n"));
    fields.iter().map(line).collect()
}

/// A text as it stands in a document, inside of brackets or not. Digits alone are quoted, as the files of this program
/// have codes.
pub(super) fn spelled(text: &str, in_brackets: bool) -> String {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && text.len() > 2;
    let alone = |yaml: &str| parse(Passage { file: FileId(0), text: yaml, offset: 0 }).ok();
    let reads_as = |yaml: &str| {
        let node = alone(yaml);
        node.is_some_and(|node| match &node.kind {
            NodeKind::Map(map) => map.len() == 2 && map[0].1.as_text() == Some(text),
            _ => false,
        })
    };
    let plain = if in_brackets {
        reads_as(&format!("{{ a: {text}, b: c }}\n"))
            && !text.contains([',', '[', ']', '{', '}', '"', '\'', '#'])
    } else {
        reads_as(&format!("a: {text}\nb: c\n")) && !text.contains(['"', '#'])
    };
    if plain && !digits && !text.trim().is_empty() && text.trim() == text {
        text.to_string()
    } else {
        quoted(text)
    }
}
