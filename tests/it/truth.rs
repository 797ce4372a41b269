//! What the samples say: every number has a source, every thing has one name, nothing is said twice.
//!
//! `tests/tables/numbers.tsv` lists every number, age, amount, period, article and document number that a page or board
//! of the 26 and of the ten powers prints, with its source; `tests/tables/names.tsv` the one name of each thing and the
//! variants that are not written.

use crate::common::crate_root;
use crate::common::walk;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use xiaowei::read_content;

/// Where the two samples are, and what the table calls them.
fn samples() -> [(&'static str, PathBuf); 2] {
    let root = crate_root();
    [
        ("办事", root.join("content/procedures")),
        ("权力", root.join("src/scaffold/power/procedures")),
    ]
}

fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(crate_root().join("tests/tables").join(name)).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| line.split('\t').map(String::from).collect()).collect()
}

/// Every file of a sample, with its code, and what of it pages and boards print: not the review, not codes.
fn printed() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (kind, folder) in samples() {
        for file in walk(&folder) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&file).unwrap();
            let (head, body) = text.split_once("\n---\n").unwrap_or((text.as_str(), ""));
            let mut kept = Vec::new();
            let mut in_review = false;
            for line in head.lines() {
                in_review = line.starts_with("核验:") || (in_review && line.starts_with(' '));
                let code =
                    ["编号:", "顺便办:", "曾用编号:", "---"].iter().any(|k| line.starts_with(k));
                if !in_review && !code {
                    kept.push(without(
                        without(without(line.to_string(), "第几步: "), "回到: "),
                        "转到: ",
                    ));
                }
            }
            all.push((format!("{kind} {}", &name[..3]), kept.join("\n") + "\n" + body));
        }
    }
    assert_eq!(all.len(), 36);
    all
}

/// A line without a key and the number behind it.
fn without(line: String, key: &str) -> String {
    let Some((before, after)) = line.split_once(key) else { return line };
    let number = |c: char| c.is_ascii_digit() || c == '"';
    format!("{before}{}", after.trim_start_matches(number))
}

const FIGURES: &str = "〇一二三四五六七八九十百零两";
/// What makes Chinese figures a number that a resident acts on.
const UNITS: &[&str] =
    &["周岁", "岁", "个工作日", "工作日", "日内", "日前", "天", "个月", "年内", "年以", "元"];

/// Numbers of a text: in figures, articles, and Chinese figures with a unit.
fn numbers(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = BTreeSet::new();
    let mut i = 0;
    while i < chars.len() {
        let run = |from: usize, is: &dyn Fn(char) -> bool| {
            from + chars[from..].iter().take_while(|c| is(**c)).count()
        };
        if chars[i].is_ascii_digit() {
            let end = run(i, &|c| c.is_ascii_digit());
            found.insert(chars[i..end].iter().collect());
            i = end;
        } else if FIGURES.contains(chars[i]) {
            let end = run(i, &|c| FIGURES.contains(c));
            let rest: String = chars[end..chars.len().min(end + 4)].iter().collect();
            let number: String = chars[i..end].iter().collect();
            if i > 0 && chars[i - 1] == '第' && rest.starts_with('条') {
                found.insert(format!("第{number}条"));
            } else if let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit)) {
                found.insert(format!("{number}{unit}"));
            }
            i = end;
        } else {
            i += 1;
        }
    }
    found
}

#[test]
fn every_printed_number_has_its_source() {
    let mut sourced: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in table("numbers.tsv") {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(row[3].chars().count() >= 2, "no source: {row:?}");
        sourced.entry(row[0].clone()).or_default().extend(numbers(&row[1]));
    }
    let texts = printed();
    // Other procedures are named by their codes.
    let codes: BTreeSet<String> = texts.iter().map(|(code, _)| code[7..].to_string()).collect();
    let none = BTreeSet::new();
    let mut wrong = Vec::new();
    for (code, text) in &texts {
        let known = sourced.get(code).unwrap_or(&none);
        let open = numbers(text).into_iter().filter(|n| !known.contains(n) && !codes.contains(n));
        wrong.extend(open.map(|number| format!("{code}: {number}")));
    }
    assert!(wrong.is_empty(), "printed, and no source in numbers.tsv:\n{}", wrong.join("\n"));
}

