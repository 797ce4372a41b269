//! What is worked out of a record for its pages, by what the record is.

use super::icons::Icons;
use super::item::item_view;
use super::view::category_views;
use super::view::frequent;
use super::view::rows;
use crate::model::Category;
use crate::model::Community;
use crate::model::Entry;
use crate::model::Procedure;
use crate::model::SITE;
use crate::plan::Plan;
use crate::plan::is_sample;
use tera::Context;

/// Adds what is worked out of a record for its pages; false for records that are shown as they are.
pub(super) fn add_own(
    plan: &Plan<'_>,
    icons: &Icons<'_>,
    record: &dyn Entry,
    index: usize,
    context: &mut Context,
) -> bool {
    let catalog = plan.catalog;
    let record = record as &dyn std::any::Any;
    if record.is::<Community>() {
        let samples = catalog.procedures.iter().any(|p| is_sample(catalog, p));
        let board = plan.picture(SITE, "");
        let groups: Vec<_> = catalog
            .categories
            .iter()
            .map(|c| (&c.name.value, rows(catalog, c.number.value)))
            .collect();
        context.insert("frequent", &frequent(catalog));
        context.insert("sample", &samples);
        context.insert("board", &board.map(|picture| &picture.path));
        context.insert("pixels", &board.map(|picture| picture.pixels));
        context.insert("groups", &groups);
    } else if let Some(category) = record.downcast_ref::<Category>() {
        context.insert("items", &rows(catalog, category.number.value));
        context.insert("category", &category_views(plan, icons).get(index));
    } else if record.is::<Procedure>() {
        context.insert("item", &item_view(plan, index, icons));
    } else {
        return false;
    }
    true
}
