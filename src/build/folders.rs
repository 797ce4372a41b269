//! The two folders of a build while they are being made.
//!
//! Start at [`Folders::open`].

use crate::cli::Only;
use crate::config::Config;
use crate::sheets::Made;
use crate::write::Folder;
use crate::write::Lock;
use crate::write::Staging;
use crate::write::refuse_overlap;
use anyhow::Context;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

/// The two folders of a build while they are being made.
pub(super) struct Folders {
    pub(super) print: Staging,
    pub(super) public: Staging,
    out: PathBuf,
    _lock: Lock,
}

impl Folders {
    /// Takes the lock and looks at what is there.
    pub(super) fn open(config: &Config) -> Result<Folders> {
        let out = config.out.clone();
        fs::create_dir_all(&out).with_context(|| format!("不能建立文件夹 {}", out.display()))?;
        let lock = Lock::take(&out)?;
        let partial = config.is_partial();
        refuse_overlap(
            &out,
            ["print", "public"],
            &["content", "themes"].map(|f| config.root.join(f)),
        )?;
        let print = Folder::open(&out, "print", config.verify)?;
        let print = if config.only == Some(Only::Site) {
            print.stage_as_it_is()
        } else {
            print.stage(config.keeps_prints())
        };
        let public = Folder::open(&out, "public", config.verify)?.stage(partial);
        Ok(Folders { print, public, out, _lock: lock })
    }

    /// Takes the files of finished sheets into the lists.
    pub(super) fn take(&mut self, files: Vec<Made>) {
        for Made { staged, is_public } in files {
            let side = if is_public { &mut self.public } else { &mut self.print };
            side.record(staged);
        }
    }

    /// Nothing comes of it: what was made goes, and a folder that was not there before, too.
    pub(super) fn leave(self, is_new: bool) {
        let out = self.out.clone();
        drop(self);
        if is_new {
            let _ = fs::remove_dir(out);
        }
    }
}
