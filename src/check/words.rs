//! Words that do not belong on a wall, and numbers of things that should be there.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::At;
use crate::model::AuthorityRole;
use crate::model::Catalog;
use crate::model::Procedure;
use aho_corasick::AhoCorasick;

/// Superlatives that 广告法第九条 forbids, as whole phrases: 最低生活保障 and 第一步 are fine.
const SUPERLATIVES: &[&str] = &[
    "国家级",
    "世界级",
    "最佳",
    "最优质",
    "最权威",
    "最先进",
    "最好的",
    "顶级",
    "极品",
    "第一品牌",
    "全国第一",
    "全省第一",
    "全市第一",
    "独一无二",
    "百分之百",
    "100%",
    "绝对",
];

/// Companies and brands: no office advertises them. Full names, so that 平安建设 passes.
const BRANDS: &[&str] = &[
    "平安保险",
    "中国平安",
    "平安人寿",
    "中国人寿",
    "太平洋保险",
    "泰康",
    "新华保险",
    "人保财险",
    "拼多多",
    "京东",
    "淘宝",
    "抖音",
    "快手",
    "美团",
    "饿了么",
];

/// What a number before makes the name of an army unit.
const ARMY_UNITS: &[&str] = &["部队", "集团军"];

/// Phrases that must not be printed: superlatives, brands, numbers of army units.
pub(super) fn phrases_may_hang(p: &Procedure, banned: &AhoCorasick, report: &mut Report) {
    let speeches = p.speeches();
    for text in p.texts().into_iter().chain(&speeches) {
        report_phrase(banned, text, report);
    }
}

/// Finds all of them in one pass.
pub(super) fn banned_phrases() -> AhoCorasick {
    let phrases = [SUPERLATIVES, BRANDS, ARMY_UNITS].concat();
    AhoCorasick::new(phrases).expect("a few dozen words")
}

/// The first in order of the lists is told; one a text is enough.
fn report_phrase(banned: &AhoCorasick, text: &At<String>, report: &mut Report) {
    let found = banned.find_overlapping_iter(&text.value).map(|m| m.pattern().as_usize()).min();
    let Some(found) = found else { return };
    let (word, why, help) = if let Some(word) = SUPERLATIVES.get(found) {
        ((*word).to_string(), "是广告用语", "换成平实的说法")
    } else if let Some(word) = BRANDS.get(found - SUPERLATIVES.len()) {
        ((*word).to_string(), "是商家的名字", "不写商家；写成「保险」「购物平台」这样的通称")
    } else if let Some(word) = army_unit(&text.value) {
        (word, "像部队番号", "删去番号，写成「部队」")
    } else {
        return;
    };
    let what = format!("「{word}」{why}，不该上墙");
    report.push(Diagnostic::new(Code::BannedPhrase, Some(text.span), what).help(help));
}

/// `12345部队`, `第80集团军`.
fn army_unit(text: &str) -> Option<String> {
    for unit in ARMY_UNITS {
        let Some(at) = text.find(*unit) else { continue };
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits >= 2 {
            return Some(text[at - digits..at + unit.len()].to_string());
        }
    }
    None
}

/// What a community only points to, it does not stamp.
pub(super) fn guides_do_not_stamp(catalog: &Catalog, report: &mut Report) {
    let guides =
        catalog.procedures.iter().filter(|p| p.authority_role.value == AuthorityRole::Guide);
    for p in guides {
        for s in &p.steps {
            let stamps = s.action.value.contains("盖章") || s.action.value.contains("盖公章");
            let here = |t: &str| t.contains("社区") || t.contains("居委会");
            if stamps && here(&s.actor.value) {
                report.push(
                    Diagnostic::new(
                        Code::GuideStamps,
                        Some(s.action.span),
                        "写的是「社区指引」，这一步却要社区盖章",
                    )
                    .related(p.authority_role.span, "办理权限在这里")
                    .help("真要盖章就改成「社区协办」；不用盖章就删去这一步"),
                );
            }
        }
    }
}

/// How many the office said there should be.
pub(super) fn counts_are_as_expected(catalog: &Catalog, report: &mut Report) {
    let unread = catalog.unread.codes.len() + usize::from(catalog.unread.others);
    let items = catalog.procedures.len() + unread;
    // Categories that could not be read are not counted as missing.
    let expected = catalog.community.expected_categories.as_ref().map_or(0, |e| e.value);
    let categories = if catalog.unread.categories { expected } else { catalog.categories.len() };
    let pairs = [
        (&catalog.community.expected_categories, categories, "类别", "个"),
        (&catalog.community.expected_items, items, "事项", "件"),
    ];
    for (expected, found, name, counter) in pairs {
        let Some(expected) = expected.as_ref().filter(|e| e.value != found) else { continue };
        let what = format!("应有 {} {counter}{name}，现在是 {found} {counter}", expected.value);
        report.push(
            Diagnostic::new(Code::CountDiffers, Some(expected.span), what)
                .help("看看是不是漏放了文件；数目真的变了就改这一行"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn army_units() {
        assert_eq!(army_unit("到32101部队报到").as_deref(), Some("32101部队"));
        assert_eq!(army_unit("向部队报告"), None);
        assert_eq!(army_unit("第80集团军").as_deref(), Some("80集团军"));
    }
}
