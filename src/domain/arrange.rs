//! How the list is arranged: platforms move to another ministry, things change their order, are put away and brought back.

use super::change::ARCHIVED;
use super::field::Field;
use super::field::Owner;
use super::id::{Entity, Id};
use super::operation::{Edit, Place, Plan, Refusal};
use super::owners::Transfer;
use super::planner::Planner;
use super::programme::Platform;
use super::rank::Rank;
use super::value::Value;

/// What is recorded when something is put away, and cleared when it comes back.
pub(super) const ARCHIVING: [&str; 3] = [ARCHIVED, "archive_reason", "archive_document"];

pub(super) fn edit(entity: &Entity, field: &str, to: Option<Value>) -> Edit {
    Edit {
        entity: entity.clone(),
        field: field.to_owned(),
        to,
    }
}

impl Planner<'_> {
    /// What can be changed: it is in the list.
    pub(super) fn listed(&self, entity: &Entity) -> Result<(), Refusal> {
        if self.programme.contains(entity) {
            Ok(())
        } else if self.programme.is_archived(entity) {
            Err(Refusal::PutAway(entity.clone()))
        } else {
            Err(Refusal::Unknown(entity.clone()))
        }
    }

    /// The typed values of fields that only some operations ask for; what is empty is none.
    pub(super) fn asked(
        &self,
        owner: Owner,
        fields: &[(String, String)],
    ) -> Result<Vec<(&'static str, Value)>, Refusal> {
        let mut values = Vec::new();
        for (name, text) in fields {
            let unknown = || Refusal::NoSuchField(owner, name.clone());
            let field = Field::asked(owner, name).ok_or_else(unknown)?;
            let value = field
                .parse(text, None, self.occasion.today)
                .map_err(|bad| Refusal::BadValue(name.clone(), bad))?;
            values.extend(value.map(|value| (field.name, value)));
        }
        Ok(values)
    }

    /// The day of something that has happened: as typed, else today.
    fn day(&self, name: &'static str, values: &[(&'static str, Value)]) -> Result<Value, Refusal> {
        let typed = find(values, name).and_then(Value::as_date);
        let day = self.not_future(name, typed.unwrap_or(self.occasion.today))?;
        Ok(day.into())
    }

    /// The ministry that is named, one that can own platforms.
    pub(super) fn owner(&self, value: Option<&Value>) -> Result<Id, Refusal> {
        let code = value
            .and_then(Value::as_text)
            .ok_or(Refusal::NeedsMinistry)?;
        let unknown = || Refusal::UnknownName(code.to_owned());
        let id: Id = code.parse().map_err(|_| unknown())?;
        let ministry = Entity::Ministry(id.clone());
        if self.programme.is_archived(&ministry) {
            return Err(Refusal::ArchivedMinistry(id));
        }
        if !self.programme.contains(&ministry) {
            return Err(Refusal::Unknown(ministry));
        }
        Ok(id)
    }

    /// The place behind all platforms of a ministry.
    pub(super) fn last_place(&self, ministry: &Id) -> Rank {
        after(
            self.programme
                .platforms_of(Some(ministry))
                .map(|platform| platform.order),
        )
    }

    pub(super) fn move_to(
        &self,
        platforms: &[Id],
        fields: &[(String, String)],
    ) -> Result<Plan, Refusal> {
        let values = self.asked(Owner::Platform, fields)?;
        let ministry = self.owner(find(&values, "ministry"))?;
        let on = self.day("moved_on", &values)?;
        let document = find(&values, "move_document");
        let mut edits = Vec::new();
        let mut place = self.last_place(&ministry);
        for id in platforms {
            let entity = Entity::Platform(id.clone());
            self.listed(&entity)?;
            let Some(platform) = self.programme.platform(id) else {
                continue;
            };
            if platform.ministry.as_ref() == Some(&ministry) {
                continue;
            }
            edits.push(edit(&entity, "ministry", Some(ministry.as_str().into())));
            if place != Rank::LAST {
                edits.push(edit(&entity, "order", Some(place.value())));
                place = place.next_whole();
            }
            edits.extend(self.transfer(platform, on.clone(), document));
        }
        match (edits.is_empty(), platforms.is_empty()) {
            (_, true) => Err(Refusal::Nothing),
            (true, _) => Err(Refusal::SameMinistry(ministry)),
            _ => Ok(Plan {
                action: "move",
                edits,
            }),
        }
    }

    /// What keeps the owner of now as a former one.
    pub(super) fn transfer(
        &self,
        platform: &Platform,
        on: Value,
        document: Option<&Value>,
    ) -> Vec<Edit> {
        let from = platform.ministry.as_ref();
        let from = from.map(|ministry| Value::from(ministry.as_str()));
        let entity = Entity::Platform(platform.id.clone());
        let parts = [from, Some(on), document.cloned()];
        let parts = Transfer::PARTS.into_iter().zip(parts);
        parts
            .filter(|(_, value)| value.is_some())
            .map(|(part, value)| {
                edit(
                    &entity,
                    &format!("move.{}.{part}", self.occasion.key),
                    value,
                )
            })
            .collect()
    }

    pub(super) fn archive(
        &self,
        targets: &[Entity],
        fields: &[(String, String)],
    ) -> Result<Plan, Refusal> {
        let values = self.asked(Owner::Platform, fields)?;
        let on = self.day(ARCHIVED, &values)?;
        let mut edits = Vec::new();
        for target in targets {
            if self.programme.is_archived(target) {
                continue;
            }
            self.listed(target)?;
            edits.push(edit(target, ARCHIVED, Some(on.clone())));
            for name in &ARCHIVING[1..] {
                edits.extend(
                    find(&values, name).map(|value| edit(target, name, Some(value.clone()))),
                );
            }
        }
        self.leaves_no_platforms(&edits)?;
        match (edits.is_empty(), targets.is_empty()) {
            (_, true) => Err(Refusal::Nothing),
            (true, _) => Err(Refusal::AlreadyArchived),
            _ => Ok(Plan {
                action: "archive",
                edits,
            }),
        }
    }

    /// A ministry is put away once it has no platforms, or together with them.
    pub(super) fn leaves_no_platforms(&self, edits: &[Edit]) -> Result<(), Refusal> {
        let archived: Vec<&Entity> = edits
            .iter()
            .filter(|edit| edit.field == ARCHIVED && edit.to.is_some())
            .map(|edit| &edit.entity)
            .collect();
        for entity in &archived {
            let Entity::Ministry(id) = entity else {
                continue;
            };
            let left = self
                .programme
                .platforms_of(Some(id))
                .filter(|platform| !archived.contains(&&Entity::Platform(platform.id.clone())));
            let left = left.count();
            if left > 0 {
                return Err(Refusal::HasPlatforms(id.clone(), left));
            }
        }
        Ok(())
    }

    pub(super) fn restore(&self, targets: &[Entity]) -> Result<Plan, Refusal> {
        let mut edits = Vec::new();
        for target in targets {
            if !self.programme.is_archived(target) {
                self.listed(target)?;
                continue;
            }
            for above in self.above(target) {
                if self.programme.is_archived(&above) && !targets.contains(&above) {
                    return Err(Refusal::PutAway(above));
                }
            }
            edits.extend(ARCHIVING.iter().map(|name| edit(target, name, None)));
        }
        match (edits.is_empty(), targets.is_empty()) {
            (_, true) => Err(Refusal::Nothing),
            (true, _) => Err(Refusal::NotArchived),
            _ => Ok(Plan {
                action: "restore",
                edits,
            }),
        }
    }

    /// What has to be in the list for a thing to be seen in it.
    fn above(&self, entity: &Entity) -> Vec<Entity> {
        match entity {
            Entity::Milestone(id) => vec![
                Entity::Platform(id.platform.clone()),
                Entity::Kind(id.kind.clone()),
            ],
            Entity::Platform(id) => {
                let platform = self.programme.platform(id);
                let ministry = platform.and_then(|platform| platform.ministry.clone());
                ministry.map(Entity::Ministry).into_iter().collect()
            }
            Entity::Programme | Entity::Kind(_) | Entity::Ministry(_) => Vec::new(),
        }
    }

    pub(super) fn reorder(&self, targets: &[Entity], to: &Place) -> Result<Plan, Refusal> {
        let targets: Vec<Entity> = targets.iter().map(ranked).collect();
        let first = targets.first().ok_or(Refusal::Nothing)?;
        for target in &targets {
            self.listed(target)?;
        }
        let siblings = self.siblings(first);
        let is_sibling = |entity: &Entity| siblings.iter().any(|(sibling, _)| sibling == entity);
        let anchor = to.anchor().map(ranked);
        if let Some(anchor) = &anchor {
            self.listed(anchor)?;
        }
        if !targets.iter().chain(&anchor).all(is_sibling) {
            return Err(Refusal::OtherList);
        }
        let (moved, rest): (Vec<_>, Vec<_>) = siblings
            .iter()
            .cloned()
            .partition(|(entity, _)| targets.contains(entity));
        let beside = |anchor: &Entity| rest.iter().position(|(entity, _)| entity == anchor);
        let place = match (to, &anchor) {
            (Place::First, _) => Some(0),
            (Place::Last, _) => Some(rest.len()),
            (Place::Before(_), Some(anchor)) => beside(anchor),
            (_, Some(anchor)) => beside(anchor).map(|place| place + 1),
            (_, None) => None,
        };
        // Beside itself it stands already.
        let place = place.ok_or(Refusal::Nothing)?;
        let mut now = rest.clone();
        now.splice(place..place, moved.clone());
        if now == siblings {
            return Err(Refusal::Nothing);
        }
        let edits = placed(&moved, &rest, place).unwrap_or_else(|| {
            let numbered = (0..).zip(&now);
            numbered
                .map(|(number, (entity, _))| {
                    edit(entity, "order", Some(Rank::whole(number).value()))
                })
                .collect()
        });
        Ok(Plan {
            action: "order",
            edits,
        })
    }

    /// Everything that a thing stands in one order with, itself among it.
    fn siblings(&self, entity: &Entity) -> Vec<(Entity, Rank)> {
        let list = self.programme;
        match entity {
            Entity::Ministry(_) => list
                .ministries()
                .map(|(id, ministry)| (Entity::Ministry(id.clone()), ministry.order))
                .collect(),
            Entity::Kind(_) => list
                .kinds()
                .map(|(id, kind)| (Entity::Kind(id.clone()), kind.order))
                .collect(),
            Entity::Platform(id) => {
                let ministry = list.platform(id).and_then(|own| own.ministry.as_ref());
                list.platforms_of(ministry)
                    .map(|platform| (Entity::Platform(platform.id.clone()), platform.order))
                    .collect()
            }
            Entity::Programme | Entity::Milestone(_) => Vec::new(),
        }
    }
}

