//! What templates of sheets see of the whole list.
//!
//! Start at [`overview_view`].

use super::super::topic::Look;
use super::shared::CategoryView;
use super::shared::OfficeView;
use super::shared::SheetView;
use super::shared::category_view;
use super::shared::office_view;
use super::shared::sheet_view;
use crate::model::SITE;
use crate::plan::Plan;
use crate::plan::is_sample;
use crate::plan::spoken_address;
use crate::theme::SheetKind;
use crate::theme::Theme;
use serde::Serialize;

/// Everything an overview may show.
#[derive(Debug, Serialize)]
pub(super) struct OverviewView {
    sheet: SheetView,
    office: OfficeView,
    categories: Vec<CategoryView>,
    item_count: usize,
    columns: usize,
    densest: usize,
    dense: bool,
    longest: usize,
    sample: bool,
    checked_on: String,
    version: String,
    site: String,
}

/// How many blocks lie beside each other. Arrangement 0 keeps about the blocks of the target picture; a
/// tall sheet has fewer. The later ones are dense (a line per procedure, no icons) and try other numbers
/// of columns, the nearest first.
fn columns(categories: usize, look: &Look, arrangement: usize) -> usize {
    const DIFFERENCES: [isize; 5] = [0, 1, -1, 2, -2];
    let wide = look.size.width.0 > look.size.height.0;
    let tall = look.size.height / look.size.width;
    let usual = match (categories, wide) {
        (0 | 1, _) | (2, false) => 1,
        (3..=6, false) if tall >= 1.6 => 1,
        (7.., false) if tall >= 2.4 => 1,
        (2 | 4, true) | (_, false) => 2,
        _ => 3_usize,
    };
    let difference = DIFFERENCES[arrangement.saturating_sub(1) % DIFFERENCES.len()];
    usual.saturating_add_signed(difference).clamp(1, categories.max(1))
}

/// The words of the overview; `arrangement` counts the ways to lay them out.
#[must_use]
pub(super) fn overview_view(
    plan: &Plan<'_>,
    theme: &Theme,
    kind: &SheetKind,
    look: &Look,
    arrangement: usize,
) -> OverviewView {
    let catalog = plan.catalog;
    let categories: Vec<CategoryView> =
        catalog.categories.iter().map(|c| category_view(plan, theme, c)).collect();
    let oldest = catalog
        .procedures
        .iter()
        .filter_map(|p| p.review.as_ref()?.date.as_ref())
        .map(|d| d.value)
        .min();
    let columns = columns(categories.len(), look, arrangement);
    let densest = categories.iter().map(|c| c.count).max().unwrap_or(0);
    let names = categories.iter().flat_map(|c| &c.items).map(|i| i.name.text.chars().count());
    let longest = names.max().unwrap_or(0);
    OverviewView {
        sheet: sheet_view(kind, look),
        office: office_view(catalog),
        categories,
        item_count: catalog.procedures.len(),
        columns,
        densest,
        dense: arrangement > 0,
        longest,
        sample: catalog.procedures.iter().any(|p| is_sample(catalog, p)),
        checked_on: oldest.map_or_else(|| "未核验".into(), |d| d.to_string()),
        version: plan.versions.get(SITE, 0).to_string(),
        site: spoken_address(&catalog.community.url.value).to_string(),
    }
}
