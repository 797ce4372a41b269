//! `.ics`: visits of the moving desk, events, and days on which to come again, as calendars that a phone takes over
//! (RFC 5545).
//!
//! Start at [`visits`], [`visits_of_estate`], [`everything`] and [`reminder`]. Times are those of Beijing, with the zone in the file. What takes place keeps its
//! `UID` when it is moved or called off ([`identity`]). Nothing comes from a clock: the stamp is the newest day on which
//! anything of the content was checked, and `SEQUENCE`, which has to grow, counts that day too; a content version
//! is a checksum and has no order. What was moved or called off counts one more than what was announced, so that
//! it replaces it even when nothing was checked in between.

use super::folding::folded;
use super::making::Making;
use crate::model::Catalog;
use crate::model::Estate;
use crate::model::Procedure;
use crate::model::Timing;
use crate::model::listed;
use crate::plan::version as checksum_of_words;
use crate::quantity::ClockTime;
use crate::quantity::Date;
use ics::Alarm;
use ics::Event;
use ics::ICalendar;
use ics::Standard;
use ics::TimeZone;
use ics::components::Parameter;
use ics::components::Property;
use ics::escape_text;
use ics::properties::Categories;
use ics::properties::Description;
use ics::properties::DtEnd;
use ics::properties::DtStart;
use ics::properties::Location;
use ics::properties::Method;
use ics::properties::RRule;
use ics::properties::Sequence;
use ics::properties::Status;
use ics::properties::Summary;
use ics::properties::Transp;
use ics::properties::Trigger;
use ics::properties::URL;
use std::any::Any;
use std::collections::BTreeSet;

const ZONE: &str = "Asia/Shanghai";
/// `SEQUENCE` counts days from here.
const BEGIN: &str = "2020-01-01";
/// So often a reminder comes at most.
const TIMES: u16 = 12;

/// The calendar of all visits.
pub(super) fn visits(making: &Making<'_>) -> Option<Vec<u8>> {
    let [visits, _] = making.catalog().timings();
    Some(of_all(making, &visits, "流动服务点"))
}

/// The calendar of all that takes place, visits and events.
pub(super) fn everything(making: &Making<'_>) -> Option<Vec<u8>> {
    let mut all: Vec<Timing<'_>> = making.catalog().timings().into_iter().flatten().collect();
    all.sort_by_key(|one| (one.date.value, one.from.value));
    Some(of_all(making, &all, "社区日历"))
}

/// The calendar of one estate's visits; none where there are none.
pub(super) fn visits_of_estate(making: &Making<'_>) -> Option<Vec<u8>> {
    let estate = (making.record as &dyn Any).downcast_ref::<Estate>()?;
    let [visits, _] = making.catalog().timings();
    let is_here =
        |visit: &Timing<'_>| visit.estate.is_some_and(|its| its.value == estate.name.value);
    let its: Vec<Timing<'_>> = visits.into_iter().filter(is_here).collect();
    let name = format!("流动服务点：{}", estate.name.value);
    (!its.is_empty()).then(|| of_all(making, &its, &name))
}

/// The calendar of a procedure for which people come again; none where they need not.
pub(super) fn reminder(making: &Making<'_>) -> Option<Vec<u8>> {
    let p = (making.record as &dyn Any).downcast_ref::<Procedure>()?;
    let reminder = p.reminder.as_ref()?;
    let (catalog, first) = (making.catalog(), reminder.first.value);
    let mut event = Event::new(
        format!("remind-{}@{}", p.code.value, host(catalog)),
        format!("{}T000000Z", plain(stamp(catalog, first))),
    );
    event.push(sequence(catalog, first, 0));
    event.push(of_day(DtStart::new(plain(first))));
    event.push(RRule::new(reminder.repeat.value.rule(TIMES)));
    event.push(Summary::new(escape_text(reminder.words.value.as_str())));
    let page = format!("{}{}/", catalog.community.url.value, p.code.value);
    let says = [
        p.title.value.clone(),
        format!("问：{}", catalog.community.phone.value.as_written()),
        page.clone(),
    ];
    event.push(Description::new(escape_text(says.join("\n"))));
    event.push(URL::new(page));
    // A day is not a meeting: nobody is busy on it. It rings at nine.
    event.push(Transp::transparent());
    let words = Description::new(escape_text(reminder.words.value.as_str()));
    event.add_alarm(Alarm::display(Trigger::new("PT9H"), words));
    let mut calendar = begun(&p.short().value, catalog);
    calendar.add_event(event);
    Some(folded(&calendar.to_string()).into_bytes())
}

