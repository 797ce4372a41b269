//! What is worked out of a visit of the moving desk, of an event, and of an estate: what to bring, what comes next.
//!
//! Start at [`add_visit`], [`add_event`] and [`add_estate`].

use super::papers::merged;
use super::procedure::in_short;
use super::scope::Scope;
use super::timing::add_when;
use super::timing::brief;
use super::timing::months;
use crate::model::Estate;
use crate::model::Event;
use crate::model::Procedure;
use crate::model::Scheduled;
use crate::model::Timing;
use crate::model::Visit;
use tera::Map;
use tera::Value;

/// So many later ones are named.
const NEXT: usize = 3;

/// Adds to its group what [`add_when`] says, and what [`add_matters`] does, `next` (later visits in short, anywhere) and
/// `next_here` (at the same estate).
pub(super) fn add_visit(scope: &Scope<'_>, visit: &Visit, group: &mut Map) {
    let [visits, _] = scope.plan.catalog.timings();
    let timing = visit.timing();
    add_when(&timing, group);
    add_matters(scope, &timing, group);
    let later = later(&visits, &timing);
    let here = later.iter().filter(|other| is_at(other, timing.estate.map(|e| e.value.as_str())));
    let here: Vec<Value> = here.take(NEXT).map(|other| brief(scope, other)).collect();
    let next: Vec<Value> = later.iter().take(NEXT).map(|other| brief(scope, other)).collect();
    group.insert("next".into(), next.into());
    group.insert("next_here".into(), here.into());
}

/// Adds the same to the group of an event; `next` are later events.
pub(super) fn add_event(scope: &Scope<'_>, event: &Event, group: &mut Map) {
    let [_, events] = scope.plan.catalog.timings();
    let timing = event.timing();
    add_when(&timing, group);
    add_matters(scope, &timing, group);
    let next = later(&events, &timing);
    let next: Vec<Value> = next.iter().take(NEXT).map(|other| brief(scope, other)).collect();
    group.insert("next".into(), next.into());
}

/// Adds to its group its `visits` in short and its `months` ([`months`]).
pub(super) fn add_estate(scope: &Scope<'_>, it: &Estate, group: &mut Map) {
    let [visits, _] = scope.plan.catalog.timings();
    let name = Some(it.name.value.as_str());
    let its: Vec<Timing<'_>> = visits.into_iter().filter(|visit| is_at(visit, name)).collect();
    group.insert("months".into(), months(scope, &its).into());
    let brief: Vec<Value> = its.iter().map(|visit| brief(scope, visit)).collect();
    group.insert("visits".into(), brief.into());
}

/// Everything that takes place, visits and events, by month: [`months`].
pub(super) fn agenda(scope: &Scope<'_>) -> Vec<Value> {
    let mut all: Vec<Timing<'_>> = scope.plan.catalog.timings().into_iter().flatten().collect();
    all.sort_by_key(|one| (one.date.value, one.from.value));
    months(scope, &all)
}

/// Adds `commercial` (a guest sells), `named` (its matters in short) and `bring` (papers of all its matters:
/// [`merged`]).
fn add_matters(scope: &Scope<'_>, timing: &Timing<'_>, group: &mut Map) {
    let catalog = scope.plan.catalog;
    let matters: Vec<&Procedure> =
        timing.matters.iter().filter_map(|code| catalog.find_procedure(&code.value)).collect();
    group.insert("commercial".into(), timing.guests.iter().any(|guest| guest.commercial).into());
    group.insert("bring".into(), merged(scope, &matters).into());
    let named: Vec<Value> = matters.iter().map(|p| in_short(scope, p)).collect();
    group.insert("named".into(), named.into());
}

/// Those behind one that take place.
fn later<'t>(all: &[Timing<'t>], one: &Timing<'_>) -> Vec<Timing<'t>> {
    let is_later = |other: &&Timing<'_>| {
        (other.date.value, other.from.value) > (one.date.value, one.from.value)
            && other.cancelled.is_none()
    };
    all.iter().filter(is_later).copied().collect()
}

fn is_at(one: &Timing<'_>, estate: Option<&str>) -> bool {
    estate.is_some() && one.estate.map(|its| its.value.as_str()) == estate
}
