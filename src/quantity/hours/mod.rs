//! Opening hours as offices write them: days, several times a day, exceptions.
//!
//! Start at [`Hours::parse`]: every text is accepted, for it is printed as it was written. What the text
//! says is worked out only where *all* of it is understood ([`Hours::week`]); of anything else nothing is
//! said, because a page that calls an open office closed sends people home for nothing.

mod doubts;
mod times;
mod words;

use std::fmt;
use times::Opening;
use times::is_one_list;
use times::named_days;
use times::taken_away;
use times::times;
use words::ALL;
use words::Word;
use words::words;

pub(crate) use doubts::doubts;
pub(crate) use times::spoken_time;

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

impl Hours {
    /// The spans of every day from Monday on for the script of a page, days between `;`, spans between `,`, minutes of the
    /// day between `-`: `510-720,810-1050;…`. Empty when nothing certain can be said.
    #[must_use]
    pub(crate) fn open_times(&self) -> String {
        let Some(week) = self.week.as_ref().filter(|w| !w.open_on_holidays) else {
            return String::new();
        };
        let day = |day: &Day| match day {
            Day::Closed => Some(String::new()),
            // From when to when, nobody said.
            Day::Open => None,
            Day::Between(spans) => Some(
                spans
                    .iter()
                    .map(|(from, to)| format!("{}-{}", from.minutes(), to.minutes()))
                    .collect::<Vec<_>>()
                    .join(","),
            ),
        };
        let days: Option<Vec<String>> = week.days.iter().map(day).collect();
        days.map_or_else(String::new, |days| days.join(";"))
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
    /// Days of which it was said that they are open as others are.
    also: u8,
    /// Days that were taken out as a whole.
    closed: u8,
    /// Days that were, and of which it was then said when they are open all the same.
    again: u8,
    /// Hours that are taken away from these days, or from all open ones where there are none: only when
    /// everything is read is it known what they are taken from.
    taken: Vec<(u8, Vec<Opening>)>,
}

/// The week, clause by clause; a clause without days of its own goes on about those of the one before.
fn understood(text: &str) -> Option<Week> {
    let words = words(text)?;
    let (mut telling, mut days) = (Telling::default(), 0);
    for clause in words.split(|w| *w == Word::Stop) {
        // 「周一至周五除周三外」: what is taken out begins a clause of its own.
        for part in clause.chunk_by(|_, next| *next != Word::Except) {
            days = telling.clause(part, days)?;
        }
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
        if let Some((Word::Except, rest)) = clause.split_first() {
            return self.exception(rest, before);
        }
        let (days, holidays, body) = named_days(clause);
        let about = if days == 0 { before } else { days };
        if body.contains(&Word::Closed) {
            return self.closing(clause, before);
        }
        if holidays {
            self.week.open_on_holidays = true;
            if days == 0 {
                times(&body)?;
                return Some(before);
            }
        }
        let (hours, part) = times(&body)?;
        if body.contains(&Word::Rest) {
            self.taken.push((about, hours));
            return Some(about);
        }
        if about == 0 {
            if hours.is_empty() {
                return part.is_none().then_some(0);
            }
            self.of_all.extend(hours);
            return Some(0);
        }
        if body.contains(&Word::Also) {
            self.also |= about;
        }
        self.open(about, &hours)?;
        Some(about)
    }

    /// 「除周日外」, 「除周五下午外」; what else stands in the clause is of the other days.
    fn exception(&mut self, clause: &[Word], before: u8) -> Option<u8> {
        let mut parts = clause.splitn(2, |w| *w == Word::But);
        let (out, others) = (parts.next()?, parts.next().unwrap_or_default());
        let (days, holidays, body) = named_days(out);
        let (hours, part) = times(&body)?;
        let hours = taken_away(hours, part);
        let whole = hours.is_empty();
        if whole && (days != 0 || holidays) {
            self.shut(days);
        } else if whole || holidays {
            return None;
        } else {
            self.taken.push((if days == 0 { before } else { days }, hours));
        }
        let shut = if whole { days } else { 0 };
        let (named, holidays, body) = named_days(others);
        if holidays || body.contains(&Word::Closed) || body.contains(&Word::Rest) {
            return None;
        }
        let (hours, _) = times(&body)?;
        let all = if named == 0 { before } else { named };
        let left = all & !shut;
        if all != 0 && left == 0 {
            return None;
        }
        if named == 0 && hours.is_empty() {
            return Some(left);
        }
        if left == 0 && shut == 0 {
            self.of_all.extend(hours);
            return Some(0);
        }
        let left = if left == 0 { ALL & !shut } else { left };
        self.open(left, &hours)?;
        Some(left)
    }

    fn shut(&mut self, days: u8) {
        self.closed |= days;
        each(days).for_each(|day| self.week.days[day] = Day::Closed);
    }

    fn open(&mut self, days: u8, times: &[Opening]) -> Option<()> {
        self.named = true;
        // A day that was taken out stays so, unless it is spoken of by itself.
        let only_closed = days & !self.closed == 0;
        let days = if only_closed { days } else { days & !self.closed };
        self.again |= days & self.closed;
        self.closed &= !days;
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

    /// 「周日休息」, 「周三下午不对外」, 「节假日休息」. What follows goes on about the days before.
    fn closing(&mut self, clause: &[Word], before: u8) -> Option<u8> {
        let (days, holidays, body) = named_days(clause);
        let (hours, part) = times(&body)?;
        let hours = taken_away(hours, part);
        if !hours.is_empty() {
            if holidays {
                return None;
            }
            self.taken.push((if days == 0 { before } else { days }, hours));
            return Some(before);
        }
        if days == 0 {
            return holidays.then_some(before);
        }
        if !is_one_list(clause) {
            return None;
        }
        self.shut(days);
        Some(before & !days)
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
        let open = |days: &[Day; 7]| {
            (0..7).filter(|d| days[*d] != Day::Closed).fold(0, |set, day| set | 1 << day)
        };
        // Of a day without times, only one part can go before nothing is known of it.
        let mut vague = 0;
        for (days, hours) in std::mem::take(&mut self.taken) {
            let days = if days == 0 { open(&self.week.days) } else { days };
            for day in each(days) {
                let is_vague = self.week.days[day] == Day::Open;
                if is_vague && vague & (1 << day) != 0 || !self.week.days[day].without(&hours) {
                    return None;
                }
                vague |= u8::from(is_vague) << day;
            }
        }
        // 「周末不休」: of the others nothing was said, and they are open.
        let days = open(&self.week.days);
        if self.also != 0 && days != ALL && days & !self.also == 0 {
            return None;
        }
        // 「周末休息，周六上午值班」: of the other days nothing was said.
        (open(&self.week.days) & !self.again != 0).then_some(self.week)
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
            ("周一至周五（周三除外）8:30—17:30", "1245"),
            ("周一至周五，周三除外，8:30—17:30", "1245"),
            ("周一至周五 8:30—17:30；周三、周六除外", "1245"),
            ("周三除外，周一至周五 8:30—17:30", "1245"),
            ("除周三外，周一至周五 8:30—17:30", "1245"),
            ("除周三外周一至周五 8:30—17:30", "1245"),
            ("周一至周五除周三外 8:30—17:30", "1245"),
            ("周一至周五（除周三外）8:30—17:30", "1245"),
            ("周一至周五(除周三)", "1245"),
            ("周一至周五（不含周三）", "1245"),
            ("每周一至周五（周三除外）", "1245"),
            ("周一至周五，除周五下午外", "12345"),
            ("除周五下午外，周一至周五 8:30—17:30", "12345"),
            ("周一至周五 8:30—17:30（除周五下午）", "12345"),
            ("周一至周五（周三下午除外）8:30—17:30", "12345"),
            ("除周日上午外每天办公", "1234567"),
            ("周一至周五 8:30—17:30，除周三 9:00—10:00 外", "12345"),
            ("除节假日外，周一至周五 8:30—17:30", "12345"),
            ("周末休息，周六上午值班", ""),
            ("周末休息，周六上午值班，周一至周五 8:30—17:30", "123456"),
            ("周日休息，9:00—12:00", "123456"),
            ("周三下午不对外，8:30—17:30", ""),
            ("周一至周五周三除外", ""),
            ("周一至周五 8:30—17:30，节假日下午休息", ""),
            ("周一至周五，周三上午休息，周三下午休息", ""),
            ("周末休息，除周六上午外", ""),
            ("除周一外休息", ""),
            ("周一至周五 17:30—8:30", ""),
            ("周末不休 8:30—17:30", ""),
            ("周末照常 8:30—17:30", ""),
            ("周六周日无休", ""),
            ("周六、日照常 8:30—17:30", ""),
            ("周一至周五 8:30—17:30，周末照常", "1234567"),
            ("周一至周日不休息 8:30—17:30", "1234567"),
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
                "除周五下午外，周一至周五 8:30—17:30",
                "8:30-17:30 8:30-17:30 8:30-17:30 8:30-17:30 8:30-12:00 x x".into(),
            ),
            (
                "周一至周五（周三下午除外）8:30—17:30",
                "8:30-17:30 8:30-17:30 8:30-12:00 8:30-17:30 8:30-17:30 x x".into(),
            ),
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
