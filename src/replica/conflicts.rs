//! The values that stand against each other, written without knowledge of each other: who said which, when, and choosing
//! one of them.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::DateTime;

use super::list::is_of_catalogue;
use super::{CommitError, Recorded, Replica};
use crate::domain::operation::Edit;
use crate::domain::together::{self, ACTUAL};
use crate::domain::{Change, Entity, MilestoneId, Operation, Refusal, Stamp, Value};
use crate::store::fold;
use crate::store::line::{Line, LineChange, LineId, Saying};

/// The kind of action of a line that chooses one of several values.
const CHOOSE: &str = "choose";

/// The fields of which one says that a milestone is on hold, the other that it is done.
const STATE: &str = "state";

/// A field with values that stand against each other, or two fields of which only one can hold: of what is on hold, that it
/// is done.
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

/// Which value to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name of the line that says it, or the beginning of it.
    pub line: String,
    /// The thing, by its recorded name.
    pub target: String,
    /// The field, by its recorded name.
    pub field: String,
}

impl Choice {
    /// Whether it is this line that says the value.
    fn names(&self, line: LineId) -> bool {
        let start = self.line.to_ascii_lowercase();
        !start.is_empty() && line.to_string().starts_with(&start)
    }
}

/// A field, and the value that it gets.
struct Chosen {
    field: String,
    to: Option<Value>,
    /// Lines that still stand against it.
    beside: Vec<LineId>,
}

/// What a line says of a field.
pub(super) fn said<'a>(line: &'a Line, entity: &str, field: &str) -> Option<Saying<'a>> {
    let mut sayings = line.sayings();
    sayings.find(|said| (said.entity, said.field) == (entity, field))
}

