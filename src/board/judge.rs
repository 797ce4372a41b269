//! The judge: reads every finished [`Frame`] and says what a reader could not read.
//!
//! Start at [`judge`]. It knows nothing of how the sheet was made, only its items: text and codes
//! inside the safe area, no two texts on each other, sizes, contrast with what lies under the
//! text, code sizes, and that nothing lies on a code.

use super::draw::BLEED;
use crate::frame::Frame;
use crate::frame::Item;
use crate::frame::Shape;
use crate::frame::TextLine;
use crate::frame::TextRole;
use crate::geometry;
use crate::geometry::Rect;
use crate::ink::InkId;
use crate::ink::contrast;
use crate::units::Mm;
use kurbo::BezPath;
use kurbo::ParamCurve;
use kurbo::PathEl;
use kurbo::PathSeg;
use kurbo::Point;
use kurbo::Shape as _;

/// Type of at least this size may have a contrast of 3 instead of 4.5.
const LARGE_TYPE: Mm = Mm(30.0);

/// Everything wrong with a sheet, as Chinese sentences; empty means it may be printed.
#[must_use]
pub fn judge(frame: &Frame) -> Vec<String> {
    let mut found = Vec::new();
    let (w, h) = (frame.size.width.0, frame.size.height.0);
    let safe = Rect { x: 0.0, y: 0.0, w, h }.inset(frame.limits.safe_margin.0);
    let artwork = Rect { x: 0.0, y: 0.0, w, h }.inset(-BLEED.0);
    let mut lines: Vec<(usize, &TextLine)> = Vec::new();
    for (index, item) in frame.items.iter().enumerate() {
        match item {
            Item::Text(line) if line.role != TextRole::Drawing => lines.push((index, line)),
            Item::Text(_) | Item::Photo(_) => {}
            Item::Shape(shape) if shape.clip.is_none() => {
                let inside =
                    geometry::bounds(&shape.path).is_none_or(|b| artwork.contains(&b, 0.6));
                if !inside {
                    found.push("有图形伸到纸外".to_string());
                }
            }
            Item::Shape(_) => {}
        }
    }
    for (index, line) in &lines {
        judge_line(frame, *index, line, &safe, &mut found);
    }
    for (i, (_, a)) in lines.iter().enumerate() {
        for (_, b) in &lines[i + 1..] {
            if a.block != b.block && on_each_other(a, b) {
                found.push(format!("「{}」和「{}」叠在一起", a.text, b.text));
            }
        }
    }
    judge_codes(frame, &safe, &mut found);
    found.dedup();
    found
}

/// Whether two lines share room. A line that is turned by 45° (the band in the corner) has a box much
/// higher than its type; its band fills only a strip along the diagonal of that box.
fn on_each_other(a: &TextLine, b: &TextLine) -> bool {
    if !a.bounds.overlaps(&b.bounds, 0.3) {
        return false;
    }
    match (is_turned(a), is_turned(b)) {
        (true, _) => is_on_strip(a, &b.bounds),
        (_, true) => is_on_strip(b, &a.bounds),
        _ => true,
    }
}

fn is_turned(line: &TextLine) -> bool {
    line.bounds.h > line.size.0 * 1.8
}

/// Whether a box touches the strip of a turned line.
fn is_on_strip(turned: &TextLine, other: &Rect) -> bool {
    let (t, half) = (&turned.bounds, turned.size.0 * 0.95 * std::f64::consts::SQRT_2);
    let centre = t.x + t.w / 2.0 - (t.y + t.h / 2.0);
    other.x - other.y - other.h < centre + half && other.x + other.w - other.y > centre - half
}

