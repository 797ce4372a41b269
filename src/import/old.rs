//! Whether an xls file is small enough for its reader.
//!
//! Start at [`check_old`]. The reader makes room for as many cells as a sheet says it has, and for the
//! whole rectangle between the first and the last; so the records of the workbook ([MS-XLS] 2.1.4) are
//! walked here first, inside the compound file ([MS-CFB]) that holds them.

use anyhow::Result;

/// Cells of the rectangle that holds all of a sheet.
const MAX_AREA: u64 = 1_000_000;
/// Cells of all sheets.
const MAX_CELLS: usize = 200_000;
/// A mark after the last sector of a chain; all above it are no sectors.
const END: u32 = 0xFFFF_FFFA;

fn broken() -> anyhow::Error {
    anyhow::anyhow!("不是能读的表格；在 Excel、WPS 里打开它，另存为 .xlsx 再导入")
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_le_bytes(four))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u16::from_le_bytes(two))
}

/// A compound file: chains of sectors.
struct Compound<'b> {
    bytes: &'b [u8],
    size: usize,
    next: Vec<u32>,
}

impl<'b> Compound<'b> {
    fn open(bytes: &'b [u8]) -> Option<Compound<'b>> {
        let shift = short(bytes, 30).filter(|s| [9, 12].contains(s))?;
        let mut file = Compound { bytes, size: 1 << shift, next: Vec::new() };
        let mut tables: Vec<u32> = (0..109).filter_map(|i| long(bytes, 76 + 4 * i)).collect();
        let (mut more, mut seen) = (long(bytes, 68)?, 0);
        while more < END && seen <= bytes.len() / file.size {
            let sector = file.sector(more)?;
            let count = file.size / 4 - 1;
            tables.extend((0..count).filter_map(|i| long(sector, 4 * i)));
            more = long(sector, 4 * count)?;
            seen += 1;
        }
        for table in tables.into_iter().filter(|t| *t < END) {
            let sector = file.sector(table)?;
            // Entries for more sectors than there are say nothing.
            if file.next.len() > bytes.len() / file.size + file.size {
                break;
            }
            file.next.extend((0..sector.len() / 4).filter_map(|i| long(sector, 4 * i)));
        }
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.size)?;
        self.bytes.get(start..self.bytes.len().min(start.checked_add(self.size)?))
    }

    fn chain(&self, first: u32) -> Vec<u8> {
        let (mut out, mut at) = (Vec::new(), first);
        while let Some(sector) =
            self.sector(at).filter(|_| at < END && out.len() <= self.bytes.len())
        {
            out.extend_from_slice(sector);
            at = self.next.get(at as usize).copied().unwrap_or(END);
        }
        out
    }

