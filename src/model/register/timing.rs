//! When and where something takes place: what a visit of the desk and an event of the community have alike.
//!
//! Start at [`Scheduled`] and [`spread`]. A line may stand for many days (重复); `spread` makes a record of each before
//! anything is checked or made, so that whatever reads visits and events reads days. Holidays are a list of the
//! theme's; a day that somebody moved or called off by name (原定, 取消) takes the place of the one that a rule gives.

use super::entry::Entry;
use super::estate::Estate;
use super::guest::Guest;
use crate::quantity::ClockTime;
use crate::quantity::Date;
use crate::quantity::Recurrence;
use crate::quantity::spoken_time;
use crate::record::At;
use crate::record::Kind;
use crate::vocabulary::Holiday;
use std::any::Any;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) const TIME: Kind = Kind::Spelled(
    |t| ClockTime::parse(t).is_some(),
    ClockTime::SPELLINGS,
    |t| spoken_time(t).map(|time| format!("改成「{time}」")),
);
/// It becomes a part of the names of files.
pub(super) const CODE: Kind = Kind::spelled(
    |t| (1..=24).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
    "字母、数字和减号，最多 24 个，如 2026-12-03；不写也行",
);

/// The words of a table for what all timed records have.
#[derive(Debug)]
pub(crate) struct TimingWords {
    /// What messages call one of them.
    pub(crate) label: &'static str,
    /// 去 of a desk that goes, 办 of an event that is held.
    pub(crate) verb: &'static str,
    /// The key of the days that are left out.
    pub(crate) except: &'static str,
    /// The collection.
    pub(crate) collection: &'static str,
}

/// When and where: the fields of a record that say it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timing<'r> {
    pub(crate) code: Option<&'r At<String>>,
    pub(crate) date: &'r At<Date>,
    pub(crate) from: &'r At<ClockTime>,
    pub(crate) to: &'r At<ClockTime>,
    pub(crate) estate: Option<&'r At<String>>,
    pub(crate) place: Option<&'r At<String>>,
    pub(crate) repeat: Option<&'r At<Recurrence>>,
    pub(crate) until: Option<&'r At<Date>>,
    pub(crate) except: &'r [At<Date>],
    pub(crate) holidays: Option<&'r At<String>>,
    pub(crate) moved_from: Option<&'r At<Date>>,
    pub(crate) cancelled: Option<&'r At<String>>,
    pub(crate) people: &'r [At<String>],
    pub(crate) matters: &'r [At<String>],
    pub(crate) guests: &'r [Guest],
    pub(crate) note: Option<&'r At<String>>,
    /// What it is called, where it has a name of its own.
    pub(crate) title: Option<&'r At<String>>,
    /// Of which kind it is: 义诊; the collection's label where there are no kinds.
    pub(crate) kind: &'static str,
    /// What there is besides matters.
    pub(crate) things: &'r [At<String>],
    /// For whom, and how one takes part.
    pub(crate) terms: [Option<&'r At<String>>; 3],
    pub(crate) words: &'static TimingWords,
}

/// A record that takes place on a day.
pub(crate) trait Scheduled: Entry + Clone {
    /// Its collection.
    const COLLECTION: &'static str;

    /// When and where.
    fn timing(&self) -> Timing<'_>;

    /// The same on another day; of a rule `nth` (from 0) of its days.
    fn on(&self, day: Date, nth: usize) -> Self;

    /// Gives it what it is called by and, where it says none, its place.
    fn settle(&mut self, code: Option<At<String>>, place: Option<At<String>>);
}

/// Title, kind and terms of a record.
pub(super) type Own<'r> = (Option<&'r At<String>>, &'static str, [Option<&'r At<String>>; 3]);

/// Implements [`Scheduled`] for a table that has the fields of [`Timing`]: its things are the member that is named, its
/// own parts what the function says.
macro_rules! scheduled {
    ($name:ident, $collection:literal, $words:ident, $things:ident, $own:expr) => {
        impl $crate::model::register::timing::Scheduled for $name {
            const COLLECTION: &'static str = $collection;

            fn timing(&self) -> $crate::model::register::timing::Timing<'_> {
                let own: fn(&$name) -> $crate::model::register::timing::Own<'_> = $own;
                let (title, kind, terms) = own(self);
                $crate::model::register::timing::Timing {
                    code: self.code.as_ref(),
                    date: &self.date,
                    from: &self.from,
                    to: &self.to,
                    estate: self.estate.as_ref(),
                    place: self.place.as_ref(),
                    repeat: self.repeat.as_ref(),
                    until: self.until.as_ref(),
                    except: &self.except,
                    holidays: self.holidays.as_ref(),
                    moved_from: self.moved_from.as_ref(),
                    cancelled: self.cancelled.as_ref(),
                    people: &self.people,
                    matters: &self.matters,
                    guests: &self.guests,
                    note: self.note.as_ref(),
                    title,
                    kind,
                    things: &self.$things,
                    terms,
                    words: &$words,
                }
            }

            fn on(&self, day: $crate::quantity::Date, nth: usize) -> $name {
                let mut one = self.clone();
                one.date.value = day;
                if nth > 0 {
                    // What is said of the rule is said once.
                    (one.repeat, one.until, one.except) = (None, None, Vec::new());
                    if let Some(code) = &mut one.code {
                        code.value = format!("{}-{day}", code.value);
                    }
                }
                one
            }

            fn settle(
                &mut self,
                code: Option<$crate::record::At<String>>,
                place: Option<$crate::record::At<String>>,
            ) {
                self.code = self.code.take().or(code);
                self.place = self.place.take().or(place);
            }
        }
    };
}
pub(super) use scheduled;

