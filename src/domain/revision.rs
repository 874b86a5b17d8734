//! A new list beside the one that stands: what would be added, renamed, moved, put in another order, archived, brought
//! back. What was recorded of milestones is never touched; what the new list does not speak of stays as it is.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::arrange::{ARCHIVING, edit};
use super::catalogue::Additions;
use super::change::{ADDED, ARCHIVED};
use super::id::{Entity, Id};
use super::operation::{Edit, Plan, Refusal};
use super::planner::Planner;
use super::rank::Rank;
use super::value::Value;

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// It is new.
    Added,
    /// It was archived, and comes back.
    Restored,
    /// It has another name.
    Renamed,
    /// It has another owner.
    Moved,
    /// Something else of it is different.
    Changed,
    /// It stands elsewhere among its like.
    Reordered,
    /// It is no longer there.
    Archived,
}

impl Sort {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Added,
        Self::Restored,
        Self::Renamed,
        Self::Moved,
        Self::Changed,
        Self::Reordered,
        Self::Archived,
    ];

    /// The stable name, used in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Restored => "restored",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Reordered => "reordered",
            Self::Archived => "archived",
        }
    }
}

/// One difference between the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind.
    pub sort: Sort,
    /// Of what.
    pub entity: Entity,
    /// Its name in the new list, where it is new; else the field that differs.
    pub field: String,
    /// What stands.
    pub was: Option<Value>,
    /// What the new list says.
    pub to: Option<Value>,
}

/// All differences, and the edits that take the new list over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// For people, by kind and then in the order of the new list.
    pub differences: Vec<Difference>,
    pub(super) edits: Vec<Edit>,
}

/// The fields by which a name is recorded, beside those that say how sure it is.
const NAMES: [&str; 9] = [
    "name_vi",
    "name_fr",
    "name_en",
    "short_vi",
    "short_fr",
    "short_en",
    "abbreviation_vi",
    "abbreviation_fr",
    "abbreviation_en",
];

impl Planner<'_> {
    pub(super) fn catalogue(
        &self,
        list: &Additions,
        document: Option<&str>,
    ) -> Result<Plan, Refusal> {
        let edits = self.revise(list, document).edits;
        if edits.is_empty() {
            return Err(Refusal::Nothing);
        }
        Ok(Plan {
            action: "catalogue",
            edits,
        })
    }

    pub(super) fn revise(&self, list: &Additions, document: Option<&str>) -> Revision {
        let mut reviser = Reviser {
            planner: self,
            document: document.map(Value::from),
            revision: Revision::default(),
            reordered: HashSet::new(),
        };
        reviser.archive_missing(list);
        reviser.find_reordered(list);
        for (entity, fields) in list {
            reviser.meet(entity, fields);
        }
        let mut revision = reviser.revision;
        revision
            .differences
            .sort_by_key(|difference| difference.sort);
        revision
    }
}

/// Things that stand in one order: ministries, kinds, or the platforms of one ministry.
type Group = (u8, Option<String>);

struct Reviser<'a> {
    planner: &'a Planner<'a>,
    document: Option<Value>,
    revision: Revision,
    /// The groups whose order is that of the new list.
    reordered: HashSet<Group>,
}

