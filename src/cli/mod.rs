//! The command line: clap types, and clap's complaints in Chinese.
//!
//! No logic beyond words; [`crate::config`] turns the flags into a [`crate::config::Config`].

mod mistakes;
mod typed;

use crate::model::COLLECTIONS;
use crate::model::Collection;
use crate::model::list_words;
use crate::units::SheetSize;
use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

pub use mistakes::Parsed;
pub use mistakes::parse;

const HELP: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// 小微
#[derive(Debug, Parser)]
#[command(
    name = "xiaowei",
    version,
    about = "小微：把社区的小微权力清单变成网站和漫画展板",
    after_help = "例：xiaowei init 我的社区   新建一个社区\n    xiaowei serve         在放着 content 的文件夹里运行，边改边看\n    xiaowei build         产生 public（网站）和 print（展板）两个文件夹\n    xiaowei explain E101  说明这个代码是什么意思、怎么改",
    help_template = HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// 做什么
    #[command(subcommand)]
    pub command: Command,
    /// 显示这份说明
    #[arg(short = 'h', long, action = clap::ArgAction::Help, global = true, help_heading = "其他")]
    help: Option<bool>,
    /// 显示版本号
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "其他")]
    version: Option<bool>,
}

/// The commands that work.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 新建一个社区：建好文件夹和样子，改成您社区的就行
    #[command(help_template = HELP)]
    Init(InitArgs),
    /// 新写一件事项：编号自动排，每一栏写什么都有说明
    #[command(help_template = HELP)]
    New(NewArgs),
    /// 把现有的表格（.xlsx、.csv、.docx）变成事项文件，一行一件
    #[command(help_template = HELP)]
    Import(ImportArgs),
    /// 打开工作台：一边改文件，一边在浏览器里看网页和展板
    #[command(help_template = HELP)]
    Serve(ServeArgs),
    /// 检查内容，告诉您哪一行要改
    #[command(help_template = HELP)]
    Check(CheckArgs),
    /// 产生网站（public）和展板（print）
    #[command(help_template = HELP)]
    Build(BuildArgs),
    /// 事项清单的情况：哪些该重新核验、没问清、还是草稿
    #[command(help_template = HELP)]
    Report(ReportArgs),
    /// 把清单做成 Excel 表（一张总表）或 Word 办事指南，交上去、传出去
    #[command(help_template = HELP)]
    Export(ExportArgs),
    /// 说明一个错误代码是什么意思、怎么改
    #[command(help_template = HELP)]
    Explain(ExplainArgs),
    /// 产生图样（cast）：画面里能用的每一个词和它的图，贴在墙上看着写
    #[command(help_template = HELP)]
    Cast(CastArgs),
    /// 写出编写手册：每一栏、画面的每一个词、每一种提示，一个网页
    #[command(help_template = HELP)]
    Reference(ReferenceArgs),
    /// 写出给编辑器用的 JSON Schema（VS Code 会边写边提示）
    #[command(help_template = HELP)]
    Schema(SchemaArgs),
    /// 命令窗口的自动补全（bash、zsh、fish、powershell）
    #[command(help_template = HELP)]
    Completions(CompletionsArgs),
    /// 手册页（man），写进标准输出
    #[command(help_template = HELP)]
    Man,
}

/// What only one half makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// 只做网站
    Site,
    /// 只做展板
    Boards,
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// 给人看
    Text,
    /// 给程序看
    Json,
}

/// Where a command works.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct RootArg {
    /// 放着 content 的文件夹
    #[arg(
        short = 'r',
        long,
        value_name = "文件夹",
        default_value = ".",
        hide_default_value = true
    )]
    pub root: PathBuf,
}

