//! The parts of an xlsx package, element by element, for what the reader of cells does not tell.
//!
//! Start at [`open()`] and [`each`]. A part that is not there, or is broken, has no elements: saying so is the reader's.

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use std::io::BufReader;
use std::io::Cursor;
use std::io::Read;
use zip::ZipArchive;

/// A package in memory.
pub(super) type Package<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Opens a package; `None` where it is none.
pub(super) fn open(bytes: &[u8]) -> Option<Package<'_>> {
    ZipArchive::new(Cursor::new(bytes)).ok()
}

/// The name of a part as the package writes it: programs differ in capitals.
fn name_of(package: &Package<'_>, path: &str) -> Option<String> {
    let wanted = path.to_lowercase();
    package.file_names().flatten().find(|n| n.to_lowercase() == wanted).map(String::from)
}

/// A whole part.
pub(super) fn part(package: &mut Package<'_>, path: &str) -> Option<Vec<u8>> {
    let name = name_of(package, path)?;
    let (mut part, mut bytes) = (package.by_name(&name).ok()?, Vec::new());
    part.read_to_end(&mut bytes).ok().map(|_| bytes)
}

/// Calls for every element of a part, in its order; true for one with something inside: programs that work no
/// formulas out write `<v></v>` as well as `<v/>`.
pub(super) fn each(
    package: &mut Package<'_>,
    path: &str,
    mut tell: impl FnMut(&BytesStart<'_>, bool),
) {
    let name = name_of(package, path);
    let Some(part) = name.and_then(|name| package.by_name(&name).ok()) else { return };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    let mut open: Option<BytesStart<'static>> = None;
    loop {
        buffer.clear();
        let Ok(event) = reader.read_event_into(&mut buffer) else { return };
        if let Some(element) = open.take() {
            tell(&element, !matches!(event, Event::End(_)));
        }
        match event {
            Event::Start(element) => open = Some(element.into_owned()),
            Event::Empty(element) => tell(&element, false),
            Event::Eof => return,
            _ => {}
        }
    }
}

/// Where the links of a part lead, by their names, in their order.
pub(super) fn links(package: &mut Package<'_>, path: &str) -> Vec<(String, String)> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let mut found = Vec::new();
    each(package, &format!("{folder}/_rels/{file}.rels"), |element, _| {
        if let ("Relationship", Some(id), Some(target)) =
            (element.local_name().as_ref(), value(element, "Id"), value(element, "Target"))
        {
            found.push((id, part_path(folder, &target)));
        }
    });
    found
}

/// Where a part lies that a link of another one, in this folder, leads to.
fn part_path(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_string();
    }
    match target.strip_prefix("../") {
        Some(rest) => format!("{}/{rest}", folder.rsplit_once('/').map_or("", |(above, _)| above)),
        None => format!("{folder}/{target}"),
    }
}

/// The text of an attribute, whatever vocabulary its name is of.
pub(super) fn value(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == key)?;
    let raw = found.value.as_ref();
    Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_string(), |t| t.into_owned()))
}

/// 「&amp;」 and its like.
pub(super) fn reference(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    let name = name.xml10_content();
    known.iter().find(|(n, _)| *n == name).map_or(String::new(), |(_, c)| (*c).into())
}