impl Reviser<'_> {
    fn differ(&mut self, sort: Sort, edit: &Edit, was: Option<Value>) {
        self.revision.differences.push(Difference {
            sort,
            entity: edit.entity.clone(),
            field: edit.field.clone(),
            was,
            to: edit.to.clone(),
        });
    }

    fn is_listed(&self, entity: &Entity) -> bool {
        self.planner.programme.contains(entity)
    }

    fn is_archived(&self, entity: &Entity) -> bool {
        self.planner.programme.is_archived(entity)
    }

    /// What stands and is not in the new list; a milestone that only some platforms owe is in no list.
    fn archive_missing(&mut self, list: &Additions) {
        let known: HashSet<&Entity> = list.iter().map(|(entity, _)| entity).collect();
        let programme = self.planner.programme;
        let ministries = programme.ministries();
        let ministries = ministries.map(|(id, _)| Entity::Ministry(id.clone()));
        let platforms = programme.platforms();
        let platforms = platforms.map(|platform| Entity::Platform(platform.id.clone()));
        let kinds = programme.kinds().filter(|(_, kind)| !kind.extra);
        let kinds = kinds.map(|(id, _)| Entity::Kind(id.clone()));
        let missing = ministries.chain(platforms).chain(kinds);
        let missing: Vec<Entity> = missing.filter(|entity| !known.contains(entity)).collect();
        for entity in missing {
            let today = Value::from(self.planner.occasion.today);
            let archived = edit(&entity, ARCHIVED, Some(today));
            self.differ(Sort::Archived, &archived, None);
            self.revision.edits.push(archived);
            if let Some(document) = self.document.clone() {
                let document = edit(&entity, ARCHIVING[2], Some(document));
                self.revision.edits.push(document);
            }
        }
    }

    /// A group keeps its order while the new list has the same things in the same order.
    fn find_reordered(&mut self, list: &Additions) {
        let mut groups: HashMap<Group, Vec<(&Entity, Option<Rank>)>> = HashMap::new();
        for (entity, fields) in list {
            if let Some(group) = group(entity, fields) {
                let rank = self.rank(entity, &group);
                groups.entry(group).or_default().push((entity, rank));
            }
        }
        for (group, members) in groups {
            let is_known = members.iter().all(|(_, rank)| rank.is_some());
            let is_sorted = members.is_sorted_by_key(|(entity, rank)| (*rank, *entity));
            if !is_known || !is_sorted {
                self.reordered.insert(group);
            }
        }
    }

    /// Where a thing stands in a group; nothing when it does not stand there.
    fn rank(&self, entity: &Entity, group: &Group) -> Option<Rank> {
        let programme = self.planner.programme;
        if !self.is_listed(entity) {
            return None;
        }
        match entity {
            Entity::Ministry(id) => programme.ministry(id).map(|ministry| ministry.order),
            Entity::Kind(id) => programme.kind(id).map(|kind| kind.order),
            Entity::Platform(id) => {
                let platform = programme.platform(id)?;
                let owner = platform.ministry.as_ref().map(Id::as_str);
                (owner == group.1.as_deref()).then_some(platform.order)
            }
            Entity::Programme | Entity::Milestone(_) => None,
        }
    }

    fn meet(&mut self, entity: &Entity, fields: &BTreeMap<String, Value>) {
        if matches!(entity, Entity::Milestone(_)) {
            return self.meet_milestone(entity, fields);
        }
        if self.is_archived(entity) {
            for name in ARCHIVING {
                let back = edit(entity, name, None);
                if name == ARCHIVED {
                    self.differ(Sort::Restored, &back, None);
                }
                self.revision.edits.push(back);
            }
        } else if !self.is_listed(entity) {
            return self.add(entity, fields, true);
        }
        let is_reordered =
            group(entity, fields).is_some_and(|group| self.reordered.contains(&group));
        let keeps_name = self.keeps_name(entity, fields);
        for (field, value) in fields {
            let sort = match field.as_str() {
                "order" if !is_reordered => continue,
                "order" => Sort::Reordered,
                "ministry" => Sort::Moved,
                name if NAMES.contains(&name) && keeps_name => continue,
                "name_status" | "name_source" if keeps_name => continue,
                name if NAMES.contains(&name) => Sort::Renamed,
                _ => Sort::Changed,
            };
            let was = self.planner.programme.recorded(entity, field);
            if was.as_ref() == Some(value) {
                continue;
            }
            let change = edit(entity, field, Some(value.clone()));
            self.differ(sort, &change, was);
            self.revision.edits.push(change);
            if let (Sort::Moved, Entity::Platform(id)) = (sort, entity) {
                self.keep_owner(id);
            }
        }
    }

    /// A name that somebody completed is not given up for one that says that it is not known.
    fn keeps_name(&self, entity: &Entity, fields: &BTreeMap<String, Value>) -> bool {
        let unknown = Some(&Value::from("unknown")).cloned();
        let now = self.planner.programme.recorded(entity, "name_status");
        fields.get("name_status") == unknown.as_ref() && now != unknown
    }

    fn keep_owner(&mut self, platform: &Id) {
        let Some(platform) = self.planner.programme.platform(platform) else {
            return;
        };
        let today = self.planner.occasion.today.into();
        let kept = self
            .planner
            .transfer(platform, today, self.document.as_ref());
        self.revision.edits.extend(kept);
    }

    /// A milestone is added where it never was; one that was archived stays so.
    fn meet_milestone(&mut self, entity: &Entity, fields: &BTreeMap<String, Value>) {
        let Entity::Milestone(id) = entity else {
            return;
        };
        let recorded = self.planner.programme.milestone(id);
        if recorded.is_some_and(super::Milestone::was_added) {
            return;
        }
        let platform = Entity::Platform(id.platform.clone());
        let kind = Entity::Kind(id.kind.clone());
        self.add(
            entity,
            fields,
            self.is_listed(&platform) && self.is_listed(&kind),
        );
    }

    fn add(&mut self, entity: &Entity, fields: &BTreeMap<String, Value>, is_told: bool) {
        let added = edit(entity, ADDED, Some(Value::Bool(true)));
        if is_told {
            let name = ["short_vi", "name_vi"]
                .into_iter()
                .find_map(|name| fields.get(name));
            self.differ(
                Sort::Added,
                &Edit {
                    to: name.cloned(),
                    ..added.clone()
                },
                None,
            );
        }
        self.revision.edits.push(added);
        let fields = fields.iter();
        let fields = fields.map(|(field, value)| edit(entity, field, Some(value.clone())));
        self.revision.edits.extend(fields);
    }
}

fn group(entity: &Entity, fields: &BTreeMap<String, Value>) -> Option<Group> {
    match entity {
        Entity::Ministry(_) => Some((0, None)),
        Entity::Kind(_) => Some((1, None)),
        Entity::Platform(_) => {
            let ministry = fields.get("ministry").and_then(Value::as_text);
            Some((2, ministry.map(str::to_owned)))
        }
        Entity::Programme | Entity::Milestone(_) => None,
    }
}
