//! Random catalogs within the documented limits: any shape a community may write.
//!
//! Start at [`catalog`]. The limits are read from the table of fields, so a new limit is generated as
//! soon as it is written. A tenth of the procedures have every text at its limit and every list full,
//! a tenth has the shortest of everything, the others have random lengths.

use super::Seeded;
use super::second::words;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use xiaowei::model;
use xiaowei::record::Kind;
use xiaowei::record::Schema;

/// How long texts and lists are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extent {
    /// Everything at its limit.
    Full,
    /// Everything as short as it may be.
    Least,
    /// Any length up to the limit.
    Any,
}

impl Extent {
    /// One of them: Full and Least a tenth each.
    pub(crate) fn random(rng: &mut Seeded) -> Extent {
        match rng.below(10) {
            0 => Extent::Full,
            1 => Extent::Least,
            _ => Extent::Any,
        }
    }

    fn count(self, rng: &mut Seeded, min: usize, max: usize) -> usize {
        match self {
            Extent::Full => max,
            Extent::Least => min,
            Extent::Any => min + rng.below(max - min + 1),
        }
    }

    /// Whether an optional thing is there.
    fn has(self, rng: &mut Seeded) -> bool {
        match self {
            Extent::Full => true,
            Extent::Least => false,
            Extent::Any => rng.below(2) == 0,
        }
    }
}

/// The limit of a text of the table.
fn limit(schema: &Schema, key: &str) -> usize {
    match &schema.find(key).unwrap().kind {
        Kind::Text(max) => *max,
        Kind::List(Kind::Text(max), ..) => *max,
        other => panic!("{key} is {other:?}"),
    }
}

/// Smallest and largest number of a list of the table.
fn range(schema: &Schema, key: &str) -> (usize, usize) {
    match &schema.find(key).unwrap().kind {
        Kind::List(_, min, max) => (*min, *max),
        Kind::GroupOrList(_, max) => (0, *max),
        other => panic!("{key} is {other:?}"),
    }
}

struct Writer<'r> {
    rng: &'r mut Seeded,
    extent: Extent,
    text: String,
}

impl Writer<'_> {
    fn words(&mut self, schema: &Schema, key: &str) -> String {
        let limit = limit(schema, key);
        let length = self.extent.count(self.rng, 2.min(limit), limit);
        words(self.rng, length)
    }

    fn line(&mut self, indent: &str, schema: &Schema, key: &str) {
        let words = self.words(schema, key);
        writeln!(self.text, "{indent}{key}: {words}").unwrap();
    }

    fn maybe(&mut self, indent: &str, schema: &Schema, key: &str) {
        if self.extent.has(self.rng) {
            self.line(indent, schema, key);
        }
    }

    fn count(&mut self, schema: &Schema, key: &str) -> usize {
        let (min, max) = range(schema, key);
        self.extent.count(self.rng, min, max)
    }
}

/// One procedure file.
pub(crate) fn procedure(rng: &mut Seeded, code: &str, extent: Extent) -> String {
    let s = &model::PROCEDURE;
    let mut w = Writer { rng, extent, text: format!("---\n编号: \"{code}\"\n") };
    w.line("", s, "事项名称");
    if w.words(s, "事项名称").chars().count() > 8 || w.extent.has(w.rng) {
        // Names that may be too long for a place have a short form, as the help of the field asks.
        w.line("", s, "简称");
    }
    w.line("", s, "一句话");
    w.text.push_str("状态: 草稿\n办理权限: 社区协办\n");
    w.line("", s, "谁说了算");
    w.line("", s, "谁来办");
    let conditions = w.count(s, "受理条件");
    w.text.push_str("受理条件:\n");
    for _ in 0..conditions {
        let words = w.words(s, "受理条件");
        writeln!(w.text, "  - {words}").unwrap();
    }
    materials(&mut w);
    if w.extent == Extent::Full || w.rng.below(6) == 0 {
        pictures(&mut w, "开场");
    }
    steps(&mut w);
    if w.extent == Extent::Full || w.rng.below(6) == 0 {
        pictures(&mut w, "结尾");
    }
    let (days, promise) = (20 + w.rng.below(90), 1 + w.rng.below(14));
    writeln!(w.text, "办理时限:\n  法定: {days}日\n  承诺: {promise}个工作日").unwrap();
    writeln!(w.text, "收费:\n  金额: {}元", 1 + w.rng.below(900)).unwrap();
    w.maybe("  ", &model::FEE_GROUP, "说明");
    let ways = [
        "窗口",
        "上门",
        "线上",
        "电话",
        "帮办柜",
        "流动服务点",
        "群内咨询",
        "延时",
        "意见箱",
        "现场",
    ];
    let (min, max) = range(s, "渠道");
    let ways = &ways[..w.extent.count(w.rng, min, max)];
    writeln!(w.text, "渠道: [{}]", ways.join(", ")).unwrap();
    let laws = w.count(s, "依据");
    w.text.push_str("依据:\n");
    for i in 0..laws {
        let b = &model::LEGAL_BASIS;
        let title = limit(b, "名称") - 2;
        let length = w.extent.count(w.rng, 2, title);
        let title = words(w.rng, length);
        writeln!(w.text, "  - 名称: 《{title}》\n    年份: {}\n    条款: 第{}条", 2000 + i, 1 + i)
            .unwrap();
        w.maybe("    ", b, "文号");
    }
    writeln!(
        w.text,
        "核验: {{ 日期: 2026-10-{:02}, 核验人: 值班主任 }}\n---\n",
        1 + w.rng.below(28)
    )
    .unwrap();
    w.text
}

