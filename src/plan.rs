//! What will exist: pages, boards, addresses and content versions.
//!
//! Start at [`Plan::new`]. A version is six characters (Crockford base32 of SHA-256) over the words
//! that a kind of sheet shows, in a fixed order with names, the office's phone and hours among
//! them; never over bytes, layout, theme or the version itself. Same words, same version.

use crate::model::Catalog;
use crate::model::Category;
use crate::model::Picture;
use crate::model::Procedure;
use crate::theme::BoardKind;
use crate::theme::Profile;
use crate::theme::Theme;
use crate::units::Dpi;
use crate::units::MM_PER_INCH;
use crate::units::Mm;
use crate::units::SheetSize;
use crate::vocabulary::Vocabulary;
use sha2::Digest;
use sha2::Sha256;
use std::fmt::Write;

/// Longer side of a board's picture for the web, in pixels.
pub const WEB_PIXELS: u32 = 1600;

/// What a board shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'c> {
    /// The whole list.
    Overview,
    /// The procedure at this index of the catalog.
    Item(usize, &'c str),
}

/// One board to make.
#[derive(Debug, Clone)]
pub struct BoardPlan<'c> {
    /// Its kind.
    pub kind: &'c BoardKind,
    /// What it shows.
    pub subject: Subject<'c>,
    /// Trimmed size.
    pub size: SheetSize,
    /// Stem of its file names: the code, or the kind's name.
    pub stem: String,
    /// Version of its words.
    pub version: String,
    /// Of its print raster.
    pub dpi: Dpi,
    /// How it is printed.
    pub profile: &'c Profile,
}

impl BoardPlan<'_> {
    /// `boards/101-90x120cm` below `print/`, without ending.
    #[must_use]
    pub fn print_path(&self) -> String {
        format!("boards/{}-{}", self.stem, self.size)
    }

    /// `boards/101.png` below `public/`.
    #[must_use]
    pub fn web_path(&self) -> String {
        format!("boards/{}.png", self.stem)
    }

    /// Width and height of the web picture.
    #[must_use]
    pub fn web_pixels(&self) -> (u32, u32) {
        let longer = self.size.width.max(self.size.height);
        let pixels = |side: Mm| (side / longer * f64::from(WEB_PIXELS)).round() as u32;
        (pixels(self.size.width), pixels(self.size.height))
    }

    /// Pixels per millimetre of the coarsest raster that is written: codes must be read there too.
    #[must_use]
    pub fn coarsest_pixels_per_mm(&self) -> f64 {
        let web = f64::from(WEB_PIXELS) / self.size.width.max(self.size.height).0;
        web.min(self.dpi.0 / MM_PER_INCH)
    }
}

/// Which boards are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Codes; all when empty.
    pub items: Vec<String>,
    /// Kinds; all when empty.
    pub kinds: Vec<String>,
    /// One size for all of them.
    pub size: Option<SheetSize>,
    /// Of print rasters; by the profile and the size when not given.
    pub dpi: Option<Dpi>,
    /// Name of a profile for all boards, instead of their kinds' own.
    pub profile: Option<String>,
}

impl Default for Wanted {
    /// All boards in their own sizes, printed as their kinds say.
    fn default() -> Wanted {
        Wanted { items: Vec::new(), kinds: Vec::new(), size: None, dpi: None, profile: None }
    }
}

/// The content versions of a catalog: every word of it goes into them.
#[derive(Debug, Clone)]
pub struct Versions {
    items: Vec<String>,
    categories: Vec<String>,
    overview: String,
}

impl Versions {
    /// Works them out.
    #[must_use]
    pub fn of(catalog: &Catalog) -> Versions {
        let parts: Vec<String> =
            catalog.categories.iter().map(|c| category_words(catalog, c)).collect();
        let overview = format!("{}\n{}", catalog.community.title().value, parts.concat());
        Versions {
            items: catalog.procedures.iter().map(|p| version(&item_words(catalog, p))).collect(),
            categories: parts.iter().map(|words| version(words)).collect(),
            overview: version(&overview),
        }
    }
}

