//! Changes: one field of one thing, from a value to a value.

use jiff::Timestamp;

use super::id::Entity;
use super::value::Value;

/// One field of one thing: from, to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is changed.
    pub entity: Entity,
    /// Which field of it, by its recorded name (`actual`, `note.…`).
    pub field: String,
    /// The value before, for people; `None` is nothing.
    pub was: Option<Value>,
    /// The value after.
    pub to: Option<Value>,
}

/// Who changed something last, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The moment of the change.
    pub at: Timestamp,
    /// The person, as the line claims.
    pub by: String,
}

/// The value that a field has now: the answer of the set of lines, to be put into a [`super::Programme`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// What it is about.
    pub entity: Entity,
    /// The field's recorded name, [`ADDED`] or [`TOUCHED`].
    pub field: String,
    /// The value; `None` is nothing.
    pub value: Option<Value>,
    /// Who gave it this value; `None` when it is nobody's or the catalogue's.
    pub touch: Option<Touch>,
}

/// The name of the field that says that an entity exists.
pub const ADDED: &str = "added";

/// The name of the field that says that an entity is put away; nothing is ever deleted.
pub const ARCHIVED: &str = "archived";

/// The name of the field that carries the last change of an entity, whatever it changed.
pub const TOUCHED: &str = "touched";

/// Whether an entity is in the list: it was added, and not put away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Presence {
    added: bool,
    archived: bool,
}

impl Presence {
    pub(super) const fn is_shown(self) -> bool {
        self.added && !self.archived
    }

    pub(super) fn decides(field: &str) -> bool {
        matches!(field, ADDED | ARCHIVED)
    }

    pub(super) const fn is_archived(self) -> bool {
        self.added && self.archived
    }

    /// Puts `value` when `field` is one of the two; says whether it was. What is put away has the day of it as its value.
    pub(super) fn set(&mut self, field: &str, value: Option<&Value>) -> bool {
        match field {
            ADDED => self.added = value == Some(&Value::Bool(true)),
            ARCHIVED => self.archived = value.is_some_and(|value| *value != Value::Bool(false)),
            _ => return false,
        }
        true
    }
}
