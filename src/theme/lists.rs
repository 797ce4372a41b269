//! `lists.yaml` and `laws.yaml` → words that laws and rules name, and laws that were replaced ([`PhraseLists`]).
//!
//! A folder's own lists are added to the built-in ones: what the law names cannot be taken off by a theme.

use super::reader::ThemeReader;
use super::reader::merged;
use super::row::TableRow;
use crate::quantity::Date;
use crate::vocabulary::Holiday;
use crate::vocabulary::PhraseLists;
use crate::vocabulary::ReplacedLaw;
use crate::yaml::Node;
use crate::yaml::NodeKind;

const FILE: &str = "lists.yaml";
const LAWS: &str = "laws.yaml";

/// Reads both layers.
pub(super) fn read_lists(reader: &mut ThemeReader<'_>) -> Option<PhraseLists> {
    let base = reader.built_in(FILE)?;
    let own = reader.own(FILE);
    if let Some(own) = &own {
        check_own(reader, own);
    }
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
        kept_out: list("不进柜子")?,
        answerers: list("谁能答")?.iter().map(|line| answerer(line)).collect(),
        same_papers: list(SAME_PAPERS)?.iter().map(|line| answerer(line)).collect(),
        surnames: list("姓")?,
        titles: list("称呼")?,
        holidays: list(HOLIDAYS)?.iter().filter_map(|line| Holiday::parse(line)).collect(),
        replaced: read_laws(reader)?,
    })
}

/// Every key of the lists.
const KEYS: [&str; 11] = [
    "不出具的证明",
    "不进柜子",
    "广告用语",
    "商家",
    "部队",
    "标志",
    "姓",
    "称呼",
    ANSWERERS,
    SAME_PAPERS,
    HOLIDAYS,
];
const HOLIDAYS: &str = "放假";
const ANSWERERS: &str = "谁能答";
const SAME_PAPERS: &str = "同一样材料";

/// What of a folder's own lists would be passed over.
fn check_own(reader: &mut ThemeReader<'_>, own: &Node) {
    let NodeKind::Map(rows) = &own.kind else {
        if !matches!(own.kind, NodeKind::Null) {
            let help = "一种名单一段：「商家:」下面每行「  - 名字」";
            reader.problem(Some(own.span), "lists.yaml 里没有名单的名字", help);
        }
        return;
    };
    for (key, node) in rows {
        if !KEYS.contains(&key.text.as_str()) {
            let what = format!("没有「{}」这种名单", key.text);
            reader.problem(Some(key.span), what, format!("可以写的有：{}", KEYS.join("、")));
            continue;
        }
        let NodeKind::Seq(list) = &node.kind else {
            if !matches!(node.kind, NodeKind::Null) {
                let what = format!("「{}」下面应该一行一个", key.text);
                reader.problem(Some(node.span), what, "每行写「  - 名字」");
            }
            continue;
        };
        for item in list {
            let text = item.as_text().unwrap_or_default().trim();
            let halves = text.split_once('=').map(|(who, words)| (who.trim(), words.trim()));
            let good = match key.text.as_str() {
                ANSWERERS | SAME_PAPERS => {
                    halves.is_some_and(|(who, words)| !who.is_empty() && !words.is_empty())
                }
                HOLIDAYS => Holiday::parse(text).is_some(),
                _ => !text.is_empty(),
            };
            if !good {
                let what = format!("「{}」里这一行读不懂", key.text);
                let help = match key.text.as_str() {
                    ANSWERERS => "写成「  - 问谁=词、词」，等号是半角的，词用顿号隔开",
                    SAME_PAPERS => "写成「  - 户口簿=户口本、户口薄」，等号前面是印出来的名称",
                    HOLIDAYS => "写成「  - 国庆节 2026-10-01—2026-10-07」，名字和日子中间空一格",
                    _ => "写成「  - 名字」",
                };
                reader.problem(Some(item.span), what, help);
            }
        }
    }
}

/// `社区自己=承诺时限、调解日`: who answers, and the words of what they can answer; a paper, and what else it is called.
fn answerer(line: &str) -> (String, Vec<String>) {
    let (who, words) = line.split_once('=').unwrap_or((line, ""));
    let words = words.split('、').map(str::trim).filter(|word| !word.is_empty());
    (who.trim().to_string(), words.map(String::from).collect())
}

/// The laws of both layers that others came in place of.
fn read_laws(reader: &mut ThemeReader<'_>) -> Option<Vec<ReplacedLaw>> {
    // One layer after the other: what a theme says of a law takes nothing away.
    let layers = reader.layers(LAWS)?;
    let rows = layers.iter().flat_map(|layer| merged(std::slice::from_ref(layer)));
    let rows: Vec<TableRow> = rows.map(|(word, node)| TableRow::new(word, node)).collect();
    let mut laws = Vec::new();
    for row in rows {
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

/// A row; the error is the key that makes no sense.
fn law(row: &TableRow) -> Result<ReplacedLaw, &str> {
    if let Some(key) = row.unknown_key(&["新", "起", "早于"]) {
        return Err(key);
    }
    if row.list_of("早于").is_some_and(<[String]>::is_empty) {
        return Err("早于");
    }
    let before = row.word_of("早于").map(|year| year.parse().map_err(|_| "早于")).transpose()?;
    Ok(ReplacedLaw {
        name: row.word.clone(),
        before,
        new: row.word_of("新").filter(|name| !name.trim().is_empty()).ok_or("新")?.into(),
        since: row.word_of("起").filter(|day| Date::parse(day).is_some()).ok_or("起")?.into(),
    })
}
