//! Taking back one action or one change of anybody's, whatever came after it. What was changed since stays as it is.

use jiff::civil::DateTime;

use super::history::{parts, said};
use super::{CommitError, Recorded, Replica, is_of_catalogue};
use crate::domain::Entity;
use crate::domain::history::{Ending, Fate};
use crate::domain::operation::Edit;
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
    /// Takes back an action, or one change of it.
    ///
    /// All of it is taken back by voiding its line; a change out of several by recording the value before, while its own
    /// value is still the one that the field has.
    ///
    /// # Errors
    /// When there is no such line, when nothing of it stands any more, or nothing could be recorded.
    pub fn revert(&mut self, reversal: &Reversal) -> Result<Recorded, CommitError> {
        self.look();
        let line = self.named(&reversal.line)?.clone();
        let subject = line.body.subject();
        let target = subject.map_or(line.id, |(id, _)| id);
        let changed = self.fold.line(target).unwrap_or(&line).clone();
        let wanted = |said: &Saying<'_>| {
            let change = reversal.change.as_ref();
            change.is_none_or(|(target, field)| said.entity == target && said.field == field)
        };
        let number = said(&changed).count();
        let chosen = said(&changed).filter(wanted);
        let fates: Vec<Fate> = chosen
            .map(|said| self.fate(&line, &self.fold.fates(said.entity, said.field)))
            .collect();
        standing(reversal, &fates)?;
        let mut body = self.begin()?;
        REVERT.clone_into(&mut body.action);
        if fates.len() == number {
            if subject.is_some_and(|(_, voids)| voids) {
                body.redo = Some(target);
            } else {
                body.undo = Some(target);
            }
            return self.record(body, Some(target));
        }
        let listed = parts(&changed).filter(|((target, field), _)| {
            let change = reversal.change.as_ref();
            change.is_none_or(|wanted| (wanted.0.as_str(), wanted.1.as_str()) == (*target, *field))
        });
        let back = listed.filter_map(|(_, said)| {
            let voids = subject.is_some_and(|(_, voids)| voids);
            let to = if voids { said.to } else { said.was };
            Some(Edit {
                entity: said.entity.parse::<Entity>().ok()?,
                field: said.field.to_owned(),
                to: to.cloned(),
            })
        });
        body.changes = self.changes(back.collect());
        if body.changes.is_empty() {
            return Err(crate::domain::Refusal::Nothing.into());
        }
        self.record(body, None)
    }

    /// The line of the history whose name begins like this.
    fn named(&self, start: &str) -> Result<&Line, RevertError> {
        let start = start.to_ascii_lowercase();
        let unknown = || RevertError::UnknownLine(start.clone());
        let listed = |line: &&Line| !is_of_catalogue(line) && self.changes_something(line);
        if let Ok(id) = start.parse::<LineId>() {
            return self.fold.line(id).filter(listed).ok_or_else(unknown);
        }
        let lines = self.fold.lines().iter().filter(listed);
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

/// Whether something of what was chosen still stands; if not, why.
fn standing(reversal: &Reversal, fates: &[Fate]) -> Result<(), RevertError> {
    if fates.contains(&Fate::Live) {
        return Ok(());
    }
    let ended = |Ending { by, at, .. }: &Ending| (by.clone(), *at);
    match fates.first() {
        Some(Fate::Voided(ending)) => {
            let (by, at) = ended(ending);
            Err(RevertError::Already { by, at })
        }
        Some(Fate::Overwritten(ending)) => {
            let (by, at) = ended(ending);
            Err(RevertError::ChangedSince { by, at })
        }
        Some(Fate::Live) => Ok(()),
        None => {
            let change = reversal.change.clone().unwrap_or_default();
            Err(RevertError::NotInLine(format!("{} {}", change.0, change.1)))
        }
    }
}
