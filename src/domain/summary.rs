//! Everything that is shown of a platform, a ministry or the programme: counts, progress and colour, computed once for an
//! as-of date. Nothing here is ever stored.

use std::collections::HashMap;

use jiff::civil::Date;

use super::id::Id;
use super::milestone::Milestone;
use super::programme::{Platform, Programme};
use super::progress::{Progress, ProgressSum};
use super::rag::{Rag, rag};
use super::status::{Assessment, Status, assess};
use super::thresholds::Thresholds;

/// Counts and progress of a set of milestones.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Tally {
    counts: [u32; Status::ALL.len()],
    rag: [u32; Rag::ALL.len()],
    /// What is done and what is expected.
    pub progress: Progress,
}

impl Tally {
    /// How many milestones have this status.
    #[must_use]
    pub const fn count(&self, status: Status) -> u32 {
        self.counts[status as usize]
    }

    /// How many platforms have this colour.
    #[must_use]
    pub const fn rag(&self, rag: Rag) -> u32 {
        self.rag[rag as usize]
    }

    /// How many milestones are done, on time or late.
    #[must_use]
    pub const fn done(&self) -> u32 {
        self.count(Status::DoneOnTime) + self.count(Status::DoneLate)
    }

    /// How many milestones there are.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// How many milestones count at all: those not cancelled.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.all() - self.count(Status::Cancelled)
    }

    /// How many are neither done nor have any of the statuses that call for attention.
    #[must_use]
    pub fn quiet(&self) -> u32 {
        [
            Status::OnTrack,
            Status::NotDue,
            Status::NoDate,
            Status::OnHold,
        ]
        .map(|status| self.count(status))
        .iter()
        .sum()
    }

    /// The worst colour that any of its platforms has.
    #[must_use]
    pub fn worst(&self) -> Option<Rag> {
        Rag::ALL.into_iter().find(|rag| self.rag(*rag) > 0)
    }

    fn add_counts(&mut self, other: &Self) {
        self.counts
            .iter_mut()
            .zip(other.counts)
            .for_each(|(sum, count)| *sum += count);
        self.rag
            .iter_mut()
            .zip(other.rag)
            .for_each(|(sum, count)| *sum += count);
    }
}

/// What is done of a milestone, and what is expected of it by `as_of`: all of it once its baseline has come.
#[must_use]
pub fn progress_of(milestone: &Milestone, as_of: Date) -> Progress {
    let due = milestone.baseline.is_some_and(|baseline| baseline <= as_of);
    Progress {
        done: milestone.part(),
        expected: if due { 1.0 } else { 0.0 },
    }
}

/// Sums milestones, each with its weight.
#[derive(Clone, Copy, Debug, Default)]
pub struct TallySum {
    tally: Tally,
    sum: ProgressSum,
}

impl TallySum {
    /// Adds a milestone.
    pub fn add(
        &mut self,
        milestone: &Milestone,
        weight: u32,
        thresholds: &Thresholds,
        as_of: Date,
    ) {
        let Assessment { status, .. } = assess(milestone, thresholds, as_of);
        self.add_assessed(status, progress_of(milestone, as_of), weight);
    }

    /// Adds a milestone of this status and progress.
    pub fn add_assessed(&mut self, status: Status, progress: Progress, weight: u32) {
        self.tally.counts[status as usize] += 1;
        if status != Status::Cancelled {
            self.sum.add(weight, progress);
        }
    }

    /// The sum.
    #[must_use]
    pub fn tally(self) -> Tally {
        self.parts().0
    }

    /// The sum, and whether anything had weight.
    fn parts(self) -> (Tally, bool) {
        let progress = self.sum.progress();
        let tally = Tally {
            progress: progress.unwrap_or_default(),
            ..self.tally
        };
        (tally, progress.is_some())
    }
}

fn tally<'a>(
    milestones: impl Iterator<Item = (&'a Milestone, u32)>,
    thresholds: &Thresholds,
    as_of: Date,
) -> (Tally, bool) {
    let mut sum = TallySum::default();
    for (milestone, weight) in milestones {
        sum.add(milestone, weight, thresholds, as_of);
    }
    sum.parts()
}

/// The summaries of everything in the programme at one as-of date.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The programme.
    pub programme: Tally,
    platforms: HashMap<Id, (Tally, bool)>,
    ministries: HashMap<Id, Tally>,
}

