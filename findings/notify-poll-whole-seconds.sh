#!/usr/bin/env bash
# notify 8.2.2 (file watching): its poller does not see a second save within the same second.
#
# Expected: `PollWatcher`, the way to watch a network share that sends no events, compares the time of the
# last change as the file system gives it (nanoseconds on ext4, xfs, NTFS by the hundred), so that with a
# poll every 50 ms no save is missed. Seen: times are cut to whole seconds before they are compared, and
# neither length nor contents are looked at unless asked; two saves in one second, half a second and many
# polls apart, are one change, and whoever shows the file goes on showing the first. With
# `with_compare_contents(true)` both are seen, at the price of reading every file at every poll.
#
# Needs cargo and the public crate below; leaves nothing behind. Ends with 1 if this changes.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
cat > "$work/Cargo.toml" <<'TOML'
[package]
name = "probe"
version = "0.0.0"
edition = "2024"

[dependencies]
notify = { version = "=8.2.2", default-features = false }
TOML
cat > "$work/src/main.rs" <<'RUST'
use notify::{Config, PollWatcher, RecursiveMode, Watcher};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{fs, thread};

/// How many of two saves in one second are seen.
fn seen(contents: bool) -> usize {
    let folder = std::env::current_dir().unwrap().join(format!("watched-{contents}"));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("a.txt");
    fs::write(&file, "before").unwrap();
    thread::sleep(Duration::from_millis(1200));
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let every = Config::default()
        .with_poll_interval(Duration::from_millis(50))
        .with_compare_contents(contents);
    let mut watcher = PollWatcher::new(
        move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|e| e.kind.is_modify()) {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        },
        every,
    )
    .unwrap();
    watcher.watch(&folder, RecursiveMode::Recursive).unwrap();
    thread::sleep(Duration::from_millis(300));
    // From the beginning of a second, so that both saves fall into it.
    let into = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_millis();
    thread::sleep(Duration::from_millis(u64::from(1020 - into)));
    fs::write(&file, "first save").unwrap();
    thread::sleep(Duration::from_millis(400));
    let first = count.load(Ordering::SeqCst);
    fs::write(&file, "second save, longer").unwrap();
    thread::sleep(Duration::from_millis(1500));
    usize::from(first > 0) + usize::from(count.load(Ordering::SeqCst) > first)
}

fn main() {
    println!("by time: {} of 2 saves seen", seen(false));
    println!("by contents: {} of 2 saves seen", seen(true));
}
RUST
seen="$(cd "$work" && cargo run --quiet 2>"$work/log" || { cat "$work/log" >&2; exit 1; })"
echo "$seen"
grep -qF 'by time: 1 of 2 saves seen' <<<"$seen"
grep -qF 'by contents: 2 of 2 saves seen' <<<"$seen"
echo "as stated"