fn of_all(making: &Making<'_>, all: &[Timing<'_>], name: &str) -> Vec<u8> {
    let catalog = making.catalog();
    let mut calendar = begun(name, catalog);
    let mut zone = Standard::new("19700101T000000", "+0800", "+0800");
    zone.push(Property::new("TZNAME", "CST"));
    calendar.add_timezone(TimeZone::standard(ZONE, zone));
    all.iter().for_each(|one| calendar.add_event(event(catalog, one)));
    folded(&calendar.to_string()).into_bytes()
}

/// A calendar with nothing in it yet.
fn begun<'c>(name: &str, catalog: &Catalog) -> ICalendar<'c> {
    let mut calendar = ICalendar::new("2.0", "-//xiaowei//xiaowei//ZH");
    calendar.push(Method::new("PUBLISH"));
    let whole = format!("{name}（{}）", catalog.community.name.value);
    // What phones call it when they ask where to keep it; no part of the standard.
    calendar.push(Property::new("X-WR-CALNAME", escape_text(whole).into_owned()));
    calendar
}

fn event<'c>(catalog: &Catalog, one: &Timing<'_>) -> Event<'c> {
    let (date, community) = (one.date.value, &catalog.community);
    let id = format!("{}-{}@{}", one.words.collection, identity(catalog, one), host(catalog));
    let mut event = Event::new(id, format!("{}T000000Z", plain(stamp(catalog, date))));
    let changed = u32::from(one.moved_from.is_some()) + 2 * u32::from(one.cancelled.is_some());
    event.push(sequence(catalog, date, changed));
    event.push(in_zone(DtStart::new(moment(date, one.from.value))));
    event.push(in_zone(DtEnd::new(moment(date, one.to.value))));
    let called = called(one);
    let mark = match one.cancelled {
        Some(_) => format!("不{}了 ", if one.title.is_some() { "办" } else { "来" }),
        None => String::new(),
    };
    event.push(Summary::new(escape_text(format!("{mark}{called}（{}）", community.name.value))));
    event.push(match one.cancelled {
        Some(_) => Status::cancelled(),
        None => Status::confirmed(),
    });
    event.push(Location::new(escape_text(location(one))));
    event.push(Description::new(escape_text(said(catalog, one).join("\n"))));
    let folder = if one.title.is_some() { "rili" } else { "liudong" };
    event.push(URL::new(format!("{}{folder}/", community.url.value)));
    event.push(Categories::new(one.kind));
    if one.cancelled.is_none() {
        let words = Description::new(escape_text(format!("明天同一时间：{called}")));
        event.add_alarm(Alarm::display(Trigger::new("-P1D"), words));
    }
    event
}

/// 「流动服务点：东院」, 「冬季义诊」.
fn called(one: &Timing<'_>) -> String {
    match one.title {
        Some(title) => title.value.clone(),
        None => format!("{}：{}", one.kind, one.spot().unwrap_or_default()),
    }
}

/// What it is known by for good: the day for which it was announced and the spot, not what it is called in files; of
/// several there on one day, the hour besides.
fn identity(catalog: &Catalog, one: &Timing<'_>) -> String {
    let day = one.announced();
    let all = catalog.timings().into_iter().flatten();
    let same = all.filter(|other| {
        other.words.collection == one.words.collection
            && other.announced() == day
            && other.spot() == one.spot()
    });
    let spot = checksum_of_words(one.spot().unwrap_or_default());
    match same.count() {
        0 | 1 => format!("{day}-{spot}"),
        _ => format!("{day}-{spot}-{}", one.from.value.minutes()),
    }
}

