//! What something costs, as files write it and pages print it.
//!
//! Start at [`FeeAmount`].

use super::ASK_WINDOW;
use std::fmt;

/// What it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeeAmount {
    /// Nothing.
    Free,
    /// Only the office knows.
    AskWindow,
    /// So much, or so much for each of several kinds.
    Rates(Vec<Rate>),
}

/// One price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// For what: 「小型犬」; empty where there is one price.
    pub kind: String,
    /// In 分 (1/100 元).
    pub fen: u32,
    /// Up to so much, where it is a range.
    pub most: Option<u32>,
    /// For each of what: 「年」; empty for once.
    pub per: String,
    /// What else stood behind it, as it was written: 「起」, 「（工本费）」.
    pub rest: String,
}

/// Longest words for a kind, a unit or what stands behind, in characters.
const LONGEST: usize = 10;
/// What something is counted in: behind an amount it means «each» without a sign for it.
const UNITS: [&str; 45] = [
    "年",
    "次",
    "张",
    "份",
    "月",
    "个月",
    "季",
    "季度",
    "学期",
    "本",
    "人",
    "户",
    "页",
    "面",
    "件",
    "宗",
    "天",
    "日",
    "小时",
    "晚",
    "只",
    "头",
    "条",
    "辆",
    "台",
    "套",
    "把",
    "个",
    "块",
    "枚",
    "幅",
    "车",
    "吨",
    "度",
    "桶",
    "瓶",
    "袋",
    "箱",
    "间",
    "床",
    "桌",
    "位",
    "平方米",
    "公里",
    "公斤",
];

impl FeeAmount {
    /// How a clerk may write it.
    pub(crate) const SPELLINGS: &'static str = "「不收费」「10元」「2.50元」「20元/年」「小型犬300元、大型犬500元」或「以窗口答复为准」；别的写成 { 金额: …, 说明: … }";

    /// Reads one of [`FeeAmount::SPELLINGS`].
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<FeeAmount> {
        match text {
            "不收费" | "免费" => return Some(FeeAmount::Free),
            ASK_WINDOW => return Some(FeeAmount::AskWindow),
            _ => {}
        }
        let pieces = text.split(['、', '；', ';', '，', ',']);
        let rates: Vec<Rate> = pieces.map(|p| rate(p.trim())).collect::<Option<_>>()?;
        // Several prices without their kinds say nothing.
        let several = rates.len() > 1;
        let told = !several
            || rates.iter().all(|r| !r.kind.is_empty() || !r.per.is_empty() || !r.rest.is_empty());
        (told && rates.len() <= 4).then_some(FeeAmount::Rates(rates))
    }
}

/// 「小型犬300元」, 「20元/年」, 「每本10元」, 「5—10元」.
fn rate(text: &str) -> Option<Rate> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (kind, rest) = (text[..start].trim_end_matches(['：', ':', ' ']), &text[start..]);
    let (fen, rest) = yuan(rest)?;
    let range = rest.strip_prefix(['—', '–', '－', '-', '～', '~', '至']);
    let (most, rest) = match range {
        Some(rest) => yuan(rest).map(|(most, rest)| (Some(most), rest))?,
        None => (None, rest),
    };
    let after = rest.trim_start().strip_prefix('元')?.trim_start();
    let marked = after.trim_start_matches(['/', '／', '每', ' ']);
    // 「20元一张」, 「10元起」 are said as they are: a slash before them would say something else.
    let is_unit = marked.len() < after.len() || UNITS.contains(&after);
    let (per, behind) = if is_unit { (marked, "") } else { ("", after) };
    let each = kind.strip_prefix('每').filter(|_| per.is_empty());
    let (kind, per) = each.map_or((kind, per), |each| ("", each));
    let short = |t: &str| t.chars().count() <= LONGEST && !t.contains(|c: char| c.is_ascii_digit());
    let good = fen > 0
        && most.is_none_or(|most| most > fen)
        && (!is_unit || !marked.is_empty())
        && [kind, per, behind].iter().all(|t| short(t))
        // 「-10元」, 「.5元」
        && !kind.ends_with(['.', '-', '－', '−', '—', '–', '负', '减', '+', '＋']);
    good.then(|| Rate { kind: kind.into(), fen, most, per: per.into(), rest: behind.into() })
}

/// An amount of 元 with at most two decimals, and what stands behind it.
fn yuan(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let (yuan, fen) = number.split_once('.').unwrap_or((number, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if yuan.is_empty() || yuan.len() > 6 || fen.len() > 2 || !digits(yuan) || !digits(fen) {
        return None;
    }
    let fen: u32 = format!("{fen:0<2}").parse().ok()?;
    Some((yuan.parse::<u32>().ok()? * 100 + fen, rest))
}

fn spelled(fen: u32) -> String {
    if fen.is_multiple_of(100) {
        (fen / 100).to_string()
    } else {
        format!("{}.{:02}", fen / 100, fen % 100)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind, spelled(self.fen))?;
        if let Some(most) = self.most {
            write!(f, "—{}", spelled(most))?;
        }
        f.write_str("元")?;
        if !self.per.is_empty() {
            write!(f, "/{}", self.per)?;
        }
        f.write_str(&self.rest)
    }
}

impl fmt::Display for FeeAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FeeAmount::Free => f.write_str("不收费"),
            FeeAmount::AskWindow => f.write_str(ASK_WINDOW),
            FeeAmount::Rates(rates) => {
                for (i, rate) in rates.iter().enumerate() {
                    write!(f, "{}{rate}", if i > 0 { "、" } else { "" })?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_read_as_written() {
        let said = |t: &str| FeeAmount::parse(t).map(|f| f.to_string());
        for (text, wanted) in [
            ("2.5元", "2.50元"),
            ("免费", "不收费"),
            ("20元/年", "20元/年"),
            ("每年20元", "20元/年"),
            ("10元每本", "10元/本"),
            ("5—10元", "5—10元"),
            ("20元年", "20元/年"),
            ("10元（工本费）", "10元（工本费）"),
            ("10元起", "10元起"),
            ("10元+邮费", "10元+邮费"),
            ("20元一张", "20元一张"),
            ("10元以下免收", "10元以下免收"),
            ("小型犬300元、大型犬500元", "小型犬300元、大型犬500元"),
            ("首次：10元；补领：20元", "首次10元、补领20元"),
            ("第一年100元，以后每年50元", "第一年100元、以后每年50元"),
        ] {
            assert_eq!(said(text).as_deref(), Some(wanted), "{text}");
        }
        for bad in [
            "0元",
            "-10元",
            "负10元",
            ".5元",
            "10元/",
            "10",
            "十元",
            "10元20元",
            "10元、20元",
            "元",
            "10—5元",
            "1234567元",
            "2.505元",
        ] {
            assert_eq!(said(bad), None, "{bad}");
        }
    }
}
