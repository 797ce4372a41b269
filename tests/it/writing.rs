//! Writing in the workbench: what is written goes into the clerk's file and nowhere else, and nobody but its own pages may.
//!
//! Start at [`one_field_changes_and_every_other_byte_stays`]. The pages themselves are tried in `tests/browser/writing.cjs`.

use crate::common::serving::Serving;
use crate::common::serving::serve;
use crate::common::walk;
use crate::common::with_our_content;
use serde_json::Value;
use serde_json::json;
use std::fs;
use std::path::Path;

/// A workbench over a copy of our content, and the word that its pages know.
struct Bench {
    dir: tempfile::TempDir,
    at: Serving,
    token: String,
}

impl Bench {
    fn open(port: u16, prepare: impl FnOnce(&Path)) -> Bench {
        let dir = with_our_content();
        prepare(dir.path());
        let at = serve(dir.path(), port);
        let page = at.until("/edit/site", |t| t.contains("data-token=\""));
        let token = page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap();
        let token = token.to_string();
        Bench { dir, at, token }
    }

    fn form(&self, stem: &str) -> Value {
        let text = self.at.until(&format!("/form/{stem}"), |t| t.starts_with('{'));
        serde_json::from_str(&text).unwrap()
    }

    fn post(&self, path: &str, body: &str, more: &str) -> (u16, String) {
        let host = &self.at.address;
        self.at.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\n{more}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    fn ours(&self) -> String {
        format!("Origin: http://{}\r\nX-Token: {}\r\n", self.at.address, self.token)
    }

    /// A change of the file of a stem, as it is now.
    fn save(&self, stem: &str, mut asked: Value) -> Value {
        if asked.get("known").is_none() {
            asked["known"] = self.form(stem)["known"].clone();
        }
        asked["stem"] = json!(stem);
        let (status, body) = self.post("/save", &asked.to_string(), &self.ours());
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    }

    fn file(&self, path: &str) -> Vec<u8> {
        fs::read(self.dir.path().join(path)).unwrap()
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8(self.file(path)).unwrap()
    }
}

#[test]
fn one_field_changes_and_every_other_byte_stays() {
    let at = Bench::open(28_400, |_| {});
    let before = at.text("content/visits.yaml");
    let told = at
        .save("visits", json!({ "act": "set", "path": [0, "说明"], "value": "雨天照去: 门厅里" }));
    assert_eq!(told["is_written"], true, "{told}");
    let wanted =
        before.replacen("说明: 下雨改到东院门厅，时间不变", "说明: \"雨天照去: 门厅里\"", 1);
    assert_eq!(at.text("content/visits.yaml"), wanted);
    // What it was before is kept, and comes back.
    assert_eq!(at.text(".xiaowei/history/content/visits.yaml/0001.yaml"), before);
    assert_eq!(at.save("visits", json!({ "act": "undo" }))["is_written"], true);
    assert_eq!(at.text("content/visits.yaml"), before);
    assert_eq!(at.save("visits", json!({ "act": "redo" }))["is_written"], true);
    assert_eq!(at.text("content/visits.yaml"), wanted);
    // What was written elsewhere since is not taken back with it.
    let with_notepad = wanted.replacen("量血压", "量量血压", 1);
    fs::write(at.dir.path().join("content/visits.yaml"), &with_notepad).unwrap();
    let told = at.save("visits", json!({ "act": "undo" }));
    assert!(told["why"].as_str().unwrap().contains("在别处改过"), "{told}");
    assert_eq!(at.text("content/visits.yaml"), with_notepad);
    // Nothing of it is published.
    let built = crate::common::run(at.dir.path(), &["build", "--only", "site"]);
    assert!(built.status.success());
    let published = walk(&at.dir.path().join("public"));
    assert!(!published.iter().any(|p| p.to_string_lossy().contains("history")));
}

/// Every field of every list: what the form shows can be written again without changing a byte.
#[test]
fn what_is_written_again_changes_nothing() {
    let at = Bench::open(28_410, |_| {});
    let mut tried = 0;
    for stem in ["site", "visits", "events", "results", "people", "about", "401", "201"] {
        let is_list = !matches!(stem, "site" | "about" | "401" | "201");
        let form = at.form(&format!("{stem}{}", if is_list { "?item=0" } else { "" }));
        let file = form["file"].as_str().unwrap().to_string();
        let before = at.file(&file);
        let mut fields: Vec<&Value> = form["fields"].as_array().unwrap().iter().collect();
        while let Some(field) = fields.pop() {
            assert_eq!(field["is_strange"], false, "{stem}: {field}");
            fields.extend(field["fields"].as_array().unwrap());
            let items = field["items"].as_array().unwrap().iter();
            fields.extend(items.flat_map(|item| item["fields"].as_array().unwrap()));
            let value = match field["kind"].as_str().unwrap() {
                "groups" | "group" => continue,
                "lines" => field["values"].clone(),
                _ => field["value"].clone(),
            };
            let is_empty = value == json!("") || value == json!([]);
            if field["is_there"] == true && !is_empty {
                let told =
                    at.save(stem, json!({ "act": "set", "path": field["path"], "value": value }));
                assert_eq!(told["is_written"], true, "{stem}: {field} {told}");
                assert_eq!(at.file(&file), before, "{stem}: {field}");
                tried += 1;
            }
        }
    }
    assert!(tried > 120, "{tried}");
}

/// GBK stays GBK, line ends of Windows stay, comments stay.
#[test]
fn the_encoding_stays() {
    let path = "content/estates.yaml";
    let at = Bench::open(28_420, |root| {
        let text = fs::read_to_string(root.join(path)).unwrap().replace('\n', "\r\n");
        let (bytes, ..) = encoding_rs::GB18030.encode(&text);
        fs::write(root.join(path), bytes).unwrap();
    });
    let before = at.file(path);
    assert!(std::str::from_utf8(&before).is_err());
    let told = at.save("estates", json!({ "act": "set", "path": [1, "户数"], "value": "511" }));
    assert_eq!(told["is_written"], true, "{told}");
    let decoded = |bytes: &[u8]| encoding_rs::GB18030.decode(bytes).0.into_owned();
    let after = at.file(path);
    assert!(std::str::from_utf8(&after).is_err());
    let changed = decoded(&after).replace("户数: 511", "户数: 510");
    assert_eq!(changed, decoded(&before));
}

/// What breaks a rule is told in the words of `check`, and written only when the clerk says so; what was changed elsewhere
/// meanwhile is not written over.
#[test]
fn mistakes_are_told_before_they_are_written() {
    let at = Bench::open(28_430, |_| {});
    let path = "content/events.yaml";
    let before = at.file(path);
    let wrong = json!({ "act": "set", "path": [0, "到"], "value": "8:00" });
    let told = at.save("events", wrong.clone());
    assert_eq!(told["is_written"], false);
    let message = told["problems"][0]["message"].as_str().unwrap();
    assert!(message.contains("结束不在开始之后"), "{told}");
    assert_eq!(at.file(path), before);
    let mut anyway = wrong;
    anyway["anyway"] = json!(true);
    assert_eq!(at.save("events", anyway)["is_written"], true);
    assert!(at.text(path).contains("到: 8:00"));
    let known = at.form("events")["known"].clone();
    let changed = at.text(path).replace("社区义诊", "冬天义诊");
    fs::write(at.dir.path().join(path), &changed).unwrap();
    let late = json!({ "act": "set", "path": [0, "到"], "value": "11:30", "known": known });
    let told = at.save("events", late);
    assert!(told["why"].as_str().unwrap().contains("刚在别处改过"), "{told}");
    assert_eq!(at.text(path), changed);
    // A record more, one less, one before the other.
    let group = json!({ "group": [["名称", "东院读书会"], ["种类", "文体"], ["日期", "2027-02-20"], ["从", "9:00"], ["到", "10:00"], ["小区", "东院"]] });
    assert_eq!(
        at.save("events", json!({ "act": "set", "path": [0, "到"], "value": "11:00" }))["is_written"],
        true
    );
    let told = at.save("events", json!({ "act": "add", "path": [], "value": group }));
    assert_eq!(told["is_written"], true, "{told}");
    let titles = at.form("events")["titles"].clone();
    assert!(titles.as_array().unwrap().last().unwrap().as_str().unwrap().contains("东院读书会"));
    let last = titles.as_array().unwrap().len() - 1;
    assert_eq!(at.save("events", json!({ "act": "up", "path": [last] }))["is_written"], true);
    assert_eq!(at.save("events", json!({ "act": "drop", "path": [last - 1] }))["is_written"], true);
    assert!(!at.text(path).contains("东院读书会"));
}

/// Nothing is written without the word that only the workbench's own pages know, from another site, or outside of the
/// content.
#[test]
fn only_its_own_pages_write() {
    let at = Bench::open(28_440, |_| {});
    let before = at.file("content/site.yaml");
    let known = at.form("site")["known"].clone();
    let asked = |stem: &str| {
        json!({ "stem": stem, "known": known, "act": "set", "path": ["口号"], "value": "改了" })
            .to_string()
    };
    let host = &at.at.address;
    let origin = format!("Origin: http://{host}\r\n");
    for more in [
        String::new(),
        origin.clone(),
        format!("{origin}X-Token: 0000000000000000\r\n"),
        format!("Origin: http://evil.example\r\nX-Token: {}\r\n", at.token),
        format!("Origin: null\r\nX-Token: {}\r\n", at.token),
        format!("X-Token: {}\r\n", at.token),
        format!("{origin}X-Token: {}\r\nSec-Fetch-Site: cross-site\r\n", at.token),
    ] {
        assert_eq!(at.post("/save", &asked("site"), &more).0, 403, "{more}");
    }
    // A name that leads here from elsewhere is not ours.
    let body = asked("site");
    let foreign = format!(
        "POST /save HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nX-Token: {}\r\nContent-Length: {}\r\n\r\n{body}",
        at.token,
        body.len()
    );
    assert_eq!(at.at.ask(&foreign).0, 403);
    for stem in ["../content/site", "..", "/etc/passwd", "procedures", "999", "site.yaml"] {
        let (status, told) = at.post("/save", &asked(stem), &at.ours());
        assert_eq!(status, 200);
        assert!(told.contains("\"is_written\":false"), "{stem}: {told}");
        assert_eq!(at.at.get(&format!("/form/{stem}")).0, 404, "{stem}");
    }
    let huge = format!("{{\"value\":\"{}\"}}", "长".repeat(400_000));
    assert!(at.post("/save", &huge, &at.ours()).1.contains("太长"));
    for bad in ["", "{", "[]", "{\"stem\":1}"] {
        let (_, told) = at.post("/save", bad, &at.ours());
        assert!(told.contains("重新打开"), "{}: {told}", &bad[..bad.len().min(40)]);
    }
    assert_eq!(at.file("content/site.yaml"), before);
}

/// A file that cannot be written, is gone, or has no YAML: a sentence, and nothing is lost.
#[test]
fn what_cannot_be_written_is_said() {
    let at = Bench::open(28_450, |_| {});
    let long = "很长".repeat(5000);
    let told = at.save("site", json!({ "act": "set", "path": ["口号"], "value": long }));
    assert_eq!(told["is_written"], false);
    assert!(told["problems"][0]["message"].as_str().unwrap().contains("字"), "{told}");
    let told = at.save("site", json!({ "act": "set", "path": ["社区名称"], "value": null }));
    assert_eq!(told["is_written"], false, "{told}");
    let told = at
        .save("site", json!({ "act": "set", "path": ["口号"], "value": "表格\t粘来的\u{1F600}" }));
    assert!(
        told["is_written"] == true || !told["problems"].as_array().unwrap().is_empty(),
        "{told}"
    );
    let place = at.dir.path().join("content/about.yaml");
    let before = fs::read(&place).unwrap();
    let writable = fs::metadata(&place).unwrap().permissions();
    let mut read_only = writable.clone();
    read_only.set_readonly(true);
    fs::set_permissions(&place, read_only).unwrap();
    let told = at.save("about", json!({ "act": "set", "path": ["简介"], "value": ["改了"] }));
    assert!(told["why"].as_str().unwrap().contains("没有改成"), "{told}");
    assert_eq!(fs::read(&place).unwrap(), before);
    fs::set_permissions(&place, writable).unwrap();
    let known = at.form("boxes")["known"].clone();
    fs::remove_file(at.dir.path().join("content/boxes.yaml")).unwrap();
    let gone = json!({ "act": "set", "path": [0, "地点"], "value": "东门", "known": known });
    let told = at.save("boxes", gone);
    assert!(told["why"].as_str().unwrap().contains("打不开"), "{told}");
    // A list begins with its first record: its form is there before its file.
    let form = at.form("boxes");
    assert_eq!((&form["known"], &form["titles"]), (&json!(""), &json!([])));
    assert_eq!(form["blank"][0]["key"], "名称");
    let group = json!({ "group": [["名称", "东门意见箱"], ["地点", "东门"], ["开箱", "每周五"], ["答复", "月底"]] });
    let told = at.save("boxes", json!({ "act": "add", "path": [], "value": group, "known": "" }));
    assert_eq!(told["is_written"], true, "{told}");
    let text = at.text("content/boxes.yaml");
    assert_eq!(text, "- 名称: 东门意见箱\n  地点: 东门\n  开箱: 每周五\n  答复: 月底\n");
}

/// Words that are pointed at lead to their field; what the program wrote itself leads nowhere.
#[test]
fn words_lead_to_their_field() {
    let at = Bench::open(28_460, |_| {});
    let find = |asked: Value| -> Value {
        let (status, body) = at.post("/find", &asked.to_string(), &at.ours());
        assert_eq!(status, 200);
        serde_json::from_str(&body).unwrap()
    };
    at.form("401");
    let found = find(json!({ "stem": "401", "text": "民政（老龄）部门" }));
    assert_eq!((&found["stem"], &found["path"]), (&json!("401"), &json!(["谁说了算"])));
    let found = find(json!({ "stem": "401", "text": "阳光小区南门东侧（示例）" }));
    assert_eq!((&found["stem"], &found["path"]), (&json!("site"), &json!(["地址"])));
    assert_eq!(find(json!({ "stem": "401", "text": "扫码看全文" })), Value::Null);
    let spots: Value =
        serde_json::from_str(&at.at.until("/spots/401", |t| t.starts_with("[{"))).unwrap();
    let spot = spots.as_array().unwrap().iter().find(|s| s["text"] == "老年证").unwrap();
    let found = find(
        json!({ "stem": "401", "text": spot["text"], "file": spot["file"], "at": spot["at"] }),
    );
    assert_eq!(found["path"], json!(["简称"]), "{found}");
}

/// What a page spells in its own way leads to its field too: the page is tried with another value of it.
#[test]
fn what_a_page_spells_leads_to_its_field() {
    let at = Bench::open(28_465, |_| {});
    at.form("401");
    let find = |asked: Value| -> Value {
        let (status, body) = at.post("/find", &asked.to_string(), &at.ours());
        assert_eq!(status, 200);
        let found: Value = serde_json::from_str(&body).unwrap();
        if found.is_null() { found } else { json!([found["stem"], found["item"], found["path"]]) }
    };
    let on_page = |text: &str, nth: usize| {
        find(json!({ "stem": "401", "text": text, "page": "401/index.html", "nth": nth }))
    };
    let own = |path: Value| json!(["401", null, path]);
    assert_eq!(on_page("原件看一下", 0), own(json!(["材料", 2, "原件"])));
    assert_eq!(on_page("先问清", 1), own(json!(["材料", 1, "适用范围"])));
    assert_eq!(on_page("社区帮着办，别的单位定。", 0), own(json!(["办理权限"])));
    assert_eq!(on_page("爷爷：“六十了，能办证吗？”", 0), own(json!(["开场", 0, "人物"])));
    assert_eq!(on_page("流动服务点", 0), own(json!(["渠道", 2])));
    assert_eq!(on_page("共 3 样", 0), own(json!(["材料"])));
    assert_eq!(on_page("答：不是。敬老卡找公交公司办，别跑错了。", 0), own(json!(["正文"])));
    let until = "还没有核验；下次核验 2027年5月21日。状态：草稿。";
    assert_eq!(on_page(until, 0), own(json!(["核验", "下次"])));
    assert_eq!(on_page("（示例）", 0), json!(["site", null, ["咨询电话"]]));
    assert_eq!(on_page("怎么转发", 0), Value::Null, "the program's own words");
    // A script writes whether somebody is there now, of what the page tells it.
    let page = at.at.until("/site/401/index.html", |t| t.contains("data-days"));
    let days = page.split("data-days=\"").nth(1).unwrap().split('"').next().unwrap();
    let said =
        json!({ "stem": "401", "text": "今天有人", "page": "401/index.html", "around": [days] });
    assert_eq!(find(said), json!(["site", null, ["办公时间"]]));
}

/// The Markdown behind the fields is written like a field, and every other byte stays.
#[test]
fn the_body_is_written_too() {
    let at = Bench::open(28_470, |_| {});
    let form = at.form("401");
    let file = form["file"].as_str().unwrap().to_string();
    let field = form["fields"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&field["key"], &field["kind"]), (&json!("正文"), &json!("body")));
    let (before, words) = (at.text(&file), field["value"].as_str().unwrap().to_string());
    assert!(before.trim_end().ends_with(&words));
    let told = at.save("401", json!({ "act": "set", "path": ["正文"], "value": words }));
    assert_eq!((&told["is_written"], at.text(&file)), (&json!(true), before.clone()), "{told}");
    let new = format!("{words}\n\n**问：要带照片吗？**\n\n答：要带。");
    let told = at.save("401", json!({ "act": "set", "path": ["正文"], "value": new }));
    assert_eq!(told["is_written"], true, "{told}");
    assert_eq!(at.text(&file), before.replace(&words, &new));
    // A second block of fields in it is told before it is written.
    let bad = "事项名称: 又一件\n---\n话";
    let told = at.save("401", json!({ "act": "set", "path": ["正文"], "value": bad }));
    assert_eq!(told["is_written"], false, "{told}");
    assert!(!told["problems"].as_array().unwrap().is_empty(), "{told}");
    // A list has none.
    at.form("visits");
    let told = at.save("visits", json!({ "act": "set", "path": ["正文"], "value": "话" }));
    assert!(told["why"].as_str().unwrap().contains("没有正文"), "{told}");
}

