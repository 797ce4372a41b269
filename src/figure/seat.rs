//! What people sit in and lean on: chair, wheelchair, crutches.
//!
//! Start at [`chair`].
//!
//! Units: u; the ground between the feet is 0,0, the figure faces right.

use super::limb::Xy;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::capsule;
use super::pen::circle;
use super::pen::rounded;

/// Where somebody who pushes takes hold of a wheelchair.
pub(crate) const PUSH_HANDLE: Xy = (-84.0, -196.0);

/// A wooden chair whose seat is under a sitting figure.
pub(crate) fn chair(palette: &InkNames, weight: f64) -> Vec<InkedShape> {
    let mut pen = Pen::new(palette, weight);
    pen.path(&rounded(-58.0, -214.0, 14.0, 212.0, 5.0), "wood-dark", 1.0);
    pen.path(&rounded(44.0, -84.0, 12.0, 82.0, 4.0), "wood-dark", 1.0);
    pen.path(&rounded(-62.0, -206.0, 22.0, 34.0, 6.0), "wood-light", 1.0);
    pen.path(&rounded(-62.0, -94.0, 128.0, 16.0, 6.0), "wood", 1.0);
    pen.shapes
}

/// A wheelchair: what is behind the person, and the wheel before.
pub(crate) fn wheelchair(palette: &InkNames, weight: f64) -> (Vec<InkedShape>, Vec<InkedShape>) {
    let mut back = Pen::new(palette, weight);
    let (hx, hy) = PUSH_HANDLE;
    back.path(&capsule((hx + 26.0, -96.0), (hx + 22.0, hy + 6.0), 9.0), "line", 0.0);
    back.path(&capsule((hx + 22.0, hy + 4.0), (hx - 4.0, hy), 12.0), "graphite", 1.0);
    back.path(&rounded(-66.0, -186.0, 16.0, 96.0, 8.0), "teal", 1.0);
    back.path(&rounded(-64.0, -98.0, 126.0, 18.0, 8.0), "teal", 1.0);
    back.path(&capsule((58.0, -84.0), (74.0, -16.0), 7.0), "line", 0.0);
    back.path(&capsule((68.0, -8.0), (108.0, -8.0), 9.0), "graphite", 1.0);
    back.path(&circle(46.0, -17.0, 15.0), "white", 2.2);
    let mut front = Pen::new(palette, weight);
    front.path(&capsule((-44.0, -132.0), (34.0, -132.0), 11.0), "graphite", 1.0);
    front.path(&capsule((34.0, -128.0), (34.0, -92.0), 7.0), "line", 0.0);
    let (x, y, r) = (-22.0, -60.0, 56.0);
    front.stroke(&circle(x, y, r), "line", 4.6);
    front.stroke(&circle(x, y, r), "steel", 2.2);
    for (dx, dy) in [(0.0, 1.0), (0.87, 0.5), (0.87, -0.5)] {
        let spoke = r - 6.0;
        front.stroke(
            &format!(
                "M{},{} L{},{}",
                x - dx * spoke,
                y - dy * spoke,
                x + dx * spoke,
                y + dy * spoke
            ),
            "steel",
            0.8,
        );
    }
    front.path(&circle(x, y, 11.0), "mist", 1.0);
    (back.shapes, front.shapes)
}

/// A crutch from under the arm over the hand to the ground.
pub(crate) fn crutch(hand: Xy, foot_x: f64, palette: &InkNames, weight: f64) -> Vec<InkedShape> {
    let mut pen = Pen::new(palette, weight);
    let top = (hand.0 + (hand.0 - foot_x) * 0.5, hand.1 - 74.0);
    pen.path(&capsule((top.0, top.1), (foot_x, -6.0), 9.0), "wood", 1.0);
    pen.path(&capsule((top.0 - 15.0, top.1), (top.0 + 15.0, top.1 - 2.0), 13.0), "wood-dark", 1.0);
    pen.path(&capsule((hand.0 - 12.0, hand.1), (hand.0 + 14.0, hand.1), 8.0), "wood-dark", 1.0);
    pen.path(&capsule((foot_x - 2.0, -4.0), (foot_x + 2.0, -4.0), 13.0), "graphite", 1.0);
    pen.shapes
}
