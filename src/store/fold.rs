//! State = f(set of lines). Lines are put in any order, any number of times, from any mix of copies; the value of every
//! field is the same in the end.
//!
//! Each field is a small graph of lines: a line points at the lines whose value it overwrote. A line is *live* when it is
//! not voided and no line that is not voided reaches it, also through voided ones. (Where a line that was overwritten is
//! lost, the device that overwrote it is taken to have known all that it had said itself; when that was, a clock in a far
//! future does not tell.) The value shown is that of the live line with the greatest stamp; live lines that differ were
//! written without knowledge of each other: a conflict.

mod derived;
mod effects;

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use indexmap::IndexMap;
use indexmap::map::Values;

pub use derived::{Conflict, Fates, Verdicts};
pub use effects::Effects;

use super::line::{Line, LineId};
use crate::domain::change::TOUCHED;
use crate::domain::{Assignment, Entity, Stamp, Touch, Value};

/// The writer of the lines that stand for a catalogue. They are the same bytes wherever they are written, so that stores
/// that began apart from the same list are one when they meet.
pub const CATALOGUE: &str = "catalogue";

/// When a line was written; of two at once the names decide.
pub type Order = (Stamp, LineId);

/// One line's say on one field.
#[derive(Debug)]
struct Say {
    line: LineId,
    value: Option<Value>,
    over: Box<[LineId]>,
}

/// The set of lines, and what follows from it.
#[derive(Debug, Default)]
pub struct Fold {
    lines: IndexMap<LineId, Line>,
    /// The last undo or redo of a line; one out of a far future, after which nobody could say anything any more, comes
    /// before all others.
    verdicts: HashMap<LineId, (bool, Order)>,
    /// What is said of every field, by thing and field.
    says: HashMap<String, HashMap<String, Vec<Say>>>,
    /// The last line of each writer.
    tips: HashMap<String, Order>,
    /// Lines that were put, voided or un-voided since it was last asked what has changed.
    news: Vec<LineId>,
    latest: Stamp,
    has_newer_lines: bool,
}

impl Fold {
    /// Puts a line. One that is there already changes nothing; returns whether it was new.
    pub fn insert(&mut self, line: Line) -> bool {
        if self.lines.contains_key(&line.id) {
            return false;
        }
        if line.stamp.is_taken_over() {
            self.latest = self.latest.max(line.stamp);
        }
        let order = (line.stamp, line.id);
        keep_last(&mut self.tips, line.body.writer.clone(), order);
        if line.is_understood() {
            self.put_says(&line);
            if let Some((target, _)) = line.body.subject() {
                let verdict = (line.stamp.is_taken_over(), order);
                keep_last(&mut self.verdicts, target, verdict);
                self.news.push(target);
            }
        }
        self.has_newer_lines |= !line.is_understood();
        self.lines.insert(line.id, line);
        true
    }

    fn put_says(&mut self, line: &Line) {
        self.news.push(line.id);
        for saying in line.sayings() {
            let of_thing = self.says.entry(saying.entity.to_owned()).or_default();
            // Most are never changed again.
            let says = of_thing.entry(saying.field.to_owned());
            says.or_insert_with(|| Vec::with_capacity(1)).push(Say {
                line: line.id,
                value: saying.to.cloned(),
                over: saying.over.into(),
            });
        }
    }

    /// The values that may have changed since this was last called, ready to be put into the programme. Things whose name
    /// this program does not understand stay in the journal and are not among them.
    pub fn take_assignments(&mut self) -> Vec<Assignment> {
        let news = std::mem::take(&mut self.news);
        // An undo may have arrived before the line that it is about.
        let lines = news.iter().filter_map(|id| self.line(*id));
        let said = lines.flat_map(Line::sayings);
        let fields: BTreeSet<_> = said.map(|said| (said.entity, said.field)).collect();
        let fields: Vec<_> = fields.into_iter().collect();
        let mut assignments = Vec::new();
        for of_thing in fields.chunk_by(|one, next| one.0 == next.0) {
            let name = of_thing[0].0;
            let Ok(entity) = name.parse::<Entity>() else {
                continue;
            };
            let mut assign = |field: &str, value, by: Option<&Line>| {
                assignments.push(Assignment {
                    entity: entity.clone(),
                    field: field.to_owned(),
                    value,
                    touch: by.and_then(signature),
                });
            };
            for &(_, field) in of_thing {
                let shown = self.live(self.says_of(name, field)).into_iter().next();
                let value = shown.and_then(|say| say.value.clone());
                assign(field, value, shown.map(|say| self.line_of(say)));
            }
            assign(TOUCHED, None, self.last_touch(name));
        }
        assignments
    }

