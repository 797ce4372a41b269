//! `art/words.yaml` and `art/props.yaml` → the [`Vocabulary`] of pictures.
//!
//! Start at [`read_words`]. A theme's own words and props are laid over the built-in ones row by row.

use super::reader::ThemeReader;
use super::reader::merged;
use super::row::TableRow;
use super::tables::Tables;
use crate::diag::Span;
use crate::vocabulary::IconSearch;
use crate::vocabulary::Pairing;
use crate::vocabulary::PropWord;
use crate::vocabulary::Stand;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::WordList;
use crate::vocabulary::lettered::MOST_ROWS;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use std::ops::RangeInclusive;

/// Height of a sheet of paper beside people, in hundredths of a head: larger than life, to be read.
const PAPER_HEIGHT: f64 = 84.0;

/// The words of a list, and where each stands.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its name in `words.yaml`, or [`PROPS`].
    pub name: &'static str,
    pub words: Vec<(String, Span)>,
}

/// The name of the list of props, which is a file of its own.
pub(super) const PROPS: &str = "道具";

/// The lists of `words.yaml` whose words have a row in a table each.
const LISTS: [&str; 8] = ["人物", "动作", "表情", "地点", "位置", "镜头", "特效", "天色"];

/// Reads both files; and says where every word stands.
pub(super) fn read_words(
    reader: &mut ThemeReader<'_>,
    tables: &Tables,
) -> Option<(Vocabulary, Vec<Listed>)> {
    let roots = reader.layers("art/words.yaml")?;
    let mut listed = Vec::new();
    let mut list = |name: &'static str| {
        // The built-in file has every list: a layer above need not.
        reader.require(&roots[0], name)?;
        let layers: Vec<Node> = roots.iter().filter_map(|root| root.entry(name).cloned()).collect();
        let rows = merged(&layers);
        listed.push(Listed {
            name,
            words: rows.iter().map(|(key, _)| (key.text.clone(), key.span)).collect(),
        });
        Some(WordList { words: with_aliases(&rows, &layers, Node::texts) })
    };
    let [people, actions, moods, places, positions, shots, effects, light] = LISTS.map(&mut list);
    let mut unbroken: Vec<String> = all_texts(&roots, "词");
    let near_layers: Vec<Node> =
        roots.iter().filter_map(|root| root.entry("近义").cloned()).collect();
    let near = merged(&near_layers);
    let near = near.iter().map(|(key, node)| (key.text.clone(), node.texts())).collect();
    let (residents, offices) = (all_texts(&roots, "居民"), all_texts(&roots, "单位"));

    let layers = reader.layers("art/props.yaml")?;
    let rows = merged(&layers);
    let aliases = |node: &Node| node.entry("别名").map(Node::texts).unwrap_or_default();
    let mut props = WordList { words: with_aliases(&rows, &layers, aliases) };
    let mut prop_words = Vec::new();
    let mut words = Vec::new();
    for (key, node) in rows {
        let Some(prop) = read_prop(reader, &key.text, node) else { continue };
        unbroken.extend(prop.icon_for.iter().cloned());
        words.push((key.text.clone(), node.entry("文件").map_or(key.span, |file| file.span)));
        prop_words.push(prop);
    }
    props.words.retain(|(word, _)| prop_words.iter().any(|p| p.word == *word));
    listed.push(Listed { name: PROPS, words });
    // What a document is called in a list of materials, it may be called in a picture too.
    for prop in &prop_words {
        let own: Vec<String> =
            prop.icon_for.iter().filter(|word| props.find(word).is_none()).cloned().collect();
        let row = props.words.iter_mut().find(|(word, _)| *word == prop.word);
        row.into_iter().for_each(|(_, aliases)| aliases.extend(own.iter().cloned()));
    }
    // One character has nothing to tear; longer ones would leave ragged lines.
    unbroken.retain(|w| (2..=5).contains(&w.chars().count()));
    unbroken.sort();
    unbroken.dedup();
    let vocabulary = Vocabulary {
        people: people?,
        actions: actions?,
        moods: moods?,
        props,
        places: places?,
        positions: positions?,
        shots: shots?,
        effects: effects?,
        light: light?,
        near,
        pairings: pairings(tables),
        need_a_thing: needing(tables),
        signed: signed(tables),
        icon_search: IconSearch::of(&prop_words),
        prop_words,
        unbroken,
        residents,
        offices,
        at_home: all_texts(&roots, "不出门"),
        own_places: all_texts(&roots, "本社区"),
        counters: all_texts(&roots, "窗口"),
    };
    Some((vocabulary, listed))
}

