//! What a person can do at once, and the edits that follow from it. An operation is worked out against the programme as
//! it is at the moment of recording, so that two presses of `+` count two, however slow the disk is.

use jiff::civil::Date;

use super::field::{BadValue, Field, Owner};
use super::id::{Entity, MilestoneId};
use super::milestone::{Milestone, State};
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
        target: Entity,
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
    /// The actual date is after today.
    Future(Date),
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
            Self::Done { targets, .. } | Self::Reopen { targets } | Self::Toggle { targets } => {
                targets.clone()
            }
            Self::Step { target, .. }
            | Self::Progress { target, .. }
            | Self::Note {
                target: Entity::Milestone(target),
                ..
            }
            | Self::Set {
                target: Entity::Milestone(target),
                ..
            } => vec![target.clone()],
            Self::Note { .. } | Self::Set { .. } | Self::HandEdit { .. } => Vec::new(),
        }
    }

    /// Works out the edits.
    ///
    /// # Errors
    /// Says why it cannot be done, or that there is nothing to do.
    pub fn plan(&self, programme: &Programme, occasion: &Occasion) -> Result<Plan, Refusal> {
        let planner = Planner {
            programme,
            occasion,
        };
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
            Self::Note { target, text } => planner.note(target, text),
            Self::HandEdit { edits } => planner.hand_edit(edits),
            Self::Set {
                target,
                field,
                text,
            } => planner.set(target, field, text),
        }
    }
}

/// The day on which the last of a counted milestone was reached.
#[derive(Clone, Copy)]
enum LastDay {
    /// Nobody has said; it is not guessed.
    Unsaid,
    /// This day, or today.
    Given(Option<Date>),
}

struct Planner<'a> {
    programme: &'a Programme,
    occasion: &'a Occasion,
}

