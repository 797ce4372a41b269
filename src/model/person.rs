//! One person of a picture: who, doing what, with what in hand, saying what.
//!
//! Start at [`Person`].

use crate::vocabulary::MIXED;
use crate::vocabulary::lettered::spoken;

/// How words leave a mouth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechKind {
    /// 说
    Says,
    /// 想
    Thinks,
}

/// What somebody says or thinks.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// Spoken or thought.
    pub kind: SpeechKind,
    /// The words, at most 14 characters.
    pub text: String,
}

/// One person of a picture. All words are canonical.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// 阿姨, 工作人员 …
    pub who: String,
    /// 递, 看手机 …
    pub action: String,
    /// What the hands hold.
    pub prop: Option<String>,
    /// 微笑 …
    pub mood: Option<String>,
    /// 左 中 右 柜台后
    pub position: Option<String>,
    /// The bubble.
    pub speech: Option<Speech>,
}

impl Person {
    /// What people call them. The cast tells a man of an office from a woman by 男 at the end of the
    /// word (工作人员男); nobody says it so.
    #[must_use]
    pub(crate) fn called(&self) -> &str {
        let bare = self.who.strip_suffix(['男', '女']).unwrap_or(&self.who);
        if bare.chars().count() > 2 { bare } else { &self.who }
    }

    /// 奶奶递户口簿，微笑，说“材料都在这儿。”
    pub(super) fn in_words(&self) -> String {
        let mut text = format!("{}{}", self.called(), self.action);
        // A thing whose word is in the action already is not said twice: 看手机, 打电话.
        let held = self.prop.as_deref().filter(|prop| !self.action.contains(spoken(prop)));
        if let Some(prop) = held {
            // 「递政审函」, but 「看手机，拿着手机屏（养老认证）」: nobody holds what is only written there.
            let is_short = self.action.chars().count() == 1;
            text.push_str(&if is_short { spoken(prop).into() } else { format!("，拿着{prop}") });
        }
        if let Some(mood) = &self.mood {
            text.push_str(&format!("，{}", mood.replace(MIXED, "又")));
        }
        match &self.speech {
            Some(Speech { kind: SpeechKind::Says, text: t }) => {
                text.push_str(&format!("，说“{t}”"));
            }
            Some(Speech { kind: SpeechKind::Thinks, text: t }) => {
                text.push_str(&format!("，想“{t}”"));
            }
            None => {}
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_called_as_people_say() {
        let called = |who: &str| {
            let (who, action) = (who.to_string(), "站立".to_string());
            let person =
                Person { who, action, prop: None, mood: None, position: None, speech: None };
            person.called().to_string()
        };
        for (who, wanted) in [("工作人员男", "工作人员"), ("男孩", "男孩"), ("子女", "子女")]
        {
            assert_eq!(called(who), wanted);
        }
    }

    #[test]
    fn what_is_written_on_a_thing_is_not_held() {
        let said = |action: &str, prop: &str| {
            let person = Person {
                who: "姑娘".into(),
                action: action.into(),
                prop: Some(prop.into()),
                mood: None,
                position: None,
                speech: None,
            };
            person.in_words()
        };
        assert_eq!(said("递", "证明（政审函）"), "姑娘递政审函");
        assert_eq!(said("看手机", "手机屏（养老认证）"), "姑娘看手机，拿着手机屏（养老认证）");
        assert_eq!(said("看手机", "手机"), "姑娘看手机");
        assert_eq!(said("鼓掌", "红花"), "姑娘鼓掌，拿着红花");
    }
}
