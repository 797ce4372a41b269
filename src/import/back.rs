//! A workbook that `export` wrote → its matters as they were, with what a person changed in the printed list.
//!
//! Start at [`take`], which finds the sheet that holds every field, and [`Kept::now`], which lays a row of the printed
//! list over it. A cell that is as it was printed changes nothing, so that fields which no column shows come back too; a
//! cell that was changed wins, and is told. The sheets that are only worked out of the list are not read; what somebody
//! wrote there is told.

use super::changed::Done;
use super::changed::change;
use super::changed::change_list;
use super::column::Column as Meaning;
use super::item::Item;
use super::item::Said;
use super::pieces::one_line;
use super::pieces::short;
use super::table::Table;
use crate::inventory::columns::CATEGORY;
use crate::inventory::columns::COLUMNS;
use crate::inventory::columns::Column;
use crate::inventory::fields::BODY;
use crate::inventory::fields::Pair;
use crate::inventory::fields::yaml;
use crate::inventory::reread::bare;
use crate::inventory::sheets::BACK;
use crate::inventory::sheets::BACK_HEADINGS;
use crate::inventory::sheets::LIST;
use crate::inventory::sheets::MATERIALS;
use crate::inventory::sheets::MATERIALS_PRINTED;
use crate::inventory::sheets::OPEN;
use crate::inventory::sheets::PRINTED;
use std::collections::BTreeMap;

/// Fields of one matter: six times those of the largest that check allows.
const MOST_FIELDS: usize = 5_000;
/// Parts of a path; ours have six.
const DEEPEST: usize = 12;

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

/// Takes our own sheets out of the tables of a file; nothing where it is no workbook of ours, or where the sheet with
/// every field is gone: then the printed list is read like any other.
pub(super) fn take(tables: &mut Vec<Table>, notes: &mut Vec<String>) -> Option<Back> {
    let back = fields(tables, notes);
    if back.is_none() && !tables.iter().any(|table| table.name == LIST) {
        return None;
    }
    tables.retain(|table| match table.name.as_str() {
        OPEN => {
            tell_answers(table, notes);
            false
        }
        MATERIALS => {
            match &back {
                Some(back) => back.tell_materials(table, notes),
                None => notes.push(format!("表「{MATERIALS}」是照总表列的，没有读")),
            }
            false
        }
        _ => true,
    });
    back
}

/// The sheet with every field, taken out of the tables.
fn fields(tables: &mut Vec<Table>, notes: &mut Vec<String>) -> Option<Back> {
    let (at, first) = tables.iter().enumerate().find_map(|(at, table)| {
        let is_heading = |row: usize| (0..3).all(|c| table.text(row, c) == BACK_HEADINGS[c]);
        (0..table.rows.len().min(5)).find(|row| is_heading(*row)).map(|row| (at, row + 1))
    })?;
    let table = tables.remove(at);
    let (mut back, mut strange) = (Back::default(), 0);
    for row in &table.rows[first..] {
        let cell = |column: usize| row.get(column).map_or("", String::as_str);
        let (code, path, text) = (cell(0).trim(), cell(1).trim(), cell(2));
        if code.is_empty() || path.is_empty() {
            continue;
        }
        let kept = back.kept.entry(code.to_string()).or_default();
        match path.strip_prefix(PRINTED) {
            Some(heading) => kept.printed.entry(heading.into()).or_default().push_str(text),
            None if !is_path(path) || kept.pairs.len() >= MOST_FIELDS => strange += 1,
            // A long text goes on under the same path.
            None => match kept.pairs.last_mut().filter(|(last, _)| last == path) {
                Some((_, before)) => before.push_str(text),
                None => kept.pairs.push((path.into(), text.into())),
            },
        }
    }
    if strange > 0 {
        notes.push(format!("「{BACK}」里有 {strange} 行不像小微写的，没有读；那张表不要改"));
    }
    Some(back)
}

/// Whether a path is one that we write: a few keys and numbers, nothing that could be read as more than a key.
fn is_path(path: &str) -> bool {
    let is_key = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    path.split('/').count() <= DEEPEST && path.split('/').all(is_key)
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
                Some(list) => {
                    let before = self.printed.get(column.heading).map_or("", String::as_str);
                    change_list((before, &self.pairs), &mut pairs, (list, column), text, title)
                }
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
