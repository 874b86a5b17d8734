//! The programme as it stands: ministries, platforms, kinds of milestone and milestones, put together field by field.
//!
//! Putting the values of a set of fields gives the same programme in any order: an entity appears when a field of it is
//! put and is shown once it was added and not archived.

use std::collections::{HashMap, HashSet};

use super::change::{Assignment, Presence};
use super::field::Owner;
use super::fields::Values;
use super::id::{Entity, Id, MilestoneId};
use super::lang::{Lang, Names};
use super::milestone::Milestone;
pub use super::platform::Platform;
use super::rank::Rank;
use super::value::Value;

/// A kind of milestone, owed for every platform.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Kind {
    /// The short name, for lists.
    pub short: Names,
    /// The full name.
    pub name: Names,
    /// What a counted one counts ("provinces and cities").
    pub unit: Names,
    /// Weight in a platform's progress.
    pub weight: u32,
    /// Place in the list.
    pub order: Rank,
    /// Owed by the platforms that have it only, and not by every new one.
    pub extra: bool,
    /// The values of its fields.
    pub values: Values,
    presence: Presence,
}

/// A governing body.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Ministry {
    /// Its name.
    pub name: Names,
    /// Its abbreviation; French uses the Vietnamese one.
    pub abbreviation: Names,
    /// Other names to find it by.
    pub aliases: Vec<String>,
    /// Place in the list.
    pub order: Rank,
    /// The values of its fields.
    pub values: Values,
    /// Platforms that are shown belong to it.
    has_platforms: bool,
    presence: Presence,
}

/// The whole list.
#[derive(Clone, Debug, Default)]
pub struct Programme {
    /// Its name.
    pub name: Names,
    /// Who monitors it.
    pub monitor: Names,
    /// Numbers and dates of the documents it rests on, one a line.
    pub legal_basis: Vec<String>,
    /// Where the list was published.
    pub source: String,
    kinds: HashMap<Id, Kind>,
    kind_order: Vec<Id>,
    ministries: HashMap<Id, Ministry>,
    ministry_order: Vec<Id>,
    platforms: Vec<Platform>,
    by_id: HashMap<Id, usize>,
    /// Shown platforms as indices into `platforms`, in list order.
    platform_order: Vec<usize>,
}

