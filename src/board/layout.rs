//! Boxes → places: taffy lays out the tree, parley measures the type, and the largest type that
//! fits everywhere is found.
//!
//! Start at [`Arranger::arrange`]. Every fitted text has a smallest and a largest size. One number
//! `t` in 0..=1 caps them all at `min + t·(max − min)`; the largest `t` at which nothing leaves its
//! box is searched (boxes with a range of heights, the pictures, follow the same number). Then
//! every class of text (those of one group, or of one range and weight) by itself, largest first,
//! is let grow into the room that is left, and the pictures, whose least height is what they are to have,
//! take the rest. Below its cap each text still shrinks to keep its number of lines, and texts of one
//! group get the smallest size among them. What happens where even `t = 0` does not fit: [`super::settling`].
//! Nothing is clipped.

use super::element::BoxContent;
use super::element::Element;
use super::element::TextSpec;
use super::fitting::Caps;
use super::fitting::ShapedText;
use super::fitting::measure_text;
use super::qr::QUIET_MODULES;
use super::qr::QrMatrix;
use super::shortage::TooLong;
use super::shortage::Trouble;
use super::text::Typesetter;
use super::tree::BoxLeaf;
use super::tree::gather_texts;
use super::tree::is_left_out;
use super::tree::place;
use super::tree::set_style;
use super::tree::text_width;
use crate::diag::FileId;
use crate::geometry::Rect;
use crate::theme::CodeFloor;
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
pub(super) const ROOM: &str = "room";

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

/// What code sizes depend on.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeRule {
    /// How small it may be.
    pub floor: CodeFloor,
    /// Pixels per millimetre of the coarsest raster.
    pub pixels_per_mm: f64,
}

/// How much of its boxes a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    /// Not even what cannot be spared.
    TooLittle,
    /// All but boxes that the template says can be spared.
    WhatMatters,
    /// All of them.
    Everything,
}

/// Lays out one sheet.
#[derive(Debug)]
pub(super) struct Arranger<'t> {
    /// Sets the type.
    pub typesetter: &'t mut Typesetter,
    code_rule: CodeRule,
    /// Shaped texts; [`PlacedContent::Text`] points here.
    pub blocks: Vec<ShapedText>,
    /// The boxes of the texts.
    texts: Vec<(NodeId, usize)>,
    /// Boxes with a range of heights.
    pub(super) roomy: Vec<(NodeId, (Mm, Mm))>,
    /// What can be spared.
    pub(super) spare: Vec<Spared>,
    /// The file whose texts are named first when something does not fit.
    pub home: Option<FileId>,
    /// Words of the boxes that were left out.
    pub left_out: Vec<String>,
}

/// A box that can be spared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spared {
    /// The box.
    pub id: NodeId,
    /// The highest number goes first.
    pub level: u8,
    /// See [`Element::is_missed`].
    pub is_missed: bool,
}

/// The boxes of a sheet as taffy knows them.
struct Planted<'e> {
    tree: TaffyTree<BoxLeaf>,
    top: NodeId,
    /// In painting order.
    nodes: Vec<(NodeId, &'e Element)>,
    /// Codes by index of their node.
    codes: BTreeMap<usize, (QrMatrix, Mm)>,
}

