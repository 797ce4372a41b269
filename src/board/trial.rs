//! Drawing without a sheet: for who draws figures or writes templates, and for tests.
//!
//! Start at [`Workshop::try_pictures`] and [`Workshop::try_markup`]. Nothing here is judged.

use super::Workshop;
use super::draw::Painter;
use super::layout::Arranger;
use super::layout::CodeRule;
use super::markup;
use super::text::Typesetter;
use super::topic::Look;
use super::topic::Topic;
use crate::charset::missing_glyphs;
use crate::diag::Report;
use crate::frame::Frame;
use crate::geometry::Rect;
use crate::model::Picture;
use crate::theme::SheetKind;
use crate::units::Dpi;
use crate::units::MM_PER_INCH;
use crate::units::Mm;
use crate::units::SheetSize;

impl Workshop<'_> {
    /// Pictures in boxes of a page that no template made, drawn as a kind draws them; no sheet, so nothing
    /// judges it. For who draws, and for the reference pictures in `tests/pictures`.
    pub fn try_pictures(
        &self,
        kind: &SheetKind,
        cells: &[(Rect, &Picture)],
        size: SheetSize,
        typesetter: &mut Typesetter,
        report: &mut Report,
    ) -> Frame {
        let topic = Topic::new(kind, &kind.name, |_, _| tera::Context::new());
        let look = Look::on_paper(size, Dpi(MM_PER_INCH));
        let inks = &self.theme.inks;
        let mut painter = Painter::new(size, kind, 1.0, inks, &self.art);
        for (rect, picture) in cells {
            // Each for itself: these are no pictures of one page.
            let scene = self.scenes((&topic, &look), &[(0, (*rect, *picture))]).remove(&0);
            let (both, box_of) = ((*picture, scene), (*rect, [Mm::ZERO; 4]));
            self.place(both, box_of, &topic, &look, typesetter, &mut painter);
        }
        painter.diagnostics.drain(..).for_each(|problem| report.push(problem));
        for (missing, source) in &painter.missing {
            report.push(missing_glyphs(missing, Some(*source)));
        }
        self.frame(&topic, size, painter)
    }

    /// Lays out and paints box markup that no template made: 0 for markup that is refused or does not
    /// fit, else the number of painted items. For who writes templates, and for the fuzzers in
    /// `tests/fuzz`.
    pub fn try_markup(&self, markup: &str, size: SheetSize, typesetter: &mut Typesetter) -> usize {
        let Ok(root) = markup::parse(markup, &self.theme.inks) else { return 0 };
        let Some(kind) = self.theme.sheets.first() else { return 0 };
        let rule = CodeRule { floor: kind.measures(size).code, pixels_per_mm: 2.0 };
        let mut arranger = Arranger::new(typesetter, rule, None);
        let Ok(placed) = arranger.arrange(&root, size) else { return 0 };
        let inks = &self.theme.inks;
        let mut painter = Painter::new(size, kind, 2.0, inks, &self.art);
        for p in &placed {
            painter.paint(p, &mut arranger.blocks);
        }
        painter.items.len()
    }
}
