//! `xiaowei new`: the file of one more procedure, or one more record of a list.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Result;
use anyhow::bail;
use xiaowei::Content;
use xiaowei::cli::NewArgs;
use xiaowei::model::list_called;
use xiaowei::model::list_words;
use xiaowei::scaffold::new_procedure;
use xiaowei::scaffold::new_record;

pub(super) fn run(args: &NewArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let content = xiaowei::read_content(&args.at.root);
    if content.read.is_none() {
        return refused(&content.report, &content.sources, terminal);
    }
    let Some(category) = &args.category else { return add(args, &content, terminal) };
    if let Some(name) = &args.name {
        // Two words and no list were told when they were read.
        bail!("添一条{0}不写类别：xiaowei new {0} {name}", args.title);
    }
    let place = new_procedure(&args.at.root, &content, &args.title, category)?;
    terminal.say(format!("写好了：{}", place.display()));
    terminal.say(
        "用记事本打开它，把「以窗口答复为准」和「待确认」改成问清楚的；xiaowei serve 边改边看。",
    );
    Ok(Outcome::Done)
}

/// One more record of a list.
fn add(args: &NewArgs, content: &Content, terminal: &mut Terminal) -> Result<Outcome> {
    let Some(collection) = list_called(&args.title) else {
        bail!(
            "新的事项要写类别：xiaowei new {} --类别 4；不是事项的，写 {}",
            args.title,
            list_words()
        );
    };
    let place = new_record(&args.at.root, content, collection, args.name.as_deref())?;
    terminal.say(format!("写好了：在 {} 的最后添了一条{}", place.display(), collection.label));
    terminal.say("用记事本打开它，改成真的；要写哪一栏，就删去那一行最前面的「# 」。");
    Ok(Outcome::Done)
}
