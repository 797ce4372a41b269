//! Codes read back from finished pixels: the last proof before a sheet leaves the house.
//!
//! Start at [`prove_crops`] (a file, row by row) and [`prove_codes`] (a picture in memory). Nothing is looked
//! at but what was written.

use crate::frame::Frame;
use crate::frame::QrSpot;
use crate::qr::QUIET_MODULES;
use crate::qr::QrCode;
use anyhow::Result;
use anyhow::bail;
use image::GrayImage;
use std::path::Path;

/// Of a code, what is looked at: with more pixels a module, every second, third … pixel and row is
/// enough, and a board of four metres needs no more memory than one of one.
const PIXELS_PER_MODULE: f64 = 8.0;

/// Fewer pixels a module than this are a picture to look at, not to scan: an office's sheet of 0.6 mm a module below
/// 100 dpi, which nobody is told that they may print.
const FEWEST_PER_MODULE: f64 = 2.3;

/// The surroundings of a code in a finished file.
struct Crop {
    x: u32,
    y: u32,
    /// Every so many pixels are looked at.
    step: u32,
    picture: GrayImage,
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
    let mut crops: Vec<Crop> = Vec::new();
    for code in &frame.codes {
        let module = code.bounds.w / code.modules as f64;
        let zone = code.bounds.inset(-module * 4.0);
        let px = |mm: f64, limit: u32| {
            (((mm + margin) * pixels_per_mm).round().max(0.0) as u32).min(limit)
        };
        let (x, y) = (px(zone.x, width), px(zone.y, height));
        let (right, bottom) = (px(zone.x + zone.w, width), px(zone.y + zone.h, height));
        let step = ((module * pixels_per_mm / PIXELS_PER_MODULE) as u32).max(1);
        let picture = GrayImage::new((right - x) / step, (bottom - y) / step);
        crops.push(Crop { x, y, step, picture });
    }
    let mut y = 0;
    loop {
        let rows = next()?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            for crop in &mut crops {
                let below = y >= crop.y && (y - crop.y) % crop.step == 0;
                let line = y.saturating_sub(crop.y) / crop.step;
                if !below || line >= crop.picture.height() {
                    continue;
                }
                for x in 0..crop.picture.width() {
                    let grey = row[(crop.x + x * crop.step) as usize];
                    crop.picture.put_pixel(x, line, image::Luma([grey]));
                }
            }
            y += 1;
        }
    }
    for (code, crop) in frame.codes.iter().zip(crops) {
        if code.bounds.w / code.modules as f64 * pixels_per_mm < FEWEST_PER_MODULE {
            continue;
        }
        if !reads_as(&crop.picture, &code.address) {
            bail!(
                "展板 {} 的二维码从 {} 里读不回来（应为 {}）；试试高一些的 --dpi",
                frame.stem,
                path.display(),
                code.address
            );
        }
        let scale = pixels_per_mm / f64::from(crop.step);
        let begin = (
            f64::from(crop.x) / pixels_per_mm - margin,
            f64::from(crop.y) / pixels_per_mm - margin,
        );
        if let Some(wrong) = standing(&crop.picture, code, scale, begin) {
            bail!(
                "展板 {} 的二维码在 {} 里{wrong}（{}）",
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
pub(super) fn prove_codes(frame: &Frame, picture: &GrayImage, what: &str) -> Result<()> {
    let scale = f64::from(picture.width()) / frame.size.width.0;
    for code in &frame.codes {
        let quiet = code.bounds.w / code.modules as f64 * 4.0;
        let zone = code.bounds.inset(-quiet);
        let px = |mm: f64| (mm * scale).round().max(0.0) as u32;
        let crop =
            image::imageops::crop_imm(picture, px(zone.x), px(zone.y), px(zone.w), px(zone.h));
        let crop = crop.to_image();
        if !reads_as(&crop, &code.address) {
            bail!("展板 {} 的{what}里读不回二维码 {}", frame.stem, code.address);
        }
        let begin = (f64::from(px(zone.x)) / scale, f64::from(px(zone.y)) / scale);
        if let Some(wrong) = standing(&crop, code, scale, begin) {
            bail!("展板 {} 的{what}里，二维码{wrong}：{}", frame.stem, code.address);
        }
    }
    let stranger =
        scanned(picture).into_iter().find(|f| frame.codes.iter().all(|c| c.address != *f));
    if let Some(address) = stranger {
        bail!("展板 {} 的{what}里读到了不该有的二维码 {address}", frame.stem);
    }
    Ok(())
}

/// The codes that a scan of a whole picture finds. Of a long one, half as large in each direction: what nobody
/// drew as a code is no smaller than the drawings.
fn scanned(picture: &GrayImage) -> Vec<String> {
    const MANY: u32 = 2_500_000;
    let (width, height) = picture.dimensions();
    if width * height < MANY {
        return decode_all(picture);
    }
    decode_all(&image::imageops::thumbnail(picture, width / 2, height / 2))
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

/// What readers forgive and a wall must not: a margin that is not white, a code seen from behind. Every
/// reader that we know takes both, so the finished pixels are held against the code itself, module by
/// module in their middles. `scale` is in pixels a millimetre, `begin` the sheet's millimetre at the
/// picture's corner.
fn standing(
    picture: &GrayImage,
    spot: &QrSpot,
    scale: f64,
    begin: (f64, f64),
) -> Option<&'static str> {
    let Some(code) = QrCode::encode(&spot.address).filter(|c| c.modules == spot.modules) else {
        return Some("与网址对不上");
    };
    let module = spot.bounds.w / code.modules as f64;
    let quiet = QUIET_MODULES;
    let last = code.modules + quiet;
    let is_dark = |x: usize, y: usize| {
        let middle = |at: f64, n: usize, begin: f64| {
            ((at + (n as f64 - quiet as f64 + 0.5) * module - begin) * scale).max(0.0) as u32
        };
        let (px, py) = (middle(spot.bounds.x, x, begin.0), middle(spot.bounds.y, y, begin.1));
        picture.get_pixel_checked(px, py).is_none_or(|p| p.0[0] < 128)
    };
    let (mut off, mut in_margin) = (0, 0);
    for y in 0..last + quiet {
        for x in 0..last + quiet {
            let inside = (quiet..last).contains(&x) && (quiet..last).contains(&y);
            let wanted = inside && code.is_dark(x - quiet, y - quiet);
            if is_dark(x, y) != wanted {
                *(if inside { &mut off } else { &mut in_margin }) += 1;
            }
        }
    }
    if off * 100 > code.modules * code.modules {
        Some("方向反了，或印的不是这个网址")
    } else if in_margin > 0 {
        Some("四周的白边不够")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    /// A code of ten pixels a module with its margin, one pixel a tenth of a millimetre.
    fn drawn(change: impl Fn(usize, usize) -> (usize, usize)) -> (GrayImage, QrSpot) {
        let address = "https://xiaowei.example/101/?v=ABC123".to_string();
        let code = QrCode::encode(&address).expect("short");
        let side = code.modules + 2 * QUIET_MODULES;
        let picture = GrayImage::from_fn(side as u32 * 10, side as u32 * 10, |x, y| {
            let (x, y) = change(x as usize / 10, y as usize / 10);
            let n = QUIET_MODULES..QUIET_MODULES + code.modules;
            let dark = n.contains(&x)
                && n.contains(&y)
                && code.is_dark(x - QUIET_MODULES, y - QUIET_MODULES);
            image::Luma([if dark { 0 } else { 255 }])
        });
        let modules = code.modules as f64;
        let bounds = Rect { x: 4.0, y: 4.0, w: modules, h: modules };
        (picture, QrSpot { address, bounds, modules: code.modules })
    }

    #[test]
    fn margins_are_white_and_codes_face_the_reader() {
        let (good, spot) = drawn(|x, y| (x, y));
        assert_eq!(standing(&good, &spot, 10.0, (0.0, 0.0)), None);
        // Turned over along its diagonal: every reader reads it.
        let (turned, _) = drawn(|x, y| (y, x));
        assert!(reads_as(&turned, &spot.address));
        assert!(standing(&turned, &spot, 10.0, (0.0, 0.0)).is_some_and(|w| w.contains("反了")));
        // A frame that comes too near: read all the same.
        let mut framed = good.clone();
        let side = framed.width();
        for i in 0..side {
            for d in 0..25 {
                framed.put_pixel(i, d, image::Luma([0]));
            }
        }
        assert!(standing(&framed, &spot, 10.0, (0.0, 0.0)).is_some_and(|w| w.contains("白边")));
    }
}
