//! Hair: a back shape and a front shape whose inner edge is the hairline (art-direction.md §3.9).
//!
//! Start at [`hair`].
//!
//! Origin: the head's centre; half a head is 50 u. `k` is the view: 0 front, 1 side.

use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::capsule;
use super::pen::circle;
use super::person::Character;

/// Hair styles, as in `cast.yaml`.
pub(crate) const STYLES: &[&str] = &[
    "side", "crew", "quiff", "back", "bald", "bowl", "bob", "shortf", "long", "pony", "bun",
    "lowbun", "perm", "pig",
];

/// Styles that hide the ears.
pub(crate) fn covers_ears(style: &str) -> bool {
    matches!(style, "bob" | "shortf" | "long")
}

/// Shapes behind the head and before the face.
pub(crate) fn hair(
    p: &Character,
    k: f64,
    palette: &InkNames,
    weight: f64,
) -> (Vec<InkedShape>, Vec<InkedShape>) {
    let mut back = Pen::new(palette, weight);
    let mut front = Pen::new(palette, weight);
    let c = p.hair_ink.as_str();
    let shine_ink = format!("{c}-shine");
    let sb = -39.0 + 14.0 * k;
    let rt = 43.0 + 2.0 * k;
    let shine =
        |pen: &mut Pen<'_>, data: &str, width: f64| pen.stroke(data, &shine_ink, width / weight);
    match p.hair.as_str() {
        "side" => {
            front.path(&format!("M-46,{} C-57,-22 -44,-61 0,-61 C36,-62 57,-36 48,0 C47,-8 46,-12 {rt},-21 C31,-22 12,-25 {},-36 C{},-27 {},-20 {},-18 C{},-8 {sb},1 {sb},9 L{},{}Z",
                15.0 + 11.0 * k, -6.0 + 7.0 * k, -12.0 + 8.0 * k, -26.0 + 10.0 * k, sb + 2.0, sb - 1.0, sb - 7.0, 12.0 + 6.0 * k), c, 1.0);
            shine(&mut front, &format!("M{},-52 C22,-50 33,-42 39,-32", 8.0 + 4.0 * k), 4.5);
        }
        "crew" => {
            front.path(&format!("M-45.5,{} C-53,-26 -36,-57 1,-57 C36,-57 52,-32 47.5,-2 C45,-8 45,-14 {},-24 C20,-31 {},-31 {},-25 C{},-16 {sb},-4 {sb},7 L{},{}Z",
                12.0 + 11.0 * k, 41.0 + 3.0 * k, -10.0 + 8.0 * k, -31.0 + 12.0 * k, sb + 1.0, sb - 6.0, 10.0 + 6.0 * k), c, 1.0);
            shine(&mut front, "M-26,-40 C-16,-48 -6,-50 4,-50", 4.0);
        }
        "quiff" => {
            front.path(&format!("M-46,{} C-56,-22 -48,-50 -22,-58 C-6,-70 34,-70 44,-54 C56,-40 53,-18 48,-2 C46,-8 46,-14 {rt},-22 C38,-34 20,-30 {},-30 C{},-30 {},-26 {},-14 C{sb},-6 {sb},2 {sb},8 L{},{}Z",
                13.0 + 11.0 * k, 4.0 + 6.0 * k, -14.0 + 8.0 * k, -26.0 + 11.0 * k, sb + 2.0, sb - 7.0, 12.0 + 6.0 * k), c, 1.0);
            shine(&mut front, "M-8,-56 C6,-62 22,-61 32,-54", 4.5);
        }
        "back" => {
            front.path(&format!("M-46,{} C-56,-22 -42,-60 2,-60 C38,-60 55,-34 48,-2 C46,-10 45,-20 {},-30 C22,-38 {},-38 {},-31 C{},-20 {sb},-4 {sb},8 L{},{}Z",
                14.0 + 11.0 * k, 38.0 + 4.0 * k, -8.0 + 8.0 * k, -26.0 + 12.0 * k, sb + 1.0, sb - 7.0, 12.0 + 6.0 * k), c, 1.0);
            front.stroke(&format!("M{},-38 C-16,-46 -24,-50 -32,-48 M{},-39 C6,-48 0,-53 -8,-55 M{},-36 C26,-45 20,-51 14,-54",
                -8.0 + 6.0 * k, 10.0 + 6.0 * k, 26.0 + 5.0 * k), &shine_ink, 0.8);
        }
        "bald" => {
            front.path(
                &format!(
                    "M-44,{} C-56,6 -55,-22 -43,-32 C-36,-30 {},-14 {sb},8 L{},{}Z",
                    18.0 + 10.0 * k,
                    sb + 1.0,
                    sb - 6.0,
                    13.0 + 6.0 * k
                ),
                c,
                1.0,
            );
            if k < 0.3 {
                front.path("M45,8 C52,0 53,-16 46,-28 C42,-20 43,-6 43,2Z", c, 1.0);
            } else {
                front.path("M46.5,2 C51,-4 51,-16 46,-24 C44,-16 45,-6 45,0Z", c, 0.9);
            }
            front.stroke("M-10,-49 q8,-9 20,-8 M-2,-49.5 q8,-5 16,-3", &format!("{c}/shade"), 0.9);
            front.stroke("M14,-41 C22,-38 28,-33 31,-27", "paper", 4.0 / weight);
        }
        "bowl" => {
            front.path(&format!("M-47,{} C-59,-30 -40,-62 0,-62 C40,-62 59,-30 48,4 C48,-2 47,-8 46,-12 C36,-19 {},-22 {},-24 C{},-21 {},-19 {},-14 C{sb},-6 {sb},0 {sb},5 L{},{}Z",
                8.0 + 10.0 * k, 20.0 + 6.0 * k, 14.0 + 6.0 * k, 8.0 + 6.0 * k, -16.0 + 9.0 * k, -33.0 + 12.0 * k, sb - 6.0, 8.0 + 5.0 * k), c, 1.0);
            shine(&mut front, "M-30,-38 C-20,-50 -4,-54 10,-52", 5.0);
        }
        "bob" | "shortf" | "long" => covering(p, k, &mut back, &mut front, &shine_ink),
        "perm" => perm(k, &mut back, &mut front, c, &shine_ink),
        "pig" => {
            for s in [-1.0, 1.0] {
                let x = s * 50.0 - if s < 0.0 { 4.0 * k } else { -1.0 };
                back.path(
                    &format!(
                        "M{x},-22 C{},-32 {},10 {},34 C{},28 {},14 {},-8Z",
                        x + s * 30.0,
                        x + s * 36.0,
                        x + s * 22.0,
                        x + s * 14.0,
                        x - s * 2.0,
                        x - s * 4.0
                    ),
                    c,
                    1.0,
                );
                back.path(&circle(x, -16.0, 7.5), "coral", 0.9);
            }
            front.path(&format!("M-47,{} C-58,-30 -40,-62 0,-62 C40,-62 59,-30 48,4 C48,-2 46,-8 {rt},-12 C{},-21 {},-24 {},-26 C{},-22 {},-17 {},-12 C{sb},-6 {sb},0 {sb},5 L{},{}Z",
                6.0 + 8.0 * k, 28.0 + 5.0 * k, 10.0 + 7.0 * k, 2.0 + 8.0 * k, -8.0 + 9.0 * k, -22.0 + 11.0 * k, -33.0 + 12.0 * k, sb - 6.0, 8.0 + 5.0 * k), c, 1.0);
            shine(&mut front, "M-32,-34 C-22,-48 -6,-53 8,-51", 5.0);
        }
        style => {
            match style {
                "pony" => {
                    back.path("M-30,-46 C-66,-56 -84,-24 -76,10 C-73,30 -66,44 -60,52 C-60,36 -52,22 -44,8 C-36,-6 -30,-20 -26,-34Z", c, 1.0);
                    back.path(&capsule((-36.0, -44.0), (-28.0, -32.0), 8.0), "coral", 0.9);
                }
                "bun" => {
                    back.path(&circle(-8.0, -64.0, 19.0), c, 1.0);
                    back.stroke("M-18,-66 q9,-9 20,-3", &shine_ink, 0.8);
                }
                _ => {
                    back.path(&circle(-46.0, 22.0, 17.0), c, 1.0);
                    back.stroke("M-56,20 q8,-8 17,-2", &shine_ink, 0.8);
                }
            }
            front.path(&format!("M-45,{} C-57,-22 -42,-61 2,-61 C38,-61 56,-34 48,2 C47,-6 45,-12 {},-21 C29,-23 {},-28 {},-38 C{},-26 {},-19 {},-16 C{sb},-6 {sb},4 {},11 L{},{}Z",
                16.0 + 12.0 * k, rt - 1.0, 14.0 + 5.0 * k, 6.0 + 6.0 * k, -4.0 + 8.0 * k, -24.0 + 11.0 * k, sb + 3.0, sb - 1.0, sb - 8.0, 14.0 + 7.0 * k), c, 1.0);
            shine(&mut front, "M-36,-30 C-28,-44 -14,-51 0,-52", 4.5);
        }
    }
    (back.shapes, front.shapes)
}

