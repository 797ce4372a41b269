//! A body → HTML of a page: no raw HTML, no pictures, links only to where a link may lead.
//!
//! Start at [`render`]. Words are never lost: those of a tag, a picture or a dead link stay as text. A table
//! carries its headings in every cell, so that a narrow screen can show a row as a small list.

use super::habits::is_chinese;
use super::links::Target;
use super::prepare::Prepared;
use super::prepare::options;
use super::prepare::plain;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::HeadingLevel;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

/// The HTML; `page_of` gives the address of a procedure's page, `None` where there is none.
#[must_use]
pub(crate) fn render(body: &str, page_of: &dyn Fn(&str) -> Option<String>) -> String {
    let prepared = Prepared::of(body);
    let parser = Parser::new_ext(&prepared.text, options());
    let mut writer = Writer {
        page_of,
        out: Vec::new(),
        links: Vec::new(),
        table: Table::default(),
        numbers: Vec::new(),
    };
    let mut events = parser.into_offset_iter().peekable();
    while let Some((event, range)) = events.next() {
        if matches!(event, Event::Start(Tag::Item)) {
            writer.item(&prepared.text[range.start..]);
        } else if matches!(event, Event::SoftBreak) {
            let next = match events.peek() {
                Some((Event::Text(text) | Event::Code(text), _)) => plain(text).chars().next(),
                _ => None,
            };
            writer.soft_break(next);
        } else {
            writer.event(event);
        }
    }
    let mut html = String::with_capacity(body.len() * 2);
    pulldown_cmark::html::push_html(&mut html, writer.out.into_iter());
    html
}

/// The first tag in a piece of raw HTML that a page does not keep, by its name; `None` for a comment, and for
/// breaks, which are breaks there too.
#[must_use]
pub(super) fn lost_tag(html: &str) -> Option<&str> {
    tags(html).find(|name| !is_break(name))
}

fn is_break(name: &str) -> bool {
    name.eq_ignore_ascii_case("br")
}

/// The names of all tags that open. A comment that nobody closed is one of them: it hides nothing, its words are
/// shown.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('<')? + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                match comment.split_once("-->") {
                    Some((_, after)) => rest = after,
                    None => return Some("!--"),
                }
                continue;
            }
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if end > 0 {
                return Some(&rest[..end]);
            }
        }
    })
}

/// The words of raw HTML: no tags, no comments, nothing of a script or a style.
fn words_of(html: &str) -> String {
    let (mut out, mut rest) = (String::new(), html);
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = &rest[open..];
        let end = if tag.starts_with("<!--") { "-->" } else { ">" };
        let Some((_, after)) = tag.split_once(end) else {
            out.push_str(tag.trim_start_matches("<!--").trim_start_matches('<'));
            return out;
        };
        let silent = ["<script", "<style"]
            .iter()
            .find(|s| tag.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)));
        rest = match silent {
            Some(name) => {
                let close = format!("</{}", &name[1..]);
                let lower = after.to_ascii_lowercase();
                lower
                    .find(&close)
                    .map_or("", |at| after[at..].split_once('>').map_or("", |(_, after)| after))
            }
            None => after,
        };
    }
    out.push_str(rest);
    out
}

#[derive(Default)]
struct Table {
    in_head: bool,
    heads: Vec<String>,
    column: usize,
}

struct Writer<'a> {
    page_of: &'a dyn Fn(&str) -> Option<String>,
    out: Vec<Event<'a>>,
    /// Whether each open link is shown as one.
    links: Vec<bool>,
    table: Table,
    /// Of each open list the number that its next item would have; `None` where it has none.
    numbers: Vec<Option<u64>>,
}

