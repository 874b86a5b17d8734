//! What an edit of `store.json` by hand overwrites: what the document knew of the field. What somebody else has set since
//! stands beside it, a conflict like any other; and an edit that is recorded already is not recorded again.

use std::collections::{HashMap, HashSet};

use super::Replica;
use crate::domain::Value;
use crate::domain::operation::{Edit, HAND_EDIT};
use crate::store::edited::Difference;
use crate::store::line::{Line, LineChange, LineId, Saying};

/// One change that edits by hand make: an edit, or what follows from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandEdit {
    /// The change.
    pub change: LineChange,
    /// What others have set since the document was written, where it differs: in conflict with the edit.
    pub rivals: Vec<Rival>,
}

/// Another value of a field that was edited by hand, set without knowledge of the edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The line that says it.
    pub line: LineId,
    /// Who wrote it.
    pub by: String,
    /// The value; `None` when it was cleared.
    pub to: Option<Value>,
}

/// The edits by hand that are recorded, by thing and field, in the order of their stamps.
pub(super) struct Earlier<'a>(HashMap<(&'a str, &'a str), Vec<(&'a Line, Saying<'a>)>>);

impl Replica {
    pub(super) fn edited_earlier(&self) -> Earlier<'_> {
        let lines = self.fold.lines().iter();
        let mut lines: Vec<&Line> = lines.filter(|line| line.body.action == HAND_EDIT).collect();
        lines.sort_unstable_by_key(|line| (line.stamp, line.id));
        let mut earlier: HashMap<_, Vec<_>> = HashMap::new();
        for line in lines {
            for said in line.sayings() {
                let of_field = earlier.entry((said.entity, said.field)).or_default();
                of_field.push((line, said));
            }
        }
        Earlier(earlier)
    }

    /// What an edit by hand changes; `None` when it is recorded already, or others have written the same.
    pub(super) fn news(
        &self,
        edit: &Edit,
        found: &Difference,
        earlier: &Earlier<'_>,
    ) -> Option<HandEdit> {
        let over = self.unrecorded(edit, found, earlier)?;
        let (_, live) = self.fold.field(&found.entity, &found.field);
        let (known, since): (Vec<LineId>, Vec<LineId>) =
            live.into_iter().partition(|line| over.contains(line));
        let (same, rivals): (Vec<Rival>, Vec<Rival>) = since
            .into_iter()
            .filter_map(|line| self.rival(line, found))
            .partition(|rival| rival.to == edit.to);
        let is_cleared = rivals.is_empty() && edit.to.is_none();
        if known.is_empty() && (!same.is_empty() || is_cleared) {
            return None;
        }
        let change = LineChange {
            entity: found.entity.clone(),
            field: found.field.clone(),
            was: found.was.clone(),
            to: edit.to.clone(),
            over,
        };
        Some(HandEdit { change, rivals })
    }

    /// What the edit overwrites: what the document knew, and what this device has already taken from it; `None` when that
    /// ends with the edit itself, or somebody else has taken it.
    fn unrecorded(
        &self,
        edit: &Edit,
        found: &Difference,
        earlier: &Earlier<'_>,
    ) -> Option<Vec<LineId>> {
        let device = self.store.device();
        let of_field = earlier.0.get(&(&*found.entity, &*found.field));
        let of_field = of_field.map_or(&[][..], Vec::as_slice);
        let mut over = found.over.clone();
        let mut last = None;
        loop {
            let known: HashSet<&LineId> = over.iter().collect();
            let knows_the_same =
                |said: &Saying<'_>| said.over.iter().collect::<HashSet<_>>() == known;
            let taken = of_field.iter().filter(|(_, said)| knows_the_same(said));
            let (own, others): (Vec<_>, Vec<_>) =
                taken.partition(|(line, _)| Some(line.body.device()) == device.as_deref());
            let Some((_, newest)) = own.last() else {
                let mut said = others.iter().map(|(_, said)| said.to).chain(last);
                let is_recorded = said.any(|to| to == edit.to.as_ref());
                return (!is_recorded).then_some(over);
            };
            last = Some(newest.to);
            over.extend(own.iter().map(|(line, _)| line.id));
        }
    }

    fn rival(&self, id: LineId, found: &Difference) -> Option<Rival> {
        let line = self.fold.line(id)?;
        let mut sayings = line.sayings();
        let said =
            sayings.find(|said| (said.entity, said.field) == (&*found.entity, &*found.field))?;
        Some(Rival {
            line: id,
            by: line.body.by.clone(),
            to: said.to.cloned(),
        })
    }
}
