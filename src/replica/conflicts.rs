//! The values that stand against each other, written without knowledge of each other: who said which, and when.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::DateTime;

use super::Replica;
use crate::domain::change::ADDED;
use crate::domain::operation::Edit;
use crate::domain::together::{self, ACTUAL};
use crate::domain::{Change, Entity, MilestoneId, Operation, Stamp, Value};
use crate::store::fold;
use crate::store::line::{Line, LineId, Saying};
use crate::store::list::is_of_catalogue;

/// The fields of which one says that a milestone is on hold, the other that it is done.
pub(super) const STATE: &str = "state";

/// A field with values that stand against each other, or two fields of which only one can hold: of what is on hold, that it
/// is done; of what is off the list again, anything that somebody has recorded of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The thing, by its recorded name.
    pub target: String,
    /// The field, by its recorded name; that of the value that is shown.
    pub field: String,
    /// The values, the one that is shown first.
    pub values: Vec<Said>,
}

/// One of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The line that says it.
    pub line: LineId,
    /// Of which thing, by its recorded name.
    pub target: String,
    /// Of which field.
    pub field: String,
    /// Who says it, and when; nobody does, where it stands in a list that a store began from.
    pub by: Option<Signed>,
    /// The value; `None` when it was cleared.
    pub value: Option<Value>,
}

/// A person at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The person's name, as the line claims.
    pub name: String,
    /// The moment, as it is recorded.
    pub stamp: Stamp,
    /// The moment, on the clocks here.
    pub at: DateTime,
}

/// What a line says of a field.
pub(super) fn said<'a>(line: &'a Line, entity: &str, field: &str) -> Option<Saying<'a>> {
    let mut sayings = line.sayings();
    sayings.find(|said| (said.entity, said.field) == (entity, field))
}

/// The fields that a line says something of. It may speak many times of one.
pub(super) fn fields_of(line: &Line) -> BTreeSet<(&str, &str)> {
    let sayings = line.sayings();
    sayings.map(|said| (said.entity, said.field)).collect()
}

/// Changes, each from the value that a line says, where it says one: what is shown now may be somebody else's.
pub(super) fn as_said(line: Option<&Line>, mut changes: Vec<Change>) -> Vec<Change> {
    for change in &mut changes {
        let entity = change.entity.to_string();
        if let Some(said) = line.and_then(|line| said(line, &entity, &change.field)) {
            change.was = said.to.cloned();
        }
    }
    changes
}

impl Conflict {
    /// Whether it is one of two fields, and there is nothing to choose in either.
    #[must_use]
    pub fn is_of_two_fields(&self) -> bool {
        let last = self.values.last();
        self.field == STATE && last.is_some_and(|said| said.field != STATE)
    }

    /// Whether it is that an addition was taken back while somebody else has recorded something of what was added.
    #[must_use]
    pub fn is_of_addition(&self) -> bool {
        let is_it = |said: &Said| (&said.target, &said.field) == (&self.target, &self.field);
        self.field == ADDED && !self.values.iter().all(is_it)
    }

    /// Of each conflict the field in whose conflict it is settled, too: both are decided together, by the same lines.
    #[must_use]
    pub fn leaders(all: &[Self]) -> Vec<Option<&str>> {
        let by_field = all.iter().rev();
        let by_field = by_field.map(|conflict| ((&*conflict.target, &*conflict.field), conflict));
        let by_field: HashMap<(&str, &str), &Self> = by_field.collect();
        let leader = |conflict: &Self| {
            let against = together::decided_against(&conflict.field).first();
            let leading = *against.or(together::decided_with(&conflict.field).first())?;
            let leader = *by_field.get(&(&*conflict.target, leading))?;
            let leads = leader.field != conflict.field && leader.lines() == conflict.lines();
            leads.then_some(&*leader.field)
        };
        all.iter().map(leader).collect()
    }

    fn lines(&self) -> BTreeSet<LineId> {
        self.values.iter().map(|said| said.line).collect()
    }
}

