//! The list of a folder's files, with what each is of and its checksum.
//!
//! Start at [`Manifest`].

use anyhow::Context;
use anyhow::Result;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use std::fs;
use std::io::Read;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// Name of the manifest in each folder.
pub(crate) const MANIFEST: &str = "manifest.json";

/// One file of a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    /// Below the folder, with `/`.
    pub path: String,
    /// Kind of board, for boards.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<String>,
    /// Code of the procedure, for boards of one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// Trimmed width and height in millimetres.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub trim_mm: Option<[f64; 2]>,
    /// Bleed in millimetres.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bleed_mm: Option<f64>,
    /// White around the trimmed size, for eyelets, in millimetres.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub white_edge_mm: Option<f64>,
    /// Dots per inch of a raster.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dpi: Option<f64>,
    /// Version of the words on it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<String>,
    /// Checksum of what the file was drawn from: an equal one saves drawing it again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub drawn_from: Option<String>,
    /// Whether its layout had something to tell the office, so that it is laid out again to tell it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub told: bool,
    /// Whether it is the picture that pages show of a sheet.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub picture: bool,
    /// Checksum of what a sheet says, whatever its size and its way of printing: another one now, and it is
    /// out of date.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub says: Option<String>,
    /// Kept from an earlier run, and what it says is no longer what the content says.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub outdated: bool,
    /// The file it was made instead of, in another resolution than that one has: it goes when that one is
    /// made.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instead_of: Option<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// Checksum of the file.
    pub sha256: String,
}

impl FileEntry {
    /// An entry for plain bytes.
    #[must_use]
    pub(crate) fn of(path: &str, bytes: &[u8]) -> FileEntry {
        FileEntry {
            path: path.into(),
            kind: None,
            code: None,
            trim_mm: None,
            bleed_mm: None,
            white_edge_mm: None,
            dpi: None,
            version: None,
            drawn_from: None,
            told: false,
            picture: false,
            says: None,
            outdated: false,
            instead_of: None,
            bytes: bytes.len() as u64,
            sha256: checksum(bytes),
        }
    }
}

/// The list of a folder's files.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Which program wrote it.
    pub program: String,
    /// The date of the words: `--date`, else the newest 核验日期. Never the clock's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
    /// Its files in order of path.
    pub files: Vec<FileEntry>,
}

/// What stands at the place of a folder's list.
#[derive(Debug)]
pub(super) enum Found {
    Nothing,
    Ours(Manifest),
    /// Another program's list, or one that cannot be read.
    Other,
}

impl Manifest {
    /// Reads the list of a folder.
    pub(super) fn find(folder: &Path) -> Found {
        let place = folder.join(MANIFEST);
        let Ok(about) = fs::symlink_metadata(&place) else { return Found::Nothing };
        if !about.is_file() {
            return Found::Other;
        }
        let bytes = fs::read(&place).unwrap_or_default();
        match serde_json::from_slice::<Manifest>(&bytes) {
            Ok(mut list) if list.program.starts_with("xiaowei ") => {
                // Nobody's list leads out of its folder.
                list.files.retain(|e| is_below(&e.path));
                list.files.sort_by(|a, b| a.path.cmp(&b.path));
                Found::Ours(list)
            }
            _ => Found::Other,
        }
    }

    /// The entry of a path.
    pub(super) fn entry(&self, path: &str) -> Option<&FileEntry> {
        let at = self.files.binary_search_by(|e| e.path.as_str().cmp(path)).ok()?;
        self.files.get(at)
    }
}

/// Whether a path of a list stays below its folder.
fn is_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
}

/// The place of a path of a list.
pub(super) fn below(folder: &Path, path: &str) -> PathBuf {
    path.split('/').fold(folder.to_path_buf(), |folder, part| folder.join(part))
}

/// SHA-256 in hexadecimal.
#[must_use]
pub(crate) fn checksum(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// SHA-256 and size of a file, read in pieces.
///
/// # Errors
/// Disk trouble.
pub(crate) fn file_checksum(path: &Path) -> Result<(String, u64)> {
    let mut file = fs::File::open(path).with_context(|| format!("不能读 {}", path.display()))?;
    let (mut hash, mut total, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let count = file.read(&mut piece).with_context(|| format!("不能读 {}", path.display()))?;
        if count == 0 {
            return Ok((format!("{:x}", hash.finalize()), total));
        }
        hash.update(&piece[..count]);
        total += count as u64;
    }
}
