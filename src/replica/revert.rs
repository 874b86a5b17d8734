//! Taking back one action or one change of anybody's, whatever came after it. What was changed since stays as it is.

use std::collections::HashMap;

use jiff::civil::DateTime;

use super::history::{parts, said};
use super::{CommitError, Recorded, Replica, is_of_catalogue};
use crate::domain::change::ADDED;
use crate::domain::history::{Ending, Fate};
use crate::domain::operation::Edit;
use crate::domain::{Entity, Refusal, together};
use crate::store::fold::Fates;
use crate::store::line::{Line, LineId, Saying};

/// The kind of action of a line that takes back another, or one change of it.
pub(super) const REVERT: &str = "revert";

/// What to take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// The name of the line, or the unique beginning of it.
    pub line: String,
    /// One change of it, by its target and field; nothing is all of it.
    pub change: Option<(String, String)>,
}

/// Why nothing was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevertError {
    /// No line of the history has this name.
    UnknownLine(String),
    /// So many lines have names that begin like this.
    AmbiguousLine(String, usize),
    /// The line does not change this field of this thing.
    NotInLine(String),
    /// It was taken back already.
    Already {
        /// By whom.
        by: String,
        /// When.
        at: DateTime,
    },
    /// All of it was changed since, and stays.
    ChangedSince {
        /// By whom.
        by: String,
        /// When.
        at: DateTime,
    },
}

impl From<RevertError> for CommitError {
    fn from(error: RevertError) -> Self {
        Self::Revert(error)
    }
}

impl Replica {
    /// Takes back an action, or one change of it with what was decided together with it, see
    /// [`crate::domain::together`].
    ///
    /// All that stands of a line is taken back by voiding it; a part of it by recording the values before.
    ///
    /// # Errors
    /// When there is no such line, when nothing of it stands any more, when what is left would make no sense, or nothing
    /// could be recorded.
    pub fn revert(&mut self, reversal: &Reversal) -> Result<Recorded, CommitError> {
        self.act(|replica| replica.take_back(reversal))
    }

    fn take_back(&mut self, reversal: &Reversal) -> Result<Recorded, CommitError> {
        let line = self.named(&reversal.line)?.clone();
        let subject = line.body.subject();
        let target = subject.map_or(line.id, |(id, _)| id);
        let voids = subject.is_some_and(|(_, voids)| voids);
        let changed = self.fold.line(target).unwrap_or(&line).clone();
        let parts = Parts::of(self, &line, &changed);
        let taken = parts.taken(reversal)?;
        let back = parts.all.iter().zip(&taken).filter(|(_, taken)| **taken);
        let edits: Vec<Edit> = back.filter_map(|(part, _)| part.back(voids)).collect();
        together::keep_sense(&self.programme, &edits)?;
        self.keep_added(&edits, target)?;
        let mut body = self.begin()?;
        REVERT.clone_into(&mut body.action);
        if parts.are_whole(&taken) {
            body.changes = self.left_by_verdict(target, !voids);
            *(if voids {
                &mut body.redo
            } else {
                &mut body.undo
            }) = Some(target);
            return self.record(body, Some(target));
        }
        body.changes = self.changes(edits);
        if body.changes.is_empty() {
            return Err(Refusal::Nothing.into());
        }
        self.record(body, None)
    }

    /// Edits take nothing off the list on which somebody else has worked since this line added it.
    fn keep_added(&self, edits: &[Edit], added_by: LineId) -> Result<(), CommitError> {
        let gone = edits
            .iter()
            .filter(|edit| edit.field == ADDED && edit.to.is_none());
        let gone: Vec<String> = gone.map(|edit| edit.entity.to_string()).collect();
        self.keep_work(&gone.iter().map(String::as_str).collect(), added_by)
    }

    /// The line of the history whose name begins like this.
    fn named(&self, start: &str) -> Result<&Line, RevertError> {
        let start = start.to_ascii_lowercase();
        let unknown = || RevertError::UnknownLine(start.clone());
        let listed = |line: &&Line| !is_of_catalogue(line) && self.changes_something(line);
        if let Ok(id) = start.parse::<LineId>() {
            return self.fold.line(id).filter(listed).ok_or_else(unknown);
        }
        let lines = self.fold.lines().filter(listed);
        let found: Vec<&Line> = lines
            .filter(|line| !start.is_empty() && line.id.to_string().starts_with(&start))
            .collect();
        match found[..] {
            [] => Err(unknown()),
            [only] => Ok(only),
            _ => Err(RevertError::AmbiguousLine(start, found.len())),
        }
    }

