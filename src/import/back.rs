//! A workbook that `export` wrote → its matters as they were, with what a person changed in the printed list.
//!
//! Start at [`take`], which finds the sheet that holds every field, and [`Kept::now`], which lays a row of the printed
//! list over it. A cell that is as it was printed changes nothing, so that fields which no column shows come back too; a
//! cell that was changed wins, and is told. The sheets that are only worked out of the list are not read; what somebody
//! wrote there is told.

use super::columns::Column as Meaning;
use super::item::Item;
use super::item::Said;
use super::pieces::one_line;
use super::pieces::short;
use super::row::Draft;
use super::row::Withheld;
use super::table::Table;
use crate::diag::FileId;
use crate::inventory::columns::CATEGORY;
use crate::inventory::columns::COLUMNS;
use crate::inventory::columns::Column;
use crate::inventory::fields::BODY;
use crate::inventory::fields::Pair;
use crate::inventory::fields::flat;
use crate::inventory::fields::is_below;
use crate::inventory::fields::number_in;
use crate::inventory::fields::renumbered;
use crate::inventory::fields::yaml;
use crate::inventory::reread::keys_shown;
use crate::inventory::reread::shown_in;
use crate::inventory::reread::without_number;
use crate::inventory::sheets::BACK_HEADINGS;
use crate::inventory::sheets::MATERIALS;
use crate::inventory::sheets::MATERIALS_PRINTED;
use crate::inventory::sheets::OPEN;
use crate::inventory::sheets::PRINTED;
use crate::model::PROCEDURE;
use crate::quantity::ASK_WINDOW;
use crate::yaml::Passage;
use crate::yaml::parse;
use std::collections::BTreeMap;

/// All matters of a workbook of ours, by code.
#[derive(Debug, Default)]
pub(super) struct Back {
    kept: BTreeMap<String, Kept>,
}

/// What the workbook keeps of a matter.
#[derive(Debug, Default, Clone)]
pub(super) struct Kept {
    /// Its fields.
    pairs: Vec<Pair>,
    /// Its printed texts by heading.
    printed: BTreeMap<String, String>,
}

/// A matter as it is now.
#[derive(Debug)]
pub(super) struct Now {
    /// The whole file.
    pub(super) text: String,
    /// Whether it has a text below its fields, so that it is Markdown.
    pub(super) has_body: bool,
    /// What was changed by hand, a sentence each.
    pub(super) changes: Vec<String>,
}

/// Takes our own sheets out of the tables of a file; nothing where it is no workbook of ours.
pub(super) fn take(tables: &mut Vec<Table>, notes: &mut Vec<String>) -> Option<Back> {
    let (at, first) = tables.iter().enumerate().find_map(|(at, table)| {
        let is_heading = |row: usize| (0..3).all(|c| table.text(row, c) == BACK_HEADINGS[c]);
        (0..table.rows.len().min(5)).find(|row| is_heading(*row)).map(|row| (at, row + 1))
    })?;
    let table = tables.remove(at);
    let mut back = Back::default();
    for row in &table.rows[first..] {
        let cell = |column: usize| row.get(column).map_or("", String::as_str);
        let (code, path, text) = (cell(0).trim(), cell(1).trim(), cell(2));
        if code.is_empty() || path.is_empty() {
            continue;
        }
        let kept = back.kept.entry(code.to_string()).or_default();
        match path.strip_prefix(PRINTED) {
            Some(heading) => kept.printed.entry(heading.into()).or_default().push_str(text),
            // A long text goes on under the same path.
            None => match kept.pairs.last_mut().filter(|(last, _)| last == path) {
                Some((_, before)) => before.push_str(text),
                None => kept.pairs.push((path.into(), text.into())),
            },
        }
    }
    tables.retain(|table| match table.name.as_str() {
        OPEN => {
            tell_answers(table, notes);
            false
        }
        MATERIALS => {
            back.tell_materials(table, notes);
            false
        }
        _ => true,
    });
    Some(back)
}

