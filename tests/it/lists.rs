//! Bundles, events, answers, groups: what is merged, what is told, what a browser and readers of calendars make of it.

use crate::common::fresh;
use crate::common::run;
use crate::common::second::write_second_catalog;
use crate::common::stderr;
use crate::common::walk;
use crate::common::with_our_content;
use std::fs;
use std::path::Path;

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("public").join(path)).unwrap()
}

fn built(root: &Path, arguments: &[&str]) {
    let out = run(root, arguments);
    assert!(out.status.success(), "{arguments:?}: {}", stderr(&out));
}

/// Three matters want an identity card, under three names: it is on the list once, and the copies add up.
#[test]
fn a_bundle_has_every_paper_once() {
    let dir = with_our_content();
    let content = dir.path().join("content");
    for (file, code, name, copies) in [
        ("4-minsheng/401-laonianzheng.md", "401", "居民身份证", 1),
        ("4-minsheng/402-gaolingbutie.md", "402", "身份证", 2),
        ("3-shebao/305-yanglaojinrenzheng.md", "305", "本人身份证", 3),
    ] {
        let path = walk(&content.join("procedures"))
            .into_iter()
            .find(|p| p.to_string_lossy().contains(&format!("/{code}-")))
            .unwrap_or_else(|| panic!("{file}"));
        let text = fs::read_to_string(&path).unwrap();
        let start = text.find("\n材料:").unwrap() + 1;
        let end = start + text[start..].find("\n步骤:").unwrap() + 1;
        let own = format!(
            "材料:\n  - 名称: {name}\n    原件: 核验\n    复印件: 复印{copies}份\n    哪里拿: 本人\n  - 名称: 只有{code}要的\n    原件: 收1份\n    哪里拿: 本人\n"
        );
        fs::write(&path, format!("{}{own}{}", &text[..start], &text[end..])).unwrap();
    }
    built(dir.path(), &["build", "--only", "site"]);
    let page = read(dir.path(), "lianban/4/index.html");
    let list = page.split("class=\"tick\"").nth(1).unwrap().split("</ul>").next().unwrap();
    assert_eq!(list.matches("<li>").count(), 4, "{list}");
    assert_eq!(list.matches("身份证</b>").count(), 1, "{list}");
    assert!(list.contains("复印6份"), "{list}");
    for kept in ["留1份", "留2份", "留3份"] {
        assert!(list.contains(kept), "{kept}: {list}");
    }
    // Every member leads there, others do not.
    for (code, is_member) in [("401", true), ("402", true), ("305", true), ("201", false)] {
        let page = read(dir.path(), &format!("{code}/index.html"));
        assert_eq!(page.contains("../lianban/4/index.html"), is_member, "{code}");
    }
}

/// What only looks alike is not the same.
#[test]
fn papers_that_look_alike_are_two() {
    let dir = with_our_content();
    let bundles = dir.path().join("content/bundles.yaml");
    fs::write(&bundles, "- 编号: 1\n  名称: 试试\n  给谁: 大家\n  事项: [\"401\", \"402\"]\n")
        .unwrap();
    built(dir.path(), &["build", "--only", "site"]);
    let page = read(dir.path(), "lianban/1/index.html");
    let list = page.split("class=\"tick\"").nth(1).unwrap().split("</ul>").next().unwrap();
    for name in ["户口簿或居住证", "户口簿"] {
        assert_eq!(list.matches(&format!("<b>{name}</b>")).count(), 1, "{name}: {list}");
    }
}

/// Eight matters with five papers each: poster, list and picture hold all forty, or say how many more there are.
#[test]
fn forty_papers_fit() {
    let dir = with_our_content();
    let content = dir.path().join("content");
    let mut codes = Vec::new();
    let all = walk(&content.join("procedures"));
    let with_papers =
        all.into_iter().filter(|p| fs::read_to_string(p).unwrap().contains("\n材料:\n"));
    for (i, path) in with_papers.take(8).enumerate() {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("编号: \"").nth(1).unwrap()[..3].to_string();
        codes.push(format!("\"{code}\""));
        let start = text.find("\n材料:").unwrap() + 1;
        let end = start + text[start..].find("\n步骤:").unwrap() + 1;
        let mut own = String::from("材料:\n");
        for n in 1..=5 {
            own += &format!(
                "  - 名称: 第{}类第{n}种要交的材料\n    原件: 收1份\n    复印件: 复印{n}份\n    哪里拿: 原单位人事部门\n    说明: 要盖公章\n",
                i + 1
            );
        }
        fs::write(&path, format!("{}{own}{}", &text[..start], &text[end..])).unwrap();
    }
    let text =
        format!("- 编号: 1\n  名称: 八件一起办\n  给谁: 大家\n  事项: [{}]\n", codes.join(", "));
    fs::write(content.join("bundles.yaml"), text).unwrap();
    for kind in ["bundle-poster", "bundle-list", "bundle-share"] {
        let out = run(dir.path(), &["build", "--only", "boards", "--board", kind, "--dpi", "30"]);
        assert!(out.status.success(), "{kind}: {}", stderr(&out));
        assert!(!stderr(&out).contains("W715"), "{kind}: {}", stderr(&out));
    }
    built(dir.path(), &["build", "--only", "site"]);
    let page = read(dir.path(), "lianban/1/index.html");
    assert_eq!(page.matches("种要交的材料</b>").count(), 40);
}

