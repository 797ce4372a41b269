//! What was read before: a server that sees one file change reads one file.
//!
//! Start at [`Memory`]. A file is the same as long as its time and length are; whoever knows better (a
//! watcher) says so with [`Memory::forget`].

use super::Read;
use super::photos::Found;
use super::procedure_in;
use crate::diag::Report;
use crate::diag::Sources;
use crate::model::Vocabulary;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

/// Time of the last change and bytes.
pub(super) type Stamp = (Option<SystemTime>, u64);

/// Photos by name, each with the stamp it had.
pub(super) type Photos = BTreeMap<String, (Option<Stamp>, Found)>;

/// Files that were read, with everything that came of them.
#[derive(Debug, Default)]
pub struct Memory {
    procedures: BTreeMap<PathBuf, Remembered>,
    pub(super) photos: Photos,
}

#[derive(Debug)]
struct Remembered {
    stamp: Option<Stamp>,
    read: Read,
    report: Report,
}

/// `None` where there is no file.
pub(super) fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok(), about.len()))
}

impl Memory {
    /// The file has changed, whatever its time says.
    pub fn forget(&mut self, path: &Path) {
        self.procedures.remove(path);
    }

    pub(super) fn procedure_in(
        &mut self,
        root: &Path,
        path: &Path,
        words: &Vocabulary,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Read {
        let now = stamp(path);
        let known = self.procedures.get(path).filter(|known| known.stamp == now && now.is_some());
        if let Some(known) = known {
            report.extend(known.report.clone());
            return known.read.clone();
        }
        let mut own = Report::default();
        let read = procedure_in(root, path, words, sources, &mut own);
        report.extend(own.clone());
        let remembered = Remembered { stamp: now, read: read.clone(), report: own };
        self.procedures.insert(path.into(), remembered);
        read
    }
}
