//! A clerk's day: `init`, `new`, `import`, `report`, `reference`, `schema`, and `serve` over HTTP.

use crate::common::contents;
use crate::common::crate_root;
use crate::common::fresh;
use crate::common::run;
use crate::common::serving::serve;
use crate::common::stderr;
use crate::common::stdout;
use crate::common::walk;
use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

const NAME: &str = "幸福街道阳光社区";

/// A community as `init` leaves it, in `me` below a fresh folder.
fn community() -> (tempfile::TempDir, PathBuf) {
    let dir = fresh();
    let done = run(dir.path(), &["init", "me", "--name", NAME, "--phone", "0000-1234 5678"]);
    assert!(done.status.success(), "{}", stderr(&done));
    let root = dir.path().join("me");
    (dir, root)
}

fn passes(root: &Path, arguments: &[&str]) -> String {
    let done = run(root, arguments);
    assert!(done.status.success(), "{arguments:?}: {}", stderr(&done));
    format!("{}{}", stdout(&done), stderr(&done))
}

/// The ten powers: their own categories, who answers and what may go wrong on every page, the new community's name.
#[test]
fn init_begins_with_powers_too() {
    let dir = tempfile::tempdir().unwrap();
    let said = passes(dir.path(), &["init", "me", "--样板", "权力清单", "--name", NAME]);
    assert!(said.contains("十件事项作样子"), "{said}");
    let root = dir.path().join("me");
    passes(&root, &["check", "--deny-warnings", "--boards"]);
    passes(&root, &["build", "--only", "site"]);
    for code in ["101", "102", "201", "202", "301", "401", "402", "501", "502", "601"] {
        let page = fs::read_to_string(root.join(format!("public/{code}/index.html"))).unwrap();
        for part in ["谁负责、谁监督", "权力类别", "责任主体", "追责", "容易出问题的地方"]
        {
            assert!(page.contains(part), "{code}: {part}");
        }
        let by = if code == "601" {
            format!("<b>{NAME}党组织</b>")
        } else {
            format!("<b>{NAME}居民委员会</b>")
        };
        assert!(page.contains(&by), "{code}: {by}");
    }
    // Amounts are a matter of the place.
    let text = fs::read_to_string(root.join("content/procedures/101-jingfei.md")).unwrap();
    assert!(text.matches("以本地制度为准").count() >= 3 && !text.contains("万元"), "{text}");
}

