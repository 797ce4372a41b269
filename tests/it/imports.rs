//! Which file of a crate uses which: reads `use` lines and paths in code, and follows re-exports.
//!
//! Start at [`Crate::read`]; [`Crate::arrows`] are the result, [`circles`] what must not be among them.
//! No parser of Rust: it knows words joined by `::`, which is enough as long as `use` takes no groups
//! and modules are files. [`Crate::read`] refuses what it would not see.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The sources of a crate, by module.
pub(crate) struct Crate {
    modules: BTreeMap<Vec<String>, Module>,
}

/// One file.
struct Module {
    /// Path below `src`, with `/`.
    file: String,
    /// What names stand for here: the last word of a `use` and its whole path.
    names: BTreeMap<String, Vec<String>>,
    /// The paths that the file makes something of; re-exports of its own children are none.
    paths: Vec<Vec<String>>,
    /// The same of its unit tests, as seen from the file.
    test_paths: Vec<Vec<String>>,
}

/// One file uses what another one defines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    pub from: String,
    pub to: String,
    /// The path as it is written.
    pub path: String,
    /// Only a unit test does.
    pub in_tests: bool,
}

impl Crate {
    /// From pairs of path below `src` and text.
    pub(crate) fn read(sources: &[(String, String)]) -> Crate {
        let modules = sources.iter().map(|(file, text)| (module_path(file), module(file, text)));
        Crate { modules: modules.collect() }
    }

    /// Every use of one file by another.
    pub(crate) fn arrows(&self) -> BTreeSet<Arrow> {
        let mut arrows = BTreeSet::new();
        for (at, module) in &self.modules {
            let plain = module.paths.iter().map(|p| (p, false));
            for (path, in_tests) in plain.chain(module.test_paths.iter().map(|p| (p, true))) {
                let Some(to) = self.resolve(at, path, 0) else { continue };
                let (from, to) = (module.file.clone(), self.modules[&to].file.clone());
                if from != to {
                    arrows.insert(Arrow { from, to, path: path.join("::"), in_tests });
                }
            }
        }
        arrows
    }

    /// The module that defines what a path written in `from` means; nothing for other crates' names.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<Vec<String>> {
        assert!(depth < 20, "{path:?} in {from:?} leads back to itself");
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.walk(&[], rest, depth),
            "self" => self.walk(from, rest, depth),
            "super" => {
                let up = &from[..from.len().checked_sub(1)?];
                match rest.first() {
                    Some(next) if next == "super" => self.resolve(up, rest, depth + 1),
                    _ => self.walk(up, rest, depth),
                }
            }
            name => {
                let child = [from, &[name.to_string()]].concat();
                if self.modules.contains_key(&child) {
                    return self.walk(&child, rest, depth);
                }
                let meant = self.modules.get(from)?.names.get(name)?;
                // `use png::png` is another crate's: a module of ours would be the child above.
                (meant[0] != name)
                    .then(|| self.resolve(from, &[meant, rest].concat(), depth + 1))?
            }
        }
    }

    /// Goes down from a module, through the names it passes on.
    fn walk(&self, at: &[String], path: &[String], depth: usize) -> Option<Vec<String>> {
        let module = self.modules.get(at)?;
        let Some((name, rest)) = path.split_first() else { return Some(at.to_vec()) };
        let child = [at, std::slice::from_ref(name)].concat();
        if self.modules.contains_key(&child) {
            return self.walk(&child, rest, depth);
        }
        match module.names.get(name) {
            // What comes from another crate is as good as defined here.
            Some(meant) => {
                self.resolve(at, &[meant, rest].concat(), depth + 1).or_else(|| Some(at.to_vec()))
            }
            None => Some(at.to_vec()),
        }
    }
}

