//! Whether a text is still there after it was taken apart and written into fields.
//!
//! Start at [`Written`]. Words are compared without marks, blanks and widths: 「身份证（原件）」 is there where a
//! material of this name is written and the original asked for. What cannot be found again was lost, whatever
//! lost it, and is kept as a comment.

/// Words that are written otherwise: 「原件及复印件各一份」 is two counts.
const SAID_OTHERWISE: &[&str] = &[
    "原件及复印件",
    "原件和复印件",
    "原件与复印件",
    "原件、复印件",
    "复印件",
    "原件",
    "各一份",
    "各1份",
    "各两份",
    "各2份",
    "一份",
    "两份",
    "二份",
    "三份",
    "1份",
    "2份",
    "3份",
    "一式",
    "第一步",
    "第二步",
    "第三步",
    "第四步",
    "第五步",
    "第六步",
    "步骤",
];
/// Letters that may be missing at one place: marks of a list, 「和」, 「及」.
const GAP: usize = 1;

/// Texts that are there.
#[derive(Debug, Default)]
pub(super) struct Written {
    plain: String,
}

/// Only what is read aloud, in one width.
pub(super) fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        c => c,
    };
    text.chars().filter(|c| c.is_alphanumeric()).map(one).collect()
}

impl Written {
    pub(super) fn of(text: &str) -> Written {
        Written { plain: plain(text) }
    }

    pub(super) fn add(&mut self, text: &str) {
        self.plain.push(' ');
        self.plain.push_str(&plain(text));
    }

    /// Whether all of a text is there, in pieces of two characters or more.
    pub(super) fn holds(&self, text: &str) -> bool {
        let whole = plain(text);
        if self.plain.contains(&whole) {
            return true;
        }
        let mut text = text.to_string();
        for word in SAID_OTHERWISE {
            if text.contains(word) {
                text = text.replace(word, "|");
            }
        }
        text.split(|c: char| !c.is_alphanumeric()).all(|piece| self.holds_piece(&plain(piece)))
    }

    fn holds_piece(&self, piece: &str) -> bool {
        let chars: Vec<(usize, char)> = piece.char_indices().collect();
        let end = |i: usize| chars.get(i).map_or(piece.len(), |(at, _)| *at);
        let (mut at, mut missing) = (0, 0);
        while at < chars.len() {
            let mut length = 0;
            while at + length < chars.len()
                && self.plain.contains(&piece[end(at)..end(at + length + 1)])
            {
                length += 1;
            }
            if length >= 2 || length == 1 && chars.len() == 1 {
                at += length;
                missing = 0;
            } else {
                at += 1;
                missing += 1;
                if missing > GAP && chars.len() > GAP {
                    return false;
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_apart_is_found_again() {
        let written = Written::of("名称: 身份证, 复印件: 复印2份\n做什么: 申请\n做什么: 审核");
        for there in ["身份证复印件2份", "身份证（原件）", "1.申请 2.审核", "申请→审核"]
        {
            assert!(written.holds(there), "{there}");
        }
        for lost in ["身份证、户口簿", "申请→公示→审核", "结婚证"] {
            assert!(!written.holds(lost), "{lost}");
        }
    }
}
