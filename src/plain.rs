//! Plain files inside a folder: what content and themes are made of.
//!
//! Start at [`read_plain`]. A link may lead from one file to another below the same folder, nowhere else: what
//! lies outside would be published. What is no plain file – a pipe, a device – is never opened, because it may
//! keep whoever reads it waiting for ever.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is none.
    Absent,
    /// A link to a file that is not there.
    Broken,
    /// A link that leads out of the folder.
    Outside,
    /// A folder, a pipe, a device.
    NotPlain,
    /// So many bytes.
    TooLarge(u64),
    /// No right to, or the disk's trouble.
    Unreadable,
}

impl Refused {
    /// What is wrong and what to do, of a file that is there; `folder` is what the outside is outside of.
    pub(crate) fn spoken(self, folder: &str) -> (String, &'static str) {
        match self {
            Refused::Outside => (
                format!("这是一个链接，指向{folder}外面"),
                "把文件本身复制到这里；外面的文件不读，免得不该公开的东西上网",
            ),
            Refused::Broken => {
                ("这是一个链接，它指向的文件不存在".into(), "删去链接，放上文件本身")
            }
            Refused::NotPlain => {
                ("它不是普通的文件，没有读".into(), "删去它，放上普通的文件；没有用就移到别处")
            }
            Refused::TooLarge(bytes) => {
                (format!("文件有 {} KB，太大，没有读", bytes / 1024), "换一个小的，或移到别处")
            }
            Refused::Absent | Refused::Unreadable => {
                ("打不开这个文件或文件夹".into(), "检查它是否被别的程序占用，或没有读取权限")
            }
        }
    }
}

/// The bytes of a plain file, at most `limit` of them. The folders on its way are the caller's to look at
/// ([`leads_outside`]).
///
/// # Errors
/// Why it is not read.
pub(crate) fn read_plain(base: &Path, path: &Path, limit: u64) -> Result<Vec<u8>, Refused> {
    let mut about = fs::symlink_metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Refused::Absent,
        _ => Refused::Unreadable,
    })?;
    if about.is_symlink() {
        about = fs::metadata(path).map_err(|_| Refused::Broken)?;
        if leads_outside(base, path) {
            return Err(Refused::Outside);
        }
    }
    if !about.is_file() {
        return Err(Refused::NotPlain);
    }
    if about.len() > limit {
        return Err(Refused::TooLarge(about.len()));
    }
    fs::read(path).map_err(|_| Refused::Unreadable)
}

/// Whether a file or folder that is there lies outside of another folder, links followed.
pub(crate) fn leads_outside(base: &Path, path: &Path) -> bool {
    match (fs::canonicalize(base), fs::canonicalize(path)) {
        (Ok(base), Ok(path)) => !path.starts_with(base),
        _ => false,
    }
}
