//! What is shown and in which order, computed once for a filter, an order and the data; everything that counts or lists
//! asks it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::matcher::Matcher;
use super::measure::{
    Extremes, in_order, measure_milestone, measure_platform, measure_tally, name, sort_milestones,
};
use super::sort::{Sort, SortKey, Sorts, put_in_order};
use super::term::Filter;
use crate::domain::progress::Progress;
use crate::domain::summary::{TallySum, progress_of};
use crate::domain::{
    Id, Lang, Milestone, MilestoneId, Platform, Programme, Status, Summary, Tally, Thresholds,
    assess,
};
use crate::search::Index;

/// What a filter is asked of.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    /// The list.
    pub programme: &'a Programme,
    /// Its sums, of everything.
    pub summary: &'a Summary,
    /// The thresholds of the rules.
    pub thresholds: &'a Thresholds,
    /// The date for which everything is computed.
    pub as_of: Date,
    /// The language of names.
    pub lang: Lang,
    /// The texts of the platforms, in list order, when there is an index of them already.
    pub index: Option<Arc<Index>>,
}

/// A milestone with its platform.
pub type Row<'a> = (&'a Platform, &'a Milestone);

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// Ministries.
    pub ministries: usize,
    /// Platforms.
    pub platforms: usize,
    /// Milestones.
    pub milestones: usize,
}

/// What is shown.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    pub(super) ministries: Vec<Id>,
    /// Of each ministry, and of all.
    pub(super) platforms: HashMap<Option<Id>, Vec<Id>>,
    /// The milestones of each platform.
    pub(super) kinds: HashMap<Id, Vec<Id>>,
    /// The kinds of milestone of each ministry, and of all, summed.
    pub(super) sums: HashMap<Option<Id>, Vec<(Id, Tally)>>,
    /// What is listed though the filter hides it; it counts nowhere.
    lingering: HashSet<MilestoneId>,
    /// The sums of what is shown; colours are those of whole platforms.
    pub summary: Summary,
    /// How much is shown.
    pub counts: Counts,
}

impl Listing {
    /// Asks the filter of everything. What is in `lingering` is listed all the same, and counts nowhere.
    #[must_use]
    pub fn new(
        filter: &Filter,
        sorts: Sorts,
        ground: &Ground<'_>,
        lingering: &HashSet<MilestoneId>,
    ) -> Self {
        let matching = shown(filter, ground, &HashSet::new());
        let mut listing = Self {
            summary: if filter.is_empty() {
                ground.summary.clone()
            } else {
                sums(&matching, ground)
            },
            lingering: beside(lingering, &matching),
            ..Self::default()
        };
        listing.count(&matching);
        let shown = if listing.lingering.is_empty() {
            matching
        } else {
            shown(filter, ground, lingering)
        };
        listing.put_platforms(&shown, sorts, ground);
        listing.put_ministries(sorts.ministries, filter.is_empty(), ground);
        for (platform, mut milestones) in shown {
            sort_milestones(&mut milestones, sorts.milestones, ground);
            let kinds = milestones
                .into_iter()
                .map(|milestone| milestone.kind.clone());
            listing.kinds.insert(platform.id.clone(), kinds.collect());
        }
        listing
    }

    /// The ministries.
    #[must_use]
    pub fn ministries(&self) -> &[Id] {
        &self.ministries
    }

    /// The platforms of a ministry, or of all.
    #[must_use]
    pub fn platforms(&self, ministry: Option<&Id>) -> &[Id] {
        let found = self.platforms.get(&ministry.cloned());
        found.map_or(&[], Vec::as_slice)
    }

    /// The milestones of a platform, by kind.
    #[must_use]
    pub fn kinds(&self, platform: &Id) -> &[Id] {
        self.kinds.get(platform).map_or(&[], Vec::as_slice)
    }

    /// The kinds of milestone of a ministry, or of all, each with the sum of what is shown of it.
    #[must_use]
    pub fn sums(&self, ministry: Option<&Id>) -> &[(Id, Tally)] {
        let found = self.sums.get(&ministry.cloned());
        found.map_or(&[], Vec::as_slice)
    }

    /// Whether anything of a ministry is shown.
    #[must_use]
    pub fn shows_ministry(&self, id: &Id) -> bool {
        self.ministries.contains(id)
    }

