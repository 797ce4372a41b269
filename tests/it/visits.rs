//! The moving desk and the people of the office: calendars and cards as other readers see them, and nobody anywhere who did
//! not agree.

use crate::common::have;
use crate::common::run;
use crate::common::stderr;
use crate::common::walk;
use crate::common::with_our_content;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The system's own, for which distributions pack both readers.
const PYTHON: &str = "/usr/bin/python3";

/// Prints, for each calendar and card, what python's icalendar and vobject read in it.
const READERS: &str = r"
import sys, icalendar, vobject
for path in sys.argv[1:]:
    raw = open(path, 'rb').read()
    if path.endswith('.ics'):
        one = icalendar.Calendar.from_ical(raw)
        for e in one.walk('VEVENT'):
            print('event', path, e['UID'], e['DTSTART'].dt.isoformat(), e['SEQUENCE'], e.get('STATUS', '-'), e['SUMMARY'], sep='\t')
        two = vobject.readOne(raw.decode('utf-8'))
        two.validate(raiseException=True)
        print('count', path, len(one.walk('VEVENT')), len(two.vevent_list), sep='\t')
    else:
        for card in vobject.readComponents(raw.decode('utf-8')):
            card.validate(raiseException=True)
            print('card', path, card.fn.value, card.tel.value, sep='\t')
";

fn have_readers() -> bool {
    let there = Command::new(PYTHON).args(["-c", "import icalendar, vobject"]).output();
    let there = there.is_ok_and(|out| out.status.success());
    assert!(there || std::env::var_os("CI").is_none(), "{PYTHON} with icalendar and vobject");
    there
}

fn read(files: &[std::path::PathBuf]) -> Vec<Vec<String>> {
    let out = Command::new(PYTHON).arg("-c").arg(READERS).args(files).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines().map(|line| line.split('\t').map(String::from).collect()).collect()
}

fn with_ending(folder: &Path, endings: &[&str]) -> Vec<std::path::PathBuf> {
    let is_one = |path: &std::path::PathBuf| {
        path.extension().is_some_and(|e| endings.iter().any(|wanted| *wanted == e))
    };
    walk(folder).into_iter().filter(is_one).collect()
}

