//! An output folder as it is now: which files an earlier run made, and which of them are still whole.
//!
//! Start at [`Folder::open`].

use super::lock::Lock;
use super::manifest::FileEntry;
use super::manifest::Found;
use super::manifest::MANIFEST;
use super::manifest::Manifest;
use super::manifest::below;
use super::manifest::file_checksum;
use super::place::Place;
use super::place::Way;
use anyhow::Result;
use anyhow::bail;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Files up to this size are summed up in every run: a page, a drawing, a picture of the web.
const CHEAP: u64 = 4 << 20;
/// So much of both ends of a larger one is looked at.
const END: usize = 4 << 10;

/// A target folder as it is now.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(super) place: Place,
    pub(super) previous: Manifest,
    /// Whether every file is summed up, not only those that cost little.
    verify: bool,
    /// Which files were looked at and whether they were whole.
    sound: Mutex<BTreeMap<String, bool>>,
    /// A folder behind a link may be the target of several.
    _lock: Option<Lock>,
}

impl Folder {
    /// Looks at `<out>/<name>` after repairing what a killed run may have left. `verify`: all files are
    /// compared with their sums.
    ///
    /// # Errors
    /// Disk trouble; the folder is none, or not ours.
    pub(crate) fn open(out: &Path, name: &str, verify: bool) -> Result<Folder> {
        let place = Place::find(out, name)?;
        let own_place = place.target == out.join(name);
        let lock = match (place.target.parent(), place.way) {
            (Some(above), Way::Swap) if !own_place => {
                let stem = place.target.file_name().unwrap_or_default().to_string_lossy();
                Some(Lock::named(above, &format!(".xiaowei-{stem}-lock"))?)
            }
            _ => None,
        };
        place.repair()?;
        let place = Place::find(out, name)?;
        let previous = match Manifest::find(&place.target) {
            Found::Ours(previous) => previous,
            Found::Nothing => Manifest::default(),
            Found::Other => bail!(
                "{name}/{MANIFEST} 不是小微写的，或者坏了，不知道 {name} 里哪些文件可以换；什么也没有动：把 {name} 改名或移走再运行，或用 --out 另选一个文件夹"
            ),
        };
        Ok(Folder { place, previous, verify, sound: Mutex::default(), _lock: lock })
    }

    /// The previous entry of a path, if its file is still there and whole.
    #[must_use]
    pub(crate) fn previous(&self, path: &str) -> Option<&FileEntry> {
        let entry = self.entry_in_full_length(path)?;
        let mut seen = self.sound.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sound) = seen.get(path) {
            return sound.then_some(entry);
        }
        drop(seen);
        let place = self.place_of(path);
        let sound = if self.verify || entry.bytes <= CHEAP {
            file_checksum(&place).is_ok_and(|(sum, _)| sum == entry.sha256)
        } else {
            has_both_ends(&place)
        };
        seen = self.sound.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(path.into(), sound);
        sound.then_some(entry)
    }

    /// The previous entry of a path, if its file has the length it had.
    pub(super) fn entry_in_full_length(&self, path: &str) -> Option<&FileEntry> {
        let entry = self.previous.entry(path)?;
        let about = fs::symlink_metadata(self.place_of(path)).ok()?;
        if !about.is_file() {
            return None;
        }
        if about.len() != entry.bytes {
            self.is_broken(path);
            return None;
        }
        Some(entry)
    }

    /// Remembers that a file is not what the list says.
    pub(super) fn is_broken(&self, path: &str) {
        self.sound.lock().unwrap_or_else(PoisonError::into_inner).insert(path.into(), false);
    }

    /// The files that were not whole.
    pub(super) fn broken(&self) -> Vec<String> {
        let seen = self.sound.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().filter(|(_, sound)| !**sound).map(|(path, _)| path.clone()).collect()
    }

    pub(super) fn place_of(&self, path: &str) -> PathBuf {
        below(&self.place.target, path)
    }
}

/// Whether a large file has something at its beginning and its end: a disk that lost what it was told
/// leaves zeros.
fn has_both_ends(path: &Path) -> bool {
    let ends = || -> std::io::Result<[Vec<u8>; 2]> {
        let mut file = fs::File::open(path)?;
        let (mut head, mut tail) = (vec![0; END], Vec::new());
        file.read_exact(&mut head)?;
        file.seek(SeekFrom::End(-(END as i64)))?;
        file.read_to_end(&mut tail)?;
        Ok([head, tail])
    };
    ends().is_ok_and(|ends| ends.iter().all(|end| end.iter().any(|byte| *byte != 0)))
}
