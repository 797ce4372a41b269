//! `content/` → a [`Catalog`], all problems of all files in one run.
//!
//! Start at [`load_catalog`]. Two steps, so that every mistake is told at once: [`crate::yaml`] makes a
//! tree with places, [`decode`] holds it against the one table in [`fields`]. Reads files, writes
//! nothing; what needs several files at once (duplicate codes, references) is `check`'s.

mod community;
pub mod decode;
mod encoding;
pub mod fields;
pub mod files;
mod line;
mod memory;
mod photos;
mod picture;
mod procedure;
mod suggest;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use crate::model::At;
use crate::model::Catalog;
use crate::model::Procedure;
use crate::model::Unread;
use crate::model::Vocabulary;
use crate::paths::portable_path;
use std::path::Path;
use std::sync::Arc;

pub use memory::Memory;
pub use picture::SPEAKERS_LIMIT;
pub use picture::SPEECH_LIMIT;

/// What came out of `content/`.
#[derive(Debug)]
pub struct Loaded {
    /// `None` when the office or the categories could not be read.
    pub catalog: Option<Catalog>,
    /// Every procedure file that was looked at, also the broken ones.
    pub files: Vec<FileId>,
}

/// Reads `content/site.yaml`, `content/categories.yaml` and every file of `content/procedures/`
/// below `root`.
pub fn load_catalog(
    root: &Path,
    words: &Vocabulary,
    sources: &mut Sources,
    report: &mut Report,
) -> Loaded {
    load_again(root, words, None, sources, report)
}

/// As [`load_catalog`]; procedures that have not changed since they came into `memory` are not read
/// again. `sources` must be the same [`Sources::lasting`] ones, `words` too.
pub fn load_again(
    root: &Path,
    words: &Vocabulary,
    mut memory: Option<&mut Memory>,
    sources: &mut Sources,
    report: &mut Report,
) -> Loaded {
    let content = root.join("content");
    let mut unread = Unread::default();
    let site = required(root, &content.join("site.yaml"), "社区信息", sources, report);
    let community = site.and_then(|f| community::read_community(f, sources, report));
    let list = required(root, &content.join("categories.yaml"), "类别", sources, report);
    let mut about_categories = Report::default();
    let categories = list.map(|f| community::read_categories(f, sources, &mut about_categories));
    unread.categories = about_categories.has_errors();
    report.extend(about_categories);
    files::notice_strays(root, &content, &["site.yaml", "categories.yaml"], sources, report);
    let paths = files::find_files(root, &content.join("procedures"), sources, report);
    let (mut files, mut procedures) = (Vec::new(), Vec::new());
    for path in &paths {
        let (file, read) = match &mut memory {
            None => procedure_in(root, path, words, sources, report),
            Some(memory) => memory.procedure_in(root, path, words, sources, report),
        };
        files.extend(file);
        match read {
            Ok(procedure) => procedures.push(procedure),
            Err(Some(code)) => unread.codes.push(code),
            Err(None) => unread.others = unread.others || file.is_some(),
        }
    }
    if files.is_empty() {
        missing(&content.join("procedures"), "事项文件", root, sources, report);
        unread.others = true;
    }
    photos::read_photos(root, &mut procedures, memory.map(|m| &mut m.photos), report);
    procedures.sort_by(|a, b| (&a.code.value, a.file).cmp(&(&b.code.value, b.file)));
    let catalog = match (community, categories) {
        (Some(community), Some(categories)) if !categories.is_empty() => {
            Some(Catalog { community, categories, procedures, unread })
        }
        _ => None,
    };
    Loaded { catalog, files }
}

/// What a procedure file gives: its number, unless it could not be opened, and the procedure or, as
/// far as it could be read, its code.
type Read = (Option<FileId>, Result<Arc<Procedure>, Option<String>>);

fn procedure_in(
    root: &Path,
    path: &Path,
    words: &Vocabulary,
    sources: &mut Sources,
    report: &mut Report,
) -> Read {
    match files::read_file(root, path, sources, report) {
        None => (None, Err(None)),
        Some(file) => {
            let read = procedure::read_procedure(file, sources, words, report);
            (Some(file), read.map(Arc::new))
        }
    }
}

/// Reads the bytes of one procedure file, as if it stood at `shown`: what is wrong goes to the report.
/// True when it is a procedure. For editors and for the fuzzers in `tests/fuzz`.
pub fn read_procedure_bytes(
    shown: &str,
    bytes: &[u8],
    words: &Vocabulary,
    sources: &mut Sources,
    report: &mut Report,
) -> bool {
    let file = files::read_bytes(shown.into(), bytes.to_vec(), sources, report);
    file.is_some_and(|f| procedure::read_procedure(f, sources, words, report).is_ok())
}

/// The text of a file in one of the encodings that office programs write; `None` for what is no text.
#[must_use]
pub fn decode_bytes(bytes: &[u8]) -> Option<String> {
    match encoding::decode(bytes.to_vec()) {
        encoding::Decoded::Text(text) | encoding::Decoded::Mixed { text, .. } => Some(text),
        encoding::Decoded::Binary => None,
    }
}

/// The theme that `site.yaml` names, if it can be read so far.
#[must_use]
pub fn read_theme_name(file: FileId, sources: &Sources) -> Option<At<String>> {
    let mut report = Report::default();
    community::read_community(file, sources, &mut report)?.theme
}

fn required(
    root: &Path,
    path: &Path,
    what: &str,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<FileId> {
    // A broken link is there too: reading it names what is wrong.
    if path.is_file() || path.is_symlink() {
        return files::read_file(root, path, sources, report);
    }
    missing(path, what, root, sources, report);
    None
}

fn missing(path: &Path, what: &str, root: &Path, sources: &mut Sources, report: &mut Report) {
    let shown = portable_path(root, path);
    let id = sources.add(shown.clone(), String::new());
    let help = if !root.join("content").is_dir() {
        "在放着 content 文件夹的地方运行，或用 -r 指出那个文件夹".to_string()
    } else if shown.ends_with("categories.yaml") {
        "建一个这样的文件，每个类别写两行：「- 编号: 1」和「  名称: 党建党务」".to_string()
    } else if shown.ends_with("site.yaml") {
        "建一个这样的文件，从「社区名称: …」「主办单位: …」「网址: …」写起".to_string()
    } else {
        format!("在 {shown} 里给每件事项放一个 .md 文件")
    };
    report.push(
        Diagnostic::new(
            Code::MissingFile,
            Some(Span::file_start(id)),
            format!("没有找到{what} {shown}"),
        )
        .help(help),
    );
}
