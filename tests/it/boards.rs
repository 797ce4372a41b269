//! Boards of both catalogs: every frame passes the judge, every code is read back.

use crate::common::fresh;
use crate::common::have;
use crate::common::run;
use crate::common::second::write_second_catalog;
use crate::common::stderr;
use crate::common::with_procedures;
use std::process::Command;

#[test]
fn a_second_community_builds() {
    let dir = fresh();
    write_second_catalog(dir.path());
    let built = run(dir.path(), &["build", "--dpi", "40"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let said = stderr(&built);
    assert!(said.contains("网页 93 个，展板 41 块"), "{said}");
    if let Some(keep) = std::env::var_os("XIAOWEI_KEEP") {
        crate::common::copy_tree(&dir.path().join("public"), std::path::Path::new(&keep));
    }
}

/// zbar is the second reader: every code of a finished sheet, and no other.
#[test]
fn zbar_reads_exactly_the_declared_codes() {
    if !have("zbarimg") {
        return;
    }
    let dir = with_procedures(&["101", "302", "401"]);
    let built = run(dir.path(), &["build", "--dpi", "60"]);
    assert!(built.status.success(), "{}", stderr(&built));
    for (file, count) in [
        ("public/boards/overview.png", 6),
        ("public/boards/101.png", 1),
        ("print/item/401-90x120cm.png", 1),
        ("print/overview/overview-240x120cm.png", 6),
    ] {
        let read = Command::new("zbarimg")
            .args(["-q", "--raw"])
            .arg(dir.path().join(file))
            .output()
            .unwrap();
        let found = String::from_utf8(read.stdout).unwrap();
        let codes: Vec<&str> = found.lines().collect();
        assert_eq!(codes.len(), count, "{file}: {codes:?}");
        assert!(
            codes.iter().all(|c| c.starts_with("https://xiaowei.example/") && c.contains("/?v=")),
            "{codes:?}"
        );
    }
}
