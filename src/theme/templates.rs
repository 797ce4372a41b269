//! Tera templates of a theme folder, and where in them a mistake is.
//!
//! Start at [`Templates::open`], then [`Templates::render`]. Every mistake becomes a diagnostic with
//! file, line and column of the template. Box markup is read again after rendering, so its templates
//! are rendered with a mark in every tag (`_at="item.xml:12:5"`, before closing tags as a comment, see
//! [`mark_tags`]): a wrong attribute
//! can then name the line it was written on, not the line of the produced text.

use super::Theme;
use super::ThemeText;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Span;
use tera::Context;
use tera::ErrorKind;
use tera::Tera;

/// The attribute that carries a tag's place.
pub(crate) const MARK: &str = "_at";

/// A folder of templates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TemplateFolder {
    folder: &'static str,
    /// What the names of its templates end in.
    ending: &'static str,
    /// Whether every tag carries its place, because what is rendered is read again.
    marked: bool,
}

impl TemplateFolder {
    /// Pages.
    pub(crate) const PAGES: TemplateFolder =
        TemplateFolder { folder: "site", ending: ".html", marked: false };
    /// Sheets.
    pub(crate) const SHEETS: TemplateFolder =
        TemplateFolder { folder: "boards", ending: ".xml", marked: true };
    /// Pages of the workbench.
    pub(crate) const WORKBENCH: TemplateFolder =
        TemplateFolder { folder: "workbench", ending: ".html", marked: false };
}

/// The templates below one folder of a theme.
#[derive(Debug)]
pub(crate) struct Templates {
    /// As written: tera's own errors have the right columns here.
    plain: Tera,
    /// With marks in the tags; the same as `plain` when not wanted.
    marked: Option<Tera>,
    folder: &'static str,
    files: Vec<ThemeText>,
}

impl Templates {
    /// Reads the templates of a folder; `add` gives them filters of their own.
    ///
    /// # Errors
    /// The first mistake.
    pub(crate) fn open(
        theme: &Theme,
        folder: &TemplateFolder,
        add: &dyn Fn(&mut Tera),
    ) -> Result<Templates, Box<Diagnostic>> {
        let TemplateFolder { folder, ending, marked } = *folder;
        let below = |t: &&ThemeText| t.path.starts_with(folder) && t.path.ends_with(ending);
        let files: Vec<ThemeText> = theme.texts.iter().filter(below).cloned().collect();
        let engine = |change: &dyn Fn(&str, &str) -> String| {
            let mut engine = Tera::default();
            engine.autoescape_on(vec![ending]);
            add(&mut engine);
            let name = |t: &ThemeText| t.path[folder.len() + 1..].to_string();
            let sources: Vec<(String, String)> =
                files.iter().map(|t| (name(t), change(&name(t), &t.text))).collect();
            engine.add_raw_templates(sources).map(|()| engine)
        };
        let plain = engine(&|_, text| text.to_string());
        let mut templates =
            Templates { plain: Tera::default(), marked: None, folder, files: files.clone() };
        templates.plain = plain.map_err(|e| templates.problem(&e))?;
        if marked {
            templates.marked = Some(engine(&mark_tags).map_err(|e| templates.problem(&e))?);
        }
        Ok(templates)
    }

    /// Renders one template.
    ///
    /// # Errors
    /// A mistake in the template.
    pub(crate) fn render(&self, name: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        let engine = self.marked.as_ref().unwrap_or(&self.plain);
        engine.render(name, context).map_err(|error| {
            // The marks have moved the columns: the plain template knows the right ones.
            let plain = self.plain.render(name, context).err();
            self.problem(&plain.unwrap_or(error))
        })
    }

    /// Renders one unmarked template to bytes, which nobody has to look through once more.
    ///
    /// # Errors
    /// A mistake in the template.
    pub(crate) fn render_bytes(
        &self,
        name: &str,
        context: &Context,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut out = Vec::with_capacity(1 << 15);
        match self.plain.render_to(name, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(self.problem(&error)),
        }
    }

    /// The place that a [`MARK`] names, or that of an attribute of the tag there.
    #[must_use]
    pub(crate) fn place_of(&self, mark: &str, attribute: Option<&str>) -> Option<Span> {
        let mut parts = mark.rsplitn(3, ':');
        let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
        let file = self.find(name)?;
        let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
        let tag = file.span_at(line, column);
        let start = tag.start as usize;
        let end = file.text[start..].find('>').map_or(file.text.len(), |i| start + i);
        let inside = attribute.and_then(|a| file.text[start..end].find(&format!(" {a}=")));
        let shift = inside.map_or(0, |i| u32::try_from(i + 1).unwrap_or(0));
        Some(Span { start: tag.start + shift, end: tag.end + shift, ..tag })
    }

