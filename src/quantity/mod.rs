//! Amounts with their units, as they are written in files and as they are printed.
//!
//! Every type here has `parse` (the spelling that files use, `None` for anything else) and
//! `Display` (the words on boards and pages). What is not known is a value of its own, never an
//! empty string, so that it can be counted.

mod clock;
mod date;
mod hours;
mod phone;
mod web;

use std::fmt;

pub use clock::ClockTime;
pub use date::Date;
pub use hours::Hours;
pub use phone::PhoneNumber;
pub use phone::Phones;
pub(crate) use web::WebTrouble;
pub(crate) use web::host;
pub(crate) use web::page_trouble;
pub(crate) use web::site_trouble;

/// The words that stand for a fact only the office can tell.
pub(crate) const ASK_WINDOW: &str = "以窗口答复为准";

/// 工作日 and 日 are different things; a limit without a unit does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// 个工作日
    WorkingDay,
    /// 日（自然日）
    CalendarDay,
    /// 个月
    Month,
    /// 年
    Year,
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TimeUnit::WorkingDay => "个工作日",
            TimeUnit::CalendarDay => "日",
            TimeUnit::Month => "个月",
            TimeUnit::Year => "年",
        })
    }
}

/// How long something takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLimit {
    /// The law sets none.
    Unset,
    /// Only the office knows.
    AskWindow,
    /// While you wait.
    Immediate,
    /// Within so many units.
    Within(u16, TimeUnit),
}

impl TimeLimit {
    /// How a clerk may write it; shown in messages.
    pub(crate) const SPELLINGS: &'static str =
        "「15个工作日」「30日」「2个月」「1年」「当场」「无」或「以窗口答复为准」";

    /// Reads one of [`TimeLimit::SPELLINGS`].
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<TimeLimit> {
        match text {
            "无" => return Some(TimeLimit::Unset),
            "当场" => return Some(TimeLimit::Immediate),
            ASK_WINDOW => return Some(TimeLimit::AskWindow),
            _ => {}
        }
        let split = text.find(|c: char| !c.is_ascii_digit())?;
        let amount: u16 = text[..split].parse().ok().filter(|n| (1..=999).contains(n))?;
        let unit = match text[split..].trim().trim_end_matches("内") {
            "个工作日" | "工作日" => TimeUnit::WorkingDay,
            "日" | "天" | "个自然日" | "自然日" => TimeUnit::CalendarDay,
            "个月" | "月" => TimeUnit::Month,
            "年" => TimeUnit::Year,
            _ => return None,
        };
        Some(TimeLimit::Within(amount, unit))
    }
}

impl fmt::Display for TimeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeLimit::Unset => f.write_str("法律未规定统一时限"),
            TimeLimit::AskWindow => f.write_str(ASK_WINDOW),
            TimeLimit::Immediate => f.write_str("当场办"),
            TimeLimit::Within(n, unit) => write!(f, "{n}{unit}"),
        }
    }
}

/// What happens to an original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginalNeed {
    /// Shown and taken home again.
    Check,
    /// Handed in, so many.
    Submit(u8),
    /// Handed in; how many, the office tells.
    SubmitUnknown,
}

impl OriginalNeed {
    /// How a clerk may write it.
    pub(crate) const SPELLINGS: &'static str = "「核验」「收1份」或「收，份数待确认」";

    /// Reads one of [`OriginalNeed::SPELLINGS`].
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<OriginalNeed> {
        match text {
            "核验" => Some(OriginalNeed::Check),
            "收，份数待确认" | "收,份数待确认" => Some(OriginalNeed::SubmitUnknown),
            _ => count_between(text, "收", "份").map(OriginalNeed::Submit),
        }
    }
}

impl fmt::Display for OriginalNeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OriginalNeed::Check => f.write_str("原件看一下"),
            OriginalNeed::Submit(n) => write!(f, "交原件{n}份"),
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
            _ => count_between(text, "复印", "份").map(CopyNeed::Count),
        }
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

fn count_between(text: &str, prefix: &str, suffix: &str) -> Option<u8> {
    let digits = text.strip_prefix(prefix)?.strip_suffix(suffix)?;
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|n| plain && (1..=9).contains(n))
}

/// What it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeeAmount {
    /// Nothing.
    Free,
    /// Only the office knows.
    AskWindow,
    /// So many 分 (1/100 元).
    Fen(u32),
}

impl FeeAmount {
    /// How a clerk may write it.
    pub(crate) const SPELLINGS: &'static str = "「不收费」「10元」「2.50元」或「以窗口答复为准」";

    /// Reads one of [`FeeAmount::SPELLINGS`].
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<FeeAmount> {
        match text {
            "不收费" | "免费" => return Some(FeeAmount::Free),
            ASK_WINDOW => return Some(FeeAmount::AskWindow),
            _ => {}
        }
        let number = text.strip_suffix('元')?.trim();
        let (yuan, fen) = number.split_once('.').unwrap_or((number, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || yuan.len() > 6 || fen.len() > 2 || !digits(yuan) || !digits(fen) {
            return None;
        }
        let fen: u32 = format!("{fen:0<2}").parse().ok()?;
        let total = yuan.parse::<u32>().ok()? * 100 + fen;
        (total > 0).then_some(FeeAmount::Fen(total))
    }
}

impl fmt::Display for FeeAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FeeAmount::Free => f.write_str("不收费"),
            FeeAmount::AskWindow => f.write_str(ASK_WINDOW),
            FeeAmount::Fen(n) if n.is_multiple_of(100) => write!(f, "{}元", n / 100),
            FeeAmount::Fen(n) => write!(f, "{}.{:02}元", n / 100, n % 100),
        }
    }
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
    fn time_limits_need_units() {
        assert_eq!(
            TimeLimit::parse("15个工作日"),
            Some(TimeLimit::Within(15, TimeUnit::WorkingDay))
        );
        assert_eq!(TimeLimit::parse("30日内"), Some(TimeLimit::Within(30, TimeUnit::CalendarDay)));
        for bad in ["15", "十五天", "0日", "", "个工作日", "99999日"] {
            assert_eq!(TimeLimit::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn counts_and_fees_read_as_written() {
        assert_eq!(OriginalNeed::parse("收1份"), Some(OriginalNeed::Submit(1)));
        assert_eq!(OriginalNeed::parse("收份"), None);
        assert_eq!(CopyNeed::parse("复印，份数待确认"), Some(CopyNeed::Unknown));
        assert_eq!(FeeAmount::parse("2.5元"), Some(FeeAmount::Fen(250)));
        assert_eq!(FeeAmount::parse("0元"), None);
        assert_eq!(FeeAmount::Fen(250).to_string(), "2.50元");
    }
}