/// The edits that put things between their new neighbours; `None` when there is no room.
fn placed(moved: &[(Entity, Rank)], rest: &[(Entity, Rank)], place: usize) -> Option<Vec<Edit>> {
    let before = place.checked_sub(1).map(|place| rest[place].1);
    let after = rest.get(place).map(|(_, rank)| *rank);
    if after == Some(Rank::LAST) {
        return None;
    }
    let ranks = Rank::between(before, after, moved.len())?;
    let edits = moved.iter().zip(ranks);
    Some(
        edits
            .map(|((entity, _), rank)| edit(entity, "order", Some(rank.value())))
            .collect(),
    )
}

/// What stands in an order: a milestone stands where its kind does.
fn ranked(entity: &Entity) -> Entity {
    match entity {
        Entity::Milestone(id) => Entity::Kind(id.kind.clone()),
        other => other.clone(),
    }
}

/// The place behind others; none in particular when one of them has none.
pub(super) fn after(places: impl Iterator<Item = Rank>) -> Rank {
    match places.max() {
        None => Rank::whole(0),
        Some(Rank::LAST) => Rank::LAST,
        Some(last) => last.next_whole(),
    }
}

pub(super) fn find<'v>(values: &'v [(&'static str, Value)], name: &str) -> Option<&'v Value> {
    let found = values.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| value)
}
