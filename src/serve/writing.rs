//! A clerk writes in the browser: one change at a time, said to be good before it is written, or written all the same when the
//! clerk says so.
//!
//! Start at [`Editor::save`]; [`Editor::draft`] says what would come of a change and writes nothing. Which file a change
//! goes into is looked up ([`Place`]); what the browser sends is a place in it. Nothing is written that breaks a rule without
//! being told, and nothing that a person wrote gets lost: see [`crate::edit`].

use super::asked::Asked;
use super::asked::Told;
use super::forms::Forms;
use super::http::TOO_LONG;
use super::place::BODY;
use super::place::Place;
use super::state::Snapshot;
use super::view::problems;
use crate::content::Draft;
use crate::content::with_draft;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Severity;
use crate::diag::Sources;
use crate::diag::spoken_error;
use crate::edit::Change;
use crate::edit::History;
use crate::edit::Past;
use crate::edit::Refused;
use crate::edit::Saved;
use crate::edit::Step;
use crate::edit::Written;
use crate::edit::apply;
use crate::model::Collection;
use crate::model::collection;
use crate::scaffold::write_new;
use crate::theme::Theme;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::UNIX_EPOCH;

/// Writes what a browser asks for.
#[derive(Debug)]
pub(super) struct Editor {
    root: PathBuf,
    history: Mutex<History>,
}

/// A change that is not written yet.
struct Outcome {
    text: String,
    draft: Draft,
    /// It has mistakes that were not there before.
    is_worse: bool,
}

impl Editor {
    pub(super) fn new(root: &Path) -> Editor {
        Editor { root: root.into(), history: Mutex::default() }
    }

    fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The form of a record as JSON: of a list the one at an index.
    ///
    /// # Errors
    /// A sentence for the clerk.
    pub(super) fn form(
        &self,
        now: &Snapshot,
        theme: &Theme,
        of: (&str, Option<usize>),
    ) -> Result<Vec<u8>, Refused> {
        let forms = Forms { root: &self.root, now, theme };
        forms.of(of, |file| self.history().state(file))
    }

    /// Does what a browser asks for, and tells it what came of it, as JSON.
    pub(super) fn save(&self, now: &Snapshot, theme: &Theme, body: &[u8]) -> Vec<u8> {
        let told = understood(body).and_then(|asked| self.write(now, theme, &asked));
        let told = told.unwrap_or_else(|Refused(why)| Told { why: Some(why), ..Told::default() });
        serde_json::to_vec(&told).unwrap_or_default()
    }

    /// What there would be with the change that a browser asks for, and the stem it is about; nothing is written.
    ///
    /// # Errors
    /// The change cannot be made.
    pub(super) fn draft(
        &self,
        now: &Snapshot,
        theme: &Theme,
        body: &[u8],
    ) -> Result<(Asked, String, Draft), Refused> {
        let asked = understood(body)?;
        let place = Place::of(&self.root, now, &asked.stem)?;
        if place.known() != asked.known {
            return Err(changed_elsewhere(&place.file));
        }
        let outcome = self.outcome(now, theme, &place, &asked.changes()?)?;
        Ok((asked, place.file, outcome.draft))
    }

    /// The states of a file that there were, or the text of one of them beside that of now, as JSON.
    pub(super) fn past(&self, now: &Snapshot, stem: &str, number: Option<usize>) -> Vec<u8> {
        let told = Place::of(&self.root, now, stem).and_then(|place| {
            let history = self.history();
            if let Some(number) = number {
                let then = history.read_state(&self.root, &place.file, number)?;
                return Ok(serde_json::json!({ "then": then, "now": place.text }));
            }
            let state = |past: Past| {
                let until = past.until.and_then(|t| t.duration_since(UNIX_EPOCH).ok());
                serde_json::json!({ "number": past.number, "until": until.map(|t| t.as_secs()) })
            };
            let states: Vec<_> =
                history.states(&self.root, &place.file).into_iter().map(state).collect();
            Ok(serde_json::json!({ "file": place.file, "known": place.known(), "states": states }))
        });
        let told = told.unwrap_or_else(|Refused(why)| serde_json::json!({ "why": why }));
        serde_json::to_vec(&told).unwrap_or_default()
    }

    fn outcome(
        &self,
        now: &Snapshot,
        theme: &Theme,
        place: &Place,
        changes: &[Change],
    ) -> Result<Outcome, Refused> {
        let mut yaml = place.text[place.yaml.clone()].to_string();
        let mut body = None;
        for change in changes {
            match new_body(place, change)? {
                Some(new) => body = Some(new),
                None => yaml = apply(&yaml, place.collection.schema, change)?,
            }
        }
        Ok(self.judged(now, theme, &place.file, place.with(&yaml, body.as_deref())))
    }

