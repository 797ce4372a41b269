//! An address → the dark and light modules of its QR code.
//!
//! Start at [`QrCode::encode`]. Counts modules, knows no sizes: boards make them large enough for their
//! distance (`board::qr`), pages show them on paper (`site`).

/// A code, module by module.
#[derive(Debug, Clone)]
pub struct QrCode {
    /// Modules along a side.
    pub modules: usize,
    dark: Vec<bool>,
}

/// Dark modules side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// First module, from 0 at the left.
    pub x: usize,
    /// Row, from 0 at the top.
    pub y: usize,
    /// So many.
    pub length: usize,
}

impl QrCode {
    /// The code for an address, error correction M; `None` when the address is too long.
    #[must_use]
    pub fn encode(address: &str) -> Option<QrCode> {
        let level = qrcode::EcLevel::M;
        let code = qrcode::QrCode::with_error_correction_level(address.as_bytes(), level).ok()?;
        let modules = code.width();
        let dark = code.into_colors().iter().map(|c| *c == qrcode::Color::Dark).collect();
        Some(QrCode { modules, dark })
    }

    /// Its dark modules, row by row from the left.
    pub fn bars(&self) -> impl Iterator<Item = Bar> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
