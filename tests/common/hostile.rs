//! Content made from the table of fields, with hostile text in every text field there is.

use serde_json::Value;
use serde_json::json;
use std::fs;
use std::path::Path;
use xiaowei::model;
use xiaowei::record::Field;
use xiaowei::record::Kind;
use xiaowei::record::Schema;

/// A value for a field; text fields hold `hostile`.
fn value(field: &Field, kind: &Kind, hostile: &str) -> Value {
    let text = |max: usize| hostile.chars().take(max).collect::<String>();
    match kind {
        Kind::Text(max) => match field.key {
            // Words of lists, not free text.
            "地点" if *max == 12 && field.alias == "place" => json!("社区窗口"),
            "摆设" => json!("电脑"),
            "镜头" => json!("中景"),
            "特效" => json!("爱心"),
            "人物" => {
                json!(format!("阿姨 站立 说「{}」", text(14).replace(['"', '「', '」'], "'")))
            }
            "主题" => json!("default"),
            _ => json!(text(*max)),
        },
        Kind::Phone => json!("0000-1234 5678"),
        Kind::Number(min, _) => json!(min),
        Kind::Flag => json!("是"),
        Kind::Date => json!("2026-11-21"),
        Kind::Code => json!("101"),
        Kind::Url => json!("https://example.gov.cn/"),
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
    // References to other procedures, of which there are none.
    let skipped = ["常办", "顺便办", "转到", "曾用编号", "类别", "应有", "可信网站"];
    let fields = schema.fields.iter().filter(|f| !skipped.contains(&f.key));
    let mut map: serde_json::Map<String, Value> =
        fields.map(|f| (f.key.to_string(), value(f, &f.kind, hostile))).collect();
    // A step has a photo or a picture; pictures are in the opening too.
    if map.contains_key("照片") {
        map.remove("画面");
        map["照片"]["文件"] = json!("门.png");
    }
    Value::Object(map)
}

/// Writes a community; procedures 101, 102 … have one of the texts each, the office has the first.
pub(crate) fn write(root: &Path, texts: &[&str]) {
    let hostile = texts[0];
    let content = root.join("content/procedures");
    fs::create_dir_all(&content).unwrap();
    let mut site = group(&model::SITE_FIELDS, hostile);
    site["网址"] = json!("https://wutongli.example/");
    let mut category = group(&model::CATEGORY, hostile);
    category["编号"] = json!(1);
    fs::write(root.join("content/site.yaml"), site.to_string()).unwrap();
    fs::write(root.join("content/categories.yaml"), json!([category]).to_string()).unwrap();
    fs::create_dir_all(root.join("content/photos")).unwrap();
    let photo = image::RgbImage::from_pixel(1200, 900, image::Rgb([90, 160, 200]));
    photo.save(root.join("content/photos/门.png")).unwrap();
    for (i, hostile) in texts.iter().enumerate() {
        let code = format!("1{:02}", i + 1);
        let mut procedure = group(&model::PROCEDURE, hostile);
        procedure["核验"]["下次"] = json!("2027-05-21");
        procedure["编号"] = json!(code);
        // A Markdown body beside the fields.
        let text = format!(
            "---\n{procedure}\n---\n## 常见问题\n\n{hostile}\n\n<img src=x onerror=alert(2)>\n\n[点](javascript:alert(3))\n"
        );
        fs::write(content.join(format!("{code}.md")), text).unwrap();
    }
}
