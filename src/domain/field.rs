//! The table of fields: what can be set on a thing, of which type. Parsing, history texts and `tiendo set` follow from it.

use jiff::civil::Date;

use super::id::Entity;
use super::lang::Lang;
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
}

impl Owner {
    /// The owner of an entity's fields, if they can be set at all.
    #[must_use]
    pub const fn of(entity: &Entity) -> Option<Self> {
        match entity {
            Entity::Ministry(_) => Some(Self::Ministry),
            Entity::Platform(_) => Some(Self::Platform),
            Entity::Milestone(_) => Some(Self::Milestone),
            Entity::Programme | Entity::Kind(_) => None,
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
    /// A whole number from 0 to this.
    Number(u32),
    /// One of these codes.
    Choice(&'static [&'static str]),
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

const fn row(owner: Owner, name: &'static str, kind: FieldType, label: [&'static str; 3]) -> Field {
    Field {
        name,
        owner,
        kind,
        label,
    }
}

const STATES: FieldType = FieldType::Choice(&super::milestone::State::CODES);
const NAME_STATUSES: FieldType =
    FieldType::Choice(&["listed", "attested", "translated", "doubtful", "unknown"]);

/// Every field that can be set by name.
#[rustfmt::skip]
pub const FIELDS: &[Field] = {
    use FieldType::{Date, Number, Text};
    use Owner::{Milestone, Ministry, Platform};
    &[
        row(Milestone, "baseline", Date, ["Thời hạn", "Échéance", "Baseline"]),
        row(Milestone, "baseline_document", Text, ["Văn bản giao hạn", "Document fixant l'échéance", "Baseline document"]),
        row(Milestone, "forecast", Date, ["Dự kiến", "Prévision", "Forecast"]),
        row(Milestone, "actual", Date, ["Hoàn thành", "Achevé le", "Done on"]),
        row(Milestone, "started", Date, ["Bắt đầu", "Commencé le", "Started on"]),
        row(Milestone, "progress", Number(1_000_000), ["Số lượng đạt", "Nombre atteint", "Number reached"]),
        row(Milestone, "state", STATES, ["Tình trạng", "État", "State"]),
        row(Milestone, "reason", Text, ["Lý do", "Motif", "Reason"]),
        row(Platform, "name_vi", Text, ["Tên tiếng Việt", "Nom vietnamien", "Vietnamese name"]),
        row(Platform, "name_fr", Text, ["Tên tiếng Pháp", "Nom français", "French name"]),
        row(Platform, "name_en", Text, ["Tên tiếng Anh", "Nom anglais", "English name"]),
        row(Platform, "name_status", NAME_STATUSES, ["Độ tin cậy của tên", "Fiabilité du nom", "Status of the name"]),
        row(Platform, "weight", Number(1_000), ["Trọng số", "Poids", "Weight"]),
        row(Platform, "remark", Text, ["Ghi chú về tên", "Remarque sur le nom", "Remark on the name"]),
        row(Ministry, "name_vi", Text, ["Tên tiếng Việt", "Nom vietnamien", "Vietnamese name"]),
        row(Ministry, "name_fr", Text, ["Tên tiếng Pháp", "Nom français", "French name"]),
        row(Ministry, "name_en", Text, ["Tên tiếng Anh", "Nom anglais", "English name"]),
        row(Ministry, "remark", Text, ["Ghi chú về tên", "Remarque sur le nom", "Remark on the name"]),
    ]
};

/// Why a text is no value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadValue {
    /// Not a date, or none that can be.
    Date(BadDate),
    /// Not a whole number from 0 to this.
    Number(u32),
    /// Not one of these.
    Choice(&'static [&'static str]),
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
            FieldType::Date => when::parse(text, base, today)
                .map(Value::from)
                .map_err(BadValue::Date),
            FieldType::Text if text.len() > Value::MAX_TEXT => Err(BadValue::TooLong),
            FieldType::Text => Ok(Value::from(text)),
            FieldType::Number(max) => {
                let number = text.parse::<u32>().ok().filter(|number| *number <= max);
                number.map(Value::from).ok_or(BadValue::Number(max))
            }
            FieldType::Choice(codes) => codes
                .iter()
                .find(|code| **code == text)
                .map(|code| Value::from(*code))
                .ok_or(BadValue::Choice(codes)),
        }
        .map(Some)
    }
}

/// The label of a recorded field in `lang`; the recorded name where the table has none.
#[must_use]
pub fn label(entity: &Entity, field: &str, lang: Lang) -> String {
    let row = Owner::of(entity).and_then(|owner| Field::find(owner, field));
    let labels = row
        .map(|row| row.label)
        .or_else(|| match field.split('.').next() {
            Some("note") => Some(["Ghi chú", "Note", "Note"]),
            Some("evidence") => Some(["Văn bản", "Document", "Document"]),
            Some("original_baseline") => {
                Some(["Thời hạn ban đầu", "Échéance initiale", "Original baseline"])
            }
            _ => None,
        });
    labels.map_or_else(|| field.to_owned(), |labels| lang.pick(labels).to_owned())
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
        assert_eq!(parse("progress", "-1"), Err(BadValue::Number(1_000_000)));
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
    }
}
