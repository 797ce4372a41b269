//! Where a link in a body may lead.
//!
//! Start at [`Target::of`].

/// What stands in the round brackets of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Another procedure, by its code: `402`, `402.md`, `402-tuixiu.yaml`, `../402/`.
    Procedure(String),
    /// Away from the page: a site, a telephone, a letter.
    Away,
    /// Nowhere that a page could lead to.
    Dead,
}

impl Target {
    /// Reads a link's address.
    #[must_use]
    pub(crate) fn of(address: &str) -> Target {
        if let Some((scheme, rest)) = address.split_once(':') {
            let known = ["https", "http", "tel", "mailto"];
            let away = known.contains(&scheme.to_ascii_lowercase().as_str());
            return if away && !rest.trim_matches('/').is_empty() {
                Target::Away
            } else {
                Target::Dead
            };
        }
        // A file of the content folder or a page of the site: the last part that is more than the index.
        let path = address.split(['?', '#']).next().unwrap_or("");
        let mut parts = path.rsplit('/').filter(|p| !p.is_empty() && *p != "index.html");
        let name = parts.next().unwrap_or("");
        let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (code, rest) = name.split_at(digits);
        let named = rest.is_empty()
            || rest.starts_with(['-', '_', ' '])
            || [".md", ".yaml", ".yml", ".html"].contains(&rest);
        if (3..=5).contains(&digits) && !code.starts_with('0') && named {
            return Target::Procedure(code.into());
        }
        Target::Dead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_procedures_or_away() {
        for link in [
            "402",
            "402.md",
            "402-tuixiu.yaml",
            "../402/",
            "/402/index.html",
            "402.html",
            "2-juwu/402-a.md",
        ] {
            assert_eq!(Target::of(link), Target::Procedure("402".into()), "{link}");
        }
        for link in ["https://a.gov.cn/", "tel:12345", "mailto:a@b.cn", "HTTP://a.gov.cn"] {
            assert_eq!(Target::of(link), Target::Away, "{link}");
        }
        for link in [
            "",
            "#步骤",
            "javascript:x",
            "https:",
            "a.md",
            "www.gov.cn",
            "40",
            "402x",
            "file:///c/402.md",
        ] {
            assert_eq!(Target::of(link), Target::Dead, "{link}");
        }
    }
}
