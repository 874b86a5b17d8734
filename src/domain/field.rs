//! What a field is: its owner, its type, how typed text becomes its value. The fields themselves are in
//! [`super::fields`].

use jiff::civil::Date;

use super::fields::{DOCUMENT, FIELDS, LISTING, MOVE, NEW};
use super::id::{Entity, Id};
use super::lang::Lang;
use super::rank::Rank;
use super::value::Value;
use super::when::{self, BadDate};

/// What kind of thing a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A ministry.
    Ministry,
    /// A platform.
    Platform,
    /// A milestone.
    Milestone,
    /// A kind of milestone, owed for every platform.
    Kind,
}

impl Owner {
    /// The owner of an entity's fields, if they can be set at all.
    #[must_use]
    pub const fn of(entity: &Entity) -> Option<Self> {
        match entity {
            Entity::Ministry(_) => Some(Self::Ministry),
            Entity::Platform(_) => Some(Self::Platform),
            Entity::Milestone(_) => Some(Self::Milestone),
            Entity::Kind(_) => Some(Self::Kind),
            Entity::Programme => None,
        }
    }
}

/// The type of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A date, recorded as `YYYY-MM-DD`.
    Date,
    /// One line of text.
    Text,
    /// An address for electronic mail.
    Email,
    /// A telephone number.
    Phone,
    /// A whole number between these, both included.
    Number(u32, u32),
    /// One of these codes.
    Choice(&'static [&'static str]),
    /// The code of a thing.
    Code,
    /// A place among its like, see [`Rank`].
    Place,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The recorded name, used on the command line and in JSON.
    pub name: &'static str,
    /// What it belongs to.
    pub owner: Owner,
    /// Its type.
    pub kind: FieldType,
    /// Its label in Vietnamese, French and English.
    pub label: [&'static str; 3],
}

/// Why a text is no value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadValue {
    /// Not a date, or none that can be.
    Date(BadDate),
    /// Not an address for electronic mail.
    Email,
    /// Not a telephone number.
    Phone,
    /// Not a whole number between these.
    Number(u32, u32),
    /// Not one of these.
    Choice(&'static [&'static str]),
    /// Not a code.
    Code,
    /// Not a place in an order.
    Place,
    /// Longer than a recorded text may be.
    TooLong,
    /// Understood, but not as it has to be recorded.
    Form(String),
}

impl Field {
    /// The field of this name on this kind of thing.
    #[must_use]
    pub fn find(owner: Owner, name: &str) -> Option<&'static Self> {
        FIELDS
            .iter()
            .find(|field| field.owner == owner && field.name == name)
    }

    /// The field of this name on this kind of thing, of those that can be set and those of the list itself.
    #[must_use]
    pub fn recorded(owner: Owner, name: &str) -> Option<&'static Self> {
        let of_list = || LISTING.iter().find(|field| field.name == name);
        let is_own = |field: &&Self| field.kind != FieldType::Code || owner == Owner::Platform;
        Self::find(owner, name).or_else(|| of_list().filter(is_own))
    }

    /// The field of this name that is asked for when a thing is added or moved.
    #[must_use]
    pub fn asked(owner: Owner, name: &str) -> Option<&'static Self> {
        let more = || MOVE.iter().chain(&NEW).find(|field| field.name == name);
        Self::recorded(owner, name).or_else(more)
    }

    /// The fields of a kind of thing.
    pub fn of(owner: Owner) -> impl Iterator<Item = &'static Self> {
        FIELDS.iter().filter(move |field| field.owner == owner)
    }

    /// Reads what a person typed; nothing typed clears the field. `+2w` counts from `base`, the present date of the field,
    /// or from today.
    ///
    /// # Errors
    /// Says what would have been right.
    pub fn parse(
        &self,
        text: &str,
        base: Option<Date>,
        today: Date,
    ) -> Result<Option<Value>, BadValue> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match self.kind {
            _ if text.len() > Value::MAX_TEXT => Err(BadValue::TooLong),
            FieldType::Date => when::parse(text, base, today)
                .map(Value::from)
                .map_err(BadValue::Date),
            FieldType::Text => Ok(Value::from(text)),
            FieldType::Email => checked(text, is_email).ok_or(BadValue::Email),
            FieldType::Phone => checked(text, is_phone).ok_or(BadValue::Phone),
            FieldType::Number(min, max) => {
                // `+3` looks like three more, and would be three.
                let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
                let number = text.parse().ok().filter(|n| (min..=max).contains(n));
                let number = number.filter(|_| is_plain);
                number.map(Value::from).ok_or(BadValue::Number(min, max))
            }
            FieldType::Choice(codes) => codes
                .iter()
                .find(|code| **code == text)
                .map(|code| Value::from(*code))
                .ok_or(BadValue::Choice(codes)),
            FieldType::Code => {
                checked(text, |text| text.parse::<Id>().is_ok()).ok_or(BadValue::Code)
            }
            FieldType::Place => match text.parse::<Rank>() {
                Ok(place) => Ok(place.value()),
                Err(()) => Err(BadValue::Place),
            },
        }
        .map(Some)
    }
}

