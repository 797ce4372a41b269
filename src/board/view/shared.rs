//! What all templates of sheets see: the sheet itself, the office, the categories.
//!
//! Start at [`sheet_view`].

use super::super::markup::place;
use super::super::topic::Look;
use crate::model::CATEGORIES;
use crate::model::Catalog;
use crate::model::Category;
use crate::model::Procedure;
use crate::plan::Plan;
use crate::plan::emblem;
use crate::plan::spoken_address;
use crate::record::At;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::vocabulary::Vocabulary;
use serde::Serialize;

/// A text and its place.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Words {
    pub(super) text: String,
    at: String,
}

impl Words {
    pub(super) fn of(at: &At<String>) -> Words {
        Words::said(at.value.clone(), at)
    }

    pub(super) fn said<T>(text: String, by: &At<T>) -> Words {
        Words { text, at: place(by.span) }
    }
}

/// The sheet itself: size in millimetres, scale against the kind's own size, smallest type.
#[derive(Debug, Serialize)]
pub(super) struct SheetView {
    width: f64,
    height: f64,
    landscape: bool,
    /// Against the kind's own size as it is.
    pub(super) scale: f64,
    /// The same, its own size turned to this sheet's orientation first.
    pub(super) turned_scale: f64,
    smallest: f64,
    caption: f64,
    imprint: f64,
}

/// The office.
#[derive(Debug, Serialize)]
pub(super) struct OfficeView {
    name: String,
    organizer: Words,
    phone: Words,
    hours: Words,
    address: Option<Words>,
    slogan: Option<Words>,
    title: Words,
    statement: String,
    /// Its number is only an example: nothing of it may hang.
    sample: bool,
}

/// A category and its ink names.
#[derive(Debug, Serialize)]
pub(super) struct CategoryView {
    number: u8,
    pub(super) name: Words,
    pub(super) count: usize,
    field: String,
    deep: String,
    tint: String,
    ring: String,
    address: String,
    spoken: String,
    version: String,
    pub(super) items: Vec<EntryView>,
}

/// A procedure on the overview.
#[derive(Debug, Serialize)]
pub(super) struct EntryView {
    code: String,
    pub(super) name: Words,
    icon: String,
    role: String,
}

pub(super) fn sheet_view(kind: &SheetKind, look: &Look) -> SheetView {
    let (size, own) = (look.size, kind.size());
    let rounded = |scale: f64| (scale * 1000.0).round() / 1000.0;
    let scale = (size.width / own.width).min(size.height / own.height);
    let is_turned = (size.width.0 > size.height.0) != (own.width.0 > own.height.0);
    let turned = (size.width / own.height).min(size.height / own.width);
    SheetView {
        width: size.width.0,
        height: size.height.0,
        landscape: size.width.0 > size.height.0,
        scale: rounded(scale),
        turned_scale: rounded(if is_turned { turned } else { scale }),
        smallest: kind.floors.running.0,
        caption: kind.floors.caption.0,
        imprint: kind.floors.imprint.0,
    }
}

pub(super) fn office_view(catalog: &Catalog) -> OfficeView {
    let c = &catalog.community;
    OfficeView {
        name: c.name.value.clone(),
        organizer: Words::of(&c.organizer),
        phone: Words::of(&c.phone),
        hours: Words::of(&c.hours),
        address: c.address.as_ref().map(Words::of),
        slogan: c.slogan.as_ref().map(Words::of),
        title: Words::of(&c.title()),
        statement: c.statement(),
        sample: c.has_sample_phone(),
    }
}

pub(super) fn category_view(plan: &Plan<'_>, theme: &Theme, category: &Category) -> CategoryView {
    let number = category.number.value;
    let inks = theme.category_inks(number);
    let index = plan.catalog.categories.iter().position(|c| c.number.value == number).unwrap_or(0);
    let version = plan.versions.get(CATEGORIES, index).to_string();
    let address = plan.address(CATEGORIES, &number.to_string(), &version);
    let items: Vec<EntryView> =
        plan.catalog.of_category(number).map(|p| entry_view(p, &theme.words)).collect();
    CategoryView {
        number,
        name: Words::of(&category.name),
        count: items.len(),
        field: inks.field.clone(),
        deep: inks.deep.clone(),
        tint: inks.tint.clone(),
        ring: inks.ring.clone(),
        spoken: spoken_address(&address).to_string(),
        address,
        version,
        items,
    }
}

pub(super) fn entry_view(p: &Procedure, words: &Vocabulary) -> EntryView {
    EntryView {
        code: p.code.value.clone(),
        name: Words::of(p.short()),
        icon: art_path(&emblem(p, words), words),
        role: p.authority_role.value.to_string(),
    }
}

pub(super) fn art_path(prop: &str, words: &Vocabulary) -> String {
    let file = words.prop_words.iter().find(|p| p.word == prop).map_or("papers", |p| &p.file);
    format!("props/{file}")
}
