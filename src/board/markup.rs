//! Box markup: the XML that board templates produce → a tree of [`Element`]s.
//!
//! Start at [`parse`]. Elements are `row column grid box text art comic qr corner link`; attributes carry
//! CSS's names and meanings where CSS has them. Lengths are millimetres (`12mm`, `1.2cm`, or a bare
//! number). A mistake is reported with the element and the attribute, as a diagnostic of the
//! template file.

use super::element::BoxContent;
use super::element::Element;
use super::element::LinkSpec;
use super::element::Outline;
use super::element::Paint;
use super::element::Side;
use super::element::Tail;
use super::element::TextAlign;
use super::element::TextSpec;
use super::links::wrong_names;
use super::values::MarkupError;
use super::values::Values;
use crate::diag::FileId;
use crate::diag::Span;
use crate::frame::TextRole;
use crate::ink::InkId;
use crate::ink::InkTable;
use crate::theme::MARK;
use crate::units::Mm;
use taffy::prelude::Display;
use taffy::prelude::FlexDirection;
use taffy::prelude::FlexWrap;
use taffy::prelude::GridPlacement;
use taffy::prelude::LengthPercentage;
use taffy::prelude::LengthPercentageAuto;
use taffy::prelude::Position;
use taffy::prelude::Rect;
use taffy::prelude::Size;
use taffy::prelude::Style;
use taffy::style_helpers;

/// Boxes inside boxes: far more than any board needs, far less than a stack holds.
const MAX_DEPTH: usize = 40;

/// Parses the markup of one board.
///
/// # Errors
/// The first mistake: no XML, unknown element, unknown attribute, bad value, unknown ink.
pub(super) fn parse(xml: &str, inks: &InkTable) -> Result<Element, MarkupError> {
    let document = roxmltree::Document::parse(xml).map_err(|e| MarkupError {
        message: match &e {
            roxmltree::Error::UnexpectedCloseTag(open, close, _) => {
                format!("<{open}> 还没有关上，这里关的却是 </{close}>")
            }
            _ => "标签没有成对，或属性没有写完整".into(),
        },
        help: "从这个标签看起：标签是否成对、属性是否加了引号、文字里有没有 < 或 &".into(),
        mark: last_mark(xml, e.pos()),
        attribute: None,
    })?;
    let root = element(document.root_element(), inks, 1)?;
    wrong_names(&root).map_or(Ok(root), Err)
}

/// The last mark before a place of the produced text.
fn last_mark(xml: &str, at: roxmltree::TextPos) -> Option<String> {
    let skipped = xml.split_inclusive('\n').take(at.row.saturating_sub(1) as usize);
    let start: usize = skipped.map(str::len).sum();
    let line = xml[start..].chars().take(at.col as usize);
    let end = start + line.map(char::len_utf8).sum::<usize>();
    let opening = format!("{MARK}=\"");
    let mark = xml[..end].rfind(&opening)? + opening.len();
    xml[mark..].split('"').next().map(String::from)
}

fn element(
    node: roxmltree::Node<'_, '_>,
    inks: &InkTable,
    depth: usize,
) -> Result<Element, MarkupError> {
    read_element(node, inks, depth).map_err(|error| {
        let mark = || node.attribute(MARK).map(String::from);
        MarkupError { mark: error.mark.clone().or_else(mark), ..error }
    })
}