#[test]
fn init_makes_a_community_that_builds() {
    let (dir, root) = community();
    passes(&root, &["check", "--boards", "--deny-warnings"]);
    let site = fs::read_to_string(root.join("content/site.yaml")).unwrap();
    assert!(site.contains("社区名称: \"幸福街道阳光社区\"\n"), "{site}");
    assert!(site.contains("主办单位: \"幸福街道阳光社区居民委员会\"\n"), "{site}");
    assert!(site.contains("咨询电话: \"0000-1234 5678\"\n"), "{site}");
    // Drafts, so that nobody takes a sample for a real list.
    for file in walk(&root.join("content/procedures")) {
        assert!(fs::read_to_string(file).unwrap().contains("\n状态: 草稿\n"));
    }
    let before = contents(&root);
    let again = run(dir.path(), &["init", "me"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("已经有 content 文件夹，不动它"), "{}", stderr(&again));
    assert!(contents(&root) == before, "nothing was touched");
    // An answer that the files may not hold: told with its line, nothing stays.
    for wrong in [
        "--name=很长很长很长很长很长很长很长很长很长很长很长",
        "--phone=打电话",
        "--url=我们的网站",
    ] {
        let refused = run(dir.path(), &["init", "wrong", wrong]);
        assert_eq!(refused.status.code(), Some(1), "{wrong}: {}", stderr(&refused));
        assert!(stderr(&refused).contains("content/site.yaml:"), "{}", stderr(&refused));
        assert!(!dir.path().join("wrong").exists(), "{wrong}");
    }
    passes(&root, &["build", "--dpi", "30", "--board", "item"]);
    let page = fs::read_to_string(root.join("public/401/index.html")).unwrap();
    assert!(page.contains("样张"), "drafts are samples");
}

#[test]
fn answers_with_quotes_and_signs_are_texts() {
    let dir = fresh();
    for (i, name) in ["a: b # c", "\"引号\"", "- 减号", "@符号\\"].iter().enumerate() {
        let folder = format!("c{i}");
        let (name, office) = (format!("--name={name}"), format!("--organizer={name}"));
        passes(dir.path(), &["init", &folder, &name, &office]);
        let site = fs::read_to_string(dir.path().join(&folder).join("content/site.yaml")).unwrap();
        passes(&dir.path().join(&folder), &["check"]);
        assert!(site.contains("社区名称: \""), "{site}");
    }
}

#[test]
fn new_takes_the_next_code_and_explains_every_key() {
    let (_dir, root) = community();
    for (category, code, of) in [("4", "402", ""), ("民生福利", "403", "二"), ("1", "102", "三")]
    {
        let title = format!("邻里（试）: \"事\"{of}");
        let said = passes(&root, &["new", &title, "--类别", category]);
        assert!(said.contains(&format!("{code}-邻里试事{of}.yaml")), "{said}");
    }
    // A name that is there is said with its number, and nothing is written.
    let before = contents(&root);
    let again = run(&root, &["new", "邻里（试）: \"事\"", "--类别", "5"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("已经有了，编号 402"), "{}", stderr(&again));
    assert!(contents(&root) == before, "nothing was touched");
    passes(&root, &["check", "--boards", "--deny-warnings"]);
    let path = root.join("content/procedures/4-minsheng/402-邻里试事.yaml");
    let text = fs::read_to_string(&path).unwrap();
    for field in xiaowei::model::PROCEDURE.fields {
        assert!(text.contains(&format!("】{}：{}", field.key, field.help)), "{}", field.key);
    }
    // Every line that is only commented out is good YAML under a key that is known.
    let hidden = |line: &&str| {
        let bare = line.trim_start();
        bare.starts_with("# ") && !bare.starts_with("# 【") && !bare.contains('「')
    };
    let head = text.lines().take(3).count();
    let shown: Vec<String> = text
        .lines()
        .skip(head)
        .map(|line| if hidden(&line) { line.replacen("# ", "", 1) } else { line.to_string() })
        // One step has a picture or a photo; the code it points to is not there.
        .filter(|line| {
            !["照片:", "转到:", "顺便办:"].iter().any(|k| line.trim_start().starts_with(k))
        })
        .collect();
    fs::write(&path, shown.join("\n")).unwrap();
    let all = run(&root, &["check"]);
    let wrong = ["E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108"];
    assert!(wrong.iter().all(|code| !stderr(&all).contains(code)), "{}", stderr(&all));
    for (category, words) in
        [("9", "没有「9」这个类别，可以写：1 党建党务"), ("", "没有「」这个类别")]
    {
        let refused = run(&root, &["new", "事项", "--类别", category]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(stderr(&refused).contains(words), "{}", stderr(&refused));
    }
    // What `check` would refuse is not written, and half-width brackets make no other name.
    let before = contents(&root);
    for (title, words) in [
        ("⽼年证换领", "「⽼」（U+2F7C）改成「老」"),
        ("老年证\u{200b}换领", "看不见的字符 U+200B"),
        ("邻里(试)：\"事\"", "已经有了，编号 402"),
    ] {
        let refused = run(&root, &["new", title, "--类别", "4"]);
        assert_eq!(refused.status.code(), Some(2), "{title}");
        assert!(stderr(&refused).contains(words), "{title}: {}", stderr(&refused));
    }
    assert!(contents(&root) == before, "nothing was written");
    let long = run(&root, &["new", &"长".repeat(25), "--类别", "4"]);
    assert!(stderr(&long).contains("事项名称有 25 个字，写 1 到 24 个字"), "{}", stderr(&long));
}

#[test]
fn messy_tables_become_drafts_with_an_account_of_every_row() {
    let (_dir, root) = community();
    let table = |name: &str| crate_root().join("tests/tables").join(name).display().to_string();
    let said = passes(&root, &["import", &table("yilanbiao.xlsx")]);
    for words in [
        "2026年清单 第 5 行「高龄津贴申领」→ ",
        "402-高龄津贴申领.yaml",
        "看懂了：名称、谁来办、材料（3 样）、步骤（5 步）、承诺时限、收费、依据（1 条）",
        "注意：电话没有抄",
        // A merged cell holds for the rows below it.
        "403-独居老人上门探访登记.yaml",
        "步骤只看出 1 步，至少要 2 步",
        "第 7 行「一次要写很多很多字",
        "事项名称有 30 个字，最多 24 个，没有做",
        "302-灵活就业人员参保.yaml",
        "「备注」这一栏不认得，原文留在文件的注释里",
        "没有「城市管理」这个类别，没有做",
        "已经有这件事项了（401），没有做",
        "导入了 3 件事项，3 行没有做",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let file = root.join("content/procedures/3-shebao/302-灵活就业人员参保.yaml");
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("# 表格里的「承诺时限」：以实际为准\n"), "{text}");
    assert!(
        text.contains("  - { 名称: \"《中华人民共和国社会保险法》\", 条款: \"第十条\" }\n"),
        "{text}"
    );
    assert!(!text.contains("13900000000"), "private numbers are not copied");
    // GBK, commas; and a table in a Word file.
    let said = passes(&root, &["import", &table("mingxi.csv")]);
    assert!(said.contains("404-婚育情况咨询.yaml") && said.contains("导入了 2 件事项，1 行没有做"));
    let said = passes(&root, &["import", &table("fuwu.docx")]);
    assert!(said.contains("看懂了：名称、受理条件（2 条）、材料（2 样）、步骤（4 步）"), "{said}");
    passes(&root, &["check", "--boards"]);
    // Twice is not twice as many.
    let before = contents(&root);
    let again = run(&root, &["import", &table("yilanbiao.xlsx")]);
    assert_eq!(again.status.code(), Some(1), "nothing was made");
    let again = stderr(&again);
    assert!(again.contains("导入了 0 件事项，6 行没有做"), "{again}");
    assert!(contents(&root) == before);
}

#[test]
fn a_table_that_is_none_is_told_so() {
    let (dir, root) = community();
    for (name, bytes, words) in [
        ("a.xlsx", &b"no zip"[..], "不是能读的表格"),
        ("a.docx", b"no zip", "不是能读的 Word 文件"),
        ("a.csv", "姓名,年龄\n张,3\n".as_bytes(), "没有找到表头"),
        ("a.doc", b"text", "旧的 .doc 先另存为 .docx"),
        ("b.csv", b"\x00\x01\x02", "认不出"),
    ] {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        let refused = run(&root, &["import", path.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(stderr(&refused).contains(words), "{name}: {}", stderr(&refused));
    }
    let missing = run(&root, &["import", "nix.xlsx"]);
    assert_eq!(missing.status.code(), Some(2));
    let empty = dir.path().join("empty.csv");
    fs::write(&empty, "事项名称,材料,步骤\n").unwrap();
    let said = stderr(&run(&root, &["import", empty.to_str().unwrap()]));
    assert!(said.contains("表头下面一行内容也没有") && !said.contains("原因见上面"), "{said}");
}

/// What lies at the counter of the matter is not to be brought; what another office gives out is.
#[test]
fn papers_of_other_counters_are_to_be_brought() {
    let (_dir, root) = community();
    let file = root.join("content/procedures/4-minsheng/401-laonianzheng.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let page = root.join("public/401/index.html");
    for (counter, is_there) in [("银行窗口", false), ("社区窗口", true), ("经办窗口", true)]
    {
        let paper = format!("材料:\n  - 名称: 银行流水\n    原件: 收1份\n    哪里拿: {counter}\n");
        fs::write(&file, text.replace("材料:\n", &paper)).unwrap();
        passes(&root, &["build", "--only", "site"]);
        let page = fs::read_to_string(&page).unwrap();
        assert_eq!(page.contains("窗口有：银行流水"), is_there, "{counter}");
    }
}

#[test]
fn report_says_what_is_due_open_and_missing() {
    let (_dir, root) = community();
    let file = root.join("content/procedures/4-minsheng/401-laonianzheng.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("状态: 草稿", "状态: 审核")).unwrap();
    let said = passes(&root, &["report", "--date", "2029-01-01"]);
    for words in [
        "幸福街道阳光社区，2029-01-01\n6 件事项：草稿 5，审核 1，已发布 0，暂停 0\n",
        "该重新核验的（6 件）",
        "该重新核验了：下次核验写的是 2027-05-21",
        "还没问清的（6 件）",
        "还是草稿或在审核的（6 件）",
        "没有给不会用手机的老人留办法的（0 件）\n  件件都有窗口、电话或上门。",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let date = ["report", "--date", "2026-11-22"];
    passes(&root, &[&date[..], &["--format", "html"]].concat());
    let page = fs::read_to_string(root.join("清单情况.html")).unwrap();
    assert!(page.contains("<h2>还没问清的（6 件）</h2>"), "{page}");
    let said = passes(&root, &[&date[..], &["--format", "a4", "--item", "401"]].concat());
    assert!(said.contains("待问清单 1 张"), "{said}");
    // Every row can be read out as a question, with what the file says; the sum is the same everywhere.
    let text = String::from_utf8(run(&root, &date).stdout).unwrap();
    assert!(text.contains("承诺时限") && text.contains("——"), "{text}");
    let count = |line: &str| -> usize { line.trim().split(' ').next().unwrap().parse().unwrap() };
    let sum: usize = text.lines().filter(|l| l.contains(" 处：")).map(count).sum();
    let built = passes(&root, &["build", "--only", "site"]);
    assert!(built.contains(&format!("还有 {sum} 处没有问清")), "{sum}: {built}");
    let svg = fs::read_to_string(root.join("report/questions-01.svg")).unwrap();
    assert!(svg.contains("width=\"210mm\"") && svg.contains("height=\"297mm\""));
    assert!(root.join("report/questions-01.pdf").is_file());
    for wrong in [
        &["report", "--format", "a4", "--item", "999"][..],
        &["report", "--item", "999"],
        &["report", "--item", "401"],
    ] {
        assert_eq!(run(&root, wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn the_reference_names_every_key_and_every_code() {
    let (_dir, root) = community();
    passes(&root, &["reference"]);
    let page = fs::read_to_string(root.join("编写手册.html")).unwrap();
    for field in xiaowei::model::PROCEDURE.fields {
        assert!(page.contains(&format!("<tr><td>{}", field.key)), "{}", field.key);
    }
    for code in xiaowei::diag::Code::ALL {
        assert!(page.contains(&format!("id=\"{}\"", code.text())), "{}", code.text());
    }
    assert_eq!(page.matches("data:image/svg+xml;base64,").count(), 5);
    let (_, theme) = xiaowei::read_content(&root).read.unwrap();
    for (word, names) in theme.words.props.words.iter().chain(&theme.words.light.words) {
        assert!(page.contains(word.as_str()), "{word}");
        assert!(
            names.is_empty() || page.contains(&format!("{word}：{}", names.join("、"))),
            "{word}"
        );
    }
    let bash = passes(&root, &["completions", "bash"]);
    assert!(bash.contains("serve") && passes(&root, &["man"]).contains(".TH xiaowei 1"));
}

// ---- serve

#[test]
fn the_workbench_shows_what_is_saved_and_keeps_the_last_good_version() {
    let (_dir, root) = community();
    let at = serve(&root, 28_100);
    let (status, start) = at.get("/");
    assert_eq!(status, 200);
    for words in [NAME, "6</b> 件事项", "401", "草稿", "打开文件", "xiaowei build"] {
        assert!(start.contains(words), "{words}: {start}");
    }
    assert_eq!(at.get("/look/401").0, 200);
    assert!(at.get("/board/401.svg").1.starts_with("<?xml"));
    assert_eq!(at.get("/board/999.svg").0, 404);
    assert_eq!(at.get("/site/style.css").0, 200);
    assert_eq!(at.get("/site/../content/site.yaml").0, 404);
    assert_eq!(at.get("/workbench/../theme.yaml").0, 404);

    let file = root.join("content/procedures/4-minsheng/401-laonianzheng.yaml");
    let good = fs::read_to_string(&file).unwrap();
    let summary = good.lines().find(|l| l.starts_with("一句话: ")).unwrap().to_string();
    let page = "/site/401/index.html";
    // Saved in place, and by a new file renamed over the old one, as WPS and vim do.
    fs::write(&file, good.replace(&summary, "一句话: 第一次改的话")).unwrap();
    at.until(page, |t| t.contains("第一次改的话"));
    let beside = file.with_extension("tmp");
    fs::write(&beside, good.replace(&summary, "一句话: 第二次改的话")).unwrap();
    fs::rename(&beside, &file).unwrap();
    at.until(page, |t| t.contains("第二次改的话"));
    // A mistake: told with its line and the edit; page and board stay.
    fs::write(&file, good.replace("谁说了算:", "谁说了蒜:")).unwrap();
    let told = at.until("/problems/401", |t| t.contains("谁说了蒜"));
    assert!(told.contains("E102") && told.contains("401-laonianzheng.yaml 第 "), "{told}");
    assert!(told.contains("<mark>谁说了蒜</mark>") && told.contains("怎么改："), "{told}");
    assert!(at.get(page).1.contains("第二次改的话"));
    assert!(at.get("/board/401.svg").1.starts_with("<?xml"));
    assert!(at.get("/").1.contains("要改的地方"));
    // Others can still be edited.
    let other = root.join("content/procedures/2-juwu/201-siyi.yaml");
    let text = fs::read_to_string(&other).unwrap();
    let line = text.lines().find(|l| l.starts_with("一句话: ")).unwrap();
    fs::write(&other, text.replace(line, "一句话: 别的也能改")).unwrap();
    at.until("/site/201/index.html", |t| t.contains("别的也能改"));
    fs::write(&file, &good).unwrap();
    at.until("/problems/401", |t| t.trim().is_empty());
    // New files, renames, deletions.
    passes(&root, &["new", "楼道灯报修", "--类别", "2"]);
    at.until("/", |t| t.contains("楼道灯报修"));
    let new = root.join("content/procedures/2-juwu/202-楼道灯报修.yaml");
    fs::rename(&new, root.join("content/procedures/2-juwu/202-x.yaml")).unwrap();
    at.until("/", |t| t.contains("202-x.yaml"));
    fs::remove_file(root.join("content/procedures/2-juwu/202-x.yaml")).unwrap();
    at.until("/", |t| !t.contains("楼道灯报修"));
    // A theme that comes while it runs.
    fs::create_dir_all(root.join("themes/own/site")).unwrap();
    let page_template = crate_root().join("themes/default/site/item.html");
    let template = fs::read_to_string(page_template).unwrap();
    let changed = template.replacen("</h1>", "（自己的主题）</h1>", 1);
    assert!(changed != template);
    fs::write(root.join("themes/own/theme.yaml"), "").unwrap();
    fs::write(root.join("themes/own/site/item.html"), changed).unwrap();
    let site = root.join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, format!("{text}\n主题: own\n")).unwrap();
    at.until(page, |t| t.contains("（自己的主题）"));
    // A broken template is told, then mended.
    fs::write(root.join("themes/own/site/item.html"), "{% if %}").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    fs::write(root.join("themes/own/site/item.html"), template).unwrap();
    at.until(page, |t| t.contains("</h1>") && !t.contains("（自己的主题）"));
}

#[test]
fn the_workbench_answers_only_its_own_pages() {
    let (_dir, root) = community();
    let at = serve(&root, 28_140);
    let ask = |head: String| at.ask(&head).0;
    let host = &at.address;
    assert_eq!(ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".into()), 403);
    assert_eq!(
        ask(format!("GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\n\r\n")),
        403
    );
    assert_eq!(ask(format!("POST /open/401 HTTP/1.1\r\nHost: {host}\r\n\r\n")), 403);
    assert_eq!(
        ask(format!("POST /open/999 HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\r\n")),
        404
    );
    // Nonsense and half requests hinder nobody.
    for nonsense in ["\0\0\0", "GET", "GET / HTTP/1.1\r\nHost: x\r\n"] {
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(nonsense.as_bytes()).unwrap();
    }
    assert_eq!(at.get("/").0, 200);
    // A second one takes the next port.
    let second = serve(&root, 28_140);
    assert_ne!(second.address, at.address);
}

#[test]
fn a_workbench_without_content_says_so_and_waits() {
    let dir = fresh();
    let at = serve(dir.path(), 28_180);
    let start = at.get("/").1;
    assert!(start.contains("没有 content 文件夹"), "{start}");
    passes(dir.path(), &["init", ".", "--name", NAME]);
    at.until("/", |t| t.contains("6</b> 件事项"));
    assert_eq!(at.get("/look/401").0, 200);
}
