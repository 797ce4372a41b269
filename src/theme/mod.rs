//! A theme: inks, fonts, drawings, templates, kinds of sheet and pages, from files.
//!
//! Start at [`Theme::load`]. A folder `themes/<name>/` overrides any file of the default theme,
//! which travels inside the program ([`files`]). Mistakes in theme files are diagnostics like
//! mistakes in content.

mod colours;
mod files;
mod folk;
mod fonts;
mod kind;
mod kinds;
mod lists;
mod own_art;
mod profile;
mod proof;
mod reader;
mod route;
mod row;
mod scenes;
mod strays;
mod subjects;
mod tables;
mod templates;
mod words;

use crate::charset::CharSet;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Sources;
use crate::ink::InkTable;
use crate::record::At;
use crate::vocabulary::FolkWords;
use crate::vocabulary::PhraseLists;
use crate::vocabulary::Vocabulary;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use reader::ThemeReader;
use std::path::Path;
use std::sync::Arc;

pub(crate) use colours::CategoryInks;
pub(crate) use files::DEFAULT_THEME;
pub(crate) use files::Layer;
pub(crate) use files::ThemeFiles;
pub(crate) use files::ThemeText;
pub(crate) use fonts::FontFile;
pub(crate) use kind::CodeFloor;
pub(crate) use kind::Measures;
pub(crate) use kind::SheetKind;
pub(crate) use kind::WEB_FOLDER;
pub(crate) use kind::WebPicture;
pub(crate) use profile::Format;
pub(crate) use profile::Profile;
pub(crate) use route::Maker;
pub(crate) use route::Route;
pub(crate) use row::TableRow;
pub(crate) use strays::told as strays;
pub(crate) use tables::Tables;
pub(crate) use templates::MARK;
pub(crate) use templates::TemplateFolder;
pub(crate) use templates::Templates;

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
    /// Inks of matters with a quiet tone, whatever their category.
    pub quiet: CategoryInks,
    /// Kinds of sheet in order.
    pub sheets: Vec<SheetKind>,
    /// Files of the site in order.
    pub pages: Vec<Route>,
    /// Faces of one family, told apart by weight.
    pub fonts: Vec<FontFile>,
    /// Faces that are asked for characters the first ones lack.
    pub fallback_fonts: Vec<FontFile>,
    /// Every character that a font has; nothing when a font file is broken.
    pub(crate) coverage: Option<CharSet>,
    /// The words of pictures.
    pub words: Vocabulary,
    /// `lists.yaml`: words that laws name; those of the built-in theme and the folder's own.
    pub phrases: PhraseLists,
    /// `folk.yaml`: what residents say when they look for a matter; those of the built-in theme and the folder's own.
    pub folk: FolkWords,
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
        let mut reader = ThemeReader { files: &files, sources, report };
        reader.refused();
        let (own, _) = reader.parse("theme.yaml")?;
        let base = reader.built_in("theme.yaml")?;
        check_keys(&mut reader, &own);
        // What the folder's theme.yaml does not say, the built-in one does.
        let value = |key: &str| own.entry(key).or_else(|| base.entry(key));
        let built_in_inks =
            colours::read_inks(&mut reader, base.entry("inks"), InkTable::default())?;
        let inks = colours::read_inks(&mut reader, own.entry("inks"), built_in_inks.clone())?;
        let categories =
            value("categories").and_then(|list| colours::read_categories(&mut reader, list, &inks));
        let quiet =
            value("quiet").and_then(|node| colours::read_category(&mut reader, node, &inks));
        let rings = value("rings").and_then(|node| kinds::read_rings(&mut reader, node));
        let sheets = rings.and_then(|rings| {
            kinds::read_kinds(&mut reader, own.entry("sheets"), base.entry("sheets"), &rings)
        });
        let pages = route::read_routes(&mut reader, own.entry("pages"), base.entry("pages"));
        let fonts = value("fonts").and_then(|list| fonts::read_fonts(&mut reader, list));
        let fallback_fonts =
            value("fallback-fonts").map(|list| fonts::read_fonts(&mut reader, list));
        let tables = tables::read_tables(&mut reader)?;
        let (words, listed) = words::read_words(&mut reader, &tables)?;
        let sheets = sheets.and_then(|mut list| {
            let layers = (own.entry("sheets"), base.entry("sheets"));
            scenes::read_scenes(&mut reader, &mut list, layers, &words).map(|()| list)
        });
        let phrases = lists::read_lists(&mut reader)?;
        let folk = folk::read_folk(&mut reader)?;
        let texts = reader.texts();
        proof::check_tables(&mut reader, &tables, (&words, &listed));
        let profiles = profile::read_profiles(&mut reader)?;
        let sheets = sheets.and_then(|list| proof::check_profiles(&mut reader, list, &profiles));
        let mut inks = inks;
        inks.add_variants();
        let (fonts, fallback_fonts) =
            (fonts?, fallback_fonts.map_or(Some(Vec::new()), |list| list)?);
        Some(Theme {
            name: name.into(),
            inks: Arc::new(inks),
            built_in_inks,
            categories: categories?,
            quiet: quiet?,
            sheets: sheets?,
            pages: pages?,
            coverage: fonts::coverage(&[&fonts[..], &fallback_fonts].concat()),
            fonts,
            fallback_fonts,
            words,
            phrases,
            folk,
            texts,
            tables,
            profiles,
            own_checksum: files.own_checksum(),
            files,
        })
    }

    /// The inks of a category; numbers beyond the list start over.
    #[must_use]
    pub(crate) fn category_inks(&self, number: u8) -> &CategoryInks {
        &self.categories[usize::from(number.saturating_sub(1)) % self.categories.len()]
    }
}

/// Says which keys of a theme.yaml mean nothing.
fn check_keys(reader: &mut ThemeReader<'_>, root: &Node) {
    const KNOWN: [&str; 8] =
        ["inks", "categories", "quiet", "fonts", "fallback-fonts", "rings", "sheets", "pages"];
    let NodeKind::Map(list) = &root.kind else {
        if !matches!(root.kind, NodeKind::Null) {
            reader.problem(Some(root.span), "theme.yaml 应该是一组栏目", "写法见默认主题");
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
        reader.problem(Some(key.span), what, help);
    }
}
