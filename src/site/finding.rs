//! What the search box looks through: every matter and every bundle with the words people look for it by, what else
//! residents call things, how it all sounds.
//!
//! Start at [`finder`] and [`more`], renderers of routes, which are scripts so that the search works from a USB stick
//! too. The first file is fetched when the box is touched; the second, with what is asked for more rarely, only when
//! the words were not met. The first holds the theme's `finder.js` and `sounds.js` besides the data that they read, so
//! that whatever a phone keeps of another day, code and data are of one build. It ends in
//!
//! ```text
//! XW = {
//!   id     checksum of `rows`: a copy of `more` of another day, kept in a phone, is not used
//!   rows   a matter or bundle a line, columns by tab: 0 place of its page, 1 short name, 2 full name where it is another,
//!          3 sentence, 4 other names by ',', 5 materials, 6 offices (both: places in `words` in base 36, by ' '),
//!          7 former codes by ',', 8 what a bundle gathers, by ','
//!   words  materials and offices, each once, a line each; those of most rows first
//!   folk   「敬老卡,老年卡=老年证」 a line: only words that lead somewhere in this community
//!   ask    phrases that only ask, longest first, by ' '
//!   trim   single characters that are dropped at both ends
//!   runs, sounds   readings, see [`super::readings`]
//!   old    「證证醫医」: traditional characters and those written here, where they stand in this data
//! }
//! ```
//!
//! and `XWM = { id, lines }` has a line for each of `rows` in their order: parts by '|', each after a letter: g whom it
//! is for, r what one gets, b a special case, n what is not the community's, q a question somebody asked, s a step.

use super::assets::address_of;
use super::assets::text_of;
use super::making::Making;
use super::readings::everyday_runs;
use super::readings::further;
use crate::model::Bundle;
use crate::model::Catalog;
use crate::model::Procedure;
use crate::model::placeholder;
use crate::record::traditional;
use crate::theme::Theme;
use crate::vocabulary::FolkRow;
use aho_corasick::AhoCorasick;
use serde_json::json;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashSet;
use std::fmt::Write;
use std::sync::Arc;

/// Places that tell no matter from another.
const EVERYWHERE: &[&str] = &["本人", "各自带", "社区", "手机", "窗口", "电话", "打电话"];
/// From so many rows on, an office of a third of them tells nothing apart.
const MANY_ROWS: usize = 10;

/// A matter or a bundle.
#[derive(Default)]
struct Row {
    key: String,
    short: String,
    title: String,
    sentence: String,
    aliases: Vec<String>,
    materials: Vec<String>,
    offices: Vec<String>,
    former: Vec<String>,
    gathers: Vec<String>,
    /// For the second file, with their letters.
    more: Vec<String>,
}

/// The rows with what they share.
struct Finding {
    rows: String,
    words: String,
    more: String,
    id: String,
    /// Characters that can be looked for by their sound, besides those of `words`.
    names: String,
}

/// `finder.js`.
pub(super) fn finder(making: &Making<'_>) -> Option<Vec<u8>> {
    files(making).first().cloned()
}

/// `search-more.js`.
pub(super) fn more(making: &Making<'_>) -> Option<Vec<u8>> {
    files(making).last().cloned()
}

/// `search-data.js`: what scripts up to version 0.1 ask for, who may still be kept in phones. It brings today's.
pub(super) fn before(making: &Making<'_>) -> Option<Vec<u8>> {
    let theme = making.site.theme;
    let [finder, more] = files(making);
    let now = [
        address_of("search.js", text_of(theme, "site/search.js").as_bytes()),
        address_of("finder.js", finder),
        address_of("search-more.js", more),
    ];
    let script = text_of(theme, "site/search-before.js");
    Some(format!("var XWNow={};\n{script}", json!(now)).into_bytes())
}

fn files<'m>(making: &Making<'m>) -> &'m [Vec<u8>; 2] {
    making.site.found.get_or_init(|| {
        let finding = finding(making.catalog());
        let theme = making.site.theme;
        let scripts = ["site/sounds.js", "site/finder.js"].map(|path| text_of(theme, path));
        let data = data(theme, &finding);
        let more = json!({ "id": finding.id, "lines": finding.more });
        [format!("{}{data}", scripts.concat()).into_bytes(), format!("XWM={more};\n").into_bytes()]
    })
}

