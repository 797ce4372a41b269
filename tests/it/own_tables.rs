//! A community's own tables: rows over the built-in ones, words without a drawing, and verbs, moods and
//! effects made of rows alone.

use crate::common::run;
use crate::common::stderr;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use xiaowei::board::Workshop;
use xiaowei::diag::FileId;
use xiaowei::diag::Report;
use xiaowei::diag::Span;
use xiaowei::model::Person;
use xiaowei::model::Picture;
use xiaowei::read_content;
use xiaowei::record::At;
use xiaowei::stage::Scene;
use xiaowei::stage::Setting;
use xiaowei::stage::judge_scene;
use xiaowei::stage::stage;

/// A plain drawing in an ink of the built-in theme.
const LAMP: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 90\" data-line=\"2\"><title>灯</title><path d=\"M10,10h40v70h-40z\" fill=\"#FFFFFF\" stroke=\"#4A2C2A\" stroke-width=\"2\"/></svg>";

/// One of our procedures, and a theme with these files below its `art/`.
fn with_own(files: &[(&str, &str)]) -> TempDir {
    let dir = with_procedures(&["401"]);
    for (name, text) in files {
        let path = dir.path().join("themes/own/art").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let site = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, format!("{text}\n主题: own\n")).unwrap();
    dir
}

fn check(root: &Path) -> (Option<i32>, String) {
    let output = run(root, &["check", "--date", "2026-11-22"]);
    (output.status.code(), stderr(&output))
}

/// `people` as `who action prop mood`, of which the last two may be empty.
fn picture(place: &str, people: &[[&str; 4]], effect: &str) -> Picture {
    let at = |value: &str| At { value: value.to_string(), span: Span::file_start(FileId(0)) };
    let some = |word: &str| (!word.is_empty()).then(|| word.to_string());
    let person = |[who, action, prop, mood]: &[&str; 4]| At {
        value: Person {
            who: (*who).into(),
            action: (*action).into(),
            prop: some(prop),
            mood: some(mood),
            position: None,
            speech: None,
        },
        span: Span::file_start(FileId(0)),
    };
    Picture {
        people: people.iter().map(person).collect(),
        effect: some(effect).as_deref().map(at),
        ..Picture::of(at(place))
    }
}

fn setting() -> Setting {
    Setting::new((240.0, 160.0), 2.0, 12.0)
}

/// What a theme makes of pictures.
fn staged(root: &Path, pictures: &[Picture]) -> Vec<Scene> {
    let read = read_content(root);
    let (_, theme) = read.read.unwrap();
    let mut report = Report::default();
    let workshop = Workshop::open(&theme, &mut report);
    let workshop = workshop.unwrap_or_else(|| panic!("{report:?}"));
    let setting = setting();
    let stage = |picture: &Picture| {
        let scene = stage(&workshop.troupe(), picture, &setting);
        assert_eq!(judge_scene(&scene, setting.size), Vec::<String>::new(), "{picture:?}");
        scene
    };
    pictures.iter().map(stage).collect()
}

/// How a scene is drawn, to tell two apart.
fn drawn(scene: &Scene) -> String {
    format!("{:?}", scene.shapes)
}

/// F7: a table with one row is one row more, not seventy-six fewer.
#[test]
fn an_own_row_lies_over_the_built_in_table() {
    let lamp = ("props/lamp.svg", LAMP);
    let dir = with_own(&[("props.yaml", "楼道灯: { 文件: lamp, 高: 90, 图示: [灯] }\n"), lamp]);
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(0), "{text}");
    let output = run(dir.path(), &["check", "--date", "2026-11-22", "--boards"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let built_in = read_content(&crate::common::crate_root()).read.unwrap().1;
    let theme = read_content(dir.path()).read.unwrap().1;
    let count = built_in.words.prop_words.len();
    assert_eq!(theme.words.prop_words.len(), count + 1);
    assert_eq!(theme.words.prop_words[count].word, "楼道灯");
    assert_eq!(theme.words.icon_of("楼道的灯"), "楼道灯");
    assert_eq!(theme.words.icon_of("身份证"), "身份证");

    // A row of a word that is there stands in its place; the rest of it is the row's own.
    let dir = with_own(&[("props.yaml", "户口簿: { 文件: lamp, 高: 90 }\n"), lamp]);
    let theme = read_content(dir.path()).read.unwrap().1;
    let row = theme.words.prop_words.iter().position(|p| p.word == "户口簿").unwrap();
    let below = built_in.words.prop_words.iter().position(|p| p.word == "户口簿").unwrap();
    assert_eq!((row, theme.words.prop_words.len()), (below, count));
    assert_eq!(theme.words.prop_words[row].file, "lamp");
    assert_eq!(theme.words.props.find("户口本"), None);

    // The lists too; a word of one's own is nobody's alias any more.
    let dir = with_own(&[
        ("words.yaml", "人物:\n  大姐: [姐姐]\n词: [楼道灯]\n居民: [街坊]\n"),
        ("cast.yaml", "大姐: { age: young, sex: f, hair: bob, clothes: shirt }\n"),
    ]);
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(0), "{text}");
    let words = read_content(dir.path()).read.unwrap().1.words;
    assert_eq!(words.people.words.len(), built_in.words.people.words.len() + 1);
    assert_eq!(
        (words.people.find("大姐"), words.people.find("阿姨")),
        (Some("大姐"), Some("阿姨"))
    );
    assert_eq!(words.people.find("姐姐"), Some("大姐"));
    assert!(words.is_resident("街坊") && words.is_resident("居民"));
    assert!(words.unbroken.iter().any(|w| w == "楼道灯"));
    assert!(words.unbroken.iter().any(|w| w == "户口簿"));
}

