//! Plan → pages: phone-first HTML that works without JavaScript, offline and under any path.
//!
//! Start at [`render_site`]. Links between pages are relative and name the file, except in
//! `404.html`, whose own address is unknown. Templates, style and script are files of the theme
//! (`themes/<name>/site/`); its style sheets become one file, its `early.js` stands inside every page
//! and is allowed by its hash. Nothing is fetched at run time, nothing comes from third parties.

mod code;
mod icons;
mod view;

use crate::diag::Diagnostic;
use crate::plan::Plan;
use crate::plan::Subject;
use crate::plan::is_sample;
use crate::theme::Templates;
use crate::theme::Theme;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use icons::Icons;
use quick_xml::escape::minimal_escape;
use rayon::prelude::*;
use sha2::Digest;
use sha2::Sha256;
use std::fmt::Write;
use tera::Context;
use view::PageView;

/// Path below `public/` and bytes.
type Page = (String, Vec<u8>);

/// Style sheets of a theme in the order in which later ones win; the last one is for paper.
const STYLES: [&str; 2] = ["site/colours.css", "site/style.css"];
const PRINT_STYLE: &str = "site/print.css";
/// Runs before anything is drawn; everything else waits.
const EARLY_SCRIPT: &str = "site/early.js";

/// Why a site could not be made.
#[derive(Debug)]
pub enum SiteError {
    /// A mistake in a template.
    Template(Box<Diagnostic>),
    /// Whoever takes the pages could not.
    World(anyhow::Error),
}

impl From<Box<Diagnostic>> for SiteError {
    fn from(problem: Box<Diagnostic>) -> SiteError {
        SiteError::Template(problem)
    }
}

impl From<anyhow::Error> for SiteError {
    fn from(error: anyhow::Error) -> SiteError {
        SiteError::World(error)
    }
}

/// Takes a page: its path below `public/` and its bytes.
type Keep<'k> = &'k mut dyn FnMut(&str, &[u8]) -> anyhow::Result<()>;

/// Every page and what pages need, given to `keep` in a fixed order, a few in memory at a time.
///
/// # Errors
/// The first mistake in a template, or what `keep` says.
pub fn render_site(plan: &Plan<'_>, theme: &Theme, keep: Keep<'_>) -> Result<(), SiteError> {
    let shelf = Shelf::open(theme)?;
    shelf.site(plan).pages(keep)?;
    for (path, bytes) in accessories(plan, theme) {
        keep(&path, &bytes)?;
    }
    Ok(())
}

/// One file of the site and nothing else, for who looks while typing: a path below `public/`, as
/// [`render_site`] gives it. `None` where the site has no such file.
///
/// # Errors
/// A mistake in a template.
pub fn render_one(
    plan: &Plan<'_>,
    shelf: &Shelf<'_>,
    path: &str,
) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
    let procedures = &plan.catalog.procedures;
    let code = path.split('/').next().unwrap_or("");
    let index = procedures.iter().position(|p| {
        p.code.value == code || p.former_codes.iter().any(|former| former.value == code)
    });
    let some = if let Some(index) = index {
        shelf.site(plan).item(index)?
    } else if path.ends_with(".html") {
        shelf.site(plan).lists()?
    } else {
        accessories(plan, shelf.theme)
    };
    Ok(some.into_iter().find(|(p, _)| p == path).map(|(_, bytes)| bytes))
}

/// Templates and drawings of a theme's pages, read once for many sites.
pub struct Shelf<'t> {
    theme: &'t Theme,
    templates: Templates,
    icons: Icons<'t>,
}

impl std::fmt::Debug for Shelf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shelf").field("theme", &self.theme.name).finish_non_exhaustive()
    }
}

impl<'t> Shelf<'t> {
    /// Reads them.
    ///
    /// # Errors
    /// A mistake in a template.
    pub fn open(theme: &'t Theme) -> Result<Shelf<'t>, Box<Diagnostic>> {
        let templates = Templates::open(theme, "site", ".html", false)?;
        Ok(Shelf { theme, templates, icons: Icons::open(theme) })
    }

    fn site<'a>(&'a self, plan: &'a Plan<'a>) -> Site<'a> {
        let shared = shared_context(plan, self.theme, &self.icons);
        Site { plan, templates: &self.templates, shared, icons: &self.icons }
    }
}

