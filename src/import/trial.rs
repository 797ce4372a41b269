//! Drafts are held against `check` before any is written: what it would refuse is mended or left out.
//!
//! Start at [`settle`]. A field that `check` does not take is kept as a comment and asked about; a draft that
//! is wrong in another way is not made, and the account says why.

use super::account::Account;
use super::account::Fate;
use super::item::Item;
use super::ledger::Ledger;
use super::pieces::one_line;
use super::pieces::short;
use super::row::Draft;
use super::row::Withheld;
use crate::content::Content;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Severity;
use crate::diag::Sources;
use crate::model::Catalog;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

/// A field that is taken out can bring out another mistake.
const ROUNDS: usize = 6;

/// A draft on trial.
#[derive(Debug)]
pub(super) struct Trial {
    /// Its name.
    pub(super) title: String,
    path: PathBuf,
    code: String,
    item: Item,
    withheld: Withheld,
    draft: Draft,
    /// Why it is not made.
    refused: Option<String>,
}

impl Trial {
    /// A draft of an item, for a place and a code.
    pub(super) fn new(item: Item, title: String, (path, code): (PathBuf, String)) -> Trial {
        let withheld = Withheld::default();
        let draft = Draft::of(&item, title.clone(), &withheld);
        Trial { title, path, code, item, withheld, draft, refused: None }
    }

    /// What became of its cells.
    pub(super) fn fates(&self, ledger: &mut Ledger) {
        let is_made = self.refused.is_none();
        for (said, fate) in self.item.said.iter().zip(&self.draft.fates) {
            let fate = if is_made { *fate } else { Fate::Told };
            ledger.enter(self.item.sheet, &said.at, fate, is_made.then_some(&self.path));
        }
    }

    /// What became of it.
    pub(super) fn account(self) -> Account {
        let Trial { title, path, item, draft, refused, .. } = self;
        let Draft { understood, left, .. } = draft;
        let place = item.place;
        match refused {
            None => Account { place, title, file: Some(path), understood, left },
            Some(why) => {
                let texts: Vec<String> =
                    item.said.iter().map(|said| one_line(&said.text)).collect();
                let left = vec![format!("{why}，没有做：「{}」", short(&texts.join("｜")))];
                Account { place, title, file: None, understood: Vec::new(), left }
            }
        }
    }
}

/// Drafts that `check` takes.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The files to write.
    pub(super) files: Vec<(PathBuf, String)>,
    /// What `check` says when they are written.
    pub(super) report: Report,
    pub(super) sources: Sources,
}

/// Mends the drafts until `check` has nothing against them, and gives the files to write.
pub(super) fn settle(
    content: &Content,
    root: &Path,
    read: (&Catalog, &Theme),
    trials: &mut [Trial],
) -> Settled {
    let name = |trial: &Trial| {
        let shown = trial.path.strip_prefix(root).unwrap_or(&trial.path);
        shown.to_string_lossy().replace('\\', "/")
    };
    let mut settled = Settled::default();
    for round in 0..=ROUNDS {
        let (at, files): (Vec<usize>, Vec<(String, String)>) = trials
            .iter()
            .enumerate()
            .filter(|(_, trial)| trial.refused.is_none())
            .map(|(i, trial)| (i, (name(trial), trial.draft.file(&trial.code))))
            .unzip();
        let (mut report, sources, ids) = content.with_files(read, &files);
        let mut wrong = false;
        let by_id: BTreeMap<FileId, usize> = (0..).zip(&ids).map(|(i, id)| (*id, i)).collect();
        for problem in report.items().iter().filter(|p| p.severity == Severity::Error) {
            let Some(span) = problem.span else { continue };
            let Some(which) = by_id.get(&span.file).copied() else { continue };
            let trial = &mut trials[at[which]];
            wrong = true;
            let key = top_key(&sources.file(span.file).text, span.start as usize);
            let can_mend = key.as_ref().is_some_and(|key| {
                !["编号", "事项名称", "状态"].contains(&key.as_str())
                    && !trial.withheld.contains_key(key)
            });
            match key.filter(|_| can_mend && round < ROUNDS) {
                Some(key) => drop(trial.withheld.insert(key, problem.message.clone())),
                None if trial.withheld.is_empty() || round == ROUNDS || !can_mend => {
                    trial.refused.get_or_insert_with(|| problem.message.clone());
                }
                None => {}
            }
        }
        if !wrong {
            report.sort(&sources);
            (settled.report, settled.sources) = (report, sources);
            break;
        }
        for trial in trials.iter_mut().filter(|trial| trial.refused.is_none()) {
            trial.draft = Draft::of(&trial.item, trial.title.clone(), &trial.withheld);
        }
    }
    let good = trials.iter().filter(|trial| trial.refused.is_none());
    settled.files = good.map(|trial| (trial.path.clone(), trial.draft.file(&trial.code))).collect();
    settled
}

/// The key of the file that a place belongs to.
fn top_key(text: &str, at: usize) -> Option<String> {
    let end = text.get(at..)?.find('\n').map_or(text.len(), |n| at + n);
    let mut lines = text[..end].lines().rev();
    let line = lines.find(|l| !l.starts_with([' ', '#', '-']) && l.contains(':'))?;
    line.split(':').next().map(String::from)
}
