//! `inks:` and `categories:` of `theme.yaml`: the colours, and which of them a category has.
//!
//! Start at [`read_inks`] and [`read_categories`].

use super::reader::ThemeReader;
use crate::ink::Ink;
use crate::ink::InkTable;
use crate::ink::parse_hex;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// The colours of one category, as ink names.
#[derive(Debug, Clone)]
pub struct CategoryInks {
    /// Big fields and type from 30 mm.
    pub field: String,
    /// Fields that carry smaller type: the colour with a quarter black.
    pub deep: String,
    /// Pale ground.
    pub tint: String,
    /// The tone-on-tone pattern on the field.
    pub ring: String,
    /// What shows the way: arrows, the road between pictures, edges; gold where nothing is said.
    pub go: String,
}

/// The inks of `list` over those of `base`.
pub(super) fn read_inks(
    reader: &mut ThemeReader<'_>,
    list: Option<&Node>,
    base: InkTable,
) -> Option<InkTable> {
    let mut table = base;
    for (name, value) in list.into_iter().flat_map(Node::entries) {
        let rgb = value.entry("rgb").and_then(Node::as_text).and_then(parse_hex);
        let cmyk = value.entry("cmyk").and_then(percentages);
        if rgb.is_none() || cmyk.is_none() {
            let help =
                "写成 { rgb: \"#D8382E\", cmyk: [8, 97, 98, 1] }，四个数 0–100，相加不超过 300";
            reader.problem(Some(value.span), format!("油墨「{name}」写得不对"), help);
        }
        // It has a name all the same: who uses it is not to blame.
        let (rgb, cmyk) = (rgb.unwrap_or_default(), cmyk.unwrap_or_default());
        table.put(Ink { name: name.into(), rgb, cmyk });
    }
    Some(table).filter(|t| !t.all().is_empty())
}

/// The inks of each category, all of them among `inks`.
pub(super) fn read_categories(
    reader: &mut ThemeReader<'_>,
    list: &Node,
    inks: &InkTable,
) -> Option<Vec<CategoryInks>> {
    let NodeKind::Seq(list) = &list.kind else {
        reader.problem(Some(list.span), "「categories」应该是列表", "写法见默认主题");
        return None;
    };
    let all: Option<Vec<CategoryInks>> =
        list.iter().map(|node| read_category(reader, node, inks)).collect();
    all.filter(|all| !all.is_empty())
}

/// The inks of one category, or of matters with a quiet tone, all of them among `inks`.
pub(super) fn read_category(
    reader: &mut ThemeReader<'_>,
    node: &Node,
    inks: &InkTable,
) -> Option<CategoryInks> {
    let (field, deep) = (reader.line(node, "field")?, reader.line(node, "deep")?);
    let (tint, ring) = (reader.line(node, "tint")?, reader.line(node, "ring")?);
    let go = node.entry("go").and_then(Node::as_text).unwrap_or("gold").to_string();
    for name in [&field, &deep, &tint, &ring, &go] {
        if inks.find(name).is_none() {
            reader.problem(
                Some(node.span),
                format!("没有油墨「{name}」"),
                "在 inks 里补上它，或改用已有的油墨",
            );
            return None;
        }
    }
    Some(CategoryInks { field, deep, tint, ring, go })
}

/// Four ink percentages with a total ink of at most 300.
fn percentages(node: &Node) -> Option<[u8; 4]> {
    let NodeKind::Seq(list) = &node.kind else { return None };
    let values: Vec<u8> =
        list.iter().filter_map(|n| n.as_text()?.parse().ok()).filter(|v| *v <= 100).collect();
    let cmyk: [u8; 4] = values.try_into().ok()?;
    (cmyk.iter().map(|v| u32::from(*v)).sum::<u32>() <= 300).then_some(cmyk)
}
