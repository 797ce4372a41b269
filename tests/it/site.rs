//! Pages: every fact is on them, every link leads somewhere, nothing comes from elsewhere.

use crate::common::crate_root;
use crate::common::fresh;
use crate::common::second::write_second_catalog;
use crate::common::walk;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use xiaowei::diag::FileId;
use xiaowei::plan::Plan;
use xiaowei::plan::Wanted;
use xiaowei::read_content;
use xiaowei::yaml;

fn pages(root: &Path) -> BTreeMap<String, String> {
    let content = read_content(root);
    let (catalog, theme) = content.read.unwrap();
    let plan = Plan::new(&catalog, &theme, &Wanted::default());
    let pages = crate::common::site_of(&plan, &theme);
    pages.into_iter().map(|(p, b)| (p, String::from_utf8(b).unwrap())).collect()
}

/// Text of a page: tags out, escapes resolved, spaces out.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside && !c.is_whitespace() => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn every_fact_of_a_procedure_is_on_its_page() {
    let pages = pages(&crate_root());
    let mut count = 0;
    for file in walk(&crate_root().join("content/procedures")) {
        let text = fs::read_to_string(&file).unwrap();
        let mut parts = text.splitn(3, "---\n");
        let (front, body) = (parts.nth(1).unwrap(), parts.next().unwrap());
        let root = yaml::parse(yaml::Passage { file: FileId(0), text: front, offset: 0 }).unwrap();
        let mut found = Vec::new();
        crate::common::facts(&root, "", &mut found);
        let code = found.iter().find(|(k, _)| *k == "编号").unwrap().1.clone();
        let page = plain(&pages[&format!("{code}/index.html")]);
        for (key, fact) in found {
            let wanted: String = fact.chars().filter(|c| !c.is_whitespace()).collect();
            // What is open, and what was read, is the clerk's.
            let clerks = matches!(key, "待确认" | "读过");
            assert_ne!(page.contains(&wanted), clerks, "{code}: 「{key}: {fact}」");
            count += 1;
        }
        for line in body.lines().filter(|l| l.starts_with("答：")) {
            // Of a link the words are shown.
            let mut words = String::new();
            let mut rest = line;
            while let Some((before, after)) = rest.split_once("](") {
                words.push_str(&before.replacen('[', "", 1));
                rest = after.split_once(')').unwrap().1;
            }
            words.push_str(rest);
            let wanted: String = words.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(page.contains(&wanted), "{code}: {line}");
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn links_lead_somewhere_and_nothing_is_fetched() {
    let dir = fresh();
    write_second_catalog(dir.path());
    for root in [crate_root(), dir.path().to_path_buf()] {
        let pages = pages(&root);
        for (path, html) in pages.iter().filter(|(p, _)| p.ends_with(".html")) {
            assert!(html.contains("Content-Security-Policy"), "{path}");
            assert!(
                !html.contains(" style=") && !html.contains("onclick"),
                "{path} has inline style or script"
            );
            for (marker, end) in [("href=\"", '"'), ("src=\"", '"')] {
                for (at, _) in html.match_indices(marker) {
                    let target = html[at + marker.len()..].split(end).next().unwrap();
                    let outside =
                        ["tel:", "data:", "#", "https://"].iter().any(|p| target.starts_with(p));
                    if outside {
                        assert!(
                            marker == "href=\""
                                || path == "404.html"
                                || target.starts_with("data:"),
                            "{path}: {target}"
                        );
                        continue;
                    }
                    let target = target.split(['#', '?']).next().unwrap();
                    let mut parts: Vec<&str> = path.split('/').collect();
                    parts.pop();
                    for piece in target.split('/') {
                        if piece == ".." {
                            parts
                                .pop()
                                .unwrap_or_else(|| panic!("{path}: {target} leaves the site"));
                        } else {
                            parts.push(piece);
                        }
                    }
                    let target = parts.join("/");
                    let there = pages.contains_key(&target)
                        || (target.starts_with("sheets/") && target.ends_with(".png"))
                        || (target.starts_with("comics/") && target.ends_with(".svg"));
                    assert!(there, "{path}: no {target}");
                }
            }
        }
    }
}

/// What pages fetch is named with the checksum of what it holds: scripts, styles, pictures, what scripts fetch further.
#[test]
fn assets_carry_their_checksums() {
    let dir = crate::common::with_our_content();
    let built = crate::common::run(dir.path(), &["build", "--only", "site"]);
    assert!(built.status.success(), "{}", crate::common::stderr(&built));
    let public = dir.path().join("public");
    let base = Path::new("/site");
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    let mut count = 0;
    for file in walk(&public) {
        let path = file.strip_prefix(&public).unwrap();
        let name = path.to_str().unwrap();
        let Some(kind) = path.extension().filter(|e| *e == "html" || *e == "js") else { continue };
        let text = fs::read_to_string(&file).unwrap();
        let marks: &[&str] = if kind == "html" {
            &[
                " src=\"",
                "rel=\"stylesheet\" href=\"",
                " data-finder=\"",
                " data-more=\"",
                "og:image\" content=\"",
            ]
        } else if name == "qunzhu/suoyin.js"
            || name == "qunzhu/worker.js"
            || name == "search-data.js"
        {
            &["[\"", ",\""]
        } else if name.starts_with("qunzhu/") {
            &[",[\""]
        } else {
            &[]
        };
        for mark in marks {
            for (at, _) in text.match_indices(mark) {
                let address = text[at + mark.len()..].split('"').next().unwrap();
                if kind == "js"
                    && (!address.contains(".js")
                        && !address.contains("sheets/")
                        && !address.contains(".css"))
                {
                    continue;
                }
                let (path, checksum) = address
                    .split_once("?h=")
                    .unwrap_or_else(|| panic!("{name}: {address} has no checksum"));
                // The address below the site, from whatever page.
                let path = match path.strip_prefix("https://xiaowei.example/") {
                    Some(path) => path.to_string(),
                    None if kind == "html" && mark.contains("data-") => path.to_string(),
                    None if name.starts_with("qunzhu/") && path.starts_with("sheets/") => {
                        path.to_string()
                    }
                    None => {
                        let mut whole = base.join(name).parent().unwrap().to_path_buf();
                        for part in path.split('/') {
                            if part == ".." {
                                whole.pop();
                            } else {
                                whole.push(part);
                            }
                        }
                        whole.strip_prefix(base).unwrap().to_str().unwrap().to_string()
                    }
                };
                let before = named.insert(path.clone(), checksum.to_string());
                assert!(before.is_none_or(|b| b == checksum), "{name}: {path} by two checksums");
                count += 1;
            }
        }
    }
    assert!(count > 300, "{count}");
    for (path, checksum) in &named {
        let bytes = fs::read(public.join(path)).unwrap_or_else(|_| panic!("no {path}"));
        let sum = format!("{:x}", <sha2::Sha256 as sha2::Digest>::digest(bytes));
        assert_eq!(&sum[..8], checksum, "{path}");
    }
    for name in [
        "style.css",
        "page.js",
        "search.js",
        "finder.js",
        "search-more.js",
        "qunzhu/1.js",
        "comics/401.svg",
        "sheets/share-401.png",
    ] {
        assert!(named.contains_key(name), "{name}: {:?}", named.keys());
    }
    // A style sheet names nothing further.
    let style = fs::read_to_string(public.join("style.css")).unwrap();
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn a_page_knows_the_version_of_its_boards() {
    let pages = pages(&crate_root());
    let page = &pages["101/index.html"];
    let versions = page.split("data-versions=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(versions.len(), 6);
    assert!(page.contains(&format!("本页版本 {versions}，请与展板右下角核对")));
    // Party matters are signed by the party organisation, all others by the committee.
    for (code, by) in [("101", "党组织"), ("201", "居民委员会")] {
        let page = &pages[&format!("{code}/index.html")];
        let by = format!("幸福街道阳光社区{by}");
        assert!(page.contains(&format!("本清单由{by}编制；审批事项以主管部门为准")), "{code}");
        assert!(page.contains(&format!("<p><b>{by}</b></p>")), "{code}");
    }
}

/// Markup, quotes and template syntax in content are shown as text, in pages and in SVG.
#[test]
fn hostile_text_is_text() {
    let dir = crate::common::with_procedures(&["401"]);
    let file = walk(&dir.path().join("content/procedures")).remove(0);
    let text = fs::read_to_string(&file).unwrap();
    let line = text.lines().find(|l| l.starts_with("一句话")).unwrap();
    let hostile = "<script>&\"'{{ 7*7 }}{% if %}../";
    let quoted = format!("一句话: '{}'", hostile.replace('\'', "''"));
    fs::write(&file, text.replace(line, &quoted)).unwrap();
    let pages = pages(dir.path());
    let page = &pages["401/index.html"];
    assert!(
        plain(page).contains("&\"'{{7*7}}{%if%}../") && page.contains("&lt;script&gt;"),
        "not shown as text"
    );
    // Our own: large type before anything is drawn, data for search engines, the page's script.
    for ours in
        ["<script>try{", "<script type=\"application/ld+json\">{", "<script src=\"../page.js?h="]
    {
        assert_eq!(page.matches(ours).count(), 1, "{ours}");
    }
    assert_eq!(page.matches("<script").count(), 3, "only our own scripts");
    let built = crate::common::run(dir.path(), &["build", "--dpi", "40", "--item", "401"]);
    assert!(built.status.success(), "{}", crate::common::stderr(&built));
    let svg = fs::read_to_string(dir.path().join("print/item/401-90x120cm.svg")).unwrap();
    assert!(svg.contains("aria-label=\"&lt;script&gt;&amp;&quot;&apos;{{ 7*7 }}{% if %}../\""));
}
