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
use crate::model::Picture;
use crate::vocabulary::PropWord;
use crate::vocabulary::Vocabulary;

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
    /// The thing that somebody holds, and how large it is drawn: what is written is to be read.
    pub(super) fn prop_of(
        &self,
        picture: &Picture,
        index: usize,
        action: &Action,
    ) -> Option<(&Drawing, f64)> {
        let brought = action.brings.as_deref();
        // Hands that hold a phone hold nothing else; a pen writes whatever the paper is.
        let named = picture.people[index].prop.as_deref().filter(|_| !action.busy);
        let (word, drawing) = self.prop(named.or(brought)?)?;
        if action.pose.hold == Some(Hold::Cane) {
            return Some((drawing, 1.0));
        }
        let b = drawing.bounds;
        if action.pose.hold == Some(Hold::Floor) {
            // Its handle is where the hands are.
            return Some((drawing, 150.0 / b.h));
        }
        Some((drawing, (word.height / b.h).min(104.0 / b.w).min(100.0 / b.h)))
    }

    /// A thing by its word. Every row has its drawing: that was asked when the theme was read.
    pub(super) fn prop(&self, word: &str) -> Option<(&PropWord, &Drawing)> {
        let prop = self.words.prop_words.iter().find(|p| p.word == word)?;
        Some((prop, self.art.drawing(&format!("props/{}", prop.file)).ok()?))
    }
}
