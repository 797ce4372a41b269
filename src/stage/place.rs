//! Places: the table of where pictures may be, each with its drawings.
//!
//! Start at [`Places::read`]. What a drawing says of itself, and its shapes in a picture, is
//! [`super::scenery`].

use super::scenery::Scenery;
use super::scenery::place;
use crate::art::ArtReader;
use crate::art::lettered;
use crate::diag::Span;
use crate::figure::InkNames;
use crate::model::Picture;
use crate::theme::Layer;
use crate::theme::Theme;
use crate::vocabulary::lettered::parts;
use elsa::sync::FrozenMap;
use std::collections::BTreeMap;

/// All places of a theme.
#[derive(Debug)]
pub struct Places {
    /// Each with its drawings, the usual one first.
    places: BTreeMap<String, Vec<Scenery>>,
    nowhere: Scenery,
    /// Those with a sign: their drawing, with [`SIGN`] where its words go.
    signed: BTreeMap<String, Vec<(String, Layer)>>,
    /// Those whose sign says something of its own, by place, drawing and words.
    with_sign: FrozenMap<(String, usize, String), Box<Scenery>>,
    reader: ArtReader,
}

/// Where the drawing of a place has the words of its sign.
const SIGN: &str = "{招牌}";

impl Places {
    /// The name of an empty stage, for sheets that show people and things only.
    pub const NOWHERE: &'static str = Picture::NOWHERE;

    /// Reads the table of places and their drawings. Every mistake is `(place, sentence)` in `wrong`.
    #[must_use]
    pub(crate) fn read(
        theme: &Theme,
        reader: ArtReader,
        palette: &InkNames,
        wrong: &mut Vec<(Span, String)>,
    ) -> Places {
        let mut places: BTreeMap<String, Vec<Scenery>> = BTreeMap::new();
        let mut signed: BTreeMap<String, Vec<(String, Layer)>> = BTreeMap::new();
        for row in &theme.tables.places {
            let sign = row.word_of("招牌");
            let swap = palette.swap(row.list_of("油墨").unwrap_or_default());
            let Some(swap) = swap else {
                let what = "的「油墨」要写成「原来的 换成的」，都是 theme.yaml 里有的";
                wrong.push((row.at, format!("地点「{}」{what}", row.word)));
                continue;
            };
            for file in row.drawings() {
                let Some((text, layer)) = theme.files.text(&format!("art/places/{file}.svg"))
                else {
                    // Told when the theme was read.
                    continue;
                };
                let own = lettered(&text, SIGN, sign.unwrap_or(""));
                match place(&own, &|svg| reader.read(svg, layer)) {
                    Ok(place) => {
                        let usual = places.get(&row.word).and_then(|drawings| drawings.first());
                        if usual.is_some_and(|usual| !place.stands_like(usual)) {
                            let what =
                                "的柜台、要看的东西或里外和头一张不一样：根上的 data- 照头一张写";
                            wrong.push((row.at, format!("图 art/places/{file}.svg {what}")));
                            continue;
                        }
                        let shows = row.list_of("已有").unwrap_or_default().to_vec();
                        let place = place.with(shows, swap.clone());
                        places.entry(row.word.clone()).or_default().push(place);
                        if sign.is_some() {
                            signed.entry(row.word.clone()).or_default().push((text, layer));
                        }
                    }
                    Err(why) => wrong.push((row.at, format!("图 art/places/{file}.svg {why}"))),
                }
            }
        }
        let nowhere = Scenery::default();
        Places { places, nowhere, signed, with_sign: FrozenMap::new(), reader }
    }

    /// The place of this name, in one of its drawings, counted round. [`Places::NOWHERE`] is always there.
    pub(super) fn find(&self, word: &str, variant: usize) -> Option<&Scenery> {
        if word.is_empty() {
            return Some(&self.nowhere);
        }
        let (base, letters) = parts(word);
        let drawings = self.places.get(base)?;
        let at = variant.checked_rem(drawings.len())?;
        let place = drawings.get(at)?;
        Some(
            letters.and_then(|letters| self.with_sign((base, at), letters, place)).unwrap_or(place),
        )
    }

