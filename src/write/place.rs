//! Where an output folder really lies, and how its content can be exchanged there.
//!
//! Start at [`Place::find`]. A folder may be a link, a mount point, or carry marks that a new folder would
//! not have: then it stays the folder it is, and files are exchanged inside, one by one.

use super::disk::has_further_marks;
use super::disk::is_mount_point;
use super::disk::is_writable;
use super::disk::remove_folder;
use super::disk::rename;
use super::inside::READY;
use super::inside::roll_forward;
use super::others::Why;
use super::others::rescue;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;

/// Where a folder is made that has to be made inside of the one it is for.
const INSIDE: &str = ".xiaowei-new";

/// How a folder's content is exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The new folder takes the place of the old one: wholly old or wholly new at every moment.
    Swap,
    /// File by file.
    Inside(Why),
}

impl Way {
    /// What is not promised this way, for the summary.
    pub(super) fn promise(self, shown: &str) -> Option<String> {
        let Way::Inside(why) = self else { return None };
        let because = match why {
            Why::Mount => "是挂载点",
            Why::MountBelow => "里面有挂载点",
            Why::Rights => "所在的地方不能建新文件夹",
            Why::Marks => "的属主、权限或里面的东西不能照搬到新文件夹",
        };
        Some(format!(
            "{shown} {because}，不能整个换，是在里面一个文件一个文件地换的：换的那一会儿新旧会混在一起；中途断了，再运行一次就补齐。要整个换，用 --out 放到别的文件夹"
        ))
    }
}

/// An output folder.
#[derive(Debug)]
pub(super) struct Place {
    /// As it is called in messages.
    pub(super) name: String,
    /// The folder itself, links followed.
    pub(super) target: PathBuf,
    /// Where its new content is made.
    pub(super) new: PathBuf,
    /// Where its old content stands between two renames.
    pub(super) old: PathBuf,
    pub(super) way: Way,
    /// What an earlier run may have left of a new content.
    leftovers: [PathBuf; 2],
}

impl Place {
    /// Looks where `<out>/<name>` lies, changing nothing.
    ///
    /// # Errors
    /// It is no folder, or a link that leads nowhere useful.
    pub(super) fn find(out: &Path, name: &str) -> Result<Place> {
        let shown = out.join(name);
        let target = match fs::symlink_metadata(&shown) {
            Err(error) if error.kind() == ErrorKind::NotFound => shown,
            Err(error) => {
                return Err(error).with_context(|| format!("打不开 {}", shown.display()));
            }
            Ok(about) if about.is_dir() => shown,
            Ok(about) if about.is_symlink() => behind(out, &shown)?,
            Ok(_) => bail!(
                "{} 是一个文件，不是文件夹；什么也没有动：把它改名或移走再运行，或用 --out 另选一个文件夹",
                shown.display()
            ),
        };
        let above = target.parent().unwrap_or(out).to_path_buf();
        let stem = target.file_name().unwrap_or(name.as_ref()).to_string_lossy().into_owned();
        let (beside, inside) = (above.join(format!(".xiaowei-{stem}-new")), target.join(INSIDE));
        let stays = if !target.is_dir() {
            None
        } else if is_mount_point(&target) {
            Some(Why::Mount)
        } else if !is_writable(&above) {
            Some(Why::Rights)
        } else {
            has_further_marks(&target).then_some(Why::Marks)
        };
        Ok(Place {
            name: name.into(),
            new: if stays.is_some() { inside.clone() } else { beside.clone() },
            old: above.join(format!(".xiaowei-{stem}-old")),
            way: stays.map_or(Way::Swap, Way::Inside),
            leftovers: [beside, inside],
            target,
        })
    }

    /// Whether an earlier run was ended before it was done.
    pub(super) fn is_left_over(&self) -> bool {
        self.old.exists() || self.leftovers.iter().any(|folder| folder.exists())
    }

    /// Puts right what a run that was killed has left: a folder aside goes back, an exchange inside goes on
    /// to its end, everything else that was begun goes.
    pub(super) fn repair(&self) -> Result<()> {
        if self.old.is_dir() && !self.target.exists() {
            rename(&self.old, &self.target)?;
        }
        for new in &self.leftovers {
            if new.join(READY).is_file() {
                roll_forward(new, &self.target, &self.name)?;
            }
            remove_folder(new)?;
        }
        self.drop_old()
    }

    /// Removes the old content; what somebody put there in the last moment comes along.
    pub(super) fn drop_old(&self) -> Result<()> {
        if self.old.exists() {
            rescue(&self.old, &self.target)?;
            remove_folder(&self.old)?;
        }
        Ok(())
    }
}

/// The folder behind a link.
fn behind(out: &Path, shown: &Path) -> Result<PathBuf> {
    let to = fs::read_link(shown).with_context(|| format!("打不开 {}", shown.display()))?;
    let to = out.join(to);
    let above = to.parent().and_then(|above| fs::canonicalize(above).ok());
    let real = match (fs::canonicalize(&to), above, to.file_name()) {
        (Ok(real), ..) => real,
        // Aside since a run was killed between two renames.
        (Err(_), Some(above), Some(stem))
            if above.join(format!(".xiaowei-{}-old", stem.to_string_lossy())).is_dir() =>
        {
            above.join(stem)
        }
        _ => bail!(
            "{} 是一个链接，它指向的 {} 不存在；什么也没有动：建好那个文件夹，或删去这个链接，再运行",
            shown.display(),
            to.display()
        ),
    };
    if real.exists() && !real.is_dir() {
        bail!(
            "{} 是一个链接，指向的不是文件夹；什么也没有动：把它改名或移走再运行，或用 --out 另选一个文件夹",
            shown.display()
        );
    }
    if fs::canonicalize(out).is_ok_and(|out| out.starts_with(&real)) {
        bail!(
            "{} 是一个链接，指向的是放着它自己的文件夹；什么也没有动：删去这个链接再运行，或用 --out 另选一个文件夹",
            shown.display()
        );
    }
    Ok(real)
}
