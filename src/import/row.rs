//! One item of a table → the file of a procedure, and what was made of it.
//!
//! Start at [`Draft::of`]. Nothing is invented and nothing is lost: what is missing becomes
//! 「以窗口答复为准」, what does not fit a field stands in the file as a comment, and both are told. The
//! lists are [`super::lists`]'s, steps [`super::steps`]'s, times and fees [`super::terms`]'s.

use super::account::Fate;
use super::column::Column;
use super::cover::Written;
use super::item::Item;
use super::item::Said;
use super::marks;
use super::pieces::has_break;
use super::pieces::one_line;
use super::pieces::pieces;
use crate::model::AuthorityRole;
use crate::model::PROCEDURE;
use crate::quantity::ASK_WINDOW;
use crate::record::Kind;
use crate::record::Schema;
use crate::yaml::quoted;
use std::collections::BTreeMap;

/// Keys that may not hold what the table says, and why.
pub(super) type Withheld = BTreeMap<String, String>;

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
    withheld: Withheld,
    /// Ways of the steps that are beside the one that is written.
    pub(super) routes: Vec<String>,
    /// Of each text of the item, what became of it.
    pub(super) fates: Vec<Fate>,
}

/// The most characters of a text field.
fn limit(schema: &Schema, key: &str) -> usize {
    match schema.find(key).map(|f| &f.kind) {
        Some(Kind::Text(most) | Kind::List(Kind::Text(most), ..)) => *most,
        _ => usize::MAX,
    }
}

impl Draft {
    /// Reads an item that has a name. `withheld` are the fields that `check` would not take.
    pub(super) fn of(item: &Item, title: String, withheld: &Withheld) -> Draft {
        let texts = |column: Column| {
            item.said.iter().filter(move |s| s.column == Some(column) && !says_nothing(&s.text))
        };
        let mut draft = Draft { title, withheld: withheld.clone(), ..Draft::default() };
        draft.understood.push("名称".into());
        draft.left.extend(item.notes.iter().cloned());
        draft.category =
            draft.first(texts(Column::Category)).map(|t| one_line(&t)).unwrap_or_default();
        let short = draft.first(texts(Column::ShortTitle));
        draft.line("简称", short, None);
        let summary = draft.first(texts(Column::Summary));
        let short_title = draft.title.clone();
        if summary.is_none() {
            draft.left.push("没有「一句话」，先写了名称：改成一句说清能办成什么的话".into());
        }
        draft.line("一句话", summary, Some(&quoted(&short_title)));
        let aliases = all(texts(Column::Aliases));
        draft.aliases(&aliases);
        draft.fixed("状态", "草稿");
        let role = draft.first(texts(Column::Role));
        draft.role(role);
        let authority = draft.first(texts(Column::Authority));
        draft.line("谁说了算", authority, Some(ASK_WINDOW));
        draft.person(texts(Column::Person), texts(Column::Post));
        let applicant = draft.first(texts(Column::Applicant));
        draft.line("谁来办", applicant, Some(ASK_WINDOW));
        let proxy = draft.first(texts(Column::Proxy));
        draft.line("能否代办", proxy, None);
        draft.list("受理条件", &all(texts(Column::Conditions)), Some(ASK_WINDOW));
        let papers =
            [Column::Materials, Column::Original, Column::Copies, Column::Count, Column::Source];
        let papers = item.said.iter().filter(|said| {
            said.column.is_some_and(|c| papers.contains(&c)) && !says_nothing(&said.text)
        });
        draft.materials(&papers.collect::<Vec<_>>());
        let place = draft.first(texts(Column::Place));
        let steps = draft.one_of_two(texts(Column::Steps));
        draft.steps(&steps, place);
        let statutory = draft.first_said(texts(Column::Statutory));
        let promised = draft.first_said(texts(Column::Promised));
        let when = draft.first_said(texts(Column::When));
        let validity = draft.first(texts(Column::Validity));
        draft.times((statutory, promised, when), validity);
        let fee = draft.first_said(texts(Column::Fee));
        draft.fee(fee);
        let (channels, link) =
            (draft.first(texts(Column::Channels)), draft.first(texts(Column::Link)));
        draft.channels(channels.as_deref(), link.as_deref());
        let result = draft.first(texts(Column::Result));
        draft.line("办理结果", result, None);
        draft.basis(&all(texts(Column::Basis)));
        draft.list("常见错误", &all(texts(Column::Mistakes)), None);
        draft.phones(texts(Column::Phone));
        draft.power(item);
        for said in texts(Column::Code) {
            if item.code.as_deref() != Some(said.text.trim()) {
                let why = format!(
                    "「{}」没有用（不是这一类里空着的三位数字），编号由小微接着排",
                    one_line(&said.text)
                );
                draft.keep(&said.heading, &said.text, &why);
            }
        }
        for said in
            item.said.iter().filter(|said| said.column.is_some() && says_nothing(&said.text))
        {
            draft.left.push(format!(
                "「{}」（{}）写的是「{}」，当作没有写",
                one_line(&said.heading),
                said.at,
                one_line(&said.text)
            ));
        }
        let running = |text: &str| {
            text.chars().all(|c| c.is_ascii_digit() || ".、（）()一二三四五六七八九十".contains(c))
        };
        for said in texts(Column::Running).filter(|s| !running(s.text.trim())) {
            draft.keep(&said.heading, &said.text, "不是数字");
        }
        for said in item.said.iter().filter(|s| s.column.is_none() && !s.text.trim().is_empty()) {
            draft.keep(&one_line(&said.heading), &said.text, "这一栏不认得");
        }
        draft.find_all(item);
        draft
    }

