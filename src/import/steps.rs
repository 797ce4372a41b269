//! The steps of an item → their list in the file: what is done, by whom, where.
//!
//! Start at [`Draft::steps`]. 「社区初审」 says who: that is read from the text, as far as it says so, and
//! nothing is guessed beyond it.

use super::pieces::cut;
use super::pieces::one_line;
use super::pieces::pieces;
use super::row::Draft;
use crate::model::PROCEDURE;
use crate::model::STEP;
use crate::quantity::ASK_WINDOW;
use crate::yaml::quoted;
use std::fmt::Write;

/// What is done in offices, as steps are called.
const ACTS: &[&str] = &[
    "申请", "申报", "申领", "受理", "审核", "审批", "审查", "初审", "复审", "复核", "核实", "核查",
    "核对", "核定", "核准", "调查", "评议", "公示", "公告", "批准", "决定", "确认", "发证", "制证",
    "领证", "发放", "办结", "登记", "备案", "上报", "报送", "报告", "报修", "转交", "转办", "交办",
    "归档", "反馈", "回访", "送达", "告知", "填表", "填报", "填写", "提交", "递交", "缴费", "交费",
    "签字", "盖章", "领取", "取件", "派单", "维修", "验收", "咨询", "评残", "打印", "拍照", "录入",
    "评估", "预约", "审定", "会审", "联审", "公布", "拨付", "兑付", "处理", "办理", "处置", "解决",
    "答复", "回复", "汇总", "建档", "入户", "走访", "核销", "出具", "开具", "发函", "接收", "转入",
    "转出", "编入", "审议", "表决", "讨论", "研究", "谈话", "考察", "培养", "宣誓", "查询", "查阅",
    "修复", "巡查", "整改", "报批", "评审", "认定", "检查", "体检", "注册", "变更", "注销", "通知",
    "选派", "上门",
];
/// Who does it when nobody else is named: these are what an applicant does.
const OF_APPLICANT: &[&str] = &[
    "申请",
    "申报",
    "申领",
    "提出申请",
    "提交申请",
    "递交申请",
    "提交材料",
    "递交材料",
    "提交资料",
    "填表",
    "填写",
    "填报",
    "携带",
    "准备材料",
    "领证",
    "领取",
    "取件",
    "缴费",
    "交费",
    "网上申请",
    "线上申请",
    "预约",
];
/// People, from the longest word.
const PEOPLE: &[&str] = &[
    "法定代理人",
    "申请人",
    "当事人",
    "监护人",
    "代理人",
    "委托人",
    "工作人员",
    "网格员",
    "楼栋长",
    "社区民警",
    "民政专干",
    "业主",
    "住户",
    "居民",
    "本人",
    "家属",
    "亲属",
    "群众",
    "老人",
    "家长",
    "用户",
    "专干",
    "社工",
    "民警",
    "学生",
    "党员",
    "房东",
    "租户",
];
/// Offices begin with one of these …
const OFFICES: &[&str] = &[
    "社区居委会",
    "社区居民委员会",
    "社区党委",
    "社区党支部",
    "社区党总支",
    "社区警务室",
    "社区窗口",
    "社区",
    "居委会",
    "村委会",
    "街道办事处",
    "街道办",
    "街道",
    "乡镇政府",
    "乡镇",
    "镇政府",
    "镇",
    "派出所",
    "公安机关",
    "公安部门",
    "公安局",
    "物业公司",
    "物业",
    "业委会",
    "党支部",
    "支部大会",
    "上级党委",
    "上级党组织",
    "党委",
    "党组织",
    "学校",
    "医院",
    "银行",
    "残联",
    "民政部门",
    "民政局",
    "人社局",
    "人社部门",
    "医保局",
    "卫健局",
    "卫健部门",
    "住建局",
    "住房保障部门",
    "税务局",
    "司法所",
    "法院",
    "工会",
    "妇联",
    "团委",
    "主管部门",
    "相关部门",
    "有关部门",
    "审批部门",
    "厂家",
    "维修单位",
    "维修人员",
    "评残机构",
    "经办机构",
    "社保局",
];
/// … or with a level and then one of them, or are a place that ends so.
const LEVELS: &[&str] = &[
    "省级",
    "市级",
    "区级",
    "县级",
    "省",
    "市",
    "区",
    "县",
    "上级",
    "辖区",
    "所在",
    "所属",
    "户籍地",
];
/// How places end.
const PLACES: &[&str] = &[
    "政务服务中心",
    "便民服务中心",
    "党群服务中心",
    "服务中心",
    "服务大厅",
    "便民大厅",
    "大厅",
    "警务室",
    "居委会",
    "办事处",
    "派出所",
    "窗口",
    "中心",
    "社区",
    "街道",
    "服务站",
    "工作站",
    "村委会",
    "物业",
    "学校",
    "医院",
    "银行",
    "民政局",
    "残联",
    "小程序",
    "公众号",
    "政务服务网",
    "经办机构",
];

