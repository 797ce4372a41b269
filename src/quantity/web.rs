//! Addresses on the net: of a page somewhere, and of the folder where our own site stands.
//!
//! Start at [`page_trouble`], [`site_trouble`] and [`folder_trouble`]: what is wrong with an address, and the edit to make.
//! They are read as browsers read them (WHATWG URL, the `url` crate), so that a host is the host a phone
//! would really open.

use url::Host;
use url::ParseError;
use url::Url;

/// What is wrong with an address, and what to write.
pub(crate) struct WebTrouble {
    /// Follows 「网址」.
    pub what: String,
    /// The edit.
    pub help: String,
}

/// Longest address, in characters.
const LONGEST: usize = 200;
/// Sites of articles, films and files, where nobody can put pages of their own.
const NOBODYS: [&str; 12] = [
    "weixin.qq.com",
    "docs.qq.com",
    "weixin110.qq.com",
    "weibo.com",
    "douyin.com",
    "kuaishou.com",
    "toutiao.com",
    "xiaohongshu.com",
    "baidu.com",
    "bilibili.com",
    "zhihu.com",
    "kdocs.cn",
];
/// Names of files that stand at the end of an address; ours is that of a folder.
const FILE_ENDINGS: [&str; 15] = [
    "html", "htm", "shtml", "php", "asp", "aspx", "jsp", "do", "png", "jpg", "svg", "pdf", "ics",
    "xml", "js",
];

/// Any official page: `https`, a host with a name, nothing that a browser would read otherwise.
pub(crate) fn page_trouble(text: &str) -> Option<WebTrouble> {
    read(text).err()
}

/// The address of our own site: one that others reach, spelt as it is opened. Whether it is a folder says
/// [`folder_trouble`].
pub(crate) fn site_trouble(text: &str) -> Option<WebTrouble> {
    // Whatever else is wrong with it, mending that would lead to the next complaint.
    if let Some(what) = meant(text).as_ref().and_then(unreachable) {
        let help = "写居民的手机打得开的网址，如「https://xiaowei.example/」";
        return Some(WebTrouble { what: what.into(), help: help.into() });
    }
    if let Err(trouble) = read(text) {
        return Some(trouble);
    }
    let url = Url::parse(text).ok()?;
    let path = text.split(['?', '#']).next().unwrap_or("");
    let dots = |part: &str| matches!(&*part.replace("%2e", ".").replace("%2E", "."), "." | "..");
    if path.split('/').any(dots) {
        let what = "里有「..」这样往回走的路".into();
        return Some(WebTrouble { what, help: format!("改成「{url}」") });
    }
    let mut escapes = path.split('%').skip(1);
    if !escapes.all(|e| e.len() >= 2 && e.bytes().take(2).all(|b| b.is_ascii_hexdigit())) {
        let help = "「%」后面要有两位十六进制数；从浏览器里重新复制一遍";
        return Some(WebTrouble { what: "里的「%」不成对".into(), help: help.into() });
    }
    None
}

/// Whether an address that can be read is that of the folder of our own site, where `…/101/` is looked for.
/// `own` says how many of a path's last parts are the address of something that the site itself makes: an
/// address that was copied from a browser is that of a page.
pub(crate) fn folder_trouble(text: &str, own: &dyn Fn(&[&str]) -> usize) -> Option<WebTrouble> {
    let mut url = Url::parse(text).ok()?;
    let host = url.host_str().unwrap_or_default();
    if NOBODYS.iter().any(|other| host == *other || host.ends_with(&format!(".{other}"))) {
        let what = format!("「{host}」上只有别人排好的文章和文件，放不了这个网站");
        let help = "写放 public 文件夹的那个网站的网址；还没有，就先问街道的信息员";
        return Some(WebTrouble { what, help: help.into() });
    }
    let mut wrong: Vec<String> = Vec::new();
    if url.query().is_some() {
        url.set_query(None);
        wrong.push("问号和后面的字".into());
    }
    if url.fragment().is_some() {
        url.set_fragment(None);
        wrong.push("井号和后面的字".into());
    }
    let path = url.path().to_string();
    let mut parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    let last = parts.last().map_or(String::new(), |p| p.to_ascii_lowercase());
    if FILE_ENDINGS.iter().any(|end| last.strip_suffix(end).is_some_and(|n| n.ends_with('.'))) {
        parts.pop();
        wrong.push("文件名".into());
    }
    let whole = parts.clone();
    while let Some(left) = Some(own(&parts)).filter(|n| *n > 0) {
        parts.truncate(parts.len().saturating_sub(left));
    }
    if parts.len() < whole.len() {
        wrong.push(format!("网站自己做的页「{}/」", whole[parts.len()..].join("/")));
    }
    if wrong.is_empty() {
        return None;
    }
    let what = format!("里有{}，这里只写网站所在的文件夹", wrong.join("、"));
    let folder: String = parts.iter().map(|p| format!("{p}/")).collect();
    url.set_path(&folder);
    Some(WebTrouble {
        what, help: format!("改成「{url}」（扫码打开的是它下面的 101/ 这样的页）")
    })
}

