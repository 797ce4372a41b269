//! Marks of a mood: a drop, tears, a vein, a sigh. Rows of the theme's `art/marks.yaml`.
//!
//! Start at [`Mark::read`] and [`Mark::draw`]. Lengths in u from a place of the face, y downwards.

use super::data::drawn_path;
use super::limb::Xy;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use crate::diag::Span;
use crate::theme::TableRow;
use kurbo::Affine;
use kurbo::BezPath;
use std::collections::BTreeMap;

/// How far from its place a mark may be drawn.
const REACH: f64 = 90.0;

/// A place of the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// The middle of the head.
    Head,
    /// At the hairline over the near eye.
    Temple,
    /// Over the far brow.
    Forehead,
    /// Between the brows.
    Frown,
    /// Under both eyes.
    Eyes,
    /// Under the near eye.
    NearEye,
    /// On both cheeks.
    Cheeks,
    /// Beside the mouth, on the far side.
    Breath,
}

/// Where the parts of a face are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    pub near_eye: Xy,
    pub far_eye: Xy,
    pub cheeks: [Xy; 2],
    pub brow: f64,
    pub mouth: Xy,
    /// The view: 0 from the front, 1 from the side.
    pub k: f64,
}

/// A mark of the theme.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    at: Anchor,
    paths: Vec<BezPath>,
    fill: Option<String>,
    stroke: Option<String>,
    /// A line around the line, so that it is seen on hair.
    halo: Option<String>,
    /// Weights of a normal line.
    line: f64,
    /// Lies under glasses.
    pub under_glasses: bool,
}

impl Mark {
    /// Reads a row; the error names the key that makes no sense.
    fn read(row: &TableRow, palette: &InkNames) -> Result<Mark, String> {
        const KEYS: [&str; 7] = ["at", "paths", "fill", "stroke", "halo", "line", "under-glasses"];
        if let Some(key) = row.unknown_key(&KEYS) {
            return Err(key.into());
        }
        let ink = |key: &str| match row.word_of(key) {
            None => Ok(None),
            Some(name) if palette.has(name) => Ok(Some(name.to_string())),
            Some(_) => Err(key.to_string()),
        };
        let list = row.list_of("paths").filter(|list| !list.is_empty()).ok_or("paths")?;
        let paths: Option<Vec<BezPath>> = list.iter().map(|d| drawn_path(d, REACH)).collect();
        let (fill, stroke) = (ink("fill")?, ink("stroke")?);
        if fill.is_none() && stroke.is_none() {
            return Err("stroke".into());
        }
        Ok(Mark {
            at: match row.word_of("at") {
                None | Some("head") => Anchor::Head,
                Some("temple") => Anchor::Temple,
                Some("forehead") => Anchor::Forehead,
                Some("frown") => Anchor::Frown,
                Some("eyes") => Anchor::Eyes,
                Some("near-eye") => Anchor::NearEye,
                Some("cheeks") => Anchor::Cheeks,
                Some("breath") => Anchor::Breath,
                Some(_) => return Err("at".into()),
            },
            paths: paths.ok_or("paths")?,
            fill,
            stroke,
            halo: ink("halo")?,
            line: row.number("line")?.filter(|w| (0.1..=6.0).contains(w)).unwrap_or(1.0),
            under_glasses: row.flag("under-glasses")?,
        })
    }

    /// Draws it on a face.
    pub(super) fn draw(&self, places: &Places, palette: &InkNames, weight: f64) -> Vec<InkedShape> {
        let mut pen = Pen::new(palette, weight);
        let (near, far, k) = (places.near_eye, places.far_eye, places.k);
        let at: &[Xy] = match self.at {
            Anchor::Head => &[(0.0, 0.0)],
            Anchor::Temple => &[(near.0 - 17.0 + 2.0 * k, near.1 - 15.0)],
            Anchor::Forehead => &[(33.0 - 2.0 * k, -31.0)],
            Anchor::Frown => &[(f64::midpoint(near.0, far.0), places.brow)],
            Anchor::Eyes => &[(near.0 - 3.0, near.1), (far.0 + 3.0, far.1)],
            Anchor::NearEye => &[near],
            Anchor::Cheeks => &places.cheeks,
            Anchor::Breath => &[(places.mouth.0 + 33.0 - 3.0 * k, places.mouth.1 + 4.0)],
        };
        for place in at {
            for path in &self.paths {
                let path = Affine::translate(*place) * path;
                if let Some(halo) = &self.halo {
                    pen.trace(path.clone(), halo, self.line * 1.5);
                }
                if let Some(fill) = &self.fill {
                    pen.fill(path.clone(), fill);
                }
                if let Some(stroke) = &self.stroke {
                    pen.trace(path, stroke, self.line);
                }
            }
        }
        pen.shapes
    }
}

/// The marks of a theme; every mistake is `(place, sentence)` in `wrong`.
pub(super) fn marks_by_word(
    rows: &[TableRow],
    palette: &InkNames,
    wrong: &mut Vec<(Span, String)>,
) -> BTreeMap<String, Mark> {
    let mut marks = BTreeMap::new();
    for row in rows {
        match Mark::read(row, palette) {
            Ok(mark) => drop(marks.insert(row.word.clone(), mark)),
            Err(key) => {
                wrong.push((row.at, format!("脸上的记号「{}」的 {key} 写得不对", row.word)));
            }
        }
    }
    marks
}
