//! The Markdown under a file's fields, as Chinese is written in it.
//!
//! Start at [`render()`] (HTML of a page) and [`doubts`] (what would not be shown as it was meant). `CommonMark`
//! was made for languages with spaces between words; [`prepare`] says in its terms what a clerk means, and
//! both readers see the prepared text.

mod blocks;
mod habits;
mod links;
mod prepare;
mod render;
mod tables;

pub(crate) use blocks::Block;
pub(crate) use blocks::BlockKind;
pub(crate) use blocks::blocks;
pub(crate) use render::render;

use links::Target;
use prepare::Prepared;
use prepare::options;
use prepare::plain;
use pulldown_cmark::Event;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;
use std::ops::Range;

/// Something in a body that pages do not show as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// Bytes of the body.
    pub range: Range<usize>,
    /// What it is.
    pub kind: DoubtKind,
}

/// Kinds of doubts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DoubtKind {
    /// A link to a procedure; whether it is there the catalog knows.
    Procedure(String),
    /// A link to another site; whether people may be sent there the community says.
    Away(String),
    /// A link that leads nowhere from a page: the words stay, the link does not.
    DeadLink(String),
    /// `[words]（address）`: brackets of the wrong width.
    WideBrackets(String),
    /// Raw HTML: its words stay, its marks do not.
    Html(String),
    /// A picture: its words stay.
    Image,
    /// A row of a table with more cells than headings: the last ones are not shown.
    LongRow,
    /// A table without rows: nothing of it is shown.
    NoRows,
    /// `[^2]` without its note.
    NoNote(String),
    /// `**` that nothing closes.
    OpenStars,
    /// `** words **`, or with other marks: blanks between them and the words.
    SpacedStars(&'static str),
    /// `[](402)`: a link without a word.
    NoWords(String),
    /// `[words][402]`: another kind of brackets.
    OtherBrackets(String),
    /// `[words](an address)`: no link, for a space stands in it.
    SpacedLink(String),
}

/// What a body says that a page cannot show, in its order, links to procedures included.
#[must_use]
pub(crate) fn doubts(body: &str) -> Vec<Doubt> {
    let prepared = Prepared::of(body);
    let mut doubts = Vec::new();
    let mut add = |range: Range<usize>, kind| {
        let range = prepared.original(range.start)..prepared.original(range.end);
        doubts.push(Doubt { range, kind });
    };
    let mut in_code = 0_usize;
    let marks = notes(&prepared.text);
    for (event, range) in Parser::new_ext(&prepared.text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code += 1,
            Event::End(TagEnd::CodeBlock) => in_code = in_code.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. })
                if prepared.text[range.clone()].starts_with("[](") =>
            {
                add(range, DoubtKind::NoWords(plain(&dest_url)));
            }
            Event::Start(Tag::Link { dest_url, .. }) => match Target::of(&plain(&dest_url)) {
                Target::Procedure(code) => add(range, DoubtKind::Procedure(code)),
                Target::Dead => add(range, DoubtKind::DeadLink(plain(&dest_url))),
                Target::Away => add(range, DoubtKind::Away(plain(&dest_url))),
            },
            Event::Start(Tag::Image { .. }) => add(range, DoubtKind::Image),
            Event::Html(html) | Event::InlineHtml(html) => {
                if let Some(tag) = render::lost_tag(&html) {
                    add(range, DoubtKind::Html(tag.to_string()));
                }
            }
            Event::Text(text) if in_code == 0 => {
                let behind = &prepared.text[range.start..];
                if prepared.text[..range.start].ends_with(']')
                    && let Some((length, kind)) = broken_address(behind)
                {
                    add(range.start..length.map_or(range.end, |n| range.start + n), kind);
                }
                if prepared.text[..range.start].ends_with("][")
                    && let Some(end) = behind.find(']')
                    && let Target::Procedure(code) = Target::of(&behind[..end])
                {
                    add(range.clone(), DoubtKind::OtherBrackets(code));
                }
                for at in wide_links(&text) {
                    let code = text[at..].split(['(', '（', ')', '）']).nth(1).unwrap_or("");
                    add(range.start + at..range.end, DoubtKind::WideBrackets(plain(code)));
                }
                let missing = marks.iter().find(|(at, _)| range.contains(at));
                if let Some((at, label)) = missing {
                    add(*at..*at + label.len() + 3, DoubtKind::NoNote(label.clone()));
                }
                for at in range.clone().filter(|at| is_pair(&prepared.text, *at)) {
                    let kind = match is_spaced(&prepared.text, at) {
                        Some(true) => {
                            let from = prepared.original(at);
                            let lines = body.get(from..).is_some_and(|t| t.starts_with("__"));
                            DoubtKind::SpacedStars(if lines { "__" } else { "**" })
                        }
                        // The one that closes was told with the one that opens.
                        Some(false) => continue,
                        None => DoubtKind::OpenStars,
                    };
                    add(at..at + 2, kind);
                }
                if let Some(at) = text.find("（http") {
                    let address = text[at + '（'.len_utf8()..].split('）').next().unwrap_or("");
                    add(range, DoubtKind::WideBrackets(plain(address)));
                }
            }
            _ => {}
        }
    }
    let rows = tables::long_rows(body).into_iter();
    doubts.extend(rows.map(|range| Doubt { range, kind: DoubtKind::LongRow }));
    let empty = tables::without_rows(body).into_iter();
    doubts.extend(empty.map(|range| Doubt { range, kind: DoubtKind::NoRows }));
    doubts.sort_by_key(|doubt| doubt.range.start);
    doubts
}

