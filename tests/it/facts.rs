//! Facts that residents act on, from the files to the page: numbers that dial, places, hours, words of a body.
//!
//! Spellings are the unit tests' of `src/quantity` and `src/markdown`; here they are seen on finished pages.

use crate::common::run;
use crate::common::say;
use crate::common::stderr;
use crate::common::with_procedures;
use std::fs;
use std::path::Path;

fn page(root: &Path, path: &str) -> String {
    let done = run(root, &["build", "--only", "site"]);
    assert!(done.status.success(), "{}", stderr(&done));
    unmarked(&fs::read_to_string(root.join("public").join(path)).unwrap())
}

/// A page without the marks round words that stay on one line.
fn unmarked(page: &str) -> String {
    let mut parts = page.split("<span class=\"nb\">");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |out, part| out + &part.replacen("</span>", "", 1))
}

/// Changes the file of 401.
fn change(root: &Path, how: impl Fn(String) -> String) {
    let file = crate::common::walk(&root.join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let changed = how(text.clone());
    assert_ne!(text, changed);
    fs::write(file, changed).unwrap();
}

#[test]
fn every_number_is_a_button_of_its_own() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    say(root, "咨询电话: 0311-0000 2345 转 8001（白天）、12345（夜里）");
    say(root, "监督电话: +86 311 0000 2346");
    let page = page(root, "401/index.html");
    for wanted in [
        "<a class=\"btn go tel\" href=\"tel:031100002345,8001\">",
        "<span>0311-0000 2345 转 8001（白天）</span>",
        "<a class=\"btn go tel\" href=\"tel:12345\">",
        "<a class=\"call\" href=\"tel:031100002345,8001\">",
        "data-copy=\"0311-0000 2345 转 8001（白天）、12345（夜里）\"",
        "监督电话 <a href=\"tel:+8631100002346\">",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
}

/// The page says that a day is closed only where it understood all of it.
#[test]
fn closed_days_are_certain() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    for (hours, days) in [
        ("除周日外 8:30—17:30", Some("123456")),
        ("周一至周五 8:30—17:30，周三下午不对外", Some("12345")),
        ("周一至周五 8:30—17:30，周六预约", None),
    ] {
        say(root, &format!("办公时间: {hours}"));
        let page = page(root, "401/index.html");
        let told = days.map(|d| page.contains(&format!("data-days=\"{d}\"")));
        assert!(told.unwrap_or(!page.contains("data-days")), "{hours}");
    }
}

#[test]
fn another_office_is_written_once() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    let offices = "- 名称: 街道便民大厅\n  地址: 街道办事处一层\n  办公时间: 周一至周五 9:00—17:00\n  电话: 0311-0000 2345\n";
    fs::write(root.join("content/offices.yaml"), offices).unwrap();
    change(root, |text| {
        let at = text.find("    谁: 老人或家属\n").unwrap();
        let place = at + text[at..].find("    在哪: ").unwrap();
        let end = place + text[place..].find('\n').unwrap();
        format!(
            "{}    在哪: 街道便民大厅三号窗口\n    办公点: 街道便民大厅{}",
            &text[..place],
            &text[end..]
        )
    });
    let page = page(root, "401/index.html");
    let place =
        page.split("<section id=\"qu\">").nth(1).unwrap().split("</section>").next().unwrap();
    for wanted in [
        "街道便民大厅三号窗口",
        "街道办事处一层",
        "周一至周五 9:00—17:00",
        "tel:031100002345",
        "拿不准，先问社区",
    ] {
        assert!(place.contains(wanted), "{wanted}: {place}");
    }
    // It is where one goes, also where the step's own words say something else.
    change(root, |text| text.replace("在哪: 街道便民大厅三号窗口", "在哪: 社区窗口"));
    let told = stderr(&run(root, &["check"]));
    assert!(told.contains("提醒[W721]") && told.contains("「在哪」改成「街道便民大厅」"), "{told}");
    let page = self::page(root, "401/index.html");
    let short = "<b>去哪里</b><span>街道便民大厅；街道办事处一层</span>";
    assert!(page.contains(short) && page.contains("<dt>先去</dt><dd>街道便民大厅</dd>"), "{page}");
    let share = self::page(root, "401/zhuanfa.html");
    assert!(share.contains("去：街道便民大厅<br>街道便民大厅：街道办事处一层，"), "{share}");
    let quick = ["build", "--board", "item", "--item", "401", "--only", "boards", "--dpi", "40"];
    let built = run(root, &quick);
    assert!(built.status.success(), "{}", stderr(&built));
    let board = fs::read_to_string(root.join("print/item/401-90x120cm.svg")).unwrap();
    assert!(board.contains("先去：街道便民大厅"), "the board says it");
    // A name that no office has is told like every other reference.
    fs::write(root.join("content/offices.yaml"), offices.replace("便民", "服务")).unwrap();
    let told = stderr(&run(root, &["check"]));
    assert!(told.contains("错误[E203]") && told.contains("街道便民大厅"), "{told}");
}

#[test]
fn an_office_stands_at_the_step_that_names_it() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    let offices = "- 名称: 街道便民大厅\n  地址: 幸福路8号\n  办公时间: 周一至周六 9:00—16:00\n  电话: 0311-0000 2345\n";
    fs::write(root.join("content/offices.yaml"), offices).unwrap();
    change(root, |text| {
        let place = text.rfind("    在哪: ").unwrap();
        let end = place + text[place..].find('\n').unwrap();
        let mine = "    在哪: 社区窗口、街道便民大厅\n    办公点: 街道便民大厅";
        format!("{}{mine}{}", &text[..place], &text[end..])
    });
    let page = page(root, "401/index.html");
    let steps = page.split("<ol class=\"steps\">").nth(1).unwrap().split("</ol>").next().unwrap();
    for wanted in ["幸福路8号", "周一至周六 9:00—16:00", "tel:031100002345"] {
        assert_eq!(steps.matches(wanted).count(), 1, "{wanted}: {steps}");
    }
    let line = "街道便民大厅：幸福路8号，周一至周六 9:00—16:00，0311-0000 2345";
    assert!(page.contains(line), "copied text: {page}");
}

#[test]
fn a_body_is_read_as_chinese() {
    let dir = with_procedures(&["401"]);
    let root = dir.path();
    change(root, |text| {
        text + "\n**时间：**周一到周五。\n\n带这些：\n1、身份证\n2、户口本\n\n| 情况 | 找谁 |\n| --- | --- |\n| 急 | 物业 |\n\n# 大标题\n\n<b>字留下</b>\n"
    });
    let page = page(root, "401/index.html");
    for wanted in [
        "<strong>时间：</strong>周一到周五",
        "<li>身份证</li>",
        "<td data-head=\"找谁\">物业</td>",
        "<h2>大标题</h2>",
        "字留下",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(!page.contains("<b>字留下"));
}
