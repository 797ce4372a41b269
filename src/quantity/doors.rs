//! Numbers of doors of a bank of lockers, as a clerk writes them: `1-12`, `1—12、15`.

use std::fmt;

/// The most doors that one bank has.
const MOST: u16 = 200;

/// Some doors, in rising order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doors(Vec<u16>);

impl Doors {
    /// How a clerk may write them.
    pub const SPELLINGS: &'static str =
        "「1-12」或「1-12、15」这样的门号，到 200 为止，小的在前，不重复";

    /// Reads ranges and single numbers between commas; dashes of any kind.
    #[must_use]
    pub fn parse(text: &str) -> Option<Doors> {
        let mut doors: Vec<u16> = Vec::new();
        for part in text.split(['、', '，', ',']) {
            let number = |t: &str| {
                let digits = !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
                t.parse::<u16>().ok().filter(|n| digits && (1..=MOST).contains(n))
            };
            let part = part.trim();
            let (first, last) = match part.split_once(['-', '—', '–', '~', '～', '至', '到'])
            {
                Some((first, last)) => (number(first.trim())?, number(last.trim())?),
                None => (number(part)?, number(part)?),
            };
            if first > last || doors.last().is_some_and(|before| *before >= first) {
                return None;
            }
            doors.extend(first..=last);
        }
        Some(Doors(doors))
    }

    /// Every number.
    #[must_use]
    pub(crate) fn numbers(&self) -> &[u16] {
        &self.0
    }
}

impl fmt::Display for Doors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut runs: Vec<(u16, u16)> = Vec::new();
        for door in &self.0 {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == *door => *last = *door,
                _ => runs.push((*door, *door)),
            }
        }
        let run = |(first, last): &(u16, u16)| match first == last {
            true => first.to_string(),
            false => format!("{first}—{last}"),
        };
        f.write_str(&runs.iter().map(run).collect::<Vec<_>>().join("、"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_read_and_said() {
        let said = |text: &str| Doors::parse(text).map(|doors| doors.to_string());
        assert_eq!(said("1-12").as_deref(), Some("1—12"));
        assert_eq!(said("1—3、5，7").as_deref(), Some("1—3、5、7"));
        assert_eq!(said("13至24").as_deref(), Some("13—24"));
        for bad in ["", "0-3", "3-1", "1-5、5", "一到三", "1-201", "1-"] {
            assert_eq!(said(bad), None, "{bad}");
        }
    }
}