    /// Whether a milestone is listed though the filter hides it.
    #[must_use]
    pub fn lingers(&self, id: &MilestoneId) -> bool {
        self.lingering.contains(id)
    }

    /// Whether everything of a platform is listed though the filter hides it.
    #[must_use]
    pub fn lingers_whole(&self, platform: &Id) -> bool {
        let kinds = self.kinds(platform).iter();
        let mut ids = kinds.map(|kind| MilestoneId {
            platform: platform.clone(),
            kind: kind.clone(),
        });
        !self.lingering.is_empty() && ids.all(|id| self.lingers(&id))
    }

    /// Whether a milestone is shown.
    #[must_use]
    pub fn shows(&self, id: &MilestoneId) -> bool {
        self.kinds(&id.platform).contains(&id.kind)
    }

    /// Whether anything of a platform is shown.
    #[must_use]
    pub fn shows_platform(&self, id: &Id) -> bool {
        self.kinds.contains_key(id)
    }

    /// Every milestone as one comes upon it going down the columns: ministry by ministry, or, when these stand under one "all"
    /// row, platform by platform.
    pub fn walk(&self, by_ministry: bool) -> impl Iterator<Item = MilestoneId> {
        let scopes: Vec<Option<&Id>> = if by_ministry {
            self.ministries.iter().map(Some).collect()
        } else {
            vec![None]
        };
        let platforms = scopes.into_iter().flat_map(|scope| self.platforms(scope));
        platforms.flat_map(|platform| {
            let kinds = self.kinds(platform).iter();
            kinds.map(|kind| MilestoneId {
                platform: platform.clone(),
                kind: kind.clone(),
            })
        })
    }

    /// Every milestone: platform by platform, or all in one order when there is one.
    #[must_use]
    pub fn rows<'p>(&self, sort: Sort, ground: &Ground<'p>) -> Vec<Row<'p>> {
        let platforms = self.platforms(None).iter();
        let found = platforms.filter_map(|id| ground.programme.platform(id));
        let mut rows: Vec<Row<'p>> = found
            .flat_map(|platform| {
                let kinds = self.kinds(&platform.id).iter();
                kinds.filter_map(move |kind| Some((platform, platform.milestone(kind)?)))
            })
            .collect();
        if sort.key != SortKey::List {
            put_in_order(&mut rows, sort, |(platform, milestone)| match sort.key {
                SortKey::Name => Some(name(platform.name.get(ground.lang))),
                key => measure_milestone(milestone, key, ground),
            });
        }
        rows
    }

    fn count(&mut self, shown: &[(&Platform, Vec<&Milestone>)]) {
        let ministries: HashSet<_> = shown
            .iter()
            .filter_map(|(platform, _)| platform.ministry.as_ref())
            .collect();
        self.counts = Counts {
            ministries: ministries.len(),
            platforms: shown.len(),
            milestones: shown.iter().map(|(_, milestones)| milestones.len()).sum(),
        };
    }

    fn put_platforms(
        &mut self,
        shown: &[(&Platform, Vec<&Milestone>)],
        sorts: Sorts,
        ground: &Ground<'_>,
    ) {
        let mut ordered: Vec<&(&Platform, Vec<&Milestone>)> = shown.iter().collect();
        let (summary, lingering) = (&self.summary, Lingering(&self.lingering));
        put_in_order(&mut ordered, sorts.platforms, |(platform, milestones)| {
            let key = sorts.platforms.key;
            measure_platform(platform, milestones, key, summary, ground)
        });
        let needs_extremes = matches!(sorts.milestones.key, SortKey::Due | SortKey::Slippage);
        let mut scopes: HashMap<Option<Id>, HashMap<&Id, (TallySum, Extremes)>> = HashMap::new();
        for (platform, milestones) in ordered {
            // Assessed once for both of the scopes.
            let assessed: Vec<_> = milestones
                .iter()
                .map(|milestone| {
                    let counts = !lingering.contains(platform, milestone);
                    (*milestone, counts.then(|| part_of(milestone, ground)))
                })
                .collect();
            for scope in [None, platform.ministry.clone()] {
                let kinds = scopes.entry(scope.clone()).or_default();
                for (milestone, part) in &assessed {
                    let (sum, extremes) = kinds.entry(&milestone.kind).or_default();
                    let Some((status, progress)) = part else {
                        continue;
                    };
                    sum.add_assessed(*status, *progress, platform.weight);
                    if needs_extremes {
                        extremes.add(milestone, ground);
                    }
                }
                self.platforms
                    .entry(scope)
                    .or_default()
                    .push(platform.id.clone());
            }
        }
        for (scope, kinds) in scopes {
            let kinds = in_order(kinds, sorts.milestones, ground);
            self.sums.insert(scope, kinds);
        }
    }

    /// Without a filter those without platforms stand there, too.
    fn put_ministries(&mut self, sort: Sort, everything: bool, ground: &Ground<'_>) {
        let platforms = &self.platforms;
        let all = ground.programme.ministries();
        let mut shown: Vec<_> = all
            .filter(|(id, _)| everything || platforms.contains_key(&Some((*id).clone())))
            .collect();
        put_in_order(&mut shown, sort, |(id, ministry)| match sort.key {
            SortKey::Name => Some(name(ministry.name.get(ground.lang))),
            key => measure_tally(&self.summary.ministry(Some(id)), key),
        });
        self.ministries = shown.into_iter().map(|(id, _)| id.clone()).collect();
    }
}

