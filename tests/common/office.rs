//! An office with one procedure: what is changed in it, and runs that must go well or stop.

use super::contents;
use super::run;
use super::stderr;
use super::walk;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Its site.
pub(crate) const SITE: [&str; 3] = ["build", "--only", "site"];
/// One small board in every way there is.
pub(crate) const BOARD: [&str; 9] =
    ["build", "--only", "boards", "--board", "item", "--item", "401", "--dpi", "30"];

/// Changes a fact that is on every page and board of 401.
pub(crate) fn change(root: &Path, word: &str) {
    let file = procedure(root);
    let text = fs::read_to_string(&file).unwrap();
    let line = text.lines().find(|l| l.starts_with("一句话: ")).unwrap();
    fs::write(&file, text.replace(line, &format!("一句话: {word}"))).unwrap();
}

pub(crate) fn procedure(root: &Path) -> PathBuf {
    let files = walk(&root.join("content/procedures"));
    files.into_iter().find(|p| p.to_string_lossy().contains("401")).unwrap()
}

pub(crate) fn good(root: &Path, arguments: &[&str]) -> String {
    let output = run(root, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    stderr(&output)
}

/// Stops with status 2, these words, and not a file changed.
pub(crate) fn stops(root: &Path, arguments: &[&str], words: &[&str]) {
    let before = contents(root);
    let output = run(root, arguments);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(before == contents(root), "something was touched: {said}");
}

pub(crate) fn manifest(folder: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap()
}
