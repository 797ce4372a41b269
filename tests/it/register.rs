//! The register and the rows of a theme: what is a row must work in a community of its own, with a theme
//! of its own, without a line of Rust; and what is a list somewhere must be every list.

use crate::common::fresh;
use crate::common::run;
use crate::common::say;
use crate::common::second::write_second_catalog;
use crate::common::stderr;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;
use xiaowei::model::COLLECTIONS;

fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

fn names(root: &Path, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root.join(folder)).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const CARD: &str = r#"<board fill="white">
  {%- if side == 1 %}
  <column grow="1" padding="4mm" gap="1mm" justify="center">
    {%- for r in records %}
    <text at="{{ r.title.at }}" weight="900" ink="text" fit="3mm..6mm" lines="2">{{ r.title.text }}</text>
    {%- endfor %}
  </column>
  {%- else %}
  <column grow="1" padding="4mm" align="center"><qr src="{{ address }}"/></column>
  {%- endif %}
</board>
"#;

/// A second kind made of procedures has files of its own, and two kinds that would write to one place are
/// told so before anything is drawn.
#[test]
fn two_kinds_of_one_subject_do_not_meet() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    say(root, "主题: own");
    let flyer = "sheets:\n  flyer:\n    label: 传单\n    of: procedures\n    template: item.xml\n    size: 90x120cm\n    reading-distance: 1500mm\n    scan-distance: 600mm\n    safe-margin: 20mm\n    line: 2mm\n    profile: 喷绘\n    web: png\n";
    write(root, "themes/own/theme.yaml", flyer);
    let built = run(root, &["build", "--item", "401", "--dpi", "30"]);
    assert!(built.status.success(), "{}", stderr(&built));
    assert!(stderr(&built).contains("展板 2 块"), "{}", stderr(&built));
    assert_eq!(
        names(root, "print/item"),
        ["401-90x120cm-30dpi.pdf", "401-90x120cm-30dpi.png", "401-90x120cm-30dpi.svg"]
    );
    assert_eq!(
        names(root, "print/flyer"),
        ["401-90x120cm-30dpi.pdf", "401-90x120cm-30dpi.png", "401-90x120cm-30dpi.tif"]
    );
    let pictures = names(root, "public/sheets");
    assert!(pictures.iter().any(|n| n.starts_with("item-401.")), "{pictures:?}");
    assert!(pictures.iter().any(|n| n.starts_with("flyer-401.")), "{pictures:?}");
    let page = fs::read_to_string(root.join("public/401/index.html")).unwrap();
    assert!(page.contains("/sheets/item-401."), "the first kind is the page's picture");
    // The profile stands in the name when it is not the kind's own.
    let other = run(
        root,
        &["build", "--only", "boards", "--board", "item", "--profile", "胶印", "--dpi", "30"],
    );
    assert!(other.status.success(), "{}", stderr(&other));
    assert!(root.join("print/item/401-90x120cm-offset-30dpi.pdf").is_file());

    write(
        root,
        "themes/own/theme.yaml",
        &flyer.replace("    web: png\n", "    file: \"item/{key}-{size}\"\n"),
    );
    let told = run(root, &["build"]);
    assert_eq!(told.status.code(), Some(1));
    let text = stderr(&told);
    assert!(
        text.contains("错误[E601]") && text.contains("会写到同一个地方：item/401-90x120cm"),
        "{text}"
    );
    assert!(text.contains("themes/own/theme.yaml"), "{text}");
}

/// Numbers of people and words that must not hang are found in every text that can reach a page or sheet.
#[test]
fn every_text_is_under_every_rule() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    say(root, "口号: 全国第一，有事打 13900000000");
    say(root, "地址: 阳光小区 11010519491231002X");
    let file = crate::common::walk(&root.join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let at = text.find("    画面:").unwrap();
    let end = at + text[at..].find("\n  - 做什么").unwrap();
    let photo = "    照片: { 文件: 门.png, 说明: 打 13800000000 找人 }";
    fs::write(&file, format!("{}{photo}{}", &text[..at], &text[end..])).unwrap();
    fs::create_dir_all(root.join("content/photos")).unwrap();
    let pixels = image::RgbImage::from_pixel(1200, 900, image::Rgb([90, 160, 200]));
    pixels.save(root.join("content/photos/门.png")).unwrap();
    write(
        root,
        "content/visits.yaml",
        "- 日期: 2026-12-03\n  从: 9:00\n  到: 11:00\n  地点: 北门，找 13700000000\n",
    );
    let told = stderr(&run(root, &["check", "--date", "2026-11-27"]));
    assert_eq!(told.matches("错误[E403]").count(), 4, "{told}");
    assert!(told.contains("提醒[W714]: 「全国第一」"), "{told}");
    for place in ["site.yaml", "visits.yaml", "401"] {
        assert!(told.contains(place), "{place}: {told}");
    }
}

