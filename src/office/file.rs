//! A finished file → its place: never over another one unasked, never half of one.
//!
//! Start at [`refuse`] before work begins and [`put`] when it is done.

use anyhow::Result;
use anyhow::bail;
use std::fs;
use std::io::ErrorKind;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// Stops early when a file cannot be put at a place: no folder, a folder of that name, a file that is there.
///
/// # Errors
/// With the edit to make.
pub fn refuse(place: &Path, force: bool) -> Result<()> {
    let shown = place.display();
    if place.is_dir() {
        bail!("{shown} 是文件夹；在后面加上文件的名字");
    }
    if let Some(folder) = folder_of(place).filter(|folder| !folder.is_dir()) {
        bail!("没有「{}」这个文件夹；先建好它，或换一个地方", folder.display());
    }
    if fs::symlink_metadata(place).is_ok() && !force {
        bail!("已经有 {shown} 了，没有动它；换一个名字，或加 --force 盖过去");
    }
    Ok(())
}

/// The folder that a file stands in; nothing for the one we are in.
fn folder_of(place: &Path) -> Option<&Path> {
    place.parent().filter(|folder| !folder.as_os_str().is_empty())
}

/// Writes beside the place first and then puts it there; what was written of it goes again when the disk says no.
///
/// # Errors
/// The disk's, a file that somebody has open, one that may not be written.
pub fn put(place: &Path, bytes: &[u8], force: bool) -> Result<()> {
    refuse(place, force)?;
    // A file that its owner protected is not exchanged behind their back: renaming would do it.
    if fs::metadata(place).is_ok_and(|about| about.permissions().readonly()) {
        bail!("{} 是只读的，没有动它；去掉只读，或换一个名字", place.display());
    }
    let beside = beside(place);
    let attempt = || -> std::io::Result<()> {
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, place)
    };
    attempt().map_err(|error| {
        let _ = fs::remove_file(&beside);
        let why = match error.kind() {
            ErrorKind::PermissionDenied => {
                "；它可能正在 Excel、Word 或 WPS 里开着：关掉再运行，或换一个名字"
            }
            _ => "",
        };
        anyhow::Error::from(error).context(format!("不能写 {}{why}", place.display()))
    })
}

/// A name that office programs and the reading of content overlook.
fn beside(place: &Path) -> PathBuf {
    let name = place.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    place.with_file_name(format!(".{name}.xiaowei-new"))
}

/// Reads a file's kind by its ending, in small letters.
#[must_use]
pub fn ending(place: &Path) -> String {
    place.extension().map_or_else(String::new, |e| e.to_string_lossy().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_not_there() -> Result<()> {
        let dir = tempfile::tempdir()?;
        let place = dir.path().join("清单.xlsx");
        put(&place, b"one", false)?;
        assert!(put(&place, b"two", false).is_err());
        assert_eq!(fs::read(&place)?, b"one");
        put(&place, b"two", true)?;
        assert_eq!(fs::read(&place)?, b"two");
        assert_eq!(fs::read_dir(dir.path())?.count(), 1);
        assert!(put(&dir.path().join("没有/清单.xlsx"), b"", false).is_err());
        assert!(put(dir.path(), b"", true).is_err());
        Ok(())
    }
}
