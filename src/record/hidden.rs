//! Characters that nobody sees, or that nobody meant: one table for every field and for bodies.
//!
//! Start at [`odd_characters`]. They come with text pasted from web pages, Word and PDFs, and hide what a
//! line really says: a search does not find it, a voice stumbles, a font draws a box.

/// Controls, marks that turn the direction of writing, fillers, zero-width signs, what stands for a
/// character that could not be read, and what only one font knows.
const ODD: &[(u32, u32)] = &[
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xE000, 0xF8FF),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFD),
    (0xE0000, 0xE007F),
    (0xF0000, 0x10FFFF),
];
/// Choose between drawings of the ideograph before them (UTS 37, StandardizedVariants.txt).
const SELECTORS: &[(u32, u32)] = &[(0xFE00, 0xFE02), (0xE0100, 0xE01EF)];
const IDEOGRAPHS: &[(u32, u32)] = &[(0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)];
/// Whether it is a Chinese character.
pub(crate) fn is_ideograph(c: char) -> bool {
    is_in(IDEOGRAPHS, c)
}

/// Choose between a plain and a coloured drawing of the sign before them (UTS 51).
const COLOURINGS: &[(u32, u32)] = &[(0xFE0E, 0xFE0F)];
/// All there are: the other fourteen choose nothing here.
const ALL_SELECTORS: &[(u32, u32)] = &[(0xFE00, 0xFE0F), (0xE0100, 0xE01EF)];
const COLOURED: &[(u32, u32)] = &[
    (0xA9, 0xA9),
    (0xAE, 0xAE),
    (0x203C, 0x203C),
    (0x2049, 0x2049),
    (0x2122, 0x2BFF),
    (0x3030, 0x303D),
    (0x3297, 0x3299),
    (0x1F000, 0x1FAFF),
];

fn is_in(table: &[(u32, u32)], c: char) -> bool {
    table.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(c)))
}

/// Whether a character is odd wherever it stands.
pub(crate) fn is_hidden(c: char) -> bool {
    is_in(ODD, c)
}

/// Every odd character of a text, with its byte; a selector of drawings is odd where nothing is to be
/// selected.
pub(crate) fn odd_characters(text: &str) -> Vec<(usize, char)> {
    if text.is_ascii() && !text.contains(is_hidden) {
        return Vec::new();
    }
    let mut before = ' ';
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let chosen = is_in(SELECTORS, c) && is_in(IDEOGRAPHS, before)
            || is_in(COLOURINGS, c) && is_in(COLOURED, before);
        if is_hidden(c) || (is_in(ALL_SELECTORS, c) && !chosen) {
            found.push((at, c));
        }
        before = c;
    }
    found
}

/// What messages call such a character: 「看不见的字符 U+200B」.
pub(crate) fn named(c: char) -> String {
    let kind = match c as u32 {
        0xFFFD => "读坏了的字符",
        0xFFFC => "图片留下的空位",
        0xE000..=0xF8FF | 0xF0000.. => "只有个别字体才有的字符",
        _ => "看不见的字符",
    };
    format!("{kind} U+{:04X}", c as u32)
}

/// All of a line's, each with up to two characters before it; `None` for a plain text.
pub(super) fn told(text: &str) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for (at, c) in odd_characters(text) {
        let before: Vec<char> = text[..at].chars().filter(|c| !is_hidden(*c)).collect();
        let near: String = before[before.len().saturating_sub(2)..].iter().collect();
        let place =
            if near.is_empty() { "开头".to_string() } else { format!("「{near}」后面") };
        said.push(format!("{}，在{place}", named(c)));
    }
    (!said.is_empty()).then(|| said.join("；"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_found_wherever_they_stand() {
        for c in [
            '\u{0b}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{180e}',
            '\u{200b}',
            '\u{2800}',
            '\u{3164}',
            '\u{e001}',
            '\u{fff9}',
            '\u{fffc}',
            '\u{fffd}',
            '\u{e0041}',
            '\u{f0000}',
            '\u{fe0f}',
            '\u{e0100}',
        ] {
            assert_eq!(odd_characters(&format!("a{c}户")), [(1, c)], "U+{:04X}", c as u32);
        }
        for plain in ["老人", "葛\u{e0100}", "☎\u{fe0f}", "𠮷", "a b", "★", "①"] {
            assert_eq!(odd_characters(plain), [], "{plain}");
        }
        assert_eq!(odd_characters("户\u{fe0f}"), [(3, '\u{fe0f}')], "an ideograph has no colour");
        let all = told("老人\u{200b}户\u{fffd}").expect("two");
        assert_eq!(all, "看不见的字符 U+200B，在「老人」后面；读坏了的字符 U+FFFD，在「人户」后面");
    }
}
