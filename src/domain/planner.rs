//! How operations become edits: done, not done, counted, remarked upon.

use jiff::civil::Date;

use super::field::BadValue;
use super::id::{Entity, MilestoneId};
use super::milestone::{Milestone, State};
use super::operation::{Edit, Occasion, Plan, Refusal};
use super::programme::Programme;
use super::together::OF_HOLD;
use super::value::Value;

/// The day on which the last of a counted milestone was reached.
#[derive(Clone, Copy)]
pub(super) enum LastDay {
    /// Nobody has said; it is not guessed.
    Unsaid,
    /// This day, or today.
    Given(Option<Date>),
}

/// Works out edits against the programme as it is.
pub(super) struct Planner<'a> {
    pub(super) programme: &'a Programme,
    pub(super) occasion: &'a Occasion,
}

impl<'a> Planner<'a> {
    pub(super) const fn new(programme: &'a Programme, occasion: &'a Occasion) -> Self {
        Self {
            programme,
            occasion,
        }
    }

    pub(super) fn milestone(&self, id: &MilestoneId) -> Result<&'a Milestone, Refusal> {
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

    pub(super) fn milestones<'t>(
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

    pub(super) fn not_future(&self, field: &'static str, date: Date) -> Result<Date, Refusal> {
        if date > self.occasion.today {
            Err(Refusal::Future(field, date))
        } else {
            Ok(date)
        }
    }

    pub(super) fn done(
        &self,
        targets: &[MilestoneId],
        on: Option<Date>,
        evidence: Option<&str>,
        note: Option<&str>,
    ) -> Result<Plan, Refusal> {
        let actual = self.not_future("actual", on.unwrap_or(self.occasion.today))?;
        let mut edits = Vec::new();
        let mut since = None;
        for (id, milestone) in self.milestones(targets)? {
            match milestone.actual {
                Some(date) if on.is_none_or(|on| on == date) => {
                    since = Some(date);
                    end_hold(id, milestone, &mut edits);
                }
                _ => mark_done(id, milestone, actual, &mut edits),
            }
            if let Some(number) = evidence {
                edits.push(super::evidence::document(id, milestone, number)?);
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

    pub(super) fn reopen(&self, targets: &[MilestoneId]) -> Result<Plan, Refusal> {
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

    pub(super) fn step(&self, target: &MilestoneId, by: i32) -> Result<Plan, Refusal> {
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

    pub(super) fn progress(
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

    pub(super) fn note(&self, targets: &[Entity], text: &str) -> Result<Plan, Refusal> {
        let mut edits = Vec::new();
        for target in targets {
            self.listed(target)?;
            edits.push(self.remark(target, text)?);
        }
        if edits.is_empty() {
            return Err(Refusal::Nothing);
        }
        Ok(Plan {
            action: "note",
            edits,
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
}

fn mark_done(id: &MilestoneId, milestone: &Milestone, actual: Date, edits: &mut Vec<Edit>) {
    edits.push(edit(id, "actual", Some(actual.into())));
    end_hold(id, milestone, edits);
}

/// What is done is held no more, also when one person has said the one and another the other.
fn end_hold(id: &MilestoneId, milestone: &Milestone, edits: &mut Vec<Edit>) {
    if milestone.state != State::Open {
        edits.extend(OF_HOLD.map(|field| edit(id, field, None)));
    }
}

pub(super) fn edit(id: &MilestoneId, field: &str, to: Option<Value>) -> Edit {
    Edit {
        entity: Entity::Milestone(id.clone()),
        field: field.to_owned(),
        to,
    }
}
