//! Finding a platform by what a person types: words in any order, with or without accents, initials, a typing error.
//!
//! # How a search runs
//!
//! ```text
//!  documents ── fold ──▶ one arena of plain letters, one of accents, one of initials          (once, `Index::build`)
//!
//!  query ── parse ──▶ words ──▶ candidates: every word is in the document      memmem over the arena, or over what
//!                                  │                                          the shorter query left (`Searcher`)
//!                                  ▼
//!                               tier and score of each candidate              exact, words, initials, contains
//!                                  │  fewer than five?
//!                                  ├──────────▶ typing errors and subsequences; `fuzzy-matcher` for the best few hundred
//!                                  ▼
//!                               the best `limit`, with the characters to highlight
//! ```
//!
//! It knows documents, texts and words, and neither files nor the terminal, nor what a platform is.
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod fold;
mod fuzzy;
mod highlight;
mod index;
mod place;
pub mod programme;
mod query;
mod rank;
mod searcher;
mod typo;

#[cfg(test)]
mod catalogue_tests;
#[cfg(test)]
mod properties;

pub use fold::{Folded, fold};
pub use index::{Index, Text, TextKind};
pub use rank::Tier;
pub use searcher::{Hit, Hits, Searcher};
