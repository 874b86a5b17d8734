//! A milestone as recorded: only what somebody typed. Everything that can be computed from it is in [`super::status`].

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::change::{Presence, TOUCHED, Touch};
use super::field::Owner;
use super::fields::Values;
use super::id::Id;
use super::value::Value;

/// Whether a milestone is being worked for at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum State {
    /// The usual one.
    #[default]
    Open,
    /// Stopped for now; outside the rates.
    OnHold,
    /// Given up; outside all rates and progress.
    Cancelled,
}

impl State {
    /// Every state with its recorded code.
    pub const CODES: [&'static str; 3] = ["open", "on_hold", "cancelled"];

    pub(super) fn of(value: Option<&Value>) -> Self {
        match value.and_then(Value::as_text) {
            Some("on_hold") => Self::OnHold,
            Some("cancelled") => Self::Cancelled,
            _ => Self::Open,
        }
    }
}

/// The document that proves a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Document {
    /// Number, such as `624/TB-VPCP`.
    pub number: Option<String>,
    /// The day it was signed.
    pub date: Option<Date>,
    /// What it is about.
    pub title: Option<String>,
    /// Where it is: an address or a file name.
    pub link: Option<String>,
}

impl Document {
    fn set(&mut self, part: &str, value: Option<&Value>) {
        let text = value.map(ToString::to_string);
        match part {
            "number" => self.number = text,
            "date" => self.date = value.and_then(Value::as_date),
            "title" => self.title = text,
            "link" => self.link = text,
            _ => {}
        }
    }
}

/// A dated, signed remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What was said.
    pub text: String,
    /// Who said so, and when.
    pub touch: Option<Touch>,
}

/// One thing to be delivered for a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Which of the programme's kinds it is.
    pub kind: Id,
    /// Its own weight; `None` takes the kind's.
    pub weight: Option<u32>,
    /// What there is to count up to, at least one, for a counted milestone.
    pub target: Option<u32>,
    /// How many are reached, as recorded; see [`Milestone::reached`].
    pub progress: u32,
    /// The approved due date.
    pub baseline: Option<Date>,
    /// The document that set the baseline.
    pub baseline_document: Option<String>,
    /// The first baseline, once it was replaced.
    pub original_baseline: Option<Date>,
    /// The date now expected.
    pub forecast: Option<Date>,
    /// The date on which it was done.
    pub actual: Option<Date>,
    /// The date on which work began.
    pub started: Option<Date>,
    /// Open, on hold or cancelled.
    pub state: State,
    /// The values of its fields, those without a rule of their own among them: the reason, obstacle, proposal.
    pub values: Values,
    /// What proves it, by key.
    pub evidence: BTreeMap<String, Document>,
    /// Remarks, oldest first by key.
    pub notes: BTreeMap<String, Note>,
    /// Its last change.
    pub touch: Option<Touch>,
    /// Its kind is put away, and all of the kind with it.
    pub(super) is_of_archived_kind: bool,
    presence: Presence,
}

impl Milestone {
    /// A milestone of which nothing is known yet.
    #[must_use]
    pub fn new(kind: Id) -> Self {
        Self {
            kind,
            weight: None,
            target: None,
            progress: 0,
            baseline: None,
            baseline_document: None,
            original_baseline: None,
            forecast: None,
            actual: None,
            started: None,
            state: State::Open,
            values: Values::default(),
            evidence: BTreeMap::new(),
            notes: BTreeMap::new(),
            touch: None,
            is_of_archived_kind: false,
            presence: Presence::default(),
        }
    }

