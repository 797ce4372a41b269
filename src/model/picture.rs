//! A picture in words: who does what where, and the words that are known.
//!
//! Start at [`Picture`]. The lists of words
//! ([`crate::vocabulary`]) are data of the theme, so a community can add its own.

use super::person::Person;
use super::photo::Photo;
use super::voice::Voice;
use crate::record::At;
use crate::vocabulary::lettered::base;
use crate::vocabulary::lettered::spoken;

/// One panel. At least one of people, props and voices.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// 社区窗口 …; of a photo, the words that say what it shows.
    pub place: At<String>,
    /// At most three.
    pub people: Vec<At<Person>>,
    /// Things that stand in the picture.
    pub props: Vec<At<String>>,
    /// 中景 | 全景
    pub shot: Option<At<String>>,
    /// 速度线 …
    pub effect: Option<At<String>>,
    /// 夜里 …; by day where nothing is said.
    pub light: Option<At<String>>,
    /// Bubbles of people who are not drawn; there are none where somebody is.
    pub voices: Vec<At<Voice>>,
    /// Words without a speaker; a photo has none.
    pub caption: Option<At<String>>,
    /// Shown instead of a drawing; then there is only the place, which says what is seen.
    pub photo: Option<Photo>,
}

impl Picture {
    /// The name of a place that is none: people and things before nothing.
    pub const NOWHERE: &'static str = "";

    /// A place with nobody and nothing in it, to put them into.
    #[must_use]
    pub fn of(place: At<String>) -> Picture {
        Picture {
            place,
            people: Vec::new(),
            props: Vec::new(),
            voices: Vec::new(),
            shot: None,
            effect: None,
            light: None,
            caption: None,
            photo: None,
        }
    }

    /// The picture in words, for a person who cannot see it: where, who, doing what, saying what.
    #[must_use]
    pub fn in_words(&self) -> String {
        let voices = self.voices.iter().map(|voice| voice.in_words());
        if self.photo.is_some() {
            let all = std::iter::once(self.place.value.clone()).chain(voices);
            return all.collect::<Vec<_>>().join("；");
        }
        let mut parts: Vec<String> =
            self.people.iter().map(|p| p.in_words()).chain(voices).collect();
        if !self.props.is_empty() {
            let things: Vec<&str> = self.props.iter().map(|p| spoken(&p.value)).collect();
            parts.push(format!("旁边有{}", things.join("、")));
        }
        if let Some(caption) = &self.caption {
            parts.push(caption.value.clone());
        }
        let light = self.light.as_ref().map_or(String::new(), |l| format!("，{}", l.value));
        format!("{}{light}：{}", spoken(&self.place.value), parts.join("；"))
    }

    /// All things of the picture, in hands first, without repeats and without the letters on them.
    #[must_use]
    pub(crate) fn all_props(&self) -> Vec<&str> {
        let held = self.people.iter().filter_map(|p| p.prop.as_deref());
        let mut list: Vec<&str> = Vec::new();
        for word in held.chain(self.props.iter().map(|p| p.value.as_str())).map(base) {
            if !list.contains(&word) {
                list.push(word);
            }
        }
        list
    }
}