/// So many days at most come of one line; more are told.
pub(crate) const MOST_DAYS: usize = 120;

impl<'r> Timing<'r> {
    /// The days of its line, holidays and exceptions left out; with each holiday the name of what was left out.
    pub(crate) fn days<'h>(&self, holidays: &'h [Holiday]) -> (Vec<Date>, Vec<(Date, &'h str)>) {
        let first = self.date.value;
        let Some(repeat) = self.repeat.filter(|r| r.value.contradiction(first).is_none()) else {
            return (vec![first], Vec::new());
        };
        let last = self.until.map_or_else(|| first.last_of_year(), |until| until.value);
        let all = repeat.value.days(first).take_while(|day| *day <= last).take(MOST_DAYS + 1);
        let goes = self.holidays.is_some_and(|word| word.value.starts_with('照'));
        let (mut days, mut left_out) = (Vec::new(), Vec::new());
        for day in all.filter(|day| !self.except.iter().any(|no| no.value == *day)) {
            match holidays.iter().find(|h| !goes && h.holds(day)) {
                Some(holiday) => left_out.push((day, holiday.name.as_str())),
                None => days.push(day),
            }
        }
        (days, left_out)
    }

    /// Where it is, for those who compare: the estate, else the place.
    pub(crate) fn spot(&self) -> Option<&'r str> {
        self.estate.or(self.place).map(|spot| spot.value.as_str())
    }

    /// The day for which it was announced first: calendars know it by that.
    pub(crate) fn announced(&self) -> Date {
        self.moved_from.map_or(self.date.value, |day| day.value)
    }

    /// Whether it moves or calls off a day that a rule may give.
    pub(crate) fn is_change(&self) -> bool {
        self.repeat.is_none() && (self.moved_from.is_some() || self.cancelled.is_some())
    }

    /// Whether it changes one of a rule on the day for which that was announced: at the same spot, and of several there
    /// at the same hour.
    fn changes(&self, ruled: &Timing<'_>, among: usize) -> bool {
        self.is_change()
            && self.announced() == ruled.date.value
            && self.spot() == ruled.spot()
            && (among == 1 || self.from.value == ruled.from.value)
    }
}

/// One record for each day, in their order, each with a code of its own.
pub(super) fn spread<T: Scheduled>(
    lines: Vec<Arc<dyn Entry>>,
    of: &dyn Fn(&str) -> Vec<Arc<dyn Entry>>,
    holidays: &[Holiday],
) -> Vec<Arc<dyn Entry>> {
    let (lines, estates): (Vec<Arc<T>>, Vec<Arc<Estate>>) = (typed(lines), typed(of("estates")));
    let where_it_is = |timing: &Timing<'_>| {
        let estate = timing.estate?;
        let known = estates.iter().find(|e| e.name.value == estate.value);
        Some(known.and_then(|known| known.spot.clone()).unwrap_or_else(|| estate.clone()))
    };
    let (mut ruled, mut single): (Vec<T>, Vec<T>) = (Vec::new(), Vec::new());
    for line in &lines {
        let timing = line.timing();
        let all =
            timing.days(holidays).0.into_iter().enumerate().map(|(nth, day)| line.on(day, nth));
        if timing.repeat.is_some() { ruled.extend(all) } else { single.extend(all) }
    }
    for change in single.iter_mut().filter(|one| one.timing().is_change()) {
        let timing = change.timing();
        let (day, spot) = (timing.announced(), timing.spot());
        let there = |one: &&T| one.timing().date.value == day && one.timing().spot() == spot;
        let among = ruled.iter().filter(there).count();
        if let Some(at) = ruled.iter().position(|one| timing.changes(&one.timing(), among)) {
            let replaced = ruled.remove(at);
            change.settle(replaced.timing().code.cloned(), None);
        }
    }
    let mut all = [ruled, single].concat();
    all.sort_by_key(|one| (one.timing().date.value, one.timing().from.value));
    let mut taken: BTreeSet<String> =
        all.iter().filter_map(|one| Some(one.timing().code?.value.clone())).collect();
    for one in &mut all {
        let timing = one.timing();
        let (place, span) = (where_it_is(&timing), timing.date.span);
        let day = timing.announced().to_string();
        let code = timing.code.is_none().then(|| {
            let further = (2..).map(|n| format!("{day}-{n}"));
            let free =
                std::iter::once(day.clone()).chain(further).find(|name| !taken.contains(name));
            At { value: free.unwrap_or(day), span }
        });
        taken.extend(code.iter().map(|code| code.value.clone()));
        one.settle(code, place);
    }
    all.into_iter().map(|one| Arc::new(one) as Arc<dyn Entry>).collect()
}

fn typed<T: Entry>(records: Vec<Arc<dyn Entry>>) -> Vec<Arc<T>> {
    let one = |record: Arc<dyn Entry>| (record as Arc<dyn Any + Send + Sync>).downcast().ok();
    records.into_iter().filter_map(one).collect()
}
