//! The program: arguments → command → what it says → exit code.
//!
//! Every command is a file below `command`; [`terminal`] is the one place that prints. Everything
//! else is the library, which neither prints nor ends the process.

mod command;
mod terminal;

use anyhow::Context;
use command::Outcome;
use std::process::ExitCode;
use terminal::Terminal;
use xiaowei::cli::Parsed;
use xiaowei::diag::spoken_error;

/// The content has errors; nothing was written.
const CONTENT_ERRORS: u8 = 1;
/// Usage, or the machine's fault.
const CANNOT_RUN: u8 = 2;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Begins the threads that work is shared among: later, a system that gives none would end the program with
/// a word of somebody else's.
fn threads() -> anyhow::Result<()> {
    let begun = rayon::ThreadPoolBuilder::new().build_global();
    begun.context("电脑开不出新的线程了：关掉一些程序，再运行一次")
}

fn main() -> ExitCode {
    let mut terminal = Terminal::new();
    let ended = match xiaowei::cli::parse(std::env::args_os()) {
        Parsed::Show(text) => terminal.data(text).map(|()| Outcome::Done),
        Parsed::Mistake(text) => {
            terminal.say(text.trim_end());
            return ExitCode::from(CANNOT_RUN);
        }
        Parsed::Run(cli) => threads().and_then(|()| command::run(cli.command, &mut terminal)),
    };
    match ended {
        // Whoever reads the status and not the words must not take it for well.
        Ok(Outcome::Done) if terminal.lost_words() => ExitCode::from(CANNOT_RUN),
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::ContentErrors | Outcome::Nothing) => ExitCode::from(CONTENT_ERRORS),
        Err(error) => {
            terminal.say(format!("错误：{}", spoken_error(&error)));
            ExitCode::from(CANNOT_RUN)
        }
    }
}
