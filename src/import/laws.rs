//! Laws as tables cite them → their list in the file: title, year, number, articles.
//!
//! Start at [`Draft::basis`]. What a cell says of a law is taken where it reads whole, and told as not checked.

use super::pieces::one_line;
use super::pieces::pieces;
use super::row::Draft;
use crate::model::LEGAL_BASIS;
use crate::model::PROCEDURE;
use crate::yaml::quoted;
use std::fmt::Write;

impl Draft {
    pub(super) fn basis(&mut self, texts: &[&str]) {
        let withheld = self.withholds("依据", texts);
        let parts = texts.iter().filter(|_| !withheld).flat_map(|t| laws(t));
        let mut good: Vec<String> = Vec::new();
        let mut copied = false;
        let (longest, (_, most)) = (LEGAL_BASIS.longest("名称"), PROCEDURE.count("依据"));
        for part in parts {
            let Some((start, end)) = part.find('《').zip(part.find('》')).filter(|(a, b)| a < b)
            else {
                self.keep("依据", &part, "没有书名号《》");
                continue;
            };
            let title = one_line(&part[start..end + '》'.len_utf8()]);
            if title.chars().count() > longest || good.len() == most {
                self.keep("依据", &part, &format!("超过 {longest} 个字或 {most} 条"));
                continue;
            }
            let said = Cited::read(&part[end + '》'.len_utf8()..]);
            let before = part[..start].trim_matches(['（', '(', '：', ':', ' ', '、']);
            let lead = ["依据", "根据", "按照", "按", ""].contains(&before);
            if !lead || said.rest.chars().any(char::is_alphanumeric) {
                self.keep("依据", &part, "里有没看懂的话，要核对");
            }
            copied |= said.number.is_some() || said.article.is_some();
            good.push(said.line(&title));
        }
        if good.is_empty() {
            self.push("依据:\n  - { 名称: 待确认 }");
            return;
        }
        self.understood.push(format!("依据（{} 条）", good.len()));
        if copied {
            self.left.push("依据的文号、条款是照表格抄的，没有核对过原文".into());
        }
        self.push("依据:");
        good.iter().for_each(|line| self.push(line));
    }
}

/// What stands behind the title of a law.
#[derive(Debug, Default)]
struct Cited {
    year: Option<String>,
    revision: Option<String>,
    number: Option<String>,
    article: Option<String>,
    /// What is none of these.
    rest: String,
}

impl Cited {
    fn read(text: &str) -> Cited {
        let mut cited = Cited::default();
        let text = one_line(text);
        let mut rest = text.trim_matches(['，', '、', '；', '。', ' ', '.']);
        while !rest.is_empty() {
            // A group in brackets, or a run up to the next article.
            let inner = rest.strip_prefix(['（', '(']).and_then(|r| r.split_once(['）', ')']));
            let (piece, after) = match inner {
                Some((inside, after)) => (inside, after),
                None => match rest
                    .find(['（', '('])
                    .into_iter()
                    .chain(rest.find('第'))
                    .filter(|at| *at > 0)
                    .min()
                {
                    Some(at) if !rest.starts_with('第') => rest.split_at(at),
                    _ if rest.starts_with('第') => (rest, ""),
                    _ => (rest, ""),
                },
            };
            cited.take(piece.trim_matches(['，', '、', '；', '。', ' ']));
            rest = after.trim_matches(['，', '、', '；', '。', ' ']);
        }
        cited
    }

    fn take(&mut self, piece: &str) {
        let short = |most: usize| piece.chars().count() <= most;
        let is_digits = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let bare = piece.trim_end_matches('年');
        if piece.is_empty() {
        } else if piece.starts_with('第')
            && piece.contains(['条', '款', '章'])
            && short(60)
            && self.article.is_none()
        {
            self.article = Some(piece.to_string());
        } else if is_digits(bare) && self.year.is_none() {
            self.year = Some(bare.to_string());
        } else if piece.contains(['号', '令']) && short(30) && self.number.is_none() {
            self.number = Some(piece.to_string());
        } else if (piece.contains("修订") || piece.contains("修正"))
            && short(20)
            && self.revision.is_none()
        {
            self.revision = Some(piece.to_string());
        } else {
            self.rest.push_str(piece);
        }
    }

    fn line(&self, title: &str) -> String {
        let mut line = format!("  - {{ 名称: {}", quoted(title));
        if let Some(year) = &self.year {
            // Writing to a String cannot fail.
            let _ = write!(line, ", 年份: {year}");
        }
        for (key, value) in [("修订", &self.revision), ("文号", &self.number)] {
            if let Some(value) = value {
                let _ = write!(line, ", {key}: {}", quoted(value));
            }
        }
        let article = self.article.as_ref().map_or("待确认".into(), |text| quoted(text));
        format!("{line}, 条款: {article} }}")
    }
}

/// The laws of a cell: each begins with its title in 《》.
fn laws(text: &str) -> Vec<String> {
    let parts = pieces(text, &['、', '，', ',']);
    let mut out: Vec<String> = Vec::new();
    for part in parts {
        // 「《甲》第三条、第五条」: what has no title of its own belongs to the one before.
        let goes_on =
            part.starts_with('第') || part.starts_with("以及第") || part.starts_with("及第");
        match out.last_mut() {
            Some(before) if goes_on && before.contains('《') => {
                before.push('、');
                before.push_str(&part);
            }
            _ => out.push(part),
        }
    }
    // 「《甲》《乙》」 side by side.
    let titles = |part: String| -> Vec<String> {
        let starts: Vec<usize> =
            part.match_indices("》《").map(|(at, _)| at + '》'.len_utf8()).collect();
        let ends = starts.iter().copied().chain([part.len()]);
        let begins = [0].into_iter().chain(starts.iter().copied());
        begins.zip(ends).map(|(a, b)| part[a..b].to_string()).collect()
    };
    out.into_iter().flat_map(titles).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_with_number_and_article() {
        for (text, wanted) in [
            (
                "（国务院令第663号）第二条、第九条",
                "文号: \"国务院令第663号\", 条款: \"第二条、第九条\"",
            ),
            ("（2019年修订）第九条", "修订: \"2019年修订\", 条款: \"第九条\""),
            ("冀政〔2015〕12号", "文号: \"冀政〔2015〕12号\", 条款: 待确认"),
            ("（2015年）", "年份: 2015, 条款: 待确认"),
            ("", "条款: 待确认"),
        ] {
            let line = Cited::read(text).line("《甲》");
            assert_eq!(line, format!("  - {{ 名称: \"《甲》\", {wanted} }}"), "{text}");
        }
    }
}
