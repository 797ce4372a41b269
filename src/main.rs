//! The program: arguments → run → report → exit code. The only file that prints and exits.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    reason = "the one place that talks to the terminal and ends the process"
)]

use anyhow::Context;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use xiaowei::Build;
use xiaowei::ContactSheets;
use xiaowei::Content;
use xiaowei::Progress;
use xiaowei::Summary;
use xiaowei::cli::CheckArgs;
use xiaowei::cli::Command;
use xiaowei::cli::ExplainArgs;
use xiaowei::cli::Format;
use xiaowei::cli::ImportArgs;
use xiaowei::cli::InitArgs;
use xiaowei::cli::NewArgs;
use xiaowei::cli::Parsed;
use xiaowei::cli::ReferenceArgs;
use xiaowei::cli::ReportArgs;
use xiaowei::cli::ReportFormat;
use xiaowei::cli::ServeArgs;
use xiaowei::config::Config;
use xiaowei::diag::Report;
use xiaowei::diag::Severity;
use xiaowei::diag::Sources;
use xiaowei::diag::spoken_error;
use xiaowei::model::COLLECTIONS;
use xiaowei::scaffold::Question;
use xiaowei::scaffold::questions;
use xiaowei::serve::Service;

/// The content has errors; nothing was written.
const CONTENT_ERRORS: u8 = 1;
/// Usage, or the machine's fault.
const CANNOT_RUN: u8 = 2;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match xiaowei::cli::parse(std::env::args_os()) {
        Parsed::Show(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Parsed::Mistake(text) => {
            eprintln!("{}", text.trim_end());
            ExitCode::from(CANNOT_RUN)
        }
        Parsed::Run(cli) => match cli.command {
            Command::Check(args) => check(&args),
            Command::Explain(args) => explain(&args),
            Command::Build(args) => {
                let config = Config::from_build(args);
                build(&config).unwrap_or_else(|error| cannot_run(&error))
            }
            Command::Init(args) => init(args).unwrap_or_else(|error| cannot_run(&error)),
            Command::New(args) => new(&args).unwrap_or_else(|error| cannot_run(&error)),
            Command::Import(args) => import(&args).unwrap_or_else(|error| cannot_run(&error)),
            Command::Report(args) => report(&args).unwrap_or_else(|error| cannot_run(&error)),
            Command::Reference(args) => reference(&args).unwrap_or_else(|error| cannot_run(&error)),
            Command::Completions(args) => {
                print_bytes(&xiaowei::cli::completions(args.shell));
                ExitCode::SUCCESS
            }
            Command::Man => match xiaowei::cli::man_page() {
                Ok(page) => {
                    print_bytes(&page);
                    ExitCode::SUCCESS
                }
                Err(error) => cannot_run(&error.into()),
            },
            Command::Schema(args) => {
                let found = COLLECTIONS
                    .iter()
                    .find(|c| c.word == args.of || c.called().contains(&args.of.as_str()));
                print(&found.map_or(String::new(), xiaowei::schema::of));
                ExitCode::SUCCESS
            }
            Command::Serve(args) => serve(args).unwrap_or_else(|error| cannot_run(&error)),
            Command::Cast(args) => {
                let config = Config::from_cast(args);
                cast(&config).unwrap_or_else(|error| cannot_run(&error))
            }
        },
    }
}

fn cannot_run(error: &anyhow::Error) -> ExitCode {
    eprintln!("错误：{}", spoken_error(error));
    ExitCode::from(CANNOT_RUN)
}

/// Data goes to stdout; a reader that has gone away is no error.
fn print(text: &str) {
    print_bytes(text.as_bytes());
}

fn print_bytes(bytes: &[u8]) {
    let _ = std::io::stdout().write_all(bytes);
}

/// Writes a page beside its place and then puts it there: never half of one.
fn write_page(place: &Path, text: &str) -> anyhow::Result<()> {
    let beside = place.with_extension("html.new");
    std::fs::write(&beside, text)
        .and_then(|()| std::fs::rename(&beside, place))
        .with_context(|| format!("不能写 {}", place.display()))?;
    eprintln!("写好了：{}", place.display());
    Ok(())
}

fn show(report: &Report, sources: &Sources) {
    let colour = std::io::stderr().is_terminal();
    eprint!("{}", report.render(sources, colour));
    if let Some(first) = report.items().first() {
        eprintln!("方括号里是代码，看不懂就运行 xiaowei explain {}", first.code.text());
    }
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    if errors > 0 {
        eprintln!("共 {errors} 处错误、{warnings} 处提醒；改好错误后再运行，现在什么也没有写。");
    } else if warnings > 0 {
        eprintln!("共 {warnings} 处提醒。");
    }
}

