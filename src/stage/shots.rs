//! Which shot every picture of a strip has, when the author does not say: neighbours in one place are seen from
//! different sides, as far as what people do there lets it.
//!
//! Start at [`shots`]. What an action is best seen in is a row of the theme (`art/poses.yaml`, `shots`); here is
//! the rhythm: the first picture shows the place, the last one faces, and what is seen twice in one place is seen
//! from elsewhere the second time. The cheapest row of shots wins, the earlier of equals.

use super::cast::Shot;
use super::detail;
use super::over;
use super::rows;
use super::screen;
use super::troupe::Troupe;
use crate::model::Picture;

/// Everybody from the front, though something else was wished.
const PLAIN: u32 = 1;
/// A back in the first and in the last picture: what a screen says at the end, a glad face says from farther off.
const FACELESS_FIRST: u32 = 6;
const FACELESS_LAST: u32 = 3;
/// A close-up where the place is to be seen, or faces.
const NO_PLACE: u32 = 20;
/// The same shot as the neighbour, not the usual one; the same shot of the same place.
const AGAIN: u32 = 3;
const SAME: u32 = 4;

/// The shots of the pictures of a strip, in their order: a word of the theme, or what the author wrote, or
/// `None` for the usual one.
#[must_use]
pub fn shots(troupe: &Troupe<'_>, pictures: &[&Picture]) -> Vec<Option<String>> {
    let wishes = pictures.iter().map(|picture| wished(troupe, picture));
    let wishes: Vec<Vec<(Option<&str>, u32)>> = wishes.collect();
    // Of all that show everybody from the front, one is as good as the other.
    let unusual = |shot: Option<&'_ str>| shot.is_some_and(|word| troupe.cast.is_unusual(word));
    // The cheapest way to each shot of a picture: its cost, and the shot of the picture before.
    let mut ways: Vec<Vec<(u32, usize)>> = Vec::new();
    for (i, options) in wishes.iter().enumerate() {
        let cost = |(shot, own): &(Option<&str>, u32)| {
            let (at_first, at_last) = match shot.and_then(|word| troupe.cast.shot(word)) {
                None | Some(Shot::Group { .. } | Shot::Rows(_)) => (0, 0),
                Some(Shot::Over(_)) => (FACELESS_FIRST, FACELESS_LAST),
                Some(Shot::Screen(_)) => (NO_PLACE, FACELESS_LAST),
                Some(Shot::Detail(_)) => (NO_PLACE, NO_PLACE),
            };
            let first = if i == 0 { at_first } else { 0 };
            let last = if i + 1 == pictures.len() { at_last } else { 0 };
            let alone = own + first + last;
            let Some(before) = i.checked_sub(1) else { return (alone, 0) };
            let same_place = pictures[before].place.value == pictures[i].place.value;
            let from = wishes[before].iter().zip(&ways[before]).enumerate();
            let from = from.map(|(n, ((earlier, _), (sum, _)))| {
                let plain = !unusual(*earlier) && !unusual(*shot);
                let same = plain || earlier == shot;
                let again = if same && !plain { AGAIN } else { 0 };
                let place = if same && same_place { SAME } else { 0 };
                (sum + alone + again + place, n)
            });
            from.min().unwrap_or((alone, 0))
        };
        let row = options.iter().map(cost).collect();
        ways.push(row);
    }
    let Some(end) = ways.last() else { return Vec::new() };
    let mut at = (0..end.len()).min_by_key(|n| end[*n]).unwrap_or(0);
    let mut chosen = Vec::new();
    for (options, row) in wishes.iter().zip(&ways).rev() {
        chosen.push(options[at].0.map(String::from));
        at = row[at].1;
    }
    chosen.reverse();
    from_both_sides(troupe, pictures, &mut chosen);
    chosen
}

/// What has two sides is seen now from one, now from the other: the second of two never from the side of the first,
/// and of strips with one of them half begin so, half so.
fn from_both_sides(troupe: &Troupe<'_>, pictures: &[&Picture], chosen: &mut [Option<String>]) {
    let mut before = None;
    for (i, shot) in chosen.iter_mut().enumerate() {
        let Some(word) = shot.as_deref() else { continue };
        let round = troupe.cast.turned(word);
        let is_turned = troupe.cast.turns(word).is_some();
        if round.is_none() && !is_turned {
            continue;
        }
        let other_side = before.map_or(i % 2 == 0, |turned: bool| !turned);
        let round = round.filter(|_| other_side && pictures[i].shot.is_none());
        before = Some(is_turned || round.is_some());
        if let Some(round) = round {
            *shot = Some(round.to_string());
        }
    }
}

/// The shots a picture may have, and what each costs: the author's, else what its actions are best seen in, and
/// the usual one.
fn wished<'a>(troupe: &'a Troupe<'_>, picture: &'a Picture) -> Vec<(Option<&'a str>, u32)> {
    if let Some(shot) = &picture.shot {
        return vec![(Some(shot.value.as_str()), 0)];
    }
    let people = picture.people.iter().filter_map(|p| troupe.cast.action(&p.action));
    let wishes = people.flat_map(|action| action.shots.iter());
    let best = wishes.map(String::as_str).find(|word| match troupe.cast.shot(word) {
        None | Some(Shot::Group { .. }) => false,
        Some(Shot::Over(_)) => over::suits(troupe, picture),
        Some(Shot::Screen(_)) => screen::suits(troupe, picture, word),
        Some(Shot::Detail(_)) => detail::suits(troupe, picture),
        Some(Shot::Rows(_)) => rows::suits(troupe, picture),
    });
    match best {
        Some(best) => vec![(Some(best), 0), (None, PLAIN)],
        None => vec![(None, 0)],
    }
}
