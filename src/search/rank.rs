//! What a person expects first: the tiers, and the order inside a tier.

use std::cmp::Reverse;

use super::fuzzy::JOINED;
use super::index::{Index, TextKind, View};
use super::place::{Class, Fallback, Place, place_words};
use super::query::Query;

/// How a document was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// The query is a whole name, alias, identifier or abbreviation.
    Exact,
    /// Every word of the query starts a word.
    Words,
    /// Every word starts a word or is the initials of words in a row.
    Initials,
    /// Every word is contained somewhere.
    Contains,
    /// With a typing error, or with letters left out.
    Fuzzy,
}

impl Tier {
    /// The word for it in the output of commands.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Words => "words",
            Self::Initials => "initials",
            Self::Contains => "contains",
            Self::Fuzzy => "fuzzy",
        }
    }

    const fn of(worst: Class) -> Self {
        match worst {
            Class::Whole | Class::Prefix => Self::Words,
            Class::Initials => Self::Initials,
            Class::Inside => Self::Contains,
            Class::Typo | Class::Subsequence => Self::Fuzzy,
        }
    }
}

/// A document with its rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ranked {
    pub(super) tier: Tier,
    pub(super) score: i64,
    pub(super) document: usize,
    pub(super) text: usize,
}

impl Ranked {
    const fn key(&self) -> (Tier, Reverse<i64>, usize) {
        (self.tier, Reverse(self.score), self.document)
    }
}

/// The best `limit`, in order.
pub(super) fn best(mut ranked: Vec<Ranked>, limit: usize) -> Vec<Ranked> {
    if ranked.len() > limit {
        ranked.select_nth_unstable_by_key(limit, Ranked::key);
        ranked.truncate(limit);
    }
    ranked.sort_unstable_by_key(Ranked::key);
    ranked
}

/// Ranks documents against one query.
pub(super) struct Judge<'a, F> {
    index: &'a Index,
    query: &'a Query,
    fallback: &'a F,
    places: Vec<Option<Place>>,
    classes: Vec<Option<Class>>,
}

/// How well one text answers; compared in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Merit {
    exact: bool,
    coverage: i64,
    agreement: i64,
    quality: i64,
}

impl<'a, F: Fallback> Judge<'a, F> {
    pub(super) const fn new(index: &'a Index, query: &'a Query, fallback: &'a F) -> Self {
        Self {
            index,
            query,
            fallback,
            places: Vec::new(),
            classes: Vec::new(),
        }
    }

    /// None when a word of the query is in no text of the document.
    pub(super) fn rank(&mut self, document: usize) -> Option<Ranked> {
        self.classes.clear();
        self.classes.resize(self.query.words.len(), None);
        let mut best = Merit::default();
        let (mut chosen, mut nearness) = (0, 0);
        for (text, view) in self.index.views(document).enumerate() {
            let merit = self.judge(&view);
            if merit > best {
                best = merit;
                (chosen, nearness) = (text, self.nearness(&view));
            }
        }
        let tier = if best.exact {
            Tier::Exact
        } else {
            self.tier()?
        };
        let score = best.agreement * 100_000 + best.coverage * 2_500 + best.quality * 10 - nearness;
        Some(Ranked {
            tier,
            score,
            document,
            text: chosen,
        })
    }

    fn tier(&self) -> Option<Tier> {
        self.classes.iter().try_fold(Tier::Words, |tier, class| {
            class.map(|class| tier.max(Tier::of(class)))
        })
    }

    fn judge(&mut self, view: &View<'_>) -> Merit {
        place_words(self.query, view, self.fallback, &mut self.places);
        for (best, place) in self.classes.iter_mut().zip(&self.places) {
            *best = (*best).max(place.map(|place| place.class));
        }
        let found = || self.places.iter().flatten();
        if found().next().is_none() {
            return Merit::default();
        }
        let words = i64::try_from(self.places.len()).unwrap_or(i64::MAX);
        let placed: i64 = found().map(|place| place_quality(*place)).sum();
        Merit {
            exact: is_exact(view, self.query, &self.places),
            coverage: found().map(coverage).sum(),
            agreement: found().map(|place| i64::from(place.agreement)).sum(),
            quality: phrase_quality(&self.places) + placed / words + kind_quality(view.kind),
        }
    }

    /// Matches near the start of short texts come first.
    fn nearness(&self, view: &View<'_>) -> i64 {
        let start = self.places.iter().flatten().map(|place| place.start).min();
        bounded(2 * start.unwrap_or(0)) + bounded(view.folded.len())
    }
}

fn bounded(bytes: usize) -> i64 {
    i64::try_from(bytes.min(255)).unwrap_or(255)
}

/// Other accents than those typed make another text: `một` is not *MOT*.
fn is_exact(view: &View<'_>, query: &Query, places: &[Option<Place>]) -> bool {
    view.kind != TextKind::Ministry
        && view.folded.len() == query.phrase.len() + 2
        && view.folded.trim() == query.phrase
        && query
            .words
            .iter()
            .zip(places)
            .all(|(word, place)| !word.accented || place.is_some_and(|place| place.agreement > 0))
}

