//! What board templates see of records: their words, each with its place in a file.
//!
//! Start at [`Workshop::topic`]. Every sheet of records sees `sheet`, `office`, `version`, `address`,
//! `records` and, where it shows one, `record`: all fields as the tables have them ([`crate::record::view`]).
//! What has to be worked out first is added by what the record is: [`item`], [`overview`], the category.
//! Layout sees boxes, export sees a frame. Every text that may turn out too long carries `at`, so that an
//! error can name the line it came from.

mod item;
mod overview;
mod shared;

use super::Workshop;
use super::markup::place;
use super::topic::Look;
use super::topic::Topic;
use crate::diag::Span;
use crate::model::Category;
use crate::model::Community;
use crate::model::Entry;
use crate::model::Picture;
use crate::model::Procedure;
use crate::plan::Plan;
use crate::plan::SheetPlan;
use crate::plan::spoken_address;
use crate::record::view::view;
use crate::record::walk::leaves;
use crate::theme::SheetKind;
use crate::theme::Theme;
use std::any::Any;
use std::borrow::Cow;
use tera::Context;

impl<'t> Workshop<'t> {
    /// What a planned sheet shows.
    #[must_use]
    pub(crate) fn topic<'a>(&'a self, plan: &'a Plan<'a>, sheet: &'a SheetPlan<'a>) -> Topic<'a> {
        let theme = self.theme;
        let make =
            move |look: &Look, arrangement: usize| context(plan, theme, sheet, look, arrangement);
        let (title, description, at) = said_about(plan, sheet);
        let pictures: Vec<Cow<'_, Picture>> = sheet.procedure().map_or_else(Vec::new, |p| {
            p.panels().into_iter().map(|(_, picture)| Cow::Borrowed(picture)).collect()
        });
        Topic {
            title,
            description,
            version: sheet.version.clone(),
            at,
            // A sheet of the whole is about all files.
            home: at.filter(|_| sheet.collection.key.is_some()).map(|span| span.file),
            pictures,
            ..Topic::new(sheet.kind, &sheet.key, make)
        }
    }
}

fn context(
    plan: &Plan<'_>,
    theme: &Theme,
    sheet: &SheetPlan<'_>,
    look: &Look,
    arrangement: usize,
) -> Context {
    let kind = sheet.kind;
    if kind.stacked {
        return strip_context(sheet, look);
    }
    let derived = match sheet.record().map(|record| record as &dyn Any) {
        Some(record) if record.is::<Community>() => {
            Context::from_serialize(&overview::overview_view(plan, theme, kind, look, arrangement))
        }
        Some(record) if record.is::<Procedure>() => {
            Context::from_serialize(&item::item_view(plan, theme, kind, look, sheet.indices[0]))
        }
        _ => Ok(Context::new()),
    };
    let mut context = derived.expect("the views are plain data");
    let key = if sheet.collection.key.is_some() { sheet.key.as_str() } else { "" };
    let address = plan.address(sheet.collection.name, key, &sheet.version);
    context.insert("sheet", &shared::sheet_view(kind, look));
    context.insert("office", &shared::office_view(plan.catalog));
    context.insert("version", &sheet.version);
    context.insert("spoken", spoken_address(&address));
    context.insert("address", &address);
    context.insert("arrangement", &arrangement);
    if let Some(category) =
        sheet.record().and_then(|record| (record as &dyn Any).downcast_ref::<Category>())
    {
        context.insert("category", &shared::category_view(plan, theme, category));
    }
    if !asks_for_records(theme, kind) {
        return context;
    }
    let records: Vec<serde_json::Value> = sheet
        .records
        .iter()
        .map(|record| {
            let names = |name: &str, key: &str| plan.catalog.name_of(name, key);
            view(*record, sheet.collection.schema, Some(place), &names)
        })
        .collect();
    if let [record] = &records[..] {
        context.insert("record", record);
    }
    context.insert("records", &records);
    context
}

/// Whether a kind's template, or a part that templates share, names `record` or `records`: most need only
/// what is worked out.
fn asks_for_records(theme: &Theme, kind: &SheetKind) -> bool {
    let own = format!("boards/{}", kind.template);
    let read = |path: &str| path == own || path.starts_with("boards/parts/");
    theme.texts.iter().any(|text| read(&text.path) && text.text.contains("record"))
}

/// What a strip sees: the sheet and the numbers of its pictures. Everything else would be worked out for
/// nothing, for every page of the site.
fn strip_context(sheet: &SheetPlan<'_>, look: &Look) -> Context {
    let mut context = Context::new();
    context.insert("sheet", &shared::sheet_view(sheet.kind, look));
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
    let materials: Vec<&str> = p.materials.iter().map(|m| m.name.value.as_str()).collect();
    let bring = if materials.is_empty() {
        "不用带材料".into()
    } else {
        format!("要带：{}", materials.join("、"))
    };
    let description = format!("{}。{bring}。步骤：{}。", p.summary.value, steps.join("；"));
    let title = format!("{} {} · {community}", p.code.value, p.title.value);
    (title, description, Some(p.title.span))
}
