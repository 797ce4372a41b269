//! What other people have in `public/` and `print/` survives a build, or the build stops before it touches
//! anything; broken and out-of-date files are noticed.
//!
//! Start at [`what_is_not_ours_survives`].

use crate::common::contents;
use crate::common::run;
use crate::common::stderr;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

const SITE: [&str; 3] = ["build", "--only", "site"];
/// One small board in every way there is.
const BOARD: [&str; 9] =
    ["build", "--only", "boards", "--board", "item", "--item", "401", "--dpi", "30"];

/// Changes a fact that is on every page and board of 401.
fn change(root: &Path, word: &str) {
    let file = procedure(root);
    let text = fs::read_to_string(&file).unwrap();
    let line = text.lines().find(|l| l.starts_with("一句话: ")).unwrap();
    fs::write(&file, text.replace(line, &format!("一句话: {word}"))).unwrap();
}

fn procedure(root: &Path) -> PathBuf {
    let files = crate::common::walk(&root.join("content/procedures"));
    files.into_iter().find(|p| p.to_string_lossy().contains("401")).unwrap()
}

fn good(root: &Path, arguments: &[&str]) -> String {
    let output = run(root, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    stderr(&output)
}

/// Stops with status 2, these words, and not a file changed.
fn stops(root: &Path, arguments: &[&str], words: &[&str]) {
    let before = contents(root);
    let output = run(root, arguments);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(before == contents(root), "something was touched: {said}");
}

fn manifest(folder: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap()
}

#[cfg(unix)]
#[test]
fn what_is_not_ours_survives() {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::fs::symlink;
    let dir = with_procedures(&["401"]);
    let public = dir.path().join("public");
    good(dir.path(), &SITE);
    fs::create_dir_all(public.join(".git/refs/heads")).unwrap();
    fs::create_dir_all(public.join("empty/deeper")).unwrap();
    fs::create_dir_all(public.join("shared")).unwrap();
    fs::set_permissions(public.join("shared"), fs::Permissions::from_mode(0o2775)).unwrap();
    fs::set_permissions(&public, fs::Permissions::from_mode(0o2750)).unwrap();
    fs::write(public.join("CNAME"), "xiaowei.example\n").unwrap();
    fs::hard_link(public.join("CNAME"), dir.path().join("second-name")).unwrap();
    symlink("CNAME", public.join("link")).unwrap();
    symlink("nowhere", public.join("broken")).unwrap();
    symlink("../content", public.join("folder-link")).unwrap();
    assert!(Command::new("mkfifo").arg(public.join("fifo")).status().unwrap().success());
    for turn in ["第一次改", "第二次改"] {
        change(dir.path(), turn);
        good(dir.path(), &SITE);
        let page = fs::read_to_string(public.join("401/index.html")).unwrap();
        assert!(page.contains(turn));
        assert!(public.join(".git/refs/heads").is_dir() && public.join("empty/deeper").is_dir());
        let mode = |p: &Path| fs::metadata(p).unwrap().mode() & 0o7777;
        assert_eq!(mode(&public.join("shared")), 0o2775);
        assert_eq!(mode(&public), 0o2750);
        assert_eq!(fs::metadata(public.join("CNAME")).unwrap().nlink(), 2);
        assert_eq!(fs::read_link(public.join("link")).unwrap(), Path::new("CNAME"));
        assert_eq!(fs::read_link(public.join("broken")).unwrap(), Path::new("nowhere"));
        assert_eq!(fs::read_link(public.join("folder-link")).unwrap(), Path::new("../content"));
        let fifo = fs::symlink_metadata(public.join("fifo")).unwrap();
        assert!(!fifo.is_file() && !fifo.is_dir() && !fifo.is_symlink());
    }
}

#[test]
fn a_work_tree_of_git_stays_one() {
    if !crate::common::have("git") {
        return;
    }
    let dir = with_procedures(&["401"]);
    let public = dir.path().join("public");
    good(dir.path(), &SITE);
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let output = Command::new("git")
            .args(who)
            .args(arguments)
            .current_dir(&public)
            .env("GIT_CEILING_DIRECTORIES", dir.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "-q", "."]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "one"]);
    git(&["gc", "-q"]);
    change(dir.path(), "改了再看");
    good(dir.path(), &SITE);
    assert_eq!(git(&["log", "--oneline"]).lines().count(), 1);
    assert!(git(&["status", "--short"]).contains("401/index.html"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_stays_one() {
    use std::os::unix::fs::symlink;
    let dir = with_procedures(&["401"]);
    let elsewhere = crate::common::fresh();
    let real = elsewhere.path().join("www");
    fs::create_dir(&real).unwrap();
    fs::write(real.join("CNAME"), "x").unwrap();
    symlink(&real, dir.path().join("public")).unwrap();
    for turn in ["第一次改", "第二次改"] {
        change(dir.path(), turn);
        good(dir.path(), &SITE);
        assert_eq!(fs::read_link(dir.path().join("public")).unwrap(), real);
        assert!(fs::read_to_string(real.join("401/index.html")).unwrap().contains(turn));
        assert!(real.join("CNAME").is_file());
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1, "leftovers beside it");
    }
    fs::remove_dir_all(&real).unwrap();
    stops(dir.path(), &SITE, &["public", "链接", "不存在"]);
    fs::remove_file(dir.path().join("public")).unwrap();
    symlink(".", dir.path().join("public")).unwrap();
    stops(dir.path(), &SITE, &["public", "链接"]);
}

#[test]
fn what_stands_at_our_place_is_not_overwritten() {
    let dir = with_procedures(&["401"]);
    let public = dir.path().join("public");
    fs::create_dir(&public).unwrap();
    fs::write(public.join("index.html"), "我自己的首页").unwrap();
    stops(dir.path(), &SITE, &["public/index.html", "不是小微做的", "--out"]);
    // Another program's manifest is not ours, and neither is one that cannot be read.
    fs::remove_file(public.join("index.html")).unwrap();
    for words in ["{ \"name\": \"别的程序\" }", "\0\0\0\0"] {
        fs::write(public.join("manifest.json"), words).unwrap();
        stops(dir.path(), &SITE, &["public/manifest.json", "--out"]);
    }
    fs::remove_file(public.join("manifest.json")).unwrap();
    // A folder where a file is to stand, a file where a folder is.
    fs::create_dir(public.join("404.html")).unwrap();
    stops(dir.path(), &SITE, &["public/404.html"]);
    fs::remove_dir(public.join("404.html")).unwrap();
    fs::write(public.join("401"), "x").unwrap();
    stops(dir.path(), &SITE, &["public/401"]);
    fs::remove_file(public.join("401")).unwrap();
    good(dir.path(), &SITE);
    // What is the same byte for byte may be taken over.
    fs::remove_file(public.join("manifest.json")).unwrap();
    good(dir.path(), &SITE);
    fs::remove_dir_all(&public).unwrap();
    fs::write(&public, "a file").unwrap();
    stops(dir.path(), &SITE, &["public", "文件"]);
}

/// One of our own files that a person made a link of is theirs now.
#[cfg(unix)]
#[test]
fn a_link_at_our_place_is_not_followed() {
    use std::os::unix::fs::symlink;
    let dir = with_procedures(&["401"]);
    let public = dir.path().join("public");
    good(dir.path(), &SITE);
    let outside = dir.path().join("theirs.html");
    fs::write(&outside, "theirs").unwrap();
    fs::remove_file(public.join("401/index.html")).unwrap();
    symlink(&outside, public.join("401/index.html")).unwrap();
    stops(dir.path(), &SITE, &["public/401/index.html"]);
    fs::remove_dir_all(public.join("401")).unwrap();
    fs::create_dir(dir.path().join("theirs")).unwrap();
    symlink(dir.path().join("theirs"), public.join("401")).unwrap();
    stops(dir.path(), &SITE, &["public/401"]);
    assert_eq!(fs::read_dir(dir.path().join("theirs")).unwrap().count(), 0);
}

/// Needs the right to mount; elsewhere the way of it is tried by hand (`/proc` is not everywhere).
#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_exchanged_inside() {
    let dir = with_procedures(&["401"]);
    let (real, public) = (dir.path().join("real"), dir.path().join("public"));
    fs::create_dir(&real).unwrap();
    fs::create_dir(&public).unwrap();
    let mounted = |from: &Path, to: &Path| {
        let done = Command::new("mount").arg("--bind").args([from, to]).output();
        done.is_ok_and(|o| o.status.success())
    };
    let unmount = |at: &Path| assert!(Command::new("umount").arg(at).status().unwrap().success());
    if !mounted(&real, &public) {
        return;
    }
    fs::write(real.join("CNAME"), "x").unwrap();
    let said: Vec<String> = ["第一次改", "第二次改"]
        .map(|turn| {
            change(dir.path(), turn);
            let output = run(dir.path(), &SITE);
            let page = fs::read_to_string(real.join("401/index.html")).unwrap_or_default();
            if page.contains(turn) { stderr(&output) } else { String::new() }
        })
        .to_vec();
    let names: Vec<_> = fs::read_dir(&real).unwrap().map(|e| e.unwrap().file_name()).collect();
    unmount(&public);
    for said in said {
        assert!(said.contains("挂载点") && said.contains("一个文件一个文件"), "{said}");
    }
    assert!(names.iter().any(|n| n == "CNAME"));
    assert!(!names.iter().any(|n| n.to_string_lossy().starts_with(".xiaowei")), "{names:?}");
    // A mount below: nothing of it is copied or deleted.
    fs::remove_dir_all(&public).unwrap();
    good(dir.path(), &SITE);
    fs::create_dir(public.join("photos")).unwrap();
    let photos = dir.path().join("photos");
    fs::create_dir(&photos).unwrap();
    fs::write(photos.join("one.jpg"), "one").unwrap();
    assert!(mounted(&photos, &public.join("photos")));
    change(dir.path(), "第三次改");
    let output = run(dir.path(), &SITE);
    let still = fs::read_to_string(public.join("photos/one.jpg"));
    unmount(&public.join("photos"));
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(still.unwrap(), "one");
    assert_eq!(fs::read_to_string(photos.join("one.jpg")).unwrap(), "one");
    assert_eq!(fs::read_dir(public.join("photos")).unwrap().count(), 0);
}

