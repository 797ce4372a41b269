//! Frame → soft proof: how the inks will look on paper, through a press's profile, on a screen.
//!
//! Start at [`render_proof`]. The plates of [`super::plates`] are drawn small (longer side
//! 1,600 pixels) and every pixel is turned from ink into light by the profile, relative colorimetric:
//! paper is the screen's white. It shows where a red turns duller or a pale wall disappears; the hard
//! proof of the shop is still the one that counts.

use super::plates::Plates;
use super::png::encode_rgb;
use super::press::PressProfile;
use crate::frame::Frame;
use crate::theme::Profile;
use crate::units::WEB_PIXELS;
use anyhow::Context;
use anyhow::Result;
use moxcms::ColorProfile;
use moxcms::Layout;
use moxcms::RenderingIntent;
use moxcms::TransformOptions;

/// The picture, as PNG.
///
/// # Errors
/// A profile that cannot be used for this.
pub(crate) fn render_proof(
    frame: &Frame,
    profile: &Profile,
    press: &PressProfile,
) -> Result<Vec<u8>> {
    let unusable = || format!("色彩文件 {} 不能用来打样", press.name());
    let inks = ColorProfile::new_from_slice(press.bytes()).with_context(unusable)?;
    let options = TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        ..TransformOptions::default()
    };
    let screen = ColorProfile::new_srgb();
    // Four inks travel where colour and transparency would.
    let to_light = inks
        .create_transform_8bit(Layout::Rgba, &screen, Layout::Rgb, options)
        .with_context(unusable)?;
    let margin = 2.0 * (profile.bleed.0 + profile.white_edge.0);
    let (w, h) = (frame.size.width.0 + margin, frame.size.height.0 + margin);
    let scale = f64::from(WEB_PIXELS) / w.max(h);
    let (width, height) = ((w * scale).round() as u32, (h * scale).round() as u32);
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    Plates::new(frame, (profile, press), (width, height))?.draw(|plates| {
        let mut light = vec![0; plates.len() / 4 * 3];
        to_light.transform(plates, &mut light).with_context(unusable)?;
        pixels.extend(light);
        Ok(())
    })?;
    encode_rgb(&pixels, (width, height))
}
