//! What stands around the cells of an xlsx sheet: remarks, boxes with text, pictures, heads and feet of its pages.
//!
//! Start at [`margins`]. None of it belongs to a cell, so none is taken; each text is told once, with where it is. The
//! reader of cells gives none of it (calamine 0.38), so the parts are read here (ECMA-376 part 1, 18.7, 18.3.1.46, 20.5).

use super::package::Package;
use super::package::links;
use super::package::part;
use super::package::reference;
use super::package::value;
use super::pieces::one_line;
use super::table::Grid;
use super::table::Unread;
use super::table::address;
use super::table::quoted;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Texts around one sheet that are kept, and those that a sentence names.
const MOST: usize = 2_000;
const NAMED: usize = 60;

/// The texts around a sheet whose part lies here.
pub(super) fn margins(package: &mut Package<'_>, path: &str) -> Vec<Unread> {
    let mut found = Vec::new();
    for (_, target) in links(package, path) {
        let name = target.to_lowercase();
        if name.contains("comment") {
            part(package, &target).iter().for_each(|part| remarks(part, &mut found));
        } else if name.contains("drawing") {
            part(package, &target).iter().for_each(|part| boxes(part, &mut found));
        }
    }
    if let Some(part) = part(package, path) {
        heads(&part, &mut found);
    }
    let mut kept: Vec<Unread> = Vec::new();
    for one in found.into_iter().filter(|one| !one.text.is_empty()) {
        // A remark that has answers stands in two parts; heads of odd and even pages are alike.
        let is_known =
            |old: &Unread| old.text == one.text && (old.at == one.at || one.at.starts_with('页'));
        if kept.len() < MOST && !kept.iter().any(is_known) {
            kept.push(one);
        }
    }
    kept
}

/// The sentence about them.
pub(super) fn note(sheet: &str, margins: &[Unread]) -> Option<String> {
    let each = margins.iter().take(NAMED).map(|one| quoted(&one.at, &one.text));
    let all = each.collect::<Vec<_>>().join("、");
    let more = match margins.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("……还有 {more} 处，--format json 里都有"),
    };
    (!margins.is_empty())
        .then(|| format!("表「{sheet}」格子外面的字没有抄：{all}{more}；要用的写进格子里再导入"))
}

/// Calls for every event of a part but those of the second writing that old programs get.
fn read(bytes: &[u8], mut tell: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_reader(bytes);
    // Old drawings are written like web pages.
    reader.config_mut().check_end_names = false;
    let mut aside = 0_usize;
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Eof => return,
            Event::Start(e) if e.local_name().as_ref() == "Fallback" => aside += 1,
            Event::End(e) if e.local_name().as_ref() == "Fallback" => {
                aside = aside.saturating_sub(1);
            }
            _ if aside > 0 => {}
            _ => tell(&event),
        }
    }
}

/// The text of an event, where it has one.
fn text_of(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(name) => Some(reference(name)),
        _ => None,
    }
}

/// Remarks at cells, old and new ones.
fn remarks(part: &[u8], found: &mut Vec<Unread>) {
    let (mut at, mut text, mut in_text, mut aside) = (String::new(), String::new(), false, false);
    read(part, |event| match event {
        Event::Start(e) => match e.local_name().as_ref() {
            "comment" | "threadedComment" => {
                at = value(e, "ref").unwrap_or_default();
                text.clear();
            }
            "t" | "text" => in_text = true,
            "rPh" => aside = true,
            _ => {}
        },
        Event::End(e) => match e.local_name().as_ref() {
            // The old writing of a remark with answers tells people of old programs that they cannot see it.
            "comment" | "threadedComment" if !text.starts_with("[Threaded comment]") => {
                found.push(Unread { at: format!("{at}的批注"), text: one_line(&text) });
            }
            "t" => in_text = false,
            "rPh" => aside = false,
            _ => {}
        },
        _ if in_text && !aside => text.extend(text_of(event)),
        _ => {}
    });
}

/// Boxes with text and pictures that lie over the cells.
fn boxes(part: &[u8], found: &mut Vec<Unread>) {
    let (mut text, mut in_text, mut depth) = (String::new(), false, 0_usize);
    let (mut number, mut corner, mut from) = (String::new(), (0_u32, 0_u32), false);
    let place = |(row, column): (u32, u32)| address(Grid::Sheet, (row, column));
    read(part, |event| match event {
        Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
            "from" => (from, corner) = (true, (0, 0)),
            "row" | "col" => number.clear(),
            "txBody" | "textbox" => {
                depth += 1;
                text.clear();
            }
            "t" => in_text = matches!(event, Event::Start(_)),
            "p" | "br" | "div" if depth > 0 && !text.is_empty() => text.push(' '),
            "cNvPr" => {
                // What a picture shows, where somebody said so.
                number = value(e, "descr").unwrap_or_default();
            }
            "blipFill" if depth == 0 => {
                let said = one_line(&number);
                let said = if said.is_empty() { "没有说明".into() } else { said };
                found.push(Unread { at: format!("{}处的图片", place(corner)), text: said });
            }
            _ => {}
        },
        Event::End(e) => match e.local_name().as_ref() {
            "row" if from => corner.0 = number.trim().parse().unwrap_or(0),
            "col" if from => corner.1 = number.trim().parse().unwrap_or(0),
            "from" => from = false,
            "t" => in_text = false,
            "txBody" | "textbox" => {
                depth = depth.saturating_sub(1);
                let at = if e.local_name().as_ref() == "txBody" {
                    format!("{}处的文本框", place(corner))
                } else {
                    "文本框".into()
                };
                found.push(Unread { at, text: one_line(&text) });
            }
            _ => {}
        },
        _ if from => number.extend(text_of(event)),
        // Old boxes have no element around their words.
        _ if in_text || depth > 0 && !is_blank(event) => text.extend(text_of(event)),
        _ => {}
    });
}

