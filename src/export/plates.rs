//! Frame → plates: every pixel in ink amounts.
//!
//! Start at [`Plates::new`] and [`Plates::draw`]. Only photos need a colour engine ([`Separation`]). The sheet is drawn twice: once with cyan, magenta and
//! yellow as absence of red, green and blue, once with black as grey. Edges are smoothed in ink space,
//! so that every pixel between two inks holds so much of each, and flat areas hold the inks' own values
//! to the percent. Bleed and white edge of the profile are there; crop marks are not: shops cut pixels
//! by the file's edge.

use super::marks::Palette;
use super::press::PressProfile;
use super::press::Separation;
use super::raster::Sheet;
use super::raster::in_bands;
use crate::frame::Frame;
use crate::frame::Item;
use crate::frame::Pixels;
use crate::ink::InkId;
use crate::theme::Profile;
use anyhow::Result;

/// A sheet in ink amounts at one size, bleed and white edge around it.
pub(super) struct Plates {
    colour: Sheet,
    black: Sheet,
    height: u32,
}

impl Plates {
    /// The frame at `size` pixels, margins included.
    ///
    /// # Errors
    /// A photo, and a profile that cannot separate it.
    pub(super) fn new(
        frame: &Frame,
        (profile, press): (&Profile, &PressProfile),
        size: (u32, u32),
    ) -> Result<Plates> {
        let has_photo = frame.items.iter().any(|i| matches!(i, Item::Photo(_)));
        let separation = has_photo.then(|| Separation::new(press)).transpose()?;
        let inks = |photo: &Pixels| separation.as_ref().map_or(Vec::new(), |s| s.inks(photo));
        let margin = profile.bleed.0 + profile.white_edge.0;
        let amount = |ink: InkId| {
            profile.plates(frame.inks.ink(ink)).map(|v| 255 - (v * 255.0).round() as u8)
        };
        let sheet = |palette: &Palette<'_>| {
            let sheet = Sheet::new(frame, size, margin, palette);
            sheet.with_white_edge(frame, margin, profile.white_edge.0)
        };
        let colour = sheet(&Palette {
            colour: &|ink| {
                let [c, m, y, _] = amount(ink);
                [c, m, y]
            },
            // Black type that overprints leaves the other plates alone.
            without_text: &|ink| profile.overprints(frame.inks.ink(ink)),
            photo: &|photo| {
                let inks = inks(photo);
                inks.chunks_exact(4).flat_map(|p| [255 - p[0], 255 - p[1], 255 - p[2]]).collect()
            },
        });
        let black = sheet(&Palette {
            colour: &|ink| [amount(ink)[3]; 3],
            without_text: &|_| false,
            photo: &|photo| inks(photo).chunks_exact(4).flat_map(|p| [255 - p[3]; 3]).collect(),
        });
        Ok(Plates { colour, black, height: size.1 })
    }

    /// Rows of a band: half of what one drawing takes, because two are made side by side.
    pub(super) fn band_rows(&self) -> u32 {
        (self.colour.band_rows() / 2).max(1)
    }

    /// Draws from the top; `rows` gets bands of whole rows in order, CMYK, 255 is full ink.
    pub(super) fn draw(&self, rows: impl FnMut(&[u8]) -> Result<()> + Send) -> Result<()> {
        let make = |top: u32, count: u32| {
            let (cmy, k) =
                rayon::join(|| self.colour.band(top, count), || self.black.band(top, count));
            let (mut inks, black) = (cmy?, k?);
            for (p, k) in inks.chunks_exact_mut(4).zip(black.chunks_exact(4)) {
                p.copy_from_slice(&[255 - p[0], 255 - p[1], 255 - p[2], 255 - k[0]]);
            }
            self.black.give_back(black);
            Ok(inks)
        };
        in_bands(self.height, self.band_rows(), make, rows, |band| self.colour.give_back(band))
    }
}
