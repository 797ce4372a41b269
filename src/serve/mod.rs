//! The workbench: while somebody types, a browser beside it shows the page and the board.
//!
//! Start at [`listen`]. It listens on this computer only, and writes only what a clerk writes in its pages. One thread waits for changes
//! and reads what changed ([`state`]); a few answer the browser and make pages and boards when they are
//! asked for ([`drawings`]); open pages are told by [`bell`]. When the theme changes, all of it begins
//! anew. Addresses: `/` all procedures, `/look/101` page and board, `/edit/101` and `/edit/visits` forms to write in
//! ([`form`], [`writing`]), `/site/…` the site as `build` would write it, `/board/101.svg`, `/problems/101`, `/events`, and
//! the workbench's own style and script.

mod asked;
mod asking;
mod beginning;
mod bell;
mod candidate;
mod drawings;
mod finding;
mod form;
mod forms;
mod http;
mod pages;
mod palette;
mod photos;
mod place;
mod pointing;
mod reading;
mod runs;
mod state;
mod view;
mod watch;
mod writing;

use crate::content::open_theme;
use crate::content::wanted_theme;
use crate::diag::Code;
use crate::diag::Report;
use crate::diag::Severity;
use crate::diag::Sources;
use crate::edit::Refused;
use crate::model::Catalog;
use crate::model::Home;
use crate::model::collection;
use crate::quantity::Date;
use crate::theme::Theme;
use anyhow::Result;
use asking::questions;
use beginning::begin_procedure;
use bell::Bell;
use bell::News;
use http::Request;
use pages::JSON;
use pages::TEXT;
use pages::Tools;
use photos::keep_photo;
use runs::Runs;
use state::Desk;
use state::Snapshot;
use std::hash::BuildHasher;
use std::hash::Hasher;
use std::hash::RandomState;
use std::net::Ipv4Addr;
use std::net::TcpListener;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::RwLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::thread::Builder;
use std::time::Duration;
use watch::Watch;
use writing::Editor;

/// Answers at one time; one thread more waits for changes.
const ANSWERERS: usize = 4;
/// Ports that are tried after the wanted one.
const PORTS: u16 = 20;
/// How often an idle thread looks whether it is still needed.
const IDLE: Duration = Duration::from_millis(100);
/// What could not be read is tried again so often.
const TRY_AGAIN: Duration = Duration::from_millis(900);

/// What `serve` is asked to do.
#[derive(Debug, Clone)]
pub struct Service {
    /// Holds `content/`.
    pub root: PathBuf,
    /// The first port that is tried.
    pub port: u16,
    /// The day of the clerk, for what is due.
    pub today: Date,
}

/// A listening workbench, before it begins to answer.
pub struct Listening {
    requests: Mutex<Receiver<Request>>,
    service: Service,
    address: String,
    editor: Editor,
    runs: Runs,
    /// What only pages of this run know: whoever wants something written has to say it.
    token: String,
}

impl std::fmt::Debug for Listening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listening").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Takes a port of this computer.
///
/// # Errors
/// No port is free, or the root cannot be read.
pub fn listen(service: &Service) -> Result<Listening> {
    let root = std::fs::canonicalize(&service.root)
        .map_err(|_| anyhow::anyhow!("没有 {} 这个文件夹", service.root.display()))?;
    let service = Service { root, ..service.clone() };
    let ports = service.port..=service.port.saturating_add(PORTS);
    let listener = ports.clone().find_map(|p| TcpListener::bind((Ipv4Addr::LOCALHOST, p)).ok());
    let Some(listener) = listener else {
        anyhow::bail!(
            "从 {} 到 {} 的端口都有别的程序在用，用 --port 另写一个",
            ports.start(),
            ports.end()
        )
    };
    let port = listener.local_addr()?.port();
    let requests = Mutex::new(http::accept(listener)?);
    let editor = Editor::new(&service.root);
    let address = format!("127.0.0.1:{port}");
    Ok(Listening { requests, service, address, editor, runs: Runs::default(), token: token() })
}

