//! Which column is what: headings as communities write them.
//!
//! Start at [`meaning`]. A heading is a known word, perhaps with words before it that say nothing of their
//! own (「办理」「所需」) and such words behind (「清单」). A heading that says more than that (「材料来源」
//! 「时限说明」) is another thing than the word in it, and is not known.

use super::column::Column;

/// The words that headings are made around.
const WORDS: &[(&str, Column)] = &[
    ("事项名称", Column::Title),
    ("项目名称", Column::Title),
    ("事项", Column::Title),
    ("名称", Column::Title),
    ("项目", Column::Title),
    ("类别", Column::Category),
    ("分类", Column::Category),
    ("类型", Column::Category),
    ("板块", Column::Category),
    ("大类", Column::Category),
    ("一句话", Column::Summary),
    ("一句话说明", Column::Summary),
    ("简介", Column::Summary),
    ("事项内容", Column::Summary),
    ("服务内容", Column::Summary),
    ("对象", Column::Applicant),
    ("申请人", Column::Applicant),
    ("谁来办", Column::Applicant),
    ("谁能办", Column::Applicant),
    ("办理人群", Column::Applicant),
    ("条件", Column::Conditions),
    ("材料", Column::Materials),
    ("资料", Column::Materials),
    ("要件", Column::Materials),
    ("所需手续", Column::Materials),
    ("所需证件", Column::Materials),
    ("携带证件", Column::Materials),
    ("要带什么", Column::Materials),
    ("流程", Column::Steps),
    ("程序", Column::Steps),
    ("步骤", Column::Steps),
    ("环节", Column::Steps),
    ("怎么办", Column::Steps),
    ("如何办理", Column::Steps),
    ("时限", Column::Promised),
    ("期限", Column::Promised),
    ("时效", Column::Promised),
    ("办结时间", Column::Promised),
    ("承诺时间", Column::Promised),
    ("办理时长", Column::Promised),
    ("法定时限", Column::Statutory),
    ("法定期限", Column::Statutory),
    ("法定时间", Column::Statutory),
    ("办理时间", Column::When),
    ("依据", Column::Basis),
    ("政策", Column::Basis),
    ("法规", Column::Basis),
    ("收费", Column::Fee),
    ("费用", Column::Fee),
    ("收费标准", Column::Fee),
    ("收费金额", Column::Fee),
    ("主管部门", Column::Authority),
    ("主管单位", Column::Authority),
    ("审批部门", Column::Authority),
    ("审批单位", Column::Authority),
    ("审批机关", Column::Authority),
    ("决定机关", Column::Authority),
    ("责任部门", Column::Authority),
    ("责任单位", Column::Authority),
    ("责任主体", Column::Accountable),
    ("办理部门", Column::Authority),
    ("办理单位", Column::Authority),
    ("办理机构", Column::Authority),
    ("承办部门", Column::Authority),
    ("承办单位", Column::Authority),
    ("承办机构", Column::Authority),
    ("实施主体", Column::Authority),
    ("实施机关", Column::Authority),
    ("实施单位", Column::Authority),
    ("实施部门", Column::Authority),
    ("谁说了算", Column::Authority),
    ("结果", Column::Result),
    ("办理方式", Column::Channels),
    ("办理渠道", Column::Channels),
    ("办理途径", Column::Channels),
    ("服务方式", Column::Channels),
    ("申请方式", Column::Channels),
    ("办理形式", Column::Channels),
    ("渠道", Column::Channels),
    ("网址", Column::Link),
    ("链接", Column::Link),
    ("网上办理地址", Column::Link),
    ("网办地址", Column::Link),
    ("注意事项", Column::Mistakes),
    ("常见错误", Column::Mistakes),
    ("常见问题", Column::Mistakes),
    ("温馨提示", Column::Mistakes),
    ("电话", Column::Phone),
    ("联系电话", Column::Phone),
    ("监督电话", Column::Phone),
    ("投诉电话", Column::Phone),
    ("办公电话", Column::Phone),
    ("联系方式", Column::Phone),
    ("咨询方式", Column::Phone),
    ("责任人", Column::Person),
    ("经办人", Column::Person),
    ("承办人", Column::Person),
    ("联系人", Column::Person),
    ("负责人", Column::Person),
    ("办理人员", Column::Person),
    ("责任人员", Column::Person),
    ("岗位", Column::Post),
    ("责任岗位", Column::Post),
    ("经办岗位", Column::Post),
    ("地点", Column::Place),
    ("地址", Column::Place),
    ("场所", Column::Place),
    ("办理窗口", Column::Place),
    ("受理窗口", Column::Place),
    ("俗称", Column::Aliases),
    ("别称", Column::Aliases),
    ("别名", Column::Aliases),
    ("办理权限", Column::Role),
    ("有效期", Column::Validity),
    ("有效期限", Column::Validity),
    ("结果有效期", Column::Validity),
    ("原件", Column::Original),
    ("复印件", Column::Copies),
    ("份数", Column::Count),
    ("材料份数", Column::Count),
    ("材料来源", Column::Source),
    ("来源渠道", Column::Source),
    ("权力类别", Column::Power),
    ("权力类型", Column::Power),
    ("权力分类", Column::Power),
    ("风险点", Column::Risk),
    ("廉政风险点", Column::Risk),
    ("廉政风险", Column::Risk),
    ("风险等级", Column::Grade),
    ("风险级别", Column::Grade),
    ("防控措施", Column::Control),
    ("防范措施", Column::Control),
    ("风险防控措施", Column::Control),
    ("责任追究", Column::Consequences),
    ("追责情形", Column::Consequences),
    ("追责", Column::Consequences),
    ("监督方式", Column::Oversight),
    ("监督渠道", Column::Oversight),
    ("监督主体", Column::Oversight),
    ("监督", Column::Oversight),
    ("公开方式", Column::PublicPlaces),
    ("公开地点", Column::PublicPlaces),
    ("公示方式", Column::PublicPlaces),
    ("公开形式", Column::PublicPlaces),
    ("公开期限", Column::PublicPeriod),
    ("公示期限", Column::PublicPeriod),
    ("公开时限", Column::PublicPeriod),
    ("简称", Column::ShortTitle),
    ("能否代办", Column::Proxy),
    ("是否可代办", Column::Proxy),
    ("序号", Column::Running),
    ("编号", Column::Code),
    ("编码", Column::Code),
    ("代码", Column::Code),
];

