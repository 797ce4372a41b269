//! What usvg leaves out of a drawing without a word: colours and numbers it cannot read, words in fonts that
//! no theme carries, references to what is not in the file.
//!
//! Start at [`is_sound`]: everything is told with the drawing's line, before it is drawn.

use crate::charset::CharSet;
use resvg::usvg;

/// Larger numbers no drawing has: figures are a hundred high.
pub(super) const LARGEST: f64 = 1e6;

/// Reads a drawing with the eyes of somebody who wants all of it.
pub(super) fn is_sound(
    document: &roxmltree::Document<'_>,
    options: &usvg::Options<'_>,
    covers: Option<&CharSet>,
) -> Result<(), String> {
    colours_are_read(document)?;
    numbers_are_finite(document)?;
    references_lead_somewhere(document)?;
    words_are_set(document, options, covers)
}

fn line_of(document: &roxmltree::Document<'_>, at: usize) -> u32 {
    document.text_pos_at(at).row
}

/// A filter, a mask, a gradient or a part that is not there takes away what refers to it.
fn references_lead_somewhere(document: &roxmltree::Document<'_>) -> Result<(), String> {
    let elements = || document.descendants().filter(roxmltree::Node::is_element);
    let has = |id: &str| elements().any(|n| n.attribute("id") == Some(id));
    for node in elements() {
        for attribute in node.attributes() {
            let value = attribute.value();
            let own = (attribute.name() == "href").then(|| value.strip_prefix('#')).flatten();
            let urls = value.split("url(").skip(1).filter_map(|rest| {
                let inner = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
                inner.strip_prefix('#')
            });
            if let Some(id) = own.into_iter().chain(urls).find(|id| !has(id)) {
                let line = line_of(document, attribute.range().start);
                return Err(format!(
                    "里第 {line} 行的 {} 指向「#{id}」，文件里没有它，画不出来",
                    attribute.name()
                ));
            }
        }
    }
    Ok(())
}

/// Words are drawn in the theme's own fonts: another font is not looked for on this computer.
fn words_are_set(
    document: &roxmltree::Document<'_>,
    options: &usvg::Options<'_>,
    covers: Option<&CharSet>,
) -> Result<(), String> {
    let known = |family: &str| {
        let name = family.trim().trim_matches(['"', '\'']);
        options.fontdb.faces().any(|face| face.families.iter().any(|(own, _)| own == name))
    };
    for node in document.descendants().filter(|n| matches!(n.tag_name().name(), "text" | "tspan")) {
        let said = |node: &roxmltree::Node<'_, '_>| {
            let style = node.attribute("style").unwrap_or_default().split(';');
            let in_style = style.filter_map(|d| d.split_once(':'));
            let in_style = in_style.filter(|(name, _)| name.trim() == "font-family");
            let own = node.attribute("font-family").map(String::from);
            in_style.map(|(_, value)| value.to_string()).next_back().or(own)
        };
        let family = node.ancestors().find_map(|n| said(&n));
        let line = line_of(document, node.range().start);
        if let Some(family) = family.filter(|all| !all.split(',').any(known)) {
            let family = family.trim();
            return Err(format!(
                "里第 {line} 行的字用了主题没有的字体「{family}」，画不出来；删去 font-family，就用主题的字体"
            ));
        }
        let texts = node.children().filter(roxmltree::Node::is_text).filter_map(|n| n.text());
        let mut all = texts.flat_map(str::chars).filter(|c| !c.is_whitespace());
        if let Some(covers) = covers
            && let Some(missing) = all.find(|c| !covers.contains(*c))
        {
            return Err(format!("里第 {line} 行的「{missing}」，主题的字体里没有，画不出来"));
        }
    }
    Ok(())
}

/// What usvg cannot read of a colour it paints black, without a word: every colour is read before.
fn colours_are_read(document: &roxmltree::Document<'_>) -> Result<(), String> {
    const COLOURS: [&str; 5] = ["fill", "stroke", "color", "stop-color", "flood-color"];
    let wrong = |at: usize, value: &str| {
        let line = document.text_pos_at(at).row;
        let what = format!("第 {line} 行的颜色「{value}」看不懂，画出来是黑的；写 #D8382E 这样的");
        Err(format!("里{what}"))
    };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        for attribute in node.attributes() {
            let (name, value, at) = (attribute.name(), attribute.value(), attribute.range().start);
            if COLOURS.contains(&name) && !is_colour(value) {
                return wrong(at, value);
            }
            if name != "style" {
                continue;
            }
            for (name, value) in value.split(';').filter_map(|d| d.split_once(':')) {
                if COLOURS.contains(&name.trim()) && !is_colour(value) {
                    return wrong(at, value.trim());
                }
            }
        }
        if node.has_tag_name("style") {
            let text = node.text().unwrap_or_default();
            for rule in text.split(['{', '}', ';']) {
                let Some((name, value)) = rule.split_once(':') else { continue };
                if COLOURS.contains(&name.trim()) && !is_colour(value) {
                    return wrong(node.range().start, value.trim());
                }
            }
        }
    }
    Ok(())
}

/// A number that is none, or without end, is left out by some readers and takes others with it.
fn numbers_are_finite(document: &roxmltree::Document<'_>) -> Result<(), String> {
    const NUMBERS: [&str; 17] = [
        "d",
        "points",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "width",
        "height",
        "transform",
        "stroke-width",
    ];
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        for attribute in node.attributes().filter(|a| NUMBERS.contains(&a.name())) {
            let value = attribute.value().to_ascii_lowercase();
            let no_number = ["nan", "inf"].iter().any(|w| value.contains(w));
            let parts = value.split(|c: char| !c.is_ascii_digit() && !".e+-".contains(c));
            let endless = parts.filter_map(|p| p.parse::<f64>().ok()).any(|n| n.abs() >= LARGEST);
            if no_number || endless {
                let line = document.text_pos_at(attribute.range().start).row;
                return Err(format!("里第 {line} 行有的数字太大，或不是数字"));
            }
        }
    }
    Ok(())
}

/// As usvg reads it; what is inherited or taken from a gradient is told where it is used.
fn is_colour(value: &str) -> bool {
    let value = value.trim().trim_end_matches("!important").trim();
    matches!(value, "inherit" | "transparent") || svgtypes::Paint::from_str(value).is_ok()
}
