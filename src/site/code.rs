//! A page's address as a QR code inside the page, for paper: who holds the print finds the newest words.
//!
//! Start at [`drawn`]. One line per bar of dark modules, in modules; the style sheet gives the size.

use crate::qr::QUIET_MODULES as QUIET;
use crate::qr::QrCode;

/// The code as SVG; empty when the address is too long for one.
pub(super) fn drawn(address: &str) -> String {
    let Some(code) = QrCode::sketch(address) else { return String::new() };
    let side = code.modules + 2 * QUIET;
    let mut out =
        format!("<svg viewBox=\"-{QUIET} -{QUIET} {side} {side}\" aria-hidden=\"true\"><path d=\"");
    // Where the pen is: the row it stands in, and how far along.
    let mut pen = (usize::MAX, 0);
    for bar in code.bars() {
        let mut digits = itoa::Buffer::new();
        if bar.y == pen.0 {
            out.push('m');
            out.push_str(digits.format(bar.x - pen.1));
            out.push_str(" 0h");
        } else {
            out.push('M');
            out.push_str(digits.format(bar.x));
            out.push(' ');
            out.push_str(digits.format(bar.y));
            out.push_str(".5h");
        }
        out.push_str(digits.format(bar.length));
        pen = (bar.y, bar.x + bar.length);
    }
    out.push_str("\" stroke=\"#000\"/></svg>");
    out
}
