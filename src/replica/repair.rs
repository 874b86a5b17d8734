//! Mending a store. Journals are never rewritten: what is lost comes back from backups as lines, or from the readable
//! state as recorded values; what cannot come back is settled, so that it is not told of for ever.

use std::collections::{BTreeMap, HashSet};

use super::health::{Fault, Health};
use super::list::is_lacking;
use super::{CommitError, Replica};
use crate::domain::change::ADDED;
use crate::domain::operation::Edit;
use crate::domain::{Entity, Value};
use crate::store::edited::{self, Difference};
use crate::store::found::Reading;
use crate::store::line::{Added, Line};
use crate::store::{StoreError, view};

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
    /// How many lines are found nowhere.
    pub lost: usize,
    restored: Vec<Vec<u8>>,
    added: Added,
    rescued: Vec<Edit>,
    settled: Vec<Fault>,
    remakes_view: bool,
}

impl Replica {
    /// Looks at what can be mended, and how. This replica shows the lines that are found in backups as if they were
    /// there already.
    pub fn plan_repair(&mut self, health: &Health) -> Plan {
        let mut plan = Plan::default();
        self.find_in_backups(&mut plan);
        self.find_in_view(&mut plan);
        if health.faults.iter().any(is_of_view) {
            plan.remakes_view = true;
            plan.steps.push(Step::RemakeView);
        }
        let left = self.health().faults.into_iter();
        plan.settled = left.filter(|fault| fault.id().is_some()).collect();
        let absent = plan.settled.iter().filter(|fault| fault.is_absence());
        plan.lost = absent.count();
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
    pub fn repair(&mut self, plan: Plan) -> Result<(), RepairError> {
        if let Some(Step::BackUp(name)) = plan.steps.first() {
            self.store.back_up(name)?;
        }
        for lines in &plan.restored {
            self.store.put("restored", lines)?;
        }
        self.sync()?;
        if !plan.added.is_empty() || !plan.rescued.is_empty() {
            self.record_rescued(plan.added, plan.rescued)?;
        }
        if plan.remakes_view {
            let view = self.store.read_view()?;
            self.store.keep_view(view.as_deref().unwrap_or_default())?;
            self.put_view(view.as_deref())?;
        }
        for fault in plan.settled.iter().filter_map(Fault::id) {
            self.store.settle(fault, &self.author.by)?;
        }
        Ok(())
    }

    /// A name that is free, of today, for the backup before something is done to the journals.
    pub(super) fn name_of_backup(&self, before: &str) -> String {
        let today = self.author.clock.today(&self.author.zone);
        let taken: HashSet<String> = self.store.backups().into_iter().collect();
        let names = (1..).map(|n| format!("{today}-{before}-{n}"));
        let mut free = names.filter(|name| !taken.contains(&format!("{name}.jsonl")));
        free.next().unwrap_or_default()
    }

    /// The newest first: it has most.
    fn find_in_backups(&mut self, plan: &mut Plan) {
        for backup in self.store.backups().into_iter().rev() {
            let mut found = HashSet::new();
            let (fold, shows_list) = (&self.fold, self.list.is_some());
            let lines = self.store.lines_of_backup(&backup, &mut |id| {
                is_lacking(fold, shows_list, id) && found.insert(id)
            });
            let Ok(lines) = lines else {
                plan.unread.push(backup);
                continue;
            };
            if found.is_empty() {
                continue;
            }
            let opened = lines.split(|byte| *byte == b'\n').map(Line::open);
            self.take(Reading {
                lines: opened.flatten().collect(),
                ..Reading::default()
            });
            plan.restored.push(lines);
            plan.steps.push(Step::Restore {
                backup,
                lines: found.len(),
            });
        }
    }

    /// What the readable state says, and no line does, where nobody has changed it since.
    fn find_in_view(&self, plan: &mut Plan) {
        let text = self.store.read_view().ok().flatten().unwrap_or_default();
        if !view::is_untouched(&text) || self.fold.has_newer_lines() {
            return;
        }
        let known = view::upto(&text).unwrap_or_default().into_values();
        if known.into_iter().all(|line| self.fold.line(line).is_some()) {
            return;
        }
        let differences = edited::differences(&text, &self.fold).unwrap_or_default();
        for Difference {
            entity,
            field,
            was,
            to,
            ..
        } in differences
        {
            let Ok(thing) = entity.parse::<Entity>() else {
                continue;
            };
            if !self.programme.contains(&thing) {
                let fields: &mut BTreeMap<String, Value> = plan.added.entry(entity).or_default();
                let to = to.filter(|_| field != ADDED);
                fields.extend(to.map(|value| (field, value)));
            } else if field == ADDED {
                // Somebody has added it again since.
            } else if self.fold.field(&entity, &field).0 == was {
                plan.rescued.push(Edit {
                    entity: thing,
                    field,
                    to,
                });
            }
        }
        let added = plan.added.values().map(|fields| fields.len() + 1);
        let added = added.sum::<usize>();
        let values = plan.rescued.len() + added;
        if values > 0 {
            plan.steps.push(Step::Rescue(values));
        }
    }

    fn record_rescued(&mut self, added: Added, rescued: Vec<Edit>) -> Result<(), RepairError> {
        let mut body = self.begin().map_err(RepairError::Commit)?;
        "rescue".clone_into(&mut body.action);
        body.add = added;
        body.changes = self.changes(rescued);
        let recorded = self.record(body, None).map_err(RepairError::Commit)?;
        recorded.saved.map_err(RepairError::Store)
    }
}

const fn is_of_view(fault: &Fault) -> bool {
    matches!(fault, Fault::ViewAhead(_) | Fault::ViewUnreadable(_))
}