/// A kill between the renames is repaired by whatever runs next, also when it finds mistakes.
#[test]
fn repair_comes_first() {
    let dir = with_procedures(&["401"]);
    good(dir.path(), &SITE);
    let (public, aside) = (dir.path().join("public"), dir.path().join(".xiaowei-public-old"));
    let before = contents(&public);
    fs::write(dir.path().join("content/site.yaml"), "名称：坏\n").unwrap();
    for command in [&["check"][..], &SITE, &["report"], &["cast"]] {
        fs::rename(&public, &aside).unwrap();
        fs::create_dir(dir.path().join(".xiaowei-public-new")).unwrap();
        run(dir.path(), command);
        assert!(public.is_dir(), "{command:?}");
        assert!(before == contents(&public), "{command:?}");
        assert!(!aside.exists() && !dir.path().join(".xiaowei-public-new").exists());
    }
}

/// Power that fails leaves files of the right length and of zeros.
#[test]
fn broken_files_are_made_again() {
    let dir = with_procedures(&["401"]);
    let build = ["build", "--board", "item", "--dpi", "30"];
    good(dir.path(), &build);
    let whole: Vec<_> = ["public", "print"].map(|f| contents(&dir.path().join(f))).to_vec();
    for (folder, files) in ["public", "print"].iter().zip(&whole) {
        for (path, bytes) in files.iter().filter(|(path, _)| path != "manifest.json") {
            fs::write(dir.path().join(folder).join(path), vec![0; bytes.len()]).unwrap();
        }
    }
    let said = good(dir.path(), &build);
    assert!(said.contains("坏"), "{said}");
    for (folder, files) in ["public", "print"].iter().zip(&whole) {
        assert!(*files == contents(&dir.path().join(folder)), "{folder}: {said}");
    }
    // One byte in the middle of something large is found when asked for.
    let png = dir.path().join("print/item/401-90x120cm.png");
    let mut bytes = fs::read(&png).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&png, bytes).unwrap();
    let said = good(dir.path(), &[&build[..], &["--verify"]].concat());
    assert!(said.contains("401-90x120cm.png"), "{said}");
    assert!(whole[1] == contents(&dir.path().join("print")));
}

