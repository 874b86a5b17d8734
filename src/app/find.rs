//! Finding something by name, live: a platform, a ministry, or, in the palette, anything that can be done or gone to.

use std::cmp::Reverse;
use std::sync::Arc;

use tui_input::Input;

use super::action::Action;
use super::keymap::Context;
use super::list::List;
use crate::domain::{Entity, Id, Lang, Programme};
use crate::search::{Hit, Index, Searcher, Text, TextKind, Tier};

/// Most hits that are listed.
const LIMIT: usize = 500;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A platform.
    Platform,
    /// A ministry.
    Ministry,
    /// Anything: actions, ministries, platforms, views, settings.
    Anything,
    /// The ministry to move to.
    Owner,
    /// What is archived, to be brought back.
    Archived,
}

impl Target {
    /// Whether something is done with what is chosen, and not only gone there.
    #[must_use]
    pub const fn is_chosen(self) -> bool {
        matches!(self, Self::Owner | Self::Archived)
    }
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// An action, by its row of the keymap.
    Action(Context, Action),
    /// A ministry.
    Ministry(Id),
    /// A platform.
    Platform(Id),
    /// A view, by its name.
    View(String),
    /// A setting, by its name.
    Setting(&'static str),
    /// What is archived.
    Archived(Entity),
}

/// Things with the index of their names.
#[derive(Debug)]
pub struct Source {
    index: Arc<Index>,
    things: Vec<Thing>,
    searcher: Searcher,
}

impl Source {
    /// Things, each with its names: the document of the same place in the index.
    #[must_use]
    pub const fn new(index: Arc<Index>, things: Vec<Thing>) -> Self {
        Self {
            index,
            things,
            searcher: Searcher::new(),
        }
    }

    /// The platforms, whose index is kept.
    #[must_use]
    pub fn platforms(index: Arc<Index>, list: &Programme) -> Self {
        let platforms = list.platforms();
        let things = platforms.map(|platform| Thing::Platform(platform.id.clone()));
        Self::new(index, things.collect())
    }

    /// The ministries.
    #[must_use]
    pub fn ministries(list: &Programme, lang: Lang) -> Self {
        let ids = list.ministries().map(|(id, _)| Thing::Ministry(id.clone()));
        Self::new(Arc::new(ministries(list, lang)), ids.collect())
    }

    /// What is archived.
    #[must_use]
    pub fn archived(list: &Programme, lang: Lang) -> Self {
        let things = list.archived();
        let index = archived(&things, list, lang);
        let things = things.into_iter().map(Thing::Archived);
        Self::new(Arc::new(index), things.collect())
    }
}

/// What is archived, by its names and codes.
fn archived(things: &[Entity], list: &Programme, lang: Lang) -> Index {
    Index::build(things.iter().map(|thing| {
        let langs = [lang, lang.next(), lang.next().next()];
        let names = (0..).zip(langs.map(|lang| list.title(thing, lang)));
        let names = names.map(|(slot, name)| (TextKind::Name(slot), name));
        let texts = names.chain([(TextKind::Id, thing.to_string())]);
        texts.map(|(kind, text)| Text { kind, text }).collect()
    }))
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub thing: Thing,
    /// How.
    pub hit: Hit,
    /// Among which things.
    source: usize,
}

/// A search going on.
#[derive(Debug)]
pub struct Find {
    /// What is looked for.
    pub target: Target,
    /// What is typed.
    pub input: Input,
    /// The hits, best first; while nothing is typed, what is offered.
    pub hits: Vec<Found>,
    /// How many there are without the limit.
    pub total: usize,
    /// The hits as a list: the cursor is on the selected one, a line stands above those that are only similar.
    pub list: List,
    /// What is listed while nothing is typed; the line stands above the row of the number.
    offered: (Vec<Found>, usize),
    sources: Vec<Source>,
}

impl Find {
    /// A search among all of a source, which is offered as it is.
    #[must_use]
    pub fn among(target: Target, source: Source) -> Self {
        let things = source.things.iter().take(LIMIT).cloned().enumerate();
        let offered = things.map(|(document, thing)| offered(0, document, thing));
        let mut find = Self {
            target,
            input: Input::default(),
            hits: Vec::new(),
            total: 0,
            list: List::default(),
            offered: (offered.collect(), usize::MAX),
            sources: vec![source],
        };
        find.search();
        find
    }

