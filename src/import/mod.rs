//! The tables a community has today → procedure files, with an account of every row.
//!
//! Start at [`import()`]. A file is measured ([`bounds`]), read into tables ([`read`]), its headings found
//! ([`heading`]), its rows gathered into items ([`layout`]), each item made a draft ([`row`]); drafts that
//! `check` would refuse are mended or left out ([`trial`]). Files are written when all of that is done, all
//! or none, and none over a file that is there.

mod account;
mod back;
mod blocks;
mod bounds;
mod calc;
mod changed;
mod column;
mod columns;
mod cover;
mod desk;
mod forms;
mod fractions;
mod heading;
mod hidden;
mod item;
mod laws;
mod layout;
mod ledger;
mod lists;
mod margins;
mod marks;
mod number;
mod old;
mod old_formats;
mod package;
mod papers;
mod people;
mod pieces;
mod power;
mod read;
mod records;
mod returned;
mod row;
mod rows;
mod scene;
mod separated;
mod steps;
mod struck;
mod table;
mod terms;
mod trial;
mod unsaid;
mod ways;
mod word;
mod workbook;

use crate::content::Content;
use crate::model::Catalog;
use crate::scaffold::Numbering;
use crate::theme::Theme;
use anyhow::Result;
use desk::Desk;
use desk::not_done;
use item::Laid;
use ledger::Ledger;
use pieces::half_width;
use pieces::short;
use std::collections::BTreeSet;
use std::path::Path;
use table::Table;
use trial::Trial;

pub use account::Account;
pub use account::Cell;
pub use account::Fate;
pub use account::Imported;
pub use pieces::spoken;
pub use records::import_records;

/// Rows of a table without headings that are quoted.
const QUOTED_ROWS: usize = 5;

/// Reads a file with tables and writes a procedure for each item below `root`. `category` is used for items
/// that name none.
///
/// # Errors
/// The file cannot be read, no heading was found, or the disk says no: then nothing was written.
pub fn import(
    root: &Path,
    content: &Content,
    (catalog, theme): (&Catalog, &Theme),
    file: &Path,
    category: Option<&str>,
) -> Result<Imported> {
    let mut tables = read::read_tables(file)?;
    let mut done = Imported::default();
    let ours = back::take(&mut tables, &mut done.notes);
    let laid = lay_out(&tables, &mut done);
    if laid.is_empty() && ours.back.is_none() {
        return Err(nothing_found(file, &tables, &done));
    }
    let mut desk = Desk {
        root,
        content,
        catalog,
        category,
        tables: &tables,
        numbering: Numbering::of(catalog),
        trials: Vec::new(),
        accounts: Vec::new(),
        titles: BTreeSet::new(),
        full: 0,
        ledger: Ledger::default(),
    };
    let mut laid: Vec<(usize, Laid)> = laid
        .into_iter()
        .map(|(sheet, mut laid)| {
            for item in &mut laid.items {
                item.sheet = sheet;
                item.said.iter_mut().for_each(|said| said.text = half_width(&said.text));
            }
            (sheet, laid)
        })
        .collect();
    let (mut returned, told) = match &ours.back {
        Some(back) => returned::bring_back(
            back,
            &mut laid,
            (content, catalog, theme),
            (root, &mut desk.numbering),
        ),
        None => Default::default(),
    };
    done.notes.extend(told);
    for (sheet, at, fate, file) in std::mem::take(&mut returned.cells) {
        desk.ledger.enter(sheet, &at, fate, file.as_ref());
    }
    if let Some(width) = desk.widen(&laid) {
        done.notes
            .push(format!("一类里超过 99 件，编号用 {width} 位数；以后新加的也用 {width} 位"));
    }
    for (sheet, laid) in laid {
        let titles = desk.titles(&laid.items);
        for at in &laid.headings {
            desk.ledger.enter(sheet, at, Fate::Heading, None);
        }
        for at in &laid.noted {
            desk.ledger.enter(sheet, at, Fate::Told, None);
        }
        for (item, title) in laid.items.into_iter().zip(titles) {
            desk.take(item, title);
        }
        for row in laid.dropped {
            for at in &row.cells {
                desk.ledger.enter(sheet, at, Fate::Told, None);
            }
            let why = format!("没有事项名称，没有做：{}", row.text);
            desk.accounts.push(Some(not_done(row.place, String::new(), why)));
        }
    }
    if desk.full > 0
        && let Some(width) = desk.numbering.wider()
    {
        done.notes.push(format!(
            "编号不够用，{} 行没有做：加 --编号位数 {width} 再导入一次，全部编号先改成 {width} 位，旧编号记进「曾用编号」，这次做好的不会做两遍",
            desk.full
        ));
    }
    let settled = trial::settle(content, root, (catalog, theme), &mut desk.trials);
    done.after = Some((settled.report, settled.sources));
    let mut ledger = desk.ledger;
    desk.trials.iter().for_each(|trial| trial.fates(&mut ledger));
    let (cells, lost) = ledger.close(&tables);
    done.cells = cells;
    done.cells.extend(ours.cells(&returned.made));
    done.notes.extend(lost);
    let mut trials = desk.trials.into_iter();
    let told = desk.accounts.into_iter();
    done.returned = returned.files.len();
    done.accounts = std::mem::take(&mut returned.accounts);
    done.accounts.extend(told.filter_map(|a| a.or_else(|| trials.next().map(Trial::account))));
    // What `check` said was said without what came back.
    if !returned.files.is_empty() {
        done.after = None;
    }
    returned.files.extend(settled.files);
    crate::scaffold::write_all_new(&returned.files)?;
    Ok(done)
}

