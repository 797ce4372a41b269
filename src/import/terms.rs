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
use crate::quantity::TimeLimit;
use crate::record::Kind;
use crate::yaml::quoted;

/// Words for while you wait.
const AT_ONCE: [&str; 10] = [
    "即办",
    "即时",
    "即时办结",
    "即时办理",
    "即办件",
    "当场办结",
    "当场办理",
    "现场办结",
    "立即办理",
    "随到随办",
];
/// Words for the same day, which may be hours later.
const SAME_DAY: [&str; 4] = ["当日", "当天", "当日办结", "当天办结"];

/// A time as files spell it, and what was said beside it.
fn time(text: &str, unit: Option<&str>) -> Option<(String, String)> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_matches(['。', '；', '，']).to_string();
    // 「30个工作日（不含公示）」
    let (time, note) = match bare.split_once(['（', '(']) {
        Some((time, note)) => (time, note.trim_end_matches(['）', ')']).to_string()),
        None => (bare.as_str(), String::new()),
    };
    let time = time
        .trim_start_matches("自受理之日起")
        .trim_start_matches("受理后")
        .trim_start_matches("自受理起");
    let time = time
        .trim_start_matches(['约', '共', '在'])
        .trim_end_matches("办结")
        .trim_end_matches("完成")
        .trim_end_matches(['内', '，']);
    let time = time.trim_end_matches("以");
    if SAME_DAY.contains(&time) || SAME_DAY.contains(&bare.as_str()) {
        return Some(("当日办结".into(), note));
    }
    if AT_ONCE.contains(&time) || AT_ONCE.contains(&bare.as_str()) {
        return Some(("当场".into(), note));
    }
    let figures = in_figures(time);
    let with_unit = match unit.filter(|u| *u != "元") {
        Some(unit) if figures.chars().all(|c| c.is_ascii_digit()) => format!("{figures}{unit}"),
        _ => figures,
    };
    TimeLimit::parse(&with_unit).map(|_| (with_unit, note))
}

/// 「十五个工作日」 → 「15个工作日」; full-width digits too.
fn in_figures(text: &str) -> String {
    let digits = "零一二三四五六七八九";
    let value = |c: char| match c {
        '两' => Some(2),
        c => digits.chars().position(|d| d == c),
    };
    let end = text.find(|c| value(c).is_none() && c != '十').unwrap_or(text.len());
    let (words, rest) = text.split_at(end);
    let number = match words.split_once('十') {
        Some((tens, ones)) if tens.chars().count() <= 1 && ones.chars().count() <= 1 => {
            let tens = tens.chars().next().map_or(Some(1), value);
            let ones = ones.chars().next().map_or(Some(0), value);
            tens.zip(ones).map(|(tens, ones)| 10 * tens + ones)
        }
        Some(_) => None,
        None => words.chars().next().and_then(value).filter(|_| words.chars().count() == 1),
    };
    match number.filter(|_| words.chars().count() <= 3 && !words.is_empty()) {
        Some(number) => format!("{number}{rest}"),
        None => text
            .chars()
            .map(|c| match c {
                '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
                c => c,
            })
            .collect(),
    }
}

impl Draft {
    pub(super) fn times(
        &mut self,
        statutory: Option<Said>,
        promised: Option<Said>,
        when: Option<Said>,
    ) {
        let read = |said: &Said| time(&said.text, unit(&said.heading));
        // 「办理时间」 is a time limit where it reads as one, else the hours of the window.
        let is_limit = promised.is_none() && when.as_ref().is_some_and(|w| read(w).is_some());
        let (promised, when) = if is_limit { (when, None) } else { (promised, when) };
        let texts: Vec<&str> =
            statutory.iter().chain(&promised).map(|said| said.text.as_str()).collect();
        let withheld = self.withholds("办理时限", &texts);
        let (mut lines, mut notes) = (Vec::new(), Vec::new());
        for (key, said) in [("法定", statutory), ("承诺", promised)] {
            let said = said.filter(|_| !withheld);
            match said.as_ref().and_then(read) {
                Some((time, note)) => {
                    self.understood.push(format!("{key}时限"));
                    lines.push(format!("{key}: {time}"));
                    if !note.is_empty() {
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
        if FeeAmount::parse(&fee).is_some() {
            self.understood.push("收费".into());
            self.fixed("收费", &fee);
        } else {
            self.keep("收费", &said.text, "不是「不收费」「10元」这样的写法");
            self.fixed("收费", ASK_WINDOW);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_they_are_written() {
        for (text, wanted) in [
            ("15个工作日", Some(("15个工作日", ""))),
            ("自受理之日起15个工作日内办结", Some(("15个工作日", ""))),
            ("十五个工作日", Some(("15个工作日", ""))),
            ("一个月", Some(("1个月", ""))),
            ("２０日", Some(("20日", ""))),
            ("30个工作日（不含公示）", Some(("30个工作日", "不含公示"))),
            ("即时办理", Some(("当场", ""))),
            ("当天", Some(("当日办结", ""))),
            ("24小时内响应", None),
            ("7—15个工作日", Some(("7—15个工作日", ""))),
            ("15", None),
            ("二三十天", None),
        ] {
            let wanted = wanted.map(|(a, b)| (a.to_string(), b.to_string()));
            assert_eq!(time(text, None), wanted, "{text}");
        }
        assert_eq!(time("15", Some("个工作日")), Some(("15个工作日".into(), String::new())));
    }
}
