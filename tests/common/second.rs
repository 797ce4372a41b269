//! A second, fictional community: 9 categories, 40 procedures, texts up to the field limits and
//! half as long as ours, in turn. Nothing in the program knows it.

use super::Seeded;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const CATEGORIES: &[&str] = &[
    "物业与家园",
    "老人照护",
    "儿童",
    "文化体育与志愿者服务",
    "健康",
    "平安法治",
    "创业就业",
    "环境卫生与宠物",
    "综合",
];

/// Sentences to cut from; plain office Chinese, commas where lines may break.
const SENTENCES: &[&str] = &[
    "把需要的东西准备好，先打电话问清楚，再带着证件到服务大厅找值班的同志登记，当面核对以后领取回执，下次凭回执来取。",
    "住户代表向楼长说明情况，楼长汇总以后交给小区管理委员会研究，研究的结果在公告栏里公开，大家有不同看法可以继续提。",
    "工作人员上门看现场，量尺寸，拍照片，和申请的住户一起商量怎么改，谁来施工，多少钱，什么时候做完，验收由谁签字。",
    "孩子的监护人带着孩子一起来，填写活动报名的单子，看清楚安全提示，留下联系办法，活动结束以后按时把孩子接回家去。",
    "邻居之间因为声音、漏水、停车闹了别扭，先各自冷静下来，再请调解的同志到现场听两边说，能让一步就让一步，写个约定。",
];

/// A sentence of exactly so many characters.
pub(crate) fn words(rng: &mut Seeded, length: usize) -> String {
    let sentence: Vec<char> = SENTENCES[rng.below(SENTENCES.len())].chars().collect();
    let start = rng.below(sentence.len() - length.min(sentence.len() - 1));
    let mut text: Vec<char> = sentence[start..].iter().copied().take(length).collect();
    let mut next = 0;
    while text.len() < length {
        text.push(sentence[next % sentence.len()]);
        next += 1;
    }
    // A text neither starts nor ends with a mark.
    for at in [0, text.len() - 1] {
        if "，。、".contains(text[at]) {
            text[at] = '好';
        }
    }
    text.into_iter().collect()
}

/// Length of a text: the limit for long procedures, a few characters for short ones.
struct Lengths {
    long: bool,
}

impl Lengths {
    fn of(&self, limit: usize) -> usize {
        if self.long { limit } else { (limit / 5).max(2) }
    }
}

const PLACES: &[&str] = &["社区窗口", "街道大厅", "家里", "公告栏", "会议室", "小区广场"];
const PEOPLE: &[&str] = &["阿姨", "爷爷", "小伙", "妈妈", "工作人员", "网格员"];
const PROPS: &[&str] =
    &["表格", "身份证", "手机", "电脑", "日历", "清单", "房屋", "犬", "喇叭", "茶杯"];
const DOCUMENTS: &[&str] = &["身份证", "户口簿", "申请表", "合同", "照片", "证明"];

/// Writes the whole content below `root`.
pub(crate) fn write_second_catalog(root: &Path) {
    let content = root.join("content");
    fs::create_dir_all(content.join("procedures")).unwrap();
    fs::write(
        content.join("site.yaml"),
        "社区名称: 翠湖街道梧桐里社区\n主办单位: 翠湖街道梧桐里社区居民委员会\n网址: https://wutongli.example/banshi/\n总标题: 梧桐里办事指南总览图\n地址: 梧桐里小区中心花园北侧二层小楼一楼大厅（示例）\n办公时间: 周一至周日 8:00—20:00，中午不休息\n咨询电话: 0000-0000 0000（示例）\n",
    )
    .unwrap();
    let mut list = String::new();
    for (i, name) in CATEGORIES.iter().enumerate() {
        writeln!(list, "- 编号: {}\n  名称: {name}", i + 1).unwrap();
    }
    fs::write(content.join("categories.yaml"), list).unwrap();
    let mut rng = Seeded(7);
    for index in 0..40 {
        // 9 categories: the first four get five procedures, the others four.
        let (category, nth) = if index < 20 {
            (index / 5, index % 5)
        } else {
            (4 + (index - 20) / 4, (index - 20) % 4)
        };
        let code = format!("{}{:02}", category + 1, nth + 1);
        let text = procedure(&mut rng, &code, index);
        fs::write(content.join("procedures").join(format!("{code}.md")), text).unwrap();
    }
}

