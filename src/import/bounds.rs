//! What kind of file some bytes are, and whether it is small enough to be read.
//!
//! Start at [`kind_of`] and [`check_package`]. A file of a few kilobytes can say of itself that it holds
//! gigabytes, and a reader that believes it ends the program. So everything is streamed through here
//! once, and counted, before a reader sees it; a refusal says what is too large.

use anyhow::Result;
use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Cursor;
use std::io::Read;

/// Parts of a package.
const MAX_PARTS: usize = 5_000;
/// Bytes of all parts, unpacked.
const MAX_UNPACKED: u64 = 96 << 20;
/// Bytes of all parts that are markup.
const MAX_MARKUP: u64 = 32 << 20;
/// Elements and attributes of a workbook, of a document, and of its styles: what they become is larger.
const MAX_NODES: u64 = 4_000_000;
const MAX_DOCUMENT_NODES: u64 = 1_200_000;
const MAX_STYLE_NODES: u64 = 600_000;
/// Elements within elements.
const MAX_DEPTH: usize = 100;
/// Names of vocabularies that are declared: a reader looks each up among all others.
const MAX_NAMESPACES: u64 = 5_000;

/// What a file is, by its first bytes and the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing in it.
    Empty,
    /// `.xlsx` and its kin.
    Excel,
    /// `.xls`.
    OldExcel,
    /// `.ods`.
    Calc,
    /// `.docx`.
    Word,
    /// `.doc`.
    OldWord,
    /// An office file with a password.
    Locked,
    /// A page that calls itself a table.
    WebPage,
    /// A package that cannot be opened.
    BrokenPackage,
    /// Something else; what, in words.
    Other(&'static str),
    /// None of these: perhaps text.
    Text,
}

/// Looks at the bytes of a file.
pub(super) fn kind_of(bytes: &[u8]) -> Kind {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return kind_of_compound(bytes);
    }
    if begins(b"PK") {
        return kind_of_package(bytes);
    }
    for (mark, what) in [
        (&b"%PDF"[..], " PDF 文件"),
        (b"{\\rtf", " RTF 文件，先在 Word、WPS 里另存为 .docx"),
        (b"\x89PNG", "图片"),
        (b"\xFF\xD8\xFF", "图片"),
        (b"GIF8", "图片"),
        (b"Rar!", "压缩包，先解开"),
        (b"7z\xBC\xAF", "压缩包，先解开"),
    ] {
        if begins(mark) {
            return Kind::Other(what);
        }
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    if ["<html", "<!doctype", "<?xml", "<table", "<head", "mime-version"]
        .iter()
        .any(|mark| start.starts_with(mark))
    {
        return Kind::WebPage;
    }
    Kind::Text
}

/// Office files of before 2007, and new ones under a password, name their parts in UTF-16.
fn kind_of_compound(bytes: &[u8]) -> Kind {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|part| part == wide)
    };
    if names("EncryptedPackage") {
        Kind::Locked
    } else if names("PowerPoint Document") {
        Kind::Other("幻灯片，先把里面的表格复制到 Word 或 Excel 里；")
    } else if names("WordDocument") {
        Kind::OldWord
    } else if names("Workbook") || names("Book") {
        Kind::OldExcel
    } else {
        Kind::Other("旧的 Office 文件，但里面没有表格")
    }
}

fn kind_of_package(bytes: &[u8]) -> Kind {
    if count_parts(bytes) > MAX_PARTS {
        return Kind::Other("有几千个部分的压缩包");
    }
    let Ok(package) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Kind::BrokenPackage;
    };
    let has = |test: &dyn Fn(&str) -> bool| {
        package.file_names().flatten().any(|name| test(&name.to_lowercase()))
    };
    if has(&|n| is_word_document(n)) {
        Kind::Word
    } else if has(&|n| n == "xl/workbook.bin") {
        Kind::Other(" .xlsb 文件，先在 Excel、WPS 里另存为 .xlsx；")
    } else if has(&|n| n.starts_with("xl/") || n.ends_with("workbook.xml")) {
        Kind::Excel
    } else if has(&|n| n == "content.xml") {
        Kind::Calc
    } else if has(&|n| n.starts_with("ppt/")) {
        Kind::Other("幻灯片，先把里面的表格复制到 Word 或 Excel 里；")
    } else {
        Kind::Other("压缩包，先解开；")
    }
}

