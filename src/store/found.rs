//! What is found in journals: lines, and what could not be used.

use std::io;

use super::line::{BadLine, Line, LineId};

/// Something in the store that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Damage {
    /// The file's name in the journal folder.
    pub file: String,
    /// The line, from 1; 0 when it is about the whole file.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
    /// The name under which it can be settled; that of the bytes, when a copy of them is kept. A file that cannot be read
    /// has none.
    pub id: Option<LineId>,
}

/// What is wrong with a line or a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The line cannot be used.
    Line(BadLine),
    /// This many more lines cannot be used.
    More(usize),
    /// Not a regular file.
    NotRegular,
    /// Larger than a journal may be.
    TooLarge,
    /// The system would not read it.
    Unreadable(io::ErrorKind, String),
}

impl Reason {
    /// Whether nobody knows what stands in the file.
    #[must_use]
    pub const fn is_of_file(&self) -> bool {
        matches!(
            self,
            Self::NotRegular | Self::TooLarge | Self::Unreadable(..)
        )
    }
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error.kind(), error.to_string())
    }
}

/// How many bytes of what could not be used are in memory at once; more is told of, and not kept.
const MAX_PIECES: usize = 64 << 20;

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// New lines, or lines read again; in the order of files and lines.
    pub lines: Vec<Line>,
    /// What could not be used.
    pub damage: Vec<Damage>,
    /// The bytes of what is named, for the quarantine.
    pub pieces: Vec<(Damage, Vec<u8>)>,
    /// How many bytes these are.
    pub(crate) held: usize,
}

/// Takes what is read, in the order of files and lines.
pub trait Taker {
    /// A line, and its bytes as they stand, without the line end.
    fn line(&mut self, line: Line, bytes: &[u8]);
    /// What could not be used, with its bytes when it is a line that is named.
    fn damage(&mut self, damage: Damage, bytes: Option<&[u8]>);
}

impl Taker for Reading {
    fn line(&mut self, line: Line, _: &[u8]) {
        self.lines.push(line);
    }

    fn damage(&mut self, damage: Damage, bytes: Option<&[u8]>) {
        if let Some(bytes) = bytes.filter(|bytes| self.held + bytes.len() <= MAX_PIECES) {
            self.held += bytes.len();
            self.pieces.push((damage.clone(), bytes.to_vec()));
        }
        self.damage.push(damage);
    }
}

/// What is read out of one file.
pub(super) struct Found<'a> {
    pub(super) file: &'a str,
    pub(super) taker: &'a mut dyn Taker,
}

impl Found<'_> {
    pub(super) fn damage(
        &mut self,
        line: usize,
        reason: Reason,
        id: Option<LineId>,
        bytes: Option<&[u8]>,
    ) {
        let file = self.file.to_owned();
        let damage = Damage {
            file,
            line,
            reason,
            id,
        };
        self.taker.damage(damage, bytes);
    }

    /// What of the file has no bytes of its own is named by its place or number.
    pub(super) fn damage_called(&mut self, line: usize, reason: Reason, name: &str) {
        let id = LineId::of(format!("{} {name}", self.file).as_bytes());
        self.damage(line, reason, Some(id), None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_used_is_all_told_of_and_kept_as_far_as_there_is_room() {
        let mut reading = Reading::default();
        let long = vec![b'x'; MAX_PIECES / 2];
        for (number, bytes) in [&long[..], &long[1..], b"x", b"y"].into_iter().enumerate() {
            let mut found = Found {
                file: "a.jsonl",
                taker: &mut reading,
            };
            let reason = Reason::Line(BadLine::Altered);
            found.damage(number, reason, Some(LineId::of(bytes)), Some(bytes));
        }
        assert_eq!(reading.damage.len(), 4);
        let kept = reading.pieces.iter().map(|(damage, _)| damage.line);
        assert_eq!(kept.collect::<Vec<_>>(), [0, 1, 2]);
    }
}
