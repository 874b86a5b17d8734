//! The forms for what is new in the list, for a move to another ministry, and for archiving: their fields, and what they ask for.

use super::form::{Form, Purpose, Row};
use crate::domain::field::Owner;
use crate::domain::{Entity, Id, Operation};
use crate::search::fold;

/// The names of the fields that a new thing asks for.
pub(super) const fn names(what: Owner) -> &'static [&'static str] {
    match what {
        Owner::Ministry => &["name_vi", "name_fr", "name_en", "abbreviation_vi", "code"],
        Owner::Platform => &["name_vi", "name_fr", "name_en", "ministry", "code"],
        Owner::Kind => &[
            "short_vi", "name_vi", "short_fr", "short_en", "weight", "target", "code",
        ],
        Owner::Milestone => &["name_vi", "target", "code"],
    }
}

/// The names of the fields that a move asks for.
pub(super) const MOVE: [&str; 3] = ["ministry", "moved_on", "move_document"];

/// The names of the fields that archiving asks for.
pub(super) const ARCHIVE: [&str; 3] = ["archive_reason", "archive_document", "archived"];

/// What a form of these asks for.
pub(super) fn operation(form: &Form) -> Option<Operation> {
    let given = |row: &&Row| !row.text().is_empty();
    let fields = form.rows.iter().filter(given);
    let fields = fields.map(|row| (row.field.name.to_owned(), row.text().to_owned()));
    let platforms = form.targets.iter().filter_map(|target| match target {
        Entity::Platform(id) => Some(id.clone()),
        _ => None,
    });
    match form.purpose {
        Purpose::Move => Some(Operation::Move {
            platforms: platforms.collect(),
            fields: fields.collect(),
        }),
        Purpose::Archive => Some(Operation::Archive {
            targets: form.targets.clone(),
            fields: fields.collect(),
        }),
        Purpose::Add(what) => Some(Operation::Add {
            what,
            code: code(form),
            platforms: platforms.collect(),
            fields: fields.filter(|(name, _)| name != "code").collect(),
        }),
        _ => None,
    }
}

/// The code that is typed, else the one that follows from the name: `Y tế số` gives `y-te-so`.
#[must_use]
pub fn code(form: &Form) -> String {
    let text = |name: &str| {
        let row = form.rows.iter().find(|row| row.field.name == name);
        row.map_or("", Row::text)
    };
    let typed = text("code");
    if !typed.is_empty() {
        return typed.to_owned();
    }
    let names = ["name_en", "short_en", "short_vi", "name_vi"].map(text);
    let name = names.into_iter().find(|name| !name.is_empty());
    let folded = fold(name.unwrap_or_default()).text;
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut code = words.join("-");
    code.truncate(Id::MAX_LEN);
    code
}
