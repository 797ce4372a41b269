//! The program as a clerk meets it: exact words, exit codes, and what it leaves on disk.

use crate::common::contents;
use crate::common::crate_root;
use crate::common::fresh;
use crate::common::run;
use crate::common::stderr;
use crate::common::stdout;
use crate::common::with_our_content;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;

/// Two procedures and a raster that is quick to draw.
const QUICK: &[&str] = &["build", "--dpi", "40"];

/// The summary without the seconds.
fn timeless(text: &str) -> String {
    let start = text.find("用了").unwrap();
    let end = text[start..].find("秒").unwrap() + start;
    format!("{}用了 N {}", &text[..start], &text[end..])
}

#[test]
fn help_is_chinese_and_names_what_works() {
    let help = run(Path::new("."), &["--help"]);
    assert!(help.status.success());
    let text = stdout(&help);
    assert!(text.starts_with("小微：把社区的小微权力清单变成网站和漫画展板\n"), "{text}");
    assert!(text.contains("build        产生网站（public）和展板（print）"), "{text}");
    for english in ["Usage", "Options", "Commands", "Print"] {
        assert!(!text.contains(english), "{text}");
    }
    let build = stdout(&run(Path::new("."), &["build", "--help"]));
    for flag in
        ["--root", "--out", "--only", "--item", "--board", "--size", "--dpi", "--date", "--jobs"]
    {
        assert!(build.contains(flag), "{flag}: {build}");
    }
    for english in ["Usage", "Print", "OPTIONS"] {
        assert!(!build.contains(english), "{build}");
    }
}

