//! A value of a field → others that the field takes too, as different as can be: to see what a page would say then.
//!
//! Start at [`others`]. Nothing of it is ever written.

use crate::quantity::Date;
use crate::quantity::Phones;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Nature;

/// Other values, the best first; none where there is none, or where the value is a name that something else is found by.
#[must_use]
pub(crate) fn others(field: &Field, text: &str) -> Vec<String> {
    let named = matches!(field.nature, Nature::Key | Nature::Reference(_) | Nature::File);
    let mut all = match field.nature {
        _ if named => Vec::new(),
        // Of the words of a picture only what somebody says in it.
        Nature::Picture => vec![speech(text)],
        _ => of_kind(&field.kind, field.example, text),
    };
    all.retain(|new| new != text);
    all
}

fn of_kind(kind: &Kind, example: &str, text: &str) -> Vec<String> {
    match kind {
        Kind::Text(_) => vec![text.chars().map(next).collect()],
        Kind::Phone => {
            let takes = |t: &str| Phones::parse(t).is_some();
            let remark: String =
                text.chars().map(|c| if c.is_ascii() { c } else { next(c) }).collect();
            let remark = Some(remark).filter(|t| takes(t)).unwrap_or_else(|| text.to_string());
            Vec::from_iter(digits(&remark, 0, takes))
        }
        // The century stays: what is over and what is to come stay so where they can.
        Kind::Date => Vec::from_iter(digits(text, 2, |t| Date::parse(t).is_some())),
        Kind::Number(least, most) => {
            let number: u32 = text.parse().unwrap_or(*least);
            let near = [number.saturating_add(1), number.saturating_sub(1)];
            near.iter().filter(|n| (least..=most).contains(n)).map(u32::to_string).collect()
        }
        Kind::Flag => vec![if text == "是" { "否" } else { "是" }.into()],
        Kind::Words(words) => words.iter().map(|(word, _)| (*word).to_string()).collect(),
        Kind::Spelled(accepts, spellings, _) => {
            let shown = spellings.split('「').skip(1).filter_map(|part| part.split_once('」'));
            let shown = shown.map(|(shown, _)| shown).chain([example]);
            let shown = shown.filter(|shown| accepts(shown)).map(str::to_string);
            let [near, far] = [NEAR, FAR].map(|steps| figures(text, 0, accepts, steps));
            near.into_iter().chain(far).chain(shown).collect()
        }
        Kind::Url | Kind::Site => vec![text.replacen("//", "//x", 1)],
        Kind::List(item, ..) | Kind::LineOr(item, _) => of_kind(item, example, text),
        Kind::Code | Kind::Group(_) | Kind::GroupOrList(..) => Vec::new(),
    }
}

/// What stands between “ and ” changed.
fn speech(text: &str) -> String {
    let mut inside = false;
    let one = |c: char| {
        inside = (inside || c == '“') && c != '”';
        if inside { next(c) } else { c }
    };
    text.chars().map(one).collect()
}

/// A letter, figure or character after this one; marks stay, for sentences are cut at them.
fn next(c: char) -> char {
    match c {
        '9' | 'z' | 'Z' => 'a',
        c if c.is_alphanumeric() => {
            char::from_u32(c as u32 + 1).filter(|c| c.is_alphanumeric()).unwrap_or('甲')
        }
        c => c,
    }
}

/// What is added to a figure, the first that is accepted: little, and as much as can be (of 1-12 little leaves most numbers in
/// it).
const NEAR: [u32; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const FAR: [u32; 9] = [8, 7, 6, 5, 4, 9, 3, 2, 1];

fn digits(text: &str, from: usize, accepts: impl Fn(&str) -> bool) -> Option<String> {
    figures(text, from, accepts, NEAR)
}

/// With as many other figures as are accepted, from a character on.
fn figures(
    text: &str,
    from: usize,
    accepts: impl Fn(&str) -> bool,
    steps: [u32; 9],
) -> Option<String> {
    let mut new: Vec<char> = text.chars().collect();
    let mut is_other = false;
    for at in from..new.len() {
        let before = new[at];
        let Some(digit) = before.to_digit(10) else { continue };
        let others = steps.into_iter().filter_map(|more| char::from_digit((digit + more) % 10, 10));
        let taken = others.into_iter().any(|figure| {
            new[at] = figure;
            accepts(&new.iter().collect::<String>())
        });
        if !taken {
            new[at] = before;
        }
        is_other |= taken;
    }
    is_other.then(|| new.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PROCEDURES;
    use crate::model::SITE;
    use crate::model::collection;

    fn of(name: &str, key: &str, text: &str) -> Option<String> {
        let found = collection(name).and_then(|of| of.schema.find(key));
        found.and_then(|field| others(field, text).into_iter().next())
    }

    #[test]
    fn what_a_field_takes_too() {
        let all = [
            of(PROCEDURES, "谁说了算", "民政部门（老龄）"),
            of(SITE, "咨询电话", "0311-0000 0000（示例）"),
            of(PROCEDURES, "编号", "401"),
            of(PROCEDURES, "状态", "草稿"),
        ];
        let said = all.map(|one| one.unwrap_or_default());
        assert_eq!(said[0].chars().nth(4), Some('（'));
        assert!(said[0].chars().zip("民政部门".chars()).all(|(a, b)| a != b), "{}", said[0]);
        assert!(Phones::parse(&said[1]).is_some() && said[1] != "0311-0000 0000（示例）");
        assert_eq!(said[2], "", "a code is a name");
        assert_ne!(said[3], "草稿");
    }

    #[test]
    fn of_a_picture_only_what_is_said() {
        assert_eq!(speech("奶奶 坐 说“好”，笑"), "奶奶 坐 说“奾”，笑");
    }

    #[test]
    fn days_stay_days() {
        let other = digits("2026-11-29", 2, |t| Date::parse(t).is_some()).unwrap_or_default();
        assert!(Date::parse(&other).is_some() && other.starts_with("20") && other != "2026-11-29");
    }
}
