//! Frame → CMYK TIFF: exact plates without a colour engine.
//!
//! Start at [`write_tiff`]: [`super::plates`] band after band, LZW, resolution set. The few tags are
//! written here: the `tiff` crate (0.11) does not compress strips that are streamed (seen: its file
//! said LZW and held plain bytes).

use super::codes::prove_crops;
use super::plates::Plates;
use super::press::PressProfile;
use crate::frame::Frame;
use crate::theme::Profile;
use crate::units::Dpi;
use crate::units::Mm;
use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use std::fs::File;
use std::io::BufWriter;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::path::Path;
use weezl::BitOrder;

/// Largest file that 32-bit offsets reach.
const LARGEST: u64 = u32::MAX as u64;

/// Where strips lie in a file.
#[derive(Debug, Default)]
struct Strips {
    offsets: Vec<u32>,
    lengths: Vec<u32>,
}

/// Writes the plates and proves the codes from the file's own pixels.
///
/// # Errors
/// Disk trouble, a file of more than 4 GB, or codes that cannot be read back.
pub(crate) fn write_tiff(
    frame: &Frame,
    (profile, press): (&Profile, &PressProfile),
    dpi: Dpi,
    path: &Path,
) -> Result<()> {
    let margin = profile.bleed.0 + profile.white_edge.0;
    let whole = |side: Mm| Mm(side.0 + 2.0 * margin);
    let sides = (whole(frame.size.width), whole(frame.size.height));
    let size = (sides.0.to_px(dpi), sides.1.to_px(dpi));
    let cannot = || format!("不能写 {}", path.display());
    let plates = Plates::new(frame, (profile, press), size)?;
    let file = File::create(path).with_context(cannot)?;
    let mut writer = BufWriter::new(file);
    // Little-endian, version 42; where the directory is, is known at the end.
    writer.write_all(b"II*\0\0\0\0\0").with_context(cannot)?;
    let (mut at, mut strips) = (8_u64, Strips::default());
    plates.draw(|band| {
        let mut encoder = weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8);
        let packed = encoder.encode(band).context("TIFF 压缩不了")?;
        strips.offsets.push(at as u32);
        strips.lengths.push(packed.len() as u32);
        at += packed.len() as u64;
        if at > LARGEST {
            bail!("{} 的 TIFF 超过 4 GB；用低一些的 --dpi，或给印刷厂 PDF", frame.stem);
        }
        writer.write_all(&packed).with_context(cannot)
    })?;
    if at % 2 == 1 {
        writer.write_all(&[0]).with_context(cannot)?;
        at += 1;
    }
    writer
        .write_all(&directory(size, sides, (&strips, plates.band_rows()), at as u32))
        .with_context(cannot)?;
    writer.seek(SeekFrom::Start(4)).with_context(cannot)?;
    writer.write_all(&(at as u32).to_le_bytes()).with_context(cannot)?;
    writer.flush().with_context(cannot)?;
    prove(frame, (size, margin, dpi), &strips, path)
}

/// The image file directory that stands at `at`: tags in order, then the values that are longer than
/// four bytes (TIFF 6.0, section 2).
fn directory(
    (width, height): (u32, u32),
    sides: (Mm, Mm),
    (strips, strip_rows): (&Strips, u32),
    at: u32,
) -> Vec<u8> {
    const SHORT: u16 = 3;
    const LONG: u16 = 4;
    const RATIONAL: u16 = 5;
    let shorts = |list: &[u16]| list.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    let longs = |list: &[u32]| list.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    // Pixels on so many hundredths of a millimetre: exact, where whole dpi would be off by some pixels.
    let resolution =
        |pixels: u32, side: Mm| longs(&[pixels * 2540, (side.0 * 100.0).round() as u32]);
    let count = strips.offsets.len() as u32;
    let tags: [(u16, u16, u32, Vec<u8>); 14] = [
        (256, LONG, 1, longs(&[width])),
        (257, LONG, 1, longs(&[height])),
        // Eight bits each of four samples.
        (258, SHORT, 4, shorts(&[8; 4])),
        // LZW.
        (259, SHORT, 1, shorts(&[5])),
        // Separated: inks, not light.
        (262, SHORT, 1, shorts(&[5])),
        (273, LONG, count, longs(&strips.offsets)),
        (277, SHORT, 1, shorts(&[4])),
        (278, LONG, 1, longs(&[strip_rows])),
        (279, LONG, count, longs(&strips.lengths)),
        (282, RATIONAL, 1, resolution(width, sides.0)),
        (283, RATIONAL, 1, resolution(height, sides.1)),
        // Sample after sample, in one plane.
        (284, SHORT, 1, shorts(&[1])),
        // Resolution is per inch.
        (296, SHORT, 1, shorts(&[2])),
        // The inks are cyan, magenta, yellow, black.
        (332, SHORT, 1, shorts(&[1])),
    ];
    let mut head = (tags.len() as u16).to_le_bytes().to_vec();
    let mut tail: Vec<u8> = Vec::new();
    let after = at + 2 + 12 * tags.len() as u32 + 4;
    for (tag, kind, count, mut value) in tags {
        head.extend(tag.to_le_bytes());
        head.extend(kind.to_le_bytes());
        head.extend(count.to_le_bytes());
        if value.len() <= 4 {
            value.resize(4, 0);
            head.extend(value);
        } else {
            head.extend((after + tail.len() as u32).to_le_bytes());
            tail.extend(value);
        }
    }
    head.extend([0; 4]);
    head.extend(tail);
    head
}

/// Reads strips back and decodes the codes in them.
fn prove(
    frame: &Frame,
    (size, margin, dpi): ((u32, u32), f64, Dpi),
    strips: &Strips,
    path: &Path,
) -> Result<()> {
    let unreadable = "写好的 TIFF 读不回来";
    let mut file = File::open(path).with_context(|| format!("不能读回 {}", path.display()))?;
    let mut places = strips.offsets.iter().zip(&strips.lengths);
    prove_crops(frame, path, size, (dpi.per_mm(), margin), || {
        let Some((offset, length)) = places.next() else { return Ok(Vec::new()) };
        let mut packed = vec![0; *length as usize];
        file.seek(SeekFrom::Start(u64::from(*offset))).context(unreadable)?;
        file.read_exact(&mut packed).context(unreadable)?;
        let mut decoder = weezl::decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8);
        let pixels = decoder.decode(&packed).context(unreadable)?;
        let rows = pixels.chunks_exact(size.0 as usize * 4);
        Ok(rows.map(|row| row.chunks_exact(4).map(grey_of).collect()).collect())
    })
}

/// How light ink looks, roughly: enough to tell a module from paper.
fn grey_of(ink: &[u8]) -> u8 {
    let sum = 299 * u32::from(ink[0]) + 587 * u32::from(ink[1]) + 114 * u32::from(ink[2]);
    255 - (sum / 1000 + u32::from(ink[3])).min(255) as u8
}
