//! Tables as clerks type them: full-width bars, no line of dashes, a sentence right below.
//!
//! Start at [`rows`], which says of every line of a body what it is in a table, and [`long_rows`], the rows
//! whose last cells no page would show; [`without_rows`], the tables of which none would show anything.

use std::ops::Range;

/// What a line is in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// Nothing.
    Outside,
    /// The headings; the line of dashes below them is missing where so many columns are given.
    Head(Option<usize>),
    /// The line of dashes.
    Dashes,
    /// The line of dashes, but not for every column: there are so many.
    OddDashes(usize),
    /// Cells.
    Cells,
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜')
}

/// Whether the full-width bars of a line part its cells: beside plain ones that do, they are words.
pub(super) fn has_wide_bars(line: &str) -> bool {
    parts(line, |c| c == '|') < 2
}

/// The cells between the bars.
fn cells(line: &str) -> usize {
    if has_wide_bars(line) { parts(line, is_bar) } else { parts(line, |c| c == '|') }
}

fn parts(line: &str, is_bar: impl Fn(char) -> bool + Copy) -> usize {
    let inner = line.trim();
    let inner = inner.strip_prefix(is_bar).unwrap_or(inner);
    let inner = inner.strip_suffix(is_bar).filter(|t| !t.ends_with('\\')).unwrap_or(inner);
    let (mut count, mut before) = (1, ' ');
    for c in inner.chars() {
        count += usize::from(is_bar(c) && before != '\\');
        before = c;
    }
    count
}

fn is_dashes(line: &str) -> bool {
    let inner = line.trim();
    let dash = |cell: &str| {
        let cell = cell.trim().trim_matches([':', '：']);
        !cell.is_empty() && cell.chars().all(|c| c == '-')
    };
    let bare = inner.strip_prefix(is_bar).unwrap_or(inner);
    let bare = bare.strip_suffix(is_bar).unwrap_or(bare);
    inner.contains(is_bar) && bare.split(is_bar).all(dash)
}

/// A line that begins and ends with a bar and has two cells.
fn is_row(line: &str) -> bool {
    let inner = line.trim();
    inner.starts_with(is_bar) && inner.ends_with(is_bar) && cells(inner) > 1
}

/// What every line is.
pub(super) fn rows(lines: &[&str]) -> Vec<Row> {
    let mut found = vec![Row::Outside; lines.len()];
    let (mut at, mut fence) = (0, false);
    while at < lines.len() {
        let line = lines[at];
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        fence ^= is_fence;
        let next = lines.get(at + 1).copied().unwrap_or("");
        let with_dashes = line.contains(is_bar) && !is_dashes(line) && is_dashes(next);
        let without = is_row(line) && is_row(next);
        // Bars at both ends and dashes below: it is a table, however many dashes there are.
        let odd = with_dashes && is_row(line) && cells(line) != cells(next);
        if fence || is_fence || !(with_dashes && cells(line) == cells(next) || without || odd) {
            at += 1;
            continue;
        }
        found[at] = Row::Head((!is_dashes(next)).then(|| cells(line)));
        at += 1;
        if is_dashes(next) {
            found[at] = if odd { Row::OddDashes(cells(line)) } else { Row::Dashes };
            at += 1;
        }
        while lines.get(at).is_some_and(|line| line.contains(is_bar)) {
            found[at] = Row::Cells;
            at += 1;
        }
    }
    found
}

/// Rows with more cells than there are headings: Markdown drops what is too much.
pub(super) fn long_rows(body: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = body.lines().collect();
    let mut wide = 0;
    let mut found = Vec::new();
    for (line, row) in lines.iter().zip(rows(&lines)) {
        match row {
            Row::Head(_) => wide = cells(line),
            Row::Cells if cells(line) > wide => {
                let start = line.as_ptr() as usize - body.as_ptr() as usize;
                found.push(start..start + line.len());
            }
            Row::Cells | Row::Dashes | Row::OddDashes(_) | Row::Outside => {}
        }
    }
    found
}

/// Tables without a row: on a phone nothing of them is shown, not even their headings.
pub(super) fn without_rows(body: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = body.lines().collect();
    let rows = rows(&lines);
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| matches!(rows[*at], Row::Head(_))) {
        let dashed = |row: &Row| matches!(row, Row::Dashes | Row::OddDashes(_));
        let next = at + 1 + usize::from(rows.get(at + 1).is_some_and(dashed));
        if rows.get(next) != Some(&Row::Cells) {
            let start = line.as_ptr() as usize - body.as_ptr() as usize;
            found.push(start..start + line.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_table() {
        let body = "|甲|乙|\n|--|:-:|\n|1|2|3|\n句子\n\n｜甲｜乙｜\n｜1｜2｜\n\n甲 | 乙\n- | -\n|单独|一行|\n";
        let lines: Vec<&str> = body.lines().collect();
        let (out, cells) = (Row::Outside, Row::Cells);
        let wanted = [
            Row::Head(None),
            Row::Dashes,
            cells,
            out,
            out,
            Row::Head(Some(2)),
            cells,
            out,
            Row::Head(None),
            Row::Dashes,
            cells,
        ];
        assert_eq!(rows(&lines), wanted);
        let long: Vec<&str> = long_rows(body).into_iter().map(|r| &body[r]).collect();
        assert_eq!(long, ["|1|2|3|"]);
        let odd = ["| 甲 | 乙 |", "|---|", "| 1 | 2 |"];
        assert_eq!(rows(&odd), [Row::Head(None), Row::OddDashes(2), cells]);
        assert_eq!(
            rows(&["|甲|乙|", "|：--|--：|", "|1|2｜3|"]),
            [Row::Head(None), Row::Dashes, cells]
        );
        assert_eq!(rows(&["```", "|a|b|", "|1|2|", "```"]), [out; 4]);
    }
}
