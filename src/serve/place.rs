//! A file that can be written, as it is on the disk: found by a name among those there are, never by a path.
//!
//! Start at [`Place::of`].

use super::state::Snapshot;
use crate::diag::spoken_io_error;
use crate::edit::Refused;
use crate::edit::checksum;
use crate::edit::read;
use crate::load::decode_bytes;
use crate::load::parts;
use crate::model::Collection;
use crate::model::Home;
use crate::model::PROCEDURES;
use crate::model::collection;
use crate::yaml::Node;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// A file that can be written.
pub(super) struct Place {
    pub(super) collection: &'static Collection,
    /// Below the root, with `/`.
    pub(super) file: String,
    pub(super) bytes: Vec<u8>,
    pub(super) text: String,
    /// The bytes of the text that are YAML.
    pub(super) yaml: Range<usize>,
    /// Those that are Markdown, where its kind of file has some.
    pub(super) body: Option<Range<usize>>,
}

/// What the Markdown behind the fields is called: it has a place like a field's.
pub(super) const BODY: &str = "正文";

impl Place {
    /// The file of a stem: the code of a procedure, else the name of a collection.
    ///
    /// # Errors
    /// There is none, or it cannot be read: a sentence for the clerk.
    pub(super) fn of(root: &Path, now: &Snapshot, stem: &str) -> Result<Place, Refused> {
        let procedure = now.shown.as_ref().and_then(|c| c.find_procedure(stem));
        let (collection, file) = match procedure {
            Some(p) => (collection(PROCEDURES), now.sources.file(p.file).path.clone()),
            None => match collection(stem) {
                Some(of) if !matches!(of.home, Home::Folder(_)) => {
                    (Some(of), format!("content/{}", of.home.name()))
                }
                _ => (None, String::new()),
            },
        };
        let Some(collection) = collection else {
            return Err(Refused("没有这一份内容，可能刚被删去或改了编号".into()));
        };
        let place = file.split('/').fold(root.to_path_buf(), |at, part| at.join(part));
        let bytes = fs::read(&place)
            .map_err(|error| Refused(format!("{file} 打不开：{}", spoken_io_error(&error))))?;
        let text = decode_bytes(&bytes)
            .ok_or_else(|| Refused(format!("{file} 不是文字文件，打开文件看看")))?;
        let (yaml, body) = parts(collection, &file, &text)
            .ok_or_else(|| Refused(format!("{file} 的栏目读不出来，先打开文件改好")))?;
        Ok(Place { collection, file, bytes, text, yaml, body })
    }

    /// Its tree; places count from the YAML's first byte.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn root(&self) -> Result<Node, Refused> {
        read(&self.text[self.yaml.clone()]).map_err(|what| {
            Refused(format!("{} 有读不懂的地方（{what}），先打开文件改好", self.file))
        })
    }

    /// The whole text with another YAML, and another Markdown where one is given.
    pub(super) fn with(&self, yaml: &str, body: Option<&str>) -> String {
        let behind = &self.text[self.yaml.end..];
        let between = match (body, &self.body) {
            (Some(_), Some(old)) => &self.text[self.yaml.end..old.start],
            _ => behind,
        };
        [&self.text[..self.yaml.start], yaml, between, body.unwrap_or_default()].concat()
    }

    /// The Markdown without the lines that are empty around it.
    pub(super) fn body_text(&self) -> Option<String> {
        self.body.clone().map(|body| self.text[body].trim().replace("\r\n", "\n"))
    }

    /// The Markdown with other words: the empty lines around it and the ends of its lines stay what they are.
    pub(super) fn body_with(&self, words: &str) -> Option<String> {
        let old = &self.text[self.body.clone()?];
        let end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let (lead, trail) = match old.trim() {
            "" => ("", end),
            kept => old.split_once(kept).unwrap_or_default(),
        };
        if self.body_text().is_some_and(|now| now == words) {
            return Some(old.to_string());
        }
        Some([lead, &words.trim().replace('\n', end), trail].concat())
    }

    /// What says which state of the file it is.
    pub(super) fn known(&self) -> String {
        checksum(&self.bytes)
    }
}
