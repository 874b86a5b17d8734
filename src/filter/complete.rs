//! What can stand where the cursor is: names of terms, words and names for their values.

use std::collections::BTreeSet;
use std::ops::Range;

use super::key;
use super::lexer::{is_negated, is_quote};
use super::show::quoted;
use super::words::{ATTRIBUTES, Attribute, find, name, values};
use crate::domain::{Lang, Platform, Programme};

/// Most candidates that are offered.
const LIMIT: usize = 40;

/// Something that can be put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The text.
    pub text: String,
    /// What it is, when the text does not say so.
    pub about: String,
}

/// What can be put in, and where.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Completion {
    /// What it replaces, in characters.
    pub place: Range<usize>,
    /// The candidates, the likeliest first.
    pub candidates: Vec<Candidate>,
}

/// What can be put in at the cursor, a place in characters.
#[must_use]
pub fn complete(text: &str, cursor: usize, list: &Programme, lang: Lang) -> Completion {
    let before: Vec<char> = text.chars().take(cursor).collect();
    let start = word_start(&before);
    let negation = usize::from(is_negated(&before[start..]));
    let body: String = before[start + negation..].iter().collect();
    let (attribute, typed) = match body.split_once(':') {
        Some((name, values)) => match find(ATTRIBUTES, name) {
            Some(attribute) => (Some(attribute), values),
            None => return Completion::default(),
        },
        None => match body.strip_prefix('.') {
            Some(values) => (Some(Attribute::Flag), values),
            None => (None, body.as_str()),
        },
    };
    let Some(attribute) = attribute else {
        let candidates = terms(typed, lang);
        let place = start + negation..cursor.min(before.len());
        return Completion { place, candidates };
    };
    // After a comma the next value begins; a dot stands before each flag that is written so.
    let typed = typed.rsplit(',').next().unwrap_or_default();
    let typed = typed.trim_start_matches('.').to_owned();
    let length = typed.chars().count();
    let candidates = offered(attribute, &typed, list, lang);
    let end = before.len();
    Completion {
        place: end - length..end,
        candidates,
    }
}

/// Where the word that ends at the cursor begins: after the last space that is in no quotes.
fn word_start(before: &[char]) -> usize {
    let (mut start, mut quoted) = (0, false);
    for (place, character) in before.iter().enumerate() {
        if is_quote(*character) {
            quoted = !quoted;
        } else if character.is_whitespace() && !quoted {
            start = place + 1;
        }
    }
    start
}

/// The names of terms that begin with what was typed, in any language; those of one's own stand first.
fn terms(typed: &str, lang: Lang) -> Vec<Candidate> {
    let wanted = key(typed);
    let mut candidates = Vec::new();
    for row in ATTRIBUTES {
        let fitting = |word: &&str| key(word).starts_with(&wanted);
        let own = row.offered(lang);
        if let Some(word) = Some(own)
            .filter(fitting)
            .or_else(|| row.all().find(|word| !wanted.is_empty() && fitting(word)))
        {
            let examples = values(row.meaning, lang);
            candidates.push(Candidate {
                text: format!("{word}:"),
                about: examples.into_iter().take(3).collect::<Vec<_>>().join(", "),
            });
        }
    }
    candidates
}

fn offered(attribute: Attribute, typed: &str, list: &Programme, lang: Lang) -> Vec<Candidate> {
    let wanted = key(typed);
    let begins = |text: &str| key(text).starts_with(&wanted);
    let within = |text: &str| {
        let folded = crate::search::fold(text).text;
        let typed = crate::search::fold(typed).text;
        format!(" {folded}").contains(&format!(" {typed}"))
    };
    let candidates: Vec<Candidate> = match attribute {
        Attribute::Ministry => list
            .ministries()
            .map(|(id, ministry)| {
                let short = ministry.abbreviation.get(lang);
                let text = if short.is_empty() { id.as_str() } else { short };
                (text, id, ministry.name.get(lang))
            })
            .filter(|(text, id, name)| begins(text) || begins(id.as_str()) || within(name))
            .map(|(text, _, name)| candidate(text, name))
            .collect(),
        Attribute::Milestone => list
            .kinds()
            .map(|(id, kind)| (id.as_str(), kind.short.get(lang)))
            .filter(|(id, name)| begins(id) || within(name))
            .map(|(id, name)| candidate(id, name))
            .collect(),
        Attribute::Person => people(list)
            .into_iter()
            .filter(|person| within(person))
            .map(|person| candidate(person, ""))
            .collect(),
        _ => {
            let own = values(attribute, lang);
            let others = Lang::ALL.into_iter().filter(|other| *other != lang);
            let others = others.flat_map(|other| values(attribute, other));
            let others = others.filter(|_| !wanted.is_empty());
            let mut fitting: Vec<&str> = Vec::new();
            let days = typed.starts_with(['<', '>']);
            for word in own.into_iter().chain(others) {
                let fits = if days {
                    word.starts_with(typed)
                } else {
                    begins(word)
                };
                if fits && !fitting.contains(&word) {
                    fitting.push(word);
                }
            }
            fitting
                .into_iter()
                .map(|word| candidate(word, ""))
                .collect()
        }
    };
    candidates.into_iter().take(LIMIT).collect()
}

