//! Rows that are selected, so that one action is done on all of them. All are of one kind; selecting another kind begins
//! anew.

use std::collections::BTreeSet;

use super::action::Action;
use super::board::{Board, Pane};
use super::model::Model;
use crate::domain::field::Owner;
use crate::domain::{Entity, Id, MilestoneId, Programme};
use crate::filter::Listing;

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(BTreeSet<Entity>);

impl Selection {
    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many things are selected.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// What is selected.
    #[must_use]
    pub fn entities(&self) -> Vec<Entity> {
        self.0.iter().cloned().collect()
    }

    /// The milestones that are selected.
    #[must_use]
    pub fn milestones(&self) -> Vec<MilestoneId> {
        let milestone = |entity: &Entity| match entity {
            Entity::Milestone(id) => Some(id.clone()),
            _ => None,
        };
        self.0.iter().filter_map(milestone).collect()
    }

    /// Whether all of these are selected.
    #[must_use]
    pub fn holds(&self, entities: &[Entity]) -> bool {
        !entities.is_empty() && entities.iter().all(|entity| self.0.contains(entity))
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Nothing is selected that is not to be seen.
    pub(super) fn keep_listed(&mut self, listing: &Listing) {
        self.0.retain(|entity| match entity {
            Entity::Ministry(id) => listing.shows_ministry(id),
            Entity::Platform(id) => listing.shows_platform(id),
            Entity::Milestone(id) => listing.shows(id),
            Entity::Programme | Entity::Kind(_) => true,
        });
    }

    fn add(&mut self, entities: Vec<Entity>) {
        let kind = |entity: Option<&Entity>| entity.and_then(Owner::of);
        if kind(self.0.first()) != kind(entities.first()) {
            self.0.clear();
        }
        self.0.extend(entities);
    }

    /// Selects these, or, when they all are, does not any more.
    fn turn(&mut self, entities: Vec<Entity>) {
        if self.holds(&entities) {
            for entity in &entities {
                self.0.remove(entity);
            }
        } else {
            self.add(entities);
        }
    }
}

/// What a row of a column stands for: the "all" row for everything in its scope.
#[must_use]
pub fn of_row(board: &Board, pane: Pane, row: usize, programme: &Programme) -> Vec<Entity> {
    match pane {
        Pane::Ministries => of_listed(board.listing().ministries(), row, Entity::Ministry),
        Pane::Platforms => {
            let listed = board.listing().platforms(board.ministry(programme));
            of_listed(listed, row, Entity::Platform)
        }
        Pane::Milestones => board
            .kinds(programme)
            .get(row)
            .map(|kind| board.of_kind(kind, programme))
            .unwrap_or_default()
            .into_iter()
            .map(Entity::Milestone)
            .collect(),
    }
}

/// The thing of one row, or of all for the "all" row.
fn of_listed(listed: &[Id], row: usize, entity: fn(Id) -> Entity) -> Vec<Entity> {
    let rows = match row.checked_sub(1) {
        None => listed,
        Some(row) => listed.get(row..=row).unwrap_or_default(),
    };
    rows.iter().cloned().map(entity).collect()
}

/// Selects as the action says.
pub(super) fn select(model: &mut Model, action: Action) {
    let (board, programme) = (&mut model.board, &model.programme);
    let pane = board.focus;
    let row = board.row(pane, programme);
    let here = of_row(board, pane, row, programme);
    match action {
        Action::Select => {
            board.selection.turn(here);
            board.select(pane, row + 1, programme);
        }
        Action::SelectAll => {
            let first = usize::from(pane != Pane::Milestones);
            let all = first..board.len(pane, programme);
            let all = all
                .flat_map(|row| of_row(board, pane, row, programme))
                .collect();
            board.selection.turn(all);
        }
        _ => {
            let (behind, next) = if action == Action::SelectDown {
                (row.checked_sub(1), row + 1)
            } else {
                (Some(row + 1), row.saturating_sub(1))
            };
            let behind = behind.map(|row| of_row(board, pane, row, programme));
            // `Select` has gone on to the row after: that one is the next, and not one more of those gone over.
            let goes_on = behind.is_some_and(|behind| board.selection.holds(&behind))
                && !board.selection.holds(&here);
            board.selection.add(here);
            board.select(pane, next, programme);
            if goes_on {
                return;
            }
            let there = board.row(pane, programme);
            // The "all" row is passed over: it would select what was not gone over.
            if there > 0 || pane == Pane::Milestones {
                let there = of_row(board, pane, there, programme);
                board.selection.add(there);
            }
        }
    }
}
