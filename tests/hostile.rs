//! Hostile text in every text field there is: shown as text or refused, in pages, drawings, lists and
//! file names; never run, never a path.
//!
//! The content is made from the table of fields, so a new field is tested as soon as it is written.
#![allow(clippy::unwrap_used, reason = "in a test, a panic is a failure")]

mod common;

use common::contents;
use common::fresh;
use common::run;
use common::stderr;
use serde_json::Value;
use serde_json::json;
use std::fs;
use std::path::Path;
use xiaowei::load::fields;
use xiaowei::load::fields::Field;
use xiaowei::load::fields::Kind;
use xiaowei::load::fields::Schema;

/// Short enough to stay what they are in fields of eight characters.
const SHOWN: &[&str] = &[
    "<script>alert(1)</script>",
    "\"'><b>&amp;",
    "{{7*7}}{%if%}",
    "../../x",
    "]]>--><?",
    "%3Cb%3E\\n",
];

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
    let skipped = ["顺便办", "转到", "曾用编号", "类别", "应有", "可信网站"];
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

fn write(root: &Path, hostile: &str) {
    let content = root.join("content/procedures");
    fs::create_dir_all(&content).unwrap();
    let mut site = group(&fields::SITE, hostile);
    site["网址"] = json!("https://wutongli.example/");
    let mut category = group(&fields::CATEGORY, hostile);
    category["编号"] = json!(1);
    let mut procedure = group(&fields::PROCEDURE, hostile);
    procedure["核验"]["下次"] = json!("2027-05-21");
    fs::write(root.join("content/site.yaml"), site.to_string()).unwrap();
    fs::write(root.join("content/categories.yaml"), json!([category]).to_string()).unwrap();
    fs::create_dir_all(root.join("content/photos")).unwrap();
    let photo = image::RgbImage::from_pixel(1200, 900, image::Rgb([90, 160, 200]));
    photo.save(root.join("content/photos/门.png")).unwrap();
    // A Markdown body beside the fields.
    let text = format!(
        "---\n{procedure}\n---\n## 常见问题\n\n{hostile}\n\n<img src=x onerror=alert(2)>\n\n[点](javascript:alert(3))\n"
    );
    fs::write(content.join("101.md"), text).unwrap();
}

#[test]
fn what_is_shown_is_text() {
    for hostile in SHOWN {
        let dir = fresh();
        write(dir.path(), hostile);
        let built = run(dir.path(), &["build", "--dpi", "30"]);
        assert!(built.status.success(), "{hostile}: {}", stderr(&built));
        // Nothing beside what a build makes.
        let mut beside: Vec<String> = fs::read_dir(dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        beside.sort();
        assert_eq!(beside, ["content", "print", "public"], "{hostile}");
        for (path, bytes) in contents(&dir.path().join("public"))
            .into_iter()
            .chain(contents(&dir.path().join("print")))
        {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let place = format!("{hostile} in {path}");
            assert!(path.is_ascii() && !path.contains(".."), "{place}");
            if path.ends_with(".html") || path.ends_with(".svg") {
                for live in ["<script>alert", "'><b>", "onerror=alert", "javascript:alert", "<?"] {
                    let inside = text.replace("<?xml", "");
                    assert!(!inside.contains(live), "{place}: {live}");
                }
                assert!(!text.contains("49{%if%}"), "{place}: a template was run");
            }
            if path.ends_with(".svg") {
                let parsed = roxmltree::Document::parse(&text);
                assert!(parsed.is_ok(), "{place}: {parsed:?}");
            }
            if path.ends_with(".json") {
                assert!(serde_json::from_str::<Value>(&text).is_ok(), "{place}");
            }
        }
        let page = fs::read_to_string(dir.path().join("public/101/index.html")).unwrap();
        let start: String = hostile.chars().take(4).collect();
        let escaped = start.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let quoted = escaped.replace('"', "&quot;").replace('\'', "&#39;");
        let slash = quoted.replace('/', "&#x2F;");
        let shown = [&escaped, &quoted, &slash].iter().any(|s| page.contains(s.as_str()));
        assert!(shown, "{hostile}: not on the page");
    }
}

/// What nobody can see is refused with its place, in every field.
#[test]
fn what_hides_is_refused() {
    for hidden in
        ["好\u{202e}坏", "好\u{200b}坏", "好\u{0}坏", "好\u{7}坏", "好\u{feff}坏", "好\n坏"]
    {
        let dir = fresh();
        write(dir.path(), hidden);
        let checked = run(dir.path(), &["check", "--date", "2026-11-22"]);
        assert_eq!(checked.status.code(), Some(1), "{hidden:?}: {}", stderr(&checked));
        let said = stderr(&checked);
        assert!(said.contains("错误["), "{hidden:?}: {said}");
        assert!(
            !said.contains('\u{202e}') && !said.contains('\u{7}'),
            "{hidden:?} reaches the terminal"
        );
    }
}
