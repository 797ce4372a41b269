//! Matters of a workbook of ours → their files under their old codes, with an account of each.
//!
//! Start at [`bring_back`]. What `check` refuses is tried once more without what a person changed, and told.

use super::account::Account;
use super::back::Back;
use super::back::Kept;
use super::back::Now;
use super::column::Column;
use super::item::Item;
use super::item::Laid;
use super::pieces::joined;
use super::pieces::short;
use crate::content::Content;
use crate::diag::Severity;
use crate::model::Catalog;
use crate::scaffold::Numbering;
use crate::theme::Theme;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

/// What is written and what is told of it.
#[derive(Debug, Default)]
pub(super) struct Returned {
    /// Files to write.
    pub(super) files: Vec<(PathBuf, String)>,
    /// In the order of the rows.
    pub(super) accounts: Vec<Account>,
    /// Sheet and address of every cell of theirs.
    pub(super) cells: Vec<(usize, String)>,
}

/// A matter on its way back.
struct One<'b> {
    item: Item,
    title: String,
    kept: &'b Kept,
    now: Now,
    /// Its file below the root.
    path: String,
    /// Why it is not made.
    refused: Option<String>,
}

/// Takes the rows that the workbook keeps the fields of out of what was laid, and makes their files. The sentences are
/// about matters that are kept and have no row any more.
pub(super) fn bring_back(
    back: &Back,
    laid: &mut [(usize, Laid)],
    (content, catalog, theme): (&Content, &Catalog, &Theme),
    (root, numbering): (&Path, &mut Numbering),
) -> (Returned, Vec<String>) {
    let names = content.names();
    let mut returned = Returned::default();
    let (mut seen, mut all) = (BTreeSet::new(), Vec::new());
    for (_, laid) in laid.iter_mut() {
        let items = std::mem::take(&mut laid.items);
        for item in items {
            let Some((code, kept)) = back.of(&item) else {
                laid.items.push(item);
                continue;
            };
            returned.cells.extend(item.said.iter().map(|said| (item.sheet, said.at.clone())));
            let title = title_of(&item);
            let again = !seen.insert(code.to_string());
            let same = catalog.procedures.iter().find(|p| {
                p.code.value == code
                    || p.title.value == title
                    || p.former_codes.iter().any(|former| former.value == code)
            });
            let why = match same {
                _ if again => Some(format!("表里前面已经有编号 {code} 的一行，没有做")),
                Some(same) => {
                    let mut told = kept.told(&item);
                    told.insert(0, format!("已经有这件事项了（{}），文件没有动", same.code.value));
                    if told.len() > 1 {
                        told.push(format!("要照表里的改，打开 {}", names(same.file)));
                    }
                    Some(told.join("；"))
                }
                None => None,
            };
            let folder = if why.is_none() { numbering.keep(catalog, &names, code) } else { None };
            let why = why.or_else(|| {
                folder.is_none().then(|| format!("编号 {code} 已经用过了，没有做；换一个编号"))
            });
            if let Some(why) = why {
                returned.accounts.push(account(&item, title, None, vec![why]));
                continue;
            }
            let now = kept.now(&item, &title);
            let name: String = title.chars().filter(|c| c.is_alphanumeric()).collect();
            let ending = if now.has_body { "md" } else { "yaml" };
            let path = format!("{}/{code}-{name}.{ending}", folder.unwrap_or_default());
            all.push(One { item, title, kept, now, path, refused: None });
        }
    }
    settle(content, (catalog, theme), &mut all);
    for one in all {
        let place = one.path.split('/').fold(root.to_path_buf(), |at, part| at.join(part));
        let mut left = one.now.changes;
        if let Some(why) = one.refused {
            left.insert(0, format!("{why}，没有做"));
            returned.accounts.push(account(&one.item, one.title, None, left));
        } else {
            returned.files.push((place.clone(), one.now.text));
            returned.accounts.push(account(&one.item, one.title, Some(place), left));
        }
    }
    let gone: Vec<&str> = back.codes().filter(|code| !seen.contains(*code)).collect();
    let notes = if gone.is_empty() {
        Vec::new()
    } else {
        vec![format!(
            "总表里没有 {} 的一行（删去了，或编号改过），没有照「导回用」做",
            gone.join("、")
        )]
    };
    (returned, notes)
}

fn title_of(item: &Item) -> String {
    let said = item.said.iter().find(|said| said.column == Some(Column::Title));
    said.map_or(String::new(), |said| joined(&said.text))
}

fn account(item: &Item, title: String, file: Option<PathBuf>, left: Vec<String>) -> Account {
    let understood =
        if file.is_some() { vec!["每一栏照原样导回来了".into()] } else { Vec::new() };
    Account { place: item.place.clone(), title, file, understood, left }
}

/// Holds the files against `check`: first with what was changed, then those that it refuses without.
fn settle(content: &Content, read: (&Catalog, &Theme), all: &mut [One<'_>]) {
    for round in 0..2 {
        let files: Vec<(String, String)> =
            all.iter().map(|one| (one.path.clone(), one.now.text.clone())).collect();
        let (report, _, ids) = content.with_files(read, &files);
        let mut wrong = false;
        for problem in report.items().iter().filter(|p| p.severity == Severity::Error) {
            let Some(span) = problem.span else { continue };
            let Some(which) = ids.iter().position(|id| *id == span.file) else { continue };
            let one = &mut all[which];
            if one.refused.is_some() {
                continue;
            }
            if round == 0 && !one.now.changes.is_empty() {
                wrong = true;
                let said = short(&problem.message);
                let mut changes = one.kept.told(&one.item);
                changes.iter_mut().for_each(|change| change.push_str("，没有照改"));
                changes.insert(0, format!("改过的格子写不进去（{said}），全部照原来的做了"));
                one.now = Now { changes, ..one.kept.as_it_was() };
            } else {
                one.refused = Some(problem.message.clone());
            }
        }
        if !wrong {
            return;
        }
    }
}
