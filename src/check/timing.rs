//! What visits of the desk and events have alike: days that agree with what is said of them.
//!
//! Start at [`LINE_RULES`]: they see the lines of the files, of which one may stand for many days. What is said of the
//! days themselves is [`super::visits`]'s.

use super::tools::some_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::MOST_DAYS;
use crate::model::Timing;
use crate::quantity::Date;
use crate::vocabulary::PhraseLists;
use std::collections::BTreeSet;

/// Rules over the lines as they are written, before they become days.
pub(super) const LINE_RULES: &[fn(&Catalog, &PhraseLists, &mut Report)] = &[
    |catalog, _, report| all_end_after_they_begin(catalog, report),
    |catalog, _, report| all_have_a_place(catalog, report),
    |catalog, _, report| repetitions_agree(catalog, report),
    |catalog, _, report| exceptions_are_days(catalog, report),
    repetitions_come_to_something,
    changes_are_of_days,
    |catalog, _, report| changes_are_said_once(catalog, report),
    holidays_are_known,
];

fn timings(catalog: &Catalog) -> impl Iterator<Item = Timing<'_>> {
    catalog.timings().into_iter().flatten()
}

/// Everything ends after it begins.
fn all_end_after_they_begin(catalog: &Catalog, report: &mut Report) {
    for visit in timings(catalog) {
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

/// People find it: a line says where, by itself or by its estate.
fn all_have_a_place(catalog: &Catalog, report: &mut Report) {
    let is_whole = |t: &Timing<'_>| !catalog.unread.is_part_of(t.words.collection);
    for visit in
        timings(catalog).filter(is_whole).filter(|v| v.place.is_none() && v.estate.is_none())
    {
        let what = format!("{} 这一次没有写在哪儿", visit.date.value);
        let problem = Diagnostic::new(Code::MissingKey, Some(visit.date.span), what);
        report.push(problem.help("加一行「小区: 小区的名称」，或「地点: 在哪儿」"));
    }
}

/// What is said of days that come again agrees with the first one, and is said only where days come again.
fn repetitions_agree(catalog: &Catalog, report: &mut Report) {
    let mut wrong = |span: Span, what: String, help: String| {
        report.push(Diagnostic::new(Code::BadValue, Some(span), what).help(help));
    };
    for visit in timings(catalog) {
        let verb = visit.words.verb;
        let first = visit.date.value;
        if let Some(why) = visit.cancelled.filter(|why| ["是", "否"].contains(&why.value.as_str()))
        {
            let help = format!("不{verb}了就写原因，如「取消: 大雪」；照{verb}就删去这一行");
            wrong(why.span, format!("「取消」写的是「{}」，不是原因", why.value), help);
        }
        if let Some(before) = visit.moved_from.filter(|before| before.value == first) {
            let help = "「原定」写原来说的那一天；没有改期就删去";
            wrong(before.span, "「原定」和「日期」是同一天".into(), help.into());
        }
        if let (Some(before), Some(_)) = (visit.moved_from, visit.cancelled) {
            let help =
                format!("改了期的删去「取消」；不{verb}了的删去「原定」，「日期」写原来那一天");
            wrong(before.span, "又是改期、又是取消".into(), help);
        }
        let Some(repeat) = visit.repeat else {
            if catalog.unread.is_part_of(visit.words.collection) {
                continue;
            }
            for (span, key) in [
                (visit.until.map(|until| until.span), "直到"),
                (visit.except.first().map(|day| day.span), visit.words.except),
            ] {
                let Some(span) = span else { continue };
                let help = format!("加一行「重复: 每两周」；只{verb}一次的，删去「{key}」");
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
        if let Some(until) = visit.until.filter(|until| until.value <= first) {
            let what = format!("直到 {}，不在头一天 {first} 之后", until.value);
            wrong(until.span, what, "改「直到」或「日期」，头一天在前".into());
        }
        for (span, key) in [
            (visit.moved_from.map(|day| day.span), "原定"),
            (visit.cancelled.map(|why| why.span), "取消"),
        ] {
            let Some(span) = span else { continue };
            let help =
                format!("「{key}」的那一次另写一条，不写「重复」；程序会从重复的里面去掉那一天");
            wrong(span, format!("重复的一条里写了「{key}」，不知道是哪一天"), help);
        }
    }
}

/// A day that is left out is one on which the desk would have come.
fn exceptions_are_days(catalog: &Catalog, report: &mut Report) {
    for visit in timings(catalog) {
        let Some(repeat) = visit.repeat else { continue };
        let first = visit.date.value;
        if repeat.value.contradiction(first).is_some() {
            continue;
        }
        for day in visit.except {
            let mut all = repeat.value.days(first).skip_while(|one| *one < day.value);
            let next = all.next();
            if next == Some(day.value) {
                continue;
            }
            let near = next.map_or(String::new(), |next| format!("，后面一次是 {next}"));
            let what =
                format!("{} 照「{}」本来就不{}{near}", day.value, repeat.value, visit.words.verb);
            let problem = Diagnostic::new(Code::BadValue, Some(day.span), what);
            report.push(problem.help(format!("改成要{}的那一天，或删去", visit.words.verb)));
        }
    }
}

/// What a line comes to: some days, not more than a list may have.
fn repetitions_come_to_something(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    for visit in timings(catalog) {
        let Some(repeat) = visit.repeat else { continue };
        let (days, left_out) = visit.days(&lists.holidays);
        if days.is_empty() && left_out.is_empty() {
            let what = "重复的里面一天也不剩".to_string();
            let problem = Diagnostic::new(Code::BadValue, Some(repeat.span), what);
            report.push(
                problem.help(format!("改「直到」或「{}」，或删去这一条", visit.words.except)),
            );
        }
        if days.len() > MOST_DAYS {
            let what = format!("重复出来多于 {MOST_DAYS} 次");
            let problem = Diagnostic::new(Code::OutOfLimit, Some(repeat.span), what);
            report.push(problem.help("写近一点的「直到」，过后再添"));
        }
    }
}

/// A day that was moved or called off is one that was announced, where there is a rule for that spot.
fn changes_are_of_days(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    let all: Vec<Timing<'_>> = timings(catalog).collect();
    for change in all.iter().filter(|visit| visit.is_change()) {
        let (of, verb) = (change.words.collection, change.words.verb);
        let is_rule = |v: &&Timing<'_>| v.repeat.is_some() && v.words.collection == of;
        let rules: Vec<&Timing<'_>> =
            all.iter().filter(is_rule).filter(|v| v.spot() == change.spot()).collect();
        let day = change.announced();
        let days: Vec<Date> = rules.iter().flat_map(|rule| rule.days(&lists.holidays).0).collect();
        let hits: Vec<&&Timing<'_>> =
            rules.iter().filter(|rule| rule.days(&lists.holidays).0.contains(&day)).collect();
        let is_one = match hits.len() {
            0 => rules.is_empty(),
            1 => true,
            _ => hits.iter().any(|rule| rule.from.value == change.from.value),
        };
        if is_one {
            continue;
        }
        let span = change.moved_from.map_or(change.date.span, |before| before.span);
        let spot = change.title.map_or(change.spot().unwrap_or_default(), |title| &title.value);
        let (what, help) = if hits.is_empty() {
            let near = days.iter().min_by_key(|one| (one.day_number() - day.day_number()).abs());
            let near =
                near.map_or(String::new(), |near| format!("改成排好的那一天，最近的是 {near}；"));
            (
                format!("「{spot}」重复的里面没有 {day} 这一次，网页上照排好的那些天{verb}"),
                format!("{near}本来就是另加的一次，就不用管"),
            )
        } else {
            (
                format!("「{spot}」{day} 有 {} 次，不知道说的是哪一次", hits.len()),
                format!(
                    "「从」写成和要改的那一次一样；改了钟点的，先把那一次从重复里用「{}」去掉",
                    change.words.except
                ),
            )
        };
        report.push(Diagnostic::new(Code::NoSuchVisit, Some(span), what).help(help));
    }
}

/// A day is moved or called off once, and what is held once is written once.
fn changes_are_said_once(catalog: &Catalog, report: &mut Report) {
    let all: Vec<Timing<'_>> = timings(catalog).collect();
    for (at, one) in all.iter().enumerate() {
        let same = |other: &&Timing<'_>| {
            let titles = [one, other].map(|t| t.title.map(|title| &title.value));
            other.words.collection == one.words.collection
                && titles[0] == titles[1]
                && other.spot() == one.spot()
                && other.announced() == one.announced()
                && (one.is_change() && other.is_change() || one.date.value == other.date.value)
                && one.from.value == other.from.value
        };
        let Some(first) = all[..at].iter().find(same) else { continue };
        // Two visits at one place and time are told as that.
        let is_visit = one.title.is_none() && !one.is_change();
        if is_visit || one.is_change() != first.is_change() {
            continue;
        }
        let what = match one.is_change() {
            true => format!("{} 那一次改了两回", one.announced()),
            false => format!("{} 这一次写了两条", one.date.value),
        };
        report.push(
            Diagnostic::new(Code::SaidTwice, Some(one.date.span), what)
                .related(first.date.span, "另一条在这里")
                .help("留下对的一条，删去另一条"),
        );
    }
}

/// A day that a holiday takes away is said, unless the line says what holds; so is a year of which no holidays are
/// known.
fn holidays_are_known(catalog: &Catalog, lists: &PhraseLists, report: &mut Report) {
    let known: BTreeSet<u16> = lists.holidays.iter().map(|holiday| holiday.first.year()).collect();
    for visit in timings(catalog) {
        let Some(repeat) = visit.repeat.filter(|_| visit.holidays.is_none()) else {
            continue;
        };
        let verb = visit.words.verb;
        let (days, left_out) = visit.days(&lists.holidays);
        if !left_out.is_empty() {
            let names: Vec<String> =
                left_out.iter().map(|(day, name)| format!("{day}（{name}）")).collect();
            let what = format!("「{}」碰上放假，不{verb}：{}", repeat.value, some_of(&names));
            let problem = Diagnostic::new(Code::Holiday, Some(repeat.span), what);
            report.push(problem.help(format!(
                "不{verb}就加一行「节假日: 不{verb}」；照{verb}就写「节假日: 照{verb}」"
            )));
        }
        let strange: BTreeSet<u16> =
            days.iter().map(|day| day.year()).filter(|year| !known.contains(year)).collect();
        if let Some(year) = strange.first() {
            let what = format!("{year} 年哪天放假，名单里还没有，碰上了也照{verb}");
            let help = format!(
                "看一看这一年的放假安排：碰上的日子写进「{}」，再写「节假日: 不{verb}」",
                visit.words.except
            );
            report.push(Diagnostic::new(Code::Holiday, Some(repeat.span), what).help(help));
        }
    }
}
