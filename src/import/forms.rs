//! Forms → items: labels with their values beside or below them, and lines of text that begin with a label.
//!
//! Start at [`form`] and [`lines`]. Each 「事项名称」 begins an item.

use super::column::Column;
use super::columns::meaning;
use super::item::Dropped;
use super::item::Item;
use super::item::Laid;
use super::item::Said;
use super::marks;
use super::pieces::one_line;
use super::rows::dropped;
use super::table::Table;
use super::table::quoted;

/// What a heading over a form says besides the name of the matter.
const TITLES: &[&str] = &[
    "办事指南",
    "服务指南",
    "办理指南",
    "办理流程图",
    "办理流程",
    "流程图",
    "明白卡",
    "一次性告知单",
    "告知单",
];

/// A cell of a form.
type Place = (usize, usize);

/// What is found in a form, item by item.
struct Form<'t> {
    table: &'t Table,
    laid: Laid,
    /// Before the first name: number, category.
    early: Vec<Said>,
}

/// Labels with their values beside or below them; each 「事项名称」 begins an item.
pub(super) fn form(table: &Table) -> Option<Laid> {
    let mut form = Form { table, laid: Laid::default(), early: Vec::new() };
    let is_label = |text: &str| meaning(text).is_some();
    let has_title = table.filled().any(|(r, c)| meaning(table.text(r, c)) == Some(Column::Title));
    let mut row = 0;
    while row < table.rows.len() {
        let cells: Vec<Place> = (0..table.width())
            .filter(|column| !table.text(row, *column).is_empty())
            .map(|column| (row, column))
            .collect();
        if row == 0 && !has_title && cells.len() == 1 {
            form.headline((row, cells[0].1));
            row += 1;
            continue;
        }
        if form.labels_above(row, &cells) {
            for label in &cells {
                let below = (row + 1, label.1);
                if table.text(below.0, below.1).is_empty() {
                    form.label(*label);
                } else {
                    form.put(*label, below);
                }
            }
            // What stands below no label is named with the rows that no item took.
            for column in 0..table.width() {
                if !cells.contains(&(row, column)) && !table.text(row + 1, column).is_empty() {
                    form.lone((row + 1, column));
                }
            }
            row += 2;
            continue;
        }
        let text = |at: Place| table.text(at.0, at.1);
        let mut rest = cells.as_slice();
        while let [cell, after @ ..] = rest {
            let next = after.first().filter(|at| cells.len() == 2 || !is_label(text(**at)));
            rest = after;
            if is_label(text(*cell)) {
                let Some(value) = next else {
                    form.label(*cell);
                    continue;
                };
                rest = &after[1..];
                form.put(*cell, *value);
                continue;
            }
            if form.inside(*cell) {
                continue;
            }
            // A label reaches down over the rows of its values.
            let above = (0..cell.1).rev().map(|c| table.anchor(row, c)).find(|(at, _)| *at < row);
            let label = above.filter(|at| !text(*at).is_empty());
            match (label, next) {
                (Some(label), _) => form.put(label, *cell),
                (None, Some(value)) if after.len() == 1 => {
                    rest = &[];
                    form.put(*cell, *value);
                }
                // An outer label beside the labels it holds together.
                (None, None) if !after.is_empty() => form.label(*cell),
                _ => form.lone(*cell),
            }
        }
        row += 1;
    }
    is_good(&form.laid).then_some(form.laid)
}

