//! What a browser gets at an address: pages, boards and drawings of one theme.
//!
//! Start at [`Tools::page`].

use super::asked::Asked;
use super::drawings::Drawings;
use super::drawings::Drawn;
use super::drawings::Spot;
use super::palette::palette;
use super::pointing::Pointing;
use super::state::Snapshot;
use super::view;
use super::writing::errors_in;
use super::writing::problems_of;
use crate::content::Draft;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::edit::Refused;
use crate::edit::Step;
use crate::model::Catalog;
use crate::model::Procedure;
use crate::quantity::Date;
use crate::site::Shelf;
use crate::site::render_one;
use crate::theme::TemplateFolder;
use crate::theme::Templates;
use crate::theme::Theme;
use std::path::Path;
use std::sync::Arc;
use tera::Context;

pub(super) const JSON: &str = "application/json";
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

/// Kind and bytes; none where there is no such page.
type Answer = Result<Option<(&'static str, Vec<u8>)>, Box<Diagnostic>>;

/// Everything a theme has for pages and boards, read once.
pub(super) struct Tools<'t> {
    pub(super) theme: &'t Theme,
    shelf: Shelf<'t>,
    templates: Templates,
    drawings: Drawings<'t>,
}

impl<'t> Tools<'t> {
    /// Reads them; mistakes go to the report.
    pub(super) fn open(theme: &'t Theme, report: &mut Report) -> Option<Tools<'t>> {
        let drawings = Drawings::open(theme, report);
        let mut told = |problem: Box<Diagnostic>| report.push(*problem);
        let shelf = Shelf::open(theme).map_err(&mut told).ok();
        let templates =
            Templates::open(theme, &TemplateFolder::WORKBENCH, &|_| {}).map_err(told).ok();
        Some(Tools { theme, shelf: shelf?, templates: templates?, drawings: drawings? })
    }
}

impl Tools<'_> {
    /// Draws the board of what was saved.
    pub(super) fn draw_ahead(&self, now: &Snapshot) {
        if let (Some(plan), [stem]) = (now.plan(self.theme), &now.changed[..]) {
            self.drawings.board(&plan, stem, now.revision, &now.sources);
        }
    }

    /// Where words that were pointed at are written, as JSON; nothing where no file says them.
    pub(super) fn find(&self, now: &Snapshot, root: &Path, body: &[u8]) -> Vec<u8> {
        let page = |catalog: &Catalog, path: &str| {
            let plan = now.plan_of(catalog, self.theme);
            render_one(&plan, &self.shelf, &page_file(path)).ok()?
        };
        Pointing { root, now, theme: self.theme, page: &page }.find(body)
    }

    /// What would come of a change, as JSON: what would be wrong, and for a procedure its pictures with the number of the
    /// one that the change is in.
    pub(super) fn draft(&self, draft: Result<(Asked, String, Draft), Refused>) -> Vec<u8> {
        let told = match draft {
            Err(Refused(why)) => serde_json::json!({ "why": why }),
            Ok((asked, file, draft)) => {
                let own = problems_of(&draft.report, &draft.sources, &file);
                // What has mistakes cannot be drawn.
                let is_good = errors_in(&draft.report, &draft.sources, &file) == 0;
                let then = Snapshot::of(draft);
                let drawn = then.plan(self.theme).filter(|_| is_good).map(|plan| {
                    let number = then.shown.as_ref().and_then(|catalog| {
                        panel_at(catalog.find_procedure(&asked.stem)?, &asked.path)
                    });
                    let (svg, report) = self.drawings.draft(&plan, &asked.stem, &then.sources);
                    (svg, number, report)
                });
                let (svg, number, report) = drawn.unwrap_or_default();
                let mut all = own;
                all.extend(report);
                let list = view::problems(&all, &then.sources, Some(&file));
                serde_json::json!({ "problems": list, "svg": svg, "number": number })
            }
        };
        serde_json::to_vec(&told).unwrap_or_default()
    }

