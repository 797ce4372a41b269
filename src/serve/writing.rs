//! A clerk writes in the browser: one change at a time, said to be good before it is written, or written all the same when the
//! clerk says so.
//!
//! Start at [`Editor::form`] and [`Editor::save`]. Which file a change goes into is looked up here; what the browser sends
//! is a place in it. Nothing is written that breaks a rule without being told, and nothing that a person wrote gets
//! lost: see [`crate::edit`].

use super::finding::Answer;
use super::finding::Pointed;
use super::finding::find;
use super::form::Choices;
use super::form::FieldView;
use super::form::form;
use super::form::person_words;
use super::form::title;
use super::http::TOO_LONG;
use super::state::Snapshot;
use super::view::ProblemView;
use super::view::problems;
use crate::content::with_draft;
use crate::diag::Report;
use crate::diag::Severity;
use crate::diag::Sources;
use crate::edit::Change;
use crate::edit::History;
use crate::edit::Refused;
use crate::edit::Step;
use crate::edit::Written;
use crate::edit::apply;
use crate::edit::checksum;
use crate::edit::read;
use crate::load::decode_bytes;
use crate::load::yaml_part;
use crate::model::COLLECTIONS;
use crate::model::Collection;
use crate::model::Home;
use crate::model::PROCEDURES;
use crate::model::collection;
use crate::theme::Theme;
use crate::yaml::NodeKind;
use serde::Deserialize;
use serde::Serialize;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Writes what a browser asks for.
#[derive(Debug)]
pub(super) struct Editor {
    root: PathBuf,
    history: Mutex<History>,
}

/// What a browser sends.
#[derive(Debug, Deserialize)]
struct Asked {
    /// The code of a procedure, else the name of a collection.
    stem: String,
    /// Of the file as the browser knows it.
    known: String,
    /// `set`, `add`, `drop`, `up`, `undo`, `redo`.
    act: String,
    #[serde(default)]
    path: Vec<Step>,
    value: Option<Written>,
    /// Also when it breaks a rule.
    #[serde(default)]
    anyway: bool,
}

/// What a browser is told.
#[derive(Debug, Default, Serialize)]
struct Told {
    is_written: bool,
    /// Why not, in a sentence.
    why: Option<String>,
    /// What would be wrong.
    problems: Vec<ProblemView>,
    /// How far one can go back and forth.
    before: usize,
    behind: usize,
}

/// A form for the browser.
#[derive(Debug, Serialize)]
struct FormView {
    label: &'static str,
    file: String,
    known: String,
    /// Of a list: what its records are called; the form is of one of them.
    titles: Vec<String>,
    index: Option<usize>,
    fields: Vec<FieldView>,
    /// Of a list: the fields of one more record.
    blank: Vec<FieldView>,
    before: usize,
    behind: usize,
    /// What a line about a person in a picture is put together from.
    person: serde_json::Value,
}

/// A file that can be written.
struct Place {
    collection: &'static Collection,
    file: String,
    bytes: Vec<u8>,
    text: String,
    yaml: Range<usize>,
}

impl Editor {
    pub(super) fn new(root: &Path) -> Editor {
        Editor { root: root.into(), history: Mutex::default() }
    }

    /// The form of a record as JSON: of a list the one at `index`. The error is a sentence for the clerk.
    pub(super) fn form(
        &self,
        now: &Snapshot,
        theme: &Theme,
        (stem, index): (&str, Option<usize>),
    ) -> Result<Vec<u8>, Refused> {
        let place = match self.place(now, stem) {
            Ok(place) => place,
            Err(refused) => return self.form_of_none(now, theme, stem).ok_or(refused),
        };
        let root = read(&place.text[place.yaml.clone()]).map_err(|what| {
            Refused(format!("{} 有读不懂的地方（{what}），先打开文件改好", place.file))
        })?;
        let schema = place.collection.schema;
        let choices = Choices { catalog: now.shown.as_deref(), words: &theme.words };
        let state = self.history.lock().unwrap_or_else(PoisonError::into_inner).state(&place.file);
        let mut view = FormView {
            label: place.collection.label,
            file: place.file.clone(),
            known: checksum(&place.bytes),
            titles: Vec::new(),
            index: None,
            fields: Vec::new(),
            blank: Vec::new(),
            before: state.before,
            behind: state.behind,
            person: person_words(&theme.words),
        };
        if let Home::List(_) = place.collection.home {
            let list: &[_] = match &root.kind {
                NodeKind::Seq(list) => list,
                _ => &[],
            };
            view.titles = list.iter().map(|node| title(schema, node)).collect();
            view.blank = form(schema, None, &[], &choices);
            if let Some((at, node)) = index.and_then(|at| Some((at, list.get(at)?))) {
                view.index = Some(at);
                view.fields = form(schema, Some(node), &[Step::Index(at)], &choices);
            }
        } else {
            view.fields = form(schema, Some(&root), &[], &choices);
        }
        Ok(serde_json::to_vec(&view).unwrap_or_default())
    }

