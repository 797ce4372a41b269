//! What was typed → what to do; and clap's complaints in Chinese.
//!
//! Start at [`parse`]. clap says what is wrong as data; the sentences are ours.

use super::Cli;
use super::Command;
use super::NewArgs;
use super::typed::as_meant;
use crate::model::list_called;
use clap::CommandFactory;
use clap::Parser;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;
use std::borrow::Cow;
use std::ffi::OsString;

/// What the command line gave.
#[derive(Debug)]
pub enum Parsed {
    /// Something to do.
    Run(Cli),
    /// Help or version: print to stdout, exit 0.
    Show(String),
    /// A mistake, in Chinese: print to stderr, exit 2.
    Mistake(String),
}

/// Reads the arguments of the process.
#[must_use]
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Parsed {
    let arguments = as_meant(arguments);
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => match &cli.command {
            // A second word is the name of a record of a list; a procedure has one name.
            Command::New(NewArgs { title, name: Some(name), .. })
                if list_called(title).is_none() =>
            {
                let text = one_too_many(name, &arguments);
                Parsed::Mistake(format!("错误：{text}\n用 xiaowei --help 看说明"))
            }
            _ => Parsed::Run(cli),
        },
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Parsed::Show(shown(&error)),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Parsed::Mistake(shown(&error)),
            _ => Parsed::Mistake(in_chinese(&error, &arguments)),
        },
    }
}

/// What clap prints, without its last English words.
fn shown(error: &clap::Error) -> String {
    error.render().to_string().replace("[OPTIONS]", "[选项]")
}

/// The names of all commands.
fn commands() -> String {
    let cli = Cli::command();
    let names: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    names.join("、")
}

fn in_chinese(error: &clap::Error, arguments: &[OsString]) -> String {
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(s)) => Some(s.clone()),
        Some(ContextValue::Strings(list)) => Some(list.join("、")),
        _ => None,
    };
    let argument = said(ContextKind::InvalidArg).unwrap_or_default();
    let value = said(ContextKind::InvalidValue).unwrap_or_default();
    let flag = argument.split([' ', '=']).next().unwrap_or("").to_string();
    let mut text = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "没有「{}」这个命令，可以用 {}",
                said(ContextKind::InvalidSubcommand).unwrap_or_default(),
                commands()
            )
        }
        ErrorKind::MissingSubcommand => format!("没有写要做什么：{}", commands()),
        ErrorKind::MissingRequiredArgument => format!("还要写 {argument}"),
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            one_too_many(&argument, arguments)
        }
        ErrorKind::UnknownArgument => format!("没有「{argument}」这个选项"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{flag} 后面要写一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let mut text = format!("{flag} 不能写「{value}」");
            if let Some(valid) = said(ContextKind::ValidValue) {
                text.push_str(&format!("，可以写：{valid}"));
            } else if let Some(source) = std::error::Error::source(error) {
                let why = source.to_string();
                text.push('：');
                text.push_str(&match range_in(&why) {
                    Some((least, most)) => format!("要写 {least} 到 {most} 之间的数"),
                    None if why.is_ascii() => "数字不对或超出范围".into(),
                    None => why,
                });
            }
            text
        }
        ErrorKind::ArgumentConflict => format!("{flag} 不能写两次，或不能与别的选项同用"),
        _ => "命令写得不对".into(),
    };
    if let Some(near) =
        said(ContextKind::SuggestedArg).or_else(|| said(ContextKind::SuggestedSubcommand))
    {
        text.push_str(&format!("；是不是「{near}」？"));
    }
    format!("错误：{text}\n用 xiaowei --help 看说明")
}

