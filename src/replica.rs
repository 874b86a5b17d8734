//! The one door to the data, for the board and the command line: the programme as it stands, and every way to change it.
//!
//! *Architecture invariant:* every edit is a line in a journal; nothing is reported saved before the disk holds it; a
//! change that could not be saved is kept and tried again.

mod by_hand;
mod changing;
mod choosing;
pub mod conflicts;
pub mod health;
mod history;
mod list;
pub mod merging;
mod readable;
pub mod repair;
mod rescue;
mod revert;
mod saving;
mod undo;
mod work;

use std::collections::HashSet;

use indexmap::IndexSet;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::Clock;
use crate::domain::catalogue::Additions;
use crate::domain::operation::{self, Edit, Occasion};
use crate::domain::revision::Revision;
use crate::domain::{Assignment, Change, Operation, Programme, Refusal, Stamp, Value};
use crate::store::fold::Fold;
use crate::store::found::{Damage, Reading};
use crate::store::line::{BadLine, Body, Line, LineId};
use crate::store::list::{is_list, is_of_catalogue};
use crate::store::{Store, StoreError};

use conflicts::as_said;
use list::{catalogue_line, is_like_list};

pub use by_hand::{HandEdit, Rival};
pub use changing::edit_of;
pub use choosing::Choice;
pub use readable::{AdoptError, Adopted};
pub use revert::{Reversal, RevertError};

/// Who records, and when.
#[derive(Clone, Debug)]
pub struct Author {
    /// The person's name.
    pub by: String,
    /// The clock.
    pub clock: Clock,
    /// The time zone in which "today" is.
    pub zone: TimeZone,
}

/// Why nothing was recorded.
#[derive(Debug)]
pub enum CommitError {
    /// The rules say no.
    Refused(Refusal),
    /// There is nothing to undo.
    NothingToUndo,
    /// There is nothing to redo.
    NothingToRedo,
    /// What was to be taken back cannot be.
    Revert(RevertError),
    /// Something that was added would vanish with what somebody else has recorded of it.
    WorkedOn {
        /// What was added, by its recorded name.
        entity: String,
        /// Who has recorded something of it.
        by: String,
        /// For undo, what was done before and can be taken back.
        before: Option<LineId>,
    },
    /// The line says none of the values that stand against each other in the field.
    NoChoice,
    /// The field, of this name, has no values that stand against each other.
    NoConflict(String),
    /// The action is too large to be one line.
    TooLarge,
    /// The store holds lines of a newer program, and this one must not write beside them.
    Newer,
    /// No name to write under can be had.
    Store(StoreError),
}

impl From<Refusal> for CommitError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What was recorded.
#[derive(Debug)]
pub struct Recorded {
    /// The line.
    pub id: LineId,
    /// What kind of action: `done`, `reopen`, `set`, `note`, `undo`, `redo`, `revert`.
    pub action: String,
    /// For undo, redo and revert, the kind of action that it is about.
    pub of: Option<String>,
    /// For these, whether that action is void now.
    pub voided: bool,
    /// What changed.
    pub changes: Vec<Change>,
    /// Changes that an undo or redo left alone, because somebody has changed the same since.
    pub kept: Vec<Change>,
    /// Fields of which nothing stands against the value that they have now, as it did before. For undo, redo and revert,
    /// the value before is the one that the action says that it is about.
    pub settled: Vec<Change>,
    /// Fields of which something stands against the value that they have now, as it did not before; likewise.
    pub contested: Vec<Change>,
    /// Other fields that it is about, or that are decided together with those that are settled, of which something still
    /// stands against the value.
    pub unsettled: Vec<Change>,
    /// The values to show now.
    pub assignments: Vec<Assignment>,
    /// Whether the disk holds it. If not, it is kept and tried again by [`Replica::save`].
    pub saved: Result<(), StoreError>,
}

/// What a look at the store brought.
#[derive(Debug, Default)]
pub struct News {
    /// The values to show now.
    pub assignments: Vec<Assignment>,
    /// Who wrote it, without repetition.
    pub by: Vec<String>,
    /// What could not be used.
    pub damage: Vec<Damage>,
}

