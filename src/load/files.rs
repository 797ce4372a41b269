//! Files on disk → decoded text: which files are read, and which are not and why.
//!
//! Start at [`find_files`] and [`read_file`]. Temporary and office files are skipped with a notice; names that an
//! office PC cannot hold and links that lead outside are errors. The walk is sorted by path, so the
//! order on disk never matters. What encoding a file has is [`super::encoding`]'s to find.

use super::encoding::Decoded;
use super::encoding::decode;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use crate::model::COLLECTIONS;
use crate::model::Home;
use crate::paths::portable_path;
use crate::plain::Refused;
use crate::plain::leads_outside;
use crate::plain::read_plain;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;
use walkdir::WalkDir;

/// The folder that links may not lead out of.
const CONTENT: &str = "content";
/// Larger files are no procedure.
const MAX_BYTES: u64 = 512 * 1024;
/// Folders below `content/procedures` are looked into this deep.
const MAX_DEPTH: usize = 8;

/// Every `.md`, `.yaml` and `.yml` file under `folder`, in order of path. Missing folders give no
/// files. What is not read and why goes to the report.
pub(crate) fn find_files(
    root: &Path,
    folder: &Path,
    sources: &mut Sources,
    report: &mut Report,
) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if leads_outside(&root.join(CONTENT), folder) {
        refuse(portable_path(root, folder), Refused::Outside, sources, report);
        return found;
    }
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    // What systems and programs put away in folders of their own is put away.
    let is_seen = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !entry.file_type().is_dir() || !is_of_the_system(&name)
    };
    let walk = WalkDir::new(folder).max_depth(MAX_DEPTH).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(is_seen) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let absent = error.io_error().is_some_and(|e| e.kind() == ErrorKind::NotFound);
                if !(absent && error.depth() == 0) {
                    unreadable(root, error.path().unwrap_or(folder), sources, report);
                }
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_put_away = name.starts_with('.') && !name.starts_with("._");
        if entry.depth() > 0 && is_put_away && is_text(&name) {
            let why = "文件名以点开头，电脑当它是藏起来的";
            skipped(root, entry.path(), why, "要用就删去开头的点；不用就删去文件", sources, report);
            continue;
        }
        if entry.depth() == 0 || is_of_the_system(&name) {
            continue;
        }
        check_name(root, entry.path(), &mut names, sources, report);
        if entry.file_type().is_dir() {
            if entry.depth() == MAX_DEPTH {
                skipped(
                    root,
                    entry.path(),
                    "文件夹套得太深",
                    "把里面的文件移到外面一层",
                    sources,
                    report,
                );
            }
            continue;
        }
        if let Some(meant) = of_another_place(&name) {
            let why = format!("它是 content 里的「{meant}」，不是这个文件夹里的");
            let help = if root.join(CONTENT).join(meant).is_file() {
                format!("content 里已经有「{meant}」了，这一份多半是副本：不用就删去")
            } else {
                let renamed = if name == meant { "" } else { "，文件名改成它" };
                format!("移到上一层，放在 content 文件夹里{renamed}")
            };
            skipped(root, entry.path(), &why, &help, sources, report);
            continue;
        }
        match reason_to_skip(&name, entry.path(), entry.file_type().is_file()) {
            None => found.push(entry.into_path()),
            Some((why, help)) => skipped(root, entry.path(), why, help, sources, report),
        }
    }
    found
}

/// The file of `content` itself that lies in a folder of records: `procedures/visits.yaml`.
fn of_another_place(name: &str) -> Option<&'static str> {
    let spelt = as_listed(name);
    let mut homes = COLLECTIONS.iter().filter_map(|collection| match collection.home {
        Home::Single(name) | Home::List(name) => Some(name),
        Home::Folder(_) => None,
    });
    homes.find(|home| *home == spelt)
}

/// A file's name as the register would spell it: 「Offices.yml」 is `offices.yaml`.
pub(super) fn as_listed(name: &str) -> String {
    name.to_ascii_lowercase().replace(".yml", ".yaml")
}

/// Whether a name is that of a file that is read.
fn is_text(name: &str) -> bool {
    [".md", ".yaml", ".yml"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))
}

