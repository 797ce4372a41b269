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
}