impl Replica {
    /// Every field with values that stand against each other, by thing and field; then what is said to be done and is on
    /// hold; then what is recorded of things that are off the list again.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let conflicts = self.fold.conflicts().into_iter();
        let conflict = |fold::Conflict {
                            entity,
                            field,
                            values,
                        }| {
            let values = values.into_iter();
            let values = values.map(|(line, value)| self.said_by(line, (&entity, &field), value));
            let values = values.collect();
            Conflict {
                target: entity,
                field,
                values,
            }
        };
        let conflicts = conflicts.map(conflict).chain(self.done_on_hold());
        conflicts.chain(self.hidden_work()).collect()
    }

    /// A hold hides that something is done. Nobody who knows of the one leaves the other, but two people may have said
    /// them apart.
    fn done_on_hold(&self) -> impl Iterator<Item = Conflict> {
        let platforms = self.programme.platforms();
        let both = platforms.flat_map(|platform| {
            let milestones = platform.milestones();
            let both = milestones.filter(|one| together::is_done_on_hold(one));
            both.map(|one| MilestoneId {
                platform: platform.id.clone(),
                kind: one.kind.clone(),
            })
        });
        both.map(|id| {
            let target = id.to_string();
            let values = [STATE, ACTUAL].into_iter().filter_map(|field| {
                let (value, live) = self.fold.field(&target, field);
                Some(self.said_by(*live.first()?, (&target, field), value))
            });
            let values = values.collect();
            let field = STATE.to_owned();
            Conflict {
                target,
                field,
                values,
            }
        })
    }

    pub(super) fn said_by(
        &self,
        line: LineId,
        (target, field): (&str, &str),
        value: Option<Value>,
    ) -> Said {
        let signed = self.fold.line(line).filter(|line| !is_of_catalogue(line));
        let by = signed.map(|line| Signed {
            name: line.body.by.clone(),
            stamp: line.stamp,
            at: self.author.zone.to_datetime(line.stamp.timestamp()),
        });
        Said {
            line,
            target: target.to_owned(),
            field: field.to_owned(),
            by,
            value,
        }
    }

    /// What to type for the value that is shown, so that it is chosen and nothing else is recorded; `None` where setting
    /// the field does not do that.
    #[must_use]
    pub fn typed_choice(&self, conflict: &Conflict) -> Option<String> {
        let first = conflict.values.first()?;
        let shown = first.value.as_ref()?;
        let with = self.decided_with(&conflict.target, &conflict.field);
        if !with.is_empty() {
            return None;
        }
        let target = conflict.target.parse().ok()?;
        let set = Operation::Set {
            target,
            field: conflict.field.clone(),
            text: shown.to_string(),
        };
        let edits = self.preview(&set).ok()?;
        let [edit] = &edits[..] else { return None };
        let is_it = edit.field == conflict.field && edit.to.as_ref() == Some(shown);
        is_it.then(|| shown.to_string())
    }

    /// Edits, each with whether it settles a conflict.
    #[must_use]
    pub fn settling(&self, edits: &[Edit]) -> Vec<(Edit, bool)> {
        let settles = |edit: &Edit| {
            (
                edit.clone(),
                self.is_contested(&edit.entity.to_string(), &edit.field),
            )
        };
        edits.iter().map(settles).collect()
    }

    /// The fields that a line is about and that are in conflict.
    pub(super) fn contested(&self, line: &Line) -> BTreeSet<(String, String)> {
        let contested = fields_of(line)
            .into_iter()
            .filter(|(entity, field)| self.is_contested(entity, field));
        contested
            .map(|(entity, field)| (entity.to_owned(), field.to_owned()))
            .collect()
    }

    /// Whether something stands against the value of a field: another one, or one of another field.
    pub(super) fn is_contested(&self, entity: &str, field: &str) -> bool {
        self.fold.conflict(entity, field).is_some() || self.is_of_done_on_hold(entity, field)
    }

    /// Whether a field says that something is done that is on hold, or that it is on hold.
    pub(super) fn is_of_done_on_hold(&self, entity: &str, field: &str) -> bool {
        matches!(field, STATE | ACTUAL)
            && entity.parse().is_ok_and(|id: Entity| match id {
                Entity::Milestone(id) => {
                    let milestone = self.programme.milestone(&id);
                    milestone.is_some_and(together::is_done_on_hold)
                }
                _ => false,
            })
    }

    /// The fields decided together with these of which something still stands against the value.
    pub(super) fn unsettled_beside(&self, settled: &[Change]) -> Vec<Change> {
        let beside = settled.iter().flat_map(|change| {
            let with = together::decided_with(&change.field).iter();
            let with = with.chain(together::decided_against(&change.field));
            with.map(|field| (change.entity.to_string(), (*field).to_owned()))
        });
        let mut beside: BTreeSet<(String, String)> = beside.collect();
        beside.retain(|(entity, field)| self.is_contested(entity, field));
        self.as_they_are(beside.iter())
    }

    /// Fields with the values that they have.
    pub(super) fn as_they_are<'a>(
        &self,
        fields: impl Iterator<Item = &'a (String, String)>,
    ) -> Vec<Change> {
        let change = |(entity, field): &(String, String)| {
            let value = self.fold.field(entity, field).0;
            Some(Change {
                entity: entity.parse().ok()?,
                field: field.clone(),
                was: value.clone(),
                to: value,
            })
        };
        fields.filter_map(change).collect()
    }
}
