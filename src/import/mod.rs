//! The tables a community has today → procedure files, with an account of every row.
//!
//! Start at [`import()`]. A file is measured ([`bounds`]), read into tables ([`read`]), its headings found
//! ([`heading`]), its rows gathered into items ([`layout`]), each item made a draft ([`row`]); drafts that
//! `check` would refuse are mended or left out ([`trial`]). Files are written when all of that is done, all
//! or none, and none over a file that is there.

mod account;
mod back;
mod bounds;
mod calc;
mod changed;
mod columns;
mod forms;
mod heading;
mod hidden;
mod item;
mod layout;
mod lists;
mod marks;
mod number;
mod old;
mod pieces;
mod read;
mod records;
mod returned;
mod row;
mod scene;
mod separated;
mod steps;
mod table;
mod terms;
mod trial;
mod word;
mod workbook;

use crate::content::Content;
use crate::model::Catalog;
use crate::model::PROCEDURE;
use crate::scaffold::Numbering;
use crate::theme::Theme;
use anyhow::Result;
use columns::Column;
use item::Item;
use item::Laid;
use pieces::has_break;
use pieces::joined;
use pieces::one_line;
use pieces::short;
use std::path::Path;
use table::Table;
use trial::Trial;

pub use account::Account;
pub use account::Imported;
pub use pieces::spoken;
pub use records::import_records;

/// Procedures that are made from one file.
const MAX_ITEMS: usize = 10_000;
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
    let back = back::take(&mut tables, &mut done.notes);
    let mut laid = lay_out(&tables, &mut done);
    if laid.is_empty() && back.is_none() {
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
        anyhow::bail!(
            "{} 里没有找到表头：要有一行写着「事项名称」和另外至少两栏，如「材料」「流程」，下面一行一件；别的列表读不了，改成这样再导入。{seen}{hidden}",
            spoken(&file.display().to_string())
        );
    }
    let mut desk = Desk {
        root,
        content,
        catalog,
        category,
        numbering: Numbering::of(catalog),
        trials: Vec::new(),
        accounts: Vec::new(),
    };
    let (mut returned, told) = match &back {
        Some(back) => returned::bring_back(
            back,
            &mut laid,
            (content, catalog, theme),
            (root, &mut desk.numbering),
        ),
        None => Default::default(),
    };
    done.notes.extend(told);
    for laid in laid {
        let titles = desk.titles(&laid.items);
        for (item, title) in laid.items.into_iter().zip(titles) {
            desk.take(item, title)?;
        }
        for (place, text) in laid.dropped {
            let why = format!("没有事项名称，没有做：「{}」", short(&text));
            desk.accounts.push(Some(not_done(place, String::new(), why)));
        }
    }
    let files = trial::settle(content, (catalog, theme), &mut desk.trials);
    let mut trials = desk.trials.into_iter();
    let told = desk.accounts.into_iter();
    done.returned = returned.files.len();
    done.accounts = std::mem::take(&mut returned.accounts);
    done.accounts.extend(told.filter_map(|a| a.or_else(|| trials.next().map(Trial::account))));
    returned.files.extend(files);
    crate::scaffold::write_all_new(&returned.files)?;
    Ok(done)
}

fn not_done(place: String, title: String, why: String) -> Account {
    Account { place, title, file: None, understood: Vec::new(), left: vec![why] }
}

