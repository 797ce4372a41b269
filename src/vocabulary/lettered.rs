//! A word of a list that carries letters of its own: 「卡（居住证）」 is a card that says 居住证.
//!
//! Start at [`parts`]. No list foresees every paper and every house; a paper, a card, a sign with its own letters
//! is what nearly all of them are.

/// A word and the letters on it: `卡（居住证）` → `卡`, `居住证`; brackets of either width.
#[must_use]
pub(crate) fn parts(word: &str) -> (&str, Option<&str>) {
    let open = |c: char| matches!(c, '（' | '(');
    let inside = word.strip_suffix(['）', ')']).and_then(|rest| rest.split_once(open));
    match inside.map(|(base, letters)| (base.trim(), letters.trim())) {
        Some((base, letters)) if !base.is_empty() && !letters.contains(open) => {
            (base, Some(letters))
        }
        _ => (word, None),
    }
}

/// The word without its letters.
#[must_use]
pub(crate) fn base(word: &str) -> &str {
    parts(word).0
}

/// Most rows that a thing has below its title.
pub(crate) const MOST_ROWS: usize = 3;

/// Letters as a title and the rows below it: `低保申请：户口簿、收入声明` → `低保申请` and its two rows.
pub(crate) fn title_and_rows(letters: &str) -> (&str, Vec<&str>) {
    let Some((title, rows)) = letters.split_once(['：', ':']) else {
        return (letters, Vec::new());
    };
    let rows = rows.split(['、', '，', ',']).map(str::trim).filter(|row| !row.is_empty());
    (title.trim(), rows.collect())
}

/// What people say it is: its letters, else its word.
#[must_use]
pub(crate) fn spoken(word: &str) -> &str {
    let (base, letters) = parts(word);
    letters.unwrap_or(base)
}

/// A thing seen large that says what the thing it stands for says: the paper of 「表格（登记表）」.
#[must_use]
pub(crate) fn relettered(word: &str, named: Option<&str>) -> String {
    let letters = named.and_then(|named| parts(named).1);
    letters.map_or_else(|| word.to_string(), |letters| joined(word, letters))
}

/// As pictures keep it.
#[must_use]
pub(crate) fn joined(base: &str, letters: &str) -> String {
    format!("{base}（{letters}）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_from_words() {
        assert_eq!(parts("卡（居住证）"), ("卡", Some("居住证")));
        assert_eq!(parts("街道大厅(民政局)"), ("街道大厅", Some("民政局")));
        assert_eq!(parts("表格"), ("表格", None));
        assert_eq!(parts("（表格）"), ("（表格）", None));
        assert_eq!(parts("卡（甲（乙））"), ("卡（甲（乙））", None));
        assert_eq!(spoken(&joined("纸", "死亡证明")), "死亡证明");
        assert_eq!(parts("卡（）"), ("卡", Some("")));
        assert_eq!(spoken("纸（通知：停水）"), "通知：停水");
        assert_eq!(title_and_rows("低保申请"), ("低保申请", vec![]));
        assert_eq!(title_and_rows("低保：户口簿、声明"), ("低保", vec!["户口簿", "声明"]));
    }
}
