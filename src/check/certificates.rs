//! What is drawn beside a certificate that is not issued: a thing that there is a drawing of.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Catalog;
use crate::model::Certificate;
use crate::record::suggest::nearly_the_same;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::lettered;

/// 「图」 is one of the words for things in pictures.
pub(super) fn pictures_exist(catalog: &Catalog, words: &Vocabulary, report: &mut Report) {
    let all = catalog.all::<Certificate>("certificates");
    for icon in all.filter_map(|certificate| certificate.icon.as_ref()) {
        let (base, _) = lettered::parts(&icon.value);
        if words.props.find(base).is_some() {
            continue;
        }
        let what = format!("「图」的词表里没有「{base}」");
        let known = words.props.all();
        let help = nearly_the_same(base, known).map_or_else(
            || {
                "换一个摆设里的词（运行 xiaowei reference 看），或删去「图」，由名称来定"
                    .to_string()
            },
            |near| format!("改成「{near}」"),
        );
        report.push(Diagnostic::new(Code::UnknownWord, Some(icon.span), what).help(help));
    }
}
