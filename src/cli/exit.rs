//! How a command ends when it does not end well.

use std::io::Write as _;
use std::process::ExitCode;

use crate::domain::Lang;
use crate::store::StoreError;

/// What kind of failure it was: the exit code says it to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing failed: help was asked for, or there was nothing to do.
    None,
    /// Refused, or failed.
    Refused,
    /// The arguments are wrong.
    Usage,
    /// Data is damaged.
    Damaged,
    /// The file system: the store cannot be read, or the change was not saved.
    Files,
}

/// A message and an exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    kind: Kind,
    text: String,
    /// Text that was asked for goes to standard output.
    is_answer: bool,
}

impl Failure {
    pub(super) fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            is_answer: false,
        }
    }

    pub(super) fn answer(text: impl Into<String>) -> Self {
        Self {
            kind: Kind::None,
            text: text.into(),
            is_answer: true,
        }
    }

    pub(super) fn store(error: &StoreError, lang: Lang) -> Self {
        Self::new(Kind::Files, lang.store_error(error))
    }

    /// Says it, and gives the exit code.
    #[must_use]
    pub fn report(&self) -> ExitCode {
        // Nobody is left to be told when this fails.
        let _ = if self.is_answer {
            write!(std::io::stdout(), "{}", self.text)
        } else {
            writeln!(std::io::stderr(), "tiendo: {}", self.text)
        };
        ExitCode::from(match self.kind {
            Kind::None => 0,
            Kind::Refused => 1,
            Kind::Usage => 2,
            Kind::Damaged => 3,
            Kind::Files => 4,
        })
    }
}
