//! Lines with arrows between boxes: how a flow runs, how a return goes back.
//!
//! Start at [`route`]. A template names boxes (`node`) and writes `<link from="a" to="b"/>`. A link without a side is
//! straight: down to the next box, or across to the one beside. One with a `side` leaves its box there, runs along a
//! lane beyond all boxes and enters the other box from that side; where something stands in the way, through the gap
//! above it. Lanes: shorter links run inside longer ones, so links that lie one within the other never cross; links to
//! the same box share a lane. Two that only overlap on one side cross there and nowhere else
//! ([`crate::view`] puts such ones on two sides).

use super::draw::Painter;
use super::element::BoxContent;
use super::element::Element;
use super::element::LinkSpec;
use super::element::Side;
use super::layout::Placed;
use super::values::MarkupError;
use crate::frame::Stroke;
use crate::geometry;
use crate::geometry::Rect;
use kurbo::BezPath;

/// The corners of a link, from its beginning to the tip of its arrow; `None` when a box of it is not shown, or when
/// there is no straight way between them.
pub(super) type Route = Option<Vec<(f64, f64)>>;

/// Draws the links of a sheet between its boxes.
pub(super) fn draw(placed: &[Placed<'_>], painter: &mut Painter<'_>) {
    let nodes: Vec<(&str, Rect)> =
        placed.iter().filter_map(|p| Some((p.element.node.as_deref()?, p.rect))).collect();
    let drawn: Vec<(&Element, &LinkSpec)> = placed
        .iter()
        .filter_map(|p| match &p.element.content {
            BoxContent::Link(link) => Some((p.element, link)),
            _ => None,
        })
        .collect();
    let links: Vec<&LinkSpec> = drawn.iter().map(|(_, link)| *link).collect();
    let boxes: Vec<Rect> = nodes.iter().map(|(_, rect)| *rect).collect();
    for ((element, link), line) in drawn.iter().zip(route(&nodes, &links)) {
        let ends = [&link.from, &link.to].map(|name| nodes.iter().any(|(n, _)| n == name));
        // What was left out has no lines; what stands there must have its own.
        let Some(line) = line.filter(|line| !runs_through(line, &boxes)) else {
            if ends == [true, true] {
                let why = format!("从「{}」到「{}」的线没有地方走", link.from, link.to);
                let help = "给框之间留出空，或在 link 上写 side=\"right\"，让线从旁边走";
                painter.problems.push((why, help, element.mark.clone()));
            }
            continue;
        };
        let Some(ink) = element.paint.stroke else { continue };
        let width = element.paint.stroke_width.unwrap_or(painter.line());
        let (shaft, head) = arrow(&line, width.0);
        painter.shape(shaft, None, Some(Stroke { ink, width }), None);
        painter.shape(head, Some(ink), None, None);
    }
}

/// A name that two boxes have, or a link to a box that is nowhere. A sheet that continues has links to boxes of its
/// other pages.
pub(super) fn wrong_names(root: &Element) -> Option<MarkupError> {
    let mut all = vec![root];
    let mut at = 0;
    while let Some(element) = all.get(at) {
        all.extend(&element.children);
        at += 1;
    }
    let error = |element: &Element, message: String, help: &str| MarkupError {
        message,
        help: help.into(),
        mark: element.mark.clone(),
        attribute: None,
    };
    let mut names: Vec<&str> = Vec::new();
    for element in &all {
        let Some(name) = element.node.as_deref() else { continue };
        if names.contains(&name) {
            let what = format!("有两个框都叫「{name}」");
            return Some(error(element, what, "换一个 node 名字，线才知道连哪一个"));
        }
        names.push(name);
    }
    let continues = root.units > 1;
    all.iter().filter(|_| !continues).find_map(|element| {
        let BoxContent::Link(link) = &element.content else { return None };
        let lost =
            [&link.from, &link.to].into_iter().find(|name| !names.contains(&name.as_str()))?;
        let help = "给要连的框写上 node，或改线的 from、to";
        Some(error(element, format!("线连的「{lost}」，没有哪个框叫这个"), help))
    })
}

/// A line and the head of its arrow.
fn arrow(line: &[(f64, f64)], width: f64) -> (BezPath, BezPath) {
    let (length, half) = (width * 4.2, width * 2.1);
    let [.., (px, py), (x, y)] = *line else { return (BezPath::new(), BezPath::new()) };
    let run = (x - px).abs() + (y - py).abs();
    let (dx, dy) = ((x - px) / run.max(0.01), (y - py) / run.max(0.01));
    let base = (x - dx * length, y - dy * length);
    let mut shaft = BezPath::new();
    shaft.move_to(line[0]);
    line[1..line.len() - 1].iter().for_each(|corner| shaft.line_to(*corner));
    shaft.line_to((x - dx * length * 0.8, y - dy * length * 0.8));
    let head = geometry::polygon(&[
        (x, y),
        (base.0 - dy * half, base.1 + dx * half),
        (base.0 + dy * half, base.1 - dx * half),
    ]);
    (shaft, head)
}

/// The links of a flow between its boxes, each as the line that is drawn.
#[must_use]
pub(super) fn route(nodes: &[(&str, Rect)], links: &[&LinkSpec]) -> Vec<Route> {
    let find = |name: &str| nodes.iter().find(|(n, _)| *n == name).map(|(_, rect)| *rect);
    let boxes: Vec<Rect> = nodes.iter().map(|(_, rect)| *rect).collect();
    let lanes = lanes(&find, links);
    let one = |(link, lane): (&&LinkSpec, usize)| {
        let (a, b) = (find(&link.from)?, find(&link.to)?);
        match link.side {
            None => straight(&a, &b),
            Some(side) => Some(around(&a, &b, (side, lane, link.gap), &boxes)),
        }
    };
    links.iter().zip(lanes).map(one).collect()
}

/// The number of the lane of every link, 0 nearest to the boxes.
fn lanes(find: &impl Fn(&str) -> Option<Rect>, links: &[&LinkSpec]) -> Vec<usize> {
    let span = |link: &LinkSpec| -> Option<(f64, f64)> {
        let (a, b) = (middle(&find(&link.from)?), middle(&find(&link.to)?));
        Some((a.min(b), a.max(b)))
    };
    let mut order: Vec<usize> = (0..links.len()).filter(|i| links[*i].side.is_some()).collect();
    let length = |i: &usize| span(links[*i]).map_or(0.0, |(top, foot)| foot - top);
    order.sort_by(|a, b| length(a).total_cmp(&length(b)).then(a.cmp(b)));
    let mut lanes = vec![0; links.len()];
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for at in order {
        let Some((top, foot)) = span(links[at]) else { continue };
        let meets = |other: usize| {
            let same = links[other].side == links[at].side && links[other].to != links[at].to;
            same && span(links[other]).is_some_and(|(t, f)| t < foot && top < f)
        };
        // Outside everything that it reaches around, never between two of them.
        let beyond = taken.iter().filter(|(other, _)| meets(*other)).map(|(_, lane)| lane + 1);
        lanes[at] = beyond.max().unwrap_or(0);
        taken.push((at, lanes[at]));
    }
    lanes
}

fn middle(rect: &Rect) -> f64 {
    rect.y + rect.h / 2.0
}

/// Down, up or across, where the two boxes face each other.
fn straight(a: &Rect, b: &Rect) -> Route {
    let within = |at: f64, low: f64, size: f64| at > low && at < low + size;
    let (ax, bx) = (a.x + a.w / 2.0, b.x + b.w / 2.0);
    // The middle of the narrower one, where it lies in the other.
    let middles = if a.w < b.w { [ax, bx] } else { [bx, ax] };
    let x = middles.into_iter().find(|x| within(*x, a.x, a.w) && within(*x, b.x, b.w));
    if let Some(x) = x.filter(|_| a.y + a.h <= b.y) {
        return Some(vec![(x, a.y + a.h), (x, b.y)]);
    }
    if let Some(x) = x.filter(|_| b.y + b.h <= a.y) {
        return Some(vec![(x, a.y), (x, b.y + b.h)]);
    }
    let (ay, by) = (middle(a), middle(b));
    let y = if within(ay, b.y, b.h) { Some(ay) } else { Some(by).filter(|y| within(*y, a.y, a.h)) };
    let y = y?;
    if a.x + a.w <= b.x {
        Some(vec![(a.x + a.w, y), (b.x, y)])
    } else {
        Some(vec![(a.x, y), (b.x + b.w, y)])
    }
}

/// Out on one side, along a lane, and in on the same side; through the gap above the box where that side is not free.
fn around(
    a: &Rect,
    b: &Rect,
    (side, lane, gap): (Side, usize, f64),
    boxes: &[Rect],
) -> Vec<(f64, f64)> {
    let (top, foot) = (a.y.min(b.y), (a.y + a.h).max(b.y + b.h));
    let passed = boxes.iter().filter(|r| r.y < foot && r.y + r.h > top);
    let out = gap * (lane + 1) as f64;
    let x = match side {
        Side::Right => passed.map(|r| r.x + r.w).fold(f64::MIN, f64::max) + out,
        Side::Left => passed.map(|r| r.x).fold(f64::MAX, f64::min) - out,
    };
    let edge = |r: &Rect| if side == Side::Right { r.x + r.w } else { r.x };
    let (y0, y1) = (middle(a), middle(b));
    let begin = [(edge(a), y0), (x, y0)];
    let free = |y: f64, to: f64| {
        let way = Rect { x: to.min(x), y: y - 0.01, w: (x - to).abs(), h: 0.02 };
        !boxes.iter().any(|r| r != b && r.overlaps(&way, 0.0))
    };
    if free(y1, edge(b)) {
        return [&begin[..], &[(x, y1), (edge(b), y1)]].concat();
    }
    // What stands beside the box may reach higher than it does.
    let beside = boxes.iter().filter(|r| r.y < b.y + b.h && r.y + r.h > b.y);
    let roof = beside.map(|r| r.y).fold(b.y, f64::min);
    let above = boxes.iter().map(|r| r.y + r.h).filter(|foot| *foot <= roof + 0.01);
    let y = f64::midpoint(above.fold(roof - gap * 2.0, f64::max), roof);
    let into = b.x + b.w / 2.0;
    [&begin[..], &[(x, y), (into, y), (into, b.y)]].concat()
}

/// Whether a line runs through a box that it neither leaves nor enters.
#[must_use]
pub(super) fn runs_through(line: &[(f64, f64)], boxes: &[Rect]) -> bool {
    line.windows(2).any(|pair| {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
        let way = Rect { x: x0.min(x1), y: y0.min(y1), w: (x1 - x0).abs(), h: (y1 - y0).abs() };
        // A line is as thin as nothing; touching is no running through.
        let thick = Rect { x: way.x - 0.05, y: way.y - 0.05, w: way.w + 0.1, h: way.h + 0.1 };
        boxes.iter().any(|r| r.inset(0.1).overlaps(&thick, 0.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: &str, to: &str, side: Option<Side>) -> LinkSpec {
        LinkSpec { from: from.into(), to: to.into(), side, gap: 6.0 }
    }

    /// A spine of boxes, 60 wide at x 100, 20 high, 12 apart, with boxes beside some of them.
    fn flow(steps: usize, beside: &[usize]) -> Vec<(String, Rect)> {
        let y = |i: usize| 32.0 * i as f64;
        let spine =
            (0..steps).map(|i| (format!("s{i}"), Rect { x: 100.0, y: y(i), w: 60.0, h: 20.0 }));
        let side =
            beside.iter().map(|i| (format!("b{i}"), Rect { x: 180.0, y: y(*i), w: 50.0, h: 20.0 }));
        spine.chain(side).collect()
    }

    fn routed(nodes: &[(String, Rect)], links: &[LinkSpec]) -> Vec<Route> {
        let nodes: Vec<(&str, Rect)> = nodes.iter().map(|(n, r)| (n.as_str(), *r)).collect();
        route(&nodes, &links.iter().collect::<Vec<_>>())
    }

    /// Proper crossings of two lines: both run on behind the point.
    fn crosses(one: &[(f64, f64)], other: &[(f64, f64)]) -> bool {
        let inside = |v: f64, a: f64, b: f64| v > a.min(b) + 1e-6 && v < a.max(b) - 1e-6;
        one.windows(2).any(|p| {
            other.windows(2).any(|q| {
                let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
                let (p, q) = if same(p[0].0, p[1].0) { (p, q) } else { (q, p) };
                // p upright, q level
                same(p[0].0, p[1].0)
                    && same(q[0].1, q[1].1)
                    && inside(p[0].0, q[0].0, q[1].0)
                    && inside(q[0].1, p[0].1, p[1].1)
            })
        })
    }

    #[test]
    fn the_next_box_is_reached_straight() {
        let nodes = flow(3, &[1]);
        let lines = routed(&nodes, &[link("s0", "s1", None), link("s1", "b1", None)]);
        assert_eq!(lines[0], Some(vec![(130.0, 20.0), (130.0, 32.0)]));
        assert_eq!(lines[1], Some(vec![(160.0, 42.0), (180.0, 42.0)]));
    }

    #[test]
    fn what_is_not_shown_has_no_line() {
        assert_eq!(routed(&flow(2, &[]), &[link("s0", "s9", None)]), [None]);
    }

    /// Three to twenty steps, any decisions with a return: no line runs through a box, and only those cross that
    /// overlap without one lying in the other.
    #[test]
    fn returns_keep_clear() {
        let mut state = 7_u64;
        let mut draw = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % below
        };
        for round in 0..2000 {
            let steps = 3 + round % 18;
            let mut returns: Vec<(usize, usize)> = Vec::new();
            for _ in 0..draw(8) {
                let (from, to) = (draw(steps), draw(steps));
                // A decision has its answer beside it, and nobody goes back to a decision.
                let is_free = |(f, t): &(usize, usize)| *f != from && *t != from && *f != to;
                if to < from && returns.iter().all(is_free) {
                    returns.push((from, to));
                }
            }
            judge_returns(steps, &returns);
        }
    }

    fn judge_returns(steps: usize, returns: &[(usize, usize)]) {
        let beside: Vec<usize> = returns.iter().map(|(from, _)| *from).collect();
        let nodes = flow(steps, &beside);
        let down = (1..steps).map(|i| link(&format!("s{}", i - 1), &format!("s{i}"), None));
        let back = returns
            .iter()
            .map(|(f, t)| link(&format!("b{f}"), &format!("s{t}"), Some(Side::Right)));
        let links: Vec<LinkSpec> = down.chain(back).collect();
        let lines: Vec<Vec<(f64, f64)>> =
            routed(&nodes, &links).into_iter().map(|line| line.expect("all are shown")).collect();
        let boxes: Vec<Rect> = nodes.iter().map(|(_, r)| *r).collect();
        for line in &lines {
            assert!(!runs_through(line, &boxes), "{steps} {returns:?}: {line:?}");
        }
        let back = &lines[steps - 1..];
        for (i, (f, t)) in returns.iter().enumerate() {
            for (j, (g, u)) in returns.iter().enumerate().skip(i + 1) {
                let apart = f <= u || g <= t;
                let within = (t < u && g < f) || (u < t && f < g);
                if apart || within || t == u {
                    assert!(!crosses(&back[i], &back[j]), "{steps} {returns:?}: {i} {j}");
                }
            }
        }
    }
}
