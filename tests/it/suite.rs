//! One file, one rule: every case of `tests/suite/` says which problems it has.
//!
//! A case is a procedure file with a line `# 期望:`, put beside a good procedure with code 101, or a
//! folder laid over that content, with the expectation in `expect.txt`. An expectation is
//! `CODE line:column` (`CODE path line:column` in folders), several separated by `; `, or `无`. A
//! folder whose `expect.txt` has a line `展板` is laid out as boards too; a line `删去 path` removes a
//! file or folder of the good content first. The day is 2026-11-22.
//! Set `XIAOWEI_UPDATE=1` to write what is found into the files, then read the diff.

use crate::common::Quiet;
use crate::common::copy_tree;
use crate::common::crate_root;
use crate::common::fresh;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use xiaowei::check_content;
use xiaowei::config::Config;
use xiaowei::diag::Code;
use xiaowei::model::Date;

const GOOD: &str = include_str!("../suite/ok-plain-yaml.yaml");

/// The content every case is put into: no other file of it has problems.
fn base() -> tempfile::TempDir {
    let dir = fresh();
    let content = dir.path().join("content");
    fs::create_dir_all(content.join("procedures")).unwrap();
    let site = fs::read_to_string(crate_root().join("content/site.yaml")).unwrap();
    let site = crate::common::without_references(&site);
    fs::write(content.join("site.yaml"), site.replace("0311-0000 0000（示例）", "0000-1234 5678"))
        .unwrap();
    fs::write(
        content.join("categories.yaml"),
        "- 编号: 1\n  名称: 居务\n- 编号: 2\n  名称: 别的\n",
    )
    .unwrap();
    fs::write(content.join("procedures/1.yaml"), GOOD.replace("\"102\"", "\"101\"")).unwrap();
    fs::write(content.join("procedures/1b.yaml"), GOOD.replace("\"102\"", "\"201\"")).unwrap();
    dir
}

/// A case: its name, where its expectation stands, the expectation.
struct Case {
    path: PathBuf,
    expected: String,
    boards: bool,
}

fn cases() -> Vec<Case> {
    let mut list = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(crate_root().join("tests/suite"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            let text = fs::read_to_string(path.join("expect.txt")).unwrap();
            let mut lines = text.lines();
            let expected = lines.next().unwrap().to_string();
            list.push(Case { path, expected, boards: lines.any(|l| l.trim() == "展板") });
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let line = text.lines().find(|l| l.contains("# 期望:"));
            let line = line.unwrap_or_else(|| panic!("{}: no 期望", path.display()));
            let expected = line.split("# 期望:").nth(1).unwrap().trim().to_string();
            list.push(Case { path, expected, boards: false });
        }
    }
    list
}

/// Lays the content out and lists what is found; the rendered text and the codes beside it.
fn findings(case: &Case) -> (String, String, Vec<Code>) {
    let dir = base();
    let name = case.path.file_name().unwrap().to_string_lossy().into_owned();
    let is_folder = case.path.is_dir();
    if is_folder {
        copy_tree(&case.path, dir.path());
        let told = fs::read_to_string(dir.path().join("expect.txt")).unwrap();
        for gone in told.lines().filter_map(|l| l.strip_prefix("删去 ")) {
            let gone = dir.path().join(gone);
            if gone.is_dir() { fs::remove_dir_all(gone) } else { fs::remove_file(gone) }.unwrap();
        }
        fs::remove_file(dir.path().join("expect.txt")).unwrap();
    } else {
        fs::copy(&case.path, dir.path().join(format!("content/procedures/2-{name}"))).unwrap();
    }
    let mut config = Config::for_root(dir.path());
    config.date = Date::parse("2026-11-22");
    let read = check_content(&config, case.boards, &Quiet);
    let mut list = Vec::new();
    for d in read.report.items() {
        assert!(d.help.is_some(), "no help: {}", d.message);
        let Some(span) = d.span else {
            list.push(d.code.text().to_string());
            continue;
        };
        let path = &read.sources.file(span.file).path;
        let (line, column) = read.sources.position(span.file, span.start);
        if is_folder {
            list.push(format!("{} {path} {line}:{column}", d.code.text()));
        } else {
            assert!(path.ends_with(&name), "a problem in another file: {path}: {}", d.message);
            list.push(format!("{} {line}:{column}", d.code.text()));
        }
    }
    let text = read.report.render(&read.sources, false);
    let codes = read.report.items().iter().map(|d| d.code).collect();
    (if list.is_empty() { "无".into() } else { list.join("; ") }, text, codes)
}

#[test]
fn every_case_has_the_problems_it_names_and_every_code_has_a_case() {
    let update = std::env::var_os("XIAOWEI_UPDATE").is_some();
    let (mut wrong, mut alone) = (Vec::new(), BTreeSet::new());
    let (mut count, mut broken) = (0, 0);
    for case in cases() {
        let (found, shown, codes) = findings(&case);
        count += 1;
        broken += usize::from(!codes.is_empty());
        if let [only] = codes[..] {
            alone.insert(only);
        }
        assert!(!has_english_sentence(&shown), "{}: {shown}", case.path.display());
        if case.expected == found {
            continue;
        }
        if update {
            let file = if case.path.is_dir() { case.path.join("expect.txt") } else { case.path };
            let text = fs::read_to_string(&file).unwrap();
            fs::write(&file, text.replacen(&case.expected, &found, 1)).unwrap();
        } else {
            let (path, expected) = (case.path.display(), case.expected);
            wrong.push(format!("{path}: expected {expected}, found {found}\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(broken >= 120, "{broken} broken of {count}");
    // What no file in git can be (too large, a broken link) is in tests/it/worst.rs.
    let elsewhere = [Code::TooLarge, Code::Unreadable, Code::LinkOutside, Code::FileName];
    for code in Code::ALL.iter().filter(|c| !elsewhere.contains(c)) {
        assert!(alone.contains(code), "no case has {} alone", code.text());
    }
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