#[test]
fn mistakes_on_the_command_line_are_chinese_and_exit_2() {
    for (arguments, words) in [
        (vec!["bild"], "错误：没有「bild」这个命令，可以用 init、new、import、serve、check、"),
        (vec!["build", "--sise", "3"], "错误：没有「--sise」这个选项"),
        (vec!["build", "--size", "90"], "错误：--size 不能写「90」：写成 宽x高 加单位，如 60x80cm"),
        (
            vec!["build", "--date", "2026-13-01"],
            "错误：--date 不能写「2026-13-01」：写成 2026-11-21",
        ),
    ] {
        let output = run(Path::new("."), &arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).starts_with(words), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_folder_without_content_is_told_so() {
    let dir = fresh();
    let output = run(dir.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("错误[E112]: 这里没有 content 文件夹"), "{text}");
    assert!(text.matches("E112]").count() == 1 && text.contains("-r 指出它"), "{text}");
    assert!(!dir.path().join("public").exists());
    let text = stderr(&run(dir.path(), &["check", "-r", "没有的"]));
    assert!(text.contains("没有「没有的」这个文件夹"), "{text}");
    let dir = with_procedures(&["401"]);
    let text = stderr(&run(&dir.path().join("content"), &["build"]));
    assert!(text.contains("这里没有 content 文件夹") && text.contains("退到它的上一层"), "{text}");
}

#[test]
fn an_error_is_shown_with_its_line_and_nothing_is_written() {
    let dir = with_procedures(&["401"]);
    let file = crate::common::walk(&dir.path().join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap().replace("\n状态: 草稿", "\n状态: 草搞");
    fs::write(&file, text).unwrap();
    fs::write(dir.path().join("content/categories.yaml"), "- 编号: 4\n  名称: 民生福利\n").unwrap();
    let output = run(dir.path(), QUICK);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "错误[E106]: 「状态」不能写「草搞」\n \
 --> content/procedures/4-minsheng/401-laonianzheng.md:7:5\n  \
 |\n\
7 | 状态: 草搞\n  \
 |       ^^^^\n  \
 |\n  \
 = 改法: 改成「草稿」；可以写的有：草稿、审核、已发布、暂停\n\
\n方括号里是代码，看不懂就运行 xiaowei explain E106\n\
共 1 处错误、0 处提醒；改好错误后再运行，现在什么也没有写。\n"
    );
    assert!(!dir.path().join("public").exists() && !dir.path().join("print").exists());

    let json = run(dir.path(), &["check", "--format", "json"]);
    assert_eq!(json.status.code(), Some(1));
    let list: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(list[0]["code"], "E106");
    assert_eq!((&list[0]["line"], &list[0]["column"]), (&7.into(), &5.into()));
    assert_eq!(list[0]["severity"], "error");
}

#[test]
fn warnings_pass_unless_denied() {
    let dir = with_procedures(&["401"]);
    assert_eq!(run(dir.path(), &["check"]).status.code(), Some(0));
    assert_eq!(run(dir.path(), &["check", "--deny-warnings"]).status.code(), Some(1));
}

#[test]
fn a_build_says_what_it_made_and_an_unchanged_one_writes_nothing() {
    let dir = with_procedures(&["302", "401"]);
    fs::write(
        dir.path().join("content/categories.yaml"),
        "- 编号: 3\n  名称: 社保医保\n- 编号: 4\n  名称: 民生福利\n",
    )
    .unwrap();
    let first = run(dir.path(), QUICK);
    assert!(first.status.success(), "{}", stderr(&first));
    let join = |name: &str| Path::new(".").join(name).display().to_string();
    let said = timeless(&stderr(&first));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "做好了：网页 32 个，展板 3 块，用了 N 秒。");
    assert_eq!(lines[1], format!("  网站：{}", join("public")));
    assert_eq!(lines[2], format!("  展板：{}", join("print")));
    assert_eq!(lines[3], "这些图只有 40 dpi，只供先看一眼，不能送印（名字里有 40dpi）。");
    assert!(
        lines[4].starts_with("还有 ")
            && lines[4].ends_with(
                "处没有问清（xiaowei report 列出是哪些）；2 件事项未经核验，展板带「样张」字样。"
            ),
        "{}",
        lines[4]
    );

    let stamp = |name: &str| fs::metadata(dir.path().join(name)).unwrap().modified().unwrap();
    let before = (stamp("public/index.html"), stamp("print/manifest.json"), stamp("public"));
    let second = run(dir.path(), QUICK);
    assert!(stderr(&second).contains("（没有变化）"), "{}", stderr(&second));
    assert_eq!(before, (stamp("public/index.html"), stamp("print/manifest.json"), stamp("public")));
}

/// A sheet printed finer once, or in another profile, leaves the picture of pages as it was: the same file,
/// not even drawn again, and still known by the next plain build.
#[test]
fn the_picture_of_pages_outlives_another_print() {
    let dir = with_procedures(&["401"]);
    let plain = ["build", "--board", "item"];
    assert!(run(dir.path(), &plain).status.success());
    let manifest = || fs::read_to_string(dir.path().join("public/manifest.json")).unwrap();
    let picture = dir.path().join("public/boards/401.png");
    let stamp = || fs::metadata(&picture).unwrap().modified().unwrap();
    let before = (stamp(), manifest());
    for other in [["--dpi", "40"], ["--dpi", "100"], ["--profile", "UV平板"]] {
        let built = run(dir.path(), &[&plain[..], &other[..]].concat());
        assert!(built.status.success(), "{}", stderr(&built));
        assert_eq!(before, (stamp(), manifest()), "{other:?}");
    }
    assert!(run(dir.path(), &plain).status.success());
    assert_eq!(before, (stamp(), manifest()));
}

/// After one procedure changed, only what shows it is drawn again; what a sheet had to tell is told
/// every time.
#[test]
fn only_what_changed_is_drawn_again() {
    let dir = with_procedures(&["302", "401"]);
    let small = ["build", "--board", "item", "--size", "60x80cm", "--dpi", "30"];
    let first = run(dir.path(), &small);
    assert!(stderr(&first).contains("W715"), "{}", stderr(&first));
    let stamp = |name: &str| fs::metadata(dir.path().join(name)).unwrap().modified().unwrap();
    let files = [
        "print/item/302-60x80cm-30dpi.png",
        "print/item/302-60x80cm-30dpi.pdf",
        "public/boards/302.png",
        "public/comics/302.svg",
        "print/item/401-60x80cm-30dpi.png",
        "print/item/401-60x80cm-30dpi.pdf",
        "public/boards/401.png",
    ];
    let before = files.map(stamp);
    let file = crate::common::walk(&dir.path().join("content/procedures")).remove(1);
    assert!(file.to_str().unwrap().contains("401"));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("一句话: ", "一句话: 家里老人", 1)).unwrap();
    let second = run(dir.path(), &small);
    assert!(second.status.success(), "{}", stderr(&second));
    assert!(stderr(&second).contains("W715"), "told again: {}", stderr(&second));
    let after = files.map(stamp);
    assert_eq!(before[..4], after[..4]);
    for i in 4..files.len() {
        assert_ne!(before[i], after[i], "{}", files[i]);
    }
    // A picture that somebody shortened is drawn again.
    let picture = dir.path().join(files[0]);
    let whole = fs::read(&picture).unwrap();
    fs::write(&picture, &whole[..whole.len() / 2]).unwrap();
    assert!(run(dir.path(), &small).status.success());
    assert_eq!(fs::read(&picture).unwrap(), whole);
}

