//! The tables of `art/`: people, poses, moods, places, effects, positions, shots. A theme's own rows lie over
//! the built-in ones, and every word of the lists has its row.
//!
//! Start at [`read_tables`] and [`check_tables`]. What a row means is the business of who draws it; here it
//! is only asked whether there is one, and whether what it names is there.

use super::Layer;
use super::Reader;
use super::TableRow;
use super::ThemeText;
use super::words::Listed;
use super::words::PROPS;
use crate::diag::Span;
use crate::vocabulary::Vocabulary;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use std::collections::BTreeSet;

/// The tables that pictures are made from.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// `art/cast.yaml`: the people.
    pub cast: Vec<TableRow>,
    /// `art/poses.yaml`: what they do.
    pub poses: Vec<TableRow>,
    /// `art/moods.yaml`: what they feel.
    pub moods: Vec<TableRow>,
    /// `art/places.yaml`: where.
    pub places: Vec<TableRow>,
    /// `art/effects.yaml`: what is drawn around the first of them.
    pub effects: Vec<TableRow>,
    /// `art/positions.yaml`: where in the picture.
    pub positions: Vec<TableRow>,
    /// `art/shots.yaml`: how much of them.
    pub shots: Vec<TableRow>,
}

/// Keys of people and poses that say what they do on the stage, not what they look like.
const DIRECTIONS: [&str; 12] = [
    "brings", "busy", "sets", "into", "at", "above", "toward", "touch", "call", "other", "alone",
    "staff",
];

impl TableRow {
    /// The row of a word.
    pub(super) fn new(word: &Key, node: &Node) -> TableRow {
        let values = |node: &Node| -> Vec<String> {
            match &node.kind {
                NodeKind::Scalar(text) => vec![text.clone()],
                NodeKind::Seq(list) => {
                    list.iter().filter_map(|n| n.as_text().map(String::from)).collect()
                }
                NodeKind::Null | NodeKind::Map(_) => Vec::new(),
            }
        };
        TableRow {
            word: word.text.clone(),
            at: node.span,
            values: super::entries(node).map(|(k, v)| (k.to_string(), values(v))).collect(),
        }
    }

    /// A row that says nothing of how its word behaves on the stage behaves as the row it lies over: tables
    /// that communities copied before these keys were there say only what somebody looks like.
    fn keep_directions(&mut self, below: &TableRow) {
        let is_direction = |(key, _): &&(String, Vec<String>)| DIRECTIONS.contains(&key.as_str());
        if !self.values.iter().any(|value| is_direction(&value)) {
            self.values.extend(below.values.iter().filter(is_direction).cloned());
        }
    }

    /// The first key that is none of these.
    #[must_use]
    pub fn unknown_key(&self, known: &[&str]) -> Option<&str> {
        let keys = self.values.iter().map(|(key, _)| key.as_str());
        keys.into_iter().find(|key| !known.contains(key))
    }

    /// A list of numbers: `None` without the key, `Some(None)` when something in it is no number.
    #[must_use]
    pub fn numbers(&self, key: &str) -> Option<Option<Vec<f64>>> {
        Some(self.list_of(key)?.iter().map(|v| v.parse().ok()).collect())
    }

