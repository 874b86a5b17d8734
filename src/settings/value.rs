//! What a setting takes: how typed text, and what stands in the file, become its value.

use std::fmt;

use toml_edit::Item;

use super::ThemeName;
use crate::domain::clean;

/// Most characters of a text.
const MAX_TEXT: usize = 100;

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// One of these codes.
    Choice(&'static [&'static str]),
    /// The name of a theme.
    Theme,
    /// Yes or no.
    Switch,
    /// A whole number between these, both included.
    Number(i32, i32),
    /// Days of the month, 1 to 28, at least one.
    Days,
}

/// A value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text or a code.
    Text(String),
    /// Yes or no.
    Switch(bool),
    /// A number.
    Number(i32),
    /// Days of the month, in their order.
    Days(Vec<i8>),
    /// Keys, the most telling first.
    Keys(Vec<String>),
}

/// What would have been right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One line of text, up to so many characters.
    Text(usize),
    /// One of these.
    OneOf(Vec<String>),
    /// Yes or no.
    Switch,
    /// A whole number between these.
    Number(i32, i32),
    /// Days of the month.
    Days,
    /// A key or a list of keys.
    Keys,
}

const YES: [&str; 6] = ["true", "on", "yes", "oui", "có", "bật"];
const NO: [&str; 6] = ["false", "off", "no", "non", "không", "tắt"];

impl Kind {
    /// Reads what a person typed. `themes` are the names of the user's own.
    ///
    /// # Errors
    /// Says what would have been right.
    pub fn parse(self, text: &str, themes: &[&str]) -> Result<Value, Wanted> {
        let text = text.trim();
        let value = match self {
            Self::Text | Self::Choice(_) | Self::Theme => Some(Value::Text(text.to_owned())),
            Self::Switch => {
                let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
                (is(&YES) || is(&NO)).then(|| Value::Switch(is(&YES)))
            }
            Self::Number(..) => text.parse().ok().map(Value::Number),
            Self::Days => text
                .split([',', ' ', ';'])
                .filter(|part| !part.is_empty())
                .map(|part| part.parse().ok())
                .collect::<Option<_>>()
                .map(Value::Days),
        };
        value
            .and_then(|value| self.check(value, themes))
            .ok_or_else(|| self.wanted(themes))
    }

    /// Reads what stands in the file.
    pub(super) fn read(self, item: &Item, themes: &[&str]) -> Result<Value, Wanted> {
        let number = |item: &toml_edit::Value| i8::try_from(item.as_integer()?).ok();
        let value = match self {
            Self::Text | Self::Choice(_) | Self::Theme => {
                item.as_str().map(|text| Value::Text(text.to_owned()))
            }
            Self::Switch => item.as_bool().map(Value::Switch),
            Self::Number(..) => item
                .as_integer()
                .and_then(|number| number.try_into().ok())
                .map(Value::Number),
            Self::Days => match (item.as_array(), item.as_value()) {
                (Some(days), _) => days.iter().map(number).collect::<Option<_>>(),
                (None, one) => one.and_then(number).map(|day| vec![day]),
            }
            .map(Value::Days),
        };
        value
            .and_then(|value| self.check(value, themes))
            .ok_or_else(|| self.wanted(themes))
    }

    /// The value as it is kept, when it may be.
    fn check(self, value: Value, themes: &[&str]) -> Option<Value> {
        let fits = match (self, &value) {
            (Self::Text, Value::Text(text)) => {
                (1..=MAX_TEXT).contains(&text.trim().chars().count()) && clean(text) == *text
            }
            (Self::Choice(codes), Value::Text(text)) => codes.contains(&text.as_str()),
            (Self::Theme, Value::Text(text)) => {
                text.parse::<ThemeName>().is_ok() || themes.contains(&text.as_str())
            }
            (Self::Switch, Value::Switch(_)) => true,
            (Self::Number(min, max), Value::Number(number)) => (min..=max).contains(number),
            (Self::Days, Value::Days(days)) => {
                !days.is_empty() && days.iter().all(|day| (1..=28).contains(day))
            }
            _ => false,
        };
        fits.then(|| match value {
            Value::Days(mut days) => {
                days.sort_unstable();
                days.dedup();
                Value::Days(days)
            }
            Value::Text(text) => Value::Text(text.trim().to_owned()),
            other => other,
        })
    }

