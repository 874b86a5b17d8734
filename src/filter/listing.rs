//! What is shown and in which order, computed once for a filter, an order and the data; everything that counts or lists
//! asks it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::matcher::Matcher;
use super::sort::{Measure, SEVERITY, Sort, SortKey, Sorts, put_in_order};
use super::term::Filter;
use crate::domain::milestone::State;
use crate::domain::status::days;
use crate::domain::summary::TallySum;
use crate::domain::{
    Id, Lang, Milestone, MilestoneId, Platform, Programme, Rag, Status, Summary, Tally, Thresholds,
    assess,
};
use crate::search::{Index, fold};

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
    ministries: Vec<Id>,
    /// Of each ministry, and of all.
    platforms: HashMap<Option<Id>, Vec<Id>>,
    /// The milestones of each platform.
    kinds: HashMap<Id, Vec<Id>>,
    /// The kinds of milestone of each ministry, and of all, summed.
    sums: HashMap<Option<Id>, Vec<(Id, Tally)>>,
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
        let mut scopes: HashMap<Option<Id>, HashMap<&Id, (TallySum, Extremes)>> = HashMap::new();
        for (platform, milestones) in ordered {
            for scope in [None, platform.ministry.clone()] {
                let kinds = scopes.entry(scope.clone()).or_default();
                for milestone in milestones {
                    let (sum, extremes) = kinds.entry(&milestone.kind).or_default();
                    if lingering.contains(platform, milestone) {
                        continue;
                    }
                    sum.add(milestone, platform.weight, ground.thresholds, ground.as_of);
                    extremes.add(milestone, ground);
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

/// The earliest due date of what is open, and the greatest slippage.
#[derive(Clone, Copy, Debug, Default)]
struct Extremes {
    due: Option<Date>,
    slippage: Option<i32>,
}

impl Extremes {
    fn of<'m>(milestones: impl IntoIterator<Item = &'m Milestone>, ground: &Ground<'_>) -> Self {
        let mut extremes = Self::default();
        for milestone in milestones {
            extremes.add(milestone, ground);
        }
        extremes
    }

    fn add(&mut self, milestone: &Milestone, ground: &Ground<'_>) {
        let open = milestone.state == State::Open && !milestone.is_done();
        let due = milestone.baseline.filter(|_| open);
        self.due = [self.due, due].into_iter().flatten().min();
        let slippage = assess(milestone, ground.thresholds, ground.as_of).slippage;
        let slippage = slippage.filter(|_| milestone.state != State::Cancelled);
        self.slippage = self.slippage.max(slippage);
    }

    fn measure(self, key: SortKey, ground: &Ground<'_>) -> Option<Measure> {
        match key {
            SortKey::Due => self.due.map(|due| number(days(ground.as_of, due))),
            SortKey::Slippage => self.slippage.map(number),
            _ => None,
        }
    }
}

fn in_order(
    mut kinds: HashMap<&Id, (TallySum, Extremes)>,
    sort: Sort,
    ground: &Ground<'_>,
) -> Vec<(Id, Tally)> {
    let listed = ground.programme.kinds();
    let mut rows: Vec<(&Id, Tally, Extremes)> = listed
        .filter_map(|(id, _)| {
            let (sum, extremes) = kinds.remove(id)?;
            Some((id, sum.tally(), extremes))
        })
        .collect();
    put_in_order(&mut rows, sort, |(id, tally, extremes)| match sort.key {
        SortKey::Name => {
            let kind = ground.programme.kind(id)?;
            Some(name(kind.short.get(ground.lang)))
        }
        SortKey::Status => worst_status(tally),
        key => measure_tally(tally, key).or_else(|| extremes.measure(key, ground)),
    });
    rows.into_iter()
        .map(|(id, tally, _)| (id.clone(), tally))
        .collect()
}

fn sort_milestones(milestones: &mut Vec<&Milestone>, sort: Sort, ground: &Ground<'_>) {
    put_in_order(milestones, sort, |milestone| match sort.key {
        SortKey::Name => {
            let kind = ground.programme.kind(&milestone.kind)?;
            Some(name(kind.short.get(ground.lang)))
        }
        key => measure_milestone(milestone, key, ground),
    });
}

fn number(number: impl Into<f64>) -> Measure {
    Measure::Number(number.into())
}

fn name(name: &str) -> Measure {
    Measure::Text(fold(name).text)
}

fn measure_milestone(milestone: &Milestone, key: SortKey, ground: &Ground<'_>) -> Option<Measure> {
    match key {
        SortKey::Progress => Some(number(milestone.part())),
        SortKey::Status | SortKey::Worst => {
            let assessment = assess(milestone, ground.thresholds, ground.as_of);
            if key == SortKey::Worst {
                return assessment.overdue_days.map(number);
            }
            Some(severity(assessment.status))
        }
        key => Extremes::of([milestone], ground).measure(key, ground),
    }
}

fn measure_platform(
    platform: &Platform,
    milestones: &[&Milestone],
    key: SortKey,
    summary: &Summary,
    ground: &Ground<'_>,
) -> Option<Measure> {
    match key {
        SortKey::Name => Some(name(platform.name.get(ground.lang))),
        SortKey::Due | SortKey::Slippage => {
            Extremes::of(milestones.iter().copied(), ground).measure(key, ground)
        }
        key => measure_tally(&summary.platform(&platform.id), key),
    }
}

fn measure_tally(tally: &Tally, key: SortKey) -> Option<Measure> {
    match key {
        SortKey::Progress => Some(number(tally.progress.done)),
        SortKey::Worst => {
            // The number of red platforms decides, then how much is overdue.
            const MORE_THAN_ANY: f64 = 1e7;
            let red = f64::from(tally.rag(Rag::Red));
            Some(number(
                red * MORE_THAN_ANY + f64::from(tally.count(Status::Overdue)),
            ))
        }
        SortKey::Status => worst_status(tally),
        _ => None,
    }
}

fn worst_status(tally: &Tally) -> Option<Measure> {
    let worst = SEVERITY
        .into_iter()
        .find(|status| tally.count(*status) > 0)?;
    Some(severity(worst))
}

fn severity(status: Status) -> Measure {
    let place = SEVERITY
        .iter()
        .zip(0_u32..)
        .find(|(known, _)| **known == status);
    number(place.map_or(0, |(_, place)| place))
}
