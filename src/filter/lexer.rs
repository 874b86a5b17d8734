//! A filter as typed, taken apart into words with their places.

use std::ops::Range;

use super::error::{BadTerm, Problem};

/// Longer filters are refused, so that no paste makes the board slow.
const MAX_CHARACTERS: usize = 1000;
/// The same for terms; a matcher has one bit for each.
const MAX_TERMS: usize = 32;

/// A term as typed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Token {
    /// Where it stands, in characters.
    pub(super) place: Range<usize>,
    pub(super) negated: bool,
    /// What stands before the colon.
    pub(super) name: Option<Piece>,
    /// The values, by comma; each begins with what it says and where.
    pub(super) values: Vec<Piece>,
}

/// A name or a value.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Piece {
    pub(super) place: Range<usize>,
    pub(super) text: String,
    /// Whether it begins with a quote, and is meant as it stands.
    pub(super) quoted: bool,
}

/// Straight quotes, and those that office programs make of them.
pub(super) const fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '«' | '»')
}

/// Whether a word is negated: by `!`, or by `-` as search engines have it, when something follows.
pub(super) fn is_negated(word: &[char]) -> bool {
    match word {
        ['!', ..] => true,
        ['-', next, ..] => !next.is_whitespace() && *next != '-',
        _ => false,
    }
}

/// Takes a filter apart.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, BadTerm> {
    let characters: Vec<char> = text.chars().take(MAX_CHARACTERS + 1).collect();
    if characters.len() > MAX_CHARACTERS {
        let place = MAX_CHARACTERS..MAX_CHARACTERS + 1;
        return Err(BadTerm::new(place, "", Problem::TooLong));
    }
    let mut tokens = Vec::new();
    let mut place = 0;
    while place < characters.len() {
        if characters[place].is_whitespace() {
            place += 1;
            continue;
        }
        let token = token(&characters, place)?;
        place = token.place.end;
        if tokens.len() == MAX_TERMS {
            return Err(BadTerm::new(token.place, "", Problem::TooLong));
        }
        tokens.push(token);
    }
    Ok(tokens)
}

fn token(characters: &[char], start: usize) -> Result<Token, BadTerm> {
    let mut token = Token {
        negated: is_negated(&characters[start..]),
        ..Token::default()
    };
    let mut place = start + usize::from(token.negated);
    let mut piece = begin(characters, place);
    let mut open_quote = None;
    while let Some(&character) = characters.get(place) {
        match character {
            _ if is_quote(character) => {
                open_quote = if open_quote.is_some() {
                    None
                } else {
                    Some(place)
                };
            }
            _ if open_quote.is_some() => piece.text.push(character),
            _ if character.is_whitespace() => break,
            ':' if token.name.is_none() && token.values.is_empty() && !piece.quoted => {
                piece.place.end = place;
                token.name = Some(std::mem::replace(&mut piece, begin(characters, place + 1)));
            }
            ',' => {
                piece.place.end = place;
                let next = begin(characters, place + 1);
                token.values.push(std::mem::replace(&mut piece, next));
            }
            _ => piece.text.push(character),
        }
        place += 1;
    }
    if let Some(quote) = open_quote {
        let word: String = characters[quote..].iter().collect();
        let place = quote..characters.len();
        return Err(BadTerm::new(place, word, Problem::OpenQuote));
    }
    piece.place.end = place;
    token.values.push(piece);
    token.place = start..place;
    Ok(token)
}

fn begin(characters: &[char], place: usize) -> Piece {
    Piece {
        place: place..place,
        text: String::new(),
        quoted: characters.get(place).copied().is_some_and(is_quote),
    }
}
