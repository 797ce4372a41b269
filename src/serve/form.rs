//! A record as a form: every field of its table with what the file says now, for the browser.
//!
//! Start at [`form`]. The form is made of the file's tree and the table of fields, not of the record that was read: what is
//! wrong is there too, to be put right. Kinds of fields: [`FieldView::kind`].

use super::place::BODY;
use crate::edit::Step;
use crate::model::Catalog;
use crate::model::collection;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::Schema;
use crate::vocabulary::Vocabulary;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use serde::Serialize;

/// What fields are chosen from.
pub(super) struct Choices<'c> {
    pub(super) catalog: Option<&'c Catalog>,
    pub(super) words: &'c Vocabulary,
}

/// One field.
#[derive(Debug, Serialize)]
pub(super) struct FieldView {
    key: &'static str,
    help: &'static str,
    /// What it may hold, in words.
    limits: String,
    example: &'static str,
    required: bool,
    /// `line`, `date`, `flag`, `words` (one of `options`), `lines` (a list, a line each), `body` (Markdown), `group`, `groups`.
    kind: &'static str,
    /// Longest, in characters; none where nothing is said.
    most: Option<usize>,
    /// Words or keys that may be written, with what they mean.
    options: Vec<(String, String)>,
    path: Vec<Step>,
    /// It stands in the file.
    is_there: bool,
    /// Of a line.
    value: String,
    /// Of lines.
    values: Vec<String>,
    /// Of a group.
    fields: Vec<FieldView>,
    /// Of groups: what each is called, and its fields.
    items: Vec<ItemView>,
    /// Of groups: the fields of one more.
    blank: Vec<FieldView>,
    /// It is written in a way that a form cannot show.
    is_strange: bool,
}

impl FieldView {
    /// The Markdown behind the fields.
    pub(super) fn of_body(words: String) -> FieldView {
        FieldView {
            key: BODY,
            help: "网页最后的话，常见问题之类；一行「## 」开头是小标题，空一行是另起一段",
            limits: "展板上没有".into(),
            example: "",
            required: false,
            kind: "body",
            most: None,
            options: Vec::new(),
            path: vec![Step::Key(BODY.into())],
            is_there: !words.is_empty(),
            value: words,
            values: Vec::new(),
            fields: Vec::new(),
            items: Vec::new(),
            blank: Vec::new(),
            is_strange: false,
        }
    }
}

/// One of several groups.
#[derive(Debug, Serialize)]
pub(super) struct ItemView {
    title: String,
    path: Vec<Step>,
    fields: Vec<FieldView>,
}

/// The fields of a group; `node` is none where it is not there yet.
pub(super) fn form(
    schema: &'static Schema,
    node: Option<&Node>,
    path: &[Step],
    choices: &Choices<'_>,
) -> Vec<FieldView> {
    let value = |field: &Field| {
        let node = node?;
        node.entry(field.key).or_else(|| node.entry(field.alias))
    };
    schema.fields.iter().map(|field| view(field, value(field), path, choices)).collect()
}

/// What a record or an item is called in a list: its first value, and the first one behind it that is said in words.
pub(super) fn title(schema: &Schema, node: &Node) -> String {
    if let NodeKind::Scalar(text) = &node.kind {
        return text.clone();
    }
    let value = |field: &Field| node.entry(field.key).or_else(|| node.entry(field.alias));
    let said: Vec<(&Field, &str)> =
        schema.fields.iter().filter_map(|field| Some((field, value(field)?.as_text()?))).collect();
    let in_words = |(field, _): &&(&Field, &str)| {
        field.nature.is_free_text() && !matches!(field.kind, Kind::Spelled(..))
            || matches!(field.nature, Nature::Reference(_))
    };
    let Some(((_, first), rest)) = said.split_first() else { return "（空的）".into() };
    let second = rest.iter().find(in_words).or(rest.first());
    second.map_or_else(|| (*first).to_string(), |(_, second)| format!("{first}　{second}"))
}

