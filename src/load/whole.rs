//! Whether a photo's file is whole, and of a kind that boards can show in its right colours.
//!
//! Start at [`trouble`]. Readers of pictures fill what is missing with grey and say nothing; so the file is
//! walked from mark to mark to its end (JPEG: ITU T.81 B.1, PNG: ISO 15948 clause 5) before it is used.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

const CUT: (&str, &str) =
    ("没有存完整，后面一截是空的", "重新从手机或相机里拷一遍；微信里点开“原图”再保存");

/// What is wrong with a file, and what to do; `None` for a photo that can be used.
pub(super) fn trouble(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const OTHER: (&str, &str) =
        ("是 AVIF 图片，不能直接用", "用浏览器打开它，另存为 JPG，或者截图存成 PNG");
    const HEIC: (&str, &str) = (
        "是苹果手机的 HEIC 照片，不能直接用",
        "手机“设置”里“相机—格式”选“兼容性最佳”再拍；已经拍好的，用微信发给自己再保存成 JPG",
    );
    const FILM: (&str, &str) =
        ("是视频，不是照片", "放一张照片；要用视频里的画面，就暂停下来截一张图，存成 JPG 或 PNG");
    if bytes.starts_with(&[0xFF, 0xD8]) {
        return match jpeg(bytes) {
            Jpeg::Cut => Some(CUT),
            Jpeg::InksWithProfile => Some((
                "是印刷用的四色照片，带着自己的颜色配置，屏幕上和纸上的颜色会不一样",
                "用画图软件打开，另存为普通的 JPG（RGB 颜色）",
            )),
            Jpeg::Whole(_) => None,
        };
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return (!png_is_whole(bytes)).then_some(CUT);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        let said = bytes.get(4..8).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
        return ((bytes.len() as u64) < u64::from(said) + 8).then_some(CUT);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        let brand = bytes.get(8..12).unwrap_or_default();
        // The first brand may only say «a sequence of pictures»; the others stand behind it.
        let brands = bytes.get(8..64.min(bytes.len())).unwrap_or_default();
        // ISO 14496-12 and QuickTime: films of phones and of WeChat.
        let film = [&b"isom"[..], b"iso", b"mp4", b"avc1", b"M4V", b"qt  ", b"3gp", b"MSNV"];
        if film.iter().any(|b| brand.starts_with(b)) {
            return Some(FILM);
        }
        let is_avif = brand.starts_with(b"avi") || brands.chunks(4).any(|b| b == b"avif");
        return Some(if is_avif { OTHER } else { HEIC });
    }
    None
}

/// Whether the coded data of a JPEG ends before its picture: a file that was cut short and closed again has
/// every mark, and readers make one colour of the rest. Such a reader takes what is put before the end for
/// the missing part; a whole picture stays the same. `None` for one that is whole.
pub(super) fn spoilt(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let end = match jpeg(bytes) {
        Jpeg::Whole(end) if bytes.starts_with(&[0xFF, 0xD8]) => end,
        _ => return None,
    };
    let mut longer = bytes[..end].to_vec();
    longer.extend([0x5A, 0xA5, 0x33, 0xCC].repeat(16));
    longer.extend([0xFF, 0xD9]);
    let (as_it_is, with_more) = (grey(&bytes[..end + 2])?, grey(&longer)?);
    (as_it_is != with_more).then_some(CUT)
}

/// The light of a JPEG's pixels: enough to tell two pictures apart.
fn grey(bytes: &[u8]) -> Option<Vec<u8>> {
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode().ok()
}

enum Jpeg {
    /// Up to the mark of its end, at this byte.
    Whole(usize),
    Cut,
    /// Four inks and a profile of its own.
    InksWithProfile,
}

