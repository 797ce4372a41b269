//! Single acts on the disk, with errors that name the place.
//!
//! Start at [`put_file`] and [`remove_folder`]. What std does not ask the system (mount points, further
//! marks of a folder, flushing a whole disk) is asked of rustix, where there is one.

use anyhow::Context;
use anyhow::Result;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use walkdir::WalkDir;

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

/// Removes a folder, if it is there. What hangs in it by a mount is somebody's own and never deleted.
pub(super) fn remove_folder(path: &Path) -> Result<()> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    let folders = WalkDir::new(path).into_iter().flatten().filter(|e| e.file_type().is_dir());
    if let Some(mount) = folders.into_iter().find(|e| is_mount_point(e.path())) {
        anyhow::bail!(
            "不能删除 {}：里面的 {} 是挂载点，先把它卸下再运行",
            path.display(),
            mount.path().display()
        );
    }
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
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

/// Puts a file in the place of another at once; also from one disk to another.
pub(super) fn put_file(from: &Path, to: &Path) -> Result<()> {
    let moved = match fs::rename(from, to) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let mut name = to.file_name().unwrap_or_default().to_os_string();
            name.push(".xiaowei-new");
            let beside = to.with_file_name(name);
            fs::copy(from, &beside)
                .and_then(|_| fs::File::open(&beside)?.sync_all())
                .and_then(|()| fs::rename(&beside, to))
                .and_then(|()| fs::remove_file(from))
        }
        other => other,
    };
    moved.with_context(|| format!("不能写 {}", to.display()))
}

/// Everything written so far below a folder is on the disk before this returns: a rename must never
/// arrive there before what it names.
pub(super) fn flush(folder: &Path) -> Result<()> {
    let context = || format!("不能把 {} 写到磁盘上", folder.display());
    #[cfg(target_os = "linux")]
    {
        let open = fs::File::open(folder).with_context(context)?;
        rustix::fs::syncfs(&open).map_err(std::io::Error::from).with_context(context)
    }
    #[cfg(not(target_os = "linux"))]
    {
        for entry in WalkDir::new(folder).into_iter().flatten() {
            if entry.file_type().is_file() {
                let file = fs::OpenOptions::new().append(true).open(entry.path());
                file.and_then(|f| f.sync_all()).with_context(context)?;
            }
        }
        Ok(())
    }
}

/// The names in a folder are on the disk, where the system can be asked for that.
pub(super) fn flush_names(folder: &Path) {
    // Not every disk can; what is in the files was flushed before.
    let _ = fs::File::open(folder).and_then(|open| open.sync_all());
}

/// Whether something else hangs here.
#[cfg(unix)]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::AtFlags;
        use rustix::fs::CWD;
        use rustix::fs::StatxAttributes;
        use rustix::fs::StatxFlags;
        let flags = AtFlags::SYMLINK_NOFOLLOW;
        let root = StatxAttributes::MOUNT_ROOT;
        if let Ok(about) = rustix::fs::statx(CWD, folder, flags, StatxFlags::BASIC_STATS)
            && about.stx_attributes_mask.contains(root)
        {
            return about.stx_attributes.contains(root);
        }
    }
    let device = |path: &Path| fs::symlink_metadata(path).map(|m| m.dev());
    match (device(folder), device(&folder.join(".."))) {
        (Ok(here), Ok(above)) => here != above,
        _ => false,
    }
}

#[cfg(not(unix))]
pub(super) fn is_mount_point(_folder: &Path) -> bool {
    false
}

/// Whether files and folders can be made in a folder.
pub(super) fn is_writable(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use rustix::fs::Access;
        rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
    }
    #[cfg(not(unix))]
    {
        folder.is_dir()
    }
}

/// Whether a folder carries marks that a new one would not have: lists of access, labels of people.
#[cfg(unix)]
pub(super) fn has_further_marks(folder: &Path) -> bool {
    let mut names = vec![0; 1 << 12];
    match rustix::fs::listxattr(folder, &mut names[..]) {
        // The system's own labels come with every folder.
        Ok(length) => names[..length]
            .split(|byte| *byte == 0)
            .any(|name| !name.is_empty() && !name.starts_with(b"security.")),
        Err(rustix::io::Errno::RANGE) => true,
        Err(_) => false,
    }
}

#[cfg(not(unix))]
pub(super) fn has_further_marks(_folder: &Path) -> bool {
    false
}

/// Gives a folder the owner, the group and the rights of another. False when it cannot be like it.
#[cfg(unix)]
pub(super) fn make_like(from: &Path, to: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::fs::chown;
    let owned = |m: &fs::Metadata| (m.uid(), m.gid(), m.mode() & 0o7777);
    let (Ok(wanted), Ok(now)) = (fs::metadata(from), fs::metadata(to)) else { return false };
    if owned(&wanted) == owned(&now) {
        return true;
    }
    if (wanted.uid(), wanted.gid()) != (now.uid(), now.gid()) {
        let _ = chown(to, Some(wanted.uid()), Some(wanted.gid()));
    }
    let _ = fs::set_permissions(to, wanted.permissions());
    fs::metadata(to).is_ok_and(|now| owned(&now) == owned(&wanted))
}

#[cfg(not(unix))]
pub(super) fn make_like(_from: &Path, _to: &Path) -> bool {
    true
}

/// Writes one page outside the two folders: beside its place first and then put there, so that there
/// is never half of one.
///
/// # Errors
/// The disk's.
pub fn write_page(place: &Path, text: &str) -> Result<()> {
    let beside = place.with_extension("html.new");
    fs::write(&beside, text)
        .and_then(|()| fs::File::open(&beside)?.sync_all())
        .and_then(|()| fs::rename(&beside, place))
        .with_context(|| format!("不能写 {}", place.display()))
}
