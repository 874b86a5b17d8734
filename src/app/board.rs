//! Where the cursor is: three columns, each scoped by the one on its left, each row remembering its own child by id.

use std::collections::HashMap;

use super::selection::Selection;
use crate::domain::{Id, Milestone, MilestoneId, Platform, Programme};

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
    ministry: Option<Id>,
    /// The platform chosen last, by ministry; nothing is the "all" row.
    platforms: HashMap<Option<Id>, Option<Id>>,
    /// The kind of milestone chosen last, by platform.
    kinds: HashMap<Option<Id>, Id>,
}

impl Board {
    /// The selected ministry; nothing is the "all" row.
    #[must_use]
    pub fn ministry<'p>(&self, programme: &'p Programme) -> Option<&'p Id> {
        let chosen = self.ministry.as_ref()?;
        programme
            .ministries()
            .map(|(id, _)| id)
            .find(|id| *id == chosen)
    }

    /// The selected platform; nothing is the "all" row.
    #[must_use]
    pub fn platform<'p>(&self, programme: &'p Programme) -> Option<&'p Platform> {
        let ministry = self.ministry(programme);
        let chosen = self.platforms.get(&ministry.cloned())?.as_ref()?;
        programme
            .platforms_of(ministry)
            .find(|platform| platform.id == *chosen)
    }

    /// The platforms that the selection stands for: one, those of a ministry, or all.
    #[must_use]
    pub fn scope<'p>(&self, programme: &'p Programme) -> Vec<&'p Platform> {
        match self.platform(programme) {
            Some(platform) => vec![platform],
            None => programme.platforms_of(self.ministry(programme)).collect(),
        }
    }

    /// The kinds of milestone listed in the third column.
    #[must_use]
    pub fn kinds<'p>(&self, programme: &'p Programme) -> Vec<&'p Id> {
        match self.platform(programme) {
            Some(platform) => platform
                .milestones()
                .map(|milestone| &milestone.kind)
                .collect(),
            None => programme.kinds().map(|(id, _)| id).collect(),
        }
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

    /// The milestones of a kind that the platforms in scope owe.
    #[must_use]
    pub fn of_kind(&self, kind: &Id, programme: &Programme) -> Vec<MilestoneId> {
        let owing = self
            .scope(programme)
            .into_iter()
            .filter(|platform| platform.milestone(kind).is_some_and(Milestone::is_shown));
        owing
            .map(|platform| MilestoneId {
                platform: platform.id.clone(),
                kind: kind.clone(),
            })
            .collect()
    }

    /// How many rows a column has.
    #[must_use]
    pub fn len(&self, pane: Pane, programme: &Programme) -> usize {
        match pane {
            Pane::Ministries => programme.ministries().len() + 1,
            Pane::Platforms => programme.platforms_of(self.ministry(programme)).count() + 1,
            Pane::Milestones => self.kinds(programme).len(),
        }
    }

    /// The row of the cursor in a column.
    #[must_use]
    pub fn row(&self, pane: Pane, programme: &Programme) -> usize {
        let found = match pane {
            Pane::Ministries => {
                let chosen = self.ministry(programme);
                programme
                    .ministries()
                    .position(|(id, _)| Some(id) == chosen)
                    .map(|row| row + 1)
            }
            Pane::Platforms => {
                let chosen = self.platform(programme).map(|platform| &platform.id);
                let mut platforms = programme.platforms_of(self.ministry(programme));
                platforms
                    .position(|platform| Some(&platform.id) == chosen)
                    .map(|row| row + 1)
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
        let row = row.min(self.len(pane, programme).saturating_sub(1));
        match pane {
            Pane::Ministries => {
                let id = row
                    .checked_sub(1)
                    .and_then(|row| programme.ministries().nth(row));
                self.ministry = id.map(|(id, _)| id.clone());
            }
            Pane::Platforms => {
                let ministry = self.ministry(programme);
                let platform = row
                    .checked_sub(1)
                    .and_then(|row| programme.platforms_of(ministry).nth(row));
                self.platforms.insert(
                    ministry.cloned(),
                    platform.map(|platform| platform.id.clone()),
                );
            }
            Pane::Milestones => {
                if let Some(kind) = self.kinds(programme).get(row) {
                    self.remember_kind((*kind).clone(), programme);
                }
            }
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
