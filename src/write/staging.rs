//! A folder's new content while it is made, and putting it in the old one's place.
//!
//! Start at [`Staging`]; [`Staging::prepare`] does everything that may still fail without a trace, then
//! [`Ready::exchange`] is two renames, or, inside a folder that has to stay, one for each file.

use super::disk::create_folder;
use super::disk::flush;
use super::disk::flush_names;
use super::disk::link;
use super::disk::make_like;
use super::disk::rename;
use super::folder::Folder;
use super::inside::READY;
use super::inside::roll_forward;
use super::inside::set_ready;
use super::manifest::FileEntry;
use super::manifest::MANIFEST;
use super::manifest::Manifest;
use super::manifest::below;
use super::others::Why;
use super::others::carry;
use super::others::refuse_conflicts;
use super::place::Way;
use crate::quantity::Date;
use anyhow::Context;
use anyhow::Result;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;

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
    /// Files of earlier runs that this one has not made again.
    rest: BTreeSet<String>,
    /// Those of them that were made instead of a file, by its path.
    tries: BTreeMap<String, Vec<String>>,
    /// Folders that were made, so that the disk is asked once for each.
    made: Mutex<HashSet<PathBuf>>,
}

/// What an exchange did, as the summary tells it. Paths are below the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Exchanged {
    /// Whether anything had to be done.
    pub(crate) changed: bool,
    /// What could not be promised here.
    pub(crate) promise: Option<String>,
    /// Files of earlier runs that are gone.
    pub(crate) removed: Vec<String>,
    /// Files of earlier runs that are still there and say what is no longer so.
    pub(crate) outdated: Vec<String>,
    /// Files that were not what they had been made.
    pub(crate) broken: Vec<String>,
}

impl Folder {
    /// Begins a new content; nothing is written before the first file that changed. `keep_rest` (a
    /// partial build) keeps every previous file.
    #[must_use]
    pub(crate) fn stage(self, keep_rest: bool) -> Staging {
        let entries: BTreeMap<String, (FileEntry, Origin)> = if keep_rest {
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
        let rest = entries.keys().cloned().collect();
        let mut tries: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (path, (entry, _)) in &entries {
            if let Some(of) = &entry.instead_of {
                tries.entry(of.clone()).or_default().push(path.clone());
            }
        }
        Staging { folder: self, entries, rest, tries, made: Mutex::default() }
    }

    /// For a run that makes nothing for this folder: whatever stands there stays, whole or not. Only what
    /// the list says of its age may change.
    #[must_use]
    pub(crate) fn stage_as_it_is(self) -> Staging {
        let is_there = |e: &&FileEntry| self.place_of(&e.path).is_file();
        let there = self.previous.files.iter().filter(is_there);
        let entries: BTreeMap<String, (FileEntry, Origin)> =
            there.map(|e| (e.path.clone(), (e.clone(), Origin::Old))).collect();
        let rest = entries.keys().cloned().collect();
        let (tries, made) = (BTreeMap::new(), Mutex::default());
        Staging { folder: self, entries, rest, tries, made }
    }
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
        let path = &entry.path;
        let before = self.folder.entry_in_full_length(path);
        if before.is_some_and(|e| e.sha256 == entry.sha256) {
            if fs::read(self.folder.place_of(path)).is_ok_and(|now| now == bytes) {
                return Ok(Staged::kept(entry));
            }
            self.folder.is_broken(path);
        }
        let place = self.place_for(path)?;
        fs::write(&place, bytes).with_context(|| format!("不能写 {}", place.display()))?;
        Ok(Staged::new(entry))
    }

    /// Whether a file of an earlier run is called out of date that was not, or the other way round.
    #[must_use]
    pub(crate) fn has_aged(&self) -> bool {
        self.entries.values().any(|(entry, _)| {
            self.folder.previous.entry(&entry.path).is_some_and(|e| e.outdated != entry.outdated)
        })
    }

    /// The files that are out of date, below the folder.
    #[must_use]
    pub(crate) fn outdated(&self) -> Vec<String> {
        let all = self.entries.values().map(|(entry, _)| entry);
        all.filter(|e| e.outdated).map(|e| e.path.clone()).collect()
    }

    /// The date of the words that the folder's list names now.
    #[must_use]
    pub(crate) fn date_before(&self) -> Option<Date> {
        self.folder.previous.date.as_deref().and_then(Date::parse)
    }

