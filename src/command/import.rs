//! `xiaowei import`: a table the community has → drafts, with an account of every row.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Result;
use anyhow::bail;
use xiaowei::cli::CheckFormat;
use xiaowei::cli::ImportArgs;
use xiaowei::import::Account;
use xiaowei::import::import;
use xiaowei::import::import_records;
use xiaowei::import::spoken;
use xiaowei::model::list_called;
use xiaowei::model::list_words;

pub(super) fn run(args: &ImportArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let content = xiaowei::read_content(&args.at.root);
    let Some((catalog, theme)) = &content.read else {
        return refused(&content.report, &content.sources, terminal);
    };
    let (root, category) = (&args.at.root, args.category.as_deref());
    let list = match &args.collection {
        None => None,
        Some(word) => match list_called(word) {
            Some(list) => Some(list),
            None => bail!("没有「{word}」这种内容，可以写 {}", list_words()),
        },
    };
    let done = match list {
        Some(list) => import_records(root, &content, list, &args.table)?,
        None => import(root, &content, (catalog, theme), &args.table, category)?,
    };
    if args.format == CheckFormat::Json {
        terminal.data(format!("{}\n", done.to_json(root)))?;
        let made = done.accounts.iter().any(|account| account.file.is_some());
        return Ok(if made { Outcome::Done } else { Outcome::Nothing });
    }
    let label = list.map_or("件事项", |_| "条");
    // One piece: a list of thousands of rows is thousands of lines.
    let told: Vec<String> = done.accounts.iter().flat_map(tell).collect();
    if !told.is_empty() {
        terminal.say(told.join("\n"));
    }
    done.notes.iter().for_each(|note| terminal.say(spoken(&format!("注意：{note}"))));
    let made = done.accounts.iter().filter(|account| account.file.is_some()).count();
    let others = done.accounts.len() - made;
    if made == 0 {
        terminal.say(match others {
            0 => format!("导入了 0 {label}：表头下面一行内容也没有。什么也没有写。"),
            _ => format!("导入了 0 {label}，{others} 行没有做，原因见上面。什么也没有写。"),
        });
        return Ok(Outcome::Nothing);
    }
    let then = match list {
        Some(_) => "逐条核对。",
        None if done.returned == made => "状态和核验照原来的。",
        None => "都是草稿，逐件核对后再发布。",
    };
    terminal.say(format!("导入了 {made} {label}，{others} 行没有做。{then}"));
    match done.after {
        Some((report, sources)) => terminal.show(&report, &sources),
        None => {
            let after = xiaowei::read_content(root);
            terminal.show(&after.report, &after.sources);
        }
    }
    Ok(Outcome::Done)
}

/// Texts of tables and names of files come from outside: nothing in them may steer the terminal.
fn tell(account: &Account) -> Vec<String> {
    let Account { place, title, file, understood, left } = account;
    let file = file.as_ref().map_or(String::new(), |f| format!("→ {}", f.display()));
    let mut lines = vec![spoken(&format!("{place}「{title}」{file}"))];
    if !understood.is_empty() {
        lines.push(spoken(&format!("    看懂了：{}", understood.join("、"))));
    }
    lines.extend(left.iter().map(|why| spoken(&format!("    注意：{why}"))));
    lines
}