/// Why the address behind words in square brackets makes no link, and how long it is; `None` for the rest of its text.
fn broken_address(behind: &str) -> Option<(Option<usize>, DoubtKind)> {
    let wide = |code: &str| (None, DoubtKind::WideBrackets(plain(code)));
    if let Some(inner) = behind.strip_prefix('（') {
        let code = inner.split('）').next()?;
        return matches!(Target::of(code), Target::Procedure(_)).then(|| wide(code));
    }
    let line = behind.strip_prefix('(')?.lines().next()?;
    // 「[残疾证](201）」: only one of the brackets is half-width.
    let ends = |c: &str| line.find(c).unwrap_or(line.len());
    if ends("）") < ends(")") {
        let code = &line[..ends("）")];
        return (Target::of(code) != Target::Dead).then(|| wide(code));
    }
    let inner = &line[..line.find(')')?];
    let closed = inner.replace([' ', '\u{3000}'], "");
    let is_torn = inner.trim().contains([' ', '\u{3000}']) && Target::of(&closed) != Target::Dead;
    is_torn.then(|| (Some(inner.len() + 2), DoubtKind::SpacedLink(plain(&closed))))
}

/// Where 「】(402)」 or 「］（402）」 ends words that were to be a link.
fn wide_links(text: &str) -> Vec<usize> {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, '】' | '］'));
    let is_link = |at: &usize| {
        let behind = text[*at..].trim_start_matches(['】', '］']);
        let inner = behind.strip_prefix(['(', '（']).and_then(|t| t.split([')', '）']).next());
        inner.is_some_and(|inner| Target::of(inner.trim()) != Target::Dead)
    };
    ends.map(|(at, _)| at).filter(is_link).collect()
}

/// Whether exactly two stars begin here: longer rows stand for figures that are not shown.
fn is_pair(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).map(|before| bytes[before]);
    bytes[at..].starts_with(b"**")
        && bytes.get(at + 2) != Some(&b'*')
        && !matches!(before, Some(b'*' | b'\\'))
}

/// Whether a pair of stars opens (true) or closes (false) words that are set off from it by blanks.
fn is_spaced(text: &str, at: usize) -> Option<bool> {
    let line_start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let (before, behind) = (&text[line_start..at], &text[at + 2..line_end]);
    let blank = |c: char| matches!(c, ' ' | '\u{3000}');
    let opens = before.matches("**").count() % 2 == 0;
    let spaced = if opens {
        let inner = behind.split("**").next().filter(|_| behind.contains("**"))?;
        inner.starts_with(blank) || inner.ends_with(blank)
    } else {
        let inner = before.rsplit("**").next()?;
        inner.starts_with(blank) || inner.ends_with(blank)
    };
    spaced.then_some(opens)
}

/// Where `[^2]` stands and no `[^2]:` does.
fn notes(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("[^") {
        let label = text[at + 2..].split(']').next().unwrap_or("");
        let short = !label.is_empty() && label.len() < 24 && !label.contains(['\n', '[']);
        if short && !text.contains(&format!("[^{label}]:")) {
            found.push((at, label.to_string()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_said() {
        let body = "　　见[老年证](../401/index.html)、[低保](404-dibao.md)、[步骤](#步骤)。\n\n<u>急</u>![图](a.png)\n\n[公示]（https://liuyin.example/）。";
        let all = doubts(body);
        let said: Vec<(&str, &DoubtKind)> =
            all.iter().map(|d| (&body[d.range.clone()], &d.kind)).collect();
        assert_eq!(
            said,
            [
                ("[老年证](../401/index.html)", &DoubtKind::Procedure("401".into())),
                ("[低保](404-dibao.md)", &DoubtKind::Procedure("404".into())),
                ("[步骤](#步骤)", &DoubtKind::DeadLink("#步骤".into())),
                ("<u>", &DoubtKind::Html("u".into())),
                ("![图](a.png)", &DoubtKind::Image),
                (
                    "（https://liuyin.example/）。",
                    &DoubtKind::WideBrackets("https://liuyin.example/".into())
                ),
            ]
        );
        let told = |body: &str| doubts(body).into_iter().map(|d| d.kind).collect::<Vec<_>>();
        assert_eq!(told("|项目|费用|\n|--|--|\n|大修|20元|50元|\n"), [DoubtKind::LongRow]);
        assert_eq!(told("|项目|费用|\n|--|--|\n\n好\n"), [DoubtKind::NoRows]);
        assert_eq!(
            told("停电另算[^2]，见[老年证]（401）。"),
            [DoubtKind::NoNote("2".into()), DoubtKind::WideBrackets("401".into())]
        );
        assert_eq!(told("请带**身份证原件。\n\n好"), [DoubtKind::OpenStars]);
        assert_eq!(
            told("见[官网](https://a.gov.cn/a b.html)。"),
            [DoubtKind::SpacedLink("https://a.gov.cn/ab.html".into())]
        );
        let away = || vec![DoubtKind::Away("https://a.gov.cn/".into())];
        assert_eq!(told("号码 1301**********12，`**`，[好](https://a.gov.cn/ \"题\")"), away());
        assert_eq!(told("<br><font>好</font>"), [DoubtKind::Html("font".into())]);
        assert_eq!(told("**好**：<br><!-- 注 -->[网](https://a.gov.cn/)"), away());
        let wide = || DoubtKind::WideBrackets("402".into());
        assert_eq!(told("看【补贴】(402)，看［补贴］（402），【要紧】（明天）"), [wide(), wide()]);
        // Beside plain bars a full-width one is a word.
        assert_eq!(told("|项目|要带|\n|：--|--：|\n|新办|身份证｜照片|\n"), []);
    }
}