fn read_element(
    node: roxmltree::Node<'_, '_>,
    inks: &InkTable,
    depth: usize,
) -> Result<Element, MarkupError> {
    let tag = node.tag_name().name();
    if depth > MAX_DEPTH {
        return Err(MarkupError {
            message: format!("框套得太深，最多 {MAX_DEPTH} 层"),
            help: "去掉多余的 row、column".into(),
            mark: None,
            attribute: None,
        });
    }
    // What is out of the flow lies in the box that it is written in.
    let mut style = Style {
        display: Display::Flex,
        flex_direction: FlexDirection::Column,
        position: Position::Relative,
        ..Style::default()
    };
    match tag {
        "row" => style.flex_direction = FlexDirection::Row,
        "column" | "box" | "text" | "art" | "comic" | "qr" | "corner" | "link" | "board" => {}
        "grid" => {
            style.display = Display::Grid;
            style.grid_template_columns = style_helpers::evenly_sized_tracks(1);
        }
        other => {
            return Err(MarkupError {
                message: format!("展板模板里没有 <{other}> 这种框"),
                help: "可以用的有 row、column、grid、box、text、art、comic、qr、corner、link"
                    .into(),
                mark: None,
                attribute: None,
            });
        }
    }
    if tag == "text" {
        style.min_size.width = LengthPercentageAuto::length(0.0);
    }
    if matches!(tag, "corner" | "link") {
        style.position = Position::Absolute;
    }
    let mut reader = Attributes {
        values: Values { inks, tag },
        style,
        paint: Paint::default(),
        roomy: None,
        spare: None,
        answer: false,
        extra: false,
        again: false,
        units: 1,
        text: TextSpec {
            text: String::new(),
            short: None,
            weight: 500,
            fit: (Mm(12.0), Mm(12.0)),
            ink: inks.find("text").unwrap_or(InkId(0)),
            lines: (99, 99),
            leading: 1.32,
            spacing: 0.0,
            align: TextAlign::Start,
            balanced: false,
            rounded: false,
            role: TextRole::Running,
            group: None,
            source: None,
        },
        src: None,
        node: None,
        link: LinkSpec::default(),
    };
    for attribute in node.attributes() {
        reader.read(attribute.name(), attribute.value())?;
    }
    let content = match tag {
        "text" | "corner" => {
            // Tags leave comments; words may stand on both sides of one.
            let words: String =
                node.children().filter_map(|n| n.text().filter(|_| n.is_text())).collect();
            let words = words.trim().to_string();
            let text = TextSpec { text: words, ..reader.text };
            if tag == "corner" { BoxContent::Corner(text) } else { BoxContent::Text(text) }
        }
        "art" => BoxContent::Art(reader.src.unwrap_or_default()),
        "comic" => BoxContent::Comic(reader.src.and_then(|n| n.parse().ok()).unwrap_or(usize::MAX)),
        // An attribute keeps no ends of lines; cards write them as signs.
        "qr" => BoxContent::Code(reader.src.unwrap_or_default().replace('␤', "\r\n")),
        "link" => BoxContent::Link(reader.link),
        _ => BoxContent::None,
    };
    let mut children = Vec::new();
    if matches!(content, BoxContent::None) {
        for child in node.children().filter(roxmltree::Node::is_element) {
            children.push(element(child, inks, depth + 1)?);
        }
    }
    let Attributes { style, paint, roomy, spare, answer, extra, again, units, node: name, .. } =
        reader;
    let mark = node.attribute(MARK).map(String::from);
    Ok(Element {
        style,
        paint,
        content,
        roomy,
        spare,
        answer,
        extra,
        again,
        units,
        node: name,
        mark,
        children,
    })
}

struct Attributes<'i> {
    values: Values<'i>,
    style: Style,
    paint: Paint,
    roomy: Option<(Mm, Mm)>,
    spare: Option<u8>,
    answer: bool,
    extra: bool,
    again: bool,
    units: usize,
    text: TextSpec,
    src: Option<String>,
    node: Option<String>,
    link: LinkSpec,
}

