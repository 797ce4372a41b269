//! What is said of a sheet that does not come out as it should, and the edit to make.
//!
//! Each function words one complaint.

use super::shortage::TooLong;
use super::topic::Topic;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::PROCEDURES;
use crate::model::Picture;
use crate::units::SheetSize;

/// A text that no arrangement has room for.
pub(super) fn does_not_fit(
    text: &TooLong,
    topic: &Topic<'_>,
    size: SheetSize,
    larger: Option<SheetSize>,
) -> Diagnostic {
    let what = format!(
        "「{}」在 {} 的{}上放不下，大约多了 {} 个字",
        text.text, size, topic.kind.label, text.excess
    );
    // Nobody shortens an address by leaving letters out.
    let is_address = text.text.is_ascii() && text.text.contains('.') && !text.text.contains(' ');
    let shorter = if is_address {
        "换一个短的网址".to_string()
    } else {
        format!("删去大约 {} 个字", text.excess)
    };
    Diagnostic::new(Code::DoesNotFit, Some(text.source), what).help(match larger {
        Some(size) => format!("{shorter}，或换成 --size {size}"),
        None => shorter,
    })
}

/// No single text is in the way: there is too little room for all of them together.
pub(super) fn is_too_small(
    topic: &Topic<'_>,
    size: SheetSize,
    larger: Option<SheetSize>,
) -> Diagnostic {
    let label = &topic.kind.label;
    let what = format!(
        "{size} 对这块{label}太小了：字用到最小（再小就看不清），也放不下全部内容，不是哪一句太长"
    );
    let of_procedures = topic.kind.collection().is_some_and(|of| of.name == PROCEDURES);
    let less = if of_procedures { "把内容分成两件" } else { "少写几条" };
    Diagnostic::new(Code::DoesNotFit, topic.at, what).help(match larger {
        Some(larger) => format!("换成 --size {larger} 或更大的；一定要这么小，就{less}"),
        None => format!("换成大得多的尺寸（不写 --size 就是平常的），或{less}"),
    })
}

/// What a small sheet does not say is said aloud to the office.
pub(super) fn left_out(
    words: &[String],
    topic: &Topic<'_>,
    size: SheetSize,
    larger: Option<SheetSize>,
) -> Diagnostic {
    let shown: Vec<String> = words.iter().take(3).map(|w| format!("「{w}」")).collect();
    let and_more = if words.len() > 3 { "等" } else { "" };
    let what = format!(
        "{} 的{}地方小，少印了 {} 处：{}{and_more}",
        size,
        topic.kind.label,
        words.len(),
        shown.join("")
    );
    let size = larger.map_or_else(|| "换大一些的尺寸".into(), |s| format!("换成 --size {s}"));
    Diagnostic::new(Code::LeftOut, topic.at, what)
        .help(format!("居民扫码还看得到；要全印上，就{size}，或删去一些字"))
}

/// A picture that cannot be staged well.
pub(super) fn crowded(picture: &Picture, fault: &str) -> Diagnostic {
    if let Some(shot) = picture.shot.as_ref().filter(|_| fault.starts_with("镜头")) {
        let what = format!("{fault}，照平常的样子画了");
        return Diagnostic::new(Code::Crowded, Some(shot.span), what).help(SHOTS);
    }
    if fault.ends_with("没有柜台") {
        let what = format!("{fault}：「{}」这地方不画柜台", picture.place.value);
        let help = "删去「柜台后」，或换一个有柜台的地方（如社区窗口、人社窗口、派出所）";
        return Diagnostic::new(Code::Crowded, Some(picture.place.span), what).help(help);
    }
    if fault.ends_with("画不出来") {
        let what = format!("{fault}：一群人只画背影和举起的手");
        let help = "改成一个人说、一个人拿（如「大叔 举 牌子 说“…”」），或删去";
        return Diagnostic::new(Code::Crowded, Some(picture.place.span), what).help(help);
    }
    let what = format!("这幅画太挤：{fault}");
    Diagnostic::new(Code::Crowded, Some(picture.place.span), what).help(help_for(fault))
}

/// What a picture must have for the shots that are not everybody from the front.
const SHOTS: &str = "过肩要两个人，隔着柜台或面对面，一个说一个听；屏幕要有人看手机，一个人的不放摆设；特写要有人写字、盖章、讲一张纸，或一个递、一个接，不放摆设，也可以往箱里投票、不说话。做不到就删去「镜头」";

/// What to leave out of a picture with this fault.
fn help_for(fault: &str) -> &'static str {
    if fault.starts_with("摆设") {
        "删去它，或写成有人拿着的东西；只是图示的（爱心、定位…），一组画里只有一个，画在圈里"
    } else if ["放不下", "气泡", "太多行"].iter().any(|part| fault.contains(part)) {
        "把话写短，或少一个人说话"
    } else if fault.contains("挡着") {
        "换一个动作，或少拿一样东西；还挡着就少写一个人"
    } else if fault.contains("伸手") {
        "把指的人写在边上（第一个写 左，最后一个写 右），或少写一个人"
    } else if fault.contains("手") {
        "把两个人挨着写，或换一个动作"
    } else {
        "少写一个人"
    }
}
