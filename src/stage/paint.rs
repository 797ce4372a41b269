//! Painting a take: place, people, things and words, from the back to the front.
//!
//! Start at [`paint`]. Units: the picture's.

use super::blocking::Actor;
use super::blocking::Contact;
use super::crowd::Crowd;
use super::effects;
use super::scene::Scene;
use super::scene::Setting;
use super::script::Script;
use super::set::Set;
use super::set::things_alone;
use super::speech;
use super::speech::Spoken;
use super::take::Rehearsal;
use super::take::mapped;
use super::troupe::Troupe;
use crate::diag::Span;
use crate::figure::Bones;
use crate::figure::Figure;
use crate::figure::Hold;
use crate::figure::InkedShape;
use crate::figure::Pen;
use crate::figure::figure;
use crate::figure::n;
use crate::figure::parse;
use crate::figure::skeleton;
use crate::geometry::Rect;
use kurbo::BezPath;

/// Whether somebody's hand is still where their action puts it, and not drawn back to the side.
fn reaches_out(a: &Actor<'_>) -> bool {
    const LEAST: f64 = 0.6;
    a.pose.far.target.0 >= a.action.pose.far.target.0 * LEAST
}

/// A head smaller than this by the picture's height is drawn with finer lines: so much of the usual ones.
const SMALL_HEAD: f64 = 0.115;
const FINER: f64 = 0.74;

/// Paints a take.
pub(super) fn paint(troupe: &Troupe<'_>, script: &Script<'_>, r: Rehearsal<'_>) -> Scene {
    let Setting { size: (w, h), weight, .. } = script.setting;
    let scale = r.scale;
    let mut scene = Scene { left_out: script.left_out.clone(), ..Scene::default() };
    // A face that is drawn small would be all lines.
    let largest = r.marks.heads.iter().map(|(_, radius)| *radius).fold(0.0, f64::max);
    let thin = if largest < h * SMALL_HEAD { weight * FINER } else { weight };
    let figures: Vec<Figure> =
        r.actings.iter().map(|a| figure(a, troupe.palette, thin / scale)).collect();
    let set = Set { troupe, script, rehearsal: &r };
    let (box_shapes, box_place) = set.slot_box();
    let things = set.things();
    let furniture = if r.actors.is_empty() {
        things_alone(&things, &script.setting)
    } else {
        set.room(box_place).furnish(&things)
    };

    scene.rings = furniture.rings;
    scene.unplaced.clone_from(&furniture.unplaced);
    let still = r.actors.iter().filter(|a| a.action.points && !reaches_out(a));
    let lines = still.filter_map(|a| script.picture.people.iter().find(|p| p.span == a.source));
    scene.cramped = lines.map(|p| format!("{} {}", p.who, p.action)).collect();
    let mut pen = Pen::new(troupe.palette, weight);
    pen.shapes.extend(script.layers.without(false, &r.hidden).cloned());
    if let Some(crowd) = Crowd::of(troupe, script.picture) {
        crowd.paint(&mut pen, troupe, &r, ((w, h), weight));
    }
    pen.shapes.extend(furniture.hanging);
    for i in (0..figures.len()).filter(|i| r.actors[*i].behind) {
        pen.add(&figures[i].all, &r.maps[i]);
    }
    pen.shapes.extend(script.layers.without(true, &r.hidden).cloned());
    set.open_locker(&mut pen);
    pen.shapes.extend(furniture.standing);
    let pair = script.contact.map(Contact::pair);
    // What reaches over a counter is painted again, down to its edge.
    let above = script.counter.map(|(y, from)| {
        let (right, edge) = (n(2.0 * w), n(y + h * 0.02));
        let (left, from, foot) = (n(-w), n(from), n(2.0 * h));
        parse(&format!("M{left},{} H{right} V{edge} H{from} V{foot} H{left}Z", n(-h)))
    });
    for i in (0..figures.len()).filter(|i| r.actors[*i].behind) {
        if let (Some(above), Some((edge, _))) = (&above, script.counter) {
            pen.shapes.extend(set.lying(i, edge));
            // Hands at work, those round a sheet, and those that meet others, are over the counter; all others are
            // behind its edge, which cuts them cleanly.
            let meets = script.contact.is_some_and(|c| c.has(i));
            let sheet = r.actings[i].prop.is_some() && r.actors[i].pose.hold == Some(Hold::Paper);
            if r.actors[i].action.is_desk_work() || meets || sheet || leans_over(&r, i, edge) {
                arms_on_desk(&mut pen, (&figures[i], &r, i), (w, h, edge), above);
            }
        }
    }
    for i in (0..figures.len()).filter(|i| !r.actors[*i].behind) {
        pen.add(&figures[i].all, &r.maps[i]);
        if let Some(edge) = script.desk_of(&r.actors[i]) {
            set.own_table(&mut pen, set.table_span(i), edge, h);
            pen.shapes.extend(set.lying(i, edge));
            let clip = band(w, (-h, edge + h * 0.02));
            arms_on_desk(&mut pen, (&figures[i], &r, i), (w, h, edge), &clip);
        }
    }
    if let Some(Contact::Table(a, b)) = script.contact {
        // Between the two, before their laps, and their arms on it.
        set.shared_table(&mut pen, (a, b));
        for i in [a, b] {
            let arms = figures[i].arms(true, true, false);
            pen.shapes.extend(arms.into_iter().map(|s| s.mapped(&r.maps[i])));
        }
    }
    // The slip goes into the box: the box is before it, but for what is over its slot.
    pen.shapes.extend(box_shapes);
    if let Some((i, slot)) = set.over_slot(box_place) {
        let shapes = figures[i].before(false).iter().map(|s| s.mapped(&r.maps[i])).collect();
        pen.add_clipped(shapes, &band(w, (-h, slot)));
    }
    if let Some((a, b)) = pair.filter(|_| !matches!(script.contact, Some(Contact::Table(..)))) {
        // Meeting hands lie over both people, what they hold between their layers; a hand behind the counter
        // stays behind it.
        let free = |i: usize| !r.actors[i].behind;
        let layers = [a, b].map(|i| (i, figures[i].behind(free(i))));
        // A finger that shows something on what the other holds is before it.
        let order =
            if matches!(script.contact, Some(Contact::Teach(..))) { [b, a] } else { [a, b] };
        let before = order.map(|i| (i, figures[i].before(free(i))));
        for (i, shapes) in layers.into_iter().chain(before) {
            match above.as_ref().filter(|_| r.actors[i].behind) {
                Some(above) => {
                    let shapes = shapes.iter().map(|s| s.mapped(&r.maps[i])).collect();
                    pen.add_clipped(shapes, above);
                }
                None => pen.add(&shapes, &r.maps[i]),
            }
        }
    }
    let word = script.picture.effect.as_ref();
    let effect = word.and_then(|word| troupe.cast.effect(&word.value));
    if let (Some(effect), Some((head, radius)), Some(a)) =
        (effect, r.marks.heads.first(), r.actors.first())
    {
        let foot = (a.x, r.ground);
        let anchor = effects::Anchor {
            head: *head,
            radius: *radius,
            foot,
            faces_right: a.faces_right,
            scale,
        };
        effects::draw(&mut pen, effect, &anchor, troupe.art);
    }
    let things: Vec<Rect> = r.marks.things.iter().chain(&furniture.boxes).copied().collect();
    let mut near = Vec::new();
    for (place, shapes) in near_pieces(script, &r, &things) {
        near.push(*place);
        pen.shapes.extend(shapes.iter().cloned());
    }
    scene.shapes = pen.shapes;
    scene.first_bubble = scene.shapes.len();
    scene.marks = r.marks;
    scene.marks.things.extend(furniture.boxes);
    scene.marks.near = near;
    let spoken = Spoken {
        speeches: &script.speeches,
        boxes: &script.boxes,
        heads: &scene.marks.heads.clone(),
        type_size: script.type_size,
        pad: script.pad,
        floor: r.floor,
    };
    let sources: Vec<Span> = r.actors.iter().map(|a| a.source).collect();
    spoken.letter(&mut scene, troupe.palette, &r.spots, &sources, weight);
    if let (Some(strip), Some(words)) = (&script.caption, &script.picture.caption) {
        let sizes = (script.type_size, script.pad);
        speech::caption(&mut scene, troupe.palette, strip, sizes, (&script.setting, words.span));
    }
    scene
}