impl Programme {
    /// Puts the values that fields have now.
    pub fn apply<'a>(&mut self, assignments: impl IntoIterator<Item = &'a Assignment>) {
        let mut listing_changed = false;
        for assignment in assignments {
            listing_changed |= self.put(assignment);
        }
        if listing_changed {
            self.list_again();
        }
    }

    /// Returns whether what is listed, or its order, may have changed.
    fn put(&mut self, assignment: &Assignment) -> bool {
        let Assignment {
            entity,
            field,
            value,
            touch,
        } = assignment;
        let value = value.as_ref();
        match entity {
            Entity::Programme => self.set_own(field, value),
            Entity::Kind(id) => {
                self.kinds.entry(id.clone()).or_default().set(field, value);
                true
            }
            Entity::Ministry(id) => {
                self.ministries
                    .entry(id.clone())
                    .or_default()
                    .set(field, value);
                true
            }
            Entity::Platform(id) => {
                self.platform_slot(id).set(field, value, touch.as_ref());
                Presence::decides(field) || matches!(field.as_str(), "ministry" | "order")
            }
            Entity::Milestone(id) => {
                let platform = self.platform_slot(&id.platform);
                platform
                    .milestone_slot(&id.kind)
                    .set(field, value, touch.as_ref());
                Presence::decides(field)
            }
        }
    }

    fn set_own(&mut self, field: &str, value: Option<&Value>) -> bool {
        let is_name = set_names(&mut self.name, "name", field, value)
            || set_names(&mut self.monitor, "monitor", field, value);
        match field {
            _ if is_name => {}
            "legal_basis" => self.legal_basis = lines(value),
            "source" => self.source = value.map(ToString::to_string).unwrap_or_default(),
            _ => {}
        }
        false
    }

    fn platform_slot(&mut self, id: &Id) -> &mut Platform {
        let index = *self.by_id.entry(id.clone()).or_insert_with(|| {
            self.platforms.push(Platform::new(id.clone()));
            self.platforms.len() - 1
        });
        &mut self.platforms[index]
    }

    fn list_again(&mut self) {
        self.find_owners();
        self.kind_order = ordered(&self.kinds, |kind| (kind.is_shown(), kind.order));
        self.ministry_order = ordered(&self.ministries, |ministry| {
            (ministry.is_shown(), ministry.order)
        });
        let archived = self.kinds.iter().filter(|(_, kind)| kind.is_archived());
        let archived: HashSet<&Id> = archived.map(|(id, _)| id).collect();
        let places: HashMap<&Id, usize> = self.kind_order.iter().zip(0..).collect();
        for platform in &mut self.platforms {
            let place = |milestone: &Milestone| {
                (
                    places.get(&milestone.kind).copied().unwrap_or(usize::MAX),
                    milestone.kind.clone(),
                )
            };
            if !platform.milestones.is_sorted_by_key(place) {
                platform.milestones.sort_by_cached_key(place);
            }
            for milestone in &mut platform.milestones {
                milestone.is_of_archived_kind = archived.contains(&milestone.kind);
            }
        }
        let places: HashMap<&Id, usize> = self.ministry_order.iter().zip(0..).collect();
        let mut shown: Vec<_> = self
            .platforms
            .iter()
            .enumerate()
            .filter(|(_, platform)| platform.is_shown())
            .filter_map(|(index, platform)| {
                let place = places.get(platform.ministry.as_ref()?)?;
                Some(((*place, platform.order, &platform.id), index))
            })
            .collect();
        shown.sort_unstable();
        self.platform_order = shown.into_iter().map(|(_, index)| index).collect();
    }

    /// Finds the ministries that platforms belong to, so that nothing vanishes when somebody puts a ministry away, or takes
    /// back that it was added, while somebody else moves a platform to it.
    fn find_owners(&mut self) {
        let shown = self.platforms.iter().filter(|platform| platform.is_shown());
        let owners: HashSet<&Id> = shown
            .filter_map(|platform| platform.ministry.as_ref())
            .collect();
        for id in &owners {
            if !self.ministries.contains_key(*id) {
                self.ministries.insert((*id).clone(), Ministry::default());
            }
        }
        for (id, ministry) in &mut self.ministries {
            ministry.has_platforms = owners.contains(id);
            ministry.call(id);
        }
    }

    /// The ministries shown, in order.
    #[must_use]
    pub fn ministries(&self) -> impl ExactSizeIterator<Item = (&Id, &Ministry)> {
        self.ministry_order
            .iter()
            .map(|id| (id, &self.ministries[id]))
    }

    /// The ministry of this code, shown or not.
    #[must_use]
    pub fn ministry(&self, id: &Id) -> Option<&Ministry> {
        self.ministries.get(id)
    }

    /// The ministry of this code with its own copy of the code, shown or not.
    #[must_use]
    pub fn ministry_entry(&self, id: &Id) -> Option<(&Id, &Ministry)> {
        self.ministries.get_key_value(id)
    }

    /// The platforms shown, by ministry and order.
    #[must_use]
    pub fn platforms(&self) -> impl ExactSizeIterator<Item = &Platform> {
        self.platform_order
            .iter()
            .map(|index| &self.platforms[*index])
    }

    /// The platforms shown of one ministry, or of all.
    pub fn platforms_of(&self, ministry: Option<&Id>) -> impl Iterator<Item = &Platform> {
        self.platforms()
            .filter(move |platform| ministry.is_none() || platform.ministry.as_ref() == ministry)
    }

    /// The platform of this code, shown or not.
    #[must_use]
    pub fn platform(&self, id: &Id) -> Option<&Platform> {
        self.by_id.get(id).map(|index| &self.platforms[*index])
    }

    /// The milestone of this code.
    #[must_use]
    pub fn milestone(&self, id: &MilestoneId) -> Option<&Milestone> {
        self.platform(&id.platform)?.milestone(&id.kind)
    }

    /// The kinds of milestone, in order.
    #[must_use]
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = (&Id, &Kind)> {
        self.kind_order.iter().map(|id| (id, &self.kinds[id]))
    }

    /// The kind of this code.
    #[must_use]
    pub fn kind(&self, id: &Id) -> Option<&Kind> {
        self.kinds.get(id)
    }

    /// The kind of this code with its own copy of the code.
    #[must_use]
    pub fn kind_entry(&self, id: &Id) -> Option<(&Id, &Kind)> {
        self.kinds.get_key_value(id)
    }

    /// A milestone's weight: its own, else its kind's.
    #[must_use]
    pub fn weight(&self, milestone: &Milestone) -> u32 {
        milestone
            .weight
            .unwrap_or_else(|| self.kind(&milestone.kind).map_or(1, |kind| kind.weight))
    }

    /// The value of a field of a thing, of those in the table of fields.
    #[must_use]
    pub fn value(&self, entity: &Entity, field: &str) -> Option<&Value> {
        let values = match entity {
            Entity::Programme => None,
            Entity::Kind(id) => self.kind(id).map(|kind| &kind.values),
            Entity::Ministry(id) => self.ministry(id).map(|ministry| &ministry.values),
            Entity::Platform(id) => self.platform(id).map(|platform| &platform.values),
            Entity::Milestone(id) => self.milestone(id).map(|milestone| &milestone.values),
        };
        values?.get(field)
    }

    /// Whether the thing is in the list now.
    #[must_use]
    pub fn contains(&self, entity: &Entity) -> bool {
        match entity {
            Entity::Programme => true,
            Entity::Kind(id) => self.kinds.get(id).is_some_and(Kind::is_shown),
            Entity::Ministry(id) => self.ministries.get(id).is_some_and(Ministry::is_shown),
            Entity::Platform(id) => self.platform(id).is_some_and(Platform::is_shown),
            Entity::Milestone(id) => self.milestone(id).is_some_and(Milestone::is_shown),
        }
    }

    /// Whether the thing was in the list once, and is put away; what belongs to it counts as what it is itself.
    #[must_use]
    pub fn is_archived(&self, entity: &Entity) -> bool {
        match entity {
            Entity::Programme => false,
            Entity::Kind(id) => self.kinds.get(id).is_some_and(Kind::is_archived),
            Entity::Ministry(id) => self.ministries.get(id).is_some_and(Ministry::is_archived),
            Entity::Platform(id) => self.platform(id).is_some_and(Platform::is_archived),
            Entity::Milestone(id) => self.milestone(id).is_some_and(Milestone::is_archived),
        }
    }

    /// Everything that is put away: ministries, platforms, kinds of milestone, milestones, each by code.
    #[must_use]
    pub fn archived(&self) -> Vec<Entity> {
        let ministries = self.ministries.keys().cloned().map(Entity::Ministry);
        let kinds = self.kinds.keys().cloned().map(Entity::Kind);
        let platforms = self.by_id.keys().cloned().map(Entity::Platform);
        let milestones = self.platforms.iter().flat_map(|platform| {
            let kinds = platform.milestones.iter().map(|milestone| &milestone.kind);
            kinds.map(|kind| {
                Entity::Milestone(MilestoneId {
                    platform: platform.id.clone(),
                    kind: kind.clone(),
                })
            })
        });
        let all = ministries.chain(platforms).chain(kinds).chain(milestones);
        let mut archived: Vec<Entity> = all.filter(|entity| self.is_archived(entity)).collect();
        let group = |entity: &Entity| match entity {
            Entity::Programme | Entity::Ministry(_) => 0,
            Entity::Platform(_) => 1,
            Entity::Kind(_) => 2,
            Entity::Milestone(_) => 3,
        };
        archived.sort_by(|one, other| (group(one), one).cmp(&(group(other), other)));
        archived
    }

    /// The name of a thing for people: `Định danh… › Kế hoạch chi tiết`.
    #[must_use]
    pub fn title(&self, entity: &Entity, lang: Lang) -> String {
        let named = |name: Option<&Names>, id: &Id| match name.map(|names| names.get(lang)) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => id.to_string(),
        };
        match entity {
            Entity::Programme => self.name.get(lang).to_owned(),
            Entity::Kind(id) => named(self.kind(id).map(|kind| &kind.short), id),
            Entity::Ministry(id) => named(self.ministry(id).map(|ministry| &ministry.name), id),
            Entity::Platform(id) => named(self.platform(id).map(|platform| &platform.name), id),
            Entity::Milestone(MilestoneId { platform, kind }) => {
                let platform = self.title(&Entity::Platform(platform.clone()), lang);
                format!(
                    "{platform} › {}",
                    self.title(&Entity::Kind(kind.clone()), lang)
                )
            }
        }
    }
}

