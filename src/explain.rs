//! `xiaowei explain CODE`: what a diagnostic stands for, why it matters, a wrong and a right way.
//!
//! Start at [`explain`]. Only prints: what it says stands in the codes' own rows.

use crate::diag::Code;
use crate::diag::Severity;

/// The whole explanation of a code, as it is printed.
#[must_use]
pub fn explain(code: Code) -> String {
    let row = code.row();
    let kind = match code.severity() {
        Severity::Error => "错误：改好以前什么也不写",
        Severity::Warning => "提醒：照样做出来，请看一看",
    };
    let block = |name: &str, text: &str| {
        let lines: Vec<String> = text.lines().map(|l| format!("    {l}")).collect();
        format!("{name}\n{}\n", lines.join("\n"))
    };
    format!(
        "{}  {}\n（{kind}）\n\n{}\n\n{}\n{}",
        code.text(),
        code.what(),
        row.why,
        block("这样不行：", row.wrong),
        block("这样可以：", row.right)
    )
}

/// One line per code.
#[must_use]
pub fn list() -> String {
    Code::ALL.iter().map(|c| format!("{}  {}\n", c.text(), c.what())).collect()
}

/// The code behind what a person typed: small letters and surroundings (`错误[e101]`) are fine.
#[must_use]
pub fn find(text: &str) -> Option<Code> {
    let wanted: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    // 「101」 without its letter is one code: no error and no warning share a number.
    let is_it = |c: &Code| {
        let text = c.text();
        text.eq_ignore_ascii_case(&wanted) || text.get(1..) == Some(&*wanted)
    };
    Code::ALL.iter().copied().find(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_as_people_type_them() {
        assert_eq!(find("e101"), Some(Code::Syntax));
        assert_eq!(find("[W701]:"), Some(Code::PlaceholderPhone));
        assert_eq!(find("101"), Some(Code::Syntax));
        let number = |c: &Code| c.text()[1..].to_string();
        let mut numbers: Vec<String> = Code::ALL.iter().map(number).collect();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), Code::ALL.len());
        assert_eq!(find("E999"), None);
    }
}
