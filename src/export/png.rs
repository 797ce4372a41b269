//! Frame → PNG: rendered by resvg in bands, streamed to the encoder, read back for the QR proof.
//!
//! Start at [`write_print_png`] (physical size at a given dpi, `pHYs` and `sRGB` set) and
//! [`render_web_png`] (longer side at most 1,600 px, at most 400 KB). A band of [`BAND_ROWS`] rows is
//! drawn with [`OVERLAP_ROWS`] more on both sides, so that edges at a border come out alike; both
//! numbers are part of the format. [`prove_codes`] reads finished pixels, nothing else.

use crate::board::frame::Frame;
use crate::export::svg::render_svg;
use crate::plan::WEB_PIXELS;
use crate::units::Dpi;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use image::GrayImage;
use resvg::tiny_skia::Color;
use resvg::tiny_skia::Pixmap;
use resvg::tiny_skia::Transform;
use resvg::usvg;
use std::fs::File;
use std::io::BufReader;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;

/// Rows of a band.
const BAND_ROWS: u32 = 512;
/// Rows drawn beyond a band's border and thrown away.
const OVERLAP_ROWS: u32 = 64;
/// Largest picture for the web.
pub const WEB_BYTES: usize = 400 * 1024;

/// A frame as a tree that draws, and its size in millimetres.
#[derive(Debug)]
pub struct Artwork {
    tree: usvg::Tree,
    width_mm: f64,
    height_mm: f64,
}

impl Artwork {
    /// Parses the frame's SVG once; several rasters share it.
    ///
    /// # Errors
    /// When the SVG that we wrote is no SVG: a bug.
    pub fn new(frame: &Frame) -> Result<Artwork> {
        Artwork::of_svg(frame, &render_svg(frame))
    }

    /// The same for another drawing of the frame.
    pub(super) fn of_svg(frame: &Frame, svg: &str) -> Result<Artwork> {
        let options = usvg::Options::default();
        let tree = usvg::Tree::from_str(svg, &options)
            .with_context(|| format!("展板 {} 的 SVG 画不出来", frame.stem))?;
        Ok(Artwork { tree, width_mm: frame.size.width.0, height_mm: frame.size.height.0 })
    }

    /// Draws band after band from the top; `rows` gets RGB bytes of whole rows.
    fn draw(
        &self,
        (width, height): (u32, u32),
        mut rows: impl FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let mut line = Vec::with_capacity(width as usize * 3);
        let mut top = 0;
        while top < height {
            let count = BAND_ROWS.min(height - top);
            let band = self.band((width, height), top, count)?;
            let stride = width as usize * 4;
            for row in band.rows().chunks_exact(stride) {
                line.clear();
                for p in row.chunks_exact(4) {
                    line.extend_from_slice(&p[..3]);
                }
                rows(&line)?;
            }
            top += count;
        }
        Ok(())
    }

    /// `count` rows from row `top` of the picture in this size.
    pub(super) fn band(&self, (width, height): (u32, u32), top: u32, count: u32) -> Result<Band> {
        let sx = f64::from(width) / f64::from(self.tree.size().width());
        let sy = f64::from(height) / f64::from(self.tree.size().height());
        let mut pixmap =
            Pixmap::new(width, count + 2 * OVERLAP_ROWS).context("内存不够画一条图像")?;
        pixmap.fill(Color::WHITE);
        let shift = OVERLAP_ROWS as f32 - top as f32;
        let place = Transform::from_scale(sx as f32, sy as f32).post_translate(0.0, shift);
        resvg::render(&self.tree, place, &mut pixmap.as_mut());
        let stride = width as usize * 4;
        let first = OVERLAP_ROWS as usize * stride;
        Ok(Band { pixmap, from: first, to: first + count as usize * stride })
    }
}

/// Some rows of a picture.
pub(super) struct Band {
    pixmap: Pixmap,
    from: usize,
    to: usize,
}

impl Band {
    /// RGBA bytes, nothing transparent.
    pub(super) fn rows(&self) -> &[u8] {
        &self.pixmap.data()[self.from..self.to]
    }

    /// Pixel after pixel.
    pub(super) fn pixels(&self) -> impl Iterator<Item = &[u8]> {
        self.rows().chunks_exact(4)
    }
}

/// Pixels of a print raster.
#[must_use]
pub fn print_pixels(frame: &Frame, dpi: Dpi) -> (u32, u32) {
    (frame.size.width.to_px(dpi), frame.size.height.to_px(dpi))
}

