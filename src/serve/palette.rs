//! The words of pictures for whoever puts one together by looking: in their lists, with what else they are called and how
//! they are read.
//!
//! Start at [`palette`]. The drawing of the word at a place of a list is at `/word/LIST/PLACE.svg`; lists without drawings are
//! chosen by their words.

use crate::vocabulary::Vocabulary;
use crate::vocabulary::WordList;
use pinyin::ToPinyinMulti;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// All lists as JSON: `lists` by name, each word with its other names; `readings` of every character in them.
pub(super) fn palette(words: &Vocabulary) -> Vec<u8> {
    let lists: [(&str, &WordList); 9] = [
        ("people", &words.people),
        ("actions", &words.actions),
        ("moods", &words.moods),
        ("props", &words.props),
        ("places", &words.places),
        ("positions", &words.positions),
        ("shots", &words.shots),
        ("effects", &words.effects),
        ("light", &words.light),
    ];
    let mut all: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut readings: BTreeMap<char, String> = BTreeMap::new();
    for (name, list) in lists {
        for (word, aliases) in &list.words {
            let names = std::iter::once(word).chain(aliases);
            for c in names.flat_map(|name| name.chars()).filter(|c| !c.is_ascii()) {
                readings.entry(c).or_insert_with(|| read(c));
            }
            let room = words.letters_of(word);
            all.entry(name).or_default().push(json!([word, aliases.join(" "), room]));
        }
    }
    readings.retain(|_, read| !read.is_empty());
    serde_json::to_vec(&json!({ "lists": all, "readings": readings })).unwrap_or_default()
}

/// All readings of a character without tones, as they are typed.
fn read(c: char) -> String {
    let all = c.to_pinyin_multi().into_iter().flatten();
    let plain: BTreeSet<String> = all.map(|one| one.plain().replace('ü', "v")).collect();
    plain.into_iter().collect::<Vec<_>>().join(" ")
}
