//! The pictures of a page, staged: one scale of heads on one page.
//!
//! Start at [`Workshop::scenes`]. Units: millimetres.

use super::Workshop;
use crate::geometry::Rect;
use crate::model::Picture;
use crate::record::At;
use crate::stage::Scene;
use crate::stage::Setting;
use crate::stage::ending;
use crate::stage::shots;
use crate::stage::stage;
use crate::theme::SheetKind;
use std::collections::BTreeMap;

/// A fifth up over a fifth down: so much larger may the largest head of a page be than the smallest.
const SPREAD: f64 = 1.2 / 0.8;

/// What is seen from far stays far: a head below this share of its picture.
const FAR: f64 = 1.0 / 7.0;

impl Workshop<'_> {
    /// Stages pictures for their boxes, by their numbers. Heads of one page are of one size, within a fifth up
    /// or down of the middle; those of pictures seen from far are smaller and count for nothing.
    pub(super) fn scenes(
        &self,
        kind: &SheetKind,
        drawn: &[(usize, (Rect, &Picture))],
    ) -> BTreeMap<usize, Scene> {
        let troupe = self.troupe();
        // Together the pictures of a page are a strip: each is seen as the others let it.
        let mut drawn = drawn.to_vec();
        drawn.sort_by_key(|(number, _)| *number);
        let strip: Vec<&Picture> = drawn.iter().map(|(_, (_, picture))| *picture).collect();
        let warm = ending(&troupe, &strip);
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
        let drawn: Vec<(usize, (Rect, &Picture))> = drawn
            .iter()
            .zip(&directed)
            .map(|((number, (rect, _)), picture)| (*number, (*rect, picture)))
            .collect();
        // The first ring of a strip is the only one.
        let mut ringed: Option<usize> = None;
        let setting = |rect: &Rect, largest_head: f64, rings: bool| Setting {
            size: (rect.w, rect.h),
            weight: kind.line.0,
            smallest_type: kind.floors.running.0,
            largest_head,
            rings,
        };
        let mut scenes: BTreeMap<usize, Scene> = BTreeMap::new();
        for (number, (rect, picture)) in &drawn {
            let setting = setting(rect, f64::INFINITY, ringed.is_none());
            let scene = stage(&troupe, picture, &setting);
            ringed = ringed.or((scene.rings > 0).then_some(*number));
            scenes.insert(*number, scene);
        }
        let near = drawn.iter().filter_map(|(number, (rect, _))| {
            let head = scenes.get(number)?.largest_head();
            (head > rect.h * FAR).then_some(head)
        });
        let largest = near.fold(f64::INFINITY, f64::min) * SPREAD;
        for (number, (rect, picture)) in &drawn {
            if scenes.get(number).is_some_and(|scene| scene.largest_head() > largest) {
                let rings = ringed.is_none_or(|first| first == *number);
                scenes.insert(*number, stage(&troupe, picture, &setting(rect, largest, rings)));
            }
        }
        scenes
    }
}