/// Everything that will exist.
#[derive(Debug)]
pub struct Plan<'c> {
    /// The content.
    pub catalog: &'c Catalog,
    /// Boards in the order they are made.
    pub boards: Vec<BoardPlan<'c>>,
    /// Boards whose pictures the site has: those above, and those made before.
    pub pictures: Vec<BoardPlan<'c>>,
    /// Version of every procedure's item board, in catalog order.
    pub item_versions: Vec<String>,
    /// Version of every category's part of the overview, in category order.
    pub category_versions: Vec<String>,
    /// Version of the overview.
    pub overview_version: String,
}

impl<'c> Plan<'c> {
    /// Plans pages for everything and boards for what is wanted.
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
        let Versions {
            items: item_versions,
            categories: category_versions,
            overview: overview_version,
        } = versions;
        let board = |kind: &'c BoardKind, subject: Subject<'c>, stem: &str, version: &str| {
            let named = wanted.profile.as_deref().unwrap_or(&kind.profile);
            // Unknown names were told before; the first one stands in.
            let profile = Profile::find(&theme.profiles, named).unwrap_or(&theme.profiles[0]);
            let longer = kind.size.width.max(kind.size.height);
            BoardPlan {
                kind,
                subject,
                size: kind.size,
                stem: stem.into(),
                version: version.into(),
                dpi: wanted.dpi.unwrap_or_else(|| profile.resolution(longer)),
                profile,
            }
        };
        let mut pictures = Vec::new();
        for kind in &theme.boards {
            if kind.name == "overview" {
                pictures.push(board(kind, Subject::Overview, &kind.name, &overview_version));
            } else {
                for ((i, p), version) in catalog.procedures.iter().enumerate().zip(&item_versions) {
                    let code = p.code.value.as_str();
                    pictures.push(board(kind, Subject::Item(i, code), code, version));
                }
            }
        }
        let is_wanted = |b: &BoardPlan<'_>| {
            let kind = wanted.kinds.is_empty() || wanted.kinds.contains(&b.kind.name);
            let item = wanted.items.is_empty() || wanted.items.contains(&b.stem);
            kind && item
        };
        for picture in pictures.iter_mut().filter(|b| is_wanted(b)) {
            picture.size = wanted.size.unwrap_or(picture.size);
            let longer = picture.size.width.max(picture.size.height);
            picture.dpi = wanted.dpi.unwrap_or_else(|| picture.profile.resolution(longer));
        }
        let boards = pictures.iter().filter(|b| is_wanted(b)).cloned().collect();
        Plan { catalog, boards, pictures, item_versions, category_versions, overview_version }
    }

    /// The picture of a board that pages may show.
    #[must_use]
    pub fn picture(&self, subject: Subject<'_>) -> Option<&BoardPlan<'c>> {
        self.pictures.iter().find(|b| b.subject == subject)
    }

    /// Target of an item board's code.
    #[must_use]
    pub fn item_address(&self, index: usize) -> String {
        let p = &self.catalog.procedures[index];
        format!(
            "{}{}/?v={}",
            self.catalog.community.url.value, p.code.value, self.item_versions[index]
        )
    }

    /// Target of a category's code on the overview.
    #[must_use]
    pub fn category_address(&self, index: usize) -> String {
        let c = &self.catalog.categories[index];
        let version = &self.category_versions[index];
        format!("{}c/{}/?v={version}", self.catalog.community.url.value, c.number.value)
    }
}

