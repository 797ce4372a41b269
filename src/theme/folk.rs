//! `folk.yaml` → what residents say when they look for a matter ([`FolkWords`]).
//!
//! Start at [`read_folk`]. A folder's own words are added to the built-in ones and go before them. What would be
//! passed over is told with its place.

use super::files::FOLK;
use super::reader::ThemeReader;
use crate::vocabulary::FolkRow;
use crate::vocabulary::FolkWords;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// Parts with rows of words; what each holds is for who edits the file, the search knows one table.
const TABLES: [&str; 3] = ["俗话", "材料叫法", "单位叫法"];
const QUESTIONS: &str = "问话";
const TRIMMED: &str = "虚字";
/// How a row is written.
const ROW: &str = "写成「  敬老卡、老年卡: [老年证]」：左边居民怎么说，右边事项里的词";

/// Reads both layers.
pub(super) fn read_folk(reader: &mut ThemeReader<'_>) -> Option<FolkWords> {
    let base = reader.built_in(FOLK)?;
    let mut folk = FolkWords::default();
    for layer in reader.own(FOLK).iter().chain([&base]) {
        read_layer(reader, layer, &mut folk);
    }
    Some(folk)
}

fn read_layer(reader: &mut ThemeReader<'_>, root: &Node, folk: &mut FolkWords) {
    let NodeKind::Map(parts) = &root.kind else {
        if !matches!(root.kind, NodeKind::Null) {
            let help = "先写「俗话:」，下面一行一种说法：「  敬老卡: [老年证]」";
            reader.problem(Some(root.span), "folk.yaml 里没有分「俗话」「问话」", help);
        }
        return;
    };
    for (key, node) in parts {
        match (key.text.as_str(), &node.kind) {
            (_, NodeKind::Null) => {}
            (name, NodeKind::Map(rows)) if TABLES.contains(&name) => {
                for row in rows {
                    folk.rows.extend(read_row(reader, row));
                }
            }
            (QUESTIONS, NodeKind::Seq(list)) => {
                for item in list {
                    match one_word(item) {
                        Some(word) => push_new(&mut folk.questions, word),
                        None => {
                            let help = "写成「  - 怎么办」，一行一句，中间没有空格";
                            reader.problem(Some(item.span), "「问话」里这一行读不懂", help);
                        }
                    }
                }
            }
            (TRIMMED, NodeKind::Scalar(text)) => {
                for c in text.chars().filter(|c| !c.is_whitespace()) {
                    if !folk.trimmed.contains(c) {
                        folk.trimmed.push(c);
                    }
                }
            }
            (name, _) => {
                let (what, help) = misplaced(name);
                reader.problem(Some(key.span), what, help);
            }
        }
    }
}

/// What is said of a part that is none, or that is written otherwise.
fn misplaced(name: &str) -> (String, String) {
    match name {
        name if TABLES.contains(&name) => (format!("「{name}」下面应该一行一种说法"), ROW.into()),
        QUESTIONS => (format!("「{name}」下面应该一行一句"), "每行写「  - 怎么办」".into()),
        TRIMMED => (format!("「{name}」后面应该是一行字"), "写成「虚字: 的了吗」".into()),
        _ => {
            let known: Vec<&str> = TABLES.into_iter().chain([QUESTIONS, TRIMMED]).collect();
            let help = format!("可以写的有：{}", known.join("、"));
            (format!("folk.yaml 没有「{name}」这一段"), help)
        }
    }
}

/// A row; what of it makes no sense is told and left out.
fn read_row(reader: &mut ThemeReader<'_>, (key, node): &(Key, Node)) -> Option<FolkRow> {
    let said: Vec<&str> = key.text.split('、').map(str::trim).collect();
    if let Some(wrong) = said.iter().find(|word| !is_word(word)) {
        let what = match *wrong {
            "" => format!("「{}」里有一个说法是空的", key.text),
            wrong => format!("说法「{wrong}」里有空格、逗号或等号"),
        };
        reader.problem(Some(key.span), what, "几个说法用顿号（、）隔开，每个中间不留空格");
    }
    let meant = match &node.kind {
        NodeKind::Seq(list) => {
            let words = list.iter().filter_map(|item| {
                let word = one_word(item);
                if word.is_none() {
                    let what = format!("「{}」的右边有一个词读不懂", key.text);
                    reader.problem(Some(item.span), what, ROW);
                }
                word
            });
            words.collect()
        }
        NodeKind::Scalar(_) => one_word(node).into_iter().collect::<Vec<String>>(),
        NodeKind::Null | NodeKind::Map(_) => Vec::new(),
    };
    if meant.is_empty() {
        reader.problem(Some(key.span), format!("「{}」右边没有写是哪件事", key.text), ROW);
        return None;
    }
    let said: Vec<String> =
        said.into_iter().filter(|word| is_word(word)).map(String::from).collect();
    (!said.is_empty()).then_some(FolkRow { said, meant })
}

fn one_word(node: &Node) -> Option<String> {
    let word = node.as_text()?.trim();
    is_word(word).then(|| word.to_string())
}

/// The search keeps words in lines, divided by commas and equals signs.
fn is_word(word: &str) -> bool {
    !word.is_empty()
        && !word.contains([',', '，', '=', '＝'])
        && !word.contains(char::is_whitespace)
}

fn push_new(list: &mut Vec<String>, word: String) {
    if !list.contains(&word) {
        list.push(word);
    }
}
