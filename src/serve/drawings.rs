//! Boards and strips of pictures for the screen, drawn when they are asked for and kept while they hold.
//!
//! Start at [`Drawings::board`]. A board that cannot be drawn any more (a text grew too long) is shown as
//! it was, and what is wrong is told beside it.

use crate::board::Look;
use crate::board::Workshop;
use crate::board::text::Typesetter;
use crate::content::name_fields;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use crate::export::svg::render_small_svg;
use crate::frame::Frame;
use crate::frame::Item;
use crate::geometry::Rect;
use crate::model::SITE;
use crate::plan::Plan;
use crate::plan::SheetPlan;
use crate::theme::Theme;
use crate::units::Dpi;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// Where words of the content stand on a sheet.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// Left, top, width and height, as shares of the sheet's.
    pub(super) share: [f64; 4],
    pub(super) text: String,
    pub(super) source: Span,
}

/// A drawn sheet.
#[derive(Debug)]
pub(super) struct Drawn {
    origin: String,
    revision: u64,
    /// SVG of the last time it could be drawn.
    pub(super) svg: Option<Arc<String>>,
    /// The words on it that come from files.
    pub(super) spots: Arc<Vec<Spot>>,
    /// What is wrong with it now.
    pub(super) report: Report,
}

/// Where a sheet is kept.
type Place = Arc<Mutex<Option<Arc<Drawn>>>>;

/// All sheets that were asked for.
pub(super) struct Drawings<'t> {
    theme: &'t Theme,
    workshop: Workshop<'t>,
    /// Typesetters nobody uses at the moment: each has read the fonts.
    idle: Mutex<Vec<Typesetter>>,
    /// One place for each sheet; who draws it holds its lock, so nobody draws it twice.
    places: Mutex<BTreeMap<String, Place>>,
}