impl Listening {
    /// `http://127.0.0.1:8787/`
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers until the program is ended. `say` tells whoever sits there what has changed for them.
    ///
    /// # Errors
    /// Files cannot be watched, or the system gives no more threads.
    pub fn run(self, say: &mut dyn FnMut(&str)) -> Result<()> {
        let mut watch = Watch::open(&self.service.root, say)?;
        let bell = Arc::new(Bell::default());
        let mut last = Last { sources: Sources::lasting(), ..Last::default() };
        loop {
            last = self.epoch(&mut watch, &bell, last)?;
        }
    }

    /// As long as the theme stays as it is.
    fn epoch(&self, watch: &mut Watch<'_>, bell: &Arc<Bell>, mut last: Last) -> Result<Last> {
        let root = &self.service.root;
        let mut report = Report::default();
        // The sources last as long as the program: what is shown may come from a reading of long ago.
        let read = open_theme(root, &mut last.sources, &mut report);
        // A theme with mistakes: they are shown in the pages of the last one without.
        if let Some(theme) = read.filter(|_| !report.has_errors()) {
            let mut own = Report::default();
            let tools = Tools::open(&theme, &mut own);
            report.extend(own);
            if let Some(tools) = tools {
                self.work(watch, bell, &tools, report, &mut last)?;
                drop(tools);
                return Ok(Last { theme: Some(theme), ..last });
            }
        }
        if let Some(theme) = last.theme.take() {
            // It has its files in memory, as they were when it was good.
            if let Some(tools) = Tools::open(&theme, &mut Report::default()) {
                self.work(watch, bell, &tools, report, &mut last)?;
                drop(tools);
                return Ok(Last { theme: Some(theme), ..last });
            }
        }
        self.without_theme(watch, &report, &last.sources)?;
        last.revision += 1;
        Ok(last)
    }

    /// Reads again and answers with what one theme has, until there is to be another one. `report` is what is
    /// wrong with themes.
    fn work(
        &self,
        watch: &mut Watch<'_>,
        bell: &Arc<Bell>,
        tools: &Tools<'_>,
        report: Report,
        last: &mut Last,
    ) -> Result<()> {
        let root = &self.service.root;
        let mut revision = last.revision + 1;
        let sources = std::mem::take(&mut last.sources);
        let theme_lacks = lack(&report).is_some();
        let mut desk = Desk::new(root, sources, report, last.shown.take());
        let first = desk.read(tools.theme, &[], revision);
        bell.ring(news(&first));
        let now = RwLock::new(first);
        let is_over = AtomicBool::new(false);
        let wanted = wanted_theme(root);
        let answering = || {
            while !is_over.load(Ordering::Relaxed) {
                if let Some(request) = self.next_request() {
                    let now = now.read().unwrap_or_else(PoisonError::into_inner).clone();
                    self.answer(request, &now, tools, bell);
                }
            }
        };
        let ended = std::thread::scope(|scope| {
            let begun = (0..ANSWERERS)
                .filter(|_| Builder::new().spawn_scoped(scope, answering).is_ok())
                .count();
            anyhow::ensure!(begun > 0, NO_THREADS);
            // What could not be read for a moment, on a share that was away or with no file to be opened, is tried
            // again: nothing says that it can be read now.
            let mut wait = lack(&now.read().unwrap_or_else(PoisonError::into_inner).report);
            while let Some(paths) = watch.next(wait) {
                let in_theme = |p: &PathBuf| {
                    p.starts_with(root.join("themes")) || p.starts_with(root.join("content/art"))
                };
                let is_whole_again = || paths.is_empty() && theme_lacks && !lacks_theme(root);
                if paths.iter().any(in_theme) || wanted_theme(root) != wanted || is_whole_again() {
                    is_over.store(true, Ordering::Relaxed);
                    return Ok(());
                }
                let next = desk.read(tools.theme, &paths, revision + 1);
                wait = lack(&next.report);
                if paths.is_empty() && wait.is_some() {
                    continue;
                }
                revision += 1;
                let message = news(&next);
                *now.write().unwrap_or_else(PoisonError::into_inner) = next.clone();
                bell.ring(message);
                // Begun before the browser asks: it will. Without a thread it waits for that.
                let ahead = move || tools.draw_ahead(&next);
                let _ = Builder::new().spawn_scoped(scope, ahead);
            }
            is_over.store(true, Ordering::Relaxed);
            anyhow::bail!("不能再看着文件夹了：关掉这个窗口，再运行一次")
        });
        last.revision = revision;
        last.shown = now.into_inner().unwrap_or_else(PoisonError::into_inner).shown;
        last.sources = desk.into_sources();
        ended
    }

