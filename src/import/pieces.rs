//! A cell of a table → the pieces of the enumeration that somebody typed into it.
//!
//! Start at [`pieces`].

/// Marks that begin a piece of an enumeration: 「1.」「2、」「（3）」「④」「一、」「第一步：」.
pub(super) fn without_number(piece: &str) -> &str {
    let trimmed =
        piece.trim().trim_start_matches(['·', '•', '●', '■', '★', '-', '—', '*', ' ', '　']);
    let open = trimmed.trim_start_matches(['（', '(', '第']);
    let digits = open.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(c)
    });
    if digits.len() == open.len() {
        return trimmed;
    }
    let circled = open.chars().next().is_some_and(|c| "①②③④⑤⑥⑦⑧⑨⑩".contains(c));
    let rest = digits.trim_start_matches(['步', ')', '）']);
    let after = rest.trim_start_matches(['.', '．', '、', ':', '：', '）', ')', ' ', '　']);
    let had_mark = after.len() < rest.len() || rest.len() < digits.len();
    if circled || had_mark { after.trim() } else { trimmed }
}

/// The pieces of a cell: lines, else parts between 「；」 or arrows, else between numbers, else whole.
pub(super) fn pieces(cell: &str, also: &[char]) -> Vec<String> {
    let split = |marks: &dyn Fn(char) -> bool| -> Vec<String> {
        cell.split(marks).map(without_number).filter(|p| !p.is_empty()).map(String::from).collect()
    };
    let arrows = cell.replace("-->", "→").replace("——>", "→").replace("—>", "→").replace("->", "→");
    if arrows != cell {
        return pieces(&arrows, also);
    }
    let by_line = split(&|c| c == '\n' || c == '\r');
    if by_line.len() > 1 {
        return by_line;
    }
    let by_mark = split(&|c| "；;→➜⇒".contains(c));
    if by_mark.len() > 1 {
        return by_mark;
    }
    let numbered = numbered(cell);
    if numbered.len() > 1 {
        return numbered;
    }
    split(&|c| also.contains(&c))
}

/// 「1.身份证 2.户口簿」 on one line.
fn numbered(cell: &str) -> Vec<String> {
    let mut starts = Vec::new();
    let chars: Vec<(usize, char)> = cell.char_indices().collect();
    for (i, (at, c)) in chars.iter().enumerate() {
        let next = chars.get(i + 1).map(|(_, c)| *c);
        let wanted = char::from_digit(u32::try_from(starts.len() + 1).unwrap_or(0), 10);
        let before = i.checked_sub(1).map(|i| chars[i].1);
        let is_digit = Some(*c) == wanted
            && next.is_some_and(|n| ".．、)）".contains(n))
            && before.is_none_or(|b| !b.is_ascii_digit());
        let circled = "①②③④⑤⑥⑦⑧⑨".chars().nth(starts.len()) == Some(*c);
        if is_digit || circled {
            starts.push(*at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([cell.len()]);
    let parts = starts
        .iter()
        .zip(ends)
        .map(|(a, b)| cell[*a..b].trim_end_matches(['（', '(', ' ', '，', ',']));
    parts.map(|p| without_number(p).to_string()).filter(|p| !p.is_empty()).collect()
}

/// A cell on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerations_come_apart() {
        let cases: [(&str, &[&str]); 6] = [
            ("1.身份证\n2.户口簿", &["身份证", "户口簿"]),
            ("①申请 ②审核 ③发证", &["申请", "审核", "发证"]),
            ("申请→受理→审批", &["申请", "受理", "审批"]),
            ("1、身份证；2、照片2张", &["身份证", "照片2张"]),
            ("（一）提交申请；（二）社区初审", &["提交申请", "社区初审"]),
            ("60周岁以上", &["60周岁以上"]),
        ];
        for (cell, wanted) in cases {
            assert_eq!(pieces(cell, &[]), wanted, "{cell}");
        }
    }
}