#[test]
fn two_readers_read_every_calendar_and_card() {
    if !have_readers() {
        return;
    }
    let dir = with_our_content();
    let visits = dir.path().join("content/visits.yaml");
    let text = fs::read_to_string(&visits).unwrap()
        + "- 日期: 2027-03-05\n  从: 14:00\n  到: 16:00\n  小区: 东院\n  取消: \"大雪; 路滑, 不去\"\n";
    fs::write(&visits, text).unwrap();
    let item = dir.path().join("content/procedures/4-minsheng/401-laonianzheng.md");
    let text = fs::read_to_string(&item).unwrap();
    let remind = "\n提醒: { 首次: 2027-01-11, 重复: 每季度, 说: 该来了 }\n收费:";
    fs::write(&item, text.replacen("\n收费:", remind, 1)).unwrap();
    let built = run(dir.path(), &["build", "--only", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let files = with_ending(&dir.path().join("public"), &["ics", "vcf"]);
    for file in &files {
        let bytes = fs::read(file).unwrap();
        let lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
        assert!(lines.iter().all(|line| line.len() <= 76), "{}", file.display());
        assert!(lines.iter().all(|l| l.is_empty() || l.ends_with(b"\r")), "{}", file.display());
    }
    let rows = read(&files);
    // All visits, and each of them once more with its estate.
    let of = |name: &str| -> Vec<&Vec<String>> {
        rows.iter().filter(|row| row[0] == "event" && row[1].contains(name)).collect()
    };
    let all = of("visits.ics");
    assert_eq!(all.len(), 14);
    let estates: usize = (1..=4).map(|n| of(&format!("liudong/0{n}.ics")).len()).sum();
    assert_eq!(estates, 14);
    let one = |uid: &str| all.iter().find(|row| row[2].starts_with(uid)).unwrap();
    assert!(all.iter().all(|row| row[3].ends_with("+08:00")), "{all:?}");
    assert_eq!(one("visits-2026-12-03-")[3], "2026-12-03T09:00:00+08:00");
    // It was moved, is known by its first day, and counts more than what was announced.
    let moved = one("visits-2027-01-21-");
    assert_eq!(moved[3], "2027-01-22T09:00:00+08:00");
    let sequence = |row: &[String]| row[4].parse::<u32>().unwrap();
    assert!(sequence(moved) > sequence(one("visits-2026-12-03-")));
    assert_eq!(one("visits-2027-03-05-")[5], "CANCELLED");
    assert!(rows.iter().filter(|row| row[0] == "count").all(|row| row[2] == row[3]));
    // Events have a calendar of their own, with the visits among them.
    let whole = of("rili.ics");
    let events = whole.iter().filter(|row| row[2].starts_with("events-")).count();
    assert_eq!((whole.len(), events > 10), (14 + events, true));
    let off = whole.iter().find(|row| row[2].starts_with("events-2027-01-30-")).unwrap();
    assert_eq!((off[5].as_str(), off[6].starts_with("不办了")), ("CANCELLED", true));
    // Every quarter, on a day without hours.
    let remind = of("401/tixing.ics");
    assert_eq!((remind.len(), remind[0][3].as_str()), (1, "2027-01-11"));
    let cards: Vec<&Vec<String>> = rows.iter().filter(|row| row[0] == "card").collect();
    let named = |name: &str| cards.iter().filter(|row| row[2] == name).count();
    assert_eq!((named("林社工"), named("幸福街道阳光社区")), (2, 1));
}

/// Two readers of codes see on paper what address books will show.
#[test]
fn cards_as_codes_are_read_as_chinese() {
    if !have("zbarimg") || !have("ZXingReader") {
        return;
    }
    let dir = with_our_content();
    let built = run(dir.path(), &["build", "--only", "boards", "--board", "card-grid"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let backs: Vec<_> = with_ending(&dir.path().join("print/card-grid"), &["png"])
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("-2.png"))
        .collect();
    assert_eq!(backs.len(), 6);
    for back in backs {
        let zbar = Command::new("zbarimg").args(["-q", "--raw"]).arg(&back).output().unwrap();
        let zxing = Command::new("ZXingReader").arg(&back).output().unwrap();
        let zbar = String::from_utf8_lossy(&zbar.stdout).into_owned();
        let zxing = String::from_utf8_lossy(&zxing.stdout).into_owned();
        assert!(zbar.contains("ORG:幸福街道阳光社区"), "{zbar}");
        assert!(zxing.contains("幸福街道阳光社区"), "{zxing}");
    }
}

/// Neither name nor number of somebody who did not agree leaves the files, and a name without a list is no consent.
#[test]
fn who_did_not_agree_is_nowhere() {
    let dir = with_our_content();
    let people = dir.path().join("content/people.yaml");
    let text = fs::read_to_string(&people).unwrap();
    let text = text.replacen("0002（示例）\n  同意公开: 是", "9182（示例）\n  同意公开: 否", 1);
    let text = text.replace("小周", "欧阳暗").replace("0000 0002", "0000 9182");
    fs::write(&people, text).unwrap();
    for list in ["visits", "events", "stations", "boxes", "groups"] {
        let list = dir.path().join(format!("content/{list}.yaml"));
        let text = fs::read_to_string(&list).unwrap().replace("小周", "欧阳暗");
        fs::write(&list, text).unwrap();
    }
    let lockers = dir.path().join("content/lockers.yaml");
    let text = fs::read_to_string(&lockers).unwrap().replace("负责人: 林社工", "负责人: 欧阳暗");
    fs::write(&lockers, text).unwrap();
    let kinds = [
        "visit-packing",
        "visit-record",
        "card",
        "card-grid",
        "locker-plate",
        "station-sign",
        "box-label",
        "group-poster",
        "event-notice",
    ];
    let boards: Vec<&str> = kinds.iter().flat_map(|kind| ["--board", kind]).collect();
    let built = run(dir.path(), &[&["build", "--dpi", "60"], &boards[..]].concat());
    assert!(built.status.success(), "{}", stderr(&built));
    for file in [dir.path().join("public"), dir.path().join("print")].iter().flat_map(|f| walk(f)) {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        assert!(!text.contains("欧阳暗") && !text.contains("9182（"), "{}", file.display());
        assert!(!text.contains("31100009182"), "{}", file.display());
    }
    fs::remove_file(&people).unwrap();
    let built = run(dir.path(), &["build", "--only", "site"]);
    assert!(built.status.success() && stderr(&built).contains("没有 people.yaml"));
    let page = fs::read_to_string(dir.path().join("public/liudong/index.html")).unwrap();
    assert!(!page.contains("欧阳暗") && !page.contains("谁去"));
}

/// Without a file there is no part of the site, and no link to one.
#[test]
fn each_list_may_be_left_out() {
    for (file, gone) in [
        ("visits.yaml", "liudong"),
        ("people.yaml", "lianxi"),
        ("estates.yaml", "liudong/01.ics"),
        ("lockers.yaml", "bangbangui"),
        ("events.yaml", "rili"),
        ("bundles.yaml", "lianban"),
        ("stations.yaml", "zhandian"),
        ("boxes.yaml", "yijianxiang"),
        ("results.yaml", "jieguo"),
        ("groups.yaml", "qunzhu"),
        ("about.yaml", "guanyu"),
    ] {
        let dir = with_our_content();
        fs::remove_file(dir.path().join("content").join(file)).unwrap();
        let built = run(dir.path(), &["build", "--only", "site"]);
        assert!(built.status.success(), "{file}: {}", stderr(&built));
        let public = dir.path().join("public");
        assert!(!public.join(gone).exists(), "{file}");
        for page in with_ending(&public, &["html"]) {
            let text = fs::read_to_string(&page).unwrap();
            let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for link in links.filter(|link| !link.contains(':') && !link.starts_with('#')) {
                let path = link.split(['?', '#']).next().unwrap();
                let there = page.parent().unwrap().join(path).exists();
                let is_lost = page.ends_with("404.html");
                assert!(there || is_lost, "{file}: {} → {link}", page.display());
            }
        }
    }
}

#[test]
fn a_record_is_added_at_the_end_of_its_list() {
    let dir = with_our_content();
    let content = |name: &str| fs::read_to_string(dir.path().join("content").join(name)).unwrap();
    let before = content("estates.yaml");
    let added = run(dir.path(), &["new", "小区", "东风里"]);
    assert!(added.status.success(), "{}", stderr(&added));
    assert!(content("estates.yaml").starts_with(&before), "what was there stays");
    let again = run(dir.path(), &["new", "小区", "东风里"]);
    assert!(!again.status.success() && stderr(&again).contains("已经有了"));
    let added = run(dir.path(), &["new", "流动服务点"]);
    assert!(added.status.success(), "{}", stderr(&added));
    fs::remove_file(dir.path().join("content/people.yaml")).unwrap();
    let added = run(dir.path(), &["new", "工作人员", "老王"]);
    assert!(added.status.success(), "{}", stderr(&added));
    assert!(content("people.yaml").contains("- 姓名: 老王\n"), "{}", content("people.yaml"));
    let unnamed = run(dir.path(), &["new", "帮办柜"]);
    assert!(!unnamed.status.success() && stderr(&unnamed).contains("写上它叫什么"));
    let strange = run(dir.path(), &["new", "楼道灯报修"]);
    assert!(!strange.status.success() && stderr(&strange).contains("--类别"));
}

#[test]
fn a_table_becomes_records() {
    let dir = with_our_content();
    let people = dir.path().join("content/people.yaml");
    fs::remove_file(&people).unwrap();
    let table = "序号,姓名,职务,所属网格,责任区,联系电话,同意公开,备注\n\
        1,张三,网格员,一网格,东院 1-4 号楼,0000-0000 1111（示例）,是,老党员\n\
        2,李四,网格员,二网格,这一格里写的字比展板上放得下的多得多,88123456,,\n\
        3,张三,网格员,一网格,东院,,,\n4,,网格员,,,,,\n";
    fs::write(dir.path().join("people.csv"), table).unwrap();
    let done = run(dir.path(), &["import", "people.csv", "--内容", "工作人员"]);
    let said = stderr(&done);
    assert!(done.status.success(), "{said}");
    for wanted in [
        "导入了 2 条，2 行没有做",
        "「张三」已经有了",
        "没有「姓名」",
        "88123456",
        "备注（如「老党员」）",
        "序号（如「1」）",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let text = fs::read_to_string(&people).unwrap();
    assert!(text.contains("东院 1-4 号楼"), "{text}");
    assert!(text.contains("  # 电话: 88123456\n"), "{text}");
    // Its list names people, so it is read with all of them.
    let dir = with_our_content();
    let visits = "日期,开始时间,结束时间,小区,事项\n2026年12月8日,下午2点,下午4点半,东院,\"402、305\"\n2026/12/9,9:00,8:00,西院,\n";
    fs::write(dir.path().join("visits.csv"), visits).unwrap();
    let done = run(dir.path(), &["import", "visits.csv", "--内容", "流动服务点"]);
    let said = stderr(&done);
    assert!(done.status.success() && said.contains("导入了 1 条，1 行没有做"), "{said}");
    let text = fs::read_to_string(dir.path().join("content/visits.yaml")).unwrap();
    assert!(text.contains("- 日期: 2026-12-08\n  从:") && !text.contains("2026-12-09"), "{text}");
}

#[test]
fn one_visit_may_be_asked_for() {
    let dir = with_our_content();
    let asked = ["build", "--only", "boards", "--board", "visit-packing", "--item", "2026-12-17"];
    let built = run(dir.path(), &asked);
    assert!(built.status.success(), "{}", stderr(&built));
    let files = with_ending(&dir.path().join("print"), &["pdf"]);
    let names: Vec<String> = files.iter().map(|f| f.to_string_lossy().into_owned()).collect();
    assert!(names.len() == 1 && names[0].contains("2026-12-17"), "{names:?}");
}
