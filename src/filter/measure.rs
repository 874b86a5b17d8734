//! What rows are put in order by: of a milestone, of a platform with what is shown of it, of a sum.

use std::collections::HashMap;

use jiff::civil::Date;

use super::listing::Ground;
use super::sort::{Measure, SEVERITY, Sort, SortKey, put_in_order};
use crate::domain::milestone::State;
use crate::domain::status::days;
use crate::domain::summary::TallySum;
use crate::domain::{Id, Milestone, Platform, Rag, Status, Summary, Tally, assess};
use crate::search::fold;

/// The earliest due date of what is open, and the greatest slippage.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extremes {
    pub(super) due: Option<Date>,
    pub(super) slippage: Option<i32>,
}

impl Extremes {
    pub(super) fn of<'m>(
        milestones: impl IntoIterator<Item = &'m Milestone>,
        ground: &Ground<'_>,
    ) -> Self {
        let mut extremes = Self::default();
        for milestone in milestones {
            extremes.add(milestone, ground);
        }
        extremes
    }

    pub(super) fn add(&mut self, milestone: &Milestone, ground: &Ground<'_>) {
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

pub(super) fn in_order(
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

pub(super) fn sort_milestones(milestones: &mut Vec<&Milestone>, sort: Sort, ground: &Ground<'_>) {
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

pub(super) fn name(name: &str) -> Measure {
    Measure::Text(fold(name).text)
}

pub(super) fn measure_milestone(
    milestone: &Milestone,
    key: SortKey,
    ground: &Ground<'_>,
) -> Option<Measure> {
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

pub(super) fn measure_platform(
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

pub(super) fn measure_tally(tally: &Tally, key: SortKey) -> Option<Measure> {
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
