//! Boxes → places: taffy lays out the tree, parley measures the type, and the largest type that
//! fits everywhere is found.
//!
//! Start at [`Arranger::arrange`]. Every fitted text has a smallest and a largest size. One number
//! `t` in 0..=1 caps them all at `min + t·(max − min)`; the largest `t` at which nothing leaves its
//! box is searched (boxes with a range of heights, the pictures, follow the same number). Then
//! every class of text (those of one group, or of one range and weight) by itself, largest first,
//! is let grow into the room that is left, and the pictures, whose least height is what they are to have, take the rest. Below its cap each text still
//! shrinks to keep its number of lines, and texts of one group get the smallest size among them. If
//! even `t = 0` does not fit, all is tried again with the short form of every text that has one, then
//! without the boxes that the template says can be spared; if that does not fit either, the texts to
//! shorten are named ([`super::shortage`]). Nothing is clipped.

use super::element::BoxContent;
use super::element::Element;
use super::element::TextSpec;
use super::fitting::Caps;
use super::fitting::ShapedText;
use super::fitting::measure_text;
use super::qr::QUIET_MODULES;
use super::qr::QrMatrix;
use super::shortage::Shortage;
use super::shortage::TooLong;
use super::shortage::Trouble;
use super::shortage::one_culprit;
use super::text::Typesetter;
use super::tree::BoxLeaf;
use super::tree::gather_texts;
use super::tree::is_left_out;
use super::tree::mark_dirty;
use super::tree::place;
use super::tree::set_style;
use super::tree::show;
use super::tree::text_width;
use crate::diag::FileId;
use crate::diag::Span;
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

/// What code sizes depend on.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeRule {
    /// How small it may be.
    pub floor: CodeFloor,
    /// Pixels per millimetre of the coarsest raster.
    pub pixels_per_mm: f64,
}

/// What may be left out of a sheet that is too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// Boxes that the template says can be spared.
    Spare,
    /// None of them.
    Nothing,
}

/// Lays out one sheet.
#[derive(Debug)]
pub(super) struct Arranger<'t> {
    /// Sets the type.
    pub typesetter: &'t mut Typesetter,
    code_rule: CodeRule,
    /// Shaped texts; [`PlacedContent::Text`] points here.
    pub blocks: Vec<ShapedText>,
    roomy: Vec<(NodeId, (Mm, Mm))>,
    spare: Vec<(NodeId, u8)>,
    /// The file whose texts are named first when something does not fit.
    pub home: Option<FileId>,
    /// Words of the boxes that were left out.
    pub left_out: Vec<String>,
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
        let mut caps = self.settle(&mut tree, top, size)?;
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

    /// Whether the boxes of `root` can be placed on a sheet of this size.
    pub(super) fn fits(&mut self, root: &Element, size: SheetSize, may: LeftOut) -> bool {
        let Planted { mut tree, top, .. } = self.plant_all(root, size);
        if may == LeftOut::Nothing {
            self.spare.clear();
        }
        self.settle(&mut tree, top, size).is_ok()
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

    /// All at the largest, else all at the smallest sizes; if need be with the short form of every
    /// text that has one, and then without the boxes that can be spared, the least needed first.
    fn settle(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
    ) -> Result<Caps, Vec<TooLong>> {
        let mut caps = Caps { t: 1.0, ..Caps::default() };
        if self.attempt(tree, top, size, &caps).is_empty() {
            return Ok(caps);
        }
        caps.t = 0.0;
        let mut troubles = self.attempt(tree, top, size, &caps);
        if !troubles.is_empty() {
            for shaped in &mut self.blocks {
                shaped.use_short();
            }
            troubles = self.attempt(tree, top, size, &caps);
        }
        let mut levels: Vec<u8> = self.spare.iter().map(|(_, level)| *level).collect();
        levels.sort_unstable();
        levels.dedup();
        while let (false, Some(level)) = (troubles.is_empty(), levels.pop()) {
            self.leave_out(tree, level);
            troubles = self.attempt(tree, top, size, &caps);
        }
        if troubles.is_empty() {
            self.bring_back(tree, top, size, &caps);
            return Ok(caps);
        }
        let (blocks, home) = (&mut self.blocks, self.home);
        let mut shortage = Shortage { blocks, home, tree, caps: &caps };
        let at_fault = shortage.at_fault(&troubles);
        if !at_fault.is_empty() {
            return Err(at_fault);
        }
        let texts = self.blocks.iter().map(|b| &b.spec);
        let texts = texts.filter_map(|spec| Some((spec.source?, spec.text.clone())));
        let texts: BTreeMap<Span, String> = texts.rev().collect();
        let would_fit = |source: Span, share: f64| {
            let of_it = |b: &&mut ShapedText| b.spec.source == Some(source);
            self.blocks.iter_mut().filter(of_it).for_each(|b| b.count_only(share));
            let fits = self.attempt(tree, top, size, &caps).is_empty();
            self.blocks.iter_mut().filter(of_it).for_each(|b| b.count_only(1.0));
            fits
        };
        Err(one_culprit(&texts, home, would_fit).into_iter().collect())
    }

    fn leave_out(&mut self, tree: &mut TaffyTree<BoxLeaf>, level: u8) {
        for (id, _) in self.spare.iter().filter(|(_, l)| *l == level) {
            show(tree, *id, taffy::Display::None);
        }
    }

    /// A level may hold more than what was in the way: of what was left out, the most needed first, everything comes
    /// back for which there is room after all.
    fn bring_back(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
        caps: &Caps,
    ) {
        let mut hidden: Vec<(NodeId, u8)> =
            self.spare.iter().copied().filter(|(id, _)| is_left_out(tree, *id)).collect();
        hidden.sort_by_key(|(_, level)| *level);
        for (id, _) in hidden {
            show(tree, id, taffy::Display::Flex);
            if !self.attempt(tree, top, size, caps).is_empty() {
                show(tree, id, taffy::Display::None);
            }
        }
        self.attempt(tree, top, size, caps);
    }

    /// Gives every class the room that is left, those with the largest type first, then pictures.
    fn let_classes_grow(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
        top: NodeId,
        size: SheetSize,
        caps: &mut Caps,
    ) {
        let mut classes: Vec<(String, f64)> = Vec::new();
        for shaped in &self.blocks {
            let class = shaped.class.clone();
            let largest = shaped.spec.fit.1.0;
            if shaped.spec.fit.0.0 < largest && !classes.iter().any(|(c, _)| *c == class) {
                classes.push((class, largest));
            }
        }
        classes.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let room = (!self.roomy.is_empty()).then(|| ROOM.to_string());
        for class in classes.into_iter().map(|(class, _)| class).chain(room) {
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
            BoxContent::None => None,
        };
        let id = match leaf {
            Some(leaf) => tree.new_leaf_with_context(element.style.clone(), leaf),
            None => tree.new_leaf(element.style.clone()),
        }
        .expect("taffy makes leaves of any style");
        nodes.push((id, element));
        self.roomy.extend(element.roomy.map(|range| (id, range)));
        self.spare.extend(element.spare.map(|level| (id, level)));
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
    fn attempt(
        &mut self,
        tree: &mut TaffyTree<BoxLeaf>,
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
