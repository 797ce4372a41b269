//! Drawings of things as small SVGs inside a page: no request, and they stand where images are off.
//!
//! Start at [`Icons::open`]. They are the theme's own prop files, without their titles and spaces.

use crate::theme::Theme;
use crate::vocabulary::Vocabulary;
use std::collections::BTreeMap;

/// All things of a theme.
pub(super) struct Icons<'t> {
    /// The theme's words.
    pub(super) words: &'t Vocabulary,
    /// By the word for the thing.
    drawings: BTreeMap<&'t str, String>,
}

impl<'t> Icons<'t> {
    /// Reads the drawings.
    pub(super) fn open(theme: &'t Theme) -> Icons<'t> {
        let words = &theme.words;
        let drawing = |file: &str| {
            let path = format!("art/props/{file}.svg");
            theme.texts.iter().find(|t| t.path == path).and_then(|t| inlined(&t.text))
        };
        let drawings = words
            .prop_words
            .iter()
            .filter_map(|p| Some((p.word.as_str(), drawing(&p.file)?)))
            .collect();
        Icons { words, drawings }
    }

    /// The drawing of a thing, empty when there is none.
    pub(super) fn of_prop(&self, word: &str) -> String {
        self.drawings.get(word).cloned().unwrap_or_default()
    }

    /// The drawing that stands for a document.
    pub(super) fn of_document(&self, name: &str) -> String {
        self.of_prop(self.words.icon_of(name))
    }
}

/// A prop file as part of a page; `None` for what is no drawing.
fn inlined(svg: &str) -> Option<String> {
    let document = roxmltree::Document::parse(svg).ok()?;
    let root = document.root_element();
    let parts: Vec<f64> = root
        .attribute("viewBox")?
        .split([' ', ','])
        .filter_map(|number| number.parse().ok())
        .collect();
    let [x, y, w, h] = parts[..] else { return None };
    // A square around it, so that all look equally large, and some air for the lines.
    let side = w.max(h) * 1.06;
    let (x, y) = (x + w / 2.0 - side / 2.0, y + h / 2.0 - side / 2.0);
    let mut out =
        format!("<svg viewBox=\"{x:.1} {y:.1} {side:.1} {side:.1}\" aria-hidden=\"true\">");
    for node in root.children().filter(|n| n.is_element() && !n.has_tag_name("title")) {
        let source = &svg[node.range()];
        out.extend(source.lines().map(str::trim));
    }
    // The prop files' own namespace prefix, if any, is the page's.
    out.push_str("</svg>");
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_becomes_a_part_of_a_page() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 20\" data-line=\"2\">\n  <title>书</title>\n  <g>\n    <path d=\"M0 0\"/>\n  </g>\n</svg>\n";
        let wanted = "<svg viewBox=\"-5.6 -0.6 21.2 21.2\" aria-hidden=\"true\"><g><path d=\"M0 0\"/></g></svg>";
        assert_eq!(inlined(svg).as_deref(), Some(wanted));
        assert_eq!(inlined("<svg/>"), None);
    }
}