    /// Whether its values are typed, and not chosen.
    #[must_use]
    pub const fn is_typed(self) -> bool {
        matches!(self, Self::Text | Self::Number(..) | Self::Days)
    }

    /// What can be chosen from, in the order in which it is offered; empty where it is typed.
    #[must_use]
    pub fn choices(self, themes: &[&str]) -> Vec<Value> {
        let texts = |codes: &[&str]| {
            codes
                .iter()
                .map(|code| Value::Text((*code).to_owned()))
                .collect()
        };
        match self {
            Self::Choice(codes) => texts(codes),
            Self::Theme => texts(&[&ThemeName::BUILT_IN.map(ThemeName::code), themes].concat()),
            Self::Switch => vec![Value::Switch(true), Value::Switch(false)],
            Self::Text | Self::Number(..) | Self::Days => Vec::new(),
        }
    }

    /// What is right.
    #[must_use]
    pub fn wanted(self, themes: &[&str]) -> Wanted {
        match self {
            Self::Text => Wanted::Text(MAX_TEXT),
            Self::Choice(_) | Self::Theme => {
                let codes = self.choices(themes);
                Wanted::OneOf(codes.iter().map(ToString::to_string).collect())
            }
            Self::Switch => Wanted::Switch,
            Self::Number(min, max) => Wanted::Number(min, max),
            Self::Days => Wanted::Days,
        }
    }
}

impl Value {
    /// The value as it is written in the file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Switch(is) => is.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Days(_) => format!("[{self}]"),
            Self::Keys(keys) => {
                let keys: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
                match &keys[..] {
                    [only] => only.clone(),
                    several => format!("[{}]", several.join(", ")),
                }
            }
        }
    }
}

fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

impl fmt::Display for Value {
    /// The value as it is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Switch(is) => write!(f, "{is}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Days(days) => {
                let days: Vec<String> = days.iter().map(ToString::to_string).collect();
                f.write_str(&days.join(", "))
            }
            Self::Keys(keys) => f.write_str(&keys.join(" ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_refused() {
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        for (kind, typed, value) in [
            (Kind::Text, "  Lan ", text("Lan")),
            (Kind::Text, "", None),
            (Kind::Text, "a\u{1b}[2J", None),
            (Kind::Theme, "light", text("light")),
            (Kind::Theme, "mine", text("mine")),
            (Kind::Theme, "pink", None),
            (Kind::Switch, "bật", Some(Value::Switch(true))),
            (Kind::Switch, "NO", Some(Value::Switch(false))),
            (Kind::Switch, "1", None),
            (Kind::Number(0, 30), "30", Some(Value::Number(30))),
            (Kind::Number(0, 30), "31", None),
            (Kind::Number(0, 30), "-1", None),
            (Kind::Number(0, 30), "99999999999999", None),
            (Kind::Days, "25, 10 10", Some(Value::Days(vec![10, 25]))),
            (Kind::Days, "29", None),
            (Kind::Days, " ", None),
        ] {
            assert_eq!(
                kind.parse(typed, &["mine"]).ok(),
                value,
                "{kind:?} {typed:?}"
            );
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for (kind, value) in [
            (Kind::Text, Value::Text("Lan \"và\" \\ Bình".to_owned())),
            (Kind::Switch, Value::Switch(false)),
            (Kind::Number(0, 365), Value::Number(21)),
            (Kind::Days, Value::Days(vec![10, 25])),
        ] {
            let text = format!("x = {}", value.to_toml());
            let document: toml_edit::DocumentMut = text.parse().unwrap();
            assert_eq!(kind.read(&document["x"], &[]), Ok(value.clone()));
            assert_eq!(kind.parse(&value.to_string(), &[]), Ok(value));
        }
    }
}