/// What a run does not make again is removed or named, in the summary and in the list.
#[test]
fn no_old_fact_beside_a_new_one() {
    let dir = with_procedures(&["401"]);
    let print = dir.path().join("print");
    good(dir.path(), &["build", "--dpi", "30", "--board", "item"]);
    good(dir.path(), &[&BOARD[..], &["--size", "60x80cm"]].concat());
    good(dir.path(), &[&BOARD[..], &["--profile", "UV平板", "--proof", "--editable"]].concat());
    let others = ["item/401-60x80cm.pdf", "item/401-90x120cm-uv.tif"];
    let more = ["item/401-90x120cm-uv-proof.png", "item/401-90x120cm-uv-editable.svg"];
    let others: Vec<&str> = others.into_iter().chain(more).collect();
    let outdated = |path: &str| {
        let list = manifest(&print);
        let entry = list["files"].as_array().unwrap().iter().find(|e| e["path"] == path).cloned();
        entry.unwrap_or_else(|| panic!("{path}: {list}"))["outdated"] == true
    };
    let said = good(dir.path(), &BOARD);
    assert!(!said.contains("过时"), "{said}");
    for path in &others {
        assert!(print.join(path).is_file() && !outdated(path), "{path}");
    }
    change(dir.path(), "改了再看");
    let said = good(dir.path(), &BOARD);
    assert!(said.contains("过时"), "{said}");
    for path in &others {
        assert!(said.contains(path) && outdated(path), "{path}: {said}");
    }
    assert!(!outdated("item/401-90x120cm.pdf"));
    let again = good(dir.path(), &BOARD);
    assert!(again.contains("过时"), "{again}");
    // Made again, they are of today; a whole build says what it takes away.
    good(dir.path(), &[&BOARD[..], &["--size", "60x80cm"]].concat());
    assert!(!outdated(others[0]) && outdated(others[1]));
    let said = good(dir.path(), &["build", "--dpi", "30"]);
    for path in &others {
        assert!(!print.join(path).exists() && said.contains(path), "{path}: {said}");
    }
    // What is gone from the content is old, too.
    good(dir.path(), &[&BOARD[..], &["--size", "60x80cm"]].concat());
    let gone = procedure(dir.path());
    let text = fs::read_to_string(&gone).unwrap();
    fs::write(&gone, text.replace("401", "402")).unwrap();
    let said = good(dir.path(), &["build", "--only", "boards", "--item", "402", "--dpi", "30"]);
    assert!(said.contains(others[0]) && outdated(others[0]), "{said}");
}

