//! Every code of a diagnostic: one row with its number, severity, sentence, reason, and a wrong and a
//! right way.
//!
//! Start at the table at the end. A row that lacks one of its texts does not compile. The texts are for
//! clerks: no word of programming; examples are cut from the files as people type them.
//! `xiaowei explain` prints them.

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written, but somebody should look.
    Warning,
}

/// All there is to say about a code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CodeRow {
    text: &'static str,
    severity: Severity,
    what: &'static str,
    /// Why the rule exists.
    pub why: &'static str,
    /// How a file looks that breaks it.
    pub wrong: &'static str,
    /// How the same place looks when it is right.
    pub right: &'static str,
}

macro_rules! codes {
    ($( $name:ident = $text:ident, $severity:ident {
        what: $what:literal,
        why: $why:literal,
        wrong: $wrong:literal,
        right: $right:literal,
    } )*) => {
        /// What kind of problem; the printed code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $( #[doc = $what] $name, )* }

        impl Code {
            /// Every code, in order of its text.
            pub const ALL: &'static [Code] = &[ $( Code::$name, )* ];

            /// Its row of the table.
            #[must_use]
            pub(crate) const fn row(self) -> CodeRow {
                match self { $( Code::$name => CodeRow {
                    text: stringify!($text),
                    severity: Severity::$severity,
                    what: $what,
                    why: $why,
                    wrong: $wrong,
                    right: $right,
                }, )* }
            }
        }
    };
}

impl Code {
    /// The printed code, like `E101`.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.row().text
    }

    /// Error or warning.
    #[must_use]
    pub(crate) fn severity(self) -> Severity {
        self.row().severity
    }

    /// One Chinese sentence: what the code stands for.
    #[must_use]
    pub(crate) fn what(self) -> &'static str {
        self.row().what
    }
}

