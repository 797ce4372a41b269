//! A file that a person wrote → the same file with one thing changed: every other byte stays as it was.
//!
//! Start at [`apply`]. A [`Change`] names a place by its keys and numbers ([`Step`]); the tree of the document says where
//! its bytes are ([`place`]), [`written`] spells what goes there, and the outcome is read again before it is believed: what
//! was not to change says the same, what was to change says what was asked for. [`save`] puts it on the disk.

mod change;
mod doc;
mod other;
mod place;
mod save;
mod texts;
mod written;

pub(crate) use change::Change;
pub(crate) use change::Refused;
pub(crate) use change::Step;
pub(crate) use change::read;
pub(crate) use other::others;
pub(crate) use save::History;
pub(crate) use save::Past;
pub(crate) use save::Saved;
pub(crate) use save::checksum;
pub(crate) use written::Written;
pub(crate) use written::document;

use crate::record::Schema;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use doc::Doc;

/// The YAML text with the change; `schema` is the table of its record, or of each where it is a list.
///
/// # Errors
/// There is no such place, or it is written in a way that this program does not change: the clerk changes it in the
/// file.
pub(crate) fn apply(
    text: &str,
    schema: &'static Schema,
    change: &Change,
) -> Result<String, Refused> {
    let doc = Doc::read(text, schema)?;
    let changed = match change {
        Change::Set(path, value) => place::set(&doc, path, value.as_ref())?,
        Change::Add(path, value) => place::add(&doc, path, value)?,
        Change::Drop(path) => place::drop(&doc, path)?,
        Change::Up(path) => place::up(&doc, path)?,
    };
    let again =
        read(&changed).map_err(|_| Refused::because("这一处的写法比较特别，请打开文件改"))?;
    if is_as_asked(&doc.root, &again, change, schema) {
        Ok(changed)
    } else {
        Err(Refused::because("这一处的写法比较特别，请打开文件改"))
    }
}

