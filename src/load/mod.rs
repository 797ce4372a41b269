//! `content/` → a [`Catalog`], all problems of all files in one run.
//!
//! Start at [`load_catalog`]. What there may be is the register's ([`COLLECTIONS`]); every file is text
//! ([`files`]), then a tree with places ([`crate::yaml`]), then a record ([`document`]). Reads files,
//! writes nothing; what needs several files at once (duplicate codes, references) is `check`'s.

mod document;
mod encoding;
pub(crate) mod files;
mod memory;
mod photos;
mod strays;
mod whole;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use crate::model::COLLECTIONS;
use crate::model::Catalog;
use crate::model::Collection;
use crate::model::Community;
use crate::model::Entry;
use crate::model::Home;
use crate::model::PROCEDURES;
use crate::model::Procedure;
use crate::model::Records;
use crate::model::SITE;
use crate::model::Unread;
use crate::model::collection;
use crate::paths::portable_path;
use crate::record::At;
use crate::vocabulary::Vocabulary;
use rayon::prelude::*;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use document::Parts;
pub(crate) use memory::Memory;
pub(crate) use photos::looked_at;

/// What came out of `content/`.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// `None` when something is missing without which there is nothing to make.
    pub catalog: Option<Catalog>,
    /// Every file of a folder of records that was looked at, also the broken ones.
    pub files: Vec<FileId>,
}

/// Reads every collection of the register below `root`.
pub(crate) fn load_catalog(
    root: &Path,
    words: &Vocabulary,
    sources: &mut Sources,
    report: &mut Report,
) -> Loaded {
    load_again(root, words, None, sources, report)
}

/// As [`load_catalog`]; files that have not changed since they came into `memory` are not read again.
/// `sources` must be the same [`Sources::lasting`] ones, `words` too.
pub(crate) fn load_again(
    root: &Path,
    words: &Vocabulary,
    mut memory: Option<&mut Memory>,
    sources: &mut Sources,
    report: &mut Report,
) -> Loaded {
    let mut unread = Unread::default();
    let (mut records, mut files) = (Records::default(), Vec::new());
    if !root.join("content").is_dir() {
        report.push(wrong_folder(root, sources));
        return Loaded { catalog: None, files };
    }
    let mut loader = Loader { root, words, sources, report };
    for collection in COLLECTIONS {
        let found = match collection.home {
            Home::Single(_) | Home::List(_) => loader.file_of(collection, &mut unread),
            Home::Folder(_) => {
                let memory = memory.as_deref_mut();
                loader.folder_of(collection, memory, &mut unread, &mut files)
            }
        };
        records.put(collection, found);
    }
    let known: Vec<&str> = COLLECTIONS.iter().map(|c| c.home.name()).collect();
    strays::notice_strays(root, &root.join("content"), &known, sources, report);
    let catalog = Catalog::of(records, unread).map(|mut catalog| {
        let known = memory.map(|m| &mut m.photos);
        photos::read_photos(root, &mut catalog, known, report);
        catalog
    });
    Loaded { catalog, files }
}

/// Reads collections one after the other.
struct Loader<'l> {
    root: &'l Path,
    words: &'l Vocabulary,
    sources: &'l mut Sources,
    report: &'l mut Report,
}

