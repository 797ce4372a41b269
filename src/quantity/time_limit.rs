//! How long something takes, as files write it and pages print it.
//!
//! Start at [`TimeLimit`].

use super::ASK_WINDOW;
use std::fmt;

/// 工作日 and 日 are different things; a limit without a unit does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// 小时
    Hour,
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
            TimeUnit::Hour => "小时",
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
    /// Before the office closes.
    SameDay,
    /// Within so many units.
    Within(u16, TimeUnit),
    /// From so many to so many units.
    Between(u16, u16, TimeUnit),
}

impl TimeLimit {
    /// How a clerk may write it; shown in messages.
    pub(crate) const SPELLINGS: &'static str = "「15个工作日」「7—15个工作日」「24小时」「30日」「2个月」「1年」「当场」「当日办结」「无」或「以窗口答复为准」";

    /// Reads one of [`TimeLimit::SPELLINGS`].
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<TimeLimit> {
        match text {
            "无" => return Some(TimeLimit::Unset),
            "当场" | "当场办" | "当场办结" | "即时" | "即时办结" | "立等可取" => {
                return Some(TimeLimit::Immediate);
            }
            "当日" | "当天" | "当日办结" | "当天办结" | "当天办好" => {
                return Some(TimeLimit::SameDay);
            }
            ASK_WINDOW => return Some(TimeLimit::AskWindow),
            _ => {}
        }
        let (first, rest) = number(text)?;
        let after = rest.trim_start().strip_prefix(['—', '–', '－', '-', '～', '~', '至', '到']);
        let (last, unit) = match after {
            Some(rest) => number(rest.trim_start()).map(|(n, rest)| (Some(n), rest))?,
            None => (None, rest),
        };
        let unit = match unit.trim().trim_end_matches('内') {
            "小时" | "个小时" => TimeUnit::Hour,
            "个工作日" | "工作日" => TimeUnit::WorkingDay,
            "日" | "天" | "个自然日" | "自然日" => TimeUnit::CalendarDay,
            "个月" | "月" => TimeUnit::Month,
            "年" => TimeUnit::Year,
            _ => return None,
        };
        match last {
            Some(last) => (first < last).then_some(TimeLimit::Between(first, last, unit)),
            None => Some(TimeLimit::Within(first, unit)),
        }
    }

    /// Its number as it is set large, and the unit behind it; `None` where it has none.
    #[must_use]
    pub(crate) fn amount(self) -> Option<(String, TimeUnit)> {
        match self {
            TimeLimit::Within(n, unit) => Some((n.to_string(), unit)),
            TimeLimit::Between(n, most, unit) => Some((format!("{n}—{most}"), unit)),
            TimeLimit::Unset | TimeLimit::AskWindow | TimeLimit::Immediate | TimeLimit::SameDay => {
                None
            }
        }
    }

    /// Whether something is promised that can be held against a clock.
    #[must_use]
    pub(crate) fn is_known(self) -> bool {
        !matches!(self, TimeLimit::Unset | TimeLimit::AskWindow)
    }

    /// The longest it may take, in days; five working days count as a week. `None` where nothing is said.
    #[must_use]
    pub(crate) fn most_days(self) -> Option<f64> {
        let days = |n: u16, unit: TimeUnit| {
            f64::from(n)
                * match unit {
                    TimeUnit::Hour => 1.0 / 24.0,
                    TimeUnit::WorkingDay => 7.0 / 5.0,
                    TimeUnit::CalendarDay => 1.0,
                    TimeUnit::Month => 30.0,
                    TimeUnit::Year => 365.0,
                }
        };
        match self {
            TimeLimit::Within(n, unit) | TimeLimit::Between(_, n, unit) => Some(days(n, unit)),
            TimeLimit::Immediate => Some(0.0),
            TimeLimit::SameDay => Some(1.0),
            TimeLimit::Unset | TimeLimit::AskWindow => None,
        }
    }
}

/// 1 to 999 at the front.
fn number(text: &str) -> Option<(u16, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let amount: u16 = text[..digits].parse().ok().filter(|n| (1..=999).contains(n))?;
    Some((amount, &text[digits..]))
}

impl fmt::Display for TimeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeLimit::Unset => f.write_str("法律未规定统一时限"),
            TimeLimit::AskWindow => f.write_str(ASK_WINDOW),
            TimeLimit::Immediate => f.write_str("当场办"),
            TimeLimit::SameDay => f.write_str("当天办好"),
            TimeLimit::Within(n, unit) => write!(f, "{n}{unit}"),
            TimeLimit::Between(n, most, unit) => write!(f, "{n}—{most}{unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_limits_need_units() {
        let said = |t: &str| TimeLimit::parse(t).map(|t| t.to_string());
        for (text, wanted) in [
            ("15个工作日", "15个工作日"),
            ("30日内", "30日"),
            ("24小时", "24小时"),
            ("7—15个工作日", "7—15个工作日"),
            ("7-15 个工作日内", "7—15个工作日"),
            ("3至5天", "3—5日"),
            ("当日办结", "当天办好"),
            ("当场办结", "当场办"),
        ] {
            assert_eq!(said(text).as_deref(), Some(wanted), "{text}");
        }
        for bad in
            ["15", "十五天", "0日", "", "个工作日", "99999日", "15—7日", "7—个工作日", "7—15"]
        {
            assert_eq!(said(bad), None, "{bad}");
        }
    }
}
