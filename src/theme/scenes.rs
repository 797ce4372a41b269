//! Pictures that a kind of sheet has of its own (`scenes`), in the words of files: what stands on it whatever it is
//! made of, as the desk on the notice of a visit.
//!
//! Start at [`read_scenes`]. They are read when the theme's words are known, after the rows.

use super::kind::SheetKind;
use super::reader::ThemeReader;
use crate::model::PICTURE;
use crate::model::Picture;
use crate::record::Reading;
use crate::record::Record;
use crate::record::decode::Group;
use crate::vocabulary::Vocabulary;
use crate::yaml::Key;
use crate::yaml::Node;
use crate::yaml::NodeKind;
use std::borrow::Cow;

const PLACE: &str = "地点";

/// Reads the scenes of every kind; an own theme's list takes the place of the built-in one.
pub(super) fn read_scenes(
    reader: &mut ThemeReader<'_>,
    kinds: &mut [SheetKind],
    (own, base): (Option<&Node>, Option<&Node>),
    words: &Vocabulary,
) -> Option<()> {
    let mut good = true;
    for kind in kinds {
        let of = |layer: Option<&'_ Node>| -> Option<Node> {
            layer?.entry(&kind.name)?.entry("scenes").cloned()
        };
        let Some(node) = of(own).or_else(|| of(base)) else { continue };
        let NodeKind::Seq(list) = &node.kind else {
            let help = "写成几幅画面：「scenes: [{ 地点: 流动服务点, 人物: [志愿者 请 开心] }]」";
            reader.problem(Some(node.span), "「scenes」应该是列表", help);
            good = false;
            continue;
        };
        for item in list {
            // Without a place it is an empty stage, whatever lies behind it on the sheet.
            let (is_staged, item) = staged(item, words);
            let scene = Group::check(&item, &PICTURE, reader.report).and_then(|group| {
                let file = item.span.file;
                let mut reading = Reading { file, body: None, words, report: reader.report };
                <Picture as Record>::read(&group, &mut reading)
            });
            good &= scene.is_some();
            kind.scenes.extend(scene.map(|mut scene| {
                if !is_staged {
                    scene.place.value = Picture::NOWHERE.into();
                }
                scene
            }));
        }
    }
    good.then_some(())
}

/// The picture with a place, and whether it has one of its own.
fn staged<'n>(item: &'n Node, words: &Vocabulary) -> (bool, Cow<'n, Node>) {
    let some_place = words.places.words.first();
    match (&item.kind, some_place) {
        (NodeKind::Map(rows), Some((place, _))) if item.entry(PLACE).is_none() => {
            let mut rows = rows.clone();
            let key = Key { text: PLACE.into(), span: item.span };
            rows.push((key, Node { span: item.span, kind: NodeKind::Scalar(place.clone()) }));
            (false, Cow::Owned(Node { span: item.span, kind: NodeKind::Map(rows) }))
        }
        _ => (true, Cow::Borrowed(item)),
    }
}
