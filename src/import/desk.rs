//! The desk where items become drafts: each gets its name, its category and its code, or an account of why not.
//!
//! Start at [`Desk::take`].

use super::account::Account;
use super::account::Fate;
use super::column::Column;
use super::item::Item;
use super::item::Laid;
use super::ledger::Ledger;
use super::marks;
use super::pieces::has_break;
use super::pieces::joined;
use super::pieces::one_line;
use super::table::Table;
use super::table::quoted;
use super::trial::Trial;
use crate::content::Content;
use crate::model::Catalog;
use crate::model::PROCEDURE;
use crate::scaffold::Numbering;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

/// Procedures that are made from one file.
const MAX_ITEMS: usize = 10_000;

/// Whether a text may be a code.
fn is_code(text: &str) -> bool {
    (3..=5).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && !text.starts_with('0')
}

pub(super) fn not_done(place: String, title: String, why: String) -> Account {
    Account { place, title, file: None, understood: Vec::new(), left: vec![why] }
}

/// The cells of an item that is not made, each with its address.
fn told_whole(item: &Item) -> String {
    let mut cells: Vec<String> =
        item.said.iter().map(|said| quoted(&said.at, &said.text)).collect();
    cells.dedup();
    cells.join("、")
}

/// Where items become drafts.
pub(super) struct Desk<'d> {
    pub(super) root: &'d Path,
    pub(super) content: &'d Content,
    pub(super) catalog: &'d Catalog,
    pub(super) category: Option<&'d str>,
    pub(super) tables: &'d [Table],
    pub(super) numbering: Numbering,
    pub(super) trials: Vec<Trial>,
    /// In the order of the tables; `None` for the next trial, which is not over yet.
    pub(super) accounts: Vec<Option<Account>>,
    /// Names that are taken by rows above.
    pub(super) titles: BTreeSet<String>,
    /// Items for which there was no code.
    pub(super) full: usize,
    pub(super) ledger: Ledger,
}

impl Desk<'_> {
    /// The names of items; numbers before them go only where they count the items.
    pub(super) fn titles(&self, items: &[Item]) -> Vec<String> {
        let title = |item: &Item| {
            let said = item.said.iter().find(|said| said.column == Some(Column::Title));
            said.map_or(String::new(), |said| joined(&said.text))
        };
        let plain: Vec<String> = items.iter().map(title).collect();
        let plain = marks::without_levels(plain);
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
    pub(super) fn widen(&mut self, laid: &[(usize, Laid)]) -> Option<usize> {
        let mut more: BTreeMap<u8, usize> = BTreeMap::new();
        for item in laid.iter().flat_map(|(_, laid)| &laid.items) {
            if let Some(category) = self.category_of(item) {
                *more.entry(category).or_default() += 1;
            }
        }
        self.numbering.widen(&more)
    }

    /// An item becomes a draft, or an account of why it did not.
    pub(super) fn take(&mut self, item: Item, title: String) {
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
                self.full += 1;
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