fn data(theme: &Theme, finding: &Finding) -> String {
    let folk = folk_of(theme, finding);
    let everyday = everyday_runs();
    let spoken: BTreeSet<char> =
        [&finding.names, &finding.words, &folk].iter().flat_map(|text| text.chars()).collect();
    let written: HashSet<char> = [&finding.rows, &finding.words, &finding.more, &folk]
        .iter()
        .flat_map(|t| t.chars())
        .collect();
    let mut old = String::new();
    for (elsewhere, here) in traditional::pairs().filter(|(_, here)| written.contains(here)) {
        old.extend([elsewhere, here]);
    }
    let mut asking: Vec<&str> = theme.folk.questions.iter().map(String::as_str).collect();
    asking.sort_by_key(|phrase| std::cmp::Reverse(phrase.chars().count()));
    let parts = [
        ("id", finding.id.as_str()),
        ("rows", &finding.rows),
        ("words", &finding.words),
        ("folk", &folk),
        ("ask", &asking.join(" ")),
        ("trim", &theme.folk.trimmed),
        ("runs", &everyday.runs),
        ("sounds", &further(&everyday, &spoken)),
        ("old", &old),
    ];
    let parts = parts.map(|(name, text)| format!("{name}:{}", json!(text)));
    format!("XW={{\n{}\n}};\n", parts.join(",\n"))
}

fn finding(catalog: &Catalog) -> Finding {
    let mut rows: Vec<Row> = catalog.procedures.iter().map(|p| row_of(p)).collect();
    let bundles: Vec<Row> =
        catalog.all::<Bundle>("bundles").map(|b| row_of_bundle(b, &catalog.procedures)).collect();
    rows.extend(bundles);

    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for word in rows.iter().flat_map(|row| row.materials.iter().chain(&row.offices)) {
        *count.entry(word.clone()).or_default() += 1;
    }
    if rows.len() >= MANY_ROWS {
        let all = rows.len();
        for row in &mut rows {
            row.offices.retain(|office| count[office] * 3 < all);
        }
    }
    let used: BTreeSet<&String> =
        rows.iter().flat_map(|row| row.materials.iter().chain(&row.offices)).collect();
    let mut words: Vec<&String> = used.into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(count[*word]));
    let places: BTreeMap<&String, String> =
        words.iter().enumerate().map(|(at, word)| (*word, base36(at))).collect();
    let refs = |list: &[String]| {
        let list: Vec<&str> = list.iter().map(|word| places[word].as_str()).collect();
        list.join(" ")
    };
    let line = |row: &Row| {
        let columns = [
            row.key.clone(),
            row.short.clone(),
            row.title.clone(),
            row.sentence.clone(),
            row.aliases.join(","),
            refs(&row.materials),
            refs(&row.offices),
            row.former.join(","),
            row.gathers.join(","),
        ];
        columns.join("\t").trim_end_matches('\t').to_string()
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    let lines = lines.join("\n");
    let more: Vec<String> = rows.iter().map(|row| row.more.join("|")).collect();
    let mut names = String::new();
    for row in &rows {
        let _ = write!(names, "{}{}{}", row.short, row.title, row.aliases.concat());
    }
    let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
    let id = format!("{:x}", Sha256::digest(&lines));
    Finding {
        id: id[..8].into(),
        rows: lines,
        words: words.join("\n"),
        more: more.join("\n"),
        names,
    }
}

fn row_of(p: &Procedure) -> Row {
    let (title, short) = (clean(&p.title.value), clean(&p.short().value));
    let aliases = words_of(p.aliases.iter().map(|alias| &alias.value));
    let mut more = Vec::new();
    let mut add = |letter: char, text: &str| {
        let text = clean(text);
        if !text.is_empty() && placeholder(&text).is_none() {
            more.push(format!("{letter}{text}"));
        }
    };
    add('g', &p.applicant.value);
    p.result.iter().for_each(|result| add('r', &result.value));
    p.branches.iter().for_each(|branch| add('b', &branch.when.value));
    p.not_here.iter().for_each(|other| add('n', &other.text.value));
    asked(&p.body.value).for_each(|question| add('q', question));
    p.steps.iter().for_each(|step| add('s', &step.action.value));
    Row {
        key: p.code.value.clone(),
        title: if title == short { String::new() } else { title },
        sentence: clean(&p.summary.value),
        aliases: aliases.into_iter().filter(|alias| *alias != short).collect(),
        short,
        materials: words_of(p.materials.iter().map(|material| &material.name.value)),
        offices: offices_of(p),
        former: words_of(p.former_codes.iter().map(|code| &code.value)),
        gathers: Vec::new(),
        more,
    }
}

