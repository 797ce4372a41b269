//! What rules over texts share: the lists of the law, all banned phrases in one search, places in a text.
//!
//! Start at [`TextTools`].

use super::addresses::OwnPage;
use crate::charset::CharSet;
use crate::diag::Span;
use crate::vocabulary::PhraseLists;
use crate::vocabulary::Vocabulary;
use aho_corasick::AhoCorasick;

/// What the texts of a catalog are held against.
#[derive(Debug, Clone)]
pub(crate) struct Standards<'s> {
    /// Lists of the law.
    pub(crate) phrases: &'s PhraseLists,
    /// Characters that can be printed; nothing when that is not known.
    pub(crate) coverage: Option<&'s CharSet>,
    /// What the site makes below its own address.
    pub(crate) pages: Vec<OwnPage<'s>>,
    /// Words for the community's own places.
    pub(crate) own_places: &'s [String],
    /// Words of pictures.
    pub(crate) words: &'s Vocabulary,
}

/// What rules share, made once for a catalog.
pub(super) struct TextTools<'p> {
    /// Lists of the law.
    pub(super) phrases: &'p PhraseLists,
    /// All phrases that must not be printed, looked for in one pass.
    pub(super) banned: AhoCorasick,
    /// Words that are said from the day of writing.
    pub(super) from_today: AhoCorasick,
    /// Characters that can be printed; nothing when that is not known.
    pub(super) coverage: Option<&'p CharSet>,
}

impl<'p> TextTools<'p> {
    pub(super) fn new(standards: &Standards<'p>) -> TextTools<'p> {
        let Standards { phrases, coverage, .. } = *standards;
        TextTools { phrases, banned: banned_phrases(phrases), from_today: from_today(), coverage }
    }
}

/// Finds all of them in one pass.
fn banned_phrases(lists: &PhraseLists) -> AhoCorasick {
    let phrases = [&lists.superlatives[..], &lists.brands, &lists.army_units].concat();
    AhoCorasick::new(phrases).expect("a few dozen words")
}

/// Finds what is wrong the day after.
fn from_today() -> AhoCorasick {
    const WORDS: &[&str] =
        &["今天", "明天", "昨天", "本周", "下周", "本月", "下月", "今年", "明年", "去年", "即日起"];
    AhoCorasick::new(WORDS).expect("a few words")
}

/// Where a part of a text stands: exact when the text stands in the file as it is, else the whole text.
pub(super) fn part_of(span: Span, text: &str, start: usize, length: usize) -> Span {
    let exact = (span.end - span.start) as usize == text.len();
    if !exact {
        return span;
    }
    let at = |byte: usize| span.start + u32::try_from(byte).unwrap_or(0);
    Span { start: at(start), end: at(start + length), ..span }
}

/// A few of some names, for a message.
pub(super) fn some_of<T: AsRef<str>>(names: &[T]) -> String {
    const FEW: usize = 6;
    let more = if names.len() > FEW { "等" } else { "" };
    let few: Vec<&str> = names.iter().take(FEW).map(AsRef::as_ref).collect();
    format!("{}{more}", few.join("、"))
}