    fn changes_something(&self, line: &Line) -> bool {
        self.subject(line)
            .is_some_and(|line| said(line).next().is_some())
    }
}

/// One part of what a line says.
struct Part<'a> {
    /// The target and field of the entry under which it is listed.
    entry: (&'a str, &'a str),
    said: Saying<'a>,
    fate: Fate,
}

impl Part<'_> {
    /// The edit that takes it back; of a line that voided it, the one that says it again.
    fn back(&self, voided: bool) -> Option<Edit> {
        let Saying {
            entity, field, was, ..
        } = self.said;
        let to = if voided { self.said.to } else { was };
        Some(Edit {
            entity: entity.parse::<Entity>().ok()?,
            field: field.to_owned(),
            to: to.cloned(),
        })
    }
}

/// What a line says, and which of it stands or falls together.
struct Parts<'a> {
    all: Vec<Part<'a>>,
    places: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Parts<'a> {
    /// What `line` is about: what it says itself, or the line that it undid or redid.
    fn of(replica: &Replica, line: &Line, changed: &'a Line) -> Self {
        let mut of_field: HashMap<(&str, &str), Fates> = HashMap::new();
        let part = |(entry, said): ((&'a str, &'a str), Saying<'a>)| {
            let fates = of_field.entry((said.entity, said.field));
            let fates = fates.or_insert_with(|| replica.fold.fates(said.entity, said.field));
            let fate = replica.fate(line, &said, fates);
            Part { entry, said, fate }
        };
        let all: Vec<Part<'a>> = parts(changed).map(part).collect();
        let keys = all.iter().map(|part| (part.said.entity, part.said.field));
        let places = keys.zip(0..).collect();
        Self { all, places }
    }

    /// What decides over a part: the leading field of those that it was decided together with, then the entry that it is
    /// part of.
    fn leader<'s>(&'s self, part: &'s Part<'a>) -> &'s Part<'a> {
        let leading = Self::leading(part).and_then(|key| self.places.get(&key));
        let place = leading.or_else(|| self.places.get(&part.entry));
        place.map_or(part, |place| &self.all[*place])
    }

    fn leading(part: &Part<'a>) -> Option<(&'a str, &'a str)> {
        let field = together::decided_with(part.said.field).first()?;
        Some((part.said.entity, field))
    }

    /// Which parts are to be taken back: those asked for whose leader stands. What was decided together falls together,
    /// even if somebody has changed some of it since.
    fn taken(&self, reversal: &Reversal) -> Result<Vec<bool>, RevertError> {
        let named = |(target, field): &(String, String)| {
            let is_it = |part: &&Part<'a>| part.entry == (target, field);
            let part = self.all.iter().find(is_it);
            part.map(|part| self.leader(part).entry)
                .ok_or_else(|| RevertError::NotInLine(format!("{target} {field}")))
        };
        let named = reversal.change.as_ref().map(named).transpose()?;
        let chosen = |part: &Part<'a>| named.is_none_or(|entry| self.leader(part).entry == entry);
        let is_taken = |part: &Part<'a>| {
            let leader = self.leader(part);
            let follows = Self::leading(part) == Some((leader.said.entity, leader.said.field));
            chosen(part) && leader.fate == Fate::Live && (follows || part.fate == Fate::Live)
        };
        let taken: Vec<bool> = self.all.iter().map(is_taken).collect();
        if taken.contains(&true) {
            return Ok(taken);
        }
        let mut fates = self.all.iter().filter(|part| chosen(part));
        let ended = fates.find_map(|part| why(&self.leader(part).fate));
        Err(ended.unwrap_or_else(|| RevertError::NotInLine(reversal.line.clone())))
    }

    /// Whether taking these back is the same as voiding the line.
    fn are_whole(&self, taken: &[bool]) -> bool {
        let mut parts = self.all.iter().zip(taken);
        parts.all(|(part, taken)| (part.fate == Fate::Live) == *taken)
    }
}

/// Why what has this fate cannot be taken back.
fn why(fate: &Fate) -> Option<RevertError> {
    let ended = |Ending { by, at, .. }: &Ending| (by.clone(), *at);
    match fate {
        Fate::Live | Fate::Contested => None,
        Fate::Voided(ending) => {
            let (by, at) = ended(ending);
            Some(RevertError::Already { by, at })
        }
        Fate::Overwritten(ending) => {
            let (by, at) = ended(ending);
            Some(RevertError::ChangedSince { by, at })
        }
    }
}
