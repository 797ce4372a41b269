//! Files of the site that no template writes: search data, sitemap, style sheet, calendars.
//!
//! Start at [`RENDERERS`], the list: a route names one, and it returns the bytes.

use super::assets::style;
use super::calendar::everything;
use super::calendar::reminder;
use super::calendar::visits;
use super::calendar::visits_of_estate;
use super::contacts::everybody;
use super::contacts::one;
use super::finding::before;
use super::finding::finder;
use super::finding::more;
use super::making::Making;
use super::making::Site;
use super::quick::bundles;
use super::quick::index;
use super::quick::texts;
use super::quick::worker;
use crate::theme::Route;
use quick_xml::escape::minimal_escape;
use std::fmt::Write;

/// Makes a file; nothing where its record has nothing to say there.
pub(super) type Renderer = fn(&Making<'_>) -> Option<Vec<u8>>;

/// Every renderer by the name that routes use.
pub(super) const RENDERERS: &[(&str, Renderer)] = &[
    ("search", finder),
    ("search-more", more),
    ("search-before", before),
    ("sitemap", |making| Some(sitemap(making.site))),
    ("robots", |making| Some(robots(making.site))),
    ("style", |making| Some(style(making.site))),
    ("calendar", visits),
    ("calendar-of-all", everything),
    ("estate-calendar", visits_of_estate),
    ("reminder", reminder),
    ("contacts", everybody),
    ("contact", one),
    ("quick-index", index),
    ("quick-texts", texts),
    ("quick-bundles", bundles),
    ("quick-worker", worker),
];

/// Every address of the site.
fn sitemap(site: &Site<'_>) -> Vec<u8> {
    let url = &site.plan.catalog.community.url.value;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for route in site.plan.routes.iter().filter(|r| r.sitemap && site.has(r)) {
        for (_, key) in site.keys(route) {
            let path = route.path_of(&key, "");
            let address = format!("{url}{}", Route::address(&path));
            let _ = writeln!(out, "<url><loc>{}</loc></url>", minimal_escape(&address));
        }
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

fn robots(site: &Site<'_>) -> Vec<u8> {
    let url = &site.plan.catalog.community.url.value;
    format!("User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n").into_bytes()
}