/// A bundle is found by its name, whom it is for, and the names of what it gathers.
fn row_of_bundle(bundle: &Bundle, procedures: &[Arc<Procedure>]) -> Row {
    let named = |code: &String| procedures.iter().find(|p| p.code.value == *code);
    let members = bundle.matters.iter().filter_map(|code| named(&code.value));
    let members = members.map(|p| &p.short().value);
    Row {
        key: format!("lianban/{}", bundle.code.value),
        short: clean(&bundle.name.value),
        sentence: format!(
            "给{}，{}\u{a0}件事一起办",
            clean(&bundle.audience.value),
            bundle.matters.len()
        ),
        gathers: words_of(members.chain(bundle.extras.iter().map(|extra| &extra.value))),
        ..Row::default()
    }
}

/// Where one has to go for a matter, or to write to.
fn offices_of(p: &Procedure) -> Vec<String> {
    let steps = p.steps.iter().map(|step| &step.place.value);
    let sources = p.materials.iter().map(|material| &material.source.value);
    let others = p.not_here.iter().filter_map(|other| other.go_to.as_ref()).map(|to| &to.value);
    let all =
        std::iter::once(&p.competent_authority.value).chain(steps).chain(sources).chain(others);
    let all: Vec<String> =
        words_of(all).into_iter().filter(|place| !EVERYWHERE.contains(&place.as_str())).collect();
    // What stands inside another one of the same matter is not said again.
    let inside = |place: &String| all.iter().any(|o| o != place && o.contains(place.as_str()));
    all.iter().filter(|place| !inside(place)).cloned().collect()
}

/// Each once, without what nobody has written yet.
fn words_of<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for text in texts {
        // A comma divides words in a line.
        let word = clean(text).replace(',', "，");
        if !word.is_empty() && placeholder(&word).is_none() && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Without the signs that divide lines and columns.
fn clean(text: &str) -> String {
    text.replace(['\t', '\n', '\r', '|'], " ").trim().to_string()
}

/// The questions of a text below the fields: 「**问：要照片吗？**」.
fn asked(body: &str) -> impl Iterator<Item = &str> {
    body.lines().filter_map(|line| {
        let (_, rest) = line.split_once("**问：").or_else(|| line.split_once("**问:"))?;
        rest.split_once("**").map(|(question, _)| question)
    })
}

fn base36(mut number: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut out = Vec::new();
    loop {
        out.push(char::from(DIGITS[number % 36]));
        number /= 36;
        if number == 0 {
            return out.iter().rev().collect();
        }
    }
}

/// The rows of the theme's table that lead somewhere here, and papers that have several names.
fn folk_of(theme: &Theme, finding: &Finding) -> String {
    let papers = theme.phrases.same_papers.iter().map(|(paper, others)| FolkRow {
        said: others.iter().chain([paper]).cloned().collect(),
        meant: std::iter::once(paper).chain(others).cloned().collect(),
    });
    let rows: Vec<FolkRow> = theme.folk.rows.iter().cloned().chain(papers).collect();
    let meant: BTreeSet<&str> =
        rows.iter().flat_map(|row| &row.meant).map(String::as_str).collect();
    let meant: Vec<&str> = meant.into_iter().collect();
    let Ok(looked_for) = AhoCorasick::new(&meant) else { return String::new() };
    let mut here: HashSet<&str> = HashSet::new();
    for text in [&finding.rows, &finding.words, &finding.more] {
        for hit in looked_for.find_overlapping_iter(text) {
            here.insert(meant[hit.pattern().as_usize()]);
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for row in &rows {
        let meant: Vec<&str> =
            row.meant.iter().map(String::as_str).filter(|word| here.contains(word)).collect();
        // A word that only means itself is found without the table.
        let leads = |said: &&str| meant.iter().any(|word| word != said);
        let said: Vec<&str> = row.said.iter().map(String::as_str).filter(leads).collect();
        if !said.is_empty() {
            lines.push(format!("{}={}", said.join(","), meant.join(",")));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_found_in_a_body() {
        let body =
            "## 常见问题\n\n**问：要照片吗？**\n\n答：要。\n- **问:多久？** 三天\n**问：没有完\n";
        assert_eq!(asked(body).collect::<Vec<_>>(), ["要照片吗？", "多久？"]);
    }

    #[test]
    fn places_are_written_in_base_36() {
        assert_eq!([0, 35, 36, 1295, 1296].map(base36), ["0", "z", "10", "zz", "100"]);
    }

    #[test]
    fn a_word_has_nothing_that_divides() {
        let texts = ["身份证,户口簿".to_string(), "一\t二|三\n".into(), "待定".into()];
        assert_eq!(words_of(texts.iter()), ["身份证，户口簿", "一 二 三"]);
    }
}
