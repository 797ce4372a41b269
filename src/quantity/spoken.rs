//! Times and prices as people say them → the spelling of files: 「自受理之日起十五个工作日内办结」 is 「15个工作日」.
//!
//! Start at [`spoken_limit`], which `import` reads tables with, and [`nearest_limit`], the edit that `check`
//! proposes: both know the same words.

use super::FeeAmount;
use super::TimeLimit;

/// Words for while you wait.
const AT_ONCE: [&str; 10] = [
    "即办",
    "即时",
    "即时办结",
    "即时办理",
    "即办件",
    "当场办结",
    "当场办理",
    "现场办结",
    "立即办理",
    "随到随办",
];
/// Words for the same day, which may be hours later.
const SAME_DAY: [&str; 4] = ["当日", "当天", "当日办结", "当天办结"];

/// A limit is one already.
const AT_MOST: [&str; 5] = ["不超过", "不多于", "最长", "最多", "至多"];

/// Halves have no figure of their own.
const HALVES: [(&str, &str); 2] = [("半年", "6个月"), ("一年半", "18个月")];

/// A time as files spell it, and what was said beside it. `unit` is what a number alone is counted in.
#[must_use]
pub(crate) fn spoken_limit(text: &str, unit: Option<&str>) -> Option<(String, String)> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_matches(['。', '；', '，']).to_string();
    // 「30个工作日（不含公示）」
    let (time, note) = match bare.split_once(['（', '(']) {
        Some((time, note)) => (time, note.trim_end_matches(['）', ')']).to_string()),
        None => (bare.as_str(), String::new()),
    };
    let time = time
        .trim_start_matches("自受理之日起")
        .trim_start_matches("受理后")
        .trim_start_matches("自受理起");
    let time = AT_MOST.iter().fold(time, |time, word| time.trim_start_matches(word));
    let time = time
        .trim_start_matches(['约', '共', '在'])
        .trim_end_matches("办结")
        .trim_end_matches("完成")
        .trim_end_matches(['内', '，']);
    let time = time.trim_end_matches("以");
    if SAME_DAY.contains(&time) || SAME_DAY.contains(&bare.as_str()) {
        return Some(("当日办结".into(), note));
    }
    if AT_ONCE.contains(&time) || AT_ONCE.contains(&bare.as_str()) {
        return Some(("当场".into(), note));
    }
    if let Some(months) = HALVES.iter().find(|(said, _)| *said == time).map(|(_, limit)| *limit) {
        return Some((months.into(), note));
    }
    let figures = in_figures(time);
    let with_unit = match unit.filter(|u| *u != "元") {
        Some(unit) if figures.chars().all(|c| c.is_ascii_digit()) => format!("{figures}{unit}"),
        _ => figures,
    };
    TimeLimit::parse(&with_unit).map(|_| (with_unit, note))
}

/// 「十五个工作日」 → 「15个工作日」; full-width digits too.
fn in_figures(text: &str) -> String {
    let digits = "零一二三四五六七八九";
    let value = |c: char| match c {
        '两' => Some(2),
        c => digits.chars().position(|d| d == c),
    };
    let end = text.find(|c| value(c).is_none() && c != '十').unwrap_or(text.len());
    let (words, rest) = text.split_at(end);
    let number = match words.split_once('十') {
        Some((tens, ones)) if tens.chars().count() <= 1 && ones.chars().count() <= 1 => {
            let tens = tens.chars().next().map_or(Some(1), value);
            let ones = ones.chars().next().map_or(Some(0), value);
            tens.zip(ones).map(|(tens, ones)| 10 * tens + ones)
        }
        Some(_) => None,
        None => words.chars().next().and_then(value).filter(|_| words.chars().count() == 1),
    };
    match number.filter(|_| words.chars().count() <= 3 && !words.is_empty()) {
        Some(number) => format!("{number}{rest}"),
        None => text
            .chars()
            .map(|c| match c {
                '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
                c => c,
            })
            .collect(),
    }
}

/// The edit for a time that files spell otherwise.
#[must_use]
pub(crate) fn nearest_limit(text: &str) -> Option<String> {
    if let Some((limit, note)) = spoken_limit(text, None) {
        let note =
            if note.is_empty() { note } else { format!("，「{note}」写进「说明」") };
        return Some(format!("改成「{limit}」{note}"));
    }
    let minutes = in_figures(text.trim().trim_end_matches('内').trim_end_matches("以"));
    let number: u32 = minutes.strip_suffix("分钟")?.trim().parse().ok()?;
    let hours = number.div_ceil(60).max(1);
    Some(format!("改成「{hours}小时」或「当场」"))
}

