//! The point of a photo that stays in the picture when it is cut to its place, as a clerk writes it: `50% 20%`.

use std::fmt;

/// A point of a photo: hundredths from the left and from the top. What is cut off at both sides is shared out by
/// them, as CSS does with `object-position`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    across: u8,
    down: u8,
}

impl Focus {
    /// How a clerk may write it.
    pub const SPELLINGS: &'static str = "「50% 20%」：从左数、从上数百分之几的地方要露出来";

    /// Where nobody says: in the middle, a little more of the lower part is cut off, because faces and signs are in
    /// the upper.
    pub(crate) const USUAL: Focus = Focus { across: 50, down: 35 };

    /// Reads two numbers up to 100, each with its `%`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Focus> {
        let number = |part: &str| {
            let digits = part.strip_suffix(['%', '％'])?;
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse().ok().filter(|n: &u8| is_number && *n <= 100)
        };
        let mut parts = text.split([' ', '，', '、', ',']).filter(|part| !part.is_empty());
        let (across, down) = (number(parts.next()?)?, number(parts.next()?)?);
        parts.next().is_none().then_some(Focus { across, down })
    }

    /// Shares of what is too much: how much of it goes at the left, and at the top.
    #[must_use]
    pub(crate) fn shares(self) -> (f64, f64) {
        (f64::from(self.across) / 100.0, f64::from(self.down) / 100.0)
    }
}

impl fmt::Display for Focus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}% {}%", self.across, self.down)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_shares_and_nothing_else() {
        for (said, meant) in
            [("50% 20%", "50% 20%"), ("0％，100％", "0% 100%"), (" 5%、7% ", "5% 7%")]
        {
            assert_eq!(Focus::parse(said).map(|f| f.to_string()).as_deref(), Some(meant), "{said}");
        }
        for wrong in ["", "50%", "50 20", "101% 5%", "-1% 5%", "50% 20% 3%", "+5% 5%", "五% 5%"] {
            assert_eq!(Focus::parse(wrong), None, "{wrong}");
        }
    }
}
