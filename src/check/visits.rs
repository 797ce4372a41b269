//! The moving desk: days that agree with what is said of them, nobody at two places, as many visits as promised.
//!
//! Start at the rules, each a function over the catalog. [`LINE_RULES`] see the lines of the file, of which one may stand
//! for many days; the others see every visit. Whether a day is past is [`super::dates`]'s.

use super::tools::some_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::Estate;
use crate::model::Visit;
use crate::quantity::Date;
use crate::vocabulary::PhraseLists;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Rules over the lines as they are written, before they become visits.
pub(super) const LINE_RULES: &[fn(&Catalog, &PhraseLists, &mut Report)] = &[
    |catalog, _, report| visits_end_after_they_begin(catalog, report),
    |catalog, _, report| visits_have_a_place(catalog, report),
    |catalog, _, report| repetitions_agree(catalog, report),
    |catalog, _, report| exceptions_are_days(catalog, report),
    repetitions_come_to_something,
    changes_are_of_days,
    holidays_are_known,
];

fn visits(catalog: &Catalog) -> Vec<&Visit> {
    catalog.all::<Visit>("visits").collect()
}

/// A visit ends after it begins.
fn visits_end_after_they_begin(catalog: &Catalog, report: &mut Report) {
    for visit in visits(catalog) {
        let (from, to) = (visit.from.value, visit.to.value);
        if to <= from {
            let what = format!("从 {from} 到 {to}，结束不在开始之后");
            report.push(
                Diagnostic::new(Code::BadValue, Some(visit.to.span), what)
                    .related(visit.from.span, "开始在这里")
                    .help("按 24 小时写，如「从: 9:00」「到: 11:00」；下午两点写 14:00"),
            );
        }
    }
}

/// People find the desk: a visit says where, by itself or by its estate.
fn visits_have_a_place(catalog: &Catalog, report: &mut Report) {
    let unread = catalog.unread.is_part_of("visits");
    let all = visits(catalog).into_iter().filter(|_| !unread);
    for visit in all.filter(|v| v.place.is_none() && v.estate.is_none()) {
        let what = format!("{} 这一次没有写在哪儿", visit.date.value);
        let problem = Diagnostic::new(Code::MissingKey, Some(visit.date.span), what);
        report.push(problem.help("加一行「小区: 小区的名称」，或「地点: 在哪儿摆桌子」"));
    }
}