/// A panic of another thread does not make a list of drawings wrong.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'t> Drawings<'t> {
    /// Reads the theme's drawings; mistakes in them go to the report.
    pub(super) fn open(theme: &'t Theme, report: &mut Report) -> Option<Drawings<'t>> {
        let workshop = Workshop::open(theme, report)?;
        Some(Drawings { theme, workshop, idle: Mutex::default(), places: Mutex::default() })
    }

    /// The board with this stem (`101`; `site` for the whole list), if there is one.
    pub(super) fn board(
        &self,
        plan: &Plan<'_>,
        stem: &str,
        revision: u64,
        sources: &Sources,
    ) -> Option<Arc<Drawn>> {
        let sheet = plan.sheets.iter().find(|s| s.kind.prints() && is_called(s, stem))?;
        Some(self.sheet(plan, sheet, revision, sources))
    }

    /// The pictures of one procedure, as its page shows them.
    pub(super) fn strip(
        &self,
        plan: &Plan<'_>,
        code: &str,
        revision: u64,
        sources: &Sources,
    ) -> Option<Arc<Drawn>> {
        let sheet = plan.sheets.iter().find(|s| s.kind.stacked && s.key == code)?;
        Some(self.sheet(plan, sheet, revision, sources))
    }

    /// The pictures of a procedure that is not written yet, and what is wrong with them.
    pub(super) fn draft(
        &self,
        plan: &Plan<'_>,
        code: &str,
        sources: &Sources,
    ) -> (Option<String>, Report) {
        let mut report = Report::default();
        let Some(sheet) = plan.sheets.iter().find(|s| s.kind.stacked && s.key == code) else {
            return (None, report);
        };
        let topic = self.workshop.topic(plan, sheet);
        let svg = self.with_typesetter(|typesetter| {
            let made = self.workshop.make(&topic, &Look::of(sheet), typesetter, &mut report);
            made.as_ref().and_then(|document| document.pages.first()).map(render_small_svg)
        });
        name_fields(&mut report, sources);
        (svg, report)
    }

    /// A word of pictures as a small drawing of its own: a list's name, its number in the list.
    pub(super) fn word(&self, list: &str, number: usize) -> Option<Arc<Drawn>> {
        let kind = self.theme.sheets.iter().find(|kind| kind.stacked)?;
        let picture = self.workshop.word_picture(list, number)?;
        let topic = self.workshop.picture_topic(kind, picture);
        let look = Look::on_paper(kind.size(), Dpi(60.0));
        let name = format!("word {list} {number}");
        // Words depend on the theme alone, which is one for as long as this is there.
        Some(self.kept(&name, String::new(), 0, |typesetter, report| {
            let document = self.workshop.make(&topic, &look, typesetter, report);
            // A word that has to do with others may be told that they are missing: here it only shows itself.
            *report = Report::default();
            document
                .as_ref()
                .and_then(|d| d.pages.first())
                .map(|p| (render_small_svg(p), Vec::new()))
        }))
    }

    fn with_typesetter<T>(&self, act: impl FnOnce(&mut Typesetter) -> T) -> T {
        let idle = locked(&self.idle).pop();
        let mut typesetter = idle.unwrap_or_else(|| {
            let theme = self.theme;
            Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken)
        });
        let made = act(&mut typesetter);
        locked(&self.idle).push(typesetter);
        made
    }

    fn sheet(
        &self,
        plan: &Plan<'_>,
        sheet: &SheetPlan<'_>,
        revision: u64,
        sources: &Sources,
    ) -> Arc<Drawn> {
        let (topic, look) = (self.workshop.topic(plan, sheet), Look::of(sheet));
        let origin = self.workshop.origin(&topic, &look).unwrap_or_default();
        let name = format!("{} {}", sheet.kind.name, sheet.key);
        self.kept(&name, origin, revision, |typesetter, report| {
            let document = self.workshop.make(&topic, &look, typesetter, report);
            name_fields(report, sources);
            let page = document.as_ref().and_then(|d| d.pages.first());
            page.map(|page| (render_small_svg(page), spots(page)))
        })
    }

    fn kept(
        &self,
        name: &str,
        origin: String,
        revision: u64,
        draw: impl FnOnce(&mut Typesetter, &mut Report) -> Option<(String, Vec<Spot>)>,
    ) -> Arc<Drawn> {
        let place = Arc::clone(locked(&self.places).entry(name.to_string()).or_default());
        let mut place = locked(&place);
        let before = place.clone();
        // Places in a file move without the words changing: what points into it is looked at again.
        let holds =
            |d: &Arc<Drawn>| d.origin == origin && (d.report.is_empty() || d.revision == revision);
        if let Some(drawn) = before.clone().filter(holds) {
            return drawn;
        }
        let mut report = Report::default();
        let made = self.with_typesetter(|typesetter| draw(typesetter, &mut report));
        let (svg, spots) = match made {
            Some((svg, spots)) => (Some(Arc::new(svg)), Arc::new(spots)),
            None => before.map_or_else(Default::default, |b| (b.svg.clone(), b.spots.clone())),
        };
        let drawn = Arc::new(Drawn { origin, revision, svg, spots, report });
        *place = Some(Arc::clone(&drawn));
        drawn
    }
}

/// The words of a page that come from files, and behind them its pictures, which have none.
fn spots(page: &Frame) -> Vec<Spot> {
    let (w, h) = (page.size.width.0, page.size.height.0);
    let share = |b: &Rect| [b.x / w, b.y / h, b.w / w, b.h / h];
    let words = page.items.iter().filter_map(|item| {
        let Item::Text(line) = item else { return None };
        Some(Spot { share: share(&line.bounds), text: line.text.clone(), source: line.source? })
    });
    let pictures = page.pictures.iter().map(|picture| Spot {
        share: share(&picture.bounds),
        text: String::new(),
        source: picture.source,
    });
    words.chain(pictures).collect()
}

/// Addresses of the workbench name a sheet by its key, that of the whole list by `site`; where several kinds have it, the first is meant, or
/// the one that is named: `item-101`.
fn is_called(sheet: &SheetPlan<'_>, stem: &str) -> bool {
    let of_the_whole = sheet.collection.name == SITE && stem == SITE;
    of_the_whole || sheet.key == stem || sheet.web_stem() == stem
}
