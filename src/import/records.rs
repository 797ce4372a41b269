//! A table of people, estates, visits … → records at the end of their list (`xiaowei import 表 --内容 工作人员`).
//!
//! Start at [`import_records`]. The table of fields says what a column may be: a heading is a field's key, holds it,
//! or is one of the words of [`SAID`]. What a cell says that its field cannot hold stands in the list behind a `#`, and
//! is told; a column that is no field is told once with what its first cell says. Nothing is changed of what is there.

use super::account::Account;
use super::account::Imported;
use super::pieces::joined;
use super::pieces::one_line;
use super::pieces::short;
use super::read;
use super::table::Table;
use crate::content::Content;
use crate::model::Collection;
use crate::quantity::spoken_time;
use crate::record::Field;
use crate::record::Kind;
use crate::record::line::problem;
use crate::scaffold::append_records;
use crate::scaffold::plain;
use anyhow::Result;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// What office tables call fields besides their keys.
const SAID: &[(&str, &[&str])] = &[
    ("姓名", &["名字", "网格员", "人员姓名"]),
    ("职务", &["岗位", "职位", "身份"]),
    ("网格", &["网格号", "所属网格", "网格名称"]),
    ("负责", &["责任区", "负责区域", "片区", "管辖范围", "范围"]),
    ("电话", &["联系电话", "联系方式", "手机", "办公电话", "手机号"]),
    ("名称", &["小区", "小区名称", "楼院", "院落"]),
    ("户数", &["总户数", "住户数"]),
    ("楼号", &["楼栋", "楼栋号"]),
    ("日期", &["时间", "哪天", "活动日期"]),
    ("从", &["开始", "开始时间", "起"]),
    ("到", &["结束", "结束时间", "止"]),
    ("地点", &["地址", "活动地点", "位置"]),
];
/// Rows in which a heading is looked for.
const HEADING_ROWS: usize = 10;
/// Fields that a heading names at least.
const LEAST: usize = 2;
/// Records of one file at most.
const MOST: usize = 1000;

/// Reads the tables of a file and adds a record for each row.
///
/// # Errors
/// The file cannot be read, no heading was found, or the list cannot be added to: then nothing was written.
pub fn import_records(
    root: &Path,
    content: &Content,
    collection: &'static Collection,
    file: &Path,
) -> Result<Imported> {
    let tables = read::read_tables(file)?;
    let mut done = Imported::default();
    let mut texts: Vec<String> = Vec::new();
    let mut headed = false;
    let mut taken = BTreeSet::new();
    for table in &tables {
        done.notes.extend(table.notes.iter().cloned());
        let Some((at, columns)) = heading(table, collection) else { continue };
        headed = true;
        let unread = unread(table, at, &columns);
        if !unread.is_empty() {
            done.notes.push(format!("「{}」里这些列没有读：{}", table.name, unread.join("、")));
        }
        for row in at + 1..table.rows.len() {
            if done.accounts.len() == MOST {
                done.notes
                    .push(format!("一次最多导入 {MOST} 条，{} 以后的没有读", table.place(row)));
                break;
            }
            let one = Row { table, row, columns: &columns, collection };
            let (account, text) = one.record(content, &mut taken);
            texts.push(text);
            done.accounts.push(account);
        }
    }
    if !headed {
        let known: Vec<&str> = collection.schema.fields.iter().map(|field| field.key).collect();
        anyhow::bail!(
            "表里没有找到{}的表头：要有一行写着这里面的至少两样，下面一行一条：{}",
            collection.label,
            known.join("、")
        );
    }
    let all = texts.concat();
    if all.is_empty() {
        return Ok(done);
    }
    let whole = append_records(root, content, collection, &all);
    for (account, text) in done.accounts.iter_mut().zip(&texts).filter(|(_, text)| !text.is_empty())
    {
        // Where all of them together would not be read, the good ones are.
        let one = match &whole {
            Ok(place) => Ok(place.clone()),
            Err(_) => append_records(root, content, collection, text),
        };
        match one {
            Ok(place) => account.file = Some(place),
            Err(why) => {
                account.file = None;
                account.left.push(why.to_string());
            }
        }
    }
    Ok(done)
}

