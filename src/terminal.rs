//! The only place that prints: data to stdout, everything said to a person to stderr.
//!
//! Start at [`Terminal`]. Commands are handed one; nothing else in the program writes to the screen
//! or reads the keyboard, so what a run says can be found here and in the commands' own words.

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use std::io::ErrorKind;
use std::io::IsTerminal;
use std::io::Write;
use xiaowei::Progress;
use xiaowei::diag::Report;
use xiaowei::diag::Severity;
use xiaowei::diag::Sources;

/// The screen and the keyboard of one run.
#[derive(Debug)]
pub(crate) struct Terminal {
    /// Why words got lost, if some did.
    lost: Option<std::io::Error>,
}

impl Terminal {
    pub(crate) fn new() -> Terminal {
        Terminal { lost: None }
    }

    /// What a program may read; a reader that has gone away is no error.
    ///
    /// # Errors
    /// Nothing can be written there.
    pub(crate) fn data(&mut self, bytes: impl AsRef<[u8]>) -> Result<()> {
        let mut out = std::io::stdout();
        if is_closed(&out) {
            bail!("结果写不出来：标准输出是关着的，用 > 写进一个文件");
        }
        match out.write_all(bytes.as_ref()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(error).context("结果写不出来")
            }
            _ => Ok(()),
        }
    }

    /// Whether words got lost, other than by somebody who has gone away.
    pub(crate) fn lost_words(&self) -> bool {
        self.lost.is_some()
    }

    /// A line for a person, written at once; one who has closed the window is no error either.
    pub(crate) fn say(&mut self, line: impl AsRef<str>) {
        self.put(&format!("{}\n", line.as_ref()));
    }

    fn put(&mut self, text: &str) {
        if let Err(error) = std::io::stderr().write_all(text.as_bytes())
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.lost = Some(error);
        }
    }

    /// All problems, and how many there are.
    pub(crate) fn show(&mut self, report: &Report, sources: &Sources) {
        let colour = std::io::stderr().is_terminal();
        self.put(&report.render(sources, colour));
        if let Some(first) = report.items().first() {
            let code = first.code.text();
            self.say(format!("方括号里是代码，看不懂就运行 xiaowei explain {code}"));
        }
        let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
        if errors > 0 {
            self.say(format!(
                "共 {errors} 处错误、{warnings} 处提醒；改好错误后再运行，现在什么也没有写。"
            ));
        } else if warnings > 0 {
            self.say(format!("共 {warnings} 处提醒。"));
        }
    }

    /// Whether somebody sits at the keyboard.
    pub(crate) fn somebody_is_there(&self) -> bool {
        std::io::stdin().is_terminal()
    }

    /// Asks, and gives the line that was typed, without the blanks around it.
    pub(crate) fn ask(&mut self, prompt: &str) -> std::io::Result<String> {
        self.put(prompt);
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        Ok(line.trim().into())
    }

    /// Does long work while its stages show; the screen is clean again before the next word.
    pub(crate) fn watch<T>(&mut self, work: impl FnOnce(&dyn Progress) -> T) -> T {
        let display = Display::new();
        let made = work(&display);
        display.0.finish_and_clear();
        made
    }
}

/// Whether a stream was closed when the program began. The standard library then opens the empty device there,
/// for reading and writing; somebody who throws words away on purpose usually opens it for writing only.
#[cfg(unix)]
fn is_closed(stream: &impl std::os::fd::AsFd) -> bool {
    use rustix::fs::OFlags;
    let both_ways =
        rustix::fs::fcntl_getfl(stream).is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDWR);
    let device = |about: rustix::fs::Stat| about.st_rdev;
    let empty = rustix::fs::stat("/dev/null").map(device);
    both_ways && empty.is_ok() && rustix::fs::fstat(stream).map(device) == empty
}

#[cfg(not(unix))]
fn is_closed<T>(_stream: &T) -> bool {
    false
}

/// Shows the stages on a terminal, nothing elsewhere.
struct Display(ProgressBar);

impl Display {
    fn new() -> Display {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{msg} {bar:24} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Display(bar)
    }
}

impl Progress for Display {
    fn stage(&self, name: &str, count: usize) {
        self.0.set_length(count as u64);
        self.0.set_position(0);
        self.0.set_message(name.to_string());
    }
    fn step(&self) {
        self.0.inc(1);
    }
}