/// The part of a Word file that holds its text; some programs number it.
pub(super) fn is_word_document(name: &str) -> bool {
    let number = name.to_lowercase();
    let number = number.strip_prefix("word/document").and_then(|n| n.strip_suffix(".xml"));
    number.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

/// Entries of the directory of a package; the package itself may say another number.
fn count_parts(bytes: &[u8]) -> usize {
    bytes.windows(4).filter(|part| *part == b"PK\x01\x02").count()
}

/// Streams all parts of a package, and counts.
///
/// # Errors
/// Something is larger than in any table of a community; the sentence says what.
pub(super) fn check_package(bytes: &[u8]) -> Result<()> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| anyhow::anyhow!("文件不完整或坏了；打开它另存一次再导入"))?;
    let (mut unpacked, mut markup, mut nodes) = (0, 0, 0);
    for i in 0..package.len() {
        let part = package
            .by_index(i)
            .map_err(|_| anyhow::anyhow!("文件不完整，或设了密码；打开它另存一次再导入"))?;
        let name = part.name().map(|n| n.to_lowercase()).unwrap_or_default();
        let left = MAX_UNPACKED.saturating_sub(unpacked);
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut counted = Counted { inner: part, bytes: 0, most: MAX_MARKUP - markup };
            let most = if is_word_document(&name) {
                MAX_DOCUMENT_NODES
            } else if name.ends_with("styles.xml") {
                MAX_STYLE_NODES
            } else {
                MAX_NODES
            };
            let found = check_markup(BufReader::new(&mut counted), most);
            if counted.bytes >= counted.most {
                anyhow::bail!(
                    "里面的文字和格式展开后超过 {} MB；把不要的表和格式删去，或分成几个文件",
                    MAX_MARKUP >> 20
                );
            }
            markup += counted.bytes;
            unpacked += counted.bytes;
            nodes += found?;
        } else {
            unpacked += std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).unwrap_or(0);
        }
        if unpacked > MAX_UNPACKED {
            anyhow::bail!("展开后超过 {} MB；把里面的图片和不要的表删去再导入", MAX_UNPACKED >> 20);
        }
        if nodes > MAX_NODES {
            anyhow::bail!("里面的单元格和格式太多（超过 {MAX_NODES} 处）；分成几个文件再导入");
        }
    }
    Ok(())
}

/// A reader that counts, and ends where too much has come.
struct Counted<R> {
    inner: R,
    bytes: u64,
    most: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.most - self.bytes).unwrap_or(usize::MAX);
        let length = buffer.len().min(left);
        let read = self.inner.read(&mut buffer[..length])?;
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Elements and attributes of one part. What is broken is its reader's to say.
fn check_markup(part: impl BufRead, most: u64) -> Result<u64> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let (mut buffer, mut depth, mut nodes, mut names) = (Vec::new(), 0_usize, 0_u64, 0_u64);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    anyhow::bail!(
                        "里面的东西一层套一层，超过 {MAX_DEPTH} 层；把表格复制到新文件里再导入"
                    );
                }
                nodes += size_of(&element, &mut names)?;
            }
            Ok(Event::Empty(element)) => nodes += size_of(&element, &mut names)?,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::DocType(_)) => {
                anyhow::bail!("里面有不该有的定义（DOCTYPE），不读；打开它另存一次")
            }
            Ok(Event::Eof) | Err(_) => return Ok(nodes),
            Ok(_) => {}
        }
        if nodes > most {
            anyhow::bail!(
                "里面的单元格和格式太多（超过 {most} 处）；清除不要的格式，或分成几个文件"
            );
        }
        if names > MAX_NAMESPACES {
            anyhow::bail!(
                "里面的命名空间太多（超过 {MAX_NAMESPACES} 个）；把表格复制到新文件里再导入"
            );
        }
    }
}

/// An element and its attributes; `names` counts those that declare a vocabulary.
fn size_of(element: &BytesStart<'_>, names: &mut u64) -> Result<u64> {
    let mut nodes = 1;
    let mut attributes = element.attributes();
    for attribute in attributes.with_checks(false).flatten() {
        nodes += 1;
        let key = attribute.key.as_ref();
        *names += u64::from(key.starts_with("xmlns"));
        // A reader makes room for as many texts as the list says it has.
        let is_count = key == "uniqueCount" && element.local_name().as_ref() == "sst";
        if is_count && attribute.value.parse().unwrap_or(0_u64) > MAX_NODES {
            anyhow::bail!("里面说有 {} 条文字，太多了；打开它另存一次", attribute.value);
        }
    }
    Ok(nodes)
}