impl<'t> Arranger<'t> {
    /// An arranger that sets type with `typesetter`.
    pub(super) fn new(
        typesetter: &'t mut Typesetter,
        code_rule: CodeRule,
        home: Option<FileId>,
    ) -> Arranger<'t> {
        Arranger {
            typesetter,
            code_rule,
            blocks: Vec::new(),
            texts: Vec::new(),
            roomy: Vec::new(),
            spare: Vec::new(),
            home,
            left_out: Vec::new(),
        }
    }

    /// Places every box of `root` on a sheet of this size, in painting order.
    ///
    /// # Errors
    /// The texts to shorten, when even the smallest sizes do not fit; none when no single one would do.
    pub(super) fn arrange<'e>(
        &mut self,
        root: &'e Element,
        size: SheetSize,
    ) -> Result<Vec<Placed<'e>>, Vec<TooLong>> {
        let Planted { mut tree, top, nodes, codes } = self.plant_all(root, size);
        let settled = self.settle(&mut tree, top, size);
        let mut caps =
            settled.map_err(|troubles| self.too_long(&mut tree, top, size, &troubles))?;
        if caps.t < 1.0 {
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

    /// How much of `root` a sheet of this size holds with the smallest type.
    pub(super) fn holds(&mut self, root: &Element, size: SheetSize) -> Holds {
        let Planted { mut tree, top, .. } = self.plant_all(root, size);
        let (troubles, spared) = self.at_smallest(&mut tree, top, size);
        match (troubles.is_empty(), spared) {
            (true, false) => Holds::Everything,
            (true, true) => Holds::WhatMatters,
            (false, _) => Holds::TooLittle,
        }
    }

    /// Whether a sheet of this size holds `root` with the smallest type, and nothing that would be missed is left out.
    pub(super) fn misses_nothing(&mut self, root: &Element, size: SheetSize) -> bool {
        let Planted { mut tree, top, .. } = self.plant_all(root, size);
        let (troubles, spared) = self.at_smallest(&mut tree, top, size);
        if spared && troubles.is_empty() {
            self.bring_back(&mut tree, top, size, &Caps::default());
        }
        let missed = |spared: &Spared| spared.is_missed && is_left_out(&tree, spared.id);
        troubles.is_empty() && !self.spare.iter().any(missed)
    }

    /// How high what stands on a sheet of this width is with so much of the range of type: 1 the largest, 0 the smallest.
    pub(super) fn natural_height(&mut self, root: &Element, size: SheetSize, t: f64) -> Mm {
        let Planted { mut tree, top, .. } = self.plant_all(root, size);
        let mut style = root.style.clone();
        style.size =
            Size { width: Dimension::length(size.width.0 as f32), height: Dimension::auto() };
        set_style(&mut tree, top, style);
        self.attempt(&mut tree, top, size, &Caps { t, ..Caps::default() });
        Mm(f64::from(tree.layout(top).expect("laid out").size.height))
    }

    fn plant_all<'e>(&mut self, root: &'e Element, size: SheetSize) -> Planted<'e> {
        let mut tree: TaffyTree<BoxLeaf> = TaffyTree::new();
        tree.disable_rounding();
        let mut nodes: Vec<(NodeId, &'e Element)> = Vec::new();
        let mut codes: BTreeMap<usize, (QrMatrix, Mm)> = BTreeMap::new();
        let top = self.plant(&mut tree, root, &mut nodes, &mut codes);
        let mut style = root.style.clone();
        let side = |m: Mm| Dimension::length(m.0 as f32);
        style.size = Size { width: side(size.width), height: side(size.height) };
        set_style(&mut tree, top, style);
        Planted { tree, top, nodes, codes }
    }

    /// Makes taffy nodes for an element and its children, in painting order.
    fn plant<'e>(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        element: &'e Element,
        nodes: &mut Vec<(NodeId, &'e Element)>,
        codes: &mut BTreeMap<usize, (QrMatrix, Mm)>,
    ) -> NodeId {
        let index = nodes.len();
        let leaf = match &element.content {
            BoxContent::Text(spec) | BoxContent::Corner(spec) => {
                Some(BoxLeaf::Text(self.shape(spec)))
            }
            BoxContent::Art(_) | BoxContent::Comic(_) => Some(BoxLeaf::Art),
            BoxContent::Code(address) => QrMatrix::encode(address).map(|matrix| {
                let module = matrix.module(self.code_rule.floor, self.code_rule.pixels_per_mm);
                let side = module * (matrix.modules + 2 * QUIET_MODULES) as f64;
                codes.insert(index, (matrix, module));
                BoxLeaf::Code(side.0 as f32)
            }),
            BoxContent::None | BoxContent::Link(_) => None,
        };
        let text = if let Some(BoxLeaf::Text(at)) = leaf { Some(at) } else { None };
        let id = match leaf {
            Some(leaf) => tree.new_leaf_with_context(element.style.clone(), leaf),
            None => tree.new_leaf(element.style.clone()),
        }
        .expect("taffy makes leaves of any style");
        nodes.push((id, element));
        self.texts.extend(text.map(|at| (id, at)));
        self.roomy.extend(element.roomy.map(|range| (id, range)));
        let spared = |level| Spared { id, level, is_missed: element.is_missed() };
        self.spare.extend(element.spare.map(spared));
        let children: Vec<NodeId> =
            element.children.iter().map(|c| self.plant(tree, c, nodes, codes)).collect();
        tree.set_children(id, &children).expect("the node was just made");
        id
    }

    fn shape(&mut self, spec: &TextSpec) -> usize {
        self.blocks.push(ShapedText::new(spec, self.typesetter));
        self.blocks.len() - 1
    }

    fn compute(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
        caps: &Caps,
    ) {
        // What keeps its size keeps what taffy remembers of it.
        for (id, at) in &self.texts {
            if self.blocks[*at].is_stale(caps) {
                tree.mark_dirty(*id).expect("planted");
            }
        }
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
                    Some(BoxLeaf::Text(at)) => {
                        measure_text(&mut blocks[*at], caps, known, available)
                    }
                    Some(BoxLeaf::Code(side)) => Size { width: *side, height: *side },
                    Some(BoxLeaf::Art) | None => Size {
                        width: known.width.unwrap_or(0.0),
                        height: known.height.unwrap_or(0.0),
                    },
                },
            )
        });
        outcome.expect("the tree was made by plant and has no missing nodes");
    }

    /// Lays out with these caps; what does not fit.
    pub(super) fn attempt(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
        caps: &Caps,
    ) -> Vec<Trouble> {
        let t = caps.classes.get(ROOM).copied().unwrap_or(caps.t);
        for (id, (min, max)) in &self.roomy {
            let style = tree.style(*id).expect("planted");
            let height = LengthPercentageAuto::length((min.0 + (max.0 - min.0) * t) as f32);
            if style.min_size.height != height {
                let mut style = style.clone();
                style.min_size.height = height;
                set_style(tree, *id, style);
            }
        }
        self.compute(tree, top, size, caps);
        let mut found = Vec::new();
        self.find_troubles(tree, top, caps, &mut found);
        found
    }

    fn find_troubles(
        &mut self,
        tree: &TaffyTree<BoxLeaf>,
        id: NodeId,
        caps: &Caps,
        found: &mut Vec<Trouble>,
    ) {
        if is_left_out(tree, id) {
            return;
        }
        let layout = tree.layout(id).expect("laid out");
        let (w, h) = (f64::from(layout.size.width), f64::from(layout.size.height));
        if let Some(BoxLeaf::Text(at)) = tree.get_node_context(id) {
            let shaped = &mut self.blocks[*at];
            let fitted = shaped.fitted(text_width(layout), caps.of(shaped));
            let height = fitted.lines as f64 * shaped.spec.leading * fitted.size.0;
            let inner = h - f64::from(layout.padding.top + layout.padding.bottom);
            if !fitted.good || height > inner + SLACK {
                found.push(Trouble { text: Some(*at), node: id });
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
                found.push(Trouble { text: None, node: child });
            }
            self.find_troubles(tree, child, caps, found);
        }
    }

    /// The smallest size any member of each group has reached.
    fn group_sizes(
        &mut self,
        tree: &TaffyTree<BoxLeaf>,
        top: NodeId,
        caps: &Caps,
    ) -> BTreeMap<String, f64> {
        let mut texts = Vec::new();
        gather_texts(tree, top, &mut texts);
        let mut sizes: BTreeMap<String, f64> = BTreeMap::new();
        for (at, width) in texts {
            let shaped = &mut self.blocks[at];
            let Some(group) = shaped.spec.group.clone() else { continue };
            let size = shaped.fitted(width, caps.of(shaped)).size.0;
            let least = sizes.entry(group).or_insert(size);
            *least = least.min(size);
        }
        sizes
    }

    fn collect<'e>(
        &mut self,
        tree: &TaffyTree<BoxLeaf>,
        top: NodeId,
        nodes: &[(NodeId, &'e Element)],
        codes: &BTreeMap<usize, (QrMatrix, Mm)>,
        caps: &Caps,
    ) -> Vec<Placed<'e>> {
        let mut corners: Vec<Option<(f64, f64)>> = Vec::new();
        place(tree, top, Some((0.0, 0.0)), &mut corners);
        self.left_out.clear();
        let mut all = Vec::new();
        for (index, (id, element)) in nodes.iter().enumerate() {
            let layout = tree.layout(*id).expect("laid out");
            let Some((x, y)) = corners[index] else {
                if let Some(BoxLeaf::Text(at)) =
                    tree.get_node_context(*id).filter(|_| !element.extra)
                {
                    self.left_out.push(self.blocks[*at].spec.text.clone());
                }
                continue;
            };
            let rect =
                Rect { x, y, w: f64::from(layout.size.width), h: f64::from(layout.size.height) };
            let content = match tree.get_node_context(*id) {
                Some(BoxLeaf::Text(at)) => {
                    let shaped = &mut self.blocks[*at];
                    let size = shaped.fitted(text_width(layout), caps.of(shaped)).size;
                    PlacedContent::Text { block: *at, size }
                }
                Some(BoxLeaf::Code(_)) => {
                    let (matrix, module) = codes[&index].clone();
                    PlacedContent::Code(matrix, module)
                }
                Some(BoxLeaf::Art) | None => PlacedContent::None,
            };
            all.push(Placed { element, rect, content });
        }
        all
    }
}