/// The host that a browser would go to; empty for no address at all.
#[must_use]
pub(crate) fn host(address: &str) -> String {
    let url = Url::parse(address).ok();
    url.and_then(|u| u.host_str().map(str::to_string)).unwrap_or_default()
}

fn read(text: &str) -> Result<Url, WebTrouble> {
    let say = |what: &str, help: String| Err(WebTrouble { what: what.into(), help });
    let whole = "写成 https:// 开头的完整网址，不带空格和汉字";
    if text.chars().count() > LONGEST {
        return say("太长，最多 200 个字符", "换一个短的网址".into());
    }
    // 「[阳光社区](https://…)」, as it is written in a body.
    if let Some((_, inner)) = text.split_once("](").filter(|_| text.starts_with('[')) {
        let inner = inner.trim_end_matches([')', ' ']);
        return say("外面还有字和括号", format!("只写网址：「{inner}」"));
    }
    let Some(rest) = strip_scheme(text) else {
        let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
        // 「https//…」, 「https:/…」, 「https：//…」: one sign is missing or another.
        let signs = [':', '/', '：', '／', ';', '；', '\\'];
        let slip = ["https", "http"].iter().find_map(|scheme| bare.strip_prefix(scheme));
        let slip = slip.filter(|rest| rest.starts_with(signs));
        let with = format!("https://{}", slip.unwrap_or(bare).trim_start_matches(signs));
        let help = match read(&with) {
            Ok(_) => format!("改成「{with}」（先用手机试试打不打得开）"),
            Err(_) => whole.into(),
        };
        return say("不是 https:// 开头", help);
    };
    if let Some(again) = rest.find("://").filter(|at| *at <= 6) {
        let once = format!("https://{}", &rest[again + 3..]);
        return say("的开头写了两遍", format!("改成「{once}」"));
    }
    if let Some(trouble) = stray_trouble(text) {
        return Err(trouble);
    }
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(ParseError::EmptyHost) => return say("没有写域名", whole.into()),
        Err(ParseError::InvalidPort) => {
            return say("里的端口不对", "端口是 1 到 65535 的数，一般不用写".into());
        }
        Err(ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address) => {
            return say("里的 IP 地址不对", "写域名，如「https://xiaowei.example/」".into());
        }
        Err(_) => return say("里有不能用的字符", whole.into()),
    };
    if let Some(Host::Domain(name)) = url.host() {
        // A closing dot is the same host to the net and another one to browsers.
        let parts: Vec<&str> = name.split('.').collect();
        if name.contains("..") {
            return say("的域名里有两个点", format!("改成「https://{}」", rest.replace("..", ".")));
        }
        if (parts.len() < 2 && name != "localhost") || parts.iter().any(|p| p.is_empty()) {
            return say("没有写域名", whole.into());
        }
        // No register gives such a name out.
        if name.contains('_') {
            let help = "域名里没有下划线，多半是减号「-」；从浏览器里重新复制一遍";
            return say("的域名里有「_」", help.into());
        }
        if parts.iter().any(|p| p.starts_with('-') || p.ends_with('-')) {
            return say("的域名不对：每一段的头尾不能是减号", whole.into());
        }
    }
    if url.port() == Some(0) {
        return say("里的端口不对", "端口是 1 到 65535 的数，一般不用写".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return say("里有用户名或密码", "删去「@」和它前面的字".into());
    }
    // What is no letter of an address is written in another way by every browser.
    let good = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    if !text.chars().all(good) {
        let spelt: &str = url.as_str();
        let plain = !text.chars().any(char::is_whitespace) && spelt.chars().count() <= LONGEST;
        let help =
            if plain { format!("{whole}；浏览器里是「{spelt}」") } else { whole.into() };
        return say("里有不能用的字符", help);
    }
    Ok(url)
}

