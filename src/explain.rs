//! `xiaowei explain CODE`: what a diagnostic stands for, why it matters, a wrong and a right way.
//!
//! Start at [`explain`]. One entry per [`Code`]; the compiler sees that none is missing. The texts are
//! for clerks: no word of programming. Examples are cut from the files as people type them.

use crate::diag::Code;
use crate::diag::Severity;

/// Why a rule exists, and how both sides of it look.
struct Entry {
    why: &'static str,
    wrong: &'static str,
    right: &'static str,
}

/// The whole explanation of a code, as it is printed.
#[must_use]
pub fn explain(code: Code) -> String {
    let Entry { why, wrong, right } = entry(code);
    let kind = match code.severity() {
        Severity::Error => "错误：改好以前什么也不写",
        Severity::Warning => "提醒：照样做出来，请看一看",
    };
    let block = |name: &str, text: &str| {
        let lines: Vec<String> = text.lines().map(|l| format!("    {l}")).collect();
        format!("{name}\n{}\n", lines.join("\n"))
    };
    format!(
        "{}  {}\n（{kind}）\n\n{why}\n\n{}\n{}",
        code.text(),
        code.what(),
        block("这样不行：", wrong),
        block("这样可以：", right)
    )
}

/// One line per code.
#[must_use]
pub fn list() -> String {
    Code::ALL.iter().map(|c| format!("{}  {}\n", c.text(), c.what())).collect()
}

/// The code behind what a person typed: small letters and surroundings (`错误[e101]`) are fine.
#[must_use]
pub fn find(text: &str) -> Option<Code> {
    let wanted: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    Code::ALL.iter().copied().find(|c| c.text().eq_ignore_ascii_case(&wanted))
}

const fn say(why: &'static str, wrong: &'static str, right: &'static str) -> Entry {
    Entry { why, wrong, right }
}

fn entry(code: Code) -> Entry {
    match code {
        Code::Syntax
        | Code::UnknownKey
        | Code::MissingKey
        | Code::WrongType
        | Code::DuplicateKey
        | Code::BadValue
        | Code::BadDate
        | Code::OutOfLimit
        | Code::FrontMatter => about_writing(code),
        Code::NotText
        | Code::TooLarge
        | Code::MissingFile
        | Code::Unreadable
        | Code::LinkOutside
        | Code::FileName
        | Code::SkippedFile => about_files(code),
        Code::Photo => say(
            "照片放在 content/photos 文件夹里，用 JPG 或 PNG。印在展板上要够清楚：一英寸少于 72 个点，走近了就看得出格子。微信里发的照片要选“原图”，不选会变小。",
            "照片: { 文件: 窗口.jpg, 说明: 二号窗口 }（照片只有 320×240 像素）",
            "照片: { 文件: 窗口.jpg, 说明: 二号窗口 }（换成手机拍的原图）",
        ),
        Code::DoesNotFit
        | Code::MissingGlyph
        | Code::Judge
        | Code::ThemeFile
        | Code::LeftOut
        | Code::Crowded => about_boards(code),
        Code::PlaceholderPhone
        | Code::NoFiling
        | Code::EmptyCategory
        | Code::AskedFromCommunity
        | Code::PromiseTooLong
        | Code::NumberWithoutUnit
        | Code::OnlineOnly
        | Code::EmblemWord
        | Code::StaleReview
        | Code::CountDiffers
        | Code::GuideStamps
        | Code::LegalTitle
        | Code::BannedPhrase => about_warnings(code),
        Code::DuplicateCode
        | Code::CodeCategory
        | Code::UnknownReference
        | Code::CodeWidth
        | Code::Picture
        | Code::UnknownWord
        | Code::WrongDecider
        | Code::ReviewMissing
        | Code::PrivateNumber
        | Code::NotIssued
        | Code::OldLaw
        | Code::UnofficialUrl => about_rules(code),
    }
}

