//! `xiaowei init`: a small community to begin with; asks what was not said, if somebody is there.

use super::outcome::Outcome;
use super::outcome::refused;
use crate::terminal::Terminal;
use anyhow::Result;
use xiaowei::cli::InitArgs;
use xiaowei::cli::SampleKind;
use xiaowei::scaffold::Begun;
use xiaowei::scaffold::Question;
use xiaowei::scaffold::Sample;
use xiaowei::scaffold::answers;
use xiaowei::scaffold::begin;

pub(super) fn run(args: InitArgs, terminal: &mut Terminal) -> Result<Outcome> {
    let asks = !args.yes && terminal.somebody_is_there();
    if asks {
        terminal.say("回答五个问题；直接按回车就用括号里的。以后都能在 content/site.yaml 里改。");
    }
    let said = [args.name, args.organizer, args.url, args.hours, args.phone];
    let answers = answers(said, |question| ask(question, asks, terminal))?;
    let sample = match args.sample {
        SampleKind::Services => Sample::Services,
        SampleKind::Power => Sample::Power,
    };
    match begin(&args.folder, &answers, sample)? {
        Begun::Refused(content) => refused(&content.report, &content.sources, terminal),
        Begun::Written(files) => {
            let folder = args.folder.display();
            terminal.say(format!(
                "建好了：{folder}，{} 个文件，{}件事项作样子。\n接着：\n  cd {folder}\n  xiaowei serve      边改边看\n  xiaowei new 事项名称 --类别 4",
                files.len(),
                sample.count_in_words()
            ));
            Ok(Outcome::Done)
        }
    }
}

/// An empty answer means the default, and so does nobody to answer.
fn ask(question: &Question, asks: bool, terminal: &mut Terminal) -> Result<Option<String>> {
    if !asks {
        return Ok(None);
    }
    let Question { key, ask, default, .. } = question;
    let words = format!("{key}，{ask}（{default}）：");
    let mut answer = terminal.ask(&words)?;
    while let Some(trouble) =
        Some(&answer).filter(|a| !a.is_empty()).and_then(|a| question.trouble(a))
    {
        terminal.say(format!("{trouble}；再答一次："));
        answer = terminal.ask(&words)?;
    }
    Ok(Some(answer).filter(|answer| !answer.is_empty()))
}