    /// Two numbers, or `default` without the key.
    ///
    /// # Errors
    /// The key, when it says anything else.
    pub fn pair(&self, key: &str, default: (f64, f64)) -> Result<(f64, f64), String> {
        match self.numbers(key) {
            None => Ok(default),
            Some(Some(list)) if list.len() == 2 => Ok((list[0], list[1])),
            Some(_) => Err(key.into()),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// The key, when it says anything else.
    pub fn number(&self, key: &str) -> Result<Option<f64>, String> {
        match self.numbers(key) {
            None => Ok(None),
            Some(Some(list)) if list.len() == 1 && list[0].is_finite() => Ok(Some(list[0])),
            Some(_) => Err(key.into()),
        }
    }

    /// 是 or 否, which is the same as nothing.
    ///
    /// # Errors
    /// The key, when it says anything else.
    pub fn flag(&self, key: &str) -> Result<bool, String> {
        match self.word_of(key) {
            None if self.list_of(key).is_none() => Ok(false),
            Some("是") => Ok(true),
            Some("否") => Ok(false),
            _ => Err(key.into()),
        }
    }
}

/// Reads all tables; `None` when a file of them cannot be read.
pub(super) fn read_tables(reader: &mut Reader<'_>) -> Option<Tables> {
    let mut table = |name: &str| -> Option<Vec<TableRow>> {
        let layers = reader.layers(&format!("art/{name}.yaml"))?;
        let read = |(word, node): (&Key, &Node)| TableRow::new(word, node);
        let built_in: Vec<TableRow> =
            merged(&layers[..1.min(layers.len())]).into_iter().map(read).collect();
        let mut rows: Vec<TableRow> = merged(&layers).into_iter().map(read).collect();
        for row in rows.iter_mut().filter(|_| matches!(name, "cast" | "poses")) {
            if let Some(below) = built_in.iter().find(|below| below.word == row.word) {
                row.keep_directions(below);
            }
        }
        Some(rows)
    };
    // Every file is read, so that the mistakes of all are told at once.
    let (cast, poses, moods) = (table("cast"), table("poses"), table("moods"));
    let (places, effects) = (table("places"), table("effects"));
    let (positions, shots) = (table("positions"), table("shots"));
    Some(Tables {
        cast: cast?,
        poses: poses?,
        moods: moods?,
        places: places?,
        effects: effects?,
        positions: positions?,
        shots: shots?,
    })
}

/// The rows of all layers, the lowest first: a row of an upper layer replaces the row of the same word
/// where that stands, new ones come after.
pub(super) fn merged(layers: &[Node]) -> Vec<(&Key, &Node)> {
    let mut rows: Vec<(&Key, &Node)> = Vec::new();
    for layer in layers {
        let NodeKind::Map(list) = &layer.kind else { continue };
        for (key, node) in list {
            match rows.iter_mut().find(|(k, _)| k.text == key.text) {
                Some(row) => *row = (key, node),
                None => rows.push((key, node)),
            }
        }
    }
    rows
}

/// Says which words of the lists have no row, and which rows name what is not there.
pub(super) fn check_tables(
    reader: &mut Reader<'_>,
    tables: &Tables,
    (words, listed): (&Vocabulary, &[Listed]),
    texts: &[ThemeText],
) {
    for list in listed {
        check_words(reader, tables, list);
    }
    let drawings: BTreeSet<&str> = texts.iter().map(|t| t.path.as_str()).collect();
    let mut drawing = |what: &str, at: Span, folder: &str, file: &str| {
        let path = format!("art/{folder}/{file}.svg");
        if !drawings.contains(path.as_str()) {
            let shown = reader.files.shown(&path, Layer::Folder);
            let help = format!("把图存成 {shown}，或改成 art/{folder} 里有的图的名字");
            reader.problem(Some(at), format!("{what}没有图 {path}"), help);
        }
    };
    for (word, at) in listed.iter().filter(|l| l.name == PROPS).flat_map(|l| &l.words) {
        if let Some(prop) = words.prop_words.iter().find(|p| p.word == *word) {
            drawing(&format!("道具「{word}」"), *at, "props", &prop.file);
        }
    }
    for row in &tables.places {
        let file = row.word_of("文件").unwrap_or("");
        drawing(&format!("地点「{}」", row.word), row.at, "places", file);
    }
    for row in &tables.effects {
        if let Some(file) = row.word_of("drawing") {
            drawing(&format!("特效「{}」", row.word), row.at, "props", file);
        }
    }
    check_names(reader, tables, words);
}

/// Every word of a list has its row.
fn check_words(reader: &mut Reader<'_>, tables: &Tables, list: &Listed) {
    // A row to copy: the least that is drawn.
    let (file, rows, example) = match list.name {
        "人物" => ("cast", &tables.cast, "{ age: middle, sex: m, hair: side, clothes: shirt }"),
        "动作" => (
            "poses",
            &tables.poses,
            "{ near: [-56, 126, relax, 1, 是, 0], far: [98, 22, offer, 1, 否, -22] }",
        ),
        "表情" => ("moods", &tables.moods, "{ eyes: dot, mouth: smile }"),
        "地点" => ("places", &tables.places, "{ 文件: door }"),
        "特效" => ("effects", &tables.effects, "{ at: [1.45, -0.5], drawing: heart }"),
        "位置" => ("positions", &tables.positions, "{ x: 0.5 }"),
        "镜头" => ("shots", &tables.shots, "{ full: 是 }"),
        // A prop is a row itself.
        _ => return,
    };
    let shown = reader.files.shown(&format!("art/{file}.yaml"), Layer::Folder);
    for (word, at) in &list.words {
        if !rows.iter().any(|row| row.word == *word) {
            let what = format!("{}「{word}」没有图：art/{file}.yaml 里没有它", list.name);
            let help = format!(
                "在 {shown} 里加一行「{word}: {example}」，照着改；不用这个词，就把它从词表里删去"
            );
            reader.problem(Some(*at), what, help);
        }
    }
}

/// Every thing, action and person that a row names has a row of its own.
fn check_names(reader: &mut Reader<'_>, tables: &Tables, words: &Vocabulary) {
    let has = |rows: &[TableRow], word: &str| rows.iter().any(|row| row.word == word);
    let there = |table: &str, word: &str| match table {
        "props" => words.prop_words.iter().any(|p| p.word == word),
        "poses" => has(&tables.poses, word),
        _ => has(&tables.cast, word),
    };
    let mut name = |row: &TableRow, (what, key): (&str, &str), word: &str, table: &str| {
        if !word.is_empty() && !there(table, word) {
            let said =
                format!("{what}「{}」的 {key} 写的「{word}」，art/{table}.yaml 里没有", row.word);
            let help = format!("改成 art/{table}.yaml 里的词，或在那里加一行「{word}」");
            reader.problem(Some(row.at), said, help);
        }
    };
    let keys = [
        ("brings", "props"),
        ("sets", "props"),
        ("into", "props"),
        ("partner", "poses"),
        ("afoot", "poses"),
        ("alone", "poses"),
    ];
    for row in &tables.poses {
        for (key, table) in keys {
            for word in row.list_of(key).unwrap_or_default() {
                name(row, ("动作", key), word, table);
            }
        }
        for (i, word) in row.list_of("sample").unwrap_or_default().iter().enumerate() {
            name(row, ("动作", "sample"), word, if i == 2 { "props" } else { "cast" });
        }
    }
    for row in &tables.places {
        for word in row.list_of("已有").unwrap_or_default() {
            name(row, ("地点", "已有"), word, "props");
        }
    }
}
