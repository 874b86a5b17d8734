//! State = f(set of lines). Lines are put in any order, any number of times, from any mix of copies; the value of every
//! field is the same in the end.
//!
//! Each field is a small graph of lines: a line points at the lines whose value it overwrote. A line is *live* when it is
//! not voided and no line that is not voided reaches it, also through voided ones. (Where a line that was overwritten is
//! lost, the device that overwrote it is taken to have known all that it had said itself.) The value shown is that of the live
//! line with the greatest stamp; live lines that differ were written without knowledge of each other: a conflict.

mod derived;

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use indexmap::map::Values;
use indexmap::{IndexMap, IndexSet};

pub use derived::{Conflict, Effects, Fates, Verdicts};

use super::line::{Line, LineId};
use crate::domain::change::TOUCHED;
use crate::domain::{Assignment, Entity, Stamp, Touch, Value};

/// The writer of the lines that stand for a catalogue. They are the same bytes wherever they are written, so that stores
/// that began apart from the same list are one when they meet.
pub const CATALOGUE: &str = "catalogue";

/// A field of a thing, as two numbers of [`Fold::names`].
type Key = (u32, u32);

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
    /// The last verdict on a line: voided or not.
    voids: HashMap<LineId, (Stamp, LineId, bool)>,
    fields: HashMap<Key, Vec<Say>>,
    /// The names of things and fields, each kept once.
    names: IndexSet<Box<str>>,
    /// The last line that touched a thing, by the thing's number.
    touches: HashMap<u32, (Stamp, LineId)>,
    /// The last line of each writer.
    tips: HashMap<String, (Stamp, LineId)>,
    /// Lines that were put, voided or un-voided since it was last asked what has changed.
    news: HashSet<LineId>,
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
            if let Some((target, voided)) = line.body.subject() {
                keep_last(&mut self.voids, target, (line.stamp, line.id, voided));
                self.news.insert(target);
            }
        }
        self.has_newer_lines |= !line.is_understood();
        self.lines.insert(line.id, line);
        true
    }

    fn put_says(&mut self, line: &Line) {
        self.news.insert(line.id);
        for saying in line.sayings() {
            let key = (self.number(saying.entity), self.number(saying.field));
            let say = Say {
                line: line.id,
                value: saying.to.cloned(),
                over: saying.over.into(),
            };
            self.fields.entry(key).or_default().push(say);
        }
    }

    /// The number of a name, a new one for a new name.
    fn number(&mut self, name: &str) -> u32 {
        let known = self.names.get_index_of(name);
        let place = known.unwrap_or_else(|| self.names.insert_full(name.into()).0);
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }

    /// The fields that the news are about, in order.
    fn take_news(&mut self) -> Vec<Key> {
        let mut keys = Vec::new();
        for id in std::mem::take(&mut self.news) {
            // A verdict may have arrived before the line it is about.
            let Some(line) = self.lines.get(&id) else {
                continue;
            };
            let own = (line.body.writer != CATALOGUE).then_some((line.stamp, id));
            let verdict = self.voids.get(&id).map(|&(stamp, id, _)| (stamp, id));
            for saying in line.sayings() {
                let Some(key) = self.key(saying.entity, saying.field) else {
                    continue;
                };
                keys.push(key);
                if let Some(order) = own.max(verdict) {
                    keep_last(&mut self.touches, key.0, order);
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The values that may have changed since this was last called, ready to be put into the programme. Things whose name
    /// this program does not understand stay in the journal and are not among them.
    pub fn take_assignments(&mut self) -> Vec<Assignment> {
        let mut assignments = Vec::new();
        for keys in self.take_news().chunk_by(|one, next| one.0 == next.0) {
            let number = keys[0].0;
            let Ok(entity) = self.name(number).parse::<Entity>() else {
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
            for key in keys {
                let shown = self.live(self.says(*key)).into_iter().next();
                let value = shown.and_then(|say| say.value.clone());
                assign(self.name(key.1), value, shown.map(|say| self.line_of(say)));
            }
            let last = self.touches.get(&number).and_then(|(_, id)| self.line(*id));
            assign(TOUCHED, None, last);
        }
        assignments
    }

    /// What the lines say of a field.
    fn says(&self, key: Key) -> &[Say] {
        self.fields.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The live lines of a field, the one shown first.
    fn live<'a>(&self, says: &'a [Say]) -> Vec<&'a Say> {
        let mut live: Vec<&Say> = says.iter().collect();
        live.retain(|say| !self.is_voided(say.line));
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

    /// Whether a line names one that is not there.
    fn has_lost(&self, say: &Say) -> bool {
        say.over.iter().any(|id| !self.lines.contains_key(id))
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

    fn key(&self, entity: &str, field: &str) -> Option<Key> {
        let number = |name| u32::try_from(self.names.get_index_of(name)?).ok();
        Some((number(entity)?, number(field)?))
    }

    fn says_of(&self, entity: &str, field: &str) -> &[Say] {
        self.key(entity, field).map_or(&[], |key| self.says(key))
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

    /// Whether a line is undone.
    #[must_use]
    pub fn is_voided(&self, id: LineId) -> bool {
        self.voids.get(&id).is_some_and(|(_, _, voided)| *voided)
    }

    /// The line that undid or redid this one last.
    #[must_use]
    pub fn verdict(&self, id: LineId) -> Option<&Line> {
        self.voids.get(&id).and_then(|(_, id, _)| self.line(*id))
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
    pub fn tips(&self) -> BTreeMap<&str, LineId> {
        self.tips
            .iter()
            .map(|(writer, (_, id))| (writer.as_str(), *id))
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

/// Keeps what is greater, as it comes later or is named so, and returns it.
fn keep_last<K: Eq + Hash, V: Ord + Copy>(map: &mut HashMap<K, V>, key: K, new: V) -> V {
    let last = map.entry(key).or_insert(new);
    *last = new.max(*last);
    *last
}

/// Who wrote a line, and when; nobody, when it stands for a catalogue.
fn signature(line: &Line) -> Option<Touch> {
    let is_person = line.body.writer != CATALOGUE;
    is_person.then(|| Touch {
        at: line.stamp.timestamp(),
        by: line.body.by.clone(),
    })
}