/// Whether a convex shape of straight lines (the band in the corner is one) keeps clear of a box: one of
/// its sides has all of the box beyond it. `false` for any other shape.
fn is_clear_polygon(path: &BezPath, zone: &Rect) -> bool {
    let mut points: Vec<Point> = Vec::new();
    for segment in path.elements() {
        match segment {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => points.push(*p),
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return false,
        }
    }
    let corners = [
        (zone.x, zone.y),
        (zone.x + zone.w, zone.y),
        (zone.x, zone.y + zone.h),
        (zone.x + zone.w, zone.y + zone.h),
    ];
    (0..points.len()).any(|i| {
        let (a, b) = (points[i], points[(i + 1) % points.len()]);
        let side = |x: f64, y: f64| (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
        let own: Vec<f64> = points.iter().map(|p| side(p.x, p.y)).collect();
        let theirs = corners.map(|(x, y)| side(x, y));
        let (least, most) = (
            own.iter().copied().fold(f64::INFINITY, f64::min),
            own.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        );
        theirs.iter().all(|v| *v > most) || theirs.iter().all(|v| *v < least)
    })
}

/// Whether a shape is a line round a box that nowhere touches it.
fn is_frame_around(shape: &Shape, zone: &Rect) -> bool {
    let Some(stroke) = shape.stroke.filter(|_| shape.fill.is_none()) else { return false };
    /// A round corner in so many pieces is nearly straight.
    const PIECES: u32 = 8;
    let piece = |segment: &PathSeg, i: u32| {
        let at = |i: u32| f64::from(i) / f64::from(PIECES);
        let b = segment.subsegment(at(i)..at(i + 1)).bounding_box();
        Rect { x: b.x0, y: b.y0, w: b.width(), h: b.height() }.inset(-stroke.width.0 / 2.0)
    };
    shape.path.segments().all(|s| (0..PIECES).all(|i| !piece(&s, i).overlaps(zone, 0.0)))
}

fn judge_line(frame: &Frame, index: usize, line: &TextLine, safe: &Rect, found: &mut Vec<String>) {
    if !safe.contains(&line.bounds, 0.1) {
        found.push(format!("「{}」离纸边太近", line.text));
    }
    let least = match line.role {
        TextRole::Running => frame.limits.smallest_type,
        TextRole::Caption => frame.limits.smallest_caption,
        TextRole::Imprint => frame.limits.smallest_imprint,
        TextRole::Drawing => Mm::ZERO,
    };
    if line.size.0 < least.0 - 1e-6 {
        found.push(format!("「{}」字高 {} mm，至少 {} mm", line.text, line.size, least));
    }
    let needed = if line.size.0 >= LARGE_TYPE.0 { 3.0 } else { 4.5 };
    if let Some(ground) = ground_under(frame, index, &line.bounds) {
        let ratio = contrast(frame.inks.ink(line.ink).rgb, frame.inks.ink(ground).rgb);
        if ratio < needed {
            found.push(format!(
                "「{}」与底色「{}」的对比度 {ratio:.1}，至少 {needed}",
                line.text,
                frame.inks.ink(ground).name
            ));
        }
    }
}

/// The ink of the topmost field that lies under the whole box.
fn ground_under(frame: &Frame, index: usize, bounds: &Rect) -> Option<InkId> {
    let middle = bounds.inset(bounds.h * 0.1);
    frame.items[..index].iter().rev().find_map(|item| match item {
        Item::Shape(s) if frame.seen(s).is_some_and(|b| b.contains(&middle, 0.0)) => s.fill,
        Item::Shape(_) | Item::Text(_) | Item::Photo(_) => None,
    })
}

fn judge_codes(frame: &Frame, safe: &Rect, found: &mut Vec<String>) {
    for code in &frame.codes {
        if !safe.contains(&code.bounds, 0.1) {
            found.push(format!("二维码 {} 离纸边太近", code.address));
        }
        if code.bounds.w < frame.limits.smallest_code.0 - 1e-6 {
            found.push(format!("二维码 {} 太小", code.address));
        }
        let quiet = code.bounds.w / code.modules as f64 * 4.0;
        let zone = code.bounds.inset(-quiet);
        let mut after = frame.items.iter().skip_while(
            |i| !matches!(i, Item::Shape(s) if geometry::bounds(&s.path).is_some_and(|b| same(&b, &zone))),
        );
        after.next();
        after.next();
        for item in after {
            let covers = match item {
                Item::Text(line) => {
                    zone.overlaps(&line.bounds, 0.3)
                        && (!is_turned(line) || is_on_strip(line, &zone))
                }
                Item::Photo(p) => {
                    let seen = geometry::bounds(&frame.clips[p.clip].path);
                    seen.is_some_and(|b| zone.overlaps(&b, 0.3))
                }
                Item::Shape(s) => {
                    frame.seen(s).is_some_and(|b| zone.overlaps(&b, 0.3))
                        && !is_clear_polygon(&s.path, &zone)
                        && !is_frame_around(s, &zone)
                }
            };
            if covers {
                found.push(format!("有东西压在二维码 {} 上", code.address));
            }
        }
    }
    for (i, a) in frame.codes.iter().enumerate() {
        if frame.codes[i + 1..].iter().any(|b| a.bounds.overlaps(&b.bounds, 0.0)) {
            found.push(format!("二维码 {} 与另一个叠在一起", a.address));
        }
    }
}

fn same(a: &Rect, b: &Rect) -> bool {
    a.contains(b, 0.01) && b.contains(a, 0.01)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_across_the_corner_covers_only_what_lies_under_it() {
        let band = geometry::polygon(&[(60.0, 0.0), (40.0, 0.0), (100.0, 60.0), (100.0, 40.0)]);
        let at = |x: f64, y: f64| Rect { x, y, w: 20.0, h: 20.0 };
        assert!(is_clear_polygon(&band, &at(45.0, 30.0)));
        assert!(is_clear_polygon(&band, &at(81.0, 0.0)));
        assert!(!is_clear_polygon(&band, &at(60.0, 12.0)));
        assert!(!is_clear_polygon(&geometry::disc(5.0, 5.0, 5.0), &at(90.0, 90.0)));
    }
}
