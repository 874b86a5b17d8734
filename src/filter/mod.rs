//! What is shown, and in which order: filters typed as terms, sort keys, and the listing that follows from them.
//!
//! ```text
//!  tt:overdue bộ:byt !han:<30 "định danh"
//!  └─┬─────┘ └──┬──┘ └──┬───┘ └────┬────┘
//!  one of these  the     not this   text, as in a search
//!  statuses      ministry
//! ```
//!
//! All terms must hold, a comma inside of a value is "or", `!` or `-` negates, quotes keep spaces. The names and words of a
//! term are those of [`words`], in three languages, accents and case as one likes. The same text means the same on the board, on
//! the command line and in a saved view.
//!
//! A filter says of a milestone, in its platform, whether it is shown. A platform is shown when one of its milestones is,
//! a ministry when one of its platforms is; every count follows from these, once, in a [`Listing`].
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod changes;
pub mod columns;
mod complete;
mod error;
mod hold;
mod lexer;
mod listing;
mod matcher;
mod measure;
mod parse;
#[cfg(test)]
mod properties;
mod show;
mod sort;
mod term;
mod typing;
pub mod words;

pub use complete::{Candidate, Completion, complete, examples};
pub use error::{BadTerm, Problem};
pub use listing::{Counts, Ground, Listing, Row, count};
pub use sort::{BadSort, Sort, SortKey, Sorts};
pub use term::{Comparison, Days, Due, Filter, Flag, Period, Term, Test};
pub use typing::closed;
pub use words::Attribute;

/// A word as it is compared: without accents, case, spaces and hyphens.
#[must_use]
fn key(word: &str) -> String {
    crate::search::fold(word).text.replace(' ', "")
}
