//! Reads theme files, layer by layer, and says what is wrong with them.
//!
//! Start at [`ThemeReader`]. What the values mean is known to the files beside this one.

use super::files::Layer;
use super::files::ThemeFiles;
use super::files::ThemeText;
use super::row::TableRow;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use crate::plain::Refused;
use crate::yaml;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// Reads theme files and reports what is wrong with them.
pub(super) struct ThemeReader<'a> {
    pub(super) files: &'a ThemeFiles,
    pub(super) sources: &'a mut Sources,
    pub(super) report: &'a mut Report,
}

impl ThemeReader<'_> {
    /// Reports a problem at a place of a theme file.
    pub(super) fn problem(
        &mut self,
        span: Option<Span>,
        what: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report.push(Diagnostic::new(Code::ThemeFile, span, what).help(help));
    }

    /// Says which files of the folder were not read.
    pub(super) fn refused(&mut self) {
        for (path, why) in &self.files.refused {
            let shown = self.files.shown(path, Layer::Folder);
            let file = self.sources.add(shown.trim_end_matches('/').into(), String::new());
            let (what, help) = why.spoken("主题文件夹");
            let code = match why {
                Refused::Outside => Code::LinkOutside,
                _ => Code::Unreadable,
            };
            let told = Diagnostic::new(code, Some(Span::file_start(file)), what);
            self.report.push(told.help(help));
        }
        let (refused, strays) = self.files.own_art_left();
        for (shown, why) in refused {
            let file = self.sources.add(shown.clone(), String::new());
            let (what, help) = why.spoken("content/art");
            let code = if *why == Refused::Outside { Code::LinkOutside } else { Code::Unreadable };
            self.report.push(Diagnostic::new(code, Some(Span::file_start(file)), what).help(help));
        }
        for shown in strays {
            let file = self.sources.add(shown.clone(), String::new());
            let what = format!("没有用「{shown}」");
            let help = "自己画的东西存成 content/art/东西/名字.svg，地点存成 content/art/地点/名字.svg；名字就是画面里写的词，一到八个字，不带空格和标点";
            let told = Diagnostic::new(Code::SkippedFile, Some(Span::file_start(file)), what);
            self.report.push(told.help(help));
        }
    }

    /// One YAML file of the theme.
    pub(super) fn parse(&mut self, path: &str) -> Option<(Node, FileId)> {
        let Some((text, layer)) = self.files.text(path) else {
            self.problem(
                None,
                format!("主题里没有 {path}，或它不是 UTF-8 文本"),
                "从默认主题里复制一份",
            );
            return None;
        };
        self.parse_text(self.files.shown(path, layer), text)
    }

    fn parse_text(&mut self, shown: String, text: String) -> Option<(Node, FileId)> {
        let file = self.sources.add(shown, text);
        let text = self.sources.file(file).text.clone();
        match yaml::parse(yaml::Passage { file, text: &text, offset: 0 }) {
            Ok(node) => Some((node, file)),
            Err(diagnostic) => {
                self.report.push(*diagnostic);
                None
            }
        }
    }

    /// The value of a key that must be there.
    pub(super) fn require<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let found = node.entry(key);
        if found.is_none() {
            self.problem(
                Some(node.span),
                format!("缺少「{key}」"),
                format!("补上「{key}」，写法见默认主题"),
            );
        }
        found
    }

    /// A value that must be there and be one line.
    pub(super) fn line(&mut self, node: &Node, key: &str) -> Option<String> {
        let value = self.require(node, key)?;
        let text = value.as_text().map(String::from);
        if text.is_none() {
            self.problem(Some(value.span), format!("「{key}」应该是一行字"), "写法见默认主题");
        }
        text
    }

    /// A file of the theme in all layers, the built-in one first: rows of a layer above lie over those below.
    pub(super) fn layers(&mut self, path: &str) -> Option<Vec<Node>> {
        let mut roots = Vec::new();
        for (text, layer) in self.files.layers(path) {
            let shown = self.files.shown(path, layer);
            let Some(text) = text else {
                let what = format!("{shown} 不是 UTF-8 文本");
                self.problem(None, what, "用记事本打开，「另存为」，编码选 UTF-8");
                return None;
            };
            let (root, _) = self.parse_text(shown, text)?;
            if !matches!(root.kind, NodeKind::Map(_) | NodeKind::Null) {
                let what = format!("{path} 应该是一行一个词");
                self.problem(Some(root.span), what, "照默认主题里同名的文件写");
                return None;
            }
            roots.push(root);
        }
        Some(roots)
    }

    /// The rows of a table in all layers: an own row for one of the same word, further ones after.
    pub(super) fn table(&mut self, path: &str) -> Option<Vec<TableRow>> {
        let layers = self.layers(path)?;
        Some(merged(&layers).into_iter().map(|(k, v)| TableRow::new(k, v)).collect())
    }

    /// Templates and drawings; the default theme's under the names they have there.
    pub(super) fn texts(&mut self) -> Vec<ThemeText> {
        let mut texts = Vec::new();
        for path in
            ["art", "boards", "site", "workbench"].into_iter().flat_map(|f| self.files.list(f))
        {
            if ![".xml", ".html", ".svg"].iter().any(|e| path.ends_with(e)) {
                continue;
            }
            if let Some((text, layer)) = self.files.text(&path) {
                let file = self.sources.add(self.files.shown(&path, layer), text.clone());
                texts.push(ThemeText { path, text, file });
            } else {
                self.is_no_text(&path);
            }
        }
        texts
    }

    /// Says of a file that should be text why it is none: a picture under another name is not saved as text.
    fn is_no_text(&mut self, path: &str) {
        let Some((bytes, layer)) = self.files.read(path) else { return };
        let picture = match &*bytes {
            [0x89, b'P', b'N', b'G', ..] => Some("PNG"),
            [0xFF, 0xD8, 0xFF, ..] => Some("JPG"),
            [b'G', b'I', b'F', b'8', ..] => Some("GIF"),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("WebP"),
            _ => None,
        };
        let file = self.sources.add(self.files.shown(path, layer), String::new());
        let span = Some(Span::file_start(file));
        // A community's own drawing is known by where it lies, not by its place in the theme.
        let shown = self.files.own_drawing(path).unwrap_or(path).to_string();
        let otherwise =
            if self.files.is_built_in(path) { "，就用默认主题的图" } else { "" };
        match picture {
            Some(kind) => {
                let what = format!("{shown} 其实是 {kind} 图片，只是改了名字，不是 SVG");
                let help = format!(
                    "用画矢量图的软件（如 Inkscape）重新画，存成 SVG；或删去这个文件{otherwise}"
                );
                self.problem(span, what, &help);
            }
            None => {
                let what = format!("{shown} 不是 UTF-8 文本");
                self.problem(span, what, "用记事本打开，「另存为」，编码选 UTF-8");
            }
        }
    }

    /// A file of the built-in theme.
    pub(super) fn built_in(&mut self, path: &str) -> Option<Node> {
        let text = String::from_utf8(self.files.built_in(path)?.to_vec()).ok()?;
        Some(self.parse_text(self.files.shown(path, Layer::BuiltIn), text)?.0)
    }

    /// The theme's own file, if it has one.
    pub(super) fn own(&mut self, path: &str) -> Option<Node> {
        let (text, layer) = self.files.text(path)?;
        if layer == Layer::BuiltIn {
            return None;
        }
        Some(self.parse_text(self.files.shown(path, layer), text)?.0)
    }
}

/// The rows of all layers, the lowest first: a row of an upper layer replaces the row of the same word
/// where that stands, new ones come after.
pub(super) fn merged(layers: &[Node]) -> Vec<(&Key, &Node)> {
    let mut rows: Vec<(&Key, &Node)> = Vec::new();
    for layer in layers {
        let NodeKind::Map(list) = &layer.kind else { continue };
        for (key, node) in list {
            match rows.iter_mut().find(|(k, _)| k.text == key.text) {
                Some(row) => *row = (key, node),
                None => rows.push((key, node)),
            }
        }
    }
    rows
}