/// Bob, short and long hair: they hide the ears.
fn covering(p: &Character, k: f64, back: &mut Pen<'_>, front: &mut Pen<'_>, shine: &str) {
    let c = p.hair_ink.as_str();
    let sx = -39.0 + 14.0 * k + 1.0;
    let rt = 43.0 + 2.0 * k;
    let wide = 5.0 / front.weight;
    match p.hair.as_str() {
        "long" => back.path(
            "M-50,-10 C-62,40 -62,90 -54,112 C-30,124 30,124 50,110 C60,80 60,30 50,-10Z",
            c,
            1.0,
        ),
        "bob" => back.path(
            "M-52,-6 C-60,20 -58,38 -50,44 C-30,50 30,50 50,44 C58,36 58,16 51,-6Z",
            c,
            1.0,
        ),
        _ => back.path(
            "M-50,-6 C-58,14 -54,30 -46,36 C-30,40 30,40 44,34 C54,26 56,12 50,-6Z",
            c,
            1.0,
        ),
    }
    match p.hair.as_str() {
        "shortf" => {
            front.path(&format!("M-48,28 C-60,-16 -46,-63 0,-63 C42,-63 60,-26 50,18 C47,20 45,12 45,2 C44,-6 {rt},-17 {},-22 C25,-19 8,-24 {},-37 C{},-27 {},-20 {},-16 C{sx},2 {sx},16 {},28Z",
                40.0 + 2.0 * k, -10.0 + 7.0 * k, -14.0 + 8.0 * k, -28.0 + 11.0 * k, sx + 1.0, sx - 6.0), c, 1.0);
            front.stroke("M8,-53 C22,-50 32,-43 38,-33", shine, wide);
        }
        "bob" => {
            front.path(&format!("M-49,46 C-62,-18 -48,-63 0,-63 C46,-63 62,-20 50,44 C47,42 45,20 45,6 C45,-6 {rt},-16 {},-21 C{},-27 {},-28 {},-19 C{sx},-6 {sx},20 {},46Z",
                42.0 + 2.0 * k, 26.0 + 4.0 * k, -8.0 + 9.0 * k, -30.0 + 12.0 * k, sx - 5.0), c, 1.0);
            front.stroke("M-34,-34 C-24,-48 -8,-54 8,-53", shine, wide);
        }
        _ => {
            front.path(&format!("M-49,60 C-62,-18 -48,-63 0,-63 C46,-63 62,-20 50,56 C46,38 46,16 45,4 C41,-14 {},-23 {},-39 C{},-25 {},-13 {sx},-2 C{sx},20 {},40 {},60Z",
                20.0 + 6.0 * k, 4.0 + 8.0 * k, -6.0 + 8.0 * k, -24.0 + 11.0 * k, sx - 4.0, sx - 9.0), c, 1.0);
            front.stroke("M-34,-34 C-24,-48 -8,-54 8,-53", shine, wide);
        }
    }
}

