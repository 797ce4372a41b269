//! What our own content and theme may and may not say.

use crate::common::crate_root;
use crate::common::walk;
use std::fs;
use xiaowei::model::SPEECH_LIMIT;
use xiaowei::read_content;

/// People, communities, estates, places and newspapers of the reports behind the brief.
const NOT_OURS: &[&str] = &[
    "工人街",
    "润园",
    "肖怡",
    "西交通巷",
    "荣傲",
    "丰仓",
    "润都荣园",
    "明日郡",
    "阜康街道",
    "建华南街道",
    "胜利路",
    "宋营",
    "襄都",
    "长安区",
    "裕华区",
    "城西区",
    "五四大街",
    "北商业巷",
    "新宁路",
    "物资南",
    "燕赵晚报",
    "长城网",
    "西海全媒体",
    "河北日报",
    "邢台日报",
    "石家庄",
    "西宁",
    "邢台",
    "河北",
    "赵姐",
    "刘大爷",
    "徐大爷",
    "曹奶奶",
    "袁爷爷",
    "李军霞",
    "朱晓伟",
    "张先生",
    "平安保险",
    "向阳里",
    "幸福里",
];

fn our_texts() -> Vec<(String, String)> {
    let root = crate_root();
    let mut files = walk(&root.join("content"));
    files.extend(walk(&root.join("themes")));
    files.extend(walk(&root.join("tests")));
    files.push(root.join("README.md"));
    let text =
        |p: &std::path::PathBuf| Some((p.display().to_string(), fs::read_to_string(p).ok()?));
    files.iter().filter(|p| !p.ends_with("tests/it/words.rs")).filter_map(text).collect()
}

#[test]
fn nobody_of_the_reports_is_named() {
    for (path, text) in our_texts() {
        for name in NOT_OURS.iter().copied() {
            // The list of companies that no text may name names them.
            let is_ban = path.ends_with("default/lists.yaml") && name == "平安保险";
            assert!(is_ban || !text.contains(name), "{path} names {name}");
        }
    }
}

#[test]
fn our_content_is_complete_and_without_errors() {
    let content = read_content(&crate_root());
    assert!(!content.report.has_errors(), "{}", content.report.render(&content.sources, false));
    let (catalog, theme) = content.read.unwrap();
    assert_eq!((catalog.categories.len(), catalog.procedures.len()), (6, 26));
    let panels: Vec<usize> = catalog.procedures.iter().map(|p| p.panels().len()).collect();
    assert_eq!(panels.iter().sum::<usize>(), 124);
    assert!(panels.iter().all(|n| (3..=6).contains(n)), "{panels:?}");
    for p in &catalog.procedures {
        assert!(p.is_unchecked(), "{} is no sample", p.code.value);
        assert!(p.short_title.as_ref().is_some_and(|t| t.value.chars().count() <= 8));
        for (_, picture) in p.panels() {
            for person in &picture.people {
                let speech = person.speech.as_ref();
                assert!(speech.is_none_or(|s| s.text.chars().count() <= SPEECH_LIMIT));
                if person.action == "递" {
                    let receives = picture.people.iter().any(|o| o.action == "接");
                    assert!(receives, "{}: 递 without 接", p.code.value);
                }
            }
        }
    }
    assert!(theme.words.prop_words.len() >= 61, "the props of both sheets");
}

/// What the evidence does not allow to be printed, by procedure (see the rule in the content's
/// README section): numbers that were heard, remembered or are local.
#[test]
fn unverified_numbers_are_not_printed() {
    let forbidden: &[(&str, &[&str])] = &[
        ("102", &["30天", "3个月"]),
        ("103", &["一个月内", "一年以上", "预备期一年", "18岁"]),
        ("104", &["过半数"]),
        ("201", &["7天", "第四章"]),
        ("301", &["15个工作日"]),
        ("302", &["10个工作日", "5个工作日", "10天", "5天"]),
        ("304", &["400"]),
        ("402", &["季度", "下季"]),
        ("404", &["30个工作日", "45个工作日"]),
        ("405", &["3600"]),
        ("501", &["有效期1年"]),
    ];
    let files = walk(&crate_root().join("content/procedures"));
    for (code, words) in forbidden {
        let file = files
            .iter()
            .find(|p| p.file_name().unwrap().to_string_lossy().starts_with(code))
            .unwrap();
        // A question may name what it asks; nothing else may.
        let text = fs::read_to_string(file).unwrap();
        let questions = text.find("  待确认:\n").unwrap();
        let end = questions + text[questions..].find("\n---").unwrap();
        let text = format!("{}{}", &text[..questions], &text[end..]);
        for word in *words {
            assert!(!text.contains(word), "{code} prints {word}");
        }
    }
}

/// Symbols law: drawings of the theme are plain shapes in named inks, and no sheet shows a code
/// that was not declared (that is proven on every finished sheet).
#[test]
fn drawings_are_flat_and_in_our_inks() {
    let props = walk(&crate_root().join("themes/default/art/props"));
    assert!(props.len() >= 61);
    for path in props {
        let text = fs::read_to_string(&path).unwrap();
        for word in ["opacity", "gradient", "filter", "<image", "clip", "★", "#FF0000"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
        assert!(text.contains("data-line=\"2\"") && text.contains("<title>"), "{}", path.display());
    }
}

/// The table of near words advises only what pictures know, and stands in no list's own way.
#[test]
fn near_words_lead_to_words_of_the_lists() {
    use xiaowei::diag::FileId;
    use xiaowei::yaml;
    use xiaowei::yaml::Node;
    use xiaowei::yaml::NodeKind;
    let read = |name: &str| {
        let text = fs::read_to_string(crate_root().join("themes/default/art").join(name)).unwrap();
        yaml::parse(yaml::Passage { file: FileId(0), text: &text, offset: 0 }).unwrap()
    };
    let rows = |node: &Node| -> Vec<(String, Vec<String>)> {
        let NodeKind::Map(list) = &node.kind else { panic!("a table") };
        list.iter().map(|(key, value)| (key.text.clone(), value.texts())).collect()
    };
    let (words, props) = (read("words.yaml"), read("props.yaml"));
    let mut known: Vec<String> = rows(&props).into_iter().map(|(word, _)| word).collect();
    for list in ["人物", "动作", "表情", "地点", "位置", "镜头", "特效", "天色"] {
        let rows = rows(words.entry(list).unwrap());
        known.extend(rows.into_iter().flat_map(|(word, aliases)| [vec![word], aliases].concat()));
    }
    let near = rows(words.entry("近义").unwrap());
    assert!(near.len() > 50);
    for (word, others) in near {
        assert!(!known.contains(&word), "「{word}」 is a word already");
        for other in others {
            assert!(known.contains(&other), "「{word}」 leads to 「{other}」, which no list has");
        }
    }
}
