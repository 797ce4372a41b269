//! Lengths, and the only places where one unit becomes another.
//!
//! Boards are laid out in millimetres because that is what a print shop asks for. Pixels exist
//! only at the PNG edge. A bare float that means a length is a bug.

use std::fmt;
use std::ops::Add;
use std::ops::Div;
use std::ops::Mul;
use std::ops::Sub;

/// Millimetres in an inch, by definition.
pub const MM_PER_INCH: f64 = 25.4;

/// Longer side of a sheet's picture for the web, in pixels.
pub(crate) const WEB_PIXELS: u32 = 1600;

/// A length in millimetres. Origin of every sheet: top left of the trimmed sheet, y downwards.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Mm(pub f64);

impl Mm {
    /// Nothing.
    pub(crate) const ZERO: Mm = Mm(0.0);

    /// The larger of two lengths.
    #[must_use]
    pub(crate) fn max(self, other: Mm) -> Mm {
        Mm(self.0.max(other.0))
    }

    /// The smaller of two lengths.
    #[must_use]
    pub(crate) fn min(self, other: Mm) -> Mm {
        Mm(self.0.min(other.0))
    }

    /// Whole pixels at `dpi`, rounded to the nearest, at least one: 900 mm at 150 dpi are 5,315.
    #[must_use]
    pub(crate) fn to_px(self, dpi: Dpi) -> u32 {
        (self.0 / MM_PER_INCH * dpi.0).round().max(1.0) as u32
    }

    /// Reads `12mm`, `1.5cm` or a bare number of millimetres; `None` for anything else.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Mm> {
        let text = text.trim();
        let (number, factor) = if let Some(n) = text.strip_suffix("mm") {
            (n, 1.0)
        } else if let Some(n) = text.strip_suffix("cm") {
            (n, 10.0)
        } else {
            (text, 1.0)
        };
        let value: f64 = number.trim().parse().ok()?;
        value.is_finite().then_some(Mm(value * factor))
    }
}

impl fmt::Display for Mm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", trimmed(self.0))
    }
}

impl Add for Mm {
    type Output = Mm;
    fn add(self, o: Mm) -> Mm {
        Mm(self.0 + o.0)
    }
}

impl Sub for Mm {
    type Output = Mm;
    fn sub(self, o: Mm) -> Mm {
        Mm(self.0 - o.0)
    }
}

impl Mul<f64> for Mm {
    type Output = Mm;
    fn mul(self, k: f64) -> Mm {
        Mm(self.0 * k)
    }
}

impl Div<f64> for Mm {
    type Output = Mm;
    fn div(self, k: f64) -> Mm {
        Mm(self.0 / k)
    }
}

impl Div<Mm> for Mm {
    type Output = f64;
    fn div(self, o: Mm) -> f64 {
        self.0 / o.0
    }
}

/// Dots per inch of a raster.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Dpi(pub f64);

impl Dpi {
    /// Dots per millimetre.
    #[must_use]
    pub(crate) fn per_mm(self) -> f64 {
        self.0 / MM_PER_INCH
    }

    /// Dots per metre, rounded, as PNG's pHYs chunk wants it.
    #[must_use]
    pub(crate) fn per_metre(self) -> u32 {
        (self.0 / MM_PER_INCH * 1000.0).round() as u32
    }
}

/// A trimmed sheet, always width × height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SheetSize {
    /// Trimmed width.
    pub width: Mm,
    /// Trimmed height.
    pub height: Mm,
}

/// Stands that shops sell by name: what is printed for them, in millimetres.
const NAMED: [(&str, f64, f64); 4] = [
    ("易拉宝", 800.0, 2000.0),
    ("门型展架", 800.0, 1800.0),
    ("x展架", 600.0, 1600.0),
    ("展架", 800.0, 1800.0),
];

impl SheetSize {
    /// Half as wide and half as high.
    #[must_use]
    pub(crate) fn half(self) -> SheetSize {
        SheetSize { width: self.width / 2.0, height: self.height / 2.0 }
    }

    /// Reads `90x120cm`, `900×1200mm`, `0.9x1.2m`, `90×120厘米`, `A3`, `A3横`, `易拉宝`; `None` for anything else or
    /// a side outside 20 mm … 10 m. Without a unit a sheet is meant as shops say it: in centimetres,
    /// unless it is one of ISO 216 or too large for that.
    #[must_use]
    pub fn parse(text: &str) -> Option<SheetSize> {
        let text: String = text.chars().filter_map(plain_sign).collect();
        let named = NAMED.iter().find(|(name, ..)| *name == text);
        if let Some((_, width, height)) = named {
            return Some(SheetSize { width: Mm(*width), height: Mm(*height) });
        }
        if let Some(size) = iso_size(&text) {
            return Some(size);
        }
        let (w, h) = text.split_once(['x', '×', '*', '乘'])?;
        let (w, h) = (side_of(w)?, side_of(h)?);
        let factor = match (w.1, h.1) {
            (Some(a), Some(b)) => (a, b),
            (Some(one), None) | (None, Some(one)) => (one, one),
            (None, None) => {
                let millimetres = w.0.min(h.0) >= 300.0 || is_iso(w.0, h.0);
                if millimetres { (1.0, 1.0) } else { (10.0, 10.0) }
            }
        };
        let side = |v: f64| (v.is_finite() && (20.0..=10_000.0).contains(&v)).then_some(Mm(v));
        Some(SheetSize { width: side(w.0 * factor.0)?, height: side(h.0 * factor.1)? })
    }
}