/// A word that no option begins: mostly the second half of a name with a space in it.
fn one_too_many(word: &str, arguments: &[OsString]) -> String {
    let words: Vec<Cow<'_, str>> = arguments.iter().skip(1).map(|a| a.to_string_lossy()).collect();
    let name: Vec<&str> =
        words.iter().skip(1).map(AsRef::as_ref).take_while(|w| !w.starts_with('-')).collect();
    let is_code = word.len() >= 3 && word.bytes().all(|b| b.is_ascii_digit());
    match words.first() {
        Some(command) if is_code && matches!(command.as_ref(), "build" | "report") => {
            format!("多了「{word}」；只做一件事项，写 xiaowei {command} --item {word}")
        }
        Some(command) if is_code && command == "check" => {
            format!("多了「{word}」；每次都检查所有事项，直接运行 xiaowei check")
        }
        Some(command)
            if matches!(command.as_ref(), "import" | "new")
                && word.len() == 1
                && word.bytes().all(|b| b.is_ascii_digit()) =>
        {
            format!("多了「{word}」；放进哪一类，写 --类别 {word}")
        }
        Some(command) if command == "explain" => {
            format!("多了「{word}」；一次只查一个，再运行一次 xiaowei explain {word}")
        }
        Some(command)
            if matches!(command.as_ref(), "build" | "check" | "serve" | "report")
                && [".yaml", ".yml", ".md"].iter().any(|end| word.ends_with(end)) =>
        {
            let is_item = matches!(command.as_ref(), "build" | "report");
            let one =
                if is_item { "；只做一件事项，写 --item 和它的编号" } else { "" };
            format!("多了「{word}」；不写文件名，在社区的文件夹里直接运行 xiaowei {command}{one}")
        }
        Some(command)
            if matches!(command.as_ref(), "build" | "check" | "serve" | "report" | "cast") =>
        {
            format!("多了「{word}」；这个命令不写名称，在社区的文件夹里运行，或写 --root {word}")
        }
        Some(command) if name.len() > 1 && name.contains(&word) => {
            let (joined, spaced) = (name.concat(), name.join(" "));
            format!(
                "多了「{word}」；名称里不要空格，或用引号括起来：xiaowei {command} {joined}，或 xiaowei {command} \"{spaced}\""
            )
        }
        _ => format!("多了「{word}」；名称里不要空格，或用引号括起来"),
    }
}

/// The numbers that may be written, as clap says them: 「20 is not in 30..=600」.
fn range_in(why: &str) -> Option<(&str, &str)> {
    why.rsplit(' ').next()?.split_once("..=").filter(|(least, most)| {
        [least, most].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_agrees_with_the_types() {
        Cli::command().debug_assert();
    }

    /// Whoever wrote a number too small must be told which ones there are.
    #[test]
    fn a_range_is_told() {
        for (line, wanted) in [
            ("xiaowei build --dpi 20", "要写 30 到 600 之间的数"),
            ("xiaowei build --jobs 0", "要写 1 到 64 之间的数"),
            ("xiaowei cast --dpi 900", "要写 30 到 600 之间的数"),
            ("xiaowei serve --port 80", "要写 1024 到 65535 之间的数"),
        ] {
            let Parsed::Mistake(text) = parse(line.split(' ').map(Into::into)) else {
                panic!("{line}")
            };
            assert!(text.contains(wanted), "{line}: {text}");
        }
    }

    #[test]
    fn a_word_too_many_is_told_by_what_it_is() {
        for (line, wanted) in [
            ("xiaowei new 楼道灯报修 2", "--类别 2"),
            ("xiaowei check 401-laonianzheng.yaml", "直接运行 xiaowei check"),
            ("xiaowei build 401-laonianzheng.md", "--item 和它的编号"),
            ("xiaowei serve content/site.yaml", "直接运行 xiaowei serve"),
            ("xiaowei explain E106 E107", "xiaowei explain E107"),
        ] {
            let Parsed::Mistake(text) = parse(line.split(' ').map(Into::into)) else {
                panic!("{line}")
            };
            assert!(text.contains(wanted) && !text.contains("--root"), "{line}: {text}");
        }
    }

    #[test]
    fn a_name_in_two_words_is_put_together() {
        for line in ["xiaowei new 遛 狗 --类别 4", "xiaowei new 遛 狗"] {
            let Parsed::Mistake(text) = parse(line.split(' ').map(Into::into)) else {
                panic!("{line}")
            };
            assert!(text.contains("xiaowei new 遛狗") && text.contains("\"遛 狗\""), "{text}");
        }
    }

    #[test]
    fn mistakes_are_chinese() {
        for line in [
            "xiaowei bild",
            "xiaowei build --sise 3",
            "xiaowei build --size 3",
            "xiaowei build --jobs 0",
            "xiaowei check --format xml",
            "xiaowei build --only",
            "xiaowei build --jobs x",
        ] {
            let Parsed::Mistake(text) = parse(line.split(' ').map(Into::into)) else {
                panic!("{line}")
            };
            assert!(text.starts_with("错误："), "{line}: {text}");
            assert!(!text.contains("error"), "{line}: {text}");
        }
    }
}