    /// A search for anything: the first source is offered, after what was used last.
    #[must_use]
    pub fn anything(sources: Vec<Source>, recent: &[Thing]) -> Self {
        let place_of = |thing: &Thing| {
            let mut places = sources.iter().enumerate().filter_map(|(source, among)| {
                let document = among.things.iter().position(|other| other == thing)?;
                Some(offered(source, document, thing.clone()))
            });
            places.next()
        };
        let recent: Vec<Found> = recent.iter().filter_map(place_of).collect();
        let divider = recent.len();
        let first = sources.first().map(|source| source.things.as_slice());
        let rest = first.unwrap_or_default().iter().enumerate();
        let rest = rest.map(|(document, thing)| offered(0, document, thing.clone()));
        let rest: Vec<Found> = rest
            .filter(|found| recent.iter().all(|used| used.thing != found.thing))
            .collect();
        let mut find = Self {
            target: Target::Anything,
            input: Input::default(),
            hits: Vec::new(),
            total: 0,
            list: List::default(),
            offered: ([recent, rest].concat(), divider),
            sources,
        };
        find.search();
        find
    }

    /// Searches for what is typed now; the first hit is selected.
    pub fn search(&mut self) {
        if self.input.value().trim().is_empty() {
            let (offered, divider) = &self.offered;
            self.hits.clone_from(offered);
            self.total = match &self.sources[..] {
                [only] => only.things.len(),
                _ => offered.len(),
            };
            let divider = Some(*divider).filter(|row| *row > 0);
            self.list = List::new(self.hits.len()).divided(divider);
            return;
        }
        (self.hits, self.total) = (Vec::new(), 0);
        for (source, among) in self.sources.iter_mut().enumerate() {
            let found = among
                .searcher
                .search(&among.index, self.input.value(), LIMIT);
            self.total += found.total;
            let hits = found.hits.into_iter();
            self.hits.extend(hits.filter_map(|hit| {
                let thing = among.things.get(hit.document)?.clone();
                Some(Found { thing, hit, source })
            }));
        }
        // Settings are seldom meant. Stable: of what was found alike, that of the first source stands first.
        self.hits.sort_by_key(|found| {
            let is_setting = matches!(found.thing, Thing::Setting(_));
            (found.hit.tier, is_setting, Reverse(found.hit.score))
        });
        self.hits.truncate(LIMIT);
        let similar = self
            .hits
            .iter()
            .position(|found| found.hit.tier == Tier::Fuzzy);
        self.list = List::new(self.hits.len()).divided(similar);
    }

    /// The selected one.
    #[must_use]
    pub fn selected(&self) -> Option<&Thing> {
        self.hits.get(self.list.cursor()).map(|found| &found.thing)
    }

    /// The platforms among the hits, and the place of the selected one among them.
    #[must_use]
    pub fn platforms(&self) -> (Vec<Id>, usize) {
        let id = |found: &Found| match &found.thing {
            Thing::Platform(id) => Some(id.clone()),
            _ => None,
        };
        let before = self.hits.iter().take(self.list.cursor());
        let place = before.filter_map(id).count();
        (self.hits.iter().filter_map(id).collect(), place)
    }

    /// The text that a hit matched.
    #[must_use]
    pub fn matched(&self, found: &Found) -> Option<&Text> {
        let source = self.sources.get(found.source)?;
        source.index.text(found.hit.document, found.hit.text)
    }
}

/// Something that is listed while nothing is typed.
const fn offered(source: usize, document: usize, thing: Thing) -> Found {
    Found {
        thing,
        hit: Hit {
            document,
            text: 0,
            positions: Vec::new(),
            tier: Tier::Words,
            score: 0,
        },
        source,
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
