//! Words of somebody who is not drawn: bubbles over a photo, or over a place with nobody in it.
//!
//! Start at [`Voice`]; [`read_voices`] reads `气泡`: `左 说“先看这儿”`.

use super::person::Speech;
use super::person::SpeechKind;
use super::slips::words_of;
use super::spoken::split_speech;
use super::spoken::too_long;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Report;
use crate::record::At;
use crate::record::decode::Group;
use crate::vocabulary::Vocabulary;

/// A bubble without a drawn speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// 左 中 右: over what it is; the first at the left, the second at the right when nothing is said.
    pub position: Option<String>,
    /// The words.
    pub speech: Speech,
}

impl Voice {
    /// For a reader who cannot see it.
    pub(super) fn in_words(&self) -> String {
        match self.speech.kind {
            SpeechKind::Says => format!("有人说“{}”", self.speech.text),
            SpeechKind::Thinks => format!("有人想“{}”", self.speech.text),
        }
    }
}

/// Reads the lines of `气泡`; what is wrong is told and left out.
pub(super) fn read_voices(
    group: &Group<'_>,
    words: &Vocabulary,
    report: &mut Report,
) -> Vec<At<Voice>> {
    let mut voices = Vec::new();
    for node in group.list("气泡") {
        let Some(line) = node.as_text() else { continue };
        let mut wrong = |(what, help): (String, String)| {
            report.push(Diagnostic::new(Code::Picture, Some(node.span), what).help(help));
        };
        // Whoever is not drawn has no name: words alone are a bubble.
        let line = line.trim();
        let quoted =
            if line.starts_with(['“', '「', '"']) { format!("说{line}") } else { line.into() };
        let (head, speech) = match split_speech(&quoted) {
            Ok((head, Some(speech))) => (head, speech),
            Ok((_, None)) => {
                let help = format!("写成 说“{line}”；要在哪边，前面写 左、中、右");
                wrong((format!("气泡「{line}」没有引号"), help));
                continue;
            }
            Err(problem) => {
                wrong(problem);
                continue;
            }
        };
        if let Some(problem) = too_long(&speech) {
            wrong(problem);
        }
        let told = words_of(head);
        let known = |word: &&str| words.positions.find(word).map(String::from);
        let position = match (told.len(), told.first().and_then(known)) {
            (0, _) => None,
            (1, Some(position)) => Some(position),
            _ => {
                let help = format!("画里没有人，只写在哪边和话，如「左 说“{}”」", speech.text);
                wrong((format!("气泡里多了「{}」", head.trim()), help));
                continue;
            }
        };
        voices.push(At { value: Voice { position, speech }, span: node.span });
    }
    voices
}
