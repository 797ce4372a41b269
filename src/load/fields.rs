//! The one table of fields: names, kinds, limits, help and examples of everything a clerk writes.
//!
//! Start at [`PROCEDURE`]. The table drives the decoder (unknown and missing keys, wrong types,
//! limits) and the «did you mean»; later the JSON Schema, the template of `new` and the reference
//! page. The limits here are the documented limits; lengths count characters, full-width
//! punctuation included. Keys are Chinese; the English alias is accepted too.

use crate::model::Article;
use crate::model::AuthorityRole;
use crate::model::ChannelKind;
use crate::model::CopyNeed;
use crate::model::FeeAmount;
use crate::model::OriginalNeed;
use crate::model::Outcome;
use crate::model::Status;
use crate::model::TimeLimit;

/// What a field may hold.
#[derive(Debug)]
pub enum Kind {
    /// One line, at most so many characters.
    Text(usize),
    /// A telephone number, perhaps with a remark in brackets.
    Phone,
    /// A whole number in a range.
    Number(u32, u32),
    /// 是 or 否.
    Flag,
    /// `YYYY-MM-DD`.
    Date,
    /// A procedure's code: digits only.
    Code,
    /// `https://…`
    Url,
    /// One of these words (Chinese, alias).
    Words(&'static [(&'static str, &'static str)]),
    /// One line that a reader accepts, else the spellings are shown.
    Spelled(fn(&str) -> bool, &'static str),
    /// So many of a kind.
    List(&'static Kind, usize, usize),
    /// A group of fields.
    Group(&'static Schema),
    /// One line, or a group of fields.
    LineOr(&'static Kind, &'static Schema),
    /// One group, or a list of at most so many.
    GroupOrList(&'static Schema, usize),
}

impl Kind {
    /// What it may hold, in words for a comment or a page.
    #[must_use]
    pub fn limits(&self) -> String {
        match self {
            Kind::Text(most) => format!("最多 {most} 个字"),
            Kind::Phone => "电话号码".into(),
            Kind::Number(least, most) => format!("{least} 到 {most} 的数"),
            Kind::Flag => "是 或 否".into(),
            Kind::Date => "年-月-日，如 2026-11-21".into(),
            Kind::Code => "编号，用引号括起来".into(),
            Kind::Url => "https:// 开头的网址".into(),
            Kind::Words(words) => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                format!("从这些里选：{}", words.join("、"))
            }
            Kind::Spelled(_, spellings) => (*spellings).to_string(),
            Kind::List(item, least, most) => {
                let count = if *least == 0 {
                    format!("最多 {most} 条")
                } else {
                    format!("{least} 到 {most} 条")
                };
                match item {
                    Kind::Group(_) => count,
                    item => format!("{count}，每条{}", item.limits()),
                }
            }
            Kind::Group(_) => "几栏一组".into(),
            Kind::LineOr(item, _) => item.limits(),
            Kind::GroupOrList(_, most) => format!("最多 {most} 个"),
        }
    }
}

/// One field of the table.
#[derive(Debug)]
pub struct Field {
    /// The Chinese key.
    pub key: &'static str,
    /// The English key, accepted too.
    pub alias: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What to write, one sentence.
    pub help: &'static str,
    /// One good value.
    pub example: &'static str,
}

/// A group of fields.
#[derive(Debug)]
pub struct Schema {
    /// What the group is called in messages.
    pub name: &'static str,
    /// In the order they are written.
    pub fields: &'static [Field],
}

impl Schema {
    /// The field behind a key or its alias.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.key == key || f.alias == key)
    }
}

const fn must(
    key: &'static str,
    alias: &'static str,
    kind: Kind,
    help: &'static str,
    example: &'static str,
) -> Field {
    Field { key, alias, kind, required: true, help, example }
}

const fn may(
    key: &'static str,
    alias: &'static str,
    kind: Kind,
    help: &'static str,
    example: &'static str,
) -> Field {
    Field { key, alias, kind, required: false, help, example }
}

const TIME: Kind = Kind::Spelled(|t| TimeLimit::parse(t).is_some(), TimeLimit::SPELLINGS);
const FEE: Kind = Kind::Spelled(|t| FeeAmount::parse(t).is_some(), FeeAmount::SPELLINGS);

/// A procedure file.
pub static PROCEDURE: Schema = Schema {
    name: "事项",
    fields: &[
        must(
            "编号",
            "code",
            Kind::Code,
            "类别的一位数字加两位（或三位）数字，写上就不再变",
            "\"101\"",
        ),
        must("事项名称", "title", Kind::Text(24), "事项的全名", "老年证（老年人优待证）办理"),
        may("简称", "short_title", Kind::Text(8), "名称放不下时用的短名", "老年证"),
        may("类别", "category", Kind::Number(1, 9), "可以不写；写了要与编号第一位相同", "4"),
        may(
            "俗称",
            "aliases",
            Kind::List(&Kind::Text(12), 0, 8),
            "居民平时怎么叫，搜索用",
            "[敬老证, 优待证]",
        ),
        must("一句话", "summary", Kind::Text(40), "一句话说清能办成什么", "满六十岁，办一张优待证"),
        must("状态", "status", Kind::Words(Status::WORDS), "写到哪一步了", "草稿"),
        must(
            "办理权限",
            "authority_role",
            Kind::Words(AuthorityRole::WORDS),
            "社区说了算、帮着办，还是只指路",
            "社区协办",
        ),
        must("谁说了算", "competent_authority", Kind::Text(20), "最后由谁决定", "区民政部门"),
        may("责任人", "responsible", Kind::Text(20), "社区里谁负责，写岗位", "民政专干"),
        must("谁来办", "applicant", Kind::Text(80), "什么人可以办", "年满60周岁的老年人"),
        may("能否代办", "proxy", Kind::Text(40), "别人能不能替着办", "家属可以代办"),
        must(
            "受理条件",
            "conditions",
            Kind::List(&Kind::Text(40), 1, 6),
            "符合什么条件才能办",
            "[60周岁以上]",
        ),
        may("材料", "materials", Kind::List(&Kind::Group(&MATERIAL), 0, 8), "要带什么", "[]"),
        must("步骤", "steps", Kind::List(&Kind::Group(&STEP), 3, 6), "怎么办，三到六步", ""),
        may("开场", "opening", Kind::GroupOrList(&PICTURE, 3), "第一步之前的画面", ""),
        may("结尾", "closing", Kind::GroupOrList(&PICTURE, 3), "最后一步之后的画面", ""),
        may(
            "分支",
            "branches",
            Kind::List(&Kind::Group(&BRANCH), 0, 4),
            "办不成、要补正时怎么办",
            "[]",
        ),
        must(
            "办理时限",
            "time_limit",
            Kind::Group(&TIME_LIMITS),
            "要多久",
            "{ 法定: 无, 承诺: 以窗口答复为准 }",
        ),
        must("收费", "fee", Kind::LineOr(&FEE, &FEE_GROUP), "收不收钱", "不收费"),
        must(
            "渠道",
            "channels",
            Kind::List(&Kind::LineOr(&Kind::Words(ChannelKind::WORDS), &CHANNEL), 1, 10),
            "在哪儿能办",
            "[窗口, 帮办柜]",
        ),
        may("办理结果", "result", Kind::Text(24), "办完拿到什么", "老年证"),
        must(
            "依据",
            "legal_basis",
            Kind::List(&Kind::Group(&LEGAL_BASIS), 1, 8),
            "按哪条规定办",
            "",
        ),
        may("公开", "publicity", Kind::Group(&PUBLICITY), "结果在哪儿公开", "{ 地点: [公开栏] }"),
        may(
            "不归社区",
            "not_here",
            Kind::List(&Kind::Group(&NOT_HERE), 0, 6),
            "哪些事社区办不了，该找谁",
            "[]",
        ),
        may(
            "常见错误",
            "common_mistakes",
            Kind::List(&Kind::Text(40), 0, 6),
            "居民常弄错的地方",
            "[照片尺寸不对]",
        ),
        may("顺便办", "related", Kind::List(&Kind::Code, 0, 6), "相关事项的编号", "[\"402\"]"),
        may(
            "曾用编号",
            "former_codes",
            Kind::List(&Kind::Code, 0, 6),
            "以前用过的编号，旧网址还能打开",
            "[\"309\"]",
        ),
        may("有效至", "valid_until", Kind::Date, "过了这一天内容就作废", "2026-12-31"),
        may(
            "核验",
            "review",
            Kind::Group(&REVIEW),
            "谁在哪天核对过",
            "{ 日期: 2026-11-21, 核验人: 示例 }",
        ),
    ],
};

/// See [`PROCEDURE`].
pub static MATERIAL: Schema = Schema {
    name: "材料",
    fields: &[
        must("名称", "name", Kind::Text(24), "材料叫什么", "居民身份证"),
        may(
            "原件",
            "original",
            Kind::Spelled(|t| OriginalNeed::parse(t).is_some(), OriginalNeed::SPELLINGS),
            "原件怎么用",
            "核验",
        ),
        may(
            "复印件",
            "copies",
            Kind::Spelled(|t| CopyNeed::parse(t).is_some(), CopyNeed::SPELLINGS),
            "要几份复印件",
            "复印1份",
        ),
        may("电子", "electronic", Kind::Flag, "电子的可不可以", "是"),
        must("哪里拿", "source", Kind::Text(20), "从哪儿得到", "本人"),
        may("什么情况要", "only_if", Kind::Text(20), "只在什么情况下才要", "纸质转接时"),
        may("可承诺代替", "promise_ok", Kind::Flag, "能不能写承诺书代替", "否"),
        may(
            "适用范围",
            "validity",
            Kind::Words(&[("全国统一", "fixed"), ("本地", "local")]),
            "各地是否一样",
            "本地",
        ),
        may("说明", "note", Kind::Text(40), "还要注意什么", "须盖公章"),
    ],
};

/// See [`PROCEDURE`].
pub static STEP: Schema = Schema {
    name: "步骤",
    fields: &[
        must("做什么", "do", Kind::Text(24), "这一步做什么", "交材料、登记"),
        may("短标题", "short_title", Kind::Text(8), "同一件事，八个字以内", "交材料登记"),
        must("谁", "who", Kind::Text(24), "谁来做", "老人或家属"),
        must("在哪", "where", Kind::Text(36), "在哪儿做", "社区窗口"),
        may("时间", "note_time", Kind::Text(16), "这一步要多久", "30日内"),
        may("详情", "detail", Kind::Text(120), "只上网页的细节", ""),
        may("画面", "picture", Kind::Group(&PICTURE), "这一步的漫画", ""),
        may("照片", "photo", Kind::Group(&PHOTO), "自己拍的照片，放在漫画的位置", ""),
    ],
};

/// A photo instead of a picture.
/// See [`PROCEDURE`].
pub static PHOTO: Schema = Schema {
    name: "照片",
    fields: &[
        must(
            "文件",
            "file",
            Kind::Text(60),
            "照片的文件名，文件放在 content/photos 里",
            "窗口.jpg",
        ),
        must("说明", "words", Kind::Text(30), "照片上是什么，念给看不见的人听", "社区的二号窗口"),
    ],
};

/// A picture in words.
/// See [`PROCEDURE`].
pub static PICTURE: Schema = Schema {
    name: "画面",
    fields: &[
        must("地点", "place", Kind::Text(12), "在哪儿", "社区窗口"),
        may(
            "人物",
            "people",
            Kind::List(&Kind::Text(60), 0, 3),
            "一人一行：谁 动作 道具 表情 说“…”",
            "[阿姨 递 表格 微笑]",
        ),
        may("摆设", "props", Kind::List(&Kind::Text(12), 0, 4), "画面里的东西", "[电脑]"),
        may("镜头", "shot", Kind::Text(4), "中景或全景", "中景"),
        may("特效", "effect", Kind::Text(4), "速度线、光芒、问号、爱心、汗滴", "爱心"),
        may("旁白", "caption", Kind::Text(18), "没有人说的话", "结果公示大家看"),
    ],
};

/// See [`PROCEDURE`].
pub static BRANCH: Schema = Schema {
    name: "分支",
    fields: &[
        may("第几步", "at", Kind::Number(1, 6), "从第几步分出来", "3"),
        must("情况", "when", Kind::Text(20), "遇到什么情况", "材料不全"),
        must("怎么办", "then", Kind::Text(44), "那该怎么办", "一次性告知，补齐再来"),
        may("结果", "outcome", Kind::Words(Outcome::WORDS), "最后怎样", "重来"),
        may("转到", "refer_to", Kind::Code, "转到哪件事项", "\"502\""),
    ],
};

/// See [`PROCEDURE`].
pub static TIME_LIMITS: Schema = Schema {
    name: "办理时限",
    fields: &[
        may("法定", "statutory", TIME, "法律规定的时限", "15日"),
        must("承诺", "promised", TIME, "社区答应的时限", "以窗口答复为准"),
        may("有效期", "validity", Kind::Text(24), "结果管多久，或多久来一次", "每满1年签注"),
        may("说明", "note", Kind::Text(60), "还要注意什么", ""),
    ],
};

/// See [`PROCEDURE`].
pub static FEE_GROUP: Schema = Schema {
    name: "收费",
    fields: &[
        must("金额", "amount", FEE, "多少钱", "不收费"),
        may("说明", "note", Kind::Text(40), "例外情形", "换领补领的工本费以窗口答复为准"),
        may("依据", "basis", Kind::Text(40), "按哪条规定收", ""),
    ],
};

/// See [`PROCEDURE`].
pub static CHANNEL: Schema = Schema {
    name: "渠道",
    fields: &[
        must("方式", "type", Kind::Words(ChannelKind::WORDS), "怎么办", "帮办柜"),
        may("说明", "note", Kind::Text(36), "要注意什么", "可收件、可取件"),
        may("网址", "url", Kind::Url, "官方网址", "https://example.gov.cn/"),
    ],
};

/// See [`PROCEDURE`].
pub static LEGAL_BASIS: Schema = Schema {
    name: "依据",
    fields: &[
        must("名称", "title", Kind::Text(44), "法律法规的全名，带书名号", "《居住证暂行条例》"),
        may("年份", "year", Kind::Number(1949, 2199), "哪一年定的", "2015"),
        may("修订", "revision", Kind::Text(20), "哪一年改的", "2018修正"),
        may("文号", "doc_no", Kind::Text(30), "文件号", "国务院令第663号"),
        may(
            "条款",
            "article",
            Kind::Spelled(
                |t| Article::parse(t).is_some() && t.chars().count() <= 60,
                "「第二十五条」这样的条款，或「待确认」",
            ),
            "核对过的条款",
            "第二十五条",
        ),
        may("内容", "gist", Kind::Text(44), "这一条说的是什么", ""),
        may(
            "种类",
            "kind",
            Kind::Text(8),
            "法律、行政法规、地方法规、党内法规、政策、标准",
            "行政法规",
        ),
    ],
};

/// See [`PROCEDURE`].
pub static PUBLICITY: Schema = Schema {
    name: "公开",
    fields: &[
        must("地点", "where", Kind::List(&Kind::Text(12), 1, 6), "在哪儿公开", "[公开栏, 微信群]"),
        may("期限", "period", Kind::Text(20), "公开多久", "以窗口答复为准"),
    ],
};

/// See [`PROCEDURE`].
pub static NOT_HERE: Schema = Schema {
    name: "不归社区",
    fields: &[
        must("内容", "text", Kind::Text(48), "哪件事社区办不了", "居住证由公安机关签发"),
        may("找谁", "go_to", Kind::Text(16), "该找谁", "公安派出所"),
    ],
};

/// See [`PROCEDURE`].
pub static REVIEW: Schema = Schema {
    name: "核验",
    fields: &[
        may("日期", "date", Kind::Date, "哪天核对的", "2026-11-21"),
        may("核验人", "by", Kind::Text(20), "谁核对的，写岗位", "社区书记"),
        may("下次", "next", Kind::Date, "下次哪天再核对", "2027-05-21"),
        may("待确认", "confirm", Kind::List(&Kind::Text(44), 0, 12), "还没问清的事", "[承诺时限]"),
    ],
};

/// `content/site.yaml`.
pub static SITE: Schema = Schema {
    name: "社区信息",
    fields: &[
        must("社区名称", "name", Kind::Text(20), "街道和社区的名字", "幸福街道阳光社区"),
        must(
            "主办单位",
            "organizer",
            Kind::Text(30),
            "谁编制、谁负责",
            "幸福街道阳光社区居民委员会",
        ),
        must(
            "网址",
            "url",
            Kind::Url,
            "网站放在哪儿，扫码打开的就是它",
            "https://xiaowei.example/",
        ),
        may("总标题", "title", Kind::Text(16), "总览展板和首页的标题", "社区办事一图通"),
        may("口号", "slogan", Kind::Text(24), "展板底部的一句话", "看不懂没关系，找“红马甲”帮您办"),
        may("地址", "address", Kind::Text(40), "办公地点", "阳光小区南门东侧"),
        must("办公时间", "hours", Kind::Text(40), "什么时候有人", "周一至周五 8:30—17:30"),
        must("咨询电话", "phone", Kind::Phone, "有问题打哪个电话", "0311-0000 0000（示例）"),
        may(
            "监督电话",
            "supervision_phone",
            Kind::Phone,
            "监督投诉打哪个电话",
            "0311-0000 0000（示例）",
        ),
        may(
            "纠错电话",
            "correction_phone",
            Kind::Phone,
            "发现写错了打哪个电话",
            "0311-0000 0000（示例）",
        ),
        may(
            "常办",
            "frequent",
            Kind::List(&Kind::Text(4), 0, 8),
            "首页上「大家常办的」，写编号",
            "[\"401\", \"402\"]",
        ),
        may("备案号", "icp", Kind::Text(40), "网站的 ICP 备案号", ""),
        may("公安备案号", "police_record", Kind::Text(40), "网站的公安备案号", ""),
        may("主题", "theme", Kind::Text(30), "themes 文件夹里的主题名", "default"),
        may(
            "可信网站",
            "trusted_hosts",
            Kind::List(&Kind::Text(60), 0, 20),
            "渠道的网址除 gov.cn 外还可以用的域名",
            "[12371.cn]",
        ),
        may(
            "应有",
            "expect",
            Kind::Group(&EXPECT),
            "一共该有多少，少写多写时提醒",
            "{ 类别: 6, 事项: 26 }",
        ),
    ],
};

/// See [`SITE`].
pub static EXPECT: Schema = Schema {
    name: "应有",
    fields: &[
        may("类别", "categories", Kind::Number(1, 9), "有几个类别", "6"),
        may("事项", "items", Kind::Number(1, 90_000), "有几件事项", "26"),
    ],
};

/// `content/categories.yaml`: a list of these.
pub static CATEGORY: Schema = Schema {
    name: "类别",
    fields: &[
        must("编号", "number", Kind::Number(1, 9), "一位数字，事项编号的第一位", "1"),
        must("名称", "name", Kind::Text(10), "类别的名字", "党建党务"),
        may("一句话", "summary", Kind::Text(40), "这一类办什么", ""),
    ],
};
