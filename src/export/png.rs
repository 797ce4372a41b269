//! Frame → PNG: drawn in bands, streamed to the encoder, read back for the QR proof.
//!
//! Start at [`write_print_png`] (physical size at a given dpi, `pHYs` and `sRGB` set) and
//! [`render_web_png`] (longer side 1,600 px, at most 256 colours and 400 KB; what is more than twice as high as wide, 1,000 KB). Both prove their codes from finished pixels.

use crate::export::codes::prove_codes;
use crate::export::codes::prove_crops;
use crate::export::marks::Palette;
use crate::export::raster::Sheet;
use crate::frame::Frame;
use crate::frame::PictureSpot;
use crate::ink::InkId;
use crate::units::Dpi;
use crate::units::Mm;
use crate::units::SheetSize;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use image::GrayImage;
use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::BufWriter;
use std::io::ErrorKind;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;

/// Largest picture for the web: it is opened on the phones of people who pay for every megabyte.
const WEB_BYTES: usize = 400 * 1024;
/// How a picture for the web is packed, the best first: colours, and how hard its bytes are pressed.
const WEB_WAYS: [(usize, &[png::Compression]); 3] = [
    (256, &[png::Compression::Balanced, png::Compression::High]),
    (128, &[png::Compression::High]),
    (64, &[png::Compression::High]),
];

/// Width and height of a print raster, and its pixels per metre.
///
/// A PNG says its resolution in whole pixels per metre, and 150 dpi are 5,905.5 of them: a board of
/// 2.4 m would be 0.2 mm off. So the whole number next to the wish is taken that makes both sides
/// right to a tenth of a millimetre, or that comes nearest to it.
#[must_use]
pub(crate) fn print_pixels(size: SheetSize, dpi: Dpi) -> ((u32, u32), u32) {
    const FURTHEST: u32 = 12;
    let wish = dpi.per_metre();
    // Both sides in pixels at this many per metre, and by how many millimetres they are off.
    let at = |per_metre: u32| {
        let side = |mm: Mm| {
            let exact = mm.0 * f64::from(per_metre) / 1000.0;
            let pixels = exact.round().max(1.0);
            (pixels as u32, (pixels - exact).abs() / f64::from(per_metre) * 1000.0)
        };
        let ((w, off_w), (h, off_h)) = (side(size.width), side(size.height));
        ((w, h), off_w.max(off_h))
    };
    let near = || (0..=FURTHEST).flat_map(|d| [wish + d, wish.saturating_sub(d).max(1)]);
    let good = near().find(|n| at(*n).1 < 0.1);
    let best = good.or_else(|| near().min_by(|a, b| at(*a).1.total_cmp(&at(*b).1)));
    let per_metre = best.unwrap_or(wish);
    (at(per_metre).0, per_metre)
}

/// The trimmed sheet in screen colours.
fn screen(frame: &Frame, size: (u32, u32)) -> Sheet {
    let colour = |ink: InkId| frame.inks.ink(ink).rgb;
    let palette =
        Palette { colour: &colour, without_text: &|_| false, photo: &|photo| photo.rgb.clone() };
    Sheet::new(frame, size, 0.0, &palette)
}

/// Writes the print raster and proves its codes from the file's own pixels.
///
/// # Errors
/// Disk trouble, or codes that cannot be read back.
pub fn write_print_png(frame: &Frame, dpi: Dpi, path: &Path) -> Result<()> {
    let (size, per_metre) = print_pixels(frame.size, dpi);
    let file = File::create(path).with_context(|| format!("不能写 {}", path.display()))?;
    let reason: Reason = Arc::default();
    let file = Remembering { file: BufWriter::new(file), reason: Arc::clone(&reason) };
    let mut encoder = png::Encoder::new(file, size.0, size.1);
    set_up(&mut encoder);
    encoder.set_compression(png::Compression::Fast);
    // Most rows of flat art are the row above; choosing anew for every row makes files a third smaller
    // and takes longer than all drawing, most of it where the file is read back (Paeth has no short cut).
    encoder.set_filter(png::Filter::Up);
    let unit = png::Unit::Meter;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit }));
    let disk = || {
        let kind = reason.lock().map_or(None, |kind| *kind).unwrap_or(ErrorKind::Other);
        anyhow::Error::from(io::Error::from(kind)).context(format!("不能写 {}", path.display()))
    };
    let mut writer = encoder.write_header().map_err(|_| disk())?;
    let mut stream = writer.stream_writer_with_size(1 << 20).map_err(|_| disk())?;
    let mut rows = Vec::new();
    screen(frame, size).draw(|band| {
        rows.clear();
        for pixel in band.chunks_exact(4) {
            rows.extend_from_slice(&pixel[..3]);
        }
        stream.write_all(&rows).map_err(|_| disk())
    })?;
    stream.finish().map_err(|_| disk())?;
    writer.finish().map_err(|_| disk())?;
    prove_file(frame, path, f64::from(size.0) / frame.size.width.0)
}

