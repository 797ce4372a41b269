//! A crowd: four to eight people in the background, smaller, behind everybody who acts.
//!
//! Start at [`Crowd::of`] and [`Crowd::paint`]. Who they are is a row of the theme's `art/cast.yaml`; what they
//! do is the action of their line. Units: the picture's; bodies in u.

use super::action::Action;
use super::script::CROWD_BACK as BACK;
use super::script::CROWD_SMALLER as SMALLER;
use super::take::Rehearsal;
use super::troupe::Troupe;
use crate::figure::Acting;
use crate::figure::Character;
use crate::figure::Legs;
use crate::figure::Pen;
use crate::figure::figure;
use crate::figure::placed;
use crate::model::Picture;

/// The people in the background and what they do.
pub(super) struct Crowd<'a> {
    /// What the line calls them.
    word: &'a str,
    people: Vec<&'a Character>,
    action: &'a Action,
    mood: Option<&'a str>,
}

impl<'a> Crowd<'a> {
    /// The crowd of a picture, if a line of it is one: nobody of it acts in the picture too.
    pub(super) fn of(troupe: &'a Troupe<'a>, picture: &'a Picture) -> Option<Crowd<'a>> {
        let line = picture.people.iter().find(|p| troupe.cast.crowd(&p.who).is_some())?;
        let acts = |word: &str| picture.people.iter().any(|p| p.who == word);
        let words = troupe.cast.crowd(&line.who)?.iter().filter(|word| !acts(word));
        Some(Crowd {
            word: &line.who,
            people: words.filter_map(|word| troupe.cast.person(word)).collect(),
            action: troupe.cast.action_of(line, None)?,
            mood: line.mood.as_deref(),
        })
    }

    /// Who they are.
    pub(super) fn people(&self) -> &[&'a Character] {
        &self.people
    }

    /// Whether they have a hand up.
    pub(super) fn raises(&self) -> bool {
        self.action
            .variant
            .as_ref()
            .is_some_and(|variant| variant.people.iter().any(|who| *who == self.word))
    }

    /// Whether they sit, as those do who vote.
    pub(super) fn sits(&self) -> bool {
        self.raises() || self.action.pose.legs == Legs::Sit
    }

    /// Draws it across the picture, every second one a little back.
    pub(super) fn paint(
        &self,
        pen: &mut Pen<'_>,
        troupe: &Troupe<'_>,
        r: &Rehearsal<'_>,
        ((width, height), weight): ((f64, f64), f64),
    ) {
        let scale = r.scale * SMALLER;
        let fits = (width / (96.0 * scale)).floor().max(4.0) as usize;
        let count = self.people.len().min(fits).min(8);
        let mut pose = self.action.pose;
        if pose.legs == Legs::Sit {
            pose.legs = Legs::Stand;
        }
        let (mood, anatomy) = (troupe.cast.mood(self.mood), troupe.cast.anatomy());
        // Those farther back first.
        let (near, back): (Vec<_>, Vec<_>) =
            self.people.iter().take(count).enumerate().partition(|(i, _)| i % 2 == 0);
        for (people, high) in [(back, BACK), (near, 0.07)] {
            for (i, person) in people {
                let x = width * (i as f64 + 0.5) / count as f64;
                let mirrored = x >= width / 2.0;
                let acting = Acting { mirrored, ..Acting::of(person, pose, mood, anatomy) };
                let mirror = if mirrored { -scale } else { scale };
                let drawn = figure(&acting, troupe.palette, weight * 0.8 / scale);
                let at = (x, r.ground - height * high);
                pen.add(&drawn.all, &placed(at, (mirror, scale), 0.0));
            }
        }
    }
}
