//! A second, fictional community: 9 categories, 40 procedures, texts up to the field limits and
//! half as long as ours, in turn. Nothing in the program knows it.

use super::Seeded;
use super::second_lists::write_lists;
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
    write_neighbours(&content);
}

const ESTATES: usize = 17;
const WORKERS: usize = 18;

/// Lockers with sixty doors, seventeen estates, eighteen people of the grids, and visits to every estate; every
/// second text is at its limit.
fn write_neighbours(content: &Path) {
    let mut rng = Seeded(11);
    let lengths = |i: usize| Lengths { long: i.is_multiple_of(2) };
    let write = |name: &str, text: String| fs::write(content.join(name), text).unwrap();
    let name = |rng: &mut Seeded, i: usize, limit: usize| {
        let tail = words(rng, lengths(i).of(limit).saturating_sub(4).max(1));
        format!("第{}院{tail}", i + 1)
    };
    let mut lockers = String::from(
        "- 名称: 梧桐里中心花园自助柜甲乙\n  地点: 梧桐里小区中心花园北侧二层小楼门口左手边墙下\n  存: 1-30\n  取: 31-60\n  开放时间: 全天二十四小时都开，节假日也开\n  负责人: 值班主任\n  同意公开: 是\n",
    );
    lockers.push_str("- 名称: 小柜\n  地点: 东门\n  存: 1-2\n  取: 3-4\n  开放时间: 全天\n");
    write("lockers.yaml", lockers);
    let estates: Vec<String> = (0..ESTATES).map(|i| name(&mut rng, i, 12)).collect();
    let mut text = String::new();
    for (i, estate) in estates.iter().enumerate() {
        writeln!(text, "- 名称: {estate}\n  出摊地点: {}", words(&mut rng, lengths(i).of(24)))
            .unwrap();
        if i % 3 == 0 {
            writeln!(text, "  楼号: {}\n  户数: {}", words(&mut rng, 24), 100 * (i + 1)).unwrap();
        }
    }
    write("estates.yaml", text);
    let mut text = String::from(
        "- 姓名: 欧阳书记\n  职务: 社区党委书记\n  电话: 0000-0000 1000 转 8000（示例）\n  同意公开: 是\n- 姓名: 老田\n  职务: 主任\n  电话: 0000-0000 1001（示例）\n",
    );
    for i in 0..WORKERS {
        let who = if i % 2 == 0 { format!("欧阳小丽娜{i}") } else { format!("小田{i}") };
        writeln!(text, "- 姓名: {who}\n  职务: 网格员\n  网格: 第{}网格\n  负责: {}\n  小区: [{}]\n  电话: 0000-0000 20{i:02}（示例）\n  同意公开: 是", i + 1, words(&mut rng, lengths(i).of(16)), estates[i % ESTATES]).unwrap();
    }
    write("people.yaml", text);
    let mut text = String::new();
    for (i, estate) in estates.iter().enumerate() {
        let matters: Vec<String> =
            (0..(i % 9)).map(|n| format!("\"{}01\"", n + 1)).take(8).collect();
        writeln!(text, "- 日期: 2026-12-{:02}\n  重复: 每四周\n  直到: 2027-02-28\n  从: 9:00\n  到: 11:30\n  小区: {estate}\n  事项: [{}]", 1 + i, matters.join(", ")).unwrap();
        if i.is_multiple_of(2) {
            let (who, what) = (words(&mut rng, 12), words(&mut rng, 14));
            writeln!(
                text,
                "  嘉宾:\n    - {{ 谁: {who}, 讲什么: {what}, 商业: {} }}",
                if i % 4 == 0 { "是" } else { "否" }
            )
            .unwrap();
            writeln!(text, "  顺便: [量量血压吧, 理发, 磨刀, 律师咨询]\n  上次提的: {}\n  说明: {}\n  人员: [小田{}]", words(&mut rng, 20), words(&mut rng, 40), 1 + 2 * (i % 9)).unwrap();
        }
    }
    text.push_str("- 日期: 2027-03-05\n  从: 14:00\n  到: 16:00\n  地点: 中心花园\n  取消: 大雪，路上结冰，不去了\n- 日期: 2027-03-08\n  原定: 2027-03-01\n  从: 8:30\n  到: 17:00\n  地点: 中心花园\n");
    write("visits.yaml", text);
    let agreed: Vec<String> = (0..WORKERS)
        .map(|i| if i % 2 == 0 { format!("欧阳小丽娜{i}") } else { format!("小田{i}") })
        .collect();
    write_lists(content, &estates, &agreed);
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

/// A thousand matters, each with three other names, and a group.
pub(crate) fn write_thousand(root: &Path) {
    write_second_catalog(root);
    let content = root.join("content");
    for list in ["bundles", "events", "stations", "boxes", "results", "visits"] {
        fs::remove_file(content.join(format!("{list}.yaml"))).unwrap();
    }
    fs::remove_dir_all(content.join("procedures")).unwrap();
    fs::create_dir_all(content.join("procedures")).unwrap();
    let mut rng = Seeded(3);
    for i in 0..1000 {
        let code = format!("{}{:03}", 1 + i / 112, 1 + i % 112);
        let text = procedure(&mut rng, &code, 1);
        let (name, others) =
            (words(&mut rng, 6), [0, 1, 2].map(|_| words(&mut rng, 4)).join(" ~ "));
        let own = format!(
            "简称: {name}\n俗称: [{}]\n一句话: ",
            others.replace(['，', '、'], "好").replace('~', ",")
        );
        let (before, rest) = text.split_once("简称: ").unwrap();
        let (_, after) = rest.split_once("\n一句话: ").unwrap();
        fs::write(content.join(format!("procedures/{code}.md")), format!("{before}{own}{after}"))
            .unwrap();
    }
}