/// Answers that somebody wrote beside open questions: nobody but they can put them into the list.
fn tell_answers(table: &Table, notes: &mut Vec<String>) {
    for row in 2..table.rows.len() {
        let answer = table.text(row, 5);
        if !answer.is_empty() {
            notes.push(format!(
                "{} 有答复，没有替您改：{}「{}」→「{}」；打开那件事项的文件改",
                table.place(row),
                table.text(row, 1),
                short(table.text(row, 3)),
                short(answer)
            ));
        }
    }
}

/// A text without its blanks: programs put some in and take others away.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '｜').collect()
}

impl Back {
    /// The codes of all matters that are kept.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.kept.keys().map(String::as_str)
    }

    /// What is kept of the matter of a row of the printed list.
    pub(super) fn of(&self, item: &Item) -> Option<(&str, &Kept)> {
        let said = item.said.iter().find(|said| said.column == Some(Meaning::Code))?;
        self.kept.get_key_value(said.text.trim()).map(|(code, kept)| (code.as_str(), kept))
    }

    fn tell_materials(&self, table: &Table, notes: &mut Vec<String>) {
        let mut now: BTreeMap<String, String> = BTreeMap::new();
        for row in 2..table.rows.len() {
            now.entry(table.text(row, 0).to_string()).or_default().push_str(&table.quote(row));
        }
        let before = |code: &String| {
            self.kept.get(code).and_then(|kept| kept.printed.get(MATERIALS_PRINTED))
        };
        let changed: Vec<&str> = now
            .iter()
            .filter(|(code, text)| before(code).is_none_or(|before| bare(before) != bare(text)))
            .map(|(code, _)| code.as_str())
            .collect();
        if !changed.is_empty() {
            notes.push(format!(
                "「{}」这张表里 {} 改过，没有读：材料改在总表的「所需材料」一栏",
                table.name,
                changed.join("、")
            ));
        }
    }
}

