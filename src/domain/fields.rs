//! The table of fields. Forms, `tiendo set`, history texts, filters and JSON follow from it: a new field is a new row.

use super::field::{Field, FieldType, Owner};
use super::milestone::State;
use super::value::Value;

const fn row(owner: Owner, name: &'static str, kind: FieldType, label: [&'static str; 3]) -> Field {
    Field {
        name,
        owner,
        kind,
        label,
    }
}

const STATES: FieldType = FieldType::Choice(&State::CODES);
const NAME_STATUSES: FieldType =
    FieldType::Choice(&["listed", "attested", "translated", "doubtful", "unknown"]);
const WEIGHT: FieldType = FieldType::Number(0, 1_000);

/// Every field that can be set by name, in the order in which forms list them.
#[rustfmt::skip]
pub const FIELDS: &[Field] = {
    use FieldType::{Date, Email, Number, Phone, Text};
    use Owner::{Kind, Milestone, Ministry, Platform};
    &[
        row(Milestone, "forecast", Date, ["Dự kiến", "Prévision", "Forecast"]),
        row(Milestone, "baseline", Date, ["Thời hạn", "Échéance", "Baseline"]),
        row(Milestone, "baseline_document", Text, ["Văn bản giao hạn", "Document fixant l'échéance", "Baseline document"]),
        row(Milestone, "actual", Date, ["Hoàn thành", "Achevé le", "Done on"]),
        row(Milestone, "started", Date, ["Bắt đầu", "Commencé le", "Started on"]),
        row(Milestone, "progress", Number(0, 1_000_000), ["Số lượng đạt", "Nombre atteint", "Number reached"]),
        row(Milestone, "target", Number(1, 1_000_000), ["Số lượng phải đạt", "Nombre à atteindre", "Number to reach"]),
        row(Milestone, "weight", WEIGHT, ["Trọng số", "Poids", "Weight"]),
        row(Milestone, "state", STATES, ["Tình trạng", "État", "State"]),
        row(Milestone, "reason", Text, ["Lý do", "Motif", "Reason"]),
        row(Milestone, "state_document", Text, ["Văn bản tạm dừng", "Document de suspension", "Hold document"]),
        row(Milestone, "obstacle", Text, ["Khó khăn, vướng mắc", "Difficulté", "Obstacle"]),
        row(Milestone, "proposal", Text, ["Đề xuất, kiến nghị", "Proposition", "Proposal"]),
        row(Platform, "name_vi", Text, ["Tên tiếng Việt", "Nom vietnamien", "Vietnamese name"]),
        row(Platform, "name_fr", Text, ["Tên tiếng Pháp", "Nom français", "French name"]),
        row(Platform, "name_en", Text, ["Tên tiếng Anh", "Nom anglais", "English name"]),
        row(Platform, "name_status", NAME_STATUSES, ["Độ tin cậy của tên", "Fiabilité du nom", "Status of the name"]),
        row(Platform, "name_source", Text, ["Nguồn của tên", "Source du nom", "Source of the name"]),
        row(Platform, "remark", Text, ["Ghi chú về tên", "Remarque sur le nom", "Remark on the name"]),
        row(Platform, "weight", WEIGHT, ["Trọng số", "Poids", "Weight"]),
        row(Platform, "focal_name", Text, ["Đầu mối", "Point focal", "Focal point"]),
        row(Platform, "focal_phone", Phone, ["Điện thoại", "Téléphone", "Telephone"]),
        row(Platform, "focal_email", Email, ["Thư điện tử", "Courriel", "E-mail"]),
        row(Platform, "obstacle", Text, ["Khó khăn, vướng mắc", "Difficulté", "Obstacle"]),
        row(Platform, "proposal", Text, ["Đề xuất, kiến nghị", "Proposition", "Proposal"]),
        row(Ministry, "name_vi", Text, ["Tên tiếng Việt", "Nom vietnamien", "Vietnamese name"]),
        row(Ministry, "name_fr", Text, ["Tên tiếng Pháp", "Nom français", "French name"]),
        row(Ministry, "name_en", Text, ["Tên tiếng Anh", "Nom anglais", "English name"]),
        row(Ministry, "abbreviation_vi", Text, ["Viết tắt tiếng Việt", "Abréviation vietnamienne", "Vietnamese abbreviation"]),
        row(Ministry, "abbreviation_en", Text, ["Viết tắt tiếng Anh", "Abréviation anglaise", "English abbreviation"]),
        row(Ministry, "remark", Text, ["Ghi chú về tên", "Remarque sur le nom", "Remark on the name"]),
        row(Ministry, "focal_name", Text, ["Đầu mối", "Point focal", "Focal point"]),
        row(Ministry, "focal_phone", Phone, ["Điện thoại", "Téléphone", "Telephone"]),
        row(Ministry, "focal_email", Email, ["Thư điện tử", "Courriel", "E-mail"]),
        row(Kind, "short_vi", Text, ["Tên ngắn tiếng Việt", "Nom court vietnamien", "Vietnamese short name"]),
        row(Kind, "short_fr", Text, ["Tên ngắn tiếng Pháp", "Nom court français", "French short name"]),
        row(Kind, "short_en", Text, ["Tên ngắn tiếng Anh", "Nom court anglais", "English short name"]),
        row(Kind, "name_vi", Text, ["Tên tiếng Việt", "Nom vietnamien", "Vietnamese name"]),
        row(Kind, "name_fr", Text, ["Tên tiếng Pháp", "Nom français", "French name"]),
        row(Kind, "name_en", Text, ["Tên tiếng Anh", "Nom anglais", "English name"]),
        row(Kind, "weight", WEIGHT, ["Trọng số", "Poids", "Weight"]),
    ]
};

