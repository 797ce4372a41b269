//! The power side of an item → risks, publicity, supervision.
//!
//! Start at [`Draft::power`]. A row of risks belongs to the step that stands in the same row.

use super::column::Column;
use super::item::Item;
use super::item::Said;
use super::pieces::one_line;
use super::pieces::pieces;
use super::row::Draft;
use crate::model::PROCEDURE;
use crate::yaml::quoted;
use std::fmt::Write;

/// Longest texts of a risk and of what is done against it, and of a place of publicity.
const RISK: usize = 30;
const CONTROL: usize = 40;
const PLACE: usize = 12;

impl Draft {
    pub(super) fn power(&mut self, item: &Item) {
        let of = |column| item.said.iter().filter(move |said| said.column == Some(column));
        let power = self.first(of(Column::Power));
        self.line("权力类别", power, None);
        let body = self.first(of(Column::Accountable));
        self.line("责任主体", body, None);
        self.risks(item);
        let consequences = self.first(of(Column::Consequences));
        self.line("追责", consequences, None);
        let oversight = self.first(of(Column::Oversight));
        self.line("监督", oversight, None);
        let places: Vec<Said> = of(Column::PublicPlaces).cloned().collect();
        let period = self.first(of(Column::PublicPeriod));
        self.publicity(&places, period);
    }

    fn publicity(&mut self, said: &[Said], period: Option<String>) {
        let texts: Vec<&str> = said.iter().map(|said| said.text.as_str()).collect();
        if self.withholds("公开", &texts) {
            return;
        }
        let places: Vec<String> =
            said.iter().flat_map(|said| pieces(&said.text, &['、', '，', ',', '/'])).collect();
        let (good, long): (Vec<String>, Vec<String>) =
            places.into_iter().partition(|place| place.chars().count() <= PLACE);
        long.iter().for_each(|place| self.keep("公开", place, "太长，写不进「公开」的地点"));
        let period = period.map(|text| one_line(&text));
        if good.is_empty() || good.len() > 6 {
            good.iter().for_each(|place| self.keep("公开", place, "地点太多，写不进去"));
            period.iter().for_each(|text| self.keep("公开期限", text, "没有公开地点，写不进去"));
            return;
        }
        let mut line = format!(
            "公开: {{ 地点: [{}]",
            good.iter().map(|p| quoted(p)).collect::<Vec<_>>().join(", ")
        );
        match period {
            Some(text) if text.chars().count() <= 20 => {
                // Writing to a String cannot fail.
                let _ = write!(line, ", 期限: {}", quoted(&text));
            }
            Some(text) => self.keep("公开期限", &text, "太长"),
            None => {}
        }
        self.push(&format!("{line} }}"));
        self.understood.push("公开".into());
    }

    /// Risks row by row: what, how grave, what against it.
    fn risks(&mut self, item: &Item) {
        let is_of = |said: &&Said| {
            matches!(said.column, Some(Column::Risk | Column::Grade | Column::Control))
        };
        let all: Vec<&Said> = item.said.iter().filter(is_of).collect();
        if all.is_empty() {
            return;
        }
        let texts: Vec<&str> = all.iter().map(|said| said.text.as_str()).collect();
        if self.withholds("风险点", &texts) {
            return;
        }
        let mut rows: Vec<usize> = all.iter().map(|said| said.row).collect();
        rows.dedup();
        rows.sort_unstable();
        rows.dedup();
        let steps: Vec<usize> = item
            .said
            .iter()
            .filter(|said| said.column == Some(Column::Steps))
            .map(|said| said.row)
            .collect();
        let (_, most) = PROCEDURE.count("风险点");
        let mut lines = Vec::new();
        for row in rows {
            let of = |column| {
                let found = all.iter().find(|said| said.row == row && said.column == Some(column));
                found.map(|said| one_line(&said.text)).filter(|text| !text.is_empty())
            };
            let (what, grade, control) = (of(Column::Risk), of(Column::Grade), of(Column::Control));
            let level = grade.as_deref().and_then(level);
            let whole = match (&what, level, &control) {
                (Some(what), Some(level), Some(control))
                    if what.chars().count() <= RISK
                        && control.chars().count() <= CONTROL
                        && lines.len() < most =>
                {
                    Some((what, level, control))
                }
                _ => None,
            };
            let Some((what, level, control)) = whole else {
                for (key, text) in [("风险点", what), ("风险等级", grade), ("防控措施", control)]
                {
                    if let Some(text) = text {
                        self.keep(
                            key,
                            &text,
                            "写不进「风险点」：要有风险、等级（高、中、低）和防控三样，不能太长",
                        );
                    }
                }
                continue;
            };
            let mut line = String::from("  - { ");
            let step = steps.iter().position(|step| *step == row).filter(|_| steps.len() > 1);
            if let Some(step) = step.filter(|step| *step < 6) {
                // Writing to a String cannot fail.
                let _ = write!(line, "第几步: {}, ", step + 1);
            }
            let _ =
                write!(line, "风险: {}, 等级: {level}, 防控: {} }}", quoted(what), quoted(control));
            lines.push(line);
        }
        if !lines.is_empty() {
            self.understood.push(format!("风险点（{} 条）", lines.len()));
            self.push("风险点:");
            lines.iter().for_each(|line| self.push(line));
        }
    }
}

/// High, middle or low; some lists have letters or figures.
fn level(text: &str) -> Option<&'static str> {
    Some(
        match text.trim_end_matches(['级', '类']).trim_end_matches("风险").trim_end_matches("等")
        {
            "高" | "A" | "一" | "重大" => "高",
            "中" | "B" | "二" | "较大" => "中",
            "低" | "C" | "三" | "一般" => "低",
            _ => return None,
        },
    )
}
