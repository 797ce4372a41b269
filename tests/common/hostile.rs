//! Content made from the register and its tables, with hostile text in every text field there is: a
//! field or a collection that is added is in it.

use serde_json::Value;
use serde_json::json;
use std::fs;
use std::path::Path;
use xiaowei::model::COLLECTIONS;
use xiaowei::model::Home;
use xiaowei::record::Field;
use xiaowei::record::Kind;
use xiaowei::record::Nature;
use xiaowei::record::Schema;

/// A value for a field; text fields hold `hostile`.
fn value(field: &Field, kind: &Kind, hostile: &str) -> Value {
    let text = |max: usize| hostile.chars().take(max).collect::<String>();
    match kind {
        Kind::Text(max) => match (field.nature, field.alias) {
            (Nature::Picture, "people") => {
                json!(format!("阿姨 站立 说「{}」", text(14).replace(['"', '「', '」'], "'")))
            }
            (Nature::Picture, "bubbles") => {
                json!(format!("右 说「{}」", text(14).replace(['"', '「', '」'], "'")))
            }
            // Words of lists, not free text.
            (Nature::Picture | Nature::Url, _) | (_, "theme") => {
                json!(field.example.trim_matches(['[', ']']))
            }
            (Nature::File, _) => json!("门.png"),
            _ => json!(text(*max)),
        },
        Kind::Phone => json!("0000-1234 5678"),
        Kind::Number(min, _) => json!(min),
        Kind::Flag => json!("是"),
        Kind::Date => json!("2026-11-21"),
        Kind::Code => json!("101"),
        Kind::Url | Kind::Site => json!("https://example.gov.cn/"),
        Kind::Words(words) => json!(words.last().unwrap().0),
        Kind::Spelled(..) => json!(field.example),
        Kind::List(item, min, _) => {
            json!((0..(*min).max(1)).map(|_| value(field, item, hostile)).collect::<Vec<_>>())
        }
        Kind::Group(schema) | Kind::LineOr(_, schema) | Kind::GroupOrList(schema, _) => {
            group(schema, hostile)
        }
    }
}

fn group(schema: &Schema, hostile: &str) -> Value {
    // References to other records, and numbers that must agree with others.
    let skipped = ["曾用编号", "类别", "应有"];
    let fields = schema
        .fields
        .iter()
        .filter(|f| !skipped.contains(&f.key) && !matches!(f.nature, Nature::Reference(_)));
    let mut map: serde_json::Map<String, Value> =
        fields.map(|f| (f.key.to_string(), value(f, &f.kind, hostile))).collect();
    // A picture is drawn or a photo, and where people are they speak themselves.
    if schema.name == "画面" {
        map.remove("照片");
        map.remove("气泡");
    }
    // A visit that comes again is moved by another line.
    if ["流动服务点", "活动"].contains(&schema.name) {
        let changes = ["重复", "直到", "不去", "不办", "原定"];
        map.retain(|key, _| !changes.contains(&key.as_str()));
    }
    // Two of the same, or of nothing, are no bundle; a hearing is of several.
    if schema.name == "联办" {
        map.insert("事项".into(), json!(["101", "101"]));
    }
    // What cannot be done has no day.
    if schema.name == "你说我办" {
        map.remove("办结");
    }
    // A code of a group is a picture of one.
    map.remove("群码");
    // Back is only where it is done again.
    if schema.name == "分支" {
        map["结果"] = json!("重来");
    }
    // A step has a photo or a picture; pictures are in the opening too.
    if map.contains_key("照片") {
        map.remove("画面");
    }
    Value::Object(map)
}

/// Writes every collection; procedures 101, 102 … have one of the texts each, the others the first.
pub(crate) fn write(root: &Path, texts: &[&str]) {
    let content = root.join("content");
    fs::create_dir_all(content.join("photos")).unwrap();
    let photo = image::RgbImage::from_pixel(1200, 900, image::Rgb([90, 160, 200]));
    photo.save(content.join("photos/门.png")).unwrap();
    for collection in COLLECTIONS {
        let record = || group(collection.schema, texts[0]);
        match collection.home {
            Home::Single(name) => {
                let mut site = record();
                if collection.name == "site" {
                    site["网址"] = json!("https://wutongli.example/");
                }
                fs::write(content.join(name), site.to_string()).unwrap();
            }
            Home::List(name) => {
                fs::write(content.join(name), json!([record()]).to_string()).unwrap();
            }
            Home::Folder(name) => {
                let folder = content.join(name);
                fs::create_dir_all(&folder).unwrap();
                for (i, hostile) in texts.iter().enumerate() {
                    let code = format!("1{:02}", i + 1);
                    let mut procedure = group(collection.schema, hostile);
                    procedure["核验"]["下次"] = json!("2027-05-21");
                    procedure["编号"] = json!(code);
                    // A Markdown body beside the fields.
                    let text = format!(
                        "---\n{procedure}\n---\n## 常见问题\n\n{hostile}\n\n<img src=x onerror=alert(2)>\n\n[点](javascript:alert(3))\n"
                    );
                    fs::write(folder.join(format!("{code}.md")), text).unwrap();
                }
            }
        }
    }
}