    /// Looks for every text again; one that is nowhere is kept.
    fn find_all(&mut self, item: &Item) {
        let is_comment = |line: &&str| line.starts_with("# ");
        let of = |comments: bool, yaml: &str| {
            let lines = yaml.lines().filter(|line| is_comment(line) == comments);
            Written::of(&lines.collect::<Vec<_>>().join(" "))
        };
        let mut fields = of(false, &self.yaml);
        fields.add(&self.title);
        let mut comments: Option<Written> = None;
        let mut told: Option<Written> = None;
        let mut lost: Vec<&Said> = Vec::new();
        self.fates = item
            .said
            .iter()
            .map(|said| {
                let is_known = said.column.is_some();
                if is_known && !says_nothing(&said.text) && fields.holds(&said.text) {
                    return Fate::Field;
                }
                let comments = comments.get_or_insert_with(|| of(true, &self.yaml));
                if comments.holds(&said.text) {
                    return Fate::Comment;
                }
                let told = told.get_or_insert_with(|| Written::of(&self.left.join(" ")));
                if told.holds(&said.text) {
                    return Fate::Told;
                }
                if said.column.is_some_and(Column::is_worded_anew) {
                    return Fate::Field;
                }
                lost.push(said);
                Fate::Comment
            })
            .collect();
        let mut before: Option<(String, String)> = None;
        for said in lost {
            let one = (said.heading.clone(), said.text.clone());
            if before.as_ref() != Some(&one) {
                self.keep(&said.heading, &said.text, "没有全写进栏目");
            }
            before = Some(one);
        }
    }

