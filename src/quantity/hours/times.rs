//! What stands in a clause of opening hours: which days, from when to when.
//!
//! Start at [`named_days`] and [`times`]. Nothing is guessed: what may be read in two ways is `None`.

use super::super::ClockTime;
use super::words::Part;
use super::words::Word;
use super::words::words;

/// From … to ….
pub(super) type Opening = (ClockTime, ClockTime);

/// The days named in a clause, whether holidays are among them, and the other words.
pub(super) fn named_days(clause: &[Word]) -> (u8, bool, Vec<Word>) {
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
            (Word::Days(set), ..) => days |= set,
            (Word::Holidays, ..) => holidays = true,
            (Word::And, ..) if rest.is_empty() => {}
            _ => rest.push(*word),
        }
        i += 1;
    }
    (days, holidays, rest)
}

/// From … to …, any number of them, and a part of the day that stands without a time.
pub(super) fn times(words: &[Word]) -> Option<(Vec<Opening>, Option<Part>)> {
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
                // 「8:30—5:30」: nobody closes before opening. Who writes 17:30 counts to 24, and says
                // something else with 「17:30—8:30」.
                if to < from && from.minutes() < 13 * 60 {
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
            Word::And | Word::Open | Word::Also | Word::Closed | Word::Rest => {}
            Word::To
            | Word::Days(_)
            | Word::Day(_)
            | Word::Holidays
            | Word::Except
            | Word::But
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

/// One time as people say it: 「下午2点」, 「9点半」.
#[must_use]
pub(crate) fn spoken_time(text: &str) -> Option<ClockTime> {
    match words(text)?[..] {
        [Word::Time(time)] => Some(time),
        [Word::Part(part), Word::Time(time)] => in_part(time, Some(part)),
        _ => None,
    }
}

/// Whether the days of a clause are one list: of 「周一至周五周三除外」 nobody knows which are meant.
pub(super) fn is_one_list(clause: &[Word]) -> bool {
    let is_day = |w: Option<&Word>| matches!(w, Some(Word::Day(_) | Word::Days(_)));
    let is_set = |w: Option<&Word>| matches!(w, Some(Word::Days(_)));
    let is_to = |at: Option<usize>| at.and_then(|at| clause.get(at)) == Some(&Word::To);
    !(0..clause.len()).any(|i| {
        let (one, next) = (clause.get(i), clause.get(i + 1));
        let ranges = is_to(i.checked_sub(1)) || is_to(i.checked_add(2));
        is_day(one) && is_day(next) && (is_set(one) || is_set(next) || ranges)
    })
}

/// The hours that are taken away: those that were told, else the whole part of the day.
pub(super) fn taken_away(hours: Vec<Opening>, part: Option<Part>) -> Vec<Opening> {
    if hours.is_empty() { part.map(whole_part).into_iter().collect() } else { hours }
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
