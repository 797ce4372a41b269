//! Limbs: two-bone reach and tapered ribbons (art-direction.md §3.3, §3.4).
//!
//! Start at [`reach`] and [`ribbon`].
//!
//! Lengths in u (a hundredth of a head), y downwards, the figure facing right.

use super::pen::n;

/// A point.
pub(crate) type Xy = (f64, f64);

/// A place on a centreline: where, direction, share of the length.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Station {
    pub x: f64,
    pub y: f64,
    pub dx: f64,
    pub dy: f64,
    pub t: f64,
}

pub(crate) fn distance(a: Xy, b: Xy) -> f64 {
    ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
}

/// Elbow and hand of an arm from `from` towards `target`: the hand stops short of what it cannot
/// reach; `bend` (±1) is the elbow's side. Cosine rule.
pub(crate) fn reach(from: Xy, target: Xy, upper: f64, lower: f64, bend: f64) -> (Xy, Xy) {
    let (dx, dy) = (target.0 - from.0, target.1 - from.1);
    let wanted = distance(from, target).max(1e-6);
    let d = wanted.min((upper + lower) * 0.992).max((upper - lower).abs() + 2.0);
    let along = libm::atan2(dy, dx);
    let cosine = (upper * upper + d * d - lower * lower) / (2.0 * upper * d);
    let angle = along + bend * libm::acos(cosine.clamp(-1.0, 1.0));
    let elbow = (from.0 + upper * libm::cos(angle), from.1 + upper * libm::sin(angle));
    (elbow, (from.0 + dx / wanted * d, from.1 + dy / wanted * d))
}

/// The centreline a → b → c, its corner rounded.
pub(crate) fn centreline(a: Xy, b: Xy, c: Xy, radius: f64) -> Vec<Station> {
    const STEPS: usize = 10;
    let (d1, d2) = (distance(a, b).max(1e-6), distance(b, c).max(1e-6));
    let r = radius.min(d1 * 0.6).min(d2 * 0.6);
    let p = (b.0 - (b.0 - a.0) / d1 * r, b.1 - (b.1 - a.1) / d1 * r);
    let q = (b.0 + (c.0 - b.0) / d2 * r, b.1 + (c.1 - b.1) / d2 * r);
    let mut points = Vec::new();
    let share = |i: usize| i as f64 / STEPS as f64;
    for i in 0..STEPS {
        points.push((a.0 + (p.0 - a.0) * share(i), a.1 + (p.1 - a.1) * share(i)));
    }
    for i in 0..=STEPS {
        let (t, u) = (share(i), 1.0 - share(i));
        let mix = |p: f64, b: f64, q: f64| u * u * p + 2.0 * t * u * b + t * t * q;
        points.push((mix(p.0, b.0, q.0), mix(p.1, b.1, q.1)));
    }
    for i in 1..=STEPS {
        points.push((q.0 + (c.0 - q.0) * share(i), q.1 + (c.1 - q.1) * share(i)));
    }
    let mut lengths = vec![0.0];
    for w in points.windows(2) {
        lengths.push(lengths[lengths.len() - 1] + distance(w[0], w[1]));
    }
    let total = lengths[lengths.len() - 1].max(1e-6);
    (0..points.len())
        .map(|i| {
            let (before, after) =
                (points[i.saturating_sub(1)], points[(i + 1).min(points.len() - 1)]);
            let d = distance(before, after).max(1e-6);
            Station {
                x: points[i].0,
                y: points[i].1,
                dx: (after.0 - before.0) / d,
                dy: (after.1 - before.1) / d,
                t: lengths[i] / total,
            }
        })
        .collect()
}

/// The station at a share of the length.
fn at(line: &[Station], t: f64) -> Station {
    for w in line.windows(2) {
        if w[1].t >= t {
            let f = (t - w[0].t) / (w[1].t - w[0].t).max(1e-9);
            let mix = |a: f64, b: f64| a + (b - a) * f;
            return Station {
                x: mix(w[0].x, w[1].x),
                y: mix(w[0].y, w[1].y),
                dx: mix(w[0].dx, w[1].dx),
                dy: mix(w[0].dy, w[1].dy),
                t,
            };
        }
    }
    line[line.len() - 1]
}

/// A width that goes evenly through these values.
pub(crate) fn taper(widths: Vec<f64>) -> impl Fn(f64) -> f64 {
    move |t: f64| {
        let position = t.clamp(0.0, 0.9999) * (widths.len() - 1) as f64;
        let i = position as usize;
        widths[i] + (widths[i + 1] - widths[i]) * (position - i as f64)
    }
}

/// The stations from one share of the length to another.
fn part(line: &[Station], (t0, t1): (f64, f64)) -> Vec<Station> {
    let mut stations = vec![at(line, t0)];
    stations.extend(line.iter().filter(|s| t0 < s.t && s.t < t1));
    stations.push(at(line, t1));
    stations
}

