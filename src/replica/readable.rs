//! The readable state: written, and read back when somebody has edited it by hand.

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;

use super::by_hand::keep_edited_back;
use super::rescue::{self, is_ahead};
use super::{CommitError, HandEdit, Recorded, Replica, is_of_catalogue};
use crate::domain::change::ADDED;
use crate::domain::field::{BadValue, Field, Owner};
use crate::domain::milestone::State;
use crate::domain::operation::{Edit, HAND_EDIT, Occasion, Plan};
use crate::domain::together::{self, ACTUAL};
use crate::domain::{Entity, Operation, Refusal, Value};
use crate::store::basis::Basis;
use crate::store::edited::{BadDocument, Difference, Differences, Document, Place};
use crate::store::line::LineId;
use crate::store::{StoreError, view};

/// The first due date of all; nobody types it, it follows.
const ORIGINAL: &str = "original_baseline";

/// Why edits by hand were not taken.
#[derive(Debug)]
pub enum AdoptError {
    /// The document is no JSON, or not of the right shape.
    Unreadable(BadDocument),
    /// An edit was refused: where it stands, and why.
    Refused(Place, Refusal),
    /// The edits could not be recorded.
    Commit(CommitError),
    /// The document cannot be read or written.
    Store(StoreError),
}

/// Edits by hand that were recorded.
#[derive(Debug)]
pub struct Adopted {
    /// The action.
    pub recorded: Recorded,
    /// What it changed, and what others have set since the document was written.
    pub edits: Vec<HandEdit>,
    /// Whether the document was written anew. If not, the next time finds that its edits are recorded.
    pub written: Result<(), StoreError>,
}

/// What a document edited by hand would record.
#[derive(Default)]
struct News {
    /// The edits, then what follows from them.
    edits: Vec<HandEdit>,
    /// The document, and how many of these are edits.
    made_in: Option<(LineId, usize)>,
}

impl Replica {
    /// Whether the readable state was made from lines that are not here, given up or not: it may be all that is left of them.
    #[must_use]
    pub fn may_view_know_more(&self) -> bool {
        let view = self.store.read_view().ok().flatten();
        view.is_some_and(|text| rescue::may_know_more(&self.fold, &text))
    }

    /// Writes the readable state, `store.json`, if there is a store, and no newer program's work would be missing from it.
    ///
    /// # Errors
    /// When it could not be written; no saved change depends on it.
    pub fn write_view(&mut self) -> Result<(), StoreError> {
        self.put_view(None)
    }

    /// What the edits that somebody has made to `store.json` by hand would record; nothing when there are none, or when
    /// they are recorded already.
    ///
    /// # Errors
    /// When it cannot be read, is no such document, or one of them is refused.
    pub fn hand_edits(&self) -> Result<Vec<HandEdit>, AdoptError> {
        let view = self.store.read_view().map_err(AdoptError::Store)?;
        view.map_or(Ok(Vec::new()), |bytes| self.hand_edits_in(&bytes))
    }

    fn hand_edits_in(&self, bytes: &[u8]) -> Result<Vec<HandEdit>, AdoptError> {
        let news = self.news_of(bytes, &self.occasion("…".to_owned()))?;
        Ok(news.edits)
    }