/// Why a file is not read, and what to do; `None` for a file that is. `is_plain`: the walk has seen
/// that it is a file, so the disk need not be asked again.
pub(super) fn reason_to_skip(
    name: &str,
    path: &Path,
    is_plain: bool,
) -> Option<(&'static str, &'static str)> {
    let lower = name.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, e)| e);
    let away = "没有用就删去或移到别处";
    if name.starts_with("~$") {
        return Some(("它是 Word、WPS 打开文件时的临时文件", "关掉 Word、WPS，它会自己消失"));
    }
    if !is_plain && path.is_dir() {
        return Some(("它是指向文件夹的链接", "把文件夹里的文件移到这里"));
    }
    // A broken link and a link to the outside are named when the file is read.
    let is_file = is_plain || path.is_file() || !path.exists();
    match ending {
        "md" | "yaml" | "yml" if is_file => None,
        "md" | "yaml" | "yml" => Some(("它不是普通的文件", away)),
        "doc" | "docx" | "wps" | "rtf" | "odt" | "pages" => Some((
            "它是 Word、WPS 文件",
            "是事项的话，移到别处再用 xiaowei import 这个文件 抄进来，或照别的事项文件的样子另存为 .md 纯文本文件；不是的话，移到别处",
        )),
        "xls" | "xlsx" | "et" | "csv" | "ods" => Some((
            "它是表格文件",
            "移到别处，再用 xiaowei import 这个文件 抄进来，或照别的事项文件的样子，一件事项写一个 .md 文件",
        )),
        "jpg" | "jpeg" | "png" | "webp" | "heic" => {
            Some(("它是图片", "照片放进 content 下面的 photos 文件夹，自己画的图（SVG）放进 art"))
        }
        "bak" | "tmp" | "old" | "swp" | "orig" => Some(("它是备份或临时文件", away)),
        "txt" if lower.ends_with(".md.txt") || lower.ends_with(".yaml.txt") => {
            Some(("文件名末尾多了 .txt", "改文件名，去掉末尾的 .txt（先让电脑显示文件扩展名）"))
        }
        "txt" => Some(("它的文件名以 .txt 结尾", "是事项的话，把文件名末尾的 .txt 改成 .md")),
        _ if lower.ends_with('~') => Some(("它是备份或临时文件", away)),
        _ => {
            Some(("只读 .md 和 .yaml 文件", "是事项的话，另存为 .md 文本文件；不是的话，移到别处"))
        }
    }
}

pub(super) fn skipped(
    root: &Path,
    path: &Path,
    why: &str,
    help: &str,
    sources: &mut Sources,
    report: &mut Report,
) {
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let id = sources.add(portable_path(root, path), String::new());
    let what = format!("没有读「{name}」：{why}");
    report.push(Diagnostic::new(Code::SkippedFile, Some(Span::file_start(id)), what).help(help));
}

/// Names that Windows forbids, and names that are one name there: such a folder cannot be copied
/// to an office PC whole. `names` holds the names seen so far, in small letters.
fn check_name(
    root: &Path,
    path: &Path,
    names: &mut BTreeMap<String, String>,
    sources: &mut Sources,
    report: &mut Report,
) {
    let Some(name) = path.file_name() else { return };
    let shown = portable_path(root, path);
    if let Some(why) = name.to_str().map_or(Some("有认不出的字符"), forbidden_name) {
        let id = sources.add(shown.clone(), String::new());
        let what = format!("文件名「{}」在 Windows 上不能用：{why}", name.to_string_lossy());
        report.push(
            Diagnostic::new(Code::FileName, Some(Span::file_start(id)), what)
                .help("改文件名，只用汉字、字母、数字和减号，如 101-zhengshen.md"),
        );
    }
    let key = shown.to_lowercase();
    if let Some(first) = names.get(&key) {
        let id = sources.add(shown.clone(), String::new());
        let what = format!("「{shown}」与「{first}」只差大小写，在 Windows 上是同一个文件");
        report.push(
            Diagnostic::new(Code::FileName, Some(Span::file_start(id)), what)
                .help("给其中一个换一个名字"),
        );
    }
    names.insert(key, shown);
}

/// Why Windows would not take a file name: the naming rules of Win32.
fn forbidden_name(name: &str) -> Option<&'static str> {
    const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or("").trim_end().to_ascii_lowercase();
    let port = |p: &str| {
        stem.strip_prefix(p)
            .is_some_and(|n| n.len() == 1 && n.chars().all(|c| ('1'..='9').contains(&c)))
    };
    if name.contains(['<', '>', ':', '"', '|', '?', '*', '\\']) {
        Some("有 < > : \" | ? * \\ 这样的符号")
    } else if name.chars().any(char::is_control) {
        Some("有看不见的字符")
    } else if name.ends_with(['.', ' ']) {
        Some("末尾是空格或点")
    } else if RESERVED.contains(&stem.as_str()) || port("com") || port("lpt") {
        Some("这是系统保留的名字")
    } else {
        None
    }
}

