//! What is read off the set of lines as a whole: conflicts, what became of each line, the state of all things.

use std::collections::{BTreeMap, HashMap};

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
