//! What templates see of the page itself, and what only pages have of a record.

use super::item::own_view;
use crate::model::Collection;
use crate::model::Community;
use crate::model::Entry;
use crate::model::Procedure;
use crate::model::SITE;
use crate::plan::Plan;
use crate::plan::is_sample;
use crate::view::Views;
use serde::Serialize;
use tera::Context;

/// Where a page is: the way up to the site's root, its own address, the versions of its sheets.
#[derive(Debug, Serialize)]
pub(super) struct PageView {
    pub up: String,
    pub canonical: Option<String>,
    pub versions: Vec<String>,
    /// Picture for who is sent the address, absolute.
    pub image: Option<String>,
    /// The page that says how to send this one on.
    pub share: String,
}

/// Adds what only the pages of some records have, besides their view.
pub(super) fn add_own(
    views: &Views<'_>,
    plan: &Plan<'_>,
    collection: &Collection,
    entry: &dyn Entry,
    index: usize,
    context: &mut Context,
) {
    let catalog = plan.catalog;
    let record = entry as &dyn std::any::Any;
    if record.is::<Community>() {
        let samples = catalog.procedures.iter().any(|p| is_sample(catalog, p));
        let board = plan.picture(SITE, "");
        context.insert_value("frequent", views.frequent());
        context.insert("sample", &samples);
        context.insert("board", &board.map(|picture| &picture.path));
        context.insert("pixels", &board.map(|picture| picture.pixels));
    } else if record.is::<Procedure>() {
        context.insert("own", &own_view(plan, index));
    } else if collection.key.is_some() {
        // The picture that is sent on, below the site's root.
        let shared = plan.shared_picture(collection.name, &collection.key_words(entry));
        context.insert("shared", &shared.map(|picture| &picture.path));
        context.insert("pixels", &shared.map(|picture| picture.pixels));
    }
}