/// Whether a file has anything that can be imported.
///
/// # Errors
/// It has not, or cannot be read.
pub fn has_items(file: &Path) -> Result<()> {
    let mut tables = read::read_tables(file)?;
    let mut done = Imported::default();
    let ours = back::take(&mut tables, &mut done.notes);
    if lay_out(&tables, &mut done).is_empty() && ours.back.is_none() {
        return Err(nothing_found(file, &tables, &done));
    }
    Ok(())
}

/// Why nothing was found in a file, with what is in it.
fn nothing_found(file: &Path, tables: &[Table], done: &Imported) -> anyhow::Error {
    let hidden = done.notes.join("；");
    let rows: Vec<String> = tables
        .iter()
        .flat_map(|t| (0..t.rows.len()).map(|row| short(&t.quote(row))))
        .take(QUOTED_ROWS)
        .collect();
    let seen = if rows.is_empty() {
        "里面没有字".into()
    } else {
        format!("读到的是「{}」", rows.join("」「"))
    };
    let hidden = if tables.iter().any(|t| !t.notes.is_empty()) {
        format!("；{hidden}")
    } else {
        String::new()
    };
    anyhow::anyhow!(
        "{} 里没有找到表头：要有一行写着「事项名称」和另外至少两栏，如「材料」「流程」，下面一行一件；别的列表读不了，改成这样再导入。{seen}{hidden}",
        spoken(&file.display().to_string())
    )
}

/// The layouts of all tables, each with the number of its table; what is in none is noted.
fn lay_out(tables: &[Table], done: &mut Imported) -> Vec<(usize, Laid)> {
    let mut found: Vec<(usize, Laid)> = Vec::new();
    let mut before: Option<(&Table, heading::Columns)> = None;
    for (sheet, table) in tables.iter().enumerate() {
        done.notes.extend(table.notes.iter().cloned());
        let around = table.name == word::LINES;
        if table.rows.is_empty() || around && !found.is_empty() {
            if around && !table.rows.is_empty() {
                let mut laid = Laid::default();
                laid.noted.extend(table.filled().map(|(row, column)| table.at(row, column)));
                let told = table.quote_cells(0..table.rows.len());
                done.notes.push(format!("表格外面的字没有抄：{told}"));
                found.push((sheet, laid));
            }
            continue;
        }
        let laid = if around { forms::lines(table) } else { layout::items(table) };
        match laid {
            Some(mut laid) => {
                done.notes.append(&mut laid.notes);
                if !laid.columns.is_empty() {
                    before = Some((table, laid.columns.clone()));
                }
                found.push((sheet, laid));
            }
            // A table that goes on over the page is another one in Word, without headings.
            None if before.as_ref().is_some_and(|(_, c)| layout::goes_on_with(table, c)) => {
                let Some((above, columns)) = &before else { continue };
                let mut laid = layout::go_on(table, columns);
                done.notes.push(format!(
                    "「{}」没有表头，照「{}」的表头读；不对就在表里加上表头再导入",
                    table.name, above.name
                ));
                done.notes.append(&mut laid.notes);
                found.push((sheet, laid));
            }
            None => done.notes.push(format!(
                "「{}」里没有认得的表头（事项名称和另外至少两栏），{} 行没有做",
                table.name,
                table.rows.len()
            )),
        }
    }
    found
}
