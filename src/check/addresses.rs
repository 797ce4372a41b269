//! Addresses on the net: the site's own, and those that people are sent to.
//!
//! Start at [`site_is_a_folder`]. Codes on walls are made of the site's address for years, so one that was
//! copied from a page of the site itself is refused.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::model::Catalog;
use crate::model::collection;
use crate::quantity::WebTrouble;
use crate::quantity::folder_trouble;
use crate::quantity::host;
use crate::record::walk::leaves_of;

/// Something that the site makes below its own address: a row of the theme's table.
#[derive(Debug, Clone)]
pub(crate) struct OwnPage<'t> {
    /// Its folder: `c/{key}`, `quanbu`, `{key}`.
    pub(crate) folder: &'t str,
    /// The collection whose keys stand for `{key}`.
    pub(crate) over: &'t str,
    /// The field whose values stand for `{each}`.
    pub(crate) each: Option<&'t str>,
}

impl OwnPage<'_> {
    /// How many of the last parts of a path are this folder; 0 for none.
    fn ends(&self, catalog: &Catalog, path: &[&str]) -> usize {
        let parts: Vec<&str> = self.folder.split('/').collect();
        let Some(from) = path.len().checked_sub(parts.len()) else { return 0 };
        let same = |(own, part): (&&str, &&str)| match *own {
            "{key}" => self.has_key(catalog, part),
            "{each}" => self.has_value(catalog, part),
            word => word == *part,
        };
        if parts.iter().zip(&path[from..]).all(same) { parts.len() } else { 0 }
    }

    fn has_key(&self, catalog: &Catalog, part: &str) -> bool {
        let Some(of) = collection(self.over).filter(|of| of.key.is_some()) else { return false };
        catalog.records_of(self.over).into_iter().any(|record| of.key_words(record) == part)
    }

    fn has_value(&self, catalog: &Catalog, part: &str) -> bool {
        let Some(field) = self.each else { return false };
        let mut found = false;
        for record in catalog.records_of(self.over) {
            leaves_of(record, field, |leaf| found |= leaf.words() == part);
        }
        found
    }
}

/// The site's address is that of the folder in which its pages stand, not that of one of them.
pub(super) fn site_is_a_folder(catalog: &Catalog, pages: &[OwnPage<'_>], report: &mut Report) {
    let url = &catalog.community.url;
    let own = |path: &[&str]| pages.iter().map(|p| p.ends(catalog, path)).max().unwrap_or(0);
    // The slash that every address of a folder is given when it is read.
    let written = url.value.strip_suffix('/').unwrap_or(&url.value);
    if let Some(WebTrouble { what, help }) = folder_trouble(written, &own) {
        let what = format!("网址{what}");
        report.push(Diagnostic::new(Code::BadValue, Some(url.span), what).help(help));
    }
}

/// Channels send people to government sites, to the community's own, or to those it trusts.
pub(super) fn addresses_are_official(catalog: &Catalog, report: &mut Report) {
    let urls = catalog.procedures.iter().flat_map(|p| &p.channels).filter_map(|c| c.url.as_ref());
    let problems = urls.filter_map(|url| unofficial(catalog, &url.value, url.span));
    problems.for_each(|problem| report.push(problem));
}

/// An address on the net that people must not be sent to: sites that look like an office's take their money.
/// `None` for those that may be, and for what is no address of a page.
pub(super) fn unofficial(catalog: &Catalog, address: &str, span: Span) -> Option<Diagnostic> {
    let below = |host: &str, domain: &str| {
        host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
    };
    let (own, host) = (host(&catalog.community.url.value), host(address));
    let trusted = catalog.community.trusted_hosts.iter().any(|t| below(&host, &t.value));
    if host.is_empty() || trusted || below(&host, "gov.cn") || below(&host, &own) {
        return None;
    }
    let what = format!("「{host}」不是政府网站（gov.cn），也不在「可信网站」里");
    let help = format!("核对网址；确是官方的，在 site.yaml 里写「可信网站: [{host}]」");
    Some(Diagnostic::new(Code::UnofficialUrl, Some(span), what).help(help))
}

pub(super) fn site_is_filed(catalog: &Catalog, report: &mut Report) {
    let c = &catalog.community;
    let sample = c.url.value.ends_with(".example/");
    if c.icp.is_none() && !sample {
        report.push(
            Diagnostic::new(Code::NoFiling, Some(c.url.span), "写了网址，没有写备案号")
                .help("网站备案后补上「备案号: …」；没有备案先不要公开"),
        );
    }
}
