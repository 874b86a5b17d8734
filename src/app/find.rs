//! Finding a platform or a ministry, live.

use std::sync::Arc;

use tui_input::Input;

use super::list::List;
use crate::domain::{Id, Lang, Programme};
use crate::search::{Hit, Hits, Index, Searcher, Text, TextKind, Tier};

/// Most hits that are listed.
const LIMIT: usize = 500;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A platform.
    Platform,
    /// A ministry.
    Ministry,
}

/// A search going on.
#[derive(Debug)]
pub struct Find {
    /// What is looked for.
    pub target: Target,
    /// What is typed.
    pub input: Input,
    /// The hits, best first; everything while nothing is typed.
    pub hits: Vec<Hit>,
    /// How many there are without the limit.
    pub total: usize,
    /// The hits as a list: the cursor is on the selected one, a line stands above those that are only similar.
    pub list: List,
    index: Arc<Index>,
    ids: Vec<Id>,
    searcher: Searcher,
}

impl Find {
    /// A search among the platforms, whose index is kept.
    #[must_use]
    pub fn platform(index: Arc<Index>, list: &Programme) -> Self {
        Self::new(
            Target::Platform,
            index,
            list.platforms()
                .map(|platform| platform.id.clone())
                .collect(),
        )
    }

    /// A search among the ministries.
    #[must_use]
    pub fn ministry(list: &Programme, lang: Lang) -> Self {
        let ids = list.ministries().map(|(id, _)| id.clone()).collect();
        Self::new(Target::Ministry, Arc::new(ministries(list, lang)), ids)
    }

    fn new(target: Target, index: Arc<Index>, ids: Vec<Id>) -> Self {
        let mut find = Self {
            target,
            input: Input::default(),
            hits: Vec::new(),
            total: 0,
            list: List::default(),
            index,
            ids,
            searcher: Searcher::new(),
        };
        find.search();
        find
    }

    /// Searches for what is typed now; the first hit is selected.
    pub fn search(&mut self) {
        if self.input.value().trim().is_empty() {
            self.total = self.ids.len();
            self.hits = (0..self.total.min(LIMIT)).map(listed).collect();
        } else {
            let Hits { hits, total } = self.searcher.search(&self.index, self.input.value(), LIMIT);
            (self.hits, self.total) = (hits, total);
        }
        let similar = self.hits.iter().position(|hit| hit.tier == Tier::Fuzzy);
        self.list = List::new(self.hits.len()).divided(similar);
    }

    /// What a hit stands for.
    #[must_use]
    pub fn id(&self, hit: &Hit) -> Option<&Id> {
        self.ids.get(hit.document)
    }

    /// The selected one.
    #[must_use]
    pub fn selected(&self) -> Option<&Id> {
        self.hits
            .get(self.list.cursor())
            .and_then(|hit| self.id(hit))
    }

    /// All hits, as what they stand for.
    #[must_use]
    pub fn found(&self) -> Vec<Id> {
        self.hits
            .iter()
            .filter_map(|hit| self.id(hit).cloned())
            .collect()
    }

    /// The text that a hit matched.
    #[must_use]
    pub fn matched(&self, hit: &Hit) -> Option<&Text> {
        self.index.text(hit.document, hit.text)
    }
}

/// An entry of the list, shown while nothing is typed.
const fn listed(document: usize) -> Hit {
    Hit {
        document,
        text: 0,
        positions: Vec::new(),
        tier: Tier::Words,
        score: 0,
    }
}

fn ministries(list: &Programme, lang: Lang) -> Index {
    Index::build(list.ministries().map(|(id, ministry)| {
        let langs = [lang, lang.next(), lang.next().next()];
        let names = (0..)
            .zip(langs)
            .map(|(slot, lang)| (TextKind::Name(slot), ministry.name.own(lang)));
        let short = langs.map(|lang| (TextKind::Alias, ministry.abbreviation.own(lang)));
        let aliases = ministry
            .aliases
            .iter()
            .map(|alias| (TextKind::Alias, alias.as_str()));
        let all = names
            .chain(short)
            .chain(aliases)
            .chain([(TextKind::Id, id.as_str())]);
        let texts = all.filter(|(_, text)| !text.is_empty());
        texts
            .map(|(kind, text)| Text {
                kind,
                text: text.to_owned(),
            })
            .collect()
    }))
}