fn candidate(text: &str, about: &str) -> Candidate {
    Candidate {
        text: quoted(text),
        about: about.to_owned(),
    }
}

/// Who changed a milestone last.
fn people(list: &Programme) -> BTreeSet<&str> {
    let milestones = list.platforms().flat_map(Platform::milestones);
    milestones
        .filter_map(|milestone| Some(milestone.touch.as_ref()?.by.as_str()))
        .collect()
}

/// Examples of terms, in a language.
#[must_use]
pub fn examples(lang: Lang) -> Vec<String> {
    let value = |attribute, place: usize| {
        let values = values(attribute, lang);
        format!(
            "{}:{}",
            name(attribute, lang),
            values.get(place).unwrap_or(&"")
        )
    };
    vec![
        value(Attribute::Status, 0),
        value(Attribute::Rag, 0),
        value(Attribute::Overdue, 1),
        value(Attribute::Due, 1),
        format!("{}:byt", name(Attribute::Ministry, lang)),
        format!("{}:plan", name(Attribute::Milestone, lang)),
        format!("{}:Lan", name(Attribute::Person, lang)),
        value(Attribute::Flag, 0),
        format!("!{}", value(Attribute::Status, 10)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::properties::list;

    fn texts(text: &str, lang: Lang) -> Vec<String> {
        let completion = complete(text, text.chars().count(), &list(), lang);
        let texts = completion.candidates.into_iter();
        texts.map(|candidate| candidate.text).collect()
    }

    #[test]
    fn names_of_terms_come_first_in_ones_own_language() {
        assert_eq!(texts("tt", Lang::Vi), ["tt:"]);
        assert_eq!(texts("sta", Lang::Vi), ["statut:"]);
        assert_eq!(texts("sta", Lang::En), ["status:"]);
        assert_eq!(texts("!qu", Lang::Vi), ["quá-hạn:"]);
        assert_eq!(texts("", Lang::En).len(), ATTRIBUTES.len());
        assert_eq!(texts("nothing", Lang::En), Vec::<String>::new());
    }

    #[test]
    fn values_come_from_the_words_and_from_the_list() {
        assert_eq!(texts("tt:qua", Lang::Vi), ["quá-hạn"]);
        assert_eq!(texts("tt:xong,qua", Lang::Vi), ["quá-hạn"]);
        assert_eq!(texts("rag:r", Lang::En), ["red", "rouge"]);
        assert_eq!(
            texts("due:", Lang::En).first().map(String::as_str),
            Some("<8")
        );
        assert!(texts("bo:y", Lang::Vi).contains(&"BYT".to_owned()));
        assert!(texts("moc:ke hoach", Lang::Vi).is_empty());
        assert!(texts("moc:\"kế", Lang::Vi).contains(&"plan".to_owned()));
        assert_eq!(texts("x:", Lang::Vi), Vec::<String>::new());
    }

    #[test]
    fn what_is_replaced_is_what_was_typed_of_the_word() {
        let place = |text: &str, cursor| complete(text, cursor, &list(), Lang::En).place;
        assert_eq!(place("a !sta b", 6), 3..6);
        assert_eq!(place("tt:done,ov", 10), 8..10);
        assert_eq!(place(".unv", 4), 1..4);
    }

    #[test]
    fn every_example_can_be_typed() {
        for lang in Lang::ALL {
            for example in examples(lang) {
                let filter = example.parse::<super::super::Filter>();
                assert!(filter.is_ok(), "{example}");
            }
        }
    }
}
