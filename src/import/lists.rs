//! Materials, laws and ways of an item → their lists in the file.
//!
//! Start at [`Draft::materials`]. What is too long or too much for a list stays in the file as a comment.

use super::pieces::cut;
use super::pieces::one_line;
use super::pieces::pieces;
use super::row::Draft;
use crate::model::ChannelKind;
use crate::model::LEGAL_BASIS;
use crate::model::MATERIAL;
use crate::model::PROCEDURE;
use crate::quantity::ASK_WINDOW;
use crate::yaml::quoted;

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

impl Draft {
    pub(super) fn materials(&mut self, texts: &[&str]) {
        let unknown = format!("材料:\n  - {{ 名称: {ASK_WINDOW}, 哪里拿: {ASK_WINDOW} }}");
        if self.withholds("材料", texts) || texts.is_empty() {
            self.push(&unknown);
            return;
        }
        if let [only] = texts
            && NOTHING.contains(&one_line(only).trim_end_matches('。'))
        {
            self.understood.push("不用材料".into());
            return;
        }
        let mut parts: Vec<String> = Vec::new();
        for text in texts {
            let mut of_this = Vec::new();
            for part in papers(text) {
                let part = one_line(part.trim_end_matches(['。', '，', '；']));
                match of_this.last_mut() {
                    // 「退伍证 复印件一份」 is one paper.
                    Some(paper) if is_how_many(&part) => *paper = format!("{paper}{part}"),
                    _ => of_this.push(part),
                }
            }
            parts.extend(of_this);
        }
        let (remarks, parts): (Vec<String>, Vec<String>) =
            parts.into_iter().partition(|part| is_remark(part));
        for remark in &remarks {
            self.keep("材料", remark, "像是一句说明，不是一样材料；要说的写进那一样的「说明」");
        }
        let parts = parts.into_iter();
        let (longest, (_, most)) = (MATERIAL.longest("名称"), PROCEDURE.count("材料"));
        let (good, rest): (Vec<String>, Vec<String>) =
            parts.filter(|p| !p.is_empty()).partition(|p| p.chars().count() <= longest);
        let (good, more) = good.split_at(good.len().min(most));
        if good.is_empty() {
            self.push(&unknown);
        } else {
            self.understood.push(format!("材料（{} 样）", good.len()));
            self.push("材料:");
        }
        for name in good {
            self.push(&format!("  - {{ 名称: {}, 哪里拿: {ASK_WINDOW} }}", quoted(name)));
        }
        for part in rest.iter().chain(more) {
            self.keep("材料", part, &format!("超过 {most} 样或一样超过 {longest} 个字"));
        }
    }

    pub(super) fn channels(&mut self, text: Option<String>, link: Option<&str>) {
        let mut found: Vec<ChannelKind> = Vec::new();
        let texts: Vec<&str> = text.as_deref().into_iter().collect();
        let text = if self.withholds("渠道", &texts) { None } else { text };
        if let Some(text) = &text {
            let words = [
                ("窗口", ChannelKind::Window),
                ("现场", ChannelKind::OnSite),
                ("线下", ChannelKind::Window),
                ("线上", ChannelKind::Online),
                ("网上", ChannelKind::Online),
                ("网办", ChannelKind::Online),
                ("小程序", ChannelKind::Online),
                ("电话", ChannelKind::Phone),
                ("上门", ChannelKind::Home),
                ("帮办柜", ChannelKind::Locker),
            ];
            for (word, kind) in words {
                if text.contains(word) && !found.contains(&kind) {
                    found.push(kind);
                }
            }
            // A sentence says more than its ways: who, when, how.
            let bare = words.iter().fold(text.clone(), |text, (word, _)| text.replace(word, ""));
            let bare = ["办理", "服务", "方式", "均可", "或", "和", "及"]
                .iter()
                .fold(bare, |text, word| text.replace(word, ""));
            let why = if found.is_empty() {
                "没有认出来，先写了窗口"
            } else {
                "只认出了方式"
            };
            if found.is_empty() || bare.chars().any(char::is_alphanumeric) {
                self.keep("渠道", text, why);
            }
        }
        if found.is_empty() {
            found.push(ChannelKind::Window);
        } else {
            self.understood.push("渠道".into());
        }
        let address = link.map(one_line);
        let good = address
            .clone()
            .filter(|l| l.starts_with("https://") && !l.contains(char::is_whitespace));
        if let Some(link) = address.filter(|_| good.is_none()) {
            self.keep("网址", &link, "不是 https:// 开头的一个网址");
        }
        if good.is_some() && !found.contains(&ChannelKind::Online) {
            found.push(ChannelKind::Online);
        }
        let words: Vec<String> = found
            .iter()
            .map(|kind| match &good {
                Some(link) if *kind == ChannelKind::Online => {
                    format!("{{ 方式: {kind}, 网址: {} }}", quoted(link))
                }
                _ => kind.to_string(),
            })
            .collect();
        self.fixed("渠道", &format!("[{}]", words.join(", ")));
    }

    pub(super) fn basis(&mut self, texts: &[&str]) {
        let withheld = self.withholds("依据", texts);
        let parts = texts.iter().filter(|_| !withheld).flat_map(|t| laws(t));
        let mut good = Vec::new();
        let (longest, (_, most)) = (LEGAL_BASIS.longest("名称"), PROCEDURE.count("依据"));
        for part in parts {
            let Some((start, end)) = part.find('《').zip(part.find('》')).filter(|(a, b)| a < b)
            else {
                self.keep("依据", &part, "没有书名号《》");
                continue;
            };
            let title = one_line(&part[start..end + '》'.len_utf8()]);
            if title.chars().count() > longest || good.len() == most {
                self.keep("依据", &part, &format!("超过 {longest} 个字或 {most} 条"));
                continue;
            }
            // Everything about it that is not its title is to be checked first.
            let rest = format!("{}{}", &part[..start], &part[end + '》'.len_utf8()..]);
            if rest.chars().any(char::is_alphanumeric) {
                self.keep("依据", &part, "的年份、文号、条款要核对");
            }
            good.push(title);
        }
        if good.is_empty() {
            self.push("依据:\n  - { 名称: 待确认 }");
            return;
        }
        self.understood.push(format!("依据（{} 条）", good.len()));
        self.push("依据:");
        good.iter()
            .for_each(|t| self.push(&format!("  - {{ 名称: {}, 条款: 待确认 }}", quoted(t))));
    }
}

/// The laws of a cell: each begins with its title in 《》.
fn laws(text: &str) -> Vec<String> {
    let parts = pieces(text, &['、', '，', ',']);
    let mut out: Vec<String> = Vec::new();
    for part in parts {
        // 「《甲》第三条、第五条」: what has no title of its own belongs to the one before.
        let goes_on =
            part.starts_with('第') || part.starts_with("以及第") || part.starts_with("及第");
        match out.last_mut() {
            Some(before) if goes_on && before.contains('《') => {
                before.push('、');
                before.push_str(&part);
            }
            _ => out.push(part),
        }
    }
    // 「《甲》《乙》」 side by side.
    let titles = |part: String| -> Vec<String> {
        let starts: Vec<usize> =
            part.match_indices("》《").map(|(at, _)| at + '》'.len_utf8()).collect();
        let ends = starts.iter().copied().chain([part.len()]);
        let begins = [0].into_iter().chain(starts.iter().copied());
        begins.zip(ends).map(|(a, b)| part[a..b].to_string()).collect()
    };
    out.into_iter().flat_map(titles).collect()
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
