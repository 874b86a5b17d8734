//! What a person can do at once, and the edits that follow from it. An operation is worked out against the programme as
//! it is at the moment of recording, so that two presses of `+` count two, however slow the disk is.

use jiff::civil::Date;

use super::field::BadValue;
use super::id::{Entity, MilestoneId};
use super::planner::{LastDay, Planner};
use super::programme::Programme;
use super::value::Value;

/// One thing that a person does at once: one line of the journal, one undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Milestones are done.
    Done {
        /// Which ones.
        targets: Vec<MilestoneId>,
        /// The actual date; `None` is today, and leaves the date of those already done.
        on: Option<Date>,
        /// The number of the document that proves it.
        evidence: Option<String>,
        /// A remark.
        note: Option<String>,
    },
    /// Milestones are not done after all.
    Reopen {
        /// Which ones.
        targets: Vec<MilestoneId>,
    },
    /// Milestones are done today; or, when all of them are, not done.
    Toggle {
        /// Which ones.
        targets: Vec<MilestoneId>,
    },
    /// A counted milestone has this many more (or fewer).
    Step {
        /// Which one.
        target: MilestoneId,
        /// How many more.
        by: i32,
    },
    /// A counted milestone has reached this many.
    Progress {
        /// Which one.
        target: MilestoneId,
        /// How many.
        reached: u32,
        /// The actual date, for when all are reached; `None` is today.
        on: Option<Date>,
    },
    /// A remark.
    Note {
        /// On what.
        targets: Vec<Entity>,
        /// What is said.
        text: String,
    },
    /// Fields get the values that somebody wrote into the readable state by hand.
    HandEdit {
        /// Which ones.
        edits: Vec<Edit>,
    },
    /// A field gets a value, as typed.
    Set {
        /// Of what.
        target: Entity,
        /// Which field.
        field: String,
        /// What was typed; empty clears it.
        text: String,
    },
    /// Fields of one or many things get values, as typed; every thing gets the same, counted from what it has.
    Edit {
        /// Of what.
        targets: Vec<Entity>,
        /// Which fields, each with what was typed; empty clears it.
        fields: Vec<(String, String)>,
    },
    /// A document proves milestones, or what is recorded of it is put right.
    Evidence {
        /// Which ones.
        targets: Vec<MilestoneId>,
        /// Its number, by which it is known.
        number: String,
        /// Its other parts, each with what was typed: `date`, `title`, `link`; empty clears one.
        parts: Vec<(String, String)>,
    },
    /// A document does not prove milestones after all.
    DropEvidence {
        /// Which ones.
        targets: Vec<MilestoneId>,
        /// The number of the document.
        number: String,
    },
}

/// Why nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such thing in the list.
    Unknown(Entity),
    /// This names nothing.
    UnknownName(String),
    /// There is no such field on this kind of thing.
    UnknownField(Entity, String),
    /// The typed text is no value of the field.
    BadValue(String, BadValue),
    /// Everything is already as asked.
    Nothing,
    /// It is already done, since this day.
    AlreadyDone(Date),
    /// It is not done, so it cannot be reopened.
    NotDone,
    /// It is done or not done; there is nothing to count.
    NotCounted,
    /// The count must be between 0 and this.
    OutOfRange(u32),
    /// All would be reached: the actual date has to be said.
    NeedsDate,
    /// A remark, or a document, without text.
    Empty,
    /// Something that has happened is dated after today: the field, and the date.
    Future(&'static str, Date),
    /// What is not done yet is forecast for a day that is over.
    PastForecast(Date),
    /// A baseline is replaced only by a document.
    NeedsDocument,
    /// Nothing is put on hold or cancelled without a reason.
    NeedsReason,
    /// What is counted cannot end below what is reached.
    TargetBelow(u32),
    /// No document of this number proves it.
    UnknownDocument(String),
}

