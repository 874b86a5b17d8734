//! The list that a store begins from: the line of a catalogue, the same bytes wherever it is written.

use std::collections::BTreeMap;

use memchr::memmem;

use super::Replica;
use crate::domain::catalogue::Additions;
use crate::domain::change::ADDED;
use crate::domain::{Assignment, Stamp};
use crate::store::basis::Basis;
use crate::store::fold::{CATALOGUE, Fold};
use crate::store::found::{Damage, Reason};
use crate::store::line::{BadLine, Body, Line, LineId};
use crate::store::list::{is_list, is_of_catalogue};
use crate::store::quarantine::name_of;

/// The moment that the lines of a catalogue carry: before everything that a person may record, and the same everywhere.
const CATALOGUE_MOMENT: &str = "2025-11-09T14:26:54.429Z";

impl Replica {
    /// A store without any list shows the catalogue; its line is written together with the first change.
    pub(super) fn begin_from_catalogue(&mut self) {
        let begun = self.fold.lines().any(is_list);
        if !begun && let Ok((line, bytes)) = catalogue_line(&self.catalogue) {
            self.fold.insert(line);
            self.list = Some(bytes);
        }
    }

    /// Whether the store may have another list than the one that is shown for want of it, and that cannot be read now: it is
    /// not to have a second one beside it.
    pub(super) fn may_have_list(&self) -> bool {
        let is_unread = self.damage.iter().any(|found| found.reason.is_of_file());
        let settled = self.store.settled();
        let is_hidden = self.hidden_lists.iter().any(|line| !settled.contains(line));
        let is_elsewhere = self.lacks_list() && !settled.contains(&no_list());
        is_unread || is_hidden || is_elsewhere || {
            let view = self.store.read_view().ok().flatten();
            let basis = view.and_then(|view| Basis::read(&view)).unwrap_or_default();
            let mut missing = basis.missing(&self.fold);
            missing.any(|(writer, _)| writer == CATALOGUE)
        }
    }

    /// Whether there are actions, but no list that they were done to: not yet received, or lost.
    pub(super) fn lacks_list(&self) -> bool {
        let mut actions = self.fold.lines().filter(|line| !is_of_catalogue(line));
        let is_unsaved = |line: &Line| self.unsaved.iter().any(|(id, _)| *id == line.id);
        self.list.is_some() && actions.any(|line| !is_unsaved(line))
    }

    /// Whether this line stands for a list that is only shown for want of the one that the store has.
    pub(super) fn stands_in(&self, line: LineId) -> bool {
        let is_list = || self.fold.line(line).is_some_and(is_of_catalogue);
        self.list.is_some() && is_list() && self.may_have_list()
    }

    /// The list that was shown for want of another gives way to the one that the store has, unless a change of it waits to
    /// be saved. Returns what takes it from the programme.
    pub(super) fn drop_list(&mut self) -> Vec<Assignment> {
        if self.list.is_none() || !self.unsaved.is_empty() {
            return Vec::new();
        }
        self.list = None;
        let shown = std::mem::take(&mut self.fold);
        for line in shown.lines().filter(|line| !is_of_catalogue(line)) {
            self.fold.insert(line.clone());
        }
        let mut assignments = Vec::new();
        for (entity, fields) in &self.catalogue {
            for field in fields.keys().map(String::as_str).chain([ADDED]) {
                assignments.push(Assignment {
                    entity: entity.clone(),
                    field: field.to_owned(),
                    value: None,
                    touch: None,
                });
            }
        }
        self.programme.apply(&assignments);
        assignments
    }
}

/// The name under which it is settled that there is no list.
pub(super) fn no_list() -> LineId {
    name_of("list", LineId::of(CATALOGUE.as_bytes()))
}

/// Whether the journals lack this line. A list that is only shown, for want of another, stands in none.
pub(super) fn is_lacking(fold: &Fold, shows_list: bool, id: LineId) -> bool {
    fold.line(id)
        .is_none_or(|line| shows_list && is_of_catalogue(line))
}

/// Whether a line that was written whole, and altered since, looks like a list.
pub(super) fn is_like_list((damage, bytes): &(Damage, Vec<u8>)) -> bool {
    let is_altered = matches!(
        damage.reason,
        Reason::Line(BadLine::Altered | BadLine::Unreadable)
    );
    // What a crash leaves of a line that was never saved has holes.
    is_altered && !bytes.contains(&0) && memmem::find(bytes, b"\"add\":{").is_some()
}

/// The line that stands for a catalogue.
pub(super) fn catalogue_line(catalogue: &Additions) -> Result<(Line, Vec<u8>), BadLine> {
    let stamp = Stamp::parse(CATALOGUE_MOMENT, 0).ok_or(BadLine::Time)?;
    let mut body = Body::new(stamp, CATALOGUE.into(), CATALOGUE.into(), "import");
    let add = catalogue
        .iter()
        .map(|(entity, fields)| (entity.to_string(), fields.clone()));
    body.add = add.collect::<BTreeMap<_, _>>();
    Line::seal(body)
}