    /// Whether it was added, and neither it nor its kind was put away.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.presence.is_shown() && !self.is_of_archived_kind
    }

    pub(super) fn was_added(&self) -> bool {
        self.presence.is_shown() || self.presence.is_archived()
    }

    pub(super) fn is_archived(&self) -> bool {
        self.presence.is_archived()
    }

    /// Whether it is done: it has an actual date.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.actual.is_some()
    }

    /// How many are reached, at most the target. Done means all of them; what was recorded before stays recorded, so that
    /// reopening gives it back.
    #[must_use]
    pub fn reached(&self) -> u32 {
        let target = self.target.unwrap_or(1);
        match (self.is_done(), self.target) {
            (true, _) => target,
            (false, Some(_)) => self.progress.min(target),
            (false, None) => 0,
        }
    }

    /// The part that is done, 0 to 1.
    #[must_use]
    pub fn part(&self) -> f64 {
        match (self.is_done(), self.target) {
            (true, _) => 1.0,
            (false, Some(target)) => f64::from(self.reached()) / f64::from(target),
            (false, None) => 0.0,
        }
    }

    /// Whether work has begun.
    #[must_use]
    pub fn is_started(&self) -> bool {
        self.started.is_some() || self.reached() > 0
    }

    /// The documents that prove it.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.evidence
            .values()
            .filter(|document| **document != Document::default())
    }

    /// Puts the value that a field has now. Fields of a newer program are ignored here; the journal keeps them.
    pub(super) fn set(&mut self, field: &str, value: Option<&Value>, touch: Option<&Touch>) {
        let text = || value.map(ToString::to_string);
        let date = || value.and_then(Value::as_date);
        let number = || value.and_then(Value::as_u32);
        self.values.set(Owner::Milestone, field, value);
        match field {
            _ if self.presence.set(field, value) => {}
            "weight" => self.weight = number(),
            "target" => self.target = number().filter(|target| *target > 0),
            "progress" => self.progress = number().unwrap_or(0),
            "baseline" => self.baseline = date(),
            "baseline_document" => self.baseline_document = text(),
            "original_baseline" => self.original_baseline = date(),
            "forecast" => self.forecast = date(),
            "actual" => self.actual = date(),
            "started" => self.started = date(),
            "state" => self.state = State::of(value),
            TOUCHED => self.touch = touch.cloned(),
            _ => self.set_keyed(field, value, touch),
        }
    }

    fn set_keyed(&mut self, field: &str, value: Option<&Value>, touch: Option<&Touch>) {
        let Some((name, key)) = field.split_once('.') else {
            return;
        };
        match (name, key.rsplit_once('.')) {
            ("note", _) => {
                self.notes.remove(key);
                if let Some(Value::Text(text)) = value {
                    let note = Note {
                        text: text.clone(),
                        touch: touch.cloned(),
                    };
                    self.notes.insert(key.to_owned(), note);
                }
            }
            ("evidence", Some((document, part))) => {
                self.evidence
                    .entry(document.to_owned())
                    .or_default()
                    .set(part, value);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(progress: i64) -> Milestone {
        let mut milestone = Milestone::new("readiness".parse().unwrap());
        milestone.set("target", Some(&Value::Integer(34)), None);
        milestone.set("progress", Some(&Value::Integer(progress)), None);
        milestone
    }

    #[test]
    fn done_means_all_are_reached_and_reopening_gives_back_the_count() {
        let mut milestone = counted(12);
        assert_eq!(milestone.reached(), 12);
        milestone.set("actual", Some(&Value::from("2026-01-01")), None);
        assert_eq!((milestone.reached(), milestone.part()), (34, 1.0));
        milestone.set("actual", None, None);
        assert_eq!(milestone.reached(), 12);
    }

    #[test]
    fn odd_values_never_take_progress_outside_its_range() {
        assert_eq!(counted(99).reached(), 34);
        assert_eq!(counted(-1).reached(), 0);
        let mut milestone = counted(5);
        milestone.set("target", Some(&Value::Integer(0)), None);
        assert_eq!((milestone.target, milestone.part()), (None, 0.0));
    }

    #[test]
    fn documents_and_notes_come_and_go_by_key() {
        let mut milestone = counted(0);
        milestone.set("evidence.12-qd.number", Some(&Value::from("12/QĐ")), None);
        milestone.set(
            "evidence.12-qd.title",
            Some(&Value::from("Quyết định")),
            None,
        );
        milestone.set("note.1", Some(&Value::from("đã gửi phiếu")), None);
        assert_eq!(milestone.documents().count(), 1);
        assert_eq!(milestone.notes["1"].text, "đã gửi phiếu");
        milestone.set("evidence.12-qd.number", None, None);
        milestone.set("evidence.12-qd.title", None, None);
        milestone.set("note.1", None, None);
        assert_eq!(
            (milestone.documents().count(), milestone.notes.len()),
            (0, 0)
        );
    }
}
