//! A call: two people who are not in the same place, in two halves of one picture.
//!
//! Start at [`sides`]. Whoever calls first is where the picture says; the other one is somewhere else,
//! before a plain wall.

use super::action::CallEnd;
use super::cast::Cast;
use super::place::Places;
use super::scene::Scene;
use crate::figure::Hold;
use crate::figure::InkNames;
use crate::figure::InkedShape;
use crate::figure::Pen;
use crate::figure::n;
use crate::figure::parse;
use crate::geometry::Rect;
use crate::model::Picture;
use crate::record::At;
use kurbo::Affine;
use kurbo::BezPath;

/// How far the line between the halves leans, as a share of the height.
const LEAN: f64 = 0.1;

/// The two halves of a picture in which two people call each other; `None` for any other picture.
pub(super) fn sides(picture: &Picture, cast: &Cast) -> Option<(Picture, Picture)> {
    let [a, b] = picture.people.as_slice() else { return None };
    let ends = [a, b].map(|person| cast.action(&person.action).and_then(|action| action.call));
    if ends.contains(&None) || !ends.contains(&Some(CallEnd::Makes)) {
        return None;
    }
    let half = |person: usize, place: Option<&str>| {
        let place = At {
            value: place.unwrap_or(&picture.place.value).to_string(),
            span: picture.place.span,
        };
        let mut who = picture.people[person].clone();
        who.value.position = None;
        Picture {
            place,
            people: vec![who],
            // Things, effect and caption belong to where the picture says it is.
            props: if person == 0 { picture.props.clone() } else { Vec::new() },
            shot: None,
            voices: Vec::new(),
            effect: picture.effect.clone().filter(|_| person == 0),
            light: picture.light.clone(),
            caption: picture.caption.clone().filter(|_| person == 0),
            photo: None,
        }
    };
    Some((half(0, None), half(1, Some(Places::NOWHERE))))
}

/// Where somebody stands in their half, by its width: a telephone that is held out stays clear of the line between
/// the halves, an elbow beside the ear of the picture's edge.
pub(super) fn at(half: &Picture, is_left: bool, cast: &Cast) -> f64 {
    let action = half.people.first().and_then(|person| cast.action(&person.action));
    let held_out = action.is_some_and(|action| action.pose.hold == Some(Hold::Far));
    let from_edge = if held_out { 0.29 } else { 0.4 };
    if is_left { from_edge } else { 1.0 - from_edge }
}

/// The width in which each half is staged, and how far the right one is moved.
pub(super) fn half_width((w, h): (f64, f64)) -> (f64, f64) {
    let lean = h * LEAN;
    ((w + lean) / 2.0, (w - lean) / 2.0)
}

/// Puts two staged halves side by side, cut along a leaning line.
pub(super) fn join(
    left: Scene,
    right: Scene,
    (w, h): (f64, f64),
    palette: &InkNames,
    weight: f64,
) -> Scene {
    let lean = h * LEAN;
    let (top, foot) = ((w + lean) / 2.0, (w - lean) / 2.0);
    let far = w + h;
    let left_half =
        parse(&format!("M{},{} H{} L{},{} H{}Z", n(-h), 0.0, n(top), n(foot), n(h), n(-h)));
    let right_half = parse(&format!("M{},{} H{} V{} H{}Z", n(top), 0.0, n(far), n(h), n(foot)));
    let shift = half_width((w, h)).1;
    let map = Affine::translate((shift, 0.0));
    let mut scene = Scene::default();
    let cut = |shapes: Vec<InkedShape>, half: &BezPath| -> Vec<InkedShape> {
        shapes
            .into_iter()
            .map(|s| InkedShape { clip: s.clip.or_else(|| Some(half.clone())), ..s })
            .collect()
    };
    let mut wall = Pen::new(palette, weight);
    wall.path(&format!("M{},0 H{} V{} H{}Z", n(foot), n(w), n(h), n(foot)), "wall-lavender", 0.0);
    wall.ellipse((w * 0.76, h * 0.62), (w * 0.24, h * 0.5), "white", 0.0);
    let mut bubbles = Vec::new();
    for (half, outline, by) in [(left, &left_half, 0.0), (right, &right_half, shift)] {
        let (people, words) = half.shapes.split_at(half.first_bubble);
        let people: Vec<InkedShape> = people.to_vec();
        if by > 0.0 {
            scene.shapes.extend(cut(std::mem::take(&mut wall.shapes), outline));
        }
        let place = |s: &InkedShape| if by > 0.0 { s.mapped(&map) } else { s.clone() };
        scene.shapes.extend(cut(people.iter().map(place).collect(), outline));
        bubbles.extend(words.iter().map(place));
        scene.letterings.extend(half.letterings.into_iter().map(|mut l| {
            l.middle.0 += by;
            l.block += if by > 0.0 { 4 } else { 0 };
            l
        }));
        scene.left_out.extend(half.left_out);
        scene.unplaced.extend(half.unplaced);
        scene.cramped.extend(half.cramped);
        scene.rings += half.rings;
        let moved = |r: &Rect| Rect { x: r.x + by, ..*r };
        let m = half.marks;
        scene.marks.heads.extend(m.heads.iter().map(|((x, y), r)| ((x + by, *y), *r)));
        scene.marks.bubbles.extend(m.bubbles.iter().map(moved));
        scene.marks.things.extend(m.things.iter().map(moved));
        scene.marks.signs.extend(m.signs.iter().map(moved));
        scene.marks.bodies.extend(m.bodies.iter().map(moved));
        scene.marks.lines.extend(m.lines);
        scene.marks.misses.extend(m.misses);
    }
    let mut pen = Pen::new(palette, weight);
    let line = format!("M{},{} L{},{}", n(top), n(-h * 0.02), n(foot), n(h * 1.02));
    pen.line(&line, 4.4);
    pen.stroke(&line, "white", 2.4);
    scene.shapes.extend(pen.shapes);
    scene.first_bubble = scene.shapes.len();
    scene.shapes.extend(bubbles);
    scene
}
