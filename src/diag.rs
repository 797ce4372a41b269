//! What is wrong with the content, as data: where, what, and the edit to make.
//!
//! Start at [`Report`]: every stage pushes [`Diagnostic`]s into one; nothing is thrown, so all
//! problems of all files come out of one run. [`Report::render`] prints them for a clerk (Chinese,
//! with file, line, column and a caret), [`Report::to_json`] for programs. Positions are byte
//! ranges in the decoded text of a file. World problems (disk, flags) are `anyhow` errors instead.

use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Which source file: an index into [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A place in a file: bytes `start..end` of its decoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The whole file, pointed at by its first byte.
    #[must_use]
    pub fn file_start(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }
}

/// One file that was read: its path for messages (with `/`) and its decoded text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path relative to the root, always with `/`.
    pub path: String,
    /// Decoded text, BOM removed, line ends as they were.
    pub text: Arc<str>,
}

/// All files that were read; spans point into it.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Numbers by path, where the same files are read again and again.
    lasting: Option<BTreeMap<String, FileId>>,
}

impl Sources {
    /// For a program that reads the same files again: a file keeps its number, and a second
    /// [`Sources::add`] of its path replaces the text.
    #[must_use]
    pub fn lasting() -> Sources {
        Sources { files: Vec::new(), lasting: Some(BTreeMap::new()) }
    }

    /// Adds a file and returns its number.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        let next = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        if let Some(known) = &mut self.lasting {
            let id = *known.entry(path.clone()).or_insert(next);
            if id != next {
                self.files[id.0 as usize].text = text.into();
                return id;
            }
        }
        self.files.push(SourceFile { path, text: text.into() });
        next
    }

    /// Lets go of the texts of `files` that the report does not speak of: nobody will point into them
    /// any more. A third of the memory of ten thousand procedures.
    pub fn forget(&mut self, files: &BTreeSet<FileId>, report: &Report) {
        let mentioned: BTreeSet<FileId> = report
            .items()
            .iter()
            .flat_map(|d| d.span.into_iter().chain(d.related.iter().map(|(span, _)| *span)))
            .map(|span| span.file)
            .collect();
        for file in files.difference(&mentioned) {
            self.files[file.0 as usize].text = "".into();
        }
    }

    /// The file behind a number that [`Sources::add`] returned.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Line and column of a byte, both from 1, columns in characters.
    #[must_use]
    pub fn position(&self, id: FileId, byte: u32) -> (usize, usize) {
        let text = &self.file(id).text;
        let mut at = (byte as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (line, before[line_start..].chars().count() + 1)
    }

    /// The key that a value belongs to: what stands before the nearest colon on the value's line, or
    /// on the nearest line above that is indented less (an item of a list).
    #[must_use]
    pub fn key_of(&self, span: Span) -> Option<&str> {
        let text = &self.file(span.file).text;
        let before = text.get(..span.start as usize)?;
        let (line_start, line) =
            before.rsplit_once('\n').map_or((0, before), |(a, b)| (a.len() + 1, b));
        let key = |part: &str| -> Option<(usize, usize)> {
            let colon =
                part.rfind(": ").or_else(|| part.trim_end().strip_suffix(':').map(str::len))?;
            let start = part[..colon].rfind(['{', ',', '-', ' ']).map_or(0, |i| i + 1);
            (start < colon).then_some((start, colon))
        };
        if let Some((start, end)) = key(line) {
            return text.get(line_start + start..line_start + end);
        }
        let indent = line.len() - line.trim_start().len();
        before.lines().rev().skip(1).find_map(|above| {
            let is_less = above.len() - above.trim_start().len() <= indent;
            let (start, end) =
                key(above).filter(|_| is_less && !above.trim_start().starts_with('-'))?;
            above.get(start..end)
        })
    }

    /// `文件:行` of a span, for messages that name a place in running text.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        format!("{}:{}", self.file(span.file).path, self.position(span.file, span.start).0)
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written, but somebody should look.
    Warning,
}

macro_rules! codes {
    ($( $name:ident = $text:literal, $severity:ident, $what:literal; )*) => {
        /// What kind of problem; the printed code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $( #[doc = $what] $name, )* }
        impl Code {
            /// Every code, in order of its text.
            pub const ALL: &'static [Code] = &[ $( Code::$name, )* ];
            /// The printed code, like `E101`.
            #[must_use]
            pub fn text(self) -> &'static str { match self { $( Code::$name => $text, )* } }
            /// Error or warning.
            #[must_use]
            pub fn severity(self) -> Severity { match self { $( Code::$name => Severity::$severity, )* } }
            /// One Chinese sentence: what the code stands for.
            #[must_use]
            pub fn what(self) -> &'static str { match self { $( Code::$name => $what, )* } }
        }
    };
}