impl Form<'_> {
    fn text(&self, at: Place) -> &str {
        self.table.text(at.0, at.1)
    }

    fn at(&self, at: Place) -> String {
        self.table.at(at.0, at.1)
    }

    fn label(&mut self, at: Place) {
        let at = self.at(at);
        self.laid.headings.push(at);
    }

    /// Whether a row holds nothing but labels, and the row below it their values.
    fn labels_above(&self, row: usize, cells: &[Place]) -> bool {
        let known = |at: &Place| meaning(self.text(*at)).is_some();
        let below: Vec<Place> = cells.iter().map(|(row, column)| (row + 1, *column)).collect();
        let filled = below.iter().filter(|at| !self.text(**at).is_empty()).count();
        row + 1 < self.table.rows.len()
            && cells.len() > 1
            && cells.iter().all(known)
            && filled * 2 >= cells.len()
            && !below.iter().any(known)
    }

    /// The name of the matter as the line over its form: 「高龄津贴办事指南」.
    fn headline(&mut self, at: Place) {
        let whole = one_line(self.text(at));
        let name = TITLES.iter().find_map(|word| whole.strip_suffix(word)).unwrap_or(&whole);
        let name = name.trim_matches(['《', '》', ' ', '（', '）']).to_string();
        if name.is_empty() || name.chars().count() > 24 {
            self.lone(at);
            return;
        }
        self.begin(at.0);
        let said = Said {
            column: Some(Column::Title),
            heading: "表头".into(),
            row: at.0,
            at: self.at(at),
            text: name,
        };
        self.say(said);
    }

    fn begin(&mut self, row: usize) {
        let place = self.table.place(row);
        let said = std::mem::take(&mut self.early);
        self.laid.items.push(Item { place, said, ..Item::default() });
    }

    fn say(&mut self, said: Said) {
        match self.laid.items.last_mut() {
            Some(item) => item.said.push(said),
            None => self.early.push(said),
        }
    }

    /// A label and its value.
    fn put(&mut self, label: Place, value: Place) {
        let column = meaning(self.text(label));
        if column == Some(Column::Title) {
            self.begin(label.0);
        }
        self.label(label);
        let said = Said {
            column,
            heading: one_line(self.text(label)),
            row: label.0,
            at: self.at(value),
            text: self.text(value).to_string(),
        };
        self.say(said);
    }

    /// 「办理时限：5日」 in one cell.
    fn inside(&mut self, at: Place) -> bool {
        let text = self.text(at).to_string();
        let Some((name, value)) = text.split_once(['：', ':']) else { return false };
        let Some(column) = meaning(name).filter(|_| !value.trim().is_empty()) else { return false };
        if column == Column::Title {
            self.begin(at.0);
        }
        let heading = one_line(name);
        self.say(Said {
            column: Some(column),
            heading,
            row: at.0,
            at: self.at(at),
            text: value.trim().into(),
        });
        true
    }

    /// A text without a label: the last item's, or nobody's.
    fn lone(&mut self, at: Place) {
        let (address, text) = (self.at(at), self.text(at).to_string());
        match self.laid.items.last_mut() {
            Some(item) => {
                item.said.push(Said {
                    column: None,
                    heading: "没有标签".into(),
                    row: at.0,
                    at: address,
                    text,
                });
            }
            None => self.laid.dropped.push(Dropped {
                place: self.table.place(at.0),
                text: quoted(&address, &text),
                cells: vec![address],
            }),
        }
    }
}

/// Whether labels were found that make an item: a name, and two things more.
fn is_good(laid: &Laid) -> bool {
    let known = |item: &Item| item.said.iter().filter(|said| said.column.is_some()).count();
    laid.items.iter().any(|item| known(item) >= 3)
}

/// Lines of text (of a Word file without a table): 「一、高龄津贴申领」, then 「所需材料：……」.
pub(super) fn lines(table: &Table) -> Option<Laid> {
    let mut laid = Laid::default();
    let mut label: Option<(Column, String)> = None;
    let bare = |row: usize| {
        let line = table.rows.get(row).and_then(|cells| cells.first()).map_or("", String::as_str);
        line[marks::mark(line).map_or(0, |m| m.length)..].trim()
    };
    let labelled = |line: &str| {
        let (name, value) = line.split_once(['：', ':']).unwrap_or((line, ""));
        meaning(name).map(|column| (column, name.trim().to_string(), value.trim().to_string()))
    };
    let begin = |laid: &mut Laid, row: usize| {
        laid.items.push(Item { place: table.place(row), ..Item::default() });
    };
    let say = |laid: &mut Laid, row: usize, column: Column, heading: &str, text: &str| {
        let said = Said {
            column: Some(column),
            heading: heading.to_string(),
            row,
            at: table.at(row, 0),
            text: text.to_string(),
        };
        match laid.items.last_mut() {
            Some(item) => item.said.push(said),
            None => laid.dropped.push(dropped(table, row)),
        }
    };
    for row in 0..table.rows.len() {
        let line = bare(row);
        if let Some((column, name, value)) = labelled(line) {
            if column == Column::Title && !value.is_empty() {
                begin(&mut laid, row);
            }
            if value.is_empty() {
                laid.headings.push(table.at(row, 0));
            } else {
                say(&mut laid, row, column, &name, &value);
            }
            label = Some((column, name));
            continue;
        }
        // A short line above a label is the name of an item; under a label only where that label begins anew.
        let already = |column: Column| {
            let item = laid.items.last();
            item.is_none_or(|item| item.said.iter().any(|said| said.column == Some(column)))
        };
        let is_name = labelled(bare(row + 1))
            .is_some_and(|(c, ..)| c != Column::Title && (label.is_none() || already(c)))
            && line.chars().count() <= 30
            && !line.contains(['：', ':', '。']);
        if is_name {
            begin(&mut laid, row);
            say(&mut laid, row, Column::Title, "事项名称", line);
            label = None;
            continue;
        }
        // After the last item a line that no label may hold is the sender, or a date.
        let is_last = row + 1 == table.rows.len()
            && (line.ends_with("居委会")
                || line.ends_with("委员会")
                || line.ends_with('日') && line.contains('年'));
        match (&label, laid.items.is_empty()) {
            (Some((column, name)), false) if !is_last => {
                say(&mut laid, row, *column, &name.clone(), table.text(row, 0));
            }
            _ => laid.dropped.push(dropped(table, row)),
        }
    }
    is_good(&laid).then_some(laid)
}
