//! What only pages have of a procedure, besides the view that all templates see ([`crate::view`]): its
//! Markdown as HTML, a code for paper, its strip and the picture of its board, what search engines read.

use crate::markdown::render;
use crate::model::Catalog;
use crate::model::PROCEDURES;
use crate::model::Procedure;
use crate::plan::Plan;
use serde::Serialize;

/// What templates see as `own`.
#[derive(Debug, Serialize)]
pub(super) struct OwnView {
    json_ld: String,
    /// Its address with the version as a code, as SVG; for paper.
    qr: String,
    body: String,
    /// The address of the file with all its pictures.
    strip: Option<String>,
    board: Option<String>,
    board_width: u32,
    board_height: u32,
    /// The picture that is sent on, and its width and height.
    shared: Option<String>,
    shared_pixels: (u32, u32),
}

/// For search engines: schema.org's `GovernmentService`.
fn json_ld(catalog: &Catalog, p: &Procedure) -> String {
    let c = &catalog.community;
    // 「低保：区民政部门；临时救助：问街道」 is no name of one.
    let decides = &p.competent_authority.value;
    let operator = if decides.contains('：') { &c.organizer.value } else { decides };
    let service = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": p.title.value,
        "alternateName": p.aliases.iter().map(|a| a.value.as_str()).collect::<Vec<_>>(),
        "description": p.summary.value,
        "url": format!("{}{}/", c.url.value, p.code.value),
        "inLanguage": "zh-CN",
        "serviceOperator": { "@type": "Organization", "name": operator },
        "provider": { "@type": "Organization", "name": c.organizer.value },
        "areaServed": c.name.value,
        "availableChannel": {
            "@type": "ServiceChannel",
            "servicePhone": c.phone.value.numbers().iter().map(|number| serde_json::json!({
                "@type": "ContactPoint", "telephone": number.text,
            })).collect::<Vec<_>>(),
        },
    });
    // In a page, no text may end the script it stands in.
    service.to_string().replace('<', "\\u003c")
}

/// What only pages have of a procedure.
pub(super) fn own_view(plan: &Plan<'_>, index: usize) -> OwnView {
    let (catalog, p) = (plan.catalog, &plan.catalog.procedures[index]);
    let board = plan.picture(PROCEDURES, &p.code.value);
    let pixels = board.map_or((0, 0), |picture| picture.pixels);
    let shared = plan.shared_picture(PROCEDURES, &p.code.value);
    let strip = || {
        let known = plan.strip(&p.code.value).map(String::from);
        format!("../{}", known.unwrap_or_else(|| format!("comics/{}.svg", p.code.value)))
    };
    OwnView {
        json_ld: json_ld(catalog, p),
        qr: super::code::drawn(&plan.item_address(index)),
        body: render(&p.body.value, &|code| {
            catalog.find_procedure(code).map(|_| format!("../{code}/index.html"))
        }),
        strip: (!p.panels().is_empty()).then(strip),
        board: board.map(|picture| format!("../{}", picture.path)),
        board_width: pixels.0,
        board_height: pixels.1,
        shared: shared.map(|picture| format!("../{}", picture.path)),
        shared_pixels: shared.map_or((0, 0), |picture| picture.pixels),
    }
}
