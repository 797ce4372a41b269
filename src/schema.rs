//! The tables of fields → JSON Schemas (draft 7, which VS Code's YAML extension reads).
//!
//! Start at [`all`]. A schema knows keys, kinds, lengths, counts and words; what needs a calendar, two
//! files or a drawing only `check` knows. Titles and descriptions are Chinese, as the keys are.

use crate::model::COLLECTIONS;
use crate::model::Collection;
use crate::model::Home;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Schema;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// File names and texts of the schemas of all collections, in the order of the register.
#[must_use]
pub(crate) fn all() -> Vec<(&'static str, String)> {
    COLLECTIONS.iter().map(|c| (c.editor, of(c))).collect()
}

/// The schema of a collection's file.
#[must_use]
pub fn of(collection: &Collection) -> String {
    let (one, label) = (group(collection.schema), collection.label);
    match collection.home {
        Home::Single(_) => whole(one, &format!("小微：{label}")),
        Home::Folder(_) => whole(one, &format!("小微：一件{label}")),
        Home::List(_) => {
            let least = usize::from(collection.required);
            let list = json!({
                "type": "array", "minItems": least, "maxItems": collection.most, "items": one
            });
            whole(list, &format!("小微：{label}"))
        }
    }
}

fn whole(mut schema: Value, title: &str) -> String {
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(title);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn group(schema: &Schema) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in schema.fields {
        properties.insert(field.key.into(), described(field));
        properties.insert(field.alias.into(), described(field));
        if field.required && field.unless.is_none() {
            required.push(json!({ "anyOf": [
                { "required": [field.key] }, { "required": [field.alias] }
            ]}));
        }
    }
    let mut out = json!({
        "type": "object", "title": schema.name, "properties": properties, "additionalProperties": false
    });
    if !required.is_empty() {
        out["allOf"] = Value::Array(required);
    }
    out
}

fn described(field: &Field) -> Value {
    let mut value = kind(&field.kind);
    value["title"] = json!(field.key);
    let must = if field.required { "必填。" } else { "" };
    let limits = field.kind.limits();
    value["description"] = json!(format!("{must}{}（{limits}）", field.help));
    if !field.example.is_empty() {
        value["examples"] = json!([field.example.trim_matches('"')]);
    }
    // A key without a value is as if it were not there, unless it must be.
    if field.required {
        value
    } else {
        json!({ "anyOf": [value.clone(), { "type": "null" }],
        "title": value["title"], "description": value["description"] })
    }
}

fn kind(kind_of: &Kind) -> Value {
    // YAML reads 2015 as a number and 否 as text; the program takes what stands there as text.
    let text = || json!({ "type": ["string", "number", "boolean"] });
    match kind_of {
        Kind::Text(most) => {
            let mut value = text();
            value["minLength"] = json!(1);
            value["maxLength"] = json!(most);
            value
        }
        Kind::Phone | Kind::Spelled(..) => text(),
        Kind::Number(least, most) => json!({ "anyOf": [
            { "type": "integer", "minimum": least, "maximum": most },
            { "type": "string", "pattern": "^[0-9]+$" }
        ]}),
        Kind::Flag => json!({ "enum": ["是", "否", "true", "false", true, false] }),
        Kind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$" }),
        Kind::Code => json!({ "anyOf": [
            { "type": "string", "pattern": "^[0-9]{3,5}$" }, { "type": "integer", "minimum": 100 }
        ]}),
        Kind::Url | Kind::Site => json!({ "type": "string", "pattern": "^https://" }),
        Kind::Words(words) => {
            let all: Vec<&str> = words.iter().flat_map(|(word, alias)| [*word, *alias]).collect();
            json!({ "enum": all })
        }
        Kind::List(item, least, most) => json!({
            "type": "array", "items": kind(item), "minItems": least, "maxItems": most
        }),
        Kind::Group(schema) => group(schema),
        Kind::LineOr(line, schema) => json!({ "anyOf": [kind(line), group(schema)] }),
        Kind::GroupOrList(schema, most) => json!({ "anyOf": [
            group(schema), { "type": "array", "items": group(schema), "maxItems": most }
        ]}),
    }
}