/// Curls: circles on an arc, a fringe of smaller ones.
fn perm(k: f64, back: &mut Pen<'_>, front: &mut Pen<'_>, c: &str, shine: &str) {
    let mut curls = Vec::new();
    for i in 0..12 {
        let a = (152.0 + f64::from(i) * (236.0 / 11.0)).to_radians();
        curls.push(circle(libm::cos(a) * 46.0 + 1.0, libm::sin(a) * 46.0 - 5.0, 17.0));
    }
    let mut behind = curls.clone();
    behind.push("M-44,0 C-44,-60 44,-60 44,0Z".into());
    back.union(&behind, c, 1.0);
    let mut fringe: Vec<String> = [
        (-36.0 + 11.0 * k, -15.0, 11.0),
        (-24.0 + 9.0 * k, -27.0, 13.0),
        (-6.0 + 8.0 * k, -33.0, 13.0),
        (12.0 + 7.0 * k, -32.0, 13.0),
        (28.0 + 5.0 * k, -26.0, 12.0),
        (40.0 + 2.0 * k, -13.0, 9.5),
        (-43.0 + 10.0 * k, 2.0, 10.0),
    ]
    .into_iter()
    .map(|(x, y, r)| circle(x, y, r))
    .collect();
    fringe.push("M-44,-6 C-46,-52 46,-54 46,-10 L34,-34 L-26,-34Z".into());
    front.union(&fringe, c, 0.9);
    for curl in &curls[2..10] {
        front.path(curl, c, 0.0);
    }
    front.stroke(
        "M-36,-36 q4,-8 12,-9 M-14,-50 q7,-6 15,-3 M14,-49 q8,-2 13,5",
        shine,
        3.6 / front.weight,
    );
}
