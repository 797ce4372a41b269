//! Plan → pages: phone-first HTML that works without JavaScript, offline and under any path.
//!
//! Start at [`render_site`]. Which files there are, what each is made of and by what is the theme's table
//! of routes ([`crate::theme::Route`]); this module only follows it. Links between pages are relative and
//! name the file, except in pages whose own address is unknown. Templates, style and script are files of
//! the theme (`themes/<name>/site/`); its style sheets become one file, its `early.js` stands inside every
//! page and is allowed by its hash. Nothing is fetched at run time, nothing comes from third parties.

mod assets;
mod calendar;
mod code;
mod contacts;
mod finding;
mod folding;
mod icons;
mod item;
mod making;
mod page;
mod quick;
mod readings;
mod renderers;
mod wording;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::Collection;
use crate::model::Entry;
use crate::model::SITE;
use crate::model::collection;
use crate::plan::Plan;
use crate::theme::Maker;
use crate::theme::Route;
use crate::theme::TemplateFolder;
use crate::theme::Templates;
use crate::theme::Theme;
use crate::view::Views;
use assets::EARLY_SCRIPT;
use assets::address_of;
use assets::addresses;
use assets::plain_files;
use assets::text_of;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use icons::add_drawings;
use making::Making;
use making::Site;
use page::PageView;
use page::add_own;
use rayon::prelude::*;
use renderers::RENDERERS;
use sha2::Digest;
use sha2::Sha256;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tera::Context;
use tera::Value;
use wording::add_words;

/// A finished file of the site.
#[derive(Debug)]
pub struct Page {
    /// Below `public/`.
    pub path: String,
    /// Key of the record it is about; empty for what is about all.
    pub key: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

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

/// Takes a finished file.
type Keep<'k> = &'k mut dyn FnMut(&Page) -> anyhow::Result<()>;

/// Every page and what pages need, given to `keep` in a fixed order, a few in memory at a time.
///
/// # Errors
/// The first mistake in a template, or what `keep` says.
pub fn render_site(plan: &Plan<'_>, theme: &Theme, keep: Keep<'_>) -> Result<(), SiteError> {
    /// Pages of so many records are in memory.
    const AT_ONCE: usize = 64;
    let shelf = Shelf::open(theme)?;
    let site = shelf.site(plan);
    // What is of one record is made in one go: its words are worked out once for all its pages.
    let mut overs: Vec<&str> = Vec::new();
    for route in plan.routes {
        if !overs.contains(&route.over.as_str()) {
            overs.push(&route.over);
        }
    }
    for over in overs {
        let count = plan.catalog.count_of(over);
        for first in (0..count).step_by(AT_ONCE) {
            let some = first..count.min(first + AT_ONCE);
            let made: Vec<Result<Vec<Page>, Box<Diagnostic>>> =
                some.into_par_iter().map(|i| site.pages_of(over, i, None)).collect();
            for pages in made {
                for page in pages? {
                    keep(&page)?;
                }
            }
        }
    }
    for page in plain_pages(theme) {
        keep(&page)?;
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
    let site = shelf.site(plan);
    for route in plan.routes {
        let Some(part) = route.part_of(path) else { continue };
        let found = site.keys(route).into_iter().find(|(index, key)| match &route.each {
            Some(field) => site.values(route, *index, field).iter().any(|value| value == part),
            None => part.is_empty() || key == part,
        });
        let Some((index, _)) = found else { continue };
        let pages = site.pages_of(&route.over, index, Some(route))?;
        if let Some(page) = pages.into_iter().find(|page| page.path == path) {
            return Ok(Some(page.bytes));
        }
    }
    Ok(plain_pages(shelf.theme).find(|page| page.path == path).map(|page| page.bytes))
}

/// Templates and drawings of a theme's pages, read once for many sites.
pub struct Shelf<'t> {
    theme: &'t Theme,
    templates: Templates,
    assets: BTreeMap<String, String>,
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
    /// A mistake in a template, a renderer that nobody knows.
    pub fn open(theme: &'t Theme) -> Result<Shelf<'t>, Box<Diagnostic>> {
        let templates = Templates::open(theme, &TemplateFolder::PAGES, &|engine| {
            add_drawings(engine, theme);
            add_words(engine, theme);
        })?;
        for route in &theme.pages {
            let Maker::Renderer(name, _) = &route.maker else { continue };
            if !RENDERERS.iter().any(|(known, _)| known == name) {
                let known: Vec<&str> = RENDERERS.iter().map(|(known, _)| *known).collect();
                let what = format!("网页「{}」的 renderer 没有「{name}」这一种", route.path);
                let problem = Diagnostic::new(Code::ThemeFile, Some(route.at), what);
                let help = format!("可以写的有：{}", known.join("、"));
                return Err(Box::new(problem.help(help)));
            }
        }
        // What a renderer makes of the content has its checksum on the pages that say they need it.
        let whole = theme.pages.iter().filter(|r| r.over == SITE && r.each.is_none());
        let made = whole.filter(|r| matches!(r.maker, Maker::Renderer(..)));
        let mut assets: BTreeMap<String, String> =
            made.map(|route| (route.path.clone(), route.path.clone())).collect();
        assets.extend(addresses(theme));
        Ok(Shelf { theme, templates, assets })
    }

    fn site<'a>(&'a self, plan: &'a Plan<'a>) -> Site<'a> {
        let mut site = Site {
            plan,
            theme: self.theme,
            templates: &self.templates,
            shared: Context::new(),
            views: Views::of_pages(plan, self.theme),
            assets: &self.assets,
            found: OnceLock::new(),
        };
        site.shared = site.shared_context();
        site
    }
}

