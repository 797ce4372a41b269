//! Plan → pages: phone-first HTML that works without JavaScript, offline and under any path.
//!
//! Start at [`render_site`]. Links between pages are relative and name the file, except in
//! `404.html`, whose own address is unknown. Templates, style and script are files of the theme
//! (`themes/<name>/site/`). Nothing is fetched at run time, nothing comes from third parties.

mod view;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::plan::Plan;
use crate::plan::Subject;
use crate::plan::is_sample;
use crate::theme::Theme;
use tera::Context;
use tera::Tera;
use view::PageView;

/// Path below `public/` and bytes of every page and what pages need, in a fixed order.
///
/// # Errors
/// The first mistake in a template, as a diagnostic.
pub fn render_site(
    plan: &Plan<'_>,
    theme: &Theme,
) -> Result<Vec<(String, Vec<u8>)>, Box<Diagnostic>> {
    let mut templates = Tera::default();
    templates.autoescape_on(vec![".html"]);
    let mut sources = Vec::new();
    let mut files = Vec::new();
    for path in theme.files.list("site") {
        let Some((bytes, _)) = theme.files.read(&path) else { continue };
        let name = path.trim_start_matches("site/").to_string();
        match String::from_utf8(bytes) {
            Ok(text) if name.ends_with(".html") => sources.push((name, text)),
            Ok(text) => files.push((name, text.into_bytes())),
            Err(error) => files.push((name, error.into_bytes())),
        }
    }
    templates.add_raw_templates(sources).map_err(|e| problem(&e))?;
    let site = Site { plan, templates };
    let mut pages = site.pages()?;
    pages.extend(files);
    Ok(pages)
}

struct Site<'a> {
    plan: &'a Plan<'a>,
    templates: Tera,
}

impl Site<'_> {
    fn pages(&self) -> Result<Vec<(String, Vec<u8>)>, Box<Diagnostic>> {
        let (plan, catalog) = (self.plan, self.plan.catalog);
        let url = &catalog.community.url.value;
        let mut pages = Vec::new();
        let mut context = self.context();
        let overview = plan.picture(Subject::Overview);
        context.insert("overview_board", &overview.map(crate::plan::BoardPlan::web_path));
        context.insert("overview_pixels", &overview.map(crate::plan::BoardPlan::web_pixels));
        context.insert("sample", &catalog.procedures.iter().any(|p| is_sample(catalog, p)));
        let versions = vec![plan.overview_version.clone()];
        let home = PageView { up: String::new(), canonical: Some(url.clone()), versions };
        pages.push(self.page("index.html", "index.html", context, &home)?);

        for view in view::category_views(plan) {
            let mut context = self.context();
            let number = view.number;
            let page = PageView {
                up: "../../".into(),
                canonical: Some(format!("{url}c/{number}/")),
                versions: vec![view.version.clone()],
            };
            context.insert("category", &view);
            pages.push(self.page(
                &format!("c/{number}/index.html"),
                "category.html",
                context,
                &page,
            )?);
        }
        for (index, p) in catalog.procedures.iter().enumerate() {
            let mut context = self.context();
            context.insert("item", &view::item_view(plan, index));
            let page = PageView {
                up: "../".into(),
                canonical: Some(format!("{url}{}/", p.code.value)),
                versions: vec![plan.item_versions[index].clone()],
            };
            pages.push(self.page(
                &format!("{}/index.html", p.code.value),
                "item.html",
                context,
                &page,
            )?);
            for former in &p.former_codes {
                let mut context = self.context();
                let moved =
                    [("from", &former.value), ("to", &p.code.value), ("name", &p.title.value)];
                context.insert(
                    "moved",
                    &moved.into_iter().collect::<std::collections::BTreeMap<_, _>>(),
                );
                let page = PageView { up: "../".into(), canonical: None, versions: Vec::new() };
                let path = format!("{}/index.html", former.value);
                pages.push(self.page(&path, "moved.html", context, &page)?);
            }
        }
        // A missing page may be anywhere, so its links start at the site's own address.
        let lost = PageView { up: url.clone(), canonical: None, versions: Vec::new() };
        pages.push(self.page("404.html", "404.html", self.context(), &lost)?);
        Ok(pages)
    }

    /// What every page sees.
    fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert("office", &view::office_view(self.plan.catalog));
        context.insert("categories", &view::category_views(self.plan));
        context.insert("item_count", &self.plan.catalog.procedures.len());
        context
    }

    fn page(
        &self,
        path: &str,
        template: &str,
        mut context: Context,
        page: &PageView,
    ) -> Result<(String, Vec<u8>), Box<Diagnostic>> {
        context.insert("page", page);
        let html = self.templates.render(template, &context).map_err(|e| problem(&e))?;
        Ok((path.to_string(), html.into_bytes()))
    }
}

fn problem(error: &tera::Error) -> Box<Diagnostic> {
    let text = error.to_string();
    let place = text.lines().find(|l| l.contains("-->"));
    let place = place
        .map_or("网页模板".into(), |l| format!("site/{}", l.trim().trim_start_matches("--> ")));
    let what = format!("网页模板有误：{place}");
    Box::new(
        Diagnostic::new(Code::ThemeFile, None, what)
            .help("检查这一行的 {{ }} 和 {% %} 是否写全、名字是否拼对"),
    )
}
