//! What earlier runs made and this one leaves as it is: whether it still says what the content says.
//!
//! Start at [`judge_sheets`]. A run that makes one size, or one procedure, keeps everything else; what of that
//! is no longer so is marked in the folder's list and named in the summary.

use crate::board::Workshop;
use crate::model::Catalog;
use crate::plan::Plan;
use crate::plan::Wanted;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::write::Staging;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Judges the boards that were kept: by what their sheets say today. What has no sheet any more is old.
pub(super) fn judge_sheets(
    catalog: &Catalog,
    theme: &Theme,
    workshop: &Workshop<'_>,
    print: &mut Staging,
) {
    if print.rest().next().is_none() {
        return;
    }
    let kinds: BTreeSet<String> = print.rest().filter_map(|e| e.kind.clone()).collect();
    let wanted = Wanted { kinds: kinds.into_iter().collect(), ..Wanted::default() };
    let plan = Plan::new(catalog, theme, &wanted);
    let asked: BTreeSet<(Option<String>, Option<String>)> =
        print.rest().map(|e| (e.kind.clone(), e.code.clone())).collect();
    let mut today: BTreeMap<(Option<String>, Option<String>), Option<String>> = BTreeMap::new();
    for sheet in &plan.sheets {
        let name = (Some(sheet.kind.name.clone()), sheet.code());
        if asked.contains(&name) && !today.contains_key(&name) {
            today.insert(name, workshop.says(&workshop.topic(&plan, sheet)));
        }
    }
    print.judge_rest(|entry| {
        let now = today.get(&(entry.kind.clone(), entry.code.clone()));
        // What says nothing any more, or cannot be said, is old.
        Some(now.and_then(Option::as_ref).is_none_or(|says| entry.says.as_ref() != Some(says)))
    });
}

/// Takes away what a site that was made whole no longer has: pages of what is gone from the content, and its
/// pictures. Pictures of boards that are still there stay: only a build of boards makes them again.
pub(super) fn leave_out_gone(catalog: &Catalog, theme: &Theme, public: &mut Staging) {
    let has_record = |kind: &str, code: &str| {
        let kind = theme.sheets.iter().find(|k| k.name == kind);
        let Some(of) = kind.and_then(SheetKind::collection) else { return false };
        catalog.records_of(of.name).into_iter().any(|record| of.key_words(record) == code)
    };
    public.leave_out_rest(|entry| match (&entry.kind, &entry.code) {
        (None, _) => true,
        (Some(kind), Some(code)) => !has_record(kind, code),
        (Some(_), None) => false,
    });
}

/// Judges the pages that were kept; `left` are the checksums that they would have if they were made again.
pub(super) fn judge_pages(left: &BTreeMap<String, String>, public: &mut Staging) {
    public.judge_rest(|entry| {
        let is_page = entry.path.ends_with(".html");
        is_page.then(|| left.get(&entry.path) != Some(&entry.sha256))
    });
}
