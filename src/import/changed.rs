//! A cell that a person changed in a printed list → the fields that it shows.
//!
//! Start at [`change_list`] and [`change`]. A line that is as it was printed keeps its element with all that no column
//! shows; one that was changed is read as it was printed, else as any table of a community is.

use super::columns::meaning;
use super::item::Item;
use super::item::Said;
use super::pieces::short;
use super::row::Draft;
use super::row::Withheld;
use crate::diag::FileId;
use crate::inventory::columns::Column;
use crate::inventory::fields::Pair;
use crate::inventory::fields::flat;
use crate::inventory::fields::is_below;
use crate::inventory::fields::number_in;
use crate::inventory::fields::renumbered;
use crate::inventory::reread::bare;
use crate::inventory::reread::keys_shown;
use crate::inventory::reread::shown_in;
use crate::inventory::reread::without_number;
use crate::model::PROCEDURE;
use crate::quantity::ASK_WINDOW;
use crate::yaml::Passage;
use crate::yaml::parse;

/// What became of a change.
pub(super) enum Done {
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
        column: meaning(column.heading),
        heading: column.heading.into(),
        row: 0,
        at: String::new(),
        text: text.into(),
    };
    let item = Item { said: vec![said], ..Item::default() };
    let file = Draft::of(&item, title.into(), &Withheld::default()).file("0");
    let tree = parse(Passage { file: FileId(0), text: &file, offset: 0 });
    tree.map_or_else(|_| Vec::new(), |tree| flat(&tree, &PROCEDURE))
}

/// A cell that is no list: its fields are what the ordinary reading makes of it.
pub(super) fn change(
    pairs: &mut Vec<Pair>,
    column: &'static Column,
    said: Option<&Said>,
    title: &str,
) -> Done {
    let text = said.map_or("", |said| said.text.trim());
    let known = meaning(column.heading).is_some();
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

/// A list of which some lines were changed: an element whose line is as it was stays as it was, one that was
/// written otherwise keeps what no line shows.
pub(super) fn change_list(
    (before, kept): (&str, &[Pair]),
    pairs: &mut Vec<Pair>,
    (list, column): (&'static str, &'static Column),
    text: &str,
    title: &str,
) -> Done {
    let lines = |text: &str| {
        let bare = text.lines().map(|line| without_number(line).to_string());
        bare.filter(|line| !line.is_empty()).collect::<Vec<String>>()
    };
    let (old, new) = (lines(before), lines(text));
    let element = |number: usize| -> Vec<Pair> {
        let own = kept.iter().filter(|(path, _)| number_in(path, list) == Some(number));
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
