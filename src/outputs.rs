//! The files of one board: which there are, whether those of last time still hold, and making them.
//!
//! Start at [`Outputs::last_time`] and [`Outputs::draw`]. Every file remembers in the manifest what it
//! was drawn from ([`crate::board`]'s origin, the way of printing, the press's profile); when nothing
//! of that changed, neither layout nor drawing is done again, and the proof of its codes was done when
//! it was drawn. A board that had something to tell is laid out again, so that it tells it again.

use crate::frame::Frame;

use crate::export::pdf::render_pdf;
use crate::export::png::render_web_png;
use crate::export::png::write_print_png;
use crate::export::press::PressProfile;
use crate::export::proof::render_proof;
use crate::export::svg::render_editable_svg;
use crate::export::svg::render_svg;
use crate::export::tiff::write_tiff;
use crate::plan::BoardPlan;
use crate::plan::Subject;
use crate::theme::Format;
use crate::write::Entry;
use crate::write::Folder;
use crate::write::Staging;
use crate::write::checksum;
use crate::write::file_checksum;
use anyhow::Result;

/// Name and version: what a file was drawn by. A developer's build changes without its version
/// changing, so there the program's own file counts too.
fn program() -> String {
    let version = env!("CARGO_PKG_VERSION");
    if !cfg!(debug_assertions) {
        return format!("xiaowei {version}");
    }
    let own = std::env::current_exe().and_then(std::fs::metadata);
    let changed = own.as_ref().ok().and_then(|m| m.modified().ok());
    format!("xiaowei {version} {:?} {changed:?}", own.map(|m| m.len()).ok())
}

/// What a run wants besides what the ways of printing say.
#[derive(Debug)]
pub(crate) struct Extras {
    /// The press's own profile, named in PDFs.
    pub(crate) press: Option<PressProfile>,
    /// What photos and soft proofs go through: the press's own, else that of coated paper.
    pub(crate) paper: PressProfile,
    /// Also a soft proof.
    pub(crate) proof: bool,
    /// Also an SVG whose words are still words.
    pub(crate) editable: bool,
}

impl Extras {
    fn in_words(&self) -> String {
        format!("{} {}", checksum(self.paper.bytes()), self.press.is_some())
    }
}

/// What a file remembers of its origin.
pub(crate) fn drawn_from(origin: &str) -> String {
    checksum(format!("{} {origin}", program()).as_bytes())
}

/// A file of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum File {
    /// Of the ways of printing.
    Print(Format),
    Editable,
    Proof,
    /// The picture on the site.
    Web,
}

impl File {
    fn path(self, board: &BoardPlan<'_>) -> String {
        let ending = match self {
            File::Print(Format::Svg) => ".svg",
            File::Print(Format::Png) => ".png",
            File::Print(Format::Pdf) => ".pdf",
            File::Print(Format::Tif) => ".tif",
            File::Editable => "-editable.svg",
            File::Proof => "-proof.png",
            File::Web => return board.web_path(),
        };
        format!("{}{ending}", board.print_path())
    }
}

/// A file that was made, now or last time.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub(crate) entry: Entry,
    /// Whether it belongs to the site.
    pub(crate) public: bool,
    /// Whether it is the one of last time.
    pub(crate) kept: bool,
    /// `None` when it is already where it belongs.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// How a run makes files of boards.
pub(crate) struct Outputs<'a> {
    extras: &'a Extras,
    /// [`Extras`] as a part of what files are drawn from.
    extras_in_words: String,
}

impl<'a> Outputs<'a> {
    pub(crate) fn new(extras: &'a Extras) -> Outputs<'a> {
        Outputs { extras, extras_in_words: extras.in_words() }
    }

    fn files(&self, board: &BoardPlan<'_>) -> Vec<File> {
        let mut files: Vec<File> =
            board.profile.formats.iter().map(|format| File::Print(*format)).collect();
        files.extend(self.extras.editable.then_some(File::Editable));
        files.extend(self.extras.proof.then_some(File::Proof));
        files.push(File::Web);
        files
    }

    fn drawn_from(&self, origin: &str) -> String {
        drawn_from(&format!("{origin} {}", self.extras_in_words))
    }

    /// The entries of all files of a board, when every one of them still holds.
    pub(crate) fn last_time(
        &self,
        board: &BoardPlan<'_>,
        origin: &str,
        (public, print): (&Folder, &Folder),
    ) -> Option<Vec<Made>> {
        let from = self.drawn_from(origin);
        let kept = |file: File| {
            let folder = if file == File::Web { public } else { print };
            let entry = folder.previous(&file.path(board))?;
            let holds = entry.drawn_from.as_ref() == Some(&from);
            let made = || Made {
                entry: entry.clone(),
                public: file == File::Web,
                kept: true,
                bytes: None,
            };
            holds.then(made)
        };
        self.files(board).into_iter().map(kept).collect()
    }

    /// Makes all files of a board; `told`: its layout had something to tell.
    pub(crate) fn draw(
        &self,
        board: &BoardPlan<'_>,
        frame: &Frame,
        (origin, told): (&str, bool),
        print: &Staging,
    ) -> Result<Vec<Made>> {
        let profile = board.profile;
        let from = self.drawn_from(origin);
        let size = [frame.size.width.0, frame.size.height.0];
        let whole = size.map(|side| side + 2.0 * profile.white_edge.0);
        let describe = |file: File, bytes: &[u8]| {
            let for_press = matches!(file, File::Print(Format::Pdf | Format::Tif) | File::Proof);
            let raster = matches!(file, File::Print(Format::Png | Format::Tif));
            Entry {
                kind: Some(frame.kind.clone()),
                code: match board.subject {
                    Subject::Item(_, code) => Some(code.into()),
                    Subject::Overview => None,
                },
                trim_mm: Some(if for_press { whole } else { size }),
                bleed_mm: match file {
                    File::Web => None,
                    _ if for_press => Some(profile.bleed.0),
                    _ => Some(0.0),
                },
                dpi: raster.then_some(board.dpi.0),
                version: Some(frame.version.clone()),
                drawn_from: Some(from.clone()),
                told,
                ..Entry::of(&file.path(board), bytes)
            }
        };
        let make = |file: File| {
            let bytes = match file {
                File::Print(Format::Svg) => render_svg(frame).into_bytes(),
                File::Editable => render_editable_svg(frame).into_bytes(),
                File::Print(Format::Pdf) => {
                    render_pdf(frame, profile, (self.extras.press.as_ref(), &self.extras.paper))?
                }
                File::Proof => render_proof(frame, profile, &self.extras.paper)?,
                File::Web => render_web_png(frame)?,
                File::Print(Format::Png | Format::Tif) => {
                    let place = print.place_for(&file.path(board))?;
                    if file == File::Print(Format::Png) {
                        write_print_png(frame, board.dpi, &place)?;
                    } else {
                        write_tiff(frame, (profile, &self.extras.paper), board.dpi, &place)?;
                    }
                    let (sha256, bytes) = file_checksum(&place)?;
                    let entry = Entry { sha256, bytes, ..describe(file, &[]) };
                    return Ok(Made { entry, public: false, kept: false, bytes: None });
                }
            };
            let entry = describe(file, &bytes);
            Ok(Made { entry, public: file == File::Web, kept: false, bytes: Some(bytes) })
        };
        self.files(board).into_iter().map(make).collect()
    }
}
