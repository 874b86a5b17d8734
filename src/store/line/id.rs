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
        let mut id = [0; 10];
        id.copy_from_slice(&Sha256::digest(bytes)[..10]);
        Self(id)
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
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
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(BadLine::Shape(format!("{byte:?} is no hexadecimal digit"))),
        };
        let mut id = [0; 10];
        if text.len() != 20 {
            return Err(BadLine::Shape(
                "a line is named by 20 hexadecimal digits".into(),
            ));
        }
        for (byte, pair) in id.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(id))
    }
}

impl Serialize for LineId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LineId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
