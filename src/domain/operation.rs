//! What a person can do at once, and the edits that follow from it. An operation is worked out against the programme as
//! it is at the moment of recording, so that two presses of `+` count two, however slow the disk is.

use jiff::civil::Date;

use super::catalogue::Additions;
use super::field::{BadValue, Owner};
use super::id::{Entity, Id, MilestoneId};
use super::planner::{LastDay, Planner};
use super::programme::Programme;
use super::revision::Revision;
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
    /// Milestones are done, and a document proves it.
    Prove {
        /// Which ones.
        targets: Vec<MilestoneId>,
        /// The actual date.
        on: Date,
        /// The number of the document.
        number: String,
        /// Its other parts, each with what was typed: `date`, `title`, `link`.
        parts: Vec<(String, String)>,
    },
    /// A document does not prove milestones after all.
    DropEvidence {
        /// Which ones.
        targets: Vec<MilestoneId>,
        /// The number of the document.
        number: String,
    },
    /// Something new comes into the list.
    Add {
        /// What it is.
        what: Owner,
        /// Its code, as typed; that of the kind, for a milestone.
        code: String,
        /// The platforms that owe it, for a milestone.
        platforms: Vec<Id>,
        /// Its fields, each with what was typed; for a platform `ministry` among them.
        fields: Vec<(String, String)>,
    },
    /// Platforms move to another ministry; the one before is kept.
    Move {
        /// Which ones.
        platforms: Vec<Id>,
        /// `ministry`, `moved_on` and `move_document`, each with what was typed.
        fields: Vec<(String, String)>,
    },
    /// Things change their place among their like.
    Order {
        /// Which ones; a milestone stands for its kind.
        targets: Vec<Entity>,
        /// Where they go, in the order that they have.
        to: Place,
    },
    /// Things are put away; nothing is ever deleted.
    Archive {
        /// Which ones.
        targets: Vec<Entity>,
        /// `archived` (the day, today else), `archive_reason` and `archive_document`, each with what was typed.
        fields: Vec<(String, String)>,
    },
    /// A new list is taken over: what it adds, renames, moves, no longer has.
    Catalogue {
        /// The new list.
        list: Additions,
        /// The document that decided so; that of moves and of what is put away.
        document: Option<String>,
    },
    /// Things that were put away come back as they were.
    Restore {
        /// Which ones.
        targets: Vec<Entity>,
    },
}

/// A place in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before all others.
    First,
    /// Behind all others.
    Last,
    /// Right before this one.
    Before(Entity),
    /// Right behind this one.
    After(Entity),
}

