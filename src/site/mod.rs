//! Plan → pages: phone-first HTML that works without JavaScript, offline and under any path.
//!
//! Start at [`render_site`]. Links between pages are relative and name the file, except in
//! `404.html`, whose own address is unknown. Templates, style and script are files of the theme
//! (`themes/<name>/site/`). Nothing is fetched at run time, nothing comes from third parties.

mod view;

use crate::diag::Diagnostic;
use crate::plan::Plan;
use crate::plan::Subject;
use crate::plan::is_sample;
use crate::theme::Templates;
use crate::theme::Theme;
use tera::Context;
use view::PageView;

/// Path below `public/` and bytes of every page and what pages need, in a fixed order.
///
/// # Errors
/// The first mistake in a template, as a diagnostic.
pub fn render_site(
    plan: &Plan<'_>,
    theme: &Theme,
) -> Result<Vec<(String, Vec<u8>)>, Box<Diagnostic>> {
    let templates = Templates::open(theme, "site", ".html", false)?;
    let site = Site { plan, templates, shared: shared_context(plan) };
    let mut pages = site.pages()?;
    for path in theme.files.list("site").iter().filter(|p| !p.ends_with(".html")) {
        let Some((bytes, _)) = theme.files.read(path) else { continue };
        pages.push((path.trim_start_matches("site/").to_string(), bytes));
    }
    Ok(pages)
}

struct Site<'a> {
    plan: &'a Plan<'a>,
    templates: Templates,
    /// What every page sees.
    shared: Context,
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

    fn context(&self) -> Context {
        self.shared.clone()
    }

    fn page(
        &self,
        path: &str,
        template: &str,
        mut context: Context,
        page: &PageView,
    ) -> Result<(String, Vec<u8>), Box<Diagnostic>> {
        context.insert("page", page);
        let html = self.templates.render(template, &context)?;
        Ok((path.to_string(), html.into_bytes()))
    }
}

fn shared_context(plan: &Plan<'_>) -> Context {
    let mut context = Context::new();
    context.insert("office", &view::office_view(plan.catalog));
    context.insert("categories", &view::category_views(plan));
    context.insert("item_count", &plan.catalog.procedures.len());
    context
}
