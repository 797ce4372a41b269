//! A page of the site → its pieces of text and what its scripts are told, in their order: two readings can be held against
//! each other.
//!
//! Start at [`Reading::of`]. Pages are HTML, not XML: what is not even is passed over, the same way every time.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

/// What a page says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Pieces of text between two tags (those of words do not count), without the spaces around them; empty ones are left out.
    pub(super) texts: Vec<String>,
    /// Values of `data-` attributes.
    pub(super) told: Vec<String>,
}

impl Reading {
    /// Reads a page.
    pub(super) fn of(html: &str) -> Reading {
        let mut reader = Reader::from_str(html);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let (mut read, mut piece) = (Reading::default(), String::new());
        // Words that stay on one line are in spans of their own, and still of one piece.
        let mut in_word = false;
        // What cannot be read ends the reading; what stood before it can still be held against the same of another.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Text(text) => piece.push_str(&text),
                Event::GeneralRef(name) => {
                    let written = format!("&{};", &*name);
                    piece.push_str(&unescape(&written).unwrap_or_default());
                }
                Event::Start(tag) if is_word(&tag) => in_word = true,
                Event::End(_) if in_word => in_word = false,
                Event::Start(tag) | Event::Empty(tag) => {
                    read.take(&mut piece);
                    read.told.extend(told(&tag));
                }
                Event::End(_) => read.take(&mut piece),
                Event::Eof => break,
                _ => {}
            }
        }
        read.take(&mut piece);
        read
    }

    fn take(&mut self, piece: &mut String) {
        let text = std::mem::take(piece);
        let text = text.trim();
        if !text.is_empty() {
            self.texts.push(text.to_string());
        }
    }

    /// Where the `nth` piece that says this is.
    pub(super) fn place_of(&self, text: &str, nth: usize) -> Option<usize> {
        let mut all = self.texts.iter().enumerate().filter(|(_, said)| *said == text.trim());
        let first = all.clone().next();
        all.nth(nth).or(first).map(|(at, _)| at)
    }
}

/// Whether what stands at a place of one list stands in another too, when both are laid side by side so that as much as can be
/// is the same.
pub(super) fn is_kept(before: &[String], at: usize, after: &[String]) -> bool {
    let same = |(a, b): &(&String, &String)| a == b;
    let lead = before.iter().zip(after).take_while(same).count();
    let room = before.len().min(after.len()) - lead;
    let trail = before.iter().rev().zip(after.iter().rev()).take(room).take_while(same).count();
    if at < lead || at >= before.len() - trail {
        return true;
    }
    let (a, b) = (&before[lead..before.len() - trail], &after[lead..after.len() - trail]);
    // The longest that both have in common, from each pair of places on.
    let mut longest = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = if a[i] == b[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            if i + lead == at {
                return true;
            }
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    false
}

/// Whether it is a word's span, of the filter `words` of pages.
fn is_word(tag: &BytesStart<'_>) -> bool {
    &**tag == "span class=\"nb\""
}

fn told(tag: &BytesStart<'_>) -> Vec<String> {
    let mut all = tag.html_attributes();
    let told = all
        .with_checks(false)
        .flatten()
        .filter(|attribute| attribute.key.as_ref().starts_with("data-"));
    let text = |written: &str| {
        unescape(written).map_or_else(|_| written.to_string(), |text| text.into_owned())
    };
    told.map(|attribute| text(&attribute.value)).filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_what_scripts_are_told() {
        let page = "<!doctype html><meta charset=utf-8><p hidden data-days='1 2'>带 <b>3</b> 样 &amp; 快<br>来</p><script>if(a<b){}</script><i>3</i>";
        let read = Reading::of(page);
        assert_eq!(read.told, ["1 2"]);
        assert_eq!(&read.texts[..4], ["带", "3", "样 & 快", "来"]);
        assert_eq!(
            (read.place_of("3", 0), read.place_of(" 3 ", 1)),
            (Some(1), Some(read.texts.len() - 1))
        );
        assert_eq!(read.place_of("没有", 0), None);
    }

    #[test]
    fn side_by_side() {
        let list = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
        let (before, after) = (list("a x b x c"), list("a b x d c"));
        let kept: Vec<bool> = (0..5).map(|at| is_kept(&before, at, &after)).collect();
        assert_eq!(kept, [true, false, true, true, true]);
    }
}
