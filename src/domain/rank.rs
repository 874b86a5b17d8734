//! The place of a thing among its like: a number with room between any two, so that moving one thing changes that thing
//! only, and moves of several people hold side by side.

use std::fmt;
use std::str::FromStr;

use super::value::Value;

/// A decimal number with up to [`Rank::DIGITS`] digits after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(i128);

impl Default for Rank {
    fn default() -> Self {
        Self::LAST
    }
}

const ONE: i128 = 10_i128.pow(Rank::DIGITS);

impl Rank {
    /// Most digits after the point.
    pub const DIGITS: u32 = 18;

    /// Behind everything: the place of what has none.
    pub const LAST: Self = Self(i128::MAX);

    /// A whole number.
    #[must_use]
    pub const fn whole(number: u32) -> Self {
        Self(number as i128 * ONE)
    }

    /// The place that a recorded value stands for; what is none stands last.
    #[must_use]
    pub fn of(value: Option<&Value>) -> Self {
        let place = match value {
            Some(Value::Integer(number)) => Some(Self(i128::from(*number) * ONE)),
            Some(Value::Text(text)) => text.parse().ok(),
            _ => None,
        };
        place.unwrap_or(Self::LAST)
    }

    /// The value that is recorded for it: a number, or a text where it has digits after the point.
    #[must_use]
    pub fn value(self) -> Value {
        match i64::try_from(self.0.div_euclid(ONE)) {
            Ok(whole) if self.0.rem_euclid(ONE) == 0 => Value::Integer(whole),
            _ => Value::Text(self.to_string()),
        }
    }

    /// The whole number behind it.
    #[must_use]
    pub const fn next_whole(self) -> Self {
        Self((self.0.div_euclid(ONE) + 1) * ONE)
    }

    /// So many places, in order, between two; `None` when there is no room. Nothing is before the first or after the last.
    #[must_use]
    pub fn between(before: Option<Self>, after: Option<Self>, number: usize) -> Option<Vec<Self>> {
        let number = i128::try_from(number).ok()?;
        let after = after.filter(|after| *after != Self::LAST);
        let (low, high) = match (before, after) {
            (Some(Self::LAST), _) => return None,
            (Some(before), Some(after)) => (before.0, after.0),
            (Some(before), None) => {
                let next = before.next_whole().0;
                return Some((0..number).map(|place| Self(next + place * ONE)).collect());
            }
            (None, Some(after)) => {
                let first = (after.0.div_euclid(ONE) - number) * ONE;
                return Some((0..number).map(|place| Self(first + place * ONE)).collect());
            }
            (None, None) => (-ONE, number * ONE),
        };
        // The fewest digits that leave room for all of them, spread out.
        let mut step = ONE;
        loop {
            let first = low.div_euclid(step) + 1;
            let free = -(-high).div_euclid(step) - first;
            if free >= number {
                let place = |nth: i128| first + (2 * nth + 1) * free / (2 * number);
                return Some((0..number).map(|nth| Self(place(nth) * step)).collect());
            }
            if step == 1 {
                return None;
            }
            step /= 10;
        }
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (size, one) = (self.0.unsigned_abs(), ONE.unsigned_abs());
        let digits = format!("{:018}", size % one);
        match digits.trim_end_matches('0') {
            "" => write!(f, "{sign}{}", size / one),
            digits => write!(f, "{sign}{}.{digits}", size / one),
        }
    }
}

impl FromStr for Rank {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (negative, size) = match text.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, text),
        };
        let (whole, digits) = size.split_once('.').unwrap_or((size, "0"));
        let is_number = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(whole, 9) || !is_number(digits, Self::DIGITS as usize) {
            return Err(());
        }
        let whole: i128 = whole.parse().map_err(|_| ())?;
        let digits: i128 = format!("{digits:0<18}").parse().map_err(|_| ())?;
        let size = whole * ONE + digits;
        Ok(Self(if negative { -size } else { size }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rank(text: &str) -> Rank {
        text.parse().unwrap()
    }

    fn texts(ranks: Option<Vec<Rank>>) -> Vec<String> {
        ranks.unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_place_between_two_has_as_few_digits_as_can_be() {
        for (before, after, expected) in [
            (Some("3"), Some("4"), "3.5"),
            (Some("3"), Some("9"), "6"),
            (Some("3.5"), Some("4"), "3.8"),
            (Some("3.1"), Some("3.2"), "3.15"),
            (Some("7"), None, "8"),
            (None, Some("0"), "-1"),
            (Some("-1"), Some("0"), "-0.5"),
        ] {
            let between = Rank::between(before.map(rank), after.map(rank), 1);
            assert_eq!(texts(between), [expected], "{before:?} {after:?}");
        }
        let three = Rank::between(Some(rank("0")), Some(rank("1")), 3);
        assert_eq!(texts(three), ["0.2", "0.5", "0.8"]);
    }

    #[test]
    fn several_stand_one_after_the_other_at_either_end_and_in_an_empty_list() {
        let end = |before: Option<&str>, after: Option<&str>| {
            texts(Rank::between(before.map(rank), after.map(rank), 3))
        };
        assert_eq!(end(Some("7.5"), None), ["8", "9", "10"]);
        assert_eq!(end(None, Some("5")), ["2", "3", "4"]);
        assert_eq!(end(None, Some("-0.5")), ["-4", "-3", "-2"]);
        assert_eq!(end(None, None), ["0", "1", "2"]);
        assert_eq!([Rank::whole(0), Rank::whole(3)], ["0", "3"].map(rank));
        let last = Rank::between(Some(rank("1")), Some(Rank::LAST), 1);
        assert_eq!(texts(last), ["2"], "what has no place is no neighbour");
    }

    #[test]
    fn between_two_that_are_the_same_there_is_no_room() {
        let same = Some(rank("3"));
        assert_eq!(Rank::between(same, same, 1), None);
        assert_eq!(Rank::between(Some(Rank::LAST), None, 1), None);
    }

    #[test]
    fn a_recorded_place_reads_back_and_what_is_none_stands_last() {
        for text in ["0", "12", "3.5", "-1", "-0.5", "0.000000000000000001"] {
            assert_eq!(Rank::of(Some(&rank(text).value())), rank(text));
            assert_eq!(rank(text).to_string(), text);
        }
        assert_eq!(rank("3").value(), Value::Integer(3));
        for text in [
            "",
            "x",
            "1e3",
            "1.",
            ".5",
            "--1",
            "9999999999",
            "1.0000000000000000001",
        ] {
            assert_eq!(Rank::of(Some(&Value::from(text))), Rank::LAST, "{text}");
        }
    }

    proptest! {
        #[test]
        fn many_moves_into_one_gap_stay_in_order_until_there_is_no_room(
            sides in prop::collection::vec(any::<bool>(), 1..40), number in 1..6_usize,
        ) {
            let (mut low, mut high) = (Rank::whole(0), Rank::whole(1));
            for to_low in sides {
                let Some(places) = Rank::between(Some(low), Some(high), number) else {
                    break;
                };
                prop_assert_eq!(places.len(), number);
                let all: Vec<Rank> = [vec![low], places.clone(), vec![high]].concat();
                prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", all);
                if to_low { high = places[0]; } else { low = places[number - 1]; }
            }
        }

        #[test]
        fn any_text_is_read_without_harm(text in ".{0,40}") {
            let _ = Rank::of(Some(&Value::from(text.as_str())));
        }
    }
}
