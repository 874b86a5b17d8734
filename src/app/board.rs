//! Where the cursor is: three columns, each scoped by the one on its left, each row remembering its own child by id. What
//! stands in a column, and in which order, is the [`Listing`]'s to say: a cursor on what it hides stands on the "all" row,
//! and is back on its own row when that is shown again.

use std::collections::HashMap;

use super::selection::Selection;
use crate::domain::{Entity, Id, Milestone, MilestoneId, Platform, Programme};
use crate::filter::Listing;

/// One of the three columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    /// The governing bodies.
    #[default]
    Ministries,
    /// The platforms of the selected one.
    Platforms,
    /// The milestones of the selected one.
    Milestones,
}

impl Pane {
    /// Every pane, from the left.
    pub const ALL: [Self; 3] = [Self::Ministries, Self::Platforms, Self::Milestones];

    /// The pane on the right, if there is one.
    #[must_use]
    pub const fn right(self) -> Option<Self> {
        match self {
            Self::Ministries => Some(Self::Platforms),
            Self::Platforms => Some(Self::Milestones),
            Self::Milestones => None,
        }
    }

    /// The pane on the left, if there is one.
    #[must_use]
    pub const fn left(self) -> Option<Self> {
        match self {
            Self::Ministries => None,
            Self::Platforms => Some(Self::Ministries),
            Self::Milestones => Some(Self::Platforms),
        }
    }
}

/// The cursor of every column.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// The column that keys speak to.
    pub focus: Pane,
    /// Whether the focused column stands alone.
    pub zoomed: bool,
    /// The rows that are selected.
    pub selection: Selection,
    /// The first row shown of each column.
    pub offsets: [usize; 3],
    /// What there is to stand on.
    listing: Listing,
    ministry: Option<Id>,
    /// The platform chosen last, by ministry; nothing is the "all" row.
    platforms: HashMap<Option<Id>, Option<Id>>,
    /// The kind of milestone chosen last, by platform.
    kinds: HashMap<Option<Id>, Id>,
}

impl Board {
    /// What is listed, and its sums.
    #[must_use]
    pub const fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Lists something else. What is not listed any more is not selected either.
    pub(super) fn list(&mut self, listing: Listing) {
        self.listing = listing;
        self.selection.keep_listed(&self.listing);
    }

