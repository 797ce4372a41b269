//! Where in a document a change goes, and the text with it.
//!
//! Start at [`set`], [`add`], [`drop`] and [`up`]. What stands on lines of its own is changed by lines, what stands in
//! brackets between its commas. Comments stay with the lines they stand on.

use super::change::Refused;
use super::change::Step;
use super::doc::Doc;
use super::doc::end_of;
use super::doc::entry;
use super::doc::find;
use super::doc::missing;
use super::doc::start;
use super::doc::too_special;
use super::texts::of_list;
use super::written::Written;
use super::written::spelled;
use crate::record::Field;
use crate::record::Schema;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use std::ops::Range;

/// Takes what stands at a path out of a tree.
pub(super) fn cut(node: &mut Node, path: &[Step], schema: &'static Schema) -> Option<Node> {
    let Some((first, rest)) = path.split_first() else {
        let empty = Node { span: node.span, kind: NodeKind::Null };
        return Some(std::mem::replace(node, empty));
    };
    match (first, &mut node.kind) {
        (Step::Index(at), NodeKind::Seq(list)) if rest.is_empty() => {
            (*at < list.len()).then(|| list.remove(*at))
        }
        (Step::Index(at), NodeKind::Seq(list)) => cut(list.get_mut(*at)?, rest, schema),
        (Step::Index(0), NodeKind::Map(_)) => cut(node, rest, schema),
        (Step::Key(key), NodeKind::Map(map)) => {
            let field = schema.find(key)?;
            let (at, ..) = entry(map, field)?;
            if rest.is_empty() {
                return Some(map.remove(at).1);
            }
            cut(&mut map[at].1, rest, field.kind.group().unwrap_or(schema))
        }
        _ => None,
    }
}

/// See [`super::change::Change::Set`].
pub(super) fn set(
    doc: &Doc<'_>,
    path: &[Step],
    value: Option<&Written>,
) -> Result<String, Refused> {
    let Some((Step::Key(key), group)) = path.split_last() else { return Err(missing()) };
    let (node, schema) = find(&doc.root, group, doc.schema).ok_or_else(missing)?;
    let field = schema.find(key).ok_or_else(missing)?;
    let NodeKind::Map(map) = &node.kind else { return Err(too_special()) };
    match (entry(map, field), value) {
        (None, None) => Ok(doc.text.to_string()),
        (Some((at, ..)), None) => without_key(doc, (node, map), at),
        (None, Some(value)) => Ok(with_key(doc, (node, map), schema, field, value)),
        (Some((_, key, old)), Some(value)) => instead(doc, (node, key, old), value),
    }
}

fn instead(
    doc: &Doc<'_>,
    (group, key, old): (&Node, &Key, &Node),
    value: &Written,
) -> Result<String, Refused> {
    let in_brackets = doc.is_in_brackets(group);
    match (&old.kind, value) {
        (NodeKind::Null, value) => {
            let behind = doc.text[key.span.end as usize..].find(':').ok_or_else(too_special)?;
            let at = key.span.end as usize + behind + 1;
            let indent = key.span.start as usize - doc.line_start(key.span.start as usize);
            let words = if in_brackets {
                format!(" {}", value.flow())
            } else {
                value.behind_key(indent, doc.end)
            };
            // A note behind the key stays there: lines go below it.
            let at = if words.starts_with(doc.end) { doc.line_end(at) } else { at };
            Ok(doc.with(at..at, &words))
        }
        (NodeKind::Scalar(_), Written::Text(text)) => {
            let range = start(old)..old.span.end as usize;
            // Who quotes goes on quoting.
            let said = &doc.text[range.clone()];
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let words = if said.starts_with(['"', '\'']) {
                crate::yaml::quoted(text)
            } else if digits(said) && digits(text) {
                text.clone()
            } else {
                spelled(text, in_brackets)
            };
            Ok(doc.with(range, &words))
        }
        (NodeKind::Scalar(_), value) => {
            Ok(doc.with(start(old)..old.span.end as usize, &value.flow()))
        }
        (NodeKind::Seq(items), Written::List(list)) => of_list(doc, (old, items), list),
        _ => Err(too_special()),
    }
}