/// Flags of `build`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct BuildArgs {
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
    /// 结果放在哪个文件夹，默认与 content 放在一起
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 只做网站（site）或只做展板（boards）
    #[arg(long, value_name = "site|boards", hide_possible_values = true)]
    pub only: Option<Only>,
    /// 只做这个编号的展板，可以写多次
    #[arg(long = "item", value_name = "编号")]
    pub items: Vec<String>,
    /// 只做这一种，可以写多次：overview（总览展板）、item（事项展板）、notice（一次性告知单）、visit-notice（流动服务点通知），写中文也行，如 总览
    #[arg(long = "board", value_name = "种类")]
    pub boards: Vec<String>,
    /// 展板的尺寸，宽×高，如 60x80cm
    #[arg(long, value_name = "宽x高", value_parser = parse_size)]
    pub size: Option<SheetSize>,
    /// 展板图片每英寸多少点，默认按印刷方式和尺寸（KT板 150）
    #[arg(long, value_name = "点数", value_parser = clap::value_parser!(u32).range(30..=600))]
    pub dpi: Option<u32>,
    /// 印刷方式：KT板、喷绘、UV平板、胶印、办公打印，默认看展板种类
    #[arg(long, value_name = "方式")]
    pub profile: Option<String>,
    /// 印刷厂给的 CMYK 色彩文件（.icc），写进 PDF
    #[arg(long, value_name = "文件")]
    pub icc: Option<PathBuf>,
    /// 再做一张打样图：印在纸上颜色大概什么样（没有 --icc 时按铜版纸）
    #[arg(long)]
    pub proof: bool,
    /// 再做一份能改字的 SVG（印刷厂请用不能改字的那份）
    #[arg(long)]
    pub editable: bool,
    /// 文件里写的日期，默认取最近的核验日期
    #[arg(long, value_name = "年-月-日", value_parser = parse_date)]
    pub date: Option<crate::quantity::Date>,
    /// 把以前做好的文件全部核对一遍，坏了的重新做（不加只核对小的）
    #[arg(long)]
    pub verify: bool,
    /// 同时做几块展板，默认与电脑的核数一样多
    #[arg(long, value_name = "个数", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub jobs: Option<u16>,
}

/// Flags of `check`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct CheckArgs {
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
    /// 结果的样子：text（给人看，默认）或 json（给程序看）
    #[arg(
        long,
        value_name = "text|json",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: CheckFormat,
    /// 有提醒也算不通过
    #[arg(long)]
    pub deny_warnings: bool,
    /// 连展板也排一遍，看字放不放得下（慢一些）
    #[arg(long)]
    pub boards: bool,
    /// 看到那一天有哪些该重新核验，默认今天
    #[arg(long, value_name = "年-月-日", value_parser = parse_date)]
    pub date: Option<crate::quantity::Date>,
}

/// Flags of `explain`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct ExplainArgs {
    /// 方括号里的代码，如 E101；不写就列出全部
    #[arg(value_name = "代码", help_heading = "参数")]
    pub code: Option<String>,
}

/// Flags of `serve`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct ServeArgs {
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
    /// 端口，默认 8787；有别的程序在用就往后找
    #[arg(long, value_name = "数字", default_value_t = 8787, hide_default_value = true, value_parser = clap::value_parser!(u16).range(1024..))]
    pub port: u16,
    /// 不自动打开浏览器
    #[arg(long)]
    pub no_open: bool,
    /// 看到那一天有哪些该重新核验，默认今天
    #[arg(long, value_name = "年-月-日", value_parser = parse_date)]
    pub date: Option<crate::quantity::Date>,
}

/// Flags of `init`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct InitArgs {
    /// 放在哪个文件夹，没有就新建
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub folder: PathBuf,
    /// 街道和社区的名字
    #[arg(long, value_name = "名称")]
    pub name: Option<String>,
    /// 谁编制、谁负责，默认是社区名称加「居民委员会」
    #[arg(long, value_name = "单位")]
    pub organizer: Option<String>,
    /// 网站放在哪儿
    #[arg(long, value_name = "网址")]
    pub url: Option<String>,
    /// 办公时间
    #[arg(long, value_name = "时间")]
    pub hours: Option<String>,
    /// 咨询电话
    #[arg(long, value_name = "电话")]
    pub phone: Option<String>,
    /// 从哪一套样子开始：办事服务（默认）或权力清单
    #[arg(
        long = "样板",
        alias = "sample",
        value_name = "样板",
        default_value = "办事服务",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub sample: SampleKind,
    /// 不提问：没写的都用默认的
    #[arg(long)]
    pub yes: bool,
}

/// What a new community begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SampleKind {
    /// 居民来办的事，每一类一件
    #[value(name = "办事服务", alias = "services")]
    Services,
    /// 社区自己手里的权力，十件，每件写着责任、风险和监督
    #[value(name = "权力清单", alias = "power")]
    Power,
}

/// Flags of `new`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct NewArgs {
    /// A procedure's, or what a list is called.
    #[arg(value_name = "事项名称", help_heading = "参数", display_order = 1, help = format!("事项的名称；或一种内容，往它的文件里添一条：{}", list_words()))]
    pub title: String,
    /// 添的这一条叫什么，如：xiaowei new 小区 西院
    #[arg(value_name = "名称", help_heading = "参数", display_order = 2)]
    pub name: Option<String>,
    /// 事项的类别：编号或名称，如 4 或 民生福利
    #[arg(long = "类别", alias = "category", value_name = "类别")]
    pub category: Option<String>,
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
}

