//! Drawings of a community's own: `content/art/东西/NAME.svg` is a thing called NAME, `content/art/地点/NAME.svg` a
//! place. Nobody has to know what a theme is.
//!
//! Start at [`read`]. They become files and rows of the theme, above all others, and are judged as those are:
//! inks only, no scripts, no references, within bounds.

use crate::paths::portable_path;
use crate::plain::Refused;
use crate::plain::read_plain;
use crate::yaml::quoted;
use std::collections::BTreeMap;
use std::path::Path;
use walkdir::WalkDir;

/// Where they lie below the root, the folder and the table of the theme that they belong to, and what a row is.
const KINDS: [(&str, &str, &str); 2] =
    [("东西", "props", "props.yaml"), ("地点", "places", "places.yaml")];

/// Longest name: it is a word of a line.
const LONGEST: usize = 8;
/// Largest file.
const MAX_BYTES: u64 = 2 << 20;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct OwnArt {
    /// Bytes by the path of the theme, and where the file lies, by the same.
    pub files: BTreeMap<String, Vec<u8>>,
    pub shown: BTreeMap<String, String>,
    /// Rows to lie over those of the theme's tables, by the table's path.
    pub tables: BTreeMap<String, String>,
    /// What was not read, with the reason.
    pub refused: Vec<(String, Refused)>,
    /// Files whose names are no words, and others that are no drawings.
    pub strays: Vec<String>,
}

/// Reads the drawings of a root; nothing where there are none.
pub(super) fn read(root: &Path) -> OwnArt {
    let mut found = OwnArt::default();
    let base = root.join("content").join("art");
    if !base.is_dir() {
        return found;
    }
    let mut words = String::new();
    let walk = WalkDir::new(&base).max_depth(3).sort_by_file_name().into_iter().flatten();
    for entry in walk.filter(|entry| entry.file_type().is_file()) {
        let shown = portable_path(root, entry.path());
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let folder = entry.path().parent().and_then(Path::file_name).map(|f| f.to_string_lossy());
        let kind = KINDS.iter().find(|(kind, ..)| folder.as_deref() == Some(kind));
        let word = name.strip_suffix(".svg").filter(|word| is_word(word));
        let (Some((kind, below, table)), Some(word)) = (kind.filter(|_| entry.depth() == 2), word)
        else {
            found.strays.push(shown);
            continue;
        };
        match read_plain(&base, entry.path(), MAX_BYTES) {
            Ok(bytes) => {
                let path = format!("art/{below}/{word}.svg");
                found.files.insert(path.clone(), bytes);
                found.shown.insert(path, shown);
                let rows = found.tables.entry(format!("art/{table}")).or_default();
                let high = if *kind == "东西" { ", 高: 64" } else { "" };
                rows.push_str(&format!("{0}: {{ 文件: {0}{high} }}\n", quoted(word)));
                if *kind == "地点" {
                    words.push_str(&format!("  {}: []\n", quoted(word)));
                }
            }
            Err(why) => found.refused.push((shown, why)),
        }
    }
    if !words.is_empty() {
        found.tables.insert("art/words.yaml".into(), format!("地点:\n{words}"));
    }
    found
}

/// Whether a name may stand in a line: letters and figures only.
fn is_word(name: &str) -> bool {
    let count = name.chars().count();
    (1..=LONGEST).contains(&count) && name.chars().all(char::is_alphanumeric)
}
