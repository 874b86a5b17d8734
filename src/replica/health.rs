//! What is wrong with a store, by name: for `verify`, for `doctor`, and for the board to point there.

use std::collections::{BTreeMap, HashSet};
use std::io;

use crate::store::StoreError;
use crate::store::basis::Basis;
use crate::store::edited::{self, BadDocument};
use crate::store::found::{Damage, Reason};
use crate::store::line::LineId;
use crate::store::quarantine::name_of;
use crate::store::verify::{Chain, chains};
use crate::store::view;

use super::Replica;
use super::list::no_list;

/// One thing that is wrong, or that asks for somebody's decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Bytes that are no line, or a file that cannot be read.
    Damage(Damage),
    /// A line that another one names, but that is not there: lost, or not yet received.
    Missing {
        /// Who wrote the line that names it.
        writer: String,
        /// The line.
        line: LineId,
    },
    /// A line that comes after the same one as another: the device was copied, or went back in time.
    Forked {
        /// Who wrote it.
        writer: String,
        /// The line.
        line: LineId,
    },
    /// A line that this computer has saved here, and that is gone.
    Lost {
        /// Under which name.
        writer: String,
        /// The line.
        line: LineId,
    },
    /// A writer whose clock is far off.
    Clock {
        /// The writer.
        writer: String,
        /// By how many whole days it is ahead; less than none when it is behind.
        days: i64,
        /// The line that shows it.
        line: LineId,
    },
    /// There are actions, and no list that they were done to: not yet received, or lost. Another one is shown for want of it.
    NoList,
    /// `store.json` was written from so many lines that are not here: it may be all that is left of them.
    ViewAhead(usize),
    /// `store.json` is not as the program wrote it, and cannot be read.
    ViewUnreadable(BadDocument),
    /// What has the name of `store.json` cannot be read at all, for this reason.
    ViewBlocked(Reason),
    /// No backup can be made or read, for this reason.
    BackupsBlocked(String),
    /// A newer program wrote `store.json`; it stays as it is.
    ViewNewer,
    /// `store.json` was edited by hand, and nobody has adopted that.
    ViewEdited,
    /// Lines of a newer program, so many, are kept and not applied.
    Newer(usize),
}

impl Fault {
    /// Whether something is altered, missing, forked, not yet received, unreadable or told by a clock that is far off. The
    /// others only wait for somebody.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        !matches!(
            self,
            Self::ViewEdited | Self::ViewNewer | Self::Newer(_) | Self::BackupsBlocked(_)
        )
    }

    /// Whether a line is not there that was.
    #[must_use]
    pub const fn is_absence(&self) -> bool {
        matches!(self, Self::Missing { .. } | Self::Lost { .. })
    }

    /// The name under which it can be marked as settled; what can be mended by other means has none.
    #[must_use]
    pub fn id(&self) -> Option<LineId> {
        match self {
            Self::Damage(damage) => damage.id,
            // Once a line comes after the one that is lost, that is missing.
            Self::Missing { line, .. } | Self::Lost { line, .. } => Some(*line),
            // To have settled these says nothing of a loss of the line.
            Self::Forked { line, .. } => Some(name_of("forked", *line)),
            Self::Clock { line, .. } => Some(name_of("clock", *line)),
            Self::NoList => Some(no_list()),
            Self::ViewAhead(_)
            | Self::ViewUnreadable(_)
            | Self::ViewBlocked(_)
            | Self::BackupsBlocked(_)
            | Self::ViewNewer
            | Self::ViewEdited
            | Self::Newer(_) => None,
        }
    }
}

/// How a store stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The chains of all writers.
    pub chains: Vec<Chain>,
    /// What is wrong and not settled.
    pub faults: Vec<Fault>,
    /// How many faults are settled.
    pub settled: usize,
}

impl Health {
    /// Whether `store.json` has edits by hand that nobody has adopted.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.faults.contains(&Fault::ViewEdited)
    }

    /// How many faults are damage.
    #[must_use]
    pub fn damaged(&self) -> usize {
        self.faults.iter().filter(|fault| fault.is_damage()).count()
    }
}

/// What stands beside the journals and was made from them: it may know of lines that are not there.
struct Beside {
    noted: BTreeMap<String, LineId>,
    view: Result<Option<Vec<u8>>, StoreError>,
}

impl Replica {
    /// Looks at every chain, at what was noted of this computer's lines, and at the readable state.
    pub fn health(&mut self) -> Health {
        let beside = self.beside();
        let (mut chains, mut found) = self.found(&beside);
        if found.iter().any(is_of_absence) {
            self.catch_up();
            (chains, found) = self.found(&beside);
        }
        let settled = self.store.settled();
        let is_settled = |fault: &Fault| fault.id().is_some_and(|id| settled.contains(&id));
        let (settled, faults): (Vec<Fault>, Vec<Fault>) = found.into_iter().partition(is_settled);
        Health {
            chains,
            faults,
            settled: settled.len(),
        }
    }

    /// A line that was given up and has come must not be lost again in silence.
    pub(super) fn unsettle(&self, come: &HashSet<LineId>) {
        for line in come {
            // What is torn at its end may have the name of the line that it was to be.
            let is_damage = |damage: &Damage| damage.id == Some(*line);
            if !self.damage.iter().any(is_damage) {
                self.store.unsettle(*line);
            }
        }
    }

    /// Whether what others have written may not be there any more, though it is shown.
    pub fn may_have_lost(&mut self) -> bool {
        self.store.were_others_rewritten()
    }