impl Conflict {
    /// Whether it is one of two fields, and there is nothing to choose in either.
    #[must_use]
    pub fn is_of_two_fields(&self) -> bool {
        self.values
            .last()
            .is_some_and(|said| said.field != self.field)
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
    /// hold.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let conflicts = self.fold.conflicts().into_iter();
        let conflict = |fold::Conflict {
                            entity,
                            field,
                            values,
                        }| {
            let values = values.into_iter();
            let values = values.map(|(line, value)| self.said_by(line, &field, value));
            let values = values.collect();
            Conflict {
                target: entity,
                field,
                values,
            }
        };
        conflicts.map(conflict).chain(self.done_on_hold()).collect()
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
                Some(self.said_by(*live.first()?, field, value))
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

    fn said_by(&self, line: LineId, field: &str, value: Option<Value>) -> Said {
        let signed = self.fold.line(line).filter(|line| !is_of_catalogue(line));
        let by = signed.map(|line| Signed {
            name: line.body.by.clone(),
            stamp: line.stamp,
            at: self.author.zone.to_datetime(line.stamp.timestamp()),
        });
        let field = field.to_owned();
        Said {
            line,
            field,
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
        let with = self.decided_with(&conflict.target, &conflict.field, first.line);
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

    /// Chooses one of the values that stand against each other in a field; the field gets it, and what is decided together
    /// with it comes along, see [`crate::domain::together`].
    ///
    /// # Errors
    /// When the line says none of them, when the field has the value already and nothing stands against it, when the value
    /// would make no sense, or nothing could be recorded.
    pub fn choose(&mut self, choice: &Choice) -> Result<Recorded, CommitError> {
        self.act(|replica| {
            let changes = match replica.done_or_on_hold(choice)? {
                Some(edits) => replica.changes(edits),
                None => replica.choosing(choice)?,
            };
            let mut body = replica.begin()?;
            CHOOSE.clone_into(&mut body.action);
            body.changes = changes;
            replica.record(body, None)
        })
    }

    /// The edits by which something is done, and on hold no more, or the other way round, where that is what is chosen.
    fn done_or_on_hold(&self, choice: &Choice) -> Result<Option<Vec<Edit>>, CommitError> {
        let Choice { target, field, .. } = choice;
        let is_asked = self.is_of_done_on_hold(target, field);
        let is_asked = is_asked && self.fold.conflict(target, field).is_none();
        let Some(Entity::Milestone(id)) = target.parse().ok().filter(|_| is_asked) else {
            return Ok(None);
        };
        let (_, live) = self.fold.field(target, field);
        if !live.into_iter().any(|line| choice.names(line)) {
            return Err(CommitError::NoChoice);
        }
        let targets = vec![id];
        let operation = if field == ACTUAL {
            let fields = vec![(STATE.to_owned(), String::new())];
            let targets = targets.into_iter().map(Entity::Milestone).collect();
            Operation::Edit { targets, fields }
        } else {
            Operation::Reopen { targets }
        };
        let occasion = self.occasion(String::new());
        Ok(Some(operation.plan(&self.programme, &occasion)?.edits))
    }

    /// The changes by which one of the values of a field is chosen.
    fn choosing(&self, choice: &Choice) -> Result<Vec<LineChange>, CommitError> {
        let target = &choice.target;
        let values = self.chosen(choice)?;
        if let Ok(entity) = target.parse::<Entity>() {
            let edits = values.iter().map(|chosen| Edit {
                entity: entity.clone(),
                field: chosen.field.clone(),
                to: chosen.to.clone(),
            });
            together::keep_sense(&self.programme, &edits.collect::<Vec<_>>())?;
        }
        let changes = values.into_iter().map(|Chosen { field, to, beside }| {
            let mut over = self.fold.overwrites(target, &field);
            over.retain(|line| !beside.contains(line));
            LineChange {
                entity: target.clone(),
                was: self.fold.field(target, &field).0,
                over,
                field,
                to,
            }
        });
        Ok(changes.collect())
    }

    /// The fields that get a value, the one that was asked for first.
    fn chosen(&self, choice: &Choice) -> Result<Vec<Chosen>, CommitError> {
        let Choice { target, field, .. } = choice;
        let is_named = |id: LineId| choice.names(id);
        if let Some(conflict) = self.fold.conflict(target, field) {
            let mut named = conflict.values.iter().filter(|(id, _)| is_named(*id));
            let (Some((line, value)), None) = (named.next(), named.next()) else {
                return Err(CommitError::NoChoice);
            };
            let mut chosen = vec![Chosen {
                field: field.clone(),
                to: value.clone(),
                beside: Vec::new(),
            }];
            chosen.extend(self.company(&conflict, *line));
            return Ok(chosen);
        }
        // Whoever chooses the same twice has it so.
        let (value, _) = self.fold.field(target, field);
        let mut lines = self.fold.lines().filter(|line| is_named(line.id));
        let is_so = lines.any(|line| {
            let mut says = line.sayings();
            says.any(|said| (said.entity, said.field, said.to) == (target, field, value.as_ref()))
        });
        Err(if is_so {
            Refusal::Nothing.into()
        } else {
            CommitError::NoConflict(field.clone())
        })
    }

    /// The fields that are chosen together with this one. A hold, and that it is done, are, where the line that is chosen
    /// decided between the two, and another line decided otherwise.
    fn decided_with(&self, entity: &str, field: &str, chosen: LineId) -> &'static [&'static str] {
        let against = together::decided_against(field);
        let is_decided = |field| {
            let conflict = self.fold.conflict(entity, field);
            conflict.is_some_and(|conflict| conflict.values.iter().any(|(line, _)| *line == chosen))
        };
        if !against.is_empty() && is_decided(STATE) && is_decided(ACTUAL) {
            against
        } else {
            together::decided_with(field)
        }
    }

    /// What is decided together with a field whose value is chosen: what the other lines have brought along goes with
    /// them. What somebody else has said of it alone still stands against it.
    fn company(&self, conflict: &fold::Conflict, chosen: LineId) -> Vec<Chosen> {
        let fold::Conflict { entity, field, .. } = conflict;
        let lines = conflict.values.iter().map(|(line, _)| *line);
        let rivals: Vec<LineId> = lines.filter(|line| *line != chosen).collect();
        let with = self.decided_with(entity, field, chosen).iter();
        let others = with.filter(|other| *other != field);
        let value = |other: &&str| {
            let (was, live) = self.fold.field(entity, other);
            let (of_rivals, mut own): (Vec<LineId>, Vec<LineId>) =
                live.into_iter().partition(|line| rivals.contains(line));
            let said = |line: &LineId| said(self.fold.line(*line)?, entity, other);
            let speaker = own.iter().find(|line| **line == chosen).or(own.first());
            let speaker = speaker.copied();
            let to = match speaker.as_ref().and_then(said) {
                Some(said) => said.to,
                // The line that is chosen left it as it knew it.
                None => of_rivals.first().and_then(said).and_then(|said| said.was),
            };
            let is_alone = own.len() + of_rivals.len() == 1;
            let stays = of_rivals.is_empty() || (is_alone && was.as_ref() == to);
            own.retain(|line| Some(*line) != speaker);
            (!stays).then(|| Chosen {
                field: (*other).to_owned(),
                to: to.cloned(),
                beside: own,
            })
        };
        others.filter_map(value).collect()
    }

    /// The fields that a line is about and that are in conflict.
    pub(super) fn contested(&self, line: &Line) -> BTreeSet<(String, String)> {
        let said = line.sayings();
        // A line may speak many times of one field.
        let fields: BTreeSet<(&str, &str)> = said.map(|said| (said.entity, said.field)).collect();
        let contested = fields
            .into_iter()
            .filter(|(entity, field)| self.is_contested(entity, field));
        contested
            .map(|(entity, field)| (entity.to_owned(), field.to_owned()))
            .collect()
    }

    /// Whether something stands against the value of a field: another one, or one of another field.
    fn is_contested(&self, entity: &str, field: &str) -> bool {
        self.fold.conflict(entity, field).is_some() || self.is_of_done_on_hold(entity, field)
    }

    /// Whether a field says that something is done that is on hold, or that it is on hold.
    fn is_of_done_on_hold(&self, entity: &str, field: &str) -> bool {
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