    /// The pictures in the new folder's list that pages show.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &FileEntry> {
        self.entries.values().map(|(entry, _)| entry).filter(|e| e.picture)
    }

    /// A file in the new folder's list.
    #[must_use]
    pub(crate) fn entry(&self, path: &str) -> Option<&FileEntry> {
        self.entries.get(path).map(|(entry, _)| entry)
    }

    /// Takes a staged file into the new folder's list. Earlier tries of it in other resolutions go.
    pub(crate) fn record(&mut self, mut staged: Staged) {
        staged.entry.outdated = false;
        for path in self.tries.remove(&staged.entry.path).unwrap_or_default() {
            if self.rest.remove(&path) {
                self.entries.remove(&path);
            }
        }
        self.rest.remove(&staged.entry.path);
        self.entries.insert(staged.entry.path.clone(), (staged.entry, staged.origin));
    }

    /// What earlier runs made and this one has not.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &FileEntry> {
        self.rest.iter().filter_map(|path| self.entries.get(path)).map(|(entry, _)| entry)
    }

    /// Says of what earlier runs made whether it is out of date; `None` leaves it as it was.
    pub(crate) fn judge_rest(&mut self, is_outdated: impl Fn(&FileEntry) -> Option<bool>) {
        for path in &self.rest {
            if let Some((entry, _)) = self.entries.get_mut(path)
                && let Some(outdated) = is_outdated(entry)
            {
                entry.outdated = outdated;
            }
        }
    }

    /// Leaves out what earlier runs made and nobody will make again.
    pub(crate) fn leave_out_rest(&mut self, is_gone: impl Fn(&FileEntry) -> bool) {
        let entries = &mut self.entries;
        self.rest.retain(|path| {
            let gone = entries.get(path).is_some_and(|(entry, _)| is_gone(entry));
            if gone {
                entries.remove(path);
            }
            !gone
        });
    }

    /// Where a file of the new folder is to be written; its folder exists.
    ///
    /// # Errors
    /// Disk trouble.
    pub(crate) fn place_for(&self, path: &str) -> Result<PathBuf> {
        let new = &self.folder.place.new;
        let place = below(new, path);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if !made.contains(new) {
            create_folder(new)?;
            // Files get the group of the folder they are made in, where it is set to give it.
            make_like(&self.folder.place.target, new);
            made.insert(new.clone());
        }
        if let Some(parent) = place.parent()
            && !made.contains(parent)
        {
            create_folder(parent)?;
            made.insert(parent.into());
        }
        Ok(place)
    }

    /// Completes the new content beside the old one. Nothing of the old one is touched.
    ///
    /// # Errors
    /// Disk trouble; something that is not ours stands where one of the files is to be.
    pub(crate) fn prepare(self, date: Option<Date>) -> Result<Ready> {
        let program = format!("xiaowei {}", env!("CARGO_PKG_VERSION"));
        let files: Vec<FileEntry> = self.entries.values().map(|(e, _)| e.clone()).collect();
        let manifest = Manifest { program, date: date.map(|d| d.to_string()), files };
        let previous = &self.folder.previous;
        let place = &self.folder.place;
        let gone = previous.files.iter().filter(|e| manifest.entry(&e.path).is_none());
        let outdated = manifest.files.iter().filter(|e| e.outdated);
        let path = |e: &FileEntry| e.path.clone();
        let mut told = Exchanged {
            changed: manifest != *previous
                || self.entries.values().any(|(_, origin)| *origin == Origin::New),
            promise: None,
            removed: gone.map(path).collect(),
            outdated: outdated.map(path).collect(),
            broken: self.folder.broken(),
        };
        if !told.changed {
            return Ok(Ready { staging: self, told, way: Way::Swap });
        }
        refuse_conflicts(&place.target, &place.name, previous, manifest.files.iter())?;
        let list = self.place_for(MANIFEST)?;
        let mut text = serde_json::to_string_pretty(&manifest).context("清单写不出来")?;
        text.push('\n');
        fs::write(&list, text).with_context(|| format!("不能写 {}", list.display()))?;
        let mut way = place.way;
        if way == Way::Swap && place.target.exists() {
            let is_made = |path: &str| self.entries.contains_key(path);
            for (path, (_, origin)) in &self.entries {
                if *origin == Origin::Old {
                    link(&self.folder.place_of(path), &self.place_for(path)?)?;
                }
            }
            if let Some(why) = carry(&place.target, &place.new, previous, &is_made)? {
                way = Way::Inside(why);
            }
        }
        flush(&place.new)?;
        told.promise = way.promise(&place.name);
        Ok(Ready { staging: self, told, way })
    }
}

/// A new content that is complete.
#[derive(Debug)]
pub(crate) struct Ready {
    staging: Staging,
    told: Exchanged,
    way: Way,
}

impl Ready {
    /// Puts the new content in the old one's place.
    ///
    /// # Errors
    /// Disk trouble; the old folder is then still there, or the next run's repair ends what was begun.
    pub(crate) fn exchange(self) -> Result<Exchanged> {
        let Ready { staging, mut told, mut way } = self;
        let place = &staging.folder.place;
        if !told.changed {
            return Ok(told);
        }
        if way == Way::Swap && place.target.exists() {
            match fs::rename(&place.target, &place.old) {
                Ok(()) => {}
                // Some systems only say now that something hangs here.
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices
                    ) =>
                {
                    way = Way::Inside(Why::Mount);
                    told.promise = way.promise(&place.name);
                }
                // Said by whoever says it best.
                Err(_) => rename(&place.target, &place.old)?,
            }
        }
        if let Way::Inside(_) = way {
            set_ready(&place.new)?;
            roll_forward(&place.new, &place.target, &place.name)?;
            return Ok(told);
        }
        if let Err(error) = rename(&place.new, &place.target) {
            // The old folder is put back at once; if even that fails, the next run's repair does it.
            let _ = fs::rename(&place.old, &place.target);
            return Err(error);
        }
        if let Some(above) = place.target.parent() {
            flush_names(above);
        }
        // The exchange is done; an old folder that something holds open goes at the next run.
        let _ = place.drop_old();
        Ok(told)
    }
}

impl Drop for Staging {
    /// A build that fails leaves no half-made folder behind; one that is complete is left to the repair.
    fn drop(&mut self) {
        let new = &self.folder.place.new;
        if !new.join(READY).exists() {
            let _ = fs::remove_dir_all(new);
        }
    }
}
