//! Signs that look like characters and are none, in the texts of records.
//!
//! Start at [`characters_are_plain`]; which signs there are is [`crate::record::lookalikes`]'.

use super::tools::TextTools;
use crate::diag::Report;
use crate::record::lookalikes::told;
use crate::record::walk::Leaf;

pub(super) use crate::record::lookalikes::is_sign;

/// Every character is the plain one: one word of advice a text, at the first that is not.
pub(super) fn characters_are_plain(
    _: &TextTools<'_>,
    leaf: &Leaf<'_>,
    text: &str,
    report: &mut Report,
) {
    told(leaf.field.key, leaf.span, text).into_iter().for_each(|d| report.push(d));
}
