//! A page's address as a QR code inside the page, for paper: who holds the print finds the newest words.
//!
//! Start at [`drawn`]. One line per bar of dark modules, in modules; the style sheet gives the size.

use crate::qr::QUIET_MODULES as QUIET;
use crate::qr::QrCode;
use std::fmt::Write;

/// The code as SVG; empty when the address is too long for one.
pub(super) fn drawn(address: &str) -> String {
    let Some(code) = QrCode::sketch(address) else { return String::new() };
    let side = code.modules + 2 * QUIET;
    let mut out =
        format!("<svg viewBox=\"-{QUIET} -{QUIET} {side} {side}\" aria-hidden=\"true\"><path d=\"");
    // Where the pen is: the row it stands in, and how far along.
    let mut pen = (usize::MAX, 0);
    for bar in code.bars() {
        // Writing to a String cannot fail.
        let _ = if bar.y == pen.0 {
            write!(out, "m{} 0h{}", bar.x - pen.1, bar.length)
        } else {
            write!(out, "M{} {}.5h{}", bar.x, bar.y, bar.length)
        };
        pen = (bar.y, bar.x + bar.length);
    }
    out.push_str("\" stroke=\"#000\"/></svg>");
    out
}
