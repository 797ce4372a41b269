//! The table of fields → a procedure file with every key explained in comments.
//!
//! Start at [`template`]. What must be there stands there, with a value that passes every check; what
//! may be left out stands there too, behind a `#`. Nothing about a field is written here but the few
//! first values that the table's examples would get wrong together.

use crate::model::PROCEDURE;
use crate::quantity::ASK_WINDOW;
use crate::record::Field;
use crate::record::Kind;
use crate::record::Schema;
use crate::yaml::quoted;

/// First values by group and key, where the example is not one that holds in a file nobody has filled in.
const FIRST: &[(&str, &str, &str)] = &[
    ("事项", "一句话", "请写：能办成什么"),
    ("事项", "谁说了算", ASK_WINDOW),
    ("事项", "谁来办", ASK_WINDOW),
    ("事项", "受理条件", "[以窗口答复为准]"),
    ("事项", "收费", ASK_WINDOW),
    ("事项", "渠道", "[窗口]"),
    ("事项", "办理时限", "{ 法定: 以窗口答复为准, 承诺: 以窗口答复为准 }"),
    ("材料", "名称", ASK_WINDOW),
    ("材料", "哪里拿", ASK_WINDOW),
    ("步骤", "谁", "居民"),
    ("步骤", "在哪", "社区窗口"),
    ("依据", "名称", "待确认"),
];
/// The steps of a file nobody has filled in: three, the fewest there may be.
const STEPS: [(&str, &str); 3] =
    [("问清楚要带什么", PICTURE), ("交材料、登记", GIVING), ("等结果、取结果", READY)];
const PICTURE: &str =
    "{ 地点: 社区窗口, 人物: [奶奶 站立 微笑 左, 工作人员 讲解 清单 微笑 右 说“我帮您看看”] }";
const GIVING: &str =
    "{ 地点: 社区窗口, 人物: [奶奶 递 表格 微笑 左, 工作人员 接 表格 微笑 右 说“收到了”] }";
const READY: &str =
    "{ 地点: 社区窗口, 人物: [奶奶 站立 微笑 左 说“办好了”, 工作人员 站立 微笑 右] }";

/// The file of a new procedure, in Chinese, complete. `title` is one line.
#[must_use]
pub(super) fn template(code: &str, title: &str) -> String {
    let mut out = String::from(
        "# 一件事项一个文件。「#」后面是说明，小微不读；要写哪一栏，就删去那一行最前面的「# 」。\n# 冒号用半角「: 」，后面空一格。没问清的写「以窗口答复为准」，不要编。\n# 每保存一次就运行 xiaowei check 看看，或开着 xiaowei serve 边改边看。\n",
    );
    let values = |key: &str| match key {
        "编号" => Some(quoted(code)),
        "事项名称" => Some(plain(title)),
        _ => None,
    };
    for field in PROCEDURE.fields {
        field_lines(&PROCEDURE, field, "", values(field.key), &mut out);
    }
    out
}

/// A value as YAML takes it for text whatever it is.
pub(crate) fn plain(text: &str) -> String {
    let is_safe = |c: char| c.is_alphabetic() || "（）、《》“”·".contains(c);
    let starts = text.chars().next().is_some_and(char::is_alphabetic);
    if starts && text.chars().all(|c| is_safe(c) || c.is_ascii_digit()) {
        text.into()
    } else {
        quoted(text)
    }
}

fn field_lines(
    schema: &Schema,
    field: &Field,
    indent: &str,
    value: Option<String>,
    out: &mut String,
) {
    let must = if field.required { "必填" } else { "可以不写" };
    let gap = if indent.is_empty() { "\n" } else { "" };
    out.push_str(&format!(
        "{gap}{indent}# 【{must}】{}：{}（{}）\n",
        field.key,
        field.help,
        field.kind.limits()
    ));
    // Without a list of documents a board says that none is needed.
    let is_there = field.required || value.is_some() || field.key == "材料";
    let first = FIRST.iter().find(|(group, key, _)| *group == schema.name && *key == field.key);
    let value = value.or_else(|| first.map(|(.., value)| (*value).to_string()));
    let key = field.key;
    let hidden = if is_there { "" } else { "# " };
    match &field.kind {
        Kind::List(Kind::Group(group), least, _) if value.is_none() => {
            out.push_str(&format!("{indent}{hidden}{key}:\n"));
            for i in 0..(*least).max(1) {
                items(group, indent, hidden, i, out);
            }
        }
        Kind::Group(group) if value.is_none() && field.example.is_empty() => {
            let parts = group.fields.iter().filter(|f| f.required);
            let parts: Vec<String> = parts.map(|f| format!("{}: {}", f.key, f.example)).collect();
            out.push_str(&format!("{indent}# {key}: {{ {} }}\n", parts.join(", ")));
        }
        Kind::GroupOrList(..) => out.push_str(&format!("{indent}# {key}: {PICTURE}\n")),
        _ => {
            let example = if field.example.is_empty() { "……" } else { field.example };
            let value = value.unwrap_or_else(|| example.to_string());
            out.push_str(&format!("{indent}{hidden}{key}: {value}\n"));
        }
    }
}

/// One element of a list of groups; the second and later ones without explanations.
fn items(group: &Schema, indent: &str, hidden: &str, index: usize, out: &mut String) {
    let inner = format!("{indent}    ");
    let mut begun = false;
    // What must be there comes first: the dash stands before it.
    let (must, may): (Vec<&Field>, Vec<&Field>) = group.fields.iter().partition(|f| f.required);
    for field in must.into_iter().chain(may) {
        let own = match (group.name, field.key) {
            ("步骤", "做什么") => STEPS.get(index).map(|(step, _)| (*step).to_string()),
            ("步骤", "画面") => STEPS.get(index).map(|(_, picture)| (*picture).to_string()),
            _ => None,
        };
        if index > 0 && !field.required && own.is_none() {
            continue;
        }
        let mut lines = String::new();
        field_lines(group, field, &inner, own, &mut lines);
        for line in lines.lines() {
            let is_value = !line.trim_start().starts_with('#');
            if index > 0 && !is_value && line.trim_start().starts_with("# 【") {
                continue;
            }
            // The first value of an element carries its dash.
            let line = if is_value && !begun {
                begun = true;
                format!("{indent}  - {}", line.trim_start())
            } else {
                line.to_string()
            };
            let comment = line.trim_start().starts_with('#');
            let hidden = if comment { "" } else { hidden };
            out.push_str(&format!("{hidden}{line}\n"));
        }
    }
}
