//! Traditional characters, as an input method or a web page from elsewhere brings them: 狀態, 社區協辦.
//!
//! Start at [`simplified`]. Only for advice about keys and words of lists, so the table holds what stands in
//! those; texts are nobody's to change.

/// A character that is not written here, and the one that is.
const PAIRS: &str = "\
    戶户見见訁讠糹纟貝贝車车釒钅長长門门韋韦頁页風风飛飞飠饣馬马魚鱼鳥鸟鹵卤麥麦黃黄\
    黽黾齊齐齒齿龍龙龜龟壯壮來来國国兩两爾尔異异盧卢歷历蓮莲煉炼賂赂禮礼裏里論论雖虽\
    驪骊數数讀读狀状態态區区協协辦办發发佈布審审簡简稱称類类別别編编號号條条據据驟骤\
    權权誰谁說说時时間间結结場场開开負负責责歸归錯错誤误順顺費费項项話话資资圖图畫画\
    聯联係系電电網网備备監监糾纠會会業业務务單单當当無无證证還还複复選选構构導导隊队\
    動动點点線线請请為为與与從从實实驗验際际遺遗記记錄录錢钱傳传樣样應应對对問问題题\
    稅税專专園园學学師师醫医藥药護护婦妇兒儿嬰婴親亲愛爱關关聽听視视顯显鏡镜頭头側侧\
    邊边後后臺台櫃柜廳厅樓楼層层處处鄉乡鎮镇縣县衛卫環环評评議议訴诉調调諮咨詢询領领\
    繳缴納纳補补貼贴遞递換换標标誌志準准許许執执獎奖勵励滿满歲岁";

/// The character that is written here; `None` for one that is.
pub(crate) fn written_here(c: char) -> Option<char> {
    let mut pairs = PAIRS.chars();
    while let (Some(one), Some(other)) = (pairs.next(), pairs.next()) {
        if one == c {
            return Some(other);
        }
    }
    None
}

/// The text as it is written here; `None` where it is that already.
pub(crate) fn simplified(text: &str) -> Option<String> {
    let here: String = text.chars().map(|c| written_here(c).unwrap_or(c)).collect();
    (here != text).then_some(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_are_written_here() {
        assert_eq!(simplified("狀態").as_deref(), Some("状态"));
        assert_eq!(simplified("社區協辦").as_deref(), Some("社区协办"));
        assert_eq!(simplified("状态"), None);
        assert_eq!(PAIRS.chars().count() % 2, 0);
        assert!(PAIRS.chars().skip(1).step_by(2).all(|here| written_here(here).is_none()));
    }
}
