//! Rows `sheets:` and `rings:` of `theme.yaml` → kinds of sheet.
//!
//! Start at [`read_kinds`]. An own theme's row is laid over the built-in row of the same name, key by key.

use super::kind::CodeFloor;
use super::kind::Floors;
use super::kind::Rings;
use super::kind::SOURCES;
use super::kind::SheetKind;
use super::kind::WebPicture;
use super::profile::Format;
use super::reader::ThemeReader;
use crate::diag::Span;
use crate::model::collection;
use crate::record::suggest::nearest;
use crate::units::Dpi;
use crate::units::Mm;
use crate::units::SheetSize;
use crate::yaml::Node;
use crate::yaml::NodeKind;

/// Everything a row may say, in the order in which it is explained.
const KEYS: &[&str] = &[
    "label",
    "of",
    "where",
    "having",
    "sees",
    "gathers",
    "command",
    "when-asked",
    "template",
    "arrangements",
    "size",
    "sizes",
    "stacked",
    "open-height",
    "continues",
    "per-sheet",
    "sides",
    "reading-distance",
    "type",
    "scan-distance",
    "code",
    "safe-margin",
    "corner",
    "rings",
    "line",
    "pictures",
    "scenes",
    "profile",
    "uncut",
    "black",
    "dpi",
    "formats",
    "web",
    "web-width",
    "share",
    "web-copy",
    "file",
];

/// Reads the rows of both layers: the built-in ones in their order, then an own theme's further ones.
pub(super) fn read_kinds(
    reader: &mut ThemeReader<'_>,
    own: Option<&Node>,
    base: Option<&Node>,
    rings: &Rings,
) -> Option<Vec<SheetKind>> {
    let of_base = |name: &str| base.and_then(|base| base.entry(name));
    let mut kinds = Vec::new();
    let mut good = true;
    for (name, node) in base.into_iter().flat_map(Node::entries) {
        let row = KindRow { own: own.and_then(|own| own.entry(name)), base: Some(node), name };
        let kind = reader.kind(&row, rings);
        good &= kind.is_some();
        kinds.extend(kind);
    }
    for (name, node) in
        own.into_iter().flat_map(Node::entries).filter(|(n, _)| of_base(n).is_none())
    {
        let kind = reader.kind(&KindRow { own: Some(node), base: None, name }, rings);
        good &= kind.is_some();
        kinds.extend(kind);
    }
    for kind in &kinds {
        let names =
            kinds.iter().filter(|other| other.gathers.is_empty()).map(|other| other.name.as_str());
        let known: Vec<&str> = names.collect();
        if let Some(name) = kind.gathers.iter().find(|name| !known.contains(&name.as_str())) {
            let help = format!("可以写的有：{}", known.join("、"));
            reader.problem(Some(kind.at), format!("「gathers」里的「{name}」不能合在一起"), help);
            good = false;
        }
    }
    good.then_some(kinds)
}

/// The pattern as `rings: { step: […], start: …, radii: […], line: … }` says it.
pub(super) fn read_rings(reader: &mut ThemeReader<'_>, node: &Node) -> Option<Rings> {
    let lengths = |key: &str| -> Option<Vec<Mm>> {
        match &node.entry(key)?.kind {
            NodeKind::Seq(list) => {
                list.iter().map(|n| n.as_text().and_then(Mm::parse).filter(positive)).collect()
            }
            NodeKind::Null | NodeKind::Scalar(_) | NodeKind::Map(_) => None,
        }
    };
    let one = |key: &str| node.entry(key).and_then(Node::as_text).and_then(Mm::parse);
    let read = || {
        let step: [Mm; 2] = lengths("step")?.try_into().ok()?;
        let line = one("line").filter(positive)?;
        Some(Rings { step, start: one("start")?, radii: lengths("radii")?, line })
    };
    let rings = read();
    if rings.is_none() {
        let help =
            "写成 { step: [130mm, 62mm], start: 30mm, radii: [18mm, 30mm, 42mm], line: 1.6mm }";
        reader.problem(Some(node.span), "圆圈花纹「rings」写得不对", help);
    }
    rings
}

fn positive(length: &Mm) -> bool {
    length.0 > 0.0
}

