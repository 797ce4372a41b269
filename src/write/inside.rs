//! Exchanging files inside a folder that has to stay the one it is.
//!
//! Start at [`roll_forward`]. Everything new lies ready in a folder of its own, with its list; from the moment
//! [`READY`] stands there too, the exchange is only ever finished: by this run or, after a kill, by the
//! repair of the next one.

use super::disk::create_folder;
use super::disk::put_file;
use super::disk::remove_folder;
use super::manifest::FileEntry;
use super::manifest::Found;
use super::manifest::MANIFEST;
use super::manifest::Manifest;
use super::manifest::below;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use std::fs;
use std::path::Path;

/// The mark of a new content that is complete.
pub(super) const READY: &str = ".ready";

/// Sets the mark.
pub(super) fn set_ready(new: &Path) -> Result<()> {
    let mark = new.join(READY);
    fs::write(&mark, "")
        .and_then(|()| fs::File::open(&mark)?.sync_all())
        .with_context(|| format!("不能写 {}", mark.display()))
}

/// Moves what is new into the folder, takes away what is no longer made, and the list comes last: as long
/// as it is the old one, all of it can be done once more.
pub(super) fn roll_forward(new: &Path, target: &Path, shown: &str) -> Result<()> {
    let wanted = match Manifest::find(new) {
        Found::Ours(wanted) => wanted,
        // The list is where it belongs already: only what is empty is left here.
        Found::Nothing => return remove_folder(new),
        Found::Other => bail!("{} 里的清单读不出来：删去这个文件夹，再运行", new.display()),
    };
    let previous = match Manifest::find(target) {
        Found::Ours(previous) => previous,
        _ => Manifest::default(),
    };
    create_folder(target)?;
    let gone: Vec<&FileEntry> =
        previous.files.iter().filter(|e| wanted.entry(&e.path).is_none()).collect();
    // A file where a folder is to be, and the other way round, go first.
    for entry in gone.iter().filter(|e| stands_in_the_way(&e.path, &wanted)) {
        take_away(target, entry)?;
    }
    for entry in &wanted.files {
        let (from, to) = (below(new, &entry.path), below(target, &entry.path));
        if !from.is_file() {
            continue;
        }
        if let Some(folder) = to.parent() {
            create_folder_in(target, folder)?;
        }
        let theirs = previous.entry(&entry.path).is_none();
        if theirs && fs::symlink_metadata(&to).is_ok() && !super::others::is_same(&to, entry) {
            bail!("{}", super::others::in_the_way(shown, &entry.path));
        }
        put_file(&from, &to)?;
    }
    for entry in gone {
        take_away(target, entry)?;
    }
    put_file(&new.join(MANIFEST), &target.join(MANIFEST))?;
    remove_folder(new)
}

/// A folder of our own below the target; what was there stays.
fn create_folder_in(target: &Path, folder: &Path) -> Result<()> {
    if folder == target || folder.is_dir() { Ok(()) } else { create_folder(folder) }
}

fn stands_in_the_way(path: &str, wanted: &Manifest) -> bool {
    let under = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('/'));
    wanted.files.iter().any(|e| under(&e.path, path) || under(path, &e.path))
}

/// Removes a file of ours and the folders that are empty without it; what a person made of it stays.
fn take_away(target: &Path, entry: &FileEntry) -> Result<()> {
    let place = below(target, &entry.path);
    if !fs::symlink_metadata(&place).is_ok_and(|m| m.is_file()) {
        return Ok(());
    }
    fs::remove_file(&place).with_context(|| format!("不能删除 {}", place.display()))?;
    let mut above = place.parent();
    while let Some(folder) = above.filter(|f| *f != target) {
        // It is not empty: somebody still needs it.
        if fs::remove_dir(folder).is_err() {
            break;
        }
        above = folder.parent();
    }
    Ok(())
}
