//! A theme: inks, fonts, drawings, templates, kinds of sheet and pages, from files.
//!
//! Start at [`Theme::load`]. A folder `themes/<name>/` overrides any file of the default theme,
//! which travels inside the program ([`files`]). Mistakes in theme files are diagnostics like
//! mistakes in content.

mod files;
mod kind;
mod lists;
mod profile;
mod route;
mod tables;
mod templates;
mod words;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use crate::ink::Ink;
use crate::ink::InkTable;
use crate::ink::parse_hex;
use crate::record::At;
use crate::vocabulary::PhraseLists;
use crate::vocabulary::Vocabulary;
use crate::yaml;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

pub use files::DEFAULT_THEME;
pub use files::Layer;
pub use files::ThemeFiles;
pub use kind::CodeFloor;
pub use kind::Floors;
pub use kind::Rings;
pub use kind::SOURCES;
pub use kind::SheetKind;
pub use kind::WebPicture;
pub use profile::Black;
pub use profile::Format;
pub use profile::Profile;
pub use route::Maker;
pub use route::Route;
pub use tables::Tables;
pub use templates::MARK;
pub use templates::Templates;

/// The colours of one category, as ink names.
#[derive(Debug, Clone)]
pub struct CategoryInks {
    /// Big fields and type from 30 mm.
    pub field: String,
    /// Fields that carry smaller type: the colour with a quarter black.
    pub deep: String,
    /// Pale ground.
    pub tint: String,
    /// The tone-on-tone pattern on the field.
    pub ring: String,
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
    pub fn span_at(&self, line: usize, column: usize) -> Span {
        let skipped = self.text.split_inclusive('\n').take(line.saturating_sub(1));
        let start: usize = skipped.map(str::len).sum();
        let rest = self.text[start..].chars().take(column.saturating_sub(1));
        let at = u32::try_from(start + rest.map(char::len_utf8).sum::<usize>()).unwrap_or(0);
        Span { file: self.file, start: at, end: at }
    }
}

/// A row of a table of the theme: `词: { key: value, … }`.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// The word it is about.
    pub word: String,
    /// Where it stands.
    pub at: Span,
    values: Vec<(String, Vec<String>)>,
}

impl TableRow {
    /// A value that is one word.
    #[must_use]
    pub fn word_of(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(k, _)| k == key)?.1.first().map(String::as_str)
    }

    /// A value that is a list.
    #[must_use]
    pub fn list_of(&self, key: &str) -> Option<&[String]> {
        self.values.iter().find(|(k, _)| k == key).map(|(_, list)| list.as_slice())
    }
}

/// One font file. Cloning shares it; what travels in the program is read where it lies.
#[derive(Clone)]
pub struct FontFile(Arc<Cow<'static, [u8]>>);

impl AsRef<[u8]> for FontFile {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for FontFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FontFile({} bytes)", self.0.len())
    }
}

/// Everything a theme says.
#[derive(Debug)]
pub struct Theme {
    /// Folder name.
    pub name: String,
    /// Of the community's own files of the theme; those inside the program change with its version.
    pub own_checksum: String,
    /// Files of both layers.
    pub files: ThemeFiles,
    /// The inks.
    pub inks: Arc<InkTable>,
    /// The inks of the built-in theme: its drawings name their colours by these.
    pub built_in_inks: InkTable,
    /// Inks of categories 1–9.
    pub categories: Vec<CategoryInks>,
    /// Kinds of sheet in order.
    pub sheets: Vec<SheetKind>,
    /// Files of the site in order.
    pub pages: Vec<Route>,
    /// Faces of one family, told apart by weight.
    pub fonts: Vec<FontFile>,
    /// Faces that are asked for characters the first ones lack.
    pub fallback_fonts: Vec<FontFile>,
    /// The words of pictures.
    pub words: Vocabulary,
    /// `lists.yaml`: words that laws name; those of the built-in theme and the folder's own.
    pub phrases: PhraseLists,
    /// Templates and drawings, as text.
    pub texts: Vec<ThemeText>,
    /// Who acts, how and where.
    pub tables: Tables,
    /// `profiles.yaml`: how sheets are printed; never empty.
    pub profiles: Vec<Profile>,
}

