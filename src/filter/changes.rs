//! Which changes of the history are wanted, typed as terms: `người:lan trường:dự-kiến từ:1/11 "định danh"`. The same on the
//! board and for `tiendo log`. Terms are written as those of milestones are; their words stand here.

use std::collections::HashMap;

use jiff::civil::Date;

use super::error::{BadTerm, Problem};
use super::lexer::{Piece, Token, tokens};
use super::words::{Words, find, nearest};
use crate::domain::fields::{FIELDS, LISTING};
use crate::domain::history::Entry;
use crate::domain::when::{self, BadDate};
use crate::domain::{Entity, Lang, Programme, field};
use crate::search::fold;

/// What a term is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Who recorded it.
    Person,
    /// What of the thing was changed.
    Field,
    /// The first day.
    Since,
    /// The last day.
    Until,
}

const fn row(
    meaning: Aspect,
    vi: &'static [&'static str],
    fr: &'static [&'static str],
    en: &'static [&'static str],
) -> Words<Aspect> {
    Words {
        meaning,
        words: [vi, fr, en],
    }
}

/// The terms.
pub const ASPECTS: &[Words<Aspect>] = &[
    row(
        Aspect::Person,
        &["người"],
        &["personne", "par"],
        &["person", "by"],
    ),
    row(Aspect::Field, &["trường"], &["champ"], &["field"]),
    row(Aspect::Since, &["từ"], &["depuis"], &["since", "from"]),
    row(Aspect::Until, &["đến"], &["jusqu'à"], &["until", "to"]),
];

impl Aspect {
    /// The word that is offered for it in a language.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        let row = ASPECTS.iter().find(|row| row.meaning == self);
        row.map_or("", |row| row.offered(lang))
    }
}

/// Recorded fields that the table of fields does not have, because nobody sets them by name.
const OTHERS: [&str; 4] = ["note", "evidence", "original_baseline", "added"];

/// A filter of changes: terms that must all hold. Without terms every change is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ChangeFilter {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    negated: bool,
    test: Test,
}

/// What a term tests: one of its values must fit.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    Since(Date),
    Until(Date),
    /// Parts of a name, folded.
    Person(Vec<String>),
    /// Recorded names.
    Field(Vec<String>),
    /// Texts, folded, in who, what, the values, and the code of the line.
    Text(Vec<String>),
}

/// Why a text is no filter of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadChangeTerm {
    /// It is written as no term is.
    Written(BadTerm),
    /// There is no such term; perhaps this one was meant.
    UnknownTerm(String, Option<String>),
    /// The term has no value.
    NoValue(Aspect),
    /// There is no such field; perhaps this one was meant.
    UnknownField(String, Option<String>),
    /// Not a date.
    Date(Aspect, BadDate),
}

impl ChangeFilter {
    /// Reads what was typed; dates count from `today`.
    ///
    /// # Errors
    /// Says what is wrong with a term.
    pub fn parse(text: &str, today: Date) -> Result<Self, BadChangeTerm> {
        let tokens = tokens(text).map_err(BadChangeTerm::Written)?;
        let term = |token: &Token| {
            Ok(Term {
                negated: token.negated,
                test: test_of(token, today)?,
            })
        };
        let terms = tokens.iter().map(term).collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }

    /// The same, and recorded on this day or later.
    #[must_use]
    pub fn since(self, day: Date) -> Self {
        self.and(Test::Since(day))
    }

    /// The same, and recorded on this day or earlier.
    #[must_use]
    pub fn until(self, day: Date) -> Self {
        self.and(Test::Until(day))
    }

    /// The same, and recorded by somebody of this name, or with this in the name.
    #[must_use]
    pub fn by(self, name: &str) -> Self {
        self.and(Test::Person(vec![fold(name).text]))
    }

    /// The same, and of a field that is called so; `None` when there is none.
    #[must_use]
    pub fn of_field(self, name: &str) -> Option<Self> {
        let fields = fields_called(name);
        (!fields.is_empty()).then(|| self.and(Test::Field(fields)))
    }

    fn and(mut self, test: Test) -> Self {
        self.terms.push(Term {
            negated: false,
            test,
        });
        self
    }

    /// Whether every change is wanted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// What tells of each change whether it is wanted; names are those of this programme, words those of this language.
    pub fn matcher<'a>(
        &'a self,
        programme: &'a Programme,
        lang: Lang,
    ) -> impl FnMut(&Entry) -> bool + 'a {
        let mut titles = HashMap::new();
        move |entry| {
            let mut fits = |term: &Term| {
                term.negated
                    != match &term.test {
                        Test::Since(day) => entry.at.date() >= *day,
                        Test::Until(day) => entry.at.date() <= *day,
                        Test::Person(names) => holds_any(&fold(&entry.by).text, names),
                        Test::Field(names) => names.iter().any(|name| is_field(entry, name)),
                        Test::Text(texts) => texts.iter().any(|text| {
                            tells_of(entry, text, lang) || {
                                let title = titles
                                    .entry(entry.target.clone())
                                    .or_insert_with(|| title(entry, programme, lang));
                                title.contains(text)
                            }
                        }),
                    }
            };
            self.terms.iter().all(&mut fits)
        }
    }
}

