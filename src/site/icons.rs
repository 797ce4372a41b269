//! Drawings of things as small SVGs inside a page: no request, and they stand where images are off.
//!
//! Start at [`add_drawings`]: templates write `{{ record.art | drawing }}`, and `{{ text | code }}` for a code. They are the theme's own prop
//! files, without their titles and spaces.

use super::code::drawn;
use crate::art::text_with_letters;
use crate::theme::Theme;
use crate::vocabulary::lettered;
use std::collections::BTreeMap;
use tera::Kwargs;
use tera::State;
use tera::Tera;
use tera::Value;

/// Gives templates the filter `drawing`: a drawing's name, as `<art src>` takes it on sheets, → its SVG;
/// nothing for what has none.
pub(super) fn add_drawings(engine: &mut Tera, theme: &Theme) {
    let files: BTreeMap<String, String> = theme
        .texts
        .iter()
        .filter_map(|text| {
            let name = text.path.strip_prefix("art/")?.strip_suffix(".svg")?;
            name.starts_with("props/").then(|| (name.to_string(), text.text.clone()))
        })
        .collect();
    let plain: BTreeMap<String, Value> = files
        .iter()
        .filter_map(|(name, svg)| {
            let svg = inlined(&text_with_letters(svg, None))?;
            Some((name.clone(), Value::safe_string(&svg)))
        })
        .collect();
    // What a code of somebody else's says, drawn anew.
    engine.register_filter("code", |text: &str, _: Kwargs, _: &State| {
        Value::safe_string(&drawn(text))
    });
    engine.register_filter("drawing", move |name: &str, _: Kwargs, _: &State| {
        // 「props/handbook（退役证）」: with the words of the document on it.
        let (base, letters) = lettered::parts(name);
        let own = letters
            .and_then(|letters| inlined(&text_with_letters(files.get(base)?, Some(letters))));
        own.map(|svg| Value::safe_string(&svg))
            .or_else(|| plain.get(base).cloned())
            .unwrap_or_else(|| Value::safe_string(""))
    });
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
