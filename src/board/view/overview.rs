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
    entry_columns: usize,
    block_width: f64,
    sample: bool,
    checked_on: String,
    version: String,
    site: String,
}

/// How the blocks of an overview lie.
struct OverviewShape {
    columns: usize,
    entry_columns: usize,
    block_width: f64,
}

/// Arrangement 0 keeps about the blocks of the target picture; a tall sheet has fewer beside each
/// other. The later ones are dense (a line per procedure, no icons) and try other numbers of columns,
/// the nearest first. Millimetres; the margins are those of `overview.xml`.
fn overview_shape(
    categories: &[CategoryView],
    kind: &SheetKind,
    look: &Look,
    arrangement: usize,
) -> OverviewShape {
    const DIFFERENCES: [isize; 5] = [0, 1, -1, 2, -2];
    let (width, wide) = (look.size.width.0, look.size.width.0 > look.size.height.0);
    let tall = look.size.height / look.size.width;
    let usual = match (categories.len(), wide) {
        (0 | 1, _) | (2, false) => 1,
        (3..=6, false) if tall >= 1.6 => 1,
        (7.., false) if tall >= 2.4 => 1,
        (2 | 4, true) | (_, false) => 2,
        _ => 3_usize,
    };
    let difference = DIFFERENCES[arrangement.saturating_sub(1) % DIFFERENCES.len()];
    let columns = usual.saturating_add_signed(difference).clamp(1, categories.len().max(1));
    let sheet = sheet_view(kind, look);
    let scale = if arrangement > 0 { sheet.scale } else { sheet.turned_scale };
    let block_width = (width - 2.0 * (20.0 + 28.0 * scale) - 28.0 * scale * (columns - 1) as f64)
        / columns as f64;
    let type_size = kind.floors.running.0;
    let longest = categories.iter().flat_map(|c| &c.items).map(|i| i.name.text.chars().count());
    let name = longest.max().unwrap_or(1).min(8) as f64;
    // A code of three digits in its pill takes about two and a half characters.
    let entry = type_size * (name + 2.6);
    let code_column = (186.0 * scale).max(6.5 * type_size) + 20.0 * scale;
    let entry_columns = ((block_width - code_column - 20.0 * scale) / entry).floor().max(1.0);
    let densest = categories.iter().map(|c| c.count).max().unwrap_or(1).max(1);
    OverviewShape { columns, entry_columns: (entry_columns as usize).min(densest), block_width }
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
    let shape = overview_shape(&categories, kind, look, arrangement);
    let densest = categories.iter().map(|c| c.count).max().unwrap_or(0);
    OverviewView {
        sheet: sheet_view(kind, look),
        office: office_view(catalog),
        categories,
        item_count: catalog.procedures.len(),
        columns: shape.columns,
        densest,
        dense: arrangement > 0,
        entry_columns: shape.entry_columns,
        block_width: shape.block_width,
        sample: catalog.procedures.iter().any(|p| is_sample(catalog, p)),
        checked_on: oldest.map_or_else(|| "未核验".into(), |d| d.to_string()),
        version: plan.versions.get(SITE, 0).to_string(),
        site: spoken_address(&catalog.community.url.value).to_string(),
    }
}
