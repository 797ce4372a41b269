//! One row of a table → the file of a procedure, and what was made of it.
//!
//! Start at [`Draft::of`]. Nothing is invented and nothing is lost: what is missing becomes
//! 「以窗口答复为准」, what does not fit a field stands in the file as a comment, and both are told.

use super::columns::Column;
use super::pieces::one_line;
use super::pieces::pieces;
use super::pieces::without_number;
use crate::model::ChannelKind;
use crate::model::LEGAL_BASIS;
use crate::model::MATERIAL;
use crate::model::PROCEDURE;
use crate::model::STEP;
use crate::quantity::ASK_WINDOW;
use crate::quantity::FeeAmount;
use crate::quantity::TimeLimit;
use crate::record::Kind;
use crate::record::Schema;
use crate::yaml::quoted;
use std::fmt::Write;

/// A procedure as far as a row tells it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Its name, one line.
    pub(super) title: String,
    /// The category as the row says it.
    pub(super) category: String,
    /// YAML after code and title.
    yaml: String,
    /// What was understood, in words.
    pub(super) understood: Vec<String>,
    /// What was not, and what became of it.
    pub(super) left: Vec<String>,
}

/// The most characters of a text field.
fn limit(schema: &Schema, key: &str) -> usize {
    match schema.find(key).map(|f| &f.kind) {
        Some(Kind::Text(most) | Kind::List(Kind::Text(most), ..)) => *most,
        _ => usize::MAX,
    }
}

impl Draft {
    /// Reads a row; `None` where it names no procedure.
    pub(super) fn of(cells: &[(Column, &str)]) -> Option<Draft> {
        let cell = |column: Column| {
            let texts = cells.iter().filter(|(c, text)| *c == column && !text.trim().is_empty());
            let texts: Vec<&str> = texts.map(|(_, text)| text.trim()).collect();
            (!texts.is_empty()).then(|| texts.join("\n"))
        };
        let title = without_number(&one_line(&cell(Column::Title)?)).to_string();
        let mut draft = Draft {
            title,
            category: one_line(&cell(Column::Category).unwrap_or_default()),
            ..Draft::default()
        };
        draft.understood.push("名称".into());
        draft.line("一句话", cell(Column::Summary), Some("请写：能办成什么"));
        draft.fixed("状态", "草稿");
        draft.fixed("办理权限", "社区协办");
        draft.line("谁说了算", cell(Column::Authority), Some(ASK_WINDOW));
        draft.line("谁来办", cell(Column::Applicant), Some(ASK_WINDOW));
        draft.list("受理条件", cell(Column::Conditions), Some(ASK_WINDOW));
        draft.materials(cell(Column::Materials));
        draft.steps(cell(Column::Steps), cell(Column::Place));
        draft.times(cell(Column::Statutory), cell(Column::Promised));
        draft.fee(cell(Column::Fee));
        draft.channels(cell(Column::Channels));
        draft.line("办理结果", cell(Column::Result), None);
        draft.basis(cell(Column::Basis));
        draft.list("常见错误", cell(Column::Mistakes), None);
        if cell(Column::Phone).is_some() {
            draft.left.push("电话没有抄：电话只写在 site.yaml 里，全社区用一个".into());
        }
        if cell(Column::Person).is_some() {
            draft.left.push("人名没有抄：展板上只写岗位，需要时自己加「责任人: 民政专干」".into());
        }
        Some(draft)
    }

    /// A column whose heading is not known.
    pub(super) fn unknown(&mut self, heading: &str, text: &str) {
        self.keep(&one_line(heading), text, "这一栏不认得");
    }

    /// The whole file.
    pub(super) fn file(&self, code: &str) -> String {
        format!(
            "# 由表格导入，没有核对过：逐栏看一遍，问清楚了再改「状态」。\n编号: \"{code}\"\n事项名称: {}\n{}",
            quoted(&self.title),
            self.yaml
        )
    }

    fn push(&mut self, line: &str) {
        self.yaml.push_str(line);
        self.yaml.push('\n');
    }

    fn fixed(&mut self, key: &str, value: &str) {
        self.push(&format!("{key}: {value}"));
    }

