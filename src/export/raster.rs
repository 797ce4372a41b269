//! Marks → pixels: resvg's rasteriser, fed tile by tile with what touches the tile.
//!
//! Start at [`Sheet::new`] (marks at one size, in pixels) and [`Sheet::draw`] (rows from the top).
//! `resvg::render` walks the whole tree for every band and gives every clipped group a layer of its
//! full height; on boards with pictures that was three quarters of the time. Here every mark knows
//! its box, so a tile draws only what touches it, and a picture is drawn on a copy of just the pixels
//! it shares with the tile, then laid back through its outline. Filling and stroking is `tiny-skia`,
//! the same calls with the same numbers as resvg makes of our SVG; a test holds the two together.
//!
//! Tiles are at most [`TILE`] pixels wide, because tiny-skia draws wider ones in pieces, each with all
//! marks. A tile is a function of the sheet and its place alone, so threads never show in the bytes.

use super::marks::Bounds;
use super::marks::Cut;
use super::marks::Mark;
use super::marks::Palette;
use super::marks::Piece;
use super::marks::marks_of;
use super::marks::round;
use crate::frame::Frame;
use anyhow::Context;
use anyhow::Result;
use rayon::prelude::*;
use resvg::tiny_skia;
use resvg::tiny_skia::Color;
use resvg::tiny_skia::FillRule;
use resvg::tiny_skia::IntSize;
use resvg::tiny_skia::Mask;
use resvg::tiny_skia::Paint;
use resvg::tiny_skia::PathBuilder;
use resvg::tiny_skia::Pixmap;
use resvg::tiny_skia::Transform;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Widest tile, pixels.
const TILE: u32 = 8000;
/// Pixels of a band, about; sheets are drawn in bands of whole rows so that memory stays flat.
const BAND_PIXELS: u32 = 1 << 20;
/// Rows of a band, at most.
const BAND_ROWS: u32 = 512;

/// A sheet at one size: marks in pixels, in painting order.
pub(super) struct Sheet {
    size: (u32, u32),
    nodes: Vec<Piece>,
    spare: Spare,
}

/// Buffers that were drawn in and will be again. Megabytes that are let go and asked for anew for every
/// band and picture stay with the allocator for a while: half as much again at the peak.
#[derive(Default)]
struct Spare(Mutex<Vec<Vec<u8>>>);

impl Spare {
    /// So many bytes, all zero.
    fn take(&self, length: usize) -> Vec<u8> {
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The smallest that is large enough, else the largest.
        list.sort_by_key(Vec::capacity);
        let at = list.iter().position(|b| b.capacity() >= length).or(list.len().checked_sub(1));
        let mut buffer = at.map_or(Vec::new(), |at| list.remove(at));
        drop(list);
        buffer.clear();
        buffer.resize(length, 0);
        buffer
    }

    fn give(&self, buffer: Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
    }

    fn pixmap(&self, width: u32, height: u32) -> Option<Pixmap> {
        let size = IntSize::from_wh(width, height)?;
        Pixmap::from_vec(self.take(width as usize * height as usize * 4), size)
    }

    fn mask(&self, width: u32, height: u32) -> Option<Mask> {
        let size = IntSize::from_wh(width, height)?;
        Mask::from_vec(self.take(width as usize * height as usize), size)
    }
}

impl Sheet {
    /// The frame at `size` pixels, `margin` millimetres of it beyond the trim on every side.
    pub(super) fn new(
        frame: &Frame,
        size: (u32, u32),
        margin: f64,
        palette: &Palette<'_>,
    ) -> Sheet {
        Sheet { size, nodes: marks_of(frame, size, margin, palette), spare: Spare::default() }
    }

