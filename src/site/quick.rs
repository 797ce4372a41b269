//! What whoever answers in a chat group looks through: an index by two letters, the texts to copy, a worker that keeps it all
//! on the phone.
//!
//! Start at [`index`], [`texts`], [`bundles`] and [`worker`], renderers of routes. The index is small and comes first: names, one
//! letter or more for every character that stands in them, so that the script works out the initials itself, and the
//! addresses of the texts. These follow while somebody types, a file for each category. Nothing comes from a clock: the worker's version is a
//! checksum of what it keeps.

use super::assets::address_of;
use super::assets::text_of;
use super::making::Making;
use crate::model::Bundle;
use crate::model::Category;
use crate::model::PROCEDURES;
use crate::plan::PagePicture;
use crate::record::walk::leaves;
use pinyin::ToPinyinMulti;
use serde_json::json;
use sha2::Digest;
use sha2::Sha256;
use std::any::Any;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Where the page and its files lie.
const FOLDER: &str = "qunzhu/";
/// What of the theme the page needs besides.
const FILES: [&str; 3] = ["style.css", "page.js", "quick.js"];

/// Rows of all that can be looked up (place of its page, short name, other names) and the first letters of every
/// character in them.
pub(super) fn index(making: &Making<'_>) -> Option<Vec<u8>> {
    let catalog = making.catalog();
    let mut rows: Vec<String> = Vec::new();
    for p in &catalog.procedures {
        let others: Vec<&str> = p.aliases.iter().map(|alias| alias.value.as_str()).collect();
        rows.push(format!("{}\t{}\t{}", p.code.value, p.short().value, others.join(",")));
    }
    for bundle in catalog.all::<Bundle>("bundles") {
        rows.push(format!("lianban/{}\t{}\t", bundle.code.value, bundle.name.value));
    }
    let rows = rows.join("\n");
    let letters = json!(letters_of(&rows));
    let files: Vec<String> =
        files_of_texts(making).into_iter().map(|(_, address)| address).collect();
    let (rows, files) = (json!(rows), json!(files));
    Some(format!("XWQ={{rows:{rows},letters:{letters},files:{files}}};\n").into_bytes())
}

/// The files of texts below [`FOLDER`]: names and addresses.
fn files_of_texts(making: &Making<'_>) -> Vec<(String, String)> {
    let of_category = |c: &Category| (c.number.value.to_string(), texts_of(making, c));
    let mut all: Vec<(String, String)> =
        making.catalog().categories.iter().map(of_category).collect();
    if making.catalog().count_of("bundles") > 0 {
        all.push(("lianban".into(), texts_of_bundles(making)));
    }
    let address = |(name, text): (String, String)| {
        let file = format!("{name}.js");
        let address = address_of(&file, text.as_bytes());
        (file, address)
    };
    all.into_iter().map(address).collect()
}

/// 「调dt老l」: each character of a text that has readings, once, with the first letters of all of them.
fn letters_of(text: &str) -> String {
    let mut known: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_ascii()) {
        let readings = c.to_pinyin_multi().into_iter().flatten();
        let firsts: BTreeSet<char> = readings.filter_map(|r| r.plain().chars().next()).collect();
        // ü is written v on keyboards.
        let firsts = firsts.into_iter().map(|c| if c == 'ü' { 'v' } else { c });
        known.entry(c).or_default().extend(firsts.filter(char::is_ascii_lowercase));
    }
    let one = |(c, firsts): (&char, &BTreeSet<char>)| {
        let firsts: String = firsts.iter().collect();
        (!firsts.is_empty()).then(|| format!("{c}{firsts}"))
    };
    known.iter().filter_map(one).collect()
}

/// The texts of a category's matters, with the picture that is sent on.
pub(super) fn texts(making: &Making<'_>) -> Option<Vec<u8>> {
    let category = (making.record as &dyn Any).downcast_ref::<Category>()?;
    Some(texts_of(making, category).into_bytes())
}