/// What a milestone adds to a sum.
fn part_of(milestone: &Milestone, ground: &Ground<'_>) -> (Status, Progress) {
    let status = assess(milestone, ground.thresholds, ground.as_of).status;
    (status, progress_of(milestone, ground.as_of))
}

/// How much a filter shows, without listing it.
#[must_use]
pub fn count(filter: &Filter, ground: &Ground<'_>) -> Counts {
    let mut listing = Listing::default();
    listing.count(&shown(filter, ground, &HashSet::new()));
    listing.counts
}

/// The platforms of which something is shown, each with that.
fn shown<'p>(
    filter: &Filter,
    ground: &Ground<'p>,
    lingering: &HashSet<MilestoneId>,
) -> Vec<(&'p Platform, Vec<&'p Milestone>)> {
    let lingers: HashSet<&Id> = lingering.iter().map(|id| &id.platform).collect();
    let matcher = Matcher::new(filter, ground);
    let mut shown = Vec::new();
    for (place, platform) in ground.programme.platforms().enumerate() {
        let lingers = |milestone: &Milestone| {
            lingers.contains(&platform.id) && lingering.contains(&id(platform, milestone))
        };
        let open = matcher.open(place, platform);
        let lets = |milestone: &&Milestone| {
            open.as_ref().is_some_and(|open| open.lets(milestone)) || lingers(milestone)
        };
        let milestones: Vec<&Milestone> = platform.milestones().filter(lets).collect();
        if !milestones.is_empty() || open.is_some_and(|open| open.whole()) {
            shown.push((platform, milestones));
        }
    }
    shown
}

/// Those of them that do not match.
fn beside(
    lingering: &HashSet<MilestoneId>,
    matching: &[(&Platform, Vec<&Milestone>)],
) -> HashSet<MilestoneId> {
    if lingering.is_empty() {
        return HashSet::new();
    }
    let mut beside = lingering.clone();
    for (platform, milestones) in matching {
        for milestone in milestones {
            beside.remove(&id(platform, milestone));
        }
    }
    beside
}

fn id(platform: &Platform, milestone: &Milestone) -> MilestoneId {
    MilestoneId {
        platform: platform.id.clone(),
        kind: milestone.kind.clone(),
    }
}

/// What is listed though it does not match; most of the time nothing, and then no name is made to ask.
struct Lingering<'a>(&'a HashSet<MilestoneId>);

impl Lingering<'_> {
    fn contains(&self, platform: &Platform, milestone: &Milestone) -> bool {
        !self.0.is_empty() && self.0.contains(&id(platform, milestone))
    }
}

fn sums(shown: &[(&Platform, Vec<&Milestone>)], ground: &Ground<'_>) -> Summary {
    let Ground {
        programme,
        summary,
        thresholds,
        as_of,
        ..
    } = ground;
    let of_shown = shown
        .iter()
        .map(|(platform, milestones)| (*platform, milestones.iter().copied()));
    summary.of_shown(programme, thresholds, *as_of, of_shown)
}
