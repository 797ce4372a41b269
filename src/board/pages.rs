//! Sheets whose size or number of pages is not known before: as high as what stands on them, or going on on a
//! further page.
//!
//! Start at [`Workshop::pages`]. A template that may continue says on its `board` how many units its pages share
//! (`units`) and shows those from `from` up to, and without, `to`; it also sees `page` and `pages`. Every page takes
//! as many units as it holds without anything that would be missed being left out.

use super::Workshop;
use super::element::Element;
use super::layout::Arranger;
use super::layout::CodeRule;
use super::layout::Holds;
use super::text::Typesetter;
use super::topic::Look;
use super::topic::Part;
use super::topic::Topic;
use super::topic::Way;
use crate::diag::Report;
use crate::frame::Frame;
use crate::units::Mm;
use crate::units::SheetSize;

/// More pages than this are no sheet to hand out or to hang.
const MOST_PAGES: usize = 99;

/// A sheet whose pages are known.
struct Measured<'m, 't> {
    topic: &'m Topic<'t>,
    look: Look,
    parts: Vec<Part>,
}

/// What does not fit into the height that a kind has at most may be so many times as high.
const LONGEST: f64 = 3.0;

impl Workshop<'_> {
    /// The look of a sheet that is as high as what stands on it, in its largest type where the kind's height allows it; of
    /// any other one as it was.
    /// `None` when the template cannot be rendered.
    fn in_its_height(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Option<Look> {
        if !topic.kind.open_height {
            return Some(*look);
        }
        let root = self.boxes(topic, look, Way::of_side(1), report)?;
        let natural = arranger(topic, look, typesetter).natural_height(&root, look.size, 1.0);
        let of_height =
            |height: Mm| look.in_size(SheetSize { height: Mm(height.0.ceil()), ..look.size });
        if natural <= look.size.height {
            return Some(of_height(natural));
        }
        // Nobody reads on for ever; but what must be said is said, in the smallest type and however long it gets.
        let last = topic.kind.arrangements - 1;
        let shortest =
            self.boxes(topic, look, Way { arrangement: last, ..Way::of_side(1) }, report)?;
        let holds = |root: &Element, typesetter: &mut Typesetter| {
            arranger(topic, look, typesetter).holds(root, look.size) > Holds::TooLittle
        };
        if holds(&root, typesetter) || holds(&shortest, typesetter) {
            return Some(*look);
        }
        let least = arranger(topic, look, typesetter).natural_height(&shortest, look.size, 0.0);
        Some(of_height(least.max(look.size.height).min(look.size.height * LONGEST)))
    }

    /// What stands on each page; one part where all of it fits on one, and where the kind never continues.
    /// `None` when the template cannot be rendered.
    fn parts(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Option<Vec<Part>> {
        if !topic.kind.continues {
            return Some(vec![Part::WHOLE]);
        }
        let root = self.boxes(topic, look, Way::of_side(1), report)?;
        let units = root.units;
        if self.holds_part(topic, look, Part::WHOLE, &root, typesetter) {
            return Some(vec![Part::WHOLE]);
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut from = 0;
        while from < units && parts.len() < MOST_PAGES {
            let part = |to: usize| Part {
                from,
                to,
                page: parts.len() + 1,
                pages: MOST_PAGES,
                ..Part::WHOLE
            };
            // One unit that no page holds is told when its page is made.
            let (mut good, mut bad) = (from + 1, units + 1);
            while bad - good > 1 {
                let middle = usize::midpoint(good, bad);
                let way = Way { side: 1, arrangement: 0, part: part(middle) };
                let root = self.boxes(topic, look, way, report)?;
                if self.holds_part(topic, look, part(middle), &root, typesetter) {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            parts.push(part(good));
            from = good;
        }
        let pages = parts.len();
        Some(parts.into_iter().map(|part| Part { pages, of: pages, ..part }).collect())
    }

    /// All pages of a sheet, and of those that it gathers behind its own; they are counted through (`before`, `of`),
    /// and the template of the sheet learns on which page each of the others begins (`starts`).
    pub(super) fn pages(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Option<Vec<Frame>> {
        let unknown = vec![0; topic.gathered.len()];
        let measured = topic.knowing(&unknown);
        let mut sheets = vec![self.measured(&measured, look, typesetter, report)?];
        for other in &topic.gathered {
            let look = look.in_size(other.kind.size());
            sheets.push(self.measured(other, &look, typesetter, report)?);
        }
        let mut starts = Vec::new();
        let mut of = 0;
        for sheet in &sheets {
            starts.push(of + 1);
            of += sheet.parts.len() * sheet.topic.kind.sides;
        }
        let known = topic.knowing(&starts[1..]);
        sheets[0].topic = &known;
        let mut pages: Vec<Option<Frame>> = Vec::new();
        for (sheet, start) in sheets.iter().zip(&starts) {
            let topic = sheet.topic;
            // One side, or copy, after the other: each lies together.
            let sides = 1..=topic.kind.sides;
            for (side, part) in sides.flat_map(|side| sheet.parts.iter().map(move |p| (side, p))) {
                let part = Part { before: start - 1, of, ..*part };
                let way = Way { side, arrangement: 0, part };
                // Every page is made, so that all problems are told at once.
                pages.push(self.page(topic, &sheet.look, way, typesetter, report));
            }
        }
        pages.into_iter().collect()
    }

    fn measured<'m, 't>(
        &self,
        topic: &'m Topic<'t>,
        look: &Look,
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Option<Measured<'m, 't>> {
        let look = self.in_its_height(topic, look, typesetter, report)?;
        let parts = self.parts(topic, &look, typesetter, report)?;
        Some(Measured { topic, look, parts })
    }

    /// Whether a page holds a part without leaving out what would be missed; `first` are its boxes as the first
    /// arrangement has them.
    fn holds_part(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        part: Part,
        first: &Element,
        typesetter: &mut Typesetter,
    ) -> bool {
        let mut holds =
            |root: &Element| arranger(topic, look, typesetter).misses_nothing(root, look.size);
        let further = |arrangement: usize| {
            let way = Way { side: 1, arrangement, part };
            self.boxes(topic, look, way, &mut Report::default())
        };
        holds(first) || (1..topic.kind.arrangements).filter_map(further).any(|root| holds(&root))
    }
}

/// An arranger of a sheet.
fn arranger<'t>(topic: &Topic<'_>, look: &Look, typesetter: &'t mut Typesetter) -> Arranger<'t> {
    let floor = topic.kind.measures(look.size).code;
    let rule = CodeRule { floor, pixels_per_mm: look.pixels_per_mm };
    Arranger::new(typesetter, rule, topic.home)
}
