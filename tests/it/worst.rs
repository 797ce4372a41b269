//! A clerk's worst days: files that are no files, disks that are full, folders that say no.
//!
//! What no repository can hold is made here. Every answer is Chinese, names the file, comes within
//! two seconds of processor time and 256 MB, and leaves what was published alone. Tests that need
//! Linux's ways to limit a process say so and skip elsewhere.

use crate::common::contents;
use crate::common::run;
use crate::common::stderr;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Output;
use tempfile::TempDir;

const CHECK: &[&str] = &["check", "--date", "2026-11-22"];
const QUICK: &[&str] = &["build", "--dpi", "30", "--item", "401", "--board", "item"];

fn one_procedure() -> TempDir {
    let dir = with_procedures(&["401"]);
    fs::write(dir.path().join("content/categories.yaml"), "- 编号: 4\n  名称: 民生福利\n").unwrap();
    dir
}

/// Runs the program under limits of the shell: seconds of processor time, address space, file size.
#[cfg(unix)]
fn run_limited(folder: &Path, limits: &str, arguments: &[&str]) -> Output {
    Command::new("sh")
        .arg("-c")
        .arg(format!("trap '' XFSZ; {limits}; exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_xiaowei"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Two seconds and 256 MB: what a bad file may cost.
#[cfg(unix)]
fn check_frugally(folder: &Path) -> Output {
    // Address space counts mapped files and reserved stacks too: the limit is a little above.
    run_limited(folder, "ulimit -t 2; ulimit -v 400000", CHECK)
}

#[cfg(not(unix))]
fn check_frugally(folder: &Path) -> Output {
    run(folder, CHECK)
}

/// A file that is put in, and the code and words that must come out.
#[test]
fn bad_files_get_a_clear_answer_quickly() {
    let bomb: String = std::iter::once("a0: &a0 [好, 好]\n".to_string())
        .chain((1..40).map(|i| format!("a{i}: &a{i} [*a{p}, *a{p}, *a{p}, *a{p}]\n", p = i - 1)))
        .collect();
    let deep = |open: &str| open.repeat(20_000).into_bytes();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty.md", Vec::new(), "错误[E109]"),
        ("empty.yaml", Vec::new(), "错误[E109]"),
        ("large.md", vec![b'a'; 10 << 20], "错误[E111]: 文件有 10240 KB"),
        ("bomb.yaml", bomb.into_bytes(), "错误[E101]"),
        ("brackets.yaml", deep("["), "错误[E101]"),
        ("braces.yaml", deep("{"), "错误[E101]"),
        ("keys.yaml", deep("a: "), "错误[E101]"),
        ("items.yaml", deep("- "), "错误["),
        ("quotes.yaml", deep("\"\n"), "错误["),
        ("binary.md", (0..=255).cycle().take(4096).collect(), "错误[E110]"),
        ("picture.yaml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "错误[E110]"),
        ("half.md", "---\n编号: \"499\"\n".as_bytes()[..14].to_vec(), "错误["),
        ("lines.md", "---\n".repeat(100_000).into_bytes(), "错误["),
        ("long.yaml", format!("编号: {}", "好".repeat(160_000)).into_bytes(), "错误["),
    ];
    for (name, bytes, words) in cases {
        let dir = one_procedure();
        fs::write(dir.path().join("content/procedures").join(name), bytes).unwrap();
        let output = check_frugally(dir.path());
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(words), "{name}: {said}");
        assert!(said.contains(&format!("content/procedures/{name}")), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_only() {
    let dir = one_procedure();
    let procedures = dir.path().join("content/procedures");
    let secret = crate::common::fresh();
    fs::write(secret.path().join("secret.md"), "别人的秘密").unwrap();
    let link =
        |to: &Path, name: &str| std::os::unix::fs::symlink(to, procedures.join(name)).unwrap();
    link(&secret.path().join("secret.md"), "out.md");
    link(Path::new("nothing.md"), "broken.md");
    link(secret.path(), "folder.md");
    let output = check_frugally(dir.path());
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("错误[E114]: 这是一个链接，指向内容文件夹外面"), "{said}");
    assert!(said.contains("错误[E113]: 这是一个链接，它指向的文件不存在"), "{said}");
    assert!(said.contains("提醒[W704]: 没有读「folder.md」"), "{said}");
    assert!(!said.contains("秘密"), "{said}");

    // A link to a file of the content itself is as good as the file.
    let dir = one_procedure();
    let file = crate::common::walk(&dir.path().join("content/procedures")).remove(0);
    let kept = dir.path().join("content/401.keep");
    fs::rename(&file, &kept).unwrap();
    std::os::unix::fs::symlink(&kept, &file).unwrap();
    assert!(run(dir.path(), CHECK).status.success());
}

#[cfg(unix)]
#[test]
fn names_that_windows_cannot_hold() {
    let dir = one_procedure();
    let procedures = dir.path().join("content/procedures");
    let file = crate::common::walk(&procedures).remove(0);
    let text = fs::read_to_string(file).unwrap();
    for (name, code) in [("a:b.md", "411"), ("con.md", "412"), ("Abc.md", "413"), ("abc.md", "414")]
    {
        fs::write(procedures.join(name), text.replace("\"401\"", &format!("\"{code}\""))).unwrap();
    }
    let said = stderr(&run(dir.path(), CHECK));
    assert!(said.contains("错误[E115]: 文件名「a:b.md」在 Windows 上不能用"), "{said}");
    assert!(said.contains("错误[E115]: 文件名「con.md」在 Windows 上不能用"), "{said}");
    let pair = "「content/procedures/abc.md」与「content/procedures/Abc.md」只差大小写";
    assert!(said.contains(pair), "{said}");
}

/// Somebody else's folder: root may read everything, so the program runs as nobody.
#[cfg(unix)]
#[test]
fn folders_without_permission_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let as_nobody = |folder: &Path, arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        command.arg(env!("CARGO_BIN_EXE_xiaowei")).args(arguments).current_dir(folder).output()
    };
    let dir = one_procedure();
    let open = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    open(dir.path(), 0o755);
    if !as_nobody(dir.path(), CHECK).is_ok_and(|o| o.status.success()) {
        eprintln_skip("setpriv");
        return;
    }
    let hidden = dir.path().join("content/procedures/hidden");
    fs::create_dir(&hidden).unwrap();
    open(&hidden, 0o000);
    let said = stderr(&as_nobody(dir.path(), CHECK).unwrap());
    assert!(said.contains("错误[E113]: 打不开这个文件或文件夹"), "{said}");
    assert!(said.contains("content/procedures/hidden"), "{said}");
    fs::remove_dir(&hidden).unwrap();
    // No right to write where the result should go.
    let output = as_nobody(dir.path(), QUICK).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("错误：不能在"), "{}", stderr(&output));
    assert!(!dir.path().join("public").exists());
}

#[cfg(unix)]
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn eprintln_skip(what: &str) {
    assert!(std::env::var_os("CI").is_none(), "CI cannot use {what}");
    eprintln!("跳过：这台机器上 {what} 用不了");
}

/// The disk ends while a build writes (a limit on the size of files stands for it): an error in
/// Chinese, the published folders as they were, nothing left beside them.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_folders() {
    let dir = one_procedure();
    assert!(run(dir.path(), QUICK).status.success());
    let before = contents(&dir.path().join("public"));
    let printed = contents(&dir.path().join("print"));
    let site = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, text.replace("看不懂没关系", "换了一句话")).unwrap();
    // In blocks of 512 bytes: from the first page to the largest picture.
    for blocks in [1, 4, 16, 64, 256, 1024] {
        let output = run_limited(dir.path(), &format!("ulimit -f {blocks}"), QUICK);
        if output.status.success() {
            break;
        }
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{blocks}: {said}");
        assert!(said.starts_with("错误：不能写"), "{blocks}: {said}");
        assert!(said.contains("文件超过了这个磁盘允许的大小"), "{blocks}: {said}");
        assert_eq!(before, contents(&dir.path().join("public")), "{blocks} blocks");
        assert_eq!(printed, contents(&dir.path().join("print")), "{blocks} blocks");
        for name in ["public", "print"] {
            assert!(!dir.path().join(format!(".xiaowei-{name}-new")).exists(), "{blocks} blocks");
        }
    }
}

