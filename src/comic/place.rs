//! Places: drawings in groups that hang on an edge, so that one drawing serves pictures from 1:1 to 2:1.
//!
//! Start at [`Places::read`]. A place is drawn on 300×200; [`Place::layers`] gives its shapes for a
//! picture: heights are scaled by the picture's height, groups keep their distance to their edge.

use super::pen::Shape;
use crate::art::ArtReader;
use crate::art::Drawing;
use crate::diag::Span;
use crate::geometry::Affine;
use crate::theme::Theme;
use std::collections::BTreeMap;

/// Width and height of the drawing board of places.
const BOARD: (f64, f64) = (300.0, 200.0);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Left,
    Middle,
    Right,
    Stretch,
}

/// One place.
#[derive(Debug)]
pub(super) struct Place {
    groups: Vec<(Edge, bool, Drawing)>,
    /// Height of the counter or table, as a share of the picture.
    pub counter: Option<f64>,
    /// Things that the drawing shows already.
    pub shows: Vec<String>,
    /// Where it begins: units of 1/200 of the height before the right edge; from the left edge when
    /// `None`.
    counter_reach: Option<f64>,
}

/// All places of a theme.
#[derive(Debug)]
pub struct Places {
    places: BTreeMap<String, Place>,
    nowhere: Place,
}

impl Places {
    /// The name of an empty stage, for sheets that show people and things only.
    pub const NOWHERE: &'static str = "";

    /// Reads the table of places and their drawings. Every mistake is `(place, sentence)` in `wrong`.
    #[must_use]
    pub fn read(theme: &Theme, reader: &ArtReader, wrong: &mut Vec<(Span, String)>) -> Places {
        let mut places = BTreeMap::new();
        for row in &theme.places {
            let file = row.word_of("文件").unwrap_or("");
            let Some((text, layer)) = theme.files.text(&format!("art/places/{file}.svg")) else {
                wrong.push((row.at, format!("地点「{}」没有图 art/places/{file}.svg", row.word)));
                continue;
            };
            let text = text.replace("{招牌}", &escaped(row.word_of("招牌").unwrap_or("")));
            match place(&text, &|svg| reader.read(svg, layer)) {
                Ok(place) => {
                    let shows = row.list_of("已有").unwrap_or_default().to_vec();
                    places.insert(row.word.clone(), Place { shows, ..place });
                }
                Err(why) => wrong.push((row.at, format!("图 art/places/{file}.svg {why}"))),
            }
        }
        let nowhere = Place {
            groups: Vec::new(),
            counter: None,
            shows: Vec::new(),
            counter_reach: None,
        };
        Places { places, nowhere }
    }

    /// The place of this name. [`Places::NOWHERE`] is always there.
    pub(super) fn find(&self, word: &str) -> Option<&Place> {
        if word.is_empty() { Some(&self.nowhere) } else { self.places.get(word) }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn place(text: &str, read: &dyn Fn(&str) -> Result<Drawing, String>) -> Result<Place, String> {
    let document = roxmltree::Document::parse(text).map_err(|_| "不是完整的 SVG".to_string())?;
    let root = document.root_element();
    let number = |key: &str| root.attribute(key).and_then(|v| v.parse::<f64>().ok());
    let mut groups = Vec::new();
    for group in root.children().filter(|c| c.has_tag_name("g")) {
        let edge = match group.attribute("data-edge") {
            Some("left") => Edge::Left,
            Some("middle") => Edge::Middle,
            Some("right") => Edge::Right,
            Some("stretch") => Edge::Stretch,
            _ => return Err("有一组没有写 data-edge（left middle right stretch）".into()),
        };
        let front = group.attribute("data-layer") == Some("front");
        let alone = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 200\" data-line=\"2\">{}</svg>",
            &text[group.range()]
        );
        groups.push((edge, front, read(&alone)?));
    }
    Ok(Place {
        groups,
        shows: Vec::new(),
        counter: number("data-counter").map(|y| y / BOARD.1),
        counter_reach: number("data-counter-from").map(|x| BOARD.0 - x),
    })
}

impl Place {
    /// Where the counter begins in a picture, from the left.
    pub(super) fn counter_from(&self, (w, h): (f64, f64)) -> f64 {
        self.counter_reach.map_or(0.0, |reach| w - reach * h / BOARD.1)
    }

    /// The shapes behind and before the people.
    pub(super) fn layers(&self, (w, h): (f64, f64), weight: f64) -> (Vec<Shape>, Vec<Shape>) {
        let k = h / BOARD.1;
        let spare = w - BOARD.0 * k;
        let (mut back, mut front) = (Vec::new(), Vec::new());
        for (edge, is_front, drawing) in &self.groups {
            let (sx, x) = match edge {
                Edge::Left => (k, 0.0),
                Edge::Middle => (k, spare / 2.0),
                Edge::Right => (k, spare),
                Edge::Stretch => (w / BOARD.0, 0.0),
            };
            let map = Affine { m: [sx, 0.0, 0.0, k, x, 0.0] };
            let shapes = drawing.shapes.iter().map(|s| Shape {
                path: s.path.mapped(&map),
                fill: s.fill,
                stroke: s.stroke.map(|(ink, weights)| (ink, weights * weight)),
                clip: None,
            });
            if *is_front {
                front.extend(shapes);
            } else {
                back.extend(shapes);
            }
        }
        (back, front)
    }
}
