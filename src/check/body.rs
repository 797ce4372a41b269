//! What stands in the Markdown under a procedure's fields: links that lead nowhere, marks that no page shows.
//!
//! Start at [`bodies_are_shown`].

use super::addresses::unofficial;
use super::references::unknown_procedure;
use super::tools::part_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::markdown::DoubtKind;
use crate::markdown::doubts;
use crate::model::Catalog;
use crate::quantity::WebTrouble;
use crate::quantity::stray_trouble;

/// Links are held against the catalog like every other reference; the rest is told once a place.
pub(super) fn bodies_are_shown(catalog: &Catalog, report: &mut Report) {
    for p in &catalog.procedures {
        let body = &p.body;
        // Most bodies have neither links, tags nor tables.
        if !["<", "](", "][", "（http", "]（", "[^", "|", "｜", "**", "】(", "】（", "］(", "］（"]
            .iter()
            .any(|mark| body.value.contains(mark))
        {
            continue;
        }
        for doubt in doubts(&body.value) {
            let span = part_of(body.span, &body.value, doubt.range.start, doubt.range.len());
            let (what, help) = match doubt.kind {
                DoubtKind::Procedure(code) => {
                    if let Some(problem) = unknown_procedure(catalog, &code, span) {
                        report.push(problem);
                    }
                    continue;
                }
                DoubtKind::Away(to) => {
                    let Some(WebTrouble { what, help }) = stray_trouble(&to) else {
                        unofficial(catalog, &to, span).into_iter().for_each(|p| report.push(p));
                        continue;
                    };
                    (format!("网址{what}"), help)
                }
                DoubtKind::DeadLink(to) if to.starts_with("www.") => {
                    (format!("「{to}」点不开"), format!("写成 https:// 开头的：「https://{to}」"))
                }
                DoubtKind::DeadLink(to) => (
                    format!("链接「{to}」在网页上点不开，只留下字"),
                    "链到别的事项就写它的编号，如「[老年证](401)」；链到网站写 https:// 开头的网址"
                        .into(),
                ),
                DoubtKind::WideBrackets(to) => (
                    "链接的括号是全角的，点不开".into(),
                    format!("字放在半角方括号里，网址放在半角圆括号里：「[字]({to})」"),
                ),
                DoubtKind::Html(tag) => (
                    format!("「<{tag}>」这样的网页代码不起作用，只留下字"),
                    "删去尖括号和里面的字；要加粗就写「**字**」".into(),
                ),
                DoubtKind::LongRow => (
                    "表格这一行的格子比表头多，多出来的不显示".into(),
                    "表头补上一格，或把两格并成一格；格子里的「|」写成「\\|」".into(),
                ),
                DoubtKind::NoRows => (
                    "表格只有表头，下面没有内容，手机上什么也不显示".into(),
                    "在表头下面补上内容，如「| 大修 | 20元 |」；或删去这个表格".into(),
                ),
                DoubtKind::NoNote(label) => (
                    format!("脚注「[^{label}]」没有写内容，网页上只剩这几个符号"),
                    format!("在正文最后写一行「[^{label}]: 说明」，或删去「[^{label}]」"),
                ),
                DoubtKind::SpacedStars(mark) => (
                    format!("「{mark}」里面有空格，不算加粗，网页上照样印出「{mark}」"),
                    format!("删去「{mark}」和字之间的空格，如「**要紧**」"),
                ),
                DoubtKind::OpenStars => (
                    "这里的「**」没有成对，网页上就是两个星号".into(),
                    "加粗的字前后都写「**」；就要星号，写成「\\*\\*」".into(),
                ),
                DoubtKind::SpacedLink(to) => (
                    "网址里有空格，不算链接，照样印成方括号和网址".into(),
                    format!("删去空格，写成「[字]({to})」；网址里真有空格，就写成「%20」"),
                ),
                DoubtKind::NoWords(to) => (
                    format!("链接「[]({to})」没有字，网页上看不见，也点不着"),
                    format!("方括号里写上字，如「[高龄补贴]({to})」"),
                ),
                DoubtKind::OtherBrackets(code) => (
                    "链接后面的括号要用圆的，方的会照样印出来".into(),
                    format!("编号放在半角圆括号里，如「[高龄补贴]({code})」"),
                ),
                DoubtKind::Image => (
                    "正文里放不了图片，只留下图片的说明".into(),
                    "照片写在步骤的「照片」里，如「照片: { 文件: 图.jpg, 说明: 窗口 }」".into(),
                ),
            };
            report.push(Diagnostic::new(Code::NotShown, Some(span), what).help(help));
        }
    }
}
