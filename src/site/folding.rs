//! Long lines of calendars and address cards, cut as RFC 5545, 3.1 and RFC 2426, 2.6 ask.

/// Octets of a line at most, without its end; the space that begins what follows is one of them.
const MOST: usize = 75;

/// Lines with their ends (CR LF), each at most [`MOST`] octets, never cut inside a character. Lines that come folded
/// are put together first: `ics` folds one octet too late (findings/).
#[must_use]
pub(super) fn folded(text: &str) -> String {
    let whole = text.replace("\r\n ", "");
    let mut out = String::with_capacity(whole.len() + whole.len() / 20);
    for line in whole.split("\r\n").filter(|line| !line.is_empty()) {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > MOST {
                out.push_str("\r\n ");
                used = 1;
            }
            out.push(c);
            used += c.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_too_long_and_no_character_is_cut() {
        for length in 0..200 {
            let text =
                format!("SUMMARY:{}{}\r\nEND:X\r\n", "x".repeat(length % 3), "字".repeat(length));
            let cut = folded(&text);
            assert!(cut.split("\r\n").all(|line| line.len() <= MOST), "{cut}");
            assert_eq!(cut.replace("\r\n ", ""), text);
            assert_eq!(folded(&cut), cut);
        }
    }
}
