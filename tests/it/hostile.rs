//! Hostile text in every text field there is: shown as text or refused, in pages, drawings, lists and
//! file names; never run, never a path.
//!
//! The content is made from the table of fields, so a new field is tested as soon as it is written.

use crate::common::contents;
use crate::common::fresh;
use crate::common::hostile::write;
use crate::common::run;
use crate::common::stderr;
use serde_json::Value;
use std::fs;

/// Short enough to stay what they are in fields of eight characters.
const SHOWN: &[&str] = &[
    "<script>alert(1)</script>",
    "\"'><b>&amp;",
    "{{7*7}}{%if%}",
    "../../x",
    "]]>--><?",
    "%3Cb%3E\\n",
];

#[test]
fn what_is_shown_is_text() {
    for hostile in SHOWN {
        let dir = fresh();
        write(dir.path(), &[hostile]);
        let built = run(dir.path(), &["build", "--dpi", "30"]);
        assert!(built.status.success(), "{hostile}: {}", stderr(&built));
        // Nothing beside what a build makes.
        let mut beside: Vec<String> = fs::read_dir(dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        beside.sort();
        assert_eq!(beside, ["content", "print", "public"], "{hostile}");
        for (path, bytes) in contents(&dir.path().join("public"))
            .into_iter()
            .chain(contents(&dir.path().join("print")))
        {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let place = format!("{hostile} in {path}");
            assert!(path.is_ascii() && !path.contains(".."), "{place}");
            if path.ends_with(".html") || path.ends_with(".svg") {
                for live in ["<script>alert", "'><b>", "onerror=alert", "javascript:alert", "<?"] {
                    let inside = text.replace("<?xml", "");
                    assert!(!inside.contains(live), "{place}: {live}");
                }
                assert!(!text.contains("49{%if%}"), "{place}: a template was run");
            }
            if path.ends_with(".svg") {
                let parsed = roxmltree::Document::parse(&text);
                assert!(parsed.is_ok(), "{place}: {parsed:?}");
            }
            if path.ends_with(".json") {
                assert!(serde_json::from_str::<Value>(&text).is_ok(), "{place}");
            }
        }
        let page = fs::read_to_string(dir.path().join("public/101/index.html")).unwrap();
        let start: String = hostile.chars().take(4).collect();
        let escaped = start.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let quoted = escaped.replace('"', "&quot;").replace('\'', "&#39;");
        let slash = quoted.replace('/', "&#x2F;");
        let shown = [&escaped, &quoted, &slash].iter().any(|s| page.contains(s.as_str()));
        assert!(shown, "{hostile}: not on the page");
    }
}

/// What nobody can see is refused with its place, in every field.
#[test]
fn what_hides_is_refused() {
    for hidden in
        ["好\u{202e}坏", "好\u{200b}坏", "好\u{0}坏", "好\u{7}坏", "好\u{feff}坏", "好\n坏"]
    {
        let dir = fresh();
        write(dir.path(), &[hidden]);
        let checked = run(dir.path(), &["check", "--date", "2026-11-22"]);
        assert_eq!(checked.status.code(), Some(1), "{hidden:?}: {}", stderr(&checked));
        let said = stderr(&checked);
        assert!(said.contains("错误["), "{hidden:?}: {said}");
        assert!(
            !said.contains('\u{202e}') && !said.contains('\u{7}'),
            "{hidden:?} reaches the terminal"
        );
    }
}
