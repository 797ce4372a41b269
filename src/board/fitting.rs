//! Texts that want to be as large as they may: sizes by caps, measured in boxes.
//!
//! Start at [`ShapedText::fitted`]. Every text has a smallest and a largest size; [`Caps`] holds what
//! the search in [`super::layout`] allows at the moment. Sizes are millimetres of type (em height).

use super::element::TextSpec;
use super::text::Block;
use super::text::TypeStyle;
use super::text::Typesetter;
use crate::units::Mm;
use std::collections::BTreeMap;
use taffy::prelude::AvailableSpace;
use taffy::prelude::Size;

/// The shaped forms of one text.
pub(super) struct ShapedText {
    /// How it wants to be set.
    pub spec: TextSpec,
    /// Texts of one class grow together.
    pub class: String,
    /// The full words, then the short ones if there are any.
    pub variants: Vec<Block>,
    /// How much of its length counts: less than 1 to try what would be if it were shorter.
    share: f64,
    cache: BTreeMap<(u64, u64), Fitted>,
    /// By width: what no cap changes.
    known: BTreeMap<u64, Known>,
    /// The largest size it was laid out with last.
    laid_out: Option<Mm>,
}

/// What was found out about a width.
#[derive(Debug, Clone, Copy)]
enum Known {
    /// Even the smallest size needs too many lines.
    TooNarrow,
    /// So many lines of this form do.
    Enough {
        lines: usize,
        form: usize,
        /// In type of at most this size, where a larger one was tried.
        most: Option<Mm>,
    },
}

impl std::fmt::Debug for ShapedText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShapedText").field("spec", &self.spec).finish_non_exhaustive()
    }
}

/// A text in a box of some width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fitted {
    /// Its size.
    pub size: Mm,
    /// Its lines.
    pub lines: usize,
    /// The widest of them.
    pub widest: Mm,
    /// False when even the smallest size needs too many lines.
    pub good: bool,
}

impl ShapedText {
    /// Shapes the words of `spec`, and their short form if there is one.
    pub(super) fn new(spec: &TextSpec, typesetter: &mut Typesetter) -> ShapedText {
        let TextSpec { weight, spacing, balanced, .. } = *spec;
        let style = TypeStyle { weight, spacing, balanced };
        let mut shape = |words: &str| typesetter.shape(words, style);
        let mut variants = vec![shape(&spec.text)];
        variants.extend(spec.short.as_deref().map(shape));
        ShapedText {
            spec: spec.clone(),
            class: class_of(spec),
            variants,
            share: 1.0,
            cache: BTreeMap::new(),
            known: BTreeMap::new(),
            laid_out: None,
        }
    }

    /// The size and form for a width, with the largest size capped.
    pub(super) fn fitted(&mut self, width: Mm, cap: Mm) -> Fitted {
        let key = (width.0.to_bits(), cap.0.to_bits());
        if let Some(hit) = self.cache.get(&key) {
            return *hit;
        }
        let min = self.spec.fit.0;
        let cap = cap.max(min);
        // A shorter text in its box takes the lines that the whole one takes in a wider box.
        let (share, width) = (self.share, width / self.share);
        let known = self.known.get(&key.0).copied();
        let ceiling = if let Some(Known::Enough { most, .. }) = known { most } else { None };
        let mut found = None;
        'tries: for lines in self.line_counts() {
            for (form, block) in self.variants.iter_mut().enumerate() {
                match known {
                    Some(Known::TooNarrow) => break 'tries,
                    Some(Known::Enough { lines: l, form: f, .. }) if (l, f) != (lines, form) => {
                        continue;
                    }
                    Some(Known::Enough { .. }) | None => {}
                }
                let largest = ceiling.map_or(cap, |most| cap.min(most));
                let Some(size) = block.fit((min, largest), lines, width) else { continue };
                let most = if size < cap { Some(size) } else { ceiling };
                self.known.insert(key.0, Known::Enough { lines, form, most });
                let (lines, widest) = block.measure(size, width);
                found = Some(Fitted { size, lines, widest: widest * share, good: true });
                break 'tries;
            }
        }
        let fitted = found.unwrap_or_else(|| {
            self.known.insert(key.0, Known::TooNarrow);
            let variant = self.variants.len() - 1;
            let (lines, widest) = self.variants[variant].measure(min, width);
            Fitted { size: min, lines, widest: widest * share, good: false }
        });
        self.cache.insert(key, fitted);
        fitted
    }

    /// Whether its box is to be measured anew; asked once before each layout.
    pub(super) fn is_stale(&mut self, caps: &Caps) -> bool {
        let cap = caps.of(self);
        self.laid_out.replace(cap) != Some(cap)
    }

    /// Forgets what was measured.
    fn forget(&mut self) {
        self.cache.clear();
        self.known.clear();
        self.laid_out = None;
    }

    /// Counts only so much of its length from now on.
    pub(super) fn count_only(&mut self, share: f64) {
        self.share = share;
        self.forget();
    }

    /// Forgets the full words where there are shorter ones.
    pub(super) fn use_short(&mut self) {
        let last = self.variants.len() - 1;
        if last > 0 {
            self.variants.drain(..last);
            self.forget();
        }
    }

    /// The numbers of lines to try: the wanted one, then the most.
    fn line_counts(&self) -> impl Iterator<Item = usize> + use<> {
        let (wanted, most) = self.spec.lines;
        [wanted, most].into_iter().take(if most > wanted { 2 } else { 1 })
    }

    /// The form that is set at a size in a width: the first that keeps its number of lines.
    pub(super) fn form(&mut self, size: Mm, width: Mm) -> &mut Block {
        let mut at = self.variants.len() - 1;
        'tries: for lines in self.line_counts() {
            for (i, block) in self.variants.iter_mut().enumerate() {
                if block.measure(size, width).0 <= lines {
                    at = i;
                    break 'tries;
                }
            }
        }
        &mut self.variants[at]
    }
}