/// What is wrong in a row of one's own is told in one's own file; what is wrong nowhere, nowhere.
#[test]
fn mistakes_are_told_in_the_file_they_stand_in() {
    let dir = with_own(&[
        ("moods.yaml", "微笑: { mouth: 大, talk: 大 }\n"),
        ("poses.yaml", "站立: { near: [1, 2], far: [50, 126, relax, -1, 否, 0] }\n"),
    ]);
    let output = run(dir.path(), &["check", "--date", "2026-11-22", "--boards"]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for place in ["moods.yaml:1", "poses.yaml:1"] {
        assert!(text.contains(&format!("themes/own/art/{place}")), "{place}: {text}");
    }
    assert!(text.contains("表情「微笑」的 mouth 写得不对"), "{text}");
    assert!(text.contains("动作「站立」的 near 写得不对"), "{text}");
    assert!(!text.contains("themes/default"), "{text}");
    // A path that is none, a hand nobody has, legs that are too long, a mark in no ink.
    let dir = with_own(&[
        ("hands.yaml", "relax:\n  grip: [20, 0]\n  front: [\"union M0,0 Lx\"]\n"),
        (
            "hair.yaml",
            "bob: { profile: [\"hair M0,0 L900,0 L0,9Z\"], back: [\"hair M0,0 L9,0 L0,9Z\"] }\n",
        ),
        (
            "poses.yaml",
            "\n蹲: { near: [1, 2, fist, 1, 是, 0], far: [1, 2, fist, 1, 是, 0], hip: [0, -62], knee: [150, 90, 0, -40], ankle: [0, -12, 9, -12] }\n站立: { near: [1, 900, fist, 1, 是, 0], far: [1, 2, fist, 1, 是, 0] }\n",
        ),
        ("marks.yaml", "汗珠: { at: temple, paths: [\"M0,0 h9\"], stroke: 彩虹 }\n"),
    ]);
    let output = run(dir.path(), &["check", "--date", "2026-11-22", "--boards"]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for (what, place) in [
        ("手形「relax」的 front 写得不对", "hands.yaml:2:"),
        ("头发「bob」的 profile 写得不对", "hair.yaml:1:"),
        ("动作「蹲」的 knee 写得不对", "poses.yaml:2:"),
        ("动作「站立」的 near 写得不对", "poses.yaml:3:"),
        ("脸上的记号「汗珠」的 stroke 写得不对", "marks.yaml:1:"),
    ] {
        let told = text.find(what).unwrap_or_else(|| panic!("{what}: {text}"));
        let message = text[told..].split("\n\n").next().unwrap();
        assert!(message.contains(&format!("themes/own/art/{place}")), "{place}: {message}");
    }
    let dir = with_own(&[
        ("props.yaml", "# 我们的\n楼道灯: { 文件: lamp, 高: 9000 }\n"),
        ("props/lamp.svg", LAMP),
    ]);
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("themes/own/art/props.yaml:2:"), "{text}");
    let dir = with_own(&[("moods.yaml", "- 微笑\n")]);
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("themes/own/art/moods.yaml:1:"), "{text}");
}

