//! A new matter, begun in the browser: from the answers to a few questions, or as a copy of another one.
//!
//! Start at [`begin_procedure`]. What nobody said is written as what it is, to be asked; nothing is made up.

use super::place::Place;
use super::state::Snapshot;
use crate::content::read_content;
use crate::diag::spoken_error;
use crate::edit::Change;
use crate::edit::Refused;
use crate::edit::Step;
use crate::edit::Written;
use crate::edit::apply;
use crate::edit::document;
use crate::model::PROCEDURE;
use crate::paths::portable_path;
use crate::quantity::ASK_WINDOW;
use crate::scaffold::add_procedure;
use anyhow::anyhow;
use serde::Deserialize;
use serde::Serialize;
use std::path::Path;

/// What a browser sends: the answers, or whose copy it is to be.
#[derive(Debug, Deserialize)]
struct Asked {
    title: String,
    category: String,
    /// Code of the matter that is copied.
    #[serde(default)]
    copy: String,
    /// 一句话
    #[serde(default)]
    summary: String,
    /// 谁来办
    #[serde(default)]
    applicant: String,
    /// 谁说了算
    #[serde(default)]
    authority: String,
    /// 材料, one on each line.
    #[serde(default)]
    materials: String,
    /// 步骤, one on each line.
    #[serde(default)]
    steps: String,
    /// 办理时限: what is promised.
    #[serde(default)]
    promise: String,
    /// 收费
    #[serde(default)]
    fee: String,
}

#[derive(Debug, Default, Serialize)]
struct Told {
    file: Option<String>,
    why: Option<String>,
}

/// Keys of a copied matter that are not the new one's: its other names, its past, what somebody checked.
const OWN: [&str; 7] = ["简称", "类别", "俗称", "顺便办", "曾用编号", "有效至", "核验"];
/// Steps of a matter that nobody has told: as few as there may be.
const STEPS: [&str; 2] = ["问清楚要带什么，把材料交到窗口", "等结果，按通知来取"];

/// The file of a new procedure: its path, or why there is none, as JSON.
pub(super) fn begin_procedure(root: &Path, now: &Snapshot, body: &[u8]) -> Vec<u8> {
    let told = match serde_json::from_slice::<Asked>(body) {
        Ok(asked) => begin(root, now, &asked),
        Err(_) => Err(Refused("这一页旧了：重新打开再添".into())),
    };
    let told = match told {
        Ok(file) => Told { file: Some(file), why: None },
        Err(Refused(why)) => Told { file: None, why: Some(why) },
    };
    serde_json::to_vec(&told).unwrap_or_default()
}

fn begin(root: &Path, now: &Snapshot, asked: &Asked) -> Result<String, Refused> {
    let original = match asked.copy.as_str() {
        "" => None,
        stem => Some(Place::of(root, now, stem)?),
    };
    let text = |code: &str| match &original {
        Some(place) => copied(place, code, &asked.title).map_err(|Refused(why)| anyhow!(why)),
        None => Ok(document(&answers(asked, code))),
    };
    let content = read_content(root);
    let made = add_procedure(root, &content, (&asked.title, &asked.category), &text);
    made.map(|place| portable_path(root, &place)).map_err(|error| Refused(spoken_error(&error)))
}

fn copied(place: &Place, code: &str, title: &str) -> Result<String, Refused> {
    let mut yaml = place.text[place.yaml.clone()].to_string();
    let key = |key: &str| vec![Step::Key(key.into())];
    let says = |value: &str| Some(Written::Text(value.trim().into()));
    let mut changes = vec![
        Change::Set(key("编号"), says(code)),
        Change::Set(key("事项名称"), says(title)),
        Change::Set(key("状态"), says("草稿")),
    ];
    changes.extend(OWN.map(|own| Change::Set(key(own), None)));
    for change in &changes {
        yaml = apply(&yaml, &PROCEDURE, change)?;
    }
    Ok(place.with(&yaml, None))
}

fn answers(asked: &Asked, code: &str) -> Vec<(String, Written)> {
    let text = |text: &str| Written::Text(text.trim().into());
    let or_ask = |said: &str| text(if said.trim().is_empty() { ASK_WINDOW } else { said });
    let lines = |said: &str| -> Vec<String> {
        let mark = |c: char| c.is_ascii_digit() || "、.．)） ".contains(c);
        let bare = |line: &str| line.trim().trim_start_matches(mark).trim().to_string();
        said.lines().map(bare).filter(|line| !line.is_empty()).collect()
    };
    let mut steps = lines(&asked.steps);
    if steps.is_empty() {
        steps = STEPS.map(String::from).to_vec();
    }
    let group = |fields: &[(&str, Written)]| {
        Written::Map(fields.iter().map(|(key, value)| ((*key).into(), value.clone())).collect())
    };
    let step = |step: &String| {
        group(&[("做什么", text(step)), ("谁", text("居民")), ("在哪", text("社区窗口"))])
    };
    let materials = lines(&asked.materials);
    let paper = |name: &String| group(&[("名称", text(name)), ("哪里拿", text(ASK_WINDOW))]);
    let summary =
        if asked.summary.trim().is_empty() { "请写：能办成什么" } else { &asked.summary };
    let fields = [
        ("编号", text(code)),
        ("事项名称", text(&asked.title)),
        ("一句话", text(summary)),
        ("状态", text("草稿")),
        ("办理权限", text("社区协办")),
        ("谁说了算", or_ask(&asked.authority)),
        ("谁来办", or_ask(&asked.applicant)),
        ("受理条件", Written::List(vec![text(ASK_WINDOW)])),
        ("材料", Written::List(materials.iter().map(paper).collect())),
        ("步骤", Written::List(steps.iter().map(step).collect())),
        ("办理时限", group(&[("承诺", or_ask(&asked.promise))])),
        ("收费", or_ask(&asked.fee)),
        ("渠道", Written::List(vec![text("窗口")])),
        ("依据", Written::List(vec![group(&[("名称", text("待确认"))])])),
    ];
    fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}