/// Whether everything but the place of the change says what it said, and the place what was asked for.
fn is_as_asked(before: &Node, after: &Node, change: &Change, schema: &'static Schema) -> bool {
    let (Change::Set(path, _) | Change::Add(path, _) | Change::Drop(path) | Change::Up(path)) =
        change;
    // A change of a list's items is one of the list.
    let whole: &[Step] = match change {
        Change::Set(..) | Change::Add(..) => path,
        Change::Drop(_) | Change::Up(_) => &path[..path.len().saturating_sub(1)],
    };
    let (mut one, mut two) = (before.clone(), after.clone());
    let cut = |node: &mut Node| place::cut(node, whole, schema);
    let (old, new) = (cut(&mut one), cut(&mut two));
    if !one.says_the_same(&two) {
        return false;
    }
    let items = |node: &Option<Node>| match node.as_ref().map(|node| &node.kind) {
        Some(NodeKind::Seq(list)) => list.clone(),
        // One where a list may stand.
        Some(NodeKind::Map(_)) => node.iter().cloned().collect(),
        _ => Vec::new(),
    };
    match change {
        Change::Set(_, None) => new.is_none(),
        Change::Set(_, Some(value)) => new.is_some_and(|node| value.is_said_by(&node)),
        Change::Add(_, value) => {
            let (old, new) = (items(&old), items(&new));
            let same = old.iter().zip(&new).all(|(a, b)| a.says_the_same(b));
            let last = new.last().is_some_and(|node| value.is_said_by(node));
            new.len() == old.len() + 1 && same && last
        }
        Change::Drop(path) => {
            let (mut old, new) = (items(&old), items(&new));
            let Some(Step::Index(at)) = path.last() else { return false };
            if *at >= old.len() {
                return false;
            }
            old.remove(*at);
            old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| a.says_the_same(b))
        }
        Change::Up(path) => {
            let (mut old, new) = (items(&old), items(&new));
            let Some(Step::Index(at)) = path.last() else { return false };
            if *at == 0 || *at >= old.len() {
                return false;
            }
            old.swap(*at - 1, *at);
            old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| a.says_the_same(b))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::collection;

    fn schema(name: &str) -> &'static Schema {
        collection(name).expect("a collection").schema
    }

    fn key(words: &[&str]) -> Vec<Step> {
        words
            .iter()
            .map(|word| word.parse().map_or_else(|_| Step::Key((*word).into()), Step::Index))
            .collect()
    }

    fn text(words: &str) -> Option<Written> {
        Some(Written::Text(words.into()))
    }

    const VISITS: &str = "# 开头\n- 日期: 2026-12-03   # 头一天\n  从: 9:00\n  到: 11:00\n  小区: 东院\n  事项: [\"402\", \"305\"]\n\n# 第二条\n- { 日期: 2026-12-10, 从: 9:00, 到: 11:00, 小区: 西院 }\n";

    fn changed(change: &Change) -> String {
        apply(VISITS, schema("visits"), change).expect("a change")
    }

    #[test]
    fn one_value_changes_and_nothing_else() {
        let now = changed(&Change::Set(key(&["0", "日期"]), text("2026-12-04")));
        assert_eq!(now, VISITS.replace("2026-12-03", "2026-12-04"));
        let now = changed(&Change::Set(key(&["1", "小区"]), text("南院, 北门")));
        assert_eq!(now, VISITS.replace("小区: 西院 }", "小区: \"南院, 北门\" }"));
    }

    #[test]
    fn what_is_new_stands_in_the_order_of_the_table() {
        let now = changed(&Change::Set(key(&["0", "取消"]), text("大雪: 路滑")));
        let wanted = VISITS.replace("  小区: 东院\n", "  小区: 东院\n  取消: \"大雪: 路滑\"\n");
        assert_eq!(now, wanted);
        let now = changed(&Change::Set(key(&["1", "地点"]), text("西门")));
        assert_eq!(now, VISITS.replace("小区: 西院 }", "小区: 西院, 地点: 西门 }"));
        let people = Written::List(vec![Written::Text("林社工".into())]);
        let now = changed(&Change::Set(key(&["0", "人员"]), Some(people)));
        assert_eq!(now, VISITS.replace("\"305\"]\n", "\"305\"]\n  人员: [林社工]\n"));
    }

    #[test]
    fn what_goes_takes_its_key_along() {
        let now = changed(&Change::Set(key(&["0", "小区"]), None));
        assert_eq!(now, VISITS.replace("  小区: 东院\n", ""));
        let now = changed(&Change::Set(key(&["0", "日期"]), None));
        assert_eq!(now, VISITS.replace("- 日期: 2026-12-03   # 头一天\n  从", "- 从"));
        let now = changed(&Change::Set(key(&["1", "从"]), None));
        assert_eq!(
            now,
            VISITS.replace(" 从: 9:00, 到: 11:00, 小区: 西院", " 到: 11:00, 小区: 西院")
        );
    }

    #[test]
    fn lists_keep_what_stays() {
        let list = |codes: &[&str]| {
            Some(Written::List(codes.iter().map(|c| Written::Text((*c).into())).collect()))
        };
        let now = changed(&Change::Set(key(&["0", "事项"]), list(&["402", "204", "305"])));
        assert_eq!(now, VISITS.replace("[\"402\", \"305\"]", "[\"402\", \"204\", \"305\"]"));
        let now = changed(&Change::Set(key(&["0", "事项"]), list(&["305"])));
        assert_eq!(now, VISITS.replace("[\"402\", \"305\"]", "[\"305\"]"));
        let block = "简介:\n  - 甲  # 一\n  - 乙  # 二\n  - 丙\n";
        let change = Change::Set(key(&["简介"]), list(&["甲", "丁", "丙", "戊"]));
        let now = apply(block, schema("about"), &change).expect("a change");
        assert_eq!(now, "简介:\n  - 甲  # 一\n  - 丁  # 二\n  - 丙\n  - 戊\n");
        let change = Change::Set(key(&["简介"]), list(&["丙"]));
        let now = apply(block, schema("about"), &change).expect("a change");
        assert_eq!(now, "简介:\n  - 丙\n");
    }

    #[test]
    fn items_come_go_and_change_places() {
        let guest = Written::Map(vec![("谁".into(), Written::Text("律师".into()))]);
        let now = changed(&Change::Add(key(&["0", "嘉宾"]), guest.clone()));
        let wanted = VISITS.replace("\"305\"]\n", "\"305\"]\n  嘉宾:\n    - 谁: 律师\n");
        assert_eq!(now, wanted);
        let again = apply(&now, schema("visits"), &Change::Add(key(&["0", "嘉宾"]), guest));
        assert_eq!(
            again.expect("a change"),
            VISITS.replace("\"305\"]\n", "\"305\"]\n  嘉宾:\n    - 谁: 律师\n    - 谁: 律师\n")
        );
        let record = Written::Map(vec![
            ("日期".into(), Written::Text("2026-12-17".into())),
            ("从".into(), Written::Text("9:00".into())),
        ]);
        let now = changed(&Change::Add(Vec::new(), record));
        assert_eq!(now, format!("{VISITS}- 日期: 2026-12-17\n  从: 9:00\n"));
        let now = changed(&Change::Drop(key(&["0"])));
        assert_eq!(
            now,
            "# 开头\n\n# 第二条\n- { 日期: 2026-12-10, 从: 9:00, 到: 11:00, 小区: 西院 }\n"
        );
        let now = changed(&Change::Up(key(&["1"])));
        assert!(now.starts_with("# 开头\n# 第二条\n- { 日期"), "{now}");
        let notes = "简介: [甲]\n数字:\n  # 一\n  - 什么: 户\n    多少: 1\n    # 一末\n  # 二\n  - 什么: 人\n    多少: 2\n";
        let now = apply(notes, schema("about"), &Change::Up(key(&["数字", "1"])));
        let wanted = "简介: [甲]\n数字:\n  # 二\n  - 什么: 人\n    多少: 2\n  # 一\n  - 什么: 户\n    多少: 1\n    # 一末\n";
        assert_eq!(now.expect("a change"), wanted);
    }

    #[test]
    fn notes_and_empty_lists_keep_their_place() {
        let guest = Written::Map(vec![("谁".into(), Written::Text("律师".into()))]);
        let one = "- 日期: 2026-12-03\n  嘉宾: # 待定\n  顺便: []\n";
        let now = apply(one, schema("visits"), &Change::Add(key(&["0", "嘉宾"]), guest.clone()));
        assert_eq!(
            now.expect("a change"),
            "- 日期: 2026-12-03\n  嘉宾: # 待定\n    - 谁: 律师\n  顺便: []\n"
        );
        let list = Written::List(vec![Written::Text("理发".into())]);
        let now = apply(one, schema("visits"), &Change::Set(key(&["0", "顺便"]), Some(list)));
        assert_eq!(now.expect("a change"), one.replace("[]", "[理发]"));
        let first = Change::Add(key(&["0", "顺便"]), Written::Text("理发".into()));
        let now = apply(one, schema("visits"), &first);
        assert_eq!(now.expect("a change"), one.replace("[]", "[理发]"));
        let record = Written::Map(vec![("日期".into(), Written::Text("2026-12-17".into()))]);
        let now = apply("[]\n", schema("visits"), &Change::Add(Vec::new(), record));
        assert_eq!(now.expect("a change"), "- 日期: 2026-12-17\n");
        let only = "办理时限:\n  承诺: 当场\n";
        let change = Change::Set(key(&["办理时限", "承诺"]), None);
        let told = apply(only, schema("procedures"), &change).expect_err("the only one");
        assert!(told.0.contains("只剩这一栏"));
    }

    #[test]
    fn one_becomes_the_first_of_a_list() {
        let one = Written::Map(vec![("地点".into(), Written::Text("家里".into()))]);
        let block =
            "开场:\n  地点: 社区窗口 # 一\n  人物:\n    - 爷爷 站立\n\n结尾:\n  { 地点: 家里 }\n";
        let at = |key_: &str| Change::Add(key(&[key_]), one.clone());
        let now = apply(block, schema("procedures"), &at("开场")).expect("a change");
        let wanted = "开场:\n  - 地点: 社区窗口 # 一\n    人物:\n      - 爷爷 站立\n  - 地点: 家里\n\n结尾:\n";
        assert!(now.starts_with(wanted), "{now}");
        let now = apply(block, schema("procedures"), &at("结尾")).expect("a change");
        assert!(now.ends_with("结尾:\n  [{ 地点: 家里 }, { 地点: 家里 }]\n"), "{now}");
        // Brackets in brackets are gone through to their own ends.
        let ways = "渠道: [窗口, { 方式: 上门, 说明: \"送]证}\" }] # 两种\n";
        let more = Change::Add(key(&["渠道"]), Written::Text("电话".into()));
        let now = apply(ways, schema("procedures"), &more).expect("a change");
        assert_eq!(now, ways.replace("\" }]", "\" }, 电话]"));
    }

    /// Line ends of Windows, a last line without one, a key with nothing behind it.
    #[test]
    fn spellings_stay() {
        let one = "社区名称: 甲\r\n口号:\r\n网址: https://a.example/";
        let now = apply(one, schema("site"), &Change::Set(key(&["口号"]), text("好")));
        assert_eq!(now.expect("a change"), one.replace("口号:", "口号: 好"));
        let now = apply(one, schema("site"), &Change::Set(key(&["总标题"]), text("乙")));
        assert_eq!(now.expect("a change"), format!("{one}\r\n总标题: 乙"));
        let now = apply(one, schema("site"), &Change::Set(key(&["地址"]), text("- 3号 #2")));
        assert!(now.expect("a change").contains("地址: \"- 3号 #2\""));
    }

    #[test]
    fn what_is_not_there_is_refused() {
        for path in [key(&["7", "日期"]), key(&["0", "没有这一栏"])] {
            assert!(apply(VISITS, schema("visits"), &Change::Set(path, text("x"))).is_err());
        }
        assert!(apply("a: [", schema("site"), &Change::Set(key(&["口号"]), text("x"))).is_err());
    }
}