/// Who does a step and where, as far as its words say.
#[derive(Debug, Default, PartialEq, Eq)]
struct Scene {
    who: Option<String>,
    place: Option<String>,
}

/// The longest of some words that a text begins with.
fn begins<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().filter(|w| text.starts_with(w)).max_by_key(|w| w.len())
}

/// An office at the beginning of a text, its level included: bytes.
fn office(text: &str) -> Option<usize> {
    if let Some(level) = begins(text, LEVELS) {
        // 「区民政局」; 「市民」 and 「区域」 are none.
        if let Some(rest) = begins(&text[level.len()..], OFFICES) {
            return Some(level.len() + rest.len());
        }
    }
    begins(text, OFFICES).map(str::len)
}

/// Somebody at the beginning of a text, with 「或」 and others: bytes.
fn somebody(text: &str) -> Option<usize> {
    let one = |text: &str| {
        let office = office(text);
        // 「社区工作人员」
        let people =
            begins(&text[office.unwrap_or(0)..], PEOPLE).map(|p| office.unwrap_or(0) + p.len());
        people.or(office)
    };
    let mut end = one(text)?;
    while let Some(more) = begins(&text[end..], &["或者", "或", "和", "及", "与", "、", "（"])
    {
        let Some(next) = one(&text[end + more.len()..]) else { break };
        end += more.len() + next;
        if more == "（" {
            end += text[end..].strip_prefix('）').map_or(0, |_| '）'.len_utf8());
        }
    }
    Some(end)
}

/// Reads who and where from the words of a step.
fn scene(step: &str) -> Scene {
    let mut scene = Scene::default();
    // 「由社区初审」「报街道审批」: whoever is named acts; 「报街道」 alone names where it goes.
    let by = begins(
        step,
        &["由", "经", "报请", "上报", "报送", "报", "转交", "转", "交由", "提交", "送"],
    );
    let lead = by.map_or(0, str::len);
    let mut rest = step;
    if let Some(end) = somebody(&step[lead..]) {
        let (name, after) = (&step[lead..lead + end], &step[lead + end..]);
        let acts = begins(after, ACTS).is_some();
        let moves = begins(
            after,
            &[
                "到", "向", "在", "去", "至", "持", "携带", "带", "将", "按", "对", "进行", "组织",
                "通过", "负责", "统一", "集中", "提",
            ],
        )
        .is_some();
        let is_office = office(name).is_some_and(|o| o == name.len());
        if acts || (moves && lead == 0) || (after.is_empty() && !is_office && lead == 0) {
            scene.who = Some(name.to_string());
            if is_office {
                scene.place = Some(name.to_string());
            }
            rest = after;
        }
    }
    if scene.who.is_none()
        && by.is_none_or(|by| by == "提交")
        && begins(step, OF_APPLICANT).is_some()
    {
        scene.who = Some("申请人".into());
    }
    // 「到社区警务室」「向街道提出申请」「在窗口登记」
    let ways = ["到", "前往", "去", "向", "在", "至"];
    let found = ways.iter().filter_map(|way| rest.find(way).map(|at| at + way.len())).min();
    if let Some(at) = found {
        let words: String =
            rest[at..].chars().take_while(|c| c.is_alphanumeric()).take(24).collect();
        // As far as the last office or place in it that its actions have not begun.
        let stop = ACTS.iter().chain(&["提出", "进行", "办"]).filter_map(|a| words.find(a)).min();
        let words = &words[..stop.unwrap_or(words.len())];
        let by_ending = PLACES.iter().filter_map(|p| words.rfind(p).map(|at| at + p.len())).max();
        if let Some(end) = by_ending.or_else(|| office(words)) {
            scene.place = Some(words[..end].to_string());
        }
    }
    scene
}

/// Whether a piece is what an office calls a step: short, and one of its acts.
fn is_act(piece: &str) -> bool {
    piece.chars().count() <= 8 && ACTS.iter().any(|act| piece.contains(act))
}