/// Words before a known one that do not make it another thing.
const BEFORE: &[&str] = &[
    "办理", "办事", "办", "服务", "申请", "申报", "申领", "受理", "工作", "业务", "审批", "审核",
    "所需", "需要", "需", "应", "须", "提交", "提供", "递交", "携带", "准备", "具体", "相关",
    "有关", "主要", "社区", "居民", "群众", "便民", "公共", "政务", "事项", "项目", "权力", "权利",
    "行政", "小微", "适用", "面向", "运行", "政策", "法律", "法规", "设定", "文件", "实施", "承诺",
    "办结", "完成", "咨询", "是否", "的", "及", "和", "其他", "证明", "必备", "必要",
];
/// Words after a known one that do not.
const BEHIND: &[&str] =
    &["清单", "目录", "一览", "情况", "名称", "明细", "列表", "内容", "文件", "法规"];
/// Words that make a time the law's.
const BY_LAW: &str = "法定";

/// Whether a text is made of such words alone.
fn is_made_of(text: &str, words: &[&str]) -> bool {
    text.is_empty()
        || words.iter().any(|w| text.strip_prefix(w).is_some_and(|rest| is_made_of(rest, words)))
}

/// A heading without brackets, blanks and marks; and what stood in the brackets.
fn plain(heading: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_usize);
    for c in heading.chars() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            c if c.is_alphanumeric() => if depth == 0 { &mut outside } else { &mut inside }.push(c),
            _ => {}
        }
    }
    if outside.is_empty() { (inside, String::new()) } else { (outside, inside) }
}

/// Longer texts are no headings; one word may stand in brackets behind another.
const LONGEST: usize = 16;

/// The column of a heading; `None` where it is not known.
pub(super) fn meaning(heading: &str) -> Option<Column> {
    let (bare, inside) = plain(heading);
    if bare.chars().count() > LONGEST {
        return None;
    }
    // 「材料（来源）」 is no list of materials.
    let asides = ["来源", "份数", "说明", "数量", "样本", "出处", "形式", "要求", "备注", "渠道"];
    if asides.contains(&inside.as_str()) {
        return None;
    }
    let lawful = bare.contains(BY_LAW);
    let bare = if lawful { bare.replacen(BY_LAW, "", 1) } else { bare };
    let fits = |(word, _): &&(&str, Column)| {
        bare.match_indices(word).any(|(at, _)| {
            is_made_of(&bare[..at], BEFORE) && is_made_of(&bare[at + word.len()..], BEHIND)
        })
    };
    let (_, column) = WORDS.iter().filter(fits).max_by_key(|(word, _)| word.len())?;
    match column {
        Column::Promised | Column::When if lawful || inside.contains(BY_LAW) => {
            Some(Column::Statutory)
        }
        _ if lawful && *column != Column::Basis => None,
        // 「其他事项」 is a remark.
        Column::Title if ["其他", "相关", "有关"].iter().any(|w| bare.contains(w)) => None,
        column => Some(*column),
    }
}