/// A place may have more drawings than one: people stand in all of them alike.
#[test]
fn places_have_several_drawings() {
    let room = |counter: &str, near: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 200\" data-line=\"2\" data-indoors=\"true\"{counter}><g data-edge=\"stretch\"><rect width=\"300\" height=\"200\" fill=\"#FFF6E8\"/></g>{near}</svg>"
        )
    };
    let row = "家里: { 文件: home, 变样: [room] }\n";
    let chair = "<g data-edge=\"left\" data-layer=\"near\"><rect x=\"0\" y=\"176\" width=\"20\" height=\"40\" fill=\"#D99B5E\"/></g>";
    let dir = with_own(&[("places.yaml", row), ("places/room.svg", &room("", chair))]);
    let read = read_content(dir.path());
    let (_, theme) = read.read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let picture = picture("家里", &[["阿姨", "站立", "", ""]], "");
    let [first, second, third] = [0, 1, 2].map(|variant| {
        let setting = Setting { variant, ..setting() };
        stage(&workshop.troupe(), &picture, &setting)
    });
    assert_ne!(drawn(&first), drawn(&second));
    assert_eq!(drawn(&first), drawn(&third));
    assert_eq!(first.marks.heads, second.marks.heads);
    assert_eq!(second.marks.near.len(), 1);
    // Before somebody's head it is not there.
    let high = chair.replace("y=\"176\" width=\"20\"", "y=\"20\" width=\"290\"");
    let dir = with_own(&[("places.yaml", row), ("places/room.svg", &room("", &high))]);
    let (_, theme) = read_content(dir.path()).read.unwrap();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let setting = Setting { variant: 1, ..setting() };
    assert!(stage(&workshop.troupe(), &picture, &setting).marks.near.is_empty());

    let counter = room(" data-counter=\"165\"", "");
    let dir = with_own(&[("places.yaml", row), ("places/room.svg", &counter)]);
    let output = run(dir.path(), &["check", "--date", "2026-11-22", "--boards"]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("图 art/places/room.svg 的柜台、要看的东西或里外和头一张不一样"),
        "{text}"
    );
    assert!(text.contains("themes/own/art/places.yaml:1:"), "{text}");
    let dir = with_own(&[("places.yaml", row)]);
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("地点「家里」没有图 art/places/room.svg"), "{text}");
}

/// F5: a word that nobody drew, and a row whose drawing is not there.
#[test]
fn a_word_without_a_drawing_is_an_error_of_the_theme() {
    let words = "人物:\n  海员: []\n动作:\n  倒立: []\n表情:\n  得意: []\n地点:\n  门外: []\n特效:\n  烟花: []\n位置:\n  前排: []\n镜头:\n  近景: []\n";
    let dir = with_own(&[
        ("words.yaml", words),
        ("props.yaml", "楼道灯: { 文件: lamp }\n"),
        ("places.yaml", "阳台: { 文件: balcony }\n"),
        ("effects.yaml", "星星: { drawing: star }\n"),
        (
            "poses.yaml",
            "吹笛: { near: [1, 2, fist, 1, 是, 0], far: [1, 2, fist, 1, 是, 0], brings: 笛子, partner: 跳舞 }\n",
        ),
    ]);
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(1), "{text}");
    let found = [
        ("人物「海员」没有图：art/cast.yaml 里没有它", "words.yaml:2:3"),
        ("动作「倒立」没有图：art/poses.yaml 里没有它", "words.yaml:4:3"),
        ("表情「得意」没有图：art/moods.yaml 里没有它", "words.yaml:6:3"),
        ("地点「门外」没有图：art/places.yaml 里没有它", "words.yaml:8:3"),
        ("特效「烟花」没有图：art/effects.yaml 里没有它", "words.yaml:10:3"),
        ("位置「前排」没有图：art/positions.yaml 里没有它", "words.yaml:12:3"),
        ("镜头「近景」没有图：art/shots.yaml 里没有它", "words.yaml:14:3"),
        ("道具「楼道灯」没有图 art/props/lamp.svg", "props.yaml:1:"),
        ("地点「阳台」没有图 art/places/balcony.svg", "places.yaml:1:"),
        ("特效「星星」没有图 art/props/star.svg", "effects.yaml:1:"),
        ("动作「吹笛」的 brings 写的「笛子」，art/props.yaml 里没有", "poses.yaml:1:"),
        ("动作「吹笛」的 partner 写的「跳舞」，art/poses.yaml 里没有", "poses.yaml:1:"),
    ];
    for (what, place) in found {
        let told = text.find(&format!("错误[E601]: {what}"));
        let told = told.unwrap_or_else(|| panic!("{what}: {text}"));
        let message = text[told..].split("\n\n").next().unwrap();
        let place = format!("themes/own/art/{place}");
        assert!(message.contains(&place), "{place}: {message}");
    }
    assert_eq!(text.matches("错误[E601]").count(), found.len(), "{text}");
    // The edit to make is a row that may be copied.
    assert!(text.contains("在 themes/own/art/moods.yaml 里加一行「得意: {"), "{text}");
}

