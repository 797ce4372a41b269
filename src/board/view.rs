//! What board templates see: their sheet, the office and the records on it, each text with its place.
//!
//! Start at [`Workshop::topic`]. Every sheet of records sees `sheet` ([`SheetView`]), `office`, `records` and,
//! where it shows one, `record`, as pages see them ([`crate::view`]); `version`, `address` and `spoken` of its
//! code; and which way of laying it out is tried (`arrangement`). A sheet of the whole also sees
//! `categories`, the numbers of their pictures (`covers`) and how many columns they take ([`Blocks`]); one of a
//! category its `procedures`, each with the number of its first picture (`firsts`); one of a procedure also
//! `hosts`, the number of the picture of who welcomes ([`super::hosts`]). Layout sees boxes, export sees a frame.

use super::Workshop;
use super::hosts::covers;
use super::hosts::hosts;
use super::markup::place;
use super::topic::Look;
use super::topic::Topic;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::Category;
use crate::model::Community;
use crate::model::Entry;
use crate::model::Locker;
use crate::model::Material;
use crate::model::PROCEDURES;
use crate::model::Picture;
use crate::model::Procedure;
use crate::model::Response;
use crate::model::collection;
use crate::plan::Plan;
use crate::plan::SheetPlan;
use crate::plan::is_sample;
use crate::plan::spoken_address;
use crate::record::walk::leaves;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::view::Views;
use serde::Serialize;
use std::any::Any;
use std::borrow::Cow;
use std::sync::Arc;
use tera::Context;
use tera::Map;
use tera::Value;

/// The sheet itself: size in millimetres, scale against the kind's own size, smallest type.
#[derive(Debug, Serialize)]
pub(super) struct SheetView {
    width: f64,
    height: f64,
    landscape: bool,
    /// Against the kind's own size as it is.
    scale: f64,
    /// What lengths are multiplied with, on a sheet of any shape.
    unit: f64,
    smallest: f64,
    caption: f64,
    imprint: f64,
    /// Share that pictures take at least.
    pictures: f64,
}

impl SheetView {
    pub(super) fn of(kind: &SheetKind, look: &Look) -> SheetView {
        let (size, own) = (look.size, kind.size());
        let floors = kind.measures(size).floors;
        let rounded = |scale: f64| (scale * 1000.0).round() / 1000.0;
        let scale = (size.width / own.width).min(size.height / own.height);
        SheetView {
            width: size.width.0,
            height: size.height.0,
            landscape: size.width.0 > size.height.0,
            scale: rounded(scale),
            unit: rounded(kind.unit(size)),
            smallest: floors.running.0,
            caption: floors.caption.0,
            imprint: floors.imprint.0,
            pictures: kind.measures(size).pictures.unwrap_or(0.0),
        }
    }
}

/// What a sheet of the whole has to know of all categories before it lays one out.
#[derive(Debug, Serialize)]
struct Blocks {
    item_count: usize,
    columns: usize,
    /// Procedures of the fullest category.
    densest: usize,
    /// A line per procedure, no drawings.
    dense: bool,
    /// Characters of the longest name.
    longest: usize,
    sample: bool,
    /// The oldest day on which something was checked.
    checked_on: String,
}

impl Blocks {
    fn of(catalog: &Catalog, look: &Look, arrangement: usize) -> Blocks {
        let counts = catalog.categories.iter().map(|c| catalog.of_category(c.number.value).count());
        let in_category = |p: &&Arc<Procedure>| catalog.find_category(p.category()).is_some();
        let shown = catalog.procedures.iter().filter(in_category);
        let oldest = catalog
            .procedures
            .iter()
            .filter_map(|p| p.review.as_ref()?.date.as_ref())
            .map(|d| d.value)
            .min();
        Blocks {
            item_count: catalog.procedures.len(),
            columns: columns(catalog.categories.len(), look, arrangement),
            densest: counts.max().unwrap_or(0),
            dense: arrangement > 0,
            longest: shown.map(|p| p.short().value.chars().count()).max().unwrap_or(0),
            sample: catalog.procedures.iter().any(|p| is_sample(catalog, p)),
            checked_on: oldest.map_or_else(|| "未核验".into(), |d| d.to_string()),
        }
    }
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

impl<'t> Workshop<'t> {
    /// What a planned sheet shows.
    #[must_use]
    pub(crate) fn topic<'a>(&'a self, plan: &'a Plan<'a>, sheet: &'a SheetPlan<'a>) -> Topic<'a> {
        let theme = self.theme;
        let (mut pictures, mut apart) = self.pictures(plan, sheet);
        let scenes = &sheet.kind.scenes;
        apart.scenes = (pictures.len()..pictures.len() + scenes.len()).collect();
        pictures.extend(scenes.iter().map(Cow::Borrowed));
        let make = move |look: &Look, arrangement: usize| {
            context((plan, theme), sheet, &apart, look, arrangement)
        };
        let (title, description, at) = said_about(plan, sheet);
        Topic {
            title,
            description,
            version: sheet.version.clone(),
            at,
            // A sheet of the whole is about all files.
            home: at.filter(|_| sheet.collection.key.is_some()).map(|span| span.file),
            procedure: sheet.procedure(),
            pictures,
            gathered: sheet.gathered.iter().map(|other| self.topic(plan, other)).collect(),
            ..Topic::new(sheet.kind, &sheet.key, make)
        }
    }
}

