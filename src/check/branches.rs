//! Where branches leave and where they lead: steps that exist, and back only where it is said so.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::model::Branch;
use crate::model::Catalog;
use crate::model::Outcome;

/// Steps are named by numbers that exist.
pub(super) fn branches_name_steps(catalog: &Catalog, report: &mut Report) {
    for p in &catalog.procedures {
        let branches = p.branches.iter().filter_map(|b| Some(("分支", b.at.as_ref()?)));
        let risks = p.risks.iter().filter_map(|r| Some(("风险点", r.at.as_ref()?)));
        let back = p.branches.iter().filter_map(|b| Some(("分支的「回到」", b.back_to.as_ref()?)));
        for (which, at) in branches.chain(back).chain(risks) {
            if usize::from(at.value) > p.steps.len() {
                let count = p.steps.len();
                let what = format!("{which}写的是第 {} 步，一共只有 {count} 步", at.value);
                report.push(
                    Diagnostic::new(Code::UnknownReference, Some(at.span), what)
                        .help(format!("改成 1 到 {} 的数", p.steps.len())),
                );
            }
        }
    }
}

/// 「回到」 says where a branch that is done again goes: not forward, and not beside another outcome.
pub(super) fn returns_go_back(catalog: &Catalog, report: &mut Report) {
    let all = catalog.procedures.iter().flat_map(|p| &p.branches);
    all.filter_map(no_return).for_each(|problem| report.push(problem));
}

fn no_return(branch: &Branch) -> Option<Diagnostic> {
    let back = branch.back_to.as_ref()?;
    let problem = |what: String| Diagnostic::new(Code::BadValue, Some(back.span), what);
    if let Some(outcome) = branch.outcome.as_ref().filter(|o| o.value != Outcome::Loop) {
        let what = format!("写了「回到」第 {} 步，结果却是「{}」", back.value, outcome.value);
        let problem = problem(what).related(outcome.span, "结果在这里");
        return Some(problem.help("结果改成「重来」，或删去「回到」"));
    }
    if branch.outcome.is_none() {
        let what = format!("写了「回到」第 {} 步，没有写结果", back.value);
        return Some(problem(what).help("加一行「结果: 重来」，或删去「回到」"));
    }
    let from = branch.at.as_ref().filter(|from| from.value < back.value)?;
    let what = format!("从第 {} 步「回到」第 {} 步，是往前走", from.value, back.value);
    let help = match from.value {
        1 => "改成 1；办过这一种情况就接着办的，写「结果: 接着办」，删去「回到」".to_string(),
        last => format!(
            "改成 1 到 {last} 的数；办过这一种情况就接着办的，写「结果: 接着办」，删去「回到」"
        ),
    };
    Some(problem(what).related(from.span, "从这一步分出来").help(help))
}
