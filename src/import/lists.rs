//! Materials and ways of an item → their lists in the file.
//!
//! Start at [`Draft::materials`]. What is too long or too much for a list stays in the file as a comment.

use super::column::Column;
use super::item::Said;
use super::marks;
use super::papers::Paper;
use super::pieces::cut;
use super::pieces::one_line;
use super::pieces::pieces;
use super::row::Draft;
use crate::model::MATERIAL;
use crate::model::PROCEDURE;
use crate::quantity::ASK_WINDOW;

/// Words that say that nothing is to be brought.
const NOTHING: [&str; 7] =
    ["无", "不需要", "无需", "无需材料", "不需要材料", "无需提供", "不用材料"];

/// The papers of a cell.
fn papers(text: &str) -> Vec<String> {
    let found = pieces(text, &['、', '，', ',']);
    let [only] = found.as_slice() else {
        // 「身份证；户口簿复印件2份, 照片3张」: a piece may hold several still.
        return found.iter().flat_map(|piece| several(piece)).collect();
    };
    // 「身份证 户口本 照片」: nothing but short names between blanks.
    let names = cut(only, &char::is_whitespace);
    let is_name = |n: &String| {
        (2..=10).contains(&n.chars().count())
            && n.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
    };
    if names.len() > 1 && names.iter().all(is_name) { names } else { found }
}

/// A piece of a longer list, parted where every part is a paper by its last word: 「本人、配偶的身份证」 is not.
fn several(piece: &str) -> Vec<String> {
    const PAPERS: &[&str] = &[
        "证",
        "证明",
        "簿",
        "户口本",
        "复印件",
        "原件",
        "表",
        "申请书",
        "照片",
        "卡",
        "发票",
        "病历",
    ];
    let parts = cut(piece, &|c| "、，,".contains(c));
    let is_paper = |part: &String| {
        let counted = part.ends_with(['份', '张', '本', '套'])
            && part.contains(|c: char| c.is_ascii_digit() || "一二两三四五六".contains(c));
        counted || is_how_many(part) || PAPERS.iter().any(|word| part.ends_with(word))
    };
    if parts.len() > 1 && parts.iter().all(is_paper) { parts } else { vec![piece.to_string()] }
}

/// A remark on the list, and no paper: 「（以上均需复印件）」「注：原件核对后退回」.
fn is_remark(part: &str) -> bool {
    let begins = ["以上", "上述", "注：", "注:", "备注", "说明：", "※"];
    let inner = part.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    let one = inner.is_some_and(|rest| !rest.contains(['（', '(']));
    one || begins.iter().any(|word| part.starts_with(word))
}

/// Words that say of what is before them how it is brought, and are no paper of their own.
fn is_how_many(part: &str) -> bool {
    let starts = ["复印件", "原件", "扫描件"].iter().any(|word| part.starts_with(word));
    let rest = |c: char| {
        "复印件原扫描及和、各一二两三四五六份张页（）()".contains(c) || c.is_ascii_digit()
    };
    starts && part.chars().all(rest)
}

/// Whether a text beside a paper says how it is brought, and names no paper.
fn is_about_papers(text: &str) -> bool {
    let words =
        ["份", "核验", "收", "复印", "原件", "√", "是", "否", "无", "自备", "×", "需要", "不"];
    let text = one_line(text);
    let count = text.chars().count();
    text.bytes().all(|b| b.is_ascii_digit())
        || count <= 10
            && words.iter().any(|w| text.contains(w))
            && !papers(&text).iter().any(|p| p.ends_with(['证', '簿', '表', '书']))
        || count <= 4 && !text.ends_with(['证', '簿', '表', '书', '片', '卡', '本'])
}

/// The texts of papers by their rows; numbered ones of several rows are one list.
fn joined_rows(said: &[&Said]) -> Vec<(usize, String, Option<Column>)> {
    let lists = |said: &&&Said| {
        matches!(said.column, Some(Column::Materials | Column::Original | Column::Copies))
    };
    let rows: Vec<&&Said> = said.iter().filter(lists).collect();
    let texts: Vec<&str> = rows.iter().map(|said| said.text.as_str()).collect();
    let bare = marks::without_marks(texts.iter().map(|text| (*text).to_string()).collect());
    let same =
        bare.len() == rows.len() && rows.iter().all(|said| said.column == Some(Column::Materials));
    let text = |i: usize, said: &Said| if same { bare[i].clone() } else { said.text.clone() };
    rows.iter().enumerate().map(|(i, said)| (said.row, text(i, said), said.column)).collect()
}

