//! Effects: speed lines, rays, a heart, a question mark, a drop of sweat. One in a picture, at the
//! first person.

use crate::art::ArtShelf;
use crate::figure::Pen;
use crate::figure::Xy;
use crate::figure::drawn;
use crate::figure::n;

/// The person an effect belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub head: Xy,
    pub radius: f64,
    /// Where the feet are.
    pub foot: Xy,
    pub faces_right: bool,
    pub scale: f64,
}

/// Draws an effect by its word; nothing for a word nobody drew.
pub(super) fn effect(pen: &mut Pen<'_>, word: &str, spot: &Spot, art: &ArtShelf) {
    let ((x, y), r, scale) = (spot.head, spot.radius, spot.scale);
    let way = if spot.faces_right { 1.0 } else { -1.0 };
    match word {
        "速度线" => {
            let (fx, fy) = (spot.foot.0 - way * 72.0 * scale, spot.foot.1 - 190.0 * scale);
            for (dx, dy, length) in [(0.0, 0.0, 34.0), (-6.0, 22.0, 46.0), (2.0, 44.0, 30.0)] {
                let from = (fx + way * dx * scale, fy + dy * scale);
                let data = format!("M{},{} h{}", n(from.0), n(from.1), n(-way * length * scale));
                pen.stroke(&data, "wood-dark/pale", 1.3);
            }
        }
        "光芒" => {
            for degrees in [-150.0_f64, -120.0, -60.0, -30.0] {
                let (s, c) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
                let (from, to) = (r * 1.2, r * 1.45);
                pen.stroke(
                    &format!(
                        "M{},{} L{},{}",
                        n(x + c * from),
                        n(y + s * from),
                        n(x + c * to),
                        n(y + s * to)
                    ),
                    "gold",
                    1.6,
                );
            }
        }
        "爱心" => {
            if let Ok(heart) = art.drawing("props/heart") {
                let at = (x + way * r * 1.45, y - r * 0.5);
                pen.shapes.extend(drawn(heart, at, (0.5 * scale, 0.5 * scale), pen.weight, 0.0));
            }
        }
        "问号" => {
            let (qx, qy, q) = (x + way * r * 1.4, y - r * 0.8, r * 0.5);
            let data = format!(
                "M{},{} q0,{} {},{} q{},0 {},{} q0,{} {},{} v{} M{},{} v{}",
                n(qx - q * 0.5),
                n(qy),
                n(-q * 0.6),
                n(q * 0.55),
                n(-q * 0.6),
                n(q * 0.6),
                n(q * 0.6),
                n(q * 0.6),
                n(q * 0.45),
                n(-q * 0.6),
                n(q * 0.65),
                n(q * 0.25),
                n(qx + q * 0.05),
                n(qy + q * 1.35),
                n(q * 0.06)
            );
            pen.stroke(&data, "orange", 2.6);
        }
        "汗滴" => {
            let at = (x - way * r * 0.8, y - r * 0.6);
            let data = format!("M{},{} c-6,8 -7,13 -1,14 c6,0 6,-6 1,-14Z", n(at.0), n(at.1));
            pen.path(&data, "sky-deep", 0.6);
        }
        _ => {}
    }
}