/// The steps of a cell.
fn split(text: &str) -> Vec<String> {
    let found = pieces(text, &[]);
    let [only] = found.as_slice() else { return found };
    let (dashes, more) = (
        ['-', '—', '–', '－', '>', '＞', '~', '～', '|', '｜', '/', '／', '+', '＋'],
        ['、', '，', ',', ' ', '　'],
    );
    let by = |mark: char| cut(only, &|c| c == mark);
    for mark in dashes {
        // 「9:00-12:00」 and 「0311-1234」 are no steps.
        let parts = by(mark);
        let is_step = |p: &String| {
            p.chars().any(char::is_alphabetic)
                && !p.starts_with(|c: char| c.is_ascii_digit())
                && (parts.len() > 2 || is_act(p))
        };
        if parts.len() > 1 && parts.iter().all(is_step) {
            return parts;
        }
    }
    for mark in more {
        let parts = by(mark);
        if parts.len() > 1 && parts.iter().all(|p| is_act(p)) {
            return parts;
        }
    }
    // Sentences, as long as each says what is done.
    let parts = pieces(only, &['，', '。', ',']);
    if parts.len() > 1 { parts } else { found }
}

/// 「线上：……；线下：……」: ways beside each other, not one after the other.
fn routes(text: &str) -> Option<(String, Vec<String>)> {
    let words = [
        "线上", "线下", "网上", "网办", "窗口", "现场", "自助", "掌上", "手机", "电话", "上门",
        "方式", "途径",
    ];
    let parts = cut(text, &|c| matches!(c, '\n' | '；' | ';' | '。'));
    let is_route = |part: &String| {
        let name = part.split(['：', ':']).next().unwrap_or("");
        name.len() < part.len()
            && name.chars().count() <= 8
            && words.iter().any(|w| name.contains(w))
    };
    if parts.len() < 2 || !parts.iter().all(is_route) {
        return None;
    }
    // The way of those who come: the board hangs where they stand.
    let here = ["线下", "窗口", "现场"];
    let at = parts.iter().position(|p| here.iter().any(|w| p.starts_with(w))).unwrap_or(0);
    let mut others = parts;
    let chosen = others.remove(at);
    let steps = chosen.split_once(['：', ':']).map_or(chosen.as_str(), |(_, steps)| steps);
    Some((steps.trim().to_string(), others))
}

/// The first words of a step that is too long for a title.
fn title(step: &str, longest: usize) -> String {
    let first = step
        .split(['，', '；', '。', ',', '：', ':', '（', '(', ' '])
        .find(|p| !p.trim().is_empty());
    let first = first.unwrap_or(step).trim();
    if first.chars().count() <= longest {
        return first.to_string();
    }
    format!("{}…", first.chars().take(longest.saturating_sub(1)).collect::<String>())
}