fn about_writing(code: Code) -> Entry {
    match code {
        Code::Syntax => say(
            "文件是一行一个「栏目名: 内容」。冒号、逗号、减号、引号用半角的，行首的空格要对齐，程序才读得懂。",
            "编号：101\n材料:\n－ 名称: 身份证",
            "编号: \"101\"\n材料:\n  - 名称: 身份证",
        ),
        Code::UnknownKey => say(
            "栏目名是固定的，多半是打错了一个字。",
            "事项名: 老年证办理",
            "事项名称: 老年证办理",
        ),
        Code::MissingKey => say(
            "这一栏居民一定会问到，不能空着。真不知道的，写「以窗口答复为准」或「待确认」。",
            "谁说了算:",
            "谁说了算: 区民政部门",
        ),
        Code::WrongType => say(
            "有的栏目写一行字，有的写成列表（每项以「- 」开头），有的是一组小栏目。",
            "受理条件: 年满60周岁",
            "受理条件:\n  - 年满60周岁",
        ),
        Code::DuplicateKey => say(
            "同一栏写两遍，不知道该用哪一遍。",
            "一句话: 办老年证\n一句话: 办优待证",
            "一句话: 办一张老年人优待证",
        ),
        Code::BadValue => say("这一栏只能写规定的几种内容。", "状态: 完成", "状态: 已发布"),
        Code::BadDate => say(
            "日期写成 年-月-日，年四位，月、日各两位，而且这一天要存在。",
            "日期: 2026.2.30",
            "日期: 2026-02-28",
        ),
        Code::OutOfLimit => say(
            "展板的地方有限，字多了就要变小，老人看不清。每一栏都有字数（条数）的上限，标点也算一个字。",
            "简称: 老年人优待证申请办理",
            "简称: 老年证",
        ),
        _ => say(
            "事项文件（.md）第一行是三个减号 ---，写完栏目再来一行 ---，后面才是正文。",
            "编号: \"401\"\n事项名称: 老年证办理",
            "---\n编号: \"401\"\n事项名称: 老年证办理\n---",
        ),
    }
}

fn about_files(code: Code) -> Entry {
    match code {
        Code::NotText => say(
            "文件要是纯文本，整个文件一种编码（UTF-8、GBK、UTF-16 都认得）。一半 UTF-8 一半 GBK 的，从别处粘贴的那几行会变成乱码。",
            "把 .docx 改名成 .md",
            "记事本 → 另存为 → 编码选 UTF-8",
        ),
        Code::TooLarge => say(
            "一件事项不过几千字。文件太大，多半是把图片或别的东西贴了进来。",
            "101.md（10 MB）",
            "101.md（几 KB）",
        ),
        Code::MissingFile => say(
            "content 文件夹里一定要有 site.yaml（社区信息）、categories.yaml（类别）和 procedures（事项）。",
            "在别的文件夹里运行 xiaowei build",
            "在放着 content 的文件夹里运行，或写 xiaowei build -r 文件夹",
        ),
        Code::Unreadable => say(
            "文件打不开：别的程序正占着它，没有读取权限，或者是一个失效的链接。",
            "101.md → 已经删掉的文件",
            "101.md（文件本身）",
        ),
        Code::LinkOutside => say(
            "链接指到了外面，做出来的网站会把外面的文件公开，所以不读。",
            "101.md → D:\\私人\\名单.md",
            "101.md（把要公开的内容复制进来）",
        ),
        Code::FileName => say(
            "文件会拷到 Windows 电脑、U 盘上，有的名字那里不能用，有的在那里算同一个文件。",
            "101:政审.md\nAbc.md 和 abc.md",
            "101-政审.md",
        ),
        _ => say(
            "content 里只读 .md 和 .yaml 文件，别的文件不读，也不会上网。",
            "老年证.docx\n~$老年证.docx\n401.md.txt",
            "401-老年证.md",
        ),
    }
}

