//! Who may use whom: rooms (the folders and files of `src`) in floors, files in no circle.
//!
//! `crate::imports` reads the arrows; here stand the rules. Write one `use` per line, no groups, and
//! a module in a file of its own, so that it sees all.

use crate::common::crate_root;
use crate::common::walk;
use crate::imports::Arrow;
use crate::imports::Crate;
use crate::imports::circles;
use std::collections::BTreeSet;
use std::fs;

/// The ground: whatever stands below these two may use them.
const GROUND: &[&str] = &["units", "diag"];

/// The rooms from the ground up, and what each may use besides the ground: only rooms that stand
/// before it, so that no two can need each other.
const MAY_USE: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("markdown", &[]),
    ("charset", &[]),
    ("geometry", &[]),
    ("ink", &[]),
    ("paths", &[]),
    ("plain", &[]),
    ("progress", &[]),
    ("qr", &[]),
    ("terminal", &[]),
    ("units", &[]),
    ("quantity", &[]),
    ("vocabulary", &["quantity"]),
    ("command", &["terminal"]),
    ("explain", &[]),
    ("yaml", &[]),
    ("frame", &["geometry", "ink"]),
    ("write", &["paths", "quantity"]),
    ("record", &["quantity", "vocabulary", "yaml"]),
    ("model", &["quantity", "record", "vocabulary", "yaml"]),
    ("schema", &["model", "record"]),
    ("cli", &["model", "quantity"]),
    ("check", &["charset", "markdown", "model", "qr", "quantity", "record", "vocabulary"]),
    ("load", &["model", "paths", "plain", "record", "vocabulary", "yaml"]),
    (
        "theme",
        &["charset", "ink", "model", "paths", "plain", "quantity", "record", "vocabulary", "yaml"],
    ),
    ("art", &["charset", "geometry", "ink", "theme", "vocabulary"]),
    ("plan", &["model", "record", "theme", "vocabulary"]),
    ("joins", &["record"]),
    ("inventory", &["model", "quantity", "record", "yaml"]),
    ("content", &["check", "load", "model", "record", "theme", "vocabulary"]),
    ("edit", &["load", "model", "quantity", "record", "yaml"]),
    ("config", &["cli", "plan", "quantity"]),
    ("figure", &["art", "ink", "theme"]),
    ("survey", &["check", "model", "plan", "quantity"]),
    ("export", &["frame", "geometry", "ink", "qr", "theme"]),
    ("scaffold", &["content", "load", "model", "quantity", "record", "schema", "yaml"]),
    ("view", &["model", "plan", "qr", "quantity", "record", "theme", "vocabulary"]),
    (
        "site",
        &[
            "art",
            "joins",
            "markdown",
            "model",
            "plan",
            "qr",
            "quantity",
            "record",
            "theme",
            "view",
            "vocabulary",
        ],
    ),
    (
        "import",
        &[
            "content",
            "inventory",
            "load",
            "model",
            "quantity",
            "record",
            "scaffold",
            "theme",
            "yaml",
        ],
    ),
    ("stage", &["art", "figure", "geometry", "model", "record", "theme", "vocabulary"]),
    (
        "board",
        &[
            "art",
            "charset",
            "figure",
            "frame",
            "geometry",
            "ink",
            "joins",
            "model",
            "plan",
            "qr",
            "quantity",
            "record",
            "stage",
            "theme",
            "view",
            "vocabulary",
        ],
    ),
    ("sheets", &["board", "export", "frame", "plan", "progress", "quantity", "theme", "write"]),
    (
        "serve",
        &[
            "board",
            "check",
            "content",
            "edit",
            "export",
            "frame",
            "geometry",
            "load",
            "model",
            "paths",
            "plan",
            "quantity",
            "record",
            "scaffold",
            "site",
            "survey",
            "theme",
            "vocabulary",
            "yaml",
        ],
    ),
    ("cast", &["board", "config", "content", "progress", "sheets", "theme", "write"]),
    (
        "build",
        &[
            "board", "check", "cli", "config", "content", "export", "model", "plan", "progress",
            "sheets", "site", "theme", "write",
        ],
    ),
    (
        "office",
        &[
            "board",
            "content",
            "export",
            "inventory",
            "load",
            "markdown",
            "model",
            "plan",
            "qr",
            "quantity",
            "record",
            "theme",
            "yaml",
        ],
    ),
    (
        "reference",
        &["board", "cast", "explain", "export", "model", "record", "theme", "vocabulary"],
    ),
    ("report", &["board", "cast", "model", "progress", "quantity", "sheets", "survey", "theme"]),
];

/// Circles among files that are still to be opened. Whoever opens one takes its row out: a row that
/// is no longer true fails.
const KNOWN_CIRCLES: &[&[&str]] = &[];

/// Inside `board`: who knows of procedures. Every other file there is the engine, which knows boxes.
const KNOW_PROCEDURES: &[&str] =
    &["advice", "hosts", "mod", "origin", "photos", "scenes", "topic", "trial", "view", "words"];

fn sources() -> Vec<(String, String)> {
    let src = crate_root().join("src");
    let name =
        |p: &std::path::Path| p.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    let code = walk(&src).into_iter().filter(|p| p.extension().is_some_and(|end| end == "rs"));
    code.map(|p| (name(&p), fs::read_to_string(&p).unwrap())).collect()
}