/// A really full disk, where a small one can be mounted (as root, in a mount namespace of its own).
#[cfg(target_os = "linux")]
#[test]
fn a_small_disk_fills_up() {
    let dir = one_procedure();
    // Each answer has a picture of its own.
    fs::remove_file(dir.path().join("content/results.yaml")).unwrap();
    let disk = dir.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let script = format!(
        "mount -t tmpfs -o size=900k none '{d}' || exit 99; \"$0\" build --dpi 30 --out '{d}' --only site; first=$?; \"$0\" build --dpi 60 --out '{d}'; echo second $? first $first; ls -a '{d}'; test -f '{d}/public/index.html'",
        d = disk.display()
    );
    let output = Command::new("unshare")
        .args(["-m", "sh", "-c", &script])
        .arg(env!("CARGO_BIN_EXE_xiaowei"))
        .current_dir(dir.path())
        .output();
    let Ok(output) = output else { return eprintln_skip("unshare") };
    if output.status.code() == Some(99) || output.stdout.is_empty() {
        return eprintln_skip("unshare");
    }
    let (said, told) = (stderr(&output), crate::common::stdout(&output));
    assert!(output.status.success(), "{told}{said}");
    assert!(told.contains("second 2 first 0"), "{told}{said}");
    assert!(said.contains("磁盘满了"), "{said}");
    assert!(!told.contains("-new"), "{told}");
}
