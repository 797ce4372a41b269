//! What will exist: sheets, addresses and content versions.
//!
//! Start at [`Plan::new`]: the theme's kinds of sheet × the records they are made of. What the site has is
//! the theme's routes ([`crate::theme::Route`]). Paths of all files are proven to be different before
//! anything is drawn.

mod versions;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Collection;
use crate::model::Entry;
use crate::model::PROCEDURES;
use crate::model::Procedure;
use crate::theme::Format;
use crate::theme::Profile;
use crate::theme::Route;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::theme::WebPicture;
use crate::units::Dpi;
use crate::units::MM_PER_INCH;
use crate::units::Mm;
use crate::units::SheetSize;
use crate::units::WEB_PIXELS;
use crate::vocabulary::Vocabulary;
use std::collections::BTreeMap;

pub use versions::Versions;
pub use versions::picture_words;

/// One sheet to make.
#[derive(Debug, Clone)]
pub struct SheetPlan<'c> {
    /// Its kind.
    pub kind: &'c SheetKind,
    /// What it is made of.
    pub collection: &'static Collection,
    /// The records on it: usually one.
    pub records: Vec<&'c dyn Entry>,
    /// Their places in [`Catalog::records_of`].
    pub indices: Vec<usize>,
    /// What its files are called by: the record's key, the kind's name for what has none, a number for
    /// several records.
    pub key: String,
    /// Trimmed size.
    pub size: SheetSize,
    /// Version of its words.
    pub version: String,
    /// Of its rasters and photos.
    pub dpi: Dpi,
    /// How it is printed.
    pub profile: &'c Profile,
    /// Files for printing.
    pub formats: Vec<Format>,
    /// Whether the picture for the site is made of it.
    pub web: bool,
}

impl SheetPlan<'_> {
    /// `item/101-90x120cm` below `print/`, without ending; with the profile's name where it is not the
    /// kind's own.
    #[must_use]
    pub fn print_path(&self) -> String {
        let path = self
            .kind
            .file
            .replace("{kind}", &self.kind.name)
            .replace("{key}", &self.key)
            .replace("{size}", &self.size.to_string());
        if self.profile.name == self.kind.profile {
            path
        } else {
            format!("{path}-{}", self.profile.file_name)
        }
    }

    /// Path of the picture below `public/`, with the checksum of its bytes where its name has one: a
    /// browser that keeps an old picture asks for another name.
    #[must_use]
    pub fn web_path(&self, checksum: &str) -> String {
        match self.kind.web {
            Some(WebPicture::Svg) => format!("{}.svg", self.print_path()),
            _ => format!("sheets/{}.{}.png", self.web_stem(), &checksum[..checksum.len().min(8)]),
        }
    }

    /// `item-101`; the kind's name alone for what has no key.
    #[must_use]
    pub fn web_stem(&self) -> String {
        if self.key == self.kind.name {
            self.key.clone()
        } else {
            format!("{}-{}", self.kind.name, self.key)
        }
    }

    /// Width and height of the web picture.
    #[must_use]
    pub fn web_pixels(&self) -> (u32, u32) {
        web_pixels(self.size)
    }

    /// Pixels per millimetre of the coarsest raster that is written: codes must be read there too.
    #[must_use]
    pub fn coarsest_pixels_per_mm(&self) -> f64 {
        let web = f64::from(WEB_PIXELS) / self.size.width.max(self.size.height).0;
        let print = self.dpi.0 / MM_PER_INCH;
        match self.kind.web {
            Some(WebPicture::Png) => web.min(print),
            Some(WebPicture::Svg) | None => print,
        }
    }

    /// The record of a sheet of one.
    #[must_use]
    pub fn record(&self) -> Option<&dyn Entry> {
        match self.records[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The procedure of a sheet of one.
    #[must_use]
    pub fn procedure(&self) -> Option<&Procedure> {
        (self.record()? as &dyn std::any::Any).downcast_ref()
    }
}

/// Width and height of a picture of this shape for the web.
#[must_use]
pub fn web_pixels(size: SheetSize) -> (u32, u32) {
    let longer = size.width.max(size.height);
    let pixels = |side: Mm| (side / longer * f64::from(WEB_PIXELS)).round() as u32;
    (pixels(size.width), pixels(size.height))
}

/// Which sheets are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Keys (a procedure's is its code); all when empty.
    pub items: Vec<String>,
    /// Kinds; all that need not be asked for when empty.
    pub kinds: Vec<String>,
    /// One size for all of them.
    pub size: Option<SheetSize>,
    /// Of print rasters; by the profile and the size when not given.
    pub dpi: Option<Dpi>,
    /// Name of a profile for all sheets, instead of their kinds' own.
    pub profile: Option<String>,
}

impl Wanted {
    fn takes(&self, kind: &SheetKind, key: &str) -> bool {
        let wanted = if self.kinds.is_empty() {
            !kind.when_asked
        } else {
            // Pictures of pages come with the pages, whatever is printed.
            self.kinds.contains(&kind.name) || !kind.prints()
        };
        wanted && (self.items.is_empty() || self.items.iter().any(|i| i == key))
    }