impl<'t> Workshop<'t> {
    /// The panels of a procedure and, behind them, who welcomes; of a sheet of a category the panels of all that is in
    /// it and who welcomes to the first; of a sheet of the whole a picture for every category that has one.
    fn pictures<'a>(
        &self,
        plan: &'a Plan<'a>,
        sheet: &'a SheetPlan<'a>,
    ) -> (Vec<Cow<'a, Picture>>, Apart) {
        let mut apart = Apart::default();
        if let Some(category) = category_of(sheet) {
            let mut all = Vec::new();
            for p in plan.catalog.of_category(category.number.value) {
                apart.firsts.push(all.len());
                all.extend(p.panels().into_iter().map(|(_, picture)| Cow::Borrowed(picture)));
            }
            let first = plan.catalog.of_category(category.number.value).next();
            if let Some(hosts) = first.and_then(|p| hosts(p, &self.cast)) {
                apart.hosts = Some(all.len());
                all.push(Cow::Owned(hosts));
            }
            return (all, apart);
        }
        if let Some(locker) = sheet.record().and_then(|r| (r as &dyn Any).downcast_ref::<Locker>())
        {
            return (locker.pictures().map(Cow::Borrowed).collect(), apart);
        }
        let response = sheet.record().and_then(|r| (r as &dyn Any).downcast_ref::<Response>());
        if let Some(response) = response {
            return (response.pictures().map(Cow::Borrowed).collect(), apart);
        }
        let Some(p) = sheet.procedure() else {
            let of_whole = if is_of_whole(sheet) { covers(plan.catalog) } else { Vec::new() };
            let mut next = 0..;
            apart.covers = of_whole.iter().map(|cover| cover.and_then(|_| next.next())).collect();
            return (of_whole.into_iter().flatten().map(Cow::Borrowed).collect(), apart);
        };
        let mut pictures: Vec<Cow<'_, Picture>> =
            p.panels().into_iter().map(|(_, picture)| Cow::Borrowed(picture)).collect();
        if let Some(hosts) = hosts(p, &self.cast).filter(|_| !sheet.kind.stacked) {
            apart.hosts = Some(pictures.len());
            pictures.push(Cow::Owned(hosts));
        }
        (pictures, apart)
    }
}

/// Numbers of pictures that a template cannot count.
#[derive(Debug, Default)]
struct Apart {
    /// Of who welcomes.
    hosts: Option<usize>,
    /// Of every category.
    covers: Vec<Option<usize>>,
    /// The first of every procedure of a category.
    firsts: Vec<usize>,
    /// Of the kind's own pictures.
    scenes: Vec<usize>,
}

/// The category that a sheet is about.
fn category_of<'a>(sheet: &'a SheetPlan<'a>) -> Option<&'a Category> {
    sheet.record().and_then(|record| (record as &dyn Any).downcast_ref())
}

/// Whether a sheet is about all categories.
fn is_of_whole(sheet: &SheetPlan<'_>) -> bool {
    sheet.record().is_some_and(|record| (record as &dyn Any).is::<Community>())
}

