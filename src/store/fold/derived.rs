//! What is read off the set of lines as a whole: conflicts, what became of each line, the state of all things, and that of
//! an earlier moment.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Fold, Say};
use crate::domain::Value;
use crate::store::line::{Line, LineId};

/// Two or more values of one field, written without knowledge of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The thing.
    pub entity: String,
    /// Its field.
    pub field: String,
    /// The lines, the one shown first, with their values.
    pub values: Vec<(LineId, Option<Value>)>,
}

/// What has become of the lines of one field: those that are overwritten, each with the newest live line that has come
/// over it.
pub type Fates = HashMap<LineId, LineId>;

/// Every undo and redo, by the line that it is about.
pub type Verdicts<'a> = HashMap<LineId, Vec<&'a Line>>;

impl Fold {
    /// What has become of the lines of a field.
    #[must_use]
    pub fn fates(&self, entity: &str, field: &str) -> Fates {
        let says = self.says_of(entity, field);
        let live = self.live(says).into_iter();
        self.reach(says, live.map(|say| say.line))
    }

    /// Every undo and redo, by the line that it is about.
    #[must_use]
    pub fn verdicts(&self) -> Verdicts<'_> {
        let mut verdicts = Verdicts::default();
        for line in self.lines().filter(|line| line.is_understood()) {
            if let Some((target, _)) = line.body.subject() {
                verdicts.entry(target).or_default().push(line);
            }
        }
        verdicts
    }

    /// Fields with differing live values, by thing and field.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let conflicts = self.all_says().filter_map(|said| self.differing(said));
        let mut conflicts: Vec<Conflict> = conflicts.collect();
        conflicts.sort_by(|a, b| (&a.entity, &a.field).cmp(&(&b.entity, &b.field)));
        conflicts
    }

    /// The conflict of a field, where its live values differ.
    #[must_use]
    pub fn conflict(&self, entity: &str, field: &str) -> Option<Conflict> {
        self.differing((entity, field, self.says_of(entity, field)))
    }

    fn differing(&self, (entity, field, says): (&str, &str, &[Say])) -> Option<Conflict> {
        if says.len() < 2 {
            return None;
        }
        let live = self.live(says);
        let differ = live.iter().any(|say| say.value != live[0].value);
        let values = live.iter();
        let values = values.map(|say| (say.line, say.value.clone()));
        differ.then(|| Conflict {
            entity: entity.to_owned(),
            field: field.to_owned(),
            values: values.collect(),
        })
    }

    /// Every thing and field, with what is said of it.
    fn all_says(&self) -> impl Iterator<Item = (&str, &str, &[Say])> {
        self.says.iter().flat_map(|(entity, fields)| {
            let fields = fields.iter();
            fields.map(move |(field, says)| (&**entity, &**field, &**says))
        })
    }

    /// The lines that others name as the one before them, and that are not here.
    pub fn lacking(&self) -> impl Iterator<Item = LineId> {
        let named = self.lines().filter_map(|line| line.body.prev);
        named.filter(|prev| self.line(*prev).is_none())
    }

    /// The fold of the lines up to these last ones, by writer. Where a last one is lost, whatever comes after a gap in the
    /// chain of its writer is taken to be later.
    #[must_use]
    pub fn upto(&self, tips: &BTreeMap<String, LineId>) -> Self {
        let later = self.after_gaps(tips);
        let mut fold = Self::default();
        for line in self.lines() {
            let Some(tip) = tips.get(&line.body.writer) else {
                continue;
            };
            let until = self.line(*tip).map(|tip| (tip.stamp, tip.id));
            let is_upto = until.is_none_or(|until| (line.stamp, line.id) <= until);
            if is_upto && !later.contains(&line.id) {
                fold.insert(line.clone());
            }
        }
        fold
    }

    /// The lines of the writers whose last one is lost that come after one that is not there, at any distance.
    fn after_gaps(&self, tips: &BTreeMap<String, LineId>) -> HashSet<LineId> {
        let mut next: HashMap<LineId, Vec<LineId>> = HashMap::new();
        for line in self.lines() {
            let tip = tips.get(&line.body.writer);
            if let Some(prev) = line.body.prev
                && tip.is_some_and(|tip| self.line(*tip).is_none())
            {
                next.entry(prev).or_default().push(line.id);
            }
        }
        let gaps = next.keys().filter(|id| self.line(**id).is_none());
        let mut ahead: Vec<LineId> = gaps.copied().collect();
        let mut after = HashSet::new();
        while let Some(id) = ahead.pop() {
            let next = next.get(&id).map(Vec::as_slice).unwrap_or_default();
            ahead.extend(next.iter().filter(|id| after.insert(**id)));
        }
        after
    }

    /// Every thing with the values of its fields, by name: what the readable state is made of.
    #[must_use]
    pub fn state(&self) -> BTreeMap<&str, BTreeMap<&str, Value>> {
        let mut state: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
        let all = self.all_says();
        // A document has these names for something else.
        for (entity, field, says) in all.filter(|(_, field, _)| !RESERVED.contains(field)) {
            let shown = self.live(says).into_iter().next();
            if let Some(value) = shown.and_then(|say| say.value.clone()) {
                state.entry(entity).or_default().insert(field, value);
            }
        }
        state
    }
}

/// What a thing is called in the readable state, and what it has below it: no fields.
const RESERVED: [&str; 2] = ["id", "milestones"];