/// A verb that meets somebody, brings its own thing, is done at a desk or calls; a mood; an effect.
#[test]
fn verbs_moods_and_effects_are_rows() {
    let dir = with_own(&[
        (
            "words.yaml",
            "动作:\n  递茶: [敬茶]\n  接茶: []\n  画画: []\n  对讲: []\n表情:\n  流泪: []\n特效:\n  星星: []\n",
        ),
        (
            "poses.yaml",
            "递茶: { near: [86, 54, offer, 1, 是, -8], far: [100, 40, offer, 1, 否, -6], lean: 5, hold: both, partner: 接茶, brings: 茶杯, touch: give, other: 工作人员 接茶, alone: 站立 }
接茶: { near: [80, 62, offer, 1, 是, -14], far: [94, 46, offer, 1, 否, -10], lean: 5, hold: both, partner: 递茶, touch: take }
画画: { near: [58, 92, fist, 1, 是, 0], far: [84, 100, relax, 1, 是, 10], tool: 笔, busy: 是, at: desk, sets: 楼道灯, afoot: 站立 }
对讲: { near: [-44, -30, fist, -1, 是, abs290], far: [52, 126, relax, -1, 否, 0], hold: near, brings: 手机侧, call: makes }\n",
        ),
        ("props.yaml", "楼道灯: { 文件: lamp, 高: 90 }\n"),
        ("props/lamp.svg", LAMP),
        ("moods.yaml", "流泪: { shut: resting, mouth: \"M-7,3 Q0,-2 7,3\", talk: \"M-6,4 Q0,-8 6,4Z\", marks: [水] }\n"),
        ("marks.yaml", "水: { at: eyes, paths: [\"M0,5 c-4,6 -5,10 0,10 c5,0 4,-4 0,-10Z\"], fill: tear }\n"),
        ("effects.yaml", "星星: { at: [1.4, -0.8], paths: [\"M0,-0.3 L0.1,0.3 L-0.3,0 H0.3 L-0.1,0.3Z\"], fill: gold, line: 0.6 }\n"),
    ]);
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(0), "{text}");
    let meeting = [["阿姨", "递茶", "", ""], ["爷爷", "接茶", "", ""]];
    let apart = [["阿姨", "站立", "", ""], ["爷爷", "站立", "", ""]];
    let writer = |action| [["网格员", action, "", ""]];
    let scenes = staged(
        dir.path(),
        &[
            picture("家里", &meeting, ""),
            picture("家里", &apart, ""),
            picture("家里", &writer("画画"), ""),
            picture("家里", &writer("站立"), ""),
            picture("家里", &[["阿姨", "对讲", "", ""], ["爷爷", "看手机", "", ""]], ""),
            picture("家里", &[["阿姨", "站立", "", "流泪"]], ""),
            picture("家里", &[["阿姨", "站立", "", ""]], ""),
            picture("家里", &[["阿姨", "站立", "", ""]], "星星"),
        ],
    );
    let [meet, part, draw, stand, call, tears, usual, star] = scenes.as_slice() else {
        panic!("{}", scenes.len())
    };
    // Two hands meet over a cup that only the row brings.
    assert_eq!((meet.marks.misses.len(), meet.marks.things.len()), (2, 1));
    assert_eq!((part.marks.misses.len(), part.marks.things.len()), (0, 0));
    // A lamp on a table of one's own (a pen is no thing that could cover anything); in the street one stands.
    assert_eq!((draw.marks.things.len(), stand.marks.things.len()), (1, 0));
    assert!(draw.shapes.len() > stand.shapes.len());
    let street = [picture("路上", &writer("画画"), ""), picture("路上", &writer("站立"), "")];
    let street = staged(dir.path(), &street);
    assert_eq!(drawn(&street[0]), drawn(&street[1]));
    // Two who call each other are in two halves.
    assert!(call.shapes.iter().filter(|s| s.clip.is_some()).count() > 50);
    assert_ne!(drawn(tears), drawn(usual));
    assert_eq!(star.shapes.len(), usual.shapes.len() + 1);

    // Whoever hands a cup over needs somebody who takes it: the message is the row's too.
    let path = dir.path().join("content/procedures/4-minsheng/401-laonianzheng.md");
    let text = fs::read_to_string(&path).unwrap();
    let at = text.find("    画面:\n").unwrap();
    let panel = "    画面:\n      地点: 家里\n      人物:\n        - 阿姨 敬茶 微笑\n";
    let rest = text[at..].find("\n  - ").unwrap();
    fs::write(&path, format!("{}{panel}{}", &text[..at], &text[at + rest + 1..])).unwrap();
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("有人「递茶」，没有人「接茶」"), "{text}");
    assert!(text.contains("如「工作人员 接茶」；没有别人就改成「站立」"), "{text}");
}