/// The edit for a price that files spell otherwise: 「十元」「20块」「人民币20元整」, a number alone.
#[must_use]
pub(crate) fn nearest_fee(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_end_matches('。').replace("人民币", "").replace(['¥', '￥'], "");
    let bare =
        ["元整", "元正", "块钱", "块", "圆"].iter().fold(bare, |b, word| b.replace(word, "元"));
    let bare = if bare.chars().all(|c| c.is_ascii_digit() || c == '.') {
        format!("{bare}元")
    } else {
        bare
    };
    if matches!(
        &*bare,
        "0元" | "零元" | "免费办理" | "不收钱" | "不要钱" | "无费用" | "不收费用" | "不收费"
    ) {
        return Some("改成「不收费」".into());
    }
    // 「1,000元」
    let plain = bare.replace(',', "");
    let grouped = bare
        .split(',')
        .skip(1)
        .all(|part| part.len() >= 3 && part.bytes().take(3).all(|b| b.is_ascii_digit()));
    if grouped && plain != bare && FeeAmount::parse(&plain).is_some() {
        return Some(format!("改成「{plain}」"));
    }
    // 「10元；20元」: two prices, and nothing says of what.
    let prices: Vec<&str> = bare.split(['，', ',', '；', ';', '、']).collect();
    let is_price = |price: &&str| {
        price.starts_with(|c: char| c.is_ascii_digit()) && FeeAmount::parse(price).is_some()
    };
    if prices.len() > 1 && prices.iter().all(is_price) {
        return Some("各是什么价写清楚，如「首次10元、补领20元」".into());
    }
    // 「不收费，工本费10元」: an amount, and what there is to say about it.
    if let Some((amount, note)) = bare.split_once(['，', ',', '；', ';', '。', '（', '('])
        && FeeAmount::parse(amount).is_some()
        && let note = note.trim_end_matches(['）', ')'])
        && !note.is_empty()
    {
        return Some(format!("写成「{{ 金额: {amount}, 说明: {note} }}」"));
    }
    // 「每年二十元」: the numerals right before 元.
    let end = bare.find('元')?;
    let numeral = |c: &char| "零一二两三四五六七八九十".contains(*c);
    let length: usize = bare[..end].chars().rev().take_while(numeral).map(char::len_utf8).sum();
    let (before, number) = bare[..end].split_at(end - length);
    let fee = format!("{before}{}{}", in_figures(number), &bare[end..]);
    (fee != text && FeeAmount::parse(&fee).is_some()).then(|| format!("改成「{fee}」"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_they_are_written() {
        for (text, wanted) in [
            ("15个工作日", Some(("15个工作日", ""))),
            ("自受理之日起15个工作日内办结", Some(("15个工作日", ""))),
            ("十五个工作日", Some(("15个工作日", ""))),
            ("一个月", Some(("1个月", ""))),
            ("２０日", Some(("20日", ""))),
            ("30个工作日（不含公示）", Some(("30个工作日", "不含公示"))),
            ("即时办理", Some(("当场", ""))),
            ("当天", Some(("当日办结", ""))),
            ("24小时内响应", None),
            ("不超过20个工作日", Some(("20个工作日", ""))),
            ("半年", Some(("6个月", ""))),
            ("7—15个工作日", Some(("7—15个工作日", ""))),
            ("15", None),
            ("二三十天", None),
        ] {
            let wanted = wanted.map(|(a, b)| (a.to_string(), b.to_string()));
            assert_eq!(spoken_limit(text, None), wanted, "{text}");
        }
        assert_eq!(
            spoken_limit("15", Some("个工作日")),
            Some(("15个工作日".into(), String::new()))
        );
    }

    #[test]
    fn what_is_nearly_a_limit_is_told_with_the_limit() {
        for (text, wanted) in [
            ("不超过20个工作日", "改成「20个工作日」"),
            ("15个工作日（不含公示）", "改成「15个工作日」，「不含公示」写进「说明」"),
            ("半年", "改成「6个月」"),
            ("30分钟", "改成「1小时」或「当场」"),
        ] {
            assert_eq!(nearest_limit(text).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(nearest_limit("看情况"), None);
    }

    #[test]
    fn what_is_nearly_a_price_is_told_with_the_price() {
        for (text, wanted) in [
            ("十元", "改成「10元」"),
            ("每年二十元", "改成「每年20元」"),
            ("20块钱", "改成「20元」"),
            ("人民币15元整", "改成「15元」"),
            ("10", "改成「10元」"),
            ("¥ 10", "改成「10元」"),
        ] {
            assert_eq!(nearest_fee(text).as_deref(), Some(wanted), "{text}");
        }
        for (text, wanted) in [
            ("不收费，工本费10元", "写成「{ 金额: 不收费, 说明: 工本费10元 }」"),
            ("免费（材料费另计）", "写成「{ 金额: 免费, 说明: 材料费另计 }」"),
            (
                "10元，军人和残疾人凭证件免收",
                "写成「{ 金额: 10元, 说明: 军人和残疾人凭证件免收 }」",
            ),
        ] {
            assert_eq!(nearest_fee(text).as_deref(), Some(wanted), "{text}");
        }
        for (text, wanted) in [
            ("1,000元", "改成「1000元」"),
            ("0元", "改成「不收费」"),
            ("不收费。", "改成「不收费」"),
            ("10元;20元", "各是什么价写清楚，如「首次10元、补领20元」"),
        ] {
            assert_eq!(nearest_fee(text).as_deref(), Some(wanted), "{text}");
        }
        for open in ["看情况", "按规定"] {
            assert_eq!(nearest_fee(open), None, "{open}");
        }
    }
}
