//! Speech: wrapping by Chinese phrase, bubbles with tails (art-direction.md §4).

use super::limb::Xy;
use super::pen::Pen;
use super::pen::n;
use super::pen::rounded;

/// Marks that never start a line, and after which a line breaks best.
const MARKS: &str = "，。！？、；：”）》…";

/// Width of a text in em: Chinese characters and marks count one, others a little more than half.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c > '\u{2e80}' || "“”…—·".contains(c) { 1.0 } else { 0.58 }).sum()
}

/// Lines of at most `most` em, as even as may be, best broken after a mark.
pub(super) fn wrap(text: &str, most: f64) -> Vec<String> {
    let total = width(text);
    if total <= most {
        return vec![text.to_string()];
    }
    let chars: Vec<char> = text.chars().collect();
    for count in ((total / most).ceil() as usize).max(2)..=chars.len().max(2) {
        if let Some((_, breaks)) = best(&chars, 0, count, total / count as f64, most) {
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

fn best(
    chars: &[char],
    from: usize,
    count: usize,
    target: f64,
    most: f64,
) -> Option<(f64, Vec<usize>)> {
    let wide = |a: usize, b: usize| width(&chars[a..b].iter().collect::<String>());
    if count == 1 {
        let w = wide(from, chars.len());
        return (w <= most + 0.6 && from < chars.len())
            .then(|| ((w - target) * (w - target), vec![chars.len()]));
    }
    let mut found: Option<(f64, Vec<usize>)> = None;
    for to in from + 1..chars.len() {
        let w = wide(from, to);
        if w > most + 0.6 {
            break;
        }
        let digits = chars[to - 1].is_ascii_digit()
            && (chars[to].is_ascii_digit() || "个日天年月岁".contains(chars[to]));
        if MARKS.contains(chars[to]) || digits {
            continue;
        }
        let after_mark = MARKS.contains(chars[to - 1]);
        let cost = (w - target) * (w - target) + if after_mark { 0.0 } else { 9.0 };
        if let Some((rest, breaks)) = best(chars, to, count - 1, target, most)
            && found.as_ref().is_none_or(|(c, _)| cost + rest < *c)
        {
            let mut all = vec![to];
            all.extend(breaks);
            found = Some((cost + rest, all));
        }
    }
    found
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
        for (t, size) in [(0.3, 0.3), (0.75, 0.2)] {
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
        assert_eq!(wrap("别急，展板上有流程", 6.2), ["别急，", "展板上有流程"]);
        assert_eq!(wrap("好", 6.2), ["好"]);
        let lines = wrap("请在15个工作日内来取证件", 6.2);
        assert!(
            lines.iter().all(|l| width(l) <= 6.9) && lines.concat() == "请在15个工作日内来取证件",
            "{lines:?}"
        );
    }
}
