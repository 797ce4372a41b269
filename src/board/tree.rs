//! The boxes of a sheet as taffy keeps them: what a leaf holds, and walks over the tree.
//!
//! Start at [`BoxLeaf`]. Nothing is decided here: [`super::layout`] plants the tree and searches the sizes.

use crate::units::Mm;
use taffy::prelude::NodeId;
use taffy::prelude::TaffyTree;

/// What a box without children holds.
pub(super) enum BoxLeaf {
    /// Index of the shaped text.
    Text(usize),
    /// A code with its side, quiet zone included.
    Code(f32),
    /// A drawing.
    Art,
}

/// Whether a box and all that is in it are not shown.
pub(super) fn is_left_out(tree: &TaffyTree<BoxLeaf>, id: NodeId) -> bool {
    tree.style(id).expect("planted").display == taffy::Display::None
}

/// Gives a box another style.
pub(super) fn set_style(tree: &mut TaffyTree<BoxLeaf>, id: NodeId, style: taffy::prelude::Style) {
    tree.set_style(id, style).expect("the node was just made");
}

/// Shows a box (what can be spared is no grid), or leaves it and all that is in it out.
pub(super) fn show(tree: &mut TaffyTree<BoxLeaf>, id: NodeId, display: taffy::Display) {
    let style = taffy::prelude::Style { display, ..tree.style(id).expect("planted").clone() };
    set_style(tree, id, style);
}

/// Width inside a text box's padding.
pub(super) fn text_width(layout: &taffy::prelude::Layout) -> Mm {
    Mm(f64::from(layout.size.width - layout.padding.left - layout.padding.right))
}

/// Indices of the texts that are shown, and their widths.
pub(super) fn gather_texts(tree: &TaffyTree<BoxLeaf>, id: NodeId, found: &mut Vec<(usize, Mm)>) {
    if is_left_out(tree, id) {
        return;
    }
    if let Some(BoxLeaf::Text(at)) = tree.get_node_context(id) {
        found.push((*at, text_width(tree.layout(id).expect("laid out"))));
    }
    for child in tree.children(id).expect("laid out") {
        gather_texts(tree, child, found);
    }
}

/// Absolute corners of all nodes, parents before children: the order of `plant`. `None` for what is
/// left out.
pub(super) fn place(
    tree: &TaffyTree<BoxLeaf>,
    id: NodeId,
    origin: Option<(f64, f64)>,
    corners: &mut Vec<Option<(f64, f64)>>,
) {
    let layout = tree.layout(id).expect("laid out");
    let at = origin
        .filter(|_| !is_left_out(tree, id))
        .map(|(x, y)| (x + f64::from(layout.location.x), y + f64::from(layout.location.y)));
    corners.push(at);
    for child in tree.children(id).expect("laid out") {
        place(tree, child, at, corners);
    }
}
