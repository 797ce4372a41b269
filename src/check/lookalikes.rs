//! Signs that look like characters and are none: what comes out of a PDF when its text is copied.
//!
//! Start at [`characters_are_plain`]. Readers' devices show another shape or a box, the search box does not
//! find them, and a voice reads them wrongly or not at all.

use super::tools::TextTools;
use super::tools::part_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::record::walk::Leaf;
use icu_normalizer::ComposingNormalizerBorrowed;

/// Radicals of the supplement (U+2E80–2EF3) have no character in Unicode's own tables; these are the ones
/// that stand in Chinese texts as if they were one.
const RADICALS: &str = "⺁厂⺄乙⺅亻⺆冂⺈刀⺊卜⺋卩⺎兀⺏尢⺐尣⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱网⺲罒⺳网⺶羊⺷羊⺸羊⺹耂⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// The character that a sign stands for; `None` for a character that is one, the sign itself where no
/// character is meant.
fn plain(c: char) -> Option<char> {
    match c as u32 {
        // Twelve of the block are characters of their own (Unicode 3.2, chapter 12.1).
        0xFA0E
        | 0xFA0F
        | 0xFA11
        | 0xFA13
        | 0xFA14
        | 0xFA1F
        | 0xFA21
        | 0xFA23
        | 0xFA24
        | 0xFA27..=0xFA29 => None,
        0x2E80..=0x2EF3 => {
            let mut pairs = RADICALS.chars();
            while let (Some(sign), Some(meant)) = (pairs.next(), pairs.next()) {
                if sign == c {
                    return Some(meant);
                }
            }
            composed(c).or(Some(c))
        }
        0x2F00..=0x2FD5 | 0xF900..=0xFAD9 | 0x2F800..=0x2FA1D => composed(c).or(Some(c)),
        0x31C0..=0x31E5 => Some(c),
        _ => None,
    }
}

/// Unicode's own answer (NFKC).
fn composed(c: char) -> Option<char> {
    let normal =
        ComposingNormalizerBorrowed::new_nfkc().normalize(c.encode_utf8(&mut [0; 4])).into_owned();
    normal.chars().next().filter(|n| *n != c)
}

/// Whether a sign is one of those: what fonts lack of them is told once, here.
pub(super) fn is_sign(c: char) -> bool {
    plain(c).is_some()
}

/// Every character is the plain one: one word of advice a text, at the first that is not.
pub(super) fn characters_are_plain(
    _: &TextTools<'_>,
    leaf: &Leaf<'_>,
    text: &str,
    report: &mut Report,
) {
    if text.is_ascii() {
        return;
    }
    let Some((at, first)) = text.char_indices().find(|(_, c)| plain(*c).is_some()) else { return };
    let mut signs: Vec<char> = text.chars().filter(|c| plain(*c).is_some()).collect();
    signs.sort_unstable();
    signs.dedup();
    let told = |c: &char| match plain(*c).filter(|p| p != c) {
        Some(meant) => format!("「{c}」（U+{:04X}）改成「{meant}」", *c as u32),
        None => format!("「{c}」（U+{:04X}）重新打一遍", *c as u32),
    };
    let advice: Vec<String> = signs.iter().take(6).map(told).collect();
    let what = format!(
        "「{}」里有 {} 个样子像字、其实不是字的符号，多半从 PDF 里复制来",
        leaf.field.key,
        signs.len()
    );
    let span = part_of(leaf.span, text, at, first.len_utf8());
    report.push(Diagnostic::new(Code::BadValue, Some(span), what).help(advice.join("，")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_have_their_characters() {
        for (sign, meant) in [
            ('⼈', '人'),
            ('⻓', '长'),
            ('⻔', '门'),
            ('⽼', '老'),
            ('\u{f9d1}', '六'),
            ('\u{2f804}', '你'),
            ('⺠', '民'),
        ] {
            assert_eq!(plain(sign), Some(meant), "{sign}");
        }
        for plain_one in ['人', '﨑', '〇', '𠮷', '，', 'A', '々'] {
            assert_eq!(plain(plain_one), None, "{plain_one}");
        }
        assert_eq!(RADICALS.chars().count() % 2, 0);
    }
}
