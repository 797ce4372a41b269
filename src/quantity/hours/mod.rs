//! Opening hours as offices write them: days, several times a day, exceptions.
//!
//! Start at [`Hours::parse`]: every text is accepted, for it is printed as it was written. What the text
//! says is worked out only where *all* of it is understood ([`Hours::week`]); of anything else nothing is
//! said, because a page that calls an open office closed sends people home for nothing.

mod words;

use super::ClockTime;
use std::fmt;
use words::ALL;
use words::Part;
use words::Word;
use words::words;

/// A text and, where all of it is understood, the week it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    written: String,
    week: Option<Week>,
}

/// Monday first; for each day when it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week {
    /// Monday to Sunday.
    pub days: [Day; 7],
    /// The text speaks of open holidays: which days they are, nobody knows from a weekday.
    pub open_on_holidays: bool,
}

/// From … to ….
type Opening = (ClockTime, ClockTime);

/// One day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Day {
    /// Not open.
    #[default]
    Closed,
    /// Open; the text does not say from when to when.
    Open,
    /// Open from … to …, in their order.
    Between(Vec<Opening>),
}

impl Hours {
    /// Keeps the text and reads what it can.
    #[must_use]
    pub fn parse(text: &str) -> Hours {
        Hours { written: text.into(), week: understood(text) }
    }

    /// As it was written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// What it says; `None` where a word of it is not understood.
    #[must_use]
    pub fn week(&self) -> Option<&Week> {
        self.week.as_ref()
    }