/// Full-width digits and letters as plain ones, in lower case, without spaces.
fn plain_sign(c: char) -> Option<char> {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '✕' | '✖' | '╳' => '×',
        '。' => '.',
        _ => c,
    };
    (!c.is_whitespace()).then(|| c.to_ascii_lowercase())
}

/// One side: its number and what it is multiplied with to be millimetres, if it says so.
fn side_of(text: &str) -> Option<(f64, Option<f64>)> {
    const UNITS: [(&str, f64); 7] = [
        ("mm", 1.0),
        ("毫米", 1.0),
        ("cm", 10.0),
        ("厘米", 10.0),
        ("公分", 10.0),
        ("m", 1000.0),
        ("米", 1000.0),
    ];
    let unit = UNITS.iter().find(|(name, _)| text.ends_with(name));
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let rest = &text[number.len()..];
    let known = unit.map_or(rest.is_empty(), |(name, _)| rest == *name);
    let value: f64 = number.parse().ok().filter(|_| plain && known)?;
    Some((value, unit.map(|(_, factor)| *factor)))
}

/// ISO 216, A0 to A7: shorter and longer side in millimetres.
const ISO_A: [(f64, f64); 8] = [
    (841.0, 1189.0),
    (594.0, 841.0),
    (420.0, 594.0),
    (297.0, 420.0),
    (210.0, 297.0),
    (148.0, 210.0),
    (105.0, 148.0),
    (74.0, 105.0),
];

fn is_iso(a: f64, b: f64) -> bool {
    ISO_A.contains(&(a.min(b), a.max(b)))
}

/// 「a3」 upright, 「a3横」 on its side.
fn iso_size(text: &str) -> Option<SheetSize> {
    let rest = text.strip_prefix('a')?;
    let (number, way) = rest.split_at_checked(1)?;
    let (short, long) = ISO_A.get(number.parse::<usize>().ok()?)?;
    match way {
        "" | "竖" | "竖版" | "纸" => Some(SheetSize { width: Mm(*short), height: Mm(*long) }),
        "横" | "横版" => Some(SheetSize { width: Mm(*long), height: Mm(*short) }),
        _ => None,
    }
}

/// Centimetres when both sides are whole centimetres (`90x120cm`), else millimetres. Used in file
/// names, so it has no space and no `×`.
impl fmt::Display for SheetSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |m: Mm| ((m.0 / 10.0).round() * 10.0 - m.0).abs() < 1e-6;
        if whole(self.width) && whole(self.height) {
            write!(f, "{}x{}cm", trimmed(self.width.0 / 10.0), trimmed(self.height.0 / 10.0))
        } else {
            write!(f, "{}x{}mm", trimmed(self.width.0), trimmed(self.height.0))
        }
    }
}

/// A number with at most three decimals and no trailing zeros; never `-0`.
#[must_use]
pub(crate) fn trimmed(value: f64) -> String {
    // Whole thousandths print many times faster than exact decimals, and boards print thousands.
    let thousandths = (value * 1000.0).round_ties_even();
    if thousandths.abs() < 1e12 {
        let whole = thousandths as i64;
        let (units, rest) = (whole.unsigned_abs() / 1000, whole.unsigned_abs() % 1000);
        let mut text = String::with_capacity(12);
        if whole < 0 {
            text.push('-');
        }
        text.push_str(itoa::Buffer::new().format(units));
        if rest != 0 {
            // A one in front keeps the zeros of the fraction.
            let fraction = itoa::Buffer::new().format(1000 + rest).replacen('1', ".", 1);
            text.push_str(fraction.trim_end_matches('0'));
        }
        return text;
    }
    let mut s = format!("{value:.3}");
    while s.ends_with('0') {
        s.pop();
    }
    if s.ends_with('.') {
        s.pop();
    }
    if s == "-0" { "0".into() } else { s }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_and_print_the_same() {
        let s = SheetSize::parse("90x120cm").expect("a size");
        assert_eq!((s.width, s.height), (Mm(900.0), Mm(1200.0)));
        assert_eq!(s.to_string(), "90x120cm");
        assert_eq!(SheetSize::parse("297×420mm").expect("a size").to_string(), "297x420mm");
        for (said, meant) in [
            ("90x120", "90x120cm"),
            ("90×120厘米", "90x120cm"),
            ("0.9x1.2m", "90x120cm"),
            ("９０ｘ１２０ｃｍ", "90x120cm"),
            ("90cm×120cm", "90x120cm"),
            ("900 * 1200", "90x120cm"),
            ("240x120", "240x120cm"),
            ("A3", "297x420mm"),
            ("a4横", "297x210mm"),
            ("148x210", "148x210mm"),
        ] {
            let size = SheetSize::parse(said).map(|s| s.to_string());
            assert_eq!(size.as_deref(), Some(meant), "{said}");
        }
        for bad in
            ["90x", "a9", "A3x", "90x120英寸", "x120cm", "-1x5cm", "nanx5cm", "0x0cm", "1e9x1cm"]
        {
            assert!(SheetSize::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn pixels_are_whole_and_at_least_one() {
        assert_eq!(Mm(900.0).to_px(Dpi(150.0)), 5_315);
        assert_eq!(Mm(0.01).to_px(Dpi(30.0)), 1);
    }

    #[test]
    fn dots_per_metre_are_what_printers_expect() {
        assert_eq!(Dpi(150.0).per_metre(), 5906);
    }
}
