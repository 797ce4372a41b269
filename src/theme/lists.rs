//! `lists.yaml` and `laws.yaml` → words that laws and rules name, and laws that were replaced ([`PhraseLists`]).
//!
//! A folder's own lists are added to the built-in ones: what the law names cannot be taken off by a theme.

use super::reader::ThemeReader;
use super::row::TableRow;
use crate::vocabulary::PhraseLists;
use crate::vocabulary::ReplacedLaw;
use crate::yaml::Node;

const FILE: &str = "lists.yaml";
const LAWS: &str = "laws.yaml";

/// Reads both layers.
pub(super) fn read_lists(reader: &mut ThemeReader<'_>) -> Option<PhraseLists> {
    let base = reader.built_in(FILE)?;
    let own = reader.own(FILE);
    let mut list = |key: &str| -> Option<Vec<String>> {
        let mut words = reader.require(&base, key)?.texts();
        for word in own.iter().filter_map(|own| own.entry(key)).flat_map(Node::texts) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Some(words)
    };
    Some(PhraseLists {
        not_issued: list("不出具的证明")?,
        superlatives: list("广告用语")?,
        brands: list("商家")?,
        army_units: list("部队")?,
        emblems: list("标志")?,
        answerers: list("谁能答")?.iter().map(|line| answerer(line)).collect(),
        replaced: read_laws(reader)?,
    })
}

/// `社区自己=承诺时限、调解日`: who answers, and the words of what they can answer.
fn answerer(line: &str) -> (String, Vec<String>) {
    let (who, words) = line.split_once('=').unwrap_or((line, ""));
    let words = words.split('、').map(str::trim).filter(|word| !word.is_empty());
    (who.trim().to_string(), words.map(String::from).collect())
}

/// The laws of both layers that others came in place of.
fn read_laws(reader: &mut ThemeReader<'_>) -> Option<Vec<ReplacedLaw>> {
    let mut laws = Vec::new();
    for row in reader.table(LAWS)? {
        match law(&row) {
            Ok(law) => laws.push(law),
            Err(key) => {
                let what = format!("换了的法规「{}」的 {key} 写得不对", row.word);
                reader.problem(Some(row.at), what, "照 laws.yaml 开头的说明写");
            }
        }
    }
    Some(laws)
}

/// `2026-07-01`
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(digits)
}

/// A row; the error is the key that makes no sense.
fn law(row: &TableRow) -> Result<ReplacedLaw, &str> {
    if let Some(key) = row.unknown_key(&["新", "起", "早于"]) {
        return Err(key);
    }
    let before = row.word_of("早于").map(|year| year.parse().map_err(|_| "早于")).transpose()?;
    Ok(ReplacedLaw {
        name: row.word.clone(),
        before,
        new: row.word_of("新").ok_or("新")?.into(),
        since: row.word_of("起").filter(|day| is_day(day)).ok_or("起")?.into(),
    })
}
