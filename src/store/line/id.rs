//! The names of lines.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::BadLine;

/// The name of a line: the first 20 hexadecimal digits of the SHA-256 of the line before its hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineId([u8; 10]);

impl LineId {
    /// The name of what these bytes say.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        Self(digest.first_chunk().copied().unwrap_or_default())
    }

    /// Its first digits: a number that another line is unlikely to have.
    #[must_use]
    pub const fn start(self) -> u16 {
        u16::from_be_bytes([self.0[0], self.0[1]])
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; 16];
        bytes[6..].copy_from_slice(&self.0);
        write!(f, "{:020x}", u128::from_be_bytes(bytes))
    }
}

impl fmt::Debug for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for LineId {
    type Err = BadLine;

    fn from_str(text: &str) -> Result<Self, BadLine> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let number = u128::from_str_radix(text, 16).ok();
        let number = number.filter(|_| text.len() == 20 && text.bytes().all(is_digit));
        let bad = || BadLine::Shape("a line is named by 20 hexadecimal digits".into());
        let bytes = number.ok_or_else(bad)?.to_be_bytes();
        Ok(Self(bytes.last_chunk().copied().unwrap_or_default()))
    }
}

impl Serialize for LineId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LineId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
