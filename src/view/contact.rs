//! Who may be called, as a card that a phone's address book takes over (vCard 3.0, RFC 2426).
//!
//! Start at [`Contact::card`]. 3.0 and not 4.0: readers of 4.0 read 3.0 too, the other way round numbers get lost
//! (vobject 0.9.9 takes the `tel:` address of 4.0's `TEL` for the number). Phones were not at hand.

use crate::model::Community;
use crate::model::Worker;
use crate::quantity::Phones;
use ics::escape_text;

/// One card.
#[derive(Debug)]
pub(crate) struct Contact<'c> {
    name: &'c str,
    organisation: &'c str,
    title: Option<&'c str>,
    note: Option<&'c str>,
    phone: Option<&'c Phones>,
    url: Option<&'c str>,
}

impl<'c> Contact<'c> {
    /// The office.
    #[must_use]
    pub(crate) fn of_office(c: &'c Community) -> Contact<'c> {
        Contact {
            name: &c.name.value,
            organisation: &c.organizer.value,
            title: None,
            note: None,
            phone: Some(&c.phone.value),
            url: Some(&c.url.value),
        }
    }

    /// Somebody of the office; who did not agree is not in a catalog that is shown.
    #[must_use]
    pub(crate) fn of_worker(c: &'c Community, worker: &'c Worker) -> Contact<'c> {
        Contact {
            name: &worker.name.value,
            organisation: &c.name.value,
            title: Some(&worker.role.value),
            note: worker.area.as_ref().map(|area| area.value.as_str()),
            phone: worker.phone.as_ref().map(|phone| &phone.value),
            url: None,
        }
    }

    /// The card, its lines ended as the standard has them. Chinese names are not cut into family and given name:
    /// which is which is not written in the file.
    #[must_use]
    pub(crate) fn card(&self) -> String {
        self.lines(";;;;", ";TYPE=WORK,VOICE").iter().map(|line| format!("{line}\r\n")).collect()
    }

    /// What a code holds: only what it takes to call, so that its squares are large, and `␤` for the end of a line, which
    /// markup would not keep.
    #[must_use]
    pub(crate) fn code(&self) -> String {
        Contact { title: None, note: None, url: None, ..*self }.lines("", "").join("␤")
    }

    /// Its lines; `parts` stands behind the name for those that it is not cut into, `kind` behind `TEL`. What may not stand
    /// as it is, is escaped as in calendars (RFC 2426, 4).
    fn lines(&self, parts: &str, kind: &str) -> Vec<String> {
        let name = escape_text(self.name);
        let mut lines = vec![
            "BEGIN:VCARD".to_string(),
            "VERSION:3.0".to_string(),
            format!("N:{name}{parts}"),
            format!("FN:{name}"),
            format!("ORG:{}", escape_text(self.organisation)),
        ];
        lines.extend(self.title.map(|title| format!("TITLE:{}", escape_text(title))));
        let numbers = self.phone.iter().flat_map(|phone| phone.numbers());
        lines.extend(numbers.map(|n| format!("TEL{kind}:{}", escape_text(n.dial.as_str()))));
        lines.extend(self.url.map(|url| format!("URL:{url}")));
        lines.extend(self.note.map(|note| format!("NOTE:{}", escape_text(note))));
        lines.push("END:VCARD".into());
        lines
    }
}