/// The layouts of all tables; what is in none is noted.
fn lay_out(tables: &[Table], done: &mut Imported) -> Vec<Laid> {
    let mut found: Vec<Laid> = Vec::new();
    for table in tables {
        done.notes.extend(table.notes.iter().cloned());
        let around = table.name == word::LINES;
        if table.rows.is_empty() || around && !found.is_empty() {
            if around && !table.rows.is_empty() {
                let texts: Vec<String> =
                    (0..table.rows.len()).map(|row| table.quote(row)).collect();
                done.notes.push(format!("表格外面的字没有抄：「{}」", short(&texts.join("｜"))));
            }
            continue;
        }
        let laid = if around { forms::lines(table) } else { layout::items(table) };
        match laid {
            Some(mut laid) => {
                done.notes.append(&mut laid.notes);
                found.push(laid);
            }
            None => {
                let rows =
                    (0..table.rows.len().min(QUOTED_ROWS)).map(|row| short(&table.quote(row)));
                let more = if table.rows.len() > QUOTED_ROWS { "……" } else { "" };
                done.notes.push(format!(
                    "「{}」里没有认得的表头（事项名称和另外至少两栏），{} 行没有做：「{}」{more}",
                    table.name,
                    table.rows.len(),
                    rows.collect::<Vec<_>>().join("」「")
                ));
            }
        }
    }
    found
}

/// Where items become drafts.
struct Desk<'d> {
    root: &'d Path,
    content: &'d Content,
    catalog: &'d Catalog,
    category: Option<&'d str>,
    numbering: Numbering,
    trials: Vec<Trial>,
    /// In the order of the tables; `None` for the next trial, which is not over yet.
    accounts: Vec<Option<Account>>,
}

impl Desk<'_> {
    /// The names of items; numbers before them go only where they count the items.
    fn titles(&self, items: &[Item]) -> Vec<String> {
        let title = |item: &Item| {
            let said = item.said.iter().find(|said| said.column == Some(Column::Title));
            said.map_or(String::new(), |said| joined(&said.text))
        };
        let plain: Vec<String> = items.iter().map(title).collect();
        let bare = marks::without_marks(plain.clone());
        if bare.len() == plain.len() { bare } else { plain }
    }

    /// An item becomes a draft, or an account of why it did not.
    fn take(&mut self, item: Item, title: String) -> Result<()> {
        let mut texts = item.said.iter().map(|said| one_line(&said.text)).collect::<Vec<_>>();
        texts.dedup();
        let quoted = format!("：「{}」", short(&texts.join("｜")));
        let said = |column| item.said.iter().find(|said| said.column == Some(column));
        let own = said(Column::Category).map(|said| one_line(&said.text));
        let wanted = own.as_deref().or(self.category);
        let number = wanted
            .and_then(|w| self.numbering.category(w))
            .or_else(|| self.category.and_then(|fallback| self.numbering.category(fallback)));
        let same = self.catalog.procedures.iter().find(|p| p.title.value == title);
        let (count, longest) = (title.chars().count(), PROCEDURE.longest("事项名称"));
        let why = if title.is_empty() {
            Some(format!("没有事项名称，没有做{quoted}"))
        } else if let Some(same) = same {
            Some(format!("已经有这件事项了（{}），没有做{quoted}", same.code.value))
        } else if self.trials.iter().any(|trial| trial.title == title) {
            Some(format!("表里前面已经有同名的一行，没有做{quoted}"))
        } else if count > longest {
            Some(format!("事项名称有 {count} 个字，最多 {longest} 个，没有做{quoted}"))
        } else if number.is_none() {
            let named = wanted.map_or("没有写类别".into(), |w| format!("没有「{w}」这个类别"));
            Some(format!("{named}，没有做；在表里写上类别的名称或编号，或加 --类别{quoted}"))
        } else if self.trials.len() >= MAX_ITEMS {
            Some(format!("一次最多 {MAX_ITEMS} 件，没有做；分成几个文件再导入"))
        } else {
            None
        };
        if let Some(why) = why {
            self.accounts.push(Some(not_done(item.place, title, why)));
            return Ok(());
        }
        let names = self.content.names();
        let (path, code) =
            self.numbering.next(self.root, self.catalog, &names, &title, number.unwrap_or(1))?;
        self.accounts.push(None);
        let broken = said(Column::Title).is_some_and(|said| has_break(&said.text));
        let mut item = item;
        if broken {
            item.notes.push(format!("名称的格子里有换行，接成了「{title}」，看看对不对"));
        }
        self.trials.push(Trial::new(item, title, (path, code)));
        Ok(())
    }
}
