//! How new things come into the list: each with its code, its name, its place, and the milestones that follow.

use std::collections::BTreeMap;

use super::arrange::{after, edit, find};
use super::change::ADDED;
use super::field::{BadValue, Field, Owner};
use super::id::{Entity, Id, MilestoneId};
use super::operation::{Edit, Plan, Refusal};
use super::planner::Planner;
use super::rank::Rank;
use super::value::Value;

/// What can be said of a milestone when a platform begins to owe it.
const OF_NEW_MILESTONE: [&str; 4] = ["target", "weight", "baseline", "baseline_document"];

/// Typed values by the name of their field.
type Typed = Vec<(&'static str, Value)>;

impl Planner<'_> {
    pub(super) fn add(
        &self,
        what: Owner,
        code: &str,
        platforms: &[Id],
        fields: &[(String, String)],
    ) -> Result<Plan, Refusal> {
        let bad = || Refusal::BadValue("code".to_owned(), BadValue::Code);
        let id: Id = code.trim().parse().map_err(|_| bad())?;
        let edits = match what {
            Owner::Ministry => self.add_ministry(id, fields)?,
            // That name is the programme's own.
            Owner::Platform if id.as_str() == "programme" => return Err(bad()),
            Owner::Platform => self.add_platform(&id, fields)?,
            Owner::Kind => self.add_kind(&id, fields)?,
            Owner::Milestone => self.add_milestones(&id, platforms, fields)?,
        };
        Ok(Plan {
            action: "add",
            edits,
        })
    }

    fn add_ministry(&self, id: Id, fields: &[(String, String)]) -> Result<Vec<Edit>, Refusal> {
        let entity = self.unused(Entity::Ministry(id))?;
        let values = self.asked(Owner::Ministry, fields)?;
        needs(&values, "name_vi")?;
        let places = self.programme.ministries().map(|(_, other)| other.order);
        Ok(new(&entity, values, after(places)))
    }

    fn add_platform(&self, id: &Id, fields: &[(String, String)]) -> Result<Vec<Edit>, Refusal> {
        let entity = self.unused(Entity::Platform(id.clone()))?;
        let values = self.asked(Owner::Platform, fields)?;
        needs(&values, "name_vi")?;
        let ministry = self.owner(find(&values, "ministry"))?;
        let mut edits = new(&entity, values, self.last_place(&ministry));
        for (kind, owed) in self.programme.kinds() {
            if !owed.extra {
                edits.extend(owe(id, kind, self.usual_target(kind)));
            }
        }
        Ok(edits)
    }

    fn add_kind(&self, id: &Id, fields: &[(String, String)]) -> Result<Vec<Edit>, Refusal> {
        let entity = self.unused(Entity::Kind(id.clone()))?;
        let (target, values) = self.kind_values(fields)?;
        let places = self.programme.kinds().map(|(_, other)| other.order);
        let mut edits = new(&entity, values, after(places));
        for platform in self.programme.platforms() {
            edits.extend(owe(&platform.id, id, target.clone()));
        }
        Ok(edits)
    }

    /// A milestone that some platforms owe, and not all: of a kind that there is, or of a new one.
    fn add_milestones(
        &self,
        kind: &Id,
        platforms: &[Id],
        fields: &[(String, String)],
    ) -> Result<Vec<Edit>, Refusal> {
        let entity = Entity::Kind(kind.clone());
        let is_known = self.programme.contains(&entity);
        let (target, own, mut edits) = if is_known {
            let mut own = self.asked(Owner::Milestone, fields)?;
            let other = own
                .iter()
                .find(|(name, _)| !OF_NEW_MILESTONE.contains(name));
            if let Some((name, _)) = other {
                return Err(Refusal::NoSuchField(Owner::Milestone, (*name).to_owned()));
            }
            let target = find(&own, "target").cloned();
            own.retain(|(name, _)| *name != "target");
            (target.or_else(|| self.usual_target(kind)), own, Vec::new())
        } else {
            let (target, values) = self.kind_values(fields)?;
            let entity = self.unused(entity)?;
            let places = self.programme.kinds().map(|(_, other)| other.order);
            let mut edits = new(&entity, values, after(places));
            edits.push(edit(&entity, "extra", Some(Value::Bool(true))));
            (target, Vec::new(), edits)
        };
        for platform in platforms {
            self.listed(&Entity::Platform(platform.clone()))?;
            let milestone = MilestoneId {
                platform: platform.clone(),
                kind: kind.clone(),
            };
            let milestone = self.unused(Entity::Milestone(milestone))?;
            edits.extend(owe(platform, kind, target.clone()));
            let own = own.iter();
            edits.extend(own.map(|(name, value)| edit(&milestone, name, Some(value.clone()))));
        }
        if platforms.is_empty() {
            return Err(Refusal::Nothing);
        }
        Ok(edits)
    }

    /// What is typed of a new kind, and how many there are to reach for it.
    fn kind_values(&self, fields: &[(String, String)]) -> Result<(Option<Value>, Typed), Refusal> {
        let mut values = self.asked(Owner::Kind, fields)?;
        // The short name does for the full one, and the other way round.
        for lang in ["vi", "fr", "en"] {
            let names =
                ["short", "name"].map(|stem| Field::find(Owner::Kind, &format!("{stem}_{lang}")));
            let [Some(short), Some(name)] = names else {
                continue;
            };
            match (
                find(&values, short.name).cloned(),
                find(&values, name.name).cloned(),
            ) {
                (Some(known), None) => values.push((name.name, known)),
                (None, Some(known)) => values.push((short.name, known)),
                _ => {}
            }
        }
        needs(&values, "name_vi")?;
        if find(&values, "weight").is_none() {
            values.push(("weight", Value::Integer(1)));
        }
        let target = find(&values, "target").cloned();
        values.retain(|(name, _)| *name != "target");
        Ok((target, values))
    }

    /// What is not in the list, nor was.
    fn unused(&self, entity: Entity) -> Result<Entity, Refusal> {
        if self.programme.is_archived(&entity) {
            Err(Refusal::PutAway(entity))
        } else if self.programme.contains(&entity) {
            Err(Refusal::Exists(entity))
        } else {
            Ok(entity)
        }
    }

    /// How many most platforms have to reach for a kind of milestone.
    fn usual_target(&self, kind: &Id) -> Option<Value> {
        let mut counts: BTreeMap<Option<u32>, usize> = BTreeMap::new();
        for platform in self.programme.platforms() {
            if let Some(milestone) = platform.milestone(kind) {
                *counts.entry(milestone.target).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count)?;
        most.0.map(Value::from)
    }
}

/// A milestone that a platform owes.
fn owe(platform: &Id, kind: &Id, target: Option<Value>) -> Vec<Edit> {
    let entity = Entity::Milestone(MilestoneId {
        platform: platform.clone(),
        kind: kind.clone(),
    });
    let added = edit(&entity, ADDED, Some(Value::Bool(true)));
    let target = target.map(|target| edit(&entity, "target", Some(target)));
    std::iter::once(added).chain(target).collect()
}

/// A thing that is there now, with its values and its place.
fn new(entity: &Entity, values: Typed, place: Rank) -> Vec<Edit> {
    let mut edits = vec![edit(entity, ADDED, Some(Value::Bool(true)))];
    let values = values.into_iter();
    edits.extend(values.map(|(name, value)| edit(entity, name, Some(value))));
    if place != Rank::LAST {
        edits.push(edit(entity, "order", Some(place.value())));
    }
    edits
}

fn needs(values: &Typed, name: &'static str) -> Result<(), Refusal> {
    find(values, name)
        .map(|_| ())
        .ok_or(Refusal::NeedsName(name))
}