fn check(args: &CheckArgs) -> ExitCode {
    let display = Display::new();
    let config = Config::from_check(args);
    let content = xiaowei::check_content(&config, args.boards, &display);
    display.0.finish_and_clear();
    match args.format {
        Format::Json => print(&format!("{}\n", content.report.to_json(&content.sources))),
        Format::Text => {
            show(&content.report, &content.sources);
            if content.report.is_empty() {
                let count = content.read.map_or(0, |(catalog, _)| catalog.procedures.len());
                eprintln!("检查完毕：{count} 件事项，没有发现问题。");
            }
        }
    }
    let failed = content.report.has_errors() || (args.deny_warnings && !content.report.is_empty());
    if failed { ExitCode::from(CONTENT_ERRORS) } else { ExitCode::SUCCESS }
}

fn explain(args: &ExplainArgs) -> ExitCode {
    let Some(wanted) = &args.code else {
        print(&xiaowei::explain::list());
        return ExitCode::SUCCESS;
    };
    if let Some(code) = xiaowei::explain::find(wanted) {
        print(&xiaowei::explain::explain(code));
        return ExitCode::SUCCESS;
    }
    eprintln!("错误：没有「{wanted}」这个代码\n用 xiaowei explain 看全部代码");
    ExitCode::from(CANNOT_RUN)
}

fn build(config: &Config) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let display = Display::new();
    let outcome = xiaowei::build(config, &display);
    display.0.finish_and_clear();
    let Build { sources, report, summary } = outcome?;
    show(&report, &sources);
    let Some(summary) = summary else { return Ok(ExitCode::from(CONTENT_ERRORS)) };
    eprint!("{}", spoken(&summary, config, start.elapsed().as_secs_f64()));
    Ok(ExitCode::SUCCESS)
}

fn serve(args: ServeArgs) -> anyhow::Result<ExitCode> {
    let today = args.date.unwrap_or_else(xiaowei::config::today);
    let service = Service { root: args.at.root, port: args.port, today };
    let listening = xiaowei::serve::listen(&service)?;
    let url = listening.url();
    eprintln!(
        "工作台开了：{url}\n改文件、保存，浏览器里就跟着变；不用了就关掉这个窗口，或按 Ctrl+C。"
    );
    if !args.no_open && open::that_detached(&url).is_err() {
        eprintln!("没有自动打开浏览器：把上面的网址抄到浏览器里。");
    }
    listening.run()?;
    Ok(ExitCode::SUCCESS)
}

/// Asks what was not said, if somebody is there to answer.
fn init(args: InitArgs) -> anyhow::Result<ExitCode> {
    let asks = !args.yes && std::io::stdin().is_terminal();
    let said = [args.name, args.organizer, args.url, args.hours, args.phone];
    let mut answers = BTreeMap::new();
    let mut name = said[0].clone();
    if asks {
        eprintln!("回答五个问题；直接按回车就用括号里的。以后都能在 content/site.yaml 里改。");
    }
    for (i, said) in said.into_iter().enumerate() {
        let question = &questions(name.as_deref())[i];
        let answer = match said {
            Some(answer) => answer,
            None if asks => ask(question)?,
            None => question.default.clone(),
        };
        if i == 0 {
            name = Some(answer.clone());
        }
        answers.insert(question.key, answer);
    }
    let written = xiaowei::scaffold::init(&args.folder, &answers)?;
    let content = xiaowei::read_content(&args.folder);
    if content.report.has_errors() {
        xiaowei::scaffold::undo(&args.folder, &written);
        show(&content.report, &content.sources);
        return Ok(ExitCode::from(CONTENT_ERRORS));
    }
    let folder = args.folder.display();
    eprintln!("建好了：{folder}，{} 个文件，六件事项作样子。", written.len());
    eprintln!(
        "接着：\n  cd {folder}\n  xiaowei serve      边改边看\n  xiaowei new 事项名称 --类别 4"
    );
    Ok(ExitCode::SUCCESS)
}

fn ask(question: &Question) -> anyhow::Result<String> {
    eprint!("{}，{}（{}）：", question.key, question.ask, question.default);
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    let line = line.trim();
    Ok(if line.is_empty() { question.default.clone() } else { line.into() })
}

fn new(args: &NewArgs) -> anyhow::Result<ExitCode> {
    let content = xiaowei::read_content(&args.at.root);
    let Some((catalog, _)) = &content.read else {
        show(&content.report, &content.sources);
        return Ok(ExitCode::from(CONTENT_ERRORS));
    };
    let path = |file| content.sources.file(file).path.clone();
    let (title, category) = (&args.title, &args.category);
    let place = xiaowei::scaffold::new_procedure(&args.at.root, catalog, &path, title, category)?;
    eprintln!("写好了：{}", place.display());
    eprintln!(
        "用记事本打开它，把「以窗口答复为准」和「待确认」改成问清楚的；xiaowei serve 边改边看。"
    );
    Ok(ExitCode::SUCCESS)
}