impl<'a> Planner<'a> {
    fn milestone(&self, id: &MilestoneId) -> Result<&'a Milestone, Refusal> {
        let entity = Entity::Milestone(id.clone());
        let known = self.programme.contains(&entity)
            && self
                .programme
                .contains(&Entity::Platform(id.platform.clone()));
        self.programme
            .milestone(id)
            .filter(|_| known)
            .ok_or(Refusal::Unknown(entity))
    }

    fn milestones<'t>(
        &self,
        ids: &'t [MilestoneId],
    ) -> Result<Vec<(&'t MilestoneId, &'a Milestone)>, Refusal> {
        let found: Vec<_> = ids
            .iter()
            .map(|id| Ok((id, self.milestone(id)?)))
            .collect::<Result<_, Refusal>>()?;
        if found.is_empty() {
            Err(Refusal::Nothing)
        } else {
            Ok(found)
        }
    }

    fn not_future(&self, date: Date) -> Result<Date, Refusal> {
        if date > self.occasion.today {
            Err(Refusal::Future(date))
        } else {
            Ok(date)
        }
    }

    fn done(
        &self,
        targets: &[MilestoneId],
        on: Option<Date>,
        evidence: Option<&str>,
        note: Option<&str>,
    ) -> Result<Plan, Refusal> {
        let actual = self.not_future(on.unwrap_or(self.occasion.today))?;
        let mut edits = Vec::new();
        let mut since = None;
        for (id, milestone) in self.milestones(targets)? {
            match milestone.actual {
                Some(date) if on.is_none_or(|on| on == date) => since = Some(date),
                _ => mark_done(id, milestone, actual, &mut edits),
            }
            if let Some(number) = evidence {
                edits.push(document(id, number)?);
            }
            if let Some(text) = note {
                edits.push(self.remark(&Entity::Milestone(id.clone()), text)?);
            }
        }
        match since {
            Some(date) if edits.is_empty() => Err(Refusal::AlreadyDone(date)),
            _ => Ok(Plan {
                action: "done",
                edits,
            }),
        }
    }

    fn reopen(&self, targets: &[MilestoneId]) -> Result<Plan, Refusal> {
        let edits: Vec<Edit> = self
            .milestones(targets)?
            .into_iter()
            .filter(|(_, milestone)| milestone.is_done())
            .map(|(id, _)| edit(id, "actual", None))
            .collect();
        if edits.is_empty() {
            Err(Refusal::NotDone)
        } else {
            Ok(Plan {
                action: "reopen",
                edits,
            })
        }
    }

    fn step(&self, target: &MilestoneId, by: i32) -> Result<Plan, Refusal> {
        let milestone = self.milestone(target)?;
        let goal = milestone.target.ok_or(Refusal::NotCounted)?;
        let reached = milestone
            .reached()
            .checked_add_signed(by)
            .filter(|reached| *reached <= goal);
        self.progress(
            target,
            reached.ok_or(Refusal::OutOfRange(goal))?,
            LastDay::Unsaid,
        )
    }

    fn progress(
        &self,
        target: &MilestoneId,
        reached: u32,
        last_day: LastDay,
    ) -> Result<Plan, Refusal> {
        let milestone = self.milestone(target)?;
        let goal = milestone.target.ok_or(Refusal::NotCounted)?;
        if reached > goal {
            return Err(Refusal::OutOfRange(goal));
        }
        if reached == goal {
            let LastDay::Given(on) = last_day else {
                return Err(Refusal::NeedsDate);
            };
            return self.done(std::slice::from_ref(target), on, None, None);
        }
        let mut edits = vec![edit(target, "progress", Some(reached.into()))];
        if milestone.is_done() {
            edits.push(edit(target, "actual", None));
        }
        Ok(Plan {
            action: "set",
            edits,
        })
    }

    fn note(&self, target: &Entity, text: &str) -> Result<Plan, Refusal> {
        if !self.programme.contains(target) {
            return Err(Refusal::Unknown(target.clone()));
        }
        Ok(Plan {
            action: "note",
            edits: vec![self.remark(target, text)?],
        })
    }

    fn remark(&self, target: &Entity, text: &str) -> Result<Edit, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::Empty);
        }
        if text.len() > Value::MAX_TEXT {
            return Err(Refusal::BadValue("note".into(), BadValue::TooLong));
        }
        let field = format!("note.{}", self.occasion.key);
        Ok(Edit {
            entity: target.clone(),
            field,
            to: Some(text.into()),
        })
    }

    fn set(&self, target: &Entity, name: &str, text: &str) -> Result<Plan, Refusal> {
        if !self.programme.contains(target) {
            return Err(Refusal::Unknown(target.clone()));
        }
        let field = Owner::of(target).and_then(|owner| Field::find(owner, name));
        let field = field.ok_or_else(|| Refusal::UnknownField(target.clone(), name.to_owned()))?;
        let value = field
            .parse(text, self.present(target, name), self.occasion.today)
            .map_err(|bad| Refusal::BadValue(name.to_owned(), bad))?;
        match (target, name) {
            (Entity::Milestone(id), "progress") => {
                let reached = value.as_ref().and_then(Value::as_u32).unwrap_or(0);
                return self.progress(id, reached, LastDay::Given(None));
            }
            (_, "actual") => {
                value
                    .as_ref()
                    .and_then(Value::as_date)
                    .map(|date| self.not_future(date))
                    .transpose()?;
            }
            _ => {}
        }
        let mut edits = vec![Edit {
            entity: target.clone(),
            field: name.to_owned(),
            to: value,
        }];
        if let (Entity::Milestone(id), "baseline") = (target, name) {
            edits.extend(self.keep_original(id)?);
        }
        Ok(Plan {
            action: "set",
            edits,
        })
    }

    /// The present value of a date, from which `+2w` counts.
    fn present(&self, target: &Entity, field: &str) -> Option<Date> {
        let Entity::Milestone(id) = target else {
            return None;
        };
        self.programme.milestone(id)?.date(field)
    }

    /// Every value is held to the rules that hold where it is typed; fields that cannot be set by name keep their kind.
    fn hand_edit(&self, edits: &[Edit]) -> Result<Plan, Refusal> {
        for Edit {
            entity,
            field: name,
            to,
        } in edits
        {
            if !self.programme.contains(entity) {
                return Err(Refusal::Unknown(entity.clone()));
            }
            let field = Owner::of(entity).and_then(|owner| Field::find(owner, name));
            let (Some(field), Some(value)) = (field, to) else {
                continue;
            };
            let read = field
                .parse(&value.to_string(), None, self.occasion.today)
                .map_err(|bad| Refusal::BadValue(name.clone(), bad))?;
            if read.as_ref() != Some(value) {
                return Err(Refusal::BadValue(
                    name.clone(),
                    BadValue::Form(value.to_string()),
                ));
            }
            if name == "actual" {
                value
                    .as_date()
                    .map(|date| self.not_future(date))
                    .transpose()?;
            }
            if let (Entity::Milestone(id), "progress", Some(reached)) =
                (entity, name.as_str(), value.as_u32())
            {
                let goal = self.milestone(id)?.target.ok_or(Refusal::NotCounted)?;
                if reached > goal {
                    return Err(Refusal::OutOfRange(goal));
                }
            }
        }
        Ok(Plan {
            action: "hand-edit",
            edits: edits.to_vec(),
        })
    }

    /// A replaced baseline stays visible: the first one is kept.
    fn keep_original(&self, id: &MilestoneId) -> Result<Option<Edit>, Refusal> {
        let milestone = self.milestone(id)?;
        let first = milestone
            .baseline
            .filter(|_| milestone.original_baseline.is_none());
        Ok(first.map(|date| edit(id, "original_baseline", Some(date.into()))))
    }
}

fn mark_done(id: &MilestoneId, milestone: &Milestone, actual: Date, edits: &mut Vec<Edit>) {
    edits.push(edit(id, "actual", Some(actual.into())));
    if milestone.state != State::Open {
        edits.push(edit(id, "state", None));
    }
}

fn edit(id: &MilestoneId, field: &str, to: Option<Value>) -> Edit {
    Edit {
        entity: Entity::Milestone(id.clone()),
        field: field.to_owned(),
        to,
    }
}

/// A document is known by its number, so that two people who record the same one record one document.
fn document(id: &MilestoneId, number: &str) -> Result<Edit, Refusal> {
    let number = number.trim();
    if number.is_empty() {
        return Err(Refusal::Empty);
    }
    if number.len() > Value::MAX_TEXT {
        return Err(Refusal::BadValue("evidence".into(), BadValue::TooLong));
    }
    let lower = number.to_lowercase();
    let key: String = lower
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .take(64)
        .collect();
    Ok(edit(
        id,
        &format!("evidence.{key}.number"),
        Some(number.into()),
    ))
}
