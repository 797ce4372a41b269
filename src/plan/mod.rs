//! What will exist: sheets, addresses and content versions.
//!
//! Start at [`Plan::new`]: the theme's kinds of sheet × the records they are made of. What the site has is
//! the theme's routes ([`crate::theme::Route`]). Paths of all files are proven to be different before
//! anything is drawn.

mod sheet;
mod versions;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::OFFICES;
use crate::model::PROCEDURES;
use crate::model::Procedure;
use crate::model::SITE;
use crate::model::samples;
use crate::theme::Route;
use crate::theme::SheetKind;
use crate::theme::Theme;
use crate::theme::WebPicture;
use sheet::in_sizes;
use sheet::sheets_of;
use std::collections::BTreeMap;

pub(crate) use sheet::SheetPlan;
pub use sheet::Wanted;
pub(crate) use versions::Versions;
pub(crate) use versions::picture_words;
pub(crate) use versions::version;

/// A picture that pages may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PagePicture {
    /// Its [address](address_of_file) below `public/`.
    pub path: String,
    /// Width and height in pixels.
    pub pixels: (u32, u32),
}

/// What pages call a file by: its path, and the beginning of its content's checksum. A browser or a proxy that keeps the
/// file of yesterday asks for today's; and as the name itself stays, a page of yesterday finds today's file, not none.
#[must_use]
pub(crate) fn address_of_file(path: &str, checksum: &str) -> String {
    format!("{path}?h={}", &checksum[..checksum.len().min(8)])
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
    /// Pictures that pages show, by collection and key, and whether they are those that are sent on.
    pictures: BTreeMap<(&'static str, String, bool), PagePicture>,
    /// Addresses of drawings of matters that pages show, by code.
    strips: BTreeMap<String, String>,
}

impl<'c> Plan<'c> {
    /// Plans sheets for what is wanted.
    #[must_use]
    pub fn new(catalog: &'c Catalog, theme: &'c Theme, wanted: &Wanted) -> Plan<'c> {
        Plan::with_versions(catalog, theme, wanted, Versions::of(catalog))
    }

    /// As [`Plan::new`], with the catalog's versions worked out before.
    #[must_use]
    pub(crate) fn with_versions(
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
                if !wanted.takes(kind, &sheet.key) {
                    continue;
                }
                let formats = if wanted.prints(kind) { sheet.formats } else { Vec::new() };
                sheets.extend(in_sizes(SheetPlan { formats, ..sheet }, theme, wanted));
            }
        }
        Plan {
            catalog,
            routes: &theme.pages,
            sheets,
            versions,
            pictures: BTreeMap::new(),
            strips: BTreeMap::new(),
        }
    }

    /// What was asked for by name and has nothing to show, a sentence for each kind.
    #[must_use]
    pub(crate) fn left_out(&self, theme: &Theme, wanted: &Wanted) -> Vec<String> {
        let asked = theme.sheets.iter().filter(|kind| wanted.kinds.contains(&kind.name));
        let told = |kind: &SheetKind| {
            let of = kind.collection()?;
            let records = self.catalog.records_of(of.name);
            if records.is_empty() {
                let file = of.home.name();
                return Some(format!("没有做{}：没有 {file}，或者里面什么也没有写", kind.label));
            }
            if of.name == SITE && !wanted.items.is_empty() {
                return Some(format!("没有做{}：它说的是整个社区，去掉 --item 再做", kind.label));
            }
            let is_asked =
                |key: &str| wanted.items.is_empty() || wanted.items.iter().any(|i| i == key);
            let keys: Vec<String> = records
                .into_iter()
                .filter(|record| kind.takes(*record) && !kind.has_something(*record))
                .map(|record| of.key_words(record).into_owned())
                .filter(|key| is_asked(key))
                .collect();
            let count = keys.len();
            let few = keys.join("、");
            (count > 0).then(|| {
                format!("没有做 {count} 张{}，没有写{}：{few}", kind.label, kind.missing_words())
            })
        };
        asked.filter_map(told).collect()
    }

    /// Two files at one place: the theme's kinds must tell them apart.
    pub(crate) fn check_paths(&self, report: &mut Report) {
        let mut seen: BTreeMap<String, &SheetPlan<'_>> = BTreeMap::new();
        for sheet in &self.sheets {
            let print = sheet.formats.first().map(|_| sheet.print_path());
            let web = sheet.web.then(|| format!("public/{}", sheet.web_path()));
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

    /// Shows the pictures of all sheets, as if they had been made: at addresses without checksums.
    pub fn show_all(&mut self) {
        for sheet in self.sheets.iter().rev().filter(|s| s.kind.web == Some(WebPicture::Png)) {
            let key =
                if sheet.collection.key.is_some() { sheet.key.clone() } else { String::new() };
            let picture = PagePicture { path: sheet.web_path(), pixels: sheet.web_pixels() };
            self.pictures.insert((sheet.collection.name, key, sheet.kind.share), picture);
        }
    }

    /// Says which picture pages may show of a record.
    pub(crate) fn put_picture(
        &mut self,
        collection: &'static str,
        key: &str,
        picture: PagePicture,
        kind: &SheetKind,
    ) {
        self.pictures.insert((collection, key.to_string(), kind.share), picture);
    }

    /// Says at which address the drawings of a matter are.
    pub(crate) fn put_strip(&mut self, code: &str, address: String) {
        self.strips.insert(code.to_string(), address);
    }

    /// The address of the drawings of a matter below `public/`, where it is known.
    #[must_use]
    pub(crate) fn strip(&self, code: &str) -> Option<&str> {
        self.strips.get(code).map(String::as_str)
    }

    /// The picture that pages may show of a record; of the whole when the key is empty.
    #[must_use]
    pub(crate) fn picture(&self, collection: &'static str, key: &str) -> Option<&PagePicture> {
        self.pictures.get(&(collection, key.to_string(), false))
    }

    /// The picture of a record that is sent on: of a kind made for that, else the same.
    #[must_use]
    pub(crate) fn shared_picture(
        &self,
        collection: &'static str,
        key: &str,
    ) -> Option<&PagePicture> {
        let own = self.pictures.get(&(collection, key.to_string(), true));
        own.or_else(|| self.picture(collection, key))
    }

    /// Where the codes of a record lead: its first route in the sitemap, else the one that shows all of its
    /// collection; without a key to that one. With the version.
    #[must_use]
    pub(crate) fn address(&self, collection: &str, key: &str, version: &str) -> String {
        let mut listed = self.routes.iter().filter(|route| route.sitemap);
        let own = listed.clone().find(|route| route.over == collection);
        // Records without pages of their own are on a page together; so are all of a collection.
        let whole = listed.find(|r| r.over == SITE && r.needs.iter().any(|n| n == collection));
        let route = if key.is_empty() { whole.or(own) } else { own.or(whole) };
        let path = route.map_or(String::new(), |route| route.path_of(key, ""));
        format!("{}{}?v={version}", self.catalog.community.url.value, Route::address(&path))
    }

    /// Where the codes of a procedure's sheets lead.
    #[must_use]
    pub(crate) fn item_address(&self, index: usize) -> String {
        let code = &self.catalog.procedures[index].code.value;
        self.address(PROCEDURES, code, self.versions.get(PROCEDURES, index))
    }
}

/// An address as people type it.
#[must_use]
pub(crate) fn spoken_address(address: &str) -> &str {
    let rest = address.strip_prefix("https://").unwrap_or(address);
    rest.split('?').next().unwrap_or(rest).trim_end_matches('/')
}

/// A sheet is a sample until its words are checked and its phone is real.
#[must_use]
pub(crate) fn is_sample(catalog: &Catalog, procedure: &Procedure) -> bool {
    let c = &catalog.community;
    let named = || procedure.steps.iter().filter_map(|step| step.office.as_ref());
    let offices = || named().filter_map(|office| catalog.find(OFFICES, &office.value));
    procedure.is_unchecked()
        || c.has_sample_url()
        || c.has_samples()
        || offices().any(|office| !samples(office).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_spoken_without_scheme_and_version() {
        assert_eq!(spoken_address("https://xiaowei.example/101/?v=ABC123"), "xiaowei.example/101");
    }
}