/// Groups of files that all lead to each other, by the arrows of real code.
pub(crate) fn circles(arrows: &BTreeSet<Arrow>) -> Vec<Vec<String>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for arrow in arrows.iter().filter(|a| !a.in_tests) {
        next.entry(&arrow.from).or_default().insert(&arrow.to);
    }
    let reached = |start: &str| -> BTreeSet<&str> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(file) = open.pop() {
            for to in next.get(file).into_iter().flatten() {
                if seen.insert(*to) {
                    open.push(to);
                }
            }
        }
        seen
    };
    let all: BTreeMap<&str, BTreeSet<&str>> = next.keys().map(|f| (*f, reached(f))).collect();
    let group = |file: &str| -> Vec<String> {
        let back = |to: &&&str| all.get(**to).is_some_and(|r| r.contains(file));
        all[file].iter().filter(back).map(|f| (*f).to_string()).collect()
    };
    let groups: BTreeSet<Vec<String>> = all.keys().map(|f| group(f)).collect();
    groups.into_iter().filter(|g| !g.is_empty()).collect()
}

/// `board/draw.rs` is `board::draw`, `board/mod.rs` is `board`, `lib.rs` the crate itself.
fn module_path(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { Vec::new() } else { path.split('/').map(String::from).collect() }
}

fn module(file: &str, text: &str) -> Module {
    let (code, tests) = without_tests(&bare(text));
    for (i, _) in code.match_indices("mod ") {
        let before = code[..i].chars().next_back();
        let rest = code[i + 4..].trim_start_matches(is_name);
        let is_word = before.is_none_or(|c| !is_name(c));
        assert!(!(is_word && rest.starts_with(" {")), "{file}: a module is a file");
    }
    let (mut names, mut reexports) = (BTreeMap::new(), BTreeSet::new());
    for statement in code.split(';') {
        let Some((before, used)) = split_use(statement) else { continue };
        let of_the_crate = ["crate", "super", "self"].iter().any(|r| used.starts_with(r));
        let grouped = used.contains('{') || used.contains('*');
        assert!(!(of_the_crate && grouped), "{file}: one `use` per line: {used}");
        if grouped {
            continue;
        }
        let (path, alias) = used.split_once(" as ").unwrap_or((used, ""));
        let path: Vec<String> = path.trim().split("::").map(String::from).collect();
        let alias = if alias.is_empty() { path.last().unwrap() } else { alias.trim() };
        // What is passed on from below is made there.
        let is_below = !["crate", "super"].contains(&path[0].as_str());
        if before.starts_with("pub") && is_below {
            reexports.insert(path.clone());
        }
        names.insert(alias.to_string(), path);
    }
    let paths = paths(&code).into_iter().filter(|p| !reexports.contains(p)).collect();
    // One step up from the tests is the file.
    let as_from_the_file = |mut path: Vec<String>| {
        if path[0] == "super" {
            path.remove(0);
            if path.first().is_none_or(|p| p != "super") {
                path.insert(0, "self".into());
            }
        }
        path
    };
    let of_the_crate =
        |p: &Vec<String>| p.len() > 1 && ["crate", "super", "self"].contains(&p[0].as_str());
    let test_paths = self::paths(&tests).into_iter().filter(of_the_crate).map(as_from_the_file);
    let test_paths = test_paths.collect();
    Module { file: file.to_string(), names, paths, test_paths }
}

/// `pub use a::b` as `pub ` and `a::b`.
fn split_use(statement: &str) -> Option<(&str, &str)> {
    // The last `use` that begins a line or follows `pub`; attributes may stand before it.
    let at = statement
        .match_indices("use ")
        .map(|(i, _)| i)
        .filter(|i| !statement[..*i].ends_with(is_name))
        .last()?;
    let line = statement[..at].rfind('\n').map_or(0, |i| i + 1);
    let before = statement[line..at].trim();
    let plain = before.is_empty() || before.starts_with("pub");
    plain.then(|| (before, statement[at + 4..].trim()))
}

/// Every run of words joined by `::`, two or more.
fn paths(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let mut rest = code;
    while let Some(start) = rest.find(is_name) {
        let joined = rest[..start].ends_with("::");
        rest = &rest[start..];
        let mut path = Vec::new();
        loop {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            path.push(rest[..end].to_string());
            rest = &rest[end..];
            match rest.strip_prefix("::") {
                Some(more) if more.starts_with(is_name) => rest = more,
                _ => break,
            }
        }
        // `::name` is what follows `Type::<T>`.
        if path.len() > 1 && !joined {
            found.insert(path);
        }
    }
    found
}

