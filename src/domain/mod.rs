//! The rules of the programme. Pure: no clock, no files, no terminal, no texts of the program; given the changes and an
//! as-of date, everything here follows.
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod addition;
mod arrange;
pub mod catalogue;
pub mod change;
pub mod clean;
mod editing;
mod evidence;
pub mod export;
pub mod field;
pub mod fields;
mod hand_edit;
pub mod history;
pub mod id;
pub mod lang;
pub mod milestone;
mod naming;
pub mod operation;
pub mod owners;
mod planner;
mod platform;
pub mod programme;
pub mod progress;
pub mod rag;
pub mod rank;
pub mod revision;
pub mod stamp;
pub mod status;
pub mod summary;
#[cfg(test)]
mod tests;
pub mod thresholds;
pub mod together;
pub mod value;
pub mod when;

pub use change::{Assignment, Change, Touch};
pub use clean::clean;
pub use id::{Entity, Id, MilestoneId};
pub use lang::{DateFormat, Lang, Names};
pub use milestone::Milestone;
pub use operation::{Operation, Refusal};
pub use programme::{Platform, Programme};
pub use rag::Rag;
pub use stamp::Stamp;
pub use status::{Assessment, Status, assess};
pub use summary::{Summary, Tally};
pub use thresholds::Thresholds;
pub use value::Value;
