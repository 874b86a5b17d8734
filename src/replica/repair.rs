//! Mending a store. Journals are never rewritten: what is lost comes back from backups as lines, or from the readable
//! state as recorded values; what cannot come back is settled, so that it is not told of for ever.

use std::collections::{BTreeSet, HashSet};

use super::health::Fault;
use super::list::{is_lacking, no_list};
use super::rescue::{self, RESCUE, Rescue};
use super::{CommitError, Replica, edit_of};
use crate::domain::operation::Edit;
use crate::domain::{Entity, Value};
use crate::store::StoreError;
use crate::store::basis::Basis;
use crate::store::fold::{CATALOGUE, Fold};
use crate::store::found::{Damage, Reading, Taker};
use crate::store::line::{Line, LineId};

/// Why a repair stopped. What was done before it stays, and is safe.
#[derive(Debug)]
pub enum RepairError {
    /// A file could not be read or written.
    Store(StoreError),
    /// The rescued values could not be recorded.
    Commit(CommitError),
}

impl From<StoreError> for RepairError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// One thing that a repair does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// All journals are copied to this backup.
    BackUp(String),
    /// So many lines are put back from this backup.
    Restore {
        /// Its name.
        backup: String,
        /// How many lines.
        lines: usize,
    },
    /// So many values that only `store.json` knows are recorded again.
    Rescue(usize),
    /// `store.json` is set aside and made anew.
    RemakeView,
    /// So many faults that cannot be mended are marked as settled.
    Settle(usize),
}

/// What a repair would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// The steps, in their order; none when there is nothing to do.
    pub steps: Vec<Step>,
    /// Backups that could not be read.
    pub unread: Vec<String>,
    /// How many lines are found nowhere, at least.
    pub lost: usize,
    /// The writers of these, as far as they are known.
    pub lost_of: Vec<String>,
    /// How many values of lost lines stay in the copy of `store.json` alone: somebody has said something else since.
    pub overtaken: usize,
    restored: Vec<Vec<u8>>,
    rescue: Rescue,
    settled: Vec<Fault>,
    remakes_view: bool,
}

impl Plan {
    /// The values that only the readable state knows, of new things after the others.
    pub fn rescued(&self) -> impl Iterator<Item = Edit> {
        let added = self.rescue.added.iter().flat_map(|(entity, fields)| {
            let thing = entity.parse::<Entity>().into_iter();
            thing.flat_map(|thing| {
                let edit = move |(field, to): (&String, &Value)| Edit {
                    entity: thing.clone(),
                    field: field.clone(),
                    to: Some(to.clone()),
                };
                fields.iter().map(edit)
            })
        });
        let changed = self.rescue.changes.iter().filter_map(edit_of);
        changed.chain(added)
    }
}

