//! A time of day: read from files, printed, turned into the hours of other places.

use std::fmt;

/// Hours and minutes, 00:00–23:59.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime {
    hour: u8,
    minute: u8,
}

impl ClockTime {
    /// How a clerk may write it.
    pub const SPELLINGS: &'static str = "「9:00」「14:30」这样的几点几分，24 小时制";

    /// Reads `9:00` or `09:00`; the colon may be a full-width one.
    #[must_use]
    pub fn parse(text: &str) -> Option<ClockTime> {
        let (hour, minute) = text.split_once([':', '：'])?;
        let digits = |part: &str, length: std::ops::RangeInclusive<usize>| {
            let good = length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<u8>().ok().filter(|_| good)
        };
        let (hour, minute) = (digits(hour, 1..=2)?, digits(minute, 2..=2)?);
        (hour < 24 && minute < 60).then_some(ClockTime { hour, minute })
    }

    /// 00:00.
    #[must_use]
    pub(crate) fn midnight() -> ClockTime {
        ClockTime { hour: 0, minute: 0 }
    }

    /// Minutes since midnight.
    #[must_use]
    pub fn minutes(self) -> i64 {
        i64::from(self.hour) * 60 + i64::from(self.minute)
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:02}", self.hour, self.minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_times_that_exist() {
        let said = |t: &str| ClockTime::parse(t).map(|t| t.to_string());
        assert_eq!(said("9:05").as_deref(), Some("9:05"));
        assert_eq!(said("09:05").as_deref(), Some("9:05"));
        assert_eq!(said("14：30").as_deref(), Some("14:30"));
        for bad in ["24:00", "9:5", "9", "9:60", "上午9:00", "-1:00"] {
            assert!(said(bad).is_none(), "{bad}");
        }
    }
}
