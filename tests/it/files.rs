//! What other people have in `public/` and `print/` survives a build, or the build stops before it touches
//! anything.
//!
//! Start at [`what_is_not_ours_survives`].

use crate::common::office::SITE;
use crate::common::office::change;
use crate::common::office::good;
use crate::common::office::stops;
use crate::common::run;
use crate::common::stderr;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;
use std::process::Command;

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
    fs::remove_file(dir.path().join("public")).unwrap();
    symlink("content", dir.path().join("public")).unwrap();
    stops(dir.path(), &SITE, &["public", "链接", "内容"]);
    fs::remove_file(dir.path().join("public")).unwrap();
    fs::create_dir_all(dir.path().join("both/print")).unwrap();
    for to in ["both", "both/print"] {
        symlink("both", dir.path().join("public")).unwrap();
        symlink(to, dir.path().join("print")).unwrap();
        stops(dir.path(), &SITE, &["print", "public", "同一个文件夹"]);
        for name in ["public", "print"] {
            fs::remove_file(dir.path().join(name)).unwrap();
        }
    }
}

/// Without the list nobody knows what is ours: all that is in the way is named in one go.
#[test]
fn a_list_that_is_gone_is_told() {
    let dir = with_procedures(&["401"]);
    good(dir.path(), &SITE);
    fs::remove_file(dir.path().join("public/manifest.json")).unwrap();
    change(dir.path(), "改了再看");
    let words =
        ["没有小微的清单 manifest.json", "public/index.html", "public/401/index.html", "--out"];
    stops(dir.path(), &SITE, &words);
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
        // Not allowed here; where tests run as root it is.
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
    // Killed before, and after, the list came to its place.
    let (begun, list) = (real.join(".xiaowei-new"), real.join("manifest.json"));
    for has_list in [true, false] {
        fs::create_dir_all(begun.join("401")).unwrap();
        fs::write(begun.join(".ready"), "").unwrap();
        let page = real.join("401/index.html");
        let words = fs::read(&page).unwrap();
        if has_list {
            fs::rename(&page, begun.join("401/index.html")).unwrap();
            fs::copy(&list, begun.join("manifest.json")).unwrap();
        }
        assert!(mounted(&real, &public));
        let output = run(dir.path(), &["check"]);
        unmount(&public);
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(fs::read(&page).unwrap() == words && !begun.exists());
    }
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
