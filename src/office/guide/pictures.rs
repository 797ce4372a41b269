//! The pictures of a matter, one by one, and the code of its page.
//!
//! Start at [`of`]. The strip is drawn once, so that everybody looks the same in all of it, and then cut.

use crate::board::Look;
use crate::board::Workshop;
use crate::board::text::Typesetter;
use crate::diag::Report;
use crate::export::png::Picture;
use crate::export::png::encode_grey;
use crate::export::png::render_pictures;
use crate::model::Procedure;
use crate::plan::Plan;
use crate::qr::QUIET_MODULES;
use crate::qr::QrCode;
use anyhow::Context;
use anyhow::Result;

/// Width of a picture in pixels: 300 to an inch at the size it has on A4.
const WIDTH: u32 = 1000;
/// Pixels of a module of the code.
const MODULE: usize = 12;

/// What is drawn of a matter.
#[derive(Debug)]
pub(super) struct Pictures {
    /// Of its panels, in their order.
    pub(super) panels: Vec<Picture>,
    /// Its code.
    pub(super) code: Picture,
}

impl Pictures {
    /// How many panels.
    pub(super) fn count(&self) -> usize {
        self.panels.len()
    }
}

/// Draws the pictures of a matter. What cannot be drawn is in the report.
///
/// # Errors
/// Memory, or an address that is too long for a code.
pub(super) fn of(
    workshop: &Workshop<'_>,
    plan: &Plan<'_>,
    p: &Procedure,
    address: &str,
    report: &mut Report,
) -> Result<Pictures> {
    let strip = plan.sheets.iter().find(|s| s.kind.stacked && s.key == p.code.value);
    let mut panels = Vec::new();
    if let Some(strip) = strip {
        let theme = workshop.theme();
        let mut typesetter =
            Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
        let topic = workshop.topic(plan, strip);
        let made = workshop.make(&topic, &Look::of(strip), &mut typesetter, report);
        for frame in made.iter().flat_map(|document| &document.pages) {
            panels.extend(render_pictures(frame, WIDTH)?);
        }
    }
    Ok(Pictures { panels, code: code(address)? })
}

/// The code as a picture, with the white around it that readers need.
fn code(address: &str) -> Result<Picture> {
    let code =
        QrCode::encode(address).context("网址太长，做不成二维码；把 site.yaml 里的网址写短")?;
    let side = (code.modules + 2 * QUIET_MODULES) * MODULE;
    let dark = |at: usize| (at / MODULE).checked_sub(QUIET_MODULES);
    let pixels: Vec<u8> = (0..side * side)
        .map(|i| match (dark(i % side), dark(i / side)) {
            (Some(x), Some(y)) if x < code.modules && code.is_dark(x, y) => 0,
            _ => 255,
        })
        .collect();
    let size = u32::try_from(side)?;
    Ok(Picture { bytes: encode_grey(&pixels, (size, size))?, pixels: (size, size) })
}
