//! An address → the dark and light modules of its QR code.
//!
//! Start at [`QrCode::encode`], or [`QrCode::sketch`] for what is read from close by. Counts modules,
//! knows no sizes: boards make them large enough for their distance (`board::qr`), pages show them on
//! paper (`site`).

/// Modules of white around a code, by ISO/IEC 18004.
pub(crate) const QUIET_MODULES: usize = 4;

/// UTF-8 among the extended channel interpretations (AIM ITS/04-023).
const UTF_8: u32 = 26;

/// A code, module by module.
#[derive(Debug, Clone)]
pub(crate) struct QrCode {
    /// Modules along a side.
    pub modules: usize,
    dark: Vec<bool>,
}

/// Dark modules side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bar {
    /// First module, from 0 at the left.
    pub x: usize,
    /// Row, from 0 at the top.
    pub y: usize,
    /// So many.
    pub length: usize,
}

impl QrCode {
    /// The code for an address or a card, error correction M; `None` when it is too long. What holds Chinese is one
    /// stretch of bytes that says it is UTF-8 (ECI 26): the crate would take Kanji mode for words whose bytes look
    /// like Shift JIS, which phones show as other signs, and without a mark readers guess.
    #[must_use]
    pub(crate) fn encode(text: &str) -> Option<QrCode> {
        let level = qrcode::EcLevel::M;
        let code = if text.is_ascii() {
            qrcode::QrCode::with_error_correction_level(text.as_bytes(), level).ok()?
        } else {
            qrcode::QrCode::with_bits(marked_bytes(text, level)?, level).ok()?
        };
        let modules = code.width();
        let dark = code.into_colors().iter().map(|c| *c == qrcode::Color::Dark).collect();
        Some(QrCode { modules, dark })
    }

    /// As [`QrCode::encode`], but always with the first of the eight masks. Every reader reads any of
    /// them; trying all eight for the one that reads best from afar is nine tenths of the work, too
    /// much for the pages of a city.
    #[must_use]
    pub(crate) fn sketch(address: &str) -> Option<QrCode> {
        let level = qrcode::EcLevel::M;
        let bits = qrcode::bits::encode_auto(address.as_bytes(), level).ok()?;
        let version = bits.version();
        let (data, correction) =
            qrcode::ec::construct_codewords(&bits.into_bytes(), version, level).ok()?;
        let mut canvas = qrcode::canvas::Canvas::new(version, level);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        canvas.apply_mask(qrcode::canvas::MaskPattern::Checkerboard);
        let modules = usize::try_from(version.width()).ok()?;
        let dark = canvas.into_colors().iter().map(|c| *c == qrcode::Color::Dark).collect();
        Some(QrCode { modules, dark })
    }

    /// Whether a module is dark; both from 0.
    #[must_use]
    pub(crate) fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark.get(y * self.modules + x).copied().unwrap_or(false)
    }

    /// Its dark modules, row by row from the left.
    pub(crate) fn bars(&self) -> impl Iterator<Item = Bar> {
        self.dark.chunks(self.modules).enumerate().flat_map(|(y, row)| {
            let mut x = 0;
            row.chunk_by(|a, b| a == b).filter_map(move |run| {
                let bar = Bar { x, y, length: run.len() };
                x += run.len();
                run.first().is_some_and(|dark| *dark).then_some(bar)
            })
        })
    }
}

/// What the first code of a picture file says; `None` where there is no picture or no code in it.
#[must_use]
pub(crate) fn read_picture(bytes: &[u8]) -> Option<String> {
    let grey = image::load_from_memory(bytes).ok()?.into_luma8();
    let mut prepared = rqrr::PreparedImage::prepare(grey);
    prepared.detect_grids().into_iter().find_map(|grid| Some(grid.decode().ok()?.1))
}

/// UTF-8 with its mark, in the smallest version that holds it.
fn marked_bytes(text: &str, level: qrcode::EcLevel) -> Option<qrcode::bits::Bits> {
    (1..=40).find_map(|version| {
        let mut bits = qrcode::bits::Bits::new(qrcode::Version::Normal(version));
        bits.push_eci_designator(UTF_8).ok()?;
        bits.push_byte_data(text.as_bytes()).ok()?;
        bits.push_terminator(level).ok()?;
        Some(bits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Read back by another crate than drew them.
    #[test]
    fn both_ways_are_read() {
        for length in [0, 7, 40, 120] {
            let address = format!("https://xiaowei.example/101/?v={}", "A7".repeat(length));
            for code in [QrCode::encode(&address), QrCode::sketch(&address)] {
                let code = code.expect("short enough");
                let grid = rqrr::SimpleGrid::from_func(code.modules, |x, y| {
                    code.dark[y * code.modules + x]
                });
                let (_, read) = rqrr::Grid::new(grid).decode().expect("readable");
                assert_eq!(read, address);
            }
        }
    }

    /// Every code begins with the upper edge of its first corner mark and, seven modules below, ends it.
    #[test]
    fn bars_are_the_dark_modules() {
        let code = QrCode::encode("https://xiaowei.example/101/?v=ABC123").expect("short enough");
        let bars: Vec<Bar> = code.bars().collect();
        assert_eq!(bars[0], Bar { x: 0, y: 0, length: 7 });
        assert!(bars.contains(&Bar { x: 0, y: 6, length: 7 }));
        let dark: usize = bars.iter().map(|b| b.length).sum();
        assert_eq!(dark, code.dark.iter().filter(|d| **d).count());
        assert!(bars.iter().all(|b| b.x + b.length <= code.modules));
    }
}
