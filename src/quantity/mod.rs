//! Amounts with their units, as they are written in files and as they are printed.
//!
//! Every type here has `parse` (the spelling that files use, `None` for anything else) and
//! `Display` (the words on boards and pages). What is not known is a value of its own, never an
//! empty string, so that it can be counted.

mod clock;
mod date;
mod doors;
mod fee;
mod focus;
mod hours;
mod phone;
mod recurrence;
mod spoken;
mod time_limit;
mod web;

use std::fmt;

pub use clock::ClockTime;
pub use date::Date;
pub use doors::Doors;
pub use fee::FeeAmount;
pub use focus::Focus;
pub use hours::Hours;
pub(crate) use hours::doubts;
pub(crate) use hours::spoken_time;
pub use phone::PhoneNumber;
pub use phone::Phones;
pub use recurrence::Recurrence;
pub(crate) use spoken::nearest_fee;
pub(crate) use spoken::nearest_limit;
pub(crate) use spoken::spoken_limit;
pub use time_limit::TimeLimit;
pub use time_limit::TimeUnit;
pub(crate) use web::WebTrouble;
pub(crate) use web::folder_trouble;
pub(crate) use web::host;
pub(crate) use web::page_trouble;
pub(crate) use web::site_trouble;
pub(crate) use web::stray_trouble;

/// The words that stand for a fact only the office can tell.
pub(crate) const ASK_WINDOW: &str = "以窗口答复为准";

/// The same at the end of a clause of a sentence: 「要不要户口簿，先问清」. A sentence that only says to ask first says
/// nothing of what is open.
pub(crate) const ASK_FIRST: &str = "，先问清";

/// What happens to an original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginalNeed {
    /// Shown and taken home again.
    Check,
    /// Handed in, so many.
    Submit(u8),
    /// Handed in, so many alike.
    Alike(u8),
    /// Shown, and so many handed in.
    CheckAndSubmit(u8),
    /// Handed in; how many, the office tells.
    SubmitUnknown,
}

impl OriginalNeed {
    /// How a clerk may write it.
    pub(crate) const SPELLINGS: &'static str =
        "「核验」「收1份」「核验并收1份」「一式3份」或「收，份数待确认」";

    /// Reads one of [`OriginalNeed::SPELLINGS`].
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<OriginalNeed> {
        match text {
            "核验" => Some(OriginalNeed::Check),
            "收，份数待确认" | "收,份数待确认" => Some(OriginalNeed::SubmitUnknown),
            _ => count_between(text, "收", "份")
                .map(OriginalNeed::Submit)
                .or_else(|| count_between(text, "核验并收", "份").map(OriginalNeed::CheckAndSubmit))
                .or_else(|| {
                    let set = text.trim_start_matches('收');
                    count_between(set, "一式", "份").map(OriginalNeed::Alike)
                }),
        }
    }
}

impl fmt::Display for OriginalNeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OriginalNeed::Check => f.write_str("原件看一下"),
            OriginalNeed::Submit(n) => write!(f, "交原件{n}份"),
            OriginalNeed::Alike(n) => write!(f, "交原件一式{n}份"),
            OriginalNeed::CheckAndSubmit(n) => write!(f, "原件看一下，再交{n}份"),
            OriginalNeed::SubmitUnknown => f.write_str("交原件"),
        }
    }
}

/// How many copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyNeed {
    /// So many.
    Count(u8),
    /// The office tells how many.
    Unknown,
}

impl CopyNeed {
    /// How a clerk may write it.
    pub(crate) const SPELLINGS: &'static str = "「复印1份」或「复印，份数待确认」";

    /// Reads one of [`CopyNeed::SPELLINGS`].
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<CopyNeed> {
        match text {
            "复印，份数待确认" | "复印,份数待确认" => Some(CopyNeed::Unknown),
            _ => count_between(text, "复印", "份")
                .or_else(|| count_between(text, "复印一式", "份"))
                .map(CopyNeed::Count),
        }
    }

    /// The edit to what is nearly one: 「2份」, 「正反面复印1份」, 「不需要」.
    pub(crate) fn nearest(text: &str) -> Option<String> {
        const NONE: [&str; 9] =
            ["不需要", "不用", "不要", "无", "没有", "否", "0份", "复印0份", "不收"];
        if NONE.contains(&text) {
            return Some("不要复印件，就删去这一行".into());
        }
        let bare = text.trim_start_matches("复印件").trim_start_matches("复印");
        let spelt = format!("复印{bare}");
        if CopyNeed::parse(&spelt).is_some() {
            return Some(format!("改成「{spelt}」"));
        }
        let (before, behind) = text.split_once("复印")?;
        let spelt = format!("复印{behind}");
        (!before.is_empty() && CopyNeed::parse(&spelt).is_some())
            .then(|| format!("改成「{spelt}」，「{before}」写进「说明」"))
    }
}

impl fmt::Display for CopyNeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CopyNeed::Count(n) => write!(f, "复印{n}份"),
            CopyNeed::Unknown => f.write_str("复印件"),
        }
    }
}

/// One to nine, in digits or as it is spoken.
fn count_between(text: &str, prefix: &str, suffix: &str) -> Option<u8> {
    let number = text.strip_prefix(prefix)?.strip_suffix(suffix)?;
    let mut chars = number.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    let spoken =
        "〇一二三四五六七八九".chars().position(|d| d == if c == '两' { '二' } else { c });
    let digit = c.to_digit(10).or_else(|| u32::try_from(spoken?).ok())?;
    u8::try_from(digit).ok().filter(|n| (1..=9).contains(n))
}

/// The articles of a law that were checked, or the word that they were not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Article {
    /// 「第二十五条」
    Known(String),
    /// 待确认
    Unknown,
}

impl Article {
    /// Reads `第…` or `待确认`.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Article> {
        match text {
            "待确认" => Some(Article::Unknown),
            t if t.starts_with('第') => Some(Article::Known(t.into())),
            _ => None,
        }
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Article::Known(text) => f.write_str(text),
            Article::Unknown => f.write_str("条款待确认"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_written() {
        assert_eq!(OriginalNeed::parse("收1份"), Some(OriginalNeed::Submit(1)));
        assert_eq!(OriginalNeed::parse("收份"), None);
        assert_eq!(CopyNeed::parse("复印，份数待确认"), Some(CopyNeed::Unknown));
        assert_eq!(OriginalNeed::parse("一式三份"), Some(OriginalNeed::Alike(3)));
        assert_eq!(OriginalNeed::parse("核验并收1份"), Some(OriginalNeed::CheckAndSubmit(1)));
        assert_eq!(CopyNeed::parse("复印两份"), Some(CopyNeed::Count(2)));
    }
}
