//! What was added, and what others have recorded of it since: taking the addition back would hide that from everybody.

use std::cmp::max_by_key;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::conflicts::Conflict;
use super::{CommitError, Replica, is_of_catalogue};
use crate::domain::change::ADDED;
use crate::domain::{Stamp, Value};
use crate::store::fold::Fold;
use crate::store::line::{Line, LineId, Saying};

impl Replica {
    /// Voiding a line takes nothing away on which somebody else has worked.
    ///
    /// # Errors
    /// When it would.
    pub(super) fn may_void(&self, target: LineId) -> Result<(), CommitError> {
        let line = self.fold.line(target).into_iter();
        let added = line.flat_map(Line::sayings).filter(adds);
        let gone = added.map(|said| said.entity);
        let gone = gone.filter(|entity| self.fold.field(entity, ADDED).1 == [target]);
        self.keep_work(&gone.collect(), target)
    }

    /// The things are not taken off the list while somebody else has recorded something of them, but for this line.
    ///
    /// # Errors
    /// When somebody has.
    pub(super) fn keep_work(
        &self,
        gone: &HashSet<&str>,
        besides: LineId,
    ) -> Result<(), CommitError> {
        if gone.is_empty() {
            return Ok(());
        }
        let own = self.author.by.to_lowercase();
        // The newest first, which most often stands.
        let others = self.fold.lines().rev().filter(|line| {
            line.id != besides && !is_of_catalogue(line) && line.body.by.to_lowercase() != own
        });
        let mut standing = Standing::of(&self.fold);
        for line in others {
            if let Some(entity) = standing.work_of(line, gone) {
                let by = line.body.by.clone();
                let before = None;
                return Err(CommitError::WorkedOn { entity, by, before });
            }
        }
        Ok(())
    }

    /// What somebody has taken off the list without knowing that somebody else has recorded something of it, which nobody
    /// sees any more; each with who took it off, and the newest that is recorded.
    pub(super) fn hidden_work(&self) -> Vec<Conflict> {
        let gone = self.taken_off();
        let work = self.newest_work(&gone).into_iter();
        let conflict = |(thing, (line, said)): (&&str, (&Line, Saying<'_>))| Conflict {
            target: (*thing).to_owned(),
            field: ADDED.to_owned(),
            values: vec![
                self.said_by(gone[*thing].id, (*thing, ADDED), None),
                self.said_by(line.id, (said.entity, said.field), said.to.cloned()),
            ],
        };
        work.map(conflict).collect()
    }

    /// What was added and is not on the list any more, each with the line that took it off last.
    fn taken_off(&self) -> BTreeMap<&str, &Line> {
        let mut off: BTreeMap<&str, &Line> = BTreeMap::new();
        for line in self.fold.lines().filter(|line| line.is_understood()) {
            let is_voided = self.fold.is_voided(line.id);
            // One of several things that a line adds is taken off by a change; so is what a lost line had taken off.
            let by = self.fold.verdict(line.id).unwrap_or(line);
            let said = line.sayings().filter(|said| said.field == ADDED);
            for said in said.filter(|said| adds(said) == is_voided) {
                let last = off.entry(said.entity).or_insert(by);
                *last = max_by_key(*last, by, |line| order(line));
            }
        }
        // Where the values of this field differ, that is a conflict already.
        off.retain(|entity, _| {
            self.fold.field(entity, ADDED).0.is_none()
                && self.fold.conflict(entity, ADDED).is_none()
        });
        off
    }

    /// The newest that stands of what others than who took a thing off have recorded of it.
    fn newest_work<'a, 'g>(
        &'a self,
        gone: &'g BTreeMap<&'a str, &'a Line>,
    ) -> BTreeMap<&'g &'a str, (&'a Line, Saying<'a>)> {
        let mut newest: BTreeMap<&&str, (&Line, Saying<'_>)> = BTreeMap::new();
        if gone.is_empty() {
            return newest;
        }
        let lines = self.fold.lines().filter(|line| !is_of_catalogue(line));
        let mut standing = Standing::of(&self.fold);
        let sayings = lines.flat_map(|line| line.sayings().map(move |said| (line, said)));
        for (line, said) in sayings {
            // Of a platform and its milestone that were added together, the platform.
            let about = about(&said).into_iter();
            let mut hidden = about.filter_map(|thing| gone.get_key_value(&*thing));
            let Some((thing, _)) = hidden.find(|(_, by)| !is_of_same(line, by)) else {
                continue;
            };
            let last = newest.get(thing);
            let is_newer = last.is_none_or(|(last, _)| order(line) > order(last));
            if is_newer && standing.has(line, &said) {
                newest.insert(thing, (line, said));
            }
        }
        newest
    }
}

/// The lines that stand of each field met so far: a field may have been changed thousands of times.
struct Standing<'a> {
    fold: &'a Fold,
    lines: HashMap<(&'a str, &'a str), HashSet<LineId>>,
}

impl<'a> Standing<'a> {
    fn of(fold: &'a Fold) -> Self {
        let lines = HashMap::new();
        Self { fold, lines }
    }

    /// Whether what a line says stands.
    fn has(&mut self, line: &Line, said: &Saying<'a>) -> bool {
        let of_field = self.lines.entry((said.entity, said.field));
        let standing = || self.fold.field(said.entity, said.field).1;
        let lines = of_field.or_insert_with(|| standing().into_iter().collect());
        lines.contains(&line.id)
    }

    /// The one of these things of which a line says something that stands.
    fn work_of(&mut self, line: &'a Line, gone: &HashSet<&str>) -> Option<String> {
        line.sayings().find_map(|said| {
            let mut about = about(&said).into_iter();
            about.find(|thing| gone.contains(&**thing) && self.has(line, &said))
        })
    }
}

fn order(line: &Line) -> (Stamp, LineId) {
    (line.stamp, line.id)
}

fn is_of_same(line: &Line, other: &Line) -> bool {
    line.body.by.to_lowercase() == other.body.by.to_lowercase()
}

fn adds(said: &Saying<'_>) -> bool {
    said.field == ADDED && said.to == Some(&Value::Bool(true))
}

/// The things that something is said of, the widest first: a milestone belongs to a platform, and is of a kind; a platform
/// belongs to a ministry.
fn about(said: &Saying<'_>) -> Vec<String> {
    let mut about = Vec::new();
    if let Some((platform, kind)) = said.entity.split_once('/') {
        about.extend([platform.to_owned(), format!("kind:{kind}")]);
    }
    about.push(said.entity.to_owned());
    if let ("ministry", Some(ministry)) = (said.field, said.to) {
        about.push(format!("ministry:{ministry}"));
    }
    about
}