    /// A frame of white around the trim that covers what runs over it.
    pub(super) fn with_white_edge(mut self, frame: &Frame, margin: f64, edge: f64) -> Sheet {
        if edge > 0.0 {
            let (w, h) = (frame.size.width.0, frame.size.height.0);
            let px = |mm: f64, whole: f64, pixels: u32| {
                (f64::from(pixels) * (mm + margin) / (whole + 2.0 * margin)) as f32
            };
            let (l, r) = (px(0.0, w, self.size.0), px(w, w, self.size.0));
            let (t, b) = (px(0.0, h, self.size.1), px(h, h, self.size.1));
            let (right, bottom) = (self.size.0 as f32, self.size.1 as f32);
            let sides =
                [(0.0, 0.0, right, t), (0.0, b, right, bottom), (0.0, t, l, b), (r, t, right, b)];
            for (x0, y0, x1, y1) in sides {
                if let Some(rect) = tiny_skia::Rect::from_ltrb(x0, y0, x1, y1) {
                    let path = PathBuilder::from_rect(rect);
                    self.nodes.push(Piece::Mark(Mark {
                        bounds: Bounds::around(path.bounds(), 0.0),
                        path,
                        colour: [255; 3],
                        hairline: None,
                    }));
                }
            }
        }
        self
    }

    /// Rows of a band of this sheet.
    pub(super) fn band_rows(&self) -> u32 {
        (BAND_PIXELS / self.size.0.max(1)).clamp(16, BAND_ROWS)
    }

    /// `count` rows from row `top`, RGBA, nothing transparent.
    pub(super) fn band(&self, top: u32, count: u32) -> Result<Vec<u8>> {
        let columns: Vec<u32> = (0..self.size.0).step_by(TILE as usize).collect();
        let tiles: Vec<Result<Pixmap>> = columns
            .par_iter()
            .map(|&left| self.tile(left, top, TILE.min(self.size.0 - left), count))
            .collect();
        let mut tiles = tiles.into_iter().collect::<Result<Vec<Pixmap>>>()?;
        if tiles.len() == 1 {
            return Ok(tiles.remove(0).take());
        }
        let mut band = self.spare.take(self.size.0 as usize * count as usize * 4);
        band.clear();
        for row in 0..count as usize {
            for tile in &tiles {
                let stride = tile.width() as usize * 4;
                band.extend_from_slice(&tile.data()[row * stride..(row + 1) * stride]);
            }
        }
        tiles.into_iter().for_each(|tile| self.spare.give(tile.take()));
        Ok(band)
    }

    /// A band that is done with, for the next ones to be drawn in.
    pub(super) fn give_back(&self, band: Vec<u8>) {
        self.spare.give(band);
    }

    fn tile(&self, left: u32, top: u32, width: u32, height: u32) -> Result<Pixmap> {
        let mut pixmap = self.spare.pixmap(width, height).context("内存不够画一块图像")?;
        pixmap.fill(Color::WHITE);
        let (left, top) = (left as i32, top as i32);
        let here = Bounds { left, top, right: left + width as i32, bottom: top + height as i32 };
        paint(&self.nodes, here, &mut pixmap, &self.spare);
        Ok(pixmap)
    }

    /// Draws from the top; `rows` gets bands of whole rows, RGBA, in order, while the next are drawn.
    pub(super) fn draw(&self, rows: impl FnMut(&[u8]) -> Result<()> + Send) -> Result<()> {
        let make = |top, count| self.band(top, count);
        in_bands(self.size.1, self.band_rows(), make, rows, |band| self.give_back(band))
    }
}

/// Makes band after band of a picture so many rows high, and takes each while the next is made; `done`
/// gets what was taken.
pub(super) fn in_bands(
    height: u32,
    step: u32,
    make: impl Fn(u32, u32) -> Result<Vec<u8>> + Sync,
    mut take: impl FnMut(&[u8]) -> Result<()> + Send,
    done: impl Fn(Vec<u8>),
) -> Result<()> {
    let tops: Vec<u32> = (0..height).step_by(step as usize).collect();
    let at = |i: usize| tops.get(i).map(|&top| make(top, step.min(height - top))).transpose();
    let mut ready = at(0)?;
    let mut next = 1;
    while let Some(band) = ready.take() {
        let (taken, made) = rayon::join(|| take(&band), || at(next));
        taken?;
        done(band);
        ready = made?;
        next += 1;
    }
    Ok(())
}