    /// Whether a sheet of its own make would not do.
    fn differs(&self) -> bool {
        self.size.is_some() || self.dpi.is_some() || self.profile.is_some()
    }
}

/// A picture that pages may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// Below `public/`.
    pub path: String,
    /// Width and height in pixels.
    pub pixels: (u32, u32),
}

/// Everything that will exist.
#[derive(Debug)]
pub struct Plan<'c> {
    /// The content.
    pub catalog: &'c Catalog,
    /// The files of the site.
    pub routes: &'c [Route],
    /// Sheets in the order they are made.
    pub sheets: Vec<SheetPlan<'c>>,
    /// Versions of all records.
    pub versions: Versions,
    /// Pictures that pages show, by collection and key.
    pictures: BTreeMap<(&'static str, String), PagePicture>,
}

impl<'c> Plan<'c> {
    /// Plans sheets for what is wanted.
    #[must_use]
    pub fn new(catalog: &'c Catalog, theme: &'c Theme, wanted: &Wanted) -> Plan<'c> {
        Plan::with_versions(catalog, theme, wanted, Versions::of(catalog))
    }

    /// As [`Plan::new`], with the catalog's versions worked out before.
    #[must_use]
    pub fn with_versions(
        catalog: &'c Catalog,
        theme: &'c Theme,
        wanted: &Wanted,
        versions: Versions,
    ) -> Plan<'c> {
        let mut sheets = Vec::new();
        for kind in &theme.sheets {
            let Some(collection) = kind.collection().filter(|_| kind.command == "build") else {
                continue;
            };
            for sheet in sheets_of(catalog, theme, kind, collection, &versions) {
                if wanted.takes(kind, &sheet.key) {
                    sheets.extend(in_sizes(sheet, theme, wanted));
                }
            }
        }
        Plan { catalog, routes: &theme.pages, sheets, versions, pictures: BTreeMap::new() }
    }

    /// Two files at one place: the theme's kinds must tell them apart.
    pub fn check_paths(&self, report: &mut Report) {
        let mut seen: BTreeMap<String, &SheetPlan<'_>> = BTreeMap::new();
        for sheet in &self.sheets {
            let print = sheet.formats.first().map(|_| sheet.print_path());
            let web = sheet.web.then(|| format!("public/{}", sheet.web_path("")));
            for path in print.into_iter().chain(web) {
                // Systems of office PCs take small and large letters for the same.
                let Some(first) = seen.insert(path.to_lowercase(), sheet) else { continue };
                let what = format!(
                    "{}「{}」和{}「{}」的文件会写到同一个地方：{path}",
                    first.kind.label, first.key, sheet.kind.label, sheet.key
                );
                report.push(
                    Diagnostic::new(Code::ThemeFile, Some(sheet.kind.at), what)
                        .help("在这种展板的 file 里写上 {kind}、{key} 和 {size}"),
                );
                return;
            }
        }
    }

    /// Shows the pictures of all sheets, as if they had been made: under names without checksums.
    pub fn show_all(&mut self) {
        for sheet in self.sheets.iter().rev().filter(|s| s.kind.web == Some(WebPicture::Png)) {
            let key =
                if sheet.collection.key.is_some() { sheet.key.clone() } else { String::new() };
            let path = format!("sheets/{}.png", sheet.web_stem());
            let picture = PagePicture { path, pixels: sheet.web_pixels() };
            self.pictures.insert((sheet.collection.name, key), picture);
        }
    }

    /// Says which picture pages may show of a record.
    pub fn put_picture(&mut self, collection: &'static str, key: &str, picture: PagePicture) {
        self.pictures.insert((collection, key.to_string()), picture);
    }

    /// The picture that pages may show of a record; of the whole when the key is empty.
    #[must_use]
    pub fn picture(&self, collection: &'static str, key: &str) -> Option<&PagePicture> {
        self.pictures.get(&(collection, key.to_string()))
    }

    /// Where the codes of a record lead: its first route in the sitemap, else the one that shows all of its
    /// collection; with the version.
    #[must_use]
    pub fn address(&self, collection: &str, key: &str, version: &str) -> String {
        let mut listed = self.routes.iter().filter(|route| route.sitemap);
        let route = listed.clone().find(|route| route.over == collection);
        // Records without pages of their own are on a page together.
        let route = route.or_else(|| listed.find(|r| r.needs.iter().any(|n| n == collection)));
        let path = route.map_or(String::new(), |route| route.path_of(key, ""));
        format!("{}{}?v={version}", self.catalog.community.url.value, Route::address(&path))
    }

    /// Where the codes of a procedure's sheets lead.
    #[must_use]
    pub fn item_address(&self, index: usize) -> String {
        let code = &self.catalog.procedures[index].code.value;
        self.address(PROCEDURES, code, self.versions.get(PROCEDURES, index))
    }
}

