#!/usr/bin/env bash
# parley 0.12.0 (text layout): the one line of an empty text says it covers bytes 0..1 of it.
#
# Expected, as for the last line of any other text: a range within the text, here 0..0, so that
# `&text[line.text_range()]` is always a valid slice. Seen: 0..1 for "", because the layout is made of a
# space put in place of nothing; a program that slices its own text by lines panics on the first empty
# string. A text of one line break is in order: its ranges stay within it.
#
# Needs cargo and the public crates below; leaves nothing behind. Ends with 1 if this changes.
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
parley = { version = "=0.12.0", default-features = false, features = ["std"] }
# A small open font, so that no font of the system is asked.
font-test-data = "=0.7.0"
TOML
cat > "$work/src/main.rs" <<'RUST'
use parley::fontique::Blob;
use parley::{FontContext, LayoutContext, StyleProperty};
use std::sync::Arc;

fn main() {
    let mut fonts = FontContext::new();
    let font = Blob::new(Arc::new(font_test_data::AHEM.to_vec()));
    fonts.collection.register_fonts(font, None);
    let mut layouts: LayoutContext<()> = LayoutContext::new();
    for text in ["", "\n", "a", "a b"] {
        let mut builder = layouts.ranged_builder(&mut fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily("Ahem".into()));
        let mut layout = builder.build(text);
        layout.break_all_lines(Some(100.0));
        let ranges: Vec<_> = layout.lines().map(|line| line.text_range()).collect();
        println!("{text:?} has {} bytes, lines {ranges:?}", text.len());
    }
}
RUST
seen="$(cd "$work" && cargo run --quiet 2>"$work/log" || { cat "$work/log" >&2; exit 1; })"
echo "$seen"
grep -qF '"" has 0 bytes, lines [0..1]' <<<"$seen"
grep -qF '"a" has 1 bytes, lines [0..1]' <<<"$seen"
echo "as stated"
