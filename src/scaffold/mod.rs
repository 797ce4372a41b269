//! New files: a small community to begin with (`init`), one more procedure (`new`).
//!
//! Start at [`begin`] and [`new_procedure`]. Neither writes over a file that is there. What they write is
//! read and checked before it is said to be done, so it builds.

mod procedure;
mod record;
mod template;

pub(crate) use procedure::Numbering;
pub(crate) use procedure::add_procedure;
pub use procedure::new_procedure;
pub(crate) use record::append_records;
pub use record::new_record;
pub(crate) use template::plain;

use crate::content::Content;
use crate::content::read_content;
use crate::model::COLLECTIONS;
use crate::model::Home;
use crate::model::SITE_FIELDS;
use crate::quantity::doubts;
use crate::record::line::problem;
use crate::yaml::quoted;
use anyhow::Context;
use anyhow::Result;
use include_dir::Dir;
use include_dir::include_dir;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// The samples travel inside the program.
static SAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Powers of a community, each with who answers for it, what may go wrong, and who watches.
static POWERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/power");

/// What a new community begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// The first of every category of what residents come for.
    Services,
    /// Ten powers of the community's own.
    Power,
}

impl Sample {
    /// How many procedures, as one reads it.
    #[must_use]
    pub fn count_in_words(self) -> &'static str {
        match self {
            Sample::Services => "六",
            Sample::Power => "十",
        }
    }

    /// The lists and the procedures: where they stand below `content`, and what they say for this community.
    fn files(self, community: &str) -> Vec<(String, String)> {
        let shelf = match self {
            Sample::Services => &SAMPLES,
            Sample::Power => &POWERS,
        };
        let mut files: Vec<(String, String)> = Vec::new();
        for collection in COLLECTIONS {
            if let Home::List(name) = collection.home
                && !collection.sample.is_empty()
            {
                let text = shelf.get_file(collection.sample).and_then(|f| f.contents_utf8());
                files.push((name.to_string(), signed(text.unwrap_or_default(), community)));
            }
        }
        let procedures = match self {
            Sample::Services => first_of_each_category(),
            Sample::Power => all_powers(),
        };
        let below = |(path, text)| (format!("procedures/{path}"), text);
        files.extend(procedures.into_iter().map(below));
        files
    }
}

/// The community of the samples: where one signs, the new one signs.
const OURS: &str = "幸福街道阳光社区";

/// How many questions `init` has.
const QUESTIONS: usize = 5;

/// One question of `init`.
#[derive(Debug, Clone)]
pub struct Question {
    /// The key in `site.yaml`.
    pub key: &'static str,
    /// What is asked.
    pub ask: &'static str,
    /// What an empty answer means.
    pub default: String,
}

impl Question {
    /// What is wrong with an answer, and what to write: asked again at once, it costs nobody the other four.
    #[must_use]
    pub fn trouble(&self, answer: &str) -> Option<String> {
        let field = SITE_FIELDS.find(self.key)?;
        if let Some(trouble) = problem(answer, &field.kind, field) {
            return Some(format!("{}。{}", trouble.what, trouble.help));
        }
        let doubt = doubts(answer).into_iter().next().filter(|_| self.key == "办公时间")?;
        Some(format!("「{}」{}。{}", self.key, doubt.what, doubt.help))
    }
}

/// The five questions. Defaults depend on the name, so it is asked first.
fn questions(name: Option<&str>) -> [Question; QUESTIONS] {
    let example = |key: &str| SITE_FIELDS.find(key).map_or("", |f| f.example);
    let ask = |key: &'static str, default: String| Question {
        key,
        ask: SITE_FIELDS.find(key).map_or("", |f| f.help),
        default,
    };
    let name = name.filter(|n| !n.is_empty()).unwrap_or("某某街道某某社区");
    [
        ask("社区名称", name.into()),
        ask("主办单位", format!("{name}居民委员会")),
        ask("网址", example("网址").into()),
        ask("办公时间", example("办公时间").into()),
        ask("咨询电话", example("咨询电话").into()),
    ]
}

/// What was said, asked or taken for granted, by key of `site.yaml`. `ask` gives `None` when the
/// default will do.
///
/// # Errors
/// Whoever asks could not.
pub fn answers(
    said: [Option<String>; QUESTIONS],
    mut ask: impl FnMut(&Question) -> Result<Option<String>>,
) -> Result<BTreeMap<&'static str, String>> {
    let mut answers = BTreeMap::new();
    let mut name = said[0].clone();
    for (i, said) in said.into_iter().enumerate() {
        let question = &questions(name.as_deref())[i];
        let answer = match said {
            Some(answer) => Some(answer),
            None => ask(question)?,
        };
        let answer = answer.unwrap_or_else(|| question.default.clone());
        if i == 0 {
            name = Some(answer.clone());
        }
        answers.insert(question.key, answer);
    }
    Ok(answers)
}

/// What [`begin`] did.
#[derive(Debug)]
pub enum Begun {
    /// These files stand in the folder.
    Written(Vec<PathBuf>),
    /// An answer was not one that the files may hold; nothing stays in the folder.
    Refused(Box<Content>),
}