/// Flags of `import`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct ImportArgs {
    /// 表格文件
    #[arg(value_name = "表格", help_heading = "参数")]
    pub table: PathBuf,
    /// The list that the table is of.
    #[arg(long = "内容", alias = "collection", value_name = "内容", conflicts_with = "category", help = format!("表里不是事项，是这一种内容：{}", list_words()))]
    pub collection: Option<String>,
    /// 表里没写类别的，都放进这一类
    #[arg(long = "类别", alias = "category", value_name = "类别")]
    pub category: Option<String>,
    /// 每一格怎么处理的，写成 json 给程序看
    #[arg(
        long,
        value_name = "text|json",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: CheckFormat,
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
}

/// What kind of file `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Excel
    Xlsx,
    /// Word
    Docx,
}

/// Flags of `export`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct ExportArgs {
    /// 写到哪个文件，如 清单.xlsx；做办事指南就写事项的编号，如 401
    #[arg(value_name = "文件或编号", help_heading = "参数")]
    pub what: Option<PathBuf>,
    /// xlsx（Excel，整张清单）或 docx（Word，办事指南），默认看文件名的末尾
    #[arg(long, value_name = "xlsx|docx", hide_possible_values = true)]
    pub format: Option<ExportFormat>,
    /// 全部事项的办事指南放进一个 Word 文件，带目录
    #[arg(long)]
    pub all: bool,
    /// 办事指南写到哪个文件，默认是「编号-简称.docx」
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
    /// 已经有这个文件，也盖过去
    #[arg(long)]
    pub force: bool,
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
}

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// 给人看
    Text,
    /// 一个网页
    Html,
    /// 打印出来用笔填
    A4,
}

/// Flags of `report`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct ReportArgs {
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
    /// text（文字，默认）、html（网页，写成 清单情况.html）或 a4（待问清单，打印出来用笔填）
    #[arg(
        long,
        value_name = "text|html|a4",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ReportFormat,
    /// 只要这个编号的待问清单，可以写多次
    #[arg(long = "item", value_name = "编号")]
    pub items: Vec<String>,
    /// 网页或待问清单放在哪个文件夹，默认与 content 放在一起
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 看到那一天的情况，默认今天
    #[arg(long, value_name = "年-月-日", value_parser = parse_date)]
    pub date: Option<crate::quantity::Date>,
}

/// Flags of `reference`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct ReferenceArgs {
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
    /// 写到哪个文件，默认 编写手册.html
    #[arg(long, value_name = "文件", default_value = "编写手册.html", hide_default_value = true)]
    pub out: PathBuf,
}

/// Flags of `completions`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct CompletionsArgs {
    /// bash、zsh、fish、powershell 或 elvish
    #[arg(value_name = "命令窗口", hide_possible_values = true, help_heading = "参数")]
    pub shell: clap_complete::Shell,
}

/// Flags of `schema`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct SchemaArgs {
    /// 哪一种文件的：事项（默认）、社区、类别 等
    #[arg(
        value_name = "种类",
        value_parser = collections(),
        default_value = "事项",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "参数"
    )]
    pub of: String,
}

/// The words for the collections of the register.
fn collections() -> PossibleValuesParser {
    let word = |c: &'static Collection| PossibleValue::new(c.word).aliases(c.called());
    PossibleValuesParser::new(COLLECTIONS.iter().map(word))
}

/// Flags of `cast`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub struct CastArgs {
    /// Where the content is.
    #[command(flatten)]
    pub at: RootArg,
    /// 结果放在哪个文件夹，默认与 content 放在一起
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 图片每英寸多少点，默认 100
    #[arg(long, value_name = "点数", default_value_t = 100, hide_default_value = true, value_parser = clap::value_parser!(u32).range(30..=600))]
    pub dpi: u32,
}

fn parse_size(text: &str) -> Result<SheetSize, String> {
    SheetSize::parse(text).ok_or_else(|| {
        "写成 宽x高 加单位，如 60x80cm，或纸的名字，如 A3；边长 2 厘米到 10 米".into()
    })
}

fn parse_date(text: &str) -> Result<crate::quantity::Date, String> {
    crate::quantity::Date::parse(text).ok_or_else(|| "写成 2026-11-21".into())
}
