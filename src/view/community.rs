//! What is worked out of the office and its categories.

use super::contact::Contact;
use super::look::add_inks;
use super::look::drawing;
use super::look::emblem;
use super::procedure::in_short;
use super::scope::Scope;
use crate::model::Category;
use crate::model::Community;
use crate::model::Procedure;
use tera::Map;
use tera::Value;

/// Adds `title` (the usual one where none is written), `statement`, `sample` (its number is only an
/// example: nothing of it may hang), `open_days` (`12345`; empty when the hours do not say),
/// `open_times` ([`crate::quantity::Hours::open_times`]) and `checked_on` (the newest day on which something was checked)
/// and `card` (its telephone, for a code).
pub(super) fn add_office(scope: &Scope<'_>, c: &Community, group: &mut Map) {
    let title = c.title();
    let days: String = c.hours.value.open_days().iter().map(ToString::to_string).collect();
    let newest = scope.plan.catalog.latest_review().map(crate::quantity::Date::spoken);
    group.insert("title".into(), scope.said(&title.value, title.span));
    group.insert("statement".into(), c.statement(&c.organizer.value).into());
    group.insert("sample".into(), (c.has_samples() || c.has_sample_url()).into());
    group.insert("open_days".into(), days.into());
    group.insert("open_times".into(), c.hours.value.open_times().into());
    group.insert("checked_on".into(), newest.into());
    group.insert("card".into(), Contact::of_office(c).code().into());
}

/// Adds `statement` (where it signs itself), `count`, `items` (its procedures in short), `examples` (names of the
/// first two), `art` (its
/// drawing) and the names of its inks: `field`, `deep`, `tint`, `ring`.
pub(super) fn add_category(scope: &Scope<'_>, c: &Category, group: &mut Map) {
    let items: Vec<&Procedure> = scope.plan.catalog.of_category(c.number.value).collect();
    let examples: Vec<&str> = items.iter().take(2).map(|p| p.short().value.as_str()).collect();
    let words = &scope.theme.words;
    let named = words.icon_of(&c.name.value);
    let art = match items.first() {
        // What its first procedure is about says more than paper.
        Some(first) if named == "材料" => emblem(first, words),
        _ => drawing(named, words),
    };
    if let Some(by) = &c.signed_by {
        let statement = scope.plan.catalog.community.statement(&by.value);
        group.insert("statement".into(), statement.into());
    }
    group.insert("count".into(), items.len().into());
    group.insert("examples".into(), examples.join("、").into());
    group.insert("art".into(), art.into());
    add_inks(scope.theme.category_inks(c.number.value), group);
    let items: Vec<Value> = items.into_iter().map(|p| in_short(scope, p)).collect();
    group.insert("items".into(), items.into());
}
