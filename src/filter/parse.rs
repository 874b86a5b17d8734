//! From what was typed to a filter, or to what is wrong with it.

use std::ops::Range;
use std::str::FromStr;

use super::error::{BadTerm, Problem};
use super::lexer::{Piece, Token, tokens};
use super::term::{Comparison, Days, Due, Filter, Term, Test};
use super::words::{ATTRIBUTES, Attribute, FLAGS, PERIODS, RAGS, STATUSES, Words, find, nearest};

impl FromStr for Filter {
    type Err = BadTerm;

    fn from_str(text: &str) -> Result<Self, BadTerm> {
        let terms = placed(text)?.into_iter().map(|(_, term)| term).collect();
        Ok(Self { terms })
    }
}

/// A term with the places of its values.
pub(super) type Placed = (Vec<Range<usize>>, Term);

/// The terms of a text.
pub(super) fn placed(text: &str) -> Result<Vec<Placed>, BadTerm> {
    tokens(text)?
        .iter()
        .map(|token| {
            let places = token.values.iter().map(|value| value.place.clone());
            let negated = token.negated;
            let term = Term {
                negated,
                test: test_of(token)?,
            };
            Ok((places.collect(), term))
        })
        .collect()
}

fn test_of(token: &Token) -> Result<Test, BadTerm> {
    match (&token.name, token.values.first()) {
        (Some(name), _) => {
            let attribute = find(ATTRIBUTES, &name.text).ok_or_else(|| unknown_term(name))?;
            named(attribute, token)
        }
        (None, Some(first)) if !first.quoted && first.text.starts_with('.') => {
            let without_dot = |value: &Piece| Piece {
                text: value.text.trim_start_matches('.').to_owned(),
                ..value.clone()
            };
            let values = token.values.iter().map(without_dot).collect();
            named(
                Attribute::Flag,
                &Token {
                    values,
                    ..token.clone()
                },
            )
        }
        (None, _) => Ok(Test::Text(each(token, findable)?)),
    }
}

fn named(attribute: Attribute, token: &Token) -> Result<Test, BadTerm> {
    if let Some(value) = token
        .values
        .iter()
        .find(|value| value.text.trim().is_empty())
    {
        let place = value.place.start.max(token.place.start)..token.place.end.max(value.place.end);
        return Err(BadTerm::new(place, "", Problem::NoValue(attribute)));
    }
    Ok(match attribute {
        Attribute::Status => {
            let sets = each(token, |value| word(STATUSES, attribute, value))?;
            Test::Status(unique(sets.into_iter().flatten().copied()))
        }
        Attribute::Rag => Test::Rag(unique(each(token, |value| word(RAGS, attribute, value))?)),
        Attribute::Flag => Test::Flag(unique(each(token, |value| word(FLAGS, attribute, value))?)),
        Attribute::Overdue => Test::Overdue(each(token, |value| {
            let not_days = || bad(value, Problem::NotDays(attribute));
            days(&value.text, Comparison::AtLeast).ok_or_else(not_days)
        })?),
        Attribute::Due => Test::Due(each(token, due)?),
        Attribute::Ministry => Test::Ministry(each(token, findable)?),
        Attribute::Milestone => Test::Milestone(each(token, findable)?),
        Attribute::Person => Test::Person(each(token, findable)?),
    })
}

fn each<T>(token: &Token, read: impl Fn(&Piece) -> Result<T, BadTerm>) -> Result<Vec<T>, BadTerm> {
    token.values.iter().map(read).collect()
}

fn unique<T: PartialEq>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

fn bad(value: &Piece, problem: Problem) -> BadTerm {
    BadTerm::new(value.place.clone(), value.text.clone(), problem)
}

fn unknown_term(name: &Piece) -> BadTerm {
    let words = ATTRIBUTES.iter().flat_map(Words::all);
    let meant = nearest(&name.text, words).map(ToOwned::to_owned);
    bad(name, Problem::UnknownTerm(meant))
}

fn word<T: Copy>(table: &[Words<T>], attribute: Attribute, value: &Piece) -> Result<T, BadTerm> {
    find(table, &value.text).ok_or_else(|| {
        let words = table.iter().flat_map(Words::all);
        let meant = nearest(&value.text, words).map(ToOwned::to_owned);
        bad(value, Problem::UnknownValue(attribute, meant))
    })
}

/// A text of which something is left when accents and signs are away.
fn findable(value: &Piece) -> Result<String, BadTerm> {
    if super::key(&value.text).is_empty() {
        return Err(bad(value, Problem::NothingToFind));
    }
    Ok(value.text.clone())
}

fn due(value: &Piece) -> Result<Due, BadTerm> {
    let in_days = days(&value.text, Comparison::AtMost).map(Due::In);
    let period = || find(PERIODS, &value.text).map(Due::Within);
    in_days.or_else(period).ok_or_else(|| {
        let words = PERIODS.iter().flat_map(Words::all);
        match nearest(&value.text, words) {
            Some(meant) => bad(
                value,
                Problem::UnknownValue(Attribute::Due, Some(meant.to_owned())),
            ),
            None => bad(value, Problem::NotDays(Attribute::Due)),
        }
    })
}

