//! Which shot every picture of a strip has, when the author does not say: neighbours in one place are seen from
//! different sides, as far as what people do there lets it.
//!
//! Start at [`shots`]. What an action is best seen in is a row of the theme (`art/poses.yaml`, `shots`); here is
//! the rhythm: the first picture shows the place, the last one faces, and what is seen twice in one place is seen
//! from elsewhere the second time. The cheapest row of shots wins, the earlier of equals.

use super::cast::Shot;
use super::detail;
use super::handover;
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
/// So much worse a strip may be for having a close-up.
const CLOSER: u32 = 6;
/// The same shot as the neighbour, not the usual one; the same shot of the same place.
const AGAIN: u32 = 3;
const SAME: u32 = 4;

/// What a picture may be seen in, and what each costs.
type Wishes<'a> = Vec<(Option<&'a str>, u32)>;

/// The shots of the pictures of a strip, in their order: a word of the theme, or what the author wrote, or
/// `None` for the usual one. A strip of which every picture would show people from farther off has one close-up
/// where hands and what they hold can tell the step.
#[must_use]
pub fn shots(troupe: &Troupe<'_>, pictures: &[&Picture]) -> Vec<Option<String>> {
    let wishes: Vec<Wishes<'_>> = pictures.iter().map(|picture| wished(troupe, picture)).collect();
    let (cost, mut chosen) = cheapest(troupe, pictures, &wishes);
    let is_close = |word: &Option<&str>| {
        let shot = word.and_then(|word| troupe.cast.shot(word));
        matches!(shot, Some(Shot::Detail(_) | Shot::Screen(_)))
    };
    if !chosen.iter().any(is_close) {
        let closer = (1..pictures.len().saturating_sub(1)).filter_map(|i| {
            let close = close_up(troupe, pictures[i])?;
            let mut with = wishes.clone();
            with[i] = vec![(Some(close), 0)];
            let (sum, row) = cheapest(troupe, pictures, &with);
            (sum <= cost + CLOSER).then_some((sum, row))
        });
        // Of equals the last: the first pictures of a strip show where it is.
        if let Some((_, row)) = closer.reduce(|a, b| if b.0 <= a.0 { b } else { a }) {
            chosen = row;
        }
    }
    let mut chosen = chosen.into_iter().map(|word| word.map(String::from)).collect::<Vec<_>>();
    from_both_sides(troupe, pictures, &mut chosen);
    chosen
}

/// The close-up a picture may be seen in, when its author and its actions wish for none.
fn close_up<'a>(troupe: &'a Troupe<'_>, picture: &Picture) -> Option<&'a str> {
    if picture.shot.is_some() || picture.light.is_some() {
        return None;
    }
    let word = troupe.cast.close_up()?;
    (detail::suits(troupe, picture) || handover::suits(troupe, picture)).then_some(word)
}

/// The cheapest row of shots, and what it costs.
fn cheapest<'a>(
    troupe: &Troupe<'_>,
    pictures: &[&Picture],
    wishes: &[Wishes<'a>],
) -> (u32, Vec<Option<&'a str>>) {
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
    let Some(end) = ways.last() else { return (0, Vec::new()) };
    let mut at = (0..end.len()).min_by_key(|n| end[*n]).unwrap_or(0);
    let sum = end.get(at).map_or(0, |(sum, _)| *sum);
    let mut chosen = Vec::new();
    for (options, row) in wishes.iter().zip(&ways).rev() {
        chosen.push(options[at].0);
        at = row[at].1;
    }
    chosen.reverse();
    (sum, chosen)
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
        Some(Shot::Detail(_)) if picture.light.is_some() => false,
        Some(Shot::Detail(_)) => detail::suits(troupe, picture) || handover::suits(troupe, picture),
        Some(Shot::Rows(_)) => rows::suits(troupe, picture),
    });
    match best {
        Some(best) => vec![(Some(best), 0), (None, PLAIN)],
        None => vec![(None, 0)],
    }
}
