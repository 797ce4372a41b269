//! Files that were read and places in them.
//!
//! Start at [`Sources`]. Places are byte ranges in a file's decoded text; lines and columns are made only
//! when somebody is to read them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::LazyLock;

/// Which source file: an index into [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A place in a file: bytes `start..end` of its decoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The whole file, pointed at by its first byte.
    #[must_use]
    pub fn file_start(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }
}

/// One file that was read: its path for messages (with `/`) and its decoded text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path relative to the root, always with `/`.
    pub path: String,
    /// Decoded text, BOM removed, line ends as they were.
    pub text: Arc<str>,
}

/// All files that were read; spans point into it.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Numbers by path, where the same files are read again and again.
    lasting: Option<BTreeMap<String, FileId>>,
    /// Texts that are not written yet, by path: what would be said of them.
    drafts: BTreeMap<String, String>,
}

impl Sources {
    /// For a program that reads the same files again: a file keeps its number, and a second
    /// [`Sources::add`] of its path replaces the text.
    #[must_use]
    pub(crate) fn lasting() -> Sources {
        Sources { lasting: Some(BTreeMap::new()), ..Sources::default() }
    }

    /// Sources in which a file says what somebody is about to write.
    pub(crate) fn with_draft(path: &str, text: String) -> Sources {
        Sources { drafts: BTreeMap::from([(path.to_string(), text)]), ..Sources::default() }
    }

    /// The texts that files are to have from now on, by their paths; those of before are what lies on the disk again. Gives
    /// back what they were.
    pub(crate) fn put_drafts(
        &mut self,
        drafts: BTreeMap<String, String>,
    ) -> BTreeMap<String, String> {
        std::mem::replace(&mut self.drafts, drafts)
    }

    /// The text that a file is to have, where that is not what lies on the disk.
    pub(crate) fn draft(&self, path: &str) -> Option<String> {
        self.drafts.get(path).cloned()
    }

    /// Adds a file and returns its number.
    pub(crate) fn add(&mut self, path: String, text: String) -> FileId {
        let next = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        if let Some(known) = &mut self.lasting {
            let id = *known.entry(path.clone()).or_insert(next);
            if let Some(file) = self.files.get_mut(id.0 as usize) {
                file.text = text.into();
                return id;
            }
        }
        self.files.push(SourceFile { path, text: text.into() });
        next
    }

    /// Lets go of the texts of these files: nobody will point into them any more. A third of the memory
    /// of ten thousand procedures.
    pub(crate) fn forget(&mut self, files: impl Iterator<Item = FileId>) {
        for file in files {
            if let Some(file) = self.files.get_mut(file.0 as usize) {
                file.text = "".into();
            }
        }
    }

    /// The file behind a number that [`Sources::add`] returned; one without name and text behind a number of
    /// other sources, so that a message that points into these is still told.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        static NOWHERE: LazyLock<SourceFile> =
            LazyLock::new(|| SourceFile { path: String::new(), text: "".into() });
        self.files.get(id.0 as usize).unwrap_or(&NOWHERE)
    }

    /// Line and column of a byte, both from 1, columns in characters.
    #[must_use]
    pub fn position(&self, id: FileId, byte: u32) -> (usize, usize) {
        let text = &self.file(id).text;
        let mut at = (byte as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &text[..at];
        // Bytes are counted many at a time; a file with 30,000 mistakes asks 30,000 times.
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (line, before[line_start..].chars().count() + 1)
    }

    /// The key that a value belongs to: what stands before the nearest colon on the value's line, or
    /// on the nearest line above that is indented less (an item of a list).
    #[must_use]
    pub(crate) fn key_of(&self, span: Span) -> Option<&str> {
        let text = &self.file(span.file).text;
        let before = text.get(..span.start as usize)?;
        let (line_start, line) =
            before.rsplit_once('\n').map_or((0, before), |(a, b)| (a.len() + 1, b));
        let key = |part: &str| -> Option<(usize, usize)> {
            let colon =
                part.rfind(": ").or_else(|| part.trim_end().strip_suffix(':').map(str::len))?;
            let start = part[..colon].rfind(['{', ',', '-', ' ']).map_or(0, |i| i + 1);
            (start < colon).then_some((start, colon))
        };
        if let Some((start, end)) = key(line) {
            return text.get(line_start + start..line_start + end);
        }
        let indent = line.len() - line.trim_start().len();
        before.lines().rev().skip(1).find_map(|above| {
            let is_less = above.len() - above.trim_start().len() <= indent;
            let (start, end) =
                key(above).filter(|_| is_less && !above.trim_start().starts_with('-'))?;
            above.get(start..end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a.md".into(), "编号: 1\n名称: 二".into());
        let byte = "编号: 1\n名称: ".len() as u32;
        assert_eq!(sources.position(file, byte), (2, 5));
    }

    #[test]
    fn numbers_of_other_sources_point_nowhere() {
        let (mut sources, far) = (Sources::lasting(), FileId(7));
        assert_eq!(sources.file(far).path, "");
        assert_eq!(sources.position(far, 9), (1, 1));
        assert_eq!(sources.key_of(Span { file: far, start: 3, end: 4 }), None);
        sources.forget(std::iter::once(far));
        let first = sources.add("a.md".into(), "1".into());
        assert_eq!(sources.add("a.md".into(), "2".into()), first);
        assert_eq!(&*sources.file(first).text, "2");
    }

    #[test]
    fn values_know_their_keys() {
        let mut sources = Sources::default();
        let text = "名称: 甲\n条件:\n  - 乙\n组: { 说明: 丙 }\n";
        let file = sources.add("a.md".into(), text.into());
        let key = |value: &str| {
            let start = text.find(value).map_or(0, |i| i as u32);
            sources.key_of(Span { file, start, end: start + 3 })
        };
        assert_eq!(key("甲"), Some("名称"));
        assert_eq!(key("乙"), Some("条件"));
        assert_eq!(key("丙"), Some("说明"));
    }
}
