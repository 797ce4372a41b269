//! What residents type finds what they mean: `tests/browser/queries.cjs` runs the site's own scripts in Node over the
//! data that the program makes. How the page behaves is in [`crate::browser`].
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "in a test, a panic is a failure; figures are worth reading"
)]

use crate::common::crate_root;
use crate::common::fresh;
use crate::common::have;
use crate::common::run;
use crate::common::say;
use crate::common::stderr;
use crate::common::stdout;
use crate::common::with_our_content;
use crate::common::with_procedures;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use serde_json::json;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;
use xiaowei::site::Shelf;
use xiaowei::site::render_one;

const FILES: [&str; 2] = ["finder.js", "search-more.js"];

/// Names of another community's matters, written for this test, and what residents call them; words of `folk.yaml`,
/// initials, a slip.
const ELSEWHERE: &[(&str, &[&str])] = &[
    ("公租房申请", &["廉租房", "没房子住", "gzf", "公祖房"]),
    ("养犬登记", &["狗证", "遛狗"]),
    ("残疾人证办理", &["轮椅", "残疾证"]),
    ("既有住宅加装电梯", &["装电梯", "加装电提"]),
    ("法律援助申请", &["请律师", "打官司"]),
    ("志愿者注册", &["义工"]),
    ("丧葬补贴申领", &["火化", "人没了"]),
    ("生育登记", &["准生证", "怀孕了"]),
    ("流动人口居住登记", &["租客", "暂住"]),
    ("电动车充电桩报装", &["电瓶车"]),
    ("长期护理保险申请", &["瘫痪", "失能", "cqhl", "changqi"]),
    ("特困人员供养", &["五保", "gongyang"]),
    ("高龄津贴", &["长寿钱"]),
    ("楼道杂物清理", &["占楼道"]),
    ("噪声扰民处理", &["太吵", "广场舞"]),
    ("房屋漏水维修", &["跑水", "楼上漏水"]),
    ("停车位申请", &["乱停车"]),
    ("垃圾分类投放", &["大件垃圾"]),
    ("家庭医生签约", &["量血压"]),
    ("儿童预防接种", &["打疫苗"]),
    ("暑期托管班", &["四点半", "带孩子"]),
    ("老年大学报名", &[]),
    ("活动室预约", &["打麻将", "跳舞"]),
    ("创业担保贷款", &["小额贷款"]),
    ("技能培训报名", &["学手艺"]),
    ("反诈宣传", &["骗子"]),
    ("医疗救助", &["大病"]),
    ("社区矫正", &["刑满释放"]),
    ("业主委员会备案", &["业委会"]),
    ("老年餐桌", &["老人食堂", "送餐"]),
];

/// Characters with several readings, of which tables of first readings have the wrong one.
const SEVERAL_READINGS: &[(&str, &[&str])] = &[
    ("长期护理", &["changqihuli", "cqhl", "changqi"]),
    ("人民调解", &["renmintiaojie", "tiaojie", "tj", "rmtj"]),
    ("变更登记", &["biangengdengji", "bgdj", "biangeng"]),
    ("还款", &["huankuan", "hk"]),
    ("特困供养", &["tekungongyang", "gongyang", "tkgy"]),
    ("银行卡", &["yinhangka", "yhk", "yinhang"]),
    ("重庆", &["chongqing", "cq"]),
    ("行动不便", &["xingdongbubian", "xdbb", "xingdong"]),
    ("重残", &["zhongcan", "zc"]),
    ("更正", &["gengzheng", "gz"]),
    ("调动", &["diaodong", "dd"]),
    ("参加", &["canjia", "cj"]),
    ("社会保障", &["shehuibaozhang", "shbz", "shbaozhang"]),
    ("重新办", &["chongxinban", "cxb"]),
    ("长辈", &["zhangbei", "zb"]),
];