/// Places whose row has a sign.
fn signed(tables: &Tables) -> Vec<String> {
    let rows = tables.places.iter().filter(|row| row.word_of("招牌").is_some());
    rows.map(|row| row.word.clone()).collect()
}

/// One row of `props.yaml`; nothing without a drawing's name.
fn read_prop(reader: &mut ThemeReader<'_>, word: &str, node: &Node) -> Option<PropWord> {
    let file = reader.require(node, "文件").and_then(Node::as_text)?;
    let icon_for = node.entry("图示").map(Node::texts).unwrap_or_default();
    let height = match node.entry("高") {
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
    let stand = match node.entry("放") {
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
    let letters = count(reader, word, node, ("字", 2..=8, "图上最多写几个字"));
    let rows = count(reader, word, node, ("行", 1..=MOST_ROWS, "标题下面最多写几行"));
    Some(PropWord { word: word.into(), file: file.into(), icon_for, height, stand, letters, rows })
}

/// How many of something a thing has room for; 0 where its row does not say.
fn count(
    reader: &mut ThemeReader<'_>,
    word: &str,
    node: &Node,
    (key, range, what_it_is): (&str, RangeInclusive<usize>, &str),
) -> usize {
    let Some(value) = node.entry(key) else { return 0 };
    let number = value.as_text().and_then(|t| t.parse::<usize>().ok());
    number.filter(|n| range.contains(n)).unwrap_or_else(|| {
        let what = format!("道具「{word}」的「{key}」写得不对");
        let help = format!("写 {} 到 {} 的数：{what_it_is}", range.start(), range.end());
        reader.problem(Some(value.span), what, help);
        0
    })
}

/// Words with their aliases. A word of an upper layer is no alias below it any more: it has its own row.
fn with_aliases(
    rows: &[(&Key, &Node)],
    layers: &[Node],
    aliases: impl Fn(&Node) -> Vec<String>,
) -> Vec<(String, Vec<String>)> {
    let own = |layer: &Node| -> Vec<String> {
        let NodeKind::Map(list) = &layer.kind else { return Vec::new() };
        list.iter()
            .flat_map(|(key, node)| [vec![key.text.clone()], aliases(node)].concat())
            .collect()
    };
    let layer_of = |key: &Key| {
        let has = |layer: &Node| matches!(&layer.kind, NodeKind::Map(list) if list.iter().any(|(k, _)| k.span == key.span));
        layers.iter().position(has).unwrap_or(0)
    };
    let above: Vec<Vec<String>> = layers.iter().map(own).collect();
    let row = |(key, node): &(&Key, &Node)| {
        let upper = &above[(layer_of(key) + 1).min(above.len())..];
        let mut list = aliases(node);
        list.retain(|word| !upper.iter().flatten().any(|w| w == word));
        (key.text.clone(), list)
    };
    rows.iter().map(row).collect()
}

/// Actions that need somebody else: what the table of poses says of them.
/// Actions whose row says that they need something to hold.
fn needing(tables: &Tables) -> Vec<String> {
    let needs = |row: &&TableRow| row.flag("needs") == Ok(true);
    tables.poses.iter().filter(needs).map(|row| row.word.clone()).collect()
}

fn pairings(tables: &Tables) -> Vec<Pairing> {
    let pairing = |row: &TableRow| {
        let word = |key: &str| row.word_of(key).map(String::from);
        let other = word("partner")?;
        let line = word("other").unwrap_or_else(|| other.clone());
        Some(Pairing { action: row.word.clone(), other, line, alone: word("alone")? })
    };
    tables.poses.iter().filter_map(pairing).collect()
}

/// The words of a plain list in all layers, without repeats.
fn all_texts(roots: &[Node], key: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in roots.iter().filter_map(|root| root.entry(key)).flat_map(Node::texts) {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all
}
