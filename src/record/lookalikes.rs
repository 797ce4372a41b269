//! Signs that look like characters and are none: what comes out of a PDF when its text is copied.
//!
//! Start at [`told`], which looks at one text, and [`told_of_all`], which looks at what was written of a record
//! that could not be read. Readers' devices show another shape or a box, the search box does not find them, and
//! a voice reads them wrongly or not at all.

use super::field::Schema;
use super::traditional::written_here;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::diag::Span;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use icu_normalizer::ComposingNormalizerBorrowed;

/// Radicals of the supplement (U+2E80–2EF3) have no character in Unicode's own tables; these are the ones
/// that stand in Chinese texts as if they were one.
const RADICALS: &str = "⺁厂⺄乙⺅亻⺆冂⺈刀⺊卜⺋卩⺇几⺉刂⺌小⺍小⺎兀⺏尢⺐尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯纟⺰纟⺱网⺲罒⺳网⺶羊⺷羊⺸羊⺹耂⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒长⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞饣⻟饣⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟";

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
        0x2E80..=0x2EF3 => paired(RADICALS, c).or_else(|| composed(c)).or(Some(c)),
        0x2F00..=0x2FD5 | 0xF900..=0xFAD9 | 0x2F800..=0x2FA1D => composed(c).or(Some(c)),
        0x31C0..=0x31E5 => Some(c),
        _ => None,
    }
}

/// The second of the pair that begins with this character.
fn paired(pairs: &str, first: char) -> Option<char> {
    let mut pairs = pairs.chars();
    while let (Some(one), Some(other)) = (pairs.next(), pairs.next()) {
        if one == first {
            return Some(other);
        }
    }
    None
}

/// Unicode's own answer (NFKC), as it is written here.
fn composed(c: char) -> Option<char> {
    let normal =
        ComposingNormalizerBorrowed::new_nfkc().normalize(c.encode_utf8(&mut [0; 4])).into_owned();
    let normal = normal.chars().next().filter(|n| *n != c)?;
    // What Unicode's tables make of some signs is a traditional character (⼾ → 戶); what a clerk here means is
    // the one that is written here.
    Some(written_here(normal).unwrap_or(normal))
}

/// Whether a sign is one of those: what fonts lack of them is told once, here.
pub(crate) fn is_sign(c: char) -> bool {
    plain(c).is_some()
}

/// One word of advice for the text of a field, at the first sign that is no character.
pub(crate) fn told(key: &str, span: Span, text: &str) -> Option<Diagnostic> {
    if text.is_ascii() {
        return None;
    }
    let (at, first) = text.char_indices().find(|(_, c)| is_sign(*c))?;
    let mut signs: Vec<char> = text.chars().filter(|c| is_sign(*c)).collect();
    signs.sort_unstable();
    signs.dedup();
    let advice = |c: &char| match plain(*c).filter(|p| p != c) {
        Some(meant) => format!("「{c}」（U+{:04X}）改成「{meant}」", *c as u32),
        None => format!("「{c}」（U+{:04X}）重新打一遍", *c as u32),
    };
    let advice: Vec<String> = signs.iter().take(6).map(advice).collect();
    let what =
        format!("「{key}」里有 {} 个样子像字、其实不是字的符号，多半从 PDF 里复制来", signs.len());
    let exact = (span.end - span.start) as usize == text.len();
    let byte = |n: usize| span.start + u32::try_from(n).unwrap_or(0);
    let place = Span { start: byte(at), end: byte(at + first.len_utf8()), ..span };
    let span = if exact { place } else { span };
    Some(Diagnostic::new(Code::BadValue, Some(span), what).help(advice.join("，")))
}

/// The same of every free text of a record as it was written. Rules see only records that could be read; this
/// is for those that could not, so that one run tells everything.
pub(crate) fn told_of_all(node: &Node, schema: &'static Schema, report: &mut Report) {
    let NodeKind::Map(entries) = &node.kind else { return };
    for (key, value) in entries {
        let Some(field) = schema.find(&key.text) else { continue };
        let one = [value];
        let values: Vec<&Node> = match &value.kind {
            NodeKind::Seq(list) => list.iter().collect(),
            _ => one.to_vec(),
        };
        for value in values {
            match (value.as_text(), field.kind.group()) {
                (Some(text), _) if field.nature.is_free_text() => {
                    told(field.key, value.span, text).into_iter().for_each(|d| report.push(d));
                }
                (None, Some(group)) => told_of_all(value, group, report),
                _ => {}
            }
        }
    }
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
            ('⼾', '户'),
            ('⾨', '门'),
            ('⾞', '车'),
            ('⾧', '长'),
            ('⻑', '长'),
            ('⿓', '龙'),
            ('⻯', '龙'),
            ('\u{f902}', '车'),
        ] {
            assert_eq!(plain(sign), Some(meant), "{sign}");
        }
        for plain_one in ['人', '﨑', '〇', '𠮷', '，', 'A', '々'] {
            assert_eq!(plain(plain_one), None, "{plain_one}");
        }
        assert_eq!(RADICALS.chars().count() % 2, 0);
        // Nothing that is advised is again a sign, or written otherwise here.
        for sign in ('\u{2e80}'..='\u{2fd5}').filter_map(plain) {
            let odd = plain(sign).filter(|again| *again != sign);
            assert!(odd.is_none() && written_here(sign).is_none(), "{sign}");
        }
    }
}
