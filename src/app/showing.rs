//! What is shown and in which order: the filter that is on, the order of each column. The listing follows, computed once
//! for each change of these, of the programme and of the date; drawing and moving only ask it.

use std::collections::HashSet;
use std::sync::Arc;

use super::model::Model;
use crate::domain::{Assignment, Entity, Id, MilestoneId};
use crate::filter::columns::Columns;
use crate::filter::{Filter, Ground, Listing, Sorts};
use crate::search::Index;
use crate::views::{Memory, View};

/// What is shown and in which order.
#[derive(Debug, Default)]
pub struct Showing {
    /// The filter as it was typed.
    pub text: String,
    /// The filter.
    pub filter: Filter,
    /// The order of each column.
    pub sorts: Sorts,
    /// The view that it is, as long as its filter is not changed.
    pub view: Option<String>,
    /// What stands beside the names.
    pub columns: Columns,
    /// The order and columns to go back to when a view is left.
    pub(super) own: Option<(Sorts, Columns)>,
    /// Filters that were kept, the latest first.
    pub(super) history: Vec<String>,
    /// What does not match any more since it was changed, listed until the cursor goes elsewhere: no row vanishes from under
    /// the cursor, and what was changed by mistake is still there to be seen.
    lingering: HashSet<MilestoneId>,
    /// Whether rows stand where they stood before a change, and not where their order puts them; until the cursor goes
    /// elsewhere, too.
    is_held: bool,
    /// The ministry and platform that the cursor is on.
    scope: Scope,
}

type Scope = (Option<Id>, Option<Id>);

impl Showing {
    pub(super) fn of(memory: Memory) -> Self {
        Self {
            sorts: memory.sorts,
            columns: memory.columns,
            history: memory.filters,
            ..Self::default()
        }
    }

    /// Whether anything may be hidden.
    #[must_use]
    pub const fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }

    /// Before a view is shown: what there is to go back to.
    pub(super) fn keep_own(&mut self) {
        self.own
            .get_or_insert_with(|| (self.sorts, self.columns.clone()));
    }

    pub(super) fn remember(&mut self, text: &str) {
        self.history.retain(|other| other != text);
        self.history.insert(0, text.to_owned());
        self.history.truncate(Memory::MAX_FILTERS);
    }
}

impl Model {
    /// Lists again what is shown.
    pub(super) fn relist(&mut self) {
        let listing = self.listed();
        self.board.list(listing);
        self.showing.is_held = false;
    }

    /// Lists again what is shown after a change of it: the rows in sight stay where they are.
    pub(super) fn relist_in_place(&mut self) {
        let mut listing = self.listed();
        if !self.showing.sorts.is_plain() {
            let (ministry, platform) = self.scope();
            listing.hold(self.board.listing(), ministry.as_ref(), platform.as_ref());
            self.showing.is_held = true;
        }
        self.board.list(listing);
    }

    fn listed(&mut self) -> Listing {
        let index = self.showing.filter.has_text().then(|| self.index());
        let ground = self.ground(index);
        let Showing {
            filter,
            sorts,
            lingering,
            ..
        } = &self.showing;
        Listing::new(filter, *sorts, &ground, lingering)
    }

    /// What a filter is asked of.
    #[must_use]
    pub fn ground(&self, index: Option<Arc<Index>>) -> Ground<'_> {
        Ground {
            programme: &self.programme,
            summary: &self.summary,
            thresholds: &self.thresholds,
            as_of: self.as_of,
            lang: self.lang,
            index,
        }
    }

    /// Shows what a filter lets through.
    pub(super) fn show(&mut self, text: &str, filter: Filter) {
        self.change(text, filter, self.showing.sorts);
    }

    /// Puts the columns in order.
    pub(super) fn sort(&mut self, sorts: Sorts) {
        if self.showing.sorts != sorts {
            self.showing.sorts = sorts;
            self.relist();
        }
    }

    /// Shows what a view shows, in its order; the order of before is back when the view is left.
    pub(super) fn recall(&mut self, view: &View, filter: Filter) {
        self.showing.keep_own();
        self.showing.view = Some(view.name.clone());
        self.showing.columns = view.columns.clone();
        self.change(&view.filter, filter, view.sorts);
    }

    /// Shows everything, in the order of before any view; says whether something else was shown before.
    pub(super) fn show_all(&mut self) -> bool {
        let own = self.showing.own.take();
        let differed = self.showing.is_filtered() || own.is_some();
        self.showing.view = None;
        let (sorts, columns) =
            own.unwrap_or_else(|| (self.showing.sorts, self.showing.columns.clone()));
        self.showing.columns = columns;
        self.change("", Filter::default(), sorts);
        differed
    }

    fn change(&mut self, text: &str, filter: Filter, sorts: Sorts) {
        text.clone_into(&mut self.showing.text);
        self.showing.lingering.clear();
        let is_other = (&self.showing.filter, self.showing.sorts) != (&filter, sorts);
        self.showing.filter = filter;
        self.showing.sorts = sorts;
        if is_other {
            self.relist();
        }
    }

    /// What is remembered after this run.
    pub(super) fn memory(&self) -> Memory {
        let Showing {
            sorts,
            columns,
            own,
            ..
        } = &self.showing;
        let (sorts, columns) = own.clone().unwrap_or_else(|| (*sorts, columns.clone()));
        Memory {
            sorts,
            columns,
            filters: self.showing.history.clone(),
        }
    }

    /// What is about to be changed where the cursor is stays listed, matching or not.
    pub(super) fn let_linger(&mut self, assignments: &[Assignment]) {
        if !self.showing.is_filtered() {
            return;
        }
        let mut found = HashSet::new();
        for assignment in assignments {
            match &assignment.entity {
                Entity::Milestone(id) if self.board.listing().shows(id) => {
                    found.insert(id.clone());
                }
                Entity::Platform(id) => {
                    let kinds = self.board.listing().kinds(id).iter();
                    found.extend(kinds.map(|kind| MilestoneId {
                        platform: id.clone(),
                        kind: kind.clone(),
                    }));
                }
                _ => {}
            }
        }
        let scope = self.scope();
        found.retain(|id| self.is_within(id, &scope));
        self.showing.lingering.extend(found);
    }

    /// When the cursor has gone elsewhere, what it left does not linger any more, and goes to its place.
    pub(super) fn stop_lingering(&mut self) {
        let scope = self.scope();
        let has_moved = std::mem::replace(&mut self.showing.scope, scope.clone()) != scope;
        if !has_moved || (self.showing.lingering.is_empty() && !self.showing.is_held) {
            return;
        }
        let mut lingering = std::mem::take(&mut self.showing.lingering);
        lingering.retain(|id| scope != (None, None) && self.is_within(id, &scope));
        self.showing.lingering = lingering;
        self.relist();
    }

    fn scope(&self) -> Scope {
        let platform = self.board.platform(&self.programme);
        (
            self.board.ministry(&self.programme).cloned(),
            platform.map(|platform| platform.id.clone()),
        )
    }

    fn is_within(&self, id: &MilestoneId, (ministry, platform): &Scope) -> bool {
        let owner = self.programme.platform(&id.platform);
        let owner = owner.and_then(|platform| platform.ministry.as_ref());
        match platform {
            Some(platform) => id.platform == *platform,
            None => ministry.is_none() || owner == ministry.as_ref(),
        }
    }
}
