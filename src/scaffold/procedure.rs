//! The file of one more procedure: its code, its place, its words to begin with.
//!
//! Start at [`new_procedure`]; [`Numbering`] gives out codes, to `import` too.

use super::template;
use super::write_new;
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Severity;
use crate::model::Catalog;
use crate::model::PROCEDURE;
use crate::model::heard_name;
use anyhow::Result;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

/// Writes the file of the next procedure of a category, named by number or name.
///
/// # Errors
/// No such category, no code left, or the disk says no.
pub fn new_procedure(
    root: &Path,
    content: &Content,
    title: &str,
    category: &str,
) -> Result<PathBuf> {
    let text = |code: &str| Ok(template::template(code, title.trim()));
    add_procedure(root, content, (title, category), &text)
}

/// The same with a text of one's own, which is told the code.
///
/// # Errors
/// As [`new_procedure`]'s, and the text's.
pub(crate) fn add_procedure(
    root: &Path,
    content: &Content,
    (title, category): (&str, &str),
    text: &dyn Fn(&str) -> Result<String>,
) -> Result<PathBuf> {
    let Some((catalog, theme)) = &content.read else {
        anyhow::bail!("content 文件夹读不下去")
    };
    let paths = &content.names();
    let mut numbering = Numbering::of(catalog);
    let Some(number) = numbering.category(category) else {
        let known: Vec<String> = catalog
            .categories
            .iter()
            .map(|c| format!("{} {}", c.number.value, c.name.value))
            .collect();
        anyhow::bail!("没有「{category}」这个类别，可以写：{}", known.join("、"))
    };
    let title = title.trim();
    let length = title.chars().count();
    let most = PROCEDURE.longest("事项名称");
    if length == 0 || length > most {
        anyhow::bail!("事项名称有 {length} 个字，写 1 到 {most} 个字");
    }
    let name = heard_name(title);
    if let Some(p) = catalog.procedures.iter().find(|p| heard_name(&p.title.value) == name) {
        anyhow::bail!(
            "「{}」已经有了，编号 {}，在 {}。改那个文件就行；真是另一件事，换一个分得清的名称，如「{title}（补办）」",
            p.title.value,
            p.code.value,
            paths(p.file)
        );
    }
    let (place, code) = numbering.next(root, catalog, paths, title, (number, None))?;
    let text = text(&code)?;
    // With words below its fields it is Markdown.
    let place = if text.starts_with("---") { place.with_extension("md") } else { place };
    // What `check` would refuse is not written: one bad file keeps all from being built.
    let shown = place.strip_prefix(root).unwrap_or(&place).to_string_lossy().replace('\\', "/");
    let (report, _, files) = content.with_files((catalog, theme), &[(shown, text.clone())]);
    let is_new = |d: &&Diagnostic| d.span.is_some_and(|s| files.contains(&s.file));
    let mut errors = report.items().iter().filter(|d| d.severity == Severity::Error);
    if let Some(problem) = errors.find(is_new) {
        let help = problem.help.as_deref().unwrap_or_default();
        anyhow::bail!("没有添：{}。改法：{help}", problem.message);
    }
    write_new(&place, &text)?;
    Ok(place)
}

/// The folder of the last file of a category; the one of all where there is none.
fn folder_of(catalog: &Catalog, paths: &dyn Fn(FileId) -> String, category: u8) -> String {
    let neighbour = catalog.of_category(category).map(|p| paths(p.file)).last();
    let folder = neighbour.as_deref().and_then(|path| path.rsplit_once('/'));
    folder.map_or_else(|| "content/procedures".to_string(), |(folder, _)| folder.to_string())
}

/// Gives out codes and places of new files.
#[derive(Debug)]
pub(crate) struct Numbering {
    categories: Vec<(u8, String)>,
    /// Codes that are or were in use.
    codes: BTreeSet<String>,
    /// The last number of each category.
    last: BTreeMap<u8, u32>,
    /// Digits of the longest code, 0 where there is none.
    width: usize,
    /// Digits of a code at least.
    least: usize,
}

impl Numbering {
    pub(crate) fn of(catalog: &Catalog) -> Numbering {
        let categories = catalog.categories.iter().map(|c| (c.number.value, c.name.value.clone()));
        let codes = catalog
            .procedures
            .iter()
            .flat_map(|p| std::iter::once(&p.code).chain(&p.former_codes))
            .map(|c| c.value.clone());
        let mut numbering = Numbering {
            categories: categories.collect(),
            codes: BTreeSet::new(),
            last: BTreeMap::new(),
            width: 0,
            least: LEAST_WIDTH,
        };
        codes.for_each(|code| numbering.note(code));
        numbering
    }

