//! `xiaowei serve`: the desk in the browser, until somebody closes the window.

use super::outcome::Outcome;
use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::cli::ServeArgs;
use xiaowei::serve::Service;

pub(super) fn run(args: ServeArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let today = args.date.unwrap_or_else(xiaowei::config::today);
    let service = Service { root: args.at.root, port: args.port, today };
    let listening = xiaowei::serve::listen(&service)?;
    let url = listening.url();
    terminal.say(format!(
        "工作台开了：{url}\n改文件、保存，浏览器里就跟着变；不用了就关掉这个窗口，或按 Ctrl+C。"
    ));
    if !args.no_open && open::that_detached(&url).is_err() {
        terminal.say("没有自动打开浏览器：把上面的网址抄到浏览器里。");
    }
    listening.run(&mut |words| terminal.say(words))?;
    Ok(Outcome::Done)
}
