//! Speech: wrapping by Chinese phrase, bubbles with tails (art-direction.md §4).
//!
//! Start at [`wrap`] and [`draw`].

use crate::figure::Pen;
use crate::figure::Xy;
use crate::figure::n;
use crate::figure::rounded;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// Marks that never start a line, and after which a line breaks best.
const MARKS: &str = "，。！？、；：”）》…";

/// Width of a text in em: Chinese characters and marks count one, others a little more than half.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c > '\u{2e80}' || "“”…—·".contains(c) { 1.0 } else { 0.58 }).sum()
}

/// Words that lean on the one before: no line starts with them.
const LEANING: &str = "的了吗呢吧啊么们着过得地嘛啦呀里";
/// Words that lead to the next: no line ends with them if it can be helped.
const LEADING: &str = "不要我您你就也都还再先把被给跟和与在从到去一这那每请第没别";

/// Lines of at most `most` em, as even as may be, broken between words, best after a mark.
pub(super) fn wrap(text: &str, most: f64, unbroken: &[String]) -> Vec<String> {
    let total = width(text);
    if total <= most {
        return vec![text.to_string()];
    }
    let chars: Vec<char> = text.chars().collect();
    let costs = break_costs(text, &chars, unbroken);
    let search = Search { chars: &chars, costs: &costs, most };
    for count in ((total / most).ceil() as usize).max(2)..=chars.len().max(2) {
        if let Some((_, breaks)) = search.best(0, count, total / count as f64) {
            let mut lines = Vec::new();
            let mut from = 0;
            for to in breaks {
                lines.push(chars[from..to].iter().collect());
                from = to;
            }
            return lines;
        }
    }
    vec![text.to_string()]
}

/// What a line's end after so many characters costs; nothing may end where it is infinite. A break
/// after a mark costs nothing, between words a little (the square of 2 em of raggedness), inside a
/// word much.
fn break_costs(text: &str, chars: &[char], unbroken: &[String]) -> Vec<f64> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    // The theme knows words that a general dictionary does not: 户口簿, 帮办柜.
    let inside: Vec<(usize, usize)> = unbroken
        .iter()
        .flat_map(|word| text.match_indices(word.as_str()).map(|(at, w)| (at, at + w.len())))
        .collect();
    let cost = |to: usize| {
        if to == 0 || to >= chars.len() || MARKS.contains(chars[to]) {
            return f64::INFINITY;
        }
        let (before, after) = (chars[to - 1], chars[to]);
        let number = before.is_ascii_alphanumeric()
            && (after.is_ascii_alphanumeric() || "个日天年月岁元号点".contains(after));
        if number || before == '“' || before == '《' {
            return f64::INFINITY;
        }
        if MARKS.contains(before) {
            return 0.0;
        }
        let own = inside.iter().any(|(from, end)| *from < offsets[to] && offsets[to] < *end);
        let torn = if ends.contains(&offsets[to]) && !own { 4.0 } else { 40.0 };
        let leaning = if LEANING.contains(after) { 30.0 } else { 0.0 };
        torn + leaning + if LEADING.contains(before) { 6.0 } else { 0.0 }
    };
    (0..=chars.len()).map(cost).collect()
}

struct Search<'a> {
    chars: &'a [char],
    costs: &'a [f64],
    most: f64,
}

