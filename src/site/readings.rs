//! How characters sound, written so that a phone gets it in a few kilobytes: [`everyday_runs`], [`further`].
//!
//! The everyday characters (level one of GB 2312, 3,755 of them) stand there in the order of their usual readings, so
//! 「a2 ai13 an9」, so many characters to a syllable, says nearly all of them, and browsers decode the characters
//! themselves. Every other reading of a character that the site uses is written out. Readings have no tones, ü is v
//! as on keyboards.

use encoding_rs::GBK;
use pinyin::ToPinyinMulti;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;

/// Lead and trail bytes of level one.
const LEADS: std::ops::RangeInclusive<u8> = 0xb0..=0xd7;
const TRAILS: std::ops::RangeInclusive<u8> = 0xa1..=0xfe;
/// Written where a character has none of the readings that its neighbours lead one to expect.
const NO_READING: &str = "-";

/// Readings of the everyday characters.
pub(super) struct Everyday {
    /// 「a2 ai13 …」
    pub(super) runs: String,
    usual: HashMap<char, String>,
}

/// All readings of a character, in the order of letters.
fn readings(c: char) -> BTreeSet<String> {
    let all = c.to_pinyin_multi().into_iter().flatten();
    let plain = all.map(|reading| reading.plain().replace('ü', "v").replace('ê', "e"));
    // Some are hums that no keyboard has letters for.
    plain.filter(|r| !r.is_empty() && r.bytes().all(|b| b.is_ascii_lowercase())).collect()
}

/// The characters of level one in its order.
fn level_one() -> impl Iterator<Item = char> {
    let pairs = LEADS.flat_map(|lead| TRAILS.map(move |trail| [lead, trail]));
    let decoded = pairs.filter_map(|pair| {
        let text = GBK.decode_without_bom_handling_and_without_replacement(&pair)?;
        text.chars().next()
    });
    // The last row is not full; what stands there instead is for private use.
    decoded.filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c))
}

/// Whether a syllable may follow another one in the order of the table: its letter is the same or the next that
/// syllables begin with (none begins with i, u or v).
fn follows(next: &str, last: &str) -> bool {
    let first = |reading: &str| reading.bytes().next().unwrap_or(b'a');
    let step = if matches!(first(last), b'h' | b't') { 3 } else { 1 };
    next > last && first(next) <= first(last) + step
}

/// The table, worked out from all readings: the usual one is that which keeps the order.
pub(super) fn everyday_runs() -> Everyday {
    let mut runs: Vec<(String, usize)> = Vec::new();
    let mut usual = HashMap::new();
    let mut last = String::new();
    for c in level_one() {
        let all = readings(c);
        let next =
            all.get(&last).or_else(|| all.iter().find(|reading| follows(reading, &last))).cloned();
        if let Some(reading) = &next {
            last.clone_from(reading);
            usual.insert(c, reading.clone());
        }
        let next = next.unwrap_or_else(|| NO_READING.into());
        match runs.last_mut() {
            Some((run, count)) if *run == next => *count += 1,
            _ => runs.push((next, 1)),
        }
    }
    let runs: Vec<String> = runs.iter().map(|(run, count)| format!("{run}{count}")).collect();
    Everyday { runs: runs.join(" "), usual }
}

/// 「ba八巴 bai白」: every reading of these characters that the table does not tell.
pub(super) fn further(everyday: &Everyday, characters: &BTreeSet<char>) -> String {
    let mut groups: BTreeMap<String, String> = BTreeMap::new();
    for c in characters {
        for reading in readings(*c) {
            if everyday.usual.get(c) != Some(&reading) {
                groups.entry(reading).or_default().push(*c);
            }
        }
    }
    let groups: Vec<String> =
        groups.iter().map(|(reading, all)| format!("{reading}{all}")).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_tell_the_readings_of_every_everyday_character() {
        let everyday = everyday_runs();
        let count = |run: &str| -> usize {
            let digits = run.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-');
            digits.parse().unwrap_or(0)
        };
        assert_eq!(everyday.runs.split(' ').map(count).sum::<usize>(), 3755);
        assert_eq!(level_one().count(), 3755);
        assert!(everyday.runs.starts_with("a2 ai13 an9 ang3 ao9 "), "{}", everyday.runs);
        for (c, reading) in [('老', "lao"), ('女', "nv"), ('座', "zuo"), ('长', "chang")] {
            assert_eq!(everyday.usual[&c], reading);
        }
        let unread = everyday.runs.split(' ').filter(|run| run.starts_with('-'));
        assert!(unread.map(count).sum::<usize>() < 40, "{}", everyday.runs);
    }

    /// Readings that a table of first readings has wrong.
    #[test]
    fn every_reading_is_told() {
        let everyday = everyday_runs();
        let all = further(&everyday, &"长调还供行重更证a".chars().collect());
        for (c, reading) in [
            ('调', "diao"),
            ('调', "tiao"),
            ('还', "huan"),
            ('长', "zhang"),
            ('行', "xing"),
            ('行', "hang"),
            ('重', "chong"),
            ('更', "geng"),
        ] {
            let is_usual = everyday.usual.get(&c).is_some_and(|usual| usual == reading);
            let mut groups = all.split(' ');
            let told = groups.any(|g| g.strip_prefix(reading).is_some_and(|rest| rest.contains(c)));
            assert!(is_usual || told, "{c} {reading}: {all}");
        }
        assert!(!all.contains('证'), "{all}");
    }
}