    /// No page can be made: whoever asks is told why, until something changes.
    fn without_theme(
        &self,
        watch: &mut Watch<'_>,
        report: &Report,
        sources: &Sources,
    ) -> Result<()> {
        let text = report.render(sources, false);
        let is_over = AtomicBool::new(false);
        let answering = || {
            while !is_over.load(Ordering::Relaxed) {
                if let Some(request) = self.next_request() {
                    let told = format!("主题读不出来，改好后再打开这一页：\n\n{text}");
                    request.answer(500, TEXT, told.as_bytes());
                }
            }
        };
        std::thread::scope(|scope| {
            anyhow::ensure!(Builder::new().spawn_scoped(scope, answering).is_ok(), NO_THREADS);
            let heard = watch.next(lack(report));
            is_over.store(true, Ordering::Relaxed);
            anyhow::ensure!(heard.is_some(), "不能再看着文件夹了：关掉这个窗口，再运行一次");
            Ok(())
        })
    }

    /// The next request, or none for a while.
    fn next_request(&self) -> Option<Request> {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.recv_timeout(IDLE).ok()
    }

    fn answer(&self, request: Request, now: &Snapshot, tools: &Tools<'_>, bell: &Arc<Bell>) {
        if !self.is_ours(&request) {
            return request.answer(403, TEXT, "只在这台电脑上用".as_bytes());
        }
        let url = request.url.clone();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        if path == "/events" {
            let heard = query.strip_prefix("heard=").and_then(|n| n.parse().ok()).unwrap_or(0);
            let bell = Arc::clone(bell);
            // It ends with the page, which may outlive this theme. Without a thread the page asks again.
            let tell = move || bell.tell(heard, request.into_stream());
            let _ = Builder::new().spawn(tell);
            return;
        }
        if let ("POST", Some(stem)) = (request.method.as_str(), path.strip_prefix("/open/")) {
            let status = if self.open_file(now, stem) { 204 } else { 404 };
            return request.answer(status, TEXT, &[]);
        }
        if let ("POST", "/save" | "/new" | "/run" | "/photo") = (request.method.as_str(), path) {
            if request.header("X-Token") != Some(&self.token) {
                return request.answer(403, TEXT, "这一页旧了：重新打开再改".as_bytes());
            }
            let told = match path {
                "/save" => self.editor.save(now, tools.theme, &request.body),
                "/new" => begin_procedure(&self.service.root, now, &request.body),
                "/photo" => keep_photo(&self.service.root, query, &request.body),
                _ => self.runs.begin(&self.service.root, &request.body),
            };
            return request.answer(200, JSON, &told);
        }
        if path == "/run" {
            return request.answer(200, JSON, &self.runs.now());
        }
        if let ("POST", "/find") = (request.method.as_str(), path) {
            let found = tools.find(now, &self.service.root, &request.body);
            return request.answer(200, JSON, &found);
        }
        if let ("POST", "/draft") = (request.method.as_str(), path) {
            let draft = self.editor.draft(now, tools.theme, &request.body);
            return request.answer(200, JSON, &tools.draft(draft));
        }
        if path == "/made" {
            return request.answer(200, JSON, &Runs::made(&self.service.root));
        }
        if path == "/questions" {
            return request.answer(200, JSON, &questions(&self.service.root, now));
        }
        if let Some(stem) = path.strip_prefix("/past/") {
            let number = query.strip_prefix("state=").and_then(|n| n.parse().ok());
            return request.answer(200, JSON, &self.editor.past(now, stem, number));
        }
        if let Some(stem) = path.strip_prefix("/form/") {
            let index = query.strip_prefix("item=").and_then(|n| n.parse().ok());
            return match self.editor.form(now, tools.theme, (stem, index)) {
                Ok(form) => request.answer(200, JSON, &form),
                Err(Refused(why)) => request.answer(404, TEXT, why.as_bytes()),
            };
        }
        let of = (self.service.root.as_path(), self.service.today, self.token.as_str());
        match tools.page(path, now, of) {
            Ok(Some((kind, bytes))) => request.answer(200, kind, &bytes),
            Ok(None) => request.answer(404, TEXT, "没有这一页".as_bytes()),
            Err(problem) => {
                let mut report = Report::default();
                report.push(*problem);
                let text = report.render(&now.sources, false);
                request.answer(500, TEXT, text.as_bytes());
            }
        }
    }