/// Two builds at once, one of which lets go of the lock while the other waits at the same file.
#[cfg(unix)]
#[test]
fn the_lock_is_held_once() {
    let dir = with_procedures(&["401"]);
    // Somebody holds a lock on a file that is no longer there: that is no lock of the folder.
    let path = dir.path().join(".xiaowei-lock");
    let first = fs::File::create(&path).unwrap();
    first.lock().unwrap();
    let second = fs::File::open(&path).unwrap();
    fs::remove_file(&path).unwrap();
    drop(first);
    second.lock().unwrap();
    good(dir.path(), &SITE);
    assert!(!path.exists());
}

/// Links lead nowhere else, and what is no file is never waited for.
#[cfg(unix)]
#[test]
fn nothing_outside_is_read_and_nothing_hangs() {
    use std::os::unix::fs::symlink;
    let secret = crate::common::fresh();
    fs::write(secret.path().join("secret.css"), "/* 秘密的话 */").unwrap();
    let photo = crate::common::crate_root().join("tests/suite/photo-good");
    let refused = |root: &Path, words: &[&str]| {
        for command in [&["check"][..], &SITE] {
            let started = std::time::Instant::now();
            let output = run(root, command);
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(started.elapsed().as_secs() < 20, "{said}");
            for word in words {
                assert!(said.contains(word), "{word}: {said}");
            }
            assert!(!root.join("public").exists());
        }
    };
    let fifo = |at: &Path| assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
    // A style sheet of the theme; the theme's own folder; a drawing; a fifo; a device.
    let themed = || {
        let dir = with_procedures(&["401"]);
        let site = dir.path().join("content/site.yaml");
        let text = fs::read_to_string(&site).unwrap();
        fs::write(&site, format!("{text}\n主题: own\n")).unwrap();
        fs::create_dir_all(dir.path().join("themes/own/site")).unwrap();
        fs::write(dir.path().join("themes/own/theme.yaml"), "").unwrap();
        dir
    };
    let dir = themed();
    let style = dir.path().join("themes/own/site/style.css");
    symlink(secret.path().join("secret.css"), &style).unwrap();
    refused(dir.path(), &["E114", "themes/own/site/style.css"]);
    fs::remove_file(&style).unwrap();
    fifo(&style);
    refused(dir.path(), &["themes/own/site/style.css"]);
    fs::remove_file(&style).unwrap();
    symlink("/dev/zero", dir.path().join("themes/own/site/extra.css")).unwrap();
    refused(dir.path(), &["themes/own/site/extra.css"]);
    fs::remove_dir_all(dir.path().join("themes/own/site")).unwrap();
    symlink(secret.path(), dir.path().join("themes/own/site")).unwrap();
    refused(dir.path(), &["E114", "themes/own/site"]);
    let dir = themed();
    fs::rename(dir.path().join("themes/own"), secret.path().join("own")).unwrap();
    symlink(secret.path().join("own"), dir.path().join("themes/own")).unwrap();
    refused(dir.path(), &["E114", "themes/own"]);
    // The folder of procedures, and a file that is none.
    let dir = with_procedures(&["401"]);
    let procedures = dir.path().join("content/procedures");
    fs::rename(&procedures, secret.path().join("procedures")).unwrap();
    symlink(secret.path().join("procedures"), &procedures).unwrap();
    refused(dir.path(), &["E114", "content/procedures"]);
    let dir = with_procedures(&["401"]);
    fifo(&dir.path().join("content/a-fifo"));
    symlink("../a-fifo", dir.path().join("content/procedures/499.md")).unwrap();
    let said = good(dir.path(), &["check"]);
    assert!(said.contains("content/procedures/499.md"), "{said}");
    // A photo.
    for (to, words) in [(Some(secret.path().join("p.jpg")), "外面"), (None, "不是普通")] {
        let dir = with_procedures(&["401"]);
        crate::common::copy_tree(&photo, &dir.path().join("case"));
        let shot = crate::common::walk(&dir.path().join("case"))
            .into_iter()
            .find(|p| p.extension().is_some_and(|e| e == "jpg" || e == "png"))
            .unwrap();
        fs::create_dir_all(dir.path().join("content/photos")).unwrap();
        let place = dir.path().join("content/photos/a.jpg");
        match to {
            Some(outside) => {
                fs::copy(&shot, &outside).unwrap();
                symlink(outside, &place).unwrap();
            }
            None => fifo(&place),
        }
        fs::remove_dir_all(dir.path().join("case")).unwrap();
        let file = procedure(dir.path());
        let text = fs::read_to_string(&file).unwrap();
        let start = text.find("    画面:").or_else(|| text.find("  画面:")).unwrap();
        let indent = text[start..].len() - text[start..].trim_start().len();
        let rest: Vec<&str> = text[start..].lines().collect();
        let inside = rest[1..].iter().take_while(|l| l.len() - l.trim_start().len() > indent);
        let skipped = 1 + inside.count();
        let line = format!("{}照片: {{ 文件: a.jpg, 说明: 窗口 }}", " ".repeat(indent));
        let changed = format!("{}{line}\n{}\n", &text[..start], rest[skipped..].join("\n"));
        fs::write(&file, changed).unwrap();
        refused(dir.path(), &[words]);
    }
}

