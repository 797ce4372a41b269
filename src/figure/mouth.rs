//! Mouths: a line, or an opening with teeth and tongue. Their paths are in the theme's `art/moods.yaml`.
//!
//! Start at [`Mouth::read`] and [`Mouth::draw`]. Origin: the middle of the mouth; u, y downwards.

use super::data::drawn_path;
use super::data::three;
use super::limb::Xy;
use super::pen::InkNames;
use super::pen::InkedShape;
use super::pen::Pen;
use super::pen::ellipse;
use super::pen::rounded;
use crate::theme::TableRow;
use kurbo::Affine;
use kurbo::BezPath;
use kurbo::PathEl;
use kurbo::Shape as _;

/// The dark of eyes and mouths.
pub(super) const DARK: &str = "text";

/// Farther than this no mouth reaches.
const REACH: f64 = 24.0;

/// A mouth.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mouth {
    path: BezPath,
    /// A closed path is an opening, any other a line.
    open: bool,
    /// How high the row of upper teeth is.
    teeth: f64,
    /// Height, half width and half height of the tongue.
    tongue: Option<[f64; 3]>,
    /// A stroke on the chin.
    chin: Option<BezPath>,
}

impl Mouth {
    /// Reads what a row says under `name` (`mouth` or `talk`); the error is the key.
    pub(super) fn read(row: &TableRow, name: &str) -> Result<Mouth, String> {
        let data = row.word_of(name).ok_or(name)?;
        let path = drawn_path(data, REACH).ok_or(name)?;
        let tongue = format!("{name}-tongue");
        let teeth_key = format!("{name}-teeth");
        let teeth = row.number(&teeth_key)?.unwrap_or(0.0);
        if !(0.0..=REACH).contains(&teeth) {
            return Err(teeth_key);
        }
        let chin = row.word_of("chin").filter(|_| name == "mouth");
        Ok(Mouth {
            open: path.elements().last() == Some(&PathEl::ClosePath),
            path,
            teeth,
            tongue: match row.list_of(&tongue) {
                None => None,
                Some(_) => Some(three(row, &tongue, [0.0; 3])?),
            },
            chin: match chin {
                None => None,
                Some(data) => Some(drawn_path(data, REACH).ok_or("chin")?),
            },
        })
    }

    /// Draws it; `narrow` is its width in the view, `skin` the ink of the chin's stroke.
    pub(super) fn draw(
        &self,
        at: Xy,
        narrow: f64,
        shade: &str,
        palette: &InkNames,
        weight: f64,
    ) -> Vec<InkedShape> {
        let place = Affine::new([narrow, 0.0, 0.0, 1.0, at.0, at.1]);
        let path = place * &self.path;
        let mut pen = Pen::new(palette, weight);
        if self.open {
            pen.fill(path.clone(), "mouth");
            let mut inside = Pen::new(palette, weight);
            if let Some([y, rx, ry]) = self.tongue {
                inside.path(&ellipse(at.0, at.1 + y, rx * narrow, ry), "tongue", 0.0);
            }
            if self.teeth > 0.0 {
                // A little lower than told, as the line covers its edge; a whole row goes to the bottom.
                let top = self.path.bounding_box().y0 - 3.0;
                let high = self.teeth + 3.0 + if self.teeth < 10.0 { 1.6 } else { 0.0 };
                let band = rounded(at.0 - 16.0, at.1 + top, 32.0, high, 1.0);
                inside.path(&band, "white", 0.0);
            }
            pen.add_clipped(inside.shapes, &path);
            pen.trace(path, DARK, 0.95);
        } else {
            pen.trace(path, DARK, 1.1);
        }
        if let Some(chin) = &self.chin {
            pen.trace(place * chin, shade, 0.75);
        }
        pen.shapes
    }

    /// Painted lips, to be drawn under it: a stroke of their own below the mouth would be a second mouth.
    pub(super) fn lips(
        &self,
        at: Xy,
        narrow: f64,
        palette: &InkNames,
        weight: f64,
    ) -> Vec<InkedShape> {
        let mut pen = Pen::new(palette, weight);
        if !self.open {
            let place = Affine::new([narrow * 0.8, 0.0, 0.0, 0.9, at.0, at.1 + 0.5]);
            pen.trace(place * &self.path, "pink", 2.0);
        }
        pen.shapes
    }
}
