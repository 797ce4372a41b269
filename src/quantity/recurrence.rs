//! How often something comes again, as a clerk says it: 「每周四」「每两周」「每月15日」「每月第二个周四」「每季度」.
//!
//! Start at [`Recurrence::parse`] and [`Recurrence::days`]. What the words leave out is taken from the first day:
//! 「每周」 from a Thursday on is every Thursday. The calendar itself is jiff's, through [`Date`].

use super::Date;
use std::fmt;
use std::fmt::Write;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recurrence {
    /// Every so many weeks, on a day of the week (Monday = 1) if one is named.
    Weeks {
        /// 1–4.
        every: u8,
        /// The day that the words name.
        weekday: Option<u8>,
    },
    /// Every so many months, on a day of the month if one is named.
    Months {
        /// 1, 3, 6 or 12.
        every: u8,
        /// The day that the words name.
        day: Option<u8>,
    },
    /// The n-th of a day of the week in every month; -1 is the last.
    Nth {
        /// 1–4, or -1.
        nth: i8,
        /// Monday = 1 to Sunday = 7.
        weekday: u8,
    },
}

const NUMERALS: &str = "一二三四五六";
const WEEKDAYS: &str = "一二三四五六日";

impl Recurrence {
    /// How a clerk may write it.
    pub const SPELLINGS: &'static str =
        "「每周四」「每两周」「每月15日」「每月第二个周四」「每季度」这样的话";

    /// Reads one of [`Recurrence::SPELLINGS`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Recurrence> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let plain = plain.replace("星期", "周").replace("礼拜", "周");
        let rest = plain.strip_prefix('每')?;
        match rest {
            "季度" | "季" | "个季度" => {
                return Some(Recurrence::Months { every: 3, day: None });
            }
            "半年" => return Some(Recurrence::Months { every: 6, day: None }),
            "年" => return Some(Recurrence::Months { every: 12, day: None }),
            _ => {}
        }
        if let Some(rest) = rest.strip_prefix("个月").or_else(|| rest.strip_prefix('月')) {
            return of_month(rest.trim_start_matches('的'));
        }
        let (every, rest) = match rest.split_once('周') {
            Some((count, rest)) => (weeks(count.trim_end_matches('个'))?, rest),
            None => return None,
        };
        let rest = rest.trim_start_matches('的').trim_start_matches('周');
        match rest {
            "" => Some(Recurrence::Weeks { every, weekday: None }),
            day => Some(Recurrence::Weeks { every, weekday: Some(weekday(day)?) }),
        }
    }

    /// Its days from the first on, the first among them if the words agree with it.
    pub fn days(self, first: Date) -> Box<dyn Iterator<Item = Date>> {
        match self {
            Recurrence::Weeks { every, .. } => Box::new(first.every_weeks(every)),
            Recurrence::Months { every, .. } => {
                Box::new(first.every_month().step_by(usize::from(every.max(1))))
            }
            Recurrence::Nth { nth, weekday } => {
                // From the first of the month: a short month must not shift the ones behind it.
                let of = move |month: Date| month.nth_weekday_of_month(nth, weekday);
                Box::new(
                    first
                        .first_of_month()
                        .every_month()
                        .filter_map(of)
                        .skip_while(move |day| *day < first),
                )
            }
        }
    }

    /// What of the first day contradicts the words: 「这一天是周五」.
    #[must_use]
    pub fn contradiction(self, first: Date) -> Option<String> {
        let agrees = match self {
            Recurrence::Weeks { weekday, .. } => weekday.is_none_or(|day| day == first.weekday()),
            Recurrence::Months { day, .. } => day.is_none_or(|day| day == first.day()),
            Recurrence::Nth { nth, weekday } => {
                first.nth_weekday_of_month(nth, weekday) == Some(first)
            }
        };
        let said = match self {
            Recurrence::Months { .. } => format!("{}号", first.day()),
            _ => first.weekday_spoken().to_string(),
        };
        (!agrees).then(|| format!("{first} 是{said}"))
    }

    /// The first day from `first` on that agrees with the words, within a year.
    #[must_use]
    pub fn next_from(self, first: Date) -> Option<Date> {
        let days = (0..366).map(|n| Date::from_day_number(first.day_number() + n));
        days.into_iter().find(|day| self.contradiction(*day).is_none())
    }

    /// Whether all of its next days are on the first one's day of the month, where it counts months: not every month
    /// has a 31st.
    #[must_use]
    pub fn keeps_its_day(self, first: Date) -> bool {
        match self {
            Recurrence::Months { .. } => {
                self.days(first).take(8).all(|day| day.day() == first.day())
            }
            _ => true,
        }
    }

    /// As RFC 5545, 3.3.10 has it (`RRULE`), so many times. Days after the 28th, which not every month has,
    /// are the caller's to keep out.
    #[must_use]
    pub fn rule(self, count: u16) -> String {
        match self {
            Recurrence::Weeks { every, .. } => {
                format!("FREQ=WEEKLY;INTERVAL={every};COUNT={count}")
            }
            Recurrence::Months { every, .. } => {
                format!("FREQ=MONTHLY;INTERVAL={every};COUNT={count}")
            }
            Recurrence::Nth { nth, weekday } => {
                let day = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][usize::from(weekday - 1) % 7];
                format!("FREQ=MONTHLY;BYDAY={nth}{day};COUNT={count}")
            }
        }
    }
}