/// Photos stand in the opening, a step and the closing; what is said over them, and over a place with nobody in it,
/// is printed on the strip, in its box, and told to whoever cannot see it.
#[test]
fn photos_and_empty_places_speak() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    let file = crate::common::walk(&root.join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let (from, to) = (text.find("开场:\n").unwrap(), text.find("分支:\n").unwrap());
    let opening = "开场:\n  - 照片: { 文件: 门.png, 说明: 社区的门, 气泡: [左 说“先看这儿”, 右 想“门呢？”] }\n  - 地点: 公告栏\n    气泡: [说“都贴着呢”]\n";
    let closing = "结尾:\n  照片: { 文件: 门.png, 说明: 社区的门 }\n";
    fs::write(&file, format!("{}{opening}{closing}{}", &text[..from], &text[to..])).unwrap();
    fs::create_dir_all(root.join("content/photos")).unwrap();
    let pixels = image::RgbImage::from_pixel(1200, 900, image::Rgb([90, 160, 200]));
    pixels.save(root.join("content/photos/门.png")).unwrap();
    let made = run(root, &["build", "--only", "site", "--date", "2026-11-27"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let strip = fs::read_to_string(root.join("public/comics/401.svg")).unwrap();
    assert_eq!(strip.matches("<image").count(), 2, "two photos");
    let words = ["先看这儿", "门呢？", "都贴着呢"];
    for word in words {
        assert!(strip.contains(&format!("aria-label=\"{word}\"")), "{word}");
    }
    assert!(strip.contains("<title>社区的门；有人说“先看这儿”；有人想“门呢？”</title>"));
    let page = fs::read_to_string(root.join("public/401/index.html")).unwrap();
    assert!(words.iter().all(|word| page.contains(word)));
}

/// A sheet with questions is asked for its characters like any other.
#[test]
fn a_question_that_no_font_can_print_is_no_sheet() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    let file = crate::common::walk(&root.join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let asked = text.replacen("  待确认:\n", "  待确认:\n    - 谁是𪚥大爷的𡈽地\n", 1);
    assert_ne!(asked, text);
    fs::write(&file, asked).unwrap();
    let made = run(root, &["report", "--format", "a4", "--date", "2026-11-27"]);
    assert_eq!(made.status.code(), Some(1), "{}", stderr(&made));
    assert!(stderr(&made).contains("错误[E502]: 字体里没有"), "{}", stderr(&made));
    assert!(!root.join("report").exists());
}

/// A fictional community with a theme of its own: a card with two sides and several records on it, a sheet
/// to take home, a page, a calendar, a word that must not hang. Data and templates, nothing else.
#[test]
fn kinds_pages_and_words_are_rows() {
    let dir = fresh();
    let root = dir.path();
    write_second_catalog(root);
    say(root, "主题: own");
    write(
        root,
        "themes/own/theme.yaml",
        "sheets:\n  card:\n    label: 卡片\n    of: procedures\n    when-asked: 1\n    where: { 办理权限: 社区协办 }\n    per-sheet: 2\n    sides: 2\n    template: card.xml\n    size: 90x54mm\n    type: { running: 2.6mm }\n    code: { side: 19.6mm, module: 0.5mm }\n    safe-margin: 3mm\n    line: 0.4mm\n    profile: 名片\n    uncut: 1\n    formats: [svg, pdf]\npages:\n  - { path: zhoubao/index.html, template: weekly.html, sitemap: 1, home: 每周看一看 }\n",
    );
    write(root, "themes/own/boards/card.xml", CARD);
    write(
        root,
        "themes/own/site/weekly.html",
        "{% extends \"base.html\" %}{% block title %}每周看一看{% endblock %}{% block main %}{% for v in visits %}<p>{{ v.date.spoken }} {{ v.place.text }}</p>{% endfor %}{% endblock %}",
    );
    write(
        root,
        "themes/own/profiles.yaml",
        "名片: { 文件名: card, 出血: 2mm, 白边: 0mm, 安全边: 3mm, 黑: 单色, 格式: [pdf], 清晰度: [450mm, 300] }\n",
    );
    write(root, "themes/own/lists.yaml", "商家: [梧桐超市]\n");
    write(
        root,
        "content/visits.yaml",
        "- { 日期: 2027-03-04, 从: 9:00, 到: 11:00, 地点: 梧桐里三号楼前, 事项: [\"101\"] }\n- { 日期: 2027-03-11, 从: 14:00, 到: 16:30, 地点: 梧桐超市门口 }\n",
    );
    let cards = run(root, &["build", "--only", "boards", "--board", "card"]);
    assert!(cards.status.success(), "{}", stderr(&cards));
    assert!(stderr(&cards).contains("「梧桐超市」是商家的名字"), "{}", stderr(&cards));
    let made = names(root, "print/card");
    assert!(made.contains(&"01-90x54mm-1.svg".to_string()), "{made:?}");
    assert!(made.contains(&"01-90x54mm-2.svg".to_string()), "{made:?}");
    assert!(made.contains(&"01-90x54mm.pdf".to_string()), "{made:?}");
    let pdf = fs::read(root.join("print/card/01-90x54mm.pdf")).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    assert!(pdf.contains("/Count 2"), "both sides in one file");

    let visits =
        run(root, &["build", "--board", "visit-notice", "--board", "overview", "--dpi", "40"]);
    assert!(visits.status.success(), "{}", stderr(&visits));
    assert_eq!(
        names(root, "print/visit-notice"),
        [
            "2027-03-04-297x420mm-40dpi.pdf",
            "2027-03-04-297x420mm-40dpi.png",
            "2027-03-11-297x420mm-40dpi.pdf",
            "2027-03-11-297x420mm-40dpi.png"
        ]
    );
    let read = |path: &str| fs::read_to_string(root.join("public").join(path)).unwrap();
    let page = read("liudong/index.html");
    assert!(
        page.contains("2027年3月4日") && page.contains("周四") && page.contains("9:00—11:00"),
        "{page}"
    );
    assert!(page.contains("../101/index.html"), "{page}");
    let calendar = read("liudong/visits.ics");
    assert!(
        calendar.contains("DTSTART;TZID=Asia/Shanghai:20270304T090000\r\nDTEND;TZID=Asia/Shanghai:20270304T110000\r\n"),
        "{calendar}"
    );
    assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
    assert!(read("zhoubao/index.html").contains("2027年3月4日 梧桐里三号楼前"));
    let home = read("index.html");
    assert!(
        home.contains("href=\"zhoubao/index.html\"")
            && home.contains("href=\"liudong/index.html\"")
    );
    assert!(read("sitemap.xml").contains("/banshi/liudong/</loc>"));

    // Without the file there is no page, no sheet, no link.
    fs::remove_file(root.join("content/visits.yaml")).unwrap();
    let without = run(root, &["build", "--only", "site"]);
    assert!(without.status.success(), "{}", stderr(&without));
    let all = run(root, &["build", "--board", "overview", "--dpi", "40"]);
    assert!(all.status.success(), "{}", stderr(&all));
    let whole = fresh();
    let out = whole.path().to_str().unwrap();
    assert!(
        run(root, &["build", "--board", "overview", "--dpi", "40", "--out", out]).status.success()
    );
    assert!(!whole.path().join("public/liudong").exists());
    assert!(!whole.path().join("print/visit-notice").exists());
    let home = fs::read_to_string(whole.path().join("public/index.html")).unwrap();
    assert!(!home.contains("liudong"));
}

/// Mistakes in records, references and rows of the new kind are told like any other.
#[test]
fn mistakes_in_rows_are_told_with_the_edit_to_make() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    write(
        root,
        "content/visits.yaml",
        "- 日期: 2026-12-03\n  从: 9点\n  到: 11:00\n  地点: 北门\n- { 编号: a, 日期: 2026-12-10, 从: 9:00, 到: 11:00, 地点: 东门, 事项: [\"999\"] }\n- { 编号: a, 日期: 2026-12-10, 从: 9:00, 到: 11:00, 地点: 西门 }\n",
    );
    let told = stderr(&run(root, &["check", "--date", "2026-11-27"]));
    assert!(told.contains("「从」写成「9点」看不懂") && told.contains("改成「9:00」"), "{told}");
    assert!(told.contains("「事项」里没有编号为「999」的事项"), "{told}");
    assert!(told.contains("流动服务点编号 a 用了两次"), "{told}");
    fs::remove_file(root.join("content/visits.yaml")).unwrap();
    say(root, "主题: own");
    for (rows, what, help) in [
        (
            "sheets:\n  x:\n    label: 甲\n    of: procedure\n",
            "「of」不能写「procedure」",
            "改成「procedures」",
        ),
        ("sheets:\n  item:\n    webb: png\n", "没有「webb」这一栏", "改成「web」"),
        ("sheets:\n  item:\n    type: 3mm\n", "「type」写得不对", "running"),
        ("sheets:\n  item:\n    where: { 状太: 已发布 }\n", "没有「状太」这一栏", "改成「状态」"),
        ("pages:\n  - { path: a.html }\n", "没有写由什么来写", "template"),
        ("pages:\n  - { path: a.ics, renderer: calender }\n", "没有「calender」这一种", "calendar"),
        ("boards:\n  item: {}\n", "没有「boards」这一栏", "改成「sheets」"),
    ] {
        write(root, "themes/own/theme.yaml", rows);
        let told = run(root, &["build", "--only", "site"]);
        assert_eq!(told.status.code(), Some(1), "{rows}");
        let text = stderr(&told);
        assert!(text.contains(what) && text.contains(help), "{rows}: {text}");
        assert!(text.contains("themes/own/theme.yaml:"), "{rows}: {text}");
    }
}

/// Every collection has an editor's schema, a place, words for messages.
#[test]
fn the_register_is_whole() {
    for collection in COLLECTIONS {
        let key = collection.key.map(|key| collection.schema.find(key));
        assert!(key.is_none_or(|field| field.is_some()), "{}", collection.name);
        assert!(collection.editor.ends_with(".schema.json") && !collection.label.is_empty());
        assert!(!collection.schema.fields.is_empty());
    }
    let mut editors: Vec<&str> = COLLECTIONS.iter().map(|c| c.editor).collect();
    editors.sort_unstable();
    editors.dedup();
    assert_eq!(editors.len(), COLLECTIONS.len());
}
