//! Which files changed, in bundles: an editor that saves makes three or four changes at once.
//!
//! Start at [`Watch::open`]. Folders are watched, not files, so that editors which write a new file and
//! rename it are seen too. Where the system does not report changes (folders on a network), they are
//! looked for twice a second.

use anyhow::Context;
use anyhow::Result;
use notify::Config;
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
use std::sync::mpsc::channel;
use std::time::Duration;

/// A bundle ends when nothing happens for so long.
const QUIET: Duration = Duration::from_millis(5);
/// A bundle has at most so many pieces, so that somebody who copies a thousand files sees something.
const PIECES: usize = 4_000;
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Watches the content and the themes of one root.
pub(super) struct Watch {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Begins to watch.
    ///
    /// # Errors
    /// The folder cannot be watched at all.
    pub(super) fn open(root: &Path) -> Result<Watch> {
        let (sender, events) = channel();
        let by_system = RecommendedWatcher::new(sender.clone(), Config::default());
        let mut watcher: Box<dyn Watcher + Send> = match by_system {
            Ok(watcher) => Box::new(watcher),
            Err(_) => Box::new(poll(sender.clone())?),
        };
        if watcher.watch(root, RecursiveMode::NonRecursive).is_err() {
            watcher = Box::new(poll(sender)?);
            watcher
                .watch(root, RecursiveMode::NonRecursive)
                .with_context(|| format!("不能看着文件夹 {}", root.display()))?;
        }
        let mut watch = Watch { root: root.into(), watcher, events };
        watch.look_inside();
        Ok(watch)
    }

    /// Folders that are there now.
    fn look_inside(&mut self) {
        for folder in ["content", "themes"] {
            let folder = self.root.join(folder);
            if folder.is_dir() {
                // Watching what is watched already is no mistake; a folder that went away is seen
                // again when it comes back.
                let _ = self.watcher.watch(&folder, RecursiveMode::Recursive);
            }
        }
    }

    /// Waits for changes of content or themes: the paths of one bundle, sorted. `None` when the system
    /// has stopped reporting.
    pub(super) fn next(&mut self) -> Option<Vec<PathBuf>> {
        loop {
            let mut paths = Vec::new();
            self.take(self.events.recv().ok()?, &mut paths);
            while paths.len() < PIECES
                && let Ok(event) = self.events.recv_timeout(QUIET)
            {
                self.take(event, &mut paths);
            }
            let whole = |p: &PathBuf| ["content", "themes"].iter().any(|f| *p == self.root.join(f));
            if paths.iter().any(whole) {
                self.look_inside();
            }
            paths.sort();
            paths.dedup();
            if !paths.is_empty() {
                return Some(paths);
            }
        }
    }

    fn take(&self, event: notify::Result<Event>, paths: &mut Vec<PathBuf>) {
        // What could not be watched is read again all the same.
        let Ok(event) = event else { return };
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        if matches!(event.kind, EventKind::Access(_)) && event.kind != written {
            return;
        }
        let inside = |p: &PathBuf| {
            p.starts_with(self.root.join("content")) || p.starts_with(self.root.join("themes"))
        };
        paths.extend(event.paths.into_iter().filter(inside));
    }
}

fn poll(sender: std::sync::mpsc::Sender<notify::Result<Event>>) -> Result<PollWatcher> {
    let config = Config::default().with_poll_interval(LOOK_EVERY);
    PollWatcher::new(sender, config).context("不能看着文件夹")
}