impl Kind {
    fn is_shown(&self) -> bool {
        self.presence.is_shown()
    }

    fn is_archived(&self) -> bool {
        self.presence.is_archived()
    }

    fn set(&mut self, field: &str, value: Option<&Value>) {
        self.values.set(Owner::Kind, field, value);
        let is_name = set_names(&mut self.short, "short", field, value)
            || set_names(&mut self.name, "name", field, value)
            || set_names(&mut self.unit, "unit", field, value);
        match field {
            _ if is_name || self.presence.set(field, value) => {}
            "weight" => self.weight = value.and_then(Value::as_u32).unwrap_or(1),
            "extra" => self.extra = value == Some(&Value::Bool(true)),
            "order" => self.order = Rank::of(value),
            _ => {}
        }
    }
}

impl Ministry {
    fn is_shown(&self) -> bool {
        self.presence.is_shown() || self.has_platforms
    }

    fn is_archived(&self) -> bool {
        self.presence.is_archived()
    }

    /// Without any name it is called by its code.
    fn call(&mut self, id: &Id) {
        let mut names = ["name_vi", "name_fr", "name_en"].into_iter();
        if names.all(|name| self.values.get(name).is_none()) {
            self.name.vi = id.to_string();
        } else if self.values.get("name_vi").is_none() {
            self.name.vi.clear();
        }
    }

