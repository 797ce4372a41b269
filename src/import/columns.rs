//! Which column is what: headings as communities write them, matched loosely.
//!
//! Start at [`find_heading`]. A heading is compared without spaces, brackets and marks; the longest known
//! word in it decides.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The procedure's name.
    Title,
    /// Name or number of its category.
    Category,
    /// One sentence.
    Summary,
    /// Who may apply.
    Applicant,
    /// When it can be done.
    Conditions,
    /// What to bring.
    Materials,
    /// What happens.
    Steps,
    /// How long the office says.
    Promised,
    /// How long the law says.
    Statutory,
    /// By which laws.
    Basis,
    /// What it costs.
    Fee,
    /// Who decides.
    Authority,
    /// What one holds in the end.
    Result,
    /// Ways to get it done.
    Channels,
    /// What goes wrong often.
    Mistakes,
    /// A telephone number.
    Phone,
    /// A person or post.
    Person,
    /// Where.
    Place,
    /// A running number.
    Number,
}

/// Words in headings. Longer ones win, so 「法定时限」 is not 「时限」.
const WORDS: &[(&str, Column)] = &[
    ("事项名称", Column::Title),
    ("服务事项", Column::Title),
    ("办理事项", Column::Title),
    ("办事事项", Column::Title),
    ("权力名称", Column::Title),
    ("权力事项", Column::Title),
    ("项目名称", Column::Title),
    ("服务项目", Column::Title),
    ("业务名称", Column::Title),
    ("事项", Column::Title),
    ("名称", Column::Title),
    ("项目", Column::Title),
    ("事项类别", Column::Category),
    ("事项类型", Column::Category),
    ("权力类型", Column::Category),
    ("类别", Column::Category),
    ("分类", Column::Category),
    ("类型", Column::Category),
    ("板块", Column::Category),
    ("一句话", Column::Summary),
    ("事项简介", Column::Summary),
    ("简介", Column::Summary),
    ("服务内容", Column::Summary),
    ("服务对象", Column::Applicant),
    ("办理对象", Column::Applicant),
    ("申请人", Column::Applicant),
    ("谁来办", Column::Applicant),
    ("对象", Column::Applicant),
    ("受理条件", Column::Conditions),
    ("办理条件", Column::Conditions),
    ("申请条件", Column::Conditions),
    ("条件", Column::Conditions),
    ("所需材料", Column::Materials),
    ("申报材料", Column::Materials),
    ("申请材料", Column::Materials),
    ("办理材料", Column::Materials),
    ("提交资料", Column::Materials),
    ("所需资料", Column::Materials),
    ("所需手续", Column::Materials),
    ("材料", Column::Materials),
    ("资料", Column::Materials),
    ("要件", Column::Materials),
    ("办理流程", Column::Steps),
    ("办事流程", Column::Steps),
    ("工作流程", Column::Steps),
    ("办理程序", Column::Steps),
    ("流程", Column::Steps),
    ("程序", Column::Steps),
    ("步骤", Column::Steps),
    ("承诺时限", Column::Promised),
    ("办理时限", Column::Promised),
    ("办结时限", Column::Promised),
    ("办理时间", Column::Promised),
    ("时限", Column::Promised),
    ("法定时限", Column::Statutory),
    ("法定期限", Column::Statutory),
    ("政策依据", Column::Basis),
    ("法律依据", Column::Basis),
    ("设定依据", Column::Basis),
    ("依据", Column::Basis),
    ("政策", Column::Basis),
    ("收费标准", Column::Fee),
    ("收费", Column::Fee),
    ("费用", Column::Fee),
    ("主管部门", Column::Authority),
    ("审批部门", Column::Authority),
    ("审批单位", Column::Authority),
    ("责任部门", Column::Authority),
    ("办理部门", Column::Authority),
    ("办理单位", Column::Authority),
    ("谁说了算", Column::Authority),
    ("办理结果", Column::Result),
    ("结果", Column::Result),
    ("办理方式", Column::Channels),
    ("办理渠道", Column::Channels),
    ("渠道", Column::Channels),
    ("注意事项", Column::Mistakes),
    ("常见错误", Column::Mistakes),
    ("常见问题", Column::Mistakes),
    ("联系电话", Column::Phone),
    ("咨询电话", Column::Phone),
    ("监督电话", Column::Phone),
    ("电话", Column::Phone),
    ("联系方式", Column::Phone),
    ("责任人", Column::Person),
    ("经办人", Column::Person),
    ("联系人", Column::Person),
    ("负责人", Column::Person),
    ("办理地点", Column::Place),
    ("地点", Column::Place),
    ("地址", Column::Place),
    ("序号", Column::Number),
    ("编号", Column::Number),
];

/// The column of a heading.
fn column_of(heading: &str) -> Option<Column> {
    let bare: String = heading.chars().filter(|c| c.is_alphanumeric()).collect();
    let found = WORDS.iter().filter(|(word, _)| bare.contains(word));
    let best = found.max_by_key(|(word, _)| (word.len(), bare.ends_with(word)))?;
    // A sentence is no heading.
    (bare.chars().count() <= best.0.chars().count() + 8).then_some(best.1)
}

/// A row of headings and what its columns are.
#[derive(Debug)]
pub(super) struct Heading {
    /// Index of the row.
    pub(super) row: usize,
    /// By index of the cell; the same column may come twice.
    pub(super) columns: Vec<Option<Column>>,
}

/// The first row in which a title and two more columns are named; titles of the whole sheet lie above it.
pub(super) fn find_heading(rows: &[Vec<String>]) -> Option<Heading> {
    rows.iter().take(15).enumerate().find_map(|(row, cells)| {
        let mut columns: Vec<Option<Column>> = cells.iter().map(|c| column_of(c)).collect();
        // 「事项」 beside 「事项名称」: only the fuller word is the title.
        let titles: Vec<usize> =
            (0..columns.len()).filter(|i| columns[*i] == Some(Column::Title)).collect();
        let fullest = titles.iter().copied().max_by_key(|i| {
            let bare = cells[*i].trim();
            (bare.contains("名称"), bare.contains("事项"), std::cmp::Reverse(*i))
        })?;
        titles.iter().filter(|i| **i != fullest).for_each(|i| columns[*i] = None);
        let known = columns.iter().flatten().count();
        (known >= 3).then_some(Heading { row, columns })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_as_they_are_written() {
        let cases = [
            ("事项名称", Some(Column::Title)),
            (" 办 理 时 限\n（工作日）", Some(Column::Promised)),
            ("法定办理时限", Some(Column::Promised)),
            ("法定时限", Some(Column::Statutory)),
            ("所需材料（原件及复印件）", Some(Column::Materials)),
            ("政策依据", Some(Column::Basis)),
            ("联系电话", Some(Column::Phone)),
            ("备注", None),
            ("请携带身份证和户口簿到社区窗口办理相关事项并如实填写表格", None),
        ];
        for (heading, wanted) in cases {
            assert_eq!(column_of(heading), wanted, "{heading}");
        }
    }
}
