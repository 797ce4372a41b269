//! What is not ours in an output folder: it is never overwritten, and comes along when folders are exchanged.
//!
//! Start at [`refuse_conflicts`] and [`carry`]. Ours is what the folder's own list names and what still is a
//! plain file; everything else – links, empty folders, pipes, files of other programs – is somebody's.

use super::disk::create_folder;
use super::disk::has_further_marks;
use super::disk::is_mount_point;
use super::disk::make_like;
use super::manifest::FileEntry;
use super::manifest::Found;
use super::manifest::MANIFEST;
use super::manifest::Manifest;
use super::manifest::below;
use super::manifest::file_checksum;
use crate::paths::portable_path;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use walkdir::DirEntry;
use walkdir::WalkDir;

/// Why a folder has to stay the one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Mount,
    MountBelow,
    /// Nothing can be made beside it.
    Rights,
    /// It has an owner, rights or labels that a new one cannot be given, or things that cannot be carried.
    Marks,
}

/// What is said of a thing that stands where a file of ours is to be.
pub(super) fn in_the_way(shown: &str, path: &str) -> String {
    format!(
        "{shown}/{path} 不是小微做的，不能盖掉；什么也没有动：把它改名或移走再运行，或用 --out 另选一个文件夹"
    )
}

/// Stops when anything that is not ours stands where one of these files is to be; all of it is named.
pub(super) fn refuse_conflicts<'e>(
    target: &Path,
    shown: &str,
    previous: &Manifest,
    wanted: impl Iterator<Item = &'e FileEntry>,
) -> Result<()> {
    /// So many are named; more are counted.
    const NAMED: usize = 20;
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    let mut found: Vec<&str> = Vec::new();
    for entry in wanted {
        let path = entry.path.as_str();
        let mut is_closed = false;
        for (end, _) in path.match_indices('/') {
            let folder = &path[..end];
            is_closed |= found.contains(&folder);
            if !folders.insert(folder) {
                continue;
            }
            let about = fs::symlink_metadata(below(target, folder));
            let is_ours = previous.entry(folder).is_some();
            if about.is_ok_and(|m| !(m.is_dir() || m.is_file() && is_ours)) {
                found.push(folder);
                is_closed = true;
            }
        }
        let place = below(target, path);
        let Some(about) = fs::symlink_metadata(&place).ok().filter(|_| !is_closed) else {
            continue;
        };
        let may_go = if about.is_dir() {
            is_wholly_ours(target, &place, previous)
        } else {
            about.is_file() && (previous.entry(path).is_some() || is_same(&place, entry))
        };
        if !may_go {
            found.push(path);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let count = found.len();
    let named = found.iter().take(NAMED).map(|path| format!("{shown}/{path}"));
    let more = if count > NAMED { format!(" 等 {count} 个文件") } else { String::new() };
    let named = format!("{}{more}", named.collect::<Vec<_>>().join("、"));
    if previous.program.is_empty() {
        bail!(
            "{shown} 里没有小微的清单 {MANIFEST}（清单删了，或这个文件夹本来就不是小微做的），这些文件不能盖掉：{named}；什么也没有动：把 {shown} 改名或移走再运行，会全部重新做好，或用 --out 另选一个文件夹"
        );
    }
    if let [one] = found[..] {
        bail!(in_the_way(shown, one));
    }
    bail!(
        "这些不是小微做的，不能盖掉：{named}；什么也没有动：把它们改名或移走再运行，或用 --out 另选一个文件夹"
    )
}

/// Whether a plain file is what an entry says, byte for byte.
pub(super) fn is_same(place: &Path, entry: &FileEntry) -> bool {
    fs::symlink_metadata(place).is_ok_and(|m| m.is_file() && m.len() == entry.bytes)
        && file_checksum(place).is_ok_and(|(sum, _)| sum == entry.sha256)
}

/// Whether a folder holds files of ours and nothing else.
fn is_wholly_ours(target: &Path, folder: &Path, previous: &Manifest) -> bool {
    let mut files = 0;
    for entry in WalkDir::new(folder) {
        let Ok(entry) = entry else { return false };
        if !entry.file_type().is_dir() {
            files += 1;
            if !is_ours(target, &entry, previous) {
                return false;
            }
        }
    }
    files > 0
}

fn is_ours(target: &Path, entry: &DirEntry, previous: &Manifest) -> bool {
    let path = portable_path(target, entry.path());
    entry.file_type().is_file() && (path == MANIFEST || previous.entry(&path).is_some())
}

/// Brings everything that is not ours from the folder into the one that takes its place, and makes that
/// one's folders like the old ones. `Some` when not all of it can be brought: then nothing is lost, and the
/// folder has to stay the one it is.
pub(super) fn carry(
    target: &Path,
    new: &Path,
    previous: &Manifest,
    is_made: &dyn Fn(&str) -> bool,
) -> Result<Option<Why>> {
    let mut ours: BTreeSet<&str> = BTreeSet::new();
    for entry in &previous.files {
        ours.extend(entry.path.match_indices('/').map(|(end, _)| &entry.path[..end]));
    }
    let mut done: BTreeSet<PathBuf> = BTreeSet::new();
    for entry in WalkDir::new(target).sort_by_file_name() {
        let entry = entry.map_err(|error| unreadable(target, &error))?;
        let below_it = entry.path().strip_prefix(target).unwrap_or(entry.path());
        let path = portable_path(target, entry.path());
        if entry.file_type().is_dir() {
            if entry.depth() > 0 && is_mount_point(entry.path()) {
                return Ok(Some(Why::MountBelow));
            }
            let is_wanted = entry.depth() == 0 || new.join(below_it).is_dir();
            if (is_wanted || !ours.contains(path.as_str()))
                && !make_way(target, new, below_it, &mut done)?
            {
                return Ok(Some(Why::Marks));
            }
            continue;
        }
        if is_ours(target, &entry, previous) || is_made(&path) {
            continue;
        }
        let folder = below_it.parent().unwrap_or(Path::new(""));
        let carried =
            make_way(target, new, folder, &mut done)? && link_anything(&entry, &new.join(below_it));
        if !carried {
            return Ok(Some(Why::Marks));
        }
    }
    Ok(None)
}

/// Makes a folder and those above it like those of the old content. False when that cannot be.
fn make_way(
    target: &Path,
    new: &Path,
    below_it: &Path,
    done: &mut BTreeSet<PathBuf>,
) -> Result<bool> {
    let mut way = PathBuf::new();
    for part in std::iter::once(Path::new("")).chain(below_it.iter().map(Path::new)) {
        way.push(part);
        if done.contains(&way) {
            continue;
        }
        let (from, to) = (target.join(&way), new.join(&way));
        create_folder(&to)?;
        if has_further_marks(&from) || !make_like(&from, &to) {
            return Ok(false);
        }
        done.insert(way.clone());
    }
    Ok(true)
}

/// A second name for a file, a link, a pipe: the very same thing, so nothing of it is lost.
fn link_anything(entry: &DirEntry, to: &Path) -> bool {
    if fs::hard_link(entry.path(), to).is_ok() {
        return true;
    }
    #[cfg(unix)]
    if entry.file_type().is_symlink() {
        let lead = fs::read_link(entry.path());
        return lead.is_ok_and(|lead| std::os::unix::fs::symlink(lead, to).is_ok());
    }
    false
}

/// What appeared in the old content after it was looked through.
pub(super) fn rescue(old: &Path, target: &Path) -> Result<()> {
    let previous = match Manifest::find(old) {
        Found::Ours(previous) => previous,
        _ => Manifest::default(),
    };
    for entry in WalkDir::new(old) {
        let entry = entry.map_err(|error| unreadable(old, &error))?;
        if entry.file_type().is_dir() || is_ours(old, &entry, &previous) {
            continue;
        }
        let to = target.join(entry.path().strip_prefix(old).unwrap_or(entry.path()));
        if fs::symlink_metadata(&to).is_ok() {
            continue;
        }
        if let Some(folder) = to.parent() {
            create_folder(folder)?;
        }
        fs::rename(entry.path(), &to).with_context(|| format!("不能写 {}", to.display()))?;
    }
    Ok(())
}

fn unreadable(folder: &Path, error: &walkdir::Error) -> anyhow::Error {
    let at = error.path().unwrap_or(folder).display();
    anyhow::anyhow!("打不开 {at}，不知道里面有什么；什么也没有动：放开它的权限，或把它移走，再运行")
}