    /// The form of a list whose file is not there yet: only for its first record.
    fn form_of_none(&self, now: &Snapshot, theme: &Theme, stem: &str) -> Option<Vec<u8>> {
        let of = collection(stem).filter(|of| of.is_optional_list())?;
        if self.root.join("content").join(of.home.name()).exists() {
            return None;
        }
        let choices = Choices { catalog: now.shown.as_deref(), words: &theme.words };
        let view = FormView {
            label: of.label,
            file: format!("content/{}", of.home.name()),
            known: String::new(),
            titles: Vec::new(),
            index: None,
            fields: Vec::new(),
            blank: form(of.schema, None, &[], &choices),
            before: 0,
            behind: 0,
            person: person_words(&theme.words),
        };
        serde_json::to_vec(&view).ok()
    }

    /// Where words that were pointed at are written, as JSON; nothing where no file says them.
    pub(super) fn find(&self, now: &Snapshot, body: &[u8]) -> Vec<u8> {
        /// Less than this is a word that happens to be in both.
        const ENOUGH: f64 = 0.3;
        let Ok(pointed) = serde_json::from_slice::<Pointed>(body) else { return b"null".to_vec() };
        let mut stems: Vec<&str> = vec![&pointed.stem];
        stems.extend(
            COLLECTIONS.iter().filter(|c| !matches!(c.home, Home::Folder(_))).map(|c| c.name),
        );
        let answer = |stem: &str| {
            let place = self.place(now, stem).ok()?;
            let root = read(&place.text[place.yaml.clone()]).ok()?;
            let of = (place.collection, stem, place.file.as_str());
            find(of, (&root, place.yaml.start), &pointed)
        };
        let answers = stems.into_iter().filter_map(answer);
        // Of two that say the same, the nearer file comes first.
        let best = answers.fold(None, |best: Option<Answer>, one| match best {
            Some(best) if best.score >= one.score => Some(best),
            _ => Some(one),
        });
        let found = best.filter(|answer| answer.score >= ENOUGH).map(|answer| answer.found);
        serde_json::to_vec(&found).unwrap_or_default()
    }

    /// Does what a browser asks for, and tells it what came of it, as JSON.
    pub(super) fn save(&self, now: &Snapshot, theme: &Theme, body: &[u8]) -> Vec<u8> {
        let told = match serde_json::from_slice::<Asked>(body) {
            Ok(asked) => self.write(now, theme, &asked),
            Err(_) if body == TOO_LONG => Err(Refused("写的太长了，没有存：删短些再存".into())),
            Err(_) => Err(Refused("这一页旧了：重新打开再改".into())),
        };
        let told = told.unwrap_or_else(|Refused(why)| Told { why: Some(why), ..Told::default() });
        serde_json::to_vec(&told).unwrap_or_default()
    }