impl Loader<'_> {
    /// The records of a collection that is one file.
    fn file_of(
        &mut self,
        collection: &'static Collection,
        unread: &mut Unread,
    ) -> Vec<Arc<dyn Entry>> {
        let path = self.root.join("content").join(collection.home.name());
        // A broken link and a pipe are there too: reading them names what is wrong.
        if std::fs::symlink_metadata(&path).is_err() || path.is_dir() && !path.is_symlink() {
            if collection.required {
                self.missing(collection, &path);
            }
            return Vec::new();
        }
        let Some(file) = files::read_file(self.root, &path, self.sources, self.report) else {
            unread.collections.push(collection.name);
            return Vec::new();
        };
        let mut own = Report::default();
        let records = if let Home::Single(_) = collection.home {
            document::read_document(collection, file, self.sources, self.words, &mut own)
                .into_iter()
                .collect()
        } else {
            document::read_list(collection, file, self.sources, self.words, &mut own)
        };
        if own.has_errors() {
            unread.collections.push(collection.name);
        }
        self.report.extend(own);
        records
    }

    /// The records of a collection that is a folder of files.
    fn folder_of(
        &mut self,
        collection: &'static Collection,
        mut memory: Option<&mut Memory>,
        unread: &mut Unread,
        files: &mut Vec<FileId>,
    ) -> Vec<Arc<dyn Entry>> {
        let folder = self.root.join("content").join(collection.home.name());
        let paths = files::find_files(self.root, &folder, self.sources, self.report);
        let (mut records, before) = (Vec::new(), files.len());
        let found: Vec<memory::Found> = match &mut memory {
            None => self.all_of(collection, &paths),
            Some(memory) => {
                let one = |path: &PathBuf| {
                    memory.or_read(path, self.report, |report| {
                        let (root, words) = (self.root, self.words);
                        Loader { root, words, sources: self.sources, report }
                            .one_of(collection, path)
                    })
                };
                paths.iter().map(one).collect()
            }
        };
        for (file, read) in found {
            files.extend(file);
            match read {
                Ok(record) => {
                    records.push((collection.key_words(&*record).into_owned(), file, record));
                }
                Err(Some(code)) => unread.codes.push(code),
                Err(None) => unread.others = true,
            }
        }
        if files.len() == before && collection.required {
            // Files that are there and were refused have been named already.
            if paths.is_empty() {
                self.missing(collection, &folder);
            }
            unread.others = true;
        }
        // Of two with one key, the copy is the second.
        let is_copy = |file: Option<FileId>| {
            file.is_some_and(|id| strays::is_named_as_copy(&self.sources.file(id).path))
        };
        records.sort_by_cached_key(|(key, file, _)| (key.clone(), is_copy(*file), *file));
        records.into_iter().map(|(.., record)| record).collect()
    }

    /// Reads many files: their bytes one after the other, what they say on as many threads as there are.
    /// What comes of it stands in the order of the files.
    fn all_of(&mut self, collection: &'static Collection, paths: &[PathBuf]) -> Vec<memory::Found> {
        let read = |path: &PathBuf| files::read_file(self.root, path, self.sources, self.report);
        let files: Vec<Option<FileId>> = paths.iter().map(read).collect();
        let (sources, words) = (&*self.sources, self.words);
        let found: Vec<(memory::Found, Report)> = files
            .into_par_iter()
            .map(|file| {
                let mut own = Report::default();
                let one =
                    |file| document::read_document(collection, file, sources, words, &mut own);
                ((file, file.map_or(Err(None), one)), own)
            })
            .collect();
        let told = |(found, own)| {
            self.report.extend(own);
            found
        };
        found.into_iter().map(told).collect()
    }

    fn one_of(&mut self, collection: &'static Collection, path: &Path) -> memory::Found {
        match files::read_file(self.root, path, self.sources, self.report) {
            None => (None, Err(None)),
            Some(file) => {
                let (sources, words) = (&*self.sources, self.words);
                let read = document::read_document(collection, file, sources, words, self.report);
                (Some(file), read)
            }
        }
    }

    fn missing(&mut self, collection: &Collection, path: &Path) {
        let shown = portable_path(self.root, path);
        let id = self.sources.add(shown.clone(), String::new());
        let is_folder = matches!(collection.home, Home::Folder(_));
        let help = if is_folder {
            format!("在 {shown} 里{}", collection.begin)
        } else {
            collection.begin.to_string()
        };
        let thing = if is_folder { "文件" } else { "" };
        let what = format!("没有找到{}{thing} {shown}", collection.label);
        self.report
            .push(Diagnostic::new(Code::MissingFile, Some(Span::file_start(id)), what).help(help));
    }
}

/// Whoever runs the program in a wrong folder is told so once, not once for every file that is missing there.
fn wrong_folder(root: &Path, sources: &mut Sources) -> Diagnostic {
    let id = sources.add("content".into(), String::new());
    let shown = root.display();
    let here = if root == Path::new(".") { "这里".into() } else { format!("{shown} 里") };
    let no_content = format!("{here}没有 content 文件夹：这不是放事项的文件夹");
    let (what, help) = if !root.exists() {
        let help = "看看名字和位置写对了没有；在那个文件夹里运行，就不用写 -r";
        (format!("没有「{shown}」这个文件夹"), help)
    } else if root.join(PROCEDURES).is_dir() {
        // One step too deep: the folder that was pointed at is `content` itself.
        (no_content, "您在 content 文件夹里面了，退到它的上一层（cd ..），或用 -r 指上一层")
    } else {
        let help = "先进放着 content 的文件夹（如 cd 我的社区），或用 -r 指出它；还没有，就用 xiaowei init 建一个";
        (no_content, help)
    };
    Diagnostic::new(Code::MissingFile, Some(Span::file_start(id)), what).help(help)
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
    let Some(collection) = collection(PROCEDURES) else { return false };
    let file = files::read_bytes(shown.into(), bytes.to_vec(), sources, report);
    let read = |f| document::read_document(collection, f, sources, words, report).is_ok();
    file.is_some_and(read)
}

/// Reads one procedure that stands among the sources already.
pub(crate) fn read_procedure(
    file: FileId,
    words: &Vocabulary,
    sources: &Sources,
    report: &mut Report,
) -> Option<Arc<Procedure>> {
    let read =
        document::read_document(collection(PROCEDURES)?, file, sources, words, report).ok()?;
    let record: Arc<dyn std::any::Any + Send + Sync> = read;
    record.downcast().ok()
}

/// The text of a file in one of the encodings that office programs write; `None` for what is no text.
#[must_use]
pub(crate) fn decode_bytes(bytes: &[u8]) -> Option<String> {
    match encoding::decode(bytes.to_vec()) {
        encoding::Decoded::Text(text) | encoding::Decoded::Mixed { text, .. } => Some(text),
        encoding::Decoded::Binary => None,
    }
}

/// A text as bytes in the encoding that a file has.
#[must_use]
pub(crate) fn encoded_like(bytes: &[u8], text: &str) -> Vec<u8> {
    encoding::encode_like(bytes, text)
}

/// Where the YAML of a file is, and the Markdown behind it where its kind of file has one; `None` where it is not written as
/// its kind of file is.
#[must_use]
pub(crate) fn parts(collection: &Collection, path: &str, text: &str) -> Option<Parts> {
    document::parts(collection, path, text)
}

/// The theme that `site.yaml` names, if it can be read so far.
#[must_use]
pub(crate) fn read_theme_name(file: FileId, sources: &Sources) -> Option<At<String>> {
    let site = collection(SITE)?;
    let (words, mut report) = (Vocabulary::default(), Report::default());
    let read = document::read_document(site, file, sources, &words, &mut report).ok()?;
    (&*read as &dyn std::any::Any).downcast_ref::<Community>()?.theme.clone()
}
