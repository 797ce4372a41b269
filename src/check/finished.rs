//! What is published is finished: no text that `new` or `import` left to be written, no two procedures of
//! one name.
//!
//! Start at [`published_is_finished`] and [`names_differ`].

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Procedure;
use crate::model::Status;
use crate::quantity::ASK_WINDOW;
use crate::record::walk::leaves;
use std::collections::BTreeMap;

/// Words that stand for a text nobody has written.
const NOTHING_SAID: &[&str] =
    &[ASK_WINDOW, "待确认", "待定", "待补充", "待填写", "待完善", "暂无", "无", "同上", "略"];

/// Outside drafts, every text is one that somebody wrote.
pub(super) fn published_is_finished(catalog: &Catalog, report: &mut Report) {
    for p in catalog.procedures.iter().filter(|p| p.status.value != Status::Draft) {
        leaves(&**p, |leaf| {
            let Some(text) = leaf.free_text() else { return };
            let key = leaf.field.key;
            let bare = text
                .trim_matches(['《', '》', '（', '）', '。', '…', '—', '-', ' ', '×', '?', '？']);
            let unwritten = text.starts_with("请写") || text.starts_with("请填");
            let empty = leaf.field.told && (bare.is_empty() || NOTHING_SAID.contains(&bare));
            if !unwritten && !empty {
                return;
            }
            let what = format!("「{key}」还没有写：「{text}」不能发布");
            report.push(
                Diagnostic::new(Code::Unfinished, Some(leaf.span), what)
                    .related(p.status.span, "状态在这里")
                    .help(format!("写上{}；还没问清就把状态改回「草稿」", leaf.field.help)),
            );
        });
    }
}

/// Residents know a procedure by its name: two of one name cannot be told apart.
pub(super) fn names_differ(catalog: &Catalog, report: &mut Report) {
    let mut first: BTreeMap<String, &Procedure> = BTreeMap::new();
    for p in &catalog.procedures {
        let name: String = p.title.value.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(other) = first.get(&name) {
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
}