/// Reads one file; a problem is reported under its path.
pub(crate) fn read_file(
    root: &Path,
    path: &Path,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<FileId> {
    let shown = portable_path(root, path);
    if let Some(text) = sources.draft(&shown) {
        return Some(sources.add(shown, text));
    }
    match read_plain(&root.join(CONTENT), path, MAX_BYTES) {
        Ok(bytes) => read_bytes(shown, bytes, sources, report),
        Err(refused) => {
            refuse(shown, refused, sources, report);
            None
        }
    }
}

/// Says why a file is not read.
fn refuse(shown: String, refused: Refused, sources: &mut Sources, report: &mut Report) {
    let (what, help) = refused.spoken("内容文件夹");
    let (code, what, help) = match refused {
        Refused::Outside => (Code::LinkOutside, what, help),
        Refused::TooLarge(bytes) => (
            Code::TooLarge,
            format!("文件有 {} KB，最大 {} KB", bytes / 1024, MAX_BYTES / 1024),
            "一个文件只写一件事项；图片不要贴进文本里",
        ),
        _ => (Code::Unreadable, what, help),
    };
    let id = sources.add(shown, String::new());
    report.push(Diagnostic::new(code, Some(Span::file_start(id)), what).help(help));
}

/// Decodes a file's bytes; a problem is reported under `shown`.
pub(crate) fn read_bytes(
    shown: String,
    bytes: Vec<u8>,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<FileId> {
    if let Some(what) = other_program(&bytes) {
        let id = sources.add(shown, String::new());
        let help = "用原来的程序打开，全选、复制，粘贴到新建的记事本文件里，「另存为」，编码选 UTF-8；一张 Excel 表里有许多事项，就用 xiaowei import";
        report.push(Diagnostic::new(Code::NotText, Some(Span::file_start(id)), what).help(help));
        return None;
    }
    match decode(bytes) {
        // Line ends of the first Macintoshes: nothing that reads a file reads them.
        Decoded::Text(text) if text.contains('\r') && !text.contains('\n') => {
            Some(sources.add(shown, text.replace('\r', "\n")))
        }
        Decoded::Text(text) => Some(sources.add(shown, text)),
        Decoded::Mixed { text, line, line_is_gbk } => {
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let length = text[start..].lines().next().map_or(0, str::len);
            let id = sources.add(shown, text);
            let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
            let span = Span { file: id, start: at(start), end: at(start + length) };
            let (this, others) = if line_is_gbk { ("GBK", "UTF-8") } else { ("UTF-8", "GBK") };
            let what = format!("第 {} 行的文字编码是 {this}，别的行是 {others}", line + 1);
            report
                .push(Diagnostic::new(Code::NotText, Some(span), what).help(
                    "这一行多半是从别处粘贴来的：删去它重新打一遍，「另存为」时编码选 UTF-8",
                ));
            None
        }
        Decoded::Binary => {
            let id = sources.add(shown, String::new());
            let what = "认不出文件的文字编码，或不是文本文件";
            report.push(
                Diagnostic::new(Code::NotText, Some(Span::file_start(id)), what)
                    .help("用记事本打开，「另存为」，编码选 UTF-8"),
            );
            None
        }
    }
}

/// What a file is that only bears the name of a text, by its first bytes.
fn other_program(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "这是 Word、Excel 或 WPS 的文件，只是改了名字，不是文本文件"),
        (b"\xD0\xCF\x11\xE0", "这是 Word、Excel 或 WPS 的旧格式文件，只是改了名字，不是文本文件"),
        (b"{\\rtf", "这是写字板存的 RTF 文件，不是文本文件"),
        (b"%PDF-", "这是 PDF 文件，只是改了名字，不是文本文件"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

fn unreadable(root: &Path, path: &Path, sources: &mut Sources, report: &mut Report) {
    refuse(portable_path(root, path), Refused::Unreadable, sources, report);
}

/// Files that systems keep in folders for themselves: nobody sees them, and nobody could take them away.
pub(super) fn is_of_the_system(name: &str) -> bool {
    name.starts_with(['.', '$'])
        || ["__MACOSX", "@eaDir", "System Volume Information"].contains(&name)
        || ["thumbs.db", "desktop.ini", "ehthumbs.db"].contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_programs_are_named() {
        for (bytes, name) in
            [(&b"PK\x03\x04\x14"[..], "Word"), (b"{\\rtf1\\ansi", "RTF"), (b"%PDF-1.7", "PDF")]
        {
            assert!(other_program(bytes).is_some_and(|what| what.contains(name)), "{name}");
        }
        assert_eq!(other_program("{ 编号: 1 }".as_bytes()), None);
    }

    #[test]
    fn nobody_is_told_of_files_that_nobody_sees() {
        for hidden in [".DS_Store", ".git", "Thumbs.db", "desktop.ini"] {
            assert!(is_of_the_system(hidden), "{hidden}");
        }
        for seen in ["401.md", "thumbs.md", "desktop"] {
            assert!(!is_of_the_system(seen), "{seen}");
        }
    }

    #[test]
    fn windows_names() {
        for bad in ["a:b.md", "con.md", "NUL", "com1.yaml", "a.", "a ", "a?.md", "a\\b"] {
            assert!(forbidden_name(bad).is_some(), "{bad}");
        }
        for good in ["101-老年证.md", "console.md", "com10.md", "a b.md"] {
            assert!(forbidden_name(good).is_none(), "{good}");
        }
    }
}
