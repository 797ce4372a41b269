//! People of a row: posts are written, names and numbers are not.
//!
//! Start at [`Draft::person`].

use super::item::Said;
use super::pieces::one_line;
use super::row::Draft;

/// Words by which a post is known; what follows is a name.
const POSTS: &[&str] = &[
    "专干",
    "主任",
    "书记",
    "委员",
    "网格员",
    "网格长",
    "社工",
    "社区工作者",
    "工作人员",
    "干事",
    "科长",
    "站长",
    "所长",
    "民警",
    "协管员",
    "专员",
    "专职",
    "楼长",
    "组长",
    "会计",
    "协理员",
    "调解员",
    "窗口人员",
];

impl Draft {
    /// Posts are written, names are not: the sheet hangs longer than a person stays.
    pub(super) fn person<'s>(
        &mut self,
        persons: impl Iterator<Item = &'s Said>,
        posts: impl Iterator<Item = &'s Said>,
    ) {
        let mut found: Option<String> = self.first(posts);
        for said in persons {
            let text = one_line(&said.text);
            // The post ends with the last word for one; what follows is a name.
            let ends = POSTS.iter().filter_map(|p| text.rfind(p).map(|at| at + p.len())).max();
            let (post, name) = text.split_at(ends.unwrap_or(0));
            let name = name.trim_matches([' ', '（', '）', '(', ')', '：', ':', '、']);
            if found.is_none() && !post.is_empty() && !post.contains([' ', '、']) {
                found = Some(post.trim().to_string());
                if !name.is_empty() {
                    self.left.push(format!("人名「{name}」没有抄：展板上只写岗位"));
                }
            } else {
                self.left.push(format!(
                    "「{}」里的「{text}」没有抄：展板上不写人名，只写岗位，需要时自己加「责任人: 民政专干」",
                    one_line(&said.heading)
                ));
            }
        }
        self.line("责任人", found, None);
    }

    /// One number for the whole community stands in `site.yaml`; what is no number is no phone.
    pub(super) fn phones<'s>(&mut self, said: impl Iterator<Item = &'s Said>) {
        let mut numbers: Vec<String> = Vec::new();
        for said in said {
            let digits = said.text.chars().filter(char::is_ascii_digit).count();
            if digits < 5 {
                self.keep(&said.heading, &said.text, "不像电话号码");
            } else {
                numbers.push(one_line(&said.text));
            }
        }
        if !numbers.is_empty() {
            self.left.push(format!(
                "电话没有抄：「{}」；电话只写在 site.yaml 里，全社区用一个",
                numbers.join("」「")
            ));
        }
    }
}
