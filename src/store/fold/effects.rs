//! What each undo and redo of a field did to it when it was made. The lines are put one after the other, as the order of
//! their stamps has it, so that a step costs what it changes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::iter;

use super::{Fold, Order, Say, Verdicts};
use crate::domain::Value;
use crate::store::line::{Line, LineId};

/// What undoing and redoing did to a field: by line, the value before and after.
pub type Effects = HashMap<LineId, (Option<Value>, Option<Value>)>;

impl Fold {
    /// What each undo and redo of a field did to it when it was made, as the order of the stamps has it: the value before
    /// and after, the same where somebody had changed the field since.
    #[must_use]
    pub fn effects(&self, entity: &str, field: &str, verdicts: &Verdicts<'_>) -> Effects {
        let says = self.says_of(entity, field);
        let lines = says.iter().flat_map(|say| {
            let on_it = verdicts.get(&say.line).into_iter().flatten();
            iter::once(self.line_of(say)).chain(on_it.copied())
        });
        let mut lines: Vec<&Line> = lines.collect();
        lines.sort_unstable_by_key(|line| order(line));
        lines.dedup_by_key(|line| line.id);
        let mut replay = Replay::new(says);
        let mut effects = Effects::new();
        for line in lines {
            let was = replay.value();
            replay.put(line, self);
            if line.body.subject().is_some() {
                effects.insert(line.id, (was, replay.value()));
            }
        }
        effects
    }
}

/// A field, at one moment of its history.
struct Replay<'a> {
    values: HashMap<LineId, Option<&'a Value>>,
    /// The lines that have come and are not voided. The greatest is shown: who writes goes on from all that they see, so
    /// that what overwrites is greater than what it overwrites. (But for what a clock in a far future said; nothing that
    /// this is asked about comes after that.)
    standing: BTreeSet<Order>,
    voided: HashSet<LineId>,
    /// The lines of which a word is known that does not come out of a far future, and counts.
    judged: HashSet<LineId>,
}

impl<'a> Replay<'a> {
    /// Before anything was said.
    fn new(says: &'a [Say]) -> Self {
        let mut values = HashMap::new();
        for say in says {
            // Of a line that speaks twice, the first word is heard.
            values.entry(say.line).or_insert(say.value.as_ref());
        }
        Self {
            values,
            standing: BTreeSet::new(),
            voided: HashSet::new(),
            judged: HashSet::new(),
        }
    }

    fn value(&self) -> Option<Value> {
        let (_, line) = self.standing.last()?;
        self.values.get(line).copied().flatten().cloned()
    }

    /// Puts the next line.
    fn put(&mut self, line: &Line, fold: &Fold) {
        if self.values.contains_key(&line.id) && !self.voided.contains(&line.id) {
            self.standing.insert(order(line));
        }
        if let Some((target, voids)) = line.body.subject()
            && let Some(target) = fold.line(target)
            && (line.stamp.is_taken_over() || !self.judged.contains(&target.id))
        {
            if line.stamp.is_taken_over() {
                self.judged.insert(target.id);
            }
            self.judge(target, voids, order(target) <= order(line));
        }
    }

    fn judge(&mut self, target: &Line, voids: bool, has_come: bool) {
        if voids {
            self.voided.insert(target.id);
            self.standing.remove(&order(target));
        } else {
            self.voided.remove(&target.id);
            let speaks = has_come && self.values.contains_key(&target.id);
            self.standing.extend(speaks.then(|| order(target)));
        }
    }
}

const fn order(line: &Line) -> Order {
    (line.stamp, line.id)
}
