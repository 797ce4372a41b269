//! The second community's bundles, events, places, boxes, answers and groups: many, and every second text at its limit.

use super::Seeded;
use super::second::words;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const KINDS: &[&str] =
    &["义诊", "讲座", "调解日", "科普", "主题党日", "恳谈会", "文体", "志愿服务", "其他"];
const SOURCES: &[&str] = &["意见箱", "恳谈会", "流动服务点", "居民群", "电话", "来访", "网上"];

/// Two hundred events, thirty answers, sixteen groups, twelve bundles, twelve places, five boxes. `people` agreed to be
/// named.
pub(crate) fn write_lists(content: &Path, estates: &[String], people: &[String]) {
    let mut rng = Seeded(23);
    let rng = &mut rng;
    // Every second one is long.
    let of = |i: usize, limit: usize| if i.is_multiple_of(2) { limit } else { (limit / 5).max(2) };
    let write = |name: &str, text: String| fs::write(content.join(name), text).unwrap();
    let mut t = String::new();
    for i in 0..12 {
        let count = [8, 2, 12, 3][i % 4];
        let codes: Vec<String> =
            (0..count).map(|n| format!("\"{}0{}\"", (i + n) % 9 + 1, n % 4 + 1)).collect();
        writeln!(
            t,
            "- 编号: {}\n  名称: {}\n  给谁: {}\n  事项: [{}]",
            i + 1,
            words(rng, of(i, 10)),
            words(rng, of(i, 24)),
            codes.join(", ")
        )
        .unwrap();
        if i.is_multiple_of(2) {
            let lines: Vec<String> = (0..4).map(|_| words(rng, 30)).collect();
            writeln!(t, "  先记住: [{}]", lines.join(" , ").replace('，', "、")).unwrap();
            writeln!(t, "  顺便: [量量血压测测血糖呀, 理发]\n  说明: {}", words(rng, 40)).unwrap();
        }
    }
    write("bundles.yaml", t);
    let mut t = String::new();
    for i in 0..200 {
        let kind = KINDS[i % KINDS.len()];
        writeln!(
            t,
            "- 名称: {}\n  种类: {kind}\n  日期: 2026-{:02}-{:02}\n  从: {}:00\n  到: {}:30\n  小区: {}",
            words(rng, of(i, 14)),
            10 + i / 70,
            1 + i % 28,
            8 + i % 9,
            9 + i % 9,
            estates[i % estates.len()]
        )
        .unwrap();
        if kind == "恳谈会" {
            let parties: Vec<String> = (0..of(i, 8)).map(|n| words(rng, of(n, 14))).collect();
            writeln!(t, "  参加: [{}]", parties.join(" , ").replace('，', "、")).unwrap();
        }
        if i.is_multiple_of(2) {
            let topics: Vec<String> = (0..6).map(|_| words(rng, 24)).collect();
            writeln!(
                t,
                "  给谁: {}\n  内容: [{}]\n  报名: {}\n  带上: {}\n  说明: {}\n  事项: [\"101\", \"202\", \"301\", \"402\", \"501\", \"602\", \"701\", \"802\"]",
                words(rng, 24),
                topics.join(" , ").replace('，', "、"),
                words(rng, 30),
                words(rng, 30),
                words(rng, 40)
            )
            .unwrap();
            writeln!(
                t,
                "  嘉宾:\n    - {{ 谁: {}, 讲什么: {}, 商业: {} }}",
                words(rng, 12).replace('，', "、"),
                words(rng, 14).replace('，', "、"),
                if i.is_multiple_of(8) { "是" } else { "否" }
            )
            .unwrap();
        }
        if i % 11 == 5 {
            writeln!(t, "  取消: {}", words(rng, 16)).unwrap();
        }
    }
    write("events.yaml", t);
    let mut t = String::new();
    for i in 0..12 {
        let offers: Vec<String> = (0..of(i, 8)).map(|_| words(rng, of(i, 14))).collect();
        writeln!(
            t,
            "- 名称: {}处{}\n  种类: {}\n  地点: {}\n  时间: {}\n  做什么: [{}]\n  人员: [{}]",
            i + 1,
            words(rng, of(i, 12).saturating_sub(4).max(1)),
            ["微言服务站", "调解室", "妇女维权站", "科普站"][i % 4],
            words(rng, of(i, 24)),
            words(rng, of(i, 30)),
            offers.join(" , ").replace('，', "、"),
            people[i % people.len()]
        )
        .unwrap();
    }
    write("stations.yaml", t);
    let mut t = String::new();
    for i in 0..5 {
        writeln!(
            t,
            "- 名称: {}号{}\n  地点: {}\n  开箱: {}\n  答复: {}",
            i + 1,
            words(rng, of(i, 12).saturating_sub(3).max(1)),
            words(rng, of(i, 24)),
            words(rng, of(i, 20)),
            words(rng, of(i, 24))
        )
        .unwrap();
        if i.is_multiple_of(2) {
            writeln!(t, "  人员: [{}]\n  说明: {}", people[..4].join(", "), words(rng, 40))
                .unwrap();
        }
    }
    write("boxes.yaml", t);
    let mut t = String::new();
    for i in 0..30 {
        let progress = ["办好了", "办好了", "正在办", "办不了"][i % 4];
        writeln!(
            t,
            "- 编号: {}\n  名称: {}\n  您说: {}\n  我办: {}\n  进展: {progress}\n  从哪来: {}\n  提出: 2026-{:02}-{:02}",
            i + 1,
            words(rng, of(i, 14)),
            words(rng, of(i, 40)),
            words(rng, of(i, 60)),
            SOURCES[i % SOURCES.len()],
            7 + i / 10,
            1 + i % 20
        )
        .unwrap();
        if progress == "办好了" {
            writeln!(t, "  办结: 2026-{:02}-{:02}", 7 + i / 10, 5 + i % 20).unwrap();
        }
        if i.is_multiple_of(2) {
            writeln!(t, "  地点: {}", words(rng, 20)).unwrap();
            for side in ["办前", "办后"] {
                writeln!(
                    t,
                    "  {side}:\n    情形: {}\n    画面:\n      地点: 小区广场\n      人物:\n        - 阿姨 站立 微笑 说“{}”",
                    words(rng, 24),
                    words(rng, 10)
                )
                .unwrap();
            }
            writeln!(t, "  数字:").unwrap();
            for n in 0..3 {
                writeln!(
                    t,
                    "    - {{ 什么: {}, 多少: {}, 单位: 平方米, 截至: 2026-11-01 }}",
                    words(rng, 12).replace('，', "、"),
                    1_234_567 * (n + 1)
                )
                .unwrap();
            }
        }
    }
    write("results.yaml", t);
    let mut t = String::new();
    for i in 0..16 {
        writeln!(
            t,
            "- 名称: {}群{}\n  小区: {}\n  人员: [{}]\n  时间: {}",
            i + 1,
            words(rng, of(i, 14).saturating_sub(3).max(1)),
            estates[i],
            people[i % people.len()],
            words(rng, of(i, 24))
        )
        .unwrap();
        if i.is_multiple_of(2) {
            writeln!(t, "  进群: {}", words(rng, 30)).unwrap();
        }
    }
    write("groups.yaml", t);
    let row = |rng: &mut Seeded| {
        (0..5).map(|n| words(rng, 2 + 2 * (n % 3))).collect::<Vec<_>>().join("、")
    };
    let mut t = String::from("简介:\n");
    for _ in 0..6 {
        writeln!(t, "  - {}", words(rng, 60)).unwrap();
    }
    writeln!(
        t,
        "伙伴: [{}]\n数字:",
        (0..20).map(|_| words(rng, 16)).collect::<Vec<_>>().join(" , ").replace('，', "、")
    )
    .unwrap();
    for n in 0..12 {
        writeln!(
            t,
            "  - {{ 什么: {}, 多少: {}, 单位: 人次, 截至: 2026-11-01 }}",
            words(rng, 12).replace('，', "、"),
            10 * 7_usize.pow(n % 6)
        )
        .unwrap();
    }
    writeln!(
        t,
        "品牌:\n  名称: {}\n  几个词: [{}]\n示意图:",
        words(rng, 12),
        (0..8)
            .map(|n| words(rng, 2 + 2 * (n % 3)))
            .collect::<Vec<_>>()
            .join(" , ")
            .replace('，', "、")
    )
    .unwrap();
    for _ in 0..8 {
        writeln!(t, "  - {}", row(rng)).unwrap();
    }
    write("about.yaml", t);
}
