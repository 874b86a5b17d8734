//! The value of a field: what a change goes from and to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A recorded value. JSON scalars without floats, so that equal values have equal bytes; "nothing" is `Option::None`.
#[derive(Hash, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Text, dates (`2026-12-31`) among it. First, as most values are: they are tried in this order.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
}

impl Value {
    /// Longest text, in bytes; a longer one is refused before it is written.
    pub const MAX_TEXT: usize = 4096;

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one that fits.
    #[must_use]
    pub fn as_u32(&self) -> Option<u32> {
        match self {
            Self::Integer(number) => u32::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The date, if it is an ISO date.
    #[must_use]
    pub fn as_date(&self) -> Option<Date> {
        self.as_text().and_then(parse_iso_date)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Text(date.to_string())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(i64::from(number))
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Text(value) => f.write_str(value),
        }
    }
}

/// A date as `YYYY-MM-DD` and nothing else, between 1945 and 2100: outside of it is a slip of the finger.
#[must_use]
pub fn parse_iso_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, byte)| match i {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let date = shape.then(|| text.parse::<Date>().ok()).flatten()?;
    (1945..=2100).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_a_plain_iso_date_in_range_is_a_date() {
        assert_eq!(parse_iso_date("2026-02-28"), Some(date(2026, 2, 28)));
        for bad in [
            "2026-02-29",
            "2026-2-8",
            "1944-12-31",
            "2101-01-01",
            "20260228",
            "2026-02-28T00",
            "",
        ] {
            assert_eq!(parse_iso_date(bad), None, "{bad}");
        }
    }

    #[test]
    fn json_keeps_the_type() {
        for json in ["true", "12", "\"2026-01-01\""] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        assert!(serde_json::from_str::<Value>("1.5").is_err());
        assert!(serde_json::from_str::<Value>("[1]").is_err());
    }
}
