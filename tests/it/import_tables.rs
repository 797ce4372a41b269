//! Tables as offices have them through `import`: every cell that the program they come from shows has an account.
//!
//! `tests/tables/own/make.py` makes the tables, and with them the list of their cells, which nothing of ours has read.

use crate::common::crate_root;
use crate::common::fresh;
use crate::common::run;
use crate::common::stderr;
use crate::common::walk;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// What is said and written of one table.
struct Outcome {
    said: String,
    account: Value,
    /// New files, by name: text of the fields, text of the comments.
    files: BTreeMap<String, (String, String)>,
}

fn import(template: &Path, table: &Path, args: &[&str]) -> Outcome {
    let dir = fresh();
    copy(template, dir.path());
    let before: Vec<PathBuf> = walk(&dir.path().join("content/procedures"));
    let mut line = vec!["import", table.to_str().unwrap()];
    line.extend(args);
    line.extend(["--format", "json"]);
    let json = run(dir.path(), &line);
    let account = serde_json::from_slice(&json.stdout)
        .unwrap_or_else(|why| panic!("{}: {why}\n{}", table.display(), stderr(&json)));
    let mut files = BTreeMap::new();
    for path in walk(&dir.path().join("content/procedures")) {
        if before.contains(&path) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let (comments, fields): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|line| line.starts_with('#'));
        let name = path.strip_prefix(dir.path()).unwrap().to_str().unwrap().replace('\\', "/");
        files.insert(name, (fields.join("\n"), comments.join("\n")));
    }
    let check = run(dir.path(), &["check"]);
    assert!(check.status.success(), "{}: {}", table.display(), stderr(&check));
    // The same for people, in a community that has nothing of it yet.
    let dir = fresh();
    copy(template, dir.path());
    let said = stderr(&run(dir.path(), &line[..line.len() - 2]));
    Outcome { said, account, files }
}

fn copy(from: &Path, to: &Path) {
    for path in walk(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&path, target).unwrap();
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a text is found in another in pieces of two characters or more; two characters in ten may be missing.
fn is_there(text: &str, all: &str) -> bool {
    let steps = ["第一步", "第二步", "第三步"];
    let text = steps.iter().fold(text.to_string(), |text, step| text.replace(step, ""));
    let text = text.as_str();
    let (text, all) = (plain(text), plain(all));
    let chars: Vec<char> = text.chars().collect();
    let (mut at, mut missing) = (0, 0);
    while at < chars.len() {
        let mut length = chars.len() - at;
        while length > 0 && !all.contains(&chars[at..at + length].iter().collect::<String>()) {
            length -= 1;
        }
        if length < 2.min(chars.len()) {
            missing += 1;
        }
        at += length.max(1);
    }
    5 * missing <= 2 * chars.len().max(1) && (missing == 0 || chars.len() > 2)
}

fn words(value: &Value, key: &str) -> Vec<String> {
    let list = value[key].as_array().into_iter().flatten();
    list.map(|text| text.as_str().unwrap().to_string()).collect()
}

fn triple(cell: &Value) -> [String; 3] {
    [0, 1, 2].map(|i| cell[i].as_str().unwrap().to_string())
}

/// What is wrong with the account of one table.
fn problems(name: &str, case: &Value, done: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    let cells = done.account["cells"].as_array().unwrap();
    let find =
        |sheet: &str, at: &str| cells.iter().find(|c| c["sheet"] == sheet && c["cell"] == at);
    let all_fields: String = done.files.values().map(|(f, _)| format!("{f}\n")).collect();
    let all_comments: String = done.files.values().map(|(_, c)| format!("{c}\n")).collect();
    let is_named = |sheet: &str, at: &str| {
        done.said.lines().any(|line| line.contains(sheet) && line.contains(&format!("{at}「")))
    };
    for cell in case["cells"].as_array().unwrap() {
        let [sheet, at, text] = triple(cell);
        let Some(told) = find(&sheet, &at) else {
            wrong.push(format!("「{sheet}」{at}「{text}」 has no account"));
            continue;
        };
        let read = told["text"].as_str().unwrap();
        if !plain(read).contains(&plain(&text)) && !is_there(&text, read) {
            wrong.push(format!("「{sheet}」{at}: shows 「{text}」, read 「{read}」"));
        }
        let there = match told["fate"].as_str().unwrap() {
            "heading" => true,
            "field" => {
                let reworded = [
                    "日",
                    "天",
                    "办",
                    "理",
                    "费",
                    "无",
                    "0",
                    "民生福利",
                    "党务",
                    "免费",
                    "/",
                    "—",
                    "——",
                    "同上",
                    "三",
                    "份",
                    "%",
                ];
                is_there(&text, &all_fields)
                    || reworded.iter().any(|w| text.ends_with(w))
                    || text.parse::<f64>().is_ok()
            }
            "comment" => is_there(&text, &format!("{all_fields}{all_comments}")),
            _ => is_named(&sheet, &at) || is_there(&text, &format!("{all_fields}{}", done.said)),
        };
        if !there {
            wrong.push(format!("「{sheet}」{at}「{text}」 is lost: {}", told["fate"]));
        }
    }
    for cell in case["unseen"].as_array().unwrap() {
        let [sheet, at, text] = triple(cell);
        if find(&sheet, &at).is_none_or(|c| c["fate"] != "told") || !is_named(&sheet, &at) {
            wrong.push(format!("「{sheet}」{at}「{text}」 is hidden and not named"));
        }
    }
    let whole: String = done.files.values().map(|(f, c)| format!("{c}\n{f}\n")).collect();
    let lost = words(case, "files").into_iter().filter(|text| !whole.contains(text));
    wrong.extend(lost.map(|text| format!("no file says {text}")));
    let unsaid = words(case, "said").into_iter().filter(|text| !done.said.contains(text));
    wrong.extend(unsaid.map(|text| format!("the report does not say {text}")));
    let taken = words(case, "absent").into_iter().filter(|text| all_fields.contains(text));
    wrong.extend(taken.map(|text| format!("a field says {text}")));
    if all_fields.contains("请写：第") || done.said.contains("panicked") {
        wrong.push("a placeholder that prints".into());
    }
    wrong.into_iter().map(|what| format!("{name}: {what}")).collect()
}

#[test]
fn every_cell_has_an_account() {
    let folder = crate_root().join("tests/tables/own");
    let text = fs::read_to_string(folder.join("expect.json")).unwrap();
    let cases: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
    assert!(cases.len() >= 40, "{}", cases.len());
    let dir = fresh();
    let made = run(dir.path(), &["init", "me", "--name", "阳光社区", "--phone", "0000-1234 5678"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let template = dir.path().join("me");
    let wrong: Vec<String> = cases
        .par_iter()
        .flat_map(|(name, case)| {
            let args = words(case, "args");
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let done = import(&template, &folder.join(name), &args);
            problems(name, case, &done)
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