/// A picture is drawn before it is written; what is wrong is said in the words of `check`, and no byte changes.
#[test]
fn a_picture_is_drawn_before_it_is_written() {
    let at = Bench::open(28_480, |_| {});
    let file = at.form("401")["file"].as_str().unwrap().to_string();
    let before = at.file(&file);
    let known = at.form("401")["known"].clone();
    let draft = |people: Value| -> Value {
        let part = json!({ "act": "set", "path": ["步骤", 0, "画面", "人物"], "value": people });
        let asked = json!({ "stem": "401", "known": known, "act": "many", "path": ["步骤", 0, "画面"], "parts": [part] });
        let (status, body) = at.post("/draft", &asked.to_string(), &at.ours());
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    };
    let good = draft(json!(["奶奶 坐 微笑 左", "社工大姐 举 相机 微笑 说“您坐着”"]));
    assert_eq!(good["number"], 2, "{}", good["problems"]);
    let svg = good["svg"].as_str().unwrap();
    assert!(svg.contains("您坐着") && !svg.contains("我来拍照"), "drawn as it would be");
    let bad = draft(json!(["奶奶 飞", "社工大姐 举 相机"]));
    assert!(bad["svg"].is_null());
    assert!(bad["problems"][0]["message"].as_str().unwrap().contains("飞"), "{bad}");
    assert_eq!(at.file(&file), before);
    // Every word has a drawing.
    let (status, words) =
        at.at.ask(&format!("GET /words HTTP/1.1\r\nHost: {}\r\n\r\n", at.at.address));
    let words: Value = serde_json::from_str(&words).unwrap();
    assert_eq!(status, 200);
    for list in ["people", "actions", "moods", "props", "places"] {
        let count = words["lists"][list].as_array().unwrap().len();
        for number in [0, count - 1] {
            let svg = at.at.until(&format!("/word/{list}/{number}.svg"), |t| t.contains("<svg"));
            assert!(svg.contains("<path"), "{list} {number}");
        }
    }
    assert_eq!(words["readings"]["奶"], "nai");
}

