//! How long an item takes and what it costs, as tables say it → the words of the file.
//!
//! Start at [`Draft::times`] and [`Draft::fee`]. A number is written only where it is read whole, with its
//! unit; what is said beside it goes into the note.

use super::columns::unit;
use super::item::Said;
use super::pieces::one_line;
use super::row::Draft;
use crate::model::PROCEDURE;
use crate::quantity::ASK_WINDOW;
use crate::quantity::FeeAmount;
use crate::quantity::spoken_limit;
use crate::record::Kind;
use crate::yaml::quoted;

impl Draft {
    pub(super) fn times(
        &mut self,
        (statutory, promised, when): (Option<Said>, Option<Said>, Option<Said>),
        validity: Option<String>,
    ) {
        let read = |said: &Said| spoken_limit(&said.text, unit(&said.heading));
        // 「办理时间」 is a time limit where it reads as one, else the hours of the window.
        let is_limit = promised.is_none() && when.as_ref().is_some_and(|w| read(w).is_some());
        let (promised, when) = if is_limit { (when, None) } else { (promised, when) };
        // 「30个工作日内（法定45个工作日）」 says both.
        let beside = promised.as_ref().filter(|_| statutory.is_none()).and_then(read);
        let beside = beside.and_then(|(_, note)| {
            let rest = note.strip_prefix("法定")?.trim_start_matches(['时', '限', '为', '：', ':']);
            spoken_limit(rest, None).filter(|(_, more)| more.is_empty())
        });
        let texts: Vec<&str> =
            statutory.iter().chain(&promised).map(|said| said.text.as_str()).collect();
        let withheld = self.withholds("办理时限", &texts);
        let (mut lines, mut notes) = (Vec::new(), Vec::new());
        for (key, said) in [("法定", statutory), ("承诺", promised)] {
            let said = said.filter(|_| !withheld);
            match said.as_ref().and_then(read) {
                Some((time, note)) => {
                    self.understood.push(format!("{key}时限"));
                    if let Some((statutory, _)) = &beside {
                        lines.push(format!("法定: {statutory}"));
                    }
                    lines.push(format!("{key}: {time}"));
                    if !note.is_empty() && beside.is_none() {
                        notes.push(format!("{key}时限{note}"));
                    }
                }
                None => {
                    if let Some(said) = said {
                        self.keep(
                            &format!("{key}时限"),
                            &said.text,
                            "不是「15个工作日」这样的写法",
                        );
                    }
                    if key == "承诺" {
                        lines.push(format!("{key}: {ASK_WINDOW}"));
                    }
                }
            }
        }
        if let Some(text) = validity.filter(|_| !withheld).map(|text| one_line(&text)) {
            if text.chars().count() <= 24 {
                lines.push(format!("有效期: {}", quoted(&text)));
                self.understood.push("有效期".into());
            } else {
                self.keep("有效期", &text, "太长");
            }
        }
        let note = notes.join("；");
        let most = match PROCEDURE.find("办理时限").map(|f| &f.kind) {
            Some(Kind::Group(parts)) => parts.longest("说明"),
            _ => 0,
        };
        if note.chars().count() <= most && !note.is_empty() {
            lines.push(format!("说明: {}", quoted(&note)));
        } else if !note.is_empty() {
            self.keep("时限说明", &note, "太长");
        }
        self.push(&format!("办理时限: {{ {} }}", lines.join(", ")));
        if let Some(when) = when {
            self.keep(&when.heading, &when.text, "不是多久办好，像是办公时间");
        }
    }

    pub(super) fn fee(&mut self, said: Option<Said>) {
        let texts: Vec<&str> = said.iter().map(|said| said.text.as_str()).collect();
        let withheld = self.withholds("收费", &texts);
        let Some(said) = said.filter(|_| !withheld) else {
            self.fixed("收费", ASK_WINDOW);
            return;
        };
        let line = one_line(&said.text);
        let bare = line.trim_end_matches('。').replace("人民币", "").replace(['¥', '￥'], "");
        let free = [
            "无",
            "免费",
            "不收费",
            "否",
            "0",
            "0元",
            "0.00",
            "不收取费用",
            "不收取",
            "无费用",
            "免收",
        ];
        let number = bare.trim().trim_end_matches(".00").to_string();
        let is_money = unit(&said.heading) == Some("元") || line.contains(['¥', '￥']);
        let fee = if free.contains(&bare.trim()) {
            "不收费".to_string()
        } else if is_money && !number.contains('元') {
            format!("{number}元")
        } else {
            number
        };
        // 「不收费，复印自理」: an amount, and what there is to say about it.
        let parted = fee.split_once(['，', ',', '；', ';', '（', '(']).map(|(amount, note)| {
            (amount.trim().to_string(), note.trim_end_matches(['）', ')']).trim().to_string())
        });
        let parted = parted.filter(|(amount, note)| {
            let amount = if free.contains(&amount.as_str()) { "不收费" } else { amount };
            FeeAmount::parse(amount).is_some()
                && (1..=40).contains(&note.chars().count())
                && FeeAmount::parse(&fee).is_none()
        });
        if let Some((amount, note)) = parted {
            let amount = if free.contains(&amount.as_str()) { "不收费" } else { &amount };
            self.understood.push("收费".into());
            self.push(&format!("收费: {{ 金额: {amount}, 说明: {} }}", quoted(&note)));
        } else if FeeAmount::parse(&fee).is_some() {
            self.understood.push("收费".into());
            self.fixed("收费", &fee);
        } else {
            self.keep("收费", &said.text, "不是「不收费」「10元」这样的写法");
            self.fixed("收费", ASK_WINDOW);
        }
    }
}
