//! A table with more matters than codes of three digits have room for, in a community that has such codes.

use crate::common::contents;
use crate::common::fresh;
use crate::common::run;
use crate::common::stderr;
use crate::common::walk;
use crate::common::with_our_content;
use std::fmt::Write;
use std::fs;

#[test]
fn a_table_that_is_too_long_for_its_codes_comes_in_with_longer_ones() {
    let dir = fresh();
    let made = run(dir.path(), &["init", "me", "--name", "阳光社区", "--phone", "0000-1234 5678"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let root = dir.path().join("me");
    let mut table = String::from("类别,事项名称,所需材料,办理流程\n");
    for number in 1..=150 {
        writeln!(table, "民生福利,第{number}种小事,身份证,申请→登记→办结").unwrap();
    }
    fs::write(root.join("长.csv"), table).unwrap();
    fs::write(root.join("坏.csv"), "甲,乙\n1,2\n").unwrap();
    let files = || walk(&root.join("content/procedures")).len();
    let before = files();
    let first = stderr(&run(&root, &["import", "长.csv"]));
    let done = files() - before;
    assert!(done > 90 && done < 100, "{done}");
    let words = format!("编号不够用，{} 行没有做：加 --编号位数 4 再导入一次", 150 - done);
    assert!(first.contains(&words), "{words}\n{first}");
    // Nothing changes for a table that cannot be read.
    let was = contents(&root.join("content"));
    let bad = run(&root, &["import", "坏.csv", "--编号位数", "4"]);
    assert!(!bad.status.success() && contents(&root.join("content")) == was, "{}", stderr(&bad));
    let second = run(&root, &["import", "长.csv", "--编号位数", "4"]);
    let said = stderr(&second);
    assert!(second.status.success(), "{said}");
    assert!(said.contains(&format!("{} 件的编号改成了 4 位", before + done)), "{said}");
    assert_eq!(files(), before + 150);
    let check = run(&root, &["check"]);
    assert!(check.status.success(), "{}", stderr(&check));
    let mut codes: Vec<String> = Vec::new();
    for file in walk(&root.join("content/procedures")) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().find_map(|line| line.strip_prefix("编号: ")).unwrap();
        let code = code.split('#').next().unwrap().trim().trim_matches('"').to_string();
        assert_eq!(code.len(), 4, "{}", file.display());
        let was = format!("曾用编号: [\"{}{}\"]", &code[..1], &code[2..]);
        assert!(text.contains(&was) || text.contains("种小事") && code.as_str() > "4099", "{text}");
        codes.push(code);
    }
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), before + 150);
}

/// Lists that name matters by their codes, and links in texts, go with them.
#[test]
fn all_of_our_content_gets_longer_codes() {
    let dir = with_our_content();
    let root = dir.path();
    fs::write(
        root.join("一件.csv"),
        "类别,事项名称,所需材料,办理流程\n民生福利,试一试的小事,身份证,申请→登记→办结\n",
    )
    .unwrap();
    let done = run(root, &["import", "一件.csv", "--编号位数", "4"]);
    let said = stderr(&done);
    assert!(done.status.success() && said.contains("26 件的编号改成了 4 位"), "{said}");
    let check = run(root, &["check"]);
    assert!(check.status.success(), "{}", stderr(&check));
    let bundles = fs::read_to_string(root.join("content/bundles.yaml")).unwrap();
    assert!(bundles.contains("\"4001\"") && !bundles.contains("\"401\""), "{bundles}");
}
