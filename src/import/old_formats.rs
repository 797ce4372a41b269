//! What numbers of an xls file look like, and which of its rows and columns are hidden.
//!
//! Start at [`formats_of`]. The reader of cells keeps no number formats of this format and tells nothing hidden
//! (calamine 0.38), so the records are read here: formats and the styles that name them ([MS-XLS] 2.4.126, 2.4.353), rows and
//! columns (2.4.221, 2.4.53), and numbers (2.4.180, 2.4.220, 2.4.175, 2.4.127).

use super::number;
use super::old::records;
use std::collections::BTreeMap;

/// What of a sheet is read here.
#[derive(Debug, Default)]
pub(super) struct OldSheet {
    /// What number cells show.
    pub(super) shown: BTreeMap<(u32, u32), String>,
    rows: Vec<u32>,
    columns: Vec<(u32, u32)>,
}

impl OldSheet {
    /// Whether a cell is out of sight.
    pub(super) fn hides(&self, at: (u32, u32)) -> bool {
        self.rows.binary_search(&at.0).is_ok()
            || self.columns.iter().any(|(a, b)| (*a..=*b).contains(&at.1))
    }
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn float(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// A packed number: 30 bits of a float or a whole number, perhaps a hundredth (2.5.217).
fn packed(data: &[u8], at: usize) -> Option<f64> {
    let bits = u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?);
    let value = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    Some(if bits & 1 == 0 { value } else { value / 100.0 })
}

/// A text with its length before it, in one byte or two for each letter.
fn text(data: &[u8], at: usize) -> Option<String> {
    let count = usize::from(short(data, at)?);
    let wide = data.get(at + 2)? & 1 == 1;
    let rest = data.get(at + 3..)?;
    Some(if wide {
        let units: Vec<u16> = (0..count).filter_map(|i| short(rest, 2 * i)).collect();
        String::from_utf16_lossy(&units)
    } else {
        rest.iter().take(count).map(|b| char::from(*b)).collect()
    })
}

/// By the number of the sheet in the order of their records, which is that of the names.
pub(super) fn formats_of(bytes: &[u8], is_1904: bool) -> Vec<OldSheet> {
    let (mut codes, mut styles) = (BTreeMap::<u16, String>::new(), Vec::<u16>::new());
    let (mut places, mut found) = (Vec::<u32>::new(), BTreeMap::<u32, OldSheet>::new());
    let mut at_sheet: Option<u32> = None;
    let Some(all) = records(bytes) else { return Vec::new() };
    let show = |styles: &[u16], codes: &BTreeMap<u16, String>, style: u16, value: f64| {
        let id = styles.get(usize::from(style)).copied().unwrap_or(0);
        let code = codes.get(&id).map_or_else(|| built_in(id), String::as_str);
        number::shown(
            value,
            code,
            Some(u32::from(id)).filter(|_| !codes.contains_key(&id)),
            is_1904,
        )
    };
    for (offset, kind, data) in all {
        if kind == 0x0809 {
            at_sheet = places.contains(&offset).then_some(offset);
        }
        match (kind, at_sheet) {
            (0x0085, _) => {
                let four = data.get(..4).and_then(|b| b.try_into().ok());
                places.extend(four.map(u32::from_le_bytes));
            }
            (0x041E, _) => {
                if let (Some(id), Some(code)) = (short(&data, 0), text(&data, 2)) {
                    codes.insert(id, code);
                }
            }
            (0x00E0, _) => styles.push(short(&data, 2).unwrap_or(0)),
            (_, Some(sheet)) => {
                let sheet = found.entry(sheet).or_default();
                let place = short(&data, 0).zip(short(&data, 2));
                let Some((row, column)) = place.map(|(r, c)| (u32::from(r), u32::from(c))) else {
                    continue;
                };
                let style = short(&data, 4).unwrap_or(0);
                let value = match kind {
                    0x0203 | 0x0006 => float(&data, 6).filter(|_| {
                        // A formula that gives a text or an error says so where the number would end.
                        kind == 0x0203 || short(&data, 12) != Some(0xFFFF)
                    }),
                    0x027E => packed(&data, 6),
                    _ => None,
                };
                if let Some(value) = value {
                    sheet.shown.insert((row, column), show(&styles, &codes, style, value));
                }
                match kind {
                    0x00BD => {
                        let count = data.len().saturating_sub(6) / 6;
                        for i in 0..count {
                            let (Some(style), Some(value)) =
                                (short(&data, 4 + 6 * i), packed(&data, 6 + 6 * i))
                            else {
                                break;
                            };
                            let column = column + u32::try_from(i).unwrap_or(0);
                            let text = show(&styles, &codes, style, value);
                            sheet.shown.insert((row, column), text);
                        }
                    }
                    // A row: a bit says that it has no height.
                    0x0208 if data.get(12).is_some_and(|bits| bits & 0x20 != 0) => {
                        sheet.rows.push(row);
                    }
                    0x007D if data.get(8).is_some_and(|bits| bits & 1 != 0) => {
                        sheet.columns.push((row, column));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    places
        .iter()
        .map(|place| {
            let mut sheet = found.remove(place).unwrap_or_default();
            sheet.rows.sort_unstable();
            sheet
        })
        .collect()
}

/// Formats that files of this age do not spell out.
fn built_in(id: u16) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "¥#,##0;-¥#,##0",
        7 | 8 => "¥#,##0.00;-¥#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        15 => "d-mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        _ => "General",
    }
}