/// What pages need besides themselves.
fn accessories(plan: &Plan<'_>, theme: &Theme) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    pages.push(("search-data.js".into(), search_data(plan).into_bytes()));
    pages.push(("sitemap.xml".into(), sitemap(plan).into_bytes()));
    let url = &plan.catalog.community.url.value;
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n");
    pages.push(("robots.txt".into(), robots.into_bytes()));
    pages.push(("style.css".into(), style(theme).into_bytes()));
    let inside = [STYLES[0], STYLES[1], PRINT_STYLE, EARLY_SCRIPT];
    for path in theme.files.list("site").iter().filter(|p| !p.ends_with(".html")) {
        if inside.contains(&path.as_str()) {
            continue;
        }
        let Some((bytes, _)) = theme.files.read(path) else { continue };
        pages.push((path.trim_start_matches("site/").to_string(), bytes.into_owned()));
    }
    pages
}

fn text_of(theme: &Theme, path: &str) -> String {
    theme.files.text(path).map_or(String::new(), |(text, _)| text)
}

/// One style sheet: a phone asks once.
fn style(theme: &Theme) -> String {
    let mut out: String = STYLES.iter().map(|path| text_of(theme, path)).collect();
    // Writing to a String cannot fail.
    let _ = write!(out, "@media print{{\n{}}}\n", text_of(theme, PRINT_STYLE));
    out
}

/// Every address of the site.
fn sitemap(plan: &Plan<'_>) -> String {
    let catalog = plan.catalog;
    let url = &catalog.community.url.value;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |path: &str| {
        let _ = writeln!(out, "<url><loc>{}{path}</loc></url>", minimal_escape(url));
    };
    add("");
    catalog.categories.iter().for_each(|c| add(&format!("c/{}/", c.number.value)));
    catalog.procedures.iter().for_each(|p| add(&format!("{}/", p.code.value)));
    out.push_str("</urlset>\n");
    out
}

/// What the search box looks through, as a script so that it works from a USB stick too: code, name,
/// sentence, then every other word for it.
fn search_data(plan: &Plan<'_>) -> String {
    let mut out = String::from("XW=[");
    for (i, p) in plan.catalog.procedures.iter().enumerate() {
        let mut row = vec![&p.code.value, &p.short().value, &p.summary.value];
        row.extend(p.short_title.as_ref().map(|_| &p.title.value));
        row.extend(p.aliases.iter().chain(&p.former_codes).map(|a| &a.value));
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        out.push_str(&serde_json::json!(row).to_string());
    }
    out.push_str("\n];\n");
    out
}

struct Site<'a> {
    plan: &'a Plan<'a>,
    templates: &'a Templates,
    /// What every page sees.
    shared: Context,
    icons: &'a Icons<'a>,
}

