//! Theme files: a community's `themes/<name>/` over the built-in default theme.
//!
//! A file of the same name in the folder overrides the built-in one; everything else comes from
//! the program itself, so it runs without any `themes/` beside it.

use include_dir::Dir;
use include_dir::DirEntry;
use include_dir::include_dir;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use walkdir::WalkDir;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Name of the theme that ships with the program.
pub const DEFAULT_THEME: &str = "default";

/// Where a theme file came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Inside the program.
    BuiltIn,
    /// The community's folder.
    Folder,
}

/// All files of a theme, by path below the theme's folder, with `/`.
#[derive(Debug)]
pub struct ThemeFiles {
    folder: Option<PathBuf>,
    name: String,
}

impl ThemeFiles {
    /// The theme `name` as seen from `root`; `None` when a named theme has no folder.
    #[must_use]
    pub fn open(root: &Path, name: &str) -> Option<ThemeFiles> {
        let folder = root.join("themes").join(name);
        let folder = folder.is_dir().then_some(folder);
        (folder.is_some() || name == DEFAULT_THEME)
            .then(|| ThemeFiles { folder, name: name.into() })
    }

    /// The bytes of one file and where they came from.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<(Vec<u8>, Layer)> {
        let own = self.folder.as_ref().and_then(|f| fs::read(f.join(path)).ok());
        own.map(|bytes| (bytes, Layer::Folder))
            .or_else(|| Some((self.built_in(path)?, Layer::BuiltIn)))
    }

    /// The built-in bytes of one file.
    #[must_use]
    pub fn built_in(&self, path: &str) -> Option<Vec<u8>> {
        BUILT_IN.get_file(path).map(|f| f.contents().to_vec())
    }

    /// Text of one file, lossless; `None` when it is missing or no UTF-8.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<(String, Layer)> {
        let (bytes, layer) = self.read(path)?;
        Some((String::from_utf8(bytes).ok()?, layer))
    }

    /// Path of a file for messages.
    #[must_use]
    pub fn shown(&self, path: &str, layer: Layer) -> String {
        match layer {
            Layer::BuiltIn => format!("themes/{DEFAULT_THEME}/{path}"),
            Layer::Folder => format!("themes/{}/{path}", self.name),
        }
    }

    /// Paths of all files below `folder`, both layers, sorted.
    #[must_use]
    pub fn list(&self, folder: &str) -> Vec<String> {
        let mut found: BTreeMap<String, ()> = BTreeMap::new();
        if let Some(dir) = BUILT_IN.get_dir(folder) {
            collect(dir, &mut found);
        }
        if let Some(own) = &self.folder {
            for entry in WalkDir::new(own.join(folder)).sort_by_file_name().into_iter().flatten() {
                if entry.file_type().is_file() {
                    found.insert(crate::load::files::portable_path(own, entry.path()), ());
                }
            }
        }
        found
            .into_keys()
            .filter(|p| !p.rsplit('/').next().is_some_and(|n| n.starts_with('.')))
            .collect()
    }
}

fn collect(dir: &Dir<'_>, found: &mut BTreeMap<String, ()>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(d) => collect(d, found),
            DirEntry::File(f) => {
                let parts: Vec<String> = f
                    .path()
                    .components()
                    .map(|c| c.as_os_str().to_string_lossy().into_owned())
                    .collect();
                found.insert(parts.join("/"), ());
            }
        }
    }
}
