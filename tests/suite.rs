//! One file, one rule: every case of `tests/suite/` says which problems it has, and how they are told.
//!
//! A case is a procedure file with a line `# 期望:`, put beside a good procedure with code 101, or a
//! folder laid over that content, with the expectation in `expect.txt`. An expectation is
//! `CODE line:column` (`CODE path line:column` in folders), several separated by `; `, or `无`. A
//! folder whose `expect.txt` has a line `展板` is laid out as boards too; a line `删去 path` removes a
//! file or folder of the good content first. The day is 2026-11-22.
//!
//! Beside it, in `NAME.expected.txt`, stands every word that `check` then prints; a case without
//! problems has no such file. Each case is a test of its own: `cargo test --test suite bad-date`.
//! Set `XIAOWEI_UPDATE=1` to write what is found into the files, then read the diff.
#![allow(clippy::unwrap_used, reason = "in a test, a panic is a failure")]

mod common;

use common::Quiet;
use common::copy_tree;
use common::crate_root;
use common::fresh;
use libtest_mimic::Arguments;
use libtest_mimic::Failed;
use libtest_mimic::Trial;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use xiaowei::check_content;
use xiaowei::config::Config;
use xiaowei::diag::Code;
use xiaowei::quantity::Date;

const GOOD: &str = include_str!("suite/ok-plain-yaml.yaml");

/// Where the whole text of a case stands.
const TEXTS: &str = ".expected.txt";

fn main() -> ExitCode {
    let cases = cases();
    let rules = [
        Trial::test("every code has a case alone", every_code_has_a_case_alone),
        Trial::test("every text has its case", every_text_has_its_case),
    ];
    let trials = cases.into_iter().map(|case| Trial::test(case.name(), move || case.try_it()));
    libtest_mimic::run(&Arguments::from_args(), rules.into_iter().chain(trials).collect())
        .exit_code()
}

/// The content every case is put into: no other file of it has problems.
fn base() -> tempfile::TempDir {
    let dir = fresh();
    let content = dir.path().join("content");
    fs::create_dir_all(content.join("procedures")).unwrap();
    let site = fs::read_to_string(crate_root().join("content/site.yaml")).unwrap();
    let site = common::without_references(&site);
    fs::write(
        content.join("site.yaml"),
        site.replace("0311-0000 0000（示例）", "0000-1234 5678")
            .replace("https://xiaowei.example/", "https://shequ.example/")
            .replace("（示例）", ""),
    )
    .unwrap();
    fs::write(
        content.join("categories.yaml"),
        "- 编号: 1\n  名称: 居务\n- 编号: 2\n  名称: 别的\n",
    )
    .unwrap();
    let named = |code: &str, title: &str| {
        GOOD.replace("\"102\"", &format!("\"{code}\"")).replace("借用活动室", title)
    };
    fs::write(content.join("procedures/1.yaml"), named("101", "借用会议室")).unwrap();
    fs::write(content.join("procedures/1b.yaml"), named("201", "借用音响灯")).unwrap();
    dir
}

/// A case: where it stands, its expectation in short.
struct Case {
    path: PathBuf,
    expected: String,
    boards: bool,
}

/// Every case, in order.
fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = fs::read_dir(crate_root().join("tests/suite"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| !p.to_string_lossy().ends_with(TEXTS))
        .collect();
    paths.sort();
    let case = |path: PathBuf| {
        if path.is_dir() {
            let text = fs::read_to_string(path.join("expect.txt")).unwrap();
            let mut lines = text.lines();
            let expected = lines.next().unwrap().to_string();
            Case { path, expected, boards: lines.any(|l| l.trim() == "展板") }
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let line = text.lines().find(|l| l.contains("# 期望:"));
            let line = line.unwrap_or_else(|| panic!("{}: no 期望", path.display()));
            let expected = line.split("# 期望:").nth(1).unwrap().trim().to_string();
            Case { path, expected, boards: false }
        }
    };
    paths.into_iter().map(case).collect()
}

impl Case {
    /// The name of the file or folder.
    fn name(&self) -> String {
        self.path.file_name().unwrap().to_string_lossy().into_owned()
    }

    /// The file of the whole text.
    fn text_path(&self) -> PathBuf {
        let stem = if self.path.is_dir() { self.path.file_name() } else { self.path.file_stem() };
        self.path.with_file_name(format!("{}{TEXTS}", stem.unwrap().to_string_lossy()))
    }