/// One procedure. Every second one is long: its texts are at their limits. How many steps,
/// documents and pictures it has goes through all combinations.
pub(crate) fn procedure(rng: &mut Seeded, code: &str, index: usize) -> String {
    let lengths = Lengths { long: index.is_multiple_of(2) };
    let mut t = String::new();
    let steps = 3 + index % 4;
    let documents = if lengths.long { (index / 2) % 5 } else { index % 9 };
    writeln!(
        t,
        "---\n编号: \"{code}\"\n事项名称: {}\n简称: {}",
        words(rng, lengths.of(24)),
        words(rng, lengths.of(8).max(3))
    )
    .unwrap();
    writeln!(t, "一句话: {}\n状态: 草稿\n办理权限: 社区协办", words(rng, lengths.of(40))).unwrap();
    writeln!(t, "谁说了算: {}\n谁来办: {}", words(rng, lengths.of(20)), words(rng, lengths.of(80)))
        .unwrap();
    writeln!(t, "受理条件:\n  - {}", words(rng, lengths.of(40))).unwrap();
    if documents > 0 {
        writeln!(t, "材料:").unwrap();
    }
    for _ in 0..documents {
        let document = rng.pick(DOCUMENTS);
        let rest = lengths.of(24).saturating_sub(document.chars().count());
        let rest = if lengths.long { words(rng, rest) } else { String::new() };
        writeln!(
            t,
            "  - 名称: {document}{rest}\n    原件: 核验\n    复印件: 复印2份\n    哪里拿: {}",
            words(rng, lengths.of(20))
        )
        .unwrap();
        if lengths.long {
            writeln!(t, "    什么情况要: {}", words(rng, 20)).unwrap();
        }
    }
    writeln!(t, "步骤:").unwrap();
    for step in 0..steps {
        writeln!(
            t,
            "  - 做什么: {}\n    短标题: {}",
            words(rng, lengths.of(24)),
            words(rng, lengths.of(8).max(3))
        )
        .unwrap();
        writeln!(
            t,
            "    谁: {}\n    在哪: {}",
            words(rng, lengths.of(24)),
            words(rng, lengths.of(36))
        )
        .unwrap();
        if step % 2 == 0 || index.is_multiple_of(3) {
            picture(rng, &mut t, lengths.of(14));
        }
    }
    writeln!(t, "办理时限: {{ 法定: {}日, 承诺: {}个工作日 }}", 20 + index, 1 + index % 20)
        .unwrap();
    writeln!(t, "收费: {{ 金额: {}元, 说明: {} }}", 5 + index, words(rng, lengths.of(40))).unwrap();
    writeln!(t, "渠道: [窗口, 线上, 帮办柜, 上门]").unwrap();
    let title = if lengths.long { 42 } else { 6 };
    writeln!(
        t,
        "依据:\n  - {{ 名称: 《{}》, 年份: 2020, 条款: 第{}条 }}",
        words(rng, title),
        index + 1
    )
    .unwrap();
    writeln!(t, "核验: {{ 日期: 2026-10-{:02}, 核验人: 值班主任 }}\n---\n", 1 + index % 28)
        .unwrap();
    t
}

fn picture(rng: &mut Seeded, t: &mut String, speech: usize) {
    let person = |rng: &mut Seeded| {
        format!(
            "{} {} {} 微笑 说“{}”",
            rng.pick(PEOPLE),
            rng.pick(&["站立", "讲解", "指", "举", "看材料", "坐", "写", "敲键盘", "挥手", "点赞"]),
            rng.pick(PROPS),
            words(rng, speech.max(3))
        )
    };
    writeln!(
        t,
        "    画面:\n      地点: {}\n      人物:\n        - {}",
        rng.pick(PLACES),
        person(rng)
    )
    .unwrap();
    if rng.below(3) == 0 {
        writeln!(t, "        - {}", person(rng)).unwrap();
    }
}