    /// Asked by a page of our own: other sites that are open in the same browser may ask this computer
    /// too, but cannot choose these names.
    fn is_ours(&self, request: &Request) -> bool {
        let port = self.address.rsplit(':').next().unwrap_or("");
        let names = [self.address.clone(), format!("localhost:{port}")];
        let asked = request.header("Host").is_some_and(|host| names.iter().any(|n| n == host));
        let from = request.header("Origin");
        let from_us = |origin: &str| names.iter().any(|n| origin == format!("http://{n}"));
        // A link to here may be followed; parts of here are shown and run nowhere else.
        let sent = |name: &str| request.header(name).unwrap_or_default();
        let elsewhere = matches!(sent("Sec-Fetch-Site"), "cross-site" | "same-site");
        let followed = sent("Sec-Fetch-Mode") == "navigate" && sent("Sec-Fetch-Dest") == "document";
        if elsewhere && !followed {
            return false;
        }
        let may_change = request.method != "POST" || from.is_some();
        asked && may_change && from.is_none_or(from_us)
    }

    /// Opens the file of a procedure or of a list in the program that this computer uses for it.
    fn open_file(&self, now: &Snapshot, stem: &str) -> bool {
        let procedure = now.shown.as_ref().and_then(|c| c.find_procedure(stem));
        let path = match procedure {
            Some(p) => now.sources.file(p.file).path.clone(),
            None => match collection(stem).map(|of| of.home) {
                Some(Home::Single(name) | Home::List(name)) => format!("content/{name}"),
                _ => return false,
            },
        };
        let whole = path.split('/').fold(self.service.root.clone(), |at, part| at.join(part));
        open::that_detached(whole).is_ok()
    }
}

/// Two numbers that nobody can guess: the keys of the standard library's hasher come from the system.
fn token() -> String {
    let number = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", number(), number())
}

const NO_THREADS: &str = "电脑开不出新的线程了：关掉一些程序，再运行一次";

/// How long to wait before it is read again, where something could not be read for a moment.
fn lack(report: &Report) -> Option<Duration> {
    report.items().iter().any(|d| d.code == Code::Unreadable).then_some(TRY_AGAIN)
}

/// Whether something of the themes cannot be read now.
fn lacks_theme(root: &Path) -> bool {
    let mut report = Report::default();
    open_theme(root, &mut Sources::default(), &mut report);
    lack(&report).is_some()
}

/// What one theme leaves to the next.
#[derive(Debug, Default)]
struct Last {
    /// Every file that was ever read, so that places in what is shown stay places.
    sources: Sources,
    theme: Option<Theme>,
    shown: Option<Arc<Catalog>>,
    revision: u64,
}

fn news(snapshot: &Snapshot) -> News {
    News {
        revision: snapshot.revision,
        changed: snapshot.changed.clone(),
        errors: snapshot.report.count(Severity::Error),
    }
}
