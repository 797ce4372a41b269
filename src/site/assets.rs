//! Texts of a theme that stand in the site's files: style sheets in one, scripts that other files hold.
//!
//! Start at [`style`].

use super::making::Site;
use crate::theme::Theme;
use std::fmt::Write;

/// Style sheets of a theme in the order in which later ones win; the last one is for paper.
const STYLES: [&str; 2] = ["site/colours.css", "site/style.css"];
const PRINT_STYLE: &str = "site/print.css";
/// Runs before anything is drawn; everything else waits.
pub(super) const EARLY_SCRIPT: &str = "site/early.js";
/// Files of a theme that stand inside others.
pub(super) const INSIDE: [&str; 5] =
    [STYLES[0], STYLES[1], PRINT_STYLE, EARLY_SCRIPT, "site/worker.js"];

pub(super) fn text_of(theme: &Theme, path: &str) -> String {
    theme.files.text(path).map_or(String::new(), |(text, _)| text)
}

/// One style sheet: a phone asks once.
pub(super) fn style(site: &Site<'_>) -> Vec<u8> {
    let theme = site.theme;
    let mut out: String = STYLES.iter().map(|path| text_of(theme, path)).collect();
    // Writing to a String cannot fail.
    let _ = write!(out, "@media print{{\n{}}}\n", text_of(theme, PRINT_STYLE));
    out.into_bytes()
}