/// What is recorded of the list itself, and changed by operations of its own: when and why something was put away, who
/// owns a platform, in which order things stand.
#[rustfmt::skip]
pub const LISTING: &[Field] = {
    use FieldType::{Code, Date, Place, Text};
    use Owner::Platform;
    &[
        row(Platform, "archived", Date, ["Ngày lưu trữ", "Archivé le", "Archived on"]),
        row(Platform, "archive_reason", Text, ["Lý do lưu trữ", "Motif de l'archivage", "Reason for archiving"]),
        row(Platform, "archive_document", Text, ["Văn bản lưu trữ", "Document d'archivage", "Archiving document"]),
        row(Platform, "ministry", Code, ["Cơ quan chủ quản", "Organisme responsable", "Owner"]),
        row(Platform, "order", Place, ["Thứ tự", "Ordre", "Order"]),
    ]
};

/// What a move to another ministry asks for besides it.
#[rustfmt::skip]
pub const MOVE: [Field; 2] = [
    row(Owner::Platform, "moved_on", FieldType::Date, ["Ngày chuyển", "Transféré le", "Moved on"]),
    row(Owner::Platform, "move_document", FieldType::Text, ["Văn bản chuyển", "Document du transfert", "Document of the move"]),
];

/// What a new thing asks for besides the fields of its kind.
#[rustfmt::skip]
pub const NEW: [Field; 2] = [
    row(Owner::Platform, "code", FieldType::Code, ["Mã", "Code", "Code"]),
    row(Owner::Kind, "target", FieldType::Number(1, 1_000_000), ["Số lượng phải đạt", "Nombre à atteindre", "Number to reach"]),
];

/// What is recorded of a document that proves a milestone, its number first.
#[rustfmt::skip]
pub const DOCUMENT: [Field; 4] = [
    row(Owner::Milestone, "number", FieldType::Text, ["Số văn bản", "Numéro", "Number"]),
    row(Owner::Milestone, "date", FieldType::Date, ["Ngày ký", "Signé le", "Signed on"]),
    row(Owner::Milestone, "title", FieldType::Text, ["Trích yếu", "Objet", "Title"]),
    row(Owner::Milestone, "link", FieldType::Text, ["Đường dẫn, tên tệp", "Lien ou fichier", "Link or file"]),
];

/// A remark on anything.
pub const NOTE: Field = row(
    Owner::Milestone,
    "note",
    FieldType::Text,
    ["Ghi chú", "Note", "Note"],
);

/// The values that the fields of one thing have, of those in the table.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Values(Vec<(&'static str, Value)>);

impl Values {
    /// The value of a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(name, _)| *name == field);
        found.map(|(_, value)| value)
    }

    /// The value of a text field.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field).and_then(Value::as_text)
    }

    /// Puts a value, when the table has the field.
    pub(super) fn set(&mut self, owner: Owner, field: &str, value: Option<&Value>) {
        let Some(row) = Field::recorded(owner, field) else {
            return;
        };
        // In the order of their names, so that equal values are equal whatever came first.
        match (
            self.0.binary_search_by_key(&row.name, |(name, _)| name),
            value,
        ) {
            (Ok(place), Some(value)) => self.0[place].1 = value.clone(),
            (Ok(place), None) => {
                self.0.remove(place);
            }
            (Err(place), Some(value)) => self.0.insert(place, (row.name, value.clone())),
            (Err(_), None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_owner_has_two_fields_of_one_name_and_all_are_labelled() {
        let mut seen = HashSet::new();
        for field in FIELDS.iter().chain(LISTING).chain(&MOVE).chain(&NEW) {
            assert!(
                seen.insert((field.owner as u8, field.name)),
                "{}",
                field.name
            );
            assert!(field.label.iter().all(|label| !label.is_empty()));
        }
    }

    #[test]
    fn values_are_the_same_whatever_came_first() {
        let (mut a, mut b) = (Values::default(), Values::default());
        let (one, two) = (Value::from("1"), Value::from("2"));
        a.set(Owner::Milestone, "reason", Some(&one));
        a.set(Owner::Milestone, "obstacle", Some(&two));
        b.set(Owner::Milestone, "obstacle", Some(&one));
        b.set(Owner::Milestone, "unheard_of", Some(&one));
        b.set(Owner::Milestone, "reason", Some(&one));
        b.set(Owner::Milestone, "obstacle", Some(&two));
        assert_eq!(a, b);
        b.set(Owner::Milestone, "reason", None);
        assert_eq!((b.get("reason"), b.text("obstacle")), (None, Some("2")));
    }
}