impl Kept {
    /// What a row of the printed list says that was printed otherwise: the column, and the text now.
    fn changed<'i>(&self, item: &'i Item) -> Vec<(&'static Column, Option<&'i Said>)> {
        let mut found = Vec::new();
        for column in COLUMNS.iter().skip(1) {
            // Where headings lie above each other the inner one is meant.
            let is_it = |said: &&Said| {
                said.heading == column.heading
                    || said.heading.ends_with(&format!("·{}", column.heading))
            };
            let said = item.said.iter().find(is_it);
            let now = said.map_or("", |said| said.text.as_str());
            let before = self.printed.get(column.heading).map_or("", String::as_str);
            if bare(now) != bare(before) {
                found.push((column, said));
            }
        }
        found
    }

    /// What was changed by hand in a row, where nothing is made of it.
    pub(super) fn told(&self, item: &Item) -> Vec<String> {
        let changed = self.changed(item);
        changed.into_iter().map(|(column, said)| self.says(column, said)).collect()
    }

    fn says(&self, column: &Column, said: Option<&Said>) -> String {
        let before = self.printed.get(column.heading).map_or("", String::as_str);
        let now = said.map_or("", |said| said.text.as_str());
        format!("「{}」原来是「{}」，表里是「{}」", column.heading, short(before), short(now))
    }

    /// The matter as it was written, without what a person changed since.
    pub(super) fn as_it_was(&self) -> Now {
        file_of(&self.pairs, &[], Vec::new())
    }

    /// The matter with what a person changed in its row.
    pub(super) fn now(&self, item: &Item, title: &str) -> Now {
        let mut pairs = self.pairs.clone();
        let (mut changes, mut comments) = (Vec::new(), Vec::new());
        for (column, said) in self.changed(item) {
            let what = self.says(column, said);
            if column.heading == CATEGORY {
                changes.push(format!("{what}，没有照改：类别看编号的第一位"));
                continue;
            }
            let text = said.map_or("", |said| said.text.as_str());
            let done = match column.list {
                Some(list) => self.change_list(&mut pairs, (list, column), text, title),
                None => change(&mut pairs, column, said, title),
            };
            let what = match done {
                Done::Taken => format!("{what}，照表里的改了"),
                Done::Lines(told) => {
                    format!("「{}」照表里的改了：{}", column.heading, told.join("；"))
                }
                Done::Kept => {
                    let lines = text.lines().map(one_line).filter(|line| !line.is_empty());
                    comments.extend(
                        lines.map(|line| format!("# 表格里的「{}」：{line}", column.heading)),
                    );
                    format!("{what}，没有照改：这一栏要改文件，表里的话留在文件的注释里")
                }
            };
            changes.push(what);
        }
        file_of(&pairs, &comments, changes)
    }

    /// A list of which some lines were changed: an element whose line is as it was stays as it was, one that was
    /// written otherwise keeps what no line shows.
    fn change_list(
        &self,
        pairs: &mut Vec<Pair>,
        (list, column): (&'static str, &'static Column),
        text: &str,
        title: &str,
    ) -> Done {
        let before = self.printed.get(column.heading).map_or("", String::as_str);
        let lines = |text: &str| {
            let bare = text.lines().map(|line| without_number(line).to_string());
            bare.filter(|line| !line.is_empty()).collect::<Vec<String>>()
        };
        let (old, new) = (lines(before), lines(text));
        let element = |number: usize| -> Vec<Pair> {
            let own = self.pairs.iter().filter(|(path, _)| number_in(path, list) == Some(number));
            own.cloned().collect()
        };
        let mut used = vec![false; old.len()];
        let mut all: Vec<Vec<Pair>> = Vec::new();
        let mut told = Vec::new();
        for (i, line) in new.iter().enumerate() {
            let same = (0..old.len()).find(|j| !used[*j] && bare(&old[*j]) == bare(line));
            if let Some(j) = same {
                used[j] = true;
                all.push(element(j + 1));
                continue;
            }
            // The line in the same place was changed; in a list of another length nobody can tell which.
            let of_old = if new.len() == old.len() { element(i + 1) } else { Vec::new() };
            let Some(mut found) = read_line((list, column), line, title) else {
                return Done::Kept;
            };
            let mut said = match old.get(i).filter(|_| new.len() == old.len()) {
                Some(before) => {
                    format!("第 {} 行原来是「{}」，现在是「{}」", i + 1, short(before), short(line))
                }
                None => format!("多了「{}」", short(line)),
            };
            if let [one] = &mut found[..] {
                let hidden = not_shown(&of_old, list);
                let mut kept: Vec<&str> =
                    hidden.iter().filter_map(|(path, _)| path.split('/').nth(2)).collect();
                kept.dedup();
                if !kept.is_empty() {
                    said.push_str(&format!("，没印在总表上的（{}）照旧", kept.join("、")));
                }
                overlay(one, hidden, list);
            }
            told.push(said);
            all.extend(found);
        }
        if new.len() != old.len() {
            let gone = (0..old.len()).filter(|j| !used[*j]);
            told.extend(gone.map(|j| format!("没有「{}」了", short(&old[j]))));
        } else if told.is_empty() {
            told.push("换了先后".into());
        }
        let at = pairs.iter().position(|(path, _)| is_below(path, list)).unwrap_or(pairs.len());
        pairs.retain(|(path, _)| !is_below(path, list));
        let numbered = (1..).zip(all).flat_map(|(number, element)| {
            let moved = move |(path, text): Pair| (renumbered(&path, list, number), text);
            element.into_iter().map(moved).collect::<Vec<_>>()
        });
        let mut numbered: Vec<Pair> = numbered.collect();
        if numbered.is_empty() {
            numbered.push((format!("{list}/0"), String::new()));
        }
        pairs.splice(at.min(pairs.len())..at.min(pairs.len()), numbered);
        Done::Lines(told)
    }
}

/// What became of a change.
enum Done {
    /// It stands in the fields.
    Taken,
    /// The lines of a list do: what was changed of each.
    Lines(Vec<String>),
    /// It could not be read: the fields are as they were.
    Kept,
}

/// Fields of an element that no line of the list shows.
fn not_shown(element: &[Pair], list: &str) -> Vec<Pair> {
    let shown = keys_shown(list);
    let is_hidden = |path: &str| {
        let mut parts = path.split('/').skip(2);
        parts.next().is_some_and(|key| !shown.contains(&key))
    };
    element.iter().filter(|(path, _)| is_hidden(path)).cloned().collect()
}

