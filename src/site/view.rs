//! What page templates see of the page itself, the office, the categories and the ways to procedures.

use super::icons::Icons;
use crate::model::AuthorityRole;
use crate::model::CATEGORIES;
use crate::model::Catalog;
use crate::model::Category;
use crate::model::Procedure;
use crate::plan::Plan;
use crate::plan::emblem;
use serde::Serialize;

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

#[derive(Debug, Serialize)]
pub(super) struct OfficeView {
    name: String,
    organizer: String,
    title: String,
    address: Option<String>,
    hours: String,
    /// Days on which it is open, `12345`; empty when the hours do not say.
    open_days: String,
    phone: String,
    phone_digits: String,
    /// The newest day on which something was checked.
    checked_on: Option<String>,
    supervision_phone: Option<String>,
    correction_phone: Option<String>,
    icp: Option<String>,
    police_record: Option<String>,
    statement: String,
    /// Its number is only an example.
    sample: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct CategoryView {
    pub number: u8,
    name: String,
    summary: Option<String>,
    count: usize,
    pub version: String,
    /// Its drawing, as SVG.
    icon: String,
    /// What it is about, in the words of two of its procedures.
    examples: String,
}

#[derive(Debug, Serialize)]
pub(super) struct LinkView {
    code: String,
    /// Its short name.
    name: String,
    summary: String,
    role: String,
    /// 1, 2, 3: the office finishes it, helps with it, shows the way.
    role_kind: u8,
}

pub(super) type Text = crate::record::At<String>;

pub(super) fn own(text: Option<&Text>) -> Option<String> {
    text.map(|t| t.value.clone())
}

pub(super) fn office_view(catalog: &Catalog) -> OfficeView {
    let c = &catalog.community;
    OfficeView {
        name: c.name.value.clone(),
        organizer: c.organizer.value.clone(),
        title: c.title().value,
        address: own(c.address.as_ref()),
        hours: c.hours.value.clone(),
        open_days: c.open_days().iter().map(ToString::to_string).collect(),
        phone: c.phone.value.clone(),
        checked_on: catalog.latest_review().map(crate::quantity::Date::spoken),
        phone_digits: c.phone.value.chars().filter(|d| d.is_ascii_digit() || *d == '-').collect(),
        supervision_phone: own(c.supervision_phone.as_ref()),
        correction_phone: own(c.correction_phone.as_ref()),
        icp: own(c.icp.as_ref()),
        police_record: own(c.police_record.as_ref()),
        statement: c.statement(),
        sample: c.has_sample_phone(),
    }
}

pub(super) fn category_views(plan: &Plan<'_>, icons: &Icons<'_>) -> Vec<CategoryView> {
    let view = |(index, c): (usize, &Category)| {
        let items: Vec<&Procedure> = plan.catalog.of_category(c.number.value).collect();
        let named = icons.words.icon_of(&c.name.value);
        let icon = match items.first() {
            // What its first procedure is about says more than paper.
            Some(first) if named == "材料" => emblem(first, icons.words),
            _ => named.to_string(),
        };
        let examples: Vec<&str> = items.iter().take(2).map(|p| p.short().value.as_str()).collect();
        CategoryView {
            number: c.number.value,
            name: c.name.value.clone(),
            summary: own(c.summary.as_ref()),
            count: items.len(),
            version: plan.versions.get(CATEGORIES, index).to_string(),
            icon: icons.of_prop(&icon),
            examples: examples.join("、"),
        }
    };
    plan.catalog.categories.iter().enumerate().map(view).collect()
}

/// Rows of a category.
pub(super) fn rows(catalog: &Catalog, category: u8) -> Vec<LinkView> {
    catalog.of_category(category).map(link_view).collect()
}

/// What people come for most: what the office says, else the first of every category.
pub(super) fn frequent(catalog: &Catalog) -> Vec<LinkView> {
    let named: Vec<LinkView> = catalog
        .community
        .frequent
        .iter()
        .filter_map(|code| catalog.find_procedure(&code.value).map(link_view))
        .collect();
    if !named.is_empty() {
        return named;
    }
    let first = |c: &Category| catalog.of_category(c.number.value).next().map(link_view);
    catalog.categories.iter().filter_map(first).take(6).collect()
}

pub(super) fn link_view(p: &Procedure) -> LinkView {
    LinkView {
        code: p.code.value.clone(),
        name: p.short().value.clone(),
        summary: p.summary.value.clone(),
        role: p.authority_role.value.to_string(),
        role_kind: role_kind(p),
    }
}

pub(super) fn role_kind(p: &Procedure) -> u8 {
    match p.authority_role.value {
        AuthorityRole::Decide => 1,
        AuthorityRole::Assist => 2,
        AuthorityRole::Guide => 3,
    }
}
