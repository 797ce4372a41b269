//! Whether the tables of a theme fit each other: words have their rows, rows name what is there, kinds have
//! their profiles.
//!
//! Start at [`check_tables`] and [`check_profiles`].

use super::files::DEFAULT_THEME;
use super::files::Layer;
use super::kind::SheetKind;
use super::profile::Profile;
use super::reader::ThemeReader;
use super::row::TableRow;
use super::tables::Tables;
use super::words::Listed;
use super::words::PROPS;
use crate::diag::Span;
use crate::vocabulary::Vocabulary;

/// Says which words of the lists have no row, and which rows name what is not there.
pub(super) fn check_tables(
    reader: &mut ThemeReader<'_>,
    tables: &Tables,
    (words, listed): (&Vocabulary, &[Listed]),
) {
    for list in listed {
        check_words(reader, tables, list);
    }
    let mut drawing = |what: &str, at: Span, folder: &str, file: &str| {
        let path = format!("art/{folder}/{file}.svg");
        // One that is there and is no SVG was told of already.
        if reader.files.read(&path).is_none() {
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
        for file in row.drawings() {
            drawing(&format!("地点「{}」", row.word), row.at, "places", file);
        }
    }
    for row in &tables.effects {
        if let Some(file) = row.word_of("drawing") {
            drawing(&format!("特效「{}」", row.word), row.at, "props", file);
        }
    }
    check_names(reader, tables, words);
}

/// Every word of a list has its row.
fn check_words(reader: &mut ThemeReader<'_>, tables: &Tables, list: &Listed) {
    // A row to copy: the least that is drawn.
    let (file, rows, example) = match list.name {
        "人物" => ("cast", &tables.cast, "{ age: middle, sex: m, hair: side, clothes: shirt }"),
        "动作" => (
            "poses",
            &tables.poses,
            "{ near: [-58, 106, relax, 1, 是, abs82, flip], far: [104, 34, offer, 1, 否, abs-14] }",
        ),
        "表情" => (
            "moods",
            &tables.moods,
            "{ mouth: \"M-7,0 Q0,6 7,0\", talk: \"M-7,-2 Q0,0 7,-2 C6,7 -6,7 -7,-2Z\" }",
        ),
        "地点" => ("places", &tables.places, "{ 文件: door }"),
        "天色" => ("light", &tables.light, "{ inks: [sky apricot] }"),
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
fn check_names(reader: &mut ThemeReader<'_>, tables: &Tables, words: &Vocabulary) {
    let has = |rows: &[TableRow], word: &str| rows.iter().any(|row| row.word == word);
    let there = |table: &str, word: &str| match table {
        "props" => words.prop_words.iter().any(|p| p.word == word),
        "poses" => has(&tables.poses, word),
        "moods" => has(&tables.moods, word),
        "shots" => has(&tables.shots, word),
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
        ("tool", "props"),
        ("lays", "props"),
        ("with", "props"),
        ("of", "poses"),
        ("by", "cast"),
        ("mood", "moods"),
        ("shots", "shots"),
        ("detail", "poses"),
        ("empty", "poses"),
        ("sets", "props"),
        ("into", "props"),
        ("partner", "poses"),
        ("afoot", "poses"),
        ("over-desk", "poses"),
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
    for row in &tables.shots {
        let keys = ["listens", "gives", "takes", "drops", "shows", "points", "backs", "raises"];
        for key in keys {
            for word in row.list_of(key).unwrap_or_default() {
                name(row, ("镜头", key), word, "poses");
            }
        }
    }
    for row in &tables.places {
        for word in row.list_of("已有").unwrap_or_default() {
            name(row, ("地点", "已有"), word, "props");
        }
    }
}

/// Every kind's profile must be there and its safe area as wide as the kind leaves; a kind that names
/// none has the first.
pub(super) fn check_profiles(
    reader: &mut ThemeReader<'_>,
    mut kinds: Vec<SheetKind>,
    profiles: &[Profile],
) -> Option<Vec<SheetKind>> {
    for kind in &mut kinds {
        if kind.profile.is_empty() {
            kind.profile.clone_from(&profiles[0].name);
        }
        let Some(profile) = Profile::find(profiles, &kind.profile) else {
            let what = format!("没有「{}」这种印刷方式", kind.profile);
            let names: Vec<&str> = profiles.iter().map(|p| p.name.as_str()).collect();
            reader.problem(Some(kind.at), what, format!("可以写的有：{}", names.join("、")));
            return None;
        };
        if kind.prints() && kind.safe_margin < profile.safe_margin {
            let what = format!(
                "「{}」的安全边是 {} mm，{}只留了 {} mm",
                profile.name, profile.safe_margin, kind.label, kind.safe_margin
            );
            let help = "把 theme.yaml 里这种展板的 safe-margin 改大，或把安全边改小";
            // Blame falls on the row that is the community's own.
            let file = &reader.sources.file(profile.at.file).path;
            let is_built_in = file.starts_with(&format!("themes/{DEFAULT_THEME}/"));
            let at = if is_built_in { kind.at } else { profile.at };
            reader.problem(Some(at), what, help);
            return None;
        }
    }
    Some(kinds)
}