impl Search<'_> {
    /// The cheapest way to make `count` lines of what begins at `from`; a last line may hang over by
    /// a mark.
    fn best(&self, from: usize, count: usize, target: f64) -> Option<(f64, Vec<usize>)> {
        let wide = |a: usize, b: usize| width(&self.chars[a..b].iter().collect::<String>());
        let end = self.chars.len();
        if count == 1 {
            let w = wide(from, end);
            let ragged = (w - target) * (w - target);
            return (w <= self.most + 0.6 && from < end).then(|| (ragged, vec![end]));
        }
        let mut found: Option<(f64, Vec<usize>)> = None;
        for to in from + 1..end {
            let w = wide(from, to);
            if w > self.most + 0.6 {
                break;
            }
            if self.costs[to].is_infinite() {
                continue;
            }
            let cost = (w - target) * (w - target) + self.costs[to];
            if let Some((rest, breaks)) = self.best(to, count - 1, target)
                && found.as_ref().is_none_or(|(c, _)| cost + rest < *c)
            {
                let mut all = vec![to];
                all.extend(breaks);
                found = Some((cost + rest, all));
            }
        }
        found
    }
}

/// A bubble with its words.
#[derive(Debug, Clone)]
pub(super) struct Bubble {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
    pub tip: Xy,
    pub thinks: bool,
}

/// Draws a bubble: a soft box and a tail to the head, or two dots to somebody who thinks.
pub(super) fn draw(pen: &mut Pen<'_>, b: &Bubble, type_size: f64) {
    let (x, y, w, h) = (b.x, b.y, b.w, b.h);
    let r = (h * 0.45).min(type_size * 1.1);
    let half = (type_size * 0.55).min(w * 0.12);
    let (tx, ty) = b.tip;
    let base = tx.clamp(x + r + half, (x + w - r - half).max(x + r + half));
    if b.thinks {
        pen.path(&rounded(x, y, w, h, h * 0.48), "white", 1.0);
        // Between the words and the head, and not on it: two where there is room, else one.
        let dots: &[(f64, f64)] =
            if ty - y - h > type_size * 0.9 { &[(0.3, 0.3), (0.75, 0.2)] } else { &[(0.5, 0.16)] };
        for (t, size) in dots {
            let at = (base + (tx - base) * t, y + h + (ty - y - h) * t);
            pen.ellipse(at, (size * type_size, size * type_size), "white", 1.0);
        }
        return;
    }
    let (foot, drop) = (y + h, ty - y - h);
    let k = r * 0.35;
    pen.path(
        &format!(
            "M{},{} H{} C{},{} {},{} {},{} V{} C{},{} {},{} {},{} H{} Q{},{} {},{} Q{},{} {},{} H{} C{},{} {},{} {},{} V{} C{},{} {},{} {},{}Z",
            n(x + r), n(y), n(x + w - r), n(x + w - k), n(y), n(x + w), n(y + k), n(x + w), n(y + r),
            n(foot - r), n(x + w), n(foot - k), n(x + w - k), n(foot), n(x + w - r), n(foot),
            n(base + half), n(base + half * 0.5 + (tx - base) * 0.35), n(foot + drop * 0.55), n(tx), n(ty),
            n(base - half * 0.6 + (tx - base) * 0.2), n(foot + drop * 0.45), n(base - half), n(foot),
            n(x + r), n(x + k), n(foot), n(x), n(foot - k), n(x), n(foot - r),
            n(y + r), n(x), n(y + k), n(x + k), n(y), n(x + r), n(y)
        ),
        "white",
        1.0,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_breaks_after_marks() {
        assert_eq!(wrap("别急，展板上有流程", 6.2, &[]), ["别急，", "展板上有流程"]);
        assert_eq!(wrap("好", 6.2, &[]), ["好"]);
        assert_eq!(wrap("新单位怎么转关系？", 6.2, &[]), ["新单位怎么", "转关系？"]);
        assert_eq!(wrap("我在系统里发起", 6.2, &[]), ["我在系统里", "发起"]);
        let own = ["户口簿".to_string()];
        assert_eq!(wrap("身份证、户口簿都要", 5.2, &own), ["身份证、", "户口簿都要"]);
        let lines = wrap("请在15个工作日内来取证件", 6.2, &[]);
        assert!(
            lines.iter().all(|l| width(l) <= 6.9) && lines.concat() == "请在15个工作日内来取证件",
            "{lines:?}"
        );
    }
}
