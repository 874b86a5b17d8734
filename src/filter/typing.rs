//! A filter that is still being typed: what can be used of it is used at once.

use super::error::{BadTerm, Problem};
use super::lexer::tokens;
use super::term::Filter;
use crate::domain::Programme;

impl Filter {
    /// Reads what can be used: a term that cannot is left out, a quote that is open ends with the text. The first term that
    /// was left out is told.
    #[must_use]
    pub fn read_typed(text: &str, list: &Programme) -> (Self, Option<BadTerm>) {
        let mut rest: Vec<char> = closed(text).chars().collect();
        let mut told = None;
        loop {
            let text: String = rest.iter().collect();
            let bad = match Self::read(&text, list) {
                Ok(filter) => return (filter, told),
                Err(bad) => bad,
            };
            let terms = tokens(&text).unwrap_or_default();
            let term = terms
                .into_iter()
                .find(|term| (term.place.start..=term.place.end).contains(&bad.place.start));
            told = told.or(Some(bad));
            let Some(term) = term else {
                return (Self::default(), told);
            };
            rest[term.place].fill(' ');
        }
    }
}

/// The text with its last quote closed.
#[must_use]
pub fn closed(text: &str) -> String {
    match tokens(text) {
        Err(BadTerm {
            problem: Problem::OpenQuote,
            ..
        }) => format!("{text}\""),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::properties::list;

    fn typed(text: &str) -> (String, Option<String>) {
        let (filter, bad) = Filter::read_typed(text, &list());
        (filter.to_string(), bad.map(|bad| bad.word))
    }

    #[test]
    fn what_is_good_of_a_filter_is_used_while_the_rest_is_typed() {
        for (text, used, bad) in [
            ("", "", None),
            ("bo:byt tt:qu", "ministry:byt", Some("qu")),
            ("bo:byt tt:", "ministry:byt", Some("")),
            ("tt:qu bo:zzz moc:plan", "milestone:plan", Some("qu")),
            ("\"dinh da", "\"dinh da\"", None),
            ("tt:xong \"", "status:done_on_time,done_late", Some("")),
            ("!", "", Some("")),
        ] {
            let bad = bad.map(ToOwned::to_owned);
            assert_eq!(typed(text), (used.to_owned(), bad), "{text}");
        }
        assert_eq!(typed(&"x ".repeat(600)).0, "", "too long is no filter");
    }

    #[test]
    fn a_good_filter_is_read_as_ever() {
        for text in ["tt:quá-hạn bộ:byt", "a \"b c\" !.stale", "han:<30"] {
            let expected = Filter::read(text, &list()).unwrap();
            assert_eq!(Filter::read_typed(text, &list()), (expected, None));
        }
    }
}