/// The code, and what stands in `#[cfg(test)] mod … { … }`.
fn without_tests(code: &str) -> (String, String) {
    let (mut plain, mut tests) = (String::new(), String::new());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        let (before, after) = rest.split_at(at);
        plain.push_str(before);
        let open = after.find('{').unwrap_or(after.len());
        if !after[..open].contains("mod ") {
            plain.push_str(&after[..open]);
            rest = &after[open..];
            continue;
        }
        let mut depth = 0;
        let end = after.char_indices().find_map(|(i, c)| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            (c == '}' && depth == 0).then_some(i + 1)
        });
        let end = end.unwrap_or(after.len());
        tests.push_str(&after[..end]);
        rest = &after[end..];
    }
    plain.push_str(rest);
    (plain, tests)
}

/// The code without comments, and with every string and character empty.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let cut = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |i| i + 2)
        } else if let Some(length) = raw_string(rest).filter(|_| !out.ends_with(is_name)) {
            length
        } else if c == '"' {
            closed(rest, '"')
        } else if c == '\'' && is_character(rest) {
            closed(rest, '\'')
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        if c == '"' || c == '\'' || c == 'r' {
            out.push_str("\"\"");
        }
        rest = &rest[cut..];
    }
    out
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// `'x'` or `'\n'`, not `'lifetime`.
fn is_character(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    matches!((chars.next(), chars.next()), (Some('\\'), _) | (_, Some('\'')))
}

/// Length of what is quoted, escapes passed over.
fn closed(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(i, _)| i + 1)
}

/// Length of `r"…"` or `r#"…"#`.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).map_or(inside.len(), |i| i + end.len());
    Some(1 + hashes + 1 + length)
}

/// A small crate, read as ours is.
#[test]
fn every_way_to_name_a_file_is_seen() {
    let files = [
        ("lib.rs", "pub mod a;\nmod b;\nmod c;\npub use b::Thing;\n"),
        // `pub use low::Low` is made below: no arrow of its own; `mid` is used.
        ("a/mod.rs", "mod low;\nmod mid;\nuse mid::Mid;\npub use low::Low;\nstruct Top;\n"),
        ("a/low.rs", "// crate::c::no\nconst S: &str = \"crate::c::no\"; use super::mid::Mid;\n"),
        ("a/mid.rs", "fn f<'x>() -> char { super::low::g(); super::super::c::h(); '\"' }\n"),
        // Through two re-exports, under another name, and in line.
        ("b.rs", "use crate::a::Low as Deep;\nstruct Thing;\nfn f() { Deep::new(); png::x(); }\n"),
        (
            "c.rs",
            "use crate::Thing;\n#[cfg(test)]\nmod tests { use super::*; use crate::a::Top; }\n",
        ),
    ];
    let files = files.map(|(file, text)| (file.to_string(), text.to_string()));
    let arrows = Crate::read(&files).arrows();
    let pairs = |in_tests: bool| -> BTreeSet<(&str, &str)> {
        let of = arrows.iter().filter(|a| a.in_tests == in_tests);
        of.map(|a| (a.from.as_str(), a.to.as_str())).collect()
    };
    let expected = [
        ("a/low.rs", "a/mid.rs"),
        ("a/mid.rs", "a/low.rs"),
        ("a/mid.rs", "c.rs"),
        ("a/mod.rs", "a/mid.rs"),
        ("b.rs", "a/low.rs"),
        ("c.rs", "b.rs"),
    ];
    assert_eq!(pairs(false), BTreeSet::from(expected));
    assert_eq!(pairs(true), BTreeSet::from([("c.rs", "a/mod.rs")]));
    let groups = circles(&arrows);
    assert_eq!(groups, [["a/low.rs", "a/mid.rs", "b.rs", "c.rs"].map(String::from)]);
}