/// What is wrong with an address to which a mark of the sentence clings; `None` for any other.
pub(crate) fn stray_trouble(text: &str) -> Option<WebTrouble> {
    let rest = strip_scheme(text)?;
    let mark = stray_mark(rest)?;
    Some(WebTrouble { what: format!("里多了「{mark}」"), help: without_marks(rest) })
}

/// A mark that no name of a host has, or that a sentence left at the end: 「yangguang.gov,cn」, 「…cn/）」.
fn stray_mark(rest: &str) -> Option<char> {
    const MARKS: &str = ",;()[]'!*$&=+，。；、（）：";
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    // Behind the host a full-width letter is told below; a port and an IPv6 address have their own marks.
    let in_host = host.chars().find(|c| MARKS.contains(*c) && !host.starts_with('['));
    let alone = |c: &char| match c {
        // 「x(3)」 is an address; only a bracket that nothing opened was left over.
        ')' => rest.matches('(').count() < rest.matches(')').count(),
        c => ",;]'，。；、）".contains(*c),
    };
    in_host.or_else(|| rest.chars().next_back().filter(alone))
}

/// The address that was meant: marks at its end taken off, those in the host read as dots.
fn without_marks(rest: &str) -> String {
    // 「…/（社区网站）」: a remark in brackets.
    let rest = rest.split_once('（').map_or(rest, |(address, _)| address);
    let rest = rest.trim_end_matches(|c| ",;)]'，。；、）".contains(c));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let dots: String =
        rest[..end].chars().map(|c| if ",，。、;；".contains(c) { '.' } else { c }).collect();
    let meant = format!("https://{dots}{}", &rest[end..]);
    match Url::parse(&meant) {
        Ok(url)
            if url.host_str().is_some_and(|h| h.contains('.') && !h.contains(".."))
                && stray_mark(&meant[8..]).is_none() =>
        {
            format!("改成「{meant}」（先用手机试试打不打得开）")
        }
        _ => "从浏览器里重新复制一遍，只要网址，不带标点".into(),
    }
}

/// The address that would be read if its beginning were right: `http://127.0.0.1/`, `localhost`.
fn meant(text: &str) -> Option<Url> {
    let bare = text.rsplit_once("://").map_or(text, |(_, rest)| rest);
    Url::parse(&format!("https://{}", bare.trim_start_matches('/'))).ok()
}

fn strip_scheme(text: &str) -> Option<&str> {
    let start = text.get(..8)?;
    start.eq_ignore_ascii_case("https://").then(|| &text[8..])
}

