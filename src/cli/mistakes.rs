//! What was typed → what to do; and clap's complaints in Chinese.
//!
//! Start at [`parse`]. clap says what is wrong as data; the sentences are ours.

use super::Cli;
use super::typed::as_meant;
use clap::CommandFactory;
use clap::Parser;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;

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
pub fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Parsed {
    match Cli::try_parse_from(as_meant(arguments)) {
        Ok(cli) => Parsed::Run(cli),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Parsed::Show(shown(&error)),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Parsed::Mistake(shown(&error)),
            _ => Parsed::Mistake(in_chinese(&error)),
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

fn in_chinese(error: &clap::Error) -> String {
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
        ErrorKind::MissingRequiredArgument => format!("还要写{argument}"),
        ErrorKind::UnknownArgument => format!("没有「{argument}」这个选项"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{flag} 后面要写一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let mut text = format!("{flag} 不能写「{value}」");
            if let Some(valid) = said(ContextKind::ValidValue) {
                text.push_str(&format!("，可以写：{valid}"));
            } else if let Some(source) = std::error::Error::source(error) {
                let why = source.to_string();
                let chinese = !why.is_ascii();
                text.push('：');
                text.push_str(if chinese { &why } else { "数字不对或超出范围" });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_agrees_with_the_types() {
        Cli::command().debug_assert();
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
