//! Caps and helmets, plain: no badge, no emblem on any of them (symbols law).
//!
//! Start at [`cap`]. Origin: the middle of the head; `k` is the view: 0 front, 1 side.

use super::pen::Pen;
use super::pen::n;
use super::person::Cap;

/// Where a cap is seen from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen {
    /// From the front, its peak to be seen; 1 from the side.
    Front(f64),
    Behind,
}

/// Draws what somebody has on the head.
pub(super) fn cap(pen: &mut Pen<'_>, cap: Option<Cap>, seen: Seen) {
    let k = match seen {
        Seen::Front(k) => k,
        Seen::Behind => return from_behind(pen, cap),
    };
    match cap {
        None => {}
        Some(Cap::Army) => peaked(pen, ("army", "army-dark"), k),
        Some(Cap::Guard) => peaked(pen, ("navy", "navy-dark"), k),
        Some(Cap::Red) => baseball(pen, ("vest-red", "deep-red"), k),
        Some(Cap::Helmet) => helmet(pen, ("gold", "wood-dark"), k),
        Some(Cap::Fire) => helmet(pen, ("vest-red", "deep-red"), k),
        Some(Cap::Chef) => toque(pen, k),
    }
}

/// Without a peak, lower at the nape.
fn from_behind(pen: &mut Pen<'_>, cap: Option<Cap>) {
    let (crown, band) = match cap {
        None => return,
        Some(Cap::Army) => ("army", "army-dark"),
        Some(Cap::Guard) => ("navy", "navy-dark"),
        Some(Cap::Red) => ("vest-red", "deep-red"),
        Some(Cap::Helmet) => ("gold", "wood-dark"),
        Some(Cap::Fire) => ("vest-red", "deep-red"),
        Some(Cap::Chef) => return toque(pen, 0.0),
    };
    pen.path("M-51,-8 C-58,-40 -50,-68 0,-70 C50,-68 58,-40 51,-8 C30,0 -30,0 -51,-8Z", crown, 1.0);
    pen.path("M-51,-16 C-30,-7 30,-7 51,-16 L50,-7 C30,1 -30,1 -50,-7Z", band, 0.9);
}

/// A flat crown, a band, a dark peak.
fn peaked(pen: &mut Pen<'_>, (crown, band): (&str, &str), k: f64) {
    pen.path(
        "M-50,-16 C-60,-40 -50,-66 0,-70 C52,-68 60,-42 50,-18 C30,-30 -26,-30 -50,-16Z",
        crown,
        1.0,
    );
    pen.path("M-50,-17 C-26,-31 30,-31 50,-19 L48,-9 C30,-21 -26,-21 -48,-7Z", band, 1.0);
    pen.path(
        &format!(
            "M{},-17 C{},-24 {},-22 {},-11 C{},-2 {},-2 {},0 C{},-10 {},-12 {},-17Z",
            n(-26.0 + 14.0 * k),
            n(-4.0 + 14.0 * k),
            n(24.0 + 8.0 * k),
            n(46.0 + 4.0 * k),
            n(50.0 + 5.0 * k),
            n(50.0 + 5.0 * k),
            n(46.0 + 5.0 * k),
            n(30.0 + 6.0 * k),
            n(4.0 + 12.0 * k),
            n(-26.0 + 14.0 * k)
        ),
        "graphite",
        1.0,
    );
}

/// A round crown and a long peak.
fn baseball(pen: &mut Pen<'_>, (crown, peak): (&str, &str), k: f64) {
    pen.path(
        "M-48,-14 C-54,-50 -30,-64 0,-64 C32,-64 54,-50 48,-16 C30,-26 -26,-26 -48,-14Z",
        crown,
        1.0,
    );
    pen.path(
        &format!(
            "M{},-24 C20,-28 44,-26 56,-20 C74,-14 78,-6 74,-3 C60,-10 40,-14 {},-14Z",
            n(8.0 * k),
            n(2.0 + 8.0 * k)
        ),
        peak,
        1.0,
    );
}

/// A hard shell with a rib and a brim all round.
fn helmet(pen: &mut Pen<'_>, (shell, rib): (&str, &str), k: f64) {
    pen.path(
        "M-51,-18 C-54,-56 -28,-72 0,-72 C30,-72 56,-56 51,-18 C30,-27 -28,-27 -51,-18Z",
        shell,
        1.0,
    );
    let x = 6.0 * k;
    pen.path(
        &format!(
            "M{},-72 C{},-76 {},-76 {},-72 L{},-26 C{},-27 {},-27 {},-26Z",
            n(x - 8.0),
            n(x - 6.0),
            n(x + 6.0),
            n(x + 8.0),
            n(x + 10.0),
            n(x + 4.0),
            n(x - 4.0),
            n(x - 10.0)
        ),
        rib,
        0.8,
    );
    pen.path(
        &format!(
            "M-55,-15 C-30,-32 32,-32 55,-17 C62,-14 {},-6 {},-6 C32,-19 -26,-19 -52,-8 C-58,-8 -58,-13 -55,-15Z",
            n(58.0 + 8.0 * k),
            n(54.0 + 8.0 * k)
        ),
        shell,
        1.0,
    );
}

/// A cook's tall white cap.
fn toque(pen: &mut Pen<'_>, k: f64) {
    let x = 3.0 * k;
    pen.path(
        &format!(
            "M-44,-34 C-66,-44 -62,-78 -38,-76 C-34,-98 {},-104 {},-90 C{},-104 36,-98 38,-78 C62,-80 66,-46 44,-34Z",
            n(x - 10.0),
            n(x),
            n(x + 12.0)
        ),
        "white",
        1.0,
    );
    pen.stroke(
        &format!(
            "M{},-44 C{},-58 {},-66 {},-70 M20,-46 C22,-58 21,-64 19,-70",
            n(x - 18.0),
            n(x - 20.0),
            n(x - 19.0),
            n(x - 16.0)
        ),
        "grey-pale/deep",
        0.8,
    );
    pen.path("M-47,-16 C-48,-26 -46,-36 -44,-40 C-28,-32 28,-32 44,-40 C47,-34 48,-26 47,-17 C30,-27 -28,-27 -47,-16Z", "white", 1.0);
}
