//! Which texts to shorten, and by how much, when a sheet cannot be laid out legibly.
//!
//! Start at [`Shortage::too_long`]. Counts are estimates in characters: boxes are measured in lines.

use super::fitting::Caps;
use super::fitting::ShapedText;
use super::tree::BoxLeaf;
use super::tree::gather_texts;
use super::tree::text_width;
use crate::diag::FileId;
use crate::diag::Span;
use crate::units::Mm;
use taffy::prelude::NodeId;
use taffy::prelude::TaffyTree;

/// A text that cannot be set legibly.
#[derive(Debug, Clone)]
pub(super) struct TooLong {
    /// Its words.
    pub text: String,
    /// Where they came from.
    pub source: Option<Span>,
    /// About so many characters too many.
    pub excess: usize,
}

/// A box that does not hold what is in it.
pub(super) struct Trouble {
    /// The text in it, if it is a text's own box.
    pub text: Option<usize>,
    /// The box.
    pub node: NodeId,
    /// By so much.
    pub over: Mm,
}

/// A sheet laid out with its smallest type, and still not everything fits.
pub(super) struct Shortage<'s> {
    /// Its texts.
    pub blocks: &'s mut [ShapedText],
    /// The file whose texts are named first.
    pub home: Option<FileId>,
    /// Its boxes.
    pub tree: &'s TaffyTree<BoxLeaf>,
    /// The box of the whole sheet.
    pub top: NodeId,
    /// The sizes it was laid out with.
    pub caps: &'s Caps,
}

impl Shortage<'_> {
    /// The texts to shorten: those that fit no box by themselves, else the longest of the box that
    /// runs over.
    pub(super) fn too_long(self, troubles: &[Trouble]) -> Vec<TooLong> {
        let Shortage { blocks, home, tree, top, caps } = self;
        let mut list: Vec<TooLong> = Vec::new();
        // A text of the procedure itself can be shortened; the office's name or hours rarely can.
        let is_own =
            |source: Option<Span>| home.is_none_or(|h| source.is_some_and(|s| s.file == h));
        let of = |t: &&Trouble| t.text.map(|at| blocks[at].spec.source);
        let mut at_fault: Vec<&Trouble> =
            troubles.iter().filter(|t| of(t).is_some_and(is_own)).collect();
        if at_fault.is_empty() {
            // A text that overruns its own box is at fault, wherever it was written.
            at_fault = troubles.iter().filter(|t| of(t).flatten().is_some()).collect();
        }
        for trouble in at_fault {
            let Some(at) = trouble.text else { continue };
            let layout = tree.layout(trouble.node).expect("laid out");
            let width = text_width(layout);
            let spec = blocks[at].spec.clone();
            let cap = caps.of(&blocks[at]);
            let fitted = blocks[at].fitted(width, cap);
            let per_line = (width.0 / fitted.size.0).floor().max(1.0) as usize;
            let room = per_line * spec.lines.1.min(fitted.lines);
            let excess = spec.text.chars().count().saturating_sub(room).max(1);
            list.push(TooLong { text: spec.text, source: spec.source, excess });
        }
        if list.is_empty() {
            // No text is at fault alone: the one that takes the most lines gives way first.
            let over = troubles.iter().map(|t| t.over.0).fold(0.0, f64::max);
            let mut texts = Vec::new();
            gather_texts(tree, top, &mut texts);
            texts.retain(|(at, _)| blocks[*at].spec.source.is_some());
            let any_own = texts.iter().any(|(at, _)| is_own(blocks[*at].spec.source));
            texts.retain(|(at, _)| !any_own || is_own(blocks[*at].spec.source));
            let longest = texts.into_iter().max_by_key(|(at, width)| {
                let shaped = &mut blocks[*at];
                let lines = shaped.fitted(*width, shaped.spec.fit.0).lines;
                (lines, shaped.spec.text.chars().count(), usize::MAX - at)
            });
            if let Some((at, width)) = longest {
                let spec = blocks[at].spec.clone();
                let per_line = (width.0 / spec.fit.0.0).floor().max(1.0);
                let lines = (over / (spec.fit.0.0 * spec.leading)).ceil().max(1.0);
                let excess = ((per_line * lines) as usize).min(spec.text.chars().count());
                list.push(TooLong { text: spec.text, source: spec.source, excess });
            }
        }
        list
    }
}
