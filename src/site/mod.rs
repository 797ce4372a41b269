//! stub
use crate::diag::Diagnostic;
use crate::plan::Plan;
use crate::theme::Theme;
/// x
pub fn render_site(_p: &Plan<'_>, _t: &Theme) -> Result<Vec<(String, Vec<u8>)>, Box<Diagnostic>> { Ok(vec![]) }
