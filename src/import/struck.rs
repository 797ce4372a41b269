//! Texts of an xlsx file of which a part has a line through it, or is no text of the cell.
//!
//! Start at [`struck_texts`]. The reader of cells joins all runs of a text (calamine 0.38 keeps no fonts of runs), so
//! the runs are looked at here (ECMA-376 part 1, 18.4.4).

use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::BufReader;
use std::io::Cursor;
use zip::ZipArchive;

/// What of a text is meant, and what has a line through it.
pub(super) type Struck = BTreeMap<String, (String, String)>;

/// By the whole text: only texts that have such a part.
pub(super) fn struck_texts(bytes: &[u8]) -> Struck {
    let mut found = Struck::new();
    let Ok(mut package) = ZipArchive::new(Cursor::new(bytes)) else { return found };
    let names: Vec<String> = package.file_names().flatten().map(String::from).collect();
    let holds_text = |name: &&String| {
        let name = name.to_lowercase();
        name.ends_with("sharedstrings.xml")
            || name.contains("worksheets/") && name.ends_with(".xml")
    };
    for name in names.iter().filter(holds_text) {
        let Ok(part) = package.by_name(name) else { continue };
        of_part(BufReader::new(part), &mut found);
    }
    found
}

fn of_part(part: impl std::io::BufRead, found: &mut Struck) {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    let (mut meant, mut struck) = (String::new(), String::new());
    let (mut whole, mut is_struck, mut in_text, mut aside) = (String::new(), false, false, 0_u32);
    loop {
        buffer.clear();
        let Ok(event) = reader.read_event_into(&mut buffer) else { return };
        match &event {
            Event::Eof => return,
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                "si" | "is" => {
                    for text in [&mut meant, &mut struck, &mut whole] {
                        text.clear();
                    }
                    is_struck = false;
                }
                "r" => is_struck = false,
                "rPh" if matches!(event, Event::Start(_)) => aside += 1,
                "strike" => {
                    let off = super::hidden::value(e, "val");
                    is_struck = !off.is_some_and(|v| v == "0" || v == "false");
                }
                "t" => in_text = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::Text(text) if in_text && aside == 0 => {
                let text = text.xml10_content();
                whole.push_str(&text);
                if is_struck { &mut struck } else { &mut meant }.push_str(&text);
            }
            // Some programs write every character as a number.
            Event::GeneralRef(name) if in_text && aside == 0 => {
                let text = super::calc::reference(name);
                whole.push_str(&text);
                if is_struck { &mut struck } else { &mut meant }.push_str(&text);
            }
            Event::End(e) => match e.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => aside = aside.saturating_sub(1),
                "si" | "is" if !struck.trim().is_empty() && !meant.trim().is_empty() => {
                    found.insert(
                        std::mem::take(&mut whole),
                        (std::mem::take(&mut meant), std::mem::take(&mut struck)),
                    );
                }
                _ => {}
            },
            _ => {}
        }
    }
}