fn import(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let content = xiaowei::read_content(&args.at.root);
    let Some((catalog, _)) = &content.read else {
        show(&content.report, &content.sources);
        return Ok(ExitCode::from(CONTENT_ERRORS));
    };
    let path = |file| content.sources.file(file).path.clone();
    let category = args.category.as_deref();
    let accounts = xiaowei::import::import(&args.at.root, catalog, &path, &args.table, category)?;
    let mut made = 0;
    for account in &accounts {
        let file = account.file.as_ref().map(|f| f.display().to_string());
        made += usize::from(file.is_some());
        let title = &account.title;
        eprintln!(
            "{}「{title}」{}",
            account.place,
            file.map_or(String::new(), |f| format!("→ {f}"))
        );
        if !account.understood.is_empty() {
            eprintln!("    看懂了：{}", account.understood.join("、"));
        }
        account.left.iter().for_each(|why| eprintln!("    注意：{why}"));
    }
    let others = accounts.len() - made;
    eprintln!("导入了 {made} 件事项，{others} 行没有做。都是草稿，逐件核对后再发布。");
    let after = xiaowei::read_content(&args.at.root);
    show(&after.report, &after.sources);
    Ok(ExitCode::SUCCESS)
}

fn report(args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let Content { sources, mut report, read, .. } = xiaowei::read_content(&args.at.root);
    let Some((catalog, theme)) = read.filter(|_| !report.has_errors()) else {
        show(&report, &sources);
        return Ok(ExitCode::from(CONTENT_ERRORS));
    };
    let today = args.date.unwrap_or_else(xiaowei::config::today);
    match args.format {
        ReportFormat::Text => print(&xiaowei::report::report(&catalog, today)),
        ReportFormat::Html => match xiaowei::report::report_page(&catalog, &theme, today) {
            Ok(page) => {
                let out = args.out.as_ref().unwrap_or(&args.at.root);
                std::fs::create_dir_all(out)
                    .with_context(|| format!("不能建立文件夹 {}", out.display()))?;
                write_page(&out.join("清单情况.html"), &page)?;
            }
            Err(problem) => report.push(*problem),
        },
        ReportFormat::A4 => {
            if let Some(code) = args.items.iter().find(|c| catalog.find_procedure(c).is_none()) {
                anyhow::bail!("没有编号为「{code}」的事项");
            }
            let out = args.out.as_ref().unwrap_or(&args.at.root);
            let what = (&catalog, &theme);
            let made =
                xiaowei::report::write_question_sheets(what, today, &args.items, out, &mut report)?;
            match made {
                Some(0) => eprintln!("都问清了，没有要打印的。"),
                Some(count) => {
                    eprintln!("做好了：待问清单 {count} 张，在 {}", out.join("report").display());
                }
                None => {}
            }
        }
    }
    if report.has_errors() {
        show(&report, &sources);
        return Ok(ExitCode::from(CONTENT_ERRORS));
    }
    Ok(ExitCode::SUCCESS)
}

fn reference(args: &ReferenceArgs) -> anyhow::Result<ExitCode> {
    let Content { sources, read, .. } = xiaowei::read_content(&args.at.root);
    // Content with mistakes is no hindrance: whoever is just writing it looks things up here.
    let mut report = Report::default();
    let theme = read.map(|(_, theme)| theme);
    let theme = theme.or_else(|| xiaowei::read_theme(&args.at.root, &mut report));
    let page = theme.and_then(|theme| xiaowei::reference::reference(&theme, &mut report));
    let Some(page) = page else {
        show(&report, &sources);
        return Ok(ExitCode::from(CONTENT_ERRORS));
    };
    write_page(&args.out, &page)?;
    Ok(ExitCode::SUCCESS)
}

fn cast(config: &Config) -> anyhow::Result<ExitCode> {
    let display = Display::new();
    let outcome = xiaowei::write_contact_sheets(config, &display);
    display.0.finish_and_clear();
    let ContactSheets { sources, report, written } = outcome?;
    show(&report, &sources);
    let Some(count) = written else { return Ok(ExitCode::from(CONTENT_ERRORS)) };
    eprintln!("做好了：图样 {count} 张，在 {}", config.out.join("cast").display());
    Ok(ExitCode::SUCCESS)
}

/// The summary a clerk reads at the end.
fn spoken(summary: &Summary, config: &Config, seconds: f64) -> String {
    let mut text = format!(
        "做好了：网页 {} 个，展板 {} 块，用了 {seconds:.1} 秒。\n",
        summary.pages, summary.boards
    );
    let place = |name: &str| config.out.join(name).display().to_string();
    let note = |changed: bool| if changed { "" } else { "（没有变化）" };
    if summary.pages > 0 || summary.boards > 0 {
        text.push_str(&format!("  网站：{}{}\n", place("public"), note(summary.public_changed)));
    }
    if summary.boards > 0 {
        text.push_str(&format!("  展板：{}{}\n", place("print"), note(summary.print_changed)));
    }
    text.push_str(&format!("还有 {} 处写着「以窗口答复为准」或待确认", summary.open_facts));
    if summary.samples > 0 {
        text.push_str(&format!("；{} 件事项未经核验，展板带「样张」字样", summary.samples));
    }
    text.push_str("。\n");
    text
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