    fn write(&self, now: &Snapshot, theme: &Theme, asked: &Asked) -> Result<Told, Refused> {
        let mut history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        let place = match self.place(now, &asked.stem) {
            Ok(place) => place,
            Err(refused) => return self.begin(now, theme, asked, refused),
        };
        if let "undo" | "redo" = asked.act.as_str() {
            let saved = history.step(&self.root, &place.file, asked.act == "redo")?;
            return Ok(Told {
                is_written: true,
                before: saved.before,
                behind: saved.behind,
                ..Told::default()
            });
        }
        if checksum(&place.bytes) != asked.known {
            return Err(Refused(format!(
                "{} 刚在别处改过（记事本，或另一个窗口）：重新打开这一页，再改一次",
                place.file
            )));
        }
        let path = asked.path.clone();
        let value = || asked.value.clone().ok_or(Refused("没有要写的内容".into()));
        let change = match asked.act.as_str() {
            "set" => Change::Set(path, asked.value.clone()),
            "add" => Change::Add(path, value()?),
            "drop" => Change::Drop(path),
            "up" => Change::Up(path),
            _ => return Err(Refused("这一页旧了：重新打开再改".into())),
        };
        let yaml = apply(&place.text[place.yaml.clone()], place.collection.schema, &change)?;
        let text = [&place.text[..place.yaml.start], &yaml, &place.text[place.yaml.end..]].concat();
        let (report, sources) = with_draft(&self.root, theme, &place.file, text.clone());
        let (was, is) = (
            errors_in(&now.report, &now.sources, &place.file),
            errors_in(&report, &sources, &place.file),
        );
        let worse = is > was || report.count(Severity::Error) > now.report.count(Severity::Error);
        let list = problems_of(&report, &sources, &place.file);
        let state = history.state(&place.file);
        if worse && !asked.anyway {
            return Ok(Told {
                problems: list,
                before: state.before,
                behind: state.behind,
                ..Told::default()
            });
        }
        let saved = history.save(&self.root, &place.file, &asked.known, &text)?;
        Ok(Told {
            is_written: true,
            why: None,
            problems: list,
            before: saved.before,
            behind: saved.behind,
        })
    }

    /// The first record of a list whose file is not there yet.
    fn begin(
        &self,
        now: &Snapshot,
        theme: &Theme,
        asked: &Asked,
        refused: Refused,
    ) -> Result<Told, Refused> {
        let of = collection(&asked.stem).filter(|of| of.is_optional_list());
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
        let (report, sources) = with_draft(&self.root, theme, &file, text.clone());
        let worse = report.count(Severity::Error) > now.report.count(Severity::Error);
        let list = problems_of(&report, &sources, &file);
        if worse && !asked.anyway {
            return Ok(Told { problems: list, ..Told::default() });
        }
        let written = fs::File::create_new(&place)
            .and_then(|mut new| std::io::Write::write_all(&mut new, text.as_bytes()));
        written.map_err(|error| {
            Refused(format!("{file} 没有写成：{}", crate::diag::spoken_io_error(&error)))
        })?;
        Ok(Told { is_written: true, problems: list, ..Told::default() })
    }

    /// The file of a stem: a name among those there are, never a path.
    fn place(&self, now: &Snapshot, stem: &str) -> Result<Place, Refused> {
        let procedure = now.shown.as_ref().and_then(|c| c.find_procedure(stem));
        let (collection, file) = match procedure {
            Some(p) => (collection(PROCEDURES), now.sources.file(p.file).path.clone()),
            None => match collection(stem) {
                Some(of) if !matches!(of.home, Home::Folder(_)) => {
                    (Some(of), format!("content/{}", of.home.name()))
                }
                _ => (None, String::new()),
            },
        };
        let Some(collection) = collection else {
            return Err(Refused("没有这一份内容，可能刚被删去或改了编号".into()));
        };
        let place = file.split('/').fold(self.root.clone(), |at, part| at.join(part));
        let bytes = fs::read(&place).map_err(|error| {
            Refused(format!("{file} 打不开：{}", crate::diag::spoken_io_error(&error)))
        })?;
        let text = decode_bytes(&bytes)
            .ok_or_else(|| Refused(format!("{file} 不是文字文件，打开文件看看")))?;
        let yaml = yaml_part(collection, &file, &text)
            .ok_or_else(|| Refused(format!("{file} 的栏目读不出来，先打开文件改好")))?;
        Ok(Place { collection, file, bytes, text, yaml })
    }
}

fn errors_in(report: &Report, sources: &Sources, file: &str) -> usize {
    let is_here = |d: &&crate::diag::Diagnostic| {
        d.severity == Severity::Error && d.span.is_some_and(|s| sources.file(s.file).path == file)
    };
    report.items().iter().filter(is_here).count()
}

/// What is said of a file, errors of others too.
fn problems_of(report: &Report, sources: &Sources, file: &str) -> Vec<ProblemView> {
    let mut own = report.clone();
    own.retain(|d| {
        d.severity == Severity::Error || d.span.is_some_and(|s| sources.file(s.file).path == file)
    });
    problems(&own, sources, Some(file))
}
