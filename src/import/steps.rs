//! The steps of an item → their list in the file: what is done, by whom, where.
//!
//! Start at [`Draft::steps`]. 「社区初审」 says who: that is read from the text, as far as it says so, and
//! nothing is guessed beyond it.

use super::pieces::cut;
use super::pieces::one_line;
use super::pieces::pieces;
use super::row::Draft;
use super::scene::ACTS;
use super::scene::scene;
use crate::model::PROCEDURE;
use crate::model::STEP;
use crate::quantity::ASK_WINDOW;
use crate::yaml::quoted;
use std::fmt::Write;

/// Whether a piece is what an office calls a step: short, and one of its acts.
fn is_act(piece: &str) -> bool {
    piece.chars().count() <= 8 && ACTS.iter().any(|act| piece.contains(act))
}

/// The steps of a cell.
fn split(text: &str) -> Vec<String> {
    let found = pieces(text, &[]);
    let [only] = found.as_slice() else { return found };
    let (dashes, more) = (
        ['-', '—', '–', '－', '>', '＞', '~', '～', '|', '｜', '/', '／', '+', '＋'],
        ['、', '，', ',', ' ', '　'],
    );
    let by = |mark: char| cut(only, &|c| c == mark);
    for mark in dashes {
        // 「9:00-12:00」 and 「0311-1234」 are no steps.
        let parts = by(mark);
        let is_step = |p: &String| {
            p.chars().any(char::is_alphabetic)
                && !p.starts_with(|c: char| c.is_ascii_digit())
                && (parts.len() > 2 || is_act(p))
        };
        if parts.len() > 1 && parts.iter().all(is_step) {
            return parts;
        }
    }
    for mark in more {
        let parts = by(mark);
        let acts = parts.iter().filter(|p| is_act(p)).count();
        let short = |p: &String| p.chars().count() <= 6;
        // Of short ones half may be acts that no list has.
        let nearly = parts.len() > 2 && 2 * acts >= parts.len() && parts.iter().all(short);
        if parts.len() > 1 && (nearly || acts == parts.len()) {
            return parts;
        }
    }
    // Sentences, as long as each says what is done.
    let parts = pieces(only, &['，', '。', ',']);
    if parts.len() > 1 { parts } else { found }
}

/// 「线上：……；线下：……」: ways beside each other, not one after the other.
fn routes(text: &str) -> Option<(String, Vec<String>)> {
    let words = [
        "线上", "线下", "网上", "网办", "窗口", "现场", "自助", "掌上", "手机", "电话", "上门",
        "方式", "途径",
    ];
    let parts = cut(text, &|c| matches!(c, '\n' | '；' | ';' | '。'));
    let is_route = |part: &String| {
        let name = part.split(['：', ':']).next().unwrap_or("");
        name.len() < part.len()
            && name.chars().count() <= 8
            && words.iter().any(|w| name.contains(w))
    };
    if parts.len() < 2 || !parts.iter().all(is_route) {
        return None;
    }
    // The way of those who come: the board hangs where they stand.
    let here = ["线下", "窗口", "现场"];
    let at = parts.iter().position(|p| here.iter().any(|w| p.starts_with(w))).unwrap_or(0);
    let mut others = parts;
    let chosen = others.remove(at);
    let steps = chosen.split_once(['：', ':']).map_or(chosen.as_str(), |(_, steps)| steps);
    Some((steps.trim().to_string(), others))
}

/// What begins a case that does not go straight through.
const CASES: &[&str] = &[
    "不符合",
    "材料不全",
    "材料不齐",
    "不合格",
    "未通过",
    "审核不通过",
    "不同意",
    "不予",
    "有异议",
    "情况不属实",
    "不通过",
];

/// A case and what happens then.
pub(super) struct Case {
    /// The step it leaves from, from 1.
    at: usize,
    when: String,
    then: String,
}

/// Cases that stand among the words of a step: 「符合条件的登记，不符合条件的退回」.
fn take_branches(parts: &mut Vec<String>) -> Vec<Case> {
    let mut found = Vec::new();
    let mut at = 0;
    parts.retain_mut(|part| {
        let clauses = cut(part, &|c| "，,。；".contains(c));
        let mut rest = Vec::new();
        for clause in clauses {
            let case = CASES.iter().find(|word| clause.starts_with(**word)).and_then(|word| {
                let end = clause.find('的').map_or(word.len(), |at| at + '的'.len_utf8());
                let (when, then) = clause.split_at(end.max(word.len()));
                let then = then.trim_start_matches(['，', '：', ':', ' ', '则']);
                (when.chars().count() <= 20 && (2..=44).contains(&then.chars().count()))
                    .then(|| (when.to_string(), then.to_string()))
            });
            match case {
                Some((when, then)) => {
                    // Of this step where something of it stands before the case, else of the one before.
                    let own = usize::from(!rest.is_empty());
                    found.push(Case { at: at + own, when, then });
                }
                None => rest.push(clause),
            }
        }
        if rest.is_empty() {
            return false;
        }
        *part = rest.join("，");
        at += 1;
        true
    });
    found
}

/// The first words of a step that is too long for a title.
fn title(step: &str, longest: usize) -> String {
    let first = step
        .split(['，', '；', '。', ',', '：', ':', '（', '(', ' '])
        .find(|p| !p.trim().is_empty());
    let first = first.unwrap_or(step).trim();
    if first.chars().count() <= longest {
        return first.to_string();
    }
    format!("{}…", first.chars().take(longest.saturating_sub(1)).collect::<String>())
}

