//! Files → disk: staged beside the target, exchanged whole, only what changed.
//!
//! Start at [`Folder::open`], stage files with [`Staging`], end with [`Staging::exchange`]. The new
//! folder is built completely as `.xiaowei-<name>-new`; unchanged files are linked (or copied) from
//! the old one, files a person put there are carried over, files of the previous manifest that are
//! no longer made are left out. Then two renames: target → `.xiaowei-<name>-old`, new → target. A
//! kill at any moment leaves the old or the new folder whole; [`repair`], which every run does
//! first, puts the old one back if the kill came between the renames. A target that already holds
//! exactly what is wanted is not touched.

mod disk;
mod lock;
mod manifest;

use crate::quantity::Date;
use anyhow::Context;
use anyhow::Result;
use disk::create_folder;
use disk::link;
use disk::remove_folder;
use disk::rename;
use disk::repair;
use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;
use walkdir::WalkDir;

pub use disk::write_page;
pub(crate) use lock::Lock;
pub(crate) use manifest::FileEntry;
pub(crate) use manifest::MANIFEST;
pub(crate) use manifest::Manifest;
pub(crate) use manifest::checksum;
pub(crate) use manifest::file_checksum;

/// A target folder as it is now.
#[derive(Debug)]
pub(crate) struct Folder {
    target: PathBuf,
    new: PathBuf,
    old: PathBuf,
    previous: Manifest,
}

impl Folder {
    /// Looks at `<out>/<name>` after repairing what a killed run may have left.
    ///
    /// # Errors
    /// Disk trouble.
    pub(crate) fn open(out: &Path, name: &str) -> Result<Folder> {
        let folder = Folder::look(out, name);
        repair(&folder.target, &folder.new, &folder.old)?;
        Ok(Folder::look(out, name))
    }

    /// Looks at `<out>/<name>` as it is, changing nothing.
    #[must_use]
    pub(crate) fn look(out: &Path, name: &str) -> Folder {
        let target = out.join(name);
        let new = out.join(format!(".xiaowei-{name}-new"));
        let old = out.join(format!(".xiaowei-{name}-old"));
        let text = fs::read(target.join(MANIFEST)).unwrap_or_default();
        let mut previous: Manifest = serde_json::from_slice(&text).unwrap_or_default();
        previous.files.sort_by(|a, b| a.path.cmp(&b.path));
        Folder { target, new, old, previous }
    }

    /// The previous entry of a path, if its file is still there in full length.
    #[must_use]
    pub(crate) fn previous(&self, path: &str) -> Option<&FileEntry> {
        let entry = self.previous.entry(path)?;
        let length = fs::metadata(self.place(path)).ok()?.len();
        (length == entry.bytes).then_some(entry)
    }

    /// The pictures of the folder that pages show.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &FileEntry> {
        let shown = |e: &&FileEntry| e.picture && !e.superseded && self.previous(&e.path).is_some();
        self.previous.files.iter().filter(shown)
    }

    fn place(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.target.clone(), |folder, part| folder.join(part))
    }

    /// Begins a new content; nothing is written before the first file that changed. `keep_rest` (a
    /// partial build) keeps every previous file.
    #[must_use]
    pub(crate) fn stage(self, keep_rest: bool) -> Staging {
        let entries = if keep_rest {
            let there = |e: &&FileEntry| self.previous(&e.path).is_some();
            self.previous
                .files
                .iter()
                .filter(there)
                .map(|e| (e.path.clone(), (e.clone(), Origin::Old)))
                .collect()
        } else {
            BTreeMap::new()
        };
        Staging { folder: self, entries, made: Mutex::default() }
    }
}

/// A file whose bytes are where they belong, not yet in the new folder's list.
#[derive(Debug, Clone)]
pub(crate) struct Staged {
    /// What the list will say of it.
    pub entry: FileEntry,
    origin: Origin,
}

impl Staged {
    /// Written to [`Staging::place_for`].
    #[must_use]
    pub(crate) fn new(entry: FileEntry) -> Staged {
        Staged { entry, origin: Origin::New }
    }

