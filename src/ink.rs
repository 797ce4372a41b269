//! Inks: one name, two worlds. Screens get the RGB value, presses the CMYK value.
//!
//! Start at [`InkTable`].

/// A colour by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Ink {
    /// Name in `theme.yaml`: `line`, `red`, `paper` …
    pub name: String,
    /// sRGB, 0–255.
    pub rgb: [u8; 3],
    /// Cyan, magenta, yellow, black in percent of full ink.
    pub cmyk: [u8; 4],
}

/// Index of an ink in its [`InkTable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct InkId(pub u16);

/// The inks of a theme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InkTable {
    inks: Vec<Ink>,
}

impl InkTable {
    /// Adds an ink, or replaces the one of the same name in its place.
    pub(crate) fn put(&mut self, ink: Ink) {
        match self.inks.iter_mut().find(|i| i.name == ink.name) {
            Some(old) => *old = ink,
            None => self.inks.push(ink),
        }
    }

    /// Adds four variants of every ink, by which clothes and hair get their shades without anybody
    /// naming them: `x/shade` and `x/deep` (a sixth and a third of a warm dark), `x/pale` and
    /// `x/light` (a third and six tenths white).
    pub(crate) fn add_variants(&mut self) {
        let plum = Ink { name: String::new(), rgb: [0x5A, 0x2A, 0x3A], cmyk: [45, 85, 50, 55] };
        let white = Ink { name: String::new(), rgb: [255; 3], cmyk: [0; 4] };
        for ink in self.inks.clone() {
            for (name, other, share) in [
                ("shade", &plum, 16),
                ("deep", &plum, 35),
                ("pale", &white, 33),
                ("light", &white, 60),
            ] {
                let mix = |a: u8, b: u8| {
                    ((u32::from(a) * (100 - share) + u32::from(b) * share + 50) / 100) as u8
                };
                let rgb = [0, 1, 2].map(|i| mix(ink.rgb[i], other.rgb[i]));
                let cmyk = [0, 1, 2, 3].map(|i| mix(ink.cmyk[i], other.cmyk[i]));
                self.put(Ink { name: format!("{}/{name}", ink.name), rgb, cmyk });
            }
        }
    }

    /// The ink with this name.
    #[must_use]
    pub(crate) fn find(&self, name: &str) -> Option<InkId> {
        let at = self.inks.iter().position(|i| i.name == name)?;
        Some(InkId(u16::try_from(at).ok()?))
    }

    /// The first ink that looks like this on a screen.
    #[must_use]
    pub(crate) fn find_rgb(&self, rgb: [u8; 3]) -> Option<&Ink> {
        self.inks.iter().find(|i| i.rgb == rgb)
    }

    /// The ink behind an index.
    #[must_use]
    pub fn ink(&self, id: InkId) -> &Ink {
        &self.inks[usize::from(id.0)]
    }

    /// The same inks as greys of one plate: what an office's printer makes of them, and nothing of another plate.
    ///
    /// The darkest third (by sRGB luma) is solid black, so that type and outlines are not screened; above it the grey
    /// goes evenly up to paper.
    #[must_use]
    pub(crate) fn in_black(&self) -> InkTable {
        let grey = |ink: &Ink| {
            let [r, g, b] = ink.rgb.map(u32::from);
            let luma = (299 * r + 587 * g + 114 * b) / 1000;
            let light = luma.saturating_sub(SOLID) * 255 / (255 - SOLID);
            let black = (255 - light) * 100 / 255;
            let cmyk = [0, 0, 0, u8::try_from(black).unwrap_or(100)];
            Ink { name: ink.name.clone(), rgb: [u8::try_from(light).unwrap_or(255); 3], cmyk }
        };
        InkTable { inks: self.inks.iter().map(grey).collect() }
    }

    /// All inks in order.
    #[must_use]
    pub(crate) fn all(&self) -> &[Ink] {
        &self.inks
    }
}

/// Luma up to which an ink is solid black on a sheet of one plate.
const SOLID: u32 = 87;

/// `#RRGGBB` to bytes.
#[must_use]
pub(crate) fn parse_hex(text: &str) -> Option<[u8; 3]> {
    let hex = text.strip_prefix('#').filter(|h| h.len() == 6 && h.is_ascii())?;
    let byte = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

/// Bytes to `#RRGGBB`.
#[must_use]
pub(crate) fn to_hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

/// Contrast of two screen colours by WCAG 2.2 (relative luminance, 1–21).
///
/// Source: <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
#[must_use]
pub(crate) fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(rgb: [u8; 3]) -> f64 {
    let channel = |v: u8| {
        let c = f64::from(v) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_black_dark_inks_are_solid_and_paper_stays_paper() {
        let ink = |rgb: [u8; 3]| Ink { name: String::new(), rgb, cmyk: [9, 9, 9, 9] };
        let mut table = InkTable::default();
        for (at, rgb) in [[255; 3], [0x3B, 0x2A, 0x2C], [0xF2, 0xB7, 0x05]].into_iter().enumerate()
        {
            table.put(Ink { name: at.to_string(), ..ink(rgb) });
        }
        let black = table.in_black();
        let plates: Vec<[u8; 4]> = black.all().iter().map(|ink| ink.cmyk).collect();
        assert_eq!(plates, [[0, 0, 0, 0], [0, 0, 0, 100], [0, 0, 0, 44]]);
    }

    #[test]
    fn contrast_is_what_the_standard_says() {
        assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
        assert!((contrast([118, 118, 118], [255, 255, 255]) - 4.54).abs() < 0.01);
    }
}