/// Whether only this computer or its own house finds the host.
fn unreachable(url: &Url) -> Option<&'static str> {
    const HERE: &str = "是本机或内网的地址，别人打不开";
    match url.host()? {
        Host::Domain(name) => {
            let name = name.to_ascii_lowercase();
            let inside =
                ["localhost", "localdomain", "local", "lan", "internal", "home", "intranet"];
            inside
                .iter()
                .any(|end| name.strip_suffix(end).is_some_and(|n| n.is_empty() || n.ends_with('.')))
                .then_some(HERE)
        }
        Host::Ipv4(ip) => (ip.is_loopback()
            || ip.is_private()
            || ip.is_unspecified()
            || ip.is_link_local()
            || ip.is_broadcast()
            // Behind a provider's own wall (RFC 6598).
            || (ip.octets()[0] == 100 && (64..128).contains(&ip.octets()[1])))
        .then_some(HERE),
        Host::Ipv6(ip) => {
            let first = ip.segments()[0];
            let inside = (first & 0xfe00) == 0xfc00 || (first & 0xffc0) == 0xfe80;
            (ip.is_loopback() || ip.is_unspecified() || inside).then_some(HERE)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_folder_that_others_reach() {
        for good in [
            "https://xiaowei.example/",
            "https://a.example",
            "https://a.example/b/c",
            "https://a.example:8443/b/",
            "https://a.example/v1.0/",
            "HTTPS://A.example/",
        ] {
            assert!(site_trouble(good).is_none(), "{good}");
            assert!(folder_trouble(good, &|_| 0).is_none(), "{good}");
        }
        for (bad, edit) in [
            ("http://a.example/", "改成「https://a.example/」"),
            ("a.example/b", "改成「https://a.example/b」"),
            ("https://a_b.example/", "减号"),
            ("https://a.example/（社区网站）", "改成「https://a.example/」"),
            ("https//a.example/", "改成「https://a.example/」"),
            ("https:/a.example/", "改成「https://a.example/」"),
            ("https：//a.example/", "改成「https://a.example/」"),
            ("https://https://a.example/", "改成「https://a.example/」"),
            ("https://localhost/", "居民的手机"),
            ("https://127.0.0.1:8787/", "居民的手机"),
            ("https://192.168.1.8/", "居民的手机"),
            ("https://[::1]/", "居民的手机"),
            ("https://nas.local/", "居民的手机"),
            ("http://127.0.0.1:8787/", "居民的手机"),
            ("http://localhost", "居民的手机"),
            ("localhost", "居民的手机"),
            ("192.168.1.8/xiaowei", "居民的手机"),
            ("https://xiaowei/", "https:// 开头"),
            ("https://a.example:99999/", "端口"),
            ("https://a.example:0/", "端口"),
            ("https://me:secret@a.example/", "删去「@」"),
            ("https://a..example/", "改成「https://a.example/」"),
            ("https://a.gov,cn/", "改成「https://a.gov.cn/」"),
            ("https://a.gov.cn，", "改成「https://a.gov.cn」"),
            ("https://a.gov.cn)", "改成「https://a.gov.cn」"),
            ("[阳光](https://a.example/)", "「https://a.example/」"),
            ("https://www,a,cn/", "改成「https://www.a.cn/」"),
            ("https://a.example/阳光", "https://a.example/%E9%98%B3%E5%85%89"),
            ("https://a.example/b/../c/", "改成「https://a.example/c/」"),
            ("https://a.example/b/%2e%2E/", "改成「https://a.example/」"),
            ("https://a.example/%E9%9/", "从浏览器里重新复制"),
            ("https://a.example/50%", "从浏览器里重新复制"),
            ("https://localhost.localdomain/", "居民的手机"),
            ("https://100.64.0.1/", "居民的手机"),
            ("https://-a.example/", "https:// 开头"),
        ] {
            let help = site_trouble(bad).map(|t| t.help).unwrap_or_default();
            assert!(help.contains(edit), "{bad}: {help}");
        }
    }

    #[test]
    fn what_was_copied_from_a_page_leads_to_its_site() {
        let own = |parts: &[&str]| match parts {
            [.., "c", "1"] => 2,
            [.., "401" | "quanbu" | "boards"] => 1,
            _ => 0,
        };
        let help = |text| folder_trouble(text, &own).map(|t| t.help).unwrap_or_default();
        for (bad, folder) in [
            ("https://a.example/b/index.html", "https://a.example/b/"),
            ("https://a.example/?from=wx#top", "https://a.example/"),
            ("https://a.example/b/Index.HTM?x=1", "https://a.example/b/"),
            ("https://a.example/401/", "https://a.example/"),
            ("https://a.example/b/401/?v=ABC123", "https://a.example/b/"),
            ("https://a.example/401/zhuanfa.html", "https://a.example/"),
            ("https://a.example/c/1", "https://a.example/"),
            ("https://a.example/boards/401.png", "https://a.example/"),
            ("https://a.example/401/401/", "https://a.example/"),
        ] {
            assert!(help(bad).contains(&format!("改成「{folder}」")), "{bad}: {}", help(bad));
        }
        assert_eq!(help("https://a.example/402/"), "");
    }

    #[test]
    fn a_page_may_be_any_address() {
        for good in [
            "https://map.example.cn/?q=38.0,114.5&z=17",
            "https://a.gov.cn/art/1,2(3)/x.html",
            "https://a.gov.cn/art(3)",
            "https://a.gov.cn/#/list;x=1",
        ] {
            assert!(page_trouble(good).is_none(), "{good}");
        }
        assert_eq!(host("https://zwfw.gov.cn@evil.example/x"), "evil.example");
    }
}
