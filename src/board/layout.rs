//! Boxes → places: taffy lays out the tree, parley measures the type, and the largest type that
//! fits everywhere is found.
//!
//! Start at [`Arranger::arrange`]. Every fitted text has a smallest and a largest size. One number
//! `t` in 0..=1 caps them all at `min + t·(max − min)`; the largest `t` at which nothing leaves its
//! box is searched (boxes with a range of heights, the pictures, follow the same number). Then the
//! pictures, and every class of text (those of one group, or of one range and weight) by itself,
//! largest first, are let grow into the room that is left. Below its cap each text still
//! shrinks to keep its number of lines, and texts of one group get the smallest size among them. If
//! even `t = 0` does not fit, all is tried again with the short form of every text that has one; if
//! that does not fit either, the texts to shorten are named. Nothing is clipped.

use super::geometry::Rect;
use super::markup::Content;
use super::markup::Element;
use super::markup::TextSpec;
use super::qr::QUIET_MODULES;
use super::qr::QrMatrix;
use super::text::Block;
use super::text::Typesetter;
use crate::diag::Span;
use crate::units::Mm;
use crate::units::SheetSize;
use std::collections::BTreeMap;
use taffy::prelude::AvailableSpace;
use taffy::prelude::Dimension;
use taffy::prelude::LengthPercentageAuto;
use taffy::prelude::NodeId;
use taffy::prelude::Size;
use taffy::prelude::TaffyTree;

/// Boxes may differ from their content by this much before it counts, in millimetres.
const SLACK: f64 = 0.2;
/// Steps of the search for `t`: 1/256 of the range.
const SEARCH_STEPS: u32 = 8;
/// The class of boxes with a range of heights.
const ROOM: &str = "room";
/// Steps of a class's own search: 1/16 of what is left.
const CLASS_STEPS: u32 = 4;

/// A box with its place on the sheet.
#[derive(Debug)]
pub(super) struct Placed<'e> {
    /// What it is.
    pub element: &'e Element,
    /// Where it is.
    pub rect: Rect,
    /// Its content, measured.
    pub content: PlacedContent,
}

/// Measured content.
#[derive(Debug, Clone)]
pub(super) enum PlacedContent {
    /// Nothing of its own.
    None,
    /// Text to set: index of the shaped block, size.
    Text {
        /// Index into [`Arranger::blocks`].
        block: usize,
        /// Chosen size.
        size: Mm,
    },
    /// A code with its module size.
    Code(QrMatrix, Mm),
}

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

/// What code sizes depend on.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeRule {
    /// From how far it is scanned.
    pub scan_distance: Mm,
    /// Pixels per millimetre of the coarsest raster.
    pub pixels_per_mm: f64,
}

/// Lays out one sheet.
#[derive(Debug)]
pub(super) struct Arranger<'t> {
    typesetter: &'t mut Typesetter,
    code_rule: CodeRule,
    /// Shaped texts; [`PlacedContent::Text`] points here.
    pub blocks: Vec<ShapedText>,
    roomy: Vec<(NodeId, (Mm, Mm))>,
}

/// The shaped forms of one text.
pub(super) struct ShapedText {
    /// How it wants to be set.
    pub spec: TextSpec,
    /// The full words, then the short ones if there are any.
    pub variants: Vec<Block>,
    cache: BTreeMap<(u64, u64), Fitted>,
}

impl std::fmt::Debug for ShapedText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShapedText").field("spec", &self.spec).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy)]
struct Fitted {
    size: Mm,
    lines: usize,
    widest: Mm,
    good: bool,
}

enum Leaf {
    Text(usize),
    Code(f32),
    Art,
}

impl ShapedText {
    /// The size and form for a width, with the largest size capped.
    fn fitted(&mut self, width: Mm, cap: Mm) -> Fitted {
        let key = (width.0.to_bits(), cap.0.to_bits());
        if let Some(hit) = self.cache.get(&key) {
            return *hit;
        }
        let (min, lines) = (self.spec.fit.0, self.spec.lines);
        let cap = cap.max(min);
        let mut found = None;
        for block in &mut self.variants {
            if let Some(size) = block.fit((min, cap), lines, width) {
                let (lines, widest) = block.measure(size, width);
                found = Some(Fitted { size, lines, widest, good: true });
                break;
            }
        }
        let fitted = found.unwrap_or_else(|| {
            let variant = self.variants.len() - 1;
            let (lines, widest) = self.variants[variant].measure(min, width);
            Fitted { size: min, lines, widest, good: false }
        });
        self.cache.insert(key, fitted);
        fitted
    }

