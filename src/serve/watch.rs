//! Which files changed, in bundles: an editor that saves makes three or four changes at once.
//!
//! Start at [`Watch::open`]. Folders are watched, not files, so that editors which write a new file and
//! rename it are seen too. Where the system does not report changes (folders on a network), they are
//! looked for twice a second.

use anyhow::Context;
use anyhow::Result;
use notify::Config;
use notify::ErrorKind;
use notify::Event;
use notify::EventKind;
use notify::PollWatcher;
use notify::RecommendedWatcher;
use notify::RecursiveMode;
use notify::Watcher;
use notify::event::AccessKind;
use notify::event::AccessMode;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::Sender;
use std::sync::mpsc::channel;
use std::time::Duration;

/// A bundle ends when nothing happens for so long.
const QUIET: Duration = Duration::from_millis(5);
/// A bundle has at most so many pieces, so that somebody who copies a thousand files sees something.
const PIECES: usize = 4_000;
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What is said when the system does not report changes.
const POLLING: &str =
    "电脑不能（或不能再）报告文件的变化，改成每半秒自己看一遍：保存以后要多等一会儿，别的照常。";

/// Watches the content and the themes of one root.
pub(super) struct Watch<'s> {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    sender: Sender<notify::Result<Event>>,
    events: Receiver<notify::Result<Event>>,
    /// Whether changes are looked for, because the system does not report them.
    is_polling: bool,
    say: &'s mut dyn FnMut(&str),
}

impl<'s> Watch<'s> {
    /// Begins to watch. Says so when changes are only looked for.
    ///
    /// # Errors
    /// The folder cannot be watched at all.
    pub(super) fn open(root: &Path, say: &'s mut dyn FnMut(&str)) -> Result<Watch<'s>> {
        let (sender, events) = channel();
        // Who reports changes needs a thread, and would be silent for ever without one.
        try_threads().context("不能看着文件夹")?;
        let by_system = RecommendedWatcher::new(sender.clone(), Config::default());
        let (watcher, is_polling): (Box<dyn Watcher + Send>, bool) = match by_system {
            Ok(watcher) => (Box::new(watcher), false),
            Err(_) => (Box::new(poll(root, sender.clone())?), true),
        };
        let mut watch = Watch { root: root.into(), watcher, sender, events, is_polling, say };
        if is_polling {
            (watch.say)(POLLING);
        }
        if watch.watcher.watch(root, RecursiveMode::NonRecursive).is_err() || !watch.look_inside() {
            watch.begin_polling()?;
        }
        Ok(watch)
    }

    /// Folders that are there now; false when one cannot be watched.
    fn look_inside(&mut self) -> bool {
        let mut all = true;
        for folder in ["content", "themes"] {
            let folder = self.root.join(folder);
            if folder.is_dir() {
                // Watching what is watched already is no mistake; a folder that went away is seen
                // again when it comes back.
                let watched = self.watcher.watch(&folder, RecursiveMode::Recursive);
                all = !watched.is_err_and(|error| is_lack(&error)) && all;
            }
        }
        all
    }

    /// From now on changes are looked for; who sits there is told, once.
    fn begin_polling(&mut self) -> Result<()> {
        if self.is_polling {
            return Ok(());
        }
        self.watcher = Box::new(poll(&self.root, self.sender.clone())?);
        self.is_polling = true;
        (self.say)(POLLING);
        self.watcher
            .watch(&self.root, RecursiveMode::NonRecursive)
            .with_context(|| format!("不能看着文件夹 {}", self.root.display()))?;
        self.look_inside();
        Ok(())
    }

    /// Waits for changes of content or themes: the paths of one bundle, sorted; none when nothing happened for as
    /// long as it was to wait. `None` when the system has stopped reporting.
    pub(super) fn next(&mut self, at_most: Option<Duration>) -> Option<Vec<PathBuf>> {
        loop {
            let (mut paths, mut is_short) = (Vec::new(), false);
            let first = match at_most {
                None => self.events.recv().ok()?,
                Some(long) => match self.events.recv_timeout(long) {
                    Ok(first) => first,
                    Err(RecvTimeoutError::Timeout) => return Some(Vec::new()),
                    Err(RecvTimeoutError::Disconnected) => return None,
                },
            };
            is_short |= self.take(first, &mut paths);
            while paths.len() < PIECES
                && let Ok(event) = self.events.recv_timeout(QUIET)
            {
                is_short |= self.take(event, &mut paths);
            }
            let whole = |p: &PathBuf| ["content", "themes"].iter().any(|f| *p == self.root.join(f));
            if paths.iter().any(whole) && !self.look_inside() {
                is_short = true;
            }
            // Without a watch on a folder its changes would never be heard of.
            if is_short && self.begin_polling().is_err() {
                return None;
            }
            paths.sort();
            paths.dedup();
            if !paths.is_empty() {
                return Some(paths);
            }
        }
    }

    /// Adds what an event names; true when the system could not watch something.
    fn take(&self, event: notify::Result<Event>, paths: &mut Vec<PathBuf>) -> bool {
        let event = match event {
            Ok(event) => event,
            Err(error) => return is_lack(&error),
        };
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        if matches!(event.kind, EventKind::Access(_)) && event.kind != written {
            return false;
        }
        let inside = |p: &PathBuf| {
            p.starts_with(self.root.join("content")) || p.starts_with(self.root.join("themes"))
        };
        paths.extend(event.paths.into_iter().filter(inside));
        false
    }
}

/// Whether the system has two threads more, at the same time: one to hear of changes, one to answer.
fn try_threads() -> std::io::Result<()> {
    let (first, second) = (channel::<()>(), channel::<()>());
    let wait = |waiting: Receiver<()>| {
        // It ends when the other end goes.
        std::thread::Builder::new().spawn(move || waiting.recv().is_ok())
    };
    let threads = [wait(first.1), wait(second.1)];
    drop((first.0, second.0));
    for thread in threads {
        // A thread that does nothing does not panic.
        let _ = thread?.join();
    }
    Ok(())
}

/// Whether the system can watch no more; a folder that went away while it was looked at is no lack.
fn is_lack(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => error.kind() != std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Looks twice a second. The poller cuts times to whole seconds (notify 8.2, `findings/`), so that a second save
/// within one would never be seen: where there is not much to read, contents are compared too.
fn poll(root: &Path, sender: Sender<notify::Result<Event>>) -> Result<PollWatcher> {
    /// More than this is not read twice a second: photos on a slow share.
    const READ_AT_MOST: u64 = 32 << 20;
    let below = |folder: &str| walkdir::WalkDir::new(root.join(folder)).into_iter().flatten();
    let files = ["content", "themes"].into_iter().flat_map(below);
    let bytes: u64 = files.filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
    let config = Config::default()
        .with_poll_interval(LOOK_EVERY)
        .with_compare_contents(bytes <= READ_AT_MOST);
    PollWatcher::new(sender, config).context("不能看着文件夹")
}