    /// The first text of a column that may hold one; other texts are kept beside it.
    pub(super) fn first<'s>(&mut self, said: impl Iterator<Item = &'s Said>) -> Option<String> {
        self.first_said(said).map(|said| said.text)
    }

    fn first_said<'s>(&mut self, said: impl Iterator<Item = &'s Said>) -> Option<Said> {
        let mut found: Option<Said> = None;
        for one in said {
            match &mut found {
                None => found = Some(one.clone()),
                // A cell over several rows of one item.
                Some(first) if first.heading == one.heading => {
                    if !first.text.contains(one.text.trim()) {
                        first.text = format!("{}；{}", first.text.trim(), one.text.trim());
                    }
                }
                Some(first) if one_line(&first.text) == one_line(&one.text) => {}
                Some(first) => {
                    let why = format!("和「{}」说的是同一样，用了前一栏", first.heading);
                    self.keep(&one.heading, &one.text, &why);
                }
            }
        }
        found.map(|said| Said { text: said.text.trim().to_string(), ..said })
    }

    /// All texts of a list; of two columns that claim it the second is kept, unless it says the same.
    fn one_of_two<'s>(&mut self, said: impl Iterator<Item = &'s Said>) -> Vec<String> {
        let said: Vec<&Said> = said.collect();
        let Some(first) = said.first().map(|said| said.heading.clone()) else { return Vec::new() };
        let (mine, others): (Vec<&Said>, Vec<&Said>) =
            said.into_iter().partition(|said| said.heading == first);
        for other in others {
            if !mine.iter().any(|said| one_line(&said.text) == one_line(&other.text)) {
                let why = format!("和「{first}」说的是同一样，用了前一栏；用哪一栏请您定");
                self.keep(&other.heading, &other.text, &why);
            }
        }
        let texts: Vec<String> = mine.iter().map(|said| said.text.clone()).collect();
        let several = texts.len() > 1 && texts.iter().all(|text| !has_break(text));
        if several { marks::without_marks(texts) } else { texts }
    }

    fn aliases(&mut self, texts: &[&str]) {
        if self.withholds("俗称", texts) {
            return;
        }
        let names = texts.iter().flat_map(|text| pieces(text, &['、', '，', ',', '/', ' ']));
        let (good, long): (Vec<String>, Vec<String>) =
            names.partition(|name| name.chars().count() <= limit(&PROCEDURE, "俗称"));
        let (good, more) = good.split_at(good.len().min(PROCEDURE.count("俗称").1));
        long.iter().chain(more).for_each(|name| self.keep("俗称", name, "太长或太多"));
        if !good.is_empty() {
            self.understood.push("俗称".into());
            let names: Vec<String> = good.iter().map(|name| quoted(name)).collect();
            self.push(&format!("俗称: [{}]", names.join(", ")));
        }
    }

    fn role(&mut self, said: Option<String>) {
        let known = said.as_deref().and_then(|text| AuthorityRole::parse(text.trim()));
        match (said, known) {
            (_, Some(role)) => {
                self.understood.push("办理权限".into());
                self.fixed("办理权限", &role.to_string());
            }
            (text, None) => {
                if let Some(text) = text {
                    self.keep("办理权限", &text, "不是「社区办结」「社区协办」这样的写法");
                }
                self.fixed("办理权限", "社区协办");
            }
        }
    }

    /// The whole file.
    pub(super) fn file(&self, code: &str) -> String {
        format!(
            "# 由表格导入，没有核对过：逐栏看一遍，问清楚了再改「状态」。\n编号: \"{code}\"\n事项名称: {}\n{}",
            quoted(&self.title),
            self.yaml
        )
    }

    pub(super) fn push(&mut self, line: &str) {
        self.yaml.push_str(line);
        self.yaml.push('\n');
    }

    pub(super) fn fixed(&mut self, key: &str, value: &str) {
        self.push(&format!("{key}: {value}"));
    }

    /// What has no place in a field stays in the file, unread.
    pub(super) fn keep(&mut self, key: &str, text: &str, why: &str) {
        // A break that only some programs see must not end the comment.
        for line in text.lines().map(one_line).filter(|l| !l.is_empty()) {
            self.push(&format!("# 表格里的「{}」：{line}", one_line(key)));
        }
        self.left.push(format!("「{}」{why}，原文留在文件的注释里", one_line(key)));
    }

    /// A field that may not hold what the table says: kept, told, and `true`.
    pub(super) fn withholds(&mut self, key: &str, texts: &[&str]) -> bool {
        let Some(why) = self.withheld.get(key).cloned() else { return false };
        let whole = texts.join("\n");
        if !whole.trim().is_empty() {
            self.keep(key, &whole, &format!("没有写进栏目（{why}）"));
        }
        true
    }

    pub(super) fn line(&mut self, key: &str, text: Option<String>, otherwise: Option<&str>) {
        let most = limit(&PROCEDURE, key);
        let texts: Vec<&str> = text.as_deref().into_iter().collect();
        let broken = text.as_deref().is_some_and(has_break);
        let text = if self.withholds(key, &texts) { None } else { text };
        match text.map(|t| one_line(&t)).filter(|t| !t.is_empty()) {
            Some(text) if text.chars().count() <= most => {
                self.push(&format!("{key}: {}", quoted(&text)));
                self.understood.push(key.into());
                if broken {
                    self.left.push(format!(
                        "「{key}」的格子里有换行，写成了空格：「{text}」，看看对不对"
                    ));
                }
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

    fn list(&mut self, key: &str, texts: &[&str], otherwise: Option<&str>) {
        let most = limit(&PROCEDURE, key);
        let (_, count) = PROCEDURE.count(key);
        let withheld = self.withholds(key, texts);
        let parts = texts.iter().filter(|_| !withheld).flat_map(|t| pieces(t, &[]));
        let (good, long): (Vec<String>, Vec<String>) =
            parts.map(|p| one_line(&p)).partition(|p| p.chars().count() <= most);
        let (good, rest) = good.split_at(good.len().min(count));
        if !good.is_empty() {
            self.understood.push(format!("{key}（{} 条）", good.len()));
            self.push(&format!("{key}:"));
            good.iter().for_each(|p| self.push(&format!("  - {}", quoted(p))));
        } else if let Some(value) = otherwise {
            self.push(&format!("{key}: [{value}]"));
        }
        for part in long.iter().chain(rest) {
            self.keep(key, part, &format!("超过 {count} 条或一条超过 {most} 个字"));
        }
    }
}

/// Whether a cell says that nobody knows: a stroke, 「待定」.
pub(super) fn says_nothing(text: &str) -> bool {
    let bare = text.trim().trim_matches(['（', '）', '(', ')', '。']);
    matches!(
        bare,
        "" | "待定"
            | "待确认"
            | "待补充"
            | "待完善"
            | "待填"
            | "待核实"
            | "暂无"
            | "暂缺"
            | "不详"
            | "略"
            | "/"
            | "／"
            | "\\"
            | "-"
            | "--"
            | "—"
            | "——"
            | "－"
    )
}

/// All texts of a column.
fn all<'s>(said: impl Iterator<Item = &'s Said>) -> Vec<&'s str> {
    said.map(|s| s.text.as_str()).collect()
}
