//! Where values stand against each other: how many, and which rows are marked for it.

use std::collections::HashMap;

use super::message::Contested;
use crate::domain::{Entity, Id};

/// The fields in conflict, by thing.
#[derive(Debug, Default)]
pub struct Conflicts {
    number: usize,
    fields: HashMap<Entity, Vec<String>>,
    /// The kinds of milestone, by platform.
    milestones: HashMap<Id, Vec<Id>>,
}

impl Conflicts {
    /// What the board keeps of them.
    #[must_use]
    pub fn of(contested: &[Contested]) -> Self {
        let mut conflicts = Self {
            number: contested.len(),
            ..Self::default()
        };
        for Contested { target, field } in contested {
            // What only a newer program knows has no row.
            let Ok(thing) = target.parse::<Entity>() else {
                continue;
            };
            if let Entity::Milestone(id) = &thing {
                let kinds = conflicts.milestones.entry(id.platform.clone()).or_default();
                if !kinds.contains(&id.kind) {
                    kinds.push(id.kind.clone());
                }
            }
            conflicts
                .fields
                .entry(thing)
                .or_default()
                .push(field.clone());
        }
        conflicts
    }

    /// How many fields are in conflict.
    #[must_use]
    pub const fn number(&self) -> usize {
        self.number
    }

    /// The fields of a thing that are.
    #[must_use]
    pub fn fields(&self, thing: &Entity) -> &[String] {
        self.fields.get(thing).map_or(&[], Vec::as_slice)
    }

    /// The milestones of a platform that have such fields, by kind.
    #[must_use]
    pub fn milestones(&self, platform: &Id) -> &[Id] {
        self.milestones.get(platform).map_or(&[], Vec::as_slice)
    }

    /// Whether a row stands for a thing that has such fields, itself or below it.
    #[must_use]
    pub fn mark(&self, thing: &Entity) -> bool {
        let below = match thing {
            Entity::Platform(id) => self.milestones(id),
            _ => &[],
        };
        !self.fields(thing).is_empty() || !below.is_empty()
    }
}
