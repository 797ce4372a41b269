//! The other sheets of the workbook: names, headings and what stands in them.
//!
//! Start at [`open_facts`] and [`materials`]. They are worked out of the list and are not read back; [`BACK`] is, and
//! says so itself.

use crate::diag::Span;
use crate::model::Catalog;
use crate::model::Material;
use crate::model::OpenQuestion;
use crate::model::open_questions;
use crate::quantity::OriginalNeed;

/// The printed list.
pub(crate) const LIST: &str = "小微权力清单总表";
/// What is still to be asked.
pub(crate) const OPEN: &str = "待确认";
/// What to bring to which matter.
pub(crate) const MATERIALS: &str = "材料";
/// Every field, to be read back.
pub(crate) const BACK: &str = "导回用";

/// Headings of [`OPEN`].
pub(crate) const OPEN_HEADINGS: &[(&str, f64)] = &[
    ("序号", 5.0),
    ("编号", 6.0),
    ("事项", 26.0),
    ("要问清的事", 44.0),
    ("在哪儿", 36.0),
    ("答复", 26.0),
];
/// Headings of [`MATERIALS`].
pub(crate) const MATERIAL_HEADINGS: &[(&str, f64)] = &[
    ("编号", 6.0),
    ("事项", 22.0),
    ("材料名称", 24.0),
    ("原件", 12.0),
    ("复印件", 14.0),
    ("电子", 6.0),
    ("哪里拿", 18.0),
    ("谁留存", 14.0),
    ("备注", 36.0),
];
/// Headings of [`BACK`], by which it is known.
pub(crate) const BACK_HEADINGS: [&str; 3] = ["编号", "栏目（导回用）", "内容"];
/// In front of the column of the list whose printed text is kept beside the fields.
pub(crate) const PRINTED: &str = "印的样子·";
/// The same of the rows of [`MATERIALS`].
pub(crate) const MATERIALS_PRINTED: &str = "材料表";
/// What [`BACK`] says about itself.
pub(crate) const BACK_SAYS: &str = "这一张给 xiaowei import 用：清单的每一栏、每一幅画都在这里，导回来一个字不差。不用看，不用印，也不要改；要改就改「小微权力清单总表」，导回来以总表上改的为准，改了哪一格会说出来。";

/// Rows of [`OPEN`]: code, matter, question, where it stands in the files.
#[must_use]
pub(crate) fn open_facts(catalog: &Catalog, place: &dyn Fn(Span) -> String) -> Vec<[String; 4]> {
    let mut rows = Vec::new();
    for p in &catalog.procedures {
        for OpenQuestion { text: question, span, .. } in open_questions(p) {
            rows.push([p.code.value.clone(), p.title.value.clone(), question, place(span)]);
        }
    }
    rows
}

/// Rows of [`MATERIALS`], in the order of its headings.
#[must_use]
pub(crate) fn materials(catalog: &Catalog) -> Vec<[String; 9]> {
    let all = catalog.procedures.iter().flat_map(|p| p.materials.iter().map(move |m| (p, m)));
    all.map(|(p, m)| {
        let [original, copies] = needs(m);
        [
            p.code.value.clone(),
            p.short().value.clone(),
            m.with_case(),
            original,
            copies,
            if m.electronic { "可以".into() } else { String::new() },
            m.source.value.clone(),
            kept_by(m),
            remarks(m),
        ]
    })
    .collect()
}

fn needs(m: &Material) -> [String; 2] {
    let original = m.original.as_ref().map_or(String::new(), |o| o.value.to_string());
    let copies = m.copies.as_ref().map_or(String::new(), |c| c.value.to_string());
    [original, copies]
}

/// What is handed in stays at the office; what is only shown goes home again.
fn kept_by(m: &Material) -> String {
    let hands_in =
        m.copies.is_some() || m.original.as_ref().is_some_and(|o| o.value != OriginalNeed::Check);
    let shown = m.original.as_ref().is_some_and(|o| o.value == OriginalNeed::Check);
    match (hands_in, shown) {
        (true, true) => "原件带回，复印件留存",
        (true, false) => "窗口留存",
        (false, true) => "看完带回",
        (false, false) => "",
    }
    .into()
}

fn remarks(m: &Material) -> String {
    let mut said: Vec<String> = Vec::new();
    if m.has_open_count() {
        said.push("份数先问清".into());
    }
    if m.promise_ok {
        said.push("可以写承诺书代替".into());
    }
    said.extend(m.validity.as_ref().map(|_| {
        let said = if m.is_local() { "各地要求不同" } else { "全国统一" };
        said.to_string()
    }));
    said.extend(m.note.as_ref().map(|n| n.value.clone()));
    said.join("；")
}