impl Draft {
    pub(super) fn materials(&mut self, said: &[&Said]) {
        let texts: Vec<&str> = said.iter().map(|said| said.text.as_str()).collect();
        let unknown = format!("材料:\n  - {{ 名称: {ASK_WINDOW}, 哪里拿: {ASK_WINDOW} }}");
        if self.withholds("材料", &texts) || texts.is_empty() {
            self.push(&unknown);
            return;
        }
        if let [only] = texts.as_slice()
            && NOTHING.contains(&one_line(only).trim_end_matches('。'))
        {
            self.understood.push("不用材料".into());
            return;
        }
        let mut all: Vec<Paper> = Vec::new();
        let mut beside: Vec<&Said> = Vec::new();
        for (row, text, column) in joined_rows(said) {
            let Some(column) = column else { continue };
            if column != Column::Materials && is_about_papers(&text) {
                continue;
            }
            let mut of_this: Vec<String> = Vec::new();
            for part in papers(&text) {
                let part = one_line(part.trim_end_matches(['。', '，', '；']));
                match of_this.last_mut() {
                    // 「退伍证 复印件一份」 is one paper.
                    Some(paper) if is_how_many(&part) => *paper = format!("{paper}{part}"),
                    _ => of_this.push(part),
                }
            }
            let (remarks, parts): (Vec<String>, Vec<String>) =
                of_this.into_iter().filter(|p| !p.is_empty()).partition(|part| is_remark(part));
            for remark in &remarks {
                self.keep("材料", remark, "像是一句说明，不是一样材料；要说的写进那一样的「说明」");
            }
            let mut read: Vec<Paper> = parts.iter().map(|part| Paper::read(part)).collect();
            // A paper under 「复印件」 is wanted as a copy.
            if column != Column::Materials {
                let word =
                    if column == Column::Original { "核验" } else { "复印，份数待确认" };
                for paper in &mut read {
                    let slot = if column == Column::Original {
                        &mut paper.original
                    } else {
                        &mut paper.copies
                    };
                    slot.get_or_insert_with(|| word.into());
                }
            }
            // What stands beside one paper is said of it.
            for one in said.iter().filter(|one| {
                one.row == row
                    && one.column != Some(Column::Materials)
                    && is_about_papers(&one.text)
            }) {
                let taken = match (read.as_mut_slice(), one.column) {
                    ([only], Some(kind)) => only.add(kind, &one_line(&one.text)),
                    _ => false,
                };
                if !taken {
                    beside.push(one);
                }
            }
            all.extend(read);
        }
        for one in beside {
            self.keep(&one.heading, &one.text, "说的是哪一样材料、原件还是复印件，没有看出来");
        }
        let (longest, (_, most)) = (MATERIAL.longest("名称"), PROCEDURE.count("材料"));
        let (mut good, rest): (Vec<Paper>, Vec<Paper>) =
            all.into_iter().partition(|paper| paper.name.chars().count() <= longest);
        let more = good.split_off(good.len().min(most));
        if good.is_empty() {
            self.push(&unknown);
        } else {
            self.understood.push(format!("材料（{} 样）", good.len()));
            self.push("材料:");
        }
        good.iter().for_each(|paper| self.push(&paper.line(ASK_WINDOW)));
        for paper in rest.iter().chain(&more) {
            self.keep("材料", &paper.name, &format!("超过 {most} 样或一样超过 {longest} 个字"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_come_apart_and_remarks_are_none() {
        let cases: [(&str, &[&str]); 4] = [
            ("身份证；户口簿复印件2份, 照片3张", &["身份证", "户口簿复印件2份", "照片3张"]),
            ("1.身份证、户口簿\n2.照片", &["身份证", "户口簿", "照片"]),
            ("申请表；本人、配偶的身份证", &["申请表", "本人、配偶的身份证"]),
            ("申请表；一、二级残疾证", &["申请表", "一、二级残疾证"]),
        ];
        for (cell, wanted) in cases {
            assert_eq!(papers(cell), wanted, "{cell}");
        }
        for part in ["（以上均需复印件）", "以上材料一式两份", "注：原件核对后退回"]
        {
            assert!(is_remark(part), "{part}");
        }
        for part in ["（原件）身份证（复印件）", "身份证（原件）", "说明书"] {
            assert!(!is_remark(part), "{part}");
        }
    }

    #[test]
    fn copies_of_a_paper_are_no_paper() {
        for part in ["复印件一份", "复印件2份", "原件及复印件各1份", "原件"] {
            assert!(is_how_many(part), "{part}");
        }
        for part in ["身份证复印件", "复印件由窗口印", "原件核验单", "户口簿"]
        {
            assert!(!is_how_many(part), "{part}");
        }
    }
}