/// Writes a community into `folder` and reads it back: what was not good goes again.
///
/// # Errors
/// There is a community already, or the disk says no.
pub fn begin(
    folder: &Path,
    answers: &BTreeMap<&'static str, String>,
    sample: Sample,
) -> Result<Begun> {
    let written = init(folder, answers, sample)?;
    let content = read_content(folder);
    if content.report.has_errors() {
        undo(folder, &written);
        return Ok(Begun::Refused(Box::new(content)));
    }
    Ok(Begun::Written(written))
}

/// Writes a community into `folder`, which may be there as long as it has no `content`. Gives the files
/// that were written.
fn init(
    folder: &Path,
    answers: &BTreeMap<&'static str, String>,
    sample: Sample,
) -> Result<Vec<PathBuf>> {
    let content = folder.join("content");
    if content.exists() {
        anyhow::bail!("{} 里已经有 content 文件夹，不动它；换一个目录名", folder.display());
    }
    let mut files: Vec<(String, String)> = Vec::new();
    files.push(("content/site.yaml".into(), site(answers)));
    let community = answers.get("社区名称").map_or(OURS, String::as_str);
    let below = |(path, text)| (format!("content/{path}"), text);
    files.extend(sample.files(community).into_iter().map(below));
    let guide = GUIDE.replace("六件", &format!("{}件", sample.count_in_words()));
    files.push(("先看这里.txt".into(), guide));
    files.push((".vscode/extensions.json".into(), EXTENSIONS.into()));
    files.push((".vscode/settings.json".into(), editor_settings()));
    for (name, text) in crate::schema::all() {
        files.push((format!(".vscode/{name}"), text));
    }
    let place_of =
        |path: &str| path.split('/').fold(folder.to_path_buf(), |at, part| at.join(part));
    // Looked at before anything is written: half a community could not be finished.
    if let Some((path, _)) = files.iter().find(|(path, _)| place_of(path).exists()) {
        anyhow::bail!("{} 里已经有 {path}，不动它；把它挪走，或换一个目录名", folder.display());
    }
    let mut written = Vec::new();
    for (path, text) in files {
        let place = place_of(&path);
        if let Err(trouble) = write_new(&place, &text) {
            undo(folder, &written);
            return Err(trouble);
        }
        written.push(place);
    }
    Ok(written)
}

/// A list in which the new community signs, where ours did.
fn signed(text: &str, community: &str) -> String {
    let line = |line: &str| match line.split_once(": ").filter(|(_, value)| value.contains(OURS)) {
        Some((key, value)) => format!("{key}: {}\n", quoted(&value.replace(OURS, community))),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// All powers, in order of their codes.
fn all_powers() -> Vec<(String, String)> {
    let files = POWERS.get_dir("procedures").into_iter().flat_map(Dir::files);
    let mut powers: Vec<(String, String)> = files
        .filter_map(|file| {
            let name = file.path().file_name()?.to_string_lossy().into_owned();
            Some((name, file.contents_utf8()?.to_string()))
        })
        .collect();
    powers.sort();
    powers
}

/// What tells editors which schema belongs to which file.
fn editor_settings() -> String {
    let schemas: Vec<String> = COLLECTIONS
        .iter()
        .map(|collection| {
            let files = match collection.home {
                Home::Single(name) | Home::List(name) => format!("content/{name}"),
                Home::Folder(name) => format!("content/{name}/**/*.yaml"),
            };
            format!("    \"./.vscode/{}\": [\"{files}\"]", collection.editor)
        })
        .collect();
    format!("{{\n  \"yaml.schemas\": {{\n{}\n  }},\n{EDITOR}", schemas.join(",\n"))
}

/// Takes back what [`init`] wrote: an answer was not one that the files may hold. Folders that are then
/// empty go too.
fn undo(folder: &Path, written: &[PathBuf]) {
    for place in written {
        let _ = fs::remove_file(place);
        for above in place.ancestors().skip(1).take_while(|a| a.starts_with(folder)) {
            // A folder that holds something else stays.
            if fs::remove_dir(above).is_err() {
                break;
            }
        }
    }
}

/// Windows' Notepad of old wants a mark and CR LF to show Chinese lines; new ones and everything else
/// take plain UTF-8, which Git and editors want. Plain it is.
pub(crate) fn write_new(place: &Path, text: &str) -> Result<()> {
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)
            .with_context(|| format!("不能建立文件夹 {}", parent.display()))?;
    }
    let file = fs::File::create_new(place);
    let mut file = file.with_context(|| format!("不能新建 {}（已经有了？）", place.display()))?;
    let written = std::io::Write::write_all(&mut file, text.as_bytes());
    if written.is_err() {
        // Half a file is none.
        let _ = fs::remove_file(place);
    }
    written.with_context(|| format!("不能写 {}", place.display()))
}

