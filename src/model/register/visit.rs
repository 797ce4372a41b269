//! `content/visits.yaml` 流动服务点: on which day the desk stands where, and what can be done there.
//!
//! Start at [`Visit`]. A line may stand for many days (重复); [`spread`] makes a record of each before anything
//! is checked or made, so that whatever reads visits reads days. Holidays are a list of the theme's; a day
//! that somebody moved or called off by name (原定, 取消) takes the place of the one that a rule gives.

use super::consent::Consent;
use super::entry::Entry;
use super::estate::Estate;
use crate::model::reminder::AGAIN;
use crate::quantity::ClockTime;
use crate::quantity::Date;
use crate::quantity::Recurrence;
use crate::quantity::spoken_time;
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

const TIME: Kind = Kind::Spelled(
    |t| ClockTime::parse(t).is_some(),
    ClockTime::SPELLINGS,
    |t| spoken_time(t).map(|time| format!("改成「{time}」")),
);
/// It becomes a part of the names of files.
const CODE: Kind = Kind::spelled(
    |t| (1..=24).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
    "字母、数字和减号，最多 24 个，如 2026-12-03；不写也行",
);
/// What happens on holidays, when it is said.
const HOLIDAYS: Kind = Kind::Words(&[("不去", "stay"), ("照去", "go")]);

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
            "编号", "code", CODE,
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
    /// So many days at most come of one line; more are told.
    pub(crate) const MOST: usize = 120;

    /// The days of its line, holidays and exceptions left out; with each holiday the name of what was left out.
    pub(crate) fn days<'h>(&self, holidays: &'h [Holiday]) -> (Vec<Date>, Vec<(Date, &'h str)>) {
        let first = self.date.value;
        let Some(repeat) = self.repeat.as_ref().filter(|r| r.value.contradiction(first).is_none())
        else {
            return (vec![first], Vec::new());
        };
        let last = self.until.as_ref().map_or_else(|| first.last_of_year(), |until| until.value);
        let all = repeat.value.days(first).take_while(|day| *day <= last).take(Visit::MOST + 1);
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

    /// Where it is, for those who compare visits: the estate, else the place.
    pub(crate) fn spot(&self) -> Option<&str> {
        self.estate.as_ref().or(self.place.as_ref()).map(|spot| spot.value.as_str())
    }

    /// The day for which it was announced first: calendars know it by that.
    pub(crate) fn announced(&self) -> Date {
        self.moved_from.as_ref().map_or(self.date.value, |day| day.value)
    }

    /// Whether it moves or calls off a day that a rule may give.
    pub(crate) fn is_change(&self) -> bool {
        self.repeat.is_none() && (self.moved_from.is_some() || self.cancelled.is_some())
    }

    /// Whether it changes a visit of a rule on the day for which that was announced: at the same spot, and of several
    /// there at the same hour.
    pub(crate) fn changes(&self, ruled: &Visit, among: usize) -> bool {
        self.is_change()
            && self.announced() == ruled.date.value
            && self.spot() == ruled.spot()
            && (among == 1 || self.from.value == ruled.from.value)
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
    let (mut ruled, mut single): (Vec<Visit>, Vec<Visit>) = (Vec::new(), Vec::new());
    for line in &lines {
        let is_ruled = line.repeat.is_some();
        for (nth, day) in line.days(holidays).0.into_iter().enumerate() {
            let mut visit = Visit::clone(line);
            visit.date.value = day;
            if nth > 0 {
                // What is said of the rule is said once.
                (visit.repeat, visit.until, visit.except) = (None, None, Vec::new());
                visit.code = visit.code.map(|mut code| {
                    code.value = format!("{}-{day}", code.value);
                    code
                });
            }
            if is_ruled { ruled.push(visit) } else { single.push(visit) }
        }
    }
    for change in single.iter_mut().filter(|visit| visit.is_change()) {
        let day = change.announced();
        let there = |visit: &&Visit| visit.date.value == day && visit.spot() == change.spot();
        let among = ruled.iter().filter(there).count();
        if let Some(at) = ruled.iter().position(|visit| change.changes(visit, among)) {
            let replaced = ruled.remove(at);
            change.code = change.code.take().or(replaced.code);
        }
    }
    let mut visits = [ruled, single].concat();
    visits.sort_by_key(|visit| (visit.date.value, visit.from.value));
    let mut taken: BTreeSet<String> =
        visits.iter().filter_map(|visit| Some(visit.code.as_ref()?.value.clone())).collect();
    for visit in &mut visits {
        visit.place = visit.place.take().or_else(|| where_it_stands(visit));
        if visit.code.is_some() {
            continue;
        }
        let (span, day) = (visit.date.span, visit.announced().to_string());
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
