//! What the manifest says of a file: of which sheet it is, and what it was drawn from.
//!
//! Start at [`described`] and [`drawn_from`].

use super::job::Job;
use super::job::What;
use crate::frame::Frame;
use crate::theme::Format;
use crate::theme::WebPicture;
use crate::write::FileEntry;
use crate::write::checksum;
use std::fs;

/// What the manifest says of a file.
pub(super) fn described(
    job: &Job<'_>,
    what: What,
    entry: FileEntry,
    frame: &Frame,
    from: &str,
    told: bool,
) -> FileEntry {
    let profile = job.printing();
    let size = [frame.size.width.0, frame.size.height.0];
    let for_press = matches!(what, What::Print(Format::Pdf | Format::Tif) | What::Proof);
    let raster = matches!(what, What::Print(Format::Png | Format::Tif));
    let is_drawing = what == What::Web(WebPicture::Svg);
    FileEntry {
        kind: Some(frame.kind.clone()).filter(|_| !is_drawing),
        code: job.code.clone().filter(|_| !is_drawing),
        trim_mm: Some(size).filter(|_| !is_drawing),
        bleed_mm: match what {
            What::Web(_) => None,
            _ if for_press => Some(profile.bleed.0),
            _ => Some(0.0),
        },
        white_edge_mm: Some(profile.white_edge.0).filter(|edge| for_press && *edge > 0.0),
        dpi: raster.then_some(job.look.dpi.0),
        version: Some(frame.version.clone()).filter(|v| !v.is_empty() && !is_drawing),
        drawn_from: Some(from.to_string()),
        told,
        says: job.says.clone().filter(|_| !matches!(what, What::Web(_))),
        picture: what == What::Web(WebPicture::Png),
        ..entry
    }
}

/// Name and version: what a file was drawn by. A developer's build changes without its version
/// changing, so there the program's own file counts too.
fn program() -> String {
    let version = env!("CARGO_PKG_VERSION");
    if !cfg!(debug_assertions) {
        return format!("xiaowei {version}");
    }
    let own = std::env::current_exe().and_then(fs::metadata);
    let changed = own.as_ref().ok().and_then(|m| m.modified().ok());
    format!("xiaowei {version} {:?} {changed:?}", own.map(|m| m.len()).ok())
}

/// What a file remembers of its origin.
pub(super) fn drawn_from(origin: &str) -> String {
    checksum(format!("{} {origin}", program()).as_bytes())
}