codes! {
    // Files and how they are written.
    Syntax = E101, Error {
        what: "文件写法（YAML）有误，读不下去",
        why: "文件是一行一个「栏目名: 内容」。冒号、逗号、减号、引号用半角的，行首的空格要对齐，程序才读得懂。",
        wrong: "编号：101\n材料:\n－ 名称: 身份证",
        right: "编号: \"101\"\n材料:\n  - 名称: 身份证",
    }
    UnknownKey = E102, Error {
        what: "不认识的栏目名",
        why: "栏目名是固定的，多半是打错了一个字。",
        wrong: "事项名: 老年证办理",
        right: "事项名称: 老年证办理",
    }
    MissingKey = E103, Error {
        what: "缺少必填的栏目",
        why: "这一栏居民一定会问到，不能空着。真不知道的，写「以窗口答复为准」或「待确认」。",
        wrong: "谁说了算:",
        right: "谁说了算: 区民政部门",
    }
    WrongType = E104, Error {
        what: "内容的样子不对（该写一行字的写成了列表，等等）",
        why: "有的栏目写一行字，有的写成列表（每项以「- 」开头），有的是一组小栏目。",
        wrong: "受理条件: 年满60周岁",
        right: "受理条件:\n  - 年满60周岁",
    }
    DuplicateKey = E105, Error {
        what: "同一个栏目写了两遍",
        why: "同一栏写两遍，不知道该用哪一遍。",
        wrong: "一句话: 办老年证\n一句话: 办优待证",
        right: "一句话: 办一张老年人优待证",
    }
    BadValue = E106, Error {
        what: "内容不是规定的写法之一",
        why: "这一栏只能写规定的几种内容。",
        wrong: "状态: 完成",
        right: "状态: 已发布",
    }
    BadDate = E107, Error {
        what: "日期不存在或写法不对",
        why: "日期写成 年-月-日，年四位，月、日各两位，而且这一天要存在。",
        wrong: "日期: 2026.2.30",
        right: "日期: 2026-02-28",
    }
    OutOfLimit = E108, Error {
        what: "字数或条数超出规定",
        why: "展板的地方有限，字多了就要变小，老人看不清。每一栏都有字数（条数）的上限，标点也算一个字。",
        wrong: "简称: 老年人优待证申请办理",
        right: "简称: 老年证",
    }
    FrontMatter = E109, Error {
        what: "Markdown 文件开头没有用 --- 括起来的栏目",
        why: "事项文件（.md）第一行是三个减号 ---，写完栏目再来一行 ---，后面才是正文。",
        wrong: "编号: \"401\"\n事项名称: 老年证办理",
        right: "---\n编号: \"401\"\n事项名称: 老年证办理\n---",
    }
    NotText = E110, Error {
        what: "文件不是文本，或文字编码认不出来",
        why: "文件要是纯文本，整个文件一种编码（UTF-8、GBK、UTF-16 都认得）。一半 UTF-8 一半 GBK 的，从别处粘贴的那几行会变成乱码。",
        wrong: "把 .docx 改名成 .md",
        right: "记事本 → 另存为 → 编码选 UTF-8",
    }
    TooLarge = E111, Error {
        what: "文件太大",
        why: "一件事项不过几千字。文件太大，多半是把图片或别的东西贴了进来。",
        wrong: "101.md（10 MB）",
        right: "101.md（几 KB）",
    }
    MissingFile = E112, Error {
        what: "缺少必需的文件",
        why: "content 文件夹里一定要有 site.yaml（社区信息）、categories.yaml（类别）和 procedures（事项）。",
        wrong: "在别的文件夹里运行 xiaowei build",
        right: "在放着 content 的文件夹里运行，或写 xiaowei build -r 文件夹",
    }
    Unreadable = E113, Error {
        what: "打不开的文件或文件夹",
        why: "文件打不开：别的程序正占着它，没有读取权限，或者是一个失效的链接。",
        wrong: "101.md → 已经删掉的文件",
        right: "101.md（文件本身）",
    }
    LinkOutside = E114, Error {
        what: "链接指向内容、主题文件夹外面",
        why: "链接指到了外面，做出来的网站会把外面的文件公开，所以不读。",
        wrong: "101.md → D:\\私人\\名单.md",
        right: "101.md（把要公开的内容复制进来）",
    }
    FileName = E115, Error {
        what: "文件名在 Windows 上不能用，或只与别的差大小写",
        why: "文件会拷到 Windows 电脑、U 盘上，有的名字那里不能用，有的在那里算同一个文件。",
        wrong: "101:政审.md\nAbc.md 和 abc.md",
        right: "101-政审.md",
    }

    Conflict = E116, Error {
        what: "两个人的改动没有合好",
        why: "几个人一起改文件，软件合不到一起时会把两种写法都留下，夹在 <<<<<<< 和 >>>>>>> 中间。不选好就发布，两种说法会一起印出来。",
        wrong: "<<<<<<< HEAD\n灯坏了找物业。\n=======\n灯坏了找社区。\n>>>>>>> xiugai",
        right: "灯坏了找社区。",
    }

    // Codes and references.
    DuplicateCode = E201, Error {
        what: "两件事项用了同一个编号",
        why: "编号印在展板上、二维码里，一个编号永远只指一件事；用过的编号也不能再给别的事用。",
        wrong: "编号: \"401\"（已经有了）",
        right: "编号: \"406\"",
    }
    CodeCategory = E202, Error {
        what: "编号的第一位与类别不符",
        why: "编号的第一位是类别的编号，居民按它在总览上找。",
        wrong: "编号: \"901\"（没有第 9 类）",
        right: "编号: \"401\"",
    }
    UnknownReference = E203, Error {
        what: "提到的编号、类别或步骤不存在",
        why: "提到的事项或步骤不存在，网页上会点不开。",
        wrong: "顺便办: [\"499\"]",
        right: "顺便办: [\"402\"]",
    }
    CodeWidth = E204, Error {
        what: "编号的位数不统一",
        why: "全站的编号用一样多的位数，念起来、找起来才不会乱。",
        wrong: "编号: \"4001\"（别的都是三位）",
        right: "编号: \"401\"",
    }

    // Pictures and photos.
    Picture = E301, Error {
        what: "画面的写法有误",
        why: "画面里一人一行：谁 动作 道具 表情 说“话”。话最多 14 个字，画面里最多 3 个人。",
        wrong: "- 阿姨 说“请问办理老年人优待证需要带什么”",
        right: "- 阿姨 站立 疑惑 说“要带什么材料？”",
    }
    UnknownWord = E302, Error {
        what: "画面里有词表中没有的词",
        why: "人物、动作、表情、道具、地点都有词表，词表里的才画得出来。",
        wrong: "- 大妈妈 站立 说“您好”",
        right: "- 阿姨 站立 说“您好”",
    }
    Photo = E303, Error {
        what: "照片找不到、打不开或者太小",
        why: "照片放在 content/photos 文件夹里，用 JPG 或 PNG。印在展板上要够清楚：一英寸少于 72 个点，走近了就看得出格子。微信里发的照片要选“原图”，不选会变小。",
        wrong: "照片: { 文件: 窗口.jpg, 说明: 二号窗口 }（照片只有 320×240 像素）",
        right: "照片: { 文件: 窗口.jpg, 说明: 二号窗口 }（换成手机拍的原图）",
    }

    // What the law and privacy ask.
    WrongDecider = E401, Error {
        what: "社区办结的事项，说了算的却不是社区",
        why: "「社区办结」是说社区自己就能决定。要别的单位决定的，写「社区协办」或「社区指引」，免得居民误会。",
        wrong: "办理权限: 社区办结\n谁说了算: 区民政局",
        right: "办理权限: 社区协办\n谁说了算: 区民政局",
    }
    ReviewMissing = E402, Error {
        what: "已发布的事项没有核验人或核验日期",
        why: "发布出去的内容要有人核对过，写上岗位和日期。",
        wrong: "状态: 已发布",
        right: "状态: 已发布\n核验: { 日期: 2026-11-21, 核验人: 社区书记 }",
    }
    PrivateNumber = E403, Error {
        what: "文字里有身份证号、银行卡号或手机号",
        why: "身份证号、银行卡号、手机号不能上墙上网。办公电话写在 site.yaml 里。",
        wrong: "详情: 找小周，电话 139××××××××（写了全号）",
        right: "详情: 打社区办公电话",
    }
    NotIssued = E404, Error {
        what: "社区不应出具的证明写成了社区的事项",
        why: "民发〔2020〕20号列出二十种社区不应出具的证明，不能作为社区的事项。",
        wrong: "事项名称: 无犯罪记录证明",
        right: "不归社区:\n  - { 内容: 无犯罪记录证明由公安机关开, 找谁: 派出所 }",
    }
    OldLaw = E405, Error {
        what: "引用的是旧的居民委员会组织法",
        why: "居民委员会组织法 2025 年修订，2026 年 1 月 1 日起施行，旧的条款号对不上了。",
        wrong: "- { 名称: 《中华人民共和国城市居民委员会组织法》, 年份: 2018, 条款: 第三条 }",
        right: "- { 名称: 《中华人民共和国城市居民委员会组织法》, 年份: 2025, 条款: 待确认 }",
    }
    UnofficialUrl = E406, Error {
        what: "办理网址不是政府网站，也不在可信网站里",
        why: "假冒的办事网站会骗钱骗信息，所以只链接政府网站（gov.cn）。别的官方网站先写进 site.yaml 的「可信网站」。",
        wrong: "网址: https://banshi.example.com/",
        right: "可信网站: [12371.cn]",
    }
    Unfinished = E407, Error {
        what: "还没写完就要发布",
        why: "新建和导入的文件里有等着您写的话，如「请写：能办成什么」；「待定」「XXX」「___」「（填写……）」「第X条」也是空着。没写完就发布，这些话会印上展板、放上网页。",
        wrong: "一句话: 请写：能办成什么\n状态: 已发布",
        right: "一句话: 满六十岁，办一张优待证\n状态: 已发布",
    }

    // Finished boards.
    DoesNotFit = E501, Error {
        what: "文字太多，展板上放不下",
        why: "展板上的字不能小于站着看得清的大小。用了最小的字、简称，还放不下，就要删字或换大板；不会把字挤小、切掉。",
        wrong: "名称: 老年人优待证申请审批登记表（一式三份，加盖公章）",
        right: "名称: 优待证申请表",
    }
    MissingGlyph = E502, Error {
        what: "字体里没有这个字",
        why: "字体里没有这个字，印出来会是一个空框。多半是生僻字、符号或表情。",
        wrong: "一句话: 办证不发愁😀",
        right: "一句话: 办证不发愁",
    }
    Judge = E503, Error {
        what: "展板没有通过出厂检查",
        why: "每块展板做好以后都要检查：字够不够大、看不看得清、有没有重叠、离边够不够远、二维码够不够大。没有通过的不出厂。",
        wrong: "自己改的模板里，浅色底上用浅色字",
        right: "浅色底用深色字；字高、边距照默认主题",
    }

    // Themes.
    ThemeFile = E601, Error {
        what: "主题文件有误",
        why: "主题（themes 文件夹）里的模板、颜色、图或字体写错了。只想改内容的话，不用动这个文件夹。",
        wrong: "<txt>老年证</txt>",
        right: "<text>老年证</text>",
    }

    // Warnings: it is made, but somebody should look.
    PlaceholderPhone = W701, Warning {
        what: "电话或网址还是样子里的",
        why: "电话还是样张的，居民打不通；网址还是样子里的，扫码打不开。展板会印上「样张」。",
        wrong: "咨询电话: 0311-0000 0000（示例）",
        right: "咨询电话: 社区真的办公电话",
    }
    NoFiling = W702, Warning {
        what: "写了网址，没有写备案号",
        why: "对外公开的网站要先备案，备案号写在网页底部。",
        wrong: "网址: https://shequ.example.cn/",
        right: "网址: https://shequ.example.cn/\n备案号: 备案后得到的号",
    }
    EmptyCategory = W703, Warning {
        what: "类别下面没有事项",
        why: "类别下面一件事项也没有，总览展板上会空着一块。",
        wrong: "- 编号: 7\n  名称: 其他",
        right: "写一件编号以 7 开头的事项，或删去这个类别",
    }
    SkippedFile = W704, Warning {
        what: "跳过的文件",
        why: "content 里只读 .md 和 .yaml 文件，别的文件不读，也不会上网。",
        wrong: "老年证.docx\n~$老年证.docx\n401.md.txt",
        right: "401-老年证.md",
    }
    AskedFromCommunity = W705, Warning {
        what: "要居民到社区开社区不应出具的证明",
        why: "民发〔2020〕20号列出二十种社区不应出具的证明，不能让居民来社区开。",
        wrong: "- 名称: 无犯罪记录证明\n  哪里拿: 社区",
        right: "- 名称: 无犯罪记录证明\n  哪里拿: 户籍地派出所",
    }
    PromiseTooLong = W706, Warning {
        what: "承诺时限比法定时限还长",
        why: "社区承诺的时限不能比法律规定的还长。注意「工作日」和「日」不一样。",
        wrong: "办理时限: { 法定: 15日, 承诺: 20日 }",
        right: "办理时限: { 法定: 15日, 承诺: 10日 }",
    }
    NumberWithoutUnit = W707, Warning {
        what: "时间里的数字没有单位",
        why: "只写数字，不知道是日、工作日还是月。",
        wrong: "时间: 15",
        right: "时间: 15个工作日",
    }
    OnlineOnly = W708, Warning {
        what: "不会用手机的老人没有别的办法",
        why: "不会用手机的老人也要办得成：留一个窗口、上门、电话或流动服务点。",
        wrong: "渠道: [线上, 帮办柜]",
        right: "渠道: [线上, 窗口]",
    }
    EmblemWord = W709, Warning {
        what: "画面里提到国徽、国旗、党徽等标志",
        why: "国旗、国徽、党徽、人民币等有专门的使用规定，漫画里不画也不提。",
        wrong: "- 阿姨 站立 说“升国旗啦”",
        right: "- 阿姨 站立 说“活动开始啦”",
    }
    StaleReview = W710, Warning {
        what: "核验过期，该重新核对了",
        why: "政策会变，墙上的字不会自己变。过了一年（每年都变的事项过了三个月）、到了下次核验的日子、过了有效期，就该重新问一遍。",
        wrong: "核验: { 日期: 2024-01-10, 核验人: 社区书记, 下次: 2025-01-10 }",
        right: "核验: { 日期: 2026-11-21, 核验人: 社区书记, 下次: 2027-05-21 }",
    }
    CountDiffers = W711, Warning {
        what: "类别或事项的数目与社区信息里写的不一样",
        why: "社区信息里写了应有多少类、多少件，数目对不上，可能漏放了文件。",
        wrong: "应有: { 类别: 6, 事项: 26 }（实际 25 件）",
        right: "放回漏掉的文件，或改这一行",
    }
    GuideStamps = W712, Warning {
        what: "社区指引的事项，却要社区盖章",
        why: "「社区指引」的事社区只指路，不收材料、不盖章。",
        wrong: "办理权限: 社区指引\n- 做什么: 社区盖章",
        right: "办理权限: 社区协办\n- 做什么: 社区盖章",
    }
    LegalTitle = W713, Warning {
        what: "依据的名称没有书名号，或没有年份",
        why: "法律会修订，没有全名和年份，别人查不到是哪一部。",
        wrong: "- 名称: 居住证条例",
        right: "- 名称: 《居住证暂行条例》\n  年份: 2015",
    }
    BannedPhrase = W714, Warning {
        what: "有不该上墙的说法",
        why: "「最佳」「第一」这样的广告用语、商家的名字、部队番号都不能上墙。",
        wrong: "一句话: 全市最佳的办事服务",
        right: "一句话: 材料带齐，一次办好",
    }
    LeftOut = W715, Warning {
        what: "展板地方小，少印了几处",
        why: "小展板用最小的字也放不下全部内容时，先不印最不要紧的几行（如材料在哪里拿、每一步谁办），扫码看得到。印了什么、没印什么，心里要有数。",
        wrong: "60x80cm 的展板，8 样材料，每样 24 个字",
        right: "换大一些的尺寸，或把名称写短",
    }
    Crowded = W716, Warning {
        what: "画面太挤，排不好",
        why: "一幅画里的人或话太多：有的话放不下，或者气泡压着头、道具和招牌，或者要碰到的两只手离得太远。画照样画，但不好看。",
        wrong: "人物: 三个人，都说十四个字的话",
        right: "少写一个人，把话写短，或把两个人挨着写",
    }
    FromToday = W717, Warning {
        what: "上墙的话从写的那天算起",
        why: "展板要挂一年。「明天」「本月」这样的话，过些日子就指到别的日子去了，看的人会白跑一趟。",
        wrong: "一句话: 即日起可以上门认证",
        right: "一句话: 走不动的，我们上门认证",
    }
    NotShown = W718, Warning {
        what: "正文里有网页显示不了的写法",
        why: "正文只认得标题、粗体、列表、表格和链接。别的写法，字会留下，样子留不下；链接不通的，字留下，点不开。",
        wrong: "见[步骤](#步骤)",
        right: "见上面的步骤",
    }
    Unread = W719, Warning {
        what: "写了的字没有读：空格加 # 后面不算内容",
        why: "一行里空格加 # 后面的字，程序当成备注，不印也不上网，引号、括号后面的也一样。楼号、单元号常这样写，半句话就丢了。",
        wrong: "在哪: 3号楼 #2单元门口",
        right: "在哪: \"3号楼 #2单元门口\"",
    }
    SameName = W720, Warning {
        what: "两件事项同一个名称",
        why: "居民认名称，不认编号。两件事一个名称，多半是建了两遍，或者该写清是哪一种。",
        wrong: "401 和 405 都叫「犬证办理」",
        right: "401 犬证办理（新办）\n405 犬证办理（补办）",
    }
    PlacesDiffer = W721, Warning {
        what: "一步写了两个不同的地方",
        why: "写了「办公点」，居民就照办公点的地址、时间、电话去；「在哪」却写着社区里的地方，总有一个是错的，有人会白跑一趟。",
        wrong: "在哪: 社区窗口\n办公点: 街道便民大厅",
        right: "在哪: 街道便民大厅二号窗口\n办公点: 街道便民大厅",
    }
    SaidTwice = W722, Warning {
        what: "同一项写了两次",
        why: "居民看到两行一样的，会以为要带两份、要办两回；多半是复制后忘了改。",
        wrong: "俗称: [老年证, 老年证]",
        right: "俗称: [老年证, 敬老证]",
    }
    ReplacedLaw = W723, Warning {
        what: "引用的法规已经换了",
        why: "照旧的规定办，条件、时限、找谁都可能不对。换了哪些、哪天起，写在主题的 laws.yaml 里。",
        wrong: "- { 名称: 《社会救助暂行办法》, 年份: 2014, 条款: 待确认 }",
        right: "- { 名称: 《中华人民共和国社会救助法》, 年份: 2026, 条款: 待确认 }",
    }
    NoConsent = W724, Warning {
        what: "写了名字，没有写本人同意公开",
        why: "名字印出来、放到网上，要本人同意。没有写「同意公开: 是」的，名字不印、不上网。",
        wrong: "负责人: 林社工",
        right: "负责人: 林社工\n同意公开: 是",
    }
    NoLocker = W725, Warning {
        what: "写着可以用帮办柜，社区却没有柜子",
        why: "居民会照着去找柜子。柜子在哪儿、几号门，写在 content/lockers.yaml 里。",
        wrong: "渠道: [窗口, 帮办柜]",
        right: "渠道: [窗口]",
    }
    NotInLocker = W726, Warning {
        what: "原件不该进柜子，渠道里没有说",
        why: "身份证、户口簿、军人的证件、来函这些的原件，丢了补不回来，不能放进帮办柜；要说清带到窗口。",
        wrong: "- 方式: 帮办柜",
        right: "- { 方式: 帮办柜, 说明: 只放复印件；证件原件带到窗口 }",
    }
    Holiday = W727, Warning {
        what: "重复的流动服务点碰上放假",
        why: "放假的日子没有人摆桌子，程序就不排这一次。哪几天放假，写在主题的 lists.yaml 里，照国务院办公厅每年的安排。",
        wrong: "日期: 2026-09-24\n重复: 每周",
        right: "日期: 2026-09-24\n重复: 每周\n节假日: 不去",
    }
    TooFewVisits = W728, Warning {
        what: "流动服务点排得不够",
        why: "说好一个月去几次、每个小区都去，就要排够。每月几次写在 site.yaml 的「每月流动」里。",
        wrong: "每月流动: 3（visits.yaml 里 12 月只有 1 次）",
        right: "每月流动: 3（visits.yaml 里 12 月有 3 次）",
    }
    NoSuchVisit = W729, Warning {
        what: "改期、取消的那一次，排好的里面没有",
        why: "日子写错了，居民照原来的日子去，会白跑。",
        wrong: "原定: 2027-01-20（东院排的是 2027-01-21）",
        right: "原定: 2027-01-21",
    }
    PersonNamed = W730, Warning {
        what: "办成的事里写着谁的名字",
        why: "你说我办贴在墙上、放在网上：谁提的、谁家的，不写。",
        wrong: "您说: 张大爷说楼道灯不亮",
        right: "您说: 楼道灯不亮",
    }
    PapersConflict = W731, Warning {
        what: "一起办的几件事，材料对不上",
        why: "前一件收走了原件，后一件还要看，居民会白跑一趟。先后换一换，或写明多备一份。",
        wrong: "事项: [\"601\", \"401\"]（601 收走证件原件，401 还要看）",
        right: "事项: [\"401\", \"601\"]",
    }
    OneOpener = W732, Warning {
        what: "意见箱写的不是两个人开",
        why: "两个人一起开箱、一起登记，才说得清楚。",
        wrong: "人员: [林社工]",
        right: "人员: [林社工, 小周]",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_ascending() {
        let texts: Vec<&str> = Code::ALL.iter().map(|c| c.text()).collect();
        assert!(texts.windows(2).all(|w| w[0] < w[1]), "{texts:?}");
    }

    /// The letter of a code says how bad it is, and no text stands at two codes.
    #[test]
    fn every_code_speaks_for_itself() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            let letter = if code.severity() == Severity::Error { 'E' } else { 'W' };
            assert!(code.text().starts_with(letter), "{code:?}");
            assert!(seen.insert(code.what()) && seen.insert(code.row().why), "{code:?}");
            assert_ne!(code.row().wrong, code.row().right, "{code:?}");
        }
    }
}