codes! {
    Syntax = "E101", Error, "文件写法（YAML）有误，读不下去";
    UnknownKey = "E102", Error, "不认识的栏目名";
    MissingKey = "E103", Error, "缺少必填的栏目";
    WrongType = "E104", Error, "内容的样子不对（该写一行字的写成了列表，等等）";
    DuplicateKey = "E105", Error, "同一个栏目写了两遍";
    BadValue = "E106", Error, "内容不是规定的写法之一";
    BadDate = "E107", Error, "日期不存在或写法不对";
    OutOfLimit = "E108", Error, "字数或条数超出规定";
    FrontMatter = "E109", Error, "Markdown 文件开头没有用 --- 括起来的栏目";
    NotText = "E110", Error, "文件不是文本，或文字编码认不出来";
    TooLarge = "E111", Error, "文件太大";
    MissingFile = "E112", Error, "缺少必需的文件";
    Unreadable = "E113", Error, "打不开的文件或文件夹";
    LinkOutside = "E114", Error, "链接指向内容文件夹外面";
    FileName = "E115", Error, "文件名在 Windows 上不能用，或只与别的差大小写";
    DuplicateCode = "E201", Error, "两件事项用了同一个编号";
    CodeCategory = "E202", Error, "编号的第一位与类别不符";
    UnknownReference = "E203", Error, "提到的编号、类别或步骤不存在";
    CodeWidth = "E204", Error, "编号的位数不统一";
    Picture = "E301", Error, "画面的写法有误";
    UnknownWord = "E302", Error, "画面里有词表中没有的词";
    Photo = "E303", Error, "照片找不到、打不开或者太小";
    WrongDecider = "E401", Error, "社区办结的事项，说了算的却不是社区";
    ReviewMissing = "E402", Error, "已发布的事项没有核验人或核验日期";
    PrivateNumber = "E403", Error, "文字里有身份证号、银行卡号或手机号";
    NotIssued = "E404", Error, "社区不应出具的证明写成了社区的事项";
    OldLaw = "E405", Error, "引用的是旧的居民委员会组织法";
    UnofficialUrl = "E406", Error, "办理网址不是政府网站，也不在可信网站里";
    DoesNotFit = "E501", Error, "文字太多，展板上放不下";
    MissingGlyph = "E502", Error, "字体里没有这个字";
    Judge = "E503", Error, "展板没有通过出厂检查";
    ThemeFile = "E601", Error, "主题文件有误";
    PlaceholderPhone = "W701", Warning, "电话还是示例号码";
    NoFiling = "W702", Warning, "写了网址，没有写备案号";
    EmptyCategory = "W703", Warning, "类别下面没有事项";
    SkippedFile = "W704", Warning, "跳过的文件";
    AskedFromCommunity = "W705", Warning, "要居民到社区开社区不应出具的证明";
    PromiseTooLong = "W706", Warning, "承诺时限比法定时限还长";
    NumberWithoutUnit = "W707", Warning, "时间里的数字没有单位";
    OnlineOnly = "W708", Warning, "不会用手机的老人没有别的办法";
    EmblemWord = "W709", Warning, "画面里提到国徽、国旗、党徽等标志";
    StaleReview = "W710", Warning, "核验过期，该重新核对了";
    CountDiffers = "W711", Warning, "类别或事项的数目与社区信息里写的不一样";
    GuideStamps = "W712", Warning, "社区指引的事项，却要社区盖章";
    LegalTitle = "W713", Warning, "依据的名称没有书名号，或没有年份";
    BannedPhrase = "W714", Warning, "有不该上墙的说法";
    LeftOut = "W715", Warning, "展板地方小，少印了几处";
    Crowded = "W716", Warning, "画面太挤，排不好";
}

/// One problem, with its place and the edit to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The kind.
    pub code: Code,
    /// Usually the code's own; `--item` turns errors of other files into warnings.
    pub severity: Severity,
    /// Where; `None` only when no file can be named.
    pub span: Option<Span>,
    /// What is wrong, one Chinese sentence without a full stop.
    pub message: String,
    /// Other places that belong to it.
    pub related: Vec<(Span, String)>,
    /// The edit to make.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity.
    #[must_use]
    pub fn new(code: Code, span: Option<Span>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            span,
            message: message.into(),
            related: Vec::new(),
            help: None,
        }
    }

    /// Adds the edit to make.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }
}

/// Problems collected by all stages.
#[derive(Debug, Clone, Default)]
pub struct Report {
    items: Vec<Diagnostic>,
}

/// The shape of one problem in `--format json`.
#[derive(Debug, Serialize)]
struct JsonItem<'a> {
    code: &'static str,
    severity: Severity,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
    related: Vec<JsonPlace<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

