//! One file, one rule: every file of `tests/suite/` says in a line `# 期望:` which problems it has.
//!
//! `CODE line:column`, several separated by `; `, or `无`. The file is put beside a good procedure
//! with code 101. Set `XIAOWEI_UPDATE=1` to write what is found into the files, then read the diff.
#![allow(clippy::unwrap_used, reason = "in a test, a panic is a failure")]

mod common;

use common::crate_root;
use common::fresh;
use std::fs;
use std::path::Path;
use xiaowei::read_content;

const GOOD: &str = include_str!("suite/ok-plain-yaml.yaml");

/// Lays the content out and lists what is found in the file under test.
fn findings(file: &Path) -> (String, String) {
    let dir = fresh();
    let content = dir.path().join("content");
    fs::create_dir_all(content.join("procedures")).unwrap();
    // A phone that is no example, and only categories that are used: no other file has problems.
    let site = fs::read_to_string(crate_root().join("content/site.yaml")).unwrap();
    fs::write(content.join("site.yaml"), site.replace("0311-0000 0000（示例）", "0000-1234 5678"))
        .unwrap();
    fs::write(
        content.join("categories.yaml"),
        "- 编号: 1\n  名称: 居务\n- 编号: 2\n  名称: 别的\n",
    )
    .unwrap();
    fs::write(content.join("procedures/1.yaml"), GOOD.replace("\"102\"", "\"101\"")).unwrap();
    fs::write(content.join("procedures/1b.yaml"), GOOD.replace("\"102\"", "\"201\"")).unwrap();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    fs::copy(file, content.join("procedures").join(format!("2-{name}"))).unwrap();
    let read = read_content(dir.path());
    let mut list = Vec::new();
    for d in read.report.items() {
        let span = d.span.unwrap();
        let path = &read.sources.file(span.file).path;
        let (line, column) = read.sources.position(span.file, span.start);
        assert!(path.ends_with(&name), "a problem in another file: {path}: {}", d.message);
        assert!(d.help.is_some(), "no help: {}", d.message);
        list.push(format!("{} {line}:{column}", d.code.text()));
    }
    let text = read.report.render(&read.sources, false);
    (if list.is_empty() { "无".into() } else { list.join("; ") }, text)
}

#[test]
fn every_file_has_the_problems_it_names() {
    let update = std::env::var_os("XIAOWEI_UPDATE").is_some();
    let mut wrong = Vec::new();
    let files = common::walk(&crate_root().join("tests/suite"));
    assert!(files.len() >= 50);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let line = text.lines().find(|l| l.starts_with("# 期望:")).unwrap().to_string();
        let expected = line.trim_start_matches("# 期望:").trim();
        let (found, shown) = findings(&file);
        assert!(!has_english_sentence(&shown), "{}: {shown}", file.display());
        if update {
            fs::write(&file, text.replace(&line, &format!("# 期望: {found}"))).unwrap();
        } else if expected != found {
            wrong.push(format!("{}: expected {expected}, found {found}\n{shown}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two lower-case words in a row are no Chinese message.
fn has_english_sentence(text: &str) -> bool {
    let message = text
        .lines()
        .filter(|l| l.starts_with("错误") || l.starts_with("提醒") || l.contains("改法:"));
    message
        .flat_map(|l| l.split(' '))
        .collect::<Vec<_>>()
        .windows(2)
        .any(|w| w.iter().all(|p| p.len() > 2 && p.chars().all(|c| c.is_ascii_lowercase())))
}
