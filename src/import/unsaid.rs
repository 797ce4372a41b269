//! What a cell says between its words: that nobody knows, or that somebody has to come again.
//!
//! Start at [`says_nothing`] and [`comes_again`].

/// How often somebody has to come again, where a remark says so. The day of the first time is in no list, so that no
/// reminder is made of it.
pub(super) fn comes_again(text: &str) -> Option<&'static str> {
    let acts =
        ["认证", "年审", "年检", "复审", "复核", "审核", "审验", "续办", "续签", "申报", "缴"];
    let often = [("每季", "每季度"), ("每月", "每月"), ("每年", "每年"), ("每半年", "每半年")];
    let found = often.iter().find(|(word, _)| text.contains(word))?;
    acts.iter().any(|act| text.contains(act)).then_some(found.1)
}

/// Whether a cell says that nobody knows: a stroke, 「待定」.
pub(super) fn says_nothing(text: &str) -> bool {
    let bare = text.trim().trim_matches(['（', '）', '(', ')', '。']);
    matches!(
        bare,
        "" | "待定"
            | "待确认"
            | "待补充"
            | "待完善"
            | "待填"
            | "待核实"
            | "暂无"
            | "暂缺"
            | "不详"
            | "略"
            | "/"
            | "／"
            | "\\"
            | "-"
            | "--"
            | "—"
            | "——"
            | "－"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_say_when_to_come_again() {
        assert_eq!(comes_again("每年4月复审一次"), Some("每年"));
        assert_eq!(comes_again("每季度认证"), Some("每季度"));
        assert_eq!(comes_again("每年发放一次"), None);
        assert!(says_nothing("（待定）") && !says_nothing("待定岗"));
    }
}
