//! A report as a clerk reads it: what is wrong, the line with a caret below, the edit to make.
//!
//! Start at [`Report::render`]. Carets line up under Chinese; labels are Chinese.

use super::Diagnostic;
use super::FileId;
use super::Report;
use super::Severity;
use super::Sources;
use super::Span;
use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;

/// More nobody reads at once; each is found again in the next run.
const MOST_SHOWN: usize = 200;

impl Report {
    /// The Chinese text of all problems, one block each.
    #[must_use]
    pub fn render(&self, sources: &Sources, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut out = String::new();
        for d in self.items().iter().take(MOST_SHOWN) {
            out.push_str(&render_one(&renderer, d, sources));
            out.push_str("\n\n");
        }
        if let Some(rest) = self.items().len().checked_sub(MOST_SHOWN).filter(|rest| *rest > 0) {
            out.push_str(&format!("还有 {rest} 处没有列出来：先改上面的，再运行一次。\n\n"));
        }
        out
    }
}

fn render_one(renderer: &Renderer, d: &Diagnostic, sources: &Sources) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR.with_name("错误"),
        Severity::Warning => Level::WARNING.with_name("提醒"),
    };
    let title = level.primary_title(d.message.as_str()).id(d.code.text());
    let mut group = Group::with_title(title);
    let mut files: Vec<FileId> = Vec::new();
    let marks = d
        .span
        .iter()
        .map(|s| (*s, None))
        .chain(d.related.iter().map(|(s, label)| (*s, Some(label.as_str()))));
    let marks: Vec<(Span, Option<&str>)> = marks.collect();
    for (span, _) in &marks {
        if !files.contains(&span.file) {
            files.push(span.file);
        }
    }
    for file in files {
        let source = sources.file(file);
        let mut snippet = Snippet::source(&*source.text).path(source.path.as_str());
        for (span, label) in marks.iter().filter(|(s, _)| s.file == file) {
            let kind = match label {
                None => AnnotationKind::Primary,
                Some(_) => AnnotationKind::Context,
            };
            let mut annotation = kind.span(char_range(&source.text, *span));
            if let Some(label) = label {
                annotation = annotation.label(*label);
            }
            snippet = snippet.annotation(annotation);
        }
        group = group.element(snippet);
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.with_name("改法").message(help.as_str()));
    }
    renderer.render(&[group])
}

/// A byte range on character boundaries, cut at the end of its first line, so that a caret never
/// runs over a page.
fn char_range(text: &str, span: Span) -> std::ops::Range<usize> {
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if let Some(newline) = text[start..end].find('\n') {
        end = start + newline;
    }
    if text[start..end].ends_with('\r') {
        end -= 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn rendered_text_is_chinese_and_points_at_the_place() {
        let mut sources = Sources::default();
        let file = sources.add("content/a.md".into(), "编号: 1\n名称: 二\n".into());
        let mut report = Report::default();
        let span = Span { file, start: 10, end: 16 };
        report.push(
            Diagnostic::new(Code::UnknownKey, Some(span), "不认识的栏目「名称」")
                .help("改成「事项名称」"),
        );
        let text = report.render(&sources, false);
        assert!(text.starts_with("错误[E102]: 不认识的栏目「名称」"), "{text}");
        assert!(text.contains("content/a.md:2:1"), "{text}");
        assert!(text.contains("改法: 改成「事项名称」"), "{text}");
        for _ in 0..300 {
            report.push(Diagnostic::new(Code::UnknownKey, Some(span), "又一处"));
        }
        let text = report.render(&sources, false);
        assert_eq!(text.matches("错误[E102]").count(), 200);
        assert!(text.contains("还有 101 处没有列出来"), "{text}");
    }
}