const fn coverage(place: &Place) -> i64 {
    match place.class {
        Class::Whole | Class::Prefix => 4,
        Class::Initials => 3,
        Class::Subsequence if place.closeness == JOINED => 3,
        Class::Inside | Class::Typo => 2,
        Class::Subsequence => 1,
    }
}

fn place_quality(place: Place) -> i64 {
    match place.class {
        Class::Whole => 300,
        Class::Prefix | Class::Initials => 200,
        Class::Inside => 100,
        Class::Typo => 4 * i64::from(place.closeness),
        Class::Subsequence => 3 * i64::from(place.closeness),
    }
}

/// 400 for a phrase, less for the words in order, nothing for words anywhere.
fn phrase_quality(places: &[Option<Place>]) -> i64 {
    let pairs = i64::try_from(places.len()).unwrap_or(i64::MAX) - 1;
    if pairs < 1 {
        return 400;
    }
    let pair = |pair: &[Option<Place>]| match pair {
        [Some(one), Some(other)] if other.follows(one) => 400,
        [Some(one), Some(other)] if other.start > one.start => 150,
        _ => 0,
    };
    places.windows(2).map(pair).sum::<i64>() / pairs
}

const fn kind_quality(kind: TextKind) -> i64 {
    match kind {
        TextKind::Name(_) => 200,
        TextKind::Alias => 190,
        TextKind::Id => 150,
        TextKind::Abbreviation => 60,
        TextKind::Ministry => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::index::Text;
    use crate::search::place::Strict;

    /// The documents that are found, best first.
    fn order(query: &str, names: &[&str]) -> Vec<usize> {
        let text = |name: &&str| match name.strip_prefix('@') {
            Some(ministry) => (TextKind::Ministry, ministry.to_owned()),
            None => (TextKind::Name(0), (*name).to_owned()),
        };
        let document = |name| {
            let (kind, text) = text(name);
            vec![Text { kind, text }]
        };
        let index = Index::build(names.iter().map(document));
        let query = Query::parse(query);
        let mut judge = Judge::new(&index, &query, &Strict);
        let ranked = (0..names.len()).filter_map(|document| judge.rank(document));
        let ranked = best(ranked.collect(), usize::MAX);
        ranked.iter().map(|ranked| ranked.document).collect()
    }

    #[test]
    fn what_a_person_expects_comes_first() {
        for (query, better, worse) in [
            ("du lieu", "dữ liệu", "cổng dữ liệu"),
            ("du lieu", "kho dữ liệu và hạ tầng", "kho dữ và liệu"),
            ("du lieu", "kho dữ và liệu", "kho liệu và dữ"),
            ("du lieu", "kho du lieu", "kho du lieux"),
            ("du lieu", "cong du lieu quoc gia", "quoc gia cong du lieu"),
            ("du lieu", "cong du lieu", "cong du lieu quoc gia"),
            ("dữ liệu", "kho của dữ liệu", "kho du lieu"),
            ("đa", "cổng đa", "da"),
            ("một", "cổng một cửa", "MOT"),
            ("mot", "MOT", "cổng một cửa"),
            ("csdl", "nền tảng cơ sở dữ liệu", "acsdla"),
            ("thanh tra", "hoạt động thanh tra", "@Thanh tra Chính phủ"),
            ("thanh tra", "@Thanh tra Chính phủ", "tra khac thanhoa"),
            ("cong an", "@Bộ Công an", "công chức và an toàn"),
            ("x y", "x y", "a x y"),
        ] {
            for names in [[better, worse], [worse, better]] {
                let first = order(query, &names)
                    .first()
                    .map(|&document| names[document]);
                assert_eq!(first, Some(better), "{query}");
            }
        }
    }

    #[test]
    fn equals_stay_in_the_order_of_the_list() {
        assert_eq!(order("a", &["b a", "c a", "d a"]), [0, 1, 2]);
    }

    #[test]
    fn a_part_of_a_big_result_is_the_start_of_the_whole() {
        let ranked = |number: usize| Ranked {
            tier: if number.is_multiple_of(3) {
                Tier::Words
            } else {
                Tier::Contains
            },
            score: i64::try_from(number * 7 % 13).unwrap_or(0),
            document: number,
            text: 0,
        };
        let all: Vec<Ranked> = (0..100).map(ranked).collect();
        let whole = best(all.clone(), 100);
        for limit in [0, 1, 9, 99, 100, usize::MAX] {
            assert_eq!(best(all.clone(), limit), whole[..limit.min(100)]);
        }
    }

    #[test]
    fn the_tiers_are_in_order_and_have_codes() {
        let tiers = [
            Tier::Exact,
            Tier::Words,
            Tier::Initials,
            Tier::Contains,
            Tier::Fuzzy,
        ];
        assert!(tiers.is_sorted());
        let codes = tiers.map(Tier::code);
        assert_eq!(codes, ["exact", "words", "initials", "contains", "fuzzy"]);
    }
}