impl Report {
    /// Adds one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds all problems of another report.
    pub fn extend(&mut self, other: Report) {
        self.items.extend(other.items);
    }

    /// True when nothing may be written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many of one severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|d| d.severity == severity).count()
    }

    /// True when there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The problems in the order they were sorted.
    #[must_use]
    pub fn items(&self) -> &[Diagnostic] {
        &self.items
    }

    /// Sorts by file path, place and code, so that the order of checks and threads never shows,
    /// and drops exact repeats.
    pub fn sort(&mut self, sources: &Sources) {
        let key = |d: &Diagnostic| {
            let place = d.span.map(|s| (sources.file(s.file).path.clone(), s.start, s.end));
            (place, d.code, d.message.clone())
        };
        self.items.sort_by_cached_key(key);
        self.items.dedup();
    }

    /// Changes every problem.
    pub fn for_each(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.items.iter_mut().for_each(change);
    }

    /// Drops the problems that `keep` says no to.
    pub fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// Keeps errors only where `keep` says the file matters; elsewhere they become warnings.
    pub fn soften(&mut self, keep: impl Fn(Option<FileId>) -> bool) {
        for d in &mut self.items {
            if d.severity == Severity::Error && !keep(d.span.map(|s| s.file)) {
                d.severity = Severity::Warning;
            }
        }
    }

    /// The Chinese text of all problems, one block each.
    #[must_use]
    pub fn render(&self, sources: &Sources, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut out = String::new();
        for d in &self.items {
            out.push_str(&render_one(&renderer, d, sources));
            out.push_str("\n\n");
        }
        out
    }

    /// The same as a JSON array.
    #[must_use]
    pub fn to_json(&self, sources: &Sources) -> String {
        let list: Vec<JsonItem<'_>> = self
            .items
            .iter()
            .map(|d| {
                let at = d.span.map(|s| (s, sources.position(s.file, s.start)));
                JsonItem {
                    code: d.code.text(),
                    severity: d.severity,
                    file: d.span.map(|s| sources.file(s.file).path.as_str()),
                    line: at.map(|(_, p)| p.0),
                    column: at.map(|(_, p)| p.1),
                    message: &d.message,
                    help: d.help.as_deref(),
                    related: d
                        .related
                        .iter()
                        .map(|(s, m)| {
                            let (line, column) = sources.position(s.file, s.start);
                            let file = sources.file(s.file).path.as_str();
                            JsonPlace { file, line, column, message: m }
                        })
                        .collect(),
                }
            })
            .collect();
        serde_json::to_string_pretty(&list).unwrap_or_else(|_| "[]".into())
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

/// A world error as a clerk reads it: our Chinese sentences, the system's reason in Chinese, no
/// English.
#[must_use]
pub fn spoken_error(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            parts.push(spoken_io_error(io).into());
        } else if !text.is_ascii() {
            parts.push(text);
        }
    }
    parts.dedup();
    if parts.is_empty() { "电脑出了意外的问题".into() } else { parts.join("：") }
}

fn spoken_io_error(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::StorageFull | K::QuotaExceeded => "磁盘满了，腾出地方再运行",
        K::FileTooLarge => "文件超过了这个磁盘允许的大小",
        K::PermissionDenied => "没有权限，换一个文件夹，或请管理员放开权限",
        K::ReadOnlyFilesystem => "磁盘是只读的",
        K::NotFound => "文件或文件夹不见了",
        K::AlreadyExists => "同名的文件或文件夹已经在那里",
        K::NotADirectory => "同名的文件占了文件夹的位置",
        K::ResourceBusy | K::ExecutableFileBusy => "别的程序正在用它，关掉再运行",
        K::OutOfMemory => "内存不够",
        K::InvalidFilename => "文件名太长，或有不能用的字符",
        _ => "读写磁盘时出了问题",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_ascending() {
        let texts: Vec<&str> = Code::ALL.iter().map(|c| c.text()).collect();
        assert!(texts.windows(2).all(|w| w[0] < w[1]), "{texts:?}");
    }

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a.md".into(), "编号: 1\n名称: 二".into());
        let byte = "编号: 1\n名称: ".len() as u32;
        assert_eq!(sources.position(file, byte), (2, 5));
    }

    #[test]
    fn values_know_their_keys() {
        let mut sources = Sources::default();
        let text = "名称: 甲\n条件:\n  - 乙\n组: { 说明: 丙 }\n";
        let file = sources.add("a.md".into(), text.into());
        let key = |value: &str| {
            let start = text.find(value).map_or(0, |i| i as u32);
            sources.key_of(Span { file, start, end: start + 3 })
        };
        assert_eq!(key("甲"), Some("名称"));
        assert_eq!(key("乙"), Some("条件"));
        assert_eq!(key("丙"), Some("说明"));
    }

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
    }
}
