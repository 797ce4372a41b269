//! Photos in the place of drawn pictures: decoded, turned upright, cut to their box.
//!
//! Start at [`place_photo`]. A photo covers its box and what sticks out is cut off, as its 取景 says ([`Focus`]).

use super::draw::Painter;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::frame::Clip;
use crate::frame::Item;
use crate::frame::PhotoSpot;
use crate::frame::Pixels;
use crate::geometry;
use crate::geometry::Rect;
use crate::model::Photo;
use crate::model::PhotoFile;
use crate::quantity::Focus;
use crate::units::Dpi;
use crate::units::MM_PER_INCH;
use crate::units::Mm;
use image::DynamicImage;
use image::ImageDecoder;
use image::ImageReader;
use image::Limits;
use moxcms::ColorProfile;
use moxcms::Layout;
use moxcms::RenderingIntent;
use moxcms::TransformOptions;
use std::io::Cursor;
use std::sync::Arc;

/// Nobody needs more, looking from an arm's length.
const ENOUGH: Dpi = Dpi(150.0);
/// With fewer dots people see squares; what inkjet shops ask for indoors.
const FEWEST: Dpi = Dpi(72.0);

/// Puts a photo into a box of a sheet that is made with this resolution. The error says what is wrong with it.
pub(super) fn place_photo(
    photo: &Photo,
    words: String,
    (rect, radius): (Rect, [Mm; 4]),
    dpi: Dpi,
    painter: &mut Painter<'_>,
) -> Result<(), Box<Diagnostic>> {
    // A photo that is missing was told when it was read.
    let Some(file) = &photo.file else { return Ok(()) };
    let (w, h) = (f64::from(file.size.0), f64::from(file.size.1));
    let scale = (rect.w / w).max(rect.h / h);
    let (left, top) = photo.focus.as_ref().map_or(Focus::USUAL, |focus| focus.value).shares();
    let whole = Rect {
        x: rect.x - (w * scale - rect.w) * left,
        y: rect.y - (h * scale - rect.h) * top,
        w: w * scale,
        h: h * scale,
    };
    let problem = |what: String, help: String| {
        Box::new(Diagnostic::new(Code::Photo, Some(photo.name.span), what).help(help))
    };
    let reached = MM_PER_INCH / scale;
    let needed = FEWEST.0.min(dpi.0);
    if reached < needed {
        let pixels = |mm: f64| (mm / MM_PER_INCH * needed).ceil() as u32;
        let (across, down) = (pixels(rect.w), pixels(rect.h));
        let problem = problem(
            format!(
                "照片「{}」只有 {w}×{h} 像素，放在 {:.0}×{:.0} mm 的地方只有 {reached:.0} dpi，会看出格子",
                photo.name.value, rect.w, rect.h
            ),
            format!("换一张至少 {across}×{down} 像素的照片（微信里发照片要选“原图”）"),
        );
        return Err(Box::new(problem.lacks(u64::from(across) * u64::from(down))));
    }
    let enough = ENOUGH.0.min(dpi.0);
    let most = (whole.w.max(whole.h) / MM_PER_INCH * enough).ceil() as u32;
    let pixels = decode(file, most).ok_or_else(|| {
        problem(
            format!("照片「{}」打不开：文件坏了", photo.name.value),
            "重新拍一张，或用画图软件另存为 JPG".into(),
        )
    })?;
    painter.clips.push(Clip {
        path: geometry::rounded_corners(rect, radius.map(|r| r.0)),
        inside: None,
        words: Some(words),
    });
    let clip = painter.clips.len() - 1;
    painter.items.push(Item::Photo(PhotoSpot { pixels: Arc::new(pixels), rect: whole, clip }));
    Ok(())
}

/// What a camera means by its numbers (Adobe RGB, Display P3) as what a screen means by them. A profile that
/// is none, or of inks or greys, changes nothing: readers show such a photo as it is, too.
fn in_screen_colours(picture: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(own) = ColorProfile::new_from_slice(profile) else { return picture };
    let options = TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        ..TransformOptions::default()
    };
    let screen = ColorProfile::new_srgb();
    let Ok(transform) = own.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgba, options)
    else {
        return picture;
    };
    let mut rgba = picture.to_rgba8();
    let before = rgba.clone().into_raw();
    match transform.transform(&before, &mut rgba) {
        Ok(()) => DynamicImage::ImageRgba8(rgba),
        Err(_) => picture,
    }
}

/// The photo upright, its longer side at most so many pixels.
fn decode(file: &PhotoFile, most: u32) -> Option<Pixels> {
    let mut reader = ImageReader::new(Cursor::new(&file.bytes)).with_guessed_format().ok()?;
    reader.limits(Limits::default());
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > most {
        picture = picture.resize(most, most, image::imageops::FilterType::CatmullRom);
    }
    // Of what is left: colours of all pixels of a camera would take three times the memory.
    if let Some(profile) = profile {
        picture = in_screen_colours(picture, &profile);
    }
    // What a PNG lets through is paper.
    let rgba = picture.to_rgba8();
    let (width, height) = rgba.dimensions();
    let over_paper = |v: u8, alpha: u8| {
        ((u32::from(v) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255) as u8
    };
    let rgb = rgba.pixels().flat_map(|p| [0, 1, 2].map(|i| over_paper(p.0[i], p.0[3]))).collect();
    Some(Pixels { width, height, rgb })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cameras_colours_become_those_of_a_screen() {
        // The same brick red in sRGB, as Adobe RGB and Display P3 number it.
        for (own, numbers) in [
            (ColorProfile::new_adobe_rgb(), [173, 62, 45]),
            (ColorProfile::new_display_p3(), [185, 71, 51]),
        ] {
            let profile = own.encode().expect("a profile");
            let picture = image::RgbImage::from_pixel(4, 4, image::Rgb(numbers));
            let seen = in_screen_colours(DynamicImage::ImageRgb8(picture), &profile).to_rgb8();
            let off = seen.get_pixel(1, 1).0.iter().zip([200, 60, 40]).map(|(a, b)| a.abs_diff(b));
            assert!(off.max() <= Some(3), "{:?}", seen.get_pixel(1, 1));
        }
        // What is no profile changes nothing.
        let picture =
            DynamicImage::ImageRgb8(image::RgbImage::from_pixel(2, 2, image::Rgb([9, 8, 7])));
        assert_eq!(in_screen_colours(picture.clone(), b"nothing"), picture);
    }
}