    /// The selected ministry; nothing is the "all" row.
    #[must_use]
    pub fn ministry<'p>(&self, programme: &'p Programme) -> Option<&'p Id> {
        let chosen = self.ministry.as_ref()?;
        let listed = self.listing.shows_ministry(chosen);
        listed.then(|| Some(programme.ministry_entry(chosen)?.0))?
    }

    /// The selected platform; nothing is the "all" row.
    #[must_use]
    pub fn platform<'p>(&self, programme: &'p Programme) -> Option<&'p Platform> {
        let ministry = self.ministry(programme);
        let chosen = self.platforms.get(&ministry.cloned())?.as_ref()?;
        let platform = programme.platform(chosen)?;
        let within = ministry.is_none() || platform.ministry.as_ref() == ministry;
        (within && self.listing.shows_platform(chosen)).then_some(platform)
    }

    /// Whether the platform that was chosen is not listed, so that the cursor is on the "all" row instead.
    pub(super) fn has_lost_platform(&self) -> bool {
        let chosen = self.platforms.get(&self.ministry).and_then(Option::as_ref);
        chosen.is_some_and(|id| !self.listing.shows_platform(id))
    }

    /// The platforms that the selection stands for: one, those of a ministry, or all.
    #[must_use]
    pub fn scope<'p>(&self, programme: &'p Programme) -> Vec<&'p Platform> {
        if let Some(platform) = self.platform(programme) {
            return vec![platform];
        }
        let listed = self.listing.platforms(self.ministry(programme)).iter();
        listed.filter_map(|id| programme.platform(id)).collect()
    }

    /// The kinds of milestone listed in the third column.
    #[must_use]
    pub fn kinds<'p>(&self, programme: &'p Programme) -> Vec<&'p Id> {
        if let Some(platform) = self.platform(programme) {
            let listed = self.listing.kinds(&platform.id).iter();
            let found = listed.filter_map(|kind| platform.milestone(kind));
            return found.map(|milestone| &milestone.kind).collect();
        }
        let listed = self.listing.sums(self.ministry(programme)).iter();
        let found = listed.filter_map(|(kind, _)| programme.kind_entry(kind));
        found.map(|(kind, _)| kind).collect()
    }

    /// The selected kind of milestone.
    #[must_use]
    pub fn kind<'p>(&self, programme: &'p Programme) -> Option<&'p Id> {
        let kinds = self.kinds(programme);
        let platform = self.platform(programme).map(|platform| platform.id.clone());
        let chosen = self.kinds.get(&platform);
        kinds
            .iter()
            .find(|kind| Some(**kind) == chosen)
            .or(kinds.first())
            .copied()
    }

    /// The selected milestone, when one platform is selected.
    #[must_use]
    pub fn milestone<'p>(&self, programme: &'p Programme) -> Option<(MilestoneId, &'p Milestone)> {
        let platform = self.platform(programme)?;
        let kind = self.kind(programme)?;
        let id = MilestoneId {
            platform: platform.id.clone(),
            kind: kind.clone(),
        };
        Some((id, platform.milestone(kind)?))
    }

    /// The milestones that the selected row of the third column stands for.
    #[must_use]
    pub fn targets(&self, programme: &Programme) -> Vec<MilestoneId> {
        self.kind(programme)
            .map(|kind| self.of_kind(kind, programme))
            .unwrap_or_default()
    }

    /// The listed milestones of a kind that the platforms in scope owe.
    #[must_use]
    pub fn of_kind(&self, kind: &Id, programme: &Programme) -> Vec<MilestoneId> {
        let owed = self
            .scope(programme)
            .into_iter()
            .map(|platform| MilestoneId {
                platform: platform.id.clone(),
                kind: kind.clone(),
            });
        owed.filter(|id| self.listing.shows(id)).collect()
    }

    /// How many rows a column has.
    #[must_use]
    pub fn len(&self, pane: Pane, programme: &Programme) -> usize {
        match pane {
            Pane::Ministries => self.listing.ministries().len() + 1,
            Pane::Platforms => self.listing.platforms(self.ministry(programme)).len() + 1,
            Pane::Milestones => self.kinds(programme).len(),
        }
    }

    /// The row of the cursor in a column.
    #[must_use]
    pub fn row(&self, pane: Pane, programme: &Programme) -> usize {
        let found = match pane {
            Pane::Ministries => {
                let chosen = self.ministry(programme);
                let mut listed = self.listing.ministries().iter();
                listed.position(|id| Some(id) == chosen).map(|row| row + 1)
            }
            Pane::Platforms => {
                let chosen = self.platform(programme).map(|platform| &platform.id);
                let mut listed = self.listing.platforms(self.ministry(programme)).iter();
                chosen.and_then(|chosen| listed.position(|id| id == chosen).map(|row| row + 1))
            }
            Pane::Milestones => {
                let chosen = self.kind(programme);
                self.kinds(programme)
                    .iter()
                    .position(|kind| Some(*kind) == chosen)
            }
        };
        found.unwrap_or(0)
    }

    /// Puts the cursor of a column on a row, the last one when there are fewer.
    pub fn select(&mut self, pane: Pane, row: usize, programme: &Programme) {
        self.settle(programme);
        let row = row.min(self.len(pane, programme).saturating_sub(1));
        match pane {
            Pane::Ministries => {
                let listed = self.listing.ministries();
                let id = row.checked_sub(1).and_then(|row| listed.get(row));
                self.ministry = id.cloned();
            }
            Pane::Platforms => {
                let ministry = self.ministry(programme);
                let listed = self.listing.platforms(ministry);
                let id = row.checked_sub(1).and_then(|row| listed.get(row));
                self.platforms.insert(ministry.cloned(), id.cloned());
            }
            Pane::Milestones => {
                if let Some(kind) = self.kinds(programme).get(row) {
                    self.remember_kind((*kind).clone(), programme);
                }
            }
        }
    }

    /// What the cursor of the first two columns is on, each with its row.
    pub(super) fn places(&self, programme: &Programme) -> [Option<(Entity, usize)>; 2] {
        let ministry = self.ministry(programme).cloned().map(Entity::Ministry);
        let platform = self.platform(programme);
        let platform = platform.map(|platform| Entity::Platform(platform.id.clone()));
        let row = |pane| self.row(pane, programme);
        [
            ministry.map(|entity| (entity, row(Pane::Ministries))),
            platform.map(|entity| (entity, row(Pane::Platforms))),
        ]
    }

    /// Where what the cursor was on is put away, it goes to what has taken its row.
    pub(super) fn stay_beside_archived(
        &mut self,
        places: [Option<(Entity, usize)>; 2],
        programme: &Programme,
    ) {
        for (place, pane) in places.into_iter().zip(Pane::ALL) {
            if let Some((entity, row)) = place
                && programme.is_archived(&entity)
            {
                self.select(pane, row, programme);
            }
        }
    }

    /// Where the cursor stands is where it is from now on, whatever is shown again later.
    fn settle(&mut self, programme: &Programme) {
        self.ministry = self.ministry(programme).cloned();
        let platform = self.platform(programme).map(|platform| platform.id.clone());
        if let Some(chosen) = self.platforms.get_mut(&self.ministry) {
            *chosen = platform;
        }
    }

    fn remember_kind(&mut self, kind: Id, programme: &Programme) {
        let platform = self.platform(programme).map(|platform| platform.id.clone());
        self.kinds.insert(platform, kind);
    }

    /// Puts the cursor on a ministry.
    pub fn go_to_ministry(&mut self, id: &Id) {
        self.ministry = Some(id.clone());
    }

    /// Puts the cursor on a platform: within the selected ministry when it is there or all are selected, else within its
    /// own.
    pub fn go_to_platform(&mut self, id: &Id, programme: &Programme) {
        let Some(platform) = programme.platform(id) else {
            return;
        };
        self.settle(programme);
        if self.ministry(programme).is_some() {
            self.ministry.clone_from(&platform.ministry);
        }
        let ministry = self.ministry(programme).cloned();
        self.platforms.insert(ministry, Some(id.clone()));
    }

    /// Puts the cursor on a milestone.
    pub fn go_to_milestone(&mut self, id: &MilestoneId, programme: &Programme) {
        self.go_to_platform(&id.platform, programme);
        self.remember_kind(id.kind.clone(), programme);
    }

    /// Scrolls each column so that its cursor is among the `heights` rows shown.
    pub fn scroll(&mut self, heights: [usize; 3], programme: &Programme) {
        for (slot, pane) in Pane::ALL.into_iter().enumerate() {
            let (row, len, height) = (
                self.row(pane, programme),
                self.len(pane, programme),
                heights[slot].max(1),
            );
            let last = len.saturating_sub(height);
            self.offsets[slot] = self.offsets[slot]
                .clamp((row + 1).saturating_sub(height), row)
                .min(last);
        }
    }
}