    /// Lays the content out and lists what is found: in short, and as it is printed.
    fn findings(&self) -> (String, String) {
        let dir = base();
        let name = self.name();
        let is_folder = self.path.is_dir();
        if is_folder {
            copy_tree(&self.path, dir.path());
            let told = fs::read_to_string(dir.path().join("expect.txt")).unwrap();
            for gone in told.lines().filter_map(|l| l.strip_prefix("删去 ")) {
                let gone = dir.path().join(gone);
                if gone.is_dir() { fs::remove_dir_all(gone) } else { fs::remove_file(gone) }
                    .unwrap();
            }
            fs::remove_file(dir.path().join("expect.txt")).unwrap();
        } else {
            fs::copy(&self.path, dir.path().join(format!("content/procedures/2-{name}"))).unwrap();
        }
        let mut config = Config::for_root(dir.path());
        config.date = Date::parse("2026-11-22");
        let read = check_content(&config, self.boards, &Quiet);
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
        let said = dir.path().to_string_lossy();
        assert!(!text.contains(&*said), "a path of this machine: {text}");
        (if list.is_empty() { "无".into() } else { list.join("; ") }, text)
    }

    /// The test: the problems are those that are named, told in the words that are kept.
    fn try_it(&self) -> Result<(), Failed> {
        let (found, shown) = self.findings();
        assert!(!has_english_sentence(&shown), "English: {shown}");
        let shown = shown.trim_end();
        let kept = fs::read_to_string(self.text_path()).unwrap_or_default().replace("\r\n", "\n");
        let kept = kept.trim_end();
        if std::env::var_os("XIAOWEI_UPDATE").is_some() {
            if found != self.expected {
                let file = if self.path.is_dir() {
                    self.path.join("expect.txt")
                } else {
                    self.path.clone()
                };
                let text = fs::read_to_string(&file)?;
                fs::write(&file, text.replacen(&self.expected, &found, 1))?;
            }
            if shown.is_empty() {
                let _ = fs::remove_file(self.text_path());
            } else if shown != kept {
                fs::write(self.text_path(), format!("{shown}\n"))?;
            }
            return Ok(());
        }
        if found != self.expected {
            return Err(format!("expected {}, found {found}\n{shown}", self.expected).into());
        }
        if shown != kept {
            return Err(format!("another text (- kept, + found):\n{}", diff(kept, shown)).into());
        }
        Ok(())
    }
}

/// Two texts line by line, what they share at both ends once.
fn diff(kept: &str, found: &str) -> String {
    let (kept, found): (Vec<&str>, Vec<&str>) = (kept.lines().collect(), found.lines().collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = kept.iter().zip(&found).take_while(same).count();
    let rest = kept[head..].iter().rev().zip(found[head..].iter().rev());
    let tail = rest.take_while(same).count();
    let marked = |mark: char, lines: &[&str]| -> String {
        lines.iter().map(|l| format!("{mark} {l}\n")).collect()
    };
    [
        marked(' ', &kept[..head]),
        marked('-', &kept[head..kept.len() - tail]),
        marked('+', &found[head..found.len() - tail]),
        marked(' ', &found[found.len() - tail..]),
    ]
    .concat()
}

/// By what the cases say of themselves: that it is true, each of them proves.
fn every_code_has_a_case_alone() -> Result<(), Failed> {
    let cases = cases();
    let alone: BTreeSet<&str> = cases
        .iter()
        .filter(|c| !c.expected.contains("; "))
        .filter_map(|c| c.expected.split(' ').next())
        .collect();
    // What no file in git can be (too large, a broken link) is in tests/it/worst.rs.
    let elsewhere = [Code::TooLarge, Code::Unreadable, Code::LinkOutside, Code::FileName];
    let missing = Code::ALL.iter().filter(|c| !elsewhere.contains(c) && !alone.contains(c.text()));
    let missing: Vec<&str> = missing.map(|c| c.text()).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("no case has alone: {missing:?}").into()) }
}

/// A text whose case is gone or has no problems any more goes too; no two cases share one.
fn every_text_has_its_case() -> Result<(), Failed> {
    let cases = cases();
    let wanted: Vec<PathBuf> =
        cases.iter().filter(|c| c.expected != "无").map(Case::text_path).collect();
    let texts: BTreeSet<&PathBuf> = wanted.iter().collect();
    assert_eq!(texts.len(), wanted.len(), "two cases share a name");
    let update = std::env::var_os("XIAOWEI_UPDATE").is_some();
    for entry in fs::read_dir(crate_root().join("tests/suite"))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(TEXTS) && !texts.contains(&path) {
            if !update {
                return Err(format!("{} has no case with problems", path.display()).into());
            }
            fs::remove_file(path)?;
        }
    }
    Ok(())
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
        // The name of a command is no sentence.
        .any(|w| {
            w[0] != "xiaowei"
                && w.iter().all(|p| p.len() > 2 && p.chars().all(|c| c.is_ascii_lowercase()))
        })
}
