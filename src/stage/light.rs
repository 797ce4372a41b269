//! Time of day and weather: other inks for what is behind people, and rain, snow or stars over it. People, what
//! they hold and signs keep theirs.
//!
//! Start at [`Light::read`] and [`Light::shine`]. Which there are is rows of the theme's `art/light.yaml`.

use super::scenery::Layers;
use crate::figure::InkNames;
use crate::figure::InkSwap;
use crate::figure::Pen;
use crate::theme::TableRow;
use kurbo::Affine;
use kurbo::BezPath;

/// Width and height of the board that `over` is drawn on.
const BOARD: (f64, f64) = (300.0, 200.0);

/// A time of day or a weather.
#[derive(Debug, Clone)]
pub(super) struct Light {
    outdoors: InkSwap,
    indoors: InkSwap,
    over: Vec<BezPath>,
    ink: String,
    filled: bool,
    line: f64,
    /// Stars are behind houses, rain before them.
    behind: bool,
    /// The moods in which the last picture of a strip has it by itself.
    pub last: Vec<String>,
}

impl Light {
    /// Reads a row; the error names the key that makes no sense.
    pub(super) fn read(row: &TableRow, palette: &InkNames) -> Result<Light, String> {
        if let Some(key) = row
            .unknown_key(&["inks", "indoors", "over", "stroke", "fill", "line", "behind", "last"])
        {
            return Err(key.into());
        }
        let inks = |key: &str| {
            palette.swap(row.list_of(key).unwrap_or_default()).ok_or_else(|| key.to_string())
        };
        let over = row.list_of("over").unwrap_or_default();
        let over: Option<Vec<BezPath>> = over.iter().map(|d| BezPath::from_svg(d).ok()).collect();
        let (ink, filled) = match (row.word_of("fill"), row.word_of("stroke")) {
            (Some(ink), None) => (ink, true),
            (None, Some(ink)) => (ink, false),
            (None, None) => ("white", false),
            _ => return Err("fill".into()),
        };
        if !palette.has(ink) {
            return Err(if filled { "fill".into() } else { "stroke".into() });
        }
        Ok(Light {
            outdoors: inks("inks")?,
            indoors: inks("indoors")?,
            over: over.ok_or("over")?,
            ink: ink.into(),
            filled,
            line: row.number("line")?.unwrap_or(1.0),
            behind: row.flag("behind")?,
            last: row.list_of("last").unwrap_or_default().to_vec(),
        })
    }

    /// A place in this light. Signs that shine keep their inks.
    pub(super) fn shine(
        &self,
        layers: &mut Layers,
        outdoors: bool,
        palette: &InkNames,
        ((w, h), weight): ((f64, f64), f64),
    ) {
        let inks = if outdoors { &self.outdoors } else { &self.indoors };
        let signs = std::mem::take(&mut layers.signs);
        for (front, shapes) in [(false, &mut layers.back), (true, &mut layers.front)] {
            for (i, shape) in shapes.iter_mut().enumerate() {
                if signs.iter().any(|sign| sign.front == front && sign.shapes.contains(&i)) {
                    continue;
                }
                inks.apply(shape);
            }
        }
        layers.signs = signs;
        if !outdoors {
            return;
        }
        let map = Affine::new([w / BOARD.0, 0.0, 0.0, h / BOARD.1, 0.0, 0.0]);
        let mut pen = Pen::new(palette, weight);
        for path in &self.over {
            let data = (map * path).to_svg();
            if self.filled {
                pen.path(&data, &self.ink, 0.0);
            } else {
                pen.stroke(&data, &self.ink, self.line);
            }
        }
        if !self.behind {
            layers.back.extend(pen.shapes);
            return;
        }
        let (at, more) = (layers.sky, pen.shapes.len());
        layers.back.splice(at..at, pen.shapes);
        for sign in layers.signs.iter_mut().filter(|sign| !sign.front) {
            sign.shapes = sign.shapes.start + more..sign.shapes.end + more;
        }
    }
}