/// The library: `main.rs` is another crate, above all rooms.
fn library() -> Crate {
    let mut sources = sources();
    sources.retain(|(path, _)| path != "main.rs");
    Crate::read(&sources)
}

fn room_of(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn the_table_is_in_order_of_floors() {
    for (i, (room, allowed)) in MAY_USE.iter().enumerate() {
        for name in *allowed {
            let below = MAY_USE[..i].iter().any(|(r, _)| r == name);
            assert!(below && !GROUND.contains(name), "{room} and {name}: not in order of floors");
        }
    }
    let rooms: BTreeSet<&str> = MAY_USE.iter().map(|(room, _)| *room).collect();
    let sources = sources();
    let there = sources.iter().map(|(path, _)| room_of(path));
    let there: BTreeSet<&str> = there.filter(|room| !["lib", "main"].contains(room)).collect();
    assert_eq!(rooms, there, "rooms of the table, rooms of src");
}

#[test]
fn imports_run_downward() {
    let floor = |room: &str| MAY_USE.iter().position(|(r, _)| *r == room).unwrap_or(MAY_USE.len());
    let mut wrong = Vec::new();
    for arrow in library().arrows() {
        let (from, to) = (room_of(&arrow.from), room_of(&arrow.to));
        if from == "lib" || from == to {
            continue;
        }
        let allowed = MAY_USE.iter().find(|(room, _)| *room == from).map_or(&[][..], |(_, m)| m);
        let on_the_ground = GROUND.contains(&to) && floor(to) < floor(from);
        if !on_the_ground && !allowed.contains(&to) {
            wrong.push(format!("{} may not use {} ({})", arrow.from, arrow.path, arrow.to));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_files_need_each_other() {
    let arrows = library().arrows();
    let found = circles(&arrows);
    let known: Vec<Vec<String>> =
        KNOWN_CIRCLES.iter().map(|c| c.iter().map(|f| (*f).to_string()).collect()).collect();
    let mut wrong = String::new();
    for circle in found.iter().filter(|c| !known.contains(c)) {
        let inside = |a: &&Arrow| circle.contains(&a.from) && circle.contains(&a.to);
        wrong += &format!("{circle:?} need each other:\n");
        for a in arrows.iter().filter(|a| !a.in_tests).filter(inside) {
            wrong += &format!("  {} → {} ({})\n", a.from, a.to, a.path);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    for circle in known {
        assert!(found.contains(&circle), "{circle:?} is open: take it out of KNOWN_CIRCLES");
    }
}

#[test]
fn the_engine_knows_no_procedures() {
    let arrows = library().arrows();
    let knows = arrows.iter().filter(|a| ["model", "plan"].contains(&room_of(&a.to)));
    let knows: BTreeSet<&str> = knows
        .filter_map(|a| a.from.strip_prefix("board/"))
        .map(|f| f.trim_end_matches(".rs"))
        .collect();
    assert_eq!(knows, KNOW_PROCEDURES.iter().copied().collect());
}

#[test]
fn only_one_file_prints_and_only_one_names_yaml() {
    for (path, text) in sources() {
        if path != "terminal.rs" {
            for word in ["println!", "eprint!", "print!(", "stdout()", "stderr()", "process::exit"]
            {
                assert!(!text.contains(word), "{path} has {word}");
            }
        }
        if path != "yaml/quote.rs" {
            assert!(!text.contains("serde_yaml"), "{path} names the YAML crate");
        }
    }
}

#[test]
fn every_file_says_what_it_makes_and_stays_small() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{path} has no opening comment");
        assert!(text.lines().count() <= 600, "{path}: {} lines", text.lines().count());
        for word in ["todo!(", "unimplemented!(", "dbg!(", "TODO"] {
            assert!(!text.contains(word), "{path} has {word}");
        }
    }
}

#[test]
fn there_is_one_text_engine() {
    let lock = fs::read_to_string(crate_root().join("Cargo.lock")).unwrap();
    for name in ["usvg", "skrifa", "harfrust"] {
        assert_eq!(lock.matches(&format!("name = \"{name}\"\n")).count(), 1, "{name}");
    }
}

/// Nothing is found by itself here (`autotests = false`): a file of tests that nobody names is never run.
#[test]
fn every_file_of_tests_is_named() {
    let root = crate_root();
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let main = fs::read_to_string(root.join("tests/it/main.rs")).unwrap();
    let common = fs::read_to_string(root.join("tests/common/mod.rs")).unwrap();
    let named = |folder: &str, stem: &str| match folder {
        "tests/it" => stem == "main" || main.contains(&format!("\nmod {stem};")),
        "tests/common" => stem == "mod" || common.contains(&format!("mod {stem};")),
        folder => manifest.contains(&format!("path = \"{folder}/{stem}.rs\"")),
    };
    let mut seen = 0;
    for folder in ["tests", "tests/it", "tests/common", "tests/benches"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "rs") {
                let stem = path.file_stem().unwrap().to_string_lossy();
                assert!(named(folder, &stem), "{folder}/{stem}.rs is run by nobody");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen} files");
}

#[test]
fn the_top_level_is_what_was_agreed() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "content",
        "themes",
        "findings",
        "tests",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "target",
        "public",
        "print",
    ];
    for entry in fs::read_dir(crate_root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            name.starts_with('.') || allowed.contains(&name.as_str()),
            "{name} at the top level"
        );
    }
}
