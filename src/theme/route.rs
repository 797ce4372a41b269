//! Routes: rows `pages:` of `theme.yaml`. Which files the site has, what each is made of, by what.
//!
//! Start at [`Route`]. Pages, sitemap, search data, share pages, `serve`'s single page and `--item` read
//! this table and no other list.

use super::reader::ThemeReader;
use crate::diag::Span;
use crate::model::COLLECTIONS;
use crate::model::collection;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Below `public/`: `c/{key}/index.html`. `{each}` is a value of the field [`Route::each`].
    pub path: String,
    /// What writes it.
    pub maker: Maker,
    /// Name of the collection: one file for each record.
    pub over: String,
    /// Once for each value of this list of the record (English name), instead of once.
    pub each: Option<String>,
    /// Names of collections without any record of which there is no such file.
    pub needs: Vec<String>,
    /// Paths of files that a renderer makes and the page names: templates see their addresses in `assets`.
    pub files: Vec<String>,
    /// In the sitemap; the first such row of a collection is where its codes lead.
    pub sitemap: bool,
    /// Carries the versions of the sheets that lead to it.
    pub versions: bool,
    /// It is how its record (or the whole site) is sent on.
    pub share: bool,
    /// It can be opened from anywhere, at an address that is not its own: links start at the site's.
    pub lost: bool,
    /// It has no address of its own in search engines.
    pub unlisted: bool,
    /// What the start page calls the way to it, where it leads there.
    pub home: Option<String>,
    /// Where the row stands.
    pub at: Span,
}

/// What writes a file of the site.
#[derive(Debug, Clone, PartialEq)]
pub enum Maker {
    /// A template below `site/`.
    Template(String),
    /// A renderer of the program, by name, and the collection without whose records there is no such file.
    Renderer(String, Option<String>),
}

const KEYS: &[&str] = &[
    "path", "template", "renderer", "from", "over", "each", "needs", "files", "sitemap",
    "versions", "share", "lost", "unlisted", "home",
];

/// Reads the rows of both layers: the built-in ones, an own one instead where its path is the same, then
/// the further ones.
pub(super) fn read_routes(
    reader: &mut ThemeReader<'_>,
    own: Option<&Node>,
    base: Option<&Node>,
) -> Option<Vec<Route>> {
    let rows = |node: Option<&Node>| -> Vec<Node> {
        match node.map(|n| &n.kind) {
            Some(NodeKind::Seq(list)) => list.clone(),
            _ => Vec::new(),
        }
    };
    if let Some(node) = own.filter(|n| !matches!(n.kind, NodeKind::Seq(_) | NodeKind::Null)) {
        reader.problem(Some(node.span), "「pages」应该是列表", "每个网页一行，写法见默认主题");
        return None;
    }
    let mut routes: Vec<Route> = Vec::new();
    let mut good = true;
    for (is_own, node) in
        rows(base).iter().map(|n| (false, n)).chain(rows(own).iter().map(|n| (true, n)))
    {
        match reader.route(node) {
            Some(route) => match routes.iter_mut().find(|r| is_own && r.path == route.path) {
                Some(same) => *same = route,
                None => routes.push(route),
            },
            None => good = false,
        }
    }
    good.then_some(routes)
}

impl ThemeReader<'_> {
    fn route(&mut self, node: &Node) -> Option<Route> {
        for (key, _) in node.entries().filter(|(key, _)| !KEYS.contains(key)) {
            let help = format!("可以写的有：{}", KEYS.join("、"));
            self.problem(Some(node.span), format!("网页没有「{key}」这一栏"), help);
        }
        let text = |key: &str| node.entry(key).and_then(Node::as_text).map(String::from);
        let flag = |key: &str| matches!(text(key).as_deref(), Some("1" | "true" | "是"));
        let path = self.line(node, "path")?;
        let maker = match (text("template"), text("renderer")) {
            (Some(template), None) => Maker::Template(template),
            (None, Some(renderer)) => Maker::Renderer(renderer, text("from")),
            _ => {
                let help = "写上 template（模板）或 renderer（程序自带的写法），只写一样";
                self.problem(Some(node.span), format!("网页「{path}」没有写由什么来写"), help);
                return None;
            }
        };
        let over = text("over").unwrap_or_else(|| crate::model::SITE.into());
        let list = |key: &str| match node.entry(key).map(|n| &n.kind) {
            Some(NodeKind::Seq(list)) => {
                list.iter().filter_map(|n| n.as_text().map(String::from)).collect()
            }
            Some(NodeKind::Scalar(one)) => vec![one.clone()],
            _ => Vec::new(),
        };
        let mut needs = list("needs");
        if let Maker::Renderer(_, Some(from)) = &maker {
            needs.push(from.clone());
        }
        for name in std::iter::once(&over).chain(&needs) {
            if collection(name).is_none() {
                let known: Vec<&str> = COLLECTIONS.iter().map(|c| c.name).collect();
                let help = format!("可以写的有：{}", known.join("、"));
                self.problem(Some(node.span), format!("没有「{name}」这种内容"), help);
                return None;
            }
        }
        Some(Route {
            path,
            maker,
            over,
            each: text("each"),
            needs,
            files: list("files"),
            sitemap: flag("sitemap"),
            versions: flag("versions"),
            share: flag("share"),
            lost: flag("lost"),
            unlisted: flag("unlisted"),
            home: text("home"),
            at: node.span,
        })
    }
}

impl Route {
    /// The path for a record, and for one of the values of [`Route::each`].
    #[must_use]
    pub(crate) fn path_of(&self, key: &str, each: &str) -> String {
        self.path.replace("{key}", key).replace("{each}", each)
    }

    /// The address of a path below the site's: without `index.html`.
    #[must_use]
    pub(crate) fn address(path: &str) -> &str {
        path.strip_suffix("index.html").unwrap_or(path)
    }

    /// What stands in a path where the pattern has `{key}` or `{each}`; `None` where it is no such path.
    #[must_use]
    pub(crate) fn part_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        let mark = if self.each.is_some() { "{each}" } else { "{key}" };
        match self.path.split_once(mark) {
            None => (self.path == path).then_some(""),
            Some((before, after)) => {
                let rest = path.strip_prefix(before)?.strip_suffix(after)?;
                (!rest.is_empty() && !rest.contains('/')).then_some(rest)
            }
        }
    }
}
