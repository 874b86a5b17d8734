//! A filter as text: what is written here reads back as the same filter.

use std::fmt::{self, Display, Formatter, Write as _};

use super::lexer::is_quote;
use super::term::{Comparison, Days, Due, Filter, Flag, Period, Term, Test};
use super::words::{FLAGS, PERIODS, Words};
use crate::domain::{Lang, Rag};

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms.iter().enumerate() {
            if place > 0 {
                f.write_char(' ')?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_char('!')?;
        }
        match &self.test {
            Test::Status(values) => list(f, "status:", values.iter().map(|value| value.code())),
            Test::Rag(values) => list(f, "rag:", values.iter().map(|value: &Rag| value.code())),
            Test::Overdue(values) => list(f, "overdue:", values),
            Test::Due(values) => list(f, "due:", values),
            Test::Ministry(values) => texts(f, "ministry:", values),
            Test::Milestone(values) => texts(f, "milestone:", values),
            Test::Person(values) => texts(f, "person:", values),
            Test::Flag(values) => list(f, "is:", values),
            Test::Text(values) => texts(f, "", values),
        }
    }
}

fn list<T: Display>(
    f: &mut Formatter<'_>,
    name: &str,
    values: impl IntoIterator<Item = T>,
) -> fmt::Result {
    f.write_str(name)?;
    for (place, value) in values.into_iter().enumerate() {
        if place > 0 {
            f.write_char(',')?;
        }
        value.fmt(f)?;
    }
    Ok(())
}

fn texts(f: &mut Formatter<'_>, name: &str, values: &[String]) -> fmt::Result {
    list(f, name, values.iter().map(|value| quoted(value)))
}

/// The text, in quotes when it would not be read as one text without them.
#[must_use]
pub(super) fn quoted(text: &str) -> String {
    let plain = |character: char| {
        !character.is_whitespace() && !is_quote(character) && !matches!(character, ',' | ':')
    };
    if text.chars().all(plain) && !text.is_empty() && !text.starts_with(['!', '-', '.']) {
        return text.to_owned();
    }
    let inner: String = text
        .chars()
        .filter(|character| !is_quote(*character))
        .collect();
    format!("\"{inner}\"")
}

impl Display for Days {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = match self.comparison {
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::AtLeast => ">=",
            Comparison::More => ">",
        };
        write!(f, "{sign}{}", self.days)
    }
}

impl Display for Due {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::In(days) => days.fmt(f),
            Self::Within(period) => f.write_str(english(PERIODS, *period)),
        }
    }
}

impl Display for Flag {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(english(FLAGS, *self))
    }
}

impl Display for Period {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(english(PERIODS, *self))
    }
}

fn english<T: Copy + PartialEq>(table: &[Words<T>], meaning: T) -> &'static str {
    let row = table.iter().find(|row| row.meaning == meaning);
    row.map_or("", |row| row.offered(Lang::En))
}
