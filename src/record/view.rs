//! A record as templates see it, the same on pages and sheets: every field under its English name.
//!
//! Start at [`view`]. A value of one line is a map with `text`, and `at` where an error may have to name the
//! line (on sheets); a day has `spoken` and `weekday` too, telephones their
//! `numbers` (`text`, `dial`, `remark` each), a reference what [`Viewing::of`] knows of the other
//! record. A group is a map, a list a list; what is not written is none, an empty list or `false`, so that
//! a template may ask for every field of the table. What has to be worked out first is added group by
//! group ([`Viewing::add`]), so that it stands beside what it was worked out of.

use super::field::Field;
use super::field::Kind;
use super::field::Nature;
use super::field::Schema;
use super::walk::Leaf;
use super::walk::Walk;
use super::walk::Walker;
use crate::diag::Span;
use crate::quantity::Date;
use crate::quantity::PhoneNumber;
use crate::quantity::Phones;
use tera::Map;
use tera::Value;

/// A group inside a record: the English name of its field, and its place in its list.
pub(crate) type GroupAt = (&'static str, Option<usize>);

/// What a view needs besides the record.
pub(crate) trait Viewing {
    /// How a place in a file is written into a template; `None` where nobody asks.
    fn at(&self, span: Span) -> Option<String>;

    /// What is said of the record that another one refers to, by collection and key.
    fn of(&self, collection: &str, key: &str) -> Option<Map>;

    /// Adds what is worked out to a group when all its fields are there; `path` is empty for the record
    /// itself, the innermost group last.
    fn add(&self, path: &[GroupAt], group: &mut Map);
}

/// All fields of a record, and what is worked out of them.
#[must_use]
pub(crate) fn view(record: &dyn Walk, schema: &'static Schema, viewing: &dyn Viewing) -> Map {
    let mut viewer =
        Viewer { viewing, open: vec![Group::of(schema)], fields: Vec::new(), path: Vec::new() };
    record.walk_all(&mut viewer);
    let mut map = viewer.open.swap_remove(0).closed();
    viewing.add(&[], &mut map);
    map
}

/// A group that is being filled.
struct Group {
    schema: Option<&'static Schema>,
    map: Map,
    /// The list that is being filled: the elements of a field follow each other.
    list: Option<(&'static str, Vec<Value>)>,
}

impl Group {
    fn of(schema: &'static Schema) -> Group {
        let map = Map::with_capacity(schema.fields.len() + 4);
        Group { schema: Some(schema), map, list: None }
    }

    fn put(&mut self, field: &'static Field, value: Value) {
        if !matches!(field.kind, Kind::List(..) | Kind::GroupOrList(..)) {
            self.map.insert(field.alias.into(), value);
            return;
        }
        match &mut self.list {
            Some((alias, list)) if *alias == field.alias => list.push(value),
            _ => {
                self.end_list();
                self.list = Some((field.alias, vec![value]));
            }
        }
    }

    fn end_list(&mut self) {
        if let Some((alias, list)) = self.list.take() {
            self.map.insert(alias.into(), list.into());
        }
    }

    /// With every other field of the table, empty.
    fn closed(mut self) -> Map {
        self.end_list();
        for field in self.schema.into_iter().flat_map(|schema| schema.fields) {
            self.map.entry(field.alias.into()).or_insert_with(|| match field.kind {
                Kind::List(..) | Kind::GroupOrList(..) => Vec::<Value>::new().into(),
                Kind::Flag => false.into(),
                _ => Value::none(),
            });
        }
        self.map
    }
}

fn number(number: &PhoneNumber) -> Value {
    Map::from_iter([
        ("text".into(), number.text.as_str().into()),
        ("dial".into(), number.dial.as_str().into()),
        ("remark".into(), number.remark.as_str().into()),
    ])
    .into()
}

struct Viewer<'v> {
    viewing: &'v dyn Viewing,
    /// The groups that are being filled, the innermost last.
    open: Vec<Group>,
    /// Their fields.
    fields: Vec<&'static Field>,
    path: Vec<GroupAt>,
}

impl Viewer<'_> {
    fn put(&mut self, field: &'static Field, value: Value) {
        if let Some(group) = self.open.last_mut() {
            group.put(field, value);
        }
    }
}

impl<'r> Walker<'r> for Viewer<'_> {
    fn leaf(&mut self, leaf: Leaf<'r>) {
        let words = leaf.words();
        let mut value = match leaf.nature() {
            // What is referred to has a name.
            Nature::Reference(collection) => {
                let nobody = || Map::from_iter([("name".into(), Value::none())]);
                self.viewing.of(collection, &words).unwrap_or_else(nobody)
            }
            _ => Map::with_capacity(2),
        };
        // Days are said in words too: 2026年12月3日, 星期四.
        if leaf.nature() == Nature::Date
            && let Some(date) = Date::parse(&words)
        {
            value.insert("spoken".into(), date.spoken().into());
            value.insert("weekday".into(), date.weekday_spoken().into());
        }
        // Every number is dialled by itself.
        if leaf.nature() == Nature::Phone
            && let Some(phones) = Phones::parse(&words)
        {
            let numbers: Vec<Value> = phones.numbers().iter().map(number).collect();
            value.insert("numbers".into(), numbers.into());
        }
        value.insert("text".into(), words.into());
        if let Some(at) = self.viewing.at(leaf.span) {
            value.insert("at".into(), at.into());
        }
        self.put(leaf.field, value.into());
    }

    fn flag(&mut self, field: &'static Field, yes: bool) {
        self.put(field, yes.into());
    }

    fn enter(&mut self, field: &'static Field, index: Option<usize>) {
        self.fields.push(field);
        self.path.push((field.alias, index));
        let nameless = Group { schema: None, map: Map::new(), list: None };
        self.open.push(field.kind.group().map_or(nameless, Group::of));
    }

    fn leave(&mut self) {
        let Some(group) = self.open.pop() else { return };
        let mut map = group.closed();
        self.viewing.add(&self.path, &mut map);
        self.path.pop();
        if let Some(field) = self.fields.pop() {
            self.put(field, map.into());
        }
    }
}