/// Writes what the search of a content folder reads, as the site has it.
fn write_search(root: &Path, public: &Path) {
    let (catalog, theme) = xiaowei::read_content(root).read.unwrap();
    let plan = Plan::new(&catalog, &theme, &Wanted::default());
    let shelf = Shelf::open(&theme).unwrap();
    fs::create_dir_all(public).unwrap();
    for name in FILES {
        fs::write(public.join(name), render_one(&plan, &shelf, name).unwrap().unwrap()).unwrap();
    }
}

/// What Node says of queries; nothing where there is no Node.
fn asked(public: &Path, tables: &[&Path]) -> Option<Value> {
    if !have("node") {
        return None;
    }
    let script = crate_root().join("tests/browser/queries.cjs");
    let output = Command::new("node").arg(script).arg(public).args(tables).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    Some(serde_json::from_str(&stdout(&output)).unwrap())
}

/// What some 540 queries find: names, folk words, letters, slips, whole sentences; and what is no matter is not found.
#[test]
fn residents_find_what_they_mean() {
    let dir = with_our_content();
    let public = dir.path().join("public");
    write_search(dir.path(), &public);
    let tables = crate_root().join("tests/tables");
    let told = asked(&public, &[&tables.join("queries.tsv"), &tables.join("none.tsv")]);
    let Some(told) = told else { return };
    eprintln!("{told}");
    let (count, three) = (told["count"].as_u64().unwrap(), told["three"].as_u64().unwrap());
    assert!(count > 500 && three * 100 >= count * 98, "{}", told["missed"]);
    assert_eq!(told["found"], json!([]));
}

/// A community whose matters have these names and nothing else to find them by.
fn named(names: &[&str]) -> tempfile::TempDir {
    let dir = with_procedures(&[]);
    for (at, name) in names.iter().enumerate() {
        let code = 101 + at;
        let text = format!(
            "---\n编号: \"{code}\"\n事项名称: {name}\n一句话: 请到窗口来\n状态: 草稿\n办理权限: 社区协办\n谁说了算: 窗口\n谁来办: 本人\n受理条件: [住在这里]\n步骤:\n  - {{ 做什么: 交表, 谁: 本人, 在哪: 窗口 }}\n  - {{ 做什么: 取件, 谁: 本人, 在哪: 窗口 }}\n办理时限: {{ 承诺: 以窗口答复为准 }}\n收费: 不收费\n渠道: [窗口]\n依据:\n  - {{ 名称: 《条例》, 条款: 待确认 }}\n---\n"
        );
        fs::write(dir.path().join(format!("content/procedures/{code}.md")), text).unwrap();
    }
    dir
}

/// All of the words find the matter of their row.
fn all_found(rows: &[(&str, &[&str])]) {
    let names: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
    let dir = named(&names);
    let public = dir.path().join("public");
    write_search(dir.path(), &public);
    let mut table = String::new();
    for (at, (name, words)) in rows.iter().enumerate() {
        for word in std::iter::once(name).chain(*words) {
            table.push_str(&format!("{word}\t{}\tname\n", 101 + at));
        }
    }
    let file = dir.path().join("queries.tsv");
    fs::write(&file, table).unwrap();
    let Some(told) = asked(&public, &[&file]) else { return };
    assert_eq!(told["missed"], json!([]));
}

#[test]
fn folk_words_serve_another_community() {
    all_found(ELSEWHERE);
}

#[test]
fn every_reading_of_a_character_finds_it() {
    all_found(SEVERAL_READINGS);
}