    fn news_of(&self, bytes: &[u8], occasion: &Occasion) -> Result<News, AdoptError> {
        if self.has_no_edits(bytes) {
            return Ok(News::default());
        }
        let document = Document::read(bytes).map_err(AdoptError::Unreadable)?;
        let earlier = self.taken_from(document.name());
        let standing = self.standing_changes(&earlier);
        let fields: Vec<_> = standing.keys().copied().collect();
        let differences = document.differences(&self.fold, &fields, &self.store.settled());
        let Differences {
            fields: mut differences,
            may_know_more,
        } = differences.map_err(AdoptError::Unreadable)?;
        keep_edited_back(&mut differences, &standing);
        let refused = |offset, refusal| AdoptError::Refused(Place::of(bytes, offset), refusal);
        let (mut edits, mut news) = (Vec::new(), Vec::new());
        let dated = differences.iter().filter(|found| found.field == "baseline");
        let dated: HashSet<&str> = dated.map(|found| &*found.entity).collect();
        // Where no line is lost that said it, it is what follows from the due date, and nothing else.
        let (following, given): (Vec<&Difference>, Vec<_>) =
            differences.iter().partition(|found| {
                let is_of_date = found.field == ORIGINAL && dated.contains(&*found.entity);
                is_of_date && !may_know_more
            });
        let both = may_know_more.then(|| self.done_on_hold_in(&differences));
        let both = both.unwrap_or_default();
        for found in given {
            let edit = self.edit_of(found, may_know_more);
            if let Some(edit) = edit.map_err(|refusal| refused(found.offset, refusal))? {
                let new = self.news(&edit, found, &earlier);
                let is_held = !found.is_left_out && !is_of_one_of(found, &both);
                if is_held && (new.is_some() || found.was != found.to) {
                    edits.push(edit);
                }
                news.extend(new);
            }
        }
        if may_know_more {
            edits = self.with_first_dates(edits);
        }
        // Of a thing with something new the rest is heard, too: a new due date may come with a document that is known.
        let changed: HashSet<String> = news.iter().map(|new| new.change.entity.clone()).collect();
        edits.retain(|edit| changed.contains(&edit.entity.to_string()));
        let plan = self.judge(&edits, occasion).map_err(|refusal| {
            let offset = self.locate(&differences, &edits, occasion, &refusal);
            refused(offset, refusal)
        })?;
        for found in following {
            // Another one than follows was put in by hand.
            if !plan.edits.iter().any(|edit| is_of(edit, found)) {
                let refusal = self.edit_of(found, false).err().unwrap_or(Refusal::Nothing);
                return Err(refused(found.offset, refusal));
            }
        }
        let made_in = Some((document.name(), news.len()));
        news.extend(self.consequences(plan, &edits));
        Ok(News {
            edits: news,
            made_in,
        })
    }

