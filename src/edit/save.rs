//! A changed file on the disk: whole or not at all, in the encoding it had, with what it was before kept.
//!
//! Start at [`History`]. Every state that a save replaces is kept below `.xiaowei/history/`, beside the content and out of
//! what is published; undo and redo go along those of this run of the program.

use super::change::Refused;
use crate::diag::spoken_io_error;
use crate::load::decode_bytes;
use crate::load::encoded_like;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

/// What was before and what was taken back, by the path of a file below the root.
#[derive(Debug, Default)]
pub(crate) struct History(BTreeMap<String, Stacks>);

#[derive(Debug, Default)]
struct Stacks {
    /// States before, the last one last.
    before: Vec<State>,
    /// States that were taken back.
    behind: Vec<State>,
}

/// A state that can come back: in the place of the one with this checksum and of no other, so that nothing that was
/// written elsewhere meanwhile is lost.
#[derive(Debug)]
struct State {
    bytes: Vec<u8>,
    instead_of: String,
}

/// A state of a file that a save replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Past {
    /// Its number in the history, from 1.
    pub(crate) number: usize,
    /// When it was replaced.
    pub(crate) until: Option<SystemTime>,
}

/// How far one can go back and forth.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Saved {
    /// So many states back.
    pub(crate) before: usize,
    /// So many forth.
    pub(crate) behind: usize,
}

/// What says whether a file is the one that was read.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))[..16].to_string()
}

impl History {
    /// Writes the text of a file that still is what `known` says.
    ///
    /// # Errors
    /// It changed meanwhile, cannot be written, or the text cannot be said in its encoding.
    pub(crate) fn save(
        &mut self,
        root: &Path,
        file: &str,
        known: &str,
        text: &str,
    ) -> Result<Saved, Refused> {
        let place = place_of(root, file);
        let old = fs::read(&place).map_err(|error| lost(file, &error))?;
        if checksum(&old) != known {
            return Err(Refused(format!(
                "{file} 刚在别处改过（记事本，或另一个窗口）：重新打开这一页，再改一次"
            )));
        }
        let bytes = encoded_like(&old, text);
        if bytes == old {
            return Ok(self.state(file));
        }
        keep(root, file, &old)?;
        replace(&place, &bytes).map_err(|error| lost(file, &error))?;
        let stacks = self.0.entry(file.to_string()).or_default();
        stacks.before.push(State { bytes: old, instead_of: checksum(&bytes) });
        stacks.behind.clear();
        Ok(self.state(file))
    }

    /// Takes the last save back, or the last taking back.
    ///
    /// # Errors
    /// There is none, the file was changed elsewhere since, or it cannot be written.
    pub(crate) fn step(&mut self, root: &Path, file: &str, forth: bool) -> Result<Saved, Refused> {
        let stacks = self.0.entry(file.to_string()).or_default();
        let from = if forth { &mut stacks.behind } else { &mut stacks.before };
        let Some(state) = from.last() else {
            let what = if forth { "没有可以再做的了" } else { "没有可以退回的了" };
            return Err(Refused(what.into()));
        };
        let place = place_of(root, file);
        let now = fs::read(&place).map_err(|error| lost(file, &error))?;
        if checksum(&now) != state.instead_of {
            return Err(Refused(format!(
                "{file} 在别处改过，退回去会把那些也丢掉，没有退；要看以前的样子，在 .xiaowei/history 里"
            )));
        }
        replace(&place, &state.bytes).map_err(|error| lost(file, &error))?;
        let back = State { instead_of: checksum(&state.bytes), bytes: now };
        from.pop();
        let to = if forth { &mut stacks.before } else { &mut stacks.behind };
        to.push(back);
        Ok(self.state(file))
    }

    /// The states that are kept of a file, the last one first.
    pub(crate) fn states(&self, root: &Path, file: &str) -> Vec<Past> {
        let Ok(folder) = fs::read_dir(history_of(root, file)) else { return Vec::new() };
        let state = |entry: fs::DirEntry| {
            let name = entry.file_name();
            let number = name.to_str()?.split('.').next()?.parse().ok()?;
            Some(Past { number, until: entry.metadata().ok()?.modified().ok() })
        };
        let mut all: Vec<Past> = folder.filter_map(Result::ok).filter_map(state).collect();
        all.sort_by_key(|past| std::cmp::Reverse(past.number));
        all
    }

    /// The text of a kept state.
    ///
    /// # Errors
    /// There is none of this number, or it cannot be read.
    pub(crate) fn read_state(
        &self,
        root: &Path,
        file: &str,
        number: usize,
    ) -> Result<String, Refused> {
        let bytes = fs::read(history_of(root, file).join(name_of(file, number)))
            .map_err(|error| Refused(format!("那一份没有读出来：{}", spoken_io_error(&error))))?;
        decode_bytes(&bytes).ok_or_else(|| Refused("那一份不是文字，没有读出来".into()))
    }

    /// How far one can go.
    pub(crate) fn state(&self, file: &str) -> Saved {
        let stacks = self.0.get(file);
        let count = |of: fn(&Stacks) -> usize| stacks.map_or(0, of);
        Saved { before: count(|s| s.before.len()), behind: count(|s| s.behind.len()) }
    }
}

fn place_of(root: &Path, file: &str) -> PathBuf {
    file.split('/').fold(root.to_path_buf(), |at, part| at.join(part))
}

/// Another file under its name, whole or not at all, as free to others as the old one was; a link stays a link.
fn replace(place: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let place = fs::canonicalize(place)?;
    let permissions = fs::metadata(&place)?.permissions();
    if permissions.readonly() {
        return Err(std::io::ErrorKind::PermissionDenied.into());
    }
    let name = place.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let beside = place.with_file_name(format!(".{name}.tmp"));
    let written = fs::write(&beside, bytes)
        .and_then(|()| fs::set_permissions(&beside, permissions))
        .and_then(|()| fs::rename(&beside, &place));
    if written.is_err() {
        // What could not take its place is nobody's.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Keeps a state, under the next number.
fn keep(root: &Path, file: &str, bytes: &[u8]) -> Result<(), Refused> {
    let folder = history_of(root, file);
    let kept = fs::create_dir_all(&folder).and_then(|()| {
        let count = fs::read_dir(&folder)?.count();
        let state = folder.join(name_of(file, count + 1));
        let written = fs::write(&state, bytes);
        if written.is_err() {
            // Half a state is none.
            let _ = fs::remove_file(&state);
        }
        written
    });
    kept.map_err(|error| {
        Refused(format!("改以前的样子存不下来，没有改：{}", spoken_io_error(&error)))
    })
}

fn history_of(root: &Path, file: &str) -> PathBuf {
    place_of(root, &format!(".xiaowei/history/{file}"))
}

fn name_of(file: &str, number: usize) -> String {
    let ending = Path::new(file).extension().map_or("txt".into(), |e| e.to_string_lossy());
    format!("{number:04}.{ending}")
}

fn lost(file: &str, error: &std::io::Error) -> Refused {
    Refused(format!("{file} 没有改成：{}", spoken_io_error(error)))
}