impl Refusal {
    /// The field that it is about, where it is about one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::UnknownField(_, field) | Self::BadValue(field, _) => Some(field),
            Self::Future(field, _) => Some(field),
            Self::PastForecast(_) => Some("forecast"),
            Self::NeedsDocument => Some("baseline_document"),
            Self::NeedsReason => Some("reason"),
            Self::TargetBelow(_) => Some("target"),
            Self::NotCounted | Self::OutOfRange(_) => Some("progress"),
            Self::NeedsDate | Self::AlreadyDone(_) => Some("actual"),
            Self::UnknownDocument(_) => Some("number"),
            Self::Unknown(_)
            | Self::UnknownName(_)
            | Self::Nothing
            | Self::NotDone
            | Self::Empty => None,
        }
    }
}

/// A field of a thing gets a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is changed.
    pub entity: Entity,
    /// Which field.
    pub field: String,
    /// The value; `None` is nothing.
    pub to: Option<Value>,
}

/// The edits of an operation, and the name under which they stand in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// `done`, `reopen`, `set`, `note`.
    pub action: &'static str,
    /// What to write; may hold edits that change nothing.
    pub edits: Vec<Edit>,
}

/// What an operation needs to know besides the programme.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// Today, by the clock.
    pub today: Date,
    /// A key that no other remark has.
    pub key: String,
}

impl Operation {
    /// The milestones that it is about.
    #[must_use]
    pub fn targets(&self) -> Vec<MilestoneId> {
        match self {
            Self::Done { targets, .. }
            | Self::Reopen { targets }
            | Self::Toggle { targets }
            | Self::Evidence { targets, .. }
            | Self::DropEvidence { targets, .. } => targets.clone(),
            Self::Edit { targets, .. } | Self::Note { targets, .. } => milestones_among(targets),
            Self::Step { target, .. }
            | Self::Progress { target, .. }
            | Self::Set {
                target: Entity::Milestone(target),
                ..
            } => vec![target.clone()],
            Self::Set { .. } | Self::HandEdit { .. } => Vec::new(),
        }
    }

    /// How many things it is about.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Edit { targets, .. } | Self::Note { targets, .. } => targets.len(),
            _ => self.targets().len(),
        }
    }

    /// Works out the edits.
    ///
    /// # Errors
    /// Says why it cannot be done, or that there is nothing to do.
    pub fn plan(&self, programme: &Programme, occasion: &Occasion) -> Result<Plan, Refusal> {
        let planner = Planner::new(programme, occasion);
        match self {
            Self::Done {
                targets,
                on,
                evidence,
                note,
            } => planner.done(targets, *on, evidence.as_deref(), note.as_deref()),
            Self::Reopen { targets } => planner.reopen(targets),
            Self::Toggle { targets } => {
                let all_done = planner
                    .milestones(targets)?
                    .iter()
                    .all(|(_, milestone)| milestone.is_done());
                if all_done {
                    planner.reopen(targets)
                } else {
                    planner.done(targets, None, None, None)
                }
            }
            Self::Step { target, by } => planner.step(target, *by),
            Self::Progress {
                target,
                reached,
                on,
            } => planner.progress(target, *reached, LastDay::Given(*on)),
            Self::Note { targets, text } => planner.note(targets, text),
            Self::HandEdit { edits } => planner.hand_edit(edits),
            Self::Set {
                target,
                field,
                text,
            } => planner.set(target, field, text),
            Self::Edit { targets, fields } => planner.edit(targets, fields),
            Self::Evidence {
                targets,
                number,
                parts,
            } => planner.evidence(targets, number, parts),
            Self::DropEvidence { targets, number } => planner.drop_evidence(targets, number),
        }
    }
}

fn milestones_among(targets: &[Entity]) -> Vec<MilestoneId> {
    let milestone = |target: &Entity| match target {
        Entity::Milestone(id) => Some(id.clone()),
        _ => None,
    };
    targets.iter().filter_map(milestone).collect()
}
