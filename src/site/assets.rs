//! Files of a theme that pages need: style sheets in one, scripts that other files hold, everything else as it is; and
//! the addresses at which pages name them.
//!
//! Start at [`addresses`]. A file keeps its name when its content changes, and its address carries the checksum of its
//! content. So a page never gets an older script or style than its own from a browser or a proxy that keeps them, and
//! a page of yesterday, kept in a phone, finds today's file where its own was, not none.

use super::making::Site;
use crate::plan::address_of_file;
use crate::theme::Theme;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Style sheets of a theme in the order in which later ones win; the last one is for paper.
const STYLES: [&str; 2] = ["site/colours.css", "site/style.css"];
const PRINT_STYLE: &str = "site/print.css";
/// Where they are in the site.
const STYLE: &str = "style.css";
/// Runs before anything is drawn; everything else waits.
pub(super) const EARLY_SCRIPT: &str = "site/early.js";
/// Files of a theme that stand inside others.
const INSIDE: [&str; 8] = [
    STYLES[0],
    STYLES[1],
    PRINT_STYLE,
    EARLY_SCRIPT,
    "site/worker.js",
    "site/finder.js",
    "site/sounds.js",
    "site/search-before.js",
];

pub(super) fn text_of(theme: &Theme, path: &str) -> String {
    theme.files.text(path).map_or(String::new(), |(text, _)| text)
}

/// One style sheet: a phone asks once.
pub(super) fn style(site: &Site<'_>) -> Vec<u8> {
    style_of(site.theme)
}

fn style_of(theme: &Theme) -> Vec<u8> {
    let mut out: String = STYLES.iter().map(|path| text_of(theme, path)).collect();
    // Writing to a String cannot fail.
    let _ = write!(out, "@media print{{\n{}}}\n", text_of(theme, PRINT_STYLE));
    out.into_bytes()
}

/// Files of a theme that are in the site as they are: paths below `public/`, and bytes.
pub(super) fn plain_files(theme: &Theme) -> Vec<(String, Vec<u8>)> {
    let list = theme.files.list("site");
    let plain = list.iter().filter(|p| !p.ends_with(".html") && !INSIDE.contains(&p.as_str()));
    let file = |path: &String| {
        let (bytes, _) = theme.files.read(path)?;
        Some((path.trim_start_matches("site/").to_string(), bytes.into_owned()))
    };
    plain.filter_map(file).collect()
}

/// The addresses of what only the theme says: its style, its plain files.
pub(super) fn addresses(theme: &Theme) -> BTreeMap<String, String> {
    let style = (STYLE.to_string(), style_of(theme));
    let all = plain_files(theme).into_iter().chain([style]);
    all.map(|(path, bytes)| (path.clone(), address_of(&path, &bytes))).collect()
}

/// The address of a file with these bytes.
pub(super) fn address_of(path: &str, bytes: &[u8]) -> String {
    address_of_file(path, &format!("{:x}", Sha256::digest(bytes)))
}