fn jpeg(bytes: &[u8]) -> Jpeg {
    let (mut at, mut inks, mut profile, mut scanned) = (2, false, false, false);
    loop {
        // Marks may be preceded by any number of FF.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (Some(0xFF), Some(mark)) = (bytes.get(at), bytes.get(at + 1)) else {
            return Jpeg::Cut;
        };
        match mark {
            // The end of the picture; what phones hang behind it is no part of it.
            0xD9 if scanned => break,
            0xD9 => return Jpeg::Cut,
            0x01 | 0xD0..=0xD8 => at += 2,
            _ => {
                let Some(length) = bytes.get(at + 2..at + 4) else { return Jpeg::Cut };
                let length = usize::from(length[0]) << 8 | usize::from(length[1]);
                let Some(body) = bytes.get(at + 4..at + 2 + length.max(2)) else {
                    return Jpeg::Cut;
                };
                match mark {
                    0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                        inks |= body.get(5) == Some(&4);
                    }
                    0xE2 => profile |= body.starts_with(b"ICC_PROFILE\0"),
                    _ => {}
                }
                at += 2 + length.max(2);
                if *mark == 0xDA {
                    scanned = true;
                    // Coded data: to the next mark that is neither a stuffed byte nor a restart.
                    while let Some(next) = bytes.get(at + 1) {
                        if bytes[at] == 0xFF && !matches!(next, 0x00 | 0xD0..=0xD7 | 0xFF) {
                            break;
                        }
                        at += 1;
                    }
                }
            }
        }
    }
    if inks && profile { Jpeg::InksWithProfile } else { Jpeg::Whole(at) }
}

/// Every chunk is there, to the one that says the end.
fn png_is_whole(bytes: &[u8]) -> bool {
    let mut at = 8;
    loop {
        let Some(head) = bytes.get(at..at + 8) else { return false };
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(after) = at.checked_add(12).and_then(|a| a.checked_add(length)) else {
            return false;
        };
        if after > bytes.len() {
            return false;
        }
        if &head[4..8] == b"IEND" {
            return true;
        }
        at = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;
    use std::io::Cursor;

    fn photo(format: ImageFormat) -> Vec<u8> {
        let picture =
            image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 3, y as u8 * 5, 90]));
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), format).expect("written");
        bytes
    }

    #[test]
    fn whole_files_pass_and_cut_ones_do_not() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let whole = photo(format);
            assert_eq!(trouble(&whole), None, "{format:?}");
            let mut more = whole.clone();
            more.extend([0; 64]);
            assert_eq!(trouble(&more), None, "{format:?} with something behind");
            for part in [30, 60, 90, 99] {
                let cut = &whole[..whole.len() * part / 100];
                assert!(trouble(cut).is_some(), "{format:?} at {part} %");
                let mut filled = cut.to_vec();
                filled.resize(whole.len(), 0);
                // The last bytes of a PNG are a sum; of a WebP only its length is known here.
                let told = format == ImageFormat::Jpeg || (format == ImageFormat::Png && part < 99);
                assert!(!told || trouble(&filled).is_some(), "{format:?} filled at {part} %");
            }
        }
    }

    #[test]
    fn a_jpeg_that_was_closed_too_early_is_spoilt() {
        let noise = |x: u32, y: u32| (x * 7 + y * 13 + x * y % 31) as u8;
        let picture = image::RgbImage::from_fn(640, 480, |x, y| {
            image::Rgb([noise(x, y), noise(y, x), (x / 3) as u8])
        });
        let mut whole = Vec::new();
        picture.write_to(&mut Cursor::new(&mut whole), ImageFormat::Jpeg).expect("written");
        assert_eq!(spoilt(&whole), None);
        let mut more = whole.clone();
        more.extend([7; 64]);
        assert_eq!(spoilt(&more), None);
        for part in [30, 50, 80, 95] {
            let mut cut = whole[..whole.len() * part / 100].to_vec();
            cut.extend([0xFF, 0xD9]);
            assert_eq!(trouble(&cut), None, "every mark is there");
            assert!(spoilt(&cut).is_some(), "{part} %");
        }
    }

    #[test]
    fn phones_own_formats_are_named() {
        assert!(
            trouble(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").is_some_and(|t| t.0.contains("HEIC"))
        );
        assert!(
            trouble(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf")
                .is_some_and(|t| t.0.contains("AVIF"))
        );
        for film in
            [b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2", b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\0"]
        {
            assert!(trouble(film).is_some_and(|t| t.0.contains("视频")));
        }
    }
}
