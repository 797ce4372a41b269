//! Everybody and everything that can be in a picture.
//!
//! Start at [`Troupe`].

use super::cast::Cast;
use super::place::Places;
use crate::art::ArtShelf;
use crate::art::Drawing;
use crate::figure::InkNames;
use crate::model::Picture;
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
        action: &str,
    ) -> Option<(&Drawing, f64)> {
        let p = &picture.people[index];
        let default = match action {
            "看手机" | "视频" | "打电话" => Some("手机侧"),
            "写" => Some("笔"),
            "站着写" => Some("清单"),
            "拄拐" => Some("拐杖"),
            "盖章" => Some("公章"),
            "看材料" => Some("材料"),
            "量血压" => Some("血压计"),
            "开柜" => Some("材料"),
            _ => None,
        };
        // Hands that hold a phone hold nothing else; a pen writes whatever the paper is.
        let word = match action {
            "看手机" | "打电话" | "写" | "拄拐" | "盖章" | "敲键盘" | "思考" => {
                default
            }
            _ => p.prop.as_deref().or(default),
        }?;
        let word = self.words.prop_words.iter().find(|w| w.word == word)?;
        let drawing = self.art.drawing(&format!("props/{}", word.file)).ok()?;
        if action == "拄拐" {
            return Some((drawing, 1.0));
        }
        let b = drawing.bounds;
        Some((drawing, (word.height / b.h).min(104.0 / b.w).min(100.0 / b.h)))
    }
}
