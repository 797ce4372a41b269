//! The import table: what each module may use. Imports run downward, everything may use `units`
//! and `diag`. Write one `use crate::…` per line, no groups, so that this scan sees all.

use crate::common::crate_root;
use crate::common::walk;
use std::collections::BTreeSet;
use std::fs;

/// Module, then the modules it may use besides `units` and `diag`.
const MAY_USE: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("qr", &[]),
    ("diag", &[]),
    ("explain", &[]),
    ("model", &[]),
    ("ink", &[]),
    ("paths", &[]),
    ("progress", &[]),
    ("yaml", &[]),
    ("load", &["model", "paths", "yaml"]),
    ("check", &["model"]),
    ("theme", &["ink", "model", "paths", "yaml"]),
    ("plan", &["model", "theme"]),
    ("site", &["model", "plan", "qr", "theme"]),
    ("geometry", &[]),
    ("frame", &["geometry", "ink"]),
    ("art", &["geometry", "ink", "theme"]),
    ("figure", &["art", "ink", "theme"]),
    ("stage", &["art", "figure", "geometry", "model", "theme"]),
    (
        "board",
        &["art", "figure", "stage", "frame", "geometry", "ink", "model", "plan", "qr", "theme"],
    ),
    ("export", &["frame", "geometry", "ink", "plan", "theme", "board"]),
    ("write", &["model", "paths"]),
    ("cli", &["model"]),
    ("config", &["cli", "model", "plan"]),
    ("content", &["check", "load", "model", "theme"]),
    ("scaffold", &["content", "load", "model", "schema", "yaml"]),
    ("import", &["load", "model", "scaffold", "yaml"]),
    ("schema", &["load"]),
    ("survey", &["check", "model", "plan"]),
    ("reference", &["board", "explain", "export", "load", "model", "theme"]),
    ("report", &["board", "export", "model", "survey", "theme", "write"]),
    (
        "serve",
        &[
            "board", "check", "content", "export", "load", "model", "paths", "plan", "site",
            "survey", "theme",
        ],
    ),
    (
        "build",
        &[
            "board", "check", "cli", "config", "content", "export", "frame", "model", "outputs",
            "plan", "progress", "site", "theme", "write",
        ],
    ),
    ("outputs", &["export", "frame", "plan", "theme", "write"]),
    // The program: it sees the library as everybody does, by its name.
    ("terminal", &[]),
    ("command", &["terminal"]),
    ("contact", &["board", "config", "content", "export", "progress", "write"]),
];

/// Inside `board`: the engine knows boxes, only `view` and `mod` know procedures.
const ENGINE: &[&str] = &["draw", "fitting", "judge", "layout", "markup", "qr", "shortage", "text"];

fn sources() -> Vec<(String, String)> {
    let src = crate_root().join("src");
    let name =
        |p: &std::path::Path| p.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    walk(&src).iter().map(|p| (name(p), fs::read_to_string(p).unwrap())).collect()
}

fn module_of(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Every word after `crate::` in code, comments left out.
fn used(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
    let after = code.flat_map(|l| {
        l.match_indices("crate::").map(|(i, m)| l[i + m.len()..].to_string()).collect::<Vec<_>>()
    });
    after
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn imports_run_downward() {
    for (path, text) in sources() {
        assert!(!text.contains("use crate::{"), "{path}: one `use` per line");
        let module = module_of(&path);
        if module == "main" || module == "lib" {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(m, _)| *m == module)
            .unwrap_or_else(|| panic!("no rule for {module}"));
        for name in used(&text) {
            let good = name == module
                || name == "units"
                || name == "diag"
                || allowed.contains(&name.as_str());
            assert!(good, "{path} may not use crate::{name}");
        }
    }
}

#[test]
fn the_engine_knows_no_procedures() {
    for (path, text) in sources() {
        let Some(rest) = path.strip_prefix("board/") else { continue };
        if ENGINE.contains(&rest.trim_end_matches(".rs")) {
            for name in ["model", "plan"] {
                assert!(!used(&text).contains(name), "{path} may not use crate::{name}");
            }
        }
    }
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

#[test]
fn the_top_level_is_what_was_agreed() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "content",
        "themes",
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
