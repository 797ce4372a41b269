//! What a browser asks to be changed, and what it is told: the shapes of JSON on both ways.
//!
//! Start at [`Asked::changes`]. A change is one, or several that are one for whoever takes it back (`many`).

use super::view::ProblemView;
use crate::edit::Change;
use crate::edit::Refused;
use crate::edit::Step;
use crate::edit::Written;
use serde::Deserialize;
use serde::Serialize;

/// What a browser sends.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// The code of a procedure, else the name of a collection.
    pub(super) stem: String,
    /// Of the file as the browser knows it.
    pub(super) known: String,
    /// `set`, `add`, `drop`, `up`, `many`, `undo`, `redo`, `back`.
    pub(super) act: String,
    #[serde(default)]
    pub(super) path: Vec<Step>,
    pub(super) value: Option<Written>,
    /// Of `many`, in their order.
    #[serde(default)]
    parts: Vec<Part>,
    /// Of `back`: the number of the state that is to come back.
    #[serde(default)]
    pub(super) state: usize,
    /// Also when it breaks a rule.
    #[serde(default)]
    pub(super) anyway: bool,
}

/// One of several changes.
#[derive(Debug, Deserialize)]
struct Part {
    act: String,
    path: Vec<Step>,
    value: Option<Written>,
}

/// What a browser is told.
#[derive(Debug, Default, Serialize)]
pub(super) struct Told {
    pub(super) is_written: bool,
    /// Why not, in a sentence.
    pub(super) why: Option<String>,
    /// What would be wrong.
    pub(super) problems: Vec<ProblemView>,
    /// How far one can go back and forth.
    pub(super) before: usize,
    pub(super) behind: usize,
}

impl Asked {
    /// The changes, in their order.
    ///
    /// # Errors
    /// The page is of another program than this one.
    pub(super) fn changes(&self) -> Result<Vec<Change>, Refused> {
        if self.act == "many" {
            return self.parts.iter().map(|p| change(&p.act, &p.path, p.value.as_ref())).collect();
        }
        Ok(vec![change(&self.act, &self.path, self.value.as_ref())?])
    }
}

fn change(act: &str, path: &[Step], value: Option<&Written>) -> Result<Change, Refused> {
    let path = path.to_vec();
    let given = || value.cloned().ok_or(Refused("没有要写的内容".into()));
    Ok(match act {
        "set" => Change::Set(path, value.cloned()),
        "add" => Change::Add(path, given()?),
        "drop" => Change::Drop(path),
        "up" => Change::Up(path),
        _ => return Err(Refused("这一页旧了：重新打开再改".into())),
    })
}