/// Writes the print raster and proves its codes from the file's own pixels.
///
/// # Errors
/// Disk trouble, or codes that cannot be read back.
pub fn write_print_png(frame: &Frame, artwork: &Artwork, dpi: Dpi, path: &Path) -> Result<()> {
    let size = print_pixels(frame, dpi);
    let file = File::create(path).with_context(|| format!("不能写 {}", path.display()))?;
    let mut encoder = png::Encoder::new(BufWriter::new(file), size.0, size.1);
    set_up(&mut encoder);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Adaptive);
    let per_metre = dpi.per_metre();
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit }));
    let cannot = || format!("不能写 {}", path.display());
    let mut writer = encoder.write_header().map_err(disk).with_context(cannot)?;
    let mut stream = writer.stream_writer_with_size(1 << 20).map_err(disk).with_context(cannot)?;
    artwork.draw(size, |row| stream.write_all(row).with_context(cannot))?;
    stream.finish().map_err(disk).with_context(cannot)?;
    writer.finish().map_err(disk).with_context(cannot)?;
    prove_file(frame, path, f64::from(size.0) / artwork.width_mm)
}

/// The disk's own error inside the encoder's, so that the program can say it in Chinese.
fn disk(error: png::EncodingError) -> anyhow::Error {
    match error {
        png::EncodingError::IoError(io) => io.into(),
        other => other.into(),
    }
}

fn set_up<W: Write>(encoder: &mut png::Encoder<'_, W>) {
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
}

/// The picture for the web: true colour while it is small enough, else 256 colours. Its codes are
/// proven too, and no other code may be found on it.
///
/// # Errors
/// Codes that cannot be read back.
pub fn render_web_png(frame: &Frame, artwork: &Artwork) -> Result<Vec<u8>> {
    let scale = f64::from(WEB_PIXELS) / artwork.width_mm.max(artwork.height_mm);
    let size =
        ((artwork.width_mm * scale).round() as u32, (artwork.height_mm * scale).round() as u32);
    let mut pixels = Vec::with_capacity((size.0 * size.1 * 3) as usize);
    artwork.draw(size, |row| {
        pixels.extend_from_slice(row);
        Ok(())
    })?;
    let mut bytes = encode_rgb(&pixels, size)?;
    if bytes.len() > WEB_BYTES {
        let (indexed, palette) = reduce_colours(&pixels);
        bytes = encode_indexed(&indexed, &palette, size)?;
        pixels =
            indexed.iter().flat_map(|i| palette[usize::from(*i) * 3..][..3].to_vec()).collect();
    }
    let grey = GrayImage::from_fn(size.0, size.1, |x, y| {
        let at = ((y * size.0 + x) * 3) as usize;
        image::Luma([grey_of(&pixels[at..at + 3])])
    });
    prove_codes(frame, &grey, "网页图")?;
    Ok(bytes)
}

pub(super) fn encode_rgb(pixels: &[u8], size: (u32, u32)) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    set_up(&mut encoder);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::Adaptive);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}

fn encode_indexed(indexed: &[u8], palette: &[u8], size: (u32, u32)) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.to_vec());
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indexed)?;
    writer.finish()?;
    Ok(bytes)
}

/// The picture in at most 256 colours: index of every pixel, and the palette.
fn reduce_colours(pixels: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let rgba: Vec<u8> = pixels.chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
    // Every 7th pixel is looked at: enough for flat art, and the same on every machine.
    let quantizer = color_quant::NeuQuant::new(7, 256, &rgba);
    let indexed = rgba.chunks_exact(4).map(|p| quantizer.index_of(p) as u8).collect();
    (indexed, quantizer.color_map_rgb())
}

fn grey_of(rgb: &[u8]) -> u8 {
    let sum = 299 * u32::from(rgb[0]) + 587 * u32::from(rgb[1]) + 114 * u32::from(rgb[2]);
    (sum / 1000) as u8
}

/// Reads the rows around each code back from a finished file and decodes them.
fn prove_file(frame: &Frame, path: &Path, pixels_per_mm: f64) -> Result<()> {
    let file = File::open(path).with_context(|| format!("不能读回 {}", path.display()))?;
    let mut decoder = png::Decoder::new(BufReader::new(file));
    decoder.set_limits(png::Limits { bytes: usize::MAX });
    let mut reader = decoder.read_info().context("写好的 PNG 读不回来")?;
    let size = (reader.info().width, reader.info().height);
    prove_crops(frame, path, size, (pixels_per_mm, 0.0), || {
        let row = reader.next_row().context("写好的 PNG 读不回来")?;
        Ok(row.map(|row| row.data().chunks_exact(3).map(grey_of).collect()).into_iter().collect())
    })
}

