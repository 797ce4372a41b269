//! Effects: speed lines, rays, a heart, a question mark. One in a picture, at the first person; which there
//! are and what they look like are rows of the theme's `art/effects.yaml`.
//!
//! Start at [`Effect::read`] and [`draw`].

use crate::art::ArtShelf;
use crate::figure::InkNames;
use crate::figure::Pen;
use crate::figure::Xy;
use crate::figure::drawn;
use crate::figure::n;
use crate::figure::parse;
use crate::theme::TableRow;

/// The person an effect belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub head: Xy,
    pub radius: f64,
    /// Where the feet are.
    pub foot: Xy,
    pub faces_right: bool,
    pub scale: f64,
}

/// What a length of an effect is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// Radii of the head.
    Head,
    /// Hundredths of the head's height.
    Body,
    /// Units of the picture.
    Fixed,
}

/// What is drawn.
#[derive(Debug, Clone)]
enum Motif {
    Paths {
        paths: Vec<Vec<Letter>>,
        unit: Measure,
        mirrored: bool,
        ink: String,
        filled: bool,
        line: f64,
    },
    /// A drawing below `props/`, and how large it is, in u.
    Drawing(String, f64),
}

/// An effect of the theme.
#[derive(Debug, Clone)]
pub(super) struct Effect {
    from_foot: bool,
    at: Xy,
    marks: Motif,
}

/// A letter of path data and its numbers.
#[derive(Debug, Clone)]
struct Letter {
    letter: char,
    numbers: Vec<f64>,
}

impl Effect {
    /// Reads a row; the error names the key that makes no sense.
    pub(super) fn read(row: &TableRow, palette: &InkNames) -> Result<Effect, String> {
        const KEYS: [&str; 10] =
            ["from", "at", "paths", "unit", "mirror", "stroke", "fill", "line", "drawing", "size"];
        if let Some(key) = row.unknown_key(&KEYS) {
            return Err(key.into());
        }
        let from_foot = match row.word_of("from") {
            None | Some("head") => false,
            Some("foot") => true,
            Some(_) => return Err("from".into()),
        };
        let unit = match row.word_of("unit") {
            None | Some("head") => Measure::Head,
            Some("body") => Measure::Body,
            Some("fixed") => Measure::Fixed,
            Some(_) => return Err("unit".into()),
        };
        let at = row.pair("at", (0.0, 0.0))?;
        if let Some(drawing) = row.word_of("drawing") {
            let marks = Motif::Drawing(drawing.into(), row.number("size")?.unwrap_or(1.0));
            return Ok(Effect { from_foot, at, marks });
        }
        let list = row.list_of("paths").filter(|list| !list.is_empty());
        let paths: Option<Vec<_>> = list.ok_or("paths")?.iter().map(|data| letters(data)).collect();
        let (ink, filled) = match (row.word_of("fill"), row.word_of("stroke")) {
            (Some(ink), None) => (ink, true),
            (None, Some(ink)) => (ink, false),
            _ => return Err("stroke".into()),
        };
        if !palette.has(ink) {
            return Err(if filled { "fill".into() } else { "stroke".into() });
        }
        let marks = Motif::Paths {
            paths: paths.ok_or("paths")?,
            unit,
            mirrored: row.flag("mirror")?,
            ink: ink.into(),
            filled,
            line: row.number("line")?.unwrap_or(1.0),
        };
        Ok(Effect { from_foot, at, marks })
    }
}

/// How many numbers a letter of path data takes; arcs are not known.
fn arity(letter: char) -> Option<usize> {
    Some(match letter.to_ascii_uppercase() {
        'M' | 'L' => 2,
        'H' | 'V' => 1,
        'Q' => 4,
        'C' => 6,
        'Z' => 0,
        _ => return None,
    })
}

/// Path data as letters and numbers; `None` for what is no path or has letters unknown here.
fn letters(data: &str) -> Option<Vec<Letter>> {
    let starts: Vec<usize> =
        data.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).map(|(i, _)| i).collect();
    let mut letters = Vec::new();
    for (n, &from) in starts.iter().enumerate() {
        let part = &data[from..starts.get(n + 1).copied().unwrap_or(data.len())];
        let letter = part.chars().next()?;
        let words = part[1..].split([',', ' ']).filter(|w| !w.is_empty());
        let numbers = words.map(|w| w.parse().ok()).collect::<Option<Vec<f64>>>()?;
        let wanted = arity(letter)?;
        let fits = if wanted == 0 { numbers.is_empty() } else { numbers.len() % wanted == 0 };
        if !fits || (wanted > 0 && numbers.is_empty()) {
            return None;
        }
        letters.push(Letter { letter, numbers });
    }
    let starts_well = letters.first().is_some_and(|s| s.letter == 'M');
    // What kurbo cannot read is none either.
    (starts_well && !parse(data).elements().is_empty()).then_some(letters)
}

/// Path data somewhere else and larger. Numbers stay as short as those of all figures, so that an effect
/// is the same on every board.
fn moved(letters: &[Letter], (x, y): Xy, (kx, ky): (f64, f64)) -> String {
    let mut data = String::new();
    for Letter { letter, numbers } in letters {
        data.push(*letter);
        let (x, y) = if letter.is_ascii_uppercase() { (x, y) } else { (0.0, 0.0) };
        for (i, v) in numbers.iter().enumerate() {
            let across = match letter.to_ascii_uppercase() {
                'H' => true,
                'V' => false,
                _ => i % 2 == 0,
            };
            let v = if across { x + v * kx } else { y + v * ky };
            data.push_str(&n(v));
            data.push(' ');
        }
    }
    data
}

/// Draws an effect.
pub(super) fn draw(pen: &mut Pen<'_>, effect: &Effect, anchor: &Anchor, art: &ArtShelf) {
    let way = if anchor.faces_right { 1.0 } else { -1.0 };
    let (from, k) =
        if effect.from_foot { (anchor.foot, anchor.scale) } else { (anchor.head, anchor.radius) };
    let at = (from.0 + way * effect.at.0 * k, from.1 + effect.at.1 * k);
    match &effect.marks {
        Motif::Paths { paths, unit, mirrored, ink, filled, line } => {
            let k = match unit {
                Measure::Head => anchor.radius,
                Measure::Body => anchor.scale,
                Measure::Fixed => 1.0,
            };
            let across = if *mirrored { way * k } else { k };
            for letters in paths {
                let data = moved(letters, at, (across, k));
                if *filled {
                    pen.path(&data, ink, *line);
                } else {
                    pen.stroke(&data, ink, *line);
                }
            }
        }
        Motif::Drawing(name, size) => {
            // Whether the drawing is there was asked when the theme was read.
            if let Ok(drawing) = art.drawing(&format!("props/{name}")) {
                let size = size * anchor.scale;
                pen.shapes.extend(drawn(drawing, at, (size, size), pen.weight, 0.0));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_data_is_moved_and_scaled_letter_by_letter() {
        let read = letters("M1,2 h-3 q0,1 2,-2 V4Z").expect("good data");
        assert_eq!(moved(&read, (10.0, 20.0), (2.0, 2.0)), "M12 24 h-6 q0 2 4 -4 V28 Z");
        for bad in ["", "L1,1", "M1", "M1,1 A1,1 0 0 1 2,2", "M1,x", "M1,1 Q1,1"] {
            assert!(letters(bad).is_none(), "{bad}");
        }
    }
}
