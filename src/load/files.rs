//! Files on disk → decoded text: which files are read, and in what encoding they were saved.
//!
//! Start at [`read_tree`]. Office PCs save UTF-8 with and without BOM, GBK/GB18030 and UTF-16; all
//! are read. Temporary and office files are skipped with a notice. The walk is sorted by path, so
//! the order on disk never matters.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Report;
use crate::diag::Sources;
use crate::diag::Span;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Larger files are no procedure.
const MAX_BYTES: u64 = 512 * 1024;

/// The path below `root` with `/`, for messages and manifests.
#[must_use]
pub fn portable_path(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> =
        below.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Reads every `.md`, `.yaml` and `.yml` file under `folder`, in order of path. Missing folders
/// give no files.
pub fn read_tree(
    root: &Path,
    folder: &Path,
    sources: &mut Sources,
    report: &mut Report,
) -> Vec<FileId> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).max_depth(8).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                if error.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound)
                    && error.depth() == 0
                {
                    continue;
                }
                let path = error.path().unwrap_or(folder);
                unreadable(root, path, sources, report);
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
        let hidden = name.starts_with('.') || name.starts_with("~$");
        if !hidden && matches!(ending.as_str(), "md" | "yaml" | "yml") {
            found.extend(read_file(root, entry.path(), sources, report));
        } else if !name.starts_with('.') {
            let id = sources.add(portable_path(root, entry.path()), String::new());
            let what = format!("没有读「{name}」：只读 .md 和 .yaml 文件");
            report.push(
                Diagnostic::new(Code::SkippedFile, Some(Span::file_start(id)), what)
                    .help("是事项的话，另存为 .md 文本文件；不是的话，移到别处"),
            );
        }
    }
    found
}

/// Reads one file; a problem is reported under its path.
pub fn read_file(
    root: &Path,
    path: &Path,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<FileId> {
    let shown = portable_path(root, path);
    let size = fs::metadata(path).map(|m| m.len());
    if size.as_ref().is_ok_and(|n| *n > MAX_BYTES) {
        let id = sources.add(shown, String::new());
        let what = format!("文件有 {} KB，最大 {} KB", size.unwrap_or(0) / 1024, MAX_BYTES / 1024);
        report.push(
            Diagnostic::new(Code::TooLarge, Some(Span::file_start(id)), what)
                .help("一个文件只写一件事项；图片不要贴进文本里"),
        );
        return None;
    }
    let Ok(bytes) = fs::read(path) else {
        unreadable(root, path, sources, report);
        return None;
    };
    match decode(&bytes) {
        Some(text) => Some(sources.add(shown, text)),
        None => {
            let id = sources.add(shown, String::new());
            report.push(
                Diagnostic::new(
                    Code::NotText,
                    Some(Span::file_start(id)),
                    "认不出文件的文字编码，或不是文本文件",
                )
                .help("用记事本打开，「另存为」，编码选 UTF-8"),
            );
            None
        }
    }
}

fn unreadable(root: &Path, path: &Path, sources: &mut Sources, report: &mut Report) {
    let id = sources.add(portable_path(root, path), String::new());
    report.push(
        Diagnostic::new(Code::NotText, Some(Span::file_start(id)), "打不开这个文件或文件夹")
            .help("检查它是否被别的程序占用，或没有读取权限"),
    );
}

/// UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030 if every byte fits; `None` for
/// anything with NUL bytes or that fits nothing.
fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, bom)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[bom..]);
        return (!bad && !text.contains('\0')).then(|| text.into_owned());
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_string());
    }
    let (text, bad) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    (!bad).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notepad_encodings_are_read() {
        let text = "编号: \"101\"";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let utf16: Vec<u8> = std::iter::once(0xFEFF_u16)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for bytes in [gbk.as_ref(), &utf16, &bom, text.as_bytes()] {
            assert_eq!(decode(bytes).as_deref(), Some(text));
        }
        assert_eq!(decode(b"\x00\x01\x02"), None);
    }
}
