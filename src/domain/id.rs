//! Identifiers: what a change is about. They come from the catalogue's own codes, so that two people who start from the
//! same list name the same things alike; nothing is ever looked up on disk by them.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The code of a ministry, a platform or a kind of milestone: `[a-z0-9][a-z0-9._-]{0,63}`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

impl Id {
    /// Longest code, in bytes.
    pub const MAX_LEN: usize = 64;

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let valid = text.len() <= Self::MAX_LEN
            && text.bytes().next().is_some_and(letter)
            && text
                .bytes()
                .all(|byte| letter(byte) || b"._-".contains(&byte));
        if valid {
            Ok(Self(text.into()))
        } else {
            Err(BadId(text.chars().take(80).collect()))
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no identifier (its first 80 characters).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an identifier (a-z, 0-9, '.', '_', '-'; at most 64)")]
pub struct BadId(pub String);

/// A milestone: the platform and the kind of milestone, written `ndxp/plan`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct MilestoneId {
    /// The platform that owes it.
    pub platform: Id,
    /// Which of the programme's kinds of milestone it is.
    pub kind: Id,
}

impl fmt::Display for MilestoneId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.platform, self.kind)
    }
}

/// The thing that a change is about, written in a journal as `programme`, `kind:plan`, `ministry:finance`, `ndxp` or
/// `ndxp/plan`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Entity {
    /// The whole list.
    Programme,
    /// A kind of milestone.
    Kind(Id),
    /// A governing body.
    Ministry(Id),
    /// A platform.
    Platform(Id),
    /// A milestone of a platform.
    Milestone(MilestoneId),
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Programme => f.write_str("programme"),
            Self::Kind(id) => write!(f, "kind:{id}"),
            Self::Ministry(id) => write!(f, "ministry:{id}"),
            Self::Platform(id) => write!(f, "{id}"),
            Self::Milestone(id) => write!(f, "{id}"),
        }
    }
}

impl FromStr for Entity {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        if text == "programme" {
            return Ok(Self::Programme);
        }
        if let Some(id) = text.strip_prefix("kind:") {
            return Ok(Self::Kind(id.parse()?));
        }
        if let Some(id) = text.strip_prefix("ministry:") {
            return Ok(Self::Ministry(id.parse()?));
        }
        match text.split_once('/') {
            Some((platform, kind)) => Ok(Self::Milestone(MilestoneId {
                platform: platform.parse()?,
                kind: kind.parse()?,
            })),
            None => Ok(Self::Platform(text.parse()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_reads_back_as_written() {
        for text in [
            "programme",
            "kind:plan",
            "ministry:finance",
            "ndxp",
            "ndxp/plan",
        ] {
            assert_eq!(text.parse::<Entity>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn path_tricks_and_odd_characters_are_no_identifiers() {
        let long = "a".repeat(65);
        for text in [
            "",
            "../x",
            ".x",
            "-x",
            "a b",
            "A",
            "đ",
            "a/b/c",
            "ministry:",
            "a\0",
            &long,
        ] {
            assert!(text.parse::<Entity>().is_err(), "{text:?}");
        }
    }
}
