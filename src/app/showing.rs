//! What is shown and in which order: the filter that is on, the order of each column. The listing follows, computed once
//! for each change of these, of the programme and of the date; drawing and moving only ask it.

use std::collections::HashSet;

use super::model::Model;
use crate::domain::{Assignment, Entity, Id, MilestoneId};
use crate::filter::{Filter, Ground, Listing, Sorts};

/// Most filters of before that are offered again.
const REMEMBERED: usize = 50;

/// What is shown and in which order.
#[derive(Debug, Default)]
pub struct Showing {
    /// The filter as it was typed.
    pub text: String,
    /// The filter.
    pub filter: Filter,
    /// The order of each column.
    pub sorts: Sorts,
    /// Filters that were kept, the latest first.
    pub(super) history: Vec<String>,
    /// What does not match any more since it was changed, listed until the cursor goes elsewhere: no row vanishes from under
    /// the cursor, and what was changed by mistake is still there to be seen.
    lingering: HashSet<MilestoneId>,
    /// The ministry and platform that the cursor is on.
    scope: Scope,
}

type Scope = (Option<Id>, Option<Id>);

impl Showing {
    /// Whether anything may be hidden.
    #[must_use]
    pub const fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }

    pub(super) fn remember(&mut self, text: &str) {
        self.history.retain(|other| other != text);
        self.history.insert(0, text.to_owned());
        self.history.truncate(REMEMBERED);
    }
}

impl Model {
    /// Lists again what is shown.
    pub(super) fn relist(&mut self) {
        let index = self.showing.filter.has_text().then(|| self.index());
        let ground = Ground {
            programme: &self.programme,
            summary: &self.summary,
            thresholds: &self.thresholds,
            as_of: self.as_of,
            lang: self.lang,
            index,
        };
        let Showing {
            filter,
            sorts,
            lingering,
            ..
        } = &self.showing;
        let listing = Listing::new(filter, *sorts, &ground, lingering);
        self.board.list(listing);
    }

    /// Shows what a filter lets through.
    pub(super) fn show(&mut self, text: &str, filter: Filter) {
        text.clone_into(&mut self.showing.text);
        self.showing.lingering.clear();
        if self.showing.filter != filter {
            self.showing.filter = filter;
            self.relist();
        }
    }

    /// Shows everything; says whether anything could be hidden before.
    pub(super) fn show_all(&mut self) -> bool {
        let was_filtered = self.showing.is_filtered();
        self.show("", Filter::default());
        was_filtered
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

    /// When the cursor has gone elsewhere, what it left does not linger any more.
    pub(super) fn stop_lingering(&mut self) {
        let scope = self.scope();
        let has_moved = std::mem::replace(&mut self.showing.scope, scope.clone()) != scope;
        if !has_moved || self.showing.lingering.is_empty() {
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