/// Numbers read from second-hand texts are not printed as if they were certain.
#[test]
fn second_hand_numbers_are_no_rules() {
    for row in table("numbers.tsv") {
        let second_hand = row[3].contains(" S") || row[3].ends_with("S");
        // The year of a text says which text is meant.
        assert!(!second_hand || row[2].contains("年份") || row[2].contains("修订"), "{row:?}");
    }
}

#[test]
fn one_thing_has_one_name() {
    let names = table("names.tsv");
    let mut wrong = Vec::new();
    for (code, text) in printed() {
        let lines = text.lines().filter(|line| !line.starts_with("俗称:"));
        for line in lines {
            for row in &names {
                let mut plain = line.replace(&row[0], "");
                // Titles of laws and forms are quoted as they are.
                while let Some((before, rest)) = plain.split_once('《') {
                    let after = rest.split_once('》').map_or("", |(_, after)| after);
                    plain = format!("{before}{after}");
                }
                let used = row[1].split('、').find(|variant| plain.contains(*variant));
                wrong.extend(used.map(|variant| format!("{code}: {variant} → {}：{line}", row[0])));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A law is called by one full name, and everywhere by the same years.
#[test]
fn laws_are_cited_one_way() {
    let mut cited: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let root = crate_root();
    let catalog = read_content(&root).read.unwrap().0;
    for basis in catalog.procedures.iter().flat_map(|p| &p.legal_basis) {
        let full = &basis.title.value;
        let bare = full.trim_matches(['《', '》']);
        let bare = bare.trim_start_matches("中华人民共和国").trim_start_matches("中国共产党");
        let year = basis.year.as_ref().map_or(0, |y| y.value);
        let revision = basis.revision.as_ref().map_or("", |r| r.value.as_str());
        let way = format!("{full} {year} {revision}");
        cited.entry(bare.to_string()).or_default().insert(way);
    }
    let twice: Vec<_> = cited.values().filter(|ways| ways.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

/// What a step is called is not said again in its details: they add something.
#[test]
fn details_say_more_than_titles() {
    let root = crate_root();
    let catalog = read_content(&root).read.unwrap().0;
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut repeated = Vec::new();
    let mut count = 0;
    for p in &catalog.procedures {
        for step in &p.steps {
            let Some(detail) = &step.detail else { continue };
            count += 1;
            let title = bare(&step.action.value);
            let new = bare(&detail.value).chars().filter(|c| !title.contains(*c)).count();
            if new <= 4 {
                repeated
                    .push(format!("{}: {} / {}", p.code.value, step.action.value, detail.value));
            }
        }
    }
    assert!(count > 60, "{count}");
    assert!(repeated.is_empty(), "{}", repeated.join("\n"));
}

/// What is to be asked is asked once in a procedure, and not too much of it.
#[test]
fn what_is_open_is_asked_once() {
    const MARKS: [&str; 2] = ["，先问清", "以窗口答复为准"];
    let mut wrong = Vec::new();
    for (code, text) in printed().iter().filter(|(code, _)| code.starts_with("办事")) {
        let clauses =
            text.split(['。', '；', '：', ':', '（', '）', '{', '}', '\n']).map(str::trim);
        // A whole value that is open has no words of its own.
        let open = |c: &&str| MARKS.iter().any(|mark| c.contains(mark) && c.len() > mark.len() + 6);
        let asked: Vec<&str> = clauses.filter(open).collect();
        let once: BTreeSet<&str> = asked.iter().copied().collect();
        if once.len() < asked.len() || asked.len() > MOST_ASKED {
            wrong.push(format!("{code}: {} {asked:?}", asked.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// So many things at most are to be asked in the words of one procedure.
const MOST_ASKED: usize = 6;
