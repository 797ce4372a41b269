//! Rules over texts: each sees every text that can reach a page or a sheet, whatever record it stands in.
//!
//! Start at [`check_texts`]; [`TEXT_RULES`] is the list. A rule is a function over one [`Leaf`]; which leaves there are is
//! said by the tables of fields, so a new field or collection is under every rule from its first day.

use super::lookalikes;
use super::privacy;
use super::tools::TextTools;
use super::tools::part_of;
use super::words;
use crate::charset::missing_glyphs;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::quantity::doubts;
use crate::record::Shown;
use crate::record::hidden::is_hidden;
use crate::record::hidden::named;
use crate::record::hidden::odd_characters;
use crate::record::walk::Leaf;
use crate::record::walk::Walk;
use crate::record::walk::leaves;

/// A rule; the text is the leaf's.
type TextRule = fn(&TextTools<'_>, &Leaf<'_>, &str, &mut Report);

/// Every rule over texts.
const TEXT_RULES: &[TextRule] = &[
    words::phrases_may_hang,
    privacy::no_private_numbers,
    no_hidden_characters,
    no_ruins,
    no_marks,
    lookalikes::characters_are_plain,
    hours_are_possible,
    wall_texts_last,
    fonts_have_it,
];

/// Runs every rule over every text of a record.
pub(super) fn check_texts(tools: &TextTools<'_>, record: &dyn Walk, report: &mut Report) {
    leaves(record, |leaf| {
        if let Some(text) = leaf.free_text() {
            TEXT_RULES.iter().for_each(|rule| rule(tools, &leaf, text, report));
        }
    });
}

/// One line is held against them where it is read; what is longer (a Markdown body) here. Line ends and
/// tabs are a body's own.
fn no_hidden_characters(_: &TextTools<'_>, leaf: &Leaf<'_>, text: &str, report: &mut Report) {
    let odd = odd_characters(text).into_iter().filter(|(_, c)| !matches!(c, '\n' | '\r' | '\t'));
    for (at, c) in odd {
        let what = format!("「{}」里有{}", leaf.field.key, named(c));
        let span = part_of(leaf.span, text, at, c.len_utf8());
        let help = "把那里前后两个字删去重新打";
        report.push(Diagnostic::new(Code::BadValue, Some(span), what).help(help));
    }
}

/// The edit to most of [`no_ruins`].
const AGAIN: &str = "回到原来的文件里看那里写的是什么，重新打一遍";

/// What other programs leave where they could not read or find something.
fn no_ruins(_: &TextTools<'_>, leaf: &Leaf<'_>, text: &str, report: &mut Report) {
    const RUINS: [(&str, &str); 10] = [
        ("锟斤拷", "编码读错了剩下的乱码"),
        ("烫烫烫", "编码读错了剩下的乱码"),
        ("屯屯屯", "编码读错了剩下的乱码"),
        ("???", "编码读错了剩下的问号"),
        ("未找到引用源", "Word 里断了的引用"),
        ("Reference source not found", "Word 里断了的引用"),
        ("#REF!", "表格里坏了的公式"),
        ("#N/A", "表格里坏了的公式"),
        ("#VALUE!", "表格里坏了的公式"),
        ("#NAME?", "表格里坏了的公式"),
    ];
    let formula = || {
        // 「=B2&C2」: the formula itself, not what it comes to.
        let rest = text.strip_prefix('=')?;
        let cell = rest.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let is_cell = cell.len() < rest.len() && cell.starts_with(|c: char| c.is_ascii_digit());
        is_cell.then_some((text, "表格里的公式", AGAIN))
    };
    // 「IMG_20261121.jpg」 is no description of a picture.
    let name = || {
        let lower = text.to_ascii_lowercase();
        let is_name = [".jpg", ".jpeg", ".png", ".heic"].iter().any(|end| lower.ends_with(end))
            || (lower.starts_with("img_") && text.is_ascii());
        is_name.then_some((text, "照片的文件名，不是一句话", "写一句话，说照片里是什么"))
    };
    let whole = || formula().or_else(name).filter(|_| leaf.field.alias != "body");
    let part = RUINS.iter().find(|(ruin, _)| text.contains(ruin));
    let part = part.map(|(ruin, kind)| (*ruin, *kind, AGAIN));
    let Some((ruin, kind, help)) = part.or_else(whole) else { return };
    let what = format!("「{}」里的「{ruin}」是{kind}", leaf.field.key);
    let span = part_of(leaf.span, text, text.find(ruin).unwrap_or(0), ruin.len());
    report.push(Diagnostic::new(Code::BadValue, Some(span), what).help(help));
}