    fn judged(&self, now: &Snapshot, theme: &Theme, file: &str, text: String) -> Outcome {
        let draft = with_draft(&self.root, theme, file, text.clone());
        let was = errors_in(&now.report, &now.sources, file);
        let is = errors_in(&draft.report, &draft.sources, file);
        let all = |report: &Report| report.count(Severity::Error);
        let is_worse = is > was || all(&draft.report) > all(&now.report);
        Outcome { text, draft, is_worse }
    }

    fn write(&self, now: &Snapshot, theme: &Theme, asked: &Asked) -> Result<Told, Refused> {
        let mut history = self.history();
        let place = match Place::of(&self.root, now, &asked.stem) {
            Ok(place) => place,
            Err(refused) => return self.begin(now, theme, asked, refused),
        };
        if let "undo" | "redo" = asked.act.as_str() {
            let saved = history.step(&self.root, &place.file, asked.act == "redo")?;
            return Ok(told(None, saved));
        }
        if place.known() != asked.known {
            return Err(changed_elsewhere(&place.file));
        }
        let outcome = if asked.act == "back" {
            let text = history.read_state(&self.root, &place.file, asked.state)?;
            self.judged(now, theme, &place.file, text)
        } else {
            self.outcome(now, theme, &place, &asked.changes()?)?
        };
        if outcome.is_worse && !asked.anyway {
            let told = told(Some((&outcome.draft, &place.file)), history.state(&place.file));
            return Ok(Told { is_written: false, ..told });
        }
        let saved = history.save(&self.root, &place.file, &asked.known, &outcome.text)?;
        Ok(told(Some((&outcome.draft, &place.file)), saved))
    }

    /// The first record of a list whose file is not there yet.
    fn begin(
        &self,
        now: &Snapshot,
        theme: &Theme,
        asked: &Asked,
        refused: Refused,
    ) -> Result<Told, Refused> {
        let of = collection(&asked.stem).filter(|of: &&Collection| of.is_optional_list());
        let (Some(of), "add", Some(value)) = (of, asked.act.as_str(), &asked.value) else {
            return Err(refused);
        };
        let file = format!("content/{}", of.home.name());
        let place = self.root.join("content").join(of.home.name());
        // Who knows a file that is gone is told so.
        if place.exists() || !asked.path.is_empty() || !asked.known.is_empty() {
            return Err(refused);
        }
        let text = apply("", of.schema, &Change::Add(Vec::new(), value.clone()))?;
        let outcome = self.judged(now, theme, &file, text);
        let told = told(Some((&outcome.draft, &file)), Saved::default());
        if outcome.is_worse && !asked.anyway {
            return Ok(Told { is_written: false, ..told });
        }
        write_new(&place, &outcome.text).map_err(|error| Refused(spoken_error(&error)))?;
        Ok(told)
    }
}

/// The Markdown that a change asks for; none where it is about a field.
fn new_body(place: &Place, change: &Change) -> Result<Option<String>, Refused> {
    let Change::Set(path, value) = change else { return Ok(None) };
    if !matches!(&path[..], [Step::Key(key)] if key == BODY) {
        return Ok(None);
    }
    let words = match value {
        None => "",
        Some(Written::Text(words)) => words,
        Some(_) => return Err(Refused("这一页旧了：重新打开再改".into())),
    };
    let none = || Refused(format!("{} 不是 .md 文件，没有正文", place.file));
    place.body_with(words).map(Some).ok_or_else(none)
}

fn understood(body: &[u8]) -> Result<Asked, Refused> {
    match serde_json::from_slice::<Asked>(body) {
        Ok(asked) => Ok(asked),
        Err(_) if body == TOO_LONG => Err(Refused("写的太长了，没有存：删短些再存".into())),
        Err(_) => Err(Refused("这一页旧了：重新打开再改".into())),
    }
}

fn changed_elsewhere(file: &str) -> Refused {
    Refused(format!("{file} 刚在别处改过（记事本，或另一个窗口）：重新打开这一页，再改一次"))
}

/// What a browser is told of a file that was written.
fn told(of: Option<(&Draft, &str)>, Saved { before, behind }: Saved) -> Told {
    let problems = of.map_or_else(Vec::new, |(draft, file)| {
        let report = problems_of(&draft.report, &draft.sources, file);
        problems(&report, &draft.sources, Some(file))
    });
    Told { is_written: true, why: None, problems, before, behind }
}

/// How many mistakes a file has.
pub(super) fn errors_in(report: &Report, sources: &Sources, file: &str) -> usize {
    let is_here = |d: &&Diagnostic| {
        d.severity == Severity::Error && d.span.is_some_and(|s| sources.file(s.file).path == file)
    };
    report.items().iter().filter(is_here).count()
}

/// What is said of a file, errors of others too.
pub(super) fn problems_of(report: &Report, sources: &Sources, file: &str) -> Report {
    let mut own = report.clone();
    own.retain(|d| {
        d.severity == Severity::Error || d.span.is_some_and(|s| sources.file(s.file).path == file)
    });
    own
}