    /// Whether somebody has written the readable state since this was last asked: what waits there may be another thing now.
    pub fn was_view_written(&mut self) -> bool {
        self.store.was_view_written()
    }

    /// Why nothing can be saved here, if so; it is tried.
    pub fn unwritable(&mut self) -> Option<StoreError> {
        self.store.unwritable()
    }

    /// Why the readable state cannot be written, if so; it is tried.
    pub fn view_unwritable(&mut self) -> Option<StoreError> {
        self.store.view_unwritable()
    }

    fn beside(&self) -> Beside {
        Beside {
            noted: self.store.noted(),
            view: self.store.read_view(),
        }
    }

    /// Looks at the journals again. What stands beside them may have been made after they were read, by a process that
    /// writes; and only what does not grow between two looks is torn.
    pub fn catch_up(&mut self) {
        if let Ok(reading) = self.store.read() {
            let news = self.take_read(reading);
            self.found.extend(news.assignments);
        }
    }

    fn found(&self, beside: &Beside) -> (Vec<Chain>, Vec<Fault>) {
        let chains = chains(&self.fold, self.author.clock.now());
        let damage = self.damage.iter().cloned().map(Fault::Damage);
        let chained = chains.iter().flat_map(of_chain);
        let lines = self.fold.lines();
        let newer = lines.filter(|line| !line.is_understood()).count();
        let newer = Some(newer).filter(|count| *count > 0).map(Fault::Newer);
        let lost = self.lost(&beside.noted, &chains);
        let backups = self.store.backups_blocked();
        let no_list = self.lacks_list().then_some(Fault::NoList);
        let found = damage.chain(chained).chain(lost).chain(no_list);
        let missing = self.missing_of_edited(&beside.view);
        let mut found: Vec<Fault> = found
            .chain(self.of_view(&beside.view))
            .chain(missing)
            .chain(backups.map(|error| Fault::BackupsBlocked(error.to_string())))
            .chain(newer)
            .collect();
        found.dedup();
        // Several may name one line that is not there.
        let mut absent = HashSet::new();
        found.retain(|fault| !fault.is_absence() || absent.insert(fault.id()));
        (chains, found)
    }

    /// The lines of this computer that are gone, and that no other line names. What stands in a journal that only cannot be
    /// read is not known to be gone.
    fn lost(&self, noted: &BTreeMap<String, LineId>, chains: &[Chain]) -> Vec<Fault> {
        let is_missing = |line| chains.iter().any(|chain| chain.missing.contains(line));
        let gone = noted
            .iter()
            .filter(|(_, line)| self.fold.line(**line).is_none() && !is_missing(*line));
        let lost = gone.filter(|(writer, _)| !self.store.is_unread(writer));
        lost.map(|(writer, line)| Fault::Lost {
            writer: writer.clone(),
            line: *line,
        })
        .collect()
    }

    /// The lines that a readable state that was edited was made from, and that are not here. Nobody can adopt it before they
    /// are, or are given up.
    fn missing_of_edited(&self, view: &Result<Option<Vec<u8>>, StoreError>) -> Vec<Fault> {
        let Ok(Some(text)) = view else {
            return Vec::new();
        };
        let fault = self.of_view(view);
        if !matches!(fault, Some(Fault::ViewEdited | Fault::ViewUnreadable(_))) {
            return Vec::new();
        }
        let basis = Basis::read(text).unwrap_or_default();
        let missing = basis.missing(&self.fold);
        let fault = |(writer, line): (&str, LineId)| Fault::Missing {
            writer: writer.to_owned(),
            line,
        };
        missing.map(fault).collect()
    }

    pub(super) fn of_view(&self, view: &Result<Option<Vec<u8>>, StoreError>) -> Option<Fault> {
        let text = match view {
            Ok(text) => text.as_ref()?,
            Err(error) => return Some(Fault::ViewBlocked(blocked(error))),
        };
        if view::newer(text).is_some() {
            return Some(Fault::ViewNewer);
        }
        if !view::is_untouched(text) {
            return Some(match edited::differences(text, &self.fold) {
                Err(bad) if bad.is_damage() => Fault::ViewUnreadable(bad),
                // What else is wrong with it is told to who adopts it.
                _ => Fault::ViewEdited,
            });
        }
        let unknown = Basis::read(text)?.missing(&self.fold).count();
        (unknown > 0).then_some(Fault::ViewAhead(unknown))
    }
}

/// Why what has the name of a file cannot be read.
fn blocked(error: &StoreError) -> Reason {
    match error.source.kind() {
        // So the disk calls what is a folder, a link, a pipe or a device.
        io::ErrorKind::InvalidInput => Reason::NotRegular,
        kind => Reason::Unreadable(kind, error.source.to_string()),
    }
}

/// Whether something that is known of is not there.
const fn is_of_absence(fault: &Fault) -> bool {
    matches!(fault, Fault::Lost { .. } | Fault::ViewAhead(_))
}

fn of_chain(chain: &Chain) -> Vec<Fault> {
    let writer = || chain.writer.clone();
    let missing = chain.missing.iter().map(|line| Fault::Missing {
        writer: writer(),
        line: *line,
    });
    let forked = chain.forked.iter().map(|line| Fault::Forked {
        writer: writer(),
        line: *line,
    });
    let clock = chain.clock.map(|(days, line)| Fault::Clock {
        writer: writer(),
        days,
        line,
    });
    missing.chain(forked).chain(clock).collect()
}