/// The sheets of a kind as its row has them, in its own size.
fn sheets_of<'c>(
    catalog: &'c Catalog,
    theme: &'c Theme,
    kind: &'c SheetKind,
    collection: &'static Collection,
    versions: &Versions,
) -> Vec<SheetPlan<'c>> {
    let records = catalog.records_of(collection.name).into_iter().enumerate();
    let taken: Vec<(usize, &dyn Entry)> = records.filter(|(_, r)| kind.takes(*r)).collect();
    let profile = Profile::find(&theme.profiles, &kind.profile).unwrap_or(&theme.profiles[0]);
    let sheet = |(number, some): (usize, &[(usize, &'c dyn Entry)])| {
        let indices: Vec<usize> = some.iter().map(|(i, _)| *i).collect();
        let records: Vec<&dyn Entry> = some.iter().map(|(_, record)| *record).collect();
        let key = match records[..] {
            _ if kind.per_sheet > 1 => format!("{:02}", number + 1),
            [one] if collection.key.is_some() => collection.key_words(one).into_owned(),
            _ => kind.name.clone(),
        };
        SheetPlan {
            kind,
            collection,
            version: versions.several(collection.name, &indices),
            records,
            indices,
            key,
            size: kind.size(),
            dpi: resolution(kind, profile, kind.size(), None),
            profile,
            formats: kind.formats.clone().unwrap_or_else(|| profile.formats.clone()),
            web: kind.web.is_some(),
        }
    };
    let mut sheets: Vec<SheetPlan<'_>> =
        taken.chunks(kind.per_sheet).enumerate().map(sheet).collect();
    if kind.stacked {
        sheets.retain_mut(|sheet| {
            let count = sheet.procedure().map_or(0, |p| p.panels().len());
            sheet.size.height = kind.size().height * count as f64;
            count > 0
        });
    }
    sheets
}

fn resolution(kind: &SheetKind, profile: &Profile, size: SheetSize, wanted: Option<Dpi>) -> Dpi {
    let longer = size.width.max(size.height);
    wanted.or(kind.dpi).unwrap_or_else(|| profile.resolution(longer))
}

/// A sheet in the sizes and the way it is to be printed. The picture for pages is always that of the
/// sheet's own make: printing it once in another size leaves the site as it is.
fn in_sizes<'c>(own: SheetPlan<'c>, theme: &'c Theme, wanted: &Wanted) -> Vec<SheetPlan<'c>> {
    if own.formats.is_empty() {
        return vec![own];
    }
    if !wanted.differs() {
        let others = own.kind.sizes[1..].iter().map(|size| SheetPlan {
            size: *size,
            dpi: resolution(own.kind, own.profile, *size, None),
            web: false,
            ..own.clone()
        });
        return std::iter::once(own.clone()).chain(others).collect();
    }
    let named = wanted.profile.as_deref().unwrap_or(&own.kind.profile);
    // Unknown names were told before; the first one stands in.
    let profile = Profile::find(&theme.profiles, named).unwrap_or(&theme.profiles[0]);
    let sizes = wanted.size.map_or_else(|| own.kind.sizes.clone(), |size| vec![size]);
    let printed = sizes.iter().map(|size| SheetPlan {
        size: *size,
        dpi: resolution(own.kind, profile, *size, wanted.dpi),
        profile,
        formats: own.kind.formats.clone().unwrap_or_else(|| profile.formats.clone()),
        web: false,
        ..own.clone()
    });
    let mut sheets: Vec<SheetPlan<'c>> = printed.collect();
    if own.web {
        sheets.push(SheetPlan { formats: Vec::new(), ..own });
    }
    sheets
}

/// An address as people type it.
#[must_use]
pub fn spoken_address(address: &str) -> &str {
    let rest = address.strip_prefix("https://").unwrap_or(address);
    rest.split('?').next().unwrap_or(rest).trim_end_matches('/')
}

/// A sheet is a sample until its words are checked and its phone is real.
#[must_use]
pub fn is_sample(catalog: &Catalog, procedure: &Procedure) -> bool {
    procedure.is_unchecked() || catalog.community.has_sample_phone()
}

/// The prop that stands for a whole procedure: what its name says, else what its pictures hold
/// most, else its first document.
#[must_use]
pub fn emblem(p: &Procedure, words: &Vocabulary) -> String {
    for name in [p.result.as_ref().map_or("", |r| &r.value), &p.short().value, &p.title.value] {
        let icon = words.icon_of(name);
        if icon != "材料" {
            return icon.into();
        }
    }
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (_, picture) in p.panels() {
        for prop in picture.all_props() {
            match counts.iter_mut().find(|(w, _)| *w == prop) {
                Some((_, n)) => *n += 1,
                None => counts.push((prop, 1)),
            }
        }
    }
    let most =
        counts.iter().rev().filter(|(w, _)| !matches!(*w, "手机" | "电脑")).max_by_key(|(_, n)| *n);
    most.or(counts.first()).map_or("材料", |(w, _)| w).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_spoken_without_scheme_and_version() {
        assert_eq!(spoken_address("https://xiaowei.example/101/?v=ABC123"), "xiaowei.example/101");
    }
}
