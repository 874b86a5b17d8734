//! Which characters of the original text to show as matched.

use super::fold::fold;
use super::fuzzy::Fuzzy;
use super::index::{Index, View};
use super::place::{Class, Place, Strict, place_words, word_starts};
use super::query::{Query, Word};
use super::rank::{Ranked, Tier};
use super::typo::one_error;

/// The character positions that match in one text of a document, ascending and without repetition.
pub(super) fn positions(
    index: &Index,
    query: &Query,
    fuzzy: Option<&Fuzzy>,
    ranked: Ranked,
) -> Vec<usize> {
    let view = index.view(ranked.document, ranked.text);
    let Some((view, original)) = view.zip(index.text(ranked.document, ranked.text)) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    let fuzzy = fuzzy.filter(|_| ranked.tier == Tier::Fuzzy);
    match fuzzy {
        Some(fuzzy) => place_words(query, &view, fuzzy, &mut places),
        None => place_words(query, &view, &Strict, &mut places),
    }
    let found = query.words.iter().zip(&places);
    let bytes = found.filter_map(|(word, place)| Some(matched(word, (*place)?, &view, fuzzy)));
    let origins = fold(&original.text).origins;
    // In the arena a space goes before the text.
    let origin = |byte: usize| origins.get(byte.checked_sub(1)?).copied();
    let mut positions: Vec<usize> = bytes.flatten().filter_map(origin).collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// The bytes of the folded text that a placed word matches.
fn matched(word: &Word, place: Place, view: &View<'_>, fuzzy: Option<&Fuzzy>) -> Vec<usize> {
    match place.class {
        Class::Whole | Class::Prefix | Class::Inside => {
            (place.start..place.start + word.text.len()).collect()
        }
        Class::Initials => {
            let starts = word_starts(view.folded).skip_while(|&start| start < place.start);
            starts.take(word.letters).collect()
        }
        Class::Typo => despite_error(word, place, view),
        Class::Subsequence => {
            let found = fuzzy.and_then(|fuzzy| fuzzy.best_match(word, view));
            found.map(|(_, letters)| letters).unwrap_or_default()
        }
    }
}

fn despite_error(word: &Word, place: Place, view: &View<'_>) -> Vec<usize> {
    let there = view.folded.as_bytes().get(place.start..place.end);
    let Some(shared) = there.and_then(|there| one_error(&word.text, there)) else {
        return Vec::new();
    };
    let head = 0..shared.head;
    let tail = shared.tail..shared.tail + shared.tail_length;
    head.chain(tail).map(|byte| place.start + byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::index::{Text, TextKind};
    use unicode_normalization::UnicodeNormalization;

    /// The text with what is highlighted in brackets.
    fn shown(query: &str, text: &str) -> String {
        let index = Index::build([vec![Text {
            kind: TextKind::Name(0),
            text: text.to_owned(),
        }]]);
        let hits = index.search(query, 1).hits;
        let positions = hits
            .into_iter()
            .next()
            .map_or(Vec::new(), |hit| hit.positions);
        let show = |(position, character): (usize, char)| {
            if positions.contains(&position) {
                format!("[{character}]")
            } else {
                character.to_string()
            }
        };
        text.chars()
            .enumerate()
            .map(show)
            .collect::<String>()
            .replace("][", "")
    }

    #[test]
    fn the_letters_of_the_original_are_marked() {
        let name = "Nền tảng định danh và xác thực điện tử";
        for (query, expected) in [
            ("dinh danh", "Nền tảng [định] [danh] và xác thực điện tử"),
            ("danh ĐỊ", "Nền tảng [đị]nh [danh] và xác thực điện tử"),
            ("dd xt", "Nền tảng [đ]ịnh [d]anh và [x]ác [t]hực điện tử"),
            ("xt dinh", "Nền tảng [định] danh và [x]ác [t]hực điện tử"),
            ("ang", "Nền t[ảng] định danh và xác thực điện tử"),
            ("dinh dahn", "Nền tảng [định] [danh] và xác thực điện tử"),
            ("dinx", "Nền tảng [địn]h danh và xác thực điện tử"),
            ("ddxt", "Nền tảng [đ]ịnh [d]anh và [x]ác [t]hực điện tử"),
            ("zzz", "Nền tảng định danh và xác thực điện tử"),
        ] {
            assert_eq!(shown(query, name), expected, "{query}");
        }
    }

    #[test]
    fn punctuation_and_double_letters_keep_their_place() {
        assert_eq!(shown("coeur", "« Cœur »"), "« [Cœur] »");
        assert_eq!(shown("e mail", "L'e-mail."), "L'[e]-[mail].");
        assert_eq!(shown("danh danh", "danh"), "[danh]");
    }

    #[test]
    fn of_a_decomposed_letter_the_base_is_marked() {
        let text: String = "số liệu".nfd().collect();
        let expected: String = "[s][o]\u{302}\u{301} liệu".nfd().collect();
        assert_eq!(shown("so", &text), expected.replace("][", ""));
    }
}