/// A board is made again when what a theme's link leads to has changed.
#[cfg(unix)]
#[test]
fn links_inside_a_theme_are_part_of_it() {
    let dir = with_procedures(&["401"]);
    let site = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, format!("{text}\n主题: own\n")).unwrap();
    let boards = dir.path().join("themes/own/boards");
    fs::create_dir_all(&boards).unwrap();
    fs::write(dir.path().join("themes/own/theme.yaml"), "").unwrap();
    let template = crate::common::crate_root().join("themes/default/boards/item.xml");
    let template = fs::read_to_string(template).unwrap();
    let kept = dir.path().join("themes/kept.xml");
    fs::write(&kept, &template).unwrap();
    std::os::unix::fs::symlink("../../kept.xml", boards.join("item.xml")).unwrap();
    good(dir.path(), &BOARD);
    let svg = || fs::read(dir.path().join("print/item/401-90x120cm.svg")).unwrap();
    let before = svg();
    let changed = template.replacen("20 + 14 * k", "24 + 14 * k", 1);
    assert!(changed != template);
    fs::write(&kept, changed).unwrap();
    good(dir.path(), &BOARD);
    assert!(before != svg(), "the board is that of the old template");
}

/// Nothing said, nothing well.
#[cfg(unix)]
#[test]
fn closed_and_full_streams_are_noticed() {
    let dir = with_procedures(&["401"]);
    let status = |command: &str| {
        let output = Command::new("sh")
            .args(["-c", &format!("\"$XW\" {command}")])
            .env("XW", env!("CARGO_BIN_EXE_xiaowei"))
            .current_dir(dir.path())
            .output()
            .unwrap();
        assert!(!stderr(&output).contains("panicked"), "{command}: {}", stderr(&output));
        (output.status.code(), stderr(&output))
    };
    let full = Path::new("/dev/full").exists();
    for command in [
        "check --format json",
        "schema",
        "man",
        "report",
        "explain E101",
        "completions bash",
        "--help",
    ] {
        let closed = status(&format!("{command} >&-"));
        assert_eq!(closed.0, Some(2), "{command}: {closed:?}");
        assert!(closed.1.contains("写"), "{command}: {closed:?}");
        if full {
            assert_eq!(status(&format!("{command} >/dev/full")).0, Some(2), "{command}");
        }
        assert_eq!(status(&format!("{command} >&- 2>&- <&-")).0, Some(2), "{command}");
        assert_eq!(status(&format!("{command} >/dev/null")).0, Some(0), "{command}");
        assert_eq!(status(&format!("{command} | head -c 1")).0, Some(0), "{command}");
    }
    assert_eq!(status("check 2>&-").0, Some(2));
    if full {
        assert_eq!(status("check 2>/dev/full").0, Some(2));
        assert_eq!(status("build --only site 2>/dev/full").0, Some(2));
    }
}
