//! Single acts on the disk, with errors that name the place.
//!
//! Start at [`repair`], which every run does first.

use anyhow::Context;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Puts back what a kill between the two renames left aside, and removes leftovers.
pub(super) fn repair(target: &Path, new: &Path, old: &Path) -> Result<()> {
    if old.exists() && !target.exists() {
        rename(old, target)?;
    }
    remove_folder(old)?;
    remove_folder(new)
}

/// Puts a folder in the place of another, with what a clerk can do when that fails.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| {
        format!(
            "不能把 {} 换成 {}：请关闭正在打开这个文件夹的程序，再试一次",
            from.display(),
            to.display()
        )
    })
}

/// Makes a folder and those above it.
pub(super) fn create_folder(path: &Path) -> Result<()> {
    // Most lie in a folder that is there; asking for the whole way costs three calls more.
    if fs::create_dir(path).is_ok() {
        return Ok(());
    }
    fs::create_dir_all(path).with_context(|| format!("不能建立文件夹 {}", path.display()))
}

/// Removes a folder, if it is there.
pub(super) fn remove_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("不能删除 {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// A link where the disk can, else a copy.
pub(super) fn link(from: &Path, to: &Path) -> Result<()> {
    if fs::hard_link(from, to).is_err() {
        fs::copy(from, to).with_context(|| format!("不能复制 {}", from.display()))?;
    }
    Ok(())
}

/// Writes one page outside the two folders: beside its place first and then put there, so that there
/// is never half of one.
///
/// # Errors
/// The disk's.
pub fn write_page(place: &Path, text: &str) -> Result<()> {
    let beside = place.with_extension("html.new");
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, place))
        .with_context(|| format!("不能写 {}", place.display()))
}
