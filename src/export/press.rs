//! A press's ICC profile: checked, and used to turn photos into ink.
//!
//! Start at [`PressProfile::read`] and [`Separation`]. Inks of drawings never pass through here: they
//! have their own values.

use crate::frame::Pixels;
use crate::theme::Theme;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use moxcms::ColorProfile;
use moxcms::Layout;
use moxcms::RenderingIntent;
use moxcms::Transform8BitExecutor;
use moxcms::TransformOptions;
use std::sync::Arc;

/// The profile of coated paper that the theme carries.
const COATED: &str = "icc/FOGRA39L_coated.icc";

/// A CMYK profile of a press.
#[derive(Debug, Clone)]
pub struct PressProfile {
    bytes: Vec<u8>,
    /// What it calls itself, or the file's name.
    name: String,
}

impl PressProfile {
    /// Coated paper as the theme has it, where no press is known.
    ///
    /// # Errors
    /// The theme has no such file.
    pub(crate) fn coated(theme: &Theme) -> Result<PressProfile> {
        let (bytes, _) = theme.files.read(COATED).context("主题里没有铜版纸的色彩文件")?;
        PressProfile::read(bytes.into_owned(), COATED)
    }

    /// Checks the bytes of an ICC file: a profile, for an output device, of four inks.
    ///
    /// # Errors
    /// A Chinese sentence.
    pub fn read(bytes: Vec<u8>, name: &str) -> Result<PressProfile> {
        let field = |at: usize| bytes.get(at..at + 4);
        let length = field(0).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize);
        if field(36) != Some(b"acsp") || length.is_none_or(|l| l > bytes.len() || l < 128) {
            bail!("{name} 不是完整的 ICC 文件；向印刷厂要 .icc 或 .icm 文件");
        }
        if field(16) != Some(b"CMYK") {
            let space = String::from_utf8_lossy(field(16).unwrap_or_default()).trim().to_string();
            bail!("{name} 是 {space} 的 ICC 文件，印刷要 CMYK 的；向印刷厂要他们机器的 ICC 文件");
        }
        Ok(PressProfile { bytes, name: name.into() })
    }

    /// The file.
    #[must_use]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it is called in messages.
    #[must_use]
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// Turns screen colours into inks of a press, perceptual: what the paper cannot show is drawn in as a whole.
pub(crate) struct Separation {
    to_ink: Arc<Transform8BitExecutor>,
}

impl std::fmt::Debug for Separation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Separation")
    }
}

impl Separation {
    /// Through this profile.
    ///
    /// # Errors
    /// A profile without the way from colours to inks.
    pub(crate) fn new(press: &PressProfile) -> Result<Separation> {
        let unusable =
            || format!("色彩文件 {} 不能把照片变成 CMYK；向印刷厂要完整的 ICC 文件", press.name);
        let inks = ColorProfile::new_from_slice(&press.bytes).with_context(unusable)?;
        let options = TransformOptions {
            rendering_intent: RenderingIntent::Perceptual,
            ..TransformOptions::default()
        };
        // Four inks travel where colour and transparency would.
        let to_ink = ColorProfile::new_srgb()
            .create_transform_8bit(Layout::Rgb, &inks, Layout::Rgba, options)
            .with_context(unusable)?;
        Ok(Separation { to_ink })
    }

    /// Cyan, magenta, yellow and black of every pixel, 255 is full ink; empty when it cannot be done.
    #[must_use]
    pub(crate) fn inks(&self, photo: &Pixels) -> Vec<u8> {
        let mut inks = vec![0; photo.rgb.len() / 3 * 4];
        match self.to_ink.transform(&photo.rgb, &mut inks) {
            Ok(()) => inks,
            Err(_) => Vec::new(),
        }
    }
}