fn holds_any(text: &str, parts: &[String]) -> bool {
    parts.iter().any(|part| text.contains(part.as_str()))
}

fn is_field(entry: &Entry, name: &str) -> bool {
    entry.field == name || entry.field.split('.').next() == Some(name)
}

/// The thing by all its names: as it is called in the language, and as it is recorded.
fn title(entry: &Entry, programme: &Programme, lang: Lang) -> String {
    let title = entry
        .entity()
        .map(|thing| programme.title(&thing, lang))
        .unwrap_or_default();
    format!("{} {}", fold(&title).text, fold(&entry.target).text)
}

/// Whether what was done says a text, the name of the thing apart.
fn tells_of(entry: &Entry, text: &str, lang: Lang) -> bool {
    let label = || match entry.entity() {
        Some(thing) => field::label(&thing, &entry.field, lang),
        None => entry.field.clone(),
    };
    let values = || {
        let values = [&entry.was, &entry.to].into_iter().flatten();
        values.map(ToString::to_string)
    };
    let says = |said: &str| fold(said).text.contains(text);
    says(&entry.by)
        || says(&label())
        || values().any(|value| says(&value))
        || entry.document.as_deref().is_some_and(says)
        || entry.line.starts_with(text)
}

/// The recorded names of the fields that are called so: exactly, in any language, or else beginning so.
fn fields_called(word: &str) -> Vec<String> {
    let first = word.split('.').next().unwrap_or_default();
    if word.contains('.') && names().any(|(name, _)| name == first) {
        return vec![word.to_owned()];
    }
    let wanted = super::key(word);
    if wanted.is_empty() {
        return Vec::new();
    }
    let called = |fits: &dyn Fn(&str) -> bool| {
        let mut found: Vec<String> = Vec::new();
        for (name, words) in names() {
            if words.iter().any(|word| fits(&super::key(word))) && !found.iter().any(|f| f == name)
            {
                found.push(name.to_owned());
            }
        }
        found
    };
    let exactly = called(&|word| word == wanted);
    if exactly.is_empty() {
        called(&|word| word.starts_with(&wanted))
    } else {
        exactly
    }
}

/// Every recorded field, with what it is called.
fn names() -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let others = OTHERS.into_iter().map(|name| {
        let labels = Lang::ALL.map(|lang| field::label(&Entity::Programme, name, lang));
        (name, [vec![name.to_owned()], labels.to_vec()].concat())
    });
    let of_table = FIELDS.iter().chain(LISTING).map(|field| {
        let words = [field.name].into_iter().chain(field.label);
        (field.name, words.map(ToOwned::to_owned).collect())
    });
    of_table.chain(others)
}

/// The recorded names of the fields, for people who have to choose one.
#[must_use]
pub fn field_names() -> Vec<&'static str> {
    let mut names: Vec<_> = names().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn test_of(token: &Token, today: Date) -> Result<Test, BadChangeTerm> {
    let Some(name) = &token.name else {
        return Ok(Test::Text(folded(token)?));
    };
    let aspect = find(ASPECTS, &name.text).ok_or_else(|| {
        let words = ASPECTS.iter().flat_map(Words::all);
        BadChangeTerm::UnknownTerm(
            name.text.clone(),
            nearest(&name.text, words).map(ToOwned::to_owned),
        )
    })?;
    if token
        .values
        .iter()
        .any(|value| value.text.trim().is_empty())
    {
        return Err(BadChangeTerm::NoValue(aspect));
    }
    let first = token.values.first().map_or("", |value| value.text.as_str());
    let day = || day(first, today).map_err(|bad| BadChangeTerm::Date(aspect, bad));
    Ok(match aspect {
        Aspect::Person => Test::Person(folded(token)?),
        Aspect::Since => Test::Since(day()?),
        Aspect::Until => Test::Until(day()?),
        Aspect::Field => {
            let fields = token.values.iter().map(known_field);
            Test::Field(fields.collect::<Result<Vec<_>, _>>()?.concat())
        }
    })
}

fn known_field(value: &Piece) -> Result<Vec<String>, BadChangeTerm> {
    let fields = fields_called(&value.text);
    if !fields.is_empty() {
        return Ok(fields);
    }
    let meant = nearest(&value.text, field_names());
    Err(BadChangeTerm::UnknownField(
        value.text.clone(),
        meant.map(ToOwned::to_owned),
    ))
}