    /// Days of the week on which it is open, 1 is Monday; none when nothing certain can be said.
    #[must_use]
    pub(crate) fn open_days(&self) -> Vec<usize> {
        let Some(week) = self.week.as_ref().filter(|w| !w.open_on_holidays) else {
            return Vec::new();
        };
        (1..8).filter(|day| week.days[day - 1] != Day::Closed).collect()
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// What is being said while the words are read.
#[derive(Default)]
struct Telling {
    week: Week,
    /// Some day was named as open.
    named: bool,
    /// Times were given before any day: they are of all days that are not closed.
    of_all: Vec<Opening>,
    closed: u8,
}

/// The week, clause by clause; a clause without days of its own goes on about those of the one before.
fn understood(text: &str) -> Option<Week> {
    let words = words(text)?;
    let (mut telling, mut days) = (Telling::default(), 0);
    for clause in words.split(|w| *w == Word::Stop).filter(|c| !c.is_empty()) {
        days = telling.clause(clause, days)?;
    }
    telling.finished()
}

/// The weekdays of a set, from 0.
fn each(days: u8) -> impl Iterator<Item = usize> {
    (0..7).filter(move |day| days & (1 << day) != 0)
}

impl Telling {
    /// One clause; gives the days that a clause without days of its own goes on about.
    fn clause(&mut self, clause: &[Word], before: u8) -> Option<u8> {
        let (days, holidays, rest) = named_days(clause);
        let except = rest.first() == Some(&Word::Except);
        let about = if days == 0 { before } else { days };
        let body: Vec<Word> = rest.iter().copied().filter(|w| !matches!(w, Word::Except)).collect();
        // 「除周日外」, and what else stands in the clause is of the other days.
        if except {
            let (others, _, tail) = named_days(&body);
            let of = if others == 0 { ALL & !days } else { others & !days };
            self.shut(days);
            if days == 0 && !holidays {
                return None;
            }
            if days != 0 || others != 0 {
                self.open(of, &times(&tail)?.0)?;
            }
            return Some(of);
        }
        if body.contains(&Word::Closed) {
            return self.closing(about, days, holidays, &body).then_some(about);
        }
        if holidays {
            self.week.open_on_holidays = true;
            if days == 0 {
                times(&body)?;
                return Some(before);
            }
        }
        if body.contains(&Word::Rest) {
            let (rest, _) = times(&body)?;
            let mut all = true;
            for day in each(about) {
                all &= self.week.days[day].without(&rest);
            }
            return all.then_some(about);
        }
        let (open, part) = times(&body)?;
        if about == 0 {
            if open.is_empty() {
                return part.is_none().then_some(0);
            }
            self.of_all.extend(open);
            return Some(0);
        }
        self.open(about, &open)?;
        Some(about)
    }

    fn shut(&mut self, days: u8) {
        self.closed |= days;
        each(days).for_each(|day| self.week.days[day] = Day::Closed);
    }

    fn open(&mut self, days: u8, times: &[Opening]) -> Option<()> {
        self.named = true;
        for day in each(days) {
            let day = &mut self.week.days[day];
            match day {
                Day::Between(known) => known.extend(times),
                Day::Closed | Day::Open if times.is_empty() => *day = Day::Open,
                Day::Closed | Day::Open => *day = Day::Between(times.to_vec()),
            }
            if let Day::Between(known) = day {
                known.sort_unstable();
                if known.windows(2).any(|w| w[0].1 > w[1].0) {
                    return None;
                }
            }
        }
        Some(())
    }

    /// 「周日休息」, 「周三下午不对外」, 「节假日休息」. False when it cannot be taken for certain.
    fn closing(&mut self, about: u8, named: u8, holidays: bool, body: &[Word]) -> bool {
        let Some((times, part)) = times(body) else { return false };
        if times.is_empty() && part.is_none() {
            if named == 0 {
                return holidays;
            }
            self.shut(named);
            return true;
        }
        let hours =
            if times.is_empty() { part.map(whole_part).into_iter().collect() } else { times };
        each(about).all(|day| self.week.days[day].without(&hours))
    }

    /// Times without days, and closed days without open ones, are about the rest of the week.
    fn finished(mut self) -> Option<Week> {
        if !self.of_all.is_empty() || (!self.named && self.closed != 0) {
            // 「8:30—17:30」 says nothing of days unless the closed ones are named.
            if self.named || self.closed == 0 {
                return None;
            }
            let times = std::mem::take(&mut self.of_all);
            self.open(ALL & !self.closed, &times)?;
        }
        self.week.days.iter().any(|d| *d != Day::Closed).then_some(self.week)
    }
}

impl Day {
    /// Takes hours away; false when it is not known what stays open.
    fn without(&mut self, hours: &[Opening]) -> bool {
        match self {
            Day::Closed => false,
            Day::Open => true,
            Day::Between(known) => {
                for (from, to) in hours {
                    let left = known.iter().flat_map(|(a, b)| {
                        [(*a, (*b).min(*from)), ((*a).max(*to), *b)]
                            .into_iter()
                            .filter(|(a, b)| a < b)
                    });
                    *known = left.collect();
                }
                if known.is_empty() {
                    *self = Day::Closed;
                }
                true
            }
        }
    }
}

/// The days named in a clause, whether holidays are among them, and the other words.
fn named_days(clause: &[Word]) -> (u8, bool, Vec<Word>) {
    let (mut days, mut holidays, mut rest) = (0_u8, false, Vec::new());
    let mut i = 0;
    while let Some(word) = clause.get(i) {
        match (word, clause.get(i + 1), clause.get(i + 2)) {
            (Word::Day(from), Some(Word::To), Some(Word::Day(to))) => {
                let mut day = *from;
                loop {
                    days |= 1 << day;
                    if day == *to {
                        break;
                    }
                    day = (day + 1) % 7;
                }
                i += 2;
            }
            (Word::Day(day), ..) => days |= 1 << day,
            (Word::Days(set), ..) => {
                // 「除周日外每天」: the days that are taken out come first.
                if clause.first() == Some(&Word::Except) && days != 0 {
                    rest.push(*word);
                } else {
                    days |= set;
                }
            }
            (Word::Holidays, ..) => holidays = true,
            (Word::And, ..) if rest.is_empty() => {}
            _ => rest.push(*word),
        }
        i += 1;
    }
    (days, holidays, rest)
}

/// From … to …, any number of them, and a part of the day that stands without a time.
fn times(words: &[Word]) -> Option<(Vec<Opening>, Option<Part>)> {
    let (mut found, mut part, mut said): (Vec<Opening>, Option<Part>, Option<Part>) =
        (Vec::new(), None, None);
    let mut i = 0;
    while i < words.len() {
        match words[i] {
            Word::Part(p) => (part, said) = (Some(p), Some(p)),
            Word::Time(from) => {
                let (Some(Word::To), Some(next)) = (words.get(i + 1), words.get(i + 2)) else {
                    return None;
                };
                let (to, to_part, used) = match (next, words.get(i + 3)) {
                    (Word::Time(to), _) => (*to, part, 2),
                    (Word::Part(p), Some(Word::Time(to))) => (*to, Some(*p), 3),
                    _ => return None,
                };
                let from = in_part(from, part)?;
                let mut to = in_part(to, to_part)?;
                // 「8:30—5:30」: nobody closes before opening.
                if to <= from {
                    to = in_part(to, Some(Part::Afternoon))?;
                }
                // 「9:00—12:00、2:00—5:30」: the second is after the first.
                let (from, to) = match found.last() {
                    Some((_, end)) if from < *end && from.minutes() < 8 * 60 => {
                        (in_part(from, Some(Part::Afternoon))?, in_part(to, Some(Part::Afternoon))?)
                    }
                    _ => (from, to),
                };
                if to <= from {
                    return None;
                }
                found.push((from, to));
                (i, part, said) = (i + used, to_part, None);
            }
            Word::AllDay => found.push((ClockTime::parse("0:00")?, ClockTime::parse("23:59")?)),
            Word::And | Word::Open | Word::Closed | Word::Rest => {}
            Word::To
            | Word::Days(_)
            | Word::Day(_)
            | Word::Holidays
            | Word::Except
            | Word::Stop => return None,
        }
        i += 1;
    }
    Some((found, said))
}

/// 下午2:00 is 14:00.
fn in_part(time: ClockTime, part: Option<Part>) -> Option<ClockTime> {
    let late = match part {
        Some(Part::Afternoon | Part::Evening) => time.minutes() < 12 * 60,
        Some(Part::Noon) => time.minutes() < 10 * 60,
        Some(Part::Morning) | None => false,
    };
    if !late {
        return Some(time);
    }
    let minutes = time.minutes() + 12 * 60;
    ClockTime::parse(&format!("{}:{:02}", minutes / 60, minutes % 60))
}

/// A part of the day that is closed as a whole; noon is the border.
fn whole_part(part: Part) -> Opening {
    let at = |text| ClockTime::parse(text).unwrap_or_else(ClockTime::midnight);
    match part {
        Part::Morning => (at("0:00"), at("12:00")),
        Part::Noon => (at("12:00"), at("14:00")),
        Part::Afternoon => (at("12:00"), at("18:00")),
        Part::Evening => (at("18:00"), at("23:59")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> String {
        Hours::parse(text).open_days().iter().map(ToString::to_string).collect()
    }

    fn told(text: &str) -> String {
        let Some(week) = Hours::parse(text).week().cloned() else { return "?".into() };
        let day = |d: &Day| match d {
            Day::Closed => "x".to_string(),
            Day::Open => "o".into(),
            Day::Between(t) => {
                t.iter().map(|(a, b)| format!("{a}-{b}")).collect::<Vec<_>>().join("+")
            }
        };
        week.days.iter().map(day).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn days_are_open_or_nothing_is_said() {
        for (hours, wanted) in [
            ("周一至周五 8:30—17:30", "12345"),
            ("周一至周日 8:00—20:00", "1234567"),
            ("星期一到星期五，上午 9:00—12:00，下午 2:00—5:30", "12345"),
            ("周一至五 9:00-17:00，周六上午 9:00-12:00", "123456"),
            ("周二—周日 8:30—17:30", "234567"),
            ("周五至周二 8:30—17:30", "12567"),
            ("周一至周五 8:30—17:30（法定节假日休息）", "12345"),
            ("周一至周五 8:30—17:30（法定节假日除外）", "12345"),
            ("周一、三、五下午", "135"),
            ("周一、周三 9:00—12:00", "13"),
            ("周一，周三 9:00—12:00", "13"),
            ("工作日 8:30—17:30", "12345"),
            ("工作日 8:30—17:30，周末值班", "1234567"),
            ("礼拜一至礼拜天 8:00—18:00", "1234567"),
            ("除周日外 8:30—17:30", "123456"),
            ("除周日外，8:30—17:30", "123456"),
            ("除周日外每天 8:30—17:30", "123456"),
            ("每天 8:30—17:30（周日除外）", "123456"),
            ("8:30—17:30，周日休息", "123456"),
            ("8:30—17:30（周六、周日休息）", "12345"),
            ("周一至周五 8:30—17:30，周三下午不对外", "12345"),
            ("周一至周六 8:30—17:30，周六下午休息", "123456"),
            ("周一至周五 8:30—12:00，14:00—17:30，午休 12:00—14:00", "12345"),
            ("周一至周日 8:30—17:30，中午不休息", "1234567"),
            ("每天 8:00—20:00", "1234567"),
            ("每周二、四、六 9:00—11:00", "246"),
            ("周一至周五：上午9:00-12:00 下午1:30-5:00；周六上午9:00-11:30", "123456"),
            ("全年无休", "1234567"),
            ("24小时", ""),
            ("周一至周五 8:30—17:30，节假日值班", ""),
            ("周一至周五 8:30—17:30，夏季下午 15:00—18:00", ""),
            ("周一至周五，单周周六上午", ""),
            ("每月第一个周六 9:00—11:00", ""),
            ("逢五、十赶集日", ""),
            ("周一至周五 8:30—17:30，周六预约", ""),
            ("8:30—17:30", ""),
            ("请打电话问", ""),
        ] {
            assert_eq!(open(hours), wanted, "{hours}");
        }
    }

    #[test]
    fn times_are_those_of_the_words() {
        let five = |day: &str| format!("{day} {day} {day} {day} {day} x x");
        for (hours, wanted) in [
            ("周一至周五 8:30—17:30", five("8:30-17:30")),
            ("周一至周五 上午8点半至12点，下午2点到5点30分", five("8:30-12:00+14:00-17:30")),
            ("周一至周五 9:00—12:00、2:00—5:30", five("9:00-12:00+14:00-17:30")),
            ("周一至周五 8:30—17:30，午休12:00—13:30", five("8:30-12:00+13:30-17:30")),
            ("周一至周五 上午8:30至下午5:30", five("8:30-17:30")),
            (
                "周一至周五 8:30—17:30，周三下午不对外",
                "8:30-17:30 8:30-17:30 8:30-12:00 8:30-17:30 8:30-17:30 x x".into(),
            ),
            (
                "周一至周五 8:30—17:30；周六 9:00—12:00",
                "8:30-17:30 8:30-17:30 8:30-17:30 8:30-17:30 8:30-17:30 9:00-12:00 x".into(),
            ),
        ] {
            assert_eq!(told(hours), wanted, "{hours}");
        }
    }
}