#[test]
fn what_a_person_put_there_stays_and_what_is_no_longer_made_goes() {
    let dir = with_procedures(&["302", "401"]);
    assert!(run(dir.path(), QUICK).status.success());
    fs::write(dir.path().join("public/CNAME"), "banshi.example\n").unwrap();
    let gone = crate::common::walk(&dir.path().join("content/procedures")).remove(0);
    fs::remove_file(gone).unwrap();
    assert!(run(dir.path(), QUICK).status.success());
    assert_eq!(fs::read_to_string(dir.path().join("public/CNAME")).unwrap(), "banshi.example\n");
    assert!(!dir.path().join("public/302").exists());
    assert!(
        dir.path().join("print/item/302-90x120cm.pdf").exists(),
        "a quick look deletes nothing"
    );
    assert!(run(dir.path(), &["build"]).status.success());
    assert!(!dir.path().join("print/item/302-90x120cm.pdf").exists());
    assert!(dir.path().join("public/401/index.html").exists());
    let leftovers: Vec<_> =
        contents(dir.path()).into_iter().filter(|(p, _)| p.contains(".xiaowei-")).collect();
    assert!(leftovers.is_empty());
}

#[test]
fn a_partial_build_deletes_nothing_and_merges() {
    let dir = with_procedures(&["302", "401"]);
    assert!(run(dir.path(), QUICK).status.success());
    let before = contents(&dir.path().join("print"));
    let output = run(
        dir.path(),
        &["build", "--dpi", "40", "--item", "401", "--board", "item", "--size", "120x160cm"],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let after = contents(&dir.path().join("print"));
    for (path, bytes) in before.iter().filter(|(p, _)| p != "manifest.json") {
        assert!(after.iter().any(|(p, b)| p == path && b == bytes), "{path} is gone or changed");
    }
    assert!(after.iter().any(|(p, _)| p == "item/401-120x160cm-40dpi.png"));
    let manifest: serde_json::Value =
        serde_json::from_slice(&after.iter().find(|(p, _)| p == "manifest.json").unwrap().1)
            .unwrap();
    assert_eq!(manifest["files"].as_array().unwrap().len() + 1, after.len());
    let big = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["path"] == "item/401-120x160cm-40dpi.png")
        .unwrap();
    assert_eq!(big["trim_mm"], serde_json::json!([1200.0, 1600.0]));
    assert_eq!(
        (&big["kind"], &big["code"], &big["dpi"]),
        (&"item".into(), &"401".into(), &serde_json::json!(40.0))
    );
}

