//! A staged picture as plain data: shapes, words, and where everything is.
//!
//! Start at [`Scene`]. Units: the picture's own (millimetres on a board).

use crate::diag::Span;
use crate::figure::InkedShape;
use crate::geometry::Rect;
use kurbo::Affine;

/// A line of words in a picture: its middle and baseline box.
#[derive(Debug, Clone)]
pub struct Lettering {
    /// The words.
    pub text: String,
    /// Middle of the line.
    pub middle: (f64, f64),
    /// Type size.
    pub size: f64,
    /// The line of the content they came from.
    pub source: Span,
    /// Lines of one bubble share a number.
    pub block: usize,
}

/// A staged picture: 0,0 is its upper left corner.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// In painting order.
    pub shapes: Vec<InkedShape>,
    /// Bubbles are the shapes from here on.
    pub first_bubble: usize,
    /// Words to be set over the shapes.
    pub letterings: Vec<Lettering>,
    /// Words for which the picture is too small.
    pub left_out: Vec<String>,
    /// Things that found no place.
    pub unplaced: Vec<String>,
    /// Who points, as the picture says, and has no room to: `书记 指`.
    pub cramped: Vec<String>,
    /// How many things are in a ring.
    pub rings: usize,
    /// Seen over a shoulder or close up, as its shot says; not everybody from the front.
    pub unusual: bool,
    /// Where everything is, for the judge.
    pub marks: Marks,
}

impl Scene {
    /// The radius of the largest head; 0 without people.
    #[must_use]
    pub fn largest_head(&self) -> f64 {
        self.marks.heads.iter().map(|(_, r)| *r).fold(0.0, f64::max)
    }

    /// The whole picture of this width turned round, left for right.
    #[must_use]
    pub(super) fn turned(self, width: f64) -> Scene {
        let map = Affine::new([-1.0, 0.0, 0.0, 1.0, width, 0.0]);
        let point = |(x, y): (f64, f64)| (width - x, y);
        let rect = |r: &Rect| Rect { x: width - r.x - r.w, ..*r };
        let disc = |(at, radius): &((f64, f64), f64)| (point(*at), *radius);
        let m = self.marks;
        // Lines of a bubble are not quite in its middle: a mark at their end hangs out.
        let bubble = |(x, y): (f64, f64)| {
            let holds = |b: &&Rect| (b.x..b.x + b.w).contains(&x) && (b.y..b.y + b.h).contains(&y);
            m.bubbles.iter().find(holds).map_or(x, |b| b.x + b.w / 2.0)
        };
        let letter = |l: Lettering| {
            let (x, y) = l.middle;
            Lettering { middle: (width - 2.0 * bubble(l.middle) + x, y), ..l }
        };
        let letterings = self.letterings.into_iter().map(letter).collect();
        let near = |f: Foreground| Foreground {
            head: disc(&f.head),
            body: rect(&f.body),
            held: f.held.as_ref().map(rect),
            arm: f.arm.as_ref().map(rect),
        };
        let reach = |r: Reach| Reach { line: r.line.map(point), ..r };
        let marks = Marks {
            heads: m.heads.iter().map(disc).collect(),
            bubbles: m.bubbles.iter().map(rect).collect(),
            things: m.things.iter().map(rect).collect(),
            held: m.held.iter().map(|(who, r, own)| (*who, rect(r), *own)).collect(),
            arms: m.arms.into_iter().map(reach).collect(),
            signs: m.signs.iter().map(rect).collect(),
            near: m.near.iter().map(rect).collect(),
            bodies: m.bodies.iter().map(rect).collect(),
            foreground: m.foreground.map(near),
            ..m
        };
        Scene {
            shapes: self.shapes.iter().map(|shape| shape.mapped(&map)).collect(),
            letterings,
            marks,
            ..self
        }
    }
}

/// How a picture is to be staged.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Width and height.
    pub size: (f64, f64),
    /// Weight of lines.
    pub weight: f64,
    /// Smallest type.
    pub smallest_type: f64,
    /// Heads are no larger than this (the radius of the disc that holds one with its hair), so that the
    /// pictures of one board have one scale.
    pub largest_head: f64,
    /// Whether a thing that is a sign may be put in a ring.
    pub rings: bool,
    /// Which of its drawings a place is seen in, and from where a form close up, counted round: the pictures of one
    /// matter keep to one.
    pub variant: usize,
    /// The picture is turned round when it is done ([`Scene::turned`]): whatever carries words is drawn the other
    /// way round, so that they can be read then.
    pub turned: bool,
}

impl Setting {
    /// A picture of its own: heads as large as may be, things in rings, places in their usual drawing.
    #[must_use]
    pub fn new(size: (f64, f64), weight: f64, smallest_type: f64) -> Setting {
        let largest_head = f64::INFINITY;
        Setting {
            size,
            weight,
            smallest_type,
            largest_head,
            rings: true,
            variant: 0,
            turned: false,
        }
    }
}

/// An arm of somebody: shoulder, elbow, and where the hand holds.
#[derive(Debug, Clone)]
pub struct Reach {
    /// Whose, as a number in the list of heads.
    pub who: usize,
    /// From the shoulder to the tip of the hand.
    pub line: [(f64, f64); 3],
    /// Half as wide as the arm.
    pub half: f64,
}

/// Somebody near the reader, seen from behind.
#[derive(Debug, Clone)]
pub struct Foreground {
    /// Centre and radius of the head.
    pub head: ((f64, f64), f64),
    /// Box of the body.
    pub body: Rect,
    /// Box of what they hold, and of the arm that holds it.
    pub held: Option<Rect>,
    pub arm: Option<Rect>,
}

/// Where everything of a picture is, in its own unit.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Centre and radius of every head.
    pub heads: Vec<((f64, f64), f64)>,
    /// Boxes of the bubbles.
    pub bubbles: Vec<Rect>,
    /// Boxes of things in hands, and of those that stand about.
    pub things: Vec<Rect>,
    /// Of those in hands, whose they are, as a number in the list of heads; whether they may touch their own
    /// head, as a telephone does.
    pub held: Vec<(usize, Rect, bool)>,
    /// Arms.
    pub arms: Vec<Reach>,
    /// Boxes of the words on signs that are not left out.
    pub signs: Vec<Rect>,
    /// How many signs are left out, for something covers them.
    pub hidden_signs: usize,
    /// Boxes of pieces of the place nearer than everybody.
    pub near: Vec<Rect>,
    /// Boxes of bodies before the signs, in the order of the heads.
    pub bodies: Vec<Rect>,
    /// Somebody before everybody else.
    pub foreground: Option<Foreground>,
    /// Below this a crowd hides what the place shows.
    pub crowd: Option<f64>,
    /// Who is painted later lies over who is painted before, in the order of the heads.
    pub painted: Vec<usize>,
    /// Lines of every bubble.
    pub lines: Vec<usize>,
    /// How far meeting hands are from where they should be, in u.
    pub misses: Vec<f64>,
}