/// The row of headings, and the field of each column.
fn heading(
    table: &Table,
    collection: &'static Collection,
) -> Option<(usize, Vec<Option<&'static Field>>)> {
    let fields = collection.schema.fields;
    let columns = |row: usize| -> Vec<Option<&'static Field>> {
        let mut used: Vec<&str> = Vec::new();
        (0..table.width())
            .map(|column| {
                let field = field_of(&joined(table.text(row, column)), fields)?;
                let is_new = !used.contains(&field.key);
                used.push(field.key);
                is_new.then_some(field)
            })
            .collect()
    };
    let rows = 0..table.rows.len().min(HEADING_ROWS);
    let all = rows.map(|row| (row, columns(row)));
    all.into_iter().find(|(_, columns)| {
        let must = fields.iter().find(|field| field.required);
        let has = |wanted: &Field| columns.iter().flatten().any(|field| field.key == wanted.key);
        columns.iter().flatten().count() >= LEAST && must.is_none_or(has)
    })
}

/// The field that a heading names: its key, a word for it, or the only key that it holds.
fn field_of(heading: &str, fields: &'static [Field]) -> Option<&'static Field> {
    let heading: String = heading.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = heading.split(['（', '(']).next().unwrap_or_default();
    let is_said =
        |field: &&Field| SAID.iter().any(|(key, words)| *key == field.key && words.contains(&bare));
    let exact = fields.iter().find(|field| field.key == bare || field.alias == bare);
    exact.or_else(|| fields.iter().find(is_said)).or_else(|| {
        let holds = |field: &&Field| field.key.chars().count() > 1 && bare.contains(field.key);
        let mut found = fields.iter().filter(holds);
        found.next().filter(|_| found.next().is_none())
    })
}

/// Columns that are no field, each with what its first cell says.
fn unread(table: &Table, heading: usize, columns: &[Option<&Field>]) -> Vec<String> {
    let column = |(column, _): (usize, &Option<&Field>)| {
        let mut texts = (heading + 1..table.rows.len()).map(|row| table.text(row, column));
        let first = texts.find(|text| !text.trim().is_empty())?;
        let name = joined(table.text(heading, column));
        let name = if name.is_empty() { format!("第 {} 列", column + 1) } else { name };
        Some(format!("{name}（如「{}」）", short(first)))
    };
    columns.iter().enumerate().filter(|(_, field)| field.is_none()).filter_map(column).collect()
}

struct Row<'t> {
    table: &'t Table,
    row: usize,
    columns: &'t [Option<&'static Field>],
    collection: &'static Collection,
}