type Reason = Arc<Mutex<Option<ErrorKind>>>;

/// A file that remembers why it could not be written: the encoder passes errors on as English text.
struct Remembering {
    file: BufWriter<File>,
    reason: Reason,
}

impl Remembering {
    fn noting<T>(&self, result: io::Result<T>) -> io::Result<T> {
        if let (Err(error), Ok(mut reason)) = (&result, self.reason.lock()) {
            *reason = Some(error.kind());
        }
        result
    }
}

impl Write for Remembering {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.file.write(bytes);
        self.noting(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.file.flush();
        self.noting(result)
    }
}

fn set_up<W: Write>(encoder: &mut png::Encoder<'_, W>) {
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
}

/// The picture for the web, of this width and height in pixels, in 256 colours and at most 400 KB: half the bytes of true colour, and on flat art nobody sees
/// which it is. Its codes are proven too, and no other code may be found on it.
///
/// # Errors
/// Codes that cannot be read back.
pub(crate) fn render_web_png(frame: &Frame, size: (u32, u32)) -> Result<Vec<u8>> {
    // A long picture to send on has more to show; chats take up to a megabyte.
    let most = if size.1 > size.0 * 2 { WEB_BYTES * 5 / 2 } else { WEB_BYTES };
    let mut rgba = Vec::with_capacity((size.0 * size.1 * 4) as usize);
    screen(frame, size).draw(|band| {
        rgba.extend_from_slice(band);
        Ok(())
    })?;
    let Some(web) = in_at_most(most, &rgba, size)? else {
        bail!("展板 {} 的网页图超过 {} KB；照片少一张，或换颜色平一些的", frame.stem, most / 1024);
    };
    let greys: Vec<u8> = web.palette.chunks_exact(3).map(grey_of).collect();
    let grey = web.indexed.iter().map(|index| greys[usize::from(*index)]).collect();
    let grey = GrayImage::from_raw(size.0, size.1, grey).expect("one grey for each pixel");
    prove_codes(frame, &grey, "网页图")?;
    Ok(web.bytes)
}

/// The pictures of a page, each a PNG of its own, so many pixels wide; in the order of the page. For files that people
/// edit: at most 256 colours and [`WEB_BYTES`] each, fewer colours where a photo would need more.
///
/// # Errors
/// The encoder's.
pub(crate) fn render_pictures(frame: &Frame, width: u32) -> Result<Vec<Picture>> {
    let widest = frame.pictures.iter().map(|spot| spot.bounds.w).fold(1.0_f64, f64::max);
    let scale = f64::from(width) / widest;
    let side = |mm: Mm| (mm.0 * scale).round().max(1.0) as u32;
    let size = (side(frame.size.width), side(frame.size.height));
    let mut rgba = Vec::with_capacity(size.0 as usize * size.1 as usize * 4);
    screen(frame, size).draw(|band| {
        rgba.extend_from_slice(band);
        Ok(())
    })?;
    let cut = |spot: &PictureSpot| -> Result<Picture> {
        let at = |mm: f64, most: u32| ((mm * scale).round().max(0.0) as u32).min(most);
        let b = &spot.bounds;
        let (left, right) = (at(b.x, size.0), at(b.x + b.w, size.0));
        let (top, bottom) = (at(b.y, size.1), at(b.y + b.h, size.1));
        let rows = (top..bottom).flat_map(|y| {
            let start = (y * size.0 + left) as usize * 4;
            rgba.get(start..start + (right - left) as usize * 4).unwrap_or_default()
        });
        let own: Vec<u8> = rows.copied().collect();
        let pixels = (right - left, bottom - top);
        let found = match in_at_most(WEB_BYTES, &own, pixels)? {
            Some(found) => found.bytes,
            // A photo is what it is: better large than missing.
            None => {
                let rgb: Vec<u8> = own.chunks_exact(4).flat_map(|p| p[..3].to_vec()).collect();
                encode_rgb(&rgb, pixels)?
            }
        };
        Ok(Picture { bytes: found, pixels })
    };
    frame.pictures.iter().map(cut).collect()
}