fn is_blank(event: &Event<'_>) -> bool {
    text_of(event).is_none_or(|text| text.trim().is_empty())
}

/// Heads and feet of the pages. They stand behind all cells, so the reading begins there.
fn heads(part: &[u8], found: &mut Vec<Unread>) {
    const MARK: &str = "headerFooter";
    let Ok(text) = std::str::from_utf8(part) else { return };
    let Some(last) = text.rfind(MARK) else { return };
    // The mark that ends it is the last one; the one before begins it.
    let first = text[..last].rfind(MARK).unwrap_or(last);
    let begin = text[..first].rfind('<').unwrap_or(first);
    let (mut what, mut text) = (None, String::new());
    read(&part[begin..], |event| match event {
        Event::Start(e) => {
            what = match e.local_name().as_ref() {
                "oddHeader" | "evenHeader" | "firstHeader" => Some("页眉"),
                "oddFooter" | "evenFooter" | "firstFooter" => Some("页脚"),
                _ => None,
            };
            text.clear();
        }
        Event::End(_) => {
            if let Some(what) = what.take() {
                found.push(Unread { at: what.into(), text: without_codes(&text) });
            }
        }
        _ if what.is_some() => text.extend(text_of(event)),
        _ => {}
    });
}

/// Heads and feet in the styles of an ods file; what the program fills in is none of their words.
pub(super) fn margins_of_pages(part: &[u8]) -> Vec<Unread> {
    let (mut what, mut text, mut fields) = (None, String::new(), 0_usize);
    let mut found: Vec<Unread> = Vec::new();
    let is_field = |name: &str| {
        matches!(name, "sheet-name" | "page-number" | "page-count" | "date" | "time" | "file-name")
            || name == "title"
    };
    read(part, |event| match event {
        Event::Start(e) => match e.local_name().as_ref() {
            name if name.starts_with("header") && what.is_none() => what = Some("页眉"),
            name if name.starts_with("footer") && what.is_none() => what = Some("页脚"),
            name if is_field(name) => fields += 1,
            "p" => text.push(' '),
            _ => {}
        },
        Event::End(e) => match e.local_name().as_ref() {
            name if is_field(name) => fields = fields.saturating_sub(1),
            name if name.starts_with("header") || name.starts_with("footer") => {
                let said = without_codes(&text.replace('&', "&&"));
                // 「Page」 is what the program writes by itself.
                let is_own = !said.is_ascii();
                if let Some(at) = what.take().filter(|_| is_own) {
                    let at = at.to_string();
                    if !found.iter().any(|old| old.at == at && old.text == said) {
                        found.push(Unread { at, text: said });
                    }
                }
                text.clear();
            }
            _ => {}
        },
        _ if what.is_some() && fields == 0 => text.extend(text_of(event)),
        _ => {}
    });
    found
}

/// The words of a head or foot: its codes set type and size, or stand for numbers and dates.
fn without_codes(text: &str) -> String {
    let (mut words, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('&') {
        words.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(code) = rest.chars().next() else { break };
        rest = &rest[code.len_utf8()..];
        match code {
            '&' => words.push('&'),
            // The name of a font, in quotes.
            '"' => rest = rest.split_once('"').map_or("", |(_, behind)| behind),
            c if c.is_ascii_digit() => {
                rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            }
            // A colour has six letters, or two digits, a sign and three digits.
            'K' => rest = rest.get(6..).unwrap_or(""),
            'L' | 'C' | 'R' => words.push(' '),
            _ => {}
        }
    }
    words.push_str(rest);
    let words = one_line(&words);
    // 「第&P页 共&N页」: a number that the program fills in.
    let says = |c: &char| c.is_alphanumeric() && !"第页共".contains(*c);
    if words.chars().any(|c| says(&c)) { words } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_without_their_codes() {
        for (text, words) in [
            ("&C&\"宋体,常规\"&14内部资料&R&D", "内部资料"),
            ("&L左边&C中间 A&&B&R右边", "左边 中间 A&B 右边"),
            ("&C第 &P 页，共 &N 页", ""),
            ("&KFF0000试行&", "试行"),
        ] {
            assert_eq!(without_codes(text), words, "{text}");
        }
    }
}