fn context(
    (plan, theme): (&Plan<'_>, &Theme),
    sheet: &SheetPlan<'_>,
    apart: &Apart,
    look: &Look,
    arrangement: usize,
) -> Context {
    let kind = sheet.kind;
    if kind.stacked {
        return strip_context(sheet, look);
    }
    let mut context = Context::new();
    let views = Views::of_sheets(plan, theme, place);
    if is_of_whole(sheet) {
        let blocks = Blocks::of(plan.catalog, look, arrangement);
        context = Context::from_serialize(&blocks).expect("the views are plain data");
        context.insert_value("categories", views.categories());
        context.insert("covers", &apart.covers);
    }
    if let (Some(category), Some(of)) = (category_of(sheet), collection(PROCEDURES)) {
        let all = plan.catalog.procedures.iter().enumerate();
        let its = all.filter(|(_, p)| p.category() == category.number.value);
        let all: Vec<Value> = its.map(|(index, p)| views.record(of, p.as_ref(), index)).collect();
        context.insert_value("procedures", all.into());
        context.insert("firsts", &apart.firsts);
    }
    let mut addresses = Map::new();
    for of in kind.sees.iter().filter_map(|name| collection(name)) {
        let count = plan.catalog.count_of(of.name);
        let whole = plan.versions.several(of.name, &(0..count).collect::<Vec<usize>>());
        let address = plan.address(of.name, "", &whole);
        let its = [("version", whole), ("spoken", spoken_address(&address).to_string())];
        let mut its: Map = its.into_iter().map(|(k, v)| (k.into(), v.into())).collect();
        its.insert("address".into(), address.into());
        its.insert("count".into(), count.into());
        addresses.insert(of.name.into(), its.into());
        let all = plan.catalog.records_of(of.name).into_iter().enumerate();
        let all: Vec<Value> = all.map(|(index, record)| views.record(of, record, index)).collect();
        context.insert_value(of.name, all.into());
    }
    if kind.sees.iter().any(|name| name == "events") {
        context.insert_value("agenda", views.agenda());
    }
    // Where the page of all of a collection is, with the version of all of them: a sheet that shows them is old
    // when one of them changes.
    context.insert_value("addresses", addresses.into());
    let key = if sheet.collection.key.is_some() { sheet.key.as_str() } else { "" };
    let address = plan.address(sheet.collection.name, key, &sheet.version);
    context.insert("sheet", &SheetView::of(kind, look));
    context.insert_value("office", views.office());
    context.insert("version", &sheet.version);
    context.insert("spoken", spoken_address(&address));
    context.insert("address", &address);
    context.insert("arrangement", &arrangement);
    context.insert("hosts", &apart.hosts);
    context.insert("scenes", &apart.scenes);
    let records = sheet.records.iter().zip(&sheet.indices);
    let records: Vec<Value> =
        records.map(|(record, index)| views.record(sheet.collection, *record, *index)).collect();
    if let [record] = &records[..] {
        context.insert_value("record", record.clone());
    }
    context.insert_value("records", records.into());
    context
}

/// What a strip sees: the sheet and the numbers of its pictures. Everything else would be worked out for
/// nothing, for every page of the site.
fn strip_context(sheet: &SheetPlan<'_>, look: &Look) -> Context {
    let mut context = Context::new();
    context.insert("sheet", &SheetView::of(sheet.kind, look));
    let panels = sheet.procedure().map_or(0, |p| p.panels().len());
    context.insert("panels", &(0..panels).collect::<Vec<usize>>());
    context
}

/// Title, description and the place to name when no text can be named.
fn said_about(plan: &Plan<'_>, sheet: &SheetPlan<'_>) -> (String, String, Option<Span>) {
    let community = &plan.catalog.community;
    if sheet.kind.stacked
        && let Some(p) = sheet.procedure()
    {
        let words: Vec<String> = p.panels().iter().map(|(_, picture)| picture.in_words()).collect();
        return (p.title.value.clone(), words.join("。"), Some(p.title.span));
    }
    if sheet.record().is_some_and(|record| (record as &dyn Any).is::<Community>()) {
        return about_the_whole(plan);
    }
    if let Some(p) = sheet.procedure() {
        return about_one(p, &community.name.value);
    }
    // What a record is about is what its first texts say.
    let words: Vec<(String, Span)> =
        sheet.records.iter().flat_map(|record| first_words(*record)).collect();
    let title: Vec<&str> = words.iter().take(2).map(|(text, _)| text.as_str()).collect();
    let all: Vec<&str> = words.iter().map(|(text, _)| text.as_str()).collect();
    (
        format!("{} {} · {}", sheet.kind.label, title.join(" "), community.name.value),
        all.join("；"),
        words.first().map(|(_, span)| *span),
    )
}

fn first_words(record: &dyn Entry) -> Vec<(String, Span)> {
    let mut words = Vec::new();
    leaves(record, |leaf| words.push((leaf.words().into_owned(), leaf.span)));
    words
}

fn about_the_whole(plan: &Plan<'_>) -> (String, String, Option<Span>) {
    let community = &plan.catalog.community;
    let names: Vec<String> = plan
        .catalog
        .categories
        .iter()
        .map(|c| {
            let items: Vec<&str> = plan
                .catalog
                .of_category(c.number.value)
                .map(|p| p.short().value.as_str())
                .collect();
            format!("{}：{}", c.name.value, items.join("、"))
        })
        .collect();
    let title = community.title();
    let said = format!("{} · {}", title.value, community.name.value);
    (said, names.join("。"), Some(title.span))
}

fn about_one(p: &Procedure, community: &str) -> (String, String, Option<Span>) {
    let steps: Vec<String> =
        p.steps.iter().enumerate().map(|(i, s)| format!("{}. {}", i + 1, s.action.value)).collect();
    let materials: Vec<String> = p.materials.iter().map(Material::with_case).collect();
    let bring = if materials.is_empty() {
        "不用带材料".into()
    } else {
        format!("要带：{}", materials.join("、"))
    };
    let description = format!("{}。{bring}。步骤：{}。", p.summary.value, steps.join("；"));
    let title = format!("{} {} · {community}", p.code.value, p.title.value);
    (title, description, Some(p.title.span))
}
