//! What is worked out of a visit of the moving desk, and of an estate: days in words, what to bring, what comes next.

use super::look::drawing;
use super::procedure::in_short;
use super::scope::Scope;
use crate::model::Estate;
use crate::model::Material;
use crate::model::Procedure;
use crate::model::Visit;
use crate::quantity::ClockTime;
use crate::quantity::CopyNeed;
use crate::quantity::Date;
use crate::record::At;
use tera::Map;
use tera::Value;

/// So many later visits are named.
const NEXT: usize = 3;
/// Noon, in minutes.
const NOON: i64 = 12 * 60;

/// Adds to its group: `day` (`year`, `month`, `day`, `spoken` 12月3日, `weekday`, `iso`), `hours` (上午 9:00—11:00),
/// `off` (called off), `moved` (the day it was announced for, in words), `commercial` (a guest sells),
/// `named` (its matters in short), `bring` (papers of all its matters, merged: `name`, `art`, `copies`, `original`,
/// `sometimes`, `matters`), `next` (later visits in short, anywhere) and `next_here` (at the same estate).
pub(super) fn add_visit(scope: &Scope<'_>, visit: &Visit, group: &mut Map) {
    add_when(visit, group);
    let catalog = scope.plan.catalog;
    let matters: Vec<&Procedure> =
        visit.matters.iter().filter_map(|code| catalog.find_procedure(&code.value)).collect();
    group.insert("commercial".into(), visit.guests.iter().any(|guest| guest.commercial).into());
    group.insert("bring".into(), merged(scope, &matters).into());
    let named: Vec<Value> = matters.iter().map(|p| in_short(scope, p)).collect();
    group.insert("named".into(), named.into());
    let is_later = |other: &&Visit| {
        (other.date.value, other.from.value) > (visit.date.value, visit.from.value)
            && other.cancelled.is_none()
    };
    let later: Vec<&Visit> = catalog.all::<Visit>("visits").filter(is_later).collect();
    let here =
        later.iter().filter(|other| estate(other) == estate(visit) && estate(visit).is_some());
    let here: Vec<Value> = here.take(NEXT).map(|other| brief(scope, other)).collect();
    let next: Vec<Value> = later.iter().take(NEXT).map(|other| brief(scope, other)).collect();
    group.insert("next".into(), next.into());
    group.insert("next_here".into(), here.into());
}

/// Adds to its group its `visits` in short, its `months` (`name`, `year`, `month`, `weeks` of seven days from Monday on,
/// each with `day`, none before the first and after the last, and its `visit`).
pub(super) fn add_estate(scope: &Scope<'_>, it: &Estate, group: &mut Map) {
    let catalog = scope.plan.catalog;
    let visits: Vec<&Visit> = catalog
        .all::<Visit>("visits")
        .filter(|visit| estate(visit) == Some(it.name.value.as_str()))
        .collect();
    group.insert("months".into(), months(scope, &visits).into());
    let brief: Vec<Value> = visits.iter().map(|visit| brief(scope, visit)).collect();
    group.insert("visits".into(), brief.into());
}

fn estate(visit: &Visit) -> Option<&str> {
    visit.estate.as_ref().map(|estate| estate.value.as_str())
}

fn add_when(visit: &Visit, group: &mut Map) {
    group.insert("day".into(), day(visit.date.value));
    group.insert("hours".into(), hours(visit.from.value, visit.to.value).into());
    group.insert("off".into(), visit.cancelled.is_some().into());
    let moved = visit.moved_from.as_ref().map(|before| before.value.spoken_day());
    group.insert("moved".into(), moved.into());
}

/// A visit that another record names: when, where and whether it takes place.
fn brief(scope: &Scope<'_>, visit: &Visit) -> Value {
    let mut map = Map::with_capacity(8);
    add_when(visit, &mut map);
    let said = |text: &Option<At<String>>| -> Value {
        text.as_ref().map(|text| scope.said(&text.value, text.span)).into()
    };
    map.insert("place".into(), said(&visit.place));
    map.insert("estate".into(), said(&visit.estate));
    map.insert("cancelled".into(), said(&visit.cancelled));
    map.insert("code".into(), said(&visit.code));
    map.into()
}

fn day(date: Date) -> Value {
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
        (false, false) => "下午 ",
        _ => "",
    };
    format!("{part}{from}—{to}")
}

