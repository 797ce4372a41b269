//! A day in the calendar: read from files, printed, counted, repeated.
//!
//! Start at [`Date::parse`]. The calendar itself is jiff's, without time zones and without a clock; only
//! the range, the spelling and the Chinese words are ours.

use jiff::Span;
use jiff::ToSpan;
use jiff::civil;
use std::fmt;

/// A day of the years 1900–2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

const FIRST: civil::Date = civil::date(1900, 1, 1);
const LAST: civil::Date = civil::date(2199, 12, 31);
const EPOCH: civil::Date = civil::date(1970, 1, 1);
/// More days than our years have.
const MANY_DAYS: i64 = 200_000;

impl Date {
    /// Reads `2026-11-21`; `None` unless that day exists.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let is_plain = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| match i {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        let date = text.parse().ok().filter(|_| is_plain)?;
        Date::within(date)
    }

    fn within(date: civil::Date) -> Option<Date> {
        (FIRST..=LAST).contains(&date).then_some(Date(date))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub(crate) fn day_number(self) -> i64 {
        i64::from((self.0 - EPOCH).get_days())
    }

    /// The day with this number, or the nearest there is; the inverse of [`Date::day_number`].
    #[must_use]
    pub(crate) fn from_day_number(number: i64) -> Date {
        let days = Span::new().days(number.clamp(-MANY_DAYS, MANY_DAYS));
        Date(EPOCH.saturating_add(days).clamp(FIRST, LAST))
    }

    /// The year.
    #[must_use]
    pub(crate) fn year(self) -> u16 {
        self.0.year().unsigned_abs()
    }

    /// The day of the month.
    #[must_use]
    pub(crate) fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// The month, from 1.
    #[must_use]
    pub(crate) fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// `12月3日`.
    #[must_use]
    pub(crate) fn spoken_day(self) -> String {
        format!("{}月{}日", self.0.month(), self.0.day())
    }

    /// `2026年11月21日`.
    #[must_use]
    pub fn spoken(self) -> String {
        format!("{}年{}月{}日", self.0.year(), self.0.month(), self.0.day())
    }

    /// 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_one_offset().unsigned_abs()
    }

    /// `周六`.
    #[must_use]
    pub fn weekday_spoken(self) -> &'static str {
        match self.0.weekday() {
            civil::Weekday::Monday => "周一",
            civil::Weekday::Tuesday => "周二",
            civil::Weekday::Wednesday => "周三",
            civil::Weekday::Thursday => "周四",
            civil::Weekday::Friday => "周五",
            civil::Weekday::Saturday => "周六",
            civil::Weekday::Sunday => "周日",
        }
    }

    /// The first day of its month.
    #[must_use]
    pub(crate) fn first_of_month(self) -> Date {
        Date(self.0.first_of_month())
    }

    /// Every day of its month.
    pub(crate) fn days_of_month(self) -> impl Iterator<Item = Date> {
        self.first_of_month()
            .0
            .series(1.day())
            .take_while(move |day| day.month() == self.0.month())
            .map(Date)
    }

    /// The last day of its year.
    #[must_use]
    pub(crate) fn last_of_year(self) -> Date {
        Date(self.0.last_of_year())
    }

    /// This day and the same one of every later month; where a month is too short, its last day.
    pub fn every_month(self) -> impl Iterator<Item = Date> {
        // Counted from the first day, so that the 31st comes back after a short month.
        (0_i32..).map_while(move |n| Date::within(self.0.checked_add(n.months()).ok()?))
    }

    /// This day and the same day of the week, every so many weeks.
    pub fn every_weeks(self, weeks: u8) -> impl Iterator<Item = Date> {
        let step = i32::from(weeks.max(1));
        (0_i32..).map_while(move |n| Date::within(self.0.checked_add((n * step).weeks()).ok()?))
    }

    /// The n-th (from 1; from the end: -1) Monday = 1 to Sunday = 7 of this day's month.
    #[must_use]
    pub fn nth_weekday_of_month(self, nth: i8, weekday: u8) -> Option<Date> {
        let weekday = civil::Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
        Date::within(self.0.nth_weekday_of_month(nth, weekday).ok()?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for good in ["2024-02-29", "1900-01-01", "2199-12-31"] {
            assert_eq!(date(good).to_string(), good);
        }
        for bad in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "2026-11-31",
            "2026/11/21",
            "20261121",
            "2026-11-21T00",
            "1899-12-31",
            "2200-01-01",
            "2026-00-10",
            "-026-11-21",
            "",
            "２０２６-11-21",
        ] {
            assert!(Date::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        let number = |t: &str| date(t).day_number();
        assert_eq!(number("1970-01-01"), 0);
        assert_eq!(number("2000-03-01") - number("2000-02-28"), 2);
        assert_eq!(number("2026-11-22"), 20_779);
        for day in number("1900-01-01")..=number("2199-12-31") {
            assert_eq!(Date::from_day_number(day).day_number(), day);
        }
        assert_eq!(Date::from_day_number(i64::MAX), date("2199-12-31"));
        assert_eq!(Date::from_day_number(i64::MIN), date("1900-01-01"));
    }

    #[test]
    fn days_have_names_and_come_back() {
        let day = date("2026-11-22");
        assert_eq!((day.weekday(), day.weekday_spoken()), (7, "周日"));
        let text = |dates: Vec<Date>| dates.iter().map(Date::to_string).collect::<Vec<_>>();
        let months: Vec<Date> = date("2026-12-31").every_month().take(4).collect();
        assert_eq!(text(months), ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]);
        let weeks: Vec<Date> = day.every_weeks(2).take(3).collect();
        assert_eq!(text(weeks), ["2026-11-22", "2026-12-06", "2026-12-20"]);
        assert_eq!(date("2199-12-20").every_weeks(1).count(), 2);
        assert_eq!(day.nth_weekday_of_month(2, 3), Some(date("2026-11-11")));
        assert_eq!(day.nth_weekday_of_month(-1, 1), Some(date("2026-11-30")));
        assert_eq!(day.nth_weekday_of_month(5, 3), None);
        assert_eq!(day.nth_weekday_of_month(1, 8), None);
    }
}