fn checked(text: &str, is_right: impl Fn(&str) -> bool) -> Option<Value> {
    is_right(text).then(|| Value::from(text))
}

/// Enough to catch a slip: whether it reaches anybody only a letter can tell.
fn is_email(text: &str) -> bool {
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    let parts = text.split_once('@');
    plain
        && parts.is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.split('.').count() > 1
                && host.split('.').all(|part| !part.is_empty())
        })
}

/// Six digits or more, with what people put between them.
fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (6..=20).contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || " +-.()/".contains(c))
}

/// The label of a recorded field in `lang`; the recorded name where the table has none.
#[must_use]
pub fn label(entity: &Entity, field: &str, lang: Lang) -> String {
    let row = Owner::of(entity).and_then(|owner| Field::asked(owner, field));
    let labels = row
        .map(|row| row.label)
        .or_else(|| match field.split('.').next() {
            Some("note") => Some(["Ghi chú", "Note", "Note"]),
            Some("evidence") => Some(["Văn bản", "Document", "Document"]),
            Some("move") => Some(match field.rsplit('.').next() {
                Some("on") => MOVE[0].label,
                Some("document") => MOVE[1].label,
                _ => [
                    "Cơ quan chủ quản trước",
                    "Propriétaire précédent",
                    "Former owner",
                ],
            }),
            Some("original_baseline") => {
                Some(["Thời hạn ban đầu", "Échéance initiale", "Original baseline"])
            }
            Some("added") => Some(["Đưa vào danh mục", "Mis sur la liste", "Added to the list"]),
            _ => None,
        });
    let label = labels.map_or_else(|| field.to_owned(), |labels| lang.pick(labels).to_owned());
    match part_of_document(field) {
        Some(part) => format!("{label}, {}", lang.pick(part.label).to_lowercase()),
        None => label,
    }
}

/// What of a document a recorded field says; nothing for its number, which stands for it.
fn part_of_document(field: &str) -> Option<&'static Field> {
    let (_, part) = field.strip_prefix("evidence.")?.rsplit_once('.')?;
    DOCUMENT
        .iter()
        .find(|row| row.name == part && part != "number")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_type_takes_its_own_and_refuses_the_rest() {
        let parse = |name, text: &str| {
            let field = Field::find(Owner::Milestone, name).unwrap();
            field.parse(text, Some(date(2026, 12, 1)), date(2026, 11, 23))
        };
        assert_eq!(parse("progress", "12"), Ok(Some(Value::Integer(12))));
        for signed in ["-1", "+3"] {
            assert_eq!(
                parse("progress", signed),
                Err(BadValue::Number(0, 1_000_000))
            );
        }
        assert_eq!(parse("state", "on_hold"), Ok(Some(Value::from("on_hold"))));
        assert!(matches!(parse("state", "later"), Err(BadValue::Choice(_))));
        assert_eq!(parse("forecast", ""), Ok(None));
        assert_eq!(
            parse("forecast", "+2w"),
            Ok(Some(Value::from("2026-12-15")))
        );
        assert!(matches!(
            parse("forecast", "31/4/2026"),
            Err(BadValue::Date(BadDate::NoSuchDay { last: 30, .. }))
        ));
        assert_eq!(parse("reason", &"x".repeat(5000)), Err(BadValue::TooLong));
        assert_eq!(
            parse("target", "0"),
            Err(BadValue::Number(1, 1_000_000)),
            "what is counted up to nothing cannot be counted"
        );
    }

    #[test]
    fn addresses_and_numbers_that_cannot_reach_anybody_are_refused() {
        let parse = |name, text: &str| {
            let field = Field::find(Owner::Ministry, name).unwrap();
            field.parse(text, None, date(2026, 11, 23)).is_ok()
        };
        for (email, is_right) in [
            ("binh@moh.gov.vn", true),
            ("binh", false),
            ("binh@moh", false),
            ("@moh.gov.vn", false),
            ("a@b@c.vn", false),
            ("binh tran@moh.gov.vn", false),
            ("binh@moh..vn", false),
        ] {
            assert_eq!(parse("focal_email", email), is_right, "{email}");
        }
        for (phone, is_right) in [
            ("024 3943 6163", true),
            ("+84 (24) 3943.6163", true),
            ("12345", false),
            ("call me", false),
        ] {
            assert_eq!(parse("focal_phone", phone), is_right, "{phone}");
        }
    }
}
