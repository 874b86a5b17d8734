//! The last resort: a typing error in a word, or letters left out, ranked by `fuzzy-matcher`.
//!
//! `fuzzy-matcher` pays for text times query, so it is given only the start of a text, and only the documents that a cheap
//! measure, the shortest stretch of text with the letters in order, has put first.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use memchr::{memchr, memchr_iter, memrchr};

use super::index::{Index, TextKind, View};
use super::place::{Class, Fallback, Place, word_end, word_starts};
use super::query::{Query, Word};
use super::typo::one_error;

/// Only this much of a text is looked at.
const MAX_BYTES: usize = 512;
/// Only the best by the cheap measure are given to `fuzzy-matcher`.
const MAX_CANDIDATES: usize = 256;
/// A letter is worth 16 to `fuzzy-matcher`, more where words start, less after a gap: below this it is chance.
const MIN_SCORE_PER_LETTER: i64 = 16;
/// A letter that starts the first word and the like; what a score is measured against.
const FULL_SCORE_PER_LETTER: i64 = 24;
/// Shorter subsequences are everywhere.
const MIN_SUBSEQUENCE: usize = 4;
/// How close words are that were typed without the space between them.
pub(super) const JOINED: u8 = 100;
const MAX_STRETCHES: usize = 8;

/// Finds words that are not in a text as they were typed.
pub(super) struct Fuzzy {
    matcher: SkimMatcherV2,
    /// Words that were meant as they were typed.
    meant: Vec<String>,
}

impl Fallback for Fuzzy {
    fn place(&self, word: &Word, view: &View<'_>, previous: Option<&Place>) -> Option<Place> {
        if self.meant.contains(&word.text) {
            return None;
        }
        let subsequence = self.subsequence(word, view);
        if subsequence.is_some_and(|place| place.closeness == JOINED) {
            return subsequence;
        }
        typo(word, view, previous).or(subsequence)
    }
}

impl Fuzzy {
    /// A word that some text has is taken as meant, unless all are and nothing has them together.
    pub(super) fn new(index: &Index, query: &Query, nothing_found: bool) -> Self {
        let known = query.words.iter().filter(|word| index.knows(word));
        let mut meant: Vec<String> = known.map(|word| word.text.clone()).collect();
        if meant.len() == query.words.len() && nothing_found {
            meant.clear();
        }
        let matcher = SkimMatcherV2::default().ignore_case();
        Self { matcher, meant }
    }

    /// The documents worth a close look, among those that are open.
    pub(super) fn candidates(
        &self,
        index: &Index,
        query: &Query,
        is_open: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        if query
            .words
            .iter()
            .all(|word| self.meant.contains(&word.text))
        {
            return Vec::new();
        }
        let open = (0..index.len()).filter(|&document| is_open(document));
        let mut found: Vec<(usize, usize)> = open
            .filter_map(|document| Some((self.distance(index, query, document)?, document)))
            .collect();
        if found.len() > MAX_CANDIDATES {
            found.select_nth_unstable(MAX_CANDIDATES);
            found.truncate(MAX_CANDIDATES);
        }
        found.into_iter().map(|(_, document)| document).collect()
    }

    fn distance(&self, index: &Index, query: &Query, document: usize) -> Option<usize> {
        let missing = |word: &Word| (word.mask & !index.mask(document)).count_ones();
        if query.words.iter().any(|word| missing(word) > 1) {
            return None;
        }
        query.words.iter().try_fold(0, |sum, word| {
            let one = |view: View<'_>| self.word_distance(word, &view);
            index
                .views(document)
                .filter_map(one)
                .min()
                .map(|distance| sum + distance)
        })
    }

    fn word_distance(&self, word: &Word, view: &View<'_>) -> Option<usize> {
        let missing = (word.mask & !view.mask).count_ones();
        let is_there = |text: &str| word.anywhere.find(text.as_bytes()).is_some();
        if missing == 0 && (is_there(view.folded) || is_there(view.initials)) {
            return Some(0);
        }
        if missing > 1 || self.meant.contains(&word.text) {
            return None;
        }
        let text = start_of(view);
        if typo(word, view, None).is_some() {
            return Some(1);
        }
        if missing != 0 || word.letters < MIN_SUBSEQUENCE {
            return None;
        }
        let stretch = shortest_stretch(word.text.as_bytes(), text.as_bytes())?;
        Some(2 + stretch - word.text.len())
    }

    fn subsequence(&self, word: &Word, view: &View<'_>) -> Option<Place> {
        if word.letters < MIN_SUBSEQUENCE || word.mask & !view.mask != 0 {
            return None;
        }
        let (score, letters) = self.best_match(word, view)?;
        let full = i64::try_from(word.letters).ok()?;
        if score < full * MIN_SCORE_PER_LETTER || !is_meant(&letters, view.folded) {
            return None;
        }
        let closeness = if is_joined(&letters, view.folded) {
            i64::from(JOINED)
        } else {
            (score * 100 / (full * FULL_SCORE_PER_LETTER)).clamp(0, i64::from(JOINED) - 1)
        };
        Some(Place {
            class: Class::Subsequence,
            start: *letters.first()?,
            end: word_end(view.folded.as_bytes(), *letters.last()?),
            agreement: 0,
            closeness: u8::try_from(closeness).ok()?,
        })
    }

    /// The score, and the byte in the folded text of each letter.
    pub(super) fn best_match(&self, word: &Word, view: &View<'_>) -> Option<(i64, Vec<usize>)> {
        // Without the space before it, the first word is seen as the start.
        let text = start_of(view).get(1..)?;
        let (score, letters) = self.matcher.fuzzy_indices(text, &word.text)?;
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte + 1).collect();
        let letters = letters
            .iter()
            .filter_map(|&letter| bytes.get(letter).copied());
        Some((score, letters.collect()))
    }
}