/// The pieces of the place near the reader that cover nothing that tells something. There are none before somebody
/// who is near already, nor before a crowd.
fn near_pieces<'s>(
    script: &'s Script<'_>,
    r: &Rehearsal<'_>,
    things: &[Rect],
) -> Vec<&'s (Rect, Vec<InkedShape>)> {
    if script.placed {
        return Vec::new();
    }
    let heads = r.marks.heads.iter().map(|(at, radius)| Rect::around(*at, *radius));
    let told = heads.chain(r.marks.signs.iter().chain(&r.hands).chain(things).copied());
    let told: Vec<Rect> = told.collect();
    let is_free = |rect: &Rect| told.iter().all(|other| !rect.overlaps(other, 0.0));
    script.layers.near.iter().filter(|(rect, _)| is_free(rect)).collect()
}

/// How deep the top of a counter or a table is as it is seen, by the height.
const DESK_TOP: f64 = 0.066;

/// A band across the picture, of the top of a desk or of all that is above something.
pub(super) fn band(w: f64, (top, foot): (f64, f64)) -> BezPath {
    parse(&format!("M{},{} H{} V{} H{}Z", n(-w), n(top), n(2.0 * w), n(foot), n(-w)))
}

/// Lays somebody's arms on a desk again, as far as `above` goes: on its top whole, for nothing of the body is seen
/// there, over it only what is beside the body.
fn arms_on_desk(
    pen: &mut Pen<'_>,
    (f, r, i): (&Figure, &Rehearsal<'_>, usize),
    (w, h, edge): (f64, f64, f64),
    above: &BezPath,
) {
    let foot = edge + h * 0.036;
    let top = band(w, (edge - h * DESK_TOP, foot));
    pen.add_clipped(arms_above(f, r, i, (foot, true)), &top);
    pen.add_clipped(arms_above(f, r, i, (foot, false)), above);
}

/// Whether a hand of somebody behind a counter is over it, and the elbow is not: cut by its edge, the hand would
/// be one without an arm.
fn leans_over(r: &Rehearsal<'_>, i: usize, edge: f64) -> bool {
    let bones = skeleton(&r.actings[i]);
    let height = |at: (f64, f64)| mapped(&r.maps[i], at).1;
    [&bones.near, &bones.far].iter().any(|b| height(b.grip) < edge && height(b.elbow) > edge)
}

/// The arms whose hands are above an edge, with what they hold.
fn arms_above(
    f: &Figure,
    r: &Rehearsal<'_>,
    i: usize,
    (edge, whole): (f64, bool),
) -> Vec<InkedShape> {
    let bones = skeleton(&r.actings[i]);
    // The whole hand: half of one on an edge is none.
    let is_above = |b: &Bones| {
        let lower = b.end.1.max(b.grip.1) + 4.0;
        mapped(&r.maps[i], (b.end.0, lower)).1 < edge
    };
    let (near, far) = (is_above(&bones.near), is_above(&bones.far));
    f.arms(near, far, whole).into_iter().map(|s| s.mapped(&r.maps[i])).collect()
}