/// The months of some visits, each as its calendar.
fn months(scope: &Scope<'_>, visits: &[&Visit]) -> Vec<Value> {
    let mut months: Vec<Date> = visits.iter().map(|v| v.date.value.first_of_month()).collect();
    months.dedup();
    let one = |month: Date| -> Value {
        let mut cells: Vec<Value> = Vec::new();
        for date in month.days_of_month() {
            if cells.is_empty() {
                cells.extend((1..date.weekday()).map(|_| Value::none()));
            }
            let on_it = || visits.iter().filter(|visit| visit.date.value == date);
            let its = on_it().find(|visit| visit.cancelled.is_none()).or(on_it().next());
            let mut cell = Map::with_capacity(2);
            cell.insert("day".into(), date.day().into());
            cell.insert("visit".into(), its.map(|visit| brief(scope, visit)).into());
            cells.push(cell.into());
        }
        while !cells.len().is_multiple_of(7) {
            cells.push(Value::none());
        }
        let weeks: Vec<Value> = cells.chunks(7).map(|week| week.to_vec().into()).collect();
        let its = visits.iter().filter(|v| v.date.value.first_of_month() == month);
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

/// The papers that one name lists: 「身份证、户口簿」 are two, 「证据（照片、合同）」 is one.
pub(crate) fn listed(name: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let between = |c: char| {
        depth += i32::from("（(".contains(c)) - i32::from("）)".contains(c));
        c == '、' && depth <= 0
    };
    name.split(between).map(str::trim).filter(|paper| !paper.is_empty()).collect()
}

/// One paper of several matters.
struct Paper<'p> {
    name: &'p str,
    first: &'p Material,
    original: bool,
    /// How many copies in all; `None` once somebody says that only the office knows.
    copies: Option<u16>,
    copied: bool,
    sometimes: bool,
    matters: Vec<&'p str>,
}

/// Papers of several matters, the same one once: an original serves all of them, copies add up, and only what every
/// matter wants in some cases alone is wanted sometimes. The same is what has the same name.
fn merged<'p>(scope: &Scope<'_>, matters: &[&'p Procedure]) -> Vec<Value> {
    let mut papers: Vec<Paper<'_>> = Vec::new();
    for p in matters {
        let each = |m: &'p Material| listed(&m.name.value).into_iter().map(move |name| (m, name));
        for (m, name) in p.materials.iter().flat_map(each) {
            let at = papers.iter().position(|paper| paper.name == name);
            let at = at.unwrap_or_else(|| {
                papers.push(Paper {
                    name,
                    first: m,
                    original: false,
                    copies: Some(0),
                    copied: false,
                    sometimes: true,
                    matters: Vec::new(),
                });
                papers.len() - 1
            });
            let paper = &mut papers[at];
            paper.original |= m.original.is_some();
            paper.sometimes &= m.only_if.is_some();
            match m.copies.as_ref().map(|copies| copies.value) {
                Some(CopyNeed::Count(count)) => {
                    paper.copied = true;
                    paper.copies = paper.copies.map(|sum| sum + u16::from(count));
                }
                Some(CopyNeed::Unknown) => {
                    paper.copied = true;
                    paper.copies = None;
                }
                None => {}
            }
            if paper.matters.last() != Some(&p.code.value.as_str()) {
                paper.matters.push(&p.code.value);
            }
        }
    }
    // What everybody needs comes first.
    papers.sort_by_key(|paper| paper.sometimes);
    papers.iter().map(|paper| paper_view(scope, paper)).collect()
}

fn paper_view(scope: &Scope<'_>, paper: &Paper<'_>) -> Value {
    let words = &scope.theme.words;
    let copies = match (paper.copied, paper.copies) {
        (false, _) => Value::none(),
        (true, Some(count)) => format!("复印{count}份").into(),
        (true, None) => "复印件，几份先问".into(),
    };
    let matters: Vec<Value> = paper.matters.iter().map(|code| (*code).into()).collect();
    Map::from_iter([
        ("name".into(), scope.said(paper.name, paper.first.name.span)),
        ("art".into(), drawing(&words.lettered_icon_of(paper.name), words).into()),
        ("original".into(), paper.original.into()),
        ("copies".into(), copies),
        ("sometimes".into(), paper.sometimes.into()),
        ("matters".into(), matters.into()),
    ])
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lists_papers() {
        assert_eq!(listed("身份证、户口簿"), ["身份证", "户口簿"]);
        assert_eq!(listed("证据（照片、合同、收据）"), ["证据（照片、合同、收据）"]);
        assert_eq!(listed("申请表（一式两份）、照片"), ["申请表（一式两份）", "照片"]);
    }
}
