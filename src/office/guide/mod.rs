//! One matter, or all of them, as a Word file that an office edits and hands out: 办事指南.
//!
//! Start at [`guide`]. Words are the files' own; pictures are those of the site, one by one, and the code at the end leads
//! to the page of the matter. What is a sample says so at its head and above every page.

mod page;
mod pictures;

use super::date_of;
use super::word::Style;
use super::word::Word;
use crate::board::Workshop;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Procedure;
use crate::plan::Plan;
use crate::plan::Wanted;
use crate::plan::is_sample;
use crate::theme::Theme;
use anyhow::Result;
use anyhow::bail;
use pictures::Pictures;
use rayon::prelude::*;

/// A finished Word file.
#[derive(Debug)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// Matters in it.
    pub matters: usize,
    /// Pictures in it.
    pub pictures: usize,
}

/// What a file is called when nobody said it: 「401-高龄津贴.docx」.
#[must_use]
pub fn file_name(procedure: &Procedure) -> String {
    let name: String = procedure.short().value.chars().filter(|c| c.is_alphanumeric()).collect();
    format!("{}-{name}.docx", procedure.code.value)
}

/// The matter with a code, or what was meant by it.
///
/// # Errors
/// There is none; the sentence names the nearest.
pub fn matter<'c>(catalog: &'c Catalog, code: &str) -> Result<&'c Procedure> {
    if let Some(found) = catalog.find_procedure(code.trim()) {
        return Ok(found);
    }
    let all = || catalog.procedures.iter();
    let former = all().find(|p| p.former_codes.iter().any(|former| former.value == code));
    if let Some(now) = former {
        bail!("编号「{code}」以前是「{}」的，现在是 {}", now.title.value, now.code.value);
    }
    if code.ends_with(".docx") {
        bail!(
            "要哪一件？编号写在前面，文件名用 --out：xiaowei export 401 --out {code}；全部：xiaowei export --all {code}"
        );
    }
    let named = all().filter(|p| p.title.value.contains(code) || p.short().value.contains(code));
    let first = code.chars().next();
    let near = all().filter(|p| {
        let same = p.code.value.chars().zip(code.chars()).filter(|(a, b)| a == b).count();
        same + 1 >= p.code.value.chars().count() && p.code.value.chars().next() == first
    });
    let mut found: Vec<String> =
        named.chain(near).map(|p| format!("{} {}", p.code.value, p.short().value)).collect();
    found.dedup();
    found.truncate(6);
    if found.is_empty() {
        bail!("没有编号为「{code}」的事项；xiaowei report 列着全部编号");
    }
    bail!("没有编号为「{code}」的事项；相近的有：{}", found.join("、"))
}

/// Makes the guide of the matters with these codes, of all when there are none. `None` when pictures cannot be drawn: the
/// report says why.
///
/// # Errors
/// Memory, or a picture that cannot be packed.
pub fn guide(
    catalog: &Catalog,
    theme: &Theme,
    codes: &[String],
    report: &mut Report,
) -> Result<Option<Made>> {
    let Some(workshop) = Workshop::open(theme, report) else { return Ok(None) };
    let plan = Plan::new(catalog, theme, &Wanted::default());
    let wanted: Vec<(usize, &Procedure)> = catalog
        .procedures
        .iter()
        .map(|p| &**p)
        .enumerate()
        .filter(|(_, p)| codes.is_empty() || codes.contains(&p.code.value))
        .collect();
    let drawn: Vec<(Result<Pictures>, Report)> = wanted
        .par_iter()
        .map(|(i, p)| {
            let mut own = Report::default();
            let address = plan.item_address(*i);
            (pictures::of(&workshop, &plan, p, &address, &mut own), own)
        })
        .collect();
    let mut all = Vec::new();
    for (pictures, own) in drawn {
        report.extend(own);
        all.push(pictures?);
    }
    if report.has_errors() {
        return Ok(None);
    }
    let community = &catalog.community;
    let count = all.iter().map(Pictures::count).sum();
    let mut word = Word::default();
    let is_book = codes.is_empty();
    if is_book {
        front(&mut word, catalog, &wanted);
    }
    let mut header = community.name.value.clone();
    for (i, ((index, p), pictures)) in wanted.iter().zip(all).enumerate() {
        if i > 0 || is_book {
            word.end_section(&header);
        }
        let sample = if is_sample(catalog, p) { "　样张 · 未经核验" } else { "" };
        header = format!("{}　{} {}{sample}", community.name.value, p.code.value, p.short().value);
        let begins = i == 0 || wanted[i - 1].1.category() != p.category();
        if is_book
            && begins
            && let Some(category) = catalog.find_category(p.category())
        {
            word.begin_chapter(false);
            word.heading(Style::Heading1, &category.name.value, &page::category_mark(p));
        }
        page::add(&mut word, catalog, p, pictures, (&plan.item_address(*index), is_book));
    }
    let title = match &wanted[..] {
        [(_, p)] if !is_book => format!("{}办事指南", p.title.value),
        _ => format!("{}办事指南", community.name.value),
    };
    let author = &community.organizer.value;
    let bytes = word.finish(&title, author, &header, date_of(catalog))?;
    Ok(Some(Made { bytes, matters: wanted.len(), pictures: count }))
}

/// The first pages of a book of all matters: its name, and the contents by category.
fn front(word: &mut Word, catalog: &Catalog, wanted: &[(usize, &Procedure)]) {
    let community = &catalog.community;
    word.say(Style::Title, &format!("{}办事指南", community.name.value));
    word.say(Style::Subtitle, &community.organizer.value);
    let samples = wanted.iter().filter(|(_, p)| is_sample(catalog, p)).count();
    if samples > 0 {
        let which = if samples == wanted.len() {
            "内容还没有核对过，不能当正式的办事指南用".to_string()
        } else {
            format!("{samples} 件还没有核对过，那几件上面都有「样张」")
        };
        word.say(Style::Sample, &format!("样张 · 未经核验：{which}"));
    }
    word.say(Style::Subtitle, "目录");
    let mut entries = Vec::new();
    for group in wanted.chunk_by(|(_, a), (_, b)| a.category() == b.category()) {
        let Some((_, first)) = group.first() else { continue };
        if let Some(category) = catalog.find_category(first.category()) {
            entries.push((1, category.name.value.clone(), page::category_mark(first)));
        }
        let own = group
            .iter()
            .map(|(_, p)| (2, format!("{}　{}", p.code.value, p.title.value), page::mark(p)));
        entries.extend(own);
    }
    word.contents(&entries);
}