/// The end of a sleeve, open at its root: its mouth is a shallow bulge, never a straight cut.
pub(crate) fn mouth_of(line: &[Station], width: &dyn Fn(f64) -> f64, from: f64) -> String {
    const BULGE: f64 = 3.2;
    let stations = part(line, (from, 1.0));
    let side = |sign: f64| -> Vec<Xy> {
        let points = stations.iter().map(|s| {
            let w = width(s.t) / 2.0 * sign;
            (s.x - s.dy * w, s.y + s.dx * w)
        });
        points.collect()
    };
    let (left, mut right) = (side(1.0), side(-1.0));
    let end = stations[stations.len() - 1];
    let (a, b, h) = (left[left.len() - 1], right[right.len() - 1], width(1.0) * 0.225);
    right.reverse();
    let points = |list: &[Xy]| {
        list.iter().map(|(x, y)| format!("{},{}", n(*x), n(*y))).collect::<Vec<_>>().join(" L")
    };
    let (dx, dy) = (end.dx, end.dy);
    format!(
        "M{} C{},{} {},{} {},{} L{}",
        points(&left),
        n(a.0 + dx * BULGE + dy * h),
        n(a.1 + dy * BULGE - dx * h),
        n(b.0 + dx * BULGE - dy * h),
        n(b.1 + dy * BULGE + dx * h),
        n(b.0),
        n(b.1),
        points(&right)
    )
}

/// The outline of a ribbon that is slim at its root on one side (`inner`, ±1), where it lies on the cloth
/// it is sewn to: so it tears no lapel.
pub(crate) fn sewn(
    line: &[Station],
    width: &dyn Fn(f64) -> f64,
    (t0, t1): (f64, f64),
    inner: f64,
) -> String {
    let stations = part(line, (t0, t1));
    let side = |s: &Station, sign: f64| {
        let slim = if sign * inner > 0.0 { (0.12 + 2.6 * s.t).min(1.0) } else { 1.0 };
        let w = width(s.t) / 2.0 * sign * slim;
        format!("{},{}", n(s.x - s.dy * w), n(s.y + s.dx * w))
    };
    let left = stations.iter().map(|s| side(s, 1.0));
    let right = stations.iter().rev().map(|s| side(s, -1.0));
    format!("M{}Z", left.chain(right).collect::<Vec<_>>().join(" L"))
}

/// The outline of a ribbon along a centreline, flat at its end; `round` at its root.
pub(crate) fn ribbon(
    line: &[Station],
    width: &dyn Fn(f64) -> f64,
    (t0, t1): (f64, f64),
    round: bool,
) -> String {
    let stations = part(line, (t0, t1));
    let side = |s: &Station, sign: f64| {
        let w = width(s.t) / 2.0 * sign;
        (s.x - s.dy * w, s.y + s.dx * w)
    };
    let left: Vec<Xy> = stations.iter().map(|s| side(s, 1.0)).collect();
    let right: Vec<Xy> = stations.iter().map(|s| side(s, -1.0)).collect();
    let points = |list: &mut dyn Iterator<Item = &Xy>| {
        list.map(|(x, y)| format!("{},{}", n(*x), n(*y))).collect::<Vec<_>>().join(" L")
    };
    let mut data = format!("M{} L{}", points(&mut left.iter()), points(&mut right.iter().rev()));
    if round {
        // Half a circle from the right side of the root over its back to the left.
        let (s, r) = (&stations[0], width(t0) / 2.0);
        let k = 0.552_284_75 * r;
        let (a, b) = (right[0], left[0]);
        let back = (s.x - s.dx * r, s.y - s.dy * r);
        let (bx, by) = (-s.dx * k, -s.dy * k);
        let (sx, sy) = ((b.0 - a.0) / (2.0 * r) * k, (b.1 - a.1) / (2.0 * r) * k);
        data.push_str(&format!(
            " C{},{} {},{} {},{} C{},{} {},{} {},{}",
            n(a.0 + bx),
            n(a.1 + by),
            n(back.0 - sx),
            n(back.1 - sy),
            n(back.0),
            n(back.1),
            n(back.0 + sx),
            n(back.1 + sy),
            n(b.0 + bx),
            n(b.1 + by),
            n(b.0),
            n(b.1)
        ));
    }
    data.push('Z');
    data
}

/// So many of 48 parts of a side are a line.
const LEAST_RUN: usize = 10;

/// The two side lines of a ribbon where `visible` says so; points inside the ribbon's own bend are
/// left out, so that the inner elbow does not tangle.
pub(crate) fn side_lines(
    line: &[Station],
    width: &dyn Fn(f64) -> f64,
    (t0, t1): (f64, f64),
    visible: &dyn Fn(Xy, f64) -> bool,
) -> String {
    let stations: Vec<Station> =
        (0..=48).map(|i| at(line, t0 + (t1 - t0) * f64::from(i) / 48.0)).collect();
    let mut data = String::new();
    for sign in [-1.0, 1.0] {
        let shown = |s: &Station| {
            let w = width(s.t) / 2.0 * sign;
            let p = (s.x - s.dy * w, s.y + s.dx * w);
            let clear = stations.iter().all(|q| distance(p, (q.x, q.y)) - width(q.t) / 2.0 > -0.7);
            (clear && visible(p, s.t)).then_some(p)
        };
        let points: Vec<Option<Xy>> = stations.iter().map(shown).collect();
        // A short piece between two that are hidden is a knot, no line.
        for run in points.split(Option::is_none).filter(|run| run.len() >= LEAST_RUN) {
            for (i, (x, y)) in run.iter().flatten().enumerate() {
                let step = if i == 0 { " M" } else { " L" };
                data.push_str(&format!("{step}{},{}", n(*x), n(*y)));
            }
        }
    }
    data
}

/// A line across a ribbon: a cuff.
pub(crate) fn across(line: &[Station], width: &dyn Fn(f64) -> f64, t: f64) -> String {
    let (s, h) = (at(line, t), width(t) / 2.0);
    format!(
        "M{},{} L{},{}",
        n(s.x - s.dy * h),
        n(s.y + s.dx * h),
        n(s.x + s.dy * h),
        n(s.y - s.dx * h)
    )
}