/// Largest sizes of this try: all fitted texts by `t`, classes by their own `t`, groups by what
/// their members reached.
#[derive(Debug, Clone, Default)]
pub(super) struct Caps {
    /// Share of every range, 0..=1.
    pub t: f64,
    /// The same for single classes.
    pub classes: BTreeMap<String, f64>,
    /// Largest size of groups, in millimetres.
    pub groups: BTreeMap<String, f64>,
}

impl Caps {
    /// The largest size of a text.
    pub(super) fn of(&self, shaped: &ShapedText) -> Mm {
        let spec = &shaped.spec;
        let (min, max) = spec.fit;
        let t = self.classes.get(&shaped.class).copied().unwrap_or(self.t);
        let by_t = min + (max - min) * t;
        let group = spec.group.as_ref().and_then(|g| self.groups.get(g));
        group.map_or(by_t, |cap| by_t.min(Mm(*cap)))
    }
}

/// Texts that grow together: of one group, else of one range and weight.
fn class_of(spec: &TextSpec) -> String {
    let ranged = || format!("{}-{}-{}", spec.fit.0, spec.fit.1, spec.weight);
    spec.group.clone().unwrap_or_else(ranged)
}

/// What a text box asks of taffy.
pub(super) fn measure_text(
    shaped: &mut ShapedText,
    caps: &Caps,
    known: Size<Option<f32>>,
    available: Size<AvailableSpace>,
) -> Size<f32> {
    let cap = caps.of(shaped);
    let one_line = |shaped: &mut ShapedText, size: Mm| {
        Mm(shaped.variants[0].width() * shaped.share * size.0 + 0.02)
    };
    let width = match (known.width, available.width) {
        (Some(w), _) | (None, AvailableSpace::Definite(w)) => Mm(f64::from(w)),
        (None, AvailableSpace::MaxContent) => one_line(shaped, cap),
        (None, AvailableSpace::MinContent) => {
            let min = shaped.spec.fit.0;
            let whole = shaped.variants.iter_mut().map(Block::width).fold(f64::INFINITY, f64::min);
            let whole = whole * shaped.share;
            let lines = shaped.spec.lines.1.min(6) as f64;
            Mm((whole * min.0 / lines).max(min.0 * whole.min(3.0)) + 0.02)
        }
    };
    let fitted = shaped.fitted(width, cap);
    let height = fitted.lines as f64 * shaped.spec.leading * fitted.size.0;
    let own = if known.width.is_none() && matches!(available.width, AvailableSpace::MinContent) {
        width
    } else {
        Mm(fitted.widest.0 + 0.02)
    };
    Size {
        width: known.width.unwrap_or(own.0 as f32),
        height: known.height.unwrap_or(height as f32),
    }
}
