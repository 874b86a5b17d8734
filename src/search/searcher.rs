//! One search after another: while a query grows, only what the shorter one left is looked at.

use super::fuzzy::Fuzzy;
use super::highlight;
use super::index::Index;
use super::place::{Fallback, Strict};
use super::query::Query;
use super::rank::{Judge, Ranked, Tier, best};

/// With fewer hits than this, typing errors are looked for as well.
const FEW: usize = 5;

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place of the document in the list.
    pub document: usize,
    /// Which of its texts matched best.
    pub text: usize,
    /// The characters of that text to highlight: *character* indices, ascending, each once.
    pub positions: Vec<usize>,
    /// How it was found.
    pub tier: Tier,
    /// Higher is better, inside a tier.
    pub score: i64,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The best, best first.
    pub hits: Vec<Hit>,
    /// How many there are without the limit.
    pub total: usize,
}

/// Remembers what the last query left, so that a longer one is faster. The hits are those of a search afresh.
#[derive(Clone, Debug, Default)]
pub struct Searcher {
    index: u64,
    words: Vec<String>,
    candidates: Option<Vec<usize>>,
}

impl Searcher {
    /// A searcher that has not searched.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            index: 0,
            words: Vec::new(),
            candidates: None,
        }
    }

    /// The best `limit` documents, best first; none for an empty query. An index that was built anew is noticed.
    pub fn search(&mut self, index: &Index, query: &str, limit: usize) -> Hits {
        let query = Query::parse(query);
        if query.is_empty() {
            return Hits::default();
        }
        let ranked = self.strict(index, &query);
        if ranked.is_empty()
            && let Some(spelled) = query.spelled_out()
        {
            let ranked = Self::new().strict(index, &spelled);
            if !ranked.is_empty() {
                return finish(index, &spelled, ranked, limit);
            }
        }
        finish(index, &query, ranked, limit)
    }

    fn strict(&mut self, index: &Index, query: &Query) -> Vec<Ranked> {
        self.narrow(index, query);
        match &self.candidates {
            Some(candidates) => rank(index, query, &Strict, candidates.iter().copied()),
            None => rank(index, query, &Strict, 0..index.len()),
        }
    }

    /// Leaves the documents that have every word. Those excluded stay: a longer exclusion excludes less.
    fn narrow(&mut self, index: &Index, query: &Query) {
        let grows = |old: &String| {
            query
                .words
                .iter()
                .any(|word| word.text.contains(old.as_str()))
        };
        if self.index != index.fingerprint() || !self.words.iter().all(grows) {
            *self = Self::new();
        }
        for word in &query.words {
            if !self.words.contains(&word.text) {
                self.candidates = Some(index.containing(word, self.candidates.as_deref()));
            }
        }
        self.index = index.fingerprint();
        self.words = query.words.iter().map(|word| word.text.clone()).collect();
    }
}

fn rank(
    index: &Index,
    query: &Query,
    fallback: &impl Fallback,
    documents: impl Iterator<Item = usize>,
) -> Vec<Ranked> {
    let mut judge = Judge::new(index, query, fallback);
    documents
        .filter(|&document| !query.excludes(index.folded(document)))
        .filter_map(|document| judge.rank(document))
        .collect()
}

fn finish(index: &Index, query: &Query, mut ranked: Vec<Ranked>, limit: usize) -> Hits {
    let few = ranked.len() < FEW && query.letters() > 1;
    let fuzzy = few.then(|| Fuzzy::new(index, query, ranked.is_empty()));
    if let Some(fuzzy) = &fuzzy {
        let strict: Vec<usize> = ranked.iter().map(|ranked| ranked.document).collect();
        let is_open = |document: usize| !strict.contains(&document);
        let candidates = fuzzy.candidates(index, query, is_open);
        ranked.extend(rank(index, query, fuzzy, candidates.into_iter()));
    }
    let total = ranked.len();
    let hit = |ranked: Ranked| Hit {
        document: ranked.document,
        text: ranked.text,
        positions: highlight::positions(index, query, fuzzy.as_ref(), ranked),
        tier: ranked.tier,
        score: ranked.score,
    };
    let hits = best(ranked, limit).into_iter().map(hit).collect();
    Hits { hits, total }
}
