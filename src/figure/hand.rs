//! Hands: eight kinds, 24 u long, drawn last of all (art-direction.md §3.10).
//!
//! Start at [`hand`].
//!
//! Frame: wrist at 0,0, +x along the forearm, thumb towards −y.

use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::capsule;
use super::pen::circle;
use super::person::Skin;
use super::pose::HandKind;

/// The shapes of a hand.
pub(crate) fn hand(
    kind: HandKind,
    skin: &Skin,
    palette: &InkNames,
    weight: f64,
) -> Vec<InkedShape> {
    let mut pen = Pen::new(palette, weight);
    let (f, shade) = (skin.base.as_str(), skin.shade.as_str());
    let s = String::from;
    match kind {
        HandKind::Relax => {
            let palm = "M-3,-9 C6,-13 19,-11 23,-4 C26,3 20,10 12,10.5 C5,11 0,10 -3,9Z";
            pen.union(&[s(palm), capsule((5.0, -8.0), (14.0, -11.5), 7.5)], f, 1.0);
            pen.stroke("M13,-7 q4,-1 6,2 M19.5,3 q-3,2 -6,2.2", shade, 0.7);
        }
        HandKind::Fist => {
            pen.union(
                &[s("M-3,-9 C4,-13 18,-13 21,-6 C24,2 21,11 12,12 C4,12.5 0,10 -3,9Z")],
                f,
                1.0,
            );
            pen.stroke("M20,-3 l-6,-.5 M21,2.5 l-6,0 M18,8 l-5,-.5", shade, 0.7);
            pen.path(&capsule((6.0, -9.0), (13.0, -6.0), 8.0), f, 0.8);
        }
        HandKind::Point => {
            let palm = "M-3,-9 C4,-12 16,-12 19,-6 C22,2 19,10 11,11 C4,11.5 0,10 -3,9Z";
            pen.union(&[s(palm), capsule((12.0, -6.5), (35.0, -7.5), 8.2)], f, 1.0);
            pen.stroke("M18.5,0 l-6,-.3 M18,5.5 l-5,0", shade, 0.7);
            pen.path(&capsule((6.0, 1.0), (13.0, -1.0), 7.0), f, 0.7);
        }
        HandKind::Open => {
            let mut parts = vec![circle(9.0, 0.0, 11.5), s("M-4,-8 L8,-10 L8,10 L-4,8Z")];
            for (degrees, length, width) in
                [(-30.0_f64, 24.0, 7.2), (-10.0, 29.0, 7.6), (10.0, 28.0, 7.4), (31.0, 22.0, 6.8)]
            {
                let (sin, cos) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
                parts.push(capsule((10.0, 0.0), (10.0 + cos * length, sin * length), width));
            }
            parts.push(capsule((7.0, -4.0), (15.0, -18.0), 7.6));
            pen.union(&parts, f, 1.0);
            pen.stroke("M11,3 q-5,3 -7,8", shade, 0.6);
        }
        HandKind::Offer => {
            let palm =
                "M-3,-8 C5,-9 15,-8 21,-4 L34,-1 C38,1 37,6 33,6 L20,8.5 C12,11 4,10.5 -3,9Z";
            pen.union(&[s(palm), capsule((6.0, -6.0), (17.0, -14.0), 7.6)], f, 1.0);
            pen.stroke("M31,2.5 l-9,-1.2", shade, 0.6);
        }
        HandKind::Grip => {
            let palm = "M-3,-9 C3,-12 12,-11 14,-7 C17,0 16,9 10,11 C4,12 0,10 -3,9Z";
            pen.union(
                &[
                    s(palm),
                    capsule((9.0, -6.0), (20.0, -6.0), 7.4),
                    capsule((9.0, 0.6), (21.0, 0.6), 7.4),
                    capsule((8.0, 7.0), (18.0, 7.0), 7.2),
                ],
                f,
                1.0,
            );
            pen.stroke("M19,-2.7 l-7,0 M19,3.8 l-7,0", shade, 0.6);
        }
        HandKind::Thumb => {
            let palm = "M-3,-9 C4,-12 18,-12 20,-6 C23,2 20,11 12,12 C4,12.5 0,10 -3,9Z";
            pen.union(&[s(palm), capsule((9.0, -6.0), (10.0, -25.0), 9.0)], f, 1.0);
            pen.stroke("M20,-1.5 l-7,-.5 M20,4 l-7,0 M17,9 l-5,-.5", shade, 0.7);
        }
        HandKind::Flat => {
            let palm = "M-3,-8 C5,-10 14,-8 20,-7 L36,-5 C39,-3 39,2 36,3 L20,8 C12,11 4,10 -3,9Z";
            pen.union(&[s(palm), capsule((7.0, 5.0), (19.0, 9.0), 7.0)], f, 1.0);
        }
    }
    pen.shapes
}

/// Two right hands that shake, the left person's over the right person's: 0,0 is where they meet.
pub(crate) fn clasp(
    (left, right): (&Skin, &Skin),
    palette: &InkNames,
    weight: f64,
) -> Vec<InkedShape> {
    let mut pen = Pen::new(palette, weight);
    let under = "M30,-10 C18,-14 2,-14 -8,-10 C-15,-6 -15,6 -8,11 C4,15 20,13 30,9Z";
    pen.path(under, &right.base, 1.0);
    // The thumb of the one over the back of the other's hand.
    pen.path(&capsule((2.0, -12.0), (16.0, -9.0), 8.6), &right.base, 0.9);
    let over =
        "M-30,-10 C-18,-14 -6,-14 2,-10 C11,-6 15,1 13,6 C11,12 2,14 -8,13 C-18,12 -24,11 -30,9Z";
    pen.path(over, &left.base, 1.0);
    pen.stroke("M12,-1 C6,-2 2,-1 -1,2 M11.5,5 C6,4.5 3,5.5 0,8", &left.shade, 0.8);
    pen.path(&capsule((-8.0, -12.0), (7.0, -14.0), 9.0), &left.base, 0.9);
    pen.shapes
}
