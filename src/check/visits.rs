//! The moving desk and events: nobody at two places, as many visits as promised.
//!
//! Start at the rules, each a function over the catalog, of which every visit is a record by now. What is said of the lines
//! is [`super::timing`]'s, whether a day is past [`super::dates`]'s.

use super::tools::some_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Estate;
use crate::model::Timing;
use crate::model::Visit;
use crate::quantity::Date;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

fn visits(catalog: &Catalog) -> Vec<&Visit> {
    catalog.all::<Visit>("visits").collect()
}

/// The first day of a reminder agrees with how often it comes, and every month has it.
pub(super) fn reminders_agree(catalog: &Catalog, report: &mut Report) {
    for reminder in catalog.procedures.iter().filter_map(|p| p.reminder.as_ref()) {
        let first = reminder.first.value;
        let (what, help) = if let Some(said) = reminder.repeat.value.contradiction(first) {
            let what = format!("「重复」写的是「{}」，首次 {said}", reminder.repeat.value);
            (what, "改「首次」或改「重复」；星期几、几号由首次定")
        } else if !reminder.repeat.value.keeps_its_day(first) {
            let what = format!("首次是 {} 号，不是每个月都有这一天", first.day());
            (what, "首次写 28 号以前的一天")
        } else {
            continue;
        };
        let problem = Diagnostic::new(Code::BadValue, Some(reminder.first.span), what);
        report.push(problem.related(reminder.repeat.span, "多久一次在这里").help(help));
    }
}

/// The desk stands at one place once, and nobody is at two, be it with the desk or at an event.
pub(super) fn visits_do_not_meet(catalog: &Catalog, report: &mut Report) {
    let mut all: Vec<Timing<'_>> = catalog.timings().into_iter().flatten().collect();
    all.retain(|one| one.cancelled.is_none());
    all.sort_by_key(|one| (one.date.value, one.from.value));
    // Of two lines that meet again and again, the first time is told.
    let place = |one: &Timing<'_>| (one.date.span.file, one.date.span.start);
    let mut told = BTreeSet::new();
    for (at, one) in all.iter().enumerate() {
        let same_day = all[at + 1..].iter().take_while(|v| v.date.value == one.date.value);
        for other in same_day {
            let meet = one.from.value < other.to.value && other.from.value < one.to.value;
            let places = (place(one), place(other));
            if !meet || told.contains(&places) || told.contains(&(places.1, places.0)) {
                continue;
            }
            // Two events may share a hall, and the desk may stand beside one.
            let is_desk = [one, other].iter().all(|v| v.words.collection == "visits");
            if is_desk && one.spot().is_some() && one.spot() == other.spot() {
                told.insert(places);
                let spot = one.spot().unwrap_or_default();
                let what = format!("{} 在「{spot}」有两次，时间重叠", one.date.value);
                report.push(
                    Diagnostic::new(Code::BadValue, Some(other.date.span), what)
                        .related(one.date.span, "另一次在这里")
                        .help("合成一条，或改其中一条的日期、时间"),
                );
                continue;
            }
            let twice = other.people.iter().find(|p| one.people.iter().any(|q| q.value == p.value));
            if let Some(person) = twice.filter(|_| one.spot() != other.spot()) {
                told.insert(places);
                let spot = |one: &Timing<'_>| one.spot().unwrap_or_default().to_string();
                let what = format!(
                    "{}「{}」同时要在两个地方：{}、{}",
                    one.date.value,
                    person.value,
                    spot(one),
                    spot(other)
                );
                report.push(
                    Diagnostic::new(Code::BadValue, Some(person.span), what)
                        .related(one.date.span, "另一次在这里")
                        .help("换一个人去，或错开时间"),
                );
            }
        }
    }
}

/// As many visits a month as promised, from the first month that is planned to the last.
pub(super) fn visits_keep_the_promise(catalog: &Catalog, report: &mut Report) {
    let promised = catalog.community.visits_a_month.as_ref();
    let Some(promise) = promised.filter(|_| !catalog.unread.is_part_of("visits")) else { return };
    let mut months: BTreeMap<(u16, u8), usize> = BTreeMap::new();
    let all = visits(catalog);
    for visit in &all {
        let day = visit.date.value;
        *months.entry((day.year(), day.month())).or_default() +=
            usize::from(visit.cancelled.is_none());
    }
    let (Some(first), Some(last)) = (months.keys().next(), months.keys().last()) else {
        let what = format!("说好每月流动 {} 次，一次也没有排", promise.value);
        report.push(
            Diagnostic::new(Code::TooFewVisits, Some(promise.span), what)
                .help("在 content/visits.yaml 里排好，或删去「每月流动」"),
        );
        return;
    };
    let (mut month, last, mut short) = (*first, *last, Vec::new());
    while month <= last {
        let count = months.get(&month).copied().unwrap_or(0);
        if count < promise.value {
            short.push(format!("{}年{}月 {count} 次", month.0, month.1));
        }
        month = if month.1 == 12 { (month.0 + 1, 1) } else { (month.0, month.1 + 1) };
    }
    if !short.is_empty() {
        let what = format!("说好每月流动 {} 次，排得不够：{}", promise.value, some_of(&short));
        report.push(
            Diagnostic::new(Code::TooFewVisits, Some(promise.span), what)
                .help("在 visits.yaml 里添几次，或改「每月流动」"),
        );
    }
}

/// Every estate is visited in every quarter that is planned.
pub(super) fn estates_are_visited(catalog: &Catalog, report: &mut Report) {
    if catalog.unread.is_part_of("visits") {
        return;
    }
    let all = visits(catalog);
    let quarter = |day: Date| (day.year(), (day.month() - 1) / 3 + 1);
    let quarters: BTreeSet<(u16, u8)> = all.iter().map(|v| quarter(v.date.value)).collect();
    for estate in catalog.all::<Estate>("estates") {
        let its = all.iter().filter(|visit| {
            let is_here = visit.estate.as_ref().is_some_and(|e| e.value == estate.name.value);
            is_here && visit.cancelled.is_none()
        });
        let its: BTreeSet<(u16, u8)> = its.map(|visit| quarter(visit.date.value)).collect();
        let missed: Vec<String> = quarters
            .difference(&its)
            .map(|(year, quarter)| format!("{year}年第{quarter}季度"))
            .collect();
        if !missed.is_empty() {
            let what = format!("「{}」没有排流动服务点：{}", estate.name.value, some_of(&missed));
            report.push(
                Diagnostic::new(Code::TooFewVisits, Some(estate.name.span), what)
                    .help("在 visits.yaml 里给它添一次"),
            );
        }
    }
}