fn about_boards(code: Code) -> Entry {
    match code {
        Code::DoesNotFit => say(
            "展板上的字不能小于站着看得清的大小。用了最小的字、简称，还放不下，就要删字或换大板；不会把字挤小、切掉。",
            "名称: 老年人优待证申请审批登记表（一式三份，加盖公章）",
            "名称: 优待证申请表",
        ),
        Code::MissingGlyph => say(
            "字体里没有这个字，印出来会是一个空框。多半是生僻字、符号或表情。",
            "一句话: 办证不发愁😀",
            "一句话: 办证不发愁",
        ),
        Code::Judge => say(
            "每块展板做好以后都要检查：字够不够大、看不看得清、有没有重叠、离边够不够远、二维码够不够大。没有通过的不出厂。",
            "自己改的模板里，浅色底上用浅色字",
            "浅色底用深色字；字高、边距照默认主题",
        ),
        Code::LeftOut => say(
            "小展板用最小的字也放不下全部内容时，先不印最不要紧的几行（如材料在哪里拿、每一步谁办），扫码看得到。印了什么、没印什么，心里要有数。",
            "60x80cm 的展板，8 样材料，每样 24 个字",
            "换大一些的尺寸，或把名称写短",
        ),
        Code::Crowded => say(
            "一幅画里的人或话太多：有的话放不下，或者气泡压着头、道具和招牌，或者要碰到的两只手离得太远。画照样画，但不好看。",
            "人物: 三个人，都说十四个字的话",
            "少写一个人，把话写短，或把两个人挨着写",
        ),
        _ => say(
            "主题（themes 文件夹）里的模板、颜色、图或字体写错了。只想改内容的话，不用动这个文件夹。",
            "<txt>老年证</txt>",
            "<text>老年证</text>",
        ),
    }
}

fn about_warnings(code: Code) -> Entry {
    match code {
        Code::PlaceholderPhone => say(
            "电话还是样张的，居民打不通。展板会印上「样张」。",
            "咨询电话: 0311-0000 0000（示例）",
            "咨询电话: 社区真的办公电话",
        ),
        Code::NoFiling => say(
            "对外公开的网站要先备案，备案号写在网页底部。",
            "网址: https://shequ.example.cn/",
            "网址: https://shequ.example.cn/\n备案号: 备案后得到的号",
        ),
        Code::EmptyCategory => say(
            "类别下面一件事项也没有，总览展板上会空着一块。",
            "- 编号: 7\n  名称: 其他",
            "写一件编号以 7 开头的事项，或删去这个类别",
        ),
        Code::AskedFromCommunity => say(
            "民发〔2020〕20号列出二十种社区不应出具的证明，不能让居民来社区开。",
            "- 名称: 无犯罪记录证明\n  哪里拿: 社区",
            "- 名称: 无犯罪记录证明\n  哪里拿: 户籍地派出所",
        ),
        Code::PromiseTooLong => say(
            "社区承诺的时限不能比法律规定的还长。注意「工作日」和「日」不一样。",
            "办理时限: { 法定: 15日, 承诺: 20日 }",
            "办理时限: { 法定: 15日, 承诺: 10日 }",
        ),
        Code::NumberWithoutUnit => {
            say("只写数字，不知道是日、工作日还是月。", "时间: 15", "时间: 15个工作日")
        }
        Code::OnlineOnly => say(
            "不会用手机的老人也要办得成：留一个窗口、上门、电话或流动服务点。",
            "渠道: [线上, 帮办柜]",
            "渠道: [线上, 窗口]",
        ),
        Code::EmblemWord => say(
            "国旗、国徽、党徽、人民币等有专门的使用规定，漫画里不画也不提。",
            "- 阿姨 站立 说“升国旗啦”",
            "- 阿姨 站立 说“活动开始啦”",
        ),
        Code::StaleReview => say(
            "政策会变，墙上的字不会自己变。过了一年（每年都变的事项过了三个月）、到了下次核验的日子、过了有效期，就该重新问一遍。",
            "核验: { 日期: 2024-01-10, 核验人: 社区书记, 下次: 2025-01-10 }",
            "核验: { 日期: 2026-11-21, 核验人: 社区书记, 下次: 2027-05-21 }",
        ),
        Code::CountDiffers => say(
            "社区信息里写了应有多少类、多少件，数目对不上，可能漏放了文件。",
            "应有: { 类别: 6, 事项: 26 }（实际 25 件）",
            "放回漏掉的文件，或改这一行",
        ),
        Code::GuideStamps => say(
            "「社区指引」的事社区只指路，不收材料、不盖章。",
            "办理权限: 社区指引\n- 做什么: 社区盖章",
            "办理权限: 社区协办\n- 做什么: 社区盖章",
        ),
        Code::LegalTitle => say(
            "法律会修订，没有全名和年份，别人查不到是哪一部。",
            "- 名称: 居住证条例",
            "- 名称: 《居住证暂行条例》\n  年份: 2015",
        ),
        _ => say(
            "「最佳」「第一」这样的广告用语、商家的名字、部队番号都不能上墙。",
            "一句话: 全市最佳的办事服务",
            "一句话: 材料带齐，一次办好",
        ),
    }
}

