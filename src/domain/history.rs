//! The history: every change that somebody recorded, and what has become of it.

use jiff::civil::DateTime;

use super::id::{Entity, Id};
use super::programme::Programme;
use super::stamp::Stamp;
use super::value::Value;

/// One change as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of its line: what one person did at once.
    pub line: String,
    /// Who wrote it: a device and a slot.
    pub writer: String,
    /// When.
    pub stamp: Stamp,
    /// The same moment on the clock of whoever looks.
    pub at: DateTime,
    /// The person, as claimed.
    pub by: String,
    /// What kind of action it was.
    pub action: String,
    /// The thing, as it is recorded: a newer program may know things that this one does not.
    pub target: String,
    /// Its field.
    pub field: String,
    /// The value before.
    pub was: Option<Value>,
    /// The value after.
    pub to: Option<Value>,
    /// The number of the document that was recorded with it.
    pub document: Option<String>,
    /// The line that this one took back.
    pub undoes: Option<String>,
    /// What has become of it.
    pub fate: Fate,
}

impl Entry {
    /// The thing, if this program understands its name.
    #[must_use]
    pub fn entity(&self) -> Option<Entity> {
        self.target.parse().ok()
    }

    /// Whether this is the same change.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        (&self.line, &self.target, &self.field) == (&other.line, &other.target, &other.field)
    }
}

/// What has become of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its value is the one that the field has.
    Live,
    /// Its value stands, and another one stands against it.
    Contested,
    /// It was taken back.
    Voided(Ending),
    /// Somebody has changed the field since.
    Overwritten(Ending),
}

impl Fate {
    /// Whether its value stands, be it beside another one.
    #[must_use]
    pub const fn stands(&self) -> bool {
        matches!(self, Self::Live | Self::Contested)
    }

    /// The stable name, used in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Live | Self::Contested => "live",
            Self::Voided(_) => "voided",
            Self::Overwritten(_) => "overwritten",
        }
    }

    /// Who ended it, if it was ended.
    #[must_use]
    pub const fn ending(&self) -> Option<&Ending> {
        match self {
            Self::Live | Self::Contested => None,
            Self::Voided(ending) | Self::Overwritten(ending) => Some(ending),
        }
    }
}

/// Who took a change back or overwrote it, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The person, as claimed.
    pub by: String,
    /// The moment.
    pub stamp: Stamp,
    /// The same moment on the clock of whoever looks.
    pub at: DateTime,
}

/// What a history is about; a part that is not given is everything.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Scope {
    /// Of this ministry and its platforms.
    pub ministry: Option<Id>,
    /// Of this platform and its milestones.
    pub platform: Option<Id>,
    /// Of this kind of milestone.
    pub kind: Option<Id>,
}

impl Scope {
    /// What belongs to one thing: a platform's history is also that of its milestones, a ministry's that of its platforms.
    #[must_use]
    pub fn of(entity: &Entity) -> Self {
        let mut scope = Self::default();
        match entity {
            Entity::Programme => {}
            Entity::Kind(kind) => scope.kind = Some(kind.clone()),
            Entity::Ministry(ministry) => scope.ministry = Some(ministry.clone()),
            Entity::Platform(platform) => scope.platform = Some(platform.clone()),
            Entity::Milestone(id) => {
                scope.platform = Some(id.platform.clone());
                scope.kind = Some(id.kind.clone());
            }
        }
        scope
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a thing belongs to it.
    #[must_use]
    pub fn holds(&self, entity: &Entity, programme: &Programme) -> bool {
        let is = |wanted: &Option<Id>, id: Option<&Id>| {
            wanted.as_ref().is_none_or(|wanted| Some(wanted) == id)
        };
        let (platform, kind) = match entity {
            Entity::Milestone(id) => (Some(&id.platform), Some(&id.kind)),
            Entity::Platform(id) => (Some(id), None),
            Entity::Kind(id) => (None, Some(id)),
            Entity::Programme | Entity::Ministry(_) => (None, None),
        };
        let owner = match entity {
            Entity::Ministry(id) => Some(id),
            _ => platform
                .and_then(|id| programme.platform(id))
                .and_then(|platform| platform.ministry.as_ref()),
        };
        is(&self.platform, platform) && is(&self.kind, kind) && is(&self.ministry, owner)
    }
}

/// The newest changes that were wanted.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct History {
    /// The changes, newest first.
    pub entries: Vec<Entry>,
    /// Whether there are older ones, beyond the limit.
    pub is_cut: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue;

    #[test]
    fn a_scope_holds_what_belongs_to_it() {
        let mut programme = Programme::default();
        let list = catalogue::parse(catalogue::EMBEDDED).unwrap();
        let assignments = list.iter().flat_map(|(entity, fields)| {
            let added = (crate::domain::change::ADDED.to_owned(), Value::Bool(true));
            let fields = fields
                .clone()
                .into_iter()
                .chain([added])
                .collect::<Vec<_>>();
            fields
                .into_iter()
                .map(|(field, value)| crate::domain::Assignment {
                    entity: entity.clone(),
                    field,
                    value: Some(value),
                    touch: None,
                })
        });
        programme.apply(&assignments.collect::<Vec<_>>());
        let holds = |scope: &str, thing: &str| {
            Scope::of(&scope.parse().unwrap()).holds(&thing.parse().unwrap(), &programme)
        };
        for (scope, thing, is) in [
            ("programme", "ndxp/plan", true),
            ("ndxp", "ndxp/plan", true),
            ("ndxp", "ndxp", true),
            ("ndxp", "ndc-cloud/plan", false),
            ("ndxp/plan", "ndxp/plan", true),
            ("ndxp/plan", "ndxp", false),
            ("ndxp/plan", "ndxp/needs", false),
            ("kind:plan", "ndxp/plan", true),
            ("kind:plan", "kind:plan", true),
            ("ministry:finance", "ministry:finance", true),
            ("ministry:finance", "digital-customs/plan", true),
            ("ministry:finance", "ndxp/plan", false),
            ("ministry:finance", "ministry:health", false),
        ] {
            assert_eq!(holds(scope, thing), is, "{scope} {thing}");
        }
    }
}