impl Draft {
    fn branches(&mut self, cases: &[Case]) {
        let (good, more) = cases.split_at(cases.len().min(4));
        for case in more {
            self.keep("分支", &format!("{}{}", case.when, case.then), "超过 4 条");
        }
        if good.is_empty() {
            return;
        }
        self.understood.push(format!("分支（{} 条）", good.len()));
        self.push("分支:");
        for case in good {
            let at = if (1..=6).contains(&case.at) {
                format!("第几步: {}, ", case.at)
            } else {
                String::new()
            };
            self.push(&format!(
                "  - {{ {at}情况: {}, 怎么办: {} }}",
                quoted(&case.when),
                quoted(&case.then)
            ));
        }
    }

    pub(super) fn steps(&mut self, texts: &[String], place: Option<String>) {
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        let withheld = self.withholds("步骤", &borrowed);
        let mut parts: Vec<String> = Vec::new();
        for text in texts.iter().filter(|_| !withheld) {
            let steps = match routes(text) {
                None => split(text),
                Some((steps, others)) => {
                    self.routes.extend(others);
                    split(&steps)
                }
            };
            let trimmed = steps.iter().map(|p| one_line(p.trim_end_matches(['。', '，', '；'])));
            parts.extend(trimmed.filter(|p| !p.is_empty()));
        }
        let branches = if withheld { Vec::new() } else { take_branches(&mut parts) };
        self.branches(&branches);
        let most_place = STEP.longest("在哪");
        let place = place.map(|p| one_line(&p));
        let good = place.clone().filter(|p| p.chars().count() <= most_place && !withheld);
        match (&place, &good) {
            (Some(_), Some(_)) => self.understood.push("地点".into()),
            (Some(long), None) => {
                self.keep("地点", long, &format!("没有写进步骤（最多 {most_place} 个字）"));
            }
            _ => {}
        }
        let (least, most) = PROCEDURE.count("步骤");
        let (short, long) = (STEP.longest("做什么"), STEP.longest("详情"));
        let count = parts.len().min(most);
        if count > 0 {
            self.understood.push(format!("步骤（{count} 步）"));
        }
        self.push("步骤:");
        let word = |text: Option<String>, most: usize| {
            text.filter(|t| t.chars().count() <= most)
                .map_or(ASK_WINDOW.to_string(), |t| quoted(&t))
        };
        let mut kept = Vec::new();
        for part in &parts[..count] {
            let length = part.chars().count();
            let seen = scene(part);
            // The window of the table is the community's; another office has its own place.
            let is_ours =
                seen.place.as_deref().is_none_or(|p| p.starts_with("社区") || p.ends_with("窗口"));
            let place = if is_ours { good.clone().or(seen.place) } else { seen.place };
            // A long step keeps its words for the page; the board gets its first phrase.
            let head = if length <= short { part.clone() } else { title(part, short) };
            let mut lines = format!(
                "  - 做什么: {}\n    谁: {}\n    在哪: {}",
                quoted(&head),
                word(seen.who, STEP.longest("谁")),
                word(place, most_place)
            );
            if length > short && length <= long {
                let _ = write!(lines, "\n    详情: {}", quoted(part));
            } else if length > long {
                kept.push(part.clone());
            }
            self.push(&lines);
        }
        for number in count..least {
            // With some steps known the missing ones are the clerk's to write or to split off.
            let act = if count == 0 {
                // Two steps of one title would be told as one that was copied.
                format!("{}，{ASK_WINDOW}", if number == 0 { "先办什么" } else { "再办什么" })
            } else {
                format!("余下的步骤，{ASK_WINDOW}")
            };
            let place = word(good.clone(), most_place);
            self.push(&format!("  - {{ 做什么: {act}, 谁: {ASK_WINDOW}, 在哪: {place} }}"));
        }
        if count < least && count > 0 {
            self.left.push(format!(
                "步骤只看出 {count} 步，至少要 {least} 步：后面先写了「余下的步骤，{ASK_WINDOW}」，改成真的步骤"
            ));
        } else if count == 0 {
            self.left.push(format!("没有步骤，至少要 {least} 步：先用「{ASK_WINDOW}」补了"));
        }
        for part in parts.iter().skip(most).chain(&kept) {
            self.keep("步骤", part, &format!("超过 {most} 步或一步超过 {long} 个字"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_apart_as_they_are_written() {
        for (text, count) in [
            ("申请、受理、审核、发证", 4),
            ("受理-审核-办结", 3),
            ("受理>审核>办结", 3),
            ("受理＞审核＞办结", 3),
            ("受理——审核——办结", 3),
            ("受理/审核/办结", 3),
            ("申请 受理 办结", 3),
            ("填写申请表、户口簿复印件", 1),
            ("周一至周五9:00-12:00", 1),
            ("拨打0311-00001234报修", 1),
            ("1.开具介绍信  2.转入党委审核  3.编入支部", 3),
            ("本人申请，社区初审，街道复核。", 3),
        ] {
            assert_eq!(split(text).len(), count, "{text}: {:?}", split(text));
        }
        let (here, others) = routes("线上：填报→审核；线下：窗口→受理→办结").expect("read");
        assert_eq!((here.as_str(), others.len()), ("窗口→受理→办结", 1));
    }

    #[test]
    fn a_long_step_has_a_title_of_its_own_words() {
        let long = "申请人持本人有效身份证件原件及复印件到社区综合服务窗口提出书面申请并填写表格";
        let head = title(long, 24);
        assert!(head.ends_with('…') && head.chars().count() == 24, "{head}");
        assert_eq!(title("提交申请，社区工作人员在三个工作日内完成入户调查核实", 24), "提交申请");
    }
}