fn texts_of(making: &Making<'_>, category: &Category) -> String {
    let site = making.site;
    let mut out = String::from("XWT=window.XWT||{};\n");
    for (at, p) in making.catalog().procedures.iter().enumerate() {
        if p.category() == category.number.value {
            let picture = site.plan.shared_picture(PROCEDURES, &p.code.value);
            out.push_str(&row(&p.code.value, &site.views.share(p, at), picture));
        }
    }
    out
}

/// The same of bundles.
pub(super) fn bundles(making: &Making<'_>) -> Option<Vec<u8>> {
    Some(texts_of_bundles(making).into_bytes())
}

fn texts_of_bundles(making: &Making<'_>) -> String {
    let site = making.site;
    let mut out = String::from("XWT=window.XWT||{};\n");
    for (at, bundle) in making.catalog().all::<Bundle>("bundles").enumerate() {
        let picture = site.plan.shared_picture("bundles", &bundle.code.value);
        let lines = site.views.share_of_bundle(bundle, at);
        out.push_str(&row(&format!("lianban/{}", bundle.code.value), &lines, picture));
    }
    out
}

fn row(key: &str, lines: &[String], picture: Option<&PagePicture>) -> String {
    let picture = picture.map(|p| json!([p.path, p.pixels.0, p.pixels.1]));
    format!("XWT[{}]={};\n", json!(key), json!([lines.join("\n"), picture]))
}

/// The worker: which files it keeps, under which version, and what it does with them (the theme's `worker.js`).
pub(super) fn worker(making: &Making<'_>) -> Option<Vec<u8>> {
    let (site, catalog) = (making.site, making.catalog());
    let mut files = vec!["./".to_string(), "index.html".into()];
    files.extend(FILES.iter().filter_map(|name| Some(format!("../{}", site.assets.get(*name)?))));
    let index = index(making)?;
    let mut known = files_of_texts(making);
    known.push(("suoyin.js".into(), address_of("suoyin.js", &index)));
    let address = |name: String| match known.iter().find(|(known, _)| *known == name) {
        Some((_, address)) => address.clone(),
        None => name,
    };
    let mut hash = Sha256::new();
    // Every word of the office: the page has numbers that no sheet shows.
    leaves(&catalog.community, |leaf| hash.update(leaf.words().as_bytes()));
    catalog.categories.iter().for_each(|c| leaves(c, |leaf| hash.update(leaf.words().as_bytes())));
    for name in ["base.html", "quick.html", "worker.js", "early.js"] {
        hash.update(text_of(site.theme, &format!("site/{name}")));
    }
    for route in site.plan.routes.iter().filter(|route| route.path.starts_with(FOLDER)) {
        let name = |key: &str| route.path_of(key, "").replacen(FOLDER, "", 1);
        match route.path.strip_prefix(FOLDER) {
            Some("index.html" | "worker.js") | None => {}
            Some(_) if site.has(route) => {
                files.extend(site.keys(route).iter().map(|(_, k)| address(name(k))));
            }
            Some(_) => {}
        }
    }
    // Their addresses carry the checksums of what they hold.
    files.iter().for_each(|file| hash.update(file));
    hash.update(index);
    let version = format!("{:x}", hash.finalize());
    let head = format!("var VERSION={},FILES={};\n", json!(&version[..12]), json!(files));
    Some([head.as_bytes(), text_of(site.theme, "site/worker.js").as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Readings that a table of first readings has wrong.
    #[test]
    fn every_reading_counts() {
        for (word, wanted) in [
            ("长", "cz"),
            ("调", "dt"),
            ("还", "h"),
            ("供", "g"),
            ("行", "hx"),
            ("重", "ctz"),
            ("更", "g"),
            ("老", "l"),
            ("女", "nr"),
        ] {
            let letters = letters_of(word);
            let has = wanted.chars().all(|c| letters.contains(c));
            assert!(has, "{word}: {letters}");
        }
        assert_eq!(letters_of("abc 12"), "");
    }
}