fn packed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// What is fetched when the box is touched weighs at most 25 KB more, packed, than names and sentences alone, also of
/// a thousand matters.
#[test]
fn a_thousand_matters_stay_light() {
    let dir = fresh();
    crate::common::second::write_thousand(dir.path());
    let public = dir.path().join("public");
    write_search(dir.path(), &public);
    let (catalog, _) = xiaowei::read_content(dir.path()).read.unwrap();
    assert!(catalog.procedures.len() == 1000);
    // Up to version 0.1 the box looked through these.
    let mut former = String::new();
    for p in &catalog.procedures {
        let (code, title, summary) = (&p.code.value, &p.title.value, &p.summary.value);
        let short = p.short_title.as_ref().map_or(title, |short| &short.value);
        let mut row = vec![code, short, summary, title];
        row.extend(p.aliases.iter().map(|alias| &alias.value));
        former.push_str(&format!("{},\n", json!(row)));
    }
    let finder = fs::read_to_string(public.join("finder.js")).unwrap();
    let (scripts, data) = finder.split_once("\nXW={").unwrap();
    let (former, now) = (packed(former.as_bytes()), packed(data.as_bytes()));
    eprintln!("besides, once and for all: {} bytes of scripts", packed(scripts.as_bytes()));
    let more = packed(&fs::read(public.join("search-more.js")).unwrap());
    eprintln!("1,000 matters: {now} bytes, names alone {former}; asked for more rarely: {more}");
    assert!(now <= former + 25 * 1024, "{now} bytes, names alone {former}");
}

/// A theme of one's own adds words, which go before ours; what makes no sense is told where it stands.
#[test]
fn own_folk_words_are_added_and_checked() {
    let dir = with_procedures(&["401", "402"]);
    say(dir.path(), "主题: own");
    let folk = dir.path().join("themes/own/folk.yaml");
    fs::create_dir_all(folk.parent().unwrap()).unwrap();
    fs::write(&folk, "俗话:\n  红本本、敬老卡: [高龄补贴]\n问话:\n  - 劳驾\n虚字: 噻\n").unwrap();
    let public = dir.path().join("public");
    write_search(dir.path(), &public);
    let data = fs::read_to_string(public.join("finder.js")).unwrap();
    let line = |start: &str| data.lines().find(|l| l.starts_with(start)).unwrap().to_string();
    assert!(line("folk:").starts_with("folk:\"红本本,敬老卡=高龄补贴\\n"), "{}", line("folk:"));
    assert!(line("ask:").contains(" 劳驾") && line("trim:").contains('噻'));
    let table = dir.path().join("queries.tsv");
    fs::write(&table, "劳驾红本本噻\t402\tfolk\n敬老卡\t402\tfolk\n老年卡\t401\tfolk\n").unwrap();
    if let Some(told) = asked(&public, &[&table]) {
        assert_eq!(told["missed"], json!([]));
    }
    let wrong = "俗话:\n  红本本,绿本本: [高龄补贴]\n  甲、、乙: [高龄补贴]\n  丙:\n  丁: []\n  戊: [高龄 补贴]\n外号:\n  己: [高龄补贴]\n问话:\n  - \n  - 请 问\n材料叫法: [庚]\n虚字: [的]\n";
    fs::write(&folk, wrong).unwrap();
    let output = run(dir.path(), &["check"]);
    let text = format!("{}{}", stdout(&output), stderr(&output));
    for (what, line) in [
        ("说法「红本本,绿本本」里有空格、逗号或等号", 2),
        ("「甲、、乙」里有一个说法是空的", 3),
        ("「丙」右边没有写是哪件事", 4),
        ("「丁」右边没有写是哪件事", 5),
        ("「戊」的右边有一个词读不懂", 6),
        ("folk.yaml 没有「外号」这一段", 7),
        ("「问话」里这一行读不懂", 10),
        ("「问话」里这一行读不懂", 11),
        ("「材料叫法」下面应该一行一种说法", 12),
        ("「虚字」后面应该是一行字", 13),
    ] {
        let place = format!("themes/own/folk.yaml:{line}:");
        let told = text.split("\n\n").any(|m| m.contains(what) && m.contains(&place));
        assert!(told, "{what} {place}: {text}");
    }
}

/// Phones of the residents have browsers of 2018.
#[test]
fn scripts_are_written_for_old_phones() {
    for name in ["search.js", "search-before.js", "finder.js", "sounds.js", "page.js", "quick.js"] {
        let path = crate_root().join("themes/default/site").join(name);
        let text = fs::read_to_string(path).unwrap();
        for newer in ["?.", "??", "(?<", ".replaceAll(", ".flat(", ".flatMap(", "=>", ".at("] {
            assert!(!text.contains(newer), "{name}: {newer}");
        }
    }
}