    fn set(&mut self, field: &str, value: Option<&Value>) {
        self.values.set(Owner::Ministry, field, value);
        let is_name = set_names(&mut self.name, "name", field, value)
            || set_names(&mut self.abbreviation, "abbreviation", field, value);
        match field {
            _ if is_name || self.presence.set(field, value) => {}
            "aliases" => self.aliases = lines(value),
            "order" => self.order = Rank::of(value),
            _ => {}
        }
    }
}

/// Puts `value` when `field` is `stem_vi`, `stem_fr` or `stem_en`; says whether it was.
pub(super) fn set_names(names: &mut Names, stem: &str, field: &str, value: Option<&Value>) -> bool {
    let lang = field
        .strip_prefix(stem)
        .and_then(|rest| rest.strip_prefix('_'))
        .and_then(|code| code.parse().ok());
    let Some(lang) = lang else { return false };
    *names.slot(lang) = value.map(ToString::to_string).unwrap_or_default();
    true
}

pub(super) fn lines(value: Option<&Value>) -> Vec<String> {
    let text = value.and_then(Value::as_text).unwrap_or_default();
    text.lines()
        .filter(|line| !line.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

fn ordered<T>(all: &HashMap<Id, T>, key: impl Fn(&T) -> (bool, Rank)) -> Vec<Id> {
    let mut shown: Vec<(Rank, &Id)> = all
        .iter()
        .filter_map(|(id, item)| {
            let (shown, order) = key(item);
            shown.then_some((order, id))
        })
        .collect();
    shown.sort_unstable();
    shown.into_iter().map(|(_, id)| id.clone()).collect()
}