/// A key with its value more, where the table has it.
fn with_key(
    doc: &Doc<'_>,
    (node, map): (&Node, &[(Key, Node)]),
    schema: &'static Schema,
    field: &Field,
    value: &Written,
) -> String {
    let place = |key: &str| schema.fields.iter().position(|f| f.key == key || f.alias == key);
    let mine = place(field.key);
    let before = map.iter().rfind(|(key, _)| place(&key.text) < mine && place(&key.text).is_some());
    if doc.is_in_brackets(node) {
        let words = format!("{}: {}", field.key, value.flow());
        return match before {
            Some((key, other)) => {
                let at = end_of(doc, other, Some(key));
                doc.with(at..at, &format!(", {words}"))
            }
            None => {
                let at = start(node) + 1;
                let comma = if map.is_empty() { " " } else { "," };
                doc.with(at..at, &format!(" {words}{comma}"))
            }
        };
    }
    let first = map.first().map_or(start(node), |(key, _)| key.span.start as usize);
    let indent = first - doc.line_start(first);
    let words = format!("{}:{}", field.key, value.behind_key(indent, doc.end));
    match before {
        Some((key, other)) => {
            let at = end_of(doc, other, Some(key));
            doc.lines_behind(at, &format!("{}{words}", " ".repeat(indent)))
        }
        None => doc.with(first..first, &format!("{words}{}{}", doc.end, " ".repeat(indent))),
    }
}

fn without_key(
    doc: &Doc<'_>,
    (node, map): (&Node, &[(Key, Node)]),
    at: usize,
) -> Result<String, Refused> {
    if map.len() == 1 {
        return Err(Refused("只剩这一栏了，要删就删去整条".into()));
    }
    let (key, value) = &map[at];
    let (from, to) = (key.span.start as usize, end_of(doc, value, Some(key)));
    let next = map.get(at + 1).map(|(key, _)| key.span.start as usize);
    if doc.is_in_brackets(node) {
        return Ok(match next {
            Some(next) => doc.with(from..next, ""),
            None => {
                let (key, value) = &map[at - 1];
                doc.with(end_of(doc, value, Some(key))..to, "")
            }
        });
    }
    let line = doc.line_start(from);
    let is_alone = doc.text[line..from].chars().all(|c| c == ' ');
    Ok(match next.filter(|_| !is_alone) {
        // It stands behind the dash: the next one takes its place.
        Some(next) => doc.with(from..next, ""),
        None => doc.with(line..doc.next_line(to), ""),
    })
}

/// See [`super::change::Change::Add`].
pub(super) fn add(doc: &Doc<'_>, path: &[Step], value: &Written) -> Result<String, Refused> {
    let Some((node, _)) = find(&doc.root, path, doc.schema) else {
        return set(doc, path, Some(&Written::List(vec![value.clone()])));
    };
    let NodeKind::Seq(items) = &node.kind else {
        return match node.kind {
            NodeKind::Null if path.is_empty() => {
                let gap =
                    if doc.text.is_empty() || doc.text.ends_with('\n') { "" } else { doc.end };
                Ok(format!("{}{gap}- {}{}", doc.text, value.item(0, doc.end), doc.end))
            }
            NodeKind::Null => set(doc, path, Some(&Written::List(vec![value.clone()]))),
            // One stands where a list may stand: it becomes the list's first.
            NodeKind::Map(_) if !path.is_empty() => {
                let listed = as_list(doc, node);
                add(&Doc::read(&listed, doc.schema)?, path, value)
            }
            _ => Err(too_special()),
        };
    };
    let Some(item) = items.last() else {
        let words = match path {
            [] => format!("- {}", value.item(0, doc.end)),
            _ => Written::List(vec![value.clone()]).flow(),
        };
        return Ok(doc.with(doc.empty_list(node), &words));
    };
    if doc.is_in_brackets(node) {
        let at = end_of(doc, item, None);
        return Ok(doc.with(at..at, &format!(", {}", value.flow())));
    }
    let dash = doc.text[..start(&items[0])].rfind('-').ok_or_else(too_special)?;
    let indent = dash - doc.line_start(dash);
    let words = format!("{}- {}", " ".repeat(indent), value.item(indent, doc.end));
    Ok(doc.lines_behind(end_of(doc, item, None), &words))
}

