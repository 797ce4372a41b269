//! A record as templates see it, the same on pages and boards: every field under its English name.
//!
//! Start at [`view`]. A value of one line is `{ text, at }` (`at` only where an error may have to name
//! the line, on boards; days also `spoken` and `weekday`, references `name`), a group a map, a list a list; what is not written is `null`, an empty list or
//! `false`, so that a template may ask for every field of the table.

use super::field::Field;
use super::field::Kind;
use super::field::Nature;
use super::field::Schema;
use super::walk::Leaf;
use super::walk::Walk;
use super::walk::Walker;
use crate::diag::Span;
use crate::quantity::Date;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// `at`: how a place is written into a template, if it is. `names`: what the record is called that another
/// one refers to, by collection and key.
#[must_use]
pub(crate) fn view(
    record: &dyn Walk,
    schema: &'static Schema,
    at: Option<fn(Span) -> String>,
    names: &dyn Fn(&str, &str) -> Option<String>,
) -> Value {
    let mut viewer = Viewer { at, names, open: vec![blank(schema)], path: Vec::new() };
    record.walk_all(&mut viewer);
    Value::Object(viewer.open.swap_remove(0))
}

/// Every field of a table, empty.
fn blank(schema: &'static Schema) -> Map<String, Value> {
    let empty = |field: &'static Field| match field.kind {
        Kind::List(..) | Kind::GroupOrList(..) => json!([]),
        Kind::Flag => json!(false),
        _ => Value::Null,
    };
    schema.fields.iter().map(|field| (field.alias.to_string(), empty(field))).collect()
}

struct Viewer<'v> {
    at: Option<fn(Span) -> String>,
    names: &'v dyn Fn(&str, &str) -> Option<String>,
    /// The groups that are being filled, the innermost last.
    open: Vec<Map<String, Value>>,
    path: Vec<&'static Field>,
}

impl Viewer<'_> {
    fn put(&mut self, field: &'static Field, value: Value) {
        let Some(group) = self.open.last_mut() else { return };
        match group.get_mut(field.alias) {
            Some(Value::Array(list)) => list.push(value),
            _ => drop(group.insert(field.alias.to_string(), value)),
        }
    }
}

impl<'r> Walker<'r> for Viewer<'_> {
    fn leaf(&mut self, leaf: Leaf<'r>) {
        let words = leaf.words();
        let mut value = json!({ "text": words });
        // Days are said in words too: 2026年12月3日, 星期四.
        if let Some(date) = Date::parse(&words).filter(|_| leaf.nature() == Nature::Date) {
            value["spoken"] = json!(date.spoken());
            value["weekday"] = json!(date.weekday_spoken());
        }
        // What is referred to has a name.
        if let Nature::Reference(collection) = leaf.nature() {
            value["name"] = json!((self.names)(collection, &words));
        }
        if let Some(at) = self.at {
            value["at"] = json!(at(leaf.span));
        }
        self.put(leaf.field, value);
    }

    fn flag(&mut self, field: &'static Field, yes: bool) {
        self.put(field, json!(yes));
    }

    fn enter(&mut self, field: &'static Field, _: Option<usize>) {
        self.path.push(field);
        self.open.push(field.kind.group().map(blank).unwrap_or_default());
    }

    fn leave(&mut self) {
        if let (Some(field), Some(group)) = (self.path.pop(), self.open.pop()) {
            self.put(field, Value::Object(group));
        }
    }
}
