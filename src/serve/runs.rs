//! What takes longer than an answer: `check` and `build`, run beside the workbench as the commands that they are.
//!
//! Start at [`Runs::begin`]. One at a time; what it says is kept line by line for who asks ([`Runs::now`]).

use crate::diag::spoken_error;
use crate::paths::portable_path;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread::Builder;
use walkdir::WalkDir;

/// More files are not listed.
const MOST_FILES: usize = 4_000;

/// What may be run, by the words of the buttons.
const COMMANDS: &[(&str, &[&str])] = &[
    ("check", &["check", "--boards"]),
    ("site", &["build", "--only", "site"]),
    ("build", &["build"]),
];

/// A run, begun or over.
#[derive(Debug, Default, Clone, Serialize)]
struct Run {
    what: String,
    /// What it said.
    lines: Vec<String>,
    is_running: bool,
    /// It ended well.
    is_good: bool,
}

/// The last run.
#[derive(Debug, Default)]
pub(super) struct Runs(Arc<Mutex<Run>>);

fn locked(run: &Mutex<Run>) -> MutexGuard<'_, Run> {
    run.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Runs {
    /// Begins one, unless one is running; what is running now, as JSON.
    pub(super) fn begin(&self, root: &Path, body: &[u8]) -> Vec<u8> {
        #[derive(Deserialize)]
        struct Asked {
            what: String,
        }
        let asked = serde_json::from_slice::<Asked>(body).ok();
        let known = |asked: &Asked| COMMANDS.iter().find(|(name, _)| *name == asked.what).copied();
        let Some((what, arguments)) = asked.as_ref().and_then(known) else { return self.now() };
        let mut run = locked(&self.0);
        if run.is_running {
            drop(run);
            return self.now();
        }
        *run = Run { what: what.into(), is_running: true, ..Run::default() };
        drop(run);
        let begun = std::env::current_exe().and_then(|program| {
            let mut command = Command::new(program);
            command.args(arguments).arg("-r").arg(root);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
            let mut child = command.spawn()?;
            let (run, said) = (Arc::clone(&self.0), child.stderr.take());
            let follow = move || {
                for line in said.into_iter().flat_map(|said| BufReader::new(said).lines()) {
                    locked(&run).lines.extend(line.ok());
                }
                let is_good = child.wait().is_ok_and(|status| status.success());
                let mut run = locked(&run);
                (run.is_running, run.is_good) = (false, is_good);
            };
            Builder::new().spawn(follow).map(|_| ())
        });
        if let Err(error) = begun {
            let mut run = locked(&self.0);
            run.is_running = false;
            run.lines.push(spoken_error(&error.into()));
        }
        self.now()
    }

    /// What lies in the folder of boards, as JSON: each sheet with its formats and its picture.
    pub(super) fn made(root: &Path) -> Vec<u8> {
        let folder = root.join("print");
        let mut sheets: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let all = WalkDir::new(&folder).sort_by_file_name().into_iter().filter_map(Result::ok);
        for entry in all.filter(|entry| entry.file_type().is_file()).take(MOST_FILES) {
            let name = portable_path(&folder, entry.path());
            // A file of the folder's own has no kind.
            let Some((sheet, format)) = name.rsplit_once('.').filter(|(s, _)| s.contains('/'))
            else {
                continue;
            };
            sheets.entry(sheet.to_string()).or_default().push(format.to_string());
        }
        let one = |(sheet, formats): (String, Vec<String>)| {
            let picture = format!("/board/{}.svg", sheet.replace('/', "-"));
            serde_json::json!({ "sheet": sheet, "formats": formats, "picture": picture })
        };
        let list: Vec<_> = sheets.into_iter().map(one).collect();
        serde_json::to_vec(&list).unwrap_or_default()
    }

    /// The last run as JSON.
    pub(super) fn now(&self) -> Vec<u8> {
        serde_json::to_vec(&*locked(&self.0)).unwrap_or_default()
    }
}
