//! A platform as recorded: its names, its owner now and before, its milestones.

use std::collections::BTreeMap;

use super::change::{Presence, TOUCHED, Touch};
use super::field::Owner;
use super::fields::Values;
use super::id::Id;
use super::lang::Names;
use super::milestone::{Milestone, Note};
use super::owners::{self, FormerOwner, Transfer};
use super::programme::{lines, set_names};
use super::rank::Rank;
use super::value::Value;

/// A shared digital platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Platform {
    /// Its code.
    pub id: Id,
    /// Its name.
    pub name: Names,
    /// How sure the name is: `listed`, `attested`, `translated`, `doubtful` or `unknown`.
    pub name_status: Option<String>,
    /// Other names to find it by.
    pub aliases: Vec<String>,
    /// The ministry that owns it.
    pub ministry: Option<Id>,
    /// Weight in the progress of its ministry and of the programme; 1 unless set.
    pub weight: u32,
    /// Place in the list.
    pub order: Rank,
    /// Remarks, oldest first by key, such as `note.…`.
    pub notes: BTreeMap<String, Note>,
    /// Its last change, not counting its milestones.
    pub touch: Option<Touch>,
    /// The values of its fields, those without a rule of their own among them: the focal point, obstacle, proposal.
    pub values: Values,
    /// How it came to its ministry, by key.
    pub(super) moves: BTreeMap<String, Transfer>,
    pub(super) milestones: Vec<Milestone>,
    presence: Presence,
}

impl Platform {
    pub(super) fn new(id: Id) -> Self {
        Self {
            id,
            name: Names::default(),
            name_status: None,
            aliases: Vec::new(),
            ministry: None,
            weight: 1,
            order: Rank::LAST,
            notes: BTreeMap::new(),
            touch: None,
            values: Values::default(),
            moves: BTreeMap::new(),
            milestones: Vec::new(),
            presence: Presence::default(),
        }
    }

    pub(super) fn is_shown(&self) -> bool {
        self.presence.is_shown()
    }

    pub(super) fn is_archived(&self) -> bool {
        self.presence.is_archived()
    }

    /// The ministries that owned it before, the first one first.
    #[must_use]
    pub fn former_owners(&self) -> Vec<FormerOwner<'_>> {
        owners::former(&self.moves)
    }

    /// Its milestones, in the order of their kinds.
    pub fn milestones(&self) -> impl Iterator<Item = &Milestone> {
        self.milestones
            .iter()
            .filter(|milestone| milestone.is_shown())
    }

    /// Its milestone of this kind, shown or not.
    #[must_use]
    pub fn milestone(&self, kind: &Id) -> Option<&Milestone> {
        self.milestones
            .iter()
            .find(|milestone| milestone.kind == *kind)
    }

    pub(super) fn milestone_slot(&mut self, kind: &Id) -> &mut Milestone {
        let index = self
            .milestones
            .iter()
            .position(|milestone| milestone.kind == *kind);
        let index = index.unwrap_or_else(|| {
            self.milestones.push(Milestone::new(kind.clone()));
            self.milestones.len() - 1
        });
        &mut self.milestones[index]
    }

    pub(super) fn set(&mut self, field: &str, value: Option<&Value>, touch: Option<&Touch>) {
        self.values.set(Owner::Platform, field, value);
        let is_name = set_names(&mut self.name, "name", field, value);
        let text = || value.map(ToString::to_string);
        match field {
            _ if is_name || self.presence.set(field, value) => {}
            "name_status" => self.name_status = text(),
            "aliases" => self.aliases = lines(value),
            "ministry" => {
                self.ministry = value
                    .and_then(Value::as_text)
                    .and_then(|id| id.parse().ok());
            }
            "weight" => self.weight = value.and_then(Value::as_u32).unwrap_or(1),
            "order" => self.order = Rank::of(value),
            TOUCHED => self.touch = touch.cloned(),
            _ => self.set_keyed(field, value, touch),
        }
    }

    fn set_keyed(&mut self, field: &str, value: Option<&Value>, touch: Option<&Touch>) {
        match field.split_once('.') {
            Some(("note", key)) => {
                self.notes.remove(key);
                if let Some(Value::Text(text)) = value {
                    let note = Note {
                        text: text.clone(),
                        touch: touch.cloned(),
                    };
                    self.notes.insert(key.to_owned(), note);
                }
            }
            Some(("move", rest)) => {
                if let Some((key, part)) = rest.rsplit_once('.') {
                    let transfer = self.moves.entry(key.to_owned()).or_default();
                    transfer.set(part, value);
                }
            }
            _ => {}
        }
    }
}