    /// Forgets the full words where there are shorter ones.
    fn use_short(&mut self) {
        let last = self.variants.len() - 1;
        self.variants.drain(..last);
        self.cache.clear();
    }

    /// The form that is set at a size in a width: the first that keeps its number of lines.
    pub(super) fn form(&mut self, size: Mm, width: Mm) -> &mut Block {
        let lines = self.spec.lines;
        let last = self.variants.len() - 1;
        let at = self
            .variants
            .iter_mut()
            .position(|b| b.measure(size, width).0 <= lines)
            .unwrap_or(last);
        &mut self.variants[at]
    }
}

/// Largest sizes of this try: all fitted texts by `t`, classes by their own `t`, groups by what
/// their members reached.
#[derive(Debug, Clone, Default)]
struct Caps {
    t: f64,
    classes: BTreeMap<String, f64>,
    groups: BTreeMap<String, f64>,
}

impl Caps {
    fn of(&self, spec: &TextSpec) -> Mm {
        let (min, max) = spec.fit;
        let t = self.classes.get(&class_of(spec)).copied().unwrap_or(self.t);
        let by_t = min + (max - min) * t;
        let group = spec.group.as_ref().and_then(|g| self.groups.get(g));
        group.map_or(by_t, |cap| by_t.min(Mm(*cap)))
    }
}

/// Texts that grow together.
fn class_of(spec: &TextSpec) -> String {
    let ranged = || format!("{}-{}-{}", spec.fit.0, spec.fit.1, spec.weight);
    spec.group.clone().unwrap_or_else(ranged)
}

impl<'t> Arranger<'t> {
    /// An arranger that sets type with `typesetter`.
    pub(super) fn new(typesetter: &'t mut Typesetter, code_rule: CodeRule) -> Arranger<'t> {
        Arranger { typesetter, code_rule, blocks: Vec::new(), roomy: Vec::new() }
    }

    /// Places every box of `root` on a sheet of this size, in painting order.
    ///
    /// # Errors
    /// The texts to shorten, when even the smallest sizes do not fit.
    pub(super) fn arrange<'e>(
        &mut self,
        root: &'e Element,
        size: SheetSize,
    ) -> Result<Vec<Placed<'e>>, Vec<TooLong>> {
        let mut tree: TaffyTree<Leaf> = TaffyTree::new();
        tree.disable_rounding();
        let mut nodes: Vec<(NodeId, &'e Element)> = Vec::new();
        let mut codes: BTreeMap<usize, (QrMatrix, Mm)> = BTreeMap::new();
        let top = self.plant(&mut tree, root, &mut nodes, &mut codes);
        let mut style = root.style.clone();
        let side = |m: Mm| Dimension::length(m.0 as f32);
        style.size = Size { width: side(size.width), height: side(size.height) };
        set_style(&mut tree, top, style);

        let mut caps = Caps { t: 1.0, ..Caps::default() };
        if !self.attempt(&mut tree, top, size, &caps).is_empty() {
            caps.t = 0.0;
            let mut troubles = self.attempt(&mut tree, top, size, &caps);
            if !troubles.is_empty() {
                for shaped in &mut self.blocks {
                    shaped.use_short();
                }
                troubles = self.attempt(&mut tree, top, size, &caps);
            }
            if !troubles.is_empty() {
                return Err(self.too_long(&tree, top, &troubles, &caps));
            }
            let (mut good, mut bad) = (0.0, 1.0);
            for _ in 0..SEARCH_STEPS {
                caps.t = f64::midpoint(good, bad);
                if self.attempt(&mut tree, top, size, &caps).is_empty() {
                    good = caps.t;
                } else {
                    bad = caps.t;
                }
            }
            caps.t = good;
            self.let_classes_grow(&mut tree, top, size, &mut caps);
            self.attempt(&mut tree, top, size, &caps);
        }
        let grouped = Caps { groups: self.group_sizes(&tree, top, &caps), ..caps.clone() };
        if self.attempt(&mut tree, top, size, &grouped).is_empty() {
            caps = grouped;
        } else {
            self.attempt(&mut tree, top, size, &caps);
        }
        Ok(self.collect(&tree, top, &nodes, &codes, &caps))
    }

