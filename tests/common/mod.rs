//! What several tests need: fresh folders, the program, the second catalog.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stderr,
    missing_debug_implementations,
    reason = "each test uses a part; in a test, a panic is a failure"
)]

pub(crate) mod generator;
pub(crate) mod hostile;
pub(crate) mod office;
pub(crate) mod second;
pub(crate) mod second_lists;
pub(crate) mod serving;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use tempfile::TempDir;

/// The folder of the crate.
pub(crate) fn crate_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A fresh folder that removes itself.
pub(crate) fn fresh() -> TempDir {
    tempfile::Builder::new().prefix("xiaowei-test").tempdir().unwrap()
}

/// Copies a folder with everything in it.
pub(crate) fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A fresh folder with our own content.
pub(crate) fn with_our_content() -> TempDir {
    let dir = fresh();
    copy_tree(&crate_root().join("content"), &dir.path().join("content"));
    dir
}

/// A fresh folder with only these of our procedures.
pub(crate) fn with_procedures(codes: &[&str]) -> TempDir {
    let dir = with_our_content();
    let all = walk(&dir.path().join("content/procedures"));
    for path in all {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !codes.iter().any(|c| name.starts_with(c)) {
            fs::remove_file(&path).unwrap();
        } else {
            // References to procedures that are not here would be errors.
            let text = fs::read_to_string(&path).unwrap();
            let keep = |l: &&str| !l.starts_with("顺便办") && !l.trim_start().starts_with("转到");
            let text: Vec<&str> = text.lines().filter(keep).collect();
            fs::write(&path, without_links(&(text.join("\n") + "\n"))).unwrap();
        }
    }
    let site = dir.path().join("content/site.yaml");
    fs::write(&site, without_references(&fs::read_to_string(&site).unwrap())).unwrap();
    // Lists that name what is not here: bundles of it are none, everything else can be done without.
    let content = dir.path().join("content");
    fs::remove_file(content.join("bundles.yaml")).unwrap();
    for list in ["visits.yaml", "events.yaml", "stations.yaml"] {
        let list = content.join(list);
        let text = fs::read_to_string(&list).unwrap();
        let text: String =
            text.lines().filter(|l| !l.starts_with("  事项:")).flat_map(|l| [l, "\n"]).collect();
        fs::write(&list, text).unwrap();
    }
    dir
}

/// A body whose links to other procedures are plain words: `[名称](402)` is 名称.
fn without_links(text: &str) -> String {
    let mut text = text.to_string();
    let mut from = 0;
    while let Some(at) = text[from..].find("](").map(|at| at + from) {
        let code = text
            .get(at + 2..at + 6)
            .is_some_and(|t| t.ends_with(')') && t[..3].bytes().all(|b| b.is_ascii_digit()));
        let begin = text[..at].rfind('[').filter(|_| code);
        match begin {
            Some(begin) => {
                text.replace_range(at..at + 6, "");
                text.remove(begin);
            }
            None => from = at + 2,
        }
    }
    text
}

/// Our `site.yaml` for content without our procedures.
pub(crate) fn without_references(site: &str) -> String {
    let keep = |l: &&str| !l.starts_with("常办") && !l.starts_with("每月流动");
    site.lines().filter(keep).flat_map(|l| [l, "\n"]).collect()
}

/// All files below a folder, sorted.
pub(crate) fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    files.sort();
    files
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xiaowei"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// What a run said on stderr.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a run said on stdout.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Path and bytes of every file below a folder, in order.
pub(crate) fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let name = |p: &Path| p.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    walk(folder).iter().map(|p| (name(p), fs::read(p).unwrap())).collect()
}

/// Whether a program is there. In CI it must be.
pub(crate) fn have(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    assert!(found || std::env::var_os("CI").is_none(), "CI has no {program}");
    if !found {
        eprintln!("跳过：这台机器上没有 {program}");
    }
    found
}

/// Hears nothing.
pub(crate) struct Quiet;

impl xiaowei::Progress for Quiet {
    fn stage(&self, _: &str, _: usize) {}
    fn step(&self) {}
}

/// A small generator of numbers (`SplitMix64`): the same on every machine.
pub(crate) struct Seeded(pub u64);

impl Seeded {
    /// The next number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    /// One of a list.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// All pages of a site, with what they need.
pub(crate) fn site_of(
    plan: &xiaowei::plan::Plan<'_>,
    theme: &xiaowei::theme::Theme,
) -> Vec<(String, Vec<u8>)> {
    let mut pages = Vec::new();
    let made = xiaowei::site::render_site(plan, theme, &mut |page| {
        pages.push((page.path.clone(), page.bytes.clone()));
        Ok(())
    });
    made.unwrap();
    pages
}

/// Every scalar below a node, with its key, that its page must show as it is written; pictures and
/// typed words, which pages say in other words, are looked at elsewhere.
pub(crate) fn facts<'n>(
    node: &'n xiaowei::yaml::Node,
    key: &'n str,
    found: &mut Vec<(&'n str, String)>,
) {
    use xiaowei::yaml::NodeKind;
    const OTHERWISE: &[&str] = &[
        "画面",
        "开场",
        "结尾",
        "照片",
        "原件",
        "复印件",
        "电子",
        "适用范围",
        "结果",
        "法定",
        "承诺",
        "日期",
        "下次",
        "有效至",
        "条款",
        "年份",
        "文号",
        "短标题",
        "简称",
    ];
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Scalar(text) => found.push((key, text.clone())),
        NodeKind::Seq(list) => list.iter().for_each(|n| facts(n, key, found)),
        NodeKind::Map(list) => {
            for (key, value) in list.iter().filter(|(k, _)| !OTHERWISE.contains(&k.text.as_str())) {
                facts(value, &key.text, found);
            }
        }
    }
}

/// Puts a line into `site.yaml`, in the place of the one with its key.
pub(crate) fn say(root: &Path, line: &str) {
    let place = root.join("content/site.yaml");
    let key = line.split(':').next().unwrap();
    let text = fs::read_to_string(&place).unwrap();
    let kept: Vec<&str> = text.lines().filter(|l| !l.starts_with(&format!("{key}:"))).collect();
    fs::write(&place, format!("{}\n{line}\n", kept.join("\n"))).unwrap();
}
