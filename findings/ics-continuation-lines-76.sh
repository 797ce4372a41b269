#!/usr/bin/env bash
# ics 0.5.8 (iCalendar writer): folded lines have 76 octets, one more than RFC 5545 allows.
#
# Expected: section 3.1 of RFC 5545, "lines of text SHOULD NOT be longer than 75 octets, excluding the line
# break"; the space that begins a continuation line is one of the 75. Seen: the first line of a long
# property keeps to 75, every full continuation line has the space and then 75 octets more. Chinese
# reaches it exactly, 25 characters of three octets. Readers unfold it all the same; a strict validator
# complains.
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
ics = "=0.5.8"
TOML
cat > "$work/src/main.rs" <<'RUST'
use ics::properties::Summary;
use ics::{Event, ICalendar};

fn main() {
    for letter in ["字", "x"] {
        let mut event = Event::new("1", "20261203T000000Z");
        event.push(Summary::new(letter.repeat(240 / letter.len())));
        let mut calendar = ICalendar::new("2.0", "probe");
        calendar.add_event(event);
        let lines: Vec<usize> = calendar
            .to_string()
            .split("\r\n")
            .skip_while(|line| !line.starts_with("SUMMARY"))
            .take_while(|line| line.starts_with("SUMMARY") || line.starts_with(' '))
            .map(str::len)
            .collect();
        println!("{letter}: octets of each line {lines:?}");
    }
}
RUST
seen="$(cd "$work" && cargo run --quiet 2>"$work/log" || { cat "$work/log" >&2; exit 1; })"
echo "$seen"
grep -qF '字: octets of each line [74, 76, 76,' <<<"$seen"
grep -qF 'x: octets of each line [75, 76, 76,' <<<"$seen"
echo "as stated"
