//! The table a community has today → procedure files, with an account of every row.
//!
//! Start at [`import()`]. Tables are read ([`table`]), their headings found ([`columns`]), each row becomes
//! a draft ([`row`]); files are written when all rows have been read, none over a file that is there.

mod columns;
mod pieces;
mod row;
mod table;

use crate::diag::FileId;
use crate::model::Catalog;
use crate::model::PROCEDURE;
use crate::scaffold::Numbering;
use anyhow::Result;
use columns::Column;
use row::Draft;
use std::path::Path;
use std::path::PathBuf;

/// What became of a row.
#[derive(Debug)]
pub struct Account {
    /// Sheet and row, as the clerk sees them.
    pub place: String,
    /// The procedure's name; empty where there is none.
    pub title: String,
    /// The file; `None` when none was made.
    pub file: Option<PathBuf>,
    /// What was understood.
    pub understood: Vec<String>,
    /// What was not.
    pub left: Vec<String>,
}

/// Reads a file with tables and writes a procedure for each row below `root`. `category` is used for rows
/// that name none.
///
/// # Errors
/// The file cannot be read, no heading was found, or the disk says no.
pub fn import(
    root: &Path,
    catalog: &Catalog,
    paths: &dyn Fn(FileId) -> String,
    file: &Path,
    category: Option<&str>,
) -> Result<Vec<Account>> {
    let tables = table::read_tables(file)?;
    let mut numbering = Numbering::of(catalog);
    let mut accounts = Vec::new();
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    let mut has_heading = false;
    for table in &tables {
        let Some(heading) = columns::find_heading(&table.rows) else { continue };
        has_heading = true;
        // Merged cells hold their text in the first row only.
        let mut above = String::new();
        for (i, cells) in table.rows.iter().enumerate().skip(heading.row + 1) {
            let known: Vec<(Column, &str)> = heading
                .columns
                .iter()
                .zip(cells)
                .filter_map(|(column, text)| Some(((*column)?, text.as_str())))
                .collect();
            let is_empty = known.iter().all(|(_, text)| text.trim().is_empty());
            if is_empty {
                continue;
            }
            let place = format!("{} 第 {} 行", table.name, i + 1);
            let account = |title: &str, why: String| Account {
                place: place.clone(),
                title: title.into(),
                file: None,
                understood: Vec::new(),
                left: vec![why],
            };
            let Some(mut draft) = Draft::of(&known) else {
                accounts.push(account("", "没有事项名称，没有做".into()));
                continue;
            };
            if draft.category.is_empty() {
                draft.category.clone_from(&above);
            } else {
                above.clone_from(&draft.category);
            }
            let headings = table.rows[heading.row].iter();
            for ((name, column), text) in headings.zip(&heading.columns).zip(cells) {
                if column.is_none() && !name.trim().is_empty() && !text.trim().is_empty() {
                    draft.unknown(name, text);
                }
            }
            let wanted = Some(draft.category.as_str()).filter(|c| !c.is_empty()).or(category);
            let number = wanted
                .and_then(|w| numbering.category(w))
                .or_else(|| category.and_then(|fallback| numbering.category(fallback)));
            let title = draft.title.clone();
            let same = catalog.procedures.iter().find(|p| p.title.value == title);
            let (count, longest) = (title.chars().count(), PROCEDURE.longest("事项名称"));
            let why = if let Some(same) = same {
                Some(format!("已经有这件事项了（{}），没有做", same.code.value))
            } else if accounts.iter().any(|a: &Account| a.file.is_some() && a.title == title) {
                Some("表里前面已经有同名的一行，没有做".into())
            } else if count > longest {
                Some(format!("事项名称有 {count} 个字，最多 {longest} 个，没有做"))
            } else if number.is_none() {
                let named =
                    wanted.map_or("没有写类别".into(), |w| format!("没有「{w}」这个类别"));
                Some(format!("{named}，没有做；在表里写上类别的名称或编号，或加 --类别"))
            } else {
                None
            };
            if let Some(why) = why {
                accounts.push(account(&title, why));
                continue;
            }
            let (path, code) = numbering.next(root, catalog, paths, &title, number.unwrap_or(1))?;
            files.push((path.clone(), draft.file(&code)));
            let Draft { understood, left, .. } = draft;
            accounts.push(Account { place, title, file: Some(path), understood, left });
        }
    }
    if !has_heading {
        anyhow::bail!(
            "{} 里没有找到表头：要有一行写着「事项名称」和另外至少两栏，如「材料」「流程」",
            file.display()
        );
    }
    for (path, text) in &files {
        crate::scaffold::write_new(path, text)?;
    }
    Ok(accounts)
}