impl Row<'_> {
    /// What became of the row, and its lines in the list.
    fn record(&self, content: &Content, taken: &mut BTreeSet<String>) -> (Account, String) {
        let mut account = Account {
            place: self.table.place(self.row),
            title: String::new(),
            file: None,
            understood: Vec::new(),
            left: Vec::new(),
        };
        let (mut good, mut notes) = (Vec::new(), String::new());
        for field in self.collection.schema.fields {
            let Some(column) =
                self.columns.iter().position(|f| f.is_some_and(|f| f.key == field.key))
            else {
                continue;
            };
            let text = one_line(self.table.text(self.row, column));
            if text.is_empty() {
                continue;
            }
            match value(&text, field) {
                Ok(value) => {
                    account.understood.push(field.key.to_string());
                    good.push((field, value));
                }
                Err(why) => {
                    // Writing to a String cannot fail.
                    let _ = writeln!(notes, "  # {}: {text}", field.key);
                    account.left.push(format!(
                        "{}「{}」没有写进去：{why}",
                        field.key,
                        short(&text)
                    ));
                }
            }
        }
        let key = self.collection.key.filter(|_| self.collection.is_named());
        let name = good.iter().find(|(field, _)| key == Some(field.alias));
        account.title =
            good.first().map_or(String::new(), |(_, value)| value.trim_matches('"').into());
        let missing = self.collection.schema.fields.iter().find(|field| {
            field.required && !good.iter().any(|(written, _)| written.key == field.key)
        });
        if let Some(field) = missing {
            account.left.push(format!(
                "没有「{}」，没有做：「{}」",
                field.key,
                short(&self.table.quote(self.row))
            ));
            return (account, String::new());
        }
        if let Some((_, value)) = name {
            let name = value.trim_matches('"').to_string();
            let known = content
                .read
                .as_ref()
                .is_some_and(|(catalog, _)| catalog.find(self.collection.name, &name).is_some());
            if known || !taken.insert(name.clone()) {
                account.left.push(format!("「{name}」已经有了，没有做"));
                return (account, String::new());
            }
        }
        account.file = Some(std::path::PathBuf::new());
        let mut lines = String::new();
        for (number, (field, value)) in good.iter().enumerate() {
            let dash = if number == 0 { "- " } else { "  " };
            let _ = writeln!(lines, "{dash}{}: {value}", field.key);
        }
        (account, lines + &notes)
    }
}

/// A cell as its field has it, in YAML; else what is wrong.
fn value(text: &str, field: &Field) -> Result<String, String> {
    let checked = |text: &str, kind: &Kind| match problem(text, kind, field) {
        None => Ok(text.to_string()),
        Some(problem) => Err(format!("{}。{}", problem.what, problem.help)),
    };
    match &field.kind {
        Kind::List(item, _, most) if item.group().is_none() => {
            let parts = text.split(['、', '，', ',', '；', ';', '/']).map(str::trim);
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            if parts.len() > *most {
                return Err(format!("最多 {most} 项，这里有 {} 项", parts.len()));
            }
            let each: Result<Vec<String>, String> =
                parts.iter().map(|part| checked(part, item).map(|part| plain(&part))).collect();
            Ok(format!("[{}]", each?.join(", ")))
        }
        Kind::List(..) | Kind::Group(_) | Kind::GroupOrList(..) => {
            Err("这一栏有好几层，照 xiaowei reference 的写法自己写".into())
        }
        Kind::Date => checked(&day(text), &field.kind),
        kind => checked(text, kind)
            .or_else(|why| {
                let time = spoken_time(text).map(|time| time.to_string());
                time.and_then(|time| checked(&time, kind).ok()).ok_or(why)
            })
            .map(|text| plain(&text)),
    }
}

/// A day as offices write it: `2026/12/3`, `2026.12.3`, `2026年12月3日`.
fn day(text: &str) -> String {
    let plain = text.replace(['年', '月', '/', '.'], "-");
    let parts: Vec<&str> = plain.trim_end_matches('日').split('-').collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::list_called;

    #[test]
    fn headings_are_fields() {
        let people = list_called("工作人员").expect("a list");
        let key = |heading: &str| field_of(heading, people.schema.fields).map(|field| field.key);
        for (heading, wanted) in [
            ("姓名", Some("姓名")),
            ("姓 名", Some("姓名")),
            ("联系电话", Some("电话")),
            ("所属网格", Some("网格")),
            ("电话（座机）", Some("电话")),
            ("本人同意公开", Some("同意公开")),
            ("备注", None),
            ("序号", None),
        ] {
            assert_eq!(key(heading), wanted, "{heading}");
        }
    }

    #[test]
    fn days_of_offices_are_days() {
        for text in ["2026/12/3", "2026.12.3", "2026年12月3日", "2026-12-03"] {
            assert_eq!(day(text), "2026-12-03", "{text}");
        }
        assert_eq!(day("12月3日"), "12月3日");
    }
}
