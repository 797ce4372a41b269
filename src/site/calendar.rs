//! `.ics`: records with a day (and hours) as a calendar that a phone takes over.
//!
//! Start at [`calendar`]. It knows no collection: which field is the day, the place, the hours or a
//! reference is said by its nature and its English name (`from`, `to`). Times are Beijing's (UTC+8 the
//! whole year), written as UTC so that no table of time zones is needed (RFC 5545, 3.3.5, form 2). Nothing
//! comes from a clock: a calendar's own date is that of the content.

use super::making::Site;
use crate::model::Entry;
use crate::model::collection;
use crate::quantity::ClockTime;
use crate::quantity::Date;
use crate::record::Nature;
use crate::record::walk::leaves;
use ics::Event;
use ics::ICalendar;
use ics::escape_text;
use ics::properties::Categories;
use ics::properties::Description;
use ics::properties::DtEnd;
use ics::properties::DtStart;
use ics::properties::Location;
use ics::properties::Summary;

/// Minutes that Beijing is ahead of UTC.
const AHEAD: i64 = 8 * 60;
const DAY: i64 = 24 * 60;

/// What a record says of its day.
#[derive(Default)]
struct Day {
    key: String,
    date: Option<Date>,
    from: Option<ClockTime>,
    to: Option<ClockTime>,
    place: String,
    /// Everything else, one thing a line.
    words: Vec<String>,
}

/// The calendar of a collection's records.
pub(super) fn calendar(site: &Site<'_>, from: &str, records: &[&dyn Entry]) -> Vec<u8> {
    let catalog = site.plan.catalog;
    let host = catalog.community.url.value.trim_start_matches("https://").trim_end_matches('/');
    let label = collection(from).map_or("", |c| c.label);
    let mut calendar = ICalendar::new("2.0", "-//xiaowei//xiaowei//ZH");
    for record in records {
        let day = day_of(site, from, *record);
        let Some(date) = day.date else { continue };
        let stamp = catalog.latest_review().unwrap_or(date);
        let id = format!("{from}-{}@{}", day.key, host.replace('/', "."));
        let mut event = Event::new(id, at(stamp, None));
        event.push(DtStart::new(at(date, day.from)));
        if let Some(end) = day.to.or(day.from) {
            event.push(DtEnd::new(at(date, Some(end))));
        }
        let name = &catalog.community.name.value;
        event.push(Summary::new(escape_text(format!("{label}（{name}）"))));
        event.push(Location::new(escape_text(day.place)));
        event.push(Description::new(escape_text(day.words.join("\n"))));
        event.push(Categories::new(escape_text(label)));
        calendar.add_event(event);
    }
    calendar.to_string().into_bytes()
}

fn day_of(site: &Site<'_>, from: &str, record: &dyn Entry) -> Day {
    let key = collection(from).map_or(String::new(), |c| c.key_words(record).into_owned());
    let mut day = Day { key, ..Day::default() };
    leaves(record, |leaf| {
        let words = leaf.words();
        match (leaf.nature(), leaf.field.alias) {
            (Nature::Date, _) if day.date.is_none() => day.date = Date::parse(&words),
            (_, "from") => day.from = ClockTime::parse(&words),
            (_, "to") => day.to = ClockTime::parse(&words),
            (Nature::Place, _) if day.place.is_empty() => day.place = words.into_owned(),
            (Nature::Reference(_), _) => {
                day.words.push(match site.plan.catalog.find_procedure(&words) {
                    Some(p) => format!("{} {}", p.code.value, p.short().value),
                    None => words.into_owned(),
                });
            }
            _ => day.words.push(words.into_owned()),
        }
    });
    day
}

/// A moment as UTC; a whole day without hours.
fn at(date: Date, time: Option<ClockTime>) -> String {
    let plain = |date: Date| date.to_string().replace('-', "");
    let Some(time) = time else { return format!("{}T000000Z", plain(date)) };
    let minutes = time.minutes() - AHEAD;
    let (days, rest) = (minutes.div_euclid(DAY), minutes.rem_euclid(DAY));
    let date = Date::from_day_number(date.day_number() + days);
    format!("{}T{:02}{:02}00Z", plain(date), rest / 60, rest % 60)
}
