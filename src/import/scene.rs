//! The words of a step → who does it and where, as far as they say so.
//!
//! Start at [`scene`]. 「社区初审」 says who; nothing is guessed beyond what is said.

/// What is done in offices, as steps are called.
pub(super) const ACTS: &[&str] = &[
    "申请", "申报", "申领", "受理", "审核", "审批", "审查", "初审", "复审", "复核", "核实", "核查",
    "核对", "核定", "核准", "调查", "评议", "公示", "公告", "批准", "决定", "确认", "发证", "制证",
    "领证", "发放", "办结", "登记", "备案", "上报", "报送", "报告", "报修", "转交", "转办", "交办",
    "归档", "反馈", "回访", "送达", "告知", "填表", "填报", "填写", "提交", "递交", "缴费", "交费",
    "签字", "盖章", "领取", "取件", "派单", "维修", "验收", "咨询", "评残", "打印", "拍照", "录入",
    "评估", "预约", "审定", "会审", "联审", "公布", "拨付", "兑付", "处理", "办理", "处置", "解决",
    "答复", "回复", "汇总", "建档", "入户", "走访", "核销", "出具", "开具", "发函", "接收", "转入",
    "转出", "编入", "审议", "表决", "讨论", "研究", "谈话", "考察", "培养", "宣誓", "查询", "查阅",
    "修复", "巡查", "整改", "报批", "评审", "认定", "检查", "体检", "注册", "变更", "注销", "通知",
    "选派", "上门", "培训", "上岗", "报名", "招标", "投标", "询价", "付款", "报销", "提议", "公开",
    "签约", "立项", "竣工", "核算", "入账", "投票", "选举", "面试", "录用", "缴纳", "参保", "推荐",
    "认证",
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
pub(super) struct Scene {
    /// Who.
    pub(super) who: Option<String>,
    /// Where.
    pub(super) place: Option<String>,
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
pub(super) fn scene(step: &str) -> Scene {
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
        let stop = ACTS.iter().chain(&["提出", "进行"]).filter_map(|a| words.find(a)).min();
        let words = &words[..stop.unwrap_or(words.len())];
        let by_ending = PLACES.iter().filter_map(|p| words.rfind(p).map(|at| at + p.len())).max();
        if let Some(end) = by_ending.or_else(|| office(words)) {
            scene.place = Some(words[..end].to_string());
        }
    }
    scene
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
