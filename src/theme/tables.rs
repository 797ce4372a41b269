//! The tables of `art/`: people, poses, moods and their marks, hands, hair, places, effects, positions, shots. A theme's own rows lie over
//! the built-in ones, and every word of the lists has its row.
//!
//! Start at [`read_tables`]. What a row means is the business of who draws it; whether what it names is
//! there is asked in [`super::proof`].

use super::reader::ThemeReader;
use super::reader::merged;
use super::row::TableRow;
use crate::yaml::Key;
use crate::yaml::Node;

/// The tables that pictures are made from.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// `art/cast.yaml`: the people.
    pub cast: Vec<TableRow>,
    /// `art/poses.yaml`: what they do.
    pub poses: Vec<TableRow>,
    /// `art/moods.yaml`: what they feel.
    pub moods: Vec<TableRow>,
    /// `art/hands.yaml`: shapes of hands.
    pub hands: Vec<TableRow>,
    /// `art/hair.yaml`: hair from the side and from behind.
    pub hair: Vec<TableRow>,
    /// `art/marks.yaml`: drops and tears of moods.
    pub marks: Vec<TableRow>,
    /// `art/places.yaml`: where.
    pub places: Vec<TableRow>,
    /// `art/light.yaml`: time of day and weather, as other inks for what is behind people.
    pub light: Vec<TableRow>,
    /// `art/effects.yaml`: what is drawn around the first of them.
    pub effects: Vec<TableRow>,
    /// `art/positions.yaml`: where in the picture.
    pub positions: Vec<TableRow>,
    /// `art/shots.yaml`: how much of them.
    pub shots: Vec<TableRow>,
}

/// Reads all tables; `None` when a file of them cannot be read.
pub(super) fn read_tables(reader: &mut ThemeReader<'_>) -> Option<Tables> {
    let mut table = |name: &str| -> Option<Vec<TableRow>> {
        let layers = reader.layers(&format!("art/{name}.yaml"))?;
        let read = |(word, node): (&Key, &Node)| TableRow::new(word, node);
        let built_in: Vec<TableRow> =
            merged(&layers[..1.min(layers.len())]).into_iter().map(read).collect();
        let mut rows: Vec<TableRow> = merged(&layers).into_iter().map(read).collect();
        for row in rows.iter_mut().filter(|_| matches!(name, "cast" | "poses")) {
            if let Some(below) = built_in.iter().find(|below| below.word == row.word) {
                row.keep_directions(below);
            }
        }
        Some(rows)
    };
    // Every file is read, so that the mistakes of all are told at once.
    let (cast, poses) = (table("cast"), table("poses"));
    let (moods, marks) = (table("moods"), table("marks"));
    let (hands, hair) = (table("hands"), table("hair"));
    let (places, effects, light) = (table("places"), table("effects"), table("light"));
    let (positions, shots) = (table("positions"), table("shots"));
    Some(Tables {
        cast: cast?,
        poses: poses?,
        moods: moods?,
        marks: marks?,
        hands: hands?,
        hair: hair?,
        places: places?,
        effects: effects?,
        light: light?,
        positions: positions?,
        shots: shots?,
    })
}
