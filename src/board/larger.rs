//! The size of sheet to propose where one is too small.
//!
//! Start at [`Workshop::larger_size`]. Nothing is painted: it is asked what a sheet of each size would hold.

use super::Workshop;
use super::layout::Arranger;
use super::layout::CodeRule;
use super::layout::Holds;
use super::text::Typesetter;
use super::topic::Look;
use super::topic::Topic;
use super::topic::Way;
use crate::diag::Report;
use crate::units::Mm;
use crate::units::SheetSize;

impl Workshop<'_> {
    /// The smallest sheet of about the same shape, in steps of 5 cm of the shorter side and at most
    /// three times as large, that holds what is wanted. A larger sheet holds what a smaller one does.
    pub(super) fn larger_size(
        &self,
        topic: &Topic<'_>,
        look: &Look,
        way: Way,
        typesetter: &mut Typesetter,
        wanted: Holds,
    ) -> Option<SheetSize> {
        const STEP: f64 = 50.0;
        let shorter = look.size.width.min(look.size.height);
        let sized = |step: u32| {
            let factor = (shorter.0 + STEP * f64::from(step)) / shorter.0;
            let side = |m: Mm| Mm((m.0 * factor / STEP).ceil() * STEP);
            SheetSize { width: side(look.size.width), height: side(look.size.height) }
        };
        let mut serves = |size: SheetSize| {
            let larger = look.in_size(size);
            let floor = topic.kind.measures(size).code;
            let rule = CodeRule { floor, pixels_per_mm: larger.pixels_per_mm };
            let mut tried = |arrangement: usize| {
                let way = Way { arrangement, ..way };
                let root = self.boxes(topic, &larger, way, &mut Report::default())?;
                let held = Arranger::new(typesetter, rule, None).holds(&root, size);
                (held > Holds::TooLittle).then_some((held, root.again))
            };
            // The first that fits is taken, whatever it leaves out.
            let first = (0..topic.kind.arrangements).find_map(|at| Some((at, tried(at)?)));
            let Some((at, (held, again))) = first else { return false };
            held >= wanted || at == 0 && again && tried(1).is_some_and(|(held, _)| held >= wanted)
        };
        let most = (shorter.0 * 2.0 / STEP).ceil() as u32;
        // Mostly a little more room is enough: strides that double find where to halve.
        let (mut bad, mut good) = (0, 1);
        while !serves(sized(good)) {
            if good == most {
                return None;
            }
            (bad, good) = (good, (good * 2).min(most));
        }
        while good - bad > 1 {
            let middle = u32::midpoint(good, bad);
            if serves(sized(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        Some(sized(good))
    }
}
