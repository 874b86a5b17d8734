//! Who owned a platform before: each move to another ministry is kept, with its day and its document.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::id::Id;
use super::value::Value;

/// A move to another ministry, as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Transfer {
    from: Option<Id>,
    on: Option<Date>,
    document: Option<String>,
}

impl Transfer {
    /// Its parts, by which it is recorded: `move.<key>.from`.
    pub(super) const PARTS: [&'static str; 3] = ["from", "on", "document"];

    pub(super) fn set(&mut self, part: &str, value: Option<&Value>) {
        match part {
            "from" => {
                self.from = value
                    .and_then(Value::as_text)
                    .and_then(|id| id.parse().ok());
            }
            "on" => self.on = value.and_then(Value::as_date),
            "document" => self.document = value.map(ToString::to_string),
            _ => {}
        }
    }
}

/// A ministry that owned a platform before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormerOwner<'a> {
    /// Which one.
    pub ministry: &'a Id,
    /// Since when; nothing is from the beginning.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// The document that moved the platform away.
    pub document: Option<&'a str>,
}

/// The owners that the moves of a platform tell of, the first one first. A move that was taken back is none.
pub(super) fn former(moves: &BTreeMap<String, Transfer>) -> Vec<FormerOwner<'_>> {
    let mut made: Vec<(&Id, &Transfer)> = moves
        .values()
        .filter_map(|transfer| Some((transfer.from.as_ref()?, transfer)))
        .collect();
    // Those of one day in the order of their keys, which is that of their recording.
    made.sort_by_key(|(_, transfer)| transfer.on);
    let mut since = None;
    made.into_iter()
        .map(|(ministry, transfer)| FormerOwner {
            ministry,
            since: std::mem::replace(&mut since, transfer.on),
            until: transfer.on,
            document: transfer.document.as_deref(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_owner_lasted_from_the_move_before_to_its_own() {
        let mut moves = BTreeMap::new();
        for (key, from, on) in [
            ("2", "health", "2026-03-01"),
            ("1", "finance", "2026-01-01"),
            ("3", "justice", "2026-02-01"),
        ] {
            let transfer: &mut Transfer = moves.entry(key.to_owned()).or_default();
            transfer.set("from", Some(&Value::from(from)));
            transfer.set("on", Some(&Value::from(on)));
        }
        moves.get_mut("3").unwrap().set("from", None);
        let former: Vec<_> = former(&moves)
            .iter()
            .map(|owner| {
                let day = |date: Option<Date>| date.map(|date| date.to_string());
                (
                    owner.ministry.to_string(),
                    day(owner.since),
                    day(owner.until),
                )
            })
            .collect();
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(
            former,
            [
                ("finance".to_owned(), None, day("2026-01-01")),
                ("health".to_owned(), day("2026-01-01"), day("2026-03-01")),
            ]
        );
    }
}
