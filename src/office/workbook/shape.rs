//! How cells look, and how high a row has to be for its texts.
//!
//! Start at [`Shapes`] and [`lines_of`]. Programs do not agree on when they work heights out themselves (none does for
//! merged cells), so every row has one of its own.

use rust_xlsxwriter::Color;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;

/// Text of a list that hangs in an office: 仿宋, ten points.
pub(super) const TEXT_FONT: &str = "仿宋";
/// Headings.
pub(super) const HEADING_FONT: &str = "黑体";
/// The title above all.
pub(super) const TITLE_FONT: &str = "宋体";
/// Points of a text.
pub(super) const TEXT_SIZE: f64 = 10.0;
/// Points from line to line at that size: what `LibreOffice` and Excel need for 仿宋 and its stand-ins.
pub(super) const LINE: f64 = 14.6;
/// The highest row that Excel has, in points.
pub(super) const HIGHEST: f64 = 409.0;
/// Widths of Excel are counted in digits of its own font: a Chinese character of ten points needs this many.
pub(super) const CHARACTER: f64 = 1.86;
/// A text that a cell holds, in characters: Excel's own limit.
pub(super) const LONGEST: usize = 32_767;

/// All formats of the workbook.
#[derive(Debug)]
pub(super) struct Shapes {
    /// The line above all.
    pub(super) title: Format,
    /// The line below it.
    pub(super) under_title: Format,
    /// A heading.
    pub(super) heading: Format,
    /// A text.
    pub(super) text: Format,
    /// A text of a row that would be too high otherwise.
    pub(super) small: Format,
    /// A short word in the middle.
    pub(super) middle: Format,
    /// The same, small.
    pub(super) small_middle: Format,
    /// A remark without a frame.
    pub(super) remark: Format,
    /// A text without a frame, not broken.
    pub(super) plain: Format,
}

impl Default for Shapes {
    fn default() -> Shapes {
        let font = |name: &str, size: f64| Format::new().set_font_name(name).set_font_size(size);
        let framed = |format: Format| {
            let grey = Color::RGB(0x40_40_40);
            format.set_border(FormatBorder::Thin).set_border_color(grey).set_text_wrap()
        };
        let text = |size| framed(font(TEXT_FONT, size)).set_align(FormatAlign::VerticalCenter);
        let middle = |size| text(size).set_align(FormatAlign::Center);
        let heading = framed(font(HEADING_FONT, TEXT_SIZE))
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0xEF_EF_EF));
        Shapes {
            title: font(TITLE_FONT, 20.0)
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            under_title: font(TEXT_FONT, TEXT_SIZE + 1.0).set_align(FormatAlign::VerticalCenter),
            heading,
            text: text(TEXT_SIZE),
            small: text(TEXT_SIZE - 2.0),
            middle: middle(TEXT_SIZE),
            small_middle: middle(TEXT_SIZE - 2.0),
            remark: font(TEXT_FONT, TEXT_SIZE).set_text_wrap().set_align(FormatAlign::Top),
            plain: font(TEXT_FONT, TEXT_SIZE).set_align(FormatAlign::Top),
        }
    }
}

/// How wide a text is, in Chinese characters: what is not wide is half of one.
fn width_of(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum()
}

/// Lines that a text takes in a column of so many characters. A mark that may not begin a line takes the character
/// before it along, so a line is reckoned half a character shorter than it is.
pub(super) fn lines_of(text: &str, width: f64) -> usize {
    let room = (width - 0.5).max(1.0);
    text.split('\n').map(|line| ((width_of(line) / room).ceil() as usize).max(1)).sum()
}

/// A text as a cell can hold it: without signs that no file of a spreadsheet may have, and not longer than it may be.
pub(super) fn fitting(text: &str) -> (String, bool) {
    let allowed = |c: char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let mut text: String = text.chars().filter(|c| allowed(*c)).collect();
    let is_long = text.encode_utf16().count() > LONGEST;
    if is_long {
        text = text.chars().take(LONGEST / 2).collect();
    }
    (text, is_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_come_from_widths() {
        assert_eq!(lines_of("身份证", 4.0), 1);
        assert_eq!(lines_of("一二三四五六七八", 4.0), 3);
        assert_eq!(lines_of("甲\n乙\n", 4.0), 3);
    }

    #[test]
    fn signs_that_no_file_may_have_are_left_out() {
        assert_eq!(fitting("a\u{1}b\nc"), ("ab\nc".into(), false));
        let (text, is_long) = fitting(&"长".repeat(40_000));
        assert!(is_long && text.chars().count() <= LONGEST);
    }
}