/// Puts fields that were not shown beside those of a line; an answer that says nothing yields to them.
fn overlay(element: &mut Vec<Pair>, hidden: Vec<Pair>, list: &str) {
    if hidden.is_empty() {
        return;
    }
    // A line alone becomes a group, so that others can stand beside it.
    if let [(path, text)] = &mut element[..]
        && path.split('/').count() == 2
        && let Some(first) = keys_shown(list).first()
    {
        *element = vec![(format!("{path}/{first}"), text.clone())];
    }
    let key = |path: &str| path.split('/').skip(2).collect::<Vec<_>>().join("/");
    let keys: Vec<String> = hidden.iter().map(|(path, _)| key(path)).collect();
    element.retain(|(path, text)| !(keys.contains(&key(path)) && text == ASK_WINDOW));
    let there: Vec<String> = element.iter().map(|(path, _)| key(path)).collect();
    element.extend(hidden.into_iter().filter(|(path, _)| !there.contains(&key(path))));
}

/// A line that was changed, as elements of its list: as it was printed, else as any table says such things.
fn read_line(
    (list, column): (&'static str, &'static Column),
    line: &str,
    title: &str,
) -> Option<Vec<Vec<Pair>>> {
    let drafted = || {
        let pairs = drafted(column, line, title);
        let last = pairs.iter().filter_map(|(path, _)| number_in(path, list)).max()?;
        let element = |number: usize| {
            let own = pairs.iter().filter(move |(path, _)| number_in(path, list) == Some(number));
            own.cloned().collect::<Vec<Pair>>()
        };
        Some((1..=last).map(element).filter(|e| !e.is_empty()).collect::<Vec<_>>())
    };
    let Some(shown) = shown_in(list, line) else { return drafted() };
    let mut element: Vec<Pair> =
        shown.into_iter().map(|(key, text)| (format!("{list}/1/{key}"), text)).collect();
    // What must be said and is shown by no line.
    if list == "材料" {
        element.push((format!("{list}/1/哪里拿"), ASK_WINDOW.into()));
    }
    Some(vec![element])
}

/// What the ordinary reading makes of a text in a column.
fn drafted(column: &Column, text: &str, title: &str) -> Vec<Pair> {
    let said = Said {
        column: super::columns::meaning(column.heading),
        heading: column.heading.into(),
        text: text.into(),
    };
    let item = Item { said: vec![said], ..Item::default() };
    let file = Draft::of(&item, title.into(), &Withheld::default()).file("0");
    let tree = parse(Passage { file: FileId(0), text: &file, offset: 0 });
    tree.map_or_else(|_| Vec::new(), |tree| flat(&tree, &PROCEDURE))
}

/// A cell that is no list: its fields are what the ordinary reading makes of it.
fn change(
    pairs: &mut Vec<Pair>,
    column: &'static Column,
    said: Option<&Said>,
    title: &str,
) -> Done {
    let text = said.map_or("", |said| said.text.trim());
    let known = super::columns::meaning(column.heading).is_some();
    if !known {
        return Done::Kept;
    }
    let shows = |path: &str| column.shows.iter().any(|field| is_below(path, field));
    let mut found = drafted(column, text, title);
    found.retain(|(path, _)| shows(path));
    if found.is_empty() && !text.is_empty() {
        return Done::Kept;
    }
    let at = pairs.iter().position(|(path, _)| shows(path)).unwrap_or(pairs.len());
    pairs.retain(|(path, _)| !shows(path));
    pairs.splice(at.min(pairs.len())..at.min(pairs.len()), found);
    Done::Taken
}

/// The file of a matter.
fn file_of(pairs: &[Pair], comments: &[String], changes: Vec<String>) -> Now {
    let body: String =
        pairs.iter().filter(|(path, _)| path == BODY).map(|(_, text)| text.as_str()).collect();
    let fields: Vec<Pair> = pairs.iter().filter(|(path, _)| path != BODY).cloned().collect();
    let mut lines: String = comments.iter().map(|line| format!("{line}\n")).collect();
    lines.push_str(&yaml(&fields));
    let has_body = !body.is_empty();
    let text = if has_body { format!("---\n{lines}---\n{body}\n") } else { lines };
    Now { text, has_body, changes }
}
