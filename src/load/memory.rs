//! What was read before: a server that sees one file change reads one file.
//!
//! Start at [`Memory`]. A file is the same as long as its time and length are; whoever knows better (a
//! watcher) says so with [`Memory::forget`].

use super::document::Read;
use super::photos::Photos;
use super::photos::Stamp;
use super::photos::stamp;
use crate::diag::FileId;
use crate::diag::Report;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

/// What a file gives: its number, unless it could not be opened, and the record or, as far as it could be
/// read, its key.
pub(super) type Found = (Option<FileId>, Read);

/// Files that were read, with everything that came of them.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    files: BTreeMap<PathBuf, Remembered>,
    pub(super) photos: Photos,
}

#[derive(Debug)]
struct Remembered {
    stamp: Option<Stamp>,
    found: Found,
    report: Report,
}

impl Memory {
    /// The file has changed, whatever its time says.
    pub(crate) fn forget(&mut self, path: &Path) {
        self.files.remove(path);
    }

    /// What a file gave last time, else what `read` gives; its problems go to `report` either way.
    pub(super) fn or_read(
        &mut self,
        path: &Path,
        report: &mut Report,
        read: impl FnOnce(&mut Report) -> Found,
    ) -> Found {
        let now = stamp(path);
        let known = self.files.get(path).filter(|known| known.stamp == now && now.is_some());
        if let Some(known) = known {
            report.extend(known.report.clone());
            return known.found.clone();
        }
        let mut own = Report::default();
        let found = read(&mut own);
        report.extend(own.clone());
        // What could not be opened may be opened the next time, though nothing of it has changed.
        if found.0.is_none() {
            return found;
        }
        let remembered = Remembered { stamp: now, found: found.clone(), report: own };
        self.files.insert(path.into(), remembered);
        found
    }
}
