#![allow(warnings)]
mod common;
use common::generator::*;
use common::*;
use xiaowei::board::Workshop;
use xiaowei::board::judge::judge;
use xiaowei::board::text::Typesetter;
use xiaowei::diag::Report;
use xiaowei::plan::*;
use xiaowei::read_content;
use xiaowei::units::SheetSize;
#[test]
fn explore() {
    let dir = fresh();
    let mut rng = Seeded(std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1));
    let n: usize = std::env::var("N").ok().and_then(|s| s.parse().ok()).unwrap_or(8);
    let sizes = std::env::var("SIZES").unwrap_or("item:90x120cm".into());
    let ours = std::env::var("OURS").is_ok();
    let mut tally: std::collections::BTreeMap<String, (usize, usize, usize, usize)> =
        Default::default();
    for _ in 0..n {
        if ours {
            copy_tree(&crate_root().join("content"), &dir.path().join("content"));
        } else {
            catalog(
                &mut rng,
                dir.path(),
                9,
                std::env::var("EACH").ok().and_then(|s| s.parse().ok()).unwrap_or(9),
            );
        }
        let read = read_content(dir.path());
        assert!(!read.report.has_errors(), "{}", read.report.render(&read.sources, false));
        let (catalog, theme) = read.read.unwrap();
        let mut report = Report::default();
        let workshop = Workshop::open(&theme, &mut report).unwrap();
        let mut ts = Typesetter::new(&theme.fonts, &theme.fallback_fonts, &theme.words.unbroken);
        for size in sizes.split(',') {
            let (kind, sz) = size.split_once(':').unwrap();
            let wanted = Wanted {
                kinds: vec![kind.into()],
                size: SheetSize::parse(sz),
                ..Wanted::default()
            };
            let plan = Plan::new(&catalog, &theme, &wanted);
            let mut all = true;
            for b in &plan.boards {
                let mut r = Report::default();
                let made = workshop.make(&plan, b, &mut ts, &mut r);
                let e = tally.entry(size.into()).or_default();
                e.0 += 1;
                if made.is_none() {
                    e.1 += 1;
                    all = false;
                    if std::env::var("SHOW").is_ok() {
                        eprintln!(
                            "{size} {} {}x: {}",
                            b.stem,
                            catalog.procedures.len(),
                            r.items()
                                .iter()
                                .map(|d| format!(
                                    "{} {} | {}",
                                    d.code.text(),
                                    d.message,
                                    d.help.clone().unwrap_or_default()
                                ))
                                .collect::<Vec<_>>()
                                .join("\n     ")
                        );
                    }
                } else if !r.is_empty() {
                    e.2 += 1;
                    if std::env::var("SHOW").is_ok() {
                        eprintln!("{size} {} {}", b.stem, r.items()[0].message);
                    }
                }
            }
            let e = tally.entry(size.into()).or_default();
            if !all {
                e.3 += 1;
            }
        }
    }
    for (k, v) in tally {
        eprintln!(
            "{k}: boards {} failed {} left-out {} catalogs failed {} of {n}",
            v.0, v.1, v.2, v.3
        );
    }
}
