//! The two doors that other people's files come through, with tens of thousands of mutated files: a
//! report or a result, never a panic, never English. The same doors as `tests/fuzz`, for toolchains
//! without a coverage-guided fuzzer.

use crate::common::Seeded;
use crate::common::crate_root;
use crate::common::walk;
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::diag::Sources;
use xiaowei::load::read_procedure_bytes;
use xiaowei::theme::Theme;
use xiaowei::units::SheetSize;

/// Mutated procedure files.
const FILES: usize = 50_000;
/// Mutated markup; a tenth of it where the program is not optimised.
const MARKUPS: usize = if cfg!(debug_assertions) { 5_000 } else { 50_000 };

fn theme() -> Theme {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    Theme::load(Path::new("/nonexistent"), None, &mut sources, &mut report).unwrap()
}

/// Characters changed, lost, doubled; pieces of syntax put in. One in ten is changed in its bytes.
fn mutated(rng: &mut Seeded, good: &str, noise: &[&str]) -> Vec<u8> {
    let mut text: Vec<char> = good.chars().collect();
    let letters: Vec<char> = "的一是0129aZ：，。".chars().collect();
    for _ in 0..=rng.below(3) {
        let at = rng.below(text.len().max(1)).min(text.len());
        let end = (at + 1 + rng.below(8)).min(text.len());
        match rng.below(6) {
            0 => drop(text.drain(at..end)),
            1 => {
                let piece = text[at..end].to_vec();
                let to = rng.below(text.len() + 1);
                text.splice(to..to, piece);
            }
            2 | 3 => {
                if let Some(c) = text.get_mut(at) {
                    *c = letters[rng.below(letters.len())];
                }
            }
            4 => {
                let line = text[..at].iter().rposition(|c| *c == '\n').map_or(0, |i| i + 1);
                let next =
                    text[at..].iter().position(|c| *c == '\n').map_or(text.len(), |i| at + i);
                text.drain(line..next);
            }
            _ => {
                let piece: Vec<char> = rng.pick(noise).chars().collect();
                text.splice(at..at, piece);
            }
        }
    }
    let mut bytes: Vec<u8> = text.into_iter().collect::<String>().into_bytes();
    if rng.below(10) == 0 && !bytes.is_empty() {
        let at = rng.below(bytes.len());
        bytes[at] = rng.below(256) as u8;
    }
    bytes
}

#[test]
fn mutated_procedures_are_read_or_reported() {
    const NOISE: &[&str] = &[
        "：",
        "- ",
        "\t",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        "#",
        "&a",
        "*a",
        "|",
        ">",
        "\u{feff}",
        "\0",
        "？",
        "  ",
        "!!x",
        "<<: ",
        "---\n",
        "\n",
        "\r\n",
        "，",
        "　",
        "－ ",
        "“",
        "”",
        "\u{200b}",
        "\u{202e}",
        "101",
        "2026-02-30",
        "《",
        "𠮷",
        "\u{1}",
        "? ",
        "...\n",
        "%YAML 9\n",
    ];
    let words = theme().words;
    let seeds: Vec<String> = ["content/procedures", "tests/suite"]
        .iter()
        .flat_map(|f| walk(&crate_root().join(f)))
        .filter(|p| p.extension().is_some_and(|e| e == "md" || e == "yaml"))
        .filter_map(|p| fs::read_to_string(p).ok())
        .collect();
    let whole: usize = (0..FILES)
        .into_par_iter()
        .map(|turn| {
            let mut rng = Seeded(turn as u64);
            let good = &seeds[rng.below(seeds.len())];
            let bytes = mutated(&mut rng, good, NOISE);
            let name =
                if turn % 4 == 0 { "content/procedures/1.yaml" } else { "content/procedures/1.md" };
            let (mut sources, mut report) = (Sources::default(), Report::default());
            let read = read_procedure_bytes(name, &bytes, &words, &mut sources, &mut report);
            assert!(read || report.has_errors(), "seed {turn}: neither");
            for d in report.items() {
                assert!(!d.message.is_ascii() && d.help.is_some(), "seed {turn}: {}", d.message);
            }
            report.sort(&sources);
            let _ = report.render(&sources, turn % 2 == 0);
            let _ = report.to_json(&sources);
            usize::from(read)
        })
        .sum();
    // Mild enough that some files still hold a procedure: all of the reader is reached.
    assert!(whole * 20 > FILES, "{whole} of {FILES}");
}

