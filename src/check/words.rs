//! Words that do not belong on a wall, and numbers of things that should be there.
//!
//! Each function is a rule; the lists are in [`super::RULES`] and [`super::texts`].

use super::tools::TextTools;
use super::tools::part_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::AuthorityRole;
use crate::model::CATEGORIES;
use crate::model::Catalog;
use crate::record::walk::Leaf;

/// Phrases that must not be printed: superlatives, brands, numbers of army units. The first in order of
/// the lists is told; one a text is enough.
pub(super) fn phrases_may_hang(
    tools: &TextTools<'_>,
    leaf: &Leaf<'_>,
    text: &str,
    report: &mut Report,
) {
    let phrases = tools.phrases;
    let found = tools.banned.find_overlapping_iter(text).map(|m| m.pattern().as_usize()).min();
    let Some(found) = found else { return };
    let (superlatives, brands) = (&phrases.superlatives, &phrases.brands);
    let (word, why, help) = if let Some(word) = superlatives.get(found) {
        (word.clone(), "是广告用语", "换成平实的说法")
    } else if let Some(word) = brands.get(found - superlatives.len()) {
        (word.clone(), "是商家的名字", "不写商家；写成「保险」「购物平台」这样的通称")
    } else if let Some(word) = army_unit(text, &phrases.army_units) {
        (word, "像部队番号", "删去番号，写成「部队」")
    } else {
        return;
    };
    let what = format!("「{word}」{why}，不该上墙");
    // In a long text the word itself is shown.
    let span = text.find(&word).map_or(leaf.span, |at| part_of(leaf.span, text, at, word.len()));
    report.push(Diagnostic::new(Code::BannedPhrase, Some(span), what).help(help));
}

/// `12345部队`, `第80集团军`.
fn army_unit(text: &str, units: &[String]) -> Option<String> {
    for unit in units {
        let Some(at) = text.find(unit.as_str()) else { continue };
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
    let expect = catalog.community.expect.as_ref();
    let expected_categories = expect.and_then(|e| e.categories.as_ref());
    let expected_items = expect.and_then(|e| e.items.as_ref());
    let unread = catalog.unread.codes.len() + usize::from(catalog.unread.others);
    let items = catalog.procedures.len() + unread;
    // Categories that could not be read are not counted as missing.
    let expected = expected_categories.map_or(0, |e| e.value);
    let categories =
        if catalog.unread.is_part_of(CATEGORIES) { expected } else { catalog.categories.len() };
    let pairs =
        [(expected_categories, categories, "类别", "个"), (expected_items, items, "事项", "件")];
    for (expected, found, name, counter) in pairs {
        let Some(expected) = expected.filter(|e| e.value != found) else { continue };
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
        let units = ["部队".to_string(), "集团军".to_string()];
        let found = |text: &str| army_unit(text, &units);
        assert_eq!(found("到32101部队报到").as_deref(), Some("32101部队"));
        assert_eq!(found("向部队报告"), None);
        assert_eq!(found("第80集团军").as_deref(), Some("80集团军"));
    }
}
