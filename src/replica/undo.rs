//! Undo and redo: lines that void and un-void. The stacks follow from the lines of this person at this device, so that
//! they outlive the process, and nobody undoes what somebody else did.
//!
//! What can be undone is an action that changed something, and the taking back of an action (see [`super::revert`]), be it
//! one's own or somebody else's. What a repair has rescued others have said.

use std::cmp::Reverse;

use super::conflicts::fields_of;
use super::rescue::RESCUE;
use super::revert::REVERT;
use super::{CommitError, Recorded, Replica};
use crate::domain::Stamp;
use crate::store::line::{Body, Line, LineId};

/// Something that somebody did, and that can be undone and redone.
#[derive(Clone, Copy, Debug)]
struct Deed {
    /// Its own line.
    line: LineId,
    stamp: Stamp,
    /// The line that it makes stand or not: its own, or the one that it took back.
    about: LineId,
    /// Whether that line is void once it is done.
    voids: bool,
}

impl Deed {
    fn place(&self) -> ((bool, Stamp), LineId) {
        (self.stamp.place(), self.line)
    }
}

/// So many deeds are looked at for one that can be taken back instead; each takes a look at all lines.
const MAX_NAMED: usize = 50;

/// A person at a device, whatever the slot.
struct Doer {
    device: Option<String>,
    /// In small letters: on the command line a name is typed now so, now so.
    by: String,
}

impl Doer {
    fn wrote(&self, body: &Body) -> bool {
        self.device.as_deref() == Some(body.device()) && body.by.to_lowercase() == self.by
    }
}

/// How a deed stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It can be undone.
    Done,
    /// It was undone by who did it then, and can be redone.
    Undone(Stamp),
    /// Somebody has decided otherwise; it is no longer theirs to undo.
    Over,
}

impl Replica {
    /// Takes back this person's last action at this device that stands.
    ///
    /// # Errors
    /// When there is none, or nothing could be recorded.
    pub fn undo(&mut self) -> Result<Recorded, CommitError> {
        self.act(|replica| {
            let doer = replica.doer();
            let last = replica.done(&doer).max_by_key(Deed::place);
            let last = last.ok_or(CommitError::NothingToUndo)?;
            let undone = replica.decide("undo", last, false);
            undone.map_err(|error| replica.naming_before(error, &doer, last))
        })
    }

    /// The deeds that stand.
    fn done(&self, doer: &Doer) -> impl Iterator<Item = Deed> {
        let deeds = self.deeds(doer);
        deeds.filter(|deed| self.standing(doer, *deed) == Standing::Done)
    }

    /// Where others have worked on what the last deed has added, who undoes is told what they can take back instead.
    fn naming_before(&self, error: CommitError, doer: &Doer, last: Deed) -> CommitError {
        let CommitError::WorkedOn { entity, by, .. } = error else {
            return error;
        };
        let earlier = self.done(doer).filter(|deed| deed.place() < last.place());
        let mut earlier: Vec<Deed> = earlier.collect();
        earlier.sort_unstable_by_key(|deed| Reverse(deed.place()));
        let mut earlier = earlier.into_iter().take(MAX_NAMED);
        let before = earlier.find(|deed| {
            deed.voids || (self.is_heard(deed.about) && self.may_void(deed.about).is_ok())
        });
        let before = before.map(|deed| deed.line);
        CommitError::WorkedOn { entity, by, before }
    }

    /// Whether something that a line says stands.
    fn is_heard(&self, line: LineId) -> bool {
        let mut fields = self.fold.line(line).into_iter().flat_map(fields_of);
        fields.any(|(entity, field)| {
            let (_, standing) = self.fold.field(entity, field);
            standing.contains(&line)
        })
    }

    /// Does again what this person undid last at this device, unless they have done something else since.
    ///
    /// # Errors
    /// When there is none, or nothing could be recorded.
    pub fn redo(&mut self) -> Result<Recorded, CommitError> {
        self.act(|replica| {
            let doer = replica.doer();
            let last_done = replica.deeds(&doer).map(|deed| deed.stamp.place()).max();
            let deeds = replica.deeds(&doer);
            let undone = deeds.filter_map(|deed| match replica.standing(&doer, deed) {
                Standing::Undone(when) if Some(when.place()) > last_done => {
                    Some((when, deed.line, deed))
                }
                _ => None,
            });
            let last = undone.max_by_key(|(when, line, _)| (when.place(), *line));
            let (.., last) = last.ok_or(CommitError::NothingToRedo)?;
            replica.decide("redo", last, true)
        })
    }

    /// Writes that a deed is done, or not.
    fn decide(&mut self, action: &str, deed: Deed, done: bool) -> Result<Recorded, CommitError> {
        let Deed { about, voids, .. } = deed;
        if voids == done {
            self.may_void(about)?;
        }
        let mut body = self.begin()?;
        action.clone_into(&mut body.action);
        body.changes = self.left_by_verdict(about, voids == done);
        if voids == done {
            body.undo = Some(about);
        } else {
            body.redo = Some(about);
        }
        self.record(body, Some(about))
    }

    /// Who undoes and redoes now.
    fn doer(&self) -> Doer {
        Doer {
            device: self.store.writing_device(),
            by: self.author.by.to_lowercase(),
        }
    }

    fn deeds(&self, doer: &Doer) -> impl Iterator<Item = Deed> {
        let lines = self.fold.lines();
        lines.filter(|line| doer.wrote(&line.body)).filter_map(deed)
    }

    fn standing(&self, doer: &Doer, deed: Deed) -> Standing {
        let is_done = self.fold.is_voided(deed.about) == deed.voids;
        let Some(verdict) = self.fold.verdict(deed.about) else {
            return Standing::Done;
        };
        let is_own = doer.wrote(&verdict.body);
        let voids = verdict.body.undo.is_some();
        let is_about_it = match verdict.body.action.as_str() {
            "undo" => voids != deed.voids,
            "redo" => voids == deed.voids,
            _ => verdict.id == deed.line,
        };
        let is_own_line = deed.about == deed.line;
        match is_done {
            // One's own line stands, whoever said so last.
            true if is_own_line || is_own && is_about_it => Standing::Done,
            false if is_own && is_about_it => Standing::Undone(verdict.stamp),
            _ => Standing::Over,
        }
    }
}

/// What a line is as something to undo.
fn deed(line: &Line) -> Option<Deed> {
    let (about, voids) = match (line.body.subject(), &*line.body.action) {
        (Some(subject), REVERT) => subject,
        (Some(_), _) | (None, RESCUE) => return None,
        (None, _) if line.body.changes.is_empty() => return None,
        (None, _) => (line.id, false),
    };
    Some(Deed {
        line: line.id,
        stamp: line.stamp,
        about,
        voids,
    })
}
