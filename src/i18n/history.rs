//! The texts of the history, the same on the board and on the command line.

use super::{en, fr};
use crate::domain::field::{Field, FieldType, Owner};
use crate::domain::history::{Entry, Fate};
use crate::domain::{Lang, Programme, Value, clean, field};
use crate::filter::changes::{ASPECTS, Aspect, BadChangeTerm, field_names};

texts! {
    history_title: "Lịch sử", "Historique", "History";
    history_of_everything: "toàn chương trình", "tout le programme", "everything";
    history_filter: "lọc", "filtrer", "filter";
    history_reading: "Đang đọc…", "Lecture…", "Reading…";
    history_none: "Chưa có thay đổi nào ở đây.", "Aucun changement ici.", "No change here yet.";
    history_none_fit: "Không có thay đổi nào khớp.", "Aucun changement ne correspond.", "No change matches.";
    number_of_changes(n: usize, shown: &str):
        format!("{shown} thay đổi"),
        format!("{shown} {}", fr(n, "changement", "changements")),
        format!("{shown} {}", en(n, "change", "changes"));
    no_longer_there: "Mục này không còn trong danh mục.", "Cet élément n'est plus sur la liste.", "This is no longer on the list.";
    document_with_it(number: &str): format!("văn bản {number}"), format!("document {number}"), format!("document {number}");
    taken_back_by(by: &str): format!("{by} rút lại"), format!("retiré : {by}"), format!("taken back: {by}");
    changed_by(by: &str): format!("{by} sửa tiếp"), format!("changé : {by}"), format!("changed: {by}");
    colon: ": ", " : ", ": ";
    fate_live: "còn hiệu lực", "en vigueur", "stands";
    fate_contested:
        "trái với giá trị khác, xem tiendo conflicts",
        "contredite par une autre valeur, voir tiendo conflicts",
        "contradicted by another value, see tiendo conflicts";
    another_place: "chỗ khác", "autre place", "another place";
    value_yes: "có", "oui", "yes";
    value_no: "không", "non", "no";
    opt_log_filter:
        "điều kiện, như \"người:Lan trường:dự-kiến từ:1/11\"",
        "critères, comme \"par:Lan champ:prévision depuis:1/11\"",
        "terms, such as \"by:Lan field:forecast since:1/11\"";
}

impl Lang {
    /// A recorded value as it is shown: dates as they are written, codes as words, ministries by name.
    #[must_use]
    pub fn recorded_value(
        self,
        entry: &Entry,
        value: Option<&Value>,
        programme: &Programme,
    ) -> String {
        let owner = entry.entity().as_ref().and_then(Owner::of);
        let shown = |value| self.value_of(owner, &entry.field, value, programme);
        value.map_or_else(|| self.nothing().to_owned(), shown)
    }

    /// The value of a field as it is shown, of whatever has such a field.
    /// A value as people read it: a choice in words, a date as it is written in the language.
    #[must_use]
    pub fn value_of(
        self,
        owner: Option<Owner>,
        field: &str,
        value: &Value,
        programme: &Programme,
    ) -> String {
        let kind = owner.and_then(|owner| Some(Field::recorded(owner, field)?.kind));
        let text = match (value, kind) {
            // Of a former owner only the name says who it was.
            _ if field.starts_with("move.") => self.list_value(field, value, programme),
            (Value::Text(_), Some(FieldType::Code)) => self.list_value(field, value, programme),
            (Value::Bool(true), _) => self.value_yes().to_owned(),
            (Value::Bool(false), _) => self.value_no().to_owned(),
            (Value::Text(code), Some(FieldType::Choice(codes)))
                if codes.contains(&code.as_str()) =>
            {
                self.choice(code).to_owned()
            }
            _ => value
                .as_date()
                .map_or_else(|| value.to_string(), |date| self.date(date)),
        };
        clean(&text).into_owned()
    }

    /// What a change is called, and what it is about.
    #[must_use]
    pub fn change_names(self, entry: &Entry, programme: &Programme) -> (String, String) {
        match entry.entity() {
            Some(thing) => (
                programme.title(&thing, self),
                field::label(&thing, &entry.field, self),
            ),
            None => (entry.target.clone(), entry.field.clone()),
        }
    }

    /// A change, from what to what.
    #[must_use]
    pub fn change(self, entry: &Entry, programme: &Programme) -> String {
        let (_, label) = self.change_names(entry, programme);
        let owner = entry.entity().as_ref().and_then(Owner::of);
        let field = owner.and_then(|owner| Field::recorded(owner, &entry.field));
        // Its numbers only say what is between what.
        if field.is_some_and(|field| field.kind == FieldType::Place) && entry.was != entry.to {
            return self.says_of(&label, self.another_place());
        }
        let value = |value| self.recorded_value(entry, value, programme);
        let to = value(entry.to.as_ref());
        if entry.was == entry.to {
            return self.log_kept(&label, &to);
        }
        self.log_change(&label, &value(entry.was.as_ref()), &to)
    }

    /// What has become of a change, when it does not stand any more, or another value stands against it.
    #[must_use]
    pub fn fate(self, fate: &Fate) -> Option<String> {
        match fate {
            Fate::Live => None,
            Fate::Contested => Some(self.fate_contested().to_owned()),
            Fate::Voided(end) => Some(self.voided_by(&end.by, &self.minute(end.at))),
            Fate::Overwritten(end) => Some(self.overwritten_by(&end.by, &self.minute(end.at))),
        }
    }

    /// A number with its thousands apart: `100 000`, `100.000` in Vietnamese, `100,000` in English.
    #[must_use]
    pub fn grouped(self, n: usize) -> String {
        let digits = n.to_string();
        let mark = self.pick(['.', '\u{a0}', ',']);
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        text
    }

    /// What is wrong with a filter of changes, and what would be right.
    #[must_use]
    pub fn bad_change_term(self, bad: &BadChangeTerm) -> String {
        let or = |text: String, meant: Option<&String>, known: Vec<&str>| {
            let more = meant.map_or_else(
                || self.values_are(&known.join(", ")),
                |word| self.meant(word),
            );
            format!("{text} · {more}")
        };
        match bad {
            BadChangeTerm::Written(bad) => self.bad_term(bad),
            BadChangeTerm::UnknownTerm(name, meant) => {
                let known = ASPECTS.iter().map(|row| row.offered(self)).collect();
                or(self.no_such_term(&clean(name)), meant.as_ref(), known)
            }
            BadChangeTerm::NoValue(aspect) => self.value_missing(aspect.word(self)),
            BadChangeTerm::UnknownField(name, meant) => {
                let text = self.no_such_value(Aspect::Field.word(self), &clean(name));
                or(text, meant.as_ref(), field_names())
            }
            BadChangeTerm::Date(aspect, bad) => self.bad_date(aspect.word(self), *bad),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_as_in_the_language() {
        assert_eq!(
            Lang::ALL.map(|lang| lang.grouped(1_234_567)),
            ["1.234.567", "1\u{a0}234\u{a0}567", "1,234,567"]
        );
        assert_eq!(
            [Lang::En.grouped(100), Lang::En.grouped(1000)],
            ["100", "1,000"]
        );
        assert_eq!(
            Lang::ALL.map(|lang| lang.number_of_changes(1, "1")),
            ["1 thay đổi", "1 changement", "1 change"]
        );
    }
}