/// What follows 「每月」.
fn of_month(rest: &str) -> Option<Recurrence> {
    if rest.is_empty() {
        return Some(Recurrence::Months { every: 1, day: None });
    }
    if let Some(day) = rest.strip_suffix('日').or_else(|| rest.strip_suffix('号'))
        && let Ok(day) = day.parse::<u8>()
    {
        return (1..=31).contains(&day).then_some(Recurrence::Months { every: 1, day: Some(day) });
    }
    let (nth, day) = match rest.strip_prefix("最后一个周") {
        Some(day) => (-1, day),
        None => {
            let (count, day) = rest.strip_prefix('第')?.split_once("个周")?;
            (i8::try_from(count_of(count)?).ok().filter(|n| *n <= 4)?, day)
        }
    };
    Some(Recurrence::Nth { nth, weekday: weekday(day)? })
}

/// A number up to six, in digits or spoken.
fn count_of(text: &str) -> Option<u8> {
    let mut chars = text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    let spoken = NUMERALS.chars().position(|n| n == if c == '两' { '二' } else { c });
    let number = spoken.map(|at| at + 1).or(c.to_digit(10).map(|n| n as usize))?;
    u8::try_from(number).ok().filter(|n| *n > 0)
}

/// 1 where nothing is said; 隔 is every second.
fn weeks(count: &str) -> Option<u8> {
    match count {
        "" => Some(1),
        count => count_of(count).filter(|n| *n <= 4),
    }
}

