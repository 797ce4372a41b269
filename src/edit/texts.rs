//! A list of texts, changed: what stays keeps its place and its note.
//!
//! Start at [`of_list`].

use super::change::Refused;
use super::doc::Doc;
use super::doc::start;
use super::doc::too_special;
use super::written::Written;
use super::written::spelled;
use crate::yaml::Node;

/// A list of texts with others: what stays keeps its place and its comment.
pub(super) fn of_list(
    doc: &Doc<'_>,
    (node, old): (&Node, &[Node]),
    new: &[Written],
) -> Result<String, Refused> {
    if old.is_empty() {
        let all = Written::List(new.to_vec()).flow();
        return Ok(doc.with(doc.empty_list(node), &all));
    }
    if new.is_empty() || old.iter().any(|item| item.as_text().is_none()) {
        return Err(too_special());
    }
    let same = |(a, b): &(&Node, &Written)| b.is_said_by(a);
    let before = old.iter().zip(new).take_while(same).count();
    let room = old.len().min(new.len()) - before;
    let behind = old.iter().rev().zip(new.iter().rev()).take(room).take_while(same).count();
    let (gone, come) = (before..old.len() - behind, &new[before..new.len() - behind]);
    let range = |item: &Node| start(item)..item.span.end as usize;
    let quotes = doc.text[start(&old[0])..].starts_with(['"', '\'']);
    let flow = doc.is_in_brackets(node);
    let spell = |value: &Written| match value {
        Written::Text(text) if quotes => crate::yaml::quoted(text),
        Written::Text(text) => spelled(text, flow),
        other => other.flow(),
    };
    if flow {
        let words: Vec<String> = come.iter().map(spell).collect();
        let words = words.join(", ");
        return Ok(match (gone.is_empty(), come.is_empty()) {
            (true, true) => doc.text.to_string(),
            (true, false) if before == 0 => {
                doc.with(start(&old[0])..start(&old[0]), &format!("{words}, "))
            }
            (true, false) => {
                let at = range(&old[before - 1]).end;
                doc.with(at..at, &format!(", {words}"))
            }
            (false, false) => {
                doc.with(start(&old[gone.start])..range(&old[gone.end - 1]).end, &words)
            }
            (false, true) if gone.end < old.len() => {
                doc.with(start(&old[gone.start])..start(&old[gone.end]), "")
            }
            (false, true) => {
                doc.with(range(&old[before - 1]).end..range(&old[gone.end - 1]).end, "")
            }
        });
    }
    // From below, so that places above stay what they are.
    let mut text = doc.text.to_string();
    let pairs = gone.len().min(come.len());
    let dash = |item: &Node| doc.text[..start(item)].rfind('-').ok_or_else(too_special);
    let indent = {
        let dash = dash(&old[0])?;
        dash - doc.line_start(dash)
    };
    for item in old[gone.start + pairs..gone.end].iter().rev() {
        text.replace_range(doc.line_start(start(item))..doc.next_line(item.span.end as usize), "");
    }
    if come.len() > pairs {
        let lines: Vec<String> =
            come[pairs..].iter().map(|v| format!("{}- {}", " ".repeat(indent), spell(v))).collect();
        let after =
            (gone.start + pairs).checked_sub(1).map_or(start(&old[0]), |at| range(&old[at]).end);
        let one = Doc { text: &text, root: node.clone(), schema: doc.schema, end: doc.end };
        text = if gone.start + pairs == 0 {
            let line = doc.line_start(after);
            one.with(line..line, &format!("{}{}", lines.join(doc.end), doc.end))
        } else {
            one.lines_behind(after, &lines.join(doc.end))
        };
    }
    for n in (0..pairs).rev() {
        text.replace_range(range(&old[gone.start + n]), &spell(&come[n]));
    }
    Ok(text)
}