fn materials(w: &mut Writer<'_>) {
    const DOCUMENTS: &[&str] = &["身份证", "户口簿", "申请表", "合同", "照片", "证明"];
    let m = &model::MATERIAL;
    let count = w.count(&model::PROCEDURE, "材料");
    if count > 0 {
        w.text.push_str("材料:\n");
    }
    for _ in 0..count {
        let document = w.rng.pick(DOCUMENTS);
        let rest = limit(m, "名称") - document.chars().count();
        let length = w.extent.count(w.rng, 0, rest);
        let rest = if length < 2 { String::new() } else { words(w.rng, length) };
        writeln!(w.text, "  - 名称: {document}{rest}\n    原件: 收2份\n    复印件: 复印2份")
            .unwrap();
        w.line("    ", m, "哪里拿");
        w.maybe("    ", m, "什么情况要");
    }
}

fn steps(w: &mut Writer<'_>) {
    let s = &model::STEP;
    let count = w.count(&model::PROCEDURE, "步骤");
    w.text.push_str("步骤:\n");
    for i in 0..count {
        let action = w.words(s, "做什么");
        writeln!(w.text, "  - 做什么: {action}").unwrap();
        w.maybe("    ", s, "短标题");
        w.line("    ", s, "谁");
        w.line("    ", s, "在哪");
        w.maybe("    ", s, "时间");
        if i == 0 || w.rng.below(5) > 0 {
            w.text.push_str("    画面:\n");
            picture(w, "      ");
        }
    }
}

fn pictures(w: &mut Writer<'_>, key: &str) {
    let (_, max) = range(&model::PROCEDURE, key);
    writeln!(w.text, "{key}:").unwrap();
    for _ in 0..w.extent.count(w.rng, 1, max) {
        w.text.push_str("  -\n");
        picture(w, "    ");
    }
}

fn picture(w: &mut Writer<'_>, indent: &str) {
    const PLACES: &[&str] = &["社区窗口", "街道大厅", "家里", "公告栏", "会议室", "小区广场"];
    const PEOPLE: &[&str] = &["阿姨", "爷爷", "小伙", "妈妈", "工作人员", "网格员"];
    const PROPS: &[&str] = &["表格", "身份证", "手机", "电脑", "日历", "清单", "喇叭", "茶杯"];
    const ACTIONS: &[&str] = &["站立", "讲解", "指", "举", "看材料", "坐", "写", "思考", "点赞"];
    writeln!(w.text, "{indent}地点: {}", w.rng.pick(PLACES)).unwrap();
    let people = w.extent.count(w.rng, 1, 3);
    writeln!(w.text, "{indent}人物:").unwrap();
    let mut speakers = 0;
    for _ in 0..people {
        let (who, action) = (w.rng.pick(PEOPLE), w.rng.pick(ACTIONS));
        let line = format!("{who} {action} {} 微笑", w.rng.pick(PROPS));
        let length = w.extent.count(w.rng, 2, model::SPEECH_LIMIT);
        let may_speak = speakers < model::SPEAKERS_LIMIT;
        let speech =
            if may_speak && w.extent.has(w.rng) { words(w.rng, length) } else { String::new() };
        speakers += usize::from(!speech.is_empty());
        let speech = if speech.is_empty() { speech } else { format!(" 说“{speech}”") };
        writeln!(w.text, "{indent}  - {line}{speech}").unwrap();
    }
    w.maybe(indent, &model::PICTURE, "旁白");
}

/// Writes a whole catalog below `root`: up to `categories` categories with up to `each` procedures.
pub(crate) fn catalog(rng: &mut Seeded, root: &Path, categories: usize, each: usize) {
    let content = root.join("content");
    let _ = fs::remove_dir_all(&content);
    fs::create_dir_all(content.join("procedures")).unwrap();
    let extent = Extent::random(rng);
    let mut w = Writer { rng, extent, text: String::new() };
    for key in ["社区名称", "主办单位"] {
        w.line("", &model::SITE_FIELDS, key);
    }
    w.text.push_str("网址: https://wutongli.example/\n");
    for key in ["总标题", "口号", "地址"] {
        w.maybe("", &model::SITE_FIELDS, key);
    }
    w.line("", &model::SITE_FIELDS, "办公时间");
    w.text.push_str("咨询电话: 0000-1234 5678\n");
    fs::write(content.join("site.yaml"), &w.text).unwrap();
    let mut list = String::new();
    for c in 1..=1 + rng.below(categories) {
        let length = extent.count(rng, 2, limit(&model::CATEGORY, "名称"));
        writeln!(list, "- 编号: {c}\n  名称: {}", words(rng, length)).unwrap();
        for i in 1..=1 + rng.below(each) {
            let code = format!("{c}{i:02}");
            let extent = Extent::random(rng);
            let text = procedure(rng, &code, extent);
            fs::write(content.join(format!("procedures/{code}.md")), text).unwrap();
        }
    }
    fs::write(content.join("categories.yaml"), list).unwrap();
}