#[test]
fn mutated_markup_is_laid_out_or_refused() {
    const NOISE: &[&str] = &[
        "<row>",
        "</row>",
        "<column grow=\"1\">",
        "</column>",
        "width=\"-5mm\"",
        "width=\"0mm\"",
        "height=\"1e300mm\"",
        "fit=\"0mm..0mm\"",
        "fit=\"9mm..1mm\"",
        "lines=\"0\"",
        "size=\"NaN\"",
        "%",
        "spare=\"1\"",
        "wrap=\"1\"",
        "position=\"absolute\"",
        "radius=\"round\"",
        "margin=\"-99mm\"",
        "columns=\"0\"",
        "columns=\"24\"",
        "span=\"99\"",
        "<text fit=\"1mm..9mm\">好</text>",
        "<qr src=\"https://a.example/\"/>",
        "<grid columns=\"3\">",
        "</grid>",
        "<art src=\"props/heart\"/>",
        "min-height=\"1mm..9mm\"",
        "&amp;",
        "<!--",
        "leading=\"0\"",
    ];
    let good = "<board fill=\"paper\"><column fill=\"red\" rings=\"category-1-ring\" wave=\"9mm\" padding=\"9mm 20mm\" gap=\"4mm\"><text weight=\"900\" ink=\"white\" fit=\"20mm..40mm\" lines=\"1..2\" spacing=\"0.02\" rounded=\"1\">老年证办理</text><row><box fill=\"cream\" radius=\"round\" padding=\"2mm\"><text fit=\"9mm..12mm\" lines=\"1\" group=\"a\">满六十岁，办一张优待证</text></box></row></column><grid columns=\"6\" gap=\"5mm\" grow=\"1\"><column span=\"3\" stroke=\"line\"><row min-height=\"20mm..60mm\" grow=\"1\"><art src=\"props/id-card\" grow=\"1\"/><box tail=\"left\" fill=\"white\" stroke=\"line\"><text fit=\"9mm..14mm\" lines=\"3\" balance=\"1\">别急，展板上有流程</text></box></row></column><column span=\"3\" spare=\"2\"><qr src=\"https://xiaowei.example/401/?v=ABCDEF\"/></column></grid><corner fill=\"gold\" size=\"12mm\">样张</corner></board>";
    let good = &good.replace("><", ">\n<");
    let theme = theme();
    let workshop = Workshop::open(&theme, &mut Report::default()).unwrap();
    let size = SheetSize::parse("60x80cm").unwrap();
    let new = || Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    assert!(workshop.try_markup(good, size, &mut new()) > 10);
    // A value that is not there leaves an empty text: drawn as nothing, never a panic.
    let empty = "<board fill=\"white\"><text size=\"12mm\" ink=\"text\"></text></board>";
    assert!(workshop.try_markup(empty, size, &mut new()) > 0);
    let laid_out: usize = (0..MARKUPS)
        .into_par_iter()
        .map_init(new, |typesetter, turn| {
            let mut rng = Seeded(turn as u64);
            let bytes = mutated(&mut rng, good, NOISE);
            let text = String::from_utf8_lossy(&bytes);
            usize::from(workshop.try_markup(&text, size, typesetter) > 0)
        })
        .sum();
    // The mutations are mild enough that some still mean something.
    assert!(laid_out * 20 > MARKUPS, "{laid_out} of {MARKUPS}");
}
