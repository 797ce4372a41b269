//! What usvg leaves out of a drawing without a word: colours and numbers it cannot read, words in fonts that
//! no theme carries, references to what is not in the file.
//!
//! Start at [`faults`]: everything is told with its place, before it is drawn.

use crate::charset::CharSet;
use resvg::usvg;
use std::ops::Range;

/// Larger numbers no drawing has: figures are a hundred high.
pub(super) const LARGEST: f64 = 1e6;

/// Something wrong in a drawing, and the bytes of its text where that stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    /// Follows the drawing's name.
    pub what: String,
    /// The edit; nothing where it is that of most.
    pub help: Option<&'static str>,
    /// Nothing for the drawing as a whole.
    pub at: Range<usize>,
}

impl Fault {
    /// Of the drawing as a whole.
    pub(super) fn whole(what: &str) -> Fault {
        Fault { what: what.into(), help: None, at: 0..0 }
    }
}

/// The namespace of a drawing's elements.
const SVG: &str = "http://www.w3.org/2000/svg";

type Document<'d> = roxmltree::Document<'d>;

/// Reads a drawing with the eyes of somebody who wants all of it: everything that is wrong, in its order.
pub(super) fn faults(
    document: &Document<'_>,
    options: &usvg::Options<'_>,
    covers: Option<&CharSet>,
) -> Vec<Fault> {
    let mut found = Vec::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        colours(document, &node, &mut found);
        numbers(document, &node, &mut found);
        references(document, &node, &mut found);
        // One whose file is not found is left out without a word.
        if node.tag_name().name() == "image" {
            let line = line_of(document, node.range().start);
            let what = format!("里第 {line} 行有位图，展板上只用矢量图");
            let help = Some(
                "删去 <image>，把它画成图形；是照片，就放进 content/photos，写在步骤的「照片」里",
            );
            found.push(Fault { what, help, at: opening(document, &node) });
        }
        let name = node.tag_name().name();
        for handler in node.attributes().filter(|a| a.name().starts_with("on")) {
            let line = line_of(document, handler.range().start);
            let what =
                format!("里第 {line} 行有脚本（{}=\"…\"），展板和网页上都不能用", handler.name());
            let help = Some("只删去这一段，图形留着；另存为「普通 SVG」也会去掉");
            found.push(Fault { what, help, at: handler.range() });
        }
        if matches!(name, "script" | "foreignObject" | "animate" | "animateTransform" | "set") {
            let line = line_of(document, node.range().start);
            let what =
                format!("里第 {line} 行有脚本或会动的东西（<{name}>），展板和网页上都不能用");
            let help = Some("删去它；另存为「普通 SVG」再试");
            found.push(Fault { what, help, at: opening(document, &node) });
        }
        if matches!(name, "text" | "tspan") {
            lettering(document, &node, (options, covers), &mut found);
        }
    }
    found
}

/// The tag that opens an element.
pub(super) fn opening(document: &Document<'_>, node: &roxmltree::Node<'_, '_>) -> Range<usize> {
    let Range { start, end } = node.range();
    let text = document.input_text().get(start..end).unwrap_or("");
    start..start + text.find('>').map_or(text.len(), |at| at + 1)
}

fn line_of(document: &Document<'_>, at: usize) -> u32 {
    document.text_pos_at(at).row
}

/// A filter, a mask, a gradient or a part that is not there takes away what refers to it.
fn references(document: &Document<'_>, node: &roxmltree::Node<'_, '_>, found: &mut Vec<Fault>) {
    let has = |id: &str| document.descendants().any(|n| n.attribute("id") == Some(id));
    for attribute in node.attributes() {
        let value = attribute.value();
        let is_use = node.has_tag_name((SVG, "use")) && attribute.name() == "href";
        if is_use && !value.starts_with('#') {
            let at = attribute.range();
            let line = line_of(document, at.start);
            let what = format!("里第 {line} 行的 href 指向别的文件「{value}」，画不出来");
            let help = Some("把那一样画进这个文件；在画图软件里「取消链接」再存");
            found.push(Fault { what, help, at });
        }
        let own = (attribute.name() == "href").then(|| value.strip_prefix('#')).flatten();
        let urls = value.split("url(").skip(1).filter_map(|rest| {
            let inner = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
            inner.strip_prefix('#')
        });
        if let Some(id) = own.into_iter().chain(urls).find(|id| !has(id)) {
            let (name, at) = (attribute.name(), attribute.range());
            let line = line_of(document, at.start);
            let what = format!("里第 {line} 行的 {name} 指向「#{id}」，文件里没有它，画不出来");
            found.push(Fault { what, help: None, at });
        }
    }
}