    /// What a document says to be done, and on hold or cancelled. Where a lost line had said one of the two, nobody has edited that, and
    /// it stays for people to settle.
    fn done_on_hold_in<'a>(&self, differences: &'a [Difference]) -> HashSet<&'a str> {
        let said: HashMap<(&str, &str), &Option<Value>> = differences
            .iter()
            .map(|found| ((&*found.entity, &*found.field), &found.to))
            .collect();
        let value = |entity: &str, field: &str| match said.get(&(entity, field)) {
            Some(value) => (*value).clone(),
            None => self.fold.field(entity, field).0,
        };
        let things: HashSet<&str> = said.keys().map(|(entity, _)| *entity).collect();
        let is_both = |entity: &&str| {
            let state = value(entity, "state");
            let state = state.as_ref().and_then(Value::as_text);
            let is_held = state.is_some_and(|state| state != State::CODES[0]);
            is_held && value(entity, ACTUAL).is_some()
        };
        things.into_iter().filter(is_both).collect()
    }

    /// The edits, each due date with the first one of all, where that is known: the document of a date that a lost line had
    /// said may be the one that stands already.
    fn with_first_dates(&self, edits: Vec<Edit>) -> Vec<Edit> {
        let given = edits.iter().filter(|edit| edit.field == ORIGINAL);
        let given: HashSet<Entity> = given.map(|edit| edit.entity.clone()).collect();
        let with_first = |edit: Edit| {
            let is_alone = edit.field == "baseline" && !given.contains(&edit.entity);
            let entity = edit.entity.clone();
            let first = is_alone.then(|| self.fold.field(&entity.to_string(), ORIGINAL).0);
            let first = first.flatten().map(|first| Edit {
                entity,
                field: ORIGINAL.to_owned(),
                to: Some(first),
            });
            std::iter::once(edit).chain(first)
        };
        edits.into_iter().flat_map(with_first).collect()
    }

    /// Whether a document is as the program wrote it, and nothing was taken from it before that may be edited back.
    fn has_no_edits(&self, bytes: &[u8]) -> bool {
        let is_untouched = view::newer(bytes).is_none() && view::is_untouched(bytes);
        is_untouched
            && Basis::read(bytes).is_none_or(|basis| {
                let earlier = self.taken_from(basis.name());
                self.standing_changes(&earlier).is_empty()
            })
    }

    /// What a plan adds to the edits that it was made from: it overwrites what stands now.
    fn consequences(&self, plan: Plan, edits: &[Edit]) -> impl Iterator<Item = HandEdit> {
        let given = edits.iter();
        let given = given.map(|edit| (edit.entity.to_string(), edit.field.clone()));
        let given: HashSet<(String, String)> = given.collect();
        let added = self.changes(plan.edits).into_iter();
        let added =
            added.filter(move |new| !given.contains(&(new.entity.clone(), new.field.clone())));
        added.map(|change| HandEdit {
            change,
            rivals: Vec::new(),
        })
    }

    /// What the rules make of these edits by hand, if they take them.
    fn judge(&self, edits: &[Edit], occasion: &Occasion) -> Result<Plan, Refusal> {
        let edits = edits.to_vec();
        Operation::HandEdit { edits }.plan(&self.programme, occasion)
    }

    /// Where what is refused stands: at the first thing that is refused also by itself, at the field that it is about.
    fn locate(
        &self,
        differences: &[Difference],
        edits: &[Edit],
        occasion: &Occasion,
        refusal: &Refusal,
    ) -> usize {
        let mut things = edits.chunk_by(|a, b| a.entity == b.entity);
        let thing = things.find(|of_one| self.judge(of_one, occasion).is_err());
        let thing = thing.and_then(|of_one| of_one.first());
        let entity = thing.map(|edit| edit.entity.to_string());
        let about = match refusal {
            Refusal::NeedsDocument => Some("baseline"),
            Refusal::NeedsReason => Some("state"),
            _ => refusal.field(),
        };
        let of_thing = || {
            differences
                .iter()
                .filter(|found| entity.as_ref().is_none_or(|entity| *entity == found.entity))
        };
        let named = of_thing().find(|found| about == Some(&found.field));
        named.or(of_thing().next()).map_or(0, |found| found.offset)
    }

    /// An edit by hand, of a field that is there or may be set by name; where what a lost line had said is among the edits,
    /// also of one that only the program records.
    fn edit_of(&self, found: &Difference, may_know_more: bool) -> Result<Option<Edit>, Refusal> {
        let Difference {
            entity,
            field,
            was,
            to,
            ..
        } = found;
        let thing = entity
            .parse::<Entity>()
            .map_err(|_| Refusal::UnknownName(entity.clone()))?;
        if found.is_left_out {
            return Ok(Some(Edit {
                entity: thing,
                field: field.clone(),
                to: None,
            }));
        }
        if !self.programme.contains(&thing) && !self.programme.is_archived(&thing) {
            return Err(Refusal::Unknown(thing));
        }
        if field == ADDED {
            return Ok(None);
        }
        let is_keyed = field.starts_with("note.") || field.starts_with("evidence.");
        let is_recorded = field == ORIGINAL || field.starts_with("move.");
        let can_be_set = is_keyed
            || may_know_more && is_recorded
            || Owner::of(&thing).is_some_and(|owner| Field::recorded(owner, field).is_some());
        // What only the list can say is held against what it says now.
        let is_so = || self.fold.field(entity, field).0 == *to;
        match (was, to) {
            _ if can_be_set => {}
            _ if is_so() => return Ok(None),
            (None, _) => return Err(Refusal::UnknownField(thing, field.clone())),
            (Some(was), Some(to)) if discriminant(was) == discriminant(to) => {}
            // What only the list can say neither goes nor becomes something else.
            (_, to) => {
                let to = to.as_ref().map(ToString::to_string).unwrap_or_default();
                return Err(Refusal::BadValue(field.clone(), BadValue::Form(to)));
            }
        }
        // Open is what a milestone without a state is: one way to say it.
        let is_open = |to: &Value| field == "state" && to.as_text() == Some(State::CODES[0]);
        Ok(Some(Edit {
            entity: thing,
            field: field.clone(),
            to: to.clone().filter(|to| !is_open(to)),
        }))
    }

    /// Records the edits that somebody has made to `store.json` by hand, as one action, and writes it anew. `None` when
    /// nothing in it was changed, or all of that is recorded already.
    ///
    /// # Errors
    /// When an edit is refused; then nothing is recorded and the document stays as it is. When there was nothing to record
    /// and it could not be written.
    pub fn adopt(&mut self) -> Result<Option<Adopted>, AdoptError> {
        // Two at once would record the same edits twice.
        let _alone = self.store.alone();
        let view = self.store.read_view().map_err(AdoptError::Store)?;
        let bytes = view.as_deref();
        // Whatever it was made from can be read now.
        self.look();
        if let Some(bytes) = bytes
            && !self.hand_edits_in(bytes)?.is_empty()
            && let Some((recorded, edits)) = self.record_by_hand(bytes)?
        {
            let written = self.put_view(Some(bytes));
            return Ok(Some(Adopted {
                recorded,
                edits,
                written,
            }));
        }
        // The document may be the only other place where that stands.
        self.store.hold().map_err(AdoptError::Store)?;
        // As the program wrote it, it may know of lines that are lost.
        let settled = bytes.filter(|bytes| !view::is_untouched(bytes));
        self.put_view(settled).map_err(AdoptError::Store)?;
        Ok(None)
    }

    fn record_by_hand(
        &mut self,
        bytes: &[u8],
    ) -> Result<Option<(Recorded, Vec<HandEdit>)>, AdoptError> {
        let mut body = self.begin().map_err(AdoptError::Commit)?;
        let occasion = self.occasion(format!("{}.{}", body.key(), body.writer));
        let News { edits, made_in } = self.news_of(bytes, &occasion)?;
        if edits.is_empty() {
            return Ok(None);
        }
        HAND_EDIT.clone_into(&mut body.action);
        body.document = made_in;
        body.changes = edits.iter().map(|edit| edit.change.clone()).collect();
        let recorded = self.record(body, None).map_err(AdoptError::Commit)?;
        Ok(Some((recorded, edits)))
    }

    /// `settled`: what was edited by hand, and may be written over.
    pub(super) fn put_view(&mut self, settled: Option<&[u8]>) -> Result<(), StoreError> {
        // Of a list that is only shown for want of another it would be no state of this store.
        if self.list.is_some() && self.may_have_list() {
            return Ok(());
        }
        let begun = !self.fold.lines().all(is_of_catalogue);
        let is_kept = begun || settled.is_some();
        if is_kept && self.unsaved.is_empty() && !self.fold.has_newer_lines() {
            let text = view::render(&self.fold, &self.programme, self.conflicts().len());
            let lost = if rescue::has_gaps(&self.fold) {
                self.store.settled()
            } else {
                HashSet::new()
            };
            let is_needed = |current: &[u8]| {
                is_ahead(&self.fold, current)
                    || rescue::find(&self.fold, current, &lost).is_needed()
            };
            self.store.write_view(&text, settled, is_needed)?;
        }
        Ok(())
    }
}

/// Whether it is one of the fields that say of one of these things that it is done, on hold or cancelled.
fn is_of_one_of(found: &Difference, both: &HashSet<&str>) -> bool {
    !together::decided_against(&found.field).is_empty() && both.contains(&*found.entity)
}

fn is_of(edit: &Edit, found: &Difference) -> bool {
    edit.field == found.field && edit.to == found.to && edit.entity.to_string() == found.entity
}
