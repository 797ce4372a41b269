//! A word of a list with letters of the clerk's own: `卡（居住证）`, `街道大厅（民政局）`.
//!
//! Start at [`named`]. A name that stands for a thing with room for letters is put on it too: whoever writes
//! 「登记表」 gets a form that says so.

use super::slips::Problem;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::WordList;
use crate::vocabulary::lettered::joined;
use crate::vocabulary::lettered::parts;

/// Shortest name that is put on a thing.
const SHORTEST: usize = 2;

/// The canonical word with its letters; `None` for a word that no list has.
///
/// # Errors
/// Letters that are too many, none, or on something that has no room for any.
pub(super) fn named(
    word: &str,
    list: &WordList,
    words: &Vocabulary,
) -> Result<Option<String>, Problem> {
    let (base, letters) = parts(word);
    let Some(name) = list.find(base) else { return Ok(None) };
    let most = words.letters_of(name);
    let Some(letters) = letters else {
        let length = base.chars().count();
        // A place's other names are no signs: 「街道」 is short for its hall.
        let is_thing = words.props.find(base).is_some();
        let shown = name != base && is_thing && (SHORTEST..=most).contains(&length);
        return Ok(Some(if shown { joined(name, base) } else { name.to_string() }));
    };
    let letters: String = letters.split_whitespace().collect();
    let length = letters.chars().count();
    if most == 0 {
        let carriers: Vec<&str> = carriers(list, words).collect();
        let what = format!("「{base}」上面写不了字");
        let help = format!("写成「{base}」；能写上字的有：{}", carriers.join("、"));
        return Err((what, help));
    }
    if length == 0 {
        return Err((
            format!("「{base}」后面的括号是空的"),
            format!("括号里写上字，或写成「{base}」"),
        ));
    }
    if length > most {
        let what = format!("「{base}」上写了 {length} 个字，最多 {most} 个");
        return Err((what, format!("删去至少 {} 个字", length - most)));
    }
    Ok(Some(joined(name, &letters)))
}

/// The words of a list that carry letters.
fn carriers<'a>(list: &'a WordList, words: &'a Vocabulary) -> impl Iterator<Item = &'a str> {
    let all = list.words.iter().map(|(word, _)| word.as_str());
    all.filter(|word| words.letters_of(word) > 0)
}
