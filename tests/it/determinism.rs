//! Same input, same bytes: threads, order of files on disk, folder and line ends never show.

use crate::common::contents;
use crate::common::copy_tree;
use crate::common::fresh;
use crate::common::run;
use crate::common::stderr;
use crate::common::walk;
use crate::common::with_procedures;
use std::fs;

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let dir = with_procedures(&["101", "302", "401", "601"]);
    for (jobs, out) in [("1", "one"), ("2", "two")] {
        let built = run(dir.path(), &["build", "--dpi", "60", "--jobs", jobs, "--out", out]);
        assert!(built.status.success(), "{}", stderr(&built));
    }
    let (one, two) = (contents(&dir.path().join("one")), contents(&dir.path().join("two")));
    assert_eq!(one.len(), two.len());
    for ((path, a), (other, b)) in one.iter().zip(&two) {
        assert_eq!(path, other);
        assert!(a == b, "{path} differs");
    }
}

#[test]
fn order_on_disk_folder_and_line_ends_do_not_matter() {
    let dir = with_procedures(&["302", "401"]);
    let built = run(dir.path(), &["build", "--dpi", "40"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let other = fresh();
    let mut files = walk(&dir.path().join("content"));
    files.reverse();
    for file in files {
        let target = other.path().join("x").join(file.strip_prefix(dir.path()).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let text = fs::read_to_string(&file).unwrap().replace('\n', "\r\n");
        fs::write(target, text).unwrap();
    }
    let built = run(other.path(), &["build", "--dpi", "40", "-r", "x"]);
    assert!(built.status.success(), "{}", stderr(&built));
    for name in ["public", "print"] {
        let (a, b) =
            (contents(&dir.path().join(name)), contents(&other.path().join("x").join(name)));
        assert!(a == b, "{name} differs");
    }
}

/// Language, time zone, the folder one stands in and an unusual path change nothing.
#[test]
fn the_machine_does_not_matter() {
    let dir = with_procedures(&["401"]);
    let build = ["build", "--dpi", "30", "--board", "item"];
    assert!(run(dir.path(), &build).status.success());
    let expected = contents(&dir.path().join("public"));
    let printed = contents(&dir.path().join("print"));
    for (language, zone) in
        [("C", "UTC"), ("zh_CN.GBK", "Asia/Shanghai"), ("tr_TR.UTF-8", "America/Lima")]
    {
        let other = fresh();
        let root = other.path().join("社区 (新) #1%20/深一层");
        copy_tree(&dir.path().join("content"), &root.join("content"));
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_xiaowei"))
            .args(build)
            .args([
                "-r".as_ref(),
                root.as_os_str(),
                "--out".as_ref(),
                other.path().join("out").as_os_str(),
            ])
            .env_clear()
            .envs([("LANG", language), ("LC_ALL", language), ("TZ", zone)])
            .current_dir(other.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(expected == contents(&other.path().join("out/public")), "{language}");
        assert!(printed == contents(&other.path().join("out/print")), "{language}");
    }
}

/// A fully published catalog is no sample: no band, no warning but the phone's.
#[test]
fn published_procedures_carry_no_sample_band() {
    let dir = with_procedures(&["401"]);
    let content = dir.path().join("content");
    for file in walk(&content) {
        let text = fs::read_to_string(&file).unwrap();
        let text = text
            .replace("\n状态: 草稿", "\n状态: 已发布")
            .replace("核验人: 示例", "核验人: 民政专干");
        let text = text.replace("0311-0000 0000（示例）", "0000-1234 5678").replace("（示例）", "");
        fs::write(&file, text.replace("https://xiaowei.example/", "https://shequ.example/"))
            .unwrap();
    }
    fs::write(content.join("categories.yaml"), "- 编号: 4\n  名称: 民生福利\n").unwrap();
    let built = run(dir.path(), &["build", "--dpi", "40"]);
    assert!(built.status.success(), "{}", stderr(&built));
    assert!(!stderr(&built).contains("样张"), "{}", stderr(&built));
    for svg in ["item/401-90x120cm.svg", "overview/overview-240x120cm.svg"] {
        let text = fs::read_to_string(dir.path().join("print").join(svg)).unwrap();
        assert!(!text.contains("样张"), "{svg}");
    }
    let page = fs::read_to_string(dir.path().join("public/401/index.html")).unwrap();
    assert!(!page.contains("样张"));
    let sample = with_procedures(&["401"]);
    copy_tree(&sample.path().join("content"), &dir.path().join("sample/content"));
    assert!(run(dir.path(), &["build", "--dpi", "40", "-r", "sample"]).status.success());
    let text = fs::read_to_string(dir.path().join("sample/print/item/401-90x120cm.svg")).unwrap();
    assert!(text.contains("样张 未经核验"));
}