    /// The last line that says something of a thing, or undoes or redoes one that does; that it is in a list is no touch.
    fn last_touch(&self, entity: &str) -> Option<&Line> {
        let says = self.says.get(entity)?.values().flatten();
        let lines = says.flat_map(|say| {
            let own = Some(self.line_of(say)).filter(|line| line.body.writer != CATALOGUE);
            own.into_iter().chain(self.verdict(say.line))
        });
        lines.max_by_key(|line| (line.stamp, line.id))
    }

    /// The live lines of a field, the one shown first.
    fn live<'a>(&self, says: &'a [Say]) -> Vec<&'a Say> {
        self.live_if(says, |line| self.is_voided(line))
    }

    fn live_if<'a>(&self, says: &'a [Say], is_voided: impl Fn(LineId) -> bool) -> Vec<&'a Say> {
        let mut live: Vec<&Say> = says.iter().collect();
        live.retain(|say| !is_voided(say.line));
        // Nothing has come over the only one.
        if says.len() > 1 {
            let over = self.reach(says, live.iter().map(|say| say.line));
            live.retain(|say| !over.contains_key(&say.line));
        }
        // Stable: a line that speaks twice of one field is heard in its own order.
        live.sort_by_key(|say| Reverse((self.line_of(say).stamp, say.line)));
        live
    }

    /// The lines of a field that these have come over, each with the first of these that has. A line has come over those
    /// that it names, and, when some of these are lost, whatever its own device had said of the field before, for that it
    /// knew.
    fn reach(&self, says: &[Say], roots: impl Iterator<Item = LineId>) -> HashMap<LineId, LineId> {
        let by_id: HashMap<LineId, &Say> = says.iter().map(|say| (say.line, say)).collect();
        let mut own = self.by_device(says);
        let mut reached = HashMap::new();
        for root in roots {
            let mut ahead = vec![root];
            while let Some(id) = ahead.pop() {
                let Some(say) = by_id.get(&id) else { continue };
                let line = self.line_of(say);
                let device = line.body.device();
                let own = own.get_mut(device).filter(|_| self.has_lost(say));
                let earlier = own.into_iter().flat_map(|said| {
                    let at = said.partition_point(|(stamp, _)| *stamp >= line.stamp);
                    said.drain(at..).map(|(_, id)| id)
                });
                for id in say.over.iter().copied().chain(earlier) {
                    if let Entry::Vacant(place) = reached.entry(id) {
                        place.insert(root);
                        ahead.push(id);
                    }
                }
            }
        }
        reached
    }

    /// Whether a line names one that is not there, and its stamp tells what its device had said before.
    fn has_lost(&self, say: &Say) -> bool {
        let is_lost = |id: &LineId| !self.lines.contains_key(id);
        say.over.iter().any(is_lost) && self.line_of(say).stamp.is_taken_over()
    }

    /// What each device has said of a field, the latest first; nobody asks when nothing is lost.
    fn by_device(&self, says: &[Say]) -> HashMap<&str, Vec<(Stamp, LineId)>> {
        let mut own: HashMap<&str, Vec<(Stamp, LineId)>> = HashMap::new();
        if says.iter().any(|say| self.has_lost(say)) {
            let mut lines: Vec<&Line> = says.iter().map(|say| self.line_of(say)).collect();
            lines.sort_by_key(|line| Reverse((line.stamp, line.id)));
            for line in lines {
                let said = own.entry(line.body.device()).or_default();
                said.push((line.stamp, line.id));
            }
        }
        own
    }

    fn line_of(&self, say: &Say) -> &Line {
        &self.lines[&say.line]
    }

    /// What the lines say of a field.
    fn says_of(&self, entity: &str, field: &str) -> &[Say] {
        let says = self.says.get(entity).and_then(|says| says.get(field));
        says.map_or(&[], Vec::as_slice)
    }

    /// What a change of a field overwrites: the live lines, and what was undone and not overwritten since, so that doing it
    /// again does not stand against the change.
    #[must_use]
    pub fn overwrites(&self, entity: &str, field: &str) -> Vec<LineId> {
        self.with_undone(entity, field, self.field(entity, field).1)
    }

    /// The same, where the live lines are known.
    #[must_use]
    pub fn with_undone(&self, entity: &str, field: &str, mut live: Vec<LineId>) -> Vec<LineId> {
        let says = self.says_of(entity, field);
        let known: HashSet<&LineId> = says.iter().flat_map(|say| &say.over).collect();
        let undone = says.iter().map(|say| say.line);
        live.extend(undone.filter(|id| self.is_voided(*id) && !known.contains(id)));
        live
    }

    /// The value that a field has, with its live lines.
    #[must_use]
    pub fn field(&self, entity: &str, field: &str) -> (Option<Value>, Vec<LineId>) {
        let live = self.live(self.says_of(entity, field));
        let value = live.first().and_then(|say| say.value.clone());
        (value, live.into_iter().map(|say| say.line).collect())
    }

    /// The value that a field would have, were this line undone, or not.
    #[must_use]
    pub fn field_if(
        &self,
        (entity, field): (&str, &str),
        line: LineId,
        is_undone: bool,
    ) -> Option<Value> {
        let is_voided = |id| {
            if id == line {
                is_undone
            } else {
                self.is_voided(id)
            }
        };
        let standing = self.live_if(self.says_of(entity, field), is_voided);
        standing.first().and_then(|say| say.value.clone())
    }

    /// Whether a line is undone.
    #[must_use]
    pub fn is_voided(&self, id: LineId) -> bool {
        self.verdict(id).is_some_and(|by| by.body.undo.is_some())
    }

    /// The line that undid or redid this one last.
    #[must_use]
    pub fn verdict(&self, id: LineId) -> Option<&Line> {
        let (_, (_, by)) = self.verdicts.get(&id)?;
        self.line(*by)
    }

    /// The line of this name.
    #[must_use]
    pub fn line(&self, id: LineId) -> Option<&Line> {
        self.lines.get(&id)
    }

    /// Every line, in the order of arrival.
    #[must_use]
    pub fn lines(&self) -> Values<'_, LineId, Line> {
        self.lines.values()
    }

    /// The last line of a writer.
    #[must_use]
    pub fn tip(&self, writer: &str) -> Option<LineId> {
        self.tips.get(writer).map(|(_, id)| *id)
    }

    /// The last line of every writer, by writer.
    #[must_use]
    pub fn tips(&self) -> BTreeMap<String, LineId> {
        let tips = self.tips.iter();
        tips.map(|(writer, (_, id))| (writer.clone(), *id))
            .collect()
    }

    /// The greatest stamp seen that others go on from.
    #[must_use]
    pub const fn latest(&self) -> Stamp {
        self.latest
    }

    /// Whether some line was written by a newer program and is kept, but not applied.
    #[must_use]
    pub const fn has_newer_lines(&self) -> bool {
        self.has_newer_lines
    }
}

/// Keeps what comes later.
fn keep_last<K: Eq + Hash, V: Ord + Copy>(map: &mut HashMap<K, V>, key: K, new: V) {
    let last = map.entry(key).or_insert(new);
    *last = new.max(*last);
}

/// Who wrote a line, and when; nobody, when it stands for a catalogue.
fn signature(line: &Line) -> Option<Touch> {
    let is_person = line.body.writer != CATALOGUE;
    is_person.then(|| Touch {
        at: line.stamp.timestamp(),
        by: line.body.by.clone(),
    })
}
