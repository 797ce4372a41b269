//! Times in opening hours that no office can mean: 25:00, 17:30—8:30, 8:30—8:30, a single 12:30.
//!
//! Start at [`doubts`]. Only what is certain is doubted: a text with words that are not known may mean
//! anything, and there only times that no clock shows are told.

use super::words::Word;
use super::words::words;

/// What is wrong, and the edit to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// Follows the name of the field.
    pub what: String,
    /// The edit.
    pub help: String,
}

/// Everything that cannot be meant.
#[must_use]
pub(crate) fn doubts(text: &str) -> Vec<Doubt> {
    let impossible = impossible_times(text);
    if !impossible.is_empty() {
        let what = format!("里的「{}」不是钟点，也不是哪一天", impossible.join("」「"));
        let help =
            "写周一到周日的哪几天、0:00 到 24:00 之间的几点几分，如「周一至周五 8:30—17:30」";
        return vec![Doubt { what, help: help.into() }];
    }
    if let Some(doubt) = letters(text) {
        return vec![doubt];
    }
    let Some(words) = words(text) else { return Vec::new() };
    let clauses = words.split(|w| *w == Word::Stop);
    clauses.flat_map(|clause| backwards(clause).into_iter().chain(alone(clause))).collect()
}

/// `8:3O`, `l2:00`, `8:30一17:30`: letters for figures, a numeral for a dash.
fn letters(text: &str) -> Option<Doubt> {
    let all: Vec<char> = text.chars().collect();
    let figure =
        |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, ':' | '：'));
    let meant = |c: char| match c {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        '一' | '二' => Some('—'),
        _ => None,
    };
    let is_slip = |at: usize| {
        let (before, behind) = (at.checked_sub(1).and_then(|i| all.get(i)), all.get(at + 1));
        match all[at] {
            '一' | '二' => {
                before.is_some_and(char::is_ascii_digit) && behind.is_some_and(char::is_ascii_digit)
            }
            _ => {
                figure(before)
                    || (figure(behind) && before.is_none_or(|c| !c.is_ascii_alphabetic()))
            }
        }
    };
    let odd = (0..all.len()).find(|at| meant(all[*at]).is_some() && is_slip(*at))?;
    let right: String = all
        .iter()
        .enumerate()
        .map(|(at, c)| meant(*c).filter(|_| is_slip(at)).unwrap_or(*c))
        .collect();
    let what = format!("里的「{}」不是数字，也不是横线", all[odd]);
    Some(Doubt { what, help: format!("改成「{right}」") })
}

/// `25:00`, `8:75`.
fn impossible_times(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices([':', '：', ';', '；']) {
        let is_digit = |c: &char| c.is_ascii_digit();
        let hour: Vec<char> = text[..at].chars().rev().take_while(is_digit).collect();
        let hour: String = hour.into_iter().rev().collect();
        let minute: String = text[at + mark.len()..].chars().take_while(is_digit).collect();
        let (Ok(hours), Ok(minutes)) = (hour.parse::<u32>(), minute.parse::<u32>()) else {
            continue;
        };
        let is_time = hour.len() <= 2 && minute.len() == 2;
        if [";", "；"].contains(&mark) {
            // 「12:00；14:00」 are two times; 「8；30」 is one.
            let colon = |c: Option<char>| c.is_some_and(|c| matches!(c, ':' | '：'));
            let before = text[..at - hour.len()].chars().next_back();
            let behind = text[at + mark.len() + minute.len()..].chars().next();
            if is_time && !colon(before) && !colon(behind) && hours <= 24 && minutes <= 59 {
                found.push(format!("{hour}{mark}{minute}"));
            }
            continue;
        }
        if is_time && (minutes > 59 || hours * 60 + minutes > 24 * 60) {
            found.push(format!("{hour}{mark}{minute}"));
        }
    }
    for week in ["周", "星期"] {
        let days = text.match_indices(week).filter_map(|(at, _)| {
            let (before, mut behind) = (&text[..at], text[at + week.len()..].chars());
            let (day, next) = (behind.next()?, behind.next());
            // 「每周八小时」, 「一周七天」 count.
            let counts =
                before.ends_with(['每', '一', '两']) || next.is_some_and(|c| "小天个".contains(c));
            ("七八九89".contains(day) && !counts).then(|| format!("{week}{day}"))
        });
        found.extend(days);
    }
    found
}

