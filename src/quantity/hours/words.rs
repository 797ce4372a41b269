//! The little language of opening hours: a text → its words.
//!
//! Start at [`words`]; [`WORDS`] is every spelling that is known.

use super::super::ClockTime;

/// A word of the little language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Word {
    /// A set of weekdays, Monday is bit 0.
    Days(u8),
    /// 周一 alone: ranges and lists are made of these.
    Day(usize),
    Holidays,
    Time(ClockTime),
    /// 上午, 中午, 下午, 晚上.
    Part(Part),
    To,
    And,
    Closed,
    Except,
    /// 外: behind it stand the others again.
    But,
    Open,
    /// 不休, 照常: so are other days, which are not named.
    Also,
    /// 午休: the time beside it is one of rest.
    Rest,
    AllDay,
    /// A comma or the like: a new thing may begin.
    Stop,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

pub(super) const ALL: u8 = 0b111_1111;
const WORKING: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

/// Spellings, longer ones before those they begin with. `None` is a word that adds nothing.
const WORDS: &[(&str, Option<Word>)] = &[
    ("法定节假日", Some(Word::Holidays)),
    ("国家节假日", Some(Word::Holidays)),
    ("节假日", Some(Word::Holidays)),
    ("法定假日", Some(Word::Holidays)),
    ("法定节日", Some(Word::Holidays)),
    ("公休日", Some(Word::Days(WEEKEND))),
    ("双休日", Some(Word::Days(WEEKEND))),
    ("双休", Some(Word::Days(WEEKEND))),
    ("周末", Some(Word::Days(WEEKEND))),
    ("法定工作日", Some(Word::Days(WORKING))),
    ("工作日", Some(Word::Days(WORKING))),
    ("每天", Some(Word::Days(ALL))),
    ("每日", Some(Word::Days(ALL))),
    ("天天", Some(Word::Days(ALL))),
    ("全年无休", Some(Word::Days(ALL))),
    ("全年", Some(Word::Days(ALL))),
    ("全天候", Some(Word::AllDay)),
    ("全天", Some(Word::AllDay)),
    ("24小时", Some(Word::AllDay)),
    ("中午不休息", None),
    ("中午不休", None),
    ("中午不打烊", None),
    ("午间不休息", None),
    ("午间不休", None),
    ("中午休息", Some(Word::Rest)),
    ("午间休息", Some(Word::Rest)),
    ("午休", Some(Word::Rest)),
    ("照常上班", Some(Word::Also)),
    ("正常上班", Some(Word::Also)),
    ("照常", Some(Word::Also)),
    ("正常", Some(Word::Also)),
    ("不休息", Some(Word::Also)),
    ("不休", Some(Word::Also)),
    ("无休", Some(Word::Also)),
    ("值班", Some(Word::Open)),
    ("有人", Some(Word::Open)),
    ("也开", Some(Word::Also)),
    ("不上班", Some(Word::Closed)),
    ("不办公", Some(Word::Closed)),
    ("不对外", Some(Word::Closed)),
    ("不开放", Some(Word::Closed)),
    ("不接待", Some(Word::Closed)),
    ("不办理", Some(Word::Closed)),
    ("不办", Some(Word::Closed)),
    ("不营业", Some(Word::Closed)),
    ("暂停", Some(Word::Closed)),
    ("除外", Some(Word::Closed)),
    ("不包括", Some(Word::Closed)),
    ("不包含", Some(Word::Closed)),
    ("不含", Some(Word::Closed)),
    ("休息", Some(Word::Closed)),
    ("关门", Some(Word::Closed)),
    ("放假", Some(Word::Closed)),
    ("闭馆", Some(Word::Closed)),
    ("除了", Some(Word::Except)),
    ("除", Some(Word::Except)),
    ("以外", Some(Word::But)),
    ("之外", Some(Word::But)),
    ("外", Some(Word::But)),
    ("早上", Some(Word::Part(Part::Morning))),
    ("上午", Some(Word::Part(Part::Morning))),
    ("中午", Some(Word::Part(Part::Noon))),
    ("下午", Some(Word::Part(Part::Afternoon))),
    ("晚上", Some(Word::Part(Part::Evening))),
    ("晚间", Some(Word::Part(Part::Evening))),
    ("对外服务", None),
    ("对外办公", None),
    ("对外", None),
    ("办公", None),
    ("办理", None),
    ("上班", None),
    ("开放", None),
    ("营业", None),
    ("服务", None),
    ("接待", None),
    ("时间", None),
    ("业务", None),
    ("均", None),
    ("都", None),
    ("为", None),
    ("是", None),
    ("从", None),
    ("的", None),
    ("北京", None),
    ("至", Some(Word::To)),
    ("到", Some(Word::To)),
    ("——", Some(Word::To)),
    ("—", Some(Word::To)),
    ("–", Some(Word::To)),
    ("－", Some(Word::To)),
    ("--", Some(Word::To)),
    ("-", Some(Word::To)),
    ("~", Some(Word::To)),
    ("～", Some(Word::To)),
    ("、", Some(Word::And)),
    ("和", Some(Word::And)),
    ("及", Some(Word::And)),
    ("与", Some(Word::And)),
    ("，", Some(Word::Stop)),
    (",", Some(Word::Stop)),
    ("；", Some(Word::Stop)),
    (";", Some(Word::Stop)),
    ("。", Some(Word::Stop)),
    ("（", Some(Word::Stop)),
    ("(", Some(Word::Stop)),
    ("）", Some(Word::Stop)),
    (")", Some(Word::Stop)),
    ("/", Some(Word::Stop)),
    ("：", None),
    (":", None),
];

