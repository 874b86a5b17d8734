//! The words with which people say dates, in Vietnamese, French and English, as [`plain`](super::plain) leaves them:
//! lower case, without accents.

/// A length of time that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Days by name, and how many days after today they are.
pub(super) const DAYS: &[(&[&str], i32)] = &[
    (&["today", "now", "hom nay", "aujourd'hui", "auj"], 0),
    (&["tomorrow", "tmr", "mai", "ngay mai", "demain"], 1),
    (&["yesterday", "hom qua", "hier"], -1),
    (&["ngay kia", "apres-demain", "apres demain"], 2),
    (&["hom kia", "avant-hier", "avant hier"], -2),
];

/// The names of the units, as they stand behind a number or a word such as `next`.
#[rustfmt::skip]
pub(super) const UNITS: &[(&[&str], Unit)] = &[
    (&["", "d", "day", "days", "ngay", "j", "jour", "jours"], Unit::Day),
    (&["w", "wk", "week", "weeks", "tuan", "s", "sem", "semaine", "semaines"], Unit::Week),
    (&["m", "mo", "month", "months", "thang", "mois"], Unit::Month),
    (&["q", "quarter", "quarters", "quy", "trim", "trimestre", "trimestres"], Unit::Quarter),
    (&["y", "yr", "year", "years", "nam", "an", "ans", "annee", "annees"], Unit::Year),
];

/// What stands before and behind `2 weeks` to count them from today, and whether forward.
pub(super) const FROM_TODAY: &[(&str, &str, bool)] = &[
    ("in ", "", true),
    ("dans ", "", true),
    ("sau ", "", true),
    ("", " sau", true),
    ("", " nua", true),
    ("", " toi", true),
    ("", " ago", false),
    ("il y a ", "", false),
    ("", " truoc", false),
];

/// The days of the week, Monday first.
#[rustfmt::skip]
pub(super) const WEEKDAYS: [&[&str]; 7] = [
    &["mon", "monday", "lun", "lundi", "thu hai", "thu 2", "t2"],
    &["tue", "tues", "tuesday", "mar", "mardi", "thu ba", "thu 3", "t3"],
    &["wed", "wednesday", "mer", "mercredi", "thu tu", "thu 4", "t4"],
    &["thu", "thur", "thurs", "thursday", "jeu", "jeudi", "thu nam", "thu 5", "t5"],
    &["fri", "friday", "ven", "vendredi", "thu sau", "thu 6", "t6"],
    &["sat", "saturday", "sam", "samedi", "thu bay", "thu 7", "t7"],
    &["sun", "sunday", "dim", "dimanche", "chu nhat", "cn"],
];

/// Behind a day of the week: that of next week.
pub(super) const OF_NEXT_WEEK: [&str; 2] = [" tuan sau", " tuan toi"];

/// The months, January first.
#[rustfmt::skip]
pub(super) const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "janv", "janvier"],
    &["feb", "february", "fev", "fevr", "fevrier"],
    &["mar", "march", "mars"],
    &["apr", "april", "avr", "avril"],
    &["may", "mai"],
    &["jun", "june", "juin"],
    &["jul", "july", "juil", "juillet"],
    &["aug", "august", "aout"],
    &["sep", "sept", "september", "septembre"],
    &["oct", "october", "octobre"],
    &["nov", "november", "novembre"],
    &["dec", "december", "decembre"],
];

/// What says that the end of a period is meant; the longer before the shorter.
#[rustfmt::skip]
pub(super) const END_OF: &[&str] = &[
    "cuoi ", "het ", "trong ", "end of the ", "end of ", "end ",
    "fin de la ", "fin de l'", "fin du ", "fin de ", "fin d'", "fin ",
];

/// The end of the period that is running, in one word.
pub(super) const ENDS: &[(&str, Unit)] = &[
    ("eow", Unit::Week),
    ("eom", Unit::Month),
    ("eoq", Unit::Quarter),
    ("eoy", Unit::Year),
];

/// What stands before and behind a period, and how many periods after the running one it is then.
pub(super) const WHICH: &[(&str, &str, i32)] = &[
    ("next ", "", 1),
    ("", " sau", 1),
    ("", " toi", 1),
    ("", " prochain", 1),
    ("", " prochaine", 1),
    ("this ", "", 0),
    ("", " nay", 0),
    ("ce ", "", 0),
    ("cet ", "", 0),
    ("cette ", "", 0),
    ("last ", "", -1),
    ("", " truoc", -1),
    ("", " dernier", -1),
    ("", " derniere", -1),
    ("", " passe", -1),
    ("", " passee", -1),
];

/// Words that may stand between the parts of a date and say nothing: `ngày 31 tháng 12 năm 2026`, `2e trimestre de 2026`.
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "ngay", "nam", "of", "the", "year", "de", "du", "d", "l", "le", "la", "annee",
    "e", "er", "eme", "st", "nd", "rd", "th",
];

/// What stands before or behind the number of a quarter.
pub(super) const QUARTER: &[&str] = &["q", "quy", "quarter", "trimestre", "trim"];

/// What stands before the number of a month.
pub(super) const MONTH: &[&str] = &["thang", "month", "mois"];

/// The number that a quarter has in Vietnamese documents.
pub(super) const ROMAN: [&str; 4] = ["i", "ii", "iii", "iv"];

/// The row of a table to which a word belongs.
pub(super) fn named<T: Copy>(table: &[(&[&str], T)], word: &str) -> Option<T> {
    let row = table.iter().find(|(words, _)| words.contains(&word))?;
    Some(row.1)
}

/// The place, from 1, of the row of a list to which a word belongs.
pub(super) fn place(list: &[&[&str]], word: &str) -> Option<i8> {
    let place = list.iter().position(|words| words.contains(&word))?;
    i8::try_from(place + 1).ok()
}

/// What stands between a beginning and an end.
pub(super) fn between<'a>(text: &'a str, before: &str, behind: &str) -> Option<&'a str> {
    text.strip_prefix(before)?.strip_suffix(behind)
}
