//! Theme files: a community's `themes/<name>/` over the built-in theme of that name, over the
//! built-in default theme.
//!
//! Start at [`ThemeFiles`]; [`ThemeText`] is one that messages can point into. A file of the same name in
//! an upper layer overrides the one below, and a link is as good as the file it leads to, as long as that lies in
//! `themes/` too; the built-in themes travel in the program itself, so it runs
//! without any `themes/` beside it.

use super::own_art;
use super::own_art::OwnArt;
use crate::diag::FileId;
use crate::diag::Span;
use crate::paths::portable_path;
use crate::plain::Refused;
use crate::plain::leads_outside;
use crate::plain::read_plain;
use include_dir::Dir;
use include_dir::DirEntry;
use include_dir::include_dir;
use sha2::Digest;
use sha2::Sha256;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use walkdir::WalkDir;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Name of the theme that ships with the program.
pub(crate) const DEFAULT_THEME: &str = "default";

/// What residents say: only pages are made from it.
pub(super) const FOLK: &str = "folk.yaml";

/// Larger files are no part of a theme: its fonts have some 20 MB.
const MAX_BYTES: u64 = 64 << 20;
/// Folders of a theme are looked into this deep.
const MAX_DEPTH: usize = 16;

/// Where a theme file came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layer {
    /// The default theme inside the program.
    BuiltIn,
    /// Another theme inside the program.
    Shipped,
    /// The community's folder.
    Folder,
}

/// All files of a theme, by path below the theme's folder, with `/`. What the folder has is read once: a
/// theme stays what it was when it was opened, and a path is looked up among its files, never on the disk.
#[derive(Debug)]
pub struct ThemeFiles {
    own: BTreeMap<String, Vec<u8>>,
    /// Drawings of the community's own, beside any theme.
    art: OwnArt,
    /// Files of the folder that were not read, with the reason.
    pub(super) refused: Vec<(String, Refused)>,
    name: String,
}

impl ThemeFiles {
    /// The theme `name` as seen from `root`; `None` when a named theme has no folder.
    #[must_use]
    pub(crate) fn open(root: &Path, name: &str) -> Option<ThemeFiles> {
        // A name, not a path: nothing outside of themes/ is a theme.
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
            return None;
        }
        let (base, folder) = (root.join("themes"), root.join("themes").join(name));
        let art = own_art::read(root);
        let own = BTreeMap::new();
        let mut files = ThemeFiles { own, art, refused: Vec::new(), name: name.into() };
        if folder.is_dir() {
            files.read_folder(&base, &folder);
        } else if BUILT_IN.get_dir(name).is_none() {
            return None;
        }
        files.own.extend(std::mem::take(&mut files.art.files));
        Some(files)
    }

    /// Where a drawing of the community's own lies; `None` for a file of the theme.
    pub(crate) fn own_drawing(&self, path: &str) -> Option<&str> {
        self.art.shown.get(path).map(String::as_str)
    }

    /// What of `content/art` was not read: with the reason, and for no name that a line can have.
    pub(super) fn own_art_left(&self) -> (&[(String, Refused)], &[String]) {
        (&self.art.refused, &self.art.strays)
    }

    /// Reads everything below the community's folder of the theme.
    fn read_folder(&mut self, base: &Path, folder: &Path) {
        let mut walk = WalkDir::new(folder)
            .follow_links(true)
            .max_depth(MAX_DEPTH)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let at = error.path().unwrap_or(folder);
                    let why = if at.is_symlink() { Refused::Broken } else { Refused::Unreadable };
                    self.refused.push((portable_path(folder, at), why));
                    continue;
                }
            };
            let path = portable_path(folder, entry.path());
            let is_hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes()[0] == b'.';
            let is_dir = entry.file_type().is_dir();
            let is_outside = entry.path_is_symlink() && leads_outside(base, entry.path());
            if is_hidden || is_outside {
                if is_outside && !is_hidden {
                    self.refused.push((path, Refused::Outside));
                }
                if is_dir {
                    walk.skip_current_dir();
                }
                continue;
            }
            if is_dir {
                continue;
            }
            match read_plain(base, entry.path(), MAX_BYTES) {
                Ok(bytes) => drop(self.own.insert(path, bytes)),
                Err(why) => self.refused.push((path, why)),
            }
        }
    }

    /// The bytes of one file and where they came from; what travels in the program is not copied.
    #[must_use]
    pub(crate) fn read(&self, path: &str) -> Option<(Cow<'static, [u8]>, Layer)> {
        let own = self.own.get(path).cloned();
        let shipped = || (self.name != DEFAULT_THEME).then(|| embedded(&self.name, path))?;
        own.map(|bytes| (bytes.into(), Layer::Folder))
            .or_else(|| Some((shipped()?.into(), Layer::Shipped)))
            .or_else(|| Some((self.built_in(path)?.into(), Layer::BuiltIn)))
    }

    /// The bytes of one file of the built-in default theme.
    #[must_use]
    pub(crate) fn built_in(&self, path: &str) -> Option<&'static [u8]> {
        embedded(DEFAULT_THEME, path)
    }

    /// Text of one file, lossless; `None` when it is missing or no UTF-8.
    #[must_use]
    pub(crate) fn text(&self, path: &str) -> Option<(String, Layer)> {
        let (bytes, layer) = self.read(path)?;
        Some((String::from_utf8(bytes.into_owned()).ok()?, layer))
    }

    /// Texts of one file in all layers, the built-in one first; `None` in the place of what is no UTF-8.
    #[must_use]
    pub(crate) fn layers(&self, path: &str) -> Vec<(Option<String>, Layer)> {
        let own = self.own.get(path).cloned();
        let shipped = (self.name != DEFAULT_THEME).then(|| embedded(&self.name, path)).flatten();
        let built_in = self.built_in(path);
        [
            built_in.map(|bytes| (bytes.to_vec(), Layer::BuiltIn)),
            shipped.map(|bytes| (bytes.to_vec(), Layer::Shipped)),
            own.map(|bytes| (bytes, Layer::Folder)),
            self.art.tables.get(path).map(|rows| (rows.clone().into_bytes(), Layer::Folder)),
        ]
        .into_iter()
        .flatten()
        .map(|(bytes, layer)| (String::from_utf8(bytes).ok(), layer))
        .collect()
    }

    /// Path of a file for messages.
    #[must_use]
    pub(crate) fn shown(&self, path: &str, layer: Layer) -> String {
        if let Some(own) = self.own_drawing(path).filter(|_| layer == Layer::Folder) {
            return own.into();
        }
        match layer {
            Layer::BuiltIn => format!("themes/{DEFAULT_THEME}/{path}"),
            Layer::Folder | Layer::Shipped => format!("themes/{}/{path}", self.name),
        }
    }

    /// Paths of all files below `folder`, all layers, sorted.
    #[must_use]
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let mut found: BTreeMap<String, ()> = BTreeMap::new();
        for theme in [DEFAULT_THEME, &self.name] {
            if let Some(dir) = BUILT_IN.get_dir(format!("{theme}/{folder}")) {
                collect(dir, &format!("{theme}/"), &mut found);
            }
        }
        let below = |path: &&String| path.strip_prefix(folder).is_some_and(|p| p.starts_with('/'));
        found.extend(self.own.keys().filter(below).map(|path| (path.clone(), ())));
        found
            .into_keys()
            .filter(|p| !p.rsplit('/').next().is_some_and(|n| n.starts_with('.')))
            .collect()
    }
}