fn weekday(text: &str) -> Option<u8> {
    let mut chars = text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    let c = if c == '天' { '日' } else { c };
    let at = WEEKDAYS.chars().position(|n| n == c).map(|at| at + 1);
    let at = at.or(c.to_digit(10).map(|n| n as usize).filter(|n| (1..=7).contains(n)))?;
    u8::try_from(at).ok()
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |day: u8| WEEKDAYS.chars().nth(usize::from(day) - 1).unwrap_or('日');
        match *self {
            Recurrence::Weeks { every, weekday } => {
                f.write_str(["每周", "每两周", "每三周", "每四周"][usize::from(every - 1) % 4])?;
                match weekday {
                    Some(day) if every == 1 => f.write_char(name(day)),
                    Some(day) => write!(f, "的周{}", name(day)),
                    None => Ok(()),
                }
            }
            Recurrence::Months { every: 3, .. } => f.write_str("每季度"),
            Recurrence::Months { every: 6, .. } => f.write_str("每半年"),
            Recurrence::Months { every: 12, .. } => f.write_str("每年"),
            Recurrence::Months { day: Some(day), .. } => write!(f, "每月{day}日"),
            Recurrence::Months { .. } => f.write_str("每月"),
            Recurrence::Nth { nth: -1, weekday } => write!(f, "每月最后一个周{}", name(weekday)),
            Recurrence::Nth { nth, weekday } => {
                let count = NUMERALS.chars().nth(usize::from(nth.unsigned_abs()) - 1);
                write!(f, "每月第{}个周{}", count.unwrap_or('一'), name(weekday))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    fn days(words: &str, first: &str, count: usize) -> Vec<String> {
        let recurrence = Recurrence::parse(words).expect(words);
        recurrence.days(date(first)).take(count).map(|day| day.to_string()).collect()
    }

    #[test]
    fn words_are_read_and_said_again() {
        for (words, said) in [
            ("每周", "每周"),
            ("每星期四", "每周四"),
            ("每周天", "每周日"),
            ("每两周", "每两周"),
            ("每 2 周的周四", "每两周的周四"),
            ("每两周周四", "每两周的周四"),
            ("每月", "每月"),
            ("每月15号", "每月15日"),
            ("每个月第二个星期四", "每月第二个周四"),
            ("每月最后一个周五", "每月最后一个周五"),
            ("每季度", "每季度"),
            ("每半年", "每半年"),
        ] {
            let read = Recurrence::parse(words).map(|r| r.to_string());
            assert_eq!(read.as_deref(), Some(said), "{words}");
        }
        for bad in [
            "周四",
            "每天",
            "每周八",
            "每月32日",
            "每月第五个周四",
            "每五周",
            "每",
            "每周四五",
            "每月初",
        ] {
            assert_eq!(Recurrence::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_follow_the_words() {
        assert_eq!(days("每两周", "2026-12-03", 3), ["2026-12-03", "2026-12-17", "2026-12-31"]);
        assert_eq!(days("每月15日", "2026-12-15", 3), ["2026-12-15", "2027-01-15", "2027-02-15"]);
        assert_eq!(days("每月", "2026-12-31", 3), ["2026-12-31", "2027-01-31", "2027-02-28"]);
        assert_eq!(
            days("每月第二个周四", "2026-12-10", 3),
            ["2026-12-10", "2027-01-14", "2027-02-11"]
        );
        // From the middle of a month on, whose second Thursday is over.
        assert_eq!(days("每月第二个周四", "2026-12-20", 1), ["2027-01-14"]);
        assert_eq!(days("每月最后一个周五", "2027-01-29", 2), ["2027-01-29", "2027-02-26"]);
        assert_eq!(days("每季度", "2026-12-10", 3), ["2026-12-10", "2027-03-10", "2027-06-10"]);
    }

    #[test]
    fn the_first_day_agrees_with_the_words() {
        let said = |words: &str, first: &str| {
            Recurrence::parse(words).and_then(|r| r.contradiction(date(first)))
        };
        assert_eq!(said("每周四", "2026-12-03"), None);
        assert_eq!(said("每周五", "2026-12-03").as_deref(), Some("2026-12-03 是周四"));
        assert_eq!(said("每月15日", "2026-12-03").as_deref(), Some("2026-12-03 是3号"));
        assert_eq!(said("每月第一个周四", "2026-12-03"), None);
        assert!(said("每月第二个周四", "2026-12-03").is_some());
    }

    #[test]
    fn rules_are_those_of_calendars() {
        let rule = |words: &str| Recurrence::parse(words).map(|r| r.rule(4));
        assert_eq!(rule("每季度").as_deref(), Some("FREQ=MONTHLY;INTERVAL=3;COUNT=4"));
        assert_eq!(rule("每月最后一个周五").as_deref(), Some("FREQ=MONTHLY;BYDAY=-1FR;COUNT=4"));
    }
}
