//! The history: one entry a change, newest first, each with what has become of it.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::revert::REVERT;
use super::{Replica, is_of_catalogue};
use crate::domain::Value;
use crate::domain::change::ADDED;
use crate::domain::history::{Ending, Entry, Fate, History, Scope};
use crate::store::fold::{Effects, Fates, Verdicts};
use crate::store::line::{Line, LineId, Saying};

/// What a line says, in its order: one entry for a new thing or for a move, whatever is recorded with it.
pub(super) fn said(line: &Line) -> impl DoubleEndedIterator<Item = Saying<'_>> {
    let leaders = Leaders::of(line);
    let leads = move |said: &Saying<'_>| leaders.of_change(said) == (said.entity, said.field);
    line.sayings().filter(leads)
}

/// All that a line says, each part with the target and field of the entry under which it is listed.
pub(super) fn parts(line: &Line) -> impl Iterator<Item = ((&str, &str), Saying<'_>)> {
    let leaders = Leaders::of(line);
    line.sayings()
        .map(move |said| (leaders.of_change(&said), said))
}

/// The things that a line adds or takes off the list, and the platforms that it moves: what else it says of them is part of
/// that.
struct Leaders<'a> {
    added: HashSet<&'a str>,
    moved: HashSet<&'a str>,
}

impl<'a> Leaders<'a> {
    fn of(line: &'a Line) -> Self {
        let with = |field: &'static str| line.sayings().filter(move |said| said.field == field);
        let moved = with("ministry").filter(|said| said.to.is_some());
        Self {
            added: with(ADDED).map(|said| said.entity).collect(),
            moved: moved.map(|said| said.entity).collect(),
        }
    }

    fn of_change(&self, said: &Saying<'a>) -> (&'a str, &'a str) {
        let (platform, kind) = said.entity.split_once('/').unwrap_or_default();
        let added = self.added.get(platform);
        let added = added
            .or_else(|| self.added.get(&*format!("kind:{kind}")))
            .or_else(|| self.added.get(said.entity));
        match added {
            Some(added) => (added, ADDED),
            None if self.moved.contains(said.entity)
                && (said.field == "order" || said.field.starts_with("move.")) =>
            {
                (said.entity, "ministry")
            }
            None => (said.entity, said.field),
        }
    }
}

impl Replica {
    /// The newest `limit` changes of what belongs to `scope` that are to be kept.
    #[must_use]
    pub fn history(
        &self,
        scope: &Scope,
        limit: usize,
        keep: &mut dyn FnMut(&Entry) -> bool,
    ) -> History {
        let mut lines: Vec<&Line> = self.fold.lines().collect();
        lines.retain(|line| !is_of_catalogue(line));
        lines.sort_unstable_by_key(|line| Reverse((line.stamp, line.id)));
        let mut becomes = Becoming::of(self);
        let mut holds = HashMap::new();
        let mut history = History::default();
        for line in lines {
            let at = self.author.zone.to_datetime(line.stamp.timestamp());
            let documents = self.documents(line);
            for said in self.listed(line) {
                let in_scope = *holds
                    .entry(said.entity)
                    .or_insert_with(|| self.is_wanted(scope, said.entity));
                if !in_scope {
                    continue;
                }
                let (was, to) = becomes.values(self, line, said);
                let entry = Entry {
                    line: line.id.to_string(),
                    writer: line.body.writer.clone(),
                    stamp: line.stamp,
                    at,
                    by: line.body.by.clone(),
                    action: line.body.action.clone(),
                    target: said.entity.to_owned(),
                    field: said.field.to_owned(),
                    was,
                    to,
                    document: documents.get(said.entity).map(ToString::to_string),
                    undoes: line.body.undo.map(|id| id.to_string()),
                    fate: Fate::Live,
                };
                if !keep(&entry) {
                    continue;
                }
                if history.entries.len() == limit {
                    history.is_cut = true;
                    return history;
                }
                let fate = match self.fate(line, &said, becomes.fates(self, said)) {
                    // That an undo stands is no value.
                    Fate::Live if line.body.undo.is_none() && becomes.is_contested(self, said) => {
                        Fate::Contested
                    }
                    fate => fate,
                };
                history.entries.push(Entry { fate, ..entry });
            }
        }
        history
    }