/// What is said of days that come again agrees with the first one, and is said only where days come again.
fn repetitions_agree(catalog: &Catalog, report: &mut Report) {
    let mut wrong = |span: Span, what: String, help: String| {
        report.push(Diagnostic::new(Code::BadValue, Some(span), what).help(help));
    };
    let unread = catalog.unread.is_part_of("visits");
    for visit in visits(catalog) {
        let first = visit.date.value;
        if let Some(why) =
            visit.cancelled.as_ref().filter(|why| ["是", "否"].contains(&why.value.as_str()))
        {
            let help = "不去了就写原因，如「取消: 大雪」；照去就删去这一行";
            wrong(why.span, format!("「取消」写的是「{}」，不是原因", why.value), help.into());
        }
        if let Some(before) = visit.moved_from.as_ref().filter(|before| before.value == first) {
            let help = "「原定」写原来说的那一天；没有改期就删去";
            wrong(before.span, "「原定」和「日期」是同一天".into(), help.into());
        }
        if let (Some(before), Some(_)) = (&visit.moved_from, &visit.cancelled) {
            let help = "改了期的删去「取消」；不去了的删去「原定」，「日期」写原来那一天";
            wrong(before.span, "又是改期、又是取消".into(), help.into());
        }
        let Some(repeat) = &visit.repeat else {
            if unread {
                continue;
            }
            for (span, key) in [
                (visit.until.as_ref().map(|until| until.span), "直到"),
                (visit.except.first().map(|day| day.span), "不去"),
            ] {
                let Some(span) = span else { continue };
                let help = format!("加一行「重复: 每两周」；只去一次的，删去「{key}」");
                wrong(span, format!("写了「{key}」，没有写「重复」"), help);
            }
            continue;
        };
        if let Some(said) = repeat.value.contradiction(first) {
            let what = format!("「重复」写的是「{}」，头一天 {said}", repeat.value);
            let near = repeat
                .value
                .next_from(first)
                .map_or(String::new(), |day| format!("日期写 {day}，或"));
            wrong(
                repeat.span,
                what,
                format!("{near}改「重复」；星期几、几号由头一天定，只写「每周」「每月」也行"),
            );
        } else if !repeat.value.keeps_its_day(first) {
            let what = format!("头一天是 {} 号，不是每个月都有这一天", first.day());
            wrong(visit.date.span, what, "写 28 号以前的一天，或「每月最后一个周五」这样的".into());
        }
        if let Some(until) = visit.until.as_ref().filter(|until| until.value <= first) {
            let what = format!("直到 {}，不在头一天 {first} 之后", until.value);
            wrong(until.span, what, "改「直到」或「日期」，头一天在前".into());
        }
        for (span, key) in [
            (visit.moved_from.as_ref().map(|day| day.span), "原定"),
            (visit.cancelled.as_ref().map(|why| why.span), "取消"),
        ] {
            let Some(span) = span else { continue };
            let help =
                format!("「{key}」的那一次另写一条，不写「重复」；程序会从重复的里面去掉那一天");
            wrong(span, format!("重复的一条里写了「{key}」，不知道是哪一天"), help);
        }
    }
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

/// A day that is left out is one on which the desk would have come.
fn exceptions_are_days(catalog: &Catalog, report: &mut Report) {
    for visit in visits(catalog) {
        let Some(repeat) = visit.repeat.as_ref() else { continue };
        let first = visit.date.value;
        if repeat.value.contradiction(first).is_some() {
            continue;
        }
        for day in &visit.except {
            let mut all = repeat.value.days(first).skip_while(|one| *one < day.value);
            let next = all.next();
            if next == Some(day.value) {
                continue;
            }
            let near = next.map_or(String::new(), |next| format!("，后面一次是 {next}"));
            let what = format!("{} 照「{}」本来就不去{near}", day.value, repeat.value);
            let problem = Diagnostic::new(Code::BadValue, Some(day.span), what);
            report.push(problem.help("改成要去的那一天，或删去"));
        }
    }
}

/// What a line comes to: some days, not more than a list may have.
fn repetitions_come_to_something(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    for visit in visits(catalog) {
        let Some(repeat) = &visit.repeat else { continue };
        let (days, left_out) = visit.days(&lists.holidays);
        if days.is_empty() && left_out.is_empty() {
            let what = "重复的里面一天也不剩".to_string();
            let problem = Diagnostic::new(Code::BadValue, Some(repeat.span), what);
            report.push(problem.help("改「直到」或「不去」，或删去这一条"));
        }
        if days.len() > Visit::MOST {
            let what = format!("重复出来多于 {} 次", Visit::MOST);
            let problem = Diagnostic::new(Code::OutOfLimit, Some(repeat.span), what);
            report.push(problem.help("写近一点的「直到」，过后再添"));
        }
    }
}

/// A day that was moved or called off is one that was announced, where there is a rule for that spot.
fn changes_are_of_days(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    let all = visits(catalog);
    for change in all.iter().filter(|visit| visit.is_change()) {
        let rules = all.iter().filter(|v| v.repeat.is_some() && v.spot() == change.spot());
        let rules: Vec<&&Visit> = rules.collect();
        let day = change.announced();
        let days: Vec<Date> = rules.iter().flat_map(|rule| rule.days(&lists.holidays).0).collect();
        let hits: Vec<&&&Visit> =
            rules.iter().filter(|rule| rule.days(&lists.holidays).0.contains(&day)).collect();
        let is_one = match hits.len() {
            0 => rules.is_empty(),
            1 => true,
            _ => hits.iter().any(|rule| rule.from.value == change.from.value),
        };
        if is_one {
            continue;
        }
        let span = change.moved_from.as_ref().map_or(change.date.span, |before| before.span);
        let spot = change.spot().unwrap_or_default();
        let (what, help) = if hits.is_empty() {
            let near = days.iter().min_by_key(|one| (one.day_number() - day.day_number()).abs());
            let near =
                near.map_or(String::new(), |near| format!("改成排好的那一天，最近的是 {near}；"));
            (
                format!("「{spot}」重复的里面没有 {day} 这一次，网页上照排好的那些天去"),
                format!("{near}本来就是另加的一次，就不用管"),
            )
        } else {
            (
                format!("「{spot}」{day} 有 {} 次，不知道说的是哪一次", hits.len()),
                "「从」写成和要改的那一次一样；改了钟点的，先把那一次从重复里用「不去」去掉".into(),
            )
        };
        report.push(Diagnostic::new(Code::NoSuchVisit, Some(span), what).help(help));
    }
}

/// The desk stands at one place once, and nobody sits at two.
pub(super) fn visits_do_not_meet(catalog: &Catalog, report: &mut Report) {
    let all = visits(catalog);
    // Of two lines that meet again and again, the first time is told.
    let mut told: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (at, one) in all.iter().enumerate().filter(|(_, v)| v.cancelled.is_none()) {
        let same_day = all[at + 1..].iter().take_while(|v| v.date.value == one.date.value);
        for other in same_day.filter(|v| v.cancelled.is_none()) {
            let meet = one.from.value < other.to.value && other.from.value < one.to.value;
            let places = (one.date.span.start, other.date.span.start);
            if !meet || told.contains(&places) || told.contains(&(places.1, places.0)) {
                continue;
            }
            let spot = |visit: &Visit| visit.spot().map(String::from);
            if spot(one).is_some() && spot(one) == spot(other) {
                told.insert(places);
                let where_ = spot(one).unwrap_or_default();
                let what = format!("{} 在「{where_}」有两次，时间重叠", one.date.value);
                report.push(
                    Diagnostic::new(Code::BadValue, Some(other.date.span), what)
                        .related(one.date.span, "另一次在这里")
                        .help("合成一条，或改其中一条的日期、时间"),
                );
                continue;
            }
            let twice = other.people.iter().find(|p| one.people.iter().any(|q| q.value == p.value));
            if let Some(person) = twice {
                told.insert(places);
                let what = format!(
                    "{}「{}」同时要在两个地方：{}、{}",
                    one.date.value,
                    person.value,
                    spot(one).unwrap_or_default(),
                    spot(other).unwrap_or_default()
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

/// A day that a holiday takes away is said, unless the line says what holds; so is a year of which no holidays are
/// known.
fn holidays_are_known(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    let known: BTreeSet<u16> = lists.holidays.iter().map(|holiday| holiday.first.year()).collect();
    for visit in visits(catalog) {
        let Some(repeat) = visit.repeat.as_ref().filter(|_| visit.holidays.is_none()) else {
            continue;
        };
        let (days, left_out) = visit.days(&lists.holidays);
        if !left_out.is_empty() {
            let names: Vec<String> =
                left_out.iter().map(|(day, name)| format!("{day}（{name}）")).collect();
            let what = format!("「{}」碰上放假，不去：{}", repeat.value, some_of(&names));
            let problem = Diagnostic::new(Code::Holiday, Some(repeat.span), what);
            report.push(problem.help("不去就加一行「节假日: 不去」；照去就写「节假日: 照去」"));
        }
        let strange: BTreeSet<u16> =
            days.iter().map(|day| day.year()).filter(|year| !known.contains(year)).collect();
        if let Some(year) = strange.first() {
            let what = format!("{year} 年哪天放假，名单里还没有，碰上了也照去");
            let help = "看一看这一年的放假安排：碰上的日子写进「不去」，再写「节假日: 不去」";
            report.push(Diagnostic::new(Code::Holiday, Some(repeat.span), what).help(help));
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
