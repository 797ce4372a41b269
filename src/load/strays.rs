//! What lies in the content folder and is not read: files and folders under nearly the right names, in the wrong
//! place, copies.
//!
//! Start at [`notice_strays`]. Each is named with what to do; nothing that somebody put there is passed over in silence.

use super::files::as_listed;
use super::files::is_of_the_system;
use super::files::reason_to_skip;
use super::files::skipped;
use crate::diag::Report;
use crate::diag::Sources;
use crate::model::COLLECTIONS;
use crate::model::Home;
use std::path::Path;
use walkdir::WalkDir;

/// Notices for files that lie in `folder` itself and are not among `known`.
pub(crate) fn notice_strays(
    root: &Path,
    folder: &Path,
    known: &[&str],
    sources: &mut Sources,
    report: &mut Report,
) {
    let files: Vec<&str> = known.iter().copied().filter(|name| name.contains('.')).collect();
    let only_these = format!("这里只读 {}", spoken_list(&files));
    let strays: Vec<&str> = COLLECTIONS.iter().map(|c| c.stray).filter(|s| !s.is_empty()).collect();
    let procedures = strays.join("；");
    for entry in
        WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name().into_iter().flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_of_the_system(&name) || known.contains(&name.as_str()) {
            continue;
        }
        if entry.file_type().is_dir() {
            if let Some(help) = stray_folder(&name, known) {
                let why = "这个文件夹里的文件都不读";
                skipped(root, entry.path(), why, &help, sources, report);
            }
            continue;
        }
        // One of them, spelt otherwise.
        let spelt = as_listed(&name);
        if let Some(meant) = files.iter().find(|file| **file == spelt) {
            let help = format!("改文件名：「{meant}」，大小写和末尾都要一样");
            skipped(root, entry.path(), &only_these, &help, sources, report);
            continue;
        }
        // 「office.yaml」, 「办公点.yaml」, 「site(1).yaml」: nearly one of them, or a copy.
        if let Some(meant) = nearly_one_of(&spelt, &files) {
            let help = if folder.join(meant).is_file() {
                format!("「{meant}」已经有了，这一份多半是副本：不用就移到 content 外面")
            } else {
                format!("改文件名：「{meant}」")
            };
            skipped(root, entry.path(), &only_these, &help, sources, report);
            continue;
        }
        let (why, help) = reason_to_skip(&name, entry.path(), entry.file_type().is_file())
            .map_or_else(
                || (only_these.clone(), procedures.clone()),
                |(a, b)| (a.into(), b.into()),
            );
        skipped(root, entry.path(), &why, &help, sources, report);
    }
}

/// Whether a file's name is what office systems give a copy: 「401 - 副本.md」, 「401(1).md」, 「401 copy.md」.
pub(super) fn is_named_as_copy(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let numbered = stem.strip_suffix([')', '）']).is_some_and(|rest| {
        rest.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(['(', '（'])
            && rest.ends_with(|c: char| c.is_ascii_digit())
    });
    numbered || ["副本", "复制", "备份", "copy"].iter().any(|word| stem.contains(word))
}

/// What to do with a folder of `content` that nobody reads; `None` for those that are read.
fn stray_folder(name: &str, known: &[&str]) -> Option<String> {
    const OTHERS: [&str; 2] = ["photos", "art"];
    let folders = || known.iter().copied().filter(|name| !name.contains('.')).chain(OTHERS);
    if folders().any(|folder| folder == name) {
        return None;
    }
    const SPOKEN: [(&str, &str); 5] = [
        ("事项", "procedures"),
        ("照片", "photos"),
        ("图片", "photos"),
        ("画", "art"),
        ("图", "art"),
    ];
    let lower = name.to_lowercase();
    let nearly = |folder: &&str| {
        lower == **folder
            || folder.strip_suffix('s') == Some(&lower)
            || lower.strip_suffix('s') == Some(folder)
    };
    let spoken =
        || SPOKEN.iter().find(|(word, _)| name.starts_with(word)).map(|(_, folder)| *folder);
    Some(match folders().find(nearly).or_else(spoken) {
        Some(folder) => format!("改文件夹名：「{folder}」"),
        None => {
            "里面是事项，就移到 procedures 文件夹；是照片，就移到 photos；不用就移到 content 外面"
                .into()
        }
    })
}

/// The file that a name was meant to be: one letter more or less, its Chinese name, a number behind it.
fn nearly_one_of<'f>(name: &str, files: &[&'f str]) -> Option<&'f str> {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yaml.txt"))?;
    let bare = stem.trim_end_matches(|c: char| {
        c.is_ascii_digit() || "()（） -_".contains(c) || "副本备份".contains(c)
    });
    let labelled = || {
        let of = COLLECTIONS.iter().find(|c| c.label == bare || c.word == bare)?;
        let name = match of.home {
            Home::Single(name) | Home::List(name) => name,
            Home::Folder(_) => return None,
        };
        files.iter().find(|file| **file == name).copied()
    };
    let same = |file: &&&str| {
        let known = file.trim_end_matches(".yaml");
        let one_off =
            known.strip_suffix('s') == Some(bare) || bare.strip_suffix('s') == Some(known);
        // 「category.yaml」
        let of_y = bare.strip_suffix('y').filter(|b| !b.is_empty());
        let one_off = one_off || of_y.is_some() && known.strip_suffix("ies") == of_y;
        known == bare || one_off
    };
    files.iter().find(same).copied().or_else(labelled)
}

/// `a、b 和 c`.
fn spoken_list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [most @ .., last] => format!("{} 和 {last}", most.join("、")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_known_by_their_names() {
        for copy in ["a/401 - 副本.md", "401(1).md", "401（2）.md", "401 copy.md", "401 - Copy.md"]
        {
            assert!(is_named_as_copy(copy), "{copy}");
        }
        for original in ["401.md", "401-老年证（换领）.md", "副本/401.md", "401(a).md"] {
            assert!(!is_named_as_copy(original), "{original}");
        }
    }
}
