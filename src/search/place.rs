//! Where in one text a word of the query is found, and how well it sits there.

use memchr::{memchr, memchr_iter};

use super::index::View;
use super::query::{Query, Word};

/// In a long text the first few occurrences decide.
const MAX_OCCURRENCES: usize = 16;

/// How a word is found in a text; later is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Its letters are there in order, with others between them.
    Subsequence,
    /// A word of the text is one typing error away.
    Typo,
    /// Inside a word.
    Inside,
    /// The first letters of words in a row.
    Initials,
    /// A word starts with it.
    Prefix,
    /// A word is it.
    Whole,
}

/// A word of the query, found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) class: Class,
    /// Byte of the text where the match starts.
    pub(super) start: usize,
    /// The space after the last word it touches.
    pub(super) end: usize,
    /// 2 when the typed accents are those of the text, 1 when the text has more, else 0.
    pub(super) agreement: u8,
    /// How close it is to what was typed, 0 to 100, when it is not the same.
    pub(super) closeness: u8,
}

impl Place {
    pub(super) const fn follows(&self, previous: &Self) -> bool {
        self.start == previous.end + 1
    }
}

/// What is looked for after the strict ways have failed.
pub(super) trait Fallback {
    /// A place for a word that is not in the text, best right after the `previous` word's.
    fn place(&self, word: &Word, view: &View<'_>, previous: Option<&Place>) -> Option<Place>;
}

/// No fallback: strict ways only.
pub(super) struct Strict;

impl Fallback for Strict {
    fn place(&self, _: &Word, _: &View<'_>, _: Option<&Place>) -> Option<Place> {
        None
    }
}

/// Finds every word of the query that this text has. `places` is cleared, then has one entry a word.
pub(super) fn place_words(
    query: &Query,
    view: &View<'_>,
    fallback: &impl Fallback,
    places: &mut Vec<Option<Place>>,
) {
    places.clear();
    let mut previous = None;
    for (position, word) in query.words.iter().enumerate() {
        let next = query.words.get(position + 1);
        let place = place_strictly(word, view, previous.as_ref(), next);
        let place = place.or_else(|| fallback.place(word, view, previous.as_ref()));
        previous = place.or(previous);
        places.push(place);
    }
}

fn place_strictly(
    word: &Word,
    view: &View<'_>,
    previous: Option<&Place>,
    next: Option<&Word>,
) -> Option<Place> {
    if word.mask & !view.mask != 0 {
        return None;
    }
    at_word_start(word, view, previous, next)
        .or_else(|| as_initials(word, view))
        .or_else(|| inside(word, view))
}

fn at_word_start(
    word: &Word,
    view: &View<'_>,
    previous: Option<&Place>,
    next: Option<&Word>,
) -> Option<Place> {
    let text = view.folded.as_bytes();
    let ideal = ideal_fit(word, previous, next);
    let mut best: Option<(u8, Place)> = None;
    for found in word.at_word_start.find_iter(text).take(MAX_OCCURRENCES) {
        let place = occurrence(word, view, found + 1, true);
        let fit = fit(&place, text, previous, next);
        if best.as_ref().is_none_or(|(best, _)| fit > *best) {
            best = Some((fit, place));
        }
        if fit == ideal {
            break;
        }
    }
    best.map(|(_, place)| place)
}

/// Among several places of one word, the one a person means: in a phrase, with the typed accents, a whole word.
fn fit(place: &Place, text: &[u8], previous: Option<&Place>, next: Option<&Word>) -> u8 {
    let continues = previous.is_some_and(|previous| place.follows(previous));
    let ordered = previous.is_none_or(|previous| place.start >= previous.end);
    let leads = next.is_some_and(|next| {
        let rest = text.get(place.end + 1..).unwrap_or_default();
        rest.starts_with(next.text.as_bytes())
    });
    4 * u8::from(continues)
        + 2 * u8::from(leads)
        + u8::from(ordered)
        + u8::from(place.class == Class::Whole)
        + 2 * place.agreement
}

/// The fit that no other place can exceed.
fn ideal_fit(word: &Word, previous: Option<&Place>, next: Option<&Word>) -> u8 {
    2 + 4 * u8::from(previous.is_some())
        + 2 * u8::from(next.is_some())
        + 4 * u8::from(word.accented)
}

fn inside(word: &Word, view: &View<'_>) -> Option<Place> {
    let found = word.anywhere.find(view.folded.as_bytes())?;
    Some(occurrence(word, view, found, false))
}

fn occurrence(word: &Word, view: &View<'_>, start: usize, at_word_start: bool) -> Place {
    let letters_end = start + word.text.len();
    let end = word_end(view.folded.as_bytes(), letters_end);
    let class = match at_word_start {
        true if end == letters_end => Class::Whole,
        true => Class::Prefix,
        false => Class::Inside,
    };
    let marks = view.marks.get(start..letters_end).unwrap_or_default();
    let agreement = if word.accented {
        agreement(&word.marks, marks)
    } else {
        0
    };
    Place {
        class,
        start,
        end,
        agreement,
        closeness: 0,
    }
}

fn agreement(typed: &[u8], there: &[u8]) -> u8 {
    let accented = typed.iter().zip(there).filter(|&(&typed, _)| typed != 0);
    accented
        .map(|(typed, there)| match there {
            _ if typed == there => 2,
            _ if typed & there == *typed => 1,
            _ => 0,
        })
        .min()
        .unwrap_or(0)
}

fn as_initials(word: &Word, view: &View<'_>) -> Option<Place> {
    if word.letters < 2 {
        return None;
    }
    let found = word.anywhere.find(view.initials.as_bytes())?;
    let skipped = view.initials.get(..found)?.chars().count();
    let text = view.folded.as_bytes();
    let mut starts = word_starts(view.folded).skip(skipped).take(word.letters);
    let start = starts.next()?;
    let last = starts.last()?;
    Some(Place {
        class: Class::Initials,
        start,
        end: word_end(text, last),
        agreement: 0,
        closeness: 0,
    })
}

/// Where the words of a folded text start.
pub(super) fn word_starts(folded: &str) -> impl Iterator<Item = usize> {
    let spaces = memchr_iter(b' ', folded.as_bytes());
    spaces
        .map(|space| space + 1)
        .filter(|&start| start < folded.len())
}

pub(super) fn word_end(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    memchr(b' ', rest).map_or(text.len(), |length| from + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::index::{Index, Text, TextKind};

    fn places(query: &str, text: &str) -> Vec<Option<(Class, usize, u8)>> {
        let index = Index::build([vec![Text {
            kind: TextKind::Name(0),
            text: text.to_owned(),
        }]]);
        let mut places = Vec::new();
        if let Some(view) = index.view(0, 0) {
            place_words(&Query::parse(query), &view, &Strict, &mut places);
        }
        let short = |place: Place| (place.class, place.start - 1, place.agreement);
        places.into_iter().map(|place| place.map(short)).collect()
    }

    #[test]
    fn a_word_is_whole_or_a_start_or_initials_or_inside() {
        for (query, expected) in [
            ("du", Some((Class::Whole, 6, 0))),
            ("li", Some((Class::Prefix, 9, 0))),
            ("csd", Some((Class::Initials, 0, 0))),
            ("dl", Some((Class::Initials, 6, 0))),
            ("ieu", Some((Class::Inside, 10, 0))),
            ("cd", None),
        ] {
            assert_eq!(places(query, "Cơ sở dữ liệu"), [expected], "{query}");
        }
    }

    #[test]
    fn the_place_that_makes_a_phrase_is_taken() {
        for (query, text, starts) in [
            (
                "cong dich vu cong",
                "Cổng Dịch vụ công quốc gia",
                vec![0, 5, 10, 13],
            ),
            ("dich vu cong", "công vụ dịch vụ công", vec![8, 13, 16]),
            ("gia bao", "gia ve gia bao", vec![7, 11]),
            ("an bao", "bao an bao", vec![4, 7]),
        ] {
            let found = places(query, text);
            let found: Vec<usize> = found.into_iter().flatten().map(|place| place.1).collect();
            assert_eq!(found, starts, "{query}");
        }
    }

    #[test]
    fn the_place_with_the_typed_accents_is_taken() {
        assert_eq!(places("dữ", "du dự dữ"), [Some((Class::Whole, 6, 2))]);
        assert_eq!(places("dư", "du dữ"), [Some((Class::Whole, 3, 1))]);
        assert_eq!(places("dữ", "du dự"), [Some((Class::Whole, 0, 0))]);
        assert_eq!(places("đa", "da đa"), [Some((Class::Whole, 3, 2))]);
        assert_eq!(places("da", "đa da"), [Some((Class::Whole, 0, 0))]);
    }
}