/// The column under several headings that lie above each other, the outermost first.
pub(super) fn meaning_below(path: &[&str]) -> Option<Column> {
    let (last, above) = path.split_last()?;
    let Some(upper) = above.iter().rev().find(|t| !t.trim().is_empty() && *t != last) else {
        return meaning(last);
    };
    let outer = meaning(upper);
    let joined = meaning(&format!("{upper}{last}")).or_else(|| meaning(&format!("{last}{upper}")));
    let alone = meaning(last).filter(|inner| {
        // 「收费」 over 「依据」 is the basis of the fee; a list of contacts holds anything.
        outer.is_none_or(|outer| {
            outer == *inner
                || outer == Column::Phone
                || outer == Column::Materials
                    && matches!(
                        inner,
                        Column::Original | Column::Copies | Column::Count | Column::Source
                    )
                || matches!(
                    (outer, inner),
                    (
                        Column::Promised | Column::Statutory | Column::When,
                        Column::Promised | Column::Statutory
                    )
                )
        })
    });
    // 「名称」 under 「所需材料」 is no title, and 「法定」 under 「办理时限」 is a time.
    joined.or(alone)
}

/// The unit that a heading says for all its cells: 「承诺时限（工作日）」.
pub(super) fn unit(heading: &str) -> Option<&'static str> {
    let (bare, inside) = plain(heading);
    let said = inside.strip_prefix("单位").unwrap_or(&inside);
    [("工作日", "个工作日"), ("个工作日", "个工作日"), ("天", "日"), ("日", "日"), ("元", "元")]
        .into_iter()
        .find(|(word, _)| {
            said == *word || (inside.is_empty() && bare.ends_with(&format!("时限{word}")))
        })
        .map(|(_, unit)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_as_they_are_written() {
        let cases = [
            ("事项名称", Some(Column::Title)),
            ("服务事项\n（名称）", Some(Column::Title)),
            ("小微权力事项", Some(Column::Title)),
            (" 办 理 时 限\n（工作日）", Some(Column::Promised)),
            ("法定办理时限", Some(Column::Statutory)),
            ("办理时限（法定）", Some(Column::Statutory)),
            ("法定时限", Some(Column::Statutory)),
            ("承诺办结时限", Some(Column::Promised)),
            ("办理时间", Some(Column::When)),
            ("所需材料（原件及复印件）", Some(Column::Materials)),
            ("需提交资料", Some(Column::Materials)),
            ("申请所需材料清单", Some(Column::Materials)),
            ("材料名称", Some(Column::Materials)),
            ("办事程序", Some(Column::Steps)),
            ("权力运行流程", Some(Column::Steps)),
            ("政策依据", Some(Column::Basis)),
            ("法律法规依据", Some(Column::Basis)),
            ("收费情况", Some(Column::Fee)),
            ("联系电话", Some(Column::Phone)),
            ("责任岗位", Some(Column::Post)),
            ("实施主体", Some(Column::Authority)),
            ("事项编码", Some(Column::Code)),
            ("材料份数", Some(Column::Count)),
            ("材料来源", Some(Column::Source)),
            ("权力类别", Some(Column::Power)),
            ("责任主体", Some(Column::Accountable)),
            ("材料说明", None),
            ("材料（来源）", None),
            ("运行流程图", None),
            ("流程时限", None),
            ("时限说明", None),
            ("收费依据", None),
            ("有效期限", Some(Column::Validity)),
            ("其他事项说明", None),
            ("备注", None),
            ("请携带身份证和户口簿到社区窗口办理相关事项并如实填写表格", None),
        ];
        for (heading, wanted) in cases {
            assert_eq!(meaning(heading), wanted, "{heading}");
        }
    }

    #[test]
    fn headings_below_each_other() {
        for (path, wanted) in [
            (&["办理指南", "所需材料"][..], Some(Column::Materials)),
            (&["办理时限", "法定"], Some(Column::Statutory)),
            (&["办理时限", "承诺"], Some(Column::Promised)),
            (&["办理时限", "承诺时限"], Some(Column::Promised)),
            (&["所需材料", "名称"], Some(Column::Materials)),
            (&["所需材料", "份数"], Some(Column::Count)),
            (&["收费", "依据"], None),
            (&["联系方式", "责任人"], Some(Column::Person)),
            (&["事项名称", "事项名称"], Some(Column::Title)),
        ] {
            assert_eq!(meaning_below(path), wanted, "{path:?}");
        }
        assert_eq!(unit("承诺时限（工作日）"), Some("个工作日"));
        assert_eq!(unit("收费标准（元）"), Some("元"));
        assert_eq!(unit("承诺时限"), None);
    }
}