/// A picture for a document.
#[derive(Debug)]
pub(crate) struct Picture {
    /// A PNG.
    pub(crate) bytes: Vec<u8>,
    /// Width and height.
    pub(crate) pixels: (u32, u32),
}

/// A picture of few colours, and its file.
struct Indexed {
    bytes: Vec<u8>,
    /// The colour of every pixel.
    indexed: Vec<u8>,
    palette: Vec<u8>,
}

/// The picture packed the best way that needs no more bytes; fewer colours where more would need them.
fn in_at_most(limit: usize, rgba: &[u8], size: (u32, u32)) -> Result<Option<Indexed>> {
    for (colours, ways) in WEB_WAYS {
        let (indexed, palette) = reduce_colours(rgba, colours);
        for compression in ways {
            let bytes = encode_indexed(&indexed, &palette, size, *compression)?;
            if bytes.len() <= limit {
                return Ok(Some(Indexed { bytes, indexed, palette }));
            }
        }
    }
    Ok(None)
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

/// A picture of greys.
pub(crate) fn encode_grey(pixels: &[u8], size: (u32, u32)) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}

fn encode_indexed(
    indexed: &[u8],
    palette: &[u8],
    size: (u32, u32),
    compression: png::Compression,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.to_vec());
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.set_compression(compression);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indexed)?;
    writer.finish()?;
    Ok(bytes)
}

/// The picture in at most so many colours (64 or more): index of every pixel, and the palette.
fn reduce_colours(rgba: &[u8], colours: usize) -> (Vec<u8>, Vec<u8>) {
    const MANY: usize = 2_500_000;
    // Every 30th pixel is looked at, of a large picture every 90th: enough for flat art, and the same on every machine.
    let few: Vec<u8>;
    let looked_at = if rgba.len() / 4 < MANY {
        rgba
    } else {
        few = rgba.chunks_exact(4).step_by(3).flatten().copied().collect();
        &few[..]
    };
    let quantizer = color_quant::NeuQuant::new(30, colours, looked_at);
    // On flat art most pixels are like the one before.
    let (mut last, mut index) = (&[0_u8; 4][..], 0);
    let indexed = rgba.chunks_exact(4).map(|p| {
        if p != last {
            (last, index) = (p, quantizer.index_of(p) as u8);
        }
        index
    });
    (indexed.collect(), quantizer.color_map_rgb())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rasters_have_their_size_to_a_tenth_of_a_millimetre() {
        for (w, h) in [(900.0, 1200.0), (2400.0, 1200.0), (600.0, 800.0), (2400.0, 3600.0)] {
            for dpi in [45.0, 72.0, 100.0, 150.0, 200.0, 300.0] {
                let size = SheetSize { width: Mm(w), height: Mm(h) };
                let ((x, y), per_metre) = print_pixels(size, Dpi(dpi));
                let real = |pixels: u32| f64::from(pixels) * 1000.0 / f64::from(per_metre);
                assert!((real(x) - w).abs() < 0.1 && (real(y) - h).abs() < 0.1, "{w} {dpi}");
                let wish = dpi / 0.0254;
                assert!((f64::from(per_metre) - wish).abs() < 13.0, "{per_metre} {wish}");
            }
        }
    }

    /// Noise is what no picture of a board is: it shows that the limit holds, by fewer colours first.
    #[test]
    fn web_pictures_keep_their_limit() {
        let size = (160, 120);
        let mut seed = 1_u32;
        let mut noise = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        };
        let rgba: Vec<u8> =
            (0..size.0 * size.1).flat_map(|_| [noise(), noise(), noise(), 255]).collect();
        let colours = |limit| {
            let web = in_at_most(limit, &rgba, size).expect("pixels in memory");
            web.map(|web| (web.bytes.len() <= limit, web.palette.len() / 3))
        };
        assert_eq!(colours(30_000), Some((true, 256)));
        assert_eq!(colours(18_000), Some((true, 128)));
        assert_eq!(colours(15_800), Some((true, 64)));
        assert_eq!(colours(10_000), None);
    }
}