impl ThemeFiles {
    /// Paths of all files of the community's folder.
    pub(crate) fn own_paths(&self) -> impl Iterator<Item = &String> {
        self.own.keys()
    }

    /// Paths of the files that the community's folder has below one of the theme's.
    pub(crate) fn own_below(&self, folder: &str) -> impl Iterator<Item = &String> {
        let below = move |path: &&String| {
            path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        self.own.keys().filter(below)
    }

    /// Whether the program has a file of this path in itself.
    pub(crate) fn is_built_in(&self, path: &str) -> bool {
        [DEFAULT_THEME, &self.name].iter().any(|theme| embedded(theme, path).is_some())
    }

    /// Sum of the files in the community's folder that boards are made of; empty without a folder.
    #[must_use]
    pub(crate) fn own_checksum(&self) -> String {
        if self.own.is_empty() {
            return String::new();
        }
        let mut sum = Sha256::new();
        for (path, bytes) in &self.own {
            let is_of_pages = path == FOLK || path.starts_with("site/");
            if is_of_pages || path.starts_with("workbench/") {
                continue;
            }
            sum.update(path);
            sum.update((bytes.len() as u64).to_le_bytes());
            sum.update(bytes);
        }
        format!("{:x}", sum.finalize())
    }
}

/// The bytes of a built-in file.
fn embedded(theme: &str, path: &str) -> Option<&'static [u8]> {
    BUILT_IN.get_file(format!("{theme}/{path}")).map(include_dir::File::contents)
}

fn collect(dir: &Dir<'_>, above: &str, found: &mut BTreeMap<String, ()>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(d) => collect(d, above, found),
            DirEntry::File(f) => {
                let parts: Vec<String> = f
                    .path()
                    .components()
                    .map(|c| c.as_os_str().to_string_lossy().into_owned())
                    .collect();
                let path = parts.join("/");
                found.insert(path.strip_prefix(above).unwrap_or(&path).to_string(), ());
            }
        }
    }
}

/// A text file of the theme that diagnostics can point into.
#[derive(Debug, Clone)]
pub struct ThemeText {
    /// Below the theme's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Its number in the sources.
    pub file: FileId,
}

impl ThemeText {
    /// The place of a line and column, both from 1, columns in characters.
    #[must_use]
    pub(crate) fn span_at(&self, line: usize, column: usize) -> Span {
        let skipped = self.text.split_inclusive('\n').take(line.saturating_sub(1));
        let start: usize = skipped.map(str::len).sum();
        let rest = self.text[start..].chars().take(column.saturating_sub(1));
        let at = u32::try_from(start + rest.map(char::len_utf8).sum::<usize>()).unwrap_or(0);
        Span { file: self.file, start: at, end: at }
    }
}
