//! Proportions by age, sex and build (art-direction.md §3.2). Units: u, a hundredth of a head.
//!
//! Start at [`body`].

use super::person::Age;
use super::person::Character;
use super::person::Sex;

/// Lengths of a body; widths are half widths where a side is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Body {
    pub torso: f64,
    pub leg: f64,
    pub neck: f64,
    pub head: f64,
    pub shoulder: f64,
    pub waist: f64,
    pub hip: f64,
    pub upper: f64,
    pub lower: f64,
    /// Shoulder, elbow, wrist.
    pub arm: [f64; 3],
    /// Hip, knee, ankle.
    pub thigh: [f64; 3],
    pub lean: f64,
}

/// The body of a person.
pub(crate) fn body(p: &Character) -> Body {
    let mut b = Body {
        torso: 126.0,
        leg: 150.0,
        neck: 14.0,
        head: 1.0,
        shoulder: 49.0,
        waist: 38.0,
        hip: 38.0,
        upper: 60.0,
        lower: 56.0,
        arm: [31.0, 27.0, 21.0],
        thigh: [42.0, 35.0, 29.0],
        lean: 0.0,
    };
    if p.sex == Sex::Female {
        b = Body {
            shoulder: 43.0,
            waist: 31.0,
            arm: [27.0, 23.0, 18.0],
            thigh: [40.0, 31.0, 25.0],
            torso: 120.0,
            leg: 148.0,
            neck: 13.0,
            ..b
        };
    }
    match p.age {
        Age::Young => {
            b.leg += 8.0;
            b.waist -= 2.0;
        }
        Age::Middle => b.waist += 2.0,
        Age::Elder => {
            b = Body {
                leg: b.leg - 14.0,
                torso: b.torso - 2.0,
                waist: b.waist + 5.0,
                hip: b.hip + 3.0,
                lean: 4.0,
                neck: 9.0,
                ..b
            };
        }
        Age::Child => {
            b = Body {
                torso: 82.0,
                leg: 84.0,
                shoulder: 33.0,
                waist: 29.0,
                hip: 30.0,
                head: 0.92,
                upper: 42.0,
                lower: 38.0,
                arm: [23.0, 20.0, 16.0],
                thigh: [32.0, 26.0, 22.0],
                neck: 8.0,
                ..b
            };
        }
    }
    if p.stout {
        b.waist += 9.0;
        b.hip += 6.0;
        b.shoulder += 2.0;
        b.arm = b.arm.map(|w| w + 2.0);
        b.thigh = b.thigh.map(|w| w + 4.0);
        b.neck -= 2.0;
    }
    b
}
