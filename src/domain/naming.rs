//! What holds for the list whatever is typed: everything has a name, and something has weight.

use std::collections::HashSet;

use super::editing::Draft;
use super::id::{Entity, Id};
use super::operation::{Edit, Refusal};
use super::planner::Planner;
use super::value::Value;

/// The names that nothing can be without, in Vietnamese.
const NEEDED: [&str; 2] = ["name_vi", "short_vi"];

impl Planner<'_> {
    /// A name that nobody knew and somebody gives takes the place of what stood for it, in every language.
    pub(super) fn settle_name(&self, id: &Id, draft: &mut Draft) {
        let Some(platform) = self.programme.platform(id) else {
            return;
        };
        let is_unknown = platform.name_status.as_deref() == Some("unknown");
        if !is_unknown || draft.given("name_vi").flatten().is_none() {
            return;
        }
        let source = draft
            .given("name_source")
            .map_or(platform.values.get("name_source"), |source| source);
        let status = source.map(|_| Value::from("attested"));
        for (field, value) in [
            ("name_fr", None),
            ("name_en", None),
            ("name_status", status),
        ] {
            if draft.given(field).is_none() {
                draft.put(&Entity::Platform(id.clone()), field, value);
            }
        }
    }

    /// Holds edits of whatever is in the list to what holds for all of it.
    pub(super) fn settle_list(&self, edits: &[Edit]) -> Result<(), Refusal> {
        for edit in edits.iter().filter(|edit| edit.to.is_none()) {
            let needed = NEEDED.into_iter().find(|name| *name == edit.field);
            if let Some(name) = needed {
                return Err(Refusal::NeedsName(name));
            }
        }
        let weighed = edits.iter().filter(|edit| edit.field == "weight");
        let mut seen = HashSet::new();
        for Edit { entity, .. } in weighed {
            let group = self.weighed_with(entity);
            let is_new = group
                .first()
                .is_some_and(|(first, _)| seen.insert(first.clone()));
            let weight = |(entity, now): &(Entity, u32)| {
                let edit = edits
                    .iter()
                    .find(|edit| edit.field == "weight" && edit.entity == *entity);
                edit.map_or(*now, |edit| {
                    let given = edit.to.as_ref().and_then(Value::as_u32);
                    given.unwrap_or_else(|| self.unset_weight(entity))
                })
            };
            if is_new && group.iter().all(|member| weight(member) == 0) {
                return Err(Refusal::NoWeight);
            }
        }
        Ok(())
    }

    /// The weight of what has none of its own.
    fn unset_weight(&self, entity: &Entity) -> u32 {
        let kind = match entity {
            Entity::Milestone(id) => self.programme.kind(&id.kind),
            _ => None,
        };
        kind.map_or(1, |kind| kind.weight)
    }

    /// Everything whose weights are summed together with that of a thing, each with its weight.
    fn weighed_with(&self, entity: &Entity) -> Vec<(Entity, u32)> {
        let list = self.programme;
        match entity {
            Entity::Kind(_) => list
                .kinds()
                .map(|(id, kind)| (Entity::Kind(id.clone()), kind.weight))
                .collect(),
            Entity::Platform(id) => {
                let ministry = list.platform(id).and_then(|own| own.ministry.as_ref());
                list.platforms_of(ministry)
                    .map(|platform| (Entity::Platform(platform.id.clone()), platform.weight))
                    .collect()
            }
            Entity::Milestone(id) => {
                let milestones = list.platform(&id.platform).into_iter();
                milestones
                    .flat_map(super::Platform::milestones)
                    .map(|milestone| {
                        let id = super::id::MilestoneId {
                            platform: id.platform.clone(),
                            kind: milestone.kind.clone(),
                        };
                        (Entity::Milestone(id), list.weight(milestone))
                    })
                    .collect()
            }
            Entity::Programme | Entity::Ministry(_) => Vec::new(),
        }
    }
}