fn location(one: &Timing<'_>) -> String {
    let estate = one.estate.map(|estate| estate.value.as_str());
    let place = one.place.map(|place| place.value.as_str());
    match (estate, place) {
        (Some(estate), Some(place)) if !place.contains(estate) => format!("{estate} {place}"),
        (estate, place) => place.or(estate).unwrap_or_default().to_string(),
    }
}

/// What there is to know, one thing a line.
fn said(catalog: &Catalog, one: &Timing<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let comes = if one.title.is_some() { "办" } else { "来" };
    lines.extend(one.cancelled.map(|why| format!("不{comes}了：{}", why.value)));
    lines.extend(one.moved_from.map(|day| format!("原定 {}", day.value.spoken())));
    lines.extend(one.terms.into_iter().flatten().map(|term| term.value.clone()));
    let matters: Vec<&Procedure> =
        one.matters.iter().filter_map(|code| catalog.find_procedure(&code.value)).collect();
    let names = matters.iter().map(|p| format!("{} {}", p.code.value, p.short().value));
    let things: Vec<String> = one.things.iter().map(|thing| thing.value.clone()).collect();
    // What an event is about is no matter.
    let (things, extras) =
        if one.title.is_some() { (things, Vec::new()) } else { (Vec::new(), things) };
    lines.extend(things);
    let can: Vec<String> = names.chain(extras).collect();
    if !can.is_empty() {
        lines.push(format!("能办：{}", can.join("、")));
    }
    let mut bring: BTreeSet<&str> = BTreeSet::new();
    let papers = matters.iter().flat_map(|p| &p.materials).filter(|m| m.only_if.is_none());
    let names = papers.flat_map(|m| listed(&m.name.value));
    let papers: Vec<&str> = names.filter(|name| bring.insert(name)).collect();
    if !papers.is_empty() {
        lines.push(format!("带：{}（各件不一样，先看网页）", papers.join("、")));
    }
    for guest in one.guests {
        let topic = guest.topic.as_ref().map_or("", |topic| &topic.value);
        lines.push(format!("{} {topic}", guest.who.value).trim().to_string());
    }
    if one.guests.iter().any(|guest| guest.commercial) {
        lines.push("商业宣讲，自愿参加，社区不推荐产品".into());
    }
    lines.extend(one.note.map(|note| note.value.clone()));
    lines.push(format!("问：{}", catalog.community.phone.value.as_written()));
    lines
}

fn in_zone<'p, P: Into<Property<'p>>>(property: P) -> Property<'p> {
    let mut property = property.into();
    property.add(Parameter::new("TZID", ZONE));
    property
}

fn of_day<'p, P: Into<Property<'p>>>(property: P) -> Property<'p> {
    let mut property = property.into();
    property.add(Parameter::new("VALUE", "DATE"));
    property
}

fn sequence<'p>(catalog: &Catalog, date: Date, changed: u32) -> Sequence<'p> {
    let begin = Date::parse(BEGIN).map_or(0, Date::day_number);
    let days = u32::try_from(stamp(catalog, date).day_number() - begin).unwrap_or(0);
    // Room for the two kinds of change between one day and the next.
    Sequence::new((days * 4 + changed).to_string())
}

/// The newest day on which anything was checked; the event's own where nothing was.
fn stamp(catalog: &Catalog, date: Date) -> Date {
    catalog.latest_review().unwrap_or(date)
}

fn host(catalog: &Catalog) -> String {
    let url = &catalog.community.url.value;
    url.trim_start_matches("https://").trim_end_matches('/').replace('/', ".")
}

fn plain(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn moment(date: Date, time: ClockTime) -> String {
    let minutes = time.minutes();
    format!("{}T{:02}{:02}00", plain(date), minutes / 60, minutes % 60)
}
