//! What is published is finished: no text that `new` or `import` left to be written, no two procedures of
//! one name.
//!
//! Start at [`published_is_finished`] and [`names_differ`].

use super::tools::part_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::PROCEDURES;
use crate::model::Procedure;
use crate::model::Status;
use crate::model::heard_name;
use crate::model::is_unwritten;
use crate::model::placeholder;
use crate::model::says_nothing;
use crate::record::walk::Leaf;
use crate::record::walk::leaves;
use std::collections::BTreeMap;

/// Outside drafts, every text is one that somebody wrote; so is every text of the office beside them.
pub(super) fn published_is_finished(catalog: &Catalog, report: &mut Report) {
    let finished = catalog.procedures.iter().filter(|p| p.status.value != Status::Draft);
    let mut first = None;
    for p in finished {
        first = first.or(Some(p.status.span));
        let help = "还没问清就把状态改回「草稿」";
        leaves(&**p, |leaf| tell(&leaf, p.status.span, help, report));
    }
    let Some(status) = first else { return };
    for (_, record) in catalog.records().filter(|(of, _)| of.name != PROCEDURES) {
        leaves(record, |leaf| tell(&leaf, status, "不用写的栏目就删去这一行", report));
    }
}

fn tell(leaf: &Leaf<'_>, status: Span, otherwise: &str, report: &mut Report) {
    let words = leaf.words();
    if !leaf.field.nature.is_free_text() || (leaf.field.silent && &*words == "待确认") {
        return;
    }
    let mut problem = |said: &str, span: Span| {
        let what = format!("「{}」还没有写：「{said}」不能发布", leaf.field.key);
        report.push(
            Diagnostic::new(Code::Unfinished, Some(span), what)
                .related(status, "状态在这里")
                .help(format!("写上{}；{otherwise}", leaf.field.help)),
        );
    };
    if words.contains('\n') {
        // Of a body every line; one of marks alone is a rule across the page.
        let written = |line: &&str| !line.trim_matches(['_', ' ']).is_empty();
        for found in words.lines().filter(written).filter_map(placeholder) {
            let at = found.as_ptr() as usize - words.as_ptr() as usize;
            problem(found, part_of(leaf.span, &words, at, found.len()));
        }
        return;
    }
    let empty = |t: &str| is_unwritten(t) || leaf.field.told && says_nothing(t);
    // A value of a spelling of its own has its own word for what is open.
    if leaf.free_text().is_some_and(empty) || placeholder(&words).is_some() {
        problem(&words, leaf.span);
    }
}

/// Residents know a procedure or a category by its name: two of one name cannot be told apart.
pub(super) fn names_differ(catalog: &Catalog, report: &mut Report) {
    let mut first: BTreeMap<String, &Procedure> = BTreeMap::new();
    for p in &catalog.procedures {
        let name = heard_name(&p.title.value);
        if let Some(other) = first.get(&name) {
            // One file and its copy were told by their code.
            if other.code.value == p.code.value {
                continue;
            }
            let what =
                format!("「{}」有两件：{} 和 {}", p.title.value, other.code.value, p.code.value);
            report.push(
                Diagnostic::new(Code::SameName, Some(p.title.span), what)
                    .related(other.title.span, "另一件在这里")
                    .help("是同一件事就删去一个文件；不是，就把名称写得分得清，如「…（换领）」「…（补办）」"),
            );
        } else {
            first.insert(name, p);
        }
    }
    let mut short: BTreeMap<&str, &Procedure> = BTreeMap::new();
    for p in &catalog.procedures {
        let name = p.short();
        let Some(other) = short.get(name.value.as_str()) else {
            short.insert(&name.value, p);
            continue;
        };
        let is_written = p.short_title.is_some() || other.short_title.is_some();
        if !is_written
            || other.code.value == p.code.value
            || heard_name(&p.title.value) == heard_name(&other.title.value)
        {
            continue;
        }
        let what = format!(
            "简称「{}」有两件：{} 和 {}，首页上分不清",
            name.value, other.code.value, p.code.value
        );
        report.push(
            Diagnostic::new(Code::SameName, Some(name.span), what)
                .related(other.short().span, "另一件在这里")
                .help("给其中一件换一个简称；多半是复制后忘了改"),
        );
    }
    for (at, c) in catalog.categories.iter().enumerate() {
        let Some(other) = catalog.categories[..at].iter().find(|o| o.name.value == c.name.value)
        else {
            continue;
        };
        let what =
            format!("类别 {} 和 {} 都叫「{}」", other.number.value, c.number.value, c.name.value);
        report.push(
            Diagnostic::new(Code::SameName, Some(c.name.span), what)
                .related(other.name.span, "另一个在这里")
                .help("给其中一个换一个名称；是同一类，就合成一个，把事项的编号改到那一类"),
        );
    }
}