fn about_rules(code: Code) -> Entry {
    match code {
        Code::DuplicateCode => say(
            "编号印在展板上、二维码里，一个编号永远只指一件事；用过的编号也不能再给别的事用。",
            "编号: \"401\"（已经有了）",
            "编号: \"406\"",
        ),
        Code::CodeCategory => say(
            "编号的第一位是类别的编号，居民按它在总览上找。",
            "编号: \"901\"（没有第 9 类）",
            "编号: \"401\"",
        ),
        Code::UnknownReference => say(
            "提到的事项或步骤不存在，网页上会点不开。",
            "顺便办: [\"499\"]",
            "顺便办: [\"402\"]",
        ),
        Code::CodeWidth => say(
            "全站的编号用一样多的位数，念起来、找起来才不会乱。",
            "编号: \"4001\"（别的都是三位）",
            "编号: \"401\"",
        ),
        Code::Picture => say(
            "画面里一人一行：谁 动作 道具 表情 说“话”。话最多 14 个字，画面里最多 3 个人。",
            "- 阿姨 说“请问办理老年人优待证需要带什么”",
            "- 阿姨 站立 疑惑 说“要带什么材料？”",
        ),
        Code::UnknownWord => say(
            "人物、动作、表情、道具、地点都有词表，词表里的才画得出来。",
            "- 大妈妈 站立 说“您好”",
            "- 阿姨 站立 说“您好”",
        ),
        Code::WrongDecider => say(
            "「社区办结」是说社区自己就能决定。要别的单位决定的，写「社区协办」或「社区指引」，免得居民误会。",
            "办理权限: 社区办结\n谁说了算: 区民政局",
            "办理权限: 社区协办\n谁说了算: 区民政局",
        ),
        Code::ReviewMissing => say(
            "发布出去的内容要有人核对过，写上岗位和日期。",
            "状态: 已发布",
            "状态: 已发布\n核验: { 日期: 2026-11-21, 核验人: 社区书记 }",
        ),
        Code::PrivateNumber => say(
            "身份证号、银行卡号、手机号不能上墙上网。办公电话写在 site.yaml 里。",
            "详情: 找小周，电话 139××××××××（写了全号）",
            "详情: 打社区办公电话",
        ),
        Code::NotIssued => say(
            "民发〔2020〕20号列出二十种社区不应出具的证明，不能作为社区的事项。",
            "事项名称: 无犯罪记录证明",
            "不归社区:\n  - { 内容: 无犯罪记录证明由公安机关开, 找谁: 派出所 }",
        ),
        Code::OldLaw => say(
            "居民委员会组织法 2025 年修订，2026 年 1 月 1 日起施行，旧的条款号对不上了。",
            "- { 名称: 《中华人民共和国城市居民委员会组织法》, 年份: 2018, 条款: 第三条 }",
            "- { 名称: 《中华人民共和国城市居民委员会组织法》, 年份: 2025, 条款: 待确认 }",
        ),
        _ => say(
            "假冒的办事网站会骗钱骗信息，所以只链接政府网站（gov.cn）。别的官方网站先写进 site.yaml 的「可信网站」。",
            "网址: https://banshi.example.com/",
            "可信网站: [12371.cn]",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code has its own text; the catch-alls above hold one code each.
    #[test]
    fn no_two_codes_share_a_text() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            let text = explain(*code);
            assert!(text.contains(code.text()) && text.contains("这样可以"), "{text}");
            assert!(seen.insert(entry(*code).why), "{} has another code's text", code.text());
        }
    }

    #[test]
    fn codes_are_found_as_people_type_them() {
        assert_eq!(find("e101"), Some(Code::Syntax));
        assert_eq!(find("[W701]:"), Some(Code::PlaceholderPhone));
        assert_eq!(find("E999"), None);
    }
}