    /// The same place under another sign; `None` where it has none, or a font lacks a letter.
    fn with_sign(
        &self,
        (base, at): (&str, usize),
        letters: &str,
        place: &Scenery,
    ) -> Option<&Scenery> {
        let key = (base.to_string(), at, letters.to_string());
        if let Some(known) = self.with_sign.get(&key) {
            return Some(known);
        }
        let (text, layer) = self.signed.get(base)?.get(at)?;
        let own = lettered(text, SIGN, letters);
        let scenery = self::place(&own, &|svg| self.reader.read(svg, *layer)).ok()?;
        let scenery = scenery.with(place.shows.clone(), place.swap.clone());
        Some(self.with_sign.insert(key, Box::new(scenery)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::Setting;
    use super::super::scenery::Layers;
    use super::super::scenery::Sign;
    use super::super::scenery::bounds_of;
    use super::*;
    use crate::diag::Report;
    use crate::diag::Sources;
    use crate::figure::InkedShape;
    use kurbo::Affine;

    /// However narrow or wide a picture is: a sign is whole or not there.
    #[test]
    fn signs_are_never_cut() {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let theme = Theme::load(root, None, &mut sources, &mut report).expect("our theme");
        let mut wrong = Vec::new();
        let places =
            Places::read(&theme, ArtReader::new(&theme), &InkNames::new(&theme.inks), &mut wrong);
        let (mut there, mut asked) = (0, 0);
        for place in places.places.values().flatten() {
            let signs = place.sign_count();
            for width in [30, 45, 50, 60, 70, 100, 150, 200, 300, 500] {
                let setting = Setting {
                    turned: width % 20 == 0,
                    ..Setting::new((f64::from(width), 100.0), 1.0, 1.0)
                };
                let layers = place.layers(&setting, true);
                asked += signs;
                there += layers.signs.len();
                for Sign { place: sign, .. } in layers.signs {
                    let right = sign.x + sign.w;
                    assert!(sign.x > -0.01 && right < f64::from(width) + 0.01, "{width}: {sign:?}");
                }
            }
        }
        assert!(there * 2 > asked, "{there} of {asked}");
    }

    /// A picture that is turned round when it is done has its signs the other way round before.
    #[test]
    fn signs_can_be_read_in_turned_pictures() {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let theme = Theme::load(root, None, &mut sources, &mut report).expect("our theme");
        let inks = InkNames::new(&theme.inks);
        let places = Places::read(&theme, ArtReader::new(&theme), &inks, &mut Vec::new());
        let width = 300.0;
        let setting = |turned| Setting { turned, ..Setting::new((width, 200.0), 1.0, 1.0) };
        // The shapes of all signs, each sign from its own left edge.
        let signs = |layers: &Layers, map: Affine| -> Vec<Vec<String>> {
            let of = |sign: &Sign| {
                let layer = if sign.front { &layers.front } else { &layers.back };
                let shapes: Vec<InkedShape> =
                    layer[sign.shapes.clone()].iter().map(|shape| shape.mapped(&map)).collect();
                let left = bounds_of(&shapes).expect("a sign").x;
                let home = Affine::translate((-left, 0.0));
                let point = |shape: InkedShape| {
                    let path = shape.mapped(&home).path;
                    let ends = path.elements().iter().filter_map(|e| e.end_point());
                    ends.map(|p| format!("{:.0},{:.0}", p.x, p.y)).collect::<String>()
                };
                shapes.into_iter().map(point).collect()
            };
            layers.signs.iter().map(of).collect()
        };
        let turn = Affine::new([-1.0, 0.0, 0.0, 1.0, width, 0.0]);
        let mut seen = 0;
        let all =
            places.places.iter().flat_map(|(name, list)| list.iter().map(move |one| (name, one)));
        for (name, place) in all {
            let plain = signs(&place.layers(&setting(false), true), Affine::IDENTITY);
            let before = place.layers(&setting(true), true);
            assert_eq!(signs(&before, turn), plain, "{name}");
            let mirrored = signs(&before, Affine::IDENTITY);
            seen += usize::from(!plain.is_empty() && mirrored != plain);
        }
        assert!(seen > 20, "{seen} signs that are another thing mirrored");
    }
}