impl Attributes<'_> {
    fn read(&mut self, name: &str, value: &str) -> Result<(), MarkupError> {
        let (v, s) = (self.values, &mut self.style);
        match name {
            "width" => s.size.width = v.dimension(name, value)?,
            "height" => s.size.height = v.dimension(name, value)?,
            "min-width" => s.min_size.width = v.length_auto(name, value)?,
            "min-height" if value.contains("..") => {
                let (min, max) = v.range(name, value)?;
                s.min_size.height = LengthPercentageAuto::length(min.0 as f32);
                self.roomy = Some((min, max));
            }
            "min-height" => s.min_size.height = v.length_auto(name, value)?,
            "max-width" => s.max_size.width = v.length_auto(name, value)?,
            "max-height" => s.max_size.height = v.length_auto(name, value)?,
            "grow" => s.flex_grow = v.number(name, value)? as f32,
            "shrink" => s.flex_shrink = v.number(name, value)? as f32,
            "basis" => s.flex_basis = v.dimension(name, value)?,
            "wrap" => s.flex_wrap = FlexWrap::Wrap,
            "gap" => {
                let [vertical, horizontal, ..] = v.sides(name, value)?;
                s.gap = Size {
                    width: LengthPercentage::length(horizontal),
                    height: LengthPercentage::length(vertical),
                };
            }
            "padding" => {
                let [top, right, bottom, left] = v.sides(name, value)?;
                let side = LengthPercentage::length;
                s.padding = Rect {
                    left: side(left),
                    right: side(right),
                    top: side(top),
                    bottom: side(bottom),
                };
            }
            "margin" => {
                let [top, right, bottom, left] = v.sides(name, value)?;
                let side = LengthPercentageAuto::length;
                s.margin = Rect {
                    left: side(left),
                    right: side(right),
                    top: side(top),
                    bottom: side(bottom),
                };
            }
            "align" => s.align_items = v.align(name, value)?,
            "self" => s.align_self = Some(v.align(name, value)?),
            "justify" => s.justify_content = v.justify(name, value)?,
            "columns" => {
                s.grid_template_columns = v.tracks(name, value)?;
            }
            "rows" => {
                s.grid_template_rows = v.tracks(name, value)?;
            }
            "span" => {
                let count = (v.number(name, value)? as u16).clamp(1, 24);
                s.grid_column.start = GridPlacement::Span(count);
            }
            "position" if value == "absolute" => s.position = Position::Absolute,
            "left" => s.inset.left = v.length_auto(name, value)?,
            "right" => s.inset.right = v.length_auto(name, value)?,
            "top" => s.inset.top = v.length_auto(name, value)?,
            "bottom" => s.inset.bottom = v.length_auto(name, value)?,
            "fill" => self.paint.fill = Some(v.ink(name, value)?),
            "stroke" => self.paint.stroke = Some(v.ink(name, value)?),
            "stroke-width" => self.paint.stroke_width = Some(v.mm(name, value)?),
            "radius" if value == "round" => self.paint.radius = [Mm(1e6); 4],
            "radius" => self.paint.radius = v.corners(name, value)?,
            "wave" => self.paint.outline = Outline::Wave(v.mm(name, value)?),
            "tail" => {
                let tail = if value == "right" { Tail::Right } else { Tail::Left };
                self.paint.outline = Outline::Bubble(tail);
            }
            "shape" => self.paint.outline = v.shape(name, value)?,
            "edge" => self.paint.edge = Some(v.ink(name, value)?),
            "rings" => self.paint.rings = Some(v.ink(name, value)?),
            "bleed" => self.paint.bleed = true,
            "node" => self.node = Some(value.into()),
            "from" => self.link.from = value.into(),
            "to" => self.link.to = value.into(),
            "side" if value == "left" => self.link.side = Some(Side::Left),
            "side" if value == "right" => self.link.side = Some(Side::Right),
            "lane" => self.link.gap = v.mm(name, value)?.0,
            "src" => self.src = Some(value.into()),
            "answer" => self.answer = true,
            "extra" => self.extra = true,
            "again" => self.again = true,
            "units" => self.units = (v.number(name, value)? as usize).max(1),
            "spare" => self.spare = Some(v.number(name, value)? as u8),
            _ => return self.read_text(name, value),
        }
        Ok(())
    }

    fn read_text(&mut self, name: &str, value: &str) -> Result<(), MarkupError> {
        let v = self.values;
        match name {
            "size" => {
                let size = v.type_size(name, value)?;
                self.text.fit = (size, size);
            }
            "fit" => {
                let (min, max) = v.range(name, value)?;
                self.text.fit = (min.max(Mm(0.1)), max.max(Mm(0.1)));
            }
            "weight" => self.text.weight = v.number(name, value)? as u16,
            "ink" => self.text.ink = v.ink(name, value)?,
            "lines" => {
                let (wanted, most) = value.split_once("..").unwrap_or((value, value));
                let count = |n: &str| v.number(name, n).map(|n| (n as usize).max(1));
                self.text.lines = (count(wanted)?, count(most)?);
            }
            "leading" => self.text.leading = v.number(name, value)?,
            "spacing" => self.text.spacing = v.number(name, value)?,
            "text-align" => {
                self.text.align = match value {
                    "center" => TextAlign::Center,
                    "end" => TextAlign::End,
                    _ => TextAlign::Start,
                };
            }
            "balance" => self.text.balanced = true,
            "rounded" => self.text.rounded = true,
            "role" => {
                self.text.role = match value {
                    "caption" => TextRole::Caption,
                    "imprint" => TextRole::Imprint,
                    "drawing" => TextRole::Drawing,
                    _ => TextRole::Running,
                };
            }
            "group" => self.text.group = Some(value.into()),
            "short" => self.text.short = (!value.is_empty()).then(|| value.into()),
            "at" => self.text.source = parse_place(value),
            MARK => {}
            _ => {
                return Err(MarkupError {
                    message: format!("<{}> 没有「{name}」这个属性", v.tag),
                    help: "属性名照默认主题的模板写".into(),
                    mark: None,
                    attribute: Some(name.into()),
                });
            }
        }
        Ok(())
    }
}

/// `file:start:end` as [`place`] writes it.
fn parse_place(value: &str) -> Option<Span> {
    let mut parts = value.split(':').map(|p| p.parse::<u32>().ok());
    let (file, start, end) = (parts.next()??, parts.next()??, parts.next()??);
    Some(Span { file: FileId(file), start, end })
}

/// A place of the content as an attribute, so that a text on the sheet can name its line.
#[must_use]
pub(super) fn place(span: Span) -> String {
    format!("{}:{}:{}", span.file.0, span.start, span.end)
}
