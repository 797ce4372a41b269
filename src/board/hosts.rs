//! Pictures that stand in no strip: who welcomes in the header of a board, and a cover for every category.
//!
//! Start at [`hosts`] and [`covers`].

use crate::model::Catalog;
use crate::model::Category;
use crate::model::Person;
use crate::model::Picture;
use crate::model::Procedure;
use crate::record::At;
use crate::stage::Cast;
use crate::stage::Places;

/// What hosts do and how they look; of the words of the default cast.
const STAND: &str = "站立";
const FRIENDLY: &str = "微笑";
const CALM: &str = "平静";

/// Who welcomes: the first two of a matter's pictures, one from each side of the counter where there are such, else
/// the first. Nobody where nobody is in them. They say and hold nothing.
pub(super) fn hosts(p: &Procedure, cast: &Cast) -> Option<Picture> {
    let mut people: Vec<&At<Person>> = Vec::new();
    for person in p.panels().iter().flat_map(|(_, picture)| &picture.people) {
        let known = people.iter().any(|other| other.who == person.who);
        if !known && cast.is_staff(&person.who).is_some() {
            people.push(person);
        }
    }
    let staff = |person: &&&At<Person>| cast.is_staff(&person.who) == Some(true);
    let first = people.iter().find(|p| !staff(p)).or(people.first())?;
    let other = people.iter().find(|p| staff(p)).or(people.get(1)).filter(|p| p.who != first.who);
    let at = first.span;
    let host = |person: &&At<Person>| At {
        value: Person {
            who: person.who.clone(),
            action: STAND.into(),
            prop: None,
            mood: Some(if p.tone.is_some() { CALM } else { FRIENDLY }.into()),
            position: None,
            speech: None,
        },
        span: at,
    };
    let people = std::iter::once(first).chain(other).map(host).collect();
    Some(Picture { people, ..Picture::of(At { value: Places::NOWHERE.into(), span: at }) })
}

/// A picture for every category, in their order: of the matter that people come for most. Those of different
/// categories are in different places as far as there are such. None for a category without pictures.
pub(super) fn covers(catalog: &Catalog) -> Vec<Option<&Picture>> {
    let mut seen: Vec<&str> = Vec::new();
    catalog
        .categories
        .iter()
        .map(|category| {
            let panels = commonest(catalog, category).into_iter().flat_map(|p| p.panels());
            let best = panels
                .map(|(_, picture)| picture)
                .filter(|picture| picture.photo.is_none())
                .enumerate()
                .max_by_key(|(n, picture)| (fitness(picture, &seen), std::cmp::Reverse(*n)));
            let (_, picture) = best?;
            seen.push(&picture.place.value);
            Some(picture)
        })
        .collect()
}

/// The matter of a category that the office names first as common, else its first.
fn commonest<'c>(catalog: &'c Catalog, category: &Category) -> Option<&'c Procedure> {
    let rank = |p: &&Procedure| {
        let frequent = &catalog.community.frequent;
        frequent.iter().position(|code| code.value == p.code.value).unwrap_or(usize::MAX)
    };
    catalog.of_category(category.number.value).min_by_key(rank)
}

/// How well a picture stands for its category: two people or more, a few words said by one of them, a place that no
/// other cover shows.
fn fitness(picture: &Picture, seen: &[&str]) -> u32 {
    let said: Vec<usize> = picture
        .people
        .iter()
        .filter_map(|p| Some(p.speech.as_ref()?.text.chars().count()))
        .collect();
    let few = said.len() == 1 && said[0] <= 8;
    let together = picture.people.len() >= 2;
    let new = !seen.contains(&picture.place.value.as_str());
    [(new, 8), (together, 4), (few, 2), (said.len() == 1, 1)]
        .iter()
        .map(|(is, worth)| if *is { *worth } else { 0 })
        .sum()
}
