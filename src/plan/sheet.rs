//! Planned sheets: a kind of sheet × the records it is made of, in the sizes that are wanted.
//!
//! Start at [`SheetPlan`].

use super::versions::Versions;
use crate::model::Catalog;
use crate::model::Category;
use crate::model::Collection;
use crate::model::Entry;
use crate::model::Procedure;
use crate::theme::Format;
use crate::theme::Profile;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::theme::WEB_FOLDER;
use crate::theme::WebPicture;
use crate::units::Dpi;
use crate::units::MM_PER_INCH;
use crate::units::SheetSize;
use std::any::Any;

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
    /// The sheets that follow its own pages in one document.
    pub gathered: Vec<SheetPlan<'c>>,
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
        // A row without sizes in its names has one of its own; another one must not take its place.
        let is_other = !self.kind.file.contains("{size}") && !self.kind.stacked;
        let path = if is_other && self.size != self.kind.size() {
            format!("{path}-{}", self.size)
        } else {
            path
        };
        if self.profile.name == self.kind.profile {
            path
        } else {
            format!("{path}-{}", self.profile.file_name)
        }
    }

    /// The resolution it has when none is asked for.
    #[must_use]
    pub(crate) fn own_dpi(&self) -> Dpi {
        resolution(self.kind, self.profile, self.size, None)
    }

    /// Whether pixels are among its files for printing.
    #[must_use]
    pub(crate) fn has_raster(&self) -> bool {
        self.formats.iter().any(|format| matches!(format, Format::Png | Format::Tif))
    }

    /// Whether its drawings are those of its own resolution: then only its rasters are another try.
    #[must_use]
    pub(crate) fn draws_as_its_own(&self) -> bool {
        self.looks_like(&SheetPlan { dpi: self.own_dpi(), ..self.clone() })
    }

    /// Path of the picture below `public/`. It stays the same when the picture changes: a page of yesterday, kept in
    /// a phone, must find one there. Pages of today ask for [its address](super::address_of_file).
    #[must_use]
    pub(crate) fn web_path(&self) -> String {
        match self.kind.web {
            Some(WebPicture::Svg) => format!("{}.svg", self.print_path()),
            _ => format!("{WEB_FOLDER}/{}.png", self.web_stem()),
        }
    }

    /// `item-101`; the kind's name alone for what has no key.
    #[must_use]
    pub(crate) fn web_stem(&self) -> String {
        if self.key == self.kind.name {
            self.key.clone()
        } else {
            format!("{}-{}", self.kind.name, self.key)
        }
    }

    /// What the manifest calls it by; nothing for a sheet of the whole.
    #[must_use]
    pub(crate) fn code(&self) -> Option<String> {
        self.collection.key.map(|_| self.key.clone())
    }

    /// Width and height of the web picture.
    #[must_use]
    pub(crate) fn web_pixels(&self) -> (u32, u32) {
        self.kind.web_pixels(self.size)
    }

    /// Pixels per millimetre of the printed raster by which codes are laid out: a coarser one than the sheet's own is
    /// only looked at before, and must show what will be printed, not a sheet with larger codes.
    #[must_use]
    pub(crate) fn printed_pixels_per_mm(&self) -> f64 {
        self.dpi.0.max(self.own_dpi().0) / MM_PER_INCH
    }

    /// The same of the coarsest raster that is for use: codes must be read there too.
    #[must_use]
    pub(crate) fn coarsest_pixels_per_mm(&self) -> f64 {
        let web = self.kind.web_scale(self.size);
        let print = self.printed_pixels_per_mm();
        match self.kind.web {
            Some(WebPicture::Png) => web.min(print),
            Some(WebPicture::Svg) | None => print,
        }
    }

    /// The same with the printed raster as it was asked for, however coarse.
    fn fineness(&self) -> f64 {
        self.coarsest_pixels_per_mm().min(self.dpi.0 / MM_PER_INCH)
    }

    /// Whether another plan is about the same sheet.
    #[must_use]
    pub(crate) fn is_of(&self, other: &SheetPlan<'_>) -> bool {
        self.kind.name == other.kind.name && self.key == other.key
    }

    /// Whether photos are on it.
    #[must_use]
    pub(crate) fn has_photos(&self) -> bool {
        let mut panels = self.procedure().map(Procedure::panels).into_iter().flatten();
        panels.any(|(_, picture)| picture.photo.is_some())
    }

    /// Whether another plan of the same sheet has the same files, rasters aside. Resolution decides how fine codes may
    /// be, and how many pixels of a photo are kept; what is only to be looked at is called so, drawings too.
    #[must_use]
    pub(crate) fn looks_like(&self, other: &SheetPlan<'_>) -> bool {
        self.size == other.size
            && self.fineness().to_bits() == other.fineness().to_bits()
            && (self.dpi == other.dpi || !self.has_photos())
    }

    /// The record of a sheet of one.
    #[must_use]
    pub(crate) fn record(&self) -> Option<&dyn Entry> {
        match self.records[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The procedure of a sheet of one.
    #[must_use]
    pub fn procedure(&self) -> Option<&Procedure> {
        (self.record()? as &dyn Any).downcast_ref()
    }
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
    /// Whether the sheet of a kind with this key is wanted, for printing or for pages.
    pub(super) fn takes(&self, kind: &SheetKind, key: &str) -> bool {
        let wanted = self.prints(kind) || kind.comes_with_pages();
        wanted && (self.items.is_empty() || self.items.iter().any(|i| i == key))
    }

    /// Whether files for printing are wanted of a kind.
    pub(super) fn prints(&self, kind: &SheetKind) -> bool {
        if self.kinds.is_empty() { !kind.when_asked } else { self.kinds.contains(&kind.name) }
    }

    /// Whether a sheet of its own make would not do.
    pub(super) fn differs(&self) -> bool {
        self.size.is_some() || self.dpi.is_some() || self.profile.is_some()
    }
}

/// The sheets of a kind as its row has them, in its own size.
pub(super) fn sheets_of<'c>(
    catalog: &'c Catalog,
    theme: &'c Theme,
    kind: &'c SheetKind,
    collection: &'static Collection,
    versions: &Versions,
) -> Vec<SheetPlan<'c>> {
    let records = catalog.records_of(collection.name).into_iter().enumerate();
    let takes = |record: &dyn Entry| {
        kind.takes(record) && kind.has_something(record) && !is_empty_category(catalog, record)
    };
    let taken: Vec<(usize, &dyn Entry)> = records.filter(|(_, r)| takes(*r)).collect();
    let profile = Profile::find(&theme.profiles, &kind.profile).unwrap_or(&theme.profiles[0]);
    let sheet = |(number, some): (usize, &[(usize, &'c dyn Entry)])| {
        let indices: Vec<usize> = some.iter().map(|(i, _)| *i).collect();
        let records: Vec<&dyn Entry> = some.iter().map(|(_, record)| *record).collect();
        let key = match records[..] {
            _ if kind.per_sheet > 1 => format!("{:02}", number + 1),
            [one] if collection.key.is_some() => collection.file_key(one, indices[0]),
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
            gathered: gathered(catalog, theme, kind, versions),
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

/// The sheets that a kind gathers, in their own sizes.
fn gathered<'c>(
    catalog: &'c Catalog,
    theme: &'c Theme,
    kind: &SheetKind,
    versions: &Versions,
) -> Vec<SheetPlan<'c>> {
    let of = |name: &String| {
        let kind = theme.sheets.iter().find(|other| other.name == *name)?;
        Some(sheets_of(catalog, theme, kind, kind.collection()?, versions))
    };
    kind.gathers.iter().filter_map(of).flatten().collect()
}

/// Whether a record is a category with nothing in it: there is nothing to show, and a check says so (W703).
fn is_empty_category(catalog: &Catalog, record: &dyn Entry) -> bool {
    let category = (record as &dyn Any).downcast_ref::<Category>();
    category.is_some_and(|category| catalog.of_category(category.number.value).next().is_none())
}

fn resolution(kind: &SheetKind, profile: &Profile, size: SheetSize, wanted: Option<Dpi>) -> Dpi {
    let longer = size.width.max(size.height);
    wanted.or(kind.dpi).unwrap_or_else(|| profile.resolution(longer))
}

/// A sheet in the sizes and the way it is to be printed. The picture for pages is always that of the
/// sheet's own make: printing it once in another size leaves the site as it is.
pub(super) fn in_sizes<'c>(
    own: SheetPlan<'c>,
    theme: &'c Theme,
    wanted: &Wanted,
) -> Vec<SheetPlan<'c>> {
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