/// The data of one store, as one process sees it.
#[derive(Debug)]
pub struct Replica {
    store: Store,
    author: Author,
    evidence_required: bool,
    catalogue: Additions,
    fold: Fold,
    programme: Programme,
    /// Actions that the disk does not hold yet.
    unsaved: Vec<(LineId, Vec<u8>)>,
    /// The day whose backup this process has seen to.
    backed_up: Option<Date>,
    /// Why there is no backup before the changes of that day.
    backup_trouble: Option<StoreError>,
    /// The line of the catalogue, while no list was found in the store: the first change brings it.
    list: Option<Vec<u8>>,
    damage: Vec<Damage>,
    /// Lines that were altered and look like a list.
    hidden_lists: Vec<LineId>,
    /// Whether the disk is known to hold all that was read before the last change.
    is_held: bool,
    /// Values of others found on the way to a change, to be told of with it.
    found: Vec<Assignment>,
}

impl Replica {
    /// Opens a store. One that does not exist yet shows the catalogue, and is made by the first change.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub fn open(store: Store, author: Author, catalogue: Additions) -> Result<Self, StoreError> {
        let mut replica = Self {
            store,
            author,
            evidence_required: false,
            catalogue,
            fold: Fold::default(),
            programme: Programme::default(),
            unsaved: Vec::new(),
            backed_up: None,
            backup_trouble: None,
            list: None,
            damage: Vec::new(),
            hidden_lists: Vec::new(),
            is_held: true,
            found: Vec::new(),
        };
        let reading = replica.store.read()?;
        replica.take_read(reading);
        replica.leave_shared_identity();
        Ok(replica)
    }

    /// From now on this person records.
    pub fn sign_as(&mut self, by: String) {
        self.author.by = by;
    }

    /// From now on nothing is done without a document that proves it, or it is.
    pub const fn require_evidence(&mut self, is_required: bool) {
        self.evidence_required = is_required;
    }

    /// The programme as it stands.
    #[must_use]
    pub const fn programme(&self) -> &Programme {
        &self.programme
    }

    /// The set of lines.
    #[must_use]
    pub const fn fold(&self) -> &Fold {
        &self.fold
    }

    /// Everything in the store that could not be used.
    #[must_use]
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }

    /// Whether the list that was given at the start is the one that the store has; one that began from another ignores it.
    #[must_use]
    pub fn begins_from_given(&self) -> bool {
        catalogue_line(&self.catalogue).is_ok_and(|(line, _)| self.fold.line(line.id).is_some())
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// How many actions the disk does not hold yet.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.unsaved.len()
    }

    /// Takes what others have written since.
    ///
    /// # Errors
    /// When the store cannot be read; what was read before stays.
    pub fn sync(&mut self) -> Result<News, StoreError> {
        let reading = self.store.read()?;
        // Who changes something is told when this fails.
        let _ = self.store.hold();
        if self.store.was_swapped() {
            self.save_again();
        }
        let mut news = self.take_read(reading);
        news.assignments
            .splice(0..0, std::mem::take(&mut self.found));
        Ok(news)
    }

    /// Takes what was just read in the journals.
    fn take_read(&mut self, reading: Reading) -> News {
        let mut given_up = HashSet::new();
        if !reading.lines.is_empty() {
            given_up = self.store.settled();
            given_up.retain(|line| self.fold.line(*line).is_none());
        }
        let news = self.take(reading);
        given_up.retain(|line| self.fold.line(*line).is_some());
        self.unsettle(&given_up);
        news
    }

    fn take(&mut self, reading: Reading) -> News {
        let mut by = IndexSet::new();
        let brings_list = reading.lines.iter().any(is_list);
        let dropped = brings_list.then(|| self.drop_list());
        let is_begun = reading.lines.is_empty() && self.fold.lines().len() > 0;
        let mut assignments = dropped.unwrap_or_default();
        for line in reading.lines {
            let author = (!is_of_catalogue(&line)).then(|| line.body.by.clone());
            let is_new = self.fold.insert(line);
            by.extend(author.filter(|_| is_new));
        }
        if !is_begun {
            self.begin_from_catalogue();
        }
        let lists = reading.pieces.iter().filter(|piece| is_like_list(piece));
        self.hidden_lists
            .extend(lists.filter_map(|(damage, _)| damage.id));
        // A file that was written anew is read anew.
        let known: HashSet<&Damage> = self.damage.iter().collect();
        let news = reading.damage.iter().filter(|found| !known.contains(found));
        let news: Vec<Damage> = news.cloned().collect();
        self.damage.extend(news);
        assignments.extend(self.settle());
        News {
            assignments,
            by: by.into_iter().collect(),
            damage: reading.damage,
        }
    }

    fn settle(&mut self) -> Vec<Assignment> {
        let assignments = self.fold.take_assignments();
        self.programme.apply(&assignments);
        assignments
    }

    /// Records an operation.
    ///
    /// # Errors
    /// When nothing was recorded. A change that was recorded, but not saved, is no error: see [`Recorded::saved`].
    pub fn commit(&mut self, operation: &Operation) -> Result<Recorded, CommitError> {
        self.act(|replica| {
            let mut body = replica.begin()?;
            let occasion = replica.occasion(format!("{}.{}", body.key(), body.writer));
            let plan = operation.plan(&replica.programme, &occasion)?;
            plan.action.clone_into(&mut body.action);
            body.changes = replica.changes(plan.edits);
            if body.changes.is_empty() {
                return Err(Refusal::Nothing.into());
            }
            replica.record(body, None)
        })
    }

    /// What taking over a new list would change.
    #[must_use]
    pub fn revision(&self, list: &Additions, document: Option<&str>) -> Revision {
        let occasion = self.occasion(String::new());
        operation::revision(list, document, &self.programme, &occasion)
    }

    /// What an operation would record.
    ///
    /// # Errors
    /// When it would be refused, or there is nothing to record.
    pub fn preview(&self, operation: &Operation) -> Result<Vec<Edit>, Refusal> {
        let occasion = self.occasion("…".to_owned());
        let changes = self.changes(operation.plan(&self.programme, &occasion)?.edits);
        if changes.is_empty() {
            return Err(Refusal::Nothing);
        }
        Ok(changes.iter().filter_map(edit_of).collect())
    }

    /// Now, as operations see it; what they add is named by `key`.
    fn occasion(&self, key: String) -> Occasion {
        Occasion {
            today: self.author.clock.today(&self.author.zone),
            key,
            evidence_required: self.evidence_required,
        }
    }

    /// Changes something in knowledge of what others have just written. What stands there already is relied upon once the
    /// disk holds it: it is what the person wants to be saved.
    fn act(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<Recorded, CommitError>,
    ) -> Result<Recorded, CommitError> {
        self.look();
        let held = self.store.hold();
        self.is_held = held.is_ok();
        change(self).map_err(|refused| match held {
            Ok(()) => refused,
            Err(error) => CommitError::Store(error),
        })
    }

    /// What others have just written is known to the next change, so that it is no conflict. A store that has gone away is
    /// told of by the attempt to save.
    ///
    /// The seat is taken before: who had it until now writes no more, so that the last of their lines is seen.
    fn look(&mut self) {
        loop {
            // Without one, the change itself says why.
            let _ = self.store.writer();
            if let Ok(news) = self.sync() {
                self.found.extend(news.assignments);
            }
            // Who has a journal open knows all of it.
            if self.store.is_writing() || !self.leave_unfit() {
                break;
            }
        }
    }

    fn leave_unfit(&mut self) -> bool {
        let is_unfit = self.is_far();
        self.store.leave_unfit(is_unfit)
    }

    /// Whether what is written next under the name of this process would come out of a far future, because a clock has once
    /// been there, and is not any more.
    fn is_far(&mut self) -> bool {
        let own = self.store.writer().ok();
        let tip = own.and_then(|own| self.fold.tip(&own));
        let last = tip.and_then(|tip| self.fold.line(tip));
        let now = Stamp::ZERO.tick(self.author.clock.now());
        now.is_taken_over() && last.is_some_and(|line| !line.stamp.is_taken_over())
    }

    /// A body to fill, by this writer, after everything seen.
    fn begin(&mut self) -> Result<Body, CommitError> {
        if self.fold.has_newer_lines() {
            return Err(CommitError::Newer);
        }
        let writer = self.store.writer().map_err(CommitError::Store)?;
        let now = self.author.clock.now();
        let tip = self.fold.tip(&writer);
        let own = tip.and_then(|tip| self.fold.line(tip));
        let own = own.map(|line| line.stamp).unwrap_or_default();
        let stamp = own.max(self.fold.latest()).tick(now);
        let lost = self.store.last_noted();
        let lost = lost.filter(|line| self.fold.line(*line).is_none());
        // What was added by the lost line may have been named by the same moment.
        let stamp = lost.map_or(stamp, |lost| stamp.later(lost.start()));
        // After a journal that went back in time the chain names what was lost, and does not fork.
        let prev = lost.or(tip);
        let mut body = Body::new(stamp, writer, self.author.by.clone(), "");
        body.prev = prev;
        body.note_clock(now);
        Ok(body)
    }

    fn record(&mut self, body: Body, target: Option<LineId>) -> Result<Recorded, CommitError> {
        let (line, bytes) = Line::seal(body).map_err(|error| match error {
            BadLine::TooLong => CommitError::TooLarge,
            _ => CommitError::Newer,
        })?;
        let subject = target.and_then(|target| self.fold.line(target)).cloned();
        let about = subject.as_ref().unwrap_or(&line);
        let (fields, contested) = (self.values(about), self.contested(about));
        let (id, action) = (line.id, line.body.action.clone());
        self.fold.insert(line);
        let mut assignments = std::mem::take(&mut self.found);
        assignments.extend(self.settle());
        self.unsaved.push((id, bytes));
        let saved = self.save();
        let (changes, mut kept) = self.compare(&fields, subject.as_ref());
        let about = subject.as_ref().map_or(id, |line| line.id);
        let now = self.fold.line(about).map(|line| self.contested(line));
        let now = now.unwrap_or_default();
        let left: Vec<_> = contested.intersection(&now).cloned().collect();
        let against = |fields| as_said(subject.as_ref(), self.as_they_are(fields));
        let settled = against(contested.difference(&now));
        let contested = against(now.difference(&contested));
        let mut unsettled = self.unsettled_beside(&settled);
        unsettled.extend(self.as_they_are(left.iter()));
        let decided = settled.iter().chain(&contested);
        let decided: HashSet<_> = decided
            .map(|change| (&change.entity, &change.field))
            .collect();
        kept.retain(|change| !decided.contains(&(&change.entity, &change.field)));
        let voided = target.is_some_and(|target| self.fold.is_voided(target));
        let of = subject.map(|line| line.body.action);
        Ok(Recorded {
            id,
            action,
            of,
            voided,
            changes,
            kept,
            settled,
            contested,
            unsettled,
            assignments,
            saved,
        })
    }

    /// The fields that a line is about, with the values that they have.
    fn values(&self, line: &Line) -> Vec<(String, String, Option<Value>)> {
        let fields = history::said(line).map(|said| (said.entity, said.field));
        let fields: IndexSet<(&str, &str)> = fields.collect();
        let value = |(entity, field): (&str, &str)| {
            let value = self.fold.field(entity, field).0;
            (entity.to_owned(), field.to_owned(), value)
        };
        fields.into_iter().map(value).collect()
    }

    /// What a line has changed, and what it would have changed, had nobody else been there since.
    fn compare(
        &self,
        before: &[(String, String, Option<Value>)],
        subject: Option<&Line>,
    ) -> (Vec<Change>, Vec<Change>) {
        let (mut changes, mut kept) = (Vec::new(), Vec::new());
        for (entity, field, was) in before {
            let Ok(thing) = entity.parse() else { continue };
            let to = self.fold.field(entity, field).0;
            let same = *was == to;
            let change = Change {
                entity: thing,
                field: field.clone(),
                was: was.clone(),
                to,
            };
            if !same {
                changes.push(change);
            } else if subject.is_some() {
                kept.push(change);
            }
        }
        (changes, kept)
    }
}

#[cfg(test)]
mod tests;
