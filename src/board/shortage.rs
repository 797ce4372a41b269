//! Which texts to shorten, and by how much, when a sheet cannot be laid out legibly.
//!
//! Start at [`Shortage::at_fault`]: texts that overrun their own boxes. Where none does, [`super::layout`] tries
//! which one is in the way of the others. Counts are estimates in characters: boxes are measured in lines.

use super::fitting::Caps;
use super::fitting::ShapedText;
use super::tree::BoxLeaf;
use super::tree::text_width;
use crate::diag::FileId;
use crate::diag::Span;
use std::collections::BTreeMap;
use taffy::prelude::NodeId;
use taffy::prelude::TaffyTree;

/// A text that cannot be set legibly.
#[derive(Debug, Clone)]
pub(super) struct TooLong {
    /// Its words, as they stand in the file.
    pub text: String,
    /// Where they stand.
    pub source: Span,
    /// About so many characters too many.
    pub excess: usize,
}

/// A box that does not hold what is in it.
pub(super) struct Trouble {
    /// The text in it, if it is a text's own box.
    pub text: Option<usize>,
    /// The box.
    pub node: NodeId,
}

/// A sheet laid out with its smallest type, and still not everything fits.
pub(super) struct Shortage<'s> {
    /// Its texts.
    pub blocks: &'s mut [ShapedText],
    /// The file whose texts are named first.
    pub home: Option<FileId>,
    /// Its boxes.
    pub tree: &'s TaffyTree<BoxLeaf>,
    /// The sizes it was laid out with.
    pub caps: &'s Caps,
}

impl Shortage<'_> {
    /// The texts to shorten that fit no box by themselves.
    pub(super) fn at_fault(&mut self, troubles: &[Trouble]) -> Vec<TooLong> {
        // A text of the procedure itself can be shortened; the office's name or hours rarely can.
        let own: Vec<TooLong> = self.overruns(troubles, true);
        if own.is_empty() { self.overruns(troubles, false) } else { own }
    }

    fn overruns(&mut self, troubles: &[Trouble], own: bool) -> Vec<TooLong> {
        let mut list = Vec::new();
        for trouble in troubles {
            let Some(at) = trouble.text else { continue };
            let spec = self.blocks[at].spec.clone();
            let is_own = |s: &Span| !own || self.home.is_none_or(|home| s.file == home);
            let Some(source) = spec.source.filter(is_own) else { continue };
            let Some(shown) = words_in_file(&spec.text, source) else { continue };
            let width = text_width(self.tree.layout(trouble.node).expect("laid out"));
            let cap = self.caps.of(&self.blocks[at]);
            let fitted = self.blocks[at].fitted(width, cap);
            let per_line = (width.0 / fitted.size.0).floor().max(1.0) as usize;
            let room = per_line * spec.lines.1.min(fitted.lines);
            let length = shown.chars().count();
            let excess = spec.text.chars().count().saturating_sub(room).max(1);
            // Whoever leaves all of it out has nothing to say there.
            if length < 2 || excess >= length {
                continue;
            }
            list.push(TooLong { text: shown.to_string(), source, excess });
        }
        list
    }
}

/// The one text that is in the way: with it shorter all `would_fit`. Of several the one of which the least
/// has to go, then one of the record's own, then the longest.
pub(super) fn one_culprit(
    texts: &BTreeMap<Span, String>,
    home: Option<FileId>,
    mut would_fit: impl FnMut(Span, f64) -> bool,
) -> Option<TooLong> {
    let mut best: Option<((u8, bool, usize), TooLong)> = None;
    for (source, text) in texts {
        let Some(shown) = words_in_file(text, *source) else { continue };
        let length = shown.chars().count();
        // A half at least stays: more is not shortening.
        let good = |eighths: &u8| would_fit(*source, f64::from(*eighths) / 8.0);
        let Some(kept) = [4, 5, 6, 7].into_iter().take_while(good).last() else { continue };
        let excess = (length * usize::from(8 - kept)).div_ceil(8);
        let rank = (kept, home.is_none_or(|home| source.file == home), length);
        if excess < length && best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, TooLong { text: shown.to_string(), source: *source, excess }));
        }
    }
    best.map(|(_, text)| text)
}

/// What of a text stands in the file: all of it, or what follows a label of the template. Words that the
/// program put together stand nowhere, and nobody can shorten them.
pub(super) fn words_in_file(text: &str, source: Span) -> Option<&str> {
    let length = (source.end - source.start) as usize;
    let Some(start) = text.len().checked_sub(length) else { return Some(text) };
    let (label, value) = (text.get(..start)?, text.get(start..)?);
    (label.is_empty() || label.ends_with(['：', ' ', '　'])).then_some(value)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "in a test, a panic is a failure")]
mod tests {
    use super::*;

    #[test]
    fn the_one_in_the_way_is_named() {
        let at = |file, start, length| Span { file: FileId(file), start, end: start + length };
        let (own, office) = (at(1, 0, 30), at(0, 0, 60));
        let texts = [(own, "事".repeat(10)), (office, "话".repeat(20))].into();
        let only =
            one_culprit(&texts, Some(FileId(1)), |source, share| source == office && share <= 0.75);
        let TooLong { text, source, excess } = only.unwrap();
        assert_eq!((text, source, excess), ("话".repeat(20), office, 5));
        let either = one_culprit(&texts, Some(FileId(1)), |_, _| true);
        assert_eq!(either.unwrap().source, own);
        assert!(one_culprit(&texts, None, |_, _| false).is_none());
    }

    #[test]
    fn only_words_of_the_file_are_named() {
        let span =
            |length: u32| Span { start: 10, end: 10 + length, ..Span::file_start(FileId(0)) };
        assert_eq!(words_in_file("身份证", span(9)), Some("身份证"));
        assert_eq!(words_in_file("身份证", span(11)), Some("身份证"), "in quotes");
        assert_eq!(words_in_file("谁说了算：居委会", span(9)), Some("居委会"));
        assert_eq!(words_in_file("原件看一下，复印件", span(9)), None);
    }
}
