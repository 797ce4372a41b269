//! Files → disk: staged beside the target, exchanged whole, only what changed.
//!
//! Start at [`Folder::open`], stage files with [`Staging`], then [`Staging::prepare`] and
//! [`staging::Ready::exchange`]. The new
//! folder is built completely as `.xiaowei-<name>-new`; unchanged files are linked (or copied) from
//! the old one, whatever a person or another program put there is carried over ([`others`]), files of the
//! previous manifest that are no longer made are left out. All of it is flushed to the disk. Then two
//! renames: target → `.xiaowei-<name>-old`, new → target. A kill at any moment leaves the old or the new
//! folder whole; [`repair`], which every run does first, puts the old one back if the kill came between the
//! renames. A target that already holds exactly what is wanted is not touched.
//!
//! A folder that has to stay the one it is (a mount point, one with marks of its own: [`place`]) is exchanged
//! [`inside`], file by file, and the summary says so; after a kill the repair goes on to the end.

mod disk;
mod folder;
mod inside;
mod lock;
mod manifest;
mod others;
mod place;
mod staging;

use anyhow::Result;
use anyhow::bail;
use place::Place;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

pub use disk::write_page;
pub(crate) use folder::Folder;
pub(crate) use lock::Lock;
pub(crate) use manifest::FileEntry;
pub(crate) use manifest::checksum;
pub(crate) use manifest::file_checksum;
pub(crate) use staging::Exchanged;
pub(crate) use staging::Staged;
pub(crate) use staging::Staging;

/// Stops when two folders below `out` would be written into each other, or one that is a link into what is
/// read.
///
/// # Errors
/// They would.
pub(crate) fn refuse_overlap(out: &Path, names: [&str; 2], read: &[PathBuf]) -> Result<()> {
    let real = |name: &str| -> Result<Option<PathBuf>> {
        Ok(fs::canonicalize(Place::find(out, name)?.target).ok())
    };
    let overlap = |a: &Path, b: &Path| a.starts_with(b) || b.starts_with(a);
    let [one, two] = names;
    if let (Some(a), Some(b)) = (real(one)?, real(two)?)
        && overlap(&a, &b)
    {
        bail!(
            "{one} 和 {two} 指向同一个文件夹，或一个在另一个里面；什么也没有动：让它们分开再运行，或用 --out 另选一个文件夹"
        );
    }
    for name in names.into_iter().filter(|name| out.join(name).is_symlink()) {
        let Some(real) = real(name)? else { continue };
        for folder in read.iter().filter_map(|folder| fs::canonicalize(folder).ok()) {
            if overlap(&real, &folder) {
                bail!(
                    "{name} 是一个链接，指向的 {} 是放内容或主题的地方；什么也没有动：删去这个链接再运行，或用 --out 另选一个文件夹",
                    real.display()
                );
            }
        }
    }
    Ok(())
}

/// The folders that the program's commands write.
const FOLDERS: [&str; 4] = ["public", "print", "report", "cast"];

/// Puts right what a killed run left below `out`. Where nothing was left, nothing is touched; where another
/// run is at work, it is its own to put right.
///
/// # Errors
/// Disk trouble.
pub fn repair(out: &Path) -> Result<()> {
    let broken = || {
        let places = FOLDERS.iter().filter_map(|name| Place::find(out, name).ok());
        places.filter(Place::is_left_over)
    };
    if broken().next().is_none() {
        return Ok(());
    }
    let Ok(_lock) = Lock::take(out) else { return Ok(()) };
    for place in broken() {
        place.repair()?;
    }
    Ok(())
}
