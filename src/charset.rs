//! A set of characters: what the fonts of a theme can set, and what is said of those they cannot.
//!
//! Start at [`CharSet`]. One bit for every code point, so that every character of ten thousand procedures
//! can be asked for.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Span;

/// A set of characters.
#[derive(Clone, Default)]
pub(crate) struct CharSet {
    bits: Vec<u64>,
}

impl std::fmt::Debug for CharSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let count: u32 = self.bits.iter().map(|word| word.count_ones()).sum();
        write!(f, "CharSet({count})")
    }
}

impl CharSet {
    /// Adds a character by its code point.
    pub(crate) fn insert(&mut self, code: u32) {
        let (word, bit) = (code as usize / 64, code % 64);
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= 1 << bit;
    }

    /// Whether a character is in it.
    #[must_use]
    pub(crate) fn contains(&self, c: char) -> bool {
        let code = c as usize;
        self.bits.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

/// Characters that no font of the theme has.
pub(crate) fn missing_glyphs(missing: &[char], span: Option<Span>) -> Diagnostic {
    let mut list: Vec<char> = missing.to_vec();
    list.sort_unstable();
    list.dedup();
    let shown: Vec<String> = list.iter().map(|c| format!("「{c}」(U+{:04X})", *c as u32)).collect();
    Diagnostic::new(Code::MissingGlyph, span, format!("字体里没有 {}", shown.join("、")))
        .help("换一个字，或把有这个字的字体文件放进主题的 fonts 文件夹，写进 theme.yaml 的 fallback-fonts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_in_it() {
        let mut set = CharSet::default();
        "中a𠮷".chars().for_each(|c| set.insert(c as u32));
        assert!("中a𠮷".chars().all(|c| set.contains(c)));
        assert!(!"国b\u{10FFFF}".chars().any(|c| set.contains(c)));
    }
}