/// A day as people type it; hyphens may stand for the spaces of `hôm-nay`, but not in `2026-11-01` and `-3d`.
fn day(text: &str, today: Date) -> Result<Date, BadDate> {
    if text.starts_with(char::is_alphabetic) {
        return when::parse(&text.replace('-', " "), None, today);
    }
    when::parse(text, None, today)
}

/// The values without accents and signs.
fn folded(token: &Token) -> Result<Vec<String>, BadChangeTerm> {
    let fold = |value: &Piece| {
        let text = fold(&value.text).text;
        if text.trim().is_empty() {
            let bad = BadTerm::new(value.place.clone(), &value.text, Problem::NothingToFind);
            return Err(BadChangeTerm::Written(bad));
        }
        Ok(text)
    };
    token.values.iter().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::history::Fate;
    use crate::domain::{Stamp, Value};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn entry(by: &str, target: &str, field: &str, to: &str, day: Date) -> Entry {
        Entry {
            line: "3bb56147d39ff9f090e2".to_owned(),
            writer: "k3f9q2ab-0".to_owned(),
            stamp: Stamp::ZERO,
            at: day.at(10, 0, 0, 0),
            by: by.to_owned(),
            action: "set".to_owned(),
            target: target.to_owned(),
            field: field.to_owned(),
            was: None,
            to: Some(Value::from(to)),
            document: None,
            undoes: None,
            fate: Fate::Live,
        }
    }

    fn wants(text: &str, entry: &Entry) -> bool {
        let programme = Programme::default();
        let filter = ChangeFilter::parse(text, TODAY).unwrap();
        filter.matcher(&programme, Lang::Vi)(entry)
    }

    #[test]
    fn a_change_is_found_by_who_what_when_and_text() {
        let lan = entry(
            "Đặng Lan",
            "ndxp/plan",
            "forecast",
            "2027-01-31",
            date(2026, 11, 20),
        );
        for (text, wanted) in [
            ("", true),
            ("người:dang", true),
            ("by:Bình", false),
            ("par:Bình,lan", true),
            ("!by:lan", false),
            ("trường:dự-kiến", true),
            ("field:forecast", true),
            ("champ:prévision", true),
            ("field:fore", true),
            ("field:baseline", false),
            ("từ:20/11", true),
            ("since:2026-11-21", false),
            ("đến:hôm-qua", true),
            ("từ:ngày-mai", false),
            ("since:-3d", true),
            ("until:19/11", false),
            ("ndxp", true),
            ("\"dang lan\"", true),
            ("2027-01", true),
            ("3bb561", true),
            ("dự", true),
            ("ndxp finance", false),
            ("by:lan field:forecast since:1/11 ndxp", true),
        ] {
            assert_eq!(wants(text, &lan), wanted, "{text}");
        }
    }

    #[test]
    fn a_note_and_a_document_are_found_by_their_field_and_one_of_them_by_its_name() {
        let note = entry("Bình", "ndxp", "note.20261102T01.k-0", "đã gọi", TODAY);
        for (text, wanted) in [
            ("field:note", true),
            ("trường:ghi-chú", true),
            ("field:note.20261102T01.k-0", true),
            ("field:note.other", false),
            ("field:evidence", false),
            ("goi", true),
        ] {
            assert_eq!(wants(text, &note), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_what_was_meant() {
        let meant = |word: &str| Some(word.to_owned());
        for (text, bad) in [
            (
                "filed:x",
                BadChangeTerm::UnknownTerm("filed".into(), meant("field")),
            ),
            ("by:", BadChangeTerm::NoValue(Aspect::Person)),
            (
                "field:forcast",
                BadChangeTerm::UnknownField("forcast".into(), meant("forecast")),
            ),
            (
                "since:x",
                BadChangeTerm::Date(Aspect::Since, BadDate::NotADate),
            ),
        ] {
            assert_eq!(ChangeFilter::parse(text, TODAY), Err(bad), "{text}");
        }
        for text in ["\"a", "--", &"x ".repeat(40)] {
            let bad = ChangeFilter::parse(text, TODAY);
            assert!(matches!(bad, Err(BadChangeTerm::Written(_))), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused_and_never_panics(
            text in "([!,:\"]|người|by|field|since|từ|đến|dự-kiến|1/11|-|\\PC){0,12}"
        ) {
            let lan = entry("Lan", "ndxp/plan", "forecast", "2027-01-31", TODAY);
            if let Ok(filter) = ChangeFilter::parse(&text, TODAY) {
                let programme = Programme::default();
                let wanted = filter.matcher(&programme, Lang::Vi)(&lan);
                proptest::prop_assert!(wanted || !filter.is_empty());
            }
        }
    }

    #[test]
    fn no_word_of_a_term_means_two_things() {
        for row in ASPECTS {
            for word in row.all() {
                assert_eq!(find(ASPECTS, word), Some(row.meaning), "{word}");
            }
        }
    }
}