/// Draws what touches `here` on pixels that are `here`.
fn paint(nodes: &[Piece], here: Bounds, pixmap: &mut Pixmap, spare: &Spare) {
    let place = Transform::from_translate(-here.left as f32, -here.top as f32);
    for node in nodes {
        match node {
            Piece::Mark(mark) => {
                if mark.bounds.shared(here).is_none() {
                    continue;
                }
                let [r, g, b] = mark.colour;
                let mut paint = Paint::default();
                paint.set_color_rgba8(r, g, b, 255);
                match mark.hairline {
                    Some(width) => {
                        pixmap.stroke_path(&mark.path, &paint, &round(width), place, None);
                    }
                    None => {
                        pixmap.fill_path(&mark.path, &paint, FillRule::Winding, place, None);
                    }
                }
            }
            Piece::Photo(photo) => {
                let Some(area) = photo.bounds.shared(here) else { continue };
                let width = area.width();
                let all = photo.bounds.width();
                let stride = here.width() * 4;
                for row in area.top..area.bottom {
                    let from = (row - photo.bounds.top) as usize * all
                        + (area.left - photo.bounds.left) as usize;
                    let to =
                        (row - here.top) as usize * stride + (area.left - here.left) as usize * 4;
                    let old = pixmap.data_mut()[to..to + width * 4].chunks_exact_mut(4);
                    let new = photo.rgb[from * 3..(from + width) * 3].chunks_exact(3);
                    for (old, new) in old.zip(new) {
                        old.copy_from_slice(&[new[0], new[1], new[2], 255]);
                    }
                }
            }
            Piece::Cut(group) => {
                let Some(area) = group.bounds.shared(here) else { continue };
                paint_group(group, area, here, pixmap, spare);
            }
        }
    }
}

/// Draws a group on a copy of `area` and lays it back through the group's outline.
fn paint_group(group: &Cut, area: Bounds, here: Bounds, pixmap: &mut Pixmap, spare: &Spare) {
    let (width, height) = (area.width(), area.height());
    let Some(mut copy) = spare.pixmap(width as u32, height as u32) else { return };
    let Some(mut mask) = spare.mask(width as u32, height as u32) else { return };
    let stride = here.width() * 4;
    let from = |row: usize| {
        (area.top - here.top) as usize * stride
            + row * stride
            + (area.left - here.left) as usize * 4
    };
    for (row, line) in copy.data_mut().chunks_exact_mut(width * 4).enumerate() {
        let at = from(row);
        line.copy_from_slice(&pixmap.data()[at..at + width * 4]);
    }
    paint(&group.nodes, area, &mut copy, spare);
    let place = Transform::from_translate(-area.left as f32, -area.top as f32);
    mask.fill_path(&group.outline, FillRule::Winding, true, place);
    for row in 0..height {
        let cover = &mask.data()[row * width..(row + 1) * width];
        let new = &copy.data()[row * width * 4..(row + 1) * width * 4];
        let at = from(row);
        let old = &mut pixmap.data_mut()[at..at + width * 4];
        for ((old, new), cover) in old.chunks_exact_mut(4).zip(new.chunks_exact(4)).zip(cover) {
            match cover {
                0 => {}
                255 => old.copy_from_slice(new),
                &part => {
                    for (o, n) in old.iter_mut().zip(new) {
                        let part = u32::from(part);
                        let sum = u32::from(*o) * (255 - part) + u32::from(*n) * part;
                        *o = ((sum + 127) / 255) as u8;
                    }
                }
            }
        }
    }
    spare.give(copy.take());
    spare.give(mask.take());
}
