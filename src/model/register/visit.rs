//! `content/visits.yaml` 流动服务点: on which day the desk stands where, and what can be done there.
//!
//! Start at [`Visit`]. A line may stand for many days (重复); [`spread`] makes a record of each before anything
//! is checked or made, so that whatever reads visits reads days. Holidays are a list of the theme's; a day
//! that somebody moved or called off by name (原定, 取消) takes the place of the one that a rule gives.

use super::consent::Consent;
use super::entry::Entry;
use super::estate::Estate;
use crate::quantity::ClockTime;
use crate::quantity::Date;
use crate::quantity::Recurrence;
use crate::record::At;
use crate::record::Kind;
use crate::record::Nature;
use crate::record::may;
use crate::record::must;
use crate::record::record;
use crate::vocabulary::Holiday;
use std::any::Any;
use std::collections::BTreeSet;
use std::sync::Arc;

const TIME: Kind = Kind::spelled(|t| ClockTime::parse(t).is_some(), ClockTime::SPELLINGS);
const AGAIN: Kind = Kind::spelled(|t| Recurrence::parse(t).is_some(), Recurrence::SPELLINGS);
/// What happens on holidays, when it is said.
const HOLIDAYS: Kind = Kind::Words(&[("不去", "stay"), ("照去", "go")]);
/// So many days at most come of one line.
const MOST: usize = 120;

record! {
    /// Somebody who comes along.
    pub struct Guest = GUEST "嘉宾" {
        /// Who.
        who: At<String> => must(
            "谁", "who", Kind::Text(12),
            "请来的是谁", "律师",
        );
        /// What about.
        topic: Option<At<String>> => may(
            "讲什么", "topic", Kind::Text(14),
            "讲什么、做什么", "讲赡养、遗嘱",
        );
        /// Whether they come to sell.
        commercial: bool => may(
            "商业", "commercial", Kind::Flag,
            "是来宣讲产品的公司", "否",
        );
    }
}

record! {
    /// One visit.
    pub struct Visit = VISIT "流动服务点" {
        /// What it is called in names of files and in calendars; its (first) day when nothing is said.
        code: Option<At<String>> => may(
            "编号", "code", Kind::Text(24),
            "这一次叫什么；不写就用日期", "2026-12-03",
        ).nature(Nature::Key).page();
        /// The day; of several the first.
        date: At<Date> => must("日期", "date", Kind::Date, "哪一天去；重复的写头一天", "2026-12-03");
        /// From when.
        from: At<ClockTime> => must("从", "from", TIME, "几点开始", "9:00");
        /// Until when.
        to: At<ClockTime> => must("到", "to", TIME, "几点结束", "11:00");
        /// The estate.
        estate: Option<At<String>> => may(
            "小区", "estate", Kind::Text(12),
            "去哪个小区，写小区的名称", "东院",
        ).nature(Nature::Reference("estates"));
        /// Where the desk stands; the estate's spot when nothing is said.
        place: Option<At<String>> => may(
            "地点", "place", Kind::Text(24),
            "在哪儿摆桌子；不写就是小区的出摊地点", "阳光小区北门",
        ).nature(Nature::Place);
        /// How often it comes again.
        repeat: Option<At<Recurrence>> => may("重复", "repeat", AGAIN, "多久去一次", "每两周")
            .nature(Nature::Word);
        /// The last day of those that come again; the end of the year when nothing is said.
        until: Option<At<Date>> => may("直到", "until", Kind::Date, "重复到哪天为止", "2027-02-28");
        /// Days on which it does not come.
        except: Vec<At<Date>> => may(
            "不去", "except", Kind::List(&Kind::Date, 0, 20),
            "重复的里面，哪几天不去", "[2027-01-07]",
        );
        /// What holds on holidays.
        holidays: Option<At<String>> => may(
            "节假日", "holidays", HOLIDAYS,
            "碰上放假去不去；不写就不去", "不去",
        ).nature(Nature::Word);
        /// The day it was announced for before.
        moved_from: Option<At<Date>> => may(
            "原定", "moved_from", Kind::Date,
            "改期了的，原来说的哪一天", "2026-12-02",
        );
        /// Why it does not take place.
        cancelled: Option<At<String>> => may(
            "取消", "cancelled", Kind::Text(16),
            "不去了，为什么", "大雪",
        );
        /// Codes of what can be done there.
        matters: Vec<At<String>> => may(
            "事项", "matters", Kind::List(&Kind::Code, 0, 8),
            "能办的事项，写编号", "[\"402\", \"305\"]",
        ).nature(Nature::Reference("procedures"));
        /// What else there is.
        extras: Vec<At<String>> => may(
            "顺便", "extras", Kind::List(&Kind::Text(6), 0, 4),
            "不在清单里、顺便能做的", "[量血压]",
        );
        /// Who comes along.
        guests: Vec<Guest> => may(
            "嘉宾", "guests", Kind::List(&Kind::Group(&GUEST), 0, 4),
            "请了谁来", "",
        );
        /// What was asked for last time.
        asked: Option<At<String>> => may(
            "上次提的", "asked", Kind::Text(20),
            "上次居民提的，这次有了", "律师讲赡养、遗嘱",
        );
        /// Who of the office comes.
        people: Vec<At<String>> => may(
            "人员", "people", Kind::List(&Kind::Text(12), 0, 8),
            "谁去，写工作人员的姓名", "[林社工]",
        ).nature(Nature::Reference("people"));
        /// What else to know.
        note: Option<At<String>> => may(
            "说明", "note", Kind::Text(40),
            "还要知道什么", "下雨改在物业办公室",
        );
    }
}