/// Two hundred events, sixteen groups, thirty answers: every page is there.
#[test]
fn long_lists_have_pages() {
    let dir = fresh();
    write_second_catalog(dir.path());
    built(dir.path(), &["build", "--only", "site"]);
    let calendar = read(dir.path(), "rili/rili.ics");
    let events = calendar.matches("UID:events-").count();
    assert_eq!(events, 200);
    let results = read(dir.path(), "jieguo/index.html");
    for code in 1..=30 {
        assert!(results.contains(&format!("\"{code}/index.html\"")), "{code}");
    }
    let groups = read(dir.path(), "qun/index.html");
    assert_eq!(groups.matches("几点有人回").count(), 16);
    assert!(read(dir.path(), "qunzhu/suoyin.js").starts_with("XWQ="));
}

/// A group's code is drawn anew, hidden, and says until when it is good; without one there is none.
#[test]
fn a_group_code_is_shown_for_its_days_only() {
    let dir = with_our_content();
    built(dir.path(), &["build", "--only", "site"]);
    assert!(!read(dir.path(), "qun/index.html").contains("data-good-until"));
    let photos = dir.path().join("content/photos");
    fs::create_dir_all(&photos).unwrap();
    let code =
        crate::common::crate_root().join("tests/suite/group-code-good/content/photos/群.png");
    fs::copy(code, photos.join("群.png")).unwrap();
    let groups = dir.path().join("content/groups.yaml");
    let text = fs::read_to_string(&groups).unwrap();
    let with = text.replacen(
        "  进群: 找网格员拉您进群\n",
        "  群码: { 文件: 群.png, 有效至: 2026-12-07 }\n",
        1,
    );
    fs::write(&groups, with).unwrap();
    built(dir.path(), &["build", "--only", "site"]);
    let page = read(dir.path(), "qun/index.html");
    let shown = page.split("data-good-until=\"2026-12-07\"").nth(1).expect(&page);
    assert!(shown.trim_start().starts_with("hidden"), "{shown}");
    assert!(shown.contains("<svg viewBox=\"-4 -4"));
    // The picture itself, with whatever else is on it, is not on the site.
    assert!(!walk(&dir.path().join("public")).iter().any(|p| p.to_string_lossy().contains('群')));
}

/// `new` counts on: what addresses call a record is never given twice.
#[test]
fn a_new_record_has_the_next_number() {
    let dir = with_our_content();
    for (list, file) in [("联办", "bundles.yaml"), ("你说我办", "results.yaml")] {
        let out = run(dir.path(), &["new", list]);
        assert!(out.status.success(), "{}", stderr(&out));
        let text = fs::read_to_string(dir.path().join("content").join(file)).unwrap();
        let numbers: Vec<&str> = text.lines().filter_map(|l| l.strip_prefix("- 编号: ")).collect();
        let last: usize = numbers.last().unwrap().trim_matches('"').parse().unwrap();
        assert_eq!(last, numbers.len(), "{file}");
    }
}

/// An answer that names somebody is told with its line.
#[test]
fn nobody_is_named() {
    let dir = with_our_content();
    let results = dir.path().join("content/results.yaml");
    let text = fs::read_to_string(&results).unwrap();
    fs::write(&results, text.replacen("您说: 南门外", "您说: 张阿姨说南门外", 1)).unwrap();
    let out = run(dir.path(), &["check"]);
    assert!(stderr(&out).contains("W730"), "{}", stderr(&out));
    assert!(stderr(&out).contains("content/results.yaml:4:"), "{}", stderr(&out));
}
