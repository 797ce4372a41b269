//! A word of a list with letters of the clerk's own: `卡（居住证）`, `街道大厅（民政局）`.
//!
//! Start at [`named`]. A name that stands for a thing with room for letters is put on it too: whoever writes
//! 「登记表」 gets a form that says so. A form has rows below its title: `表格（登记表：身份证、银行卡）`; who writes
//! none has those of the matter ([`with_rows`]).

use super::slips::Problem;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::WordList;
use crate::vocabulary::lettered::joined;
use crate::vocabulary::lettered::parts;
use crate::vocabulary::lettered::title_and_rows;

/// Shortest name that is put on a thing.
const SHORTEST: usize = 2;

/// Most letters of a row.
const ROW_LETTERS: usize = 5;

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
    let room = words.rows_of(name);
    let (title, rows) =
        if room == 0 { (letters.as_str(), vec![]) } else { title_and_rows(&letters) };
    let length = title.chars().count();
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
    if rows.len() > room {
        let what = format!("「{base}」的标题下面写了 {} 行，最多 {room} 行", rows.len());
        return Err((what, format!("写成「{base}（{title}）」，或删去几行")));
    }
    if let Some(long) = rows.iter().find(|row| row.chars().count() > ROW_LETTERS) {
        let count = long.chars().count();
        let what = format!("「{base}」上的一行「{long}」有 {count} 个字，最多 {ROW_LETTERS} 个");
        return Err((what, "把这一行写短".into()));
    }
    Ok(Some(joined(name, &letters)))
}

/// A thing with room for rows and none written: it lists these documents by their short names, as many as go on
/// it. `None` for all others.
#[must_use]
pub(crate) fn with_rows<'d>(
    thing: &str,
    documents: impl Iterator<Item = &'d str>,
    words: &Vocabulary,
) -> Option<String> {
    let (base, letters) = parts(thing);
    let (title, rows) = title_and_rows(letters?);
    let mut listed: Vec<&str> = Vec::new();
    for name in documents.filter_map(|document| words.short_name(document)) {
        if name.chars().count() <= ROW_LETTERS && !listed.contains(&name) && !title.contains(name) {
            listed.push(name);
        }
    }
    listed.truncate(words.rows_of(base));
    let lists = rows.is_empty() && !listed.is_empty();
    lists.then(|| joined(base, &format!("{title}：{}", listed.join("、"))))
}

/// The words of a list that carry letters.
fn carriers<'a>(list: &'a WordList, words: &'a Vocabulary) -> impl Iterator<Item = &'a str> {
    let all = list.words.iter().map(|(word, _)| word.as_str());
    all.filter(|word| words.letters_of(word) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::IconSearch;
    use crate::vocabulary::PropWord;
    use crate::vocabulary::Stand;

    fn prop(word: &str, icon_for: &[&str], rows: usize) -> PropWord {
        PropWord {
            word: word.into(),
            file: word.into(),
            icon_for: icon_for.iter().map(|part| (*part).into()).collect(),
            height: 84.0,
            stand: Stand::Table,
            letters: 6,
            rows,
        }
    }

    #[test]
    fn forms_list_the_documents_of_the_matter() {
        let prop_words = vec![
            prop("表格", &["登记表"], 2),
            prop("身份证", &["身份证"], 0),
            prop("卡", &["银行卡", "可以领补贴的卡"], 0),
        ];
        let icon_search = IconSearch::of(&prop_words);
        let words = Vocabulary { prop_words, icon_search, ..Vocabulary::default() };
        let with =
            |thing: &str, documents: &[&str]| with_rows(thing, documents.iter().copied(), &words);
        let all = ["失业登记表", "本人身份证", "可以领补贴的卡", "本人的银行卡", "身份证"];
        // The form itself, what is too long and what is there already are left out.
        let listed = with("表格（失业登记表）", &all);
        assert_eq!(listed.as_deref(), Some("表格（失业登记表：身份证、银行卡）"));
        assert_eq!(with("表格（登记：电话）", &all), None);
        assert_eq!(with("表格", &all), None);
        assert_eq!(with("卡（居住证）", &all), None);
        assert_eq!(with("表格（登记）", &["没见过的"]), None);
    }
}