impl Theme {
    /// Reads the theme `name` (default: the built-in one) as seen from `root`; `None` when something is
    /// missing or wrong (then the report says what).
    pub fn load(
        root: &Path,
        name: Option<&At<String>>,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<Theme> {
        let span = name.map(|n| n.span);
        let mut name = name.map_or(DEFAULT_THEME, |n| n.value.as_str());
        let files = ThemeFiles::open(root, name).or_else(|| {
            let what = format!("没有找到主题「{name}」：themes/{name} 不存在");
            report.push(
                Diagnostic::new(Code::ThemeFile, span, what)
                    .help("改正 site.yaml 里的「主题」，或删去这一行"),
            );
            // The default one stands in, so that the content is still checked.
            name = DEFAULT_THEME;
            ThemeFiles::open(root, name)
        })?;
        let mut reader = Reader { files: &files, sources, report };
        let (own, _) = reader.parse("theme.yaml")?;
        let base = reader.built_in("theme.yaml")?;
        reader.check_keys(&own);
        // What the folder's theme.yaml does not say, the built-in one does.
        let value = |key: &str| entry(&own, key).or_else(|| entry(&base, key));
        let built_in_inks = reader.inks(entry(&base, "inks"), InkTable::default())?;
        let inks = reader.inks(entry(&own, "inks"), built_in_inks.clone())?;
        let categories = value("categories").and_then(|list| reader.categories(list, &inks));
        let rings = value("rings").and_then(|node| kind::read_rings(&mut reader, node));
        let sheets = rings.and_then(|rings| {
            kind::read_kinds(&mut reader, entry(&own, "sheets"), entry(&base, "sheets"), &rings)
        });
        let pages = route::read_routes(&mut reader, entry(&own, "pages"), entry(&base, "pages"));
        let fonts = value("fonts").and_then(|list| reader.fonts(list));
        let fallback_fonts = value("fallback-fonts").map(|list| reader.fonts(list));
        let tables = tables::read_tables(&mut reader)?;
        let (words, listed) = words::read_words(&mut reader, &tables)?;
        let phrases = lists::read_lists(&mut reader)?;
        let texts = reader.texts();
        tables::check_tables(&mut reader, &tables, (&words, &listed), &texts);
        let profiles = reader.profiles()?;
        let sheets = sheets.and_then(|list| reader.check_profiles(list, &profiles));
        let mut inks = inks;
        inks.add_variants();
        Some(Theme {
            name: name.into(),
            inks: Arc::new(inks),
            built_in_inks,
            categories: categories?,
            sheets: sheets?,
            pages: pages?,
            fonts: fonts?,
            fallback_fonts: fallback_fonts.map_or(Some(Vec::new()), |f| f)?,
            words,
            phrases,
            texts,
            tables,
            profiles,
            own_checksum: files.own_checksum(),
            files,
        })
    }

    /// The kind of sheet with this name.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&SheetKind> {
        self.sheets.iter().find(|kind| kind.name == name)
    }

    /// The inks of a category; numbers beyond the list start over.
    #[must_use]
    pub fn category_inks(&self, number: u8) -> &CategoryInks {
        &self.categories[usize::from(number.saturating_sub(1)) % self.categories.len()]
    }
}

/// Reads theme files and reports what is wrong with them.
pub(crate) struct Reader<'a> {
    files: &'a ThemeFiles,
    sources: &'a mut Sources,
    report: &'a mut Report,
}

