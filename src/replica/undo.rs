//! Undo and redo: lines that void and un-void. The stacks follow from this device's lines, so that they outlive the
//! process.
//!
//! What can be undone is an action that changed something, and the taking back of an action (see [`super::revert`]), be it
//! one's own or somebody else's.

use super::revert::REVERT;
use super::{CommitError, Recorded, Replica};
use crate::domain::Stamp;
use crate::store::line::{Body, Line, LineId};

/// Something that this device did, and that can be undone and redone.
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

/// How a deed stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It can be undone.
    Done,
    /// It was undone by this device then, and can be redone.
    Undone(Stamp),
    /// Somebody has decided otherwise; it is no longer this device's to undo.
    Over,
}

impl Replica {
    /// Takes back this device's last action that stands.
    ///
    /// # Errors
    /// When there is none, or nothing could be recorded.
    pub fn undo(&mut self) -> Result<Recorded, CommitError> {
        self.look();
        let standing = self.deeds();
        let standing = standing.filter(|deed| self.standing(*deed) == Standing::Done);
        let last = standing.max_by_key(|deed| (deed.stamp, deed.line));
        self.decide("undo", last, false)
    }

    /// Does again what this device undid last, unless it has done something else since.
    ///
    /// # Errors
    /// When there is none, or nothing could be recorded.
    pub fn redo(&mut self) -> Result<Recorded, CommitError> {
        self.look();
        let last_done = self.deeds().map(|deed| deed.stamp).max();
        let undone = self.deeds().filter_map(|deed| match self.standing(deed) {
            Standing::Undone(when) if Some(when) > last_done => Some((when, deed.line, deed)),
            _ => None,
        });
        let last = undone.max_by_key(|(when, line, _)| (*when, *line));
        self.decide("redo", last.map(|(.., deed)| deed), true)
    }

    /// Writes that a deed is done, or not.
    fn decide(
        &mut self,
        action: &str,
        deed: Option<Deed>,
        done: bool,
    ) -> Result<Recorded, CommitError> {
        let Deed { about, voids, .. } = deed.ok_or(CommitError::NothingLeft)?;
        let mut body = self.begin()?;
        action.clone_into(&mut body.action);
        if voids == done {
            body.undo = Some(about);
        } else {
            body.redo = Some(about);
        }
        self.record(body, Some(about))
    }

    /// What this device did, whatever the slot.
    fn deeds(&self) -> impl Iterator<Item = Deed> {
        let device = self.store.device();
        let own = self.fold.lines().iter().filter(move |line| {
            let of_device = device_of(&line.body);
            of_device.is_some() && of_device == device.as_deref()
        });
        own.filter_map(deed)
    }

    fn standing(&self, deed: Deed) -> Standing {
        let is_done = self.fold.is_voided(deed.about) == deed.voids;
        let Some(verdict) = self.fold.verdict(deed.about) else {
            return Standing::Done;
        };
        let is_own = device_of(&verdict.body) == self.store.device().as_deref();
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

fn device_of(body: &Body) -> Option<&str> {
    body.writer.rsplit_once('-').map(|(device, _)| device)
}

/// What a line is as something to undo.
fn deed(line: &Line) -> Option<Deed> {
    let (about, voids) = match line.body.subject() {
        Some(subject) => Some(subject).filter(|_| line.body.action == REVERT)?,
        None => Some((line.id, false)).filter(|_| !line.body.changes.is_empty())?,
    };
    Some(Deed {
        line: line.id,
        stamp: line.stamp,
        about,
        voids,
    })
}