    /// What has no place in a field stays in the file, unread.
    fn keep(&mut self, key: &str, text: &str, why: &str) {
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
            // A break that only some programs see must not end the comment.
            let line: String = line.chars().filter(|c| !c.is_control()).collect();
            self.push(&format!("# 表格里的「{key}」：{line}"));
        }
        self.left.push(format!("「{key}」{why}，原文留在文件的注释里"));
    }

    fn line(&mut self, key: &str, text: Option<String>, otherwise: Option<&str>) {
        let most = limit(&PROCEDURE, key);
        match text.map(|t| one_line(&t)) {
            Some(text) if text.chars().count() <= most => {
                self.push(&format!("{key}: {}", quoted(&text)));
                self.understood.push(key.into());
            }
            long => {
                if let Some(text) = long {
                    let count = text.chars().count();
                    self.keep(key, &text, &format!("有 {count} 个字，最多 {most} 个"));
                }
                if let Some(value) = otherwise {
                    self.push(&format!("{key}: {value}"));
                }
            }
        }
    }

    fn list(&mut self, key: &str, text: Option<String>, otherwise: Option<&str>) {
        let most = limit(&PROCEDURE, key);
        let parts = text.map(|t| pieces(&t, &[])).unwrap_or_default();
        let (good, long): (Vec<String>, Vec<String>) =
            parts.into_iter().map(|p| one_line(&p)).partition(|p| p.chars().count() <= most);
        let (good, rest) = good.split_at(good.len().min(6));
        if !good.is_empty() {
            self.understood.push(format!("{key}（{} 条）", good.len()));
            self.push(&format!("{key}:"));
            good.iter().for_each(|p| self.push(&format!("  - {}", quoted(p))));
        } else if let Some(value) = otherwise {
            self.push(&format!("{key}: [{value}]"));
        }
        for part in long.iter().chain(rest) {
            self.keep(key, part, &format!("超过 6 条或一条超过 {most} 个字"));
        }
    }

    fn materials(&mut self, text: Option<String>) {
        let Some(text) = text else {
            self.push(&format!("材料:\n  - {{ 名称: {ASK_WINDOW}, 哪里拿: {ASK_WINDOW} }}"));
            return;
        };
        if ["无", "不需要", "无需", "无需材料"].contains(&text.as_str()) {
            self.understood.push("不用材料".into());
            return;
        }
        let parts: Vec<String> =
            pieces(&text, &['、', '，', ',']).iter().map(|p| one_line(p)).collect();
        let (longest, (_, most)) = (MATERIAL.longest("名称"), PROCEDURE.count("材料"));
        let (good, rest): (Vec<String>, Vec<String>) =
            parts.into_iter().partition(|p| p.trim_end_matches('。').chars().count() <= longest);
        let (good, more) = good.split_at(good.len().min(most));
        if good.is_empty() {
            self.push(&format!("材料:\n  - {{ 名称: {ASK_WINDOW}, 哪里拿: {ASK_WINDOW} }}"));
        } else {
            self.understood.push(format!("材料（{} 样）", good.len()));
            self.push("材料:");
        }
        for name in good {
            let name = quoted(name.trim_end_matches('。'));
            self.push(&format!("  - {{ 名称: {name}, 哪里拿: {ASK_WINDOW} }}"));
        }
        for part in rest.iter().chain(more) {
            self.keep("材料", part, &format!("超过 {most} 样或一样超过 {longest} 个字"));
        }
    }

    fn steps(&mut self, text: Option<String>, place: Option<String>) {
        let parts: Vec<String> = text
            .map(|t| pieces(&t, &['，', '。']))
            .unwrap_or_default()
            .iter()
            .map(|p| one_line(p.trim_end_matches('。')))
            .collect();
        let place =
            place.map(|p| one_line(&p)).filter(|p| p.chars().count() <= STEP.longest("在哪"));
        if place.is_some() {
            self.understood.push("地点".into());
        }
        let place = place.map_or(ASK_WINDOW.to_string(), |p| quoted(&p));
        let (least, most) = PROCEDURE.count("步骤");
        let (short, long) = (STEP.longest("做什么"), STEP.longest("详情"));
        let count = parts.len().min(most);
        if count > 0 {
            self.understood.push(format!("步骤（{count} 步）"));
        }
        self.push("步骤:");
        let mut kept = Vec::new();
        for part in &parts[..count] {
            let length = part.chars().count();
            // A long step keeps its words for the page; the board gets its first phrase.
            let first = part.split(['，', '；', '。', ',']).next().unwrap_or(part);
            let head = if length <= short { part.as_str() } else { first };
            let head = if head.chars().count() <= short { head } else { ASK_WINDOW };
            let mut lines =
                format!("  - 做什么: {}\n    谁: {ASK_WINDOW}\n    在哪: {place}", quoted(head));
            if length > short && length <= long {
                let _ = write!(lines, "\n    详情: {}", quoted(part));
            } else if length > long {
                kept.push(part.clone());
            }
            self.push(&lines);
        }
        for _ in count..least {
            self.push(&format!("  - {{ 做什么: {ASK_WINDOW}, 谁: {ASK_WINDOW}, 在哪: {place} }}"));
        }
        if count < least {
            self.left
                .push(format!("步骤只看出 {count} 步，至少要 {least} 步：用「{ASK_WINDOW}」补了"));
        }
        for part in parts.iter().skip(most).chain(&kept) {
            self.keep("步骤", part, &format!("超过 {most} 步或一步超过 {long} 个字"));
        }
    }

    fn times(&mut self, statutory: Option<String>, promised: Option<String>) {
        let read = |text: &str| {
            let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let bare = bare.trim_matches(['。', '；']).trim_start_matches("自受理之日起");
            let bare = bare
                .trim_start_matches(['约', '共'])
                .trim_end_matches("办结")
                .trim_end_matches('内');
            let known = if ["即办", "即时", "即时办结", "即办件", "当场办结", "当日办结"]
                .contains(&bare)
            {
                "当场".to_string()
            } else {
                bare.to_string()
            };
            TimeLimit::parse(&known).map(|_| known)
        };
        let mut lines = Vec::new();
        let mut unread = Vec::new();
        for (key, text) in [("法定", statutory), ("承诺", promised)] {
            match text.as_deref().map(|t| (t, read(t))) {
                Some((_, Some(time))) => {
                    self.understood.push(format!("{key}时限"));
                    lines.push(format!("{key}: {time}"));
                }
                other => {
                    unread.extend(other.map(|(t, _)| (key, t.to_string())));
                    if key == "承诺" {
                        lines.push(format!("{key}: {ASK_WINDOW}"));
                    }
                }
            }
        }
        for (key, text) in unread {
            self.keep(&format!("{key}时限"), &text, "不是「15个工作日」这样的写法");
        }
        self.push(&format!("办理时限: {{ {} }}", lines.join(", ")));
    }

    fn fee(&mut self, text: Option<String>) {
        let read = text.as_deref().map(|t| {
            let bare = t.trim().trim_end_matches('。');
            let free = ["无", "免费", "不收费", "否", "0", "0元", "不收取费用", "不收取"];
            if free.contains(&bare) { "不收费".to_string() } else { bare.to_string() }
        });
        match read {
            Some(fee) if FeeAmount::parse(&fee).is_some() => {
                self.understood.push("收费".into());
                self.fixed("收费", &fee);
            }
            other => {
                if other.is_some() {
                    self.keep(
                        "收费",
                        &text.unwrap_or_default(),
                        "不是「不收费」「10元」这样的写法",
                    );
                }
                self.fixed("收费", ASK_WINDOW);
            }
        }
    }

    fn channels(&mut self, text: Option<String>) {
        let mut found: Vec<ChannelKind> = Vec::new();
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
        }
        if found.is_empty() {
            found.push(ChannelKind::Window);
            if let Some(text) = text {
                self.keep("渠道", &text, "没有认出来，先写了窗口");
            }
        } else {
            self.understood.push("渠道".into());
        }
        let words: Vec<String> = found.iter().map(ToString::to_string).collect();
        self.fixed("渠道", &format!("[{}]", words.join(", ")));
    }

    fn basis(&mut self, text: Option<String>) {
        let parts = text.map(|t| pieces(&t, &['、'])).unwrap_or_default();
        let mut good = Vec::new();
        let (longest, (_, most)) = (LEGAL_BASIS.longest("名称"), PROCEDURE.count("依据"));
        for part in parts {
            let Some((start, end)) = part.find('《').zip(part.rfind('》')).filter(|(a, b)| a < b)
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