/// Files of the theme that pages need as they are.
fn plain_pages(theme: &Theme) -> impl Iterator<Item = Page> {
    let files = plain_files(theme).into_iter();
    files.map(|(path, bytes)| Page { path, key: String::new(), bytes })
}

impl Site<'_> {
    /// All files of the routes over one record; of one route only, if it is named.
    fn pages_of(
        &self,
        over: &str,
        index: usize,
        only: Option<&Route>,
    ) -> Result<Vec<Page>, Box<Diagnostic>> {
        let Some(collection) = collection(over) else { return Ok(Vec::new()) };
        let Some(record) = self.plan.catalog.record_at(over, index) else { return Ok(Vec::new()) };
        let key = self.key_of(over, record, index);
        let mut context: Option<Context> = None;
        let mut pages = Vec::new();
        let routes = self.plan.routes.iter().filter(|r| r.over == over && self.has(r));
        for route in routes.filter(|r| only.is_none_or(|only| only.path == r.path)) {
            let each = match &route.each {
                None => vec![String::new()],
                Some(field) => self.values(route, index, field),
            };
            for each in each {
                let path = route.path_of(&key, &each);
                let bytes = match &route.maker {
                    Maker::Template(template) => {
                        let context = context
                            .get_or_insert_with(|| self.context_of(collection, record, index));
                        context
                            .insert("page", &self.page_view(route, collection, &key, index, &path));
                        context.insert("assets", &self.assets_of(route));
                        context.insert("each", &each);
                        self.templates.render_bytes(template, context)?
                    }
                    Maker::Renderer(name, _) => match self.rendered(name, record) {
                        Some(bytes) => bytes,
                        None => continue,
                    },
                };
                pages.push(Page { path, key: key.clone(), bytes });
            }
        }
        Ok(pages)
    }

    /// What a renderer makes of a record.
    fn rendered(&self, name: &str, record: &dyn Entry) -> Option<Vec<u8>> {
        let (_, render) = RENDERERS.iter().find(|(known, _)| *known == name)?;
        render(&Making { site: self, record })
    }

    /// The addresses of files that a page may name.
    fn assets_of(&self, route: &Route) -> Cow<'_, BTreeMap<String, String>> {
        let mut assets = Cow::Borrowed(self.assets);
        let made = self.plan.routes.iter().filter(|r| r.over == SITE && self.has(r));
        for file in made.filter(|r| route.files.contains(&r.path)) {
            let Maker::Renderer(name, _) = &file.maker else { continue };
            let record = self.plan.catalog.record_at(SITE, 0);
            if let Some(bytes) = record.and_then(|record| self.rendered(name, record)) {
                assets.to_mut().insert(file.path.clone(), address_of(&file.path, &bytes));
            }
        }
        assets
    }

    fn page_view(
        &self,
        route: &Route,
        collection: &'static Collection,
        key: &str,
        index: usize,
        path: &str,
    ) -> PageView {
        let (plan, url) = (self.plan, &self.plan.catalog.community.url.value);
        let up = if route.lost { url.clone() } else { "../".repeat(path.matches('/').count()) };
        // What has pictures of its own shows its own or none, everything else that of the whole.
        let of = |name: &str| {
            self.theme
                .sheets
                .iter()
                .any(|k| k.of == name && k.web == Some(crate::theme::WebPicture::Png))
        };
        let picture = if of(collection.name) {
            plan.picture(collection.name, key)
        } else {
            plan.picture(SITE, "")
        };
        let own = plan.routes.iter().find(|r| r.share && r.over == collection.name);
        let share = own.or_else(|| plan.routes.iter().find(|r| r.share && r.over == SITE));
        PageView {
            canonical: (!route.unlisted).then(|| format!("{url}{}", Route::address(path))),
            versions: self.versions_of(route, collection, index),
            image: picture.map(|picture| format!("{url}{}", picture.path)),
            share: format!("{up}{}", share.map_or(String::new(), |route| route.path_of(key, ""))),
            up,
        }
    }

    /// The versions of all sheets whose codes lead to a page: those of its record, or of every record of
    /// the collections that it shows.
    fn versions_of(&self, route: &Route, collection: &Collection, index: usize) -> Vec<String> {
        let (plan, catalog) = (self.plan, self.plan.catalog);
        if !route.versions {
            return Vec::new();
        }
        if route.needs.is_empty() {
            return vec![plan.versions.get(collection.name, index).to_string()];
        }
        let all = route.needs.iter().flat_map(|name| {
            let count = catalog.count_of(name);
            (0..count).map(move |i| plan.versions.get(name, i).to_string())
        });
        // A sheet may show all of them.
        let whole = route.needs.iter().map(|name| {
            let indices: Vec<usize> = (0..catalog.count_of(name)).collect();
            plan.versions.several(name, &indices)
        });
        let mut versions: Vec<String> = all.collect();
        for version in whole {
            if !versions.contains(&version) {
                versions.push(version);
            }
        }
        versions
    }

    /// What the pages of one record see: what all see, the record, and what only pages have of it.
    fn context_of(
        &self,
        collection: &'static Collection,
        record: &dyn Entry,
        index: usize,
    ) -> Context {
        let mut context = self.shared.clone();
        context.insert_value("record", self.views.record(collection, record, index));
        add_own(&self.views, self.plan, collection, record, index, &mut context);
        context
    }

    /// What every page sees.
    fn shared_context(&self) -> Context {
        let catalog = self.plan.catalog;
        let mut context = Context::new();
        let early = text_of(self.theme, EARLY_SCRIPT);
        let early = early.trim();
        context.insert("early", early);
        let hash = STANDARD.encode(Sha256::digest(early.as_bytes()));
        context.insert("early_hash", &format!("sha256-{hash}"));
        context.insert_value("office", self.views.office());
        context.insert_value("categories", self.views.categories());
        context.insert("item_count", &catalog.procedures.len());
        let ways = self.plan.routes.iter().filter(|r| r.home.is_some() && self.has(r));
        let ways: Vec<(&Option<String>, &str)> = ways.map(|r| (&r.home, r.path.as_str())).collect();
        context.insert("ways", &ways);
        context.insert_value("agenda", self.views.agenda());
        for shelf in &catalog.others {
            let all = shelf.records.iter().enumerate();
            let all: Vec<Value> =
                all.map(|(i, r)| self.views.record(shelf.collection, &**r, i)).collect();
            context.insert_value(shelf.collection.name, all.into());
        }
        context
    }
}