/// The text as words; `None` when something else stands in it.
pub(super) fn words(text: &str) -> Option<Vec<Word>> {
    let text: String = text
        .replace("星期", "周")
        .replace("礼拜", "周")
        .replace("每周", "周")
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect();
    let mut words: Vec<Word> = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        if let Some((time, after)) = clock(rest) {
            words.push(Word::Time(time));
            rest = after;
            continue;
        }
        if let Some((day, after)) = weekday(rest, words.last().copied(), &words) {
            words.push(Word::Day(day));
            rest = after;
            continue;
        }
        let (spelling, word) = WORDS.iter().find(|(w, _)| rest.starts_with(w))?;
        words.extend(*word);
        rest = &rest[spelling.len()..];
    }
    Some(words)
}

/// 周一; or 五 in 周一至五, 周一、三、五.
fn weekday<'t>(rest: &'t str, last: Option<Word>, before: &[Word]) -> Option<(usize, &'t str)> {
    let (named, tail) = rest.strip_prefix('周').map_or((false, rest), |tail| (true, tail));
    let first = tail.chars().next()?;
    let day = match first {
        '天' => 6,
        c => "一二三四五六日".chars().position(|d| d == c)?,
    };
    let follows = matches!(last, Some(Word::To | Word::And))
        && matches!(before.iter().nth_back(1), Some(Word::Day(_)));
    let follows = follows || matches!(last, Some(Word::Day(_)));
    (named || follows).then(|| (day, &tail[first.len_utf8()..]))
}

/// 8:30, 8：30, 8点, 8点半, 8点30分, 8时30.
fn clock(rest: &str) -> Option<(ClockTime, &str)> {
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    if !(1..=2).contains(&digits) {
        return None;
    }
    let (hour, after) = rest.split_at(digits);
    let mark = after.chars().next()?;
    let after = &after[mark.len_utf8()..];
    let minutes = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len()).min(2);
    let (minute, tail) = after.split_at(minutes);
    let (minute, tail) = match (mark, minute) {
        (':' | '：' | '.', m) if m.len() == 2 => (m, tail.strip_prefix('分').unwrap_or(tail)),
        ('点' | '时', "") => match after.strip_prefix('半') {
            Some(tail) => ("30", tail),
            None => ("00", after.strip_prefix('整').unwrap_or(after)),
        },
        ('点' | '时', m) if m.len() == 2 => (m, tail.strip_prefix('分').unwrap_or(tail)),
        _ => return None,
    };
    if hour == "24" && minute == "00" {
        return Some((ClockTime::parse("23:59")?, tail));
    }
    Some((ClockTime::parse(&format!("{hour}:{minute}"))?, tail))
}