    /// The stream with the records of the workbook.
    fn workbook(&self) -> Option<Vec<u8>> {
        let entries = self.chain(long(self.bytes, 48)?);
        let name_of = |entry: &[u8]| {
            let length = usize::from(short(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
            let wide: Vec<u16> = (0..length / 2).filter_map(|i| short(entry, 2 * i)).collect();
            String::from_utf16_lossy(&wide).to_lowercase()
        };
        let entries: Vec<&[u8]> = entries.chunks_exact(128).collect();
        let is_book = |e: &&&[u8]| matches!(name_of(e).as_str(), "workbook" | "book");
        let book = entries.iter().find(is_book)?;
        let (first, length) = (long(book, 116)?, long(book, 120)? as usize);
        if length >= 4096 {
            let mut stream = self.chain(first);
            stream.truncate(length);
            return Some(stream);
        }
        // Small streams lie in sectors of 64 bytes inside the stream of the root.
        let (small, links) =
            (self.chain(long(entries.first()?, 116)?), self.chain(long(self.bytes, 60)?));
        let (mut out, mut at) = (Vec::new(), first);
        while at < END && out.len() < length {
            let start = (at as usize).checked_mul(64)?;
            out.extend_from_slice(small.get(start..small.len().min(start.checked_add(64)?))?);
            at = long(&links, (at as usize).checked_mul(4)?).unwrap_or(END);
        }
        Some(out)
    }
}

/// The records of the workbook: where each stands in its stream, its kind, its data.
pub(super) fn records(bytes: &[u8]) -> Option<Vec<(u32, u16, Vec<u8>)>> {
    let stream = Compound::open(bytes).and_then(|file| file.workbook())?;
    let (mut at, mut found) = (0, Vec::new());
    while let (Some(kind), Some(length)) = (short(&stream, at), short(&stream, at + 2)) {
        let data = stream.get(at + 4..).unwrap_or(&[]);
        let data = &data[..data.len().min(usize::from(length))];
        // Texts and pictures are the reader's.
        if !matches!(kind, 0x00FC | 0x003C | 0x00EB | 0x00EC) {
            found.push((u32::try_from(at).ok()?, kind, data.to_vec()));
        }
        at += 4 + usize::from(length);
    }
    Some(found)
}

/// Walks the records of an xls file, and counts.
///
/// # Errors
/// It is broken, under a password, or larger than any table of a community.
pub(super) fn check_old(bytes: &[u8]) -> Result<()> {
    let stream = Compound::open(bytes).and_then(|file| file.workbook()).ok_or_else(broken)?;
    let (mut at, mut count) = (0, 0);
    let (mut top, mut left, mut bottom, mut right) = (u64::MAX, u64::MAX, 0, 0);
    while let (Some(kind), Some(length)) = (short(&stream, at), short(&stream, at + 2)) {
        let data = stream.get(at + 4..).unwrap_or(&[]);
        let data = &data[..data.len().min(usize::from(length))];
        at += 4 + usize::from(length);
        let mut see = |row: u64, first: u64, last: u64| {
            (top, left) = (top.min(row), left.min(first));
            (bottom, right) = (bottom.max(row), right.max(last));
            count += usize::try_from(last.saturating_sub(first)).unwrap_or(0) + 1;
        };
        let place = || Some((u64::from(short(data, 0)?), u64::from(short(data, 2)?)));
        match kind {
            // A new sheet.
            0x0009 | 0x0209 | 0x0409 | 0x0809 => {
                (top, left, bottom, right) = (u64::MAX, u64::MAX, 0, 0);
            }
            0x002F if short(data, 0).is_some_and(|n| n != 0) => {
                anyhow::bail!("设了密码，打不开；在 Excel、WPS 里打开，取消密码，另存后再导入")
            }
            // What the sheet says of its own size; new files have longer numbers.
            0x0200 | 0x0000 => {
                let is_long = data.len() >= 14;
                let number = |at: usize| {
                    if is_long { long(data, at) } else { short(data, at / 2).map(u32::from) }
                };
                let (first, rows) = (number(0).unwrap_or(0), number(4).unwrap_or(0));
                let at = if is_long { 8 } else { 4 };
                let (from, columns) =
                    (short(data, at).unwrap_or(0), short(data, at + 2).unwrap_or(0));
                let area = u64::from(rows).saturating_mul(columns.into());
                // Empty formatted rows are counted in it, so it may be more than the cells are.
                if area > 4 * MAX_AREA || first > rows || from > columns {
                    anyhow::bail!(
                        "表说自己有 {rows} 行、{columns} 列，太大了或不对；删去多余的行和列，另存为 .xlsx"
                    );
                }
            }
            // Numbers, texts, formulas; the two that hold a run of cells.
            0x0002..=0x0006 | 0x0203..=0x0206 | 0x0406 | 0x00D6 | 0x00FD | 0x027E => {
                if let Some((row, column)) = place() {
                    see(row, column, column);
                }
            }
            0x00BD => {
                let last = data.len().checked_sub(2).and_then(|at| short(data, at));
                if let (Some((row, first)), Some(last)) = (place(), last) {
                    see(row, first, u64::from(last));
                }
            }
            _ => {}
        }
        let area =
            (bottom + 1).saturating_sub(top).saturating_mul((right + 1).saturating_sub(left));
        if area > MAX_AREA || count > MAX_CELLS {
            anyhow::bail!(
                "表太大：用到 {} 行、{} 列（一个表最多 {MAX_AREA} 格，有字的最多 {MAX_CELLS} 格）；删去多余的行和列",
                bottom + 1,
                right + 1
            );
        }
    }
    Ok(())
}
