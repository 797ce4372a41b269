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
mod column;
mod columns;
mod cover;
mod forms;
mod fractions;
mod heading;
mod hidden;
mod item;
mod laws;
mod layout;
mod ledger;
mod lists;
mod marks;
mod number;
mod old;
mod old_formats;
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
mod ways;
mod word;
mod workbook;

use crate::content::Content;
use crate::model::Catalog;
use crate::model::PROCEDURE;
use crate::scaffold::Numbering;
use crate::theme::Theme;
use anyhow::Result;
use column::Column;
use item::Item;
use item::Laid;
use ledger::Ledger;
use pieces::has_break;
use pieces::joined;
use pieces::one_line;
use pieces::short;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use table::Table;
use table::quoted;
use trial::Trial;

pub use account::Account;
pub use account::Cell;
pub use account::Fate;
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
    let laid = lay_out(&tables, &mut done);
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
        tables: &tables,
        numbering: Numbering::of(catalog),
        trials: Vec::new(),
        accounts: Vec::new(),
        titles: BTreeSet::new(),
        ledger: Ledger::default(),
    };
    let mut laid: Vec<(usize, Laid)> = laid
        .into_iter()
        .map(|(sheet, mut laid)| {
            laid.items.iter_mut().for_each(|item| item.sheet = sheet);
            (sheet, laid)
        })
        .collect();
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
    for (sheet, at) in std::mem::take(&mut returned.cells) {
        desk.ledger.enter(sheet, &at, Fate::Field, None);
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
    let settled = trial::settle(content, root, (catalog, theme), &mut desk.trials);
    done.after = Some((settled.report, settled.sources));
    let mut ledger = desk.ledger;
    desk.trials.iter().for_each(|trial| trial.fates(&mut ledger));
    let (cells, lost) = ledger.close(&tables);
    done.cells = cells;
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

fn not_done(place: String, title: String, why: String) -> Account {
    Account { place, title, file: None, understood: Vec::new(), left: vec![why] }
}

/// The cells of an item that is not made, each with its address.
fn told_whole(item: &Item) -> String {
    let mut cells: Vec<String> =
        item.said.iter().map(|said| quoted(&said.at, &said.text)).collect();
    cells.dedup();
    cells.join("、")
}

/// The layouts of all tables, each with the number of its table; what is in none is noted.
fn lay_out(tables: &[Table], done: &mut Imported) -> Vec<(usize, Laid)> {
    let mut found: Vec<(usize, Laid)> = Vec::new();
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

/// Whether a text may be a code.
fn is_code(text: &str) -> bool {
    (3..=5).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && !text.starts_with('0')
}

/// Where items become drafts.
struct Desk<'d> {
    root: &'d Path,
    content: &'d Content,
    catalog: &'d Catalog,
    category: Option<&'d str>,
    tables: &'d [Table],
    numbering: Numbering,
    trials: Vec<Trial>,
    /// In the order of the tables; `None` for the next trial, which is not over yet.
    accounts: Vec<Option<Account>>,
    /// Names that are taken by rows above.
    titles: BTreeSet<String>,
    ledger: Ledger,
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

    /// The category of an item: by the row's own word, then the flag's, then the name of the sheet, then the
    /// first digit of a code.
    fn category_of(&self, item: &Item) -> Option<u8> {
        let said = |column| item.said.iter().find(|said| said.column == Some(column));
        let own = said(Column::Category).map(|said| one_line(&said.text));
        let power = said(Column::Power).map(|said| one_line(&said.text));
        let sheet = self.tables.get(item.sheet).map(|table| table.name.as_str());
        let code = said(Column::Code).map(|said| said.text.trim()).filter(|code| is_code(code));
        let words = [own.as_deref(), power.as_deref(), self.category, sheet, code.map(|c| &c[..1])];
        words.into_iter().flatten().find_map(|word| self.numbering.category(word))
    }

    /// Makes room for all items before the first gets its code.
    fn widen(&mut self, laid: &[(usize, Laid)]) -> Option<usize> {
        let mut more: BTreeMap<u8, usize> = BTreeMap::new();
        for item in laid.iter().flat_map(|(_, laid)| &laid.items) {
            if let Some(category) = self.category_of(item) {
                *more.entry(category).or_default() += 1;
            }
        }
        self.numbering.widen(&more)
    }

    /// An item becomes a draft, or an account of why it did not.
    fn take(&mut self, item: Item, title: String) {
        let whole = || format!("：{}", told_whole(&item));
        let said = |column| item.said.iter().find(|said| said.column == Some(column));
        let own = said(Column::Category).map(|said| one_line(&said.text));
        let wanted = own.as_deref().or(self.category);
        let code = said(Column::Code).map(|said| said.text.trim().to_string());
        let number = self.category_of(&item);
        let same = self.catalog.procedures.iter().find(|p| p.title.value == title);
        let (count, longest) = (title.chars().count(), PROCEDURE.longest("事项名称"));
        let why = if title.is_empty() {
            Some(format!("没有事项名称，没有做{}", whole()))
        } else if let Some(same) = same {
            Some(format!("已经有这件事项了（{}），没有做{}", same.code.value, whole()))
        } else if self.titles.contains(&title) {
            Some(format!("表里前面已经有同名的一行，没有做{}", whole()))
        } else if count > longest {
            Some(format!("事项名称有 {count} 个字，最多 {longest} 个，没有做{}", whole()))
        } else if number.is_none() {
            let named = wanted.map_or("没有写类别".into(), |w| format!("没有「{w}」这个类别"));
            Some(format!("{named}，没有做；在表里写上类别的名称或编号，或加 --类别{}", whole()))
        } else if self.trials.len() >= MAX_ITEMS {
            Some(format!("一次最多 {MAX_ITEMS} 件，没有做；分成几个文件再导入"))
        } else {
            None
        };
        if let Some(why) = why {
            self.tell(&item, title, why);
            return;
        }
        let names = self.content.names();
        let wish = (number.unwrap_or(1), code.as_deref());
        let next = self.numbering.next(self.root, self.catalog, &names, &title, wish);
        let (path, code) = match next {
            Ok(next) => next,
            Err(full) => {
                self.tell(&item, title, format!("{full}。没有做{}", whole()));
                return;
            }
        };
        let others = own.as_deref().filter(|own| self.numbering.category(own).is_none());
        let others = others.map(str::to_string);
        self.accounts.push(None);
        let broken = said(Column::Title).is_some_and(|said| has_break(&said.text));
        let mut item = item;
        item.code = Some(code.clone());
        if let Some(other) = others {
            let digit = &code[..1];
            item.notes.push(format!("没有「{other}」这个类别，放进了第 {digit} 类"));
        }
        if broken {
            item.notes.push(format!("名称的格子里有换行，接成了「{title}」，看看对不对"));
        }
        self.titles.insert(title.clone());
        self.trials.push(Trial::new(item, title, (path, code)));
    }

    /// Nothing is made of an item; why, and what it says.
    fn tell(&mut self, item: &Item, title: String, why: String) {
        for said in &item.said {
            self.ledger.enter(item.sheet, &said.at, Fate::Told, None);
        }
        self.accounts.push(Some(not_done(item.place.clone(), title, why)));
    }
}