impl Reader<'_> {
    /// Reports a problem at a place of a theme file.
    pub(crate) fn problem(
        &mut self,
        span: Option<Span>,
        what: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report.push(Diagnostic::new(Code::ThemeFile, span, what).help(help));
    }

    /// One YAML file of the theme.
    pub(crate) fn parse(&mut self, path: &str) -> Option<(Node, FileId)> {
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
        match yaml::parse(yaml::Document { file, text: &text, offset: 0 }) {
            Ok(node) => Some((node, file)),
            Err(diagnostic) => {
                self.report.push(*diagnostic);
                None
            }
        }
    }

    /// The value of a key that must be there.
    pub(crate) fn require<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let found = entry(node, key);
        if found.is_none() {
            self.problem(
                Some(node.span),
                format!("缺少「{key}」"),
                format!("补上「{key}」，写法见默认主题"),
            );
        }
        found
    }

    fn line(&mut self, node: &Node, key: &str) -> Option<String> {
        let value = self.require(node, key)?;
        let text = value.as_text().map(String::from);
        if text.is_none() {
            self.problem(Some(value.span), format!("「{key}」应该是一行字"), "写法见默认主题");
        }
        text
    }

    /// A file of the theme in all layers, the built-in one first: rows of a layer above lie over those below.
    fn layers(&mut self, path: &str) -> Option<Vec<Node>> {
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
    fn table(&mut self, path: &str) -> Option<Vec<TableRow>> {
        let layers = self.layers(path)?;
        Some(tables::merged(&layers).into_iter().map(|(k, v)| TableRow::new(k, v)).collect())
    }

    fn profiles(&mut self) -> Option<Vec<Profile>> {
        let mut all = Vec::new();
        for (index, row) in self.table("profiles.yaml")?.iter().enumerate() {
            match Profile::read(row, index + 1) {
                Ok(profile) => all.push(profile),
                Err((at, what)) => self.problem(Some(at), what, "写法见默认主题的 profiles.yaml"),
            }
        }
        (!all.is_empty()).then_some(all)
    }

    /// Every kind's profile must be there and its safe area as wide as the kind leaves; a kind that names
    /// none has the first.
    fn check_profiles(
        &mut self,
        mut kinds: Vec<SheetKind>,
        profiles: &[Profile],
    ) -> Option<Vec<SheetKind>> {
        for kind in &mut kinds {
            if kind.profile.is_empty() {
                kind.profile.clone_from(&profiles[0].name);
            }
            let Some(profile) = Profile::find(profiles, &kind.profile) else {
                let what = format!("没有「{}」这种印刷方式", kind.profile);
                let names: Vec<&str> = profiles.iter().map(|p| p.name.as_str()).collect();
                self.problem(Some(kind.at), what, format!("可以写的有：{}", names.join("、")));
                return None;
            };
            if kind.prints() && kind.safe_margin < profile.safe_margin {
                let what = format!(
                    "「{}」的安全边是 {} mm，{}只留了 {} mm",
                    profile.name, profile.safe_margin, kind.label, kind.safe_margin
                );
                let help = "把 theme.yaml 里这种展板的 safe-margin 改大，或把安全边改小";
                self.problem(Some(profile.at), what, help);
                return None;
            }
        }
        Some(kinds)
    }

    /// Templates and drawings; the default theme's under the names they have there.
    fn texts(&mut self) -> Vec<ThemeText> {
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
                let what = format!("{path} 不是 UTF-8 文本");
                self.problem(None, what, "用记事本打开，「另存为」，编码选 UTF-8");
            }
        }
        texts
    }

    /// Says which keys of a theme.yaml mean nothing.
    fn check_keys(&mut self, root: &Node) {
        const KNOWN: [&str; 7] =
            ["inks", "categories", "fonts", "fallback-fonts", "rings", "sheets", "pages"];
        let NodeKind::Map(list) = &root.kind else {
            if !matches!(root.kind, NodeKind::Null) {
                self.problem(Some(root.span), "theme.yaml 应该是一组栏目", "写法见默认主题");
            }
            return;
        };
        for (key, _) in list.iter().filter(|(k, _)| !KNOWN.contains(&k.text.as_str())) {
            let what = format!("theme.yaml 没有「{}」这一栏", key.text);
            // Up to version 0.1 kinds stood under this name.
            let help = match key.text.as_str() {
                "boards" => "改成「sheets」".into(),
                _ => format!("可以写的有：{}", KNOWN.join("、")),
            };
            self.problem(Some(key.span), what, help);
        }
    }

    /// The inks of `list` over those of `base`.
    fn inks(&mut self, list: Option<&Node>, base: InkTable) -> Option<InkTable> {
        let mut table = base;
        for (name, value) in list.into_iter().flat_map(entries) {
            let rgb = entry(value, "rgb").and_then(Node::as_text).and_then(parse_hex);
            let cmyk = entry(value, "cmyk").and_then(percentages);
            if rgb.is_none() || cmyk.is_none() {
                let help =
                    "写成 { rgb: \"#D8382E\", cmyk: [8, 97, 98, 1] }，四个数 0–100，相加不超过 300";
                self.problem(Some(value.span), format!("油墨「{name}」写得不对"), help);
            }
            // It has a name all the same: who uses it is not to blame.
            let (rgb, cmyk) = (rgb.unwrap_or_default(), cmyk.unwrap_or_default());
            table.put(Ink { name: name.into(), rgb, cmyk });
        }
        Some(table).filter(|t| !t.all().is_empty())
    }

    /// A file of the built-in theme.
    fn built_in(&mut self, path: &str) -> Option<Node> {
        let text = String::from_utf8(self.files.built_in(path)?.to_vec()).ok()?;
        Some(self.parse_text(self.files.shown(path, Layer::BuiltIn), text)?.0)
    }

    /// The theme's own file, if it has one.
    fn own(&mut self, path: &str) -> Option<Node> {
        let (text, layer) = self.files.text(path)?;
        if layer == Layer::BuiltIn {
            return None;
        }
        Some(self.parse_text(self.files.shown(path, layer), text)?.0)
    }

    fn categories(&mut self, list: &Node, inks: &InkTable) -> Option<Vec<CategoryInks>> {
        let NodeKind::Seq(list) = &list.kind else {
            self.problem(Some(list.span), "「categories」应该是列表", "写法见默认主题");
            return None;
        };
        let mut all = Vec::new();
        for node in list {
            let (field, deep) = (self.line(node, "field")?, self.line(node, "deep")?);
            let (tint, ring) = (self.line(node, "tint")?, self.line(node, "ring")?);
            for name in [&field, &deep, &tint, &ring] {
                if inks.find(name).is_none() {
                    self.problem(
                        Some(node.span),
                        format!("没有油墨「{name}」"),
                        "在 inks 里补上它，或改用已有的油墨",
                    );
                    return None;
                }
            }
            all.push(CategoryInks { field, deep, tint, ring });
        }
        (!all.is_empty()).then_some(all)
    }

    fn fonts(&mut self, list: &Node) -> Option<Vec<FontFile>> {
        let NodeKind::Seq(list) = &list.kind else {
            self.problem(Some(list.span), "「fonts」应该是列表", "每行写一个字体文件名");
            return None;
        };
        let mut fonts = Vec::new();
        for node in list {
            let path = format!("fonts/{}", node.as_text().unwrap_or(""));
            let Some((bytes, _)) = self.files.read(&path) else {
                self.problem(
                    Some(node.span),
                    format!("没有字体文件 {path}"),
                    "把字体文件放进主题的 fonts 文件夹",
                );
                return None;
            };
            fonts.push(FontFile(Arc::new(bytes)));
        }
        Some(fonts)
    }
}

/// The keys and values of a map; none for anything else.
pub(crate) fn entries(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let list: &[(yaml::Key, Node)] = match &node.kind {
        NodeKind::Map(list) => list,
        NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Seq(_) => &[],
    };
    list.iter().map(|(k, v)| (k.text.as_str(), v))
}

/// The value of a key.
pub(crate) fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    entries(node).find(|(k, _)| *k == key).map(|(_, v)| v)
}

/// Four ink percentages with a total ink of at most 300.
fn percentages(node: &Node) -> Option<[u8; 4]> {
    let NodeKind::Seq(list) = &node.kind else { return None };
    let values: Vec<u8> =
        list.iter().filter_map(|n| n.as_text()?.parse().ok()).filter(|v| *v <= 100).collect();
    let cmyk: [u8; 4] = values.try_into().ok()?;
    (cmyk.iter().map(|v| u32::from(*v)).sum::<u32>() <= 300).then_some(cmyk)
}