impl Replica {
    /// Looks at what can be mended, and how. This replica shows the lines that are found in backups as if they were
    /// there already.
    pub fn plan_repair(&mut self) -> Plan {
        let mut plan = Plan::default();
        self.find_in_backups(&mut plan);
        // What stands in a journal that only cannot be read is not lost; nor is rescued what only a newer program knows how to.
        let is_unread = self.damage.iter().any(|damage| damage.reason.is_of_file());
        let is_waiting = is_unread || self.fold.has_newer_lines();
        if !is_waiting {
            self.drop_foreign_list();
            plan.rescue = self.find_in_view();
        }
        if !plan.rescue.is_empty() {
            plan.steps.push(Step::Rescue(plan.rescue.len()));
        }
        let left = self.health().faults;
        // What cannot be read now may be all that is left of lines that are not here, until somebody puts it right.
        let is_broken = left
            .iter()
            .any(|fault| matches!(fault, Fault::ViewUnreadable(_)));
        let is_alone = is_broken && self.may_view_know_more();
        let is_waiting = is_waiting || is_alone;
        // While a journal cannot be read, what it says may stand there alone. Else a copy keeps what cannot be rescued.
        let may_be_remade = |fault: &Fault| match fault {
            Fault::ViewAhead(_) => !is_unread,
            fault => is_of_view(fault) && !is_alone,
        };
        // A copy keeps what is not recorded.
        let is_overtaken = plan.rescue.overtaken > 0 && !is_alone;
        if !self.fold.has_newer_lines() && (is_overtaken || left.iter().any(may_be_remade)) {
            plan.remakes_view = true;
            plan.overtaken = plan.rescue.overtaken;
            plan.steps.push(Step::RemakeView);
        }
        let is_given_up = |fault: &&Fault| !is_waiting && is_of_loss(fault);
        let lost: Vec<&Fault> = left.iter().filter(is_given_up).collect();
        let absent = lost.iter().filter(|fault| fault.is_absence());
        // Several files may tell of one line.
        plan.lost = absent
            .count()
            .max(lost.iter().map(|fault| ahead(fault)).max().unwrap_or(0));
        plan.lost_of = self.writers_of(&lost);
        let left = left.into_iter();
        let can_be_settled =
            |fault: &Fault| fault.id().is_some() && !(is_waiting && fault.is_absence());
        plan.settled = left.filter(can_be_settled).collect();
        if !plan.settled.is_empty() {
            plan.steps.push(Step::Settle(plan.settled.len()));
        }
        if !plan.steps.is_empty() && self.store.has_journals() {
            plan.steps
                .insert(0, Step::BackUp(self.name_of_backup("doctor")));
        }
        plan
    }

    /// Does what was planned.
    ///
    /// # Errors
    /// When a step fails; those after it are not done, and it can be tried again.
    pub fn repair(&mut self, plan: &Plan) -> Result<(), RepairError> {
        // Two at once would record the same values twice.
        let _alone = self.store.alone();
        if let Some(Step::BackUp(name)) = plan.steps.first() {
            self.store.back_up(name)?;
        }
        for lines in &plan.restored {
            self.store.put("restored", lines)?;
        }
        self.sync()?;
        // The list comes back with the rescued values, or these would be all that there is.
        if plan.settled.contains(&Fault::NoList) {
            self.store.settle(no_list(), &self.author.by)?;
        }
        if !plan.rescue.is_empty() {
            self.drop_foreign_list();
            // Somebody may have spoken since it was planned.
            let rescue = self.find_in_view();
            self.record_rescued(rescue)?;
        }
        if plan.remakes_view {
            self.remake_view(plan.rescue.overtaken > 0)?;
        }
        for fault in plan.settled.iter().filter_map(Fault::id) {
            self.store.settle(fault, &self.author.by)?;
        }
        Ok(())
    }

    /// Who has written the lines that are lost: who has written after them knows it, and so does what was made from them.
    fn writers_of(&self, lost: &[&Fault]) -> Vec<String> {
        let absent = lost.iter().filter(|fault| fault.is_absence());
        let absent: HashSet<LineId> = absent.filter_map(|fault| fault.id()).collect();
        let is_absent = |line: LineId| absent.contains(&line);
        let own = lost.iter().filter_map(|fault| match fault {
            Fault::Lost { writer, .. } => Some(&**writer),
            _ => None,
        });
        let after = self.fold.lines();
        let after = after.filter(|line| line.body.prev.is_some_and(is_absent));
        let view = self.store.read_view().ok().flatten().unwrap_or_default();
        let basis = Basis::read(&view).unwrap_or_default();
        let is_ahead = lost.iter().any(|fault| ahead(fault) > 0);
        let known = basis.missing(&self.fold);
        let known = known.filter(|(_, line)| is_ahead || is_absent(*line));
        let after = after.map(|line| &*line.body.writer);
        let known = known.map(|(writer, _)| writer);
        let writers: BTreeSet<&str> = own.chain(after).chain(known).collect();
        let writers = writers.into_iter().filter(|writer| *writer != CATALOGUE);
        writers.map(str::to_owned).collect()
    }

