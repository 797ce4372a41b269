//! `art/words.yaml` and `art/props.yaml` → the [`Vocabulary`] of pictures.

use super::Reader;
use super::entries;
use super::entry;
use crate::vocabulary::IconSearch;
use crate::vocabulary::PropWord;
use crate::vocabulary::Stand;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::WordList;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// Height of a sheet of paper beside people, in hundredths of a head: larger than life, to be read.
const PAPER_HEIGHT: f64 = 84.0;

/// Reads both files.
pub(crate) fn read_words(reader: &mut Reader<'_>) -> Option<Vocabulary> {
    let (root, _) = reader.parse("art/words.yaml")?;
    let mut list = |key: &str| -> Option<WordList> {
        let node = reader.require(&root, key)?;
        Some(WordList {
            words: entries(node).map(|(w, aliases)| (w.into(), texts(aliases))).collect(),
        })
    };
    let (people, actions, moods) = (list("人物")?, list("动作")?, list("表情")?);
    let (places, positions) = (list("地点")?, list("位置")?);
    let (shots, effects) = (list("镜头")?, list("特效")?);
    let names = |key: &str| entry(&root, key).map(texts).unwrap_or_default();
    let (residents, offices) = (names("居民"), names("单位"));
    let mut unbroken: Vec<String> = texts(reader.require(&root, "词")?);
    let (props_node, _) = reader.parse("art/props.yaml")?;
    let mut props = WordList::default();
    let mut prop_words = Vec::new();
    for (word, node) in entries(&props_node) {
        let Some(file) = reader.require(node, "文件").and_then(Node::as_text) else { continue };
        let of = |key: &str| entry(node, key).map(texts).unwrap_or_default();
        props.words.push((word.into(), of("别名")));
        let icon_for = of("图示");
        unbroken.extend(icon_for.iter().cloned());
        let height = match entry(node, "高") {
            None => PAPER_HEIGHT,
            Some(value) => {
                let number = value.as_text().and_then(|t| t.parse::<f64>().ok());
                number.filter(|h| (20.0..=500.0).contains(h)).unwrap_or_else(|| {
                    let what = format!("道具「{word}」的「高」写得不对");
                    reader.problem(Some(value.span), what, "写 20 到 500 的数：头高是 100");
                    PAPER_HEIGHT
                })
            }
        };
        let stand = match entry(node, "放") {
            None => Stand::default(),
            Some(value) => match value.as_text() {
                Some("桌上") => Stand::Table,
                Some("地上") => Stand::Floor,
                Some("墙上") => Stand::Wall,
                Some("圈里") => Stand::Ring,
                _ => {
                    let what = format!("道具「{word}」的「放」写得不对");
                    reader.problem(Some(value.span), what, "写 桌上、地上、墙上 或 圈里");
                    Stand::default()
                }
            },
        };
        prop_words.push(PropWord { word: word.into(), file: file.into(), icon_for, height, stand });
    }
    // One character has nothing to tear; longer ones would leave ragged lines.
    unbroken.retain(|w| (2..=5).contains(&w.chars().count()));
    unbroken.sort();
    unbroken.dedup();
    let vocabulary = Vocabulary {
        people,
        actions,
        moods,
        props,
        places,
        positions,
        shots,
        effects,
        icon_search: IconSearch::of(&prop_words),
        prop_words,
        unbroken,
        residents,
        offices,
    };
    Some(vocabulary)
}

fn texts(node: &Node) -> Vec<String> {
    match &node.kind {
        NodeKind::Seq(list) => list.iter().filter_map(|n| n.as_text().map(String::from)).collect(),
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Map(_) => Vec::new(),
    }
}