fn view(
    field: &'static Field,
    node: Option<&Node>,
    path: &[Step],
    choices: &Choices<'_>,
) -> FieldView {
    let path = [path, &[Step::Key(field.key.to_string())]].concat();
    let mut view = FieldView {
        key: field.key,
        help: field.help,
        limits: field.kind.limits(),
        example: field.example,
        required: field.required,
        kind: "line",
        most: longest(&field.kind),
        options: options(field, choices),
        path: path.clone(),
        is_there: node.is_some(),
        value: node.and_then(Node::as_text).unwrap_or_default().to_string(),
        values: Vec::new(),
        fields: Vec::new(),
        items: Vec::new(),
        blank: Vec::new(),
        is_strange: false,
    };
    let is = |kind: fn(&NodeKind) -> bool| node.is_some_and(|node| kind(&node.kind));
    let (is_map, is_list) =
        (is(|k| matches!(k, NodeKind::Map(_))), is(|k| matches!(k, NodeKind::Seq(_))));
    match &field.kind {
        Kind::Date => view.kind = "date",
        Kind::Flag => view.kind = "flag",
        Kind::Words(_) => view.kind = "words",
        Kind::Group(schema) => {
            view.kind = "group";
            view.fields = form(schema, node, &path, choices);
        }
        Kind::LineOr(_, schema) if is_map => {
            view.kind = "group";
            view.fields = form(schema, node, &path, choices);
        }
        Kind::List(item, ..) => match item.group() {
            Some(schema) => {
                view.kind = "groups";
                view.items = items(schema, node, &path, choices);
                view.blank = form(schema, None, &[], choices);
            }
            None => {
                view.kind = "lines";
                view.values = node.map(Node::texts).unwrap_or_default();
            }
        },
        Kind::GroupOrList(schema, _) => {
            view.kind = "groups";
            view.items = items(schema, node, &path, choices);
            view.blank = form(schema, None, &[], choices);
        }
        _ => {}
    }
    let holds = match view.kind {
        "group" => !is_list && view.value.is_empty(),
        "groups" | "lines" => view.value.is_empty(),
        _ => !is_list && !is_map,
    };
    view.is_strange = !holds || view.value.contains('\n');
    view
}

fn items(
    schema: &'static Schema,
    node: Option<&Node>,
    path: &[Step],
    choices: &Choices<'_>,
) -> Vec<ItemView> {
    let list: Vec<&Node> = match node.map(|node| &node.kind) {
        Some(NodeKind::Seq(list)) => list.iter().collect(),
        Some(NodeKind::Map(_)) => node.into_iter().collect(),
        _ => Vec::new(),
    };
    let one = |(at, node): (usize, &Node)| {
        let path = [path, &[Step::Index(at)]].concat();
        ItemView {
            title: title(schema, node),
            fields: form(schema, Some(node), &path, choices),
            path,
        }
    };
    list.into_iter().enumerate().map(one).collect()
}

fn longest(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Text(most) if *most < 1000 => Some(*most),
        Kind::List(item, ..) | Kind::LineOr(item, _) => longest(item),
        _ => None,
    }
}

/// What may be written: the words of a fixed list, those of pictures, or the keys of the records that it calls by.
fn options(field: &Field, choices: &Choices<'_>) -> Vec<(String, String)> {
    match (field.nature, choices.catalog) {
        (Nature::Reference(name), Some(catalog)) => {
            let Some(of) = collection(name) else { return Vec::new() };
            let records = catalog.records_of(name).into_iter();
            let one = |record| {
                let key = of.key_words(record).into_owned();
                let name = catalog.name_of(name, &key).filter(|name| *name != key);
                (key, name.unwrap_or_default())
            };
            records.map(one).collect()
        }
        (Nature::Picture, _) => {
            let words = choices.words;
            let list = match field.alias {
                "place" => &words.places,
                "props" => &words.props,
                "shot" => &words.shots,
                "effect" => &words.effects,
                "light" => &words.light,
                _ => return Vec::new(),
            };
            list.words.iter().map(|(word, _)| (word.clone(), String::new())).collect()
        }
        _ => words(&field.kind),
    }
}

fn words(kind: &Kind) -> Vec<(String, String)> {
    match kind {
        Kind::Words(words) => {
            words.iter().map(|(word, _)| ((*word).to_string(), String::new())).collect()
        }
        Kind::List(item, ..) | Kind::LineOr(item, _) => words(item),
        _ => Vec::new(),
    }
}
