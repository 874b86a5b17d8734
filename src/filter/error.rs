//! What is wrong with a term.

use std::ops::Range;

use super::words::Attribute;

/// A term that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTerm {
    /// Where it stands, in characters.
    pub place: Range<usize>,
    /// The word that is wrong.
    pub word: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such term; perhaps this one was meant.
    UnknownTerm(Option<String>),
    /// The term has no such value; perhaps this one was meant.
    UnknownValue(Attribute, Option<String>),
    /// The term has no value.
    NoValue(Attribute),
    /// Not a number of days.
    NotDays(Attribute),
    /// There is nothing that can be looked for.
    NothingToFind,
    /// A quote that is not closed.
    OpenQuote,
    /// More than a filter may have.
    TooLong,
}

impl BadTerm {
    pub(super) fn new(place: Range<usize>, word: impl Into<String>, problem: Problem) -> Self {
        Self {
            place,
            word: word.into(),
            problem,
        }
    }
}
