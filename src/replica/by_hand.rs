//! What an edit of `store.json` by hand overwrites, and whether it is news.
//!
//! An edit overwrites what the document knew of the field. What somebody else has set since stands beside it, a conflict like
//! any other; where that is the same value, and stands, nothing is recorded.
//!
//! The line of an edit names the document that the edit was made in, so that an editor that still holds a document goes on
//! where this device has left off: what was taken from the document before is overwritten like what it knew, the same value
//! is not recorded twice, not even when it was undone since, and a field that is back at what it was when the document was
//! written is edited back, if an edit of it from the same document stands; so is a hold that this edit had ended.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Replica;
use super::conflicts::said;
use crate::domain::operation::Edit;
use crate::domain::{Value, together};
use crate::store::edited::Difference;
use crate::store::line::{Line, LineChange, LineId};

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

/// A change that this device has taken from a document.
struct Taken<'a> {
    line: LineId,
    change: &'a LineChange,
    /// Whether it stands in the document, and does not just follow from another.
    is_edit: bool,
}

/// Leaves out what is no difference: what had only followed from an edit that is still in the document. Once that is edited
/// back, what it had ended is so again.
pub(super) fn keep_edited_back(
    differences: &mut Vec<Difference>,
    standing: &BTreeMap<(&str, &str), bool>,
) {
    let is_edit = |entity: &str, field: &str| standing.get(&(entity, field)) == Some(&true);
    let back = differences.iter().filter(|found| found.was == found.to);
    let back = back.filter(|found| is_edit(&found.entity, &found.field));
    let back: HashSet<(String, String)> = back
        .map(|found| (found.entity.clone(), found.field.clone()))
        .collect();
    let is_back = |entity: &str, field: &str| back.contains(&(entity.to_owned(), field.to_owned()));
    differences.retain(|found| {
        let mut leading = together::decided_against(&found.field).iter();
        found.was != found.to
            || is_back(&found.entity, &found.field)
            || leading.any(|field| is_back(&found.entity, field))
    });
}

/// What this device has taken from one document, by thing and field, in the order of the stamps.
pub(super) struct Earlier<'a>(HashMap<(&'a str, &'a str), Vec<Taken<'a>>>);

impl Replica {
    /// What this device has taken from the document of this name.
    pub(super) fn taken_from(&self, document: LineId) -> Earlier<'_> {
        let device = self.store.writing_device();
        let lines = self.fold.lines();
        let of_document = lines.filter_map(|line| {
            let (made_in, edits) = line.body.document?;
            let is_own = Some(line.body.device()) == device.as_deref();
            (is_own && made_in == document && line.is_understood()).then_some((line, edits))
        });
        let mut lines: Vec<(&Line, usize)> = of_document.collect();
        lines.sort_unstable_by_key(|(line, _)| (line.stamp, line.id));
        let mut earlier: HashMap<_, Vec<_>> = HashMap::new();
        for (line, edits) in lines {
            for (place, change) in line.body.changes.iter().enumerate() {
                let of_field = earlier.entry((&*change.entity, &*change.field));
                of_field.or_default().push(Taken {
                    line: line.id,
                    change,
                    is_edit: place < edits,
                });
            }
        }
        Earlier(earlier)
    }

    /// The fields of which something stands that was taken from the same document, each with whether that is an edit, and
    /// did not just follow from one.
    pub(super) fn standing_changes<'a>(
        &self,
        earlier: &Earlier<'a>,
    ) -> BTreeMap<(&'a str, &'a str), bool> {
        let is_edit = |(entity, field): (&str, &str), taken: &[Taken<'_>]| {
            let (_, live) = self.fold.field(entity, field);
            let standing = taken.iter().filter(|taken| live.contains(&taken.line));
            standing.map(|taken| taken.is_edit).max()
        };
        let fields = earlier.0.iter();
        let fields = fields.filter_map(|(named, taken)| Some((*named, is_edit(*named, taken)?)));
        fields.collect()
    }

    /// What an edit by hand changes; `None` when it is recorded already, or others have written the same.
    pub(super) fn news(
        &self,
        edit: &Edit,
        found: &Difference,
        earlier: &Earlier<'_>,
    ) -> Option<HandEdit> {
        let taken = earlier.0.get(&(&*found.entity, &*found.field));
        let taken = taken.map_or(&[][..], Vec::as_slice);
        let last = taken.last().map(|taken| &taken.change.to);
        let was = last.unwrap_or(&found.was);
        if *was == edit.to {
            return None;
        }
        let known = taken.iter().map(|taken| &taken.line).chain(&found.over);
        let known: HashSet<&LineId> = known.collect();
        let (_, live) = self.fold.field(&found.entity, &found.field);
        let (known, since): (Vec<LineId>, Vec<LineId>) =
            live.into_iter().partition(|line| known.contains(line));
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
            was: was.clone(),
            to: edit.to.clone(),
            over: found.over.iter().copied().chain(ends(taken)).collect(),
        };
        Some(HandEdit { change, rivals })
    }

    fn rival(&self, id: LineId, found: &Difference) -> Option<Rival> {
        let line = self.fold.line(id)?;
        let said = said(line, &found.entity, &found.field)?;
        Some(Rival {
            line: id,
            by: line.body.by.clone(),
            to: said.to.cloned(),
        })
    }
}

/// Those that no other one overwrites: who overwrites these comes over all of them.
fn ends(taken: &[Taken<'_>]) -> Vec<LineId> {
    let mut ends: Vec<LineId> = Vec::new();
    for Taken { line, change, .. } in taken {
        ends.retain(|end| !change.over.contains(end));
        ends.push(*line);
    }
    ends
}