impl Visit {
    /// The days of its line, holidays and exceptions left out; with each holiday the name of what was left out.
    pub(crate) fn days<'h>(&self, holidays: &'h [Holiday]) -> (Vec<Date>, Vec<(Date, &'h str)>) {
        let first = self.date.value;
        let Some(repeat) = self.repeat.as_ref().filter(|r| r.value.contradiction(first).is_none())
        else {
            return (vec![first], Vec::new());
        };
        let last = self.until.as_ref().map_or_else(|| first.last_of_year(), |until| until.value);
        let all = repeat.value.days(first).take_while(|day| *day <= last).take(MOST);
        let goes = self.holidays.as_ref().is_some_and(|word| word.value == "照去");
        let (mut days, mut left_out) = (Vec::new(), Vec::new());
        for day in all.filter(|day| !self.except.iter().any(|no| no.value == *day)) {
            match holidays.iter().find(|h| !goes && h.holds(day)) {
                Some(holiday) => left_out.push((day, holiday.name.as_str())),
                None => days.push(day),
            }
        }
        (days, left_out)
    }

    /// Whether it stands for one day of its own and replaces what a rule gives there.
    fn replaces(&self) -> Option<Date> {
        let is_one = self.repeat.is_none();
        let moved = self.moved_from.as_ref().map(|day| day.value);
        moved.or(self.cancelled.as_ref().map(|_| self.date.value)).filter(|_| is_one)
    }
}

/// One record for each day, in their order, each with a code of its own.
pub(crate) fn spread(
    lines: Vec<Arc<dyn Entry>>,
    of: &dyn Fn(&str) -> Vec<Arc<dyn Entry>>,
    holidays: &[Holiday],
) -> Vec<Arc<dyn Entry>> {
    let (lines, estates): (Vec<Arc<Visit>>, Vec<Arc<Estate>>) =
        (typed(lines), typed(of("estates")));
    let where_it_stands = |visit: &Visit| {
        let estate = visit.estate.as_ref()?;
        let known = estates.iter().find(|e| e.name.value == estate.value);
        Some(known.and_then(|known| known.spot.clone()).unwrap_or_else(|| estate.clone()))
    };
    let spot = |visit: &Visit| visit.estate.as_ref().map(|estate| estate.value.clone());
    let replaced: BTreeSet<(Date, Option<String>)> =
        lines.iter().filter_map(|line| Some((line.replaces()?, spot(line)))).collect();
    let mut visits: Vec<Visit> = Vec::new();
    for line in &lines {
        let (days, _) = line.days(holidays);
        let is_ruled = line.repeat.is_some();
        let days = days.iter().filter(|day| !(is_ruled && replaced.contains(&(**day, spot(line)))));
        for (nth, day) in days.enumerate() {
            let mut visit = Visit::clone(line);
            visit.date.value = *day;
            visit.place = visit.place.or_else(|| where_it_stands(line));
            if nth > 0 {
                // What is said of the rule is said once.
                (visit.repeat, visit.until, visit.except) = (None, None, Vec::new());
                visit.code = visit.code.map(|mut code| {
                    code.value = format!("{}-{day}", code.value);
                    code
                });
            }
            visits.push(visit);
        }
    }
    visits.sort_by_key(|visit| (visit.date.value, visit.from.value));
    let mut taken: BTreeSet<String> =
        visits.iter().filter_map(|visit| Some(visit.code.as_ref()?.value.clone())).collect();
    for visit in visits.iter_mut().filter(|visit| visit.code.is_none()) {
        // A visit keeps its name when it is moved: calendars know it by that.
        let day = visit.moved_from.as_ref().unwrap_or(&visit.date);
        let (span, day) = (day.span, day.value.to_string());
        let further = (2..).map(|n| format!("{day}-{n}"));
        let free = std::iter::once(day.clone()).chain(further).find(|name| !taken.contains(name));
        let code = free.unwrap_or(day);
        taken.insert(code.clone());
        visit.code = Some(At { value: code, span });
    }
    visits.into_iter().map(|visit| Arc::new(visit) as Arc<dyn Entry>).collect()
}

/// Only with people who are known to have agreed.
pub(crate) fn shown(record: &dyn Entry, consent: &Consent) -> Option<Arc<dyn Entry>> {
    let mut visit = (record as &dyn Any).downcast_ref::<Visit>()?.clone();
    visit.people.retain(|person| consent.yes.contains(&person.value));
    Some(Arc::new(visit))
}

fn typed<T: Entry>(records: Vec<Arc<dyn Entry>>) -> Vec<Arc<T>> {
    let one = |record: Arc<dyn Entry>| (record as Arc<dyn Any + Send + Sync>).downcast().ok();
    records.into_iter().filter_map(one).collect()
}