    /// Gives every class the room that is left, those with the largest type first.
    fn let_classes_grow(
        &mut self,
        tree: &mut TaffyTree<Leaf>,
        top: NodeId,
        size: SheetSize,
        caps: &mut Caps,
    ) {
        let mut classes: Vec<(String, f64)> = Vec::new();
        for shaped in &self.blocks {
            let class = class_of(&shaped.spec);
            let largest = shaped.spec.fit.1.0;
            if shaped.spec.fit.0.0 < largest && !classes.iter().any(|(c, _)| *c == class) {
                classes.push((class, largest));
            }
        }
        classes.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let room = (!self.roomy.is_empty()).then(|| ROOM.to_string());
        for class in room.into_iter().chain(classes.into_iter().map(|(class, _)| class)) {
            let (mut good, mut bad) = (caps.t, 1.0);
            caps.classes.insert(class.clone(), bad);
            if self.attempt(tree, top, size, caps).is_empty() {
                continue;
            }
            for _ in 0..CLASS_STEPS {
                let middle = f64::midpoint(good, bad);
                caps.classes.insert(class.clone(), middle);
                if self.attempt(tree, top, size, caps).is_empty() {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            caps.classes.insert(class, good);
        }
    }

    /// Makes taffy nodes for an element and its children, in painting order.
    fn plant<'e>(
        &mut self,
        tree: &mut TaffyTree<Leaf>,
        element: &'e Element,
        nodes: &mut Vec<(NodeId, &'e Element)>,
        codes: &mut BTreeMap<usize, (QrMatrix, Mm)>,
    ) -> NodeId {
        let index = nodes.len();
        let leaf = match &element.content {
            Content::Text(spec) | Content::Corner(spec) => Some(Leaf::Text(self.shape(spec))),
            Content::Art(_) => Some(Leaf::Art),
            Content::Code(address) => QrMatrix::encode(address).map(|matrix| {
                let module =
                    matrix.module(self.code_rule.scan_distance, self.code_rule.pixels_per_mm);
                let side = module * (matrix.modules + 2 * QUIET_MODULES) as f64;
                codes.insert(index, (matrix, module));
                Leaf::Code(side.0 as f32)
            }),
            Content::None => None,
        };
        let id = match leaf {
            Some(leaf) => tree.new_leaf_with_context(element.style.clone(), leaf),
            None => tree.new_leaf(element.style.clone()),
        }
        .expect("taffy makes leaves of any style");
        nodes.push((id, element));
        self.roomy.extend(element.roomy.map(|range| (id, range)));
        let children: Vec<NodeId> =
            element.children.iter().map(|c| self.plant(tree, c, nodes, codes)).collect();
        tree.set_children(id, &children).expect("the node was just made");
        id
    }

    fn shape(&mut self, spec: &TextSpec) -> usize {
        let mut variants =
            vec![self.typesetter.shape(&spec.text, spec.weight, spec.spacing, spec.balanced)];
        if let Some(short) = &spec.short {
            variants.push(self.typesetter.shape(short, spec.weight, spec.spacing, spec.balanced));
        }
        self.blocks.push(ShapedText { spec: spec.clone(), variants, cache: BTreeMap::new() });
        self.blocks.len() - 1
    }

    fn compute(&mut self, tree: &mut TaffyTree<Leaf>, top: NodeId, size: SheetSize, caps: &Caps) {
        mark_dirty(tree, top);
        let space = Size {
            width: AvailableSpace::Definite(size.width.0 as f32),
            height: AvailableSpace::Definite(size.height.0 as f32),
        };
        let blocks = &mut self.blocks;
        let outcome = tree.compute_layout_with_measure(top, space, |inputs, _, leaf, style| {
            taffy::compute_leaf_layout(
                inputs,
                style,
                |_, _| 0.0,
                |known, available| match leaf {
                    Some(Leaf::Text(at)) => measure_text(&mut blocks[*at], caps, known, available),
                    Some(Leaf::Code(side)) => Size { width: *side, height: *side },
                    Some(Leaf::Art) | None => Size {
                        width: known.width.unwrap_or(0.0),
                        height: known.height.unwrap_or(0.0),
                    },
                },
            )
        });
        outcome.expect("the tree was made by plant and has no missing nodes");
    }

    /// Lays out with these caps; what does not fit.
    fn attempt(
        &mut self,
        tree: &mut TaffyTree<Leaf>,
        top: NodeId,
        size: SheetSize,
        caps: &Caps,
    ) -> Vec<Trouble> {
        let t = caps.classes.get(ROOM).copied().unwrap_or(caps.t);
        for (id, (min, max)) in &self.roomy {
            let mut style = tree.style(*id).expect("planted").clone();
            style.min_size.height =
                LengthPercentageAuto::length((min.0 + (max.0 - min.0) * t) as f32);
            set_style(tree, *id, style);
        }
        self.compute(tree, top, size, caps);
        let mut found = Vec::new();
        self.find_troubles(tree, top, caps, &mut found);
        found
    }

    fn find_troubles(
        &mut self,
        tree: &TaffyTree<Leaf>,
        id: NodeId,
        caps: &Caps,
        found: &mut Vec<Trouble>,
    ) {
        let layout = tree.layout(id).expect("laid out");
        let (w, h) = (f64::from(layout.size.width), f64::from(layout.size.height));
        if let Some(Leaf::Text(at)) = tree.get_node_context(id) {
            let shaped = &mut self.blocks[*at];
            let fitted = shaped.fitted(text_width(layout), caps.of(&shaped.spec));
            let height = fitted.lines as f64 * shaped.spec.leading * fitted.size.0;
            let inner = h - f64::from(layout.padding.top + layout.padding.bottom);
            if !fitted.good || height > inner + SLACK {
                found.push(Trouble {
                    text: Some(*at),
                    node: id,
                    over: Mm((height - inner).max(0.0)),
                });
            }
        }
        for child in tree.children(id).expect("laid out") {
            let c = tree.layout(child).expect("laid out");
            let (x, y) = (f64::from(c.location.x), f64::from(c.location.y));
            let right = x + f64::from(c.size.width) - w;
            let bottom = y + f64::from(c.size.height) - h;
            let style = tree.style(child).expect("laid out");
            let floats = style.position == taffy::prelude::Position::Absolute
                || f64::from(
                    c.margin.top.min(c.margin.left).min(c.margin.right).min(c.margin.bottom),
                ) < 0.0;
            if !floats && (right > SLACK || bottom > SLACK || x < -SLACK || y < -SLACK) {
                found.push(Trouble { text: None, node: child, over: Mm(right.max(bottom)) });
            }
            self.find_troubles(tree, child, caps, found);
        }
    }

    /// The texts to shorten: those that fit no box by themselves, else the longest of the box that
    /// runs over.
    fn too_long(
        &mut self,
        tree: &TaffyTree<Leaf>,
        top: NodeId,
        troubles: &[Trouble],
        caps: &Caps,
    ) -> Vec<TooLong> {
        let mut list: Vec<TooLong> = Vec::new();
        for trouble in troubles.iter().filter(|t| t.text.is_some()) {
            let Some(at) = trouble.text else { continue };
            let layout = tree.layout(trouble.node).expect("laid out");
            let width = text_width(layout);
            let spec = self.blocks[at].spec.clone();
            let fitted = self.blocks[at].fitted(width, caps.of(&spec));
            let per_line = (width.0 / fitted.size.0).floor().max(1.0) as usize;
            let room = per_line * spec.lines.min(fitted.lines);
            let excess = spec.text.chars().count().saturating_sub(room).max(1);
            list.push(TooLong { text: spec.text, source: spec.source, excess });
        }
        if list.is_empty() {
            // No text is at fault alone: the one that takes the most lines gives way first.
            let over = troubles.iter().map(|t| t.over.0).fold(0.0, f64::max);
            let mut texts = Vec::new();
            gather_texts(tree, top, &mut texts);
            texts.retain(|(at, _)| self.blocks[*at].spec.source.is_some());
            let longest = texts.into_iter().max_by_key(|(at, width)| {
                let shaped = &mut self.blocks[*at];
                let lines = shaped.fitted(*width, shaped.spec.fit.0).lines;
                (lines, shaped.spec.text.chars().count(), usize::MAX - at)
            });
            if let Some((at, width)) = longest {
                let spec = self.blocks[at].spec.clone();
                let per_line = (width.0 / spec.fit.0.0).floor().max(1.0);
                let lines = (over / (spec.fit.0.0 * spec.leading)).ceil().max(1.0);
                let excess = ((per_line * lines) as usize).min(spec.text.chars().count());
                list.push(TooLong { text: spec.text, source: spec.source, excess });
            }
        }
        list
    }

    /// The smallest size any member of each group has reached.
    fn group_sizes(
        &mut self,
        tree: &TaffyTree<Leaf>,
        top: NodeId,
        caps: &Caps,
    ) -> BTreeMap<String, f64> {
        let mut texts = Vec::new();
        gather_texts(tree, top, &mut texts);
        let mut sizes: BTreeMap<String, f64> = BTreeMap::new();
        for (at, width) in texts {
            let shaped = &mut self.blocks[at];
            let Some(group) = shaped.spec.group.clone() else { continue };
            let size = shaped.fitted(width, caps.of(&shaped.spec)).size.0;
            let least = sizes.entry(group).or_insert(size);
            *least = least.min(size);
        }
        sizes
    }

    fn collect<'e>(
        &mut self,
        tree: &TaffyTree<Leaf>,
        top: NodeId,
        nodes: &[(NodeId, &'e Element)],
        codes: &BTreeMap<usize, (QrMatrix, Mm)>,
        caps: &Caps,
    ) -> Vec<Placed<'e>> {
        let mut corners: Vec<(f64, f64)> = Vec::new();
        place(tree, top, (0.0, 0.0), &mut corners);
        let mut all = Vec::new();
        for (index, (id, element)) in nodes.iter().enumerate() {
            let layout = tree.layout(*id).expect("laid out");
            let (x, y) = corners[index];
            let rect =
                Rect { x, y, w: f64::from(layout.size.width), h: f64::from(layout.size.height) };
            let content = match tree.get_node_context(*id) {
                Some(Leaf::Text(at)) => {
                    let shaped = &mut self.blocks[*at];
                    let size = shaped.fitted(text_width(layout), caps.of(&shaped.spec)).size;
                    PlacedContent::Text { block: *at, size }
                }
                Some(Leaf::Code(_)) => {
                    let (matrix, module) = codes[&index].clone();
                    PlacedContent::Code(matrix, module)
                }
                Some(Leaf::Art) | None => PlacedContent::None,
            };
            all.push(Placed { element, rect, content });
        }
        all
    }
}

struct Trouble {
    text: Option<usize>,
    node: NodeId,
    over: Mm,
}

fn set_style(tree: &mut TaffyTree<Leaf>, id: NodeId, style: taffy::prelude::Style) {
    tree.set_style(id, style).expect("the node was just made");
}

fn mark_dirty(tree: &mut TaffyTree<Leaf>, id: NodeId) {
    let children = tree.children(id).expect("a node of this tree");
    if children.is_empty() {
        tree.mark_dirty(id).expect("a node of this tree");
    }
    for child in children {
        mark_dirty(tree, child);
    }
}

/// Width inside a text box's padding.
fn text_width(layout: &taffy::prelude::Layout) -> Mm {
    Mm(f64::from(layout.size.width - layout.padding.left - layout.padding.right))
}

fn gather_texts(tree: &TaffyTree<Leaf>, id: NodeId, found: &mut Vec<(usize, Mm)>) {
    if let Some(Leaf::Text(at)) = tree.get_node_context(id) {
        found.push((*at, text_width(tree.layout(id).expect("laid out"))));
    }
    for child in tree.children(id).expect("laid out") {
        gather_texts(tree, child, found);
    }
}

/// Absolute corners of all nodes, parents before children: the order of `plant`.
fn place(tree: &TaffyTree<Leaf>, id: NodeId, origin: (f64, f64), corners: &mut Vec<(f64, f64)>) {
    let layout = tree.layout(id).expect("laid out");
    let at = (origin.0 + f64::from(layout.location.x), origin.1 + f64::from(layout.location.y));
    corners.push(at);
    for child in tree.children(id).expect("laid out") {
        place(tree, child, at, corners);
    }
}

fn measure_text(
    shaped: &mut ShapedText,
    caps: &Caps,
    known: Size<Option<f32>>,
    available: Size<AvailableSpace>,
) -> Size<f32> {
    let cap = caps.of(&shaped.spec);
    let one_line =
        |shaped: &mut ShapedText, size: Mm| Mm(shaped.variants[0].width() * size.0 + 0.02);
    let width = match (known.width, available.width) {
        (Some(w), _) | (None, AvailableSpace::Definite(w)) => Mm(f64::from(w)),
        (None, AvailableSpace::MaxContent) => one_line(shaped, cap),
        (None, AvailableSpace::MinContent) => {
            let min = shaped.spec.fit.0;
            let whole = shaped.variants.iter_mut().map(Block::width).fold(f64::INFINITY, f64::min);
            let lines = shaped.spec.lines.min(6) as f64;
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
