//! One procedure as a row of the printed list.
//!
//! Start at [`rows`]. A cell is what an office reads, line after line; where a column is a list, a line is an element
//! of it, numbered. Words are the files' own, so that the import reads them again.

use super::columns::COLUMNS;
use super::columns::Column;
use crate::model::Catalog;
use crate::model::Channel;
use crate::model::LegalBasis;
use crate::model::Material;
use crate::model::Procedure;
use crate::model::Risk;
use crate::model::Step;
use crate::quantity::TimeLimit;
use crate::record::At;

/// A row of the printed list.
#[derive(Debug)]
pub(crate) struct Row<'c> {
    /// Whose row it is.
    pub(crate) procedure: &'c Procedure,
    /// The texts of [`COLUMNS`], in their order.
    pub(crate) cells: Vec<String>,
}

/// The rows of all procedures, in order of their codes.
#[must_use]
pub(crate) fn rows(catalog: &Catalog) -> Vec<Row<'_>> {
    let row = |(i, procedure)| Row {
        procedure,
        cells: COLUMNS.iter().map(|column| cell(column, catalog, procedure, i)).collect(),
    };
    catalog.procedures.iter().map(|p| &**p).enumerate().map(row).collect()
}

fn cell(column: &Column, catalog: &Catalog, p: &Procedure, index: usize) -> String {
    let said =
        |text: &Option<At<String>>| text.as_ref().map_or(String::new(), |text| text.value.clone());
    match column.heading {
        "序号" => (index + 1).to_string(),
        "类别" => catalog
            .find_category(p.category())
            .map_or_else(|| p.category().to_string(), |category| category.name.value.clone()),
        "编号" => p.code.value.clone(),
        "事项名称" => p.title.value.clone(),
        "服务对象" => p.applicant.value.clone(),
        "受理条件" => numbered(p.conditions.iter().map(|c| c.value.clone())),
        "所需材料" if p.materials.is_empty() => "不用带材料".into(),
        "所需材料" => numbered(p.materials.iter().map(material)),
        "办理流程" => numbered(p.steps.iter().map(step)),
        "法定时限" => match &p.time_limit.statutory {
            None => String::new(),
            Some(t) if t.value == TimeLimit::Unset => "无".into(),
            Some(t) => t.value.to_string(),
        },
        "承诺时限" => p.time_limit.promised.value.to_string(),
        "收费" => {
            let note = p.fee.note.as_ref().map_or(String::new(), |n| format!("；{}", n.value));
            format!("{}{note}", p.fee.amount.value)
        }
        "办理方式" => lines(p.channels.iter().map(channel)),
        "主管部门" => p.competent_authority.value.clone(),
        "责任人" => said(&p.responsible),
        "政策依据" => numbered(p.legal_basis.iter().map(LegalBasis::citation)),
        "风险点及防控措施" => numbered(p.risks.iter().map(risk)),
        _ => openness(p),
    }
}

/// Elements one below the other, counted where there are several.
fn numbered(elements: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = elements.collect();
    if all.len() < 2 {
        return all.concat();
    }
    lines((1..).zip(all).map(|(i, text)| format!("{i}.{text}")))
}

fn lines(elements: impl Iterator<Item = String>) -> String {
    elements.collect::<Vec<_>>().join("\n")
}

fn material(m: &Material) -> String {
    let form = m.form();
    if form.is_empty() { m.with_case() } else { format!("{}（{form}）", m.with_case()) }
}

/// 「申请、填表（老人或家属，在社区窗口，30日内）」
fn step(s: &Step) -> String {
    let time = s.time.as_ref().map_or(String::new(), |t| format!("，{}", t.value));
    format!("{}（{}，在{}{time}）", s.action.value, s.actor.value, s.place.value)
}

fn channel(c: &Channel) -> String {
    match &c.note {
        Some(note) => format!("{}（{}）", c.kind.value, note.value),
        None => c.kind.value.to_string(),
    }
}

fn risk(r: &Risk) -> String {
    let at = r.at.as_ref().map_or(String::new(), |at| format!("第{}步，", at.value));
    format!("{}（{at}{}）。防控：{}", r.what.value, r.grade.value, r.control.value)
}

/// What is shown in public, who watches, and what follows.
fn openness(p: &Procedure) -> String {
    let mut said: Vec<String> = Vec::new();
    said.extend(p.power.as_ref().map(|t| format!("权力类别：{}", t.value)));
    said.extend(p.accountable.as_ref().map(|t| format!("责任主体：{}", t.value)));
    said.extend(p.publicity.as_ref().map(|public| {
        let places: Vec<&str> = public.places.iter().map(|p| p.value.as_str()).collect();
        let period = public.period.as_ref().map_or(String::new(), |t| format!("，{}", t.value));
        format!("公开：{}{period}", places.join("、"))
    }));
    said.extend(p.oversight.as_ref().map(|t| format!("监督：{}", t.value)));
    said.extend(p.consequences.as_ref().map(|t| format!("追责：{}", t.value)));
    said.join("\n")
}