/// `>30`, `>=30`, `<30`, `<=30`, or `30`, which is compared as `plain` says.
fn days(text: &str, plain: Comparison) -> Option<Days> {
    const MAX: u32 = 100_000;
    let text = text.trim();
    let signs = [
        (">=", Comparison::AtLeast),
        ("≥", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        ("≤", Comparison::AtMost),
        (">", Comparison::More),
        ("<", Comparison::Less),
    ];
    let signed = signs
        .into_iter()
        .find_map(|(sign, comparison)| Some((text.strip_prefix(sign)?, comparison)));
    let (number, comparison) = signed.unwrap_or((text, plain));
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let days = number.parse().ok().filter(|days| digits && *days <= MAX)?;
    Some(Days { comparison, days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Rag, Status};
    use crate::filter::term::{Flag, Period};

    fn parse(text: &str) -> Result<Filter, BadTerm> {
        text.parse()
    }

    #[test]
    fn a_term_means_the_same_in_three_languages_with_and_without_accents() {
        let status = Test::Status(vec![Status::Overdue]);
        let red = Test::Rag(vec![Rag::Red]);
        let days = Test::Overdue(vec![Days {
            comparison: Comparison::More,
            days: 30,
        }]);
        let unverified = Test::Flag(vec![Flag::Unverified]);
        for (test, texts) in [
            (
                status,
                &[
                    "tt:overdue",
                    "status:overdue",
                    "statut:overdue",
                    "TT:Quá-hạn",
                    "tt:quahan",
                    "trang-thai:\"quá hạn\"",
                    "statut:en-retard",
                    "tt:“Quá hạn chưa hoàn thành”",
                ][..],
            ),
            (red, &["màu:đỏ", "mau:do", "rag:red", "couleur:rouge"]),
            (
                days,
                &["quahan:>30", "quá-hạn:>30", "overdue:>30", "retard:>30"],
            ),
            (
                unverified,
                &[
                    "is:unverified",
                    ".unverified",
                    "là:chưa-có-văn-bản",
                    ".chuacovanban",
                    "est:non-vérifié",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(
                    parse(text),
                    Ok(Filter::default().and(test.clone())),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn commas_are_or_and_an_exclamation_mark_or_a_hyphen_is_not() {
        let filter = parse("!tt:done,hold  \"định danh\" bo:byt,\"Bộ Công an\"").unwrap();
        let hyphen = parse("-tt:done,hold  \"định danh\" bo:byt,\"Bộ Công an\"");
        assert_eq!(hyphen.as_ref(), Ok(&filter));
        assert_eq!(
            filter.terms,
            [
                Term {
                    negated: true,
                    test: Test::Status(vec![Status::DoneOnTime, Status::DoneLate, Status::OnHold]),
                },
                Term {
                    negated: false,
                    test: Test::Text(vec!["định danh".into()]),
                },
                Term {
                    negated: false,
                    test: Test::Ministry(vec!["byt".into(), "Bộ Công an".into()]),
                },
            ]
        );
    }

    #[test]
    fn days_are_compared_as_they_are_written() {
        let due = |comparison, days| Test::Due(vec![Due::In(Days { comparison, days })]);
        for (text, test) in [
            ("han:<30", due(Comparison::Less, 30)),
            ("due:<=30", due(Comparison::AtMost, 30)),
            ("échéance:≤30", due(Comparison::AtMost, 30)),
            ("due:30", due(Comparison::AtMost, 30)),
            ("due:>30", due(Comparison::More, 30)),
            ("hạn:tháng", Test::Due(vec![Due::Within(Period::Month)])),
            ("due:month", Test::Due(vec![Due::Within(Period::Month)])),
            ("echeance:mois", Test::Due(vec![Due::Within(Period::Month)])),
        ] {
            assert_eq!(parse(text), Ok(Filter::default().and(test)), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place_and_what_was_meant() {
        let meant = |word: &str| Some(word.to_owned());
        for (text, place, word, problem) in [
            (
                "a tt:overdu",
                5..11,
                "overdu",
                Problem::UnknownValue(Attribute::Status, meant("overdue")),
            ),
            (
                "statsu:overdue",
                0..6,
                "statsu",
                Problem::UnknownTerm(meant("status")),
            ),
            ("x:1", 0..1, "x", Problem::UnknownTerm(None)),
            ("tt:", 3..3, "", Problem::NoValue(Attribute::Status)),
            (
                "tt:overdue,",
                11..11,
                "",
                Problem::NoValue(Attribute::Status),
            ),
            (
                "quahan:>x",
                7..9,
                ">x",
                Problem::NotDays(Attribute::Overdue),
            ),
            ("han:-3", 4..6, "-3", Problem::NotDays(Attribute::Due)),
            (
                "han:>999999999",
                4..14,
                ">999999999",
                Problem::NotDays(Attribute::Due),
            ),
            (
                "han:thán",
                4..8,
                "thán",
                Problem::UnknownValue(Attribute::Due, meant("tháng")),
            ),
            ("a \"b c", 2..6, "\"b c", Problem::OpenQuote),
            ("!", 1..1, "", Problem::NothingToFind),
            ("--", 0..2, "--", Problem::NothingToFind),
            (
                ".unverifed",
                0..10,
                "unverifed",
                Problem::UnknownValue(Attribute::Flag, meant("unverified")),
            ),
            (":x", 0..0, "", Problem::UnknownTerm(None)),
        ] {
            assert_eq!(
                parse(text),
                Err(BadTerm::new(place, word, problem)),
                "{text}"
            );
        }
        assert_eq!(
            parse(&"x".repeat(2000)).map_err(|bad| bad.problem),
            Err(Problem::TooLong)
        );
        assert_eq!(
            parse(&"x ".repeat(40)).map_err(|bad| bad.problem),
            Err(Problem::TooLong)
        );
    }

    #[test]
    fn nothing_typed_shows_everything_and_a_quoted_colon_is_text() {
        assert_eq!(parse("  "), Ok(Filter::default()));
        let text = |text: &str| Ok(Filter::default().and(Test::Text(vec![text.to_owned()])));
        assert_eq!(parse("\"tt:overdue\""), text("tt:overdue"));
        assert_eq!(parse("\".net\""), text(".net"));
        assert_eq!(parse("c3po"), text("c3po"));
    }
}