/// `17:30—8:30`: who writes 17:30 counts to 24.
fn backwards(clause: &[Word]) -> Vec<Doubt> {
    let mut found = Vec::new();
    for (at, three) in clause.windows(3).enumerate() {
        let [Word::Time(from), Word::To, Word::Time(to)] = three else { continue };
        let in_part = clause[..at].iter().any(|w| matches!(w, Word::Part(_)));
        if to == from {
            let what = format!("写的是从 {from} 到 {to}，开始和结束是同一个钟点");
            let help = "写从几点到几点，如「8:30—17:30」；全天就写「0:00—24:00」".into();
            found.push(Doubt { what, help });
            continue;
        }
        if !in_part && to < from && from.minutes() >= 13 * 60 {
            let what = format!("写的是从 {from} 到 {to}，结束比开始还早");
            let help = format!("先写早的：「{to}—{from}」；真的过夜，就写「{from}—次日{to}」");
            found.push(Doubt { what, help });
        }
    }
    found
}

/// A time that begins or ends nothing.
fn alone(clause: &[Word]) -> Vec<Doubt> {
    let is_to = |at: Option<usize>| at.and_then(|at| clause.get(at)) == Some(&Word::To);
    let is_part =
        |at: Option<usize>| matches!(at.and_then(|at| clause.get(at)), Some(Word::Part(_)));
    let mut found = Vec::new();
    for (at, word) in clause.iter().enumerate() {
        let Word::Time(time) = word else { continue };
        let before = at.checked_sub(1);
        let ends = is_to(before) || (is_part(before) && is_to(at.checked_sub(2)));
        if !ends && !is_to(Some(at + 1)) {
            let what = format!("里的「{time}」只有一个钟点，看不出从几点到几点");
            let help = match time.minutes() {
                ..720 => format!("写从几点到几点，如「{time}—17:30」"),
                720..=840 => format!("写从几点到几点，如「8:30—{time}」或「{time}—17:30」"),
                _ => format!("写从几点到几点，如「8:30—{time}」"),
            };
            found.push(Doubt { what, help });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_cannot_be_meant_are_doubted() {
        for (text, wanted) in [
            ("周一至周五 8:30—25:00", "「25:00」不是钟点"),
            ("8：75-24:30，请打电话问", "「8：75」「24:30」不是钟点"),
            ("周一至周五 17:30—8:30", "从 17:30 到 8:30"),
            ("周一至周五 8:30—12:00，14:00—14:00", "从 14:00 到 14:00，开始和结束是同一个"),
            ("周一至周五 8；30—17：30", "「8；30」不是钟点"),
            ("周一至周八 8:30—17:30", "「周八」不是钟点"),
            ("12:30", "「12:30」只有一个钟点"),
            ("周一至周五 8:3O-17:30", "「O」不是数字"),
            ("周一至周五 08：30一17：30", "「一」不是数字"),
            ("周一至周五 9:00，周六 10:00—12:00", "「9:00」只有一个钟点"),
        ] {
            let told: Vec<String> = doubts(text).into_iter().map(|d| d.what).collect();
            assert!(told.join("；").contains(wanted), "{text}: {told:?}");
        }
        for (text, help) in [("周一至周五 8:30", "「8:30—17:30」"), ("17:00", "「8:30—17:00」")]
        {
            let told: Vec<String> = doubts(text).into_iter().map(|d| d.help).collect();
            assert!(told.join("；").contains(help), "{text}: {told:?}");
        }
        for good in [
            "周一至周五 8:30—17:30",
            "周一至周五 8:30—5:30",
            "下午13:30—5:30",
            "上午8:30至下午5:30",
            "周一至周五 0:00—24:00",
            "物业 17:30—次日8:30",
            "周三延时至 20:00",
            "到 17:30",
            "周一至周五 8:30—12:00；14:00—17:30",
            "每周八小时",
            "12:00 以前打电话问",
            "2026年1月1日起 9:00—12:00",
        ] {
            assert_eq!(doubts(good), [], "{good}");
        }
    }
}
