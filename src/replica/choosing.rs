//! Choosing one of the values that stand against each other, with what is decided together with it.

use super::conflicts::{STATE, said};
use super::{CommitError, Recorded, Replica};
use crate::domain::operation::Edit;
use crate::domain::together::{self, ACTUAL};
use crate::domain::{Entity, Operation, Refusal, Value};
use crate::store::fold;
use crate::store::line::{LineChange, LineId};

/// The kind of action of a line that chooses one of several values.
const CHOOSE: &str = "choose";

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

impl Replica {
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

    /// The fields that are chosen together with this one. A hold, and that it is done, are, where one of the lines that
    /// stand against each other has decided between the two.
    pub(super) fn decided_with(&self, entity: &str, field: &str) -> &'static [&'static str] {
        let against = together::decided_against(field);
        let says = |line: LineId, field: &str| {
            let line = self.fold.line(line);
            line.is_some_and(|line| said(line, entity, field).is_some())
        };
        let decides = |line: LineId| says(line, STATE) && says(line, ACTUAL);
        let conflict = self.fold.conflict(entity, field);
        let is_decided =
            conflict.is_some_and(|conflict| conflict.values.iter().any(|(line, _)| decides(*line)));
        if is_decided && !against.is_empty() {
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
        let with = self.decided_with(entity, field).iter();
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
}