impl Draft {
    pub(super) fn steps(&mut self, texts: &[&str], place: Option<String>) {
        let withheld = self.withholds("步骤", texts);
        let mut parts: Vec<String> = Vec::new();
        for text in texts.iter().filter(|_| !withheld) {
            let steps = match routes(text) {
                None => split(text),
                Some((steps, others)) => {
                    for other in others {
                        self.keep("步骤", &other, "是另一条路，步骤只写了一条");
                    }
                    split(&steps)
                }
            };
            let trimmed = steps.iter().map(|p| one_line(p.trim_end_matches(['。', '，', '；'])));
            parts.extend(trimmed.filter(|p| !p.is_empty()));
        }
        let most_place = STEP.longest("在哪");
        let place = place.map(|p| one_line(&p));
        let good = place.clone().filter(|p| p.chars().count() <= most_place && !withheld);
        match (&place, &good) {
            (Some(_), Some(_)) => self.understood.push("地点".into()),
            (Some(long), None) => {
                self.keep("地点", long, &format!("没有写进步骤（最多 {most_place} 个字）"));
            }
            _ => {}
        }
        let (least, most) = PROCEDURE.count("步骤");
        let (short, long) = (STEP.longest("做什么"), STEP.longest("详情"));
        let count = parts.len().min(most);
        if count > 0 {
            self.understood.push(format!("步骤（{count} 步）"));
        }
        self.push("步骤:");
        let word = |text: Option<String>, most: usize| {
            text.filter(|t| t.chars().count() <= most)
                .map_or(ASK_WINDOW.to_string(), |t| quoted(&t))
        };
        let mut kept = Vec::new();
        for part in &parts[..count] {
            let length = part.chars().count();
            let seen = scene(part);
            // The window of the table is the community's; another office has its own place.
            let is_ours =
                seen.place.as_deref().is_none_or(|p| p.starts_with("社区") || p.ends_with("窗口"));
            let place = if is_ours { good.clone().or(seen.place) } else { seen.place };
            // A long step keeps its words for the page; the board gets its first phrase.
            let head = if length <= short { part.clone() } else { title(part, short) };
            let mut lines = format!(
                "  - 做什么: {}\n    谁: {}\n    在哪: {}",
                quoted(&head),
                word(seen.who, STEP.longest("谁")),
                word(place, most_place)
            );
            if length > short && length <= long {
                let _ = write!(lines, "\n    详情: {}", quoted(part));
            } else if length > long {
                kept.push(part.clone());
            }
            self.push(&lines);
        }
        for number in count..least {
            // With some steps known the missing ones are the clerk's to write or to split off.
            let act = if count == 0 {
                ASK_WINDOW.to_string()
            } else {
                format!("请写：第{}步做什么", number + 1)
            };
            let place = word(good.clone(), most_place);
            self.push(&format!("  - {{ 做什么: {act}, 谁: {ASK_WINDOW}, 在哪: {place} }}"));
        }
        if count < least && count > 0 {
            self.left.push(format!(
                "步骤只看出 {count} 步，至少要 {least} 步：后面写了「请写：……」，改成真的步骤"
            ));
        } else if count == 0 {
            self.left.push(format!("没有步骤，至少要 {least} 步：先用「{ASK_WINDOW}」补了"));
        }
        for part in parts.iter().skip(most).chain(&kept) {
            self.keep("步骤", part, &format!("超过 {most} 步或一步超过 {long} 个字"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_apart_as_they_are_written() {
        for (text, count) in [
            ("申请、受理、审核、发证", 4),
            ("受理-审核-办结", 3),
            ("受理>审核>办结", 3),
            ("受理＞审核＞办结", 3),
            ("受理——审核——办结", 3),
            ("受理/审核/办结", 3),
            ("申请 受理 办结", 3),
            ("填写申请表、户口簿复印件", 1),
            ("周一至周五9:00-12:00", 1),
            ("拨打0311-00001234报修", 1),
            ("1.开具介绍信  2.转入党委审核  3.编入支部", 3),
            ("本人申请，社区初审，街道复核。", 3),
        ] {
            assert_eq!(split(text).len(), count, "{text}: {:?}", split(text));
        }
        let (here, others) = routes("线上：填报→审核；线下：窗口→受理→办结").unwrap();
        assert_eq!((here.as_str(), others.len()), ("窗口→受理→办结", 1));
    }

    #[test]
    fn who_and_where_are_read_from_the_words() {
        for (step, who, place) in [
            ("社区初审", Some("社区"), Some("社区")),
            ("街道复核", Some("街道"), Some("街道")),
            ("区民政局审批", Some("区民政局"), Some("区民政局")),
            ("由社区居委会公示7天", Some("社区居委会"), Some("社区居委会")),
            ("报街道审批", Some("街道"), Some("街道")),
            ("本人或家属到社区提出申请", Some("本人或家属"), Some("社区")),
            ("携带材料到社区警务室", Some("申请人"), Some("社区警务室")),
            ("向街道办事处提出申请", None, Some("街道办事处")),
            ("公安机关审核", Some("公安机关"), Some("公安机关")),
            ("社区工作人员入户调查", Some("社区工作人员"), None),
            ("申请", Some("申请人"), None),
            ("受理", None, None),
            ("审核", None, None),
            ("市民投票", None, None),
        ] {
            let found = scene(step);
            let wanted = Scene { who: who.map(String::from), place: place.map(String::from) };
            assert_eq!(found, wanted, "{step}");
        }
    }

    #[test]
    fn a_long_step_has_a_title_of_its_own_words() {
        let long = "申请人持本人有效身份证件原件及复印件到社区综合服务窗口提出书面申请并填写表格";
        let head = title(long, 24);
        assert!(head.ends_with('…') && head.chars().count() == 24, "{head}");
        assert_eq!(title("提交申请，社区工作人员在三个工作日内完成入户调查核实", 24), "提交申请");
    }
}
