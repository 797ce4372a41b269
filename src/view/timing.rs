//! When and where something takes place, in words: what visits and events have alike.
//!
//! Start at [`add_when`], [`brief`] and [`months`].

use super::scope::Scope;
use crate::model::Timing;
use crate::quantity::ClockTime;
use crate::quantity::Date;
use crate::record::At;
use tera::Map;
use tera::Value;

/// Noon, in minutes.
const NOON: i64 = 12 * 60;
/// Six in the evening.
const EVENING: i64 = 18 * 60;

/// Adds `day` (`year`, `month`, `day`, `spoken` 12月3日, `weekday`, `iso`), `hours` (上午 9:00—11:00), `off` (called off) and
/// `moved` (the day it was announced for, in words).
pub(super) fn add_when(one: &Timing<'_>, group: &mut Map) {
    group.insert("day".into(), day(one.date.value));
    group.insert("hours".into(), hours(one.from.value, one.to.value).into());
    group.insert("off".into(), one.cancelled.is_some().into());
    let moved = one.moved_from.map(|before| before.value.spoken_day());
    group.insert("moved".into(), moved.into());
}

/// One that another record names: when, where and whether it takes place; `title` where it has one, `kind`, `of` (the
/// collection), `index` among its own.
pub(super) fn brief(scope: &Scope<'_>, one: &Timing<'_>) -> Value {
    let mut map = Map::with_capacity(12);
    add_when(one, &mut map);
    let said = |text: Option<&At<String>>| -> Value {
        text.map(|text| scope.said(&text.value, text.span)).into()
    };
    map.insert("place".into(), said(one.place));
    map.insert("estate".into(), said(one.estate));
    map.insert("cancelled".into(), said(one.cancelled));
    map.insert("code".into(), said(one.code));
    map.insert("title".into(), said(one.title));
    map.insert("kind".into(), one.kind.into());
    map.insert("of".into(), one.words.collection.into());
    map.into()
}

pub(super) fn day(date: Date) -> Value {
    Map::from_iter([
        ("year".into(), date.year().into()),
        ("month".into(), date.month().into()),
        ("day".into(), date.day().into()),
        ("spoken".into(), date.spoken_day().into()),
        ("weekday".into(), date.weekday_spoken().into()),
        ("iso".into(), date.to_string().into()),
    ])
    .into()
}

/// 「上午 9:00—11:00」, 「9:00—15:00」 over noon.
fn hours(from: ClockTime, to: ClockTime) -> String {
    let part = match (from.minutes() < NOON, to.minutes() <= NOON) {
        (true, true) => "上午 ",
        (false, false) if from.minutes() >= EVENING => "晚上 ",
        (false, false) => "下午 ",
        _ => "",
    };
    format!("{part}{from}—{to}")
}

/// The months of some that are in the order of their days, each as its calendar: `name`, `year`, `month`, `visits` (all of
/// it in short), `weeks` of seven days from Monday on, each with `day`, none before the first and after the last, `visit`
/// (the first that takes place) and `all` of that day.
pub(super) fn months(scope: &Scope<'_>, all: &[Timing<'_>]) -> Vec<Value> {
    let mut months: Vec<Date> = all.iter().map(|v| v.date.value.first_of_month()).collect();
    months.dedup();
    let one = |month: Date| -> Value {
        let mut cells: Vec<Value> = Vec::new();
        for date in month.days_of_month() {
            if cells.is_empty() {
                cells.extend((1..date.weekday()).map(|_| Value::none()));
            }
            let on_it = || all.iter().filter(|visit| visit.date.value == date);
            let its = on_it().find(|visit| visit.cancelled.is_none()).or(on_it().next());
            let mut cell = Map::with_capacity(3);
            cell.insert("day".into(), date.day().into());
            cell.insert("visit".into(), its.map(|visit| brief(scope, visit)).into());
            let of_day: Vec<Value> = on_it().map(|visit| brief(scope, visit)).collect();
            cell.insert("all".into(), of_day.into());
            cells.push(cell.into());
        }
        while !cells.len().is_multiple_of(7) {
            cells.push(Value::none());
        }
        let weeks: Vec<Value> = cells.chunks(7).map(|week| week.to_vec().into()).collect();
        let its = all.iter().filter(|v| v.date.value.first_of_month() == month);
        let its: Vec<Value> = its.map(|visit| brief(scope, visit)).collect();
        Map::from_iter([
            ("name".into(), format!("{}年{}月", month.year(), month.month()).into()),
            ("year".into(), month.year().into()),
            ("month".into(), month.month().into()),
            ("weeks".into(), weeks.into()),
            ("visits".into(), its.into()),
        ])
        .into()
    };
    months.into_iter().map(one).collect()
}