#[test]
fn with_item_errors_elsewhere_are_warnings() {
    let dir = with_procedures(&["302", "401"]);
    assert!(run(dir.path(), QUICK).status.success());
    let other = crate::common::walk(&dir.path().join("content/procedures")).remove(0);
    let text = fs::read_to_string(&other).unwrap();
    fs::write(&other, text.replace("收费", "收废")).unwrap();
    assert_eq!(run(dir.path(), QUICK).status.code(), Some(1));
    let output = run(dir.path(), &["build", "--dpi", "40", "--item", "401"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("提醒[E102]"), "{}", stderr(&output));
    assert!(dir.path().join("public/302/index.html").exists());
    let unknown = run(dir.path(), &["build", "--item", "999"]);
    assert_ne!(unknown.status.code(), Some(0));
}

#[test]
fn a_kill_between_the_renames_is_repaired() {
    let dir = with_procedures(&["401"]);
    assert!(run(dir.path(), QUICK).status.success());
    let public = dir.path().join("public");
    let before = contents(&public);
    fs::rename(&public, dir.path().join(".xiaowei-public-old")).unwrap();
    fs::create_dir_all(dir.path().join(".xiaowei-public-new/half")).unwrap();
    let output = run(dir.path(), QUICK);
    assert!(stderr(&output).contains("（没有变化）"), "{}", stderr(&output));
    assert_eq!(before, contents(&public));
    assert!(!dir.path().join(".xiaowei-public-new").exists());
}

#[test]
fn a_size_that_cannot_serve_names_the_line() {
    let dir = with_procedures(&["404"]);
    let output = run(dir.path(), &["build", "--board", "item", "--size", "80x60cm"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("错误[E501]") && text.contains("404-dibao.md:"), "{text}");
}

#[test]
fn one_item_in_a_fresh_folder_has_its_style() {
    let dir = with_procedures(&["302", "401"]);
    let output = run(dir.path(), &["build", "--dpi", "40", "--item", "401"]);
    assert!(output.status.success(), "{}", stderr(&output));
    for path in ["401/index.html", "style.css", "page.js", "boards/401.png"] {
        assert!(dir.path().join("public").join(path).is_file(), "{path}");
    }
    assert!(!dir.path().join("public/302").exists());
}

#[test]
fn pages_show_only_pictures_that_are_there() {
    let dir = with_procedures(&["302", "401"]);
    assert!(run(dir.path(), &["build", "--only", "site"]).status.success());
    let page = || fs::read_to_string(dir.path().join("public/401/index.html")).unwrap();
    // What is sent on is made with the pages.
    assert!(page().contains("sheets/share-401.png?h=") && !dir.path().join("print").exists());
    assert!(!page().contains("sheets/item-401."));
    assert!(run(dir.path(), QUICK).status.success());
    // The picture's address has the checksum of its bytes, the one of before has a copy of it.
    let shown = |page: &str| {
        let from = page.find("/sheets/item-401.").expect("a picture") + 1;
        page[from..from + page[from..].find('"').unwrap()].to_string()
    };
    let picture = shown(&page());
    assert!(page().contains("\" width=\"1080\" height=\""));
    let public = |path: &str| fs::read(dir.path().join("public").join(path)).unwrap();
    assert_eq!(public(picture.split_once("?h=").unwrap().0), public("boards/401.png"));
    // Printing it once in another size leaves the site's picture and pages as they are.
    let before = contents(&dir.path().join("public"));
    let larger = run(dir.path(), &["build", "--dpi", "30", "--size", "100x140cm", "--item", "401"]);
    assert!(larger.status.success(), "{}", stderr(&larger));
    assert!(before == contents(&dir.path().join("public")), "public/ has changed");
    assert!(dir.path().join("print/item/401-100x140cm.svg").is_file());
    let overview = run(dir.path(), &["build", "--dpi", "40", "--board", "overview"]);
    assert!(
        overview.status.success() && stderr(&overview).contains("（没有变化）"),
        "{}",
        stderr(&overview)
    );
    assert_eq!(shown(&page()), picture);
    let dated = run(dir.path(), &["build", "--dpi", "40", "--date", "2026-12-01"]);
    assert!(dated.status.success());
    let manifest = fs::read_to_string(dir.path().join("print/manifest.json")).unwrap();
    assert!(manifest.contains("\"date\": \"2026-12-01\""), "{manifest}");
}

#[test]
fn explain_says_what_a_code_means() {
    let one = run(Path::new("."), &["explain", "e101"]);
    assert!(one.status.success());
    let text = stdout(&one);
    assert!(
        text.starts_with("E101  文件写法（YAML）有误，读不下去\n（错误：改好以前什么也不写）"),
        "{text}"
    );
    assert!(text.contains("这样不行：\n    编号：101\n") && text.contains("这样可以："), "{text}");
    let all = stdout(&run(Path::new("."), &["explain"]));
    assert_eq!(all.lines().count(), xiaowei::diag::Code::ALL.len());
    let unknown = run(Path::new("."), &["explain", "E999"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).starts_with("错误：没有「E999」这个代码"));
}

/// `check` reads the clock only through its own flag's default; a build never does.
#[test]
fn check_says_what_is_due_on_a_day_and_what_does_not_fit() {
    let dir = with_procedures(&["401"]);
    fs::write(dir.path().join("content/categories.yaml"), "- 编号: 4\n  名称: 民生福利\n").unwrap();
    let fresh = run(dir.path(), &["check", "--date", "2026-11-22", "--deny-warnings"]);
    assert!(fresh.status.success(), "{}", stderr(&fresh));
    let later = run(dir.path(), &["check", "--date", "2029-01-01", "--deny-warnings"]);
    assert_eq!(later.status.code(), Some(1));
    assert!(stderr(&later).contains("提醒[W710]: 该重新核验了"), "{}", stderr(&later));
    let site = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, text.replace("看不懂没关系", "看不懂没关系𪚥")).unwrap();
    // A character that no font has is told at once; pages alone are set in the reader's own fonts.
    let rare = run(dir.path(), &["check", "--date", "2026-11-22"]);
    assert_eq!(rare.status.code(), Some(1));
    assert!(stderr(&rare).contains("错误[E502]: 字体里没有 「𪚥」"), "{}", stderr(&rare));
    assert!(run(dir.path(), &["build", "--only", "site"]).status.success());
    // What does not fit is known only when sheets are laid out.
    fs::write(&site, text).unwrap();
    let file = dir.path().join("content/procedures/4-minsheng/401-laonianzheng.md");
    let text = fs::read_to_string(&file).unwrap();
    let people = "      - 大叔 递 表格 微笑\n      - 奶奶 坐轮椅\n      - 男孩 接\n";
    let crowd = "      - 爷爷 坐 开心 说“六十了，能办证吗？”\n      - 男孩 鼓掌 开心\n";
    assert!(text.contains(crowd));
    fs::write(&file, text.replace(crowd, people)).unwrap();
    let check = run(dir.path(), &["check", "--date", "2026-11-22", "--deny-warnings"]);
    assert!(check.status.success(), "{}", stderr(&check));
    let boards = run(dir.path(), &["check", "--date", "2026-11-22", "--deny-warnings", "--boards"]);
    assert_eq!(boards.status.code(), Some(1));
    assert!(stderr(&boards).contains("W716"), "{}", stderr(&boards));
}

#[test]
fn cast_writes_every_word_with_its_drawing() {
    let dir = with_our_content();
    let output = run(dir.path(), &["cast", "--dpi", "40"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("做好了：图样 5 张"), "{}", stderr(&output));
    let words = fs::read_to_string(crate_root().join("themes/default/art/words.yaml")).unwrap();
    let mut sheets = String::new();
    for sheet in ["people", "poses", "props", "props-2", "places"] {
        let folder = dir.path().join("cast");
        sheets += &fs::read_to_string(folder.join(format!("{sheet}.svg"))).unwrap();
        assert!(folder.join(format!("{sheet}.png")).is_file(), "{sheet}");
    }
    // What is printed, line after line: a word that is broken into lines stands there all the same.
    let printed: String = sheets
        .split("aria-label=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace(' ', ""))
        .collect();
    // Words and their aliases, but for the last lists of the file, which have no drawings of their own.
    let drawn = words.split("位置:").next().unwrap();
    let mut count = 0;
    for line in drawn.lines().filter(|l| l.starts_with("  ")) {
        for word in line.split([':', '[', ']', ',', ' ']).filter(|w| !w.is_empty()) {
            assert!(printed.contains(word), "{word}");
            count += 1;
        }
    }
    let props = fs::read_to_string(crate_root().join("themes/default/art/props.yaml")).unwrap();
    for line in props.lines().filter(|l| !l.starts_with('#')) {
        let word = line.split(':').next().unwrap();
        assert!(printed.contains(word), "{word}");
    }
    assert!(count > 150, "{count}");
    // A second run changes nothing.
    let before = fs::metadata(dir.path().join("cast/people.png")).unwrap().modified().unwrap();
    assert!(run(dir.path(), &["cast", "--dpi", "40"]).status.success());
    let after = fs::metadata(dir.path().join("cast/people.png")).unwrap().modified().unwrap();
    assert_eq!(before, after);
}

/// The pictures of pages are asked for their characters too, not only those of boards.
#[test]
fn a_character_that_no_font_has_stops_the_site_too() {
    let dir = with_procedures(&["401"]);
    let path = dir.path().join("content/procedures/4-minsheng/401-laonianzheng.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("说“六十了，能办证吗？”", "说“六十𪚥了，能办证吗？”")).unwrap();
    let output = run(dir.path(), &["build", "--only", "site"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let text = stderr(&output);
    assert!(
        text.contains("字体里没有 「𪚥」(U+2A6A5)") && text.contains("401-laonianzheng.md"),
        "{text}"
    );
    assert!(!dir.path().join("public").exists());
}

/// Kinds of sheet have Chinese names; what can be written is said with them.
#[test]
fn boards_are_called_in_chinese() {
    let dir = with_procedures(&["401"]);
    let quick = ["build", "--only", "boards", "--item", "401", "--dpi", "40", "--board"];
    for word in ["一次性告知单", "告知单", "事项展板", "事项"] {
        let built = run(dir.path(), &[&quick[..], &[word]].concat());
        let said = stderr(&built);
        if word == "告知单" {
            assert_eq!(built.status.code(), Some(2), "{said}");
            assert!(said.contains("notice（一次性告知单）"), "{said}");
        } else {
            assert!(built.status.success() && said.contains("展板 1 块"), "{word}: {said}");
        }
    }
    assert!(dir.path().join("print/notice").is_dir() && dir.path().join("print/item").is_dir());
    let help = stdout(&run(dir.path(), &["build", "--help"]));
    for kind in [
        "overview（总览展板）",
        "item（事项展板）",
        "notice（一次性告知单）",
        "visit-notice（流动服务点通知）",
    ] {
        assert!(help.contains(kind), "{kind}: {help}");
    }
}