    /// A name that is free, of today, for the backup before something is done to the journals.
    pub(super) fn name_of_backup(&self, before: &str) -> String {
        let today = self.author.clock.today(&self.author.zone);
        let names = (1..).map(|n| format!("{today}-{before}-{n}"));
        let mut free = names.filter(|name| !self.store.is_taken_by_backup(name));
        free.next().unwrap_or_default()
    }

    /// The newest first: it has most.
    fn find_in_backups(&mut self, plan: &mut Plan) {
        for backup in self.store.backups().into_iter().rev() {
            let mut lacking = Lacking {
                fold: &self.fold,
                shows_list: self.list.is_some(),
                met: HashSet::new(),
                lines: Vec::new(),
                bytes: Vec::new(),
            };
            // What was read until then is worth having.
            if self.store.read_backup(&backup, &mut lacking).is_err() {
                plan.unread.push(backup.clone());
            }
            let Lacking { lines, bytes, .. } = lacking;
            if lines.is_empty() {
                continue;
            }
            plan.restored.push(bytes);
            plan.steps.push(Step::Restore {
                backup,
                lines: lines.len(),
            });
            self.take(Reading {
                lines,
                ..Reading::default()
            });
        }
    }

    /// Another list than the store began from hides what the readable state knows of that one.
    fn drop_foreign_list(&mut self) {
        let view = self.store.read_view().ok().flatten().unwrap_or_default();
        let basis = Basis::read(&view).unwrap_or_default();
        if basis
            .missing(&self.fold)
            .any(|(writer, _)| writer == CATALOGUE)
        {
            self.drop_list();
        }
    }

    /// What only the readable state knows.
    fn find_in_view(&self) -> Rescue {
        let text = self.store.read_view().ok().flatten().unwrap_or_default();
        rescue::find(&self.fold, &text, &HashSet::new())
    }

    /// Unless somebody has saved an edit there since it was planned.
    fn remake_view(&mut self, is_overtaken: bool) -> Result<(), StoreError> {
        let view = self.store.read_view();
        let fault = self.of_view(&view);
        if fault.map_or(is_overtaken, |fault| is_of_view(&fault)) {
            let view = view?;
            self.store.keep_view(view.as_deref().unwrap_or_default())?;
            self.put_view(view.as_deref())?;
        }
        Ok(())
    }

    fn record_rescued(&mut self, rescue: Rescue) -> Result<(), RepairError> {
        if rescue.is_empty() {
            return Ok(());
        }
        let mut body = self.begin().map_err(RepairError::Commit)?;
        RESCUE.clone_into(&mut body.action);
        body.add = rescue.added;
        body.changes = rescue.changes;
        let recorded = self.record(body, None).map_err(RepairError::Commit)?;
        recorded.saved.map_err(RepairError::Store)
    }
}

/// The lines of a backup that the store lacks.
struct Lacking<'a> {
    fold: &'a Fold,
    shows_list: bool,
    met: HashSet<LineId>,
    lines: Vec<Line>,
    bytes: Vec<u8>,
}

impl Taker for Lacking<'_> {
    fn line(&mut self, line: Line, bytes: &[u8]) {
        if is_lacking(self.fold, self.shows_list, line.id) && self.met.insert(line.id) {
            self.bytes.extend_from_slice(bytes);
            self.bytes.push(b'\n');
            self.lines.push(line);
        }
    }

    // What is wrong with a backup is not wrong with the store.
    fn damage(&mut self, _: Damage, _: Option<&[u8]>) {}
}

/// Whether lines are not there that were.
const fn is_of_loss(fault: &Fault) -> bool {
    fault.is_absence() || ahead(fault) > 0
}

/// From how many lines that are not here the readable state was made.
const fn ahead(fault: &Fault) -> usize {
    match fault {
        Fault::ViewAhead(lines) => *lines,
        _ => 0,
    }
}

const fn is_of_view(fault: &Fault) -> bool {
    matches!(fault, Fault::ViewAhead(_) | Fault::ViewUnreadable(_))
}
