//! Hands: two layers round what is held, so that fingers close on it. Rows of the theme's `art/hands.yaml`.
//!
//! Start at [`Hands::read`] and [`Hand::layers`].
//!
//! Frame: wrist at 0,0, +x along the forearm, thumb towards −y; u (a hundredth of a head). A hand's outline is
//! open at the wrist: the sleeve or the bare arm goes on without a seam.

use super::data::drawn_path;
use super::limb::Xy;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::person::Skin;
use crate::diag::Span;
use crate::theme::TableRow;
use kurbo::BezPath;

/// Beyond this no hand reaches, in u.
const REACH: f64 = 60.0;

/// A hand of the table; which one is known to whoever has the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HandId(u16);

/// What a stroke of the pen is.
#[derive(Debug, Clone)]
enum Drawn {
    /// Parts under one outline.
    Union(Vec<BezPath>),
    /// A part with its own line.
    Shape(BezPath),
    /// A line in the line's ink, so many weights wide.
    Line(BezPath, f64),
    /// A line in the skin's shade.
    Shade(BezPath, f64),
}

/// A stroke, and whether it is of the other person's hand.
#[derive(Debug, Clone)]
struct Stroke {
    drawn: Drawn,
    other: bool,
}

/// A hand of the theme.
#[derive(Debug, Clone)]
pub(crate) struct Hand {
    /// Where the thing's edge lies.
    pub grip: Xy,
    /// The cuff lies over the hand; else behind what is held.
    pub cuff_over: bool,
    behind: Vec<Stroke>,
    front: Vec<Stroke>,
}

impl Stroke {
    fn read(text: &str) -> Option<Stroke> {
        let (other, text) = match text.strip_prefix("other ") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (kind, rest) = text.split_once(' ')?;
        let wide = |make: fn(BezPath, f64) -> Drawn| {
            let (weight, data) = rest.split_once(' ')?;
            let weight: f64 = weight.parse().ok().filter(|w| (0.1..=4.0).contains(w))?;
            Some(make(drawn_path(data, REACH)?, weight))
        };
        let drawn = match kind {
            "union" => {
                let parts: Option<Vec<BezPath>> =
                    rest.split('|').map(|data| drawn_path(data.trim(), REACH)).collect();
                Drawn::Union(parts?)
            }
            "shape" => Drawn::Shape(drawn_path(rest, REACH)?),
            "line" => wide(Drawn::Line)?,
            "shade" => wide(Drawn::Shade)?,
            _ => return None,
        };
        Some(Stroke { drawn, other })
    }

    fn draw(&self, pen: &mut Pen<'_>, skin: &Skin) {
        match &self.drawn {
            Drawn::Union(parts) => {
                for part in parts {
                    pen.trace(part.clone(), "line", 2.0);
                }
                for part in parts {
                    pen.fill(part.clone(), &skin.base);
                }
            }
            Drawn::Shape(path) => {
                pen.fill(path.clone(), &skin.base);
                pen.trace(path.clone(), "line", 1.0);
            }
            Drawn::Line(path, weight) => pen.trace(path.clone(), "line", *weight),
            Drawn::Shade(path, weight) => pen.trace(path.clone(), &skin.shade, *weight),
        }
    }
}

impl Hand {
    /// Reads a row; the error names the key that makes no sense.
    fn read(row: &TableRow) -> Result<Hand, String> {
        if let Some(key) = row.unknown_key(&["grip", "cuff", "behind", "front"]) {
            return Err(key.into());
        }
        let layer = |key: &str| -> Result<Vec<Stroke>, String> {
            let list = row.list_of(key).unwrap_or_default().iter();
            let strokes: Option<Vec<Stroke>> = list.map(|text| Stroke::read(text)).collect();
            strokes.ok_or_else(|| key.to_string())
        };
        let grip = row.pair("grip", (20.0, 0.0))?;
        if grip.0.abs() > REACH || grip.1.abs() > REACH {
            return Err("grip".into());
        }
        let (behind, front) = (layer("behind")?, layer("front")?);
        Ok(Hand {
            grip,
            cuff_over: match row.word_of("cuff") {
                None | Some("front") => true,
                Some("behind") => false,
                Some(_) => return Err("cuff".into()),
            },
            behind,
            front,
        })
    }

    /// The shapes behind what is held, and those before it; `other` is the skin of whose hand is in this one.
    pub(super) fn layers(
        &self,
        skin: &Skin,
        other: &Skin,
        palette: &InkNames,
        weight: f64,
    ) -> [Vec<InkedShape>; 2] {
        [&self.behind, &self.front].map(|layer| {
            let mut pen = Pen::new(palette, weight);
            for stroke in layer {
                stroke.draw(&mut pen, if stroke.other { other } else { skin });
            }
            pen.shapes
        })
    }
}

/// The hands of a theme.
#[derive(Debug, Clone)]
pub(crate) struct Hands {
    hands: Vec<(String, Hand)>,
}

impl Hands {
    /// Reads the table. Every mistake is `(place, sentence)` in `wrong`; rows that are wrong are left out.
    pub(crate) fn read(rows: &[TableRow], wrong: &mut Vec<(Span, String)>) -> Hands {
        let mut hands = Vec::new();
        for row in rows {
            match Hand::read(row) {
                Ok(hand) => hands.push((row.word.clone(), hand)),
                Err(key) => wrong.push((row.at, format!("手形「{}」的 {key} 写得不对", row.word))),
            }
        }
        Hands { hands }
    }

    /// The hand of a word.
    pub(crate) fn find(&self, word: &str) -> Option<HandId> {
        let at = self.hands.iter().position(|(name, _)| name == word)?;
        u16::try_from(at).ok().map(HandId)
    }

    /// The hand itself.
    pub(crate) fn hand(&self, id: HandId) -> Option<&Hand> {
        self.hands.get(usize::from(id.0)).map(|(_, hand)| hand)
    }
}