/// Words run together, from the start of a word on: nothing but spaces is left out.
fn is_joined(letters: &[usize], folded: &str) -> bool {
    let text = folded.as_bytes();
    let is_space = |byte: usize| text.get(byte) == Some(&b' ');
    letters.first().is_some_and(|&first| is_space(first - 1))
        && letters.windows(2).all(|pair| match *pair {
            [from, to] => from + 1 == to || from + 2 == to && is_space(from + 1),
            _ => false,
        })
}

/// Letters left out of a word, or the starts of words with at most one skipped between them; all else is chance.
fn is_meant(letters: &[usize], folded: &str) -> bool {
    let text = folded.as_bytes();
    let stretch = letters
        .last()
        .zip(letters.first())
        .map_or(0, |(last, first)| last - first + 1);
    let starts_word = |letter: usize| text.get(letter - 1) == Some(&b' ');
    let near = |from: usize, to: usize| {
        let between = text.get(from..to).unwrap_or_default();
        from + 1 == to || starts_word(to) && memchr_iter(b' ', between).count() <= 2
    };
    let left_out = stretch.saturating_sub(letters.len());
    let within = letters.first().zip(letters.last());
    let one_word = within.is_some_and(|(&first, &last)| {
        memchr(b' ', text.get(first..last).unwrap_or_default()).is_none()
    });
    let allowed = if one_word {
        letters.len()
    } else {
        2.max(letters.len() / 2)
    };
    left_out <= allowed
        || letters.first().is_some_and(|&first| starts_word(first))
            && letters
                .windows(2)
                .all(|pair| matches!(pair, &[from, to] if near(from, to)))
}

/// The length of the shortest stretch of text that has all the letters in order.
fn shortest_stretch(letters: &[u8], text: &[u8]) -> Option<usize> {
    let mut from = 0;
    let mut shortest = None;
    for _ in 0..MAX_STRETCHES {
        let Some(end) = end_of_letters(letters, text, from) else {
            break;
        };
        let start = start_of_letters(letters, text.get(..end)?)?;
        shortest = Some(shortest.map_or(end - start, |other: usize| other.min(end - start)));
        from = start + 1;
    }
    shortest
}

fn end_of_letters(letters: &[u8], text: &[u8], from: usize) -> Option<usize> {
    letters.iter().try_fold(from, |position, &letter| {
        memchr(letter, text.get(position..)?).map(|offset| position + offset + 1)
    })
}

fn start_of_letters(letters: &[u8], text: &[u8]) -> Option<usize> {
    letters
        .iter()
        .rev()
        .try_fold(text.len(), |end, &letter| memrchr(letter, text.get(..end)?))
}

fn start_of<'a>(view: &View<'a>) -> &'a str {
    let end = view.folded.floor_char_boundary(MAX_BYTES);
    view.folded.get(..end).unwrap_or_default()
}

fn typo(word: &Word, view: &View<'_>, previous: Option<&Place>) -> Option<Place> {
    if view.kind == TextKind::Abbreviation {
        return None;
    }
    let text = start_of(view);
    let bytes = text.as_bytes();
    let mistyped = word_starts(text).filter_map(|start| {
        let end = word_end(bytes, start);
        let shared = one_error(&word.text, bytes.get(start..end)?)?;
        let whole = start + shared.tail + shared.tail_length == end;
        Some(Place {
            class: Class::Typo,
            start,
            end,
            agreement: 0,
            closeness: if whole { 100 } else { 80 },
        })
    });
    let continues = |place: &Place| previous.is_some_and(|previous| place.follows(previous));
    // The first of the best, hence the reversal.
    let best = mistyped.collect::<Vec<_>>().into_iter().rev();
    best.max_by_key(|place| (continues(place), place.closeness))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::index::Text;

    fn index(name: &str) -> Index {
        Index::build([vec![Text {
            kind: TextKind::Name(0),
            text: name.to_owned(),
        }]])
    }

    #[test]
    fn letters_left_out_are_forgiven_and_chance_is_not() {
        for (typed, name, found) in [
            ("blkchn", "Nền tảng blockchain", true),
            ("ddxt", "Định danh và xác thực", true),
            ("dinhdanh", "Nền tảng định danh", true),
            (
                "impots",
                "Plateforme nationale de gestion des entreprises",
                false,
            ),
            ("tnc", "nền tảng định danh và xác thực", false),
        ] {
            let query = Query::parse(typed);
            let index = index(name);
            let place = index.view(0, 0).and_then(|view| {
                Fuzzy::new(&index, &query, true).place(&query.words[0], &view, None)
            });
            assert_eq!(place.is_some(), found, "{typed}");
        }
    }

    #[test]
    fn the_shortest_stretch_is_found_wherever_it_is() {
        for (letters, text, length) in [
            ("abc", "a..b..c..abc", Some(3)),
            ("abc", "abc..a..b..c", Some(3)),
            ("abc", "a.b.a.bc", Some(4)),
            ("abc", "acb", None),
        ] {
            assert_eq!(
                shortest_stretch(letters.as_bytes(), text.as_bytes()),
                length,
                "{text}"
            );
        }
    }

    #[test]
    fn only_the_start_of_a_long_text_is_looked_at() {
        let long = "đ ".repeat(1_000_000) + "blockchain";
        let index = index(&long);
        let query = Query::parse("blokchain");
        let fuzzy = Fuzzy::new(&index, &query, true);
        assert!(fuzzy.candidates(&index, &query, |_| true).is_empty());
    }
}