/// Writes new files, all or none: each under another name first, so that a full disk is met before any of
/// them can be seen.
pub(crate) fn write_all_new(files: &[(PathBuf, String)]) -> Result<()> {
    // A name that begins with a dot is not read as content.
    let beside = |place: &Path| {
        let name = place.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        place.with_file_name(format!(".{name}.tmp"))
    };
    let (mut folders, mut written) = (Vec::new(), Vec::new());
    let mut attempt = || -> Result<()> {
        for (place, text) in files {
            if place.exists() {
                anyhow::bail!("不能新建 {}（已经有了）", place.display());
            }
            let missing = place.ancestors().skip(1).take_while(|a| !a.exists());
            folders.extend(missing.map(Path::to_path_buf));
            written.push(beside(place));
            // What an earlier run left there when it was ended.
            let _ = fs::remove_file(beside(place));
            write_new(&beside(place), text)?;
        }
        for (place, _) in files {
            fs::rename(beside(place), place)
                .with_context(|| format!("不能写 {}", place.display()))?;
            written.push(place.clone());
        }
        Ok(())
    };
    let result = attempt();
    if result.is_err() {
        written.iter().for_each(|place| drop(fs::remove_file(place)));
        folders.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
    result
}

fn site(answers: &BTreeMap<&'static str, String>) -> String {
    let mut out = String::from(
        "# 社区信息。电话只写在这里，展板和网页都从这里取。\n# 删去一行最前面的「# 」，那一栏就算写了。\n",
    );
    for field in SITE_FIELDS.fields {
        let must = if field.required { "必填" } else { "可以不写" };
        let what = field.kind.limits();
        out.push_str(&format!("\n# 【{must}】{}：{}（{what}）\n", field.key, field.help));
        match answers.get(field.key) {
            Some(answer) => {
                out.push_str(&format!("{}: {}\n", field.key, quoted(answer)));
            }
            None if field.example.is_empty() => out.push_str(&format!("# {}: ……\n", field.key)),
            None => out.push_str(&format!("# {}: {}\n", field.key, field.example)),
        }
    }
    out
}

/// The first sample of every category, as plain YAML: what points to the others is left out.
fn first_of_each_category() -> Vec<(String, String)> {
    let mut found: BTreeMap<char, (String, String)> = BTreeMap::new();
    let folders = SAMPLES.get_dir("procedures").into_iter().flat_map(Dir::dirs);
    for file in folders.flat_map(|d| d.files()) {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let path = path.trim_start_matches("procedures/");
        let name = path.rsplit('/').next().unwrap_or("");
        let (Some(category), Some(text)) = (name.chars().next(), file.contents_utf8()) else {
            continue;
        };
        let yaml = text.trim_start_matches("---\n").split("\n---").next().unwrap_or("");
        let keeps =
            |line: &&str| !line.starts_with("顺便办:") && !line.trim_start().starts_with("转到:");
        let mut lines: Vec<&str> = yaml.lines().filter(keeps).collect();
        lines.push("");
        let path = format!("{}.yaml", path.trim_end_matches(".md"));
        let one = (path, lines.join("\n"));
        match found.get(&category) {
            Some((first, _)) if *first <= one.0 => {}
            _ => drop(found.insert(category, one)),
        }
    }
    found.into_values().collect()
}

const GUIDE: &str = "\
小微：把社区的办事清单变成网站和漫画展板

0. 把小微的程序文件（xiaowei 或 xiaowei.exe）也拷进这个文件夹。PowerShell 里 xiaowei 写成 .\\xiaowei，别的系统写成 ./xiaowei，第一次先运行 chmod +x xiaowei。
1. 在这个文件夹里开一个命令窗口（Windows：按住 Shift 点右键，选“在此处打开命令窗口”或“在终端中打开”）。
2. 输入 xiaowei serve 回车，浏览器会自己打开，列出全部事项。
3. 点一件事项，再点“打开文件”，用记事本改、保存，浏览器里的网页和展板就跟着变。看完了，在命令窗口按 Ctrl+C 停下，再打下一条命令。
4. 社区的名字、电话在 content 文件夹的 site.yaml 里。
5. 加一件事项：xiaowei new 事项名称 --类别 4
6. 做成品：xiaowei build，网站在 public 文件夹，展板在 print 文件夹。

这六件事项是写法的样子，内容没有经过核验：改成您社区的，问清楚了再把“状态”改成“已发布”。
";
const EDITOR: &str = r#"  "files.encoding": "utf8",
  "editor.wordWrap": "on",
  "editor.quickSuggestions": { "strings": true }
}
"#;
const EXTENSIONS: &str = "{\n  \"recommendations\": [\"redhat.vscode-yaml\"]\n}\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_will_not_do_is_told_at_once() {
        let trouble = |key: &str, answer: &str| {
            questions(None).into_iter().find(|q| q.key == key).and_then(|q| q.trouble(answer))
        };
        for (key, bad, wanted) in [
            ("咨询电话", "88123456", "区号"),
            ("办公时间", "周一至周五 17:30—8:30", "结束比开始还早"),
            ("网址", "C:\\网站", "网址"),
        ] {
            let said = trouble(key, bad).unwrap_or_default();
            assert!(said.contains(wanted), "{key}: {said}");
        }
        assert_eq!(trouble("咨询电话", "0311-8812 3456"), None);
        assert_eq!(trouble("办公时间", "周一至周五 8:30—17:30"), None);
    }
}