/// A row of an own theme over that of the built-in one.
pub(super) struct KindRow<'n> {
    own: Option<&'n Node>,
    base: Option<&'n Node>,
    name: &'n str,
}

impl<'n> KindRow<'n> {
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        let own = self.own.and_then(|node| node.entry(key));
        own.or_else(|| self.base.and_then(|node| node.entry(key)))
    }

    /// Either of two ways to say the same: what the upper row says wins, whichever way it says it.
    fn either(&self, one: &str, other: &str) -> Option<(&'n Node, bool)> {
        let find = |node: &'n Node| {
            let first = node.entry(one).map(|n| (n, true));
            first.or_else(|| node.entry(other).map(|n| (n, false)))
        };
        self.own.and_then(find).or_else(|| self.base.and_then(find))
    }

    fn span(&self) -> Span {
        let node = self.own.or(self.base);
        node.map_or(Span::file_start(crate::diag::FileId(0)), |n| n.span)
    }
}

impl ThemeReader<'_> {
    fn kind(&mut self, row: &KindRow<'_>, rings: &Rings) -> Option<SheetKind> {
        self.check_row_keys(row.own);
        let of = self.row_text(row, "of")?;
        let source = SOURCES.iter().find(|(source, _)| *source == of);
        if source.is_none() && collection(&of).is_none() {
            let known: Vec<&str> = crate::model::COLLECTIONS
                .iter()
                .map(|c| c.name)
                .chain(SOURCES.iter().map(|(source, _)| *source))
                .collect();
            let near = nearest(&of, known.iter().copied());
            let help = near.map_or_else(
                || format!("可以写的有：{}", known.join("、")),
                |near| format!("改成「{near}」"),
            );
            let span = row.get("of").map_or(row.span(), |n| n.span);
            self.problem(Some(span), format!("「of」不能写「{of}」"), help);
            return None;
        }
        let filter = self.row_filter(row, &of)?;
        let having = self.row_having(row, &of)?;
        let sizes = self.row_sizes(row)?;
        let floors = self.row_floors(row)?;
        // A row that says both has its own floors and still grows.
        let far =
            row.either("reading-distance", "type").is_some_and(|(_, is_distance)| is_distance);
        let reading =
            if far { Some(self.row_length(row, "reading-distance", false)?) } else { None };
        let code = self.row_code(row)?;
        let safe_margin = self.row_length(row, "safe-margin", true)?;
        let corner = match row.get("corner") {
            Some(_) => self.row_length(row, "corner", true)?,
            None => safe_margin,
        };
        let rings = match row.get("rings") {
            Some(node) => read_rings(self, node)?,
            None => rings.clone(),
        };
        let web = match self.row_word(row, "web").as_deref() {
            None | Some("none") => None,
            Some("png") => Some(WebPicture::Png),
            Some("svg") => Some(WebPicture::Svg),
            Some(_) => return self.wrong(row, "web", "写 png、svg 或 none"),
        };
        let dpi = match self.row_word(row, "dpi").map(|t| t.parse::<f64>()) {
            None => None,
            Some(Ok(dpi)) if (10.0..=600.0).contains(&dpi) => Some(Dpi(dpi)),
            Some(_) => return self.wrong(row, "dpi", "写 10 到 600 的数"),
        };
        Some(SheetKind {
            name: row.name.into(),
            label: self.row_text(row, "label")?,
            command: source.map_or("build", |(_, command)| *command).into(),
            of,
            filter,
            having,
            sees: self.row_names(row, "sees", &|name| collection(name).is_some())?,
            gathers: self.row_names(row, "gathers", &|_| true)?,
            when_asked: self.row_flag(row, "when-asked")?,
            template: self.row_text(row, "template")?,
            arrangements: self.row_count(row, "arrangements", 9)?,
            sizes,
            stacked: self.row_flag(row, "stacked")?,
            open_height: self.row_flag(row, "open-height")?,
            continues: self.row_flag(row, "continues")?,
            per_sheet: self.row_count(row, "per-sheet", 100)?,
            sides: self.row_count(row, "sides", 9)?,
            reading,
            floors,
            pictures: self.row_share(row, "pictures")?,
            scenes: Vec::new(),
            code,
            safe_margin,
            corner,
            rings,
            line: self.row_length(row, "line", false)?,
            profile: self.row_word(row, "profile").unwrap_or_default(),
            uncut: self.row_flag(row, "uncut")?,
            black: self.row_flag(row, "black")?,
            dpi,
            formats: self.row_formats(row)?,
            web,
            web_width: self.row_pixels(row, "web-width")?,
            share: self.row_flag(row, "share")?,
            web_copy: self.row_word(row, "web-copy"),
            file: self.row_file(row)?,
            at: row.span(),
        })
    }

    fn check_row_keys(&mut self, own: Option<&Node>) {
        let Some(Node { kind: NodeKind::Map(list), .. }) = own else { return };
        for (key, _) in list.iter().filter(|(k, _)| !KEYS.contains(&k.text.as_str())) {
            let help = nearest(&key.text, KEYS.iter().copied()).map_or_else(
                || format!("可以写的有：{}", KEYS.join("、")),
                |near| format!("改成「{near}」"),
            );
            self.problem(Some(key.span), format!("一种展板没有「{}」这一栏", key.text), help);
        }
    }

    pub(super) fn wrong<T>(&mut self, row: &KindRow<'_>, key: &str, help: &str) -> Option<T> {
        let span = row.get(key).map_or(row.span(), |n| n.span);
        self.problem(Some(span), format!("「{key}」写得不对"), help);
        None
    }

    fn row_word(&self, row: &KindRow<'_>, key: &str) -> Option<String> {
        row.get(key).and_then(Node::as_text).map(String::from)
    }

    fn row_text(&mut self, row: &KindRow<'_>, key: &str) -> Option<String> {
        let Some(value) = row.get(key) else {
            let help = format!("补上「{key}」，写法见默认主题");
            self.problem(Some(row.span()), format!("缺少「{key}」"), help);
            return None;
        };
        let text = value.as_text().filter(|t| !t.is_empty()).map(String::from);
        if text.is_none() {
            self.problem(Some(value.span), format!("「{key}」应该是一行字"), "写法见默认主题");
        }
        text
    }

    fn row_flag(&mut self, row: &KindRow<'_>, key: &str) -> Option<bool> {
        match self.row_word(row, key).as_deref() {
            None | Some("0" | "false" | "否") => Some(false),
            Some("1" | "true" | "是") => Some(true),
            Some(_) => self.wrong(row, key, "写 1，或删去这一行"),
        }
    }

    fn row_count(&mut self, row: &KindRow<'_>, key: &str, most: usize) -> Option<usize> {
        let Some(value) = row.get(key) else { return Some(1) };
        let count = value.as_text().and_then(|t| t.parse().ok()).filter(|n| (1..=most).contains(n));
        if count.is_none() {
            let what = format!("「{key}」应该是 1 到 {most} 的数");
            self.problem(Some(value.span), what, format!("改成 1 到 {most} 的数"));
        }
        count
    }

    /// A width in pixels; none where nothing is said.
    fn row_pixels(&mut self, row: &KindRow<'_>, key: &str) -> Option<Option<u32>> {
        match self.row_word(row, key).map(|text| text.parse::<u32>()) {
            None => Some(None),
            Some(Ok(pixels)) if (200..=4000).contains(&pixels) => Some(Some(pixels)),
            Some(_) => self.wrong(row, key, "写 200 到 4000 的数，如 1080"),
        }
    }

    fn row_length(&mut self, row: &KindRow<'_>, key: &str, may_be_zero: bool) -> Option<Mm> {
        let text = self.row_text(row, key)?;
        let length = Mm::parse(&text).filter(|m| m.0 > 0.0 || (may_be_zero && m.0 == 0.0));
        if length.is_none() {
            let span = row.get(key).map(|n| n.span);
            self.problem(span, format!("「{key}」不是长度"), "写成 12mm 或 1.5cm");
        }
        length
    }

    fn row_sizes(&mut self, row: &KindRow<'_>) -> Option<Vec<SheetSize>> {
        let texts: Vec<(String, Span)> = match row.either("sizes", "size") {
            Some((Node { kind: NodeKind::Seq(list), .. }, true)) => {
                list.iter().filter_map(|n| Some((n.as_text()?.to_string(), n.span))).collect()
            }
            Some((node, _)) => vec![(node.as_text().unwrap_or("").to_string(), node.span)],
            None => return self.row_text(row, "size").map(|_| Vec::new()),
        };
        let mut sizes = Vec::new();
        for (text, span) in texts {
            let Some(size) = SheetSize::parse(&text) else {
                let what = format!("尺寸「{text}」看不懂");
                self.problem(Some(span), what, "写成 90x120cm（宽×高）");
                return None;
            };
            sizes.push(size);
        }
        if sizes.is_empty() {
            self.wrong(row, "sizes", "至少写一个尺寸，如 90x120cm")
        } else {
            Some(sizes)
        }
    }

    /// A share between 0 and 1; none where nothing is said, or 0.
    fn row_share(&mut self, row: &KindRow<'_>, key: &str) -> Option<Option<f64>> {
        let Some(node) = row.get(key) else { return Some(None) };
        let share = node.as_text().and_then(|text| text.parse::<f64>().ok());
        match share.filter(|share| (0.0..1.0).contains(share)) {
            Some(share) => Some(Some(share).filter(|share| *share > 0.0)),
            None => self.wrong(row, key, "写成 0 到 1 的数，如 0.33"),
        }
    }

    /// Floors as they stand, or from the distance: max(9 mm, 8 mm per metre), the imprint 9 mm.
    fn row_floors(&mut self, row: &KindRow<'_>) -> Option<Floors> {
        const LEAST: Mm = Mm(9.0);
        match row.either("type", "reading-distance") {
            Some((node, true)) => {
                let one = |key: &str| {
                    node.entry(key).and_then(Node::as_text).and_then(Mm::parse).filter(positive)
                };
                let Some(running) = one("running") else {
                    return self.wrong(
                        row,
                        "type",
                        "写成 { running: 4mm, caption: 3.4mm, imprint: 3mm }",
                    );
                };
                let caption = one("caption").unwrap_or(running);
                Some(Floors { running, caption, imprint: one("imprint").unwrap_or(caption) })
            }
            _ => {
                let distance = self.row_length(row, "reading-distance", false)?;
                let running = LEAST.max(distance * (8.0 / 1000.0));
                Some(Floors { running, caption: running, imprint: LEAST })
            }
        }
    }

    /// Floors as they stand, or from the distance: a tenth of it, modules of a millimetre.
    fn row_code(&mut self, row: &KindRow<'_>) -> Option<CodeFloor> {
        const LEAST: Mm = Mm(1.0);
        match row.either("code", "scan-distance") {
            Some((node, true)) => {
                let one = |key: &str| {
                    node.entry(key).and_then(Node::as_text).and_then(Mm::parse).filter(positive)
                };
                match (one("side"), one("module")) {
                    (Some(side), Some(module)) => Some(CodeFloor { side, module }),
                    _ => self.wrong(row, "code", "写成 { side: 27mm, module: 0.6mm }"),
                }
            }
            _ => {
                let distance = self.row_length(row, "scan-distance", false)?;
                Some(CodeFloor { side: distance / 10.0, module: LEAST })
            }
        }
    }

    fn row_formats(&mut self, row: &KindRow<'_>) -> Option<Option<Vec<Format>>> {
        let Some(node) = row.get("formats") else { return Some(None) };
        let NodeKind::Seq(list) = &node.kind else {
            return self.wrong(row, "formats", "写成 [svg, pdf]；不要文件就写 []");
        };
        let formats: Option<Vec<Format>> =
            list.iter().map(|n| n.as_text().and_then(Format::parse)).collect();
        match formats {
            Some(formats) => Some(Some(formats)),
            None => self.wrong(row, "formats", "从这些里选：svg、png、pdf、tif"),
        }
    }

    fn row_file(&mut self, row: &KindRow<'_>) -> Option<String> {
        let Some(pattern) = self.row_word(row, "file") else {
            return Some("{kind}/{key}-{size}".into());
        };
        let plain = pattern.replace("{kind}", "k").replace("{key}", "k").replace("{size}", "s");
        let good = |c: char| c.is_ascii_alphanumeric() || "-_/".contains(c);
        let below = !plain.starts_with('/') && !plain.contains("//") && !plain.ends_with('/');
        if plain.chars().all(good) && below {
            return Some(pattern);
        }
        self.wrong(row, "file", "只用英文字母、数字、减号和 /，如 {kind}/{key}-{size}")
    }
}