impl<'a> Writer<'a> {
    /// An item keeps the number that was written, whatever number it would have by counting.
    fn item(&mut self, source: &str) {
        let digits = source.len() - source.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let written: Option<u64> = source[..digits].parse().ok();
        match self.numbers.last_mut() {
            Some(Some(next)) if written.is_some_and(|n| n != *next) => {
                let number = written.unwrap_or(*next);
                *next = number + 1;
                self.out.push(Event::Html(format!("<li value=\"{number}\">").into()));
            }
            Some(Some(next)) => {
                *next += 1;
                self.out.push(Event::Start(Tag::Item));
            }
            _ => self.out.push(Event::Start(Tag::Item)),
        }
    }

    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Html(html) => {
                let words = words_of(&html);
                if !words.trim().is_empty() {
                    self.text(words.trim());
                }
            }
            Event::InlineHtml(html) => {
                if tags(&html).next().is_some_and(is_break) {
                    self.out.push(Event::HardBreak);
                }
            }
            Event::Start(Tag::HtmlBlock) => self.out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.out.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = match Target::of(&plain(&dest_url)) {
                    Target::Procedure(code) => (self.page_of)(&code),
                    Target::Away => Some(plain(&dest_url)),
                    Target::Dead => None,
                };
                self.links.push(target.is_some());
                if let Some(target) = target {
                    let dest_url = CowStr::from(target);
                    self.out.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if self.links.pop() == Some(true) {
                    self.out.push(Event::End(TagEnd::Link));
                }
            }
            // A page has one heading of the first rank: its title.
            Event::Start(Tag::Heading { level: HeadingLevel::H1, id, classes, attrs }) => {
                let level = HeadingLevel::H2;
                self.out.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                self.out.push(Event::End(TagEnd::Heading(HeadingLevel::H2)));
            }
            Event::Start(Tag::List(first)) => {
                self.numbers.push(first);
                self.out.push(Event::Start(Tag::List(first)));
            }
            Event::End(TagEnd::List(ordered)) => {
                self.numbers.pop();
                self.out.push(Event::End(TagEnd::List(ordered)));
            }
            Event::TaskListMarker(done) => {
                let mark = if done { "☑" } else { "☐" };
                let html = format!("<span aria-hidden=\"true\">{mark}</span> ");
                self.out.push(Event::InlineHtml(html.into()));
            }
            Event::Text(text) => self.text(&text),
            Event::Code(text) => self.out.push(Event::Code(plain(&text).into())),
            event @ (Event::Start(
                Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell,
            )
            | Event::End(
                TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell,
            )) => self.table(event),
            other => self.out.push(other),
        }
    }

    fn text(&mut self, text: &str) {
        let text = plain(text);
        if self.table.in_head
            && let Some(head) = self.table.heads.last_mut()
        {
            head.push_str(&text);
        }
        self.out.push(Event::Text(text.into()));
    }

    fn table(&mut self, event: Event<'a>) {
        let table = &mut self.table;
        match &event {
            Event::Start(Tag::Table(_)) => *table = Table::default(),
            Event::Start(Tag::TableHead) => table.in_head = true,
            Event::End(TagEnd::TableHead) => table.in_head = false,
            Event::Start(Tag::TableRow) => table.column = 0,
            Event::Start(Tag::TableCell) if table.in_head => table.heads.push(String::new()),
            Event::Start(Tag::TableCell) => {
                let head = table.heads.get(table.column).map_or("", String::as_str);
                let label = quick_xml::escape::escape(head).into_owned();
                self.out.push(Event::InlineHtml(format!("<td data-head=\"{label}\">").into()));
                return;
            }
            Event::End(TagEnd::TableCell) if !table.in_head => {
                table.column += 1;
                self.out.push(Event::InlineHtml("</td>".into()));
                return;
            }
            _ => {}
        }
        self.out.push(event);
    }

    /// A line that ends in a file: after a sentence a new line, between Chinese nothing, else a space.
    fn soft_break(&mut self, next: Option<char>) {
        let last = match self.out.iter().rev().find(|e| !matches!(e, Event::End(_))) {
            Some(Event::Text(text) | Event::Code(text)) => text.chars().next_back(),
            _ => None,
        };
        let Some(last) = last else {
            self.out.push(Event::SoftBreak);
            return;
        };
        let sentence = |c: char| "。！？；：…".contains(c);
        let closed = sentence(last) || "”』」）".contains(last) && self.ends_a_sentence();
        if closed {
            self.out.push(Event::HardBreak);
        } else if !is_chinese(last) || !next.is_some_and(is_chinese) {
            self.out.push(Event::SoftBreak);
        }
    }

    fn ends_a_sentence(&self) -> bool {
        let Some(Event::Text(text)) = self.out.last() else { return false };
        let inner = text.trim_end_matches(['”', '』', '」', '）']);
        inner.ends_with(['。', '！', '？', '…'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(body: &str) -> String {
        let page_of = |code: &str| (code == "402").then(|| "../402/index.html".to_string());
        render(body, &page_of).replace('\n', "")
    }

    #[test]
    fn bold_beside_full_width_marks_is_bold() {
        for (body, wanted) in [
            ("**报修时间：**周一", "<p><strong>报修时间：</strong>周一</p>"),
            ("请**“急修”**随时", "<p>请<strong>“急修”</strong>随时</p>"),
            ("，**物业电话（24小时）**在", "<p>，<strong>物业电话（24小时）</strong>在</p>"),
            ("**电话:**周一", "<p><strong>电话:</strong>周一</p>"),
            ("好。**先问清**，再来", "<p>好。<strong>先问清</strong>，再来</p>"),
            ("甲*（乙）*丙", "<p>甲<em>（乙）</em>丙</p>"),
            ("~~旧规定。~~不用了", "<p><del>旧规定。</del>不用了</p>"),
            ("***“都要”***带", "<p><em><strong>“都要”</strong></em>带</p>"),
            ("3 * 4 = 12", "<p>3 * 4 = 12</p>"),
            ("80*190*45 厘米", "<p>80*190*45 厘米</p>"),
            ("__注意：__周六不办", "<p><strong>注意：</strong>周六不办</p>"),
            ("a__b__c 和 `__注：__`", "<p>a__b__c 和 <code>__注：__</code></p>"),
            ("`**，**`", "<p><code>**，**</code></p>"),
        ] {
            assert_eq!(html(body), wanted, "{body}");
        }
    }

    #[test]
    fn lines_are_what_a_clerk_means() {
        for (body, wanted) in [
            (
                "带这些：\n1、身份证\n2、户口本",
                "<p>带这些：</p><ol><li>身份证</li><li>户口本</li></ol>",
            ),
            ("1.身份证\n\n2.户口本", "<ol><li><p>身份证</p></li><li><p>户口本</p></li></ol>"),
            ("1、2号楼的人都要来", "<p>1、2号楼的人都要来</p>"),
            ("　　第一段\n　　第二段", "<p>第一段</p><p>第二段</p>"),
            ("    第一段\n    第二段", "<p>第一段</p><p>第二段</p>"),
            ("灯坏了\n告诉社区", "<p>灯坏了告诉社区</p>"),
            ("灯坏了。\n告诉社区", "<p>灯坏了。<br />告诉社区</p>"),
            ("一、先问\n二、再来", "<p>一、先问<br />二、再来</p>"),
            ("- 甲\n    - 乙", "<ul><li>甲<ul><li>乙</li></ul></li></ul>"),
            ("# 标题\n正文", "<h2>标题</h2><p>正文</p>"),
            ("##标题\n正文", "<h2>标题</h2><p>正文</p>"),
            (
                "- 身份证\n- 户口簿\n以上复印件各一份。",
                "<ul><li>身份证</li><li>户口簿</li></ul><p>以上复印件各一份。</p>",
            ),
            ("> 引一句\n接着说", "<blockquote><p>引一句</p></blockquote><p>接着说</p>"),
            ("1. 甲\n2. 乙\n4. 丁", "<ol><li>甲</li><li>乙</li><li value=\"4\">丁</li></ol>"),
            (
                "1、甲\n2、乙\n\n好\n\n5、丙\n6、丁",
                "<ol><li>甲</li><li>乙</li></ol><p>好</p><ol start=\"5\"><li>丙</li><li>丁</li></ol>",
            ),
            (
                "1. 甲\n2. 乙\n1) 丙\n2) 丁",
                "<ol><li>甲</li><li>乙</li></ol><ol><li>丙</li><li>丁</li></ol>",
            ),
        ] {
            assert_eq!(html(body), wanted, "{body}");
        }
    }

    #[test]
    fn tables_tasks_and_footnotes_are_shown() {
        let table = html("| 情况 | 找谁 |\n| --- | --- |\n| 灯不亮 | **物业** |");
        assert!(table.contains("<th>情况</th><th>找谁</th>"), "{table}");
        assert!(table.contains("<td data-head=\"找谁\"><strong>物业</strong></td>"), "{table}");
        let glued = html("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n先打电话。");
        assert!(glued.ends_with("</table><p>先打电话。</p>"), "{glued}");
        let bare = html("要带：\n｜甲｜乙｜\n｜1｜2｜\n");
        assert!(bare.contains("<p>要带：</p><table>"), "{bare}");
        assert!(bare.contains("<td data-head=\"乙\">2</td>"), "{bare}");
        assert!(html("- [ ] 拍照\n- [x] 打电话").contains("☐</span> 拍照"));
        let few = html("| 甲 | 乙 |\n|---|\n| 1 | 2 |");
        assert!(few.contains("<td data-head=\"乙\">2</td>"), "{few}");
        for boxed in ["- [] 拍照", "- [ ]拍照", "-[ ] 拍照", "•[ ]拍照"] {
            let shown = html(boxed);
            assert!(shown.contains("☐</span> 拍照"), "{boxed}: {shown}");
        }
        assert_eq!(
            html("要带：\n•甲\n● 乙\n　　·丙\n－ 丁"),
            "<p>要带：</p><ul><li>甲</li><li>乙</li><li>丙</li><li>丁</li></ul>"
        );
        assert_eq!(html("＃ 标题\n字"), "<h2>标题</h2><p>字</p>");
        assert!(html("停电另算[^1]\n\n[^1]: 打供电热线。").contains("打供电热线。"));
    }

    #[test]
    fn words_stay_whatever_stands_round_them() {
        assert_eq!(html("<u>急</u><br>办"), "<p>急<br />办</p>");
        assert_eq!(html("<div>\n别丢了<!-- 注 -->这句\n</div>"), "<p>别丢了这句</p>");
        assert_eq!(html("<script>x</script>\n\n好"), "<p></p><p>好</p>");
        assert_eq!(
            html("见[退休](402.md)、[没有](499)、[图](a.png)"),
            "<p>见<a href=\"../402/index.html\">退休</a>、没有、图</p>"
        );
        assert_eq!(html("[注意]: 周六不办"), "<p>[注意]: 周六不办</p>");
        assert_eq!(html("- [说明]: 20元/张"), "<ul><li>[说明]: 20元/张</li></ul>");
        assert_eq!(
            html("见[网站][甲]\n\n[甲]: https://a.gov.cn/"),
            "<p>见<a href=\"https://a.gov.cn/\">网站</a></p>"
        );
        assert_eq!(html("![窗口在这里](a.png)"), "<p>窗口在这里</p>");
        assert_eq!(html("<!-- 忘了关\n别丢了"), "<p>忘了关别丢了</p>");
        assert_eq!(html("a<c & d"), "<p>a&lt;c &amp; d</p>");
    }
}