/// The pictures of a procedure below `public/`: all of them under each other in one file.
#[must_use]
pub fn strip_path(code: &str) -> String {
    format!("comics/{code}.svg")
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

/// Six characters for some words.
fn version(words: &str) -> String {
    const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digest = Sha256::digest(words.as_bytes());
    let bits = digest.iter().take(4).fold(0_u64, |n, b| (n << 8) | u64::from(*b));
    (0..6).rev().map(|i| CROCKFORD[(bits >> (i * 5 + 2) & 31) as usize] as char).collect()
}

fn line(out: &mut String, name: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{name}\t{value}");
}

fn office_words(catalog: &Catalog) -> String {
    let c = &catalog.community;
    let mut out = String::new();
    for (name, value) in [("organizer", &c.organizer), ("phone", &c.phone), ("hours", &c.hours)] {
        line(&mut out, name, &value.value);
    }
    for (name, value) in [("address", &c.address), ("slogan", &c.slogan)] {
        line(&mut out, name, value.as_ref().map_or("", |v| &v.value));
    }
    out
}

/// The words of an item board, named and in a fixed order.
fn item_words(catalog: &Catalog, p: &Procedure) -> String {
    let mut out = office_words(catalog);
    let category = catalog.find_category(p.category()).map_or("", |c| &c.name.value);
    let mut add = |name: &str, value: &str| line(&mut out, name, value);
    add("category", category);
    add("code", &p.code.value);
    add("title", &p.title.value);
    add("short_title", &p.short().value);
    add("summary", &p.summary.value);
    add("sample", if p.is_unchecked() { "sample" } else { "" });
    add("authority_role", &p.authority_role.value.to_string());
    add("competent_authority", &p.competent_authority.value);
    for m in &p.materials {
        add("material", &m.name.value);
        add("form", &m.form());
        add("validity", if m.is_local() { "local" } else { "" });
        add("source", &m.source.value);
        add("only_if", m.only_if.as_ref().map_or("", |v| &v.value));
    }
    for s in &p.steps {
        add("step", &s.action.value);
        add("short", s.short_title.as_ref().map_or("", |v| &v.value));
        add("actor", &s.actor.value);
        add("place", &s.place.value);
        add("time", s.time.as_ref().map_or("", |v| &v.value));
    }
    for (place, picture) in p.panels() {
        add("panel", &format!("{place:?}"));
        add("picture", &picture_words(picture));
    }
    add("promised", &p.time_limit.promised.value.to_string());
    add(
        "statutory",
        &p.time_limit.statutory.as_ref().map_or(String::new(), |t| t.value.to_string()),
    );
    add("fee", &p.fee.amount.value.to_string());
    add("fee_note", p.fee.note.as_ref().map_or("", |v| &v.value));
    for c in &p.channels {
        add("channel", &c.kind.value.to_string());
    }
    for b in &p.legal_basis {
        add("legal_basis", &b.citation());
    }
    let date = p.review.as_ref().and_then(|r| r.date.as_ref());
    add("verified_on", &date.map_or(String::new(), |d| d.value.to_string()));
    out
}

/// Everything that a picture shows.
#[must_use]
pub fn picture_words(picture: &Picture) -> String {
    let mut words = vec![picture.place.value.clone()];
    for p in &picture.people {
        let optional = [&p.prop, &p.mood, &p.position];
        words.extend([p.who.clone(), p.action.clone()]);
        words.extend(optional.into_iter().map(|w| w.clone().unwrap_or_default()));
        words.push(p.speech.as_ref().map_or(String::new(), |s| format!("{:?}{}", s.kind, s.text)));
    }
    words.extend(picture.props.iter().map(|p| p.value.clone()));
    for optional in [&picture.shot, &picture.effect, &picture.caption] {
        words.push(optional.as_ref().map_or(String::new(), |v| v.value.clone()));
    }
    let photo = picture.photo.as_ref().and_then(|p| p.file.as_ref());
    words.extend(photo.map(|file| file.checksum.clone()));
    words.join("\u{1f}")
}

/// The words of a category's part of the overview.
fn category_words(catalog: &Catalog, category: &Category) -> String {
    let mut out = office_words(catalog);
    line(&mut out, "category", &category.name.value);
    for p in catalog.of_category(category.number.value) {
        line(&mut out, "code", &p.code.value);
        line(&mut out, "short_title", &p.short().value);
        line(&mut out, "authority_role", &p.authority_role.value.to_string());
        line(&mut out, "sample", if p.is_unchecked() { "sample" } else { "" });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_six_crockford_characters() {
        let v = version("小微");
        assert_eq!(v.len(), 6);
        assert!(v.chars().all(|c| c.is_ascii_alphanumeric() && !"ILOU".contains(c)));
        assert_ne!(v, version("小微 "));
    }

    #[test]
    fn addresses_are_spoken_without_scheme_and_version() {
        assert_eq!(spoken_address("https://xiaowei.example/101/?v=ABC123"), "xiaowei.example/101");
    }
}