impl Place {
    /// The thing that the place is beside of.
    #[must_use]
    pub const fn anchor(&self) -> Option<&Entity> {
        match self {
            Self::First | Self::Last => None,
            Self::Before(anchor) | Self::After(anchor) => Some(anchor),
        }
    }
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
    /// What is done is not put on hold: nobody would see that it is done.
    HoldsDone,
    /// What is counted cannot end below what is reached.
    TargetBelow(u32),
    /// No document of this number proves it.
    UnknownDocument(String),
    /// There is no such field on things of this kind.
    NoSuchField(Owner, String),
    /// The code is that of something else.
    Exists(Entity),
    /// It is put away, or what it belongs to is.
    PutAway(Entity),
    /// Everything is put away already.
    AlreadyArchived,
    /// Nothing of it is put away.
    NotArchived,
    /// It has no name in Vietnamese: the field.
    NeedsName(&'static str),
    /// A platform belongs to a ministry.
    NeedsMinistry,
    /// The ministry is put away.
    ArchivedMinistry(Id),
    /// The platforms are that ministry's already.
    SameMinistry(Id),
    /// So many platforms still belong to the ministry.
    HasPlatforms(Id, usize),
    /// Things stand in an order only with their like: ministries, the platforms of one ministry, kinds of milestone.
    OtherList,
    /// Nothing would have any weight.
    NoWeight,
    /// The user wants nothing to be done without a document that proves it.
    NeedsEvidence,
}

impl Refusal {
    /// The field that it is about, where it is about one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::UnknownField(_, field)
            | Self::BadValue(field, _)
            | Self::NoSuchField(_, field) => Some(field),
            Self::Future(field, _) | Self::NeedsName(field) => Some(field),
            Self::PastForecast(_) => Some("forecast"),
            Self::NeedsDocument => Some("baseline_document"),
            Self::NeedsReason => Some("reason"),
            Self::HoldsDone => Some("state"),
            Self::TargetBelow(_) => Some("target"),
            Self::NotCounted | Self::OutOfRange(_) => Some("progress"),
            Self::NeedsDate | Self::AlreadyDone(_) | Self::NeedsEvidence => Some("actual"),
            Self::UnknownDocument(_) => Some("number"),
            Self::Exists(_) => Some("code"),
            Self::NeedsMinistry | Self::ArchivedMinistry(_) | Self::SameMinistry(_) => {
                Some("ministry")
            }
            Self::Unknown(Entity::Ministry(_)) => Some("ministry"),
            Self::NoWeight => Some("weight"),
            Self::OtherList => Some("order"),
            Self::HasPlatforms(..) | Self::AlreadyArchived | Self::NotArchived => Some("archived"),
            Self::PutAway(_)
            | Self::Unknown(_)
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
    /// `done`, `reopen`, `set`, `note`, `add`, `move`, `order`, `archive`, `restore`.
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
    /// Whether nothing is done without a document that proves it: a setting.
    pub evidence_required: bool,
}

/// The kind of action that edits by hand are recorded as.
pub const HAND_EDIT: &str = "hand-edit";

impl Operation {
    /// The milestones that it is about.
    #[must_use]
    pub fn targets(&self) -> Vec<MilestoneId> {
        match self {
            Self::Done { targets, .. }
            | Self::Reopen { targets }
            | Self::Toggle { targets }
            | Self::Evidence { targets, .. }
            | Self::Prove { targets, .. }
            | Self::DropEvidence { targets, .. } => targets.clone(),
            Self::Edit { targets, .. }
            | Self::Note { targets, .. }
            | Self::Archive { targets, .. }
            | Self::Restore { targets } => milestones_among(targets),
            Self::Step { target, .. }
            | Self::Progress { target, .. }
            | Self::Set {
                target: Entity::Milestone(target),
                ..
            } => vec![target.clone()],
            Self::Set { .. }
            | Self::HandEdit { .. }
            | Self::Add { .. }
            | Self::Move { .. }
            | Self::Order { .. }
            | Self::Catalogue { .. } => Vec::new(),
        }
    }

    /// How many things it is about.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Edit { targets, .. }
            | Self::Note { targets, .. }
            | Self::Archive { targets, .. }
            | Self::Restore { targets }
            | Self::Order { targets, .. } => targets.len(),
            Self::Move { platforms, .. } => platforms.len(),
            _ => self.targets().len(),
        }
    }

    /// Works out the edits.
    ///
    /// # Errors
    /// Says why it cannot be done, or that there is nothing to do.
    pub fn plan(&self, programme: &Programme, occasion: &Occasion) -> Result<Plan, Refusal> {
        let planner = Planner::new(programme, occasion);
        let plan = self.planned(&planner)?;
        if occasion.evidence_required {
            planner.proved(&plan)?;
        }
        Ok(plan)
    }

    fn planned(&self, planner: &Planner<'_>) -> Result<Plan, Refusal> {
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
            Self::Prove {
                targets,
                on,
                number,
                parts,
            } => planner.prove(targets, *on, number, parts),
            Self::DropEvidence { targets, number } => planner.drop_evidence(targets, number),
            Self::Add {
                what,
                code,
                platforms,
                fields,
            } => planner.add(*what, code, platforms, fields),
            Self::Move { platforms, fields } => planner.move_to(platforms, fields),
            Self::Order { targets, to } => planner.reorder(targets, to),
            Self::Archive { targets, fields } => planner.archive(targets, fields),
            Self::Restore { targets } => planner.restore(targets),
            Self::Catalogue { list, document } => planner.catalogue(list, document.as_deref()),
        }
    }
}

/// What taking over a new list would change.
#[must_use]
pub fn revision(
    list: &Additions,
    document: Option<&str>,
    programme: &Programme,
    occasion: &Occasion,
) -> Revision {
    Planner::new(programme, occasion).revise(list, document)
}

fn milestones_among(targets: &[Entity]) -> Vec<MilestoneId> {
    let milestone = |target: &Entity| match target {
        Entity::Milestone(id) => Some(id.clone()),
        _ => None,
    };
    targets.iter().filter_map(milestone).collect()
}