/// Words are drawn in the theme's own fonts: another font is not looked for on this computer.
fn lettering(
    document: &Document<'_>,
    node: &roxmltree::Node<'_, '_>,
    (options, covers): (&usvg::Options<'_>, Option<&CharSet>),
    found: &mut Vec<Fault>,
) {
    let known = |family: &str| {
        let name = family.trim().trim_matches(['"', '\'']);
        options.fontdb.faces().any(|face| face.families.iter().any(|(own, _)| own == name))
    };
    let said = |node: &roxmltree::Node<'_, '_>| {
        let style = node.attribute("style").unwrap_or_default().split(';');
        let in_style = style.filter_map(|d| d.split_once(':'));
        let in_style = in_style.filter(|(name, _)| name.trim() == "font-family");
        let own = node.attribute("font-family").map(String::from);
        in_style.map(|(_, value)| value.to_string()).next_back().or(own)
    };
    let family = node.ancestors().find_map(|n| said(&n));
    let line = line_of(document, node.range().start);
    let mut tell = |what| found.push(Fault { what, help: None, at: opening(document, node) });
    if let Some(family) = family.filter(|all| !all.split(',').any(known)) {
        let family = family.trim();
        tell(format!(
            "里第 {line} 行的字用了主题没有的字体「{family}」，画不出来；删去 font-family，就用主题的字体"
        ));
    }
    let texts = node.children().filter(roxmltree::Node::is_text).filter_map(|n| n.text());
    let mut all = texts.flat_map(str::chars).filter(|c| !c.is_whitespace());
    if let Some(covers) = covers
        && let Some(missing) = all.find(|c| !covers.contains(*c))
    {
        tell(format!("里第 {line} 行的「{missing}」，主题的字体里没有，画不出来"));
    }
}

const COLOURS: [&str; 5] = ["fill", "stroke", "color", "stop-color", "flood-color"];

/// Every colour that an element names, with its bytes.
fn named_colours<'d>(node: &roxmltree::Node<'d, '_>) -> Vec<(&'d str, Range<usize>)> {
    let mut found = Vec::new();
    for attribute in node.attributes() {
        let (name, value, at) = (attribute.name(), attribute.value(), attribute.range());
        if COLOURS.contains(&name) {
            found.push((value, at));
        } else if name == "style" {
            let parts = value.split(';').filter_map(|d| d.split_once(':'));
            let parts = parts.filter(|(name, _)| COLOURS.contains(&name.trim()));
            found.extend(parts.map(|(_, value)| (value.trim(), at.clone())));
        }
    }
    if node.has_tag_name("style") {
        let rules = node.text().unwrap_or_default().split(['{', '}', ';']);
        let rules = rules.filter_map(|rule| rule.split_once(':'));
        let rules = rules.filter(|(name, _)| COLOURS.contains(&name.trim()));
        found.extend(rules.map(|(_, value)| (value.trim(), node.range())));
    }
    found
}

/// What usvg cannot read of a colour it paints black, without a word: every colour is read before.
fn colours(document: &Document<'_>, node: &roxmltree::Node<'_, '_>, found: &mut Vec<Fault>) {
    for (value, at) in named_colours(node).into_iter().filter(|(value, _)| !is_colour(value)) {
        let line = line_of(document, at.start);
        let what =
            format!("里第 {line} 行的颜色「{value}」看不懂，画出来是黑的；写 #D8382E 这样的");
        found.push(Fault { what, help: None, at });
    }
}

/// Where a colour that is painted is named.
pub(super) fn places_of_colour(document: &Document<'_>, rgb: [u8; 3]) -> Vec<Range<usize>> {
    let is_it = |value: &str| match svgtypes::Paint::from_str(value) {
        Ok(svgtypes::Paint::Color(c)) => [c.red, c.green, c.blue] == rgb,
        _ => false,
    };
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    let named = elements.flat_map(|node| named_colours(&node));
    named.filter(|(value, _)| is_it(value)).map(|(_, at)| at).collect()
}

/// Where one of these is said of an element, and says something.
pub(super) fn places_of_style(document: &Document<'_>, names: &[&str]) -> Vec<Range<usize>> {
    let says = |value: &str| !matches!(value.trim(), "" | "1" | "none");
    let mut found = Vec::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        for attribute in node.attributes() {
            let value = attribute.value();
            let in_style = attribute.name() == "style"
                && value
                    .split(';')
                    .filter_map(|d| d.split_once(':'))
                    .any(|(name, value)| names.contains(&name.trim()) && says(value));
            if in_style || (names.contains(&attribute.name()) && says(value)) {
                found.push(attribute.range());
            }
        }
    }
    found
}

/// A number that is none, or without end, is left out by some readers and takes others with it.
fn numbers(document: &Document<'_>, node: &roxmltree::Node<'_, '_>, found: &mut Vec<Fault>) {
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
    for attribute in node.attributes().filter(|a| NUMBERS.contains(&a.name())) {
        let value = attribute.value().to_ascii_lowercase();
        let no_number = ["nan", "inf"].iter().any(|w| value.contains(w));
        let parts = value.split(|c: char| !c.is_ascii_digit() && !".e+-".contains(c));
        let endless = parts.filter_map(|p| p.parse::<f64>().ok()).any(|n| n.abs() >= LARGEST);
        if no_number || endless {
            let at = attribute.range();
            let line = line_of(document, at.start);
            let what = format!("里第 {line} 行有的数字太大，或不是数字");
            let help = Some("改成平常的数：图里的数都在 viewBox 的宽、高上下");
            found.push(Fault { what, help, at });
        }
    }
}

/// As usvg reads it; what is inherited or taken from a gradient is told where it is used.
fn is_colour(value: &str) -> bool {
    let value = value.trim().trim_end_matches("!important").trim();
    matches!(value, "inherit" | "transparent") || svgtypes::Paint::from_str(value).is_ok()
}