impl Summary {
    /// Computes everything.
    #[must_use]
    pub fn new(programme: &Programme, thresholds: &Thresholds, as_of: Date) -> Self {
        let mut summary = Self::default();
        for platform in programme.platforms() {
            summary.platforms.insert(
                platform.id.clone(),
                of_platform(programme, platform, thresholds, as_of),
            );
        }
        summary.sum_up(programme);
        summary
    }

    /// Computes again what follows from a change of these platforms.
    pub fn update<'a>(
        &mut self,
        programme: &Programme,
        thresholds: &Thresholds,
        as_of: Date,
        changed: impl IntoIterator<Item = &'a Id>,
    ) {
        for platform in changed.into_iter().filter_map(|id| programme.platform(id)) {
            self.platforms.insert(
                platform.id.clone(),
                of_platform(programme, platform, thresholds, as_of),
            );
        }
        self.sum_up(programme);
    }

    /// The same sums over some platforms and some of their milestones. The colour of a platform is that of the whole of it.
    #[must_use]
    pub fn of_shown<'a, M: Iterator<Item = &'a Milestone>>(
        &self,
        programme: &Programme,
        thresholds: &Thresholds,
        as_of: Date,
        shown: impl Iterator<Item = (&'a Platform, M)>,
    ) -> Self {
        let mut summary = Self::default();
        for (platform, milestones) in shown {
            let weighted = milestones.map(|milestone| (milestone, programme.weight(milestone)));
            let (mut tally, has_weight) = tally(weighted, thresholds, as_of);
            tally.rag = self.platform(&platform.id).rag;
            summary
                .platforms
                .insert(platform.id.clone(), (tally, has_weight));
        }
        summary.sum_up(programme);
        summary
    }

    fn sum_up(&mut self, programme: &Programme) {
        let mut all = Sum::default();
        let mut ministries: HashMap<&Id, Sum> = HashMap::new();
        for platform in programme.platforms() {
            let (Some((tally, has_weight)), Some(ministry)) =
                (self.platforms.get(&platform.id), &platform.ministry)
            else {
                continue;
            };
            let weight = if *has_weight { platform.weight } else { 0 };
            all.add(tally, weight);
            ministries.entry(ministry).or_default().add(tally, weight);
        }
        self.programme = all.tally();
        self.ministries = ministries
            .into_iter()
            .map(|(id, sum)| (id.clone(), sum.tally()))
            .collect();
    }

    /// The summary of a platform.
    #[must_use]
    pub fn platform(&self, id: &Id) -> Tally {
        self.platforms
            .get(id)
            .map(|(tally, _)| *tally)
            .unwrap_or_default()
    }

    /// The summary of a ministry, or of the whole programme.
    #[must_use]
    pub fn ministry(&self, id: Option<&Id>) -> Tally {
        match id {
            Some(id) => self.ministries.get(id).copied().unwrap_or_default(),
            None => self.programme,
        }
    }

    /// The colour of a platform.
    #[must_use]
    pub fn rag(&self, id: &Id) -> Rag {
        self.platform(id).worst().unwrap_or(Rag::Grey)
    }
}

/// The summary of one kind of milestone over some platforms.
#[must_use]
pub fn of_kind<'a>(
    platforms: impl Iterator<Item = &'a Platform>,
    kind: &Id,
    thresholds: &Thresholds,
    as_of: Date,
) -> Tally {
    let milestones = platforms.filter_map(|platform| {
        let milestone = platform
            .milestone(kind)
            .filter(|milestone| milestone.is_shown())?;
        Some((milestone, platform.weight))
    });
    tally(milestones, thresholds, as_of).0
}

fn of_platform(
    programme: &Programme,
    platform: &Platform,
    thresholds: &Thresholds,
    as_of: Date,
) -> (Tally, bool) {
    let weighted = platform
        .milestones()
        .map(|milestone| (milestone, programme.weight(milestone)));
    let (mut tally, has_weight) = tally(weighted, thresholds, as_of);
    let assessed = platform
        .milestones()
        .map(|milestone| (milestone, assess(milestone, thresholds, as_of)));
    tally.rag[rag(assessed, thresholds) as usize] = 1;
    (tally, has_weight)
}

#[derive(Default)]
struct Sum {
    tally: Tally,
    progress: ProgressSum,
}

impl Sum {
    fn add(&mut self, tally: &Tally, weight: u32) {
        self.tally.add_counts(tally);
        self.progress.add(weight, tally.progress);
    }

    fn tally(self) -> Tally {
        Tally {
            progress: self.progress.progress().unwrap_or_default(),
            ..self.tally
        }
    }
}