/// A table that was copied before there were stage directions in it still hands over and calls.
#[test]
fn copies_of_older_tables_behave_as_before() {
    let older = "递: { near: [24, 104, relax, 1, 是, abs52], far: [100, 40, pinch, 1, 否, abs-22], lean: 5, hold: both, partner: 接 }\n";
    let copied = with_own(&[("poses.yaml", older)]);
    let plain = with_own(&[("theme.txt", "")]);
    let pictures = [picture("社区窗口", &[["阿姨", "递", "表格", ""], ["医生", "接", "", ""]], "")];
    let (a, b) = (staged(copied.path(), &pictures), staged(plain.path(), &pictures));
    assert_eq!(drawn(&a[0]), drawn(&b[0]));
    assert_eq!(a[0].marks.misses.len(), 2);
}

/// Lists and laws of one's own are read strictly: what would be passed over is told, and a law of ours stays.
#[test]
fn own_lists_and_laws_are_told_where_they_make_no_sense() {
    let dir = with_own(&[]);
    let folder = dir.path().join("themes/own");
    fs::create_dir_all(&folder).unwrap();
    let lists =
        "商家: 王家铺\n谁能回答:\n  - 街道=低保\n谁能答:\n  - 区民政\n  - =云\n  - 街道＝低保\n";
    fs::write(folder.join("lists.yaml"), lists).unwrap();
    let laws = "甲法: { 新: 《乙法》, 起: 2024-02-30 }\n丙法: { 新: \"\", 起: 2024-01-01 }\n丁法: { 新: 《戊法》, 起: 2024-01-01, 早于: }\n己法: { 新: 《庚法》, 起: 2024-01-01, 从: 2020 }\n";
    fs::write(folder.join("laws.yaml"), laws).unwrap();
    let (code, text) = check(dir.path());
    assert_eq!(code, Some(1), "{text}");
    for (what, place) in [
        ("「商家」下面应该一行一个", "lists.yaml:1:"),
        ("没有「谁能回答」这种名单", "lists.yaml:2:1"),
        ("「谁能答」里这一行读不懂", "lists.yaml:5:"),
        ("「谁能答」里这一行读不懂", "lists.yaml:6:"),
        ("「谁能答」里这一行读不懂", "lists.yaml:7:"),
        ("换了的法规「甲法」的 起 写得不对", "laws.yaml:1:"),
        ("换了的法规「丙法」的 新 写得不对", "laws.yaml:2:"),
        ("换了的法规「丁法」的 早于 写得不对", "laws.yaml:3:"),
        ("换了的法规「己法」的 从 写得不对", "laws.yaml:4:"),
    ] {
        let told = text.split("\n\n").any(|m| m.contains(what) && m.contains(place));
        assert!(told, "{what} {place}: {text}");
    }
    // A row for a law that the built-in table knows is one more, and takes nothing away.
    fs::remove_file(folder.join("lists.yaml")).unwrap();
    let laws = "社会救助暂行办法: { 新: 《丙办法》, 起: 2021-01-01, 早于: 1900 }\n";
    fs::write(folder.join("laws.yaml"), laws).unwrap();
    let file = crate::common::walk(&dir.path().join("content/procedures")).remove(0);
    let old = "依据:\n  - { 名称: 《社会救助暂行办法》, 年份: 2014, 条款: 待确认 }\n";
    let content = fs::read_to_string(&file).unwrap().replacen("依据:\n", old, 1);
    fs::write(&file, content).unwrap();
    let (_, text) = check(dir.path());
    assert!(text.contains("已经换成《中华人民共和国社会救助法》，2026年7月1日起"), "{text}");
}