/// Several changes are one for whoever takes them back, and none where one of them cannot be made.
#[test]
fn several_changes_are_one() {
    let at = Bench::open(28_490, |_| {});
    let file = at.form("401")["file"].as_str().unwrap().to_string();
    let before = at.text(&file);
    let set = |path: Value, value: Value| json!({ "act": "set", "path": path, "value": value });
    let parts = [set(json!(["简称"]), json!("老人证")), set(json!(["没有这一栏"]), json!("x"))];
    let told = at.save("401", json!({ "act": "many", "parts": parts }));
    assert_eq!((told["is_written"].as_bool(), at.text(&file)), (Some(false), before.clone()));
    let parts = [
        set(json!(["简称"]), json!("老人证")),
        set(json!(["步骤", 0, "画面", "镜头"]), json!("全景")),
    ];
    let told = at.save("401", json!({ "act": "many", "parts": parts }));
    assert_eq!((&told["is_written"], &told["before"]), (&json!(true), &json!(1)), "{told}");
    assert!(at.text(&file).contains("镜头: 全景"));
    // What was before is looked at, and comes back as one more state.
    let past = at.at.until("/past/401", |t| t.contains("states"));
    let past: Value = serde_json::from_str(&past).unwrap();
    assert_eq!(past["states"][0]["number"], 1);
    let then = at.at.until("/past/401?state=1", |t| t.contains("then"));
    assert_eq!(serde_json::from_str::<Value>(&then).unwrap()["then"], json!(before));
    let told = at.save("401", json!({ "act": "back", "state": 1 }));
    assert_eq!((&told["is_written"], &told["before"]), (&json!(true), &json!(2)), "{told}");
    assert_eq!(at.text(&file), before);
    let told = at.save("401", json!({ "act": "back", "state": 77 }));
    assert!(told["why"].as_str().unwrap().contains("没有读出来"), "{told}");
}