    /// The number of the document that a line records, by thing.
    fn documents<'a>(&'a self, line: &'a Line) -> HashMap<&'a str, &'a Value> {
        let numbers = self.subject(line).into_iter().flat_map(said);
        let numbers = numbers.filter(|said| is_number_of_document(said.field));
        numbers
            .filter_map(|said| Some((said.entity, said.to.or(said.was)?)))
            .collect()
    }

    fn is_wanted(&self, scope: &Scope, target: &str) -> bool {
        let entity = || target.parse().ok();
        scope.is_everything()
            || entity().is_some_and(|entity| scope.holds(&entity, &self.programme))
    }

    /// The changes of a line, the last one first: its own, or those that it takes back or brings back.
    fn listed<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = Saying<'a>> {
        let subject = self.subject(line).into_iter();
        subject.flat_map(|line| said(line).rev())
    }

    /// The line whose changes a line is about: its own, or those that it takes back or brings back.
    pub(super) fn subject<'a>(&'a self, line: &'a Line) -> Option<&'a Line> {
        match line.body.subject() {
            Some((subject, _)) => self.fold.line(subject),
            None => Some(line),
        }
    }

    /// What has become of one change of a line, given what has become of its field.
    pub(super) fn fate(&self, line: &Line, said: &Saying<'_>, fates: &Fates) -> Fate {
        let ending = |by: &Line| Ending {
            by: by.body.by.clone(),
            stamp: by.stamp,
            at: self.author.zone.to_datetime(by.stamp.timestamp()),
        };
        let subject = line.body.subject();
        let about = subject.map_or(line.id, |(id, _)| id);
        let verdict = self.fold.verdict(about).filter(|verdict| match subject {
            None => self.fold.is_voided(line.id),
            Some(_) => verdict.id != line.id,
        });
        if let Some(verdict) = verdict {
            return Fate::Voided(ending(verdict));
        }
        let Some(by) = fates.get(&about).and_then(|id| self.fold.line(*id)) else {
            return Fate::Live;
        };
        let voids = subject.is_some_and(|(_, voids)| voids);
        match taking_back(by, said, about) {
            // Somebody else has taken back the same: that is no news to an undo.
            Some(back) if voids && back.to != said.to => Fate::Live,
            Some(_) => Fate::Voided(ending(by)),
            None => Fate::Overwritten(ending(by)),
        }
    }
}

/// How a line takes back what another says of a field, when it does: out of several things that the other says.
fn taking_back<'a>(by: &'a Line, said: &Saying<'_>, about: LineId) -> Option<Saying<'a>> {
    if by.body.action != REVERT {
        return None;
    }
    by.sayings().find(|back| {
        back.over.contains(&about) && (back.entity, back.field) == (said.entity, said.field)
    })
}

fn is_number_of_document(field: &str) -> bool {
    matches!(field, "baseline_document" | "state_document")
        || field.starts_with("evidence.") && field.ends_with(".number")
}

/// What became of the fields met so far, and what undoing and redoing did to them.
struct Becoming<'a> {
    fates: HashMap<(&'a str, &'a str), Fates>,
    verdicts: Verdicts<'a>,
    effects: HashMap<(&'a str, &'a str), Effects>,
    contested: HashMap<(&'a str, &'a str), bool>,
}

impl<'a> Becoming<'a> {
    fn of(replica: &'a Replica) -> Self {
        Self {
            fates: HashMap::new(),
            verdicts: replica.fold.verdicts(),
            effects: HashMap::new(),
            contested: HashMap::new(),
        }
    }

    fn fates(&mut self, replica: &Replica, said: Saying<'a>) -> &Fates {
        self.fates
            .entry((said.entity, said.field))
            .or_insert_with(|| replica.fold.fates(said.entity, said.field))
    }

    fn is_contested(&mut self, replica: &Replica, said: Saying<'a>) -> bool {
        let contested = self.contested.entry((said.entity, said.field));
        *contested.or_insert_with(|| replica.is_contested(said.entity, said.field))
    }

    /// The value before and after: the same where an undo or redo left it alone, because somebody had changed it since.
    fn values(
        &mut self,
        replica: &Replica,
        line: &Line,
        said: Saying<'a>,
    ) -> (Option<Value>, Option<Value>) {
        if line.body.subject().is_none() {
            return (said.was.cloned(), said.to.cloned());
        }
        let effects = self.effects.entry((said.entity, said.field));
        let all = || {
            replica
                .fold
                .effects(said.entity, said.field, &self.verdicts)
        };
        let effect = effects.or_insert_with(all).get(&line.id);
        effect.cloned().unwrap_or_default()
    }
}
