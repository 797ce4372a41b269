//! «Did you mean»: the nearest of the known words.
//!
//! Start at [`nearest`]. Two neighbours that changed places are one slip, as they are for a hand that types.

use strsim::osa_distance;

/// The known word nearest to `word`: at most a third of its characters differ (at least one may).
/// Ties go to the first in `known`.
#[must_use]
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let distance = if length >= 2 && (candidate.contains(word) || word.contains(candidate)) {
            1
        } else {
            osa_distance(word, candidate)
        };
        if distance <= allowed && distance < length.max(2) && best.is_none_or(|(d, _)| distance < d)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, word)| word)
}

/// The known word that `word` all but is: one holds the other, two neighbours changed places, one of four or
/// more characters differs, or the last of three. In shorter words every character is half the meaning.
#[must_use]
pub(crate) fn nearly_the_same<'a>(
    word: &str,
    known: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = word.chars().count();
    let sorted = |text: &str| {
        let mut all: Vec<char> = text.chars().collect();
        all.sort_unstable();
        all
    };
    let near = |k: &str| {
        let longer = k.chars().count();
        let holds = length >= 2 && longer >= 2 && (k.contains(word) || word.contains(k));
        let one_off = osa_distance(word, k) == 1;
        let same_start = || word.chars().zip(k.chars()).take_while(|(a, b)| a == b).count() >= 2;
        let slip = length == 3 && longer == 3 && same_start() || length >= 4 && longer >= 4;
        holds || (one_off && (slip || sorted(word) == sorted(k)))
    };
    // 「居住证卡」 is 居住证 with a word more, not 居住证明.
    let holds = |k: &str| k.contains(word) || word.contains(k);
    known.filter(|k| near(k)).min_by_key(|k| (osa_distance(word, k), !holds(k)))
}

/// The known word that `word` is with a syllable more, as people say it: 递 in 「递给」.
#[must_use]
pub(crate) fn without_added_syllable<'a>(
    word: &str,
    mut known: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    const ADDED: [char; 10] = ['给', '着', '了', '过', '上', '下', '到', '住', '起', '出'];
    let bare = word.strip_suffix(ADDED)?;
    known.find(|k| *k == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_slip_of_a_clerk() {
        let known = ["事项名称", "简称", "一句话", "办理时限"];
        assert_eq!(nearest("事项名", known.iter().copied()), Some("事项名称"));
        assert_eq!(nearest("办理期限", known.iter().copied()), Some("办理时限"));
        assert_eq!(nearest("称简", known.iter().copied()), Some("简称"));
        assert_eq!(nearest("天气", known.iter().copied()), None);
    }

    #[test]
    fn a_syllable_more_is_the_same_word() {
        let known = ["递", "看", "跪"];
        let meant = |word| without_added_syllable(word, known.iter().copied());
        assert_eq!(meant("递给"), Some("递"));
        assert_eq!(meant("看着"), Some("看"));
        assert_eq!(meant("交给"), None);
        assert_eq!(meant("递"), None);
    }

    /// What stands one character apart is another thing where every character is half of it.
    #[test]
    fn short_words_are_not_advised_by_their_letters() {
        let known = [
            "军人",
            "盾牌",
            "选票",
            "红花",
            "律师",
            "票箱",
            "身份证",
            "看手机",
            "医院",
            "工作人员",
        ];
        let near = |word| nearly_the_same(word, known.iter().copied());
        for word in ["老人", "盲人", "车牌", "发票", "白花", "老师", "音箱", "哭"] {
            assert_eq!(near(word), None, "{word}");
        }
        for (word, meant) in [
            ("身份正", "身份证"),
            ("花红", "红花"),
            ("工作人圆", "工作人员"),
            ("看手机屏幕", "看手机"),
        ] {
            assert_eq!(near(word), Some(meant), "{word}");
        }
    }
}