    /// The category of a number or name; a name may be a part of it or the other way round.
    pub(crate) fn category(&self, said: &str) -> Option<u8> {
        let said = said.trim();
        // 四, or 第四类.
        let numeral = said.trim_start_matches('第').trim_end_matches('类');
        let spoken = "一二三四五六七八九".chars().position(|c| numeral.chars().eq([c]));
        let spoken = spoken.map(|i| (i + 1).to_string());
        let said = spoken.as_deref().unwrap_or(said);
        let same = |(n, name): &&(u8, String)| name == said || n.to_string() == said;
        let like = |(_, name): &&(u8, String)| {
            said.chars().count() > 1 && (name.contains(said) || said.contains(name.as_str()))
        };
        let mut all = self.categories.iter();
        let found = all.find(same).or_else(|| self.categories.iter().find(like));
        found.map(|(number, _)| *number)
    }

    /// Takes a code that somebody had already, and gives the folder for its file; `None` where it is or was in use
    /// here.
    pub(crate) fn keep(
        &mut self,
        catalog: &Catalog,
        paths: &dyn Fn(FileId) -> String,
        code: &str,
    ) -> Option<String> {
        if self.codes.contains(code) {
            return None;
        }
        self.note(code.to_string());
        let category = code.bytes().next().map_or(0, |b| b.saturating_sub(b'0'));
        Some(folder_of(catalog, paths, category))
    }

    /// The code that is wished for where it is free, else the one after the last of a category; and the file for it,
    /// beside its neighbours if they lie
    /// together. Former codes are not used again.
    pub(crate) fn next(
        &mut self,
        root: &Path,
        catalog: &Catalog,
        paths: &dyn Fn(FileId) -> String,
        title: &str,
        (category, wished): (u8, Option<&str>),
    ) -> Result<(PathBuf, String)> {
        let code = match wished.filter(|code| self.is_free(code, category)) {
            Some(code) => code.to_string(),
            None => self.next_code(category)?,
        };
        self.note(code.clone());
        let folder = folder_of(catalog, paths, category);
        let name: String = title.chars().filter(|c| c.is_alphanumeric()).collect();
        let path = format!("{folder}/{code}-{name}.yaml");
        Ok((path.split('/').fold(root.to_path_buf(), |at, part| at.join(part)), code))
    }

    /// A code is in use.
    fn note(&mut self, code: String) {
        let first = code.chars().next().and_then(|c| c.to_digit(10));
        if let Some(category) = first.and_then(|n| u8::try_from(n).ok()) {
            let last = self.last.entry(category).or_default();
            *last = (*last).max(code[1..].parse().unwrap_or(0));
        }
        self.width = self.width.max(code.len());
        self.codes.insert(code);
    }

    /// Whether a code that a list has may be kept: of this category, as long as the others, of nobody.
    fn is_free(&self, code: &str, category: u8) -> bool {
        let width = self.width.max(self.least);
        code.len() == width
            && code.bytes().all(|b| b.is_ascii_digit())
            && code.starts_with(&category.to_string())
            && !self.codes.contains(code)
    }

    fn next_code(&self, category: u8) -> Result<String> {
        let width = self.width.max(self.least);
        let last = self.last.get(&category).copied().unwrap_or(0);
        let next = last + 1;
        if next >= room(width) {
            let wider = width + 1;
            if wider > MOST_WIDTH {
                anyhow::bail!("类别 {category} 的编号用完了（{width} 位数）；请把这一类分成两类");
            }
            anyhow::bail!(
                "类别 {category} 的编号用完了（{width} 位数）；把这一类分成两类，或全部改成 {wider} 位数，如「{category}{next:0rest$}」",
                rest = wider - 1
            );
        }
        Ok(format!("{category}{next:0rest$}", rest = width - 1))
    }

    /// Makes codes wide enough for so many of each category, where there is none yet that would then be shorter
    /// than the others; gives the width, where it is more than usual.
    pub(crate) fn widen(&mut self, more: &BTreeMap<u8, usize>) -> Option<usize> {
        if !self.codes.is_empty() {
            return None;
        }
        let most = more.values().copied().max().unwrap_or(0);
        let fits = |width: &usize| usize::try_from(room(*width)).is_ok_and(|room| most < room);
        self.least = (LEAST_WIDTH..=MOST_WIDTH).find(fits).unwrap_or(MOST_WIDTH);
        (self.least > LEAST_WIDTH).then_some(self.least)
    }
}

/// Digits of a code.
const LEAST_WIDTH: usize = 3;
const MOST_WIDTH: usize = 5;

/// The first number that codes of this width have no room for.
fn room(width: usize) -> u32 {
    10_u32.pow(u32::try_from(width).unwrap_or(3).saturating_sub(1))
}
