//! A killed build leaves both folders whole, a second build at the same time is sent away.

use crate::common::Seeded;
use crate::common::run;
use crate::common::stderr;
use crate::common::with_procedures;
use sha2::Digest;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

/// Every file of a folder's manifest is there and has its checksum.
fn assert_whole(folder: &Path) {
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    for file in manifest["files"].as_array().unwrap() {
        let path = folder.join(file["path"].as_str().unwrap());
        let sum: String = sha2::Sha256::digest(fs::read(&path).unwrap())
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        assert_eq!(file["sha256"], sum, "{}", path.display());
    }
}

#[test]
fn a_killed_build_leaves_old_or_new() {
    let dir = with_procedures(&["401"]);
    let build = ["build", "--dpi", "30", "--size", "60x80cm", "--board", "item"];
    assert!(run(dir.path(), &build).status.success());
    let site = dir.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    let mut rng = Seeded(5);
    // Moments over the whole of a build, and a little beyond its end.
    let started = std::time::Instant::now();
    fs::write(&site, text.replace("看不懂没关系", "先量一量要多久")).unwrap();
    assert!(run(dir.path(), &build).status.success());
    let longest = usize::try_from(started.elapsed().as_micros() * 11 / 10).unwrap();
    for turn in 0..200 {
        fs::write(&site, text.replace("看不懂没关系", &format!("第{turn}次试一试"))).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_xiaowei"))
            .args(build)
            .current_dir(dir.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(3_000 + rng.below(longest) as u64));
        let _ = child.kill();
        let _ = child.wait();
        // A kill between two renames is repaired by the next run; it may only be whole or aside.
        for name in ["public", "print"] {
            let target = dir.path().join(name);
            let aside = dir.path().join(format!(".xiaowei-{name}-old"));
            assert_whole(if target.is_dir() { &target } else { &aside });
        }
        // The next run's repair comes first: every tenth time it is let finish.
        if turn % 10 == 9 {
            let repaired = run(dir.path(), &build);
            assert!(repaired.status.success(), "{}", stderr(&repaired));
            for name in ["public", "print"] {
                assert_whole(&dir.path().join(name));
            }
        }
    }
    let last = run(dir.path(), &build);
    assert!(last.status.success(), "{}", stderr(&last));
    for name in ["public", "print"] {
        assert_whole(&dir.path().join(name));
        assert!(!dir.path().join(format!(".xiaowei-{name}-new")).exists());
        assert!(!dir.path().join(format!(".xiaowei-{name}-old")).exists());
    }
}

#[test]
fn a_second_build_at_the_same_time_is_sent_away() {
    let dir = with_procedures(&["401"]);
    let lock = fs::File::create(dir.path().join(".xiaowei-lock")).unwrap();
    lock.lock().unwrap();
    let output = run(dir.path(), &["build", "--dpi", "30"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("错误：另一个小微正在往"), "{}", stderr(&output));
    assert!(!dir.path().join("public").exists());
}