/// Marks of a body in a field: no page and no sheet reads them, they are printed as they stand.
fn no_marks(_: &TextTools<'_>, leaf: &Leaf<'_>, text: &str, report: &mut Report) {
    if leaf.field.alias == "body" {
        return;
    }
    // Of a comparison, 「年龄<60」, there is no tag.
    let is_tag = |inner: &str| inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let tags = text.match_indices('<').filter_map(|(at, _)| {
        let end = text[at..].find('>').filter(|_| is_tag(&text[at + 1..]))?;
        Some((at, &text[at..=at + end]))
    });
    let found = |mark: &'static str| text.find(mark).map(|at| (at, mark));
    let coded = ["&nbsp;", "&lt;", "&gt;", "&amp;"].into_iter().filter_map(found);
    if let Some((at, mark)) = found("\\n") {
        let what = format!("「{}」里打出来的换行符「{mark}」会照样印出来", leaf.field.key);
        let span = part_of(leaf.span, text, at, mark.len());
        let help = "删去它；换行请改成逗号或句号";
        report.push(Diagnostic::new(Code::NotShown, Some(span), what).help(help));
    }
    let (code, stars) = (tags.chain(coded).min(), text.matches("**").count() > 1);
    let link = found("](").filter(|(at, _)| text[..*at].contains('['));
    let ((at, mark), help) = match (code, found("**").filter(|_| stars), link) {
        (Some(code), ..) => (code, "删去它；一栏里就是平常的字，不用网页代码"),
        (_, Some(stars), _) => (stars, "删去星号；要加粗的话写到文件最下面的正文里"),
        (_, _, Some(link)) => {
            (link, "只写字，如「看402」；链接写到文件最下面的正文里，或写进「顺便办」")
        }
        _ => return,
    };
    let what = format!("「{}」里的「{mark}」会照样印出来", leaf.field.key);
    let span = part_of(leaf.span, text, at, mark.len());
    report.push(Diagnostic::new(Code::NotShown, Some(span), what).help(help));
}

/// Opening hours may be any text; times that nobody can mean are asked about.
fn hours_are_possible(_: &TextTools<'_>, leaf: &Leaf<'_>, text: &str, report: &mut Report) {
    if leaf.field.alias != "hours" {
        return;
    }
    for doubt in doubts(text) {
        let what = format!("「{}」{}", leaf.field.key, doubt.what);
        report.push(Diagnostic::new(Code::BadValue, Some(leaf.span), what).help(doubt.help));
    }
}

/// A sheet hangs for a year: what is said from the day of writing is wrong the day after.
fn wall_texts_last(tools: &TextTools<'_>, leaf: &Leaf<'_>, text: &str, report: &mut Report) {
    if leaf.field.shown == Shown::Page {
        return;
    }
    let Some(found) = tools.from_today.find(text) else { return };
    let (at, word) = (found.start(), &text[found.range()]);
    let what = format!("「{}」里写了「{word}」，过些日子就不对了", leaf.field.key);
    report.push(
        Diagnostic::new(Code::FromToday, Some(part_of(leaf.span, text, at, word.len())), what)
            .help("写清年月日，如「2026年12月3日起」；不要紧的话就删去"),
    );
}

/// What is printed is set in the theme's own fonts; a box instead of a name must not hang. Every finished
/// sheet is asked again: there, words of templates count too.
fn fonts_have_it(tools: &TextTools<'_>, leaf: &Leaf<'_>, text: &str, report: &mut Report) {
    let Some(coverage) = tools.coverage.filter(|_| leaf.field.shown != Shown::Page) else { return };
    let told = |c: char| c.is_control() || is_hidden(c) || lookalikes::is_sign(c);
    let is_missing = |c: char| !coverage.contains(c) && !told(c);
    let mut missing: Vec<char> = text.chars().filter(|c| is_missing(*c)).collect();
    let Some(first) = missing.first().copied() else { return };
    let at = text.find(first).unwrap_or(0);
    missing.sort_unstable();
    missing.dedup();
    report.push(missing_glyphs(&missing, Some(part_of(leaf.span, text, at, first.len_utf8()))));
}
