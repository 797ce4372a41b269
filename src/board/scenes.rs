//! The pictures of a page, staged: one scale of heads on one page.
//!
//! Start at [`Workshop::scenes`]. Units: millimetres.

use super::Workshop;
use super::composition::near_head;
use super::topic::Look;
use super::topic::Topic;
use crate::geometry::Rect;
use crate::model::Picture;
use crate::model::Procedure;
use crate::model::with_rows;
use crate::record::At;
use crate::stage::Scene;
use crate::stage::Setting;
use crate::stage::ending;
use crate::stage::shots;
use crate::stage::stage;
use crate::vocabulary::Vocabulary;
use std::collections::BTreeMap;

/// A fifth up over a fifth down: so much larger may the largest head of a page be than the smallest.
const SPREAD: f64 = 1.2 / 0.8;

/// So much of the height of those who welcome is to be seen.
const BUST: f64 = 0.64;

impl Workshop<'_> {
    /// Stages pictures of a topic for their boxes, by their numbers. Heads of one page are of one size, within a
    /// fifth up or down of the middle; those of pictures seen from far are smaller and count for nothing.
    pub(super) fn scenes(
        &self,
        (topic, look): (&Topic<'_>, &Look),
        drawn: &[(usize, (Rect, &Picture))],
    ) -> BTreeMap<usize, Scene> {
        let troupe = self.troupe();
        // Together the pictures of a page are a strip: each is seen as the others let it.
        let apart = |picture: &Picture| topic.is_header(picture);
        let (headers, mut drawn): (Vec<_>, Vec<_>) =
            drawn.iter().copied().partition(|(_, (_, picture))| apart(picture));
        drawn.sort_by_key(|(number, _)| *number);
        let strip: Vec<&Picture> = drawn.iter().map(|(_, (_, picture))| *picture).collect();
        // Pictures that tell no matter have no end, and forms in them list nothing.
        let warm = topic.procedure.filter(|p| p.tone.is_none());
        let warm = warm.and_then(|_| ending(&troupe, &strip));
        let mut directed: Vec<Picture> = strip
            .iter()
            .zip(shots(&troupe, &strip))
            .map(|(picture, shot)| Picture {
                shot: shot.map(|value| At { value, span: picture.place.span }),
                ..(*picture).clone()
            })
            .collect();
        if let (Some(word), Some(last)) = (warm, directed.last_mut()) {
            last.light = Some(At { value: word.to_string(), span: last.place.span });
        }
        if let Some(procedure) = topic.procedure {
            directed.iter_mut().for_each(|picture| fill_forms(picture, procedure, troupe.words));
        }
        let drawn: Vec<(usize, (Rect, &Picture))> = drawn
            .iter()
            .zip(&directed)
            .map(|((number, (rect, _)), picture)| (*number, (*rect, picture)))
            .collect();
        // The first ring of a strip is the only one.
        let mut ringed: Option<usize> = None;
        let setting = |rect: &Rect, largest_head: f64, rings: bool| Setting {
            largest_head,
            rings,
            ..topic.setting(look, rect)
        };
        let mut scenes: BTreeMap<usize, Scene> = BTreeMap::new();
        for (number, (rect, picture)) in &drawn {
            let setting = setting(rect, f64::INFINITY, ringed.is_none());
            let scene = stage(&troupe, picture, &setting);
            ringed = ringed.or((scene.rings > 0).then_some(*number));
            scenes.insert(*number, scene);
        }
        let near =
            drawn.iter().filter_map(|(number, (rect, _))| near_head(scenes.get(number)?, rect));
        let largest = near.fold(f64::INFINITY, f64::min) * SPREAD;
        for (number, (rect, picture)) in &drawn {
            if scenes.get(number).is_some_and(|scene| scene.largest_head() > largest) {
                let rings = ringed.is_none_or(|first| first == *number);
                scenes.insert(*number, stage(&troupe, picture, &setting(rect, largest, rings)));
            }
        }
        for (number, (rect, picture)) in headers {
            // To the chest: what is below is cut off with the box.
            let whole = Rect { h: rect.h / BUST, ..rect };
            scenes.insert(number, stage(&troupe, picture, &topic.setting(look, &whole)));
        }
        scenes
    }
}

impl Topic<'_> {
    /// How a picture of it is staged in a box, when nothing is known of the others.
    pub(super) fn setting(&self, look: &Look, rect: &Rect) -> Setting {
        let measures = self.kind.measures(look.size);
        Setting {
            variant: self.procedure.map_or(0, variant),
            ..Setting::new((rect.w, rect.h), measures.line.0, measures.bubble.0)
        }
    }
}

/// Which of its drawings a place is seen in: neighbours of one list are not in one room, and a matter keeps to its
/// own when others come and go.
fn variant(procedure: &Procedure) -> usize {
    // Figures weigh differently (1, 2, 5 …): the first of one category is not seen in what the first of all are.
    let figures = procedure.code.value.bytes().enumerate();
    figures.map(|(i, figure)| (i * i + 1) * usize::from(figure)).sum()
}

/// Forms in hands list what the matter asks of everybody.
fn fill_forms(picture: &mut Picture, procedure: &Procedure, words: &Vocabulary) {
    for person in &mut picture.people {
        let always = procedure.materials.iter().filter(|m| m.only_if.is_none());
        let always = always.map(|m| m.name.value.as_str());
        let filled = person.prop.as_deref().and_then(|thing| with_rows(thing, always, words));
        if filled.is_some() {
            person.value.prop = filled;
        }
    }
}
