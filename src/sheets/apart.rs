//! The sheets of a command of its own, in a folder of its own.
//!
//! Start at [`make_apart`].

use super::job::Extras;
use super::job::Job;
use super::maker::SheetMaker;
use super::maker::Targets;
use crate::board::Workshop;
use crate::diag::Report;
use crate::progress::Progress;
use crate::quantity::Date;
use crate::write::Folder;
use crate::write::Lock;
use anyhow::Context;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// The folder of a command.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnFolder<'p> {
    /// Where it lies.
    pub(crate) out: &'p Path,
    /// Its name.
    pub(crate) name: &'p str,
    /// The date of its words.
    pub(crate) date: Option<Date>,
}

/// Makes the sheets of a command of its own – all of them or none – in a folder of its own. Gives how
/// many there are, and what could not be promised of their folder; `None` when there are errors, which are in the report.
///
/// # Errors
/// The world's: disk, memory.
pub(crate) fn make_apart(
    workshop: &Workshop<'_>,
    jobs: &[Job<'_>],
    to: &OwnFolder<'_>,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<Option<(usize, Option<String>)>> {
    let OwnFolder { out, name, date } = *to;
    fs::create_dir_all(out).with_context(|| format!("不能建立文件夹 {}", out.display()))?;
    let _lock = Lock::take(out)?;
    let mut folder = Folder::open(out, name, false)?.stage(false);
    let extras = Extras::none(workshop.theme())?;
    let mut all = Vec::new();
    {
        let maker = SheetMaker::new(workshop, &extras, Targets { print: &folder, public: &folder });
        let mut typesetter = None;
        progress.stage("画", jobs.len());
        for job in jobs {
            let outcome = maker.make(job, &mut typesetter)?;
            report.extend(outcome.report);
            all.extend(outcome.files);
            progress.step();
        }
    }
    if report.has_errors() {
        return Ok(None);
    }
    all.into_iter().for_each(|made| folder.record(made.staged));
    let done = folder.prepare(date)?.exchange()?;
    Ok(Some((jobs.len(), done.promise)))
}
