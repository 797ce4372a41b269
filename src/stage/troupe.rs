//! Everybody and everything that can be in a picture.
//!
//! Start at [`Troupe`].

use super::action::Action;
use super::cast::Cast;
use super::place::Places;
use crate::art::ArtShelf;
use crate::art::Drawing;
use crate::figure::Hold;
use crate::figure::InkNames;
use crate::model::Person;
use crate::model::Picture;
use crate::record::At;
use crate::vocabulary::PropWord;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::lettered;
use std::borrow::Cow;

/// Everybody and everything that can be in a picture.
#[derive(Debug)]
pub struct Troupe<'t> {
    /// The people and poses.
    pub cast: &'t Cast,
    /// The places.
    pub places: &'t Places,
    /// The inks.
    pub palette: &'t InkNames,
    /// The things.
    pub art: &'t ArtShelf,
    /// Which drawing a prop's word means.
    pub words: &'t Vocabulary,
}

impl Troupe<'_> {
    /// The word of the thing that somebody holds: what the line names, else the picture's first thing, else
    /// what the action brings.
    pub(super) fn held_word<'p>(
        &self,
        picture: &'p Picture,
        index: usize,
        action: &'p Action,
    ) -> Option<Cow<'p, str>> {
        // Hands that hold a phone hold nothing else; a pen writes whatever the paper is.
        let told = picture.people[index].prop.as_deref();
        let named =
            told.filter(|w| !action.busy && Some(lettered::base(w)) != action.tool.as_deref());
        let taken = || self.taken(picture).filter(|(who, _)| *who == index).map(|(_, word)| word);
        if let Some(word) = named.or_else(taken) {
            return Some(word.into());
        }
        // The phone they hold says what the line says of it.
        let brings = action.brings.as_deref()?;
        let says = self.prop(brings).is_some_and(|(word, _)| word.letters > 0);
        Some(if says { lettered::relettered(brings, told).into() } else { brings.into() })
    }

    /// What somebody may do on the far side of what is near the reader: their own action, else none. A gesture that
    /// the thing near would cut off is let go, what they hold is not.
    pub(super) fn gestures<'p>(
        &'p self,
        picture: &'p Picture,
        far: &'p At<Person>,
    ) -> Option<Vec<&'p str>> {
        let action = self.cast.action(&far.action)?;
        let standing = self.cast.standing_word()?;
        let own = if action.touch.is_some() { standing } else { far.action.as_str() };
        let index = picture.people.iter().position(|p| p.span == far.span)?;
        let empty = self.held_word(picture, index, action).is_none();
        Some([own].into_iter().chain((empty && own != standing).then_some(standing)).collect())
    }

    /// Who is told to be behind a counter where the place has none, each as the picture says: `办事员 柜台后`.
    #[must_use]
    pub(crate) fn without_counter(&self, picture: &Picture) -> Vec<String> {
        let place = self.places.find(&picture.place.value, 0);
        if place.is_none_or(|place| place.counter.is_some()) {
            return Vec::new();
        }
        let told = picture.people.iter().filter_map(|p| Some((p, p.position.as_deref()?)));
        let behind = |word: &str| self.cast.position(word).is_some_and(|position| position.behind);
        let told = told.filter(|(_, word)| behind(word));
        told.map(|(p, word)| format!("{} {word}", p.who)).collect()
    }

    /// What crowds say and hold, and a second crowd: of a crowd one sees backs and raised hands.
    #[must_use]
    pub(crate) fn lost_in_crowd(&self, picture: &Picture) -> Vec<String> {
        let crowds = picture.people.iter().filter(|p| self.cast.crowd(&p.who).is_some());
        let mut lost: Vec<String> = Vec::new();
        for (n, p) in crowds.enumerate() {
            if n > 0 {
                lost.push(format!("第二个「{}」", p.who));
            }
            lost.extend(p.speech.as_ref().map(|s| format!("「{}」说的「{}」", p.who, s.text)));
            lost.extend(p.prop.as_ref().map(|thing| format!("「{}」拿的「{thing}」", p.who)));
        }
        lost
    }

    /// The first who holds up or carries something and whose line does not say what: the picture's first
    /// thing.
    pub(super) fn taken<'p>(&self, picture: &'p Picture) -> Option<(usize, &'p str)> {
        let word = picture.props.first().map(|p| p.value.as_str())?;
        let takes =
            |p: &Person| p.prop.is_none() && self.cast.action(&p.action).is_some_and(|a| a.takes);
        picture.people.iter().position(|p| takes(p)).map(|who| (who, word))
    }

    /// The thing of this word as somebody holds it, and how large it is drawn: what is written is to be read.
    pub(super) fn prop_of(&self, word: &str, action: &Action) -> Option<(&Drawing, f64)> {
        let (word, drawing) = self.prop(word)?;
        if matches!(action.pose.hold, Some(Hold::Cane | Hold::Over)) {
            // Drawn in u, from the hand.
            return Some((drawing, 1.0));
        }
        let b = drawing.bounds;
        if action.pose.hold == Some(Hold::Floor) {
            // Its handle is where the hands are.
            return Some((drawing, 174.0 / b.h));
        }
        Some((drawing, (word.height / b.h).min(104.0 / b.w).min(100.0 / b.h)))
    }

    /// A thing by its word. Every row has its drawing: that was asked when the theme was read.
    pub(super) fn prop(&self, word: &str) -> Option<(&PropWord, &Drawing)> {
        let (base, letters) = lettered::parts(word);
        let prop = self.words.prop_words.iter().find(|p| p.word == base)?;
        let name = format!("props/{}", prop.file);
        let drawing = match letters {
            Some(letters) => self.art.with_letters(&name, letters),
            None => self.art.drawing(&name),
        };
        Some((prop, drawing.ok()?))
    }
}
