//! What is said of dates that cannot be.

use crate::domain::Lang;
use crate::domain::when::BadDate;

texts! {
    not_a_date(label: &str):
        format!("{label}: không phải ngày. Viết 31/12/2026, 31/12, +2w, thứ hai, cuối quý…"),
        format!("{label} : ce n'est pas une date. Écrivez 31/12/2026, 31/12, +2sem, lundi, fin du mois…"),
        format!("{label}: not a date. Write 2026-12-31, 31/12, +2w, monday, end of quarter…");
    unclear_date(label: &str):
        format!("{label}: có thể là hai ngày khác nhau. Viết năm bằng bốn chữ số."),
        format!("{label} : cela peut être deux dates. Écrivez l'année avec quatre chiffres."),
        format!("{label}: this could be two dates. Write the year with four digits.");
    no_such_day(label: &str, month: &str, last: i8):
        format!("{label}: {month} chỉ có {last} ngày."),
        format!("{label} : {month} n'a que {last} jours."),
        format!("{label}: {month} has {last} days.");
    date_out_of_range(label: &str):
        format!("{label}: ngày phải từ năm 1945 đến 2100."),
        format!("{label} : la date doit être comprise entre 1945 et 2100."),
        format!("{label}: the date must be between 1945 and 2100.");
}

const FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Lang {
    /// Why a typed text is no date.
    #[must_use]
    pub fn bad_date(self, label: &str, bad: BadDate) -> String {
        match bad {
            BadDate::NotADate => self.not_a_date(label),
            BadDate::Unclear => self.unclear_date(label),
            BadDate::NoSuchDay { year, month, last } => {
                self.no_such_day(label, &self.month(year, month), last)
            }
            BadDate::OutOfRange => self.date_out_of_range(label),
        }
    }

    /// A month of a year: `tháng 4/2026`, `avril 2026`, `April 2026`.
    #[must_use]
    pub fn month(self, year: i16, month: i8) -> String {
        let place = usize::try_from(month - 1).unwrap_or_default();
        let name = |names: [&str; 12]| format!("{} {year}", names.get(place).unwrap_or(&""));
        match self.pick([None, Some(FR), Some(EN)]) {
            Some(names) => name(names),
            None => format!("tháng {month}/{year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_the_month_has_not_is_refused_with_its_last_day() {
        let bad = BadDate::NoSuchDay {
            year: 2026,
            month: 4,
            last: 30,
        };
        assert_eq!(
            Lang::ALL.map(|lang| lang.bad_date("--on", bad)),
            [
                "--on: tháng 4/2026 chỉ có 30 ngày.",
                "--on : avril 2026 n'a que 30 jours.",
                "--on: April 2026 has 30 days."
            ]
        );
    }
}