    /// As it is in the old folder, under a (perhaps changed) entry.
    #[must_use]
    pub(crate) fn kept(entry: FileEntry) -> Staged {
        Staged { entry, origin: Origin::Old }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Origin {
    /// As it is in the old folder.
    Old,
    /// Written into the new folder.
    New,
}

/// A folder being made.
#[derive(Debug)]
pub(crate) struct Staging {
    folder: Folder,
    entries: BTreeMap<String, (FileEntry, Origin)>,
    /// Folders that were made, so that the disk is asked once for each.
    made: Mutex<HashSet<PathBuf>>,
}

impl Staging {
    /// The folder as it was.
    #[must_use]
    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Stages plain bytes; a file that is the same already is kept.
    ///
    /// # Errors
    /// Disk trouble.
    pub(crate) fn put(&mut self, entry: FileEntry, bytes: &[u8]) -> Result<()> {
        let staged = self.stage_bytes(entry, bytes)?;
        self.record(staged);
        Ok(())
    }

    /// The writing half of [`Staging::put`], for several threads at once; what it gives is to be
    /// [recorded](Staging::record).
    ///
    /// # Errors
    /// Disk trouble.
    pub(crate) fn stage_bytes(&self, entry: FileEntry, bytes: &[u8]) -> Result<Staged> {
        let same = self.folder.previous(&entry.path).is_some_and(|e| e.sha256 == entry.sha256)
            && fs::read(self.folder.place(&entry.path)).is_ok_and(|now| now == bytes);
        if same {
            return Ok(Staged::kept(entry));
        }
        let place = self.place_for(&entry.path)?;
        fs::write(&place, bytes).with_context(|| format!("不能写 {}", place.display()))?;
        Ok(Staged::new(entry))
    }

    /// The pictures in the new folder's list that pages show.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &FileEntry> {
        self.entries.values().map(|(entry, _)| entry).filter(|e| e.picture && !e.superseded)
    }

    /// Takes a staged file into the new folder's list.
    pub(crate) fn record(&mut self, staged: Staged) {
        self.entries.insert(staged.entry.path.clone(), (staged.entry, staged.origin));
    }

    /// Older pictures of the same sheet are no longer the one that pages show.
    pub(crate) fn supersede(&mut self, current: &FileEntry) {
        for (entry, _) in self.entries.values_mut() {
            let same =
                entry.kind.is_some() && entry.kind == current.kind && entry.code == current.code;
            if same && entry.picture && entry.path != current.path {
                entry.superseded = true;
            }
        }
    }

    /// Where a file of the new folder is to be written; its folder exists.
    ///
    /// # Errors
    /// Disk trouble.
    pub(crate) fn place_for(&self, path: &str) -> Result<PathBuf> {
        let place = path.split('/').fold(self.folder.new.clone(), |folder, part| folder.join(part));
        if let Some(parent) = place.parent() {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            if !made.contains(parent) {
                create_folder(parent)?;
                made.insert(parent.into());
            }
        }
        Ok(place)
    }

    /// Completes the new folder and puts it in the old one's place. False when nothing had to be
    /// done.
    ///
    /// # Errors
    /// Disk trouble; the old folder is then still there.
    pub(crate) fn exchange(self, date: Option<Date>) -> Result<bool> {
        let program = format!("xiaowei {}", env!("CARGO_PKG_VERSION"));
        let files: Vec<FileEntry> = self.entries.values().map(|(e, _)| e.clone()).collect();
        let manifest = Manifest { program, date: date.map(|d| d.to_string()), files };
        let unchanged = manifest == self.folder.previous
            && self.entries.values().all(|(_, origin)| *origin == Origin::Old);
        let Folder { target, new, old, previous } = &self.folder;
        if unchanged {
            return Ok(false);
        }
        create_folder(new)?;
        for (path, (_, origin)) in &self.entries {
            if *origin == Origin::Old {
                link(&self.folder.place(path), &self.place_for(path)?)?;
            }
        }
        self.carry_over(target, previous)?;
        let mut text = serde_json::to_string_pretty(&manifest).context("清单写不出来")?;
        text.push('\n');
        let list = new.join(MANIFEST);
        fs::write(&list, text).with_context(|| format!("不能写 {}", list.display()))?;
        if target.exists() {
            rename(target, old)?;
        }
        if let Err(error) = rename(new, target) {
            // The old folder is put back at once; if even that fails, the next run's repair does it.
            let _ = fs::rename(old, target);
            return Err(error);
        }
        // The exchange is done; an old folder that something holds open goes at the next run.
        let _ = remove_folder(old);
        Ok(true)
    }

    /// What a person put into the folder stays.
    fn carry_over(&self, target: &Path, previous: &Manifest) -> Result<()> {
        for entry in WalkDir::new(target).sort_by_file_name().into_iter().flatten() {
            let path = crate::paths::portable_path(target, entry.path());
            if !entry.file_type().is_file() || path == MANIFEST {
                continue;
            }
            let ours = previous.entry(&path).is_some();
            if !ours && !self.entries.contains_key(&path) {
                link(entry.path(), &self.place_for(&path)?)?;
            }
        }
        Ok(())
    }
}

impl Drop for Staging {
    /// A build that fails leaves no half-made folder behind.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder.new);
    }
}
