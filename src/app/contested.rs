//! Where values stand against each other: how many, and which rows are marked for it.

use std::collections::{HashMap, HashSet};

use super::message::Contested;
use crate::domain::{Entity, Id};

/// The fields in conflict, by thing.
#[derive(Debug, Default)]
pub struct Conflicts {
    number: usize,
    fields: HashMap<Entity, Vec<Contested>>,
    /// The kinds of milestone, by platform.
    milestones: HashMap<Id, Vec<Id>>,
    /// The platforms that have such fields, themselves or in a milestone.
    platforms: HashSet<Id>,
}

impl Conflicts {
    /// What the board keeps of them.
    #[must_use]
    pub fn of(contested: &[Contested]) -> Self {
        let mut conflicts = Self {
            number: contested.len(),
            ..Self::default()
        };
        for field in contested {
            // What only a newer program knows has no row.
            if let Ok(thing) = field.target.parse() {
                conflicts.add(thing, field.clone());
            }
        }
        conflicts
    }

    fn add(&mut self, thing: Entity, field: Contested) {
        match &thing {
            Entity::Platform(id) => drop(self.platforms.insert(id.clone())),
            Entity::Milestone(id) => {
                self.platforms.insert(id.platform.clone());
                let kinds = self.milestones.entry(id.platform.clone()).or_default();
                if !kinds.contains(&id.kind) {
                    kinds.push(id.kind.clone());
                }
            }
            _ => {}
        }
        self.fields.entry(thing).or_default().push(field);
    }

    /// How many fields are in conflict.
    #[must_use]
    pub const fn number(&self) -> usize {
        self.number
    }

    /// The fields of a thing that are.
    #[must_use]
    pub fn fields(&self, thing: &Entity) -> &[Contested] {
        self.fields.get(thing).map_or(&[], Vec::as_slice)
    }

    /// The milestones of a platform that have such fields, by kind.
    #[must_use]
    pub fn milestones(&self, platform: &Id) -> &[Id] {
        self.milestones.get(platform).map_or(&[], Vec::as_slice)
    }

    /// Those of some platforms that have such fields, themselves or in a milestone.
    pub fn among<'a>(&self, platforms: &'a [Id]) -> impl Iterator<Item = &'a Id> {
        let platforms = platforms.iter();
        platforms.filter(|platform| self.platforms.contains(*platform))
    }

    /// Whether a row stands for a thing that has such fields, itself or in one of these platforms below it.
    #[must_use]
    pub fn mark(&self, thing: &Entity, below: &[Id]) -> bool {
        !self.fields(thing).is_empty() || self.among(below).next().is_some()
    }
}