/// The text with a group made a list of itself.
fn as_list(doc: &Doc<'_>, node: &Node) -> String {
    if doc.is_in_brackets(node) {
        let range = start(node)..end_of(doc, node, None);
        return doc.with(range.clone(), &format!("[{}]", &doc.text[range]));
    }
    let first = match &node.kind {
        NodeKind::Map(map) => map.first().map_or(start(node), |(key, _)| key.span.start as usize),
        _ => start(node),
    };
    let from = doc.line_start(first);
    let indent = first - from;
    let range = from..doc.next_line(end_of(doc, node, None));
    let lines = doc.text[range.clone()].split_inclusive('\n').enumerate();
    let further = |(n, line): (usize, &str)| match (n, line.trim().is_empty()) {
        (0, _) => format!("{}- {}", " ".repeat(indent), &line[indent..]),
        (_, true) => line.to_string(),
        (_, false) => format!("  {line}"),
    };
    doc.with(range, &lines.map(further).collect::<String>())
}

/// The list that an item is in, its number, and the bytes of the item with its line ends or none.
fn item_of<'n>(doc: &'n Doc<'_>, path: &[Step]) -> Result<(&'n Node, &'n [Node], usize), Refused> {
    let Some((Step::Index(at), list)) = path.split_last() else { return Err(missing()) };
    let (node, _) = find(&doc.root, list, doc.schema).ok_or_else(missing)?;
    let NodeKind::Seq(items) = &node.kind else { return Err(too_special()) };
    if *at >= items.len() {
        return Err(missing());
    }
    Ok((node, items, *at))
}

/// Lines of an item: from its dash, and from the notes right above it, to its last word and the notes further in below
/// that. What stands above the first record of a file is the file's.
fn lines_of(doc: &Doc<'_>, item: &Node, is_first_of_file: bool) -> Result<Range<usize>, Refused> {
    let dash = doc.text[..start(item)].rfind('-').ok_or_else(too_special)?;
    let mut from = doc.line_start(dash);
    if doc.text[from..dash].chars().any(|c| c != ' ') {
        return Err(too_special());
    }
    let indent = dash - from;
    let note = |line: &str| {
        let words = line.trim_start_matches(' ');
        words.starts_with('#').then(|| line.len() - words.len())
    };
    while from > 0 && !is_first_of_file {
        let above = doc.line_start(from - 1);
        if note(&doc.text[above..from]).is_none_or(|column| column > indent) {
            break;
        }
        from = above;
    }
    let mut to = doc.next_line(end_of(doc, item, None));
    while to < doc.text.len() {
        let next = doc.next_line(to);
        if note(&doc.text[to..next]).is_none_or(|column| column <= indent) {
            break;
        }
        to = next;
    }
    Ok(from..to)
}

/// See [`super::change::Change::Drop`].
pub(super) fn drop(doc: &Doc<'_>, path: &[Step]) -> Result<String, Refused> {
    let (node, items, at) = item_of(doc, path)?;
    if items.len() == 1 {
        let list = &path[..path.len() - 1];
        return match list {
            [] => Err(Refused("这是最后一条；不要这个文件了，就把文件删去".into())),
            _ => Err(Refused("这是最后一项；整栏都不要，就清空这一栏".into())),
        };
    }
    if doc.is_in_brackets(node) {
        let range = match items.get(at + 1) {
            Some(next) => start(&items[at])..start(next),
            None => end_of(doc, &items[at - 1], None)..end_of(doc, &items[at], None),
        };
        return Ok(doc.with(range, ""));
    }
    Ok(doc.with(lines_of(doc, &items[at], path.len() == 1 && at == 0)?, ""))
}

/// See [`super::change::Change::Up`].
pub(super) fn up(doc: &Doc<'_>, path: &[Step]) -> Result<String, Refused> {
    let (node, items, at) = item_of(doc, path)?;
    let Some(before) = at.checked_sub(1) else { return Err(missing()) };
    let (one, two) = if doc.is_in_brackets(node) {
        let range = |item: &Node| start(item)..end_of(doc, item, None);
        (range(&items[before]), range(&items[at]))
    } else {
        (
            lines_of(doc, &items[before], path.len() == 1 && before == 0)?,
            lines_of(doc, &items[at], false)?,
        )
    };
    let piece = |range: &Range<usize>| {
        let piece = &doc.text[range.clone()];
        // The last line of a file may have no end.
        if doc.is_in_brackets(node) || piece.ends_with('\n') {
            piece.to_string()
        } else {
            format!("{piece}{}", doc.end)
        }
    };
    let (first, second) = (piece(&one), piece(&two));
    Ok([
        &doc.text[..one.start],
        &second,
        &doc.text[one.end..two.start],
        &first,
        &doc.text[two.end..],
    ]
    .concat())
}
