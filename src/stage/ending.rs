//! The last picture of a strip that ends well is the warmest: whoever passes by sees that it turns out right.
//!
//! Start at [`ending`]. Which light that is, and in which moods, is a row of the theme (`art/light.yaml`, `last`);
//! where somebody is sad, or the author says what the sky is like, nothing changes.

use super::troupe::Troupe;
use crate::model::Picture;

/// A strip of fewer pictures has no course that could end.
const SHORTEST: usize = 3;

/// The light of a strip's last picture, where it ends well: a word of the theme.
#[must_use]
pub fn ending<'t>(troupe: &'t Troupe<'_>, pictures: &[&Picture]) -> Option<&'t str> {
    let last = pictures.last().filter(|_| pictures.len() >= SHORTEST)?;
    let (word, moods) = troupe.cast.last_light()?;
    let mut shown = last.people.iter().filter_map(|p| p.mood.as_deref()).peekable();
    // Two moods in one face are not plainly glad.
    let glad = shown.peek().is_some() && shown.all(|mood| moods.iter().any(|m| m == mood));
    (last.light.is_none() && glad).then_some(word)
}