impl Site<'_> {
    fn pages(&self, keep: Keep<'_>) -> Result<(), SiteError> {
        /// So many procedures' pages are in memory.
        const AT_ONCE: usize = 64;
        for (path, bytes) in self.lists()? {
            keep(&path, &bytes)?;
        }
        let count = self.plan.catalog.procedures.len();
        for first in (0..count).step_by(AT_ONCE) {
            let some = first..count.min(first + AT_ONCE);
            let made: Vec<Result<Vec<Page>, Box<Diagnostic>>> =
                some.into_par_iter().map(|i| self.item(i)).collect();
            for pages in made {
                for (path, bytes) in pages? {
                    keep(&path, &bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Pages that are about many procedures.
    fn lists(&self) -> Result<Vec<Page>, Box<Diagnostic>> {
        let (plan, catalog) = (self.plan, self.plan.catalog);
        let url = &catalog.community.url.value;
        let overview = plan.picture(Subject::Overview);
        let board = overview.map(crate::plan::BoardPlan::web_path);
        let samples = catalog.procedures.iter().any(|p| is_sample(catalog, p));
        let mut pages = Vec::new();
        let at = |up: &str, path: &str, versions: Vec<String>| PageView {
            up: up.into(),
            canonical: Some(format!("{url}{path}")),
            versions,
            image: board.as_ref().map(|b| format!("{url}{b}")),
            share: format!("{up}zhuanfa.html"),
        };
        let of_overview = || vec![plan.overview_version.clone()];

        let mut context = self.shared.clone();
        context.insert("frequent", &view::frequent(catalog));
        context.insert("sample", &samples);
        let home = at("", "", of_overview());
        pages.push(self.page("index.html", "index.html", context, &home)?);

        let mut context = self.shared.clone();
        context.insert("board", &board);
        context.insert("pixels", &overview.map(crate::plan::BoardPlan::web_pixels));
        let share = at("", "zhuanfa.html", of_overview());
        pages.push(self.page("zhuanfa.html", "share-all.html", context, &share)?);

        let mut context = self.shared.clone();
        let groups: Vec<_> = catalog
            .categories
            .iter()
            .map(|c| (&c.name.value, view::rows(catalog, c.number.value)))
            .collect();
        context.insert("groups", &groups);
        let all = at("../", "quanbu/", Vec::new());
        pages.push(self.page("quanbu/index.html", "all.html", context, &all)?);

        for view in view::category_views(plan, self.icons) {
            let mut context = self.shared.clone();
            let number = view.number;
            let page = at("../../", &format!("c/{number}/"), vec![view.version.clone()]);
            context.insert("items", &view::rows(catalog, number));
            context.insert("category", &view);
            let path = format!("c/{number}/index.html");
            pages.push(self.page(&path, "category.html", context, &page)?);
        }
        // A missing page may be anywhere, so its links start at the site's own address.
        let lost = PageView { canonical: None, ..at(url, "", Vec::new()) };
        pages.push(self.page("404.html", "404.html", self.shared.clone(), &lost)?);
        Ok(pages)
    }

    /// The pages of one procedure.
    fn item(&self, index: usize) -> Result<Vec<Page>, Box<Diagnostic>> {
        let (plan, catalog) = (self.plan, self.plan.catalog);
        let p = &catalog.procedures[index];
        let (url, code) = (&catalog.community.url.value, &p.code.value);
        let board = plan.picture(Subject::Item(index, code));
        let at = |up: &str, path: String, versions: Vec<String>| PageView {
            up: up.into(),
            canonical: Some(format!("{url}{path}")),
            versions,
            image: board.map(|b| format!("{url}{}", b.web_path())),
            share: format!("{up}{code}/zhuanfa.html"),
        };
        let mut pages = Vec::new();
        let item = view::item_view(plan, index, self.icons);
        let versions = vec![plan.item_versions[index].clone()];
        let mut context = self.shared.clone();
        context.insert("item", &item);
        let page = at("../", format!("{code}/"), versions);
        pages.push(self.page(
            &format!("{code}/index.html"),
            "item.html",
            context.clone(),
            &page,
        )?);
        let share = at("../", format!("{code}/zhuanfa.html"), Vec::new());
        let path = format!("{code}/zhuanfa.html");
        pages.push(self.page(&path, "share.html", context, &share)?);
        for former in &p.former_codes {
            let mut context = self.shared.clone();
            let moved = [("from", &former.value), ("to", code), ("name", &p.title.value)];
            context
                .insert("moved", &moved.into_iter().collect::<std::collections::BTreeMap<_, _>>());
            let page = PageView { canonical: None, ..at("../", String::new(), Vec::new()) };
            let path = format!("{}/index.html", former.value);
            pages.push(self.page(&path, "moved.html", context, &page)?);
        }
        Ok(pages)
    }

    fn page(
        &self,
        path: &str,
        template: &str,
        mut context: Context,
        page: &PageView,
    ) -> Result<Page, Box<Diagnostic>> {
        context.insert("page", page);
        Ok((path.to_string(), self.templates.render_bytes(template, &context)?))
    }
}

fn shared_context(plan: &Plan<'_>, theme: &Theme, icons: &Icons<'_>) -> Context {
    let mut context = Context::new();
    let early = text_of(theme, EARLY_SCRIPT);
    let early = early.trim();
    context.insert("early", early);
    let hash = STANDARD.encode(Sha256::digest(early.as_bytes()));
    context.insert("early_hash", &format!("sha256-{hash}"));
    context.insert("office", &view::office_view(plan.catalog));
    context.insert("categories", &view::category_views(plan, icons));
    context.insert("item_count", &plan.catalog.procedures.len());
    context
}
