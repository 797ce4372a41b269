//! Golden cases: every folder of `tests/golden/` holds `content/` and `out/` with what comes of it.
//!
//! `out/` has the report, the manifest without checksums, one page, and every sheet as readable text
//! (what stands where, in which size and ink). `XIAOWEI_UPDATE=1` writes them; then read the diff.
//! A file too many in `out/` fails like a missing one.

use crate::common::contents;
use crate::common::crate_root;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use xiaowei::board::Workshop;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::frame::Frame;
use xiaowei::frame::Item;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;
use xiaowei::read_content;

/// A sheet as text: words with place and size, shapes counted by ink, codes with addresses.
fn describe(frame: &Frame) -> String {
    let mut out = format!("{} {} {}\n{}\n", frame.stem, frame.size, frame.version, frame.title);
    let mut shapes: BTreeMap<(String, String), usize> = BTreeMap::new();
    for item in &frame.items {
        match item {
            Item::Text(t) => {
                let (x, y) = (t.bounds.x, t.bounds.y);
                let ink = &frame.inks.ink(t.ink).name;
                writeln!(
                    out,
                    "{x:.0},{y:.0} {:.1}mm {} {ink} {:?} {}",
                    t.size.0, t.weight, t.role, t.text
                )
                .unwrap();
            }
            Item::Photo(p) => writeln!(out, "photo {:?}", p.rect).unwrap(),
            Item::Shape(s) => {
                let name =
                    |ink: Option<_>| ink.map_or("-".into(), |i| frame.inks.ink(i).name.clone());
                *shapes.entry((name(s.fill), name(s.stroke.map(|k| k.ink)))).or_default() += 1;
            }
        }
    }
    for code in &frame.codes {
        let b = code.bounds;
        writeln!(
            out,
            "code {:.1},{:.1} {:.1}mm {} modules {}",
            b.x, b.y, b.w, code.modules, code.address
        )
        .unwrap();
    }
    for ((fill, stroke), count) in shapes {
        writeln!(out, "shapes fill {fill} stroke {stroke}: {count}").unwrap();
    }
    out
}

fn produce(case: &Path) -> BTreeMap<String, String> {
    let content = read_content(case);
    let mut out = BTreeMap::new();
    out.insert("report.txt".to_string(), content.report.render(&content.sources, false));
    if content.report.has_errors() {
        return out;
    }
    let (catalog, theme) = content.read.unwrap();
    let mut plan = Plan::new(&catalog, &theme, &Wanted::default());
    let mut report = Report::default();
    let workshop = Workshop::open(&theme, &mut report).unwrap();
    let mut typesetter =
        Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
    for board in plan.sheets.iter().filter(|s| s.kind.prints()) {
        let frame = workshop.make_planned(&plan, board, &mut typesetter, &mut report);
        let frame = frame.unwrap_or_else(|| panic!("{}", report.render(&content.sources, false)));
        out.insert(
            format!("{}.txt", board.print_path().replace('/', "-")),
            describe(&frame.pages[0]),
        );
    }
    plan.show_all();
    for (path, bytes) in crate::common::site_of(&plan, &theme) {
        // The pages of procedures and of their former codes.
        if path.ends_with("/index.html") && path.starts_with(|c: char| c.is_ascii_digit()) {
            out.insert(path.replace('/', "-"), String::from_utf8(bytes).unwrap());
        }
    }
    out
}

#[test]
fn cases_come_out_as_they_should() {
    let update = std::env::var_os("XIAOWEI_UPDATE").is_some();
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(crate_root().join("tests/golden")).unwrap() {
        let case = entry.unwrap().path();
        count += 1;
        let found = produce(&case);
        let folder = case.join("out");
        if update {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            for (name, text) in &found {
                fs::write(folder.join(name), text).unwrap();
            }
            continue;
        }
        let expected: BTreeMap<String, String> = contents(&folder)
            .into_iter()
            .map(|(n, b)| (n, String::from_utf8(b).unwrap().replace("\r\n", "\n")))
            .collect();
        let names: Vec<&String> = expected.keys().collect();
        if names != found.keys().collect::<Vec<_>>() {
            wrong.push(format!("{}: files {names:?}, found {:?}", case.display(), found.keys()));
        }
        for (name, text) in &found {
            let first =
                expected.get(name).and_then(|e| e.lines().zip(text.lines()).find(|(a, b)| a != b));
            if let Some((a, b)) = first {
                wrong.push(format!("{}/{name}:\n  expected {a}\n  found    {b}", case.display()));
            } else if expected.get(name).is_some_and(|e| e.len() != text.len()) {
                wrong.push(format!("{}/{name}: another length", case.display()));
            }
        }
    }
    assert!(count >= 3);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