/// A new matter from a few answers says what nobody said as what it is; a copy has neither the other's code nor who
/// checked it.
#[test]
fn a_matter_begins_with_answers_or_as_a_copy() {
    let at = Bench::open(28_500, |_| {});
    let new = |asked: Value| -> Value {
        let (status, body) = at.post("/new", &asked.to_string(), &at.ours());
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    };
    let told = new(
        json!({ "title": "老年餐桌就餐登记", "category": "4", "materials": "1、身份证\n2. 近期照片\n", "steps": "登记\n办卡" }),
    );
    let file = told["file"].as_str().unwrap_or_else(|| panic!("{told}")).to_string();
    let text = at.text(&file);
    for line in ["编号: \"406\"", "谁来办: 以窗口答复为准", "- 名称: 近期照片", "- 做什么: 办卡"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    let told = new(json!({ "title": "高龄津贴补发", "category": "4", "copy": "402" }));
    let text = at.text(told["file"].as_str().unwrap_or_else(|| panic!("{told}")));
    assert!(text.contains("编号: \"407\"") && text.contains("事项名称: 高龄津贴补发"), "{text}");
    assert!(!text.contains("核验:") && text.contains("流动服务点"), "{text}");
    let again = new(json!({ "title": "高龄津贴补发", "category": "4", "copy": "402" }));
    assert!(again["why"].as_str().unwrap().contains("已经有了"), "{again}");
    let told = new(
        json!({ "title": "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", "category": "4" }),
    );
    assert!(told["why"].as_str().unwrap().contains("30 个字"), "{told}");
    let told = new(json!({ "title": "步骤不够", "category": "4", "steps": "只有一步" }));
    assert!(told["why"].as_str().unwrap().contains("步骤"), "{told}");
    let checked = crate::common::run(at.dir.path(), &["check"]);
    assert!(checked.status.success(), "{}", crate::common::stderr(&checked));
}

/// What is to be asked names the field of its answer; a photo is looked at before it lies with the content.
#[test]
fn questions_and_photos() {
    let at = Bench::open(28_510, |_| {});
    let all = at.at.until("/questions", |t| t.starts_with('['));
    let all: Vec<Value> = serde_json::from_str(&all).unwrap();
    let of = all.iter().find(|matter| matter["stem"] == "401").unwrap();
    let question = of["questions"].as_array().unwrap().iter();
    let limit = question.clone().find(|q| q["text"] == "承诺办理时限").unwrap();
    assert_eq!(limit["paths"][0], json!(["办理时限", "承诺"]), "{limit}");
    assert!(question.clone().any(|q| q["line"] == 0));
    let host = &at.at.address;
    let photo = |name: &str, bytes: &[u8]| -> Value {
        let head = format!(
            "POST /photo?name={name} HTTP/1.1\r\nHost: {host}\r\n{}Content-Length: {}\r\n\r\n",
            at.ours(),
            bytes.len()
        );
        let (status, body) = at.at.ask_bytes(&[head.as_bytes(), bytes].concat());
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    };
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(1200, 900).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = png.into_inner();
    assert_eq!(photo("%E7%AA%97%E5%8F%A3.JPG", &png)["name"], "窗口.png");
    assert_eq!(photo("%E7%AA%97%E5%8F%A3.JPG", &png)["name"], "窗口.png", "it is there");
    assert_eq!(photo("..%2F..%2Fx.png", &png)["name"], "x.png", "a name, not a path");
    assert_eq!(at.file("content/photos/窗口.png"), png);
    let told = photo("a.jpg", b"no picture");
    assert!(told["why"].as_str().unwrap().contains("不是 JPG"), "{told}");
    assert!(!at.dir.path().join("content/photos/a.jpg").exists());
    // Nobody else may.
    let (status, _) = at.post("/photo?name=b.png", "x", &format!("Origin: http://{host}\r\n"));
    assert_eq!(status, 403);
}

/// A clerk may read and change all of it: the script is plain, and small.
#[test]
fn the_script_of_the_workbench_is_small() {
    let folder = crate::common::crate_root().join("themes/default/workbench");
    let scripts = walk(&folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "js"));
    let bytes: u64 = scripts.map(|p| fs::metadata(p).unwrap().len()).sum();
    assert!(bytes <= 60 * 1024, "{bytes}");
}