    fn find(&self, name: &str) -> Option<&ThemeText> {
        self.files.iter().find(|t| t.path[self.folder.len() + 1..] == *name)
    }

    /// The place that a line `  --> item.xml:39:58` names.
    fn said_place(&self, said: &str) -> Option<Span> {
        let place = said.lines().find_map(|line| line.trim().strip_prefix("--> "))?;
        let mut parts = place.rsplitn(3, ':');
        let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(self.find(parts.next()?)?.span_at(line, column))
    }

    fn problem(&self, error: &tera::Error) -> Box<Diagnostic> {
        let say = |span, what: String, help: &str| {
            Box::new(Diagnostic::new(Code::ThemeFile, span, what).help(help))
        };
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let file = self.find(report.filename());
                let span = file.map(|f| Span {
                    start: u32::try_from(report.span().range.start).unwrap_or(0),
                    end: u32::try_from(report.span().range.end).unwrap_or(0),
                    ..f.span_at(1, 1)
                });
                let (what, help) = meaning(report.message());
                say(span, format!("模板有误：{what}"), help)
            }
            ErrorKind::TemplateNotFound(name) | ErrorKind::MissingParent { parent: name, .. } => {
                say(
                    None,
                    format!("没有模板 {}/{name}", self.folder),
                    "补上这个文件，或改正引用它的名字",
                )
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => say(
                self.find(tpl).map(|f| f.span_at(1, 1)),
                format!("模板 {}/{tpl} 绕了一圈又引用自己", self.folder),
                "去掉其中一处 extends 或 include",
            ),
            // What is found out over all templates has its place in its words only.
            ErrorKind::Msg(said) if self.said_place(said).is_some() => {
                let (what, help) = meaning(said.lines().next().unwrap_or_default());
                say(self.said_place(said), format!("模板有误：{what}"), help)
            }
            _ => say(
                None,
                format!("{} 里的模板有误", self.folder),
                "检查 {{ }} 和 {% %} 是否写全、名字是否拼对",
            ),
        }
    }
}

/// The crate's English, put into Chinese by what it is about.
fn meaning(english: &str) -> (&'static str, &'static str) {
    let lower = english.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if has(&["undefined", "not found", "not exist", "not defined", "unknown"]) {
        return ("没有这个名字", "名字照默认主题的模板写，看看是否拼错");
    }
    if has(&["unexpected end", "unclosed", "never closed", "missing end"]) {
        return ("没有写完就结束了", "补上缺少的 }}、%} 或 {% endif %}、{% endfor %}");
    }
    if has(&["argument", "type", "number"]) {
        return ("这里的值用得不对", "照默认主题的模板写");
    }
    ("这里的写法读不懂", "检查 {{ }} 和 {% %} 是否写全、名字是否拼对")
}

/// Writes ` _at="name:line:column"` into every tag of a template, outside of tera's own brackets.
fn mark_tags(name: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    let (mut line, mut column) = (1, 1);
    let mut closing: Option<&str> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(end) = closing {
            closing = if rest.starts_with(end) { None } else { closing };
        } else {
            closing = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
                .into_iter()
                .find_map(|(open, close)| rest.starts_with(open).then_some(close));
        }
        let tag = rest.strip_prefix('<').map_or(0, |r| {
            r.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count()
        });
        let is_tag = closing.is_none() && tag > 0;
        if closing.is_none() && rest.starts_with("</") {
            out.push_str(&format!("<!--{MARK}=\"{name}:{line}:{column}\"-->"));
        }
        let step = if is_tag { 1 + tag } else { c.len_utf8() };
        out.push_str(&rest[..step]);
        if is_tag {
            out.push_str(&format!(" {MARK}=\"{name}:{line}:{column}\""));
        }
        if c == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += rest[..step].chars().count();
        }
        rest = &rest[step..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_marked_and_expressions_are_not() {
        let text = "<row>\n  {% if a < b %}<text size=\"{{ 1 }}\">{{ <x y={1}/> }}</text>{% endif %}\n</row>";
        assert_eq!(
            mark_tags("i.xml", text),
            "<row _at=\"i.xml:1:1\">\n  {% if a < b %}<text _at=\"i.xml:2:17\" size=\"{{ 1 }}\">{{ <x y={1}/> }}<!--_at=\"i.xml:2:54\"--></text>{% endif %}\n<!--_at=\"i.xml:3:1\"--></row>"
        );
    }
}