    /// What stands at an address: a name among those there are, never a path.
    pub(super) fn page(
        &self,
        path: &str,
        now: &Snapshot,
        (root, today, token): (&Path, Date, &str),
    ) -> Answer {
        const HTML: &str = "text/html; charset=utf-8";
        const SVG: &str = "image/svg+xml";
        let templates = &self.templates;
        if let Some(file) = path.strip_prefix("/workbench/") {
            // Looked up among the files the theme has; templates are no files of a page.
            let is_page = file.ends_with(".html");
            let bytes = self.theme.files.read(&format!("workbench/{file}")).filter(|_| !is_page);
            return Ok(bytes.map(|(bytes, _)| (kind_of(file), bytes.into_owned())));
        }
        if path == "/" {
            let root = root.display().to_string();
            let view = view::start(now, &root, today, &self.theme.pages, token);
            return Ok(Some((HTML, render(templates, "start.html", "start", &view, now)?)));
        }
        if let Some(stem) = path.strip_prefix("/edit/") {
            let view = view::edit(now, stem, token);
            return Ok(Some((HTML, render(templates, "edit.html", "edit", &view, now)?)));
        }
        if path == "/ask" || path == "/new" {
            let view = view::asking(now, token);
            let name = if path == "/ask" { "ask.html" } else { "new.html" };
            return Ok(Some((HTML, render(templates, name, "start", &view, now)?)));
        }
        if path == "/words" {
            return Ok(Some((JSON, palette(&self.theme.words))));
        }
        if let Some((list, number)) = path.strip_prefix("/word/").and_then(|p| p.split_once('/')) {
            let number = number.strip_suffix(".svg").and_then(|n| n.parse().ok());
            let drawn = number.and_then(|number| self.drawings.word(list, number));
            let svg = drawn.and_then(|d| d.svg.clone());
            return Ok(svg.map(|svg| (SVG, svg.as_bytes().to_vec())));
        }
        let Some(catalog) = now.shown.as_deref() else { return Ok(None) };
        let sources = &*now.sources;
        if let Some(stem) = path.strip_prefix("/look/") {
            let Some(view) = view::look(catalog, sources, stem) else { return Ok(None) };
            return Ok(Some((HTML, render(templates, "look.html", "look", &view, now)?)));
        }
        let Some(plan) = now.plan(self.theme) else { return Ok(None) };
        let board = |stem: &str| self.drawings.board(&plan, stem, now.revision, sources);
        let svg = |drawn: Option<Arc<Drawn>>| {
            let svg = drawn.and_then(|d| d.svg.clone());
            svg.map(|svg| (SVG, svg.as_bytes().to_vec()))
        };
        if let Some(stem) = path.strip_prefix("/board/").and_then(|p| p.strip_suffix(".svg")) {
            return Ok(svg(board(stem)));
        }
        if let Some(stem) = path.strip_prefix("/spots/") {
            let drawn = board(stem);
            let spot = |s: &Spot| {
                let file = &sources.file(s.source.file).path;
                serde_json::json!({ "share": s.share, "text": s.text, "file": file, "at": s.source.start })
            };
            let spots: Vec<_> = drawn.iter().flat_map(|d| d.spots.iter()).map(spot).collect();
            return Ok(Some((JSON, serde_json::to_vec(&spots).unwrap_or_default())));
        }
        if let Some(stem) = path.strip_prefix("/problems/") {
            let mut report = (*now.report).clone();
            if let Some(drawn) = board(stem) {
                report.extend(drawn.report.clone());
            }
            let file = catalog.find_procedure(stem).map(|p| sources.file(p.file).path.as_str());
            let list = view::problems(&report, sources, file);
            return Ok(Some((HTML, render(templates, "problems.html", "problems", &list, now)?)));
        }
        let Some(path) = path.strip_prefix("/site/") else { return Ok(None) };
        // The pictures of pages are drawn for the screen; browsers go by the kind that is sent.
        if let Some(stem) = path.strip_prefix("sheets/").and_then(|p| p.strip_suffix(".png")) {
            return Ok(svg(board(stem)));
        }
        if let Some(code) = path.strip_prefix("comics/").and_then(|p| p.strip_suffix(".svg")) {
            return Ok(svg(self.drawings.strip(&plan, code, now.revision, sources)));
        }
        let path = page_file(path);
        let bytes = render_one(&plan, &self.shelf, &path)?;
        Ok(bytes.map(|bytes| (kind_of(&path), bytes)))
    }
}

/// The file of an address below the site's root.
fn page_file(path: &str) -> String {
    let is_folder = path.is_empty() || path.ends_with('/');
    if is_folder { format!("{path}index.html") } else { path.to_string() }
}

/// Which picture of a procedure's strip stands at a place of its file.
fn panel_at(procedure: &Procedure, path: &[Step]) -> Option<usize> {
    let (Step::Key(key), rest) = path.split_first()? else { return None };
    // What is added to a list is its last.
    let number = |count: usize| match rest.first() {
        Some(Step::Index(at)) => *at,
        _ => count.saturating_sub(1),
    };
    let steps = |of: &[crate::model::Step]| of.iter().filter(|s| s.picture.is_some()).count();
    let before = procedure.opening.len();
    Some(match key.as_str() {
        "开场" => number(before),
        "结尾" => before + steps(&procedure.steps) + number(procedure.closing.len()),
        _ => before + steps(procedure.steps.get(..number(0))?),
    })
}

fn render<T: serde::Serialize>(
    templates: &Templates,
    name: &str,
    key: &'static str,
    view: &T,
    now: &Snapshot,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut context = Context::new();
    context.insert(key, view);
    context.insert("revision", &now.revision);
    templates.render_bytes(name, &context)
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "xml" => "application/xml",
        _ => TEXT,
    }
}