/// Decodes the codes of a finished file at their places: `next` gives further rows of grey, nothing
/// at the end. The picture has `pixels_per_mm` and begins `margin` millimetres outside of the trim.
pub(super) fn prove_crops(
    frame: &Frame,
    path: &Path,
    (width, height): (u32, u32),
    (pixels_per_mm, margin): (f64, f64),
    mut next: impl FnMut() -> Result<Vec<Vec<u8>>>,
) -> Result<()> {
    let mut crops: Vec<(u32, u32, GrayImage)> = Vec::new();
    for code in &frame.codes {
        let quiet = code.bounds.w / code.modules as f64 * 4.0;
        let zone = code.bounds.inset(-quiet);
        let px = |mm: f64, limit: u32| {
            (((mm + margin) * pixels_per_mm).round().max(0.0) as u32).min(limit)
        };
        let (x0, y0) = (px(zone.x, width), px(zone.y, height));
        let (x1, y1) = (px(zone.x + zone.w, width), px(zone.y + zone.h, height));
        crops.push((x0, y0, GrayImage::new(x1 - x0, y1 - y0)));
    }
    let mut y = 0;
    loop {
        let rows = next()?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            for (x0, y0, crop) in &mut crops {
                if y < *y0 || y >= *y0 + crop.height() {
                    continue;
                }
                for x in 0..crop.width() {
                    crop.put_pixel(x, y - *y0, image::Luma([row[(*x0 + x) as usize]]));
                }
            }
            y += 1;
        }
    }
    for (code, (_, _, crop)) in frame.codes.iter().zip(crops) {
        if !reads_as(&crop, &code.address) {
            bail!(
                "展板 {} 的二维码从 {} 里读不回来（应为 {}）；试试高一些的 --dpi",
                frame.stem,
                path.display(),
                code.address
            );
        }
    }
    Ok(())
}

/// Decodes a finished picture: every declared code must be read at its place, and a scan of the
/// whole picture may find no other.
///
/// A reader that scans the whole sheet may miss a code of three pixels a module that it reads well
/// at its place (seen with rqrr on six codes of one overview), so the two questions are asked
/// separately.
///
/// # Errors
/// A Chinese sentence that names the sheet and what was found.
pub fn prove_codes(frame: &Frame, picture: &GrayImage, what: &str) -> Result<()> {
    let scale = f64::from(picture.width()) / frame.size.width.0;
    for code in &frame.codes {
        let quiet = code.bounds.w / code.modules as f64 * 4.0;
        let zone = code.bounds.inset(-quiet);
        let px = |mm: f64| (mm * scale).round().max(0.0) as u32;
        let crop =
            image::imageops::crop_imm(picture, px(zone.x), px(zone.y), px(zone.w), px(zone.h));
        if !reads_as(&crop.to_image(), &code.address) {
            bail!("展板 {} 的{what}里读不回二维码 {}", frame.stem, code.address);
        }
    }
    let stranger =
        decode_all(picture).into_iter().find(|f| frame.codes.iter().all(|c| c.address != *f));
    if let Some(address) = stranger {
        bail!("展板 {} 的{what}里读到了不该有的二维码 {address}", frame.stem);
    }
    Ok(())
}

/// Whether a picture of one code reads as this address and nothing else.
///
/// At three to four pixels a module rqrr misses some patterns (seen: one of the forty item boards of
/// the second catalog at 40 dpi). A phone's reader looks at several scales, so this one does: as it
/// is, doubled, and three times as large and smoothed.
fn reads_as(picture: &GrayImage, address: &str) -> bool {
    let (w, h) = picture.dimensions();
    let scaled = |k: u32, filter| image::imageops::resize(picture, w * k, h * k, filter);
    let attempts: [&dyn Fn() -> GrayImage; 3] =
        [&|| picture.clone(), &|| scaled(2, image::imageops::FilterType::Nearest), &|| {
            scaled(3, image::imageops::FilterType::Triangle)
        }];
    attempts.iter().any(|make| decode_all(&make()) == [address.to_string()])
}

fn decode_all(picture: &GrayImage) -> Vec<String> {
    let mut prepared = rqrr::PreparedImage::prepare(picture.clone());
    prepared.detect_grids().iter().filter_map(|g| Some(g.decode().ok()?.1)).collect()
}
