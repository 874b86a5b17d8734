//! The reporting status of a milestone at an as-of date, with its slippage and flags.

use jiff::civil::Date;

use super::milestone::{Milestone, State};
use super::thresholds::Thresholds;

/// Reporting status; see [`assess`] for the rule of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Given up; outside all rates.
    Cancelled,
    /// Stopped for now; outside the rates.
    OnHold,
    /// Done by its baseline, or done without one.
    DoneOnTime,
    /// Done after its baseline.
    DoneLate,
    /// Not done and past its baseline.
    Overdue,
    /// Not done and forecast after its baseline.
    AtRisk,
    /// Not done, with a baseline within the coming days.
    DueSoon,
    /// Begun, and nothing is wrong.
    OnTrack,
    /// Has a baseline, none of the above.
    NotDue,
    /// No baseline: a gap in the data.
    NoDate,
}

impl Status {
    /// Every status, in the order of the rules.
    pub const ALL: [Self; 10] = [
        Self::Cancelled,
        Self::OnHold,
        Self::DoneOnTime,
        Self::DoneLate,
        Self::Overdue,
        Self::AtRisk,
        Self::DueSoon,
        Self::OnTrack,
        Self::NotDue,
        Self::NoDate,
    ];

    /// The code used in JSON and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::OnHold => "on_hold",
            Self::DoneOnTime => "done_on_time",
            Self::DoneLate => "done_late",
            Self::Overdue => "overdue",
            Self::AtRisk => "at_risk",
            Self::DueSoon => "due_soon",
            Self::OnTrack => "on_track",
            Self::NotDue => "not_due",
            Self::NoDate => "no_date",
        }
    }

    /// Done, on time or late.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::DoneOnTime | Self::DoneLate)
    }
}

/// What follows from a milestone and an as-of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The reporting status.
    pub status: Status,
    /// Days late, negative when early; `None` when there is nothing to compare.
    pub slippage: Option<i32>,
    /// Days from the baseline to the as-of date, when overdue.
    pub overdue_days: Option<i32>,
    /// Done without evidence.
    pub unverified: bool,
    /// Under way or overdue, and unchanged since the last reporting cut-off.
    pub stale: bool,
    /// Its baseline was replaced.
    pub rebaselined: bool,
}

/// Assesses a milestone at `as_of`. The first rule that matches gives the status; the due date itself is inside the
/// deadline; days are calendar days.
#[must_use]
pub fn assess(milestone: &Milestone, thresholds: &Thresholds, as_of: Date) -> Assessment {
    let status = status(milestone, thresholds, as_of);
    Assessment {
        status,
        slippage: slippage(milestone, as_of),
        overdue_days: milestone
            .baseline
            .filter(|_| status == Status::Overdue)
            .map(|baseline| days(baseline, as_of)),
        unverified: status.is_done() && !is_proven(milestone),
        stale: is_stale(milestone, status, thresholds, as_of),
        rebaselined: milestone
            .original_baseline
            .is_some_and(|original| Some(original) != milestone.baseline),
    }
}

/// Without its number a document is none: one person may have taken it away while another put its title right.
fn is_proven(milestone: &Milestone) -> bool {
    let mut documents = milestone.documents();
    documents.any(|document| document.number.is_some())
}

fn status(milestone: &Milestone, thresholds: &Thresholds, as_of: Date) -> Status {
    match milestone.state {
        State::Cancelled => return Status::Cancelled,
        State::OnHold => return Status::OnHold,
        State::Open => {}
    }
    let baseline = milestone.baseline;
    if let Some(actual) = milestone.actual {
        let late = baseline.is_some_and(|baseline| actual > baseline);
        return if late {
            Status::DoneLate
        } else {
            Status::DoneOnTime
        };
    }
    if let Some(baseline) = baseline {
        if as_of > baseline {
            return Status::Overdue;
        }
        if milestone
            .forecast
            .is_some_and(|forecast| forecast > baseline)
        {
            return Status::AtRisk;
        }
        if days(as_of, baseline) <= thresholds.due_soon_days {
            return Status::DueSoon;
        }
    }
    match (milestone.is_started(), baseline) {
        (true, _) => Status::OnTrack,
        (false, Some(_)) => Status::NotDue,
        (false, None) => Status::NoDate,
    }
}

/// Actual − baseline when done; else forecast − baseline; when overdue at least as-of − baseline.
fn slippage(milestone: &Milestone, as_of: Date) -> Option<i32> {
    let baseline = milestone.baseline?;
    if let Some(actual) = milestone.actual {
        return Some(days(baseline, actual));
    }
    let forecast = milestone.forecast.map(|forecast| days(baseline, forecast));
    let overdue = (as_of > baseline).then(|| days(baseline, as_of));
    forecast.max(overdue)
}

fn is_stale(milestone: &Milestone, status: Status, thresholds: &Thresholds, as_of: Date) -> bool {
    let reported_on = status == Status::Overdue || (milestone.is_started() && !milestone.is_done());
    if milestone.state != State::Open || !reported_on {
        return false;
    }
    let changed = milestone
        .touch
        .as_ref()
        .map(|touch| thresholds.local_date(touch.at));
    changed.is_none_or(|changed| changed < thresholds.last_cutoff(as_of))
}

/// Calendar days from `from` to `to`, negative when `to` is earlier.
#[must_use]
pub fn days(from: Date, to: Date) -> i32 {
    const HOURS: i64 = 24;
    i32::try_from(from.duration_until(to).as_hours() / HOURS).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Value;

    #[test]
    fn a_document_without_its_number_proves_nothing() {
        let today = Date::constant(2026, 11, 23);
        let mut milestone = Milestone::new("plan".parse().unwrap());
        milestone.set("actual", Some(&Value::from(today)), None);
        let is_unverified =
            |milestone: &Milestone| assess(milestone, &Thresholds::default(), today).unverified;
        assert!(is_unverified(&milestone));
        milestone.set("evidence.7-bc.title", Some(&Value::from("Báo cáo")), None);
        assert!(is_unverified(&milestone));
        milestone.set("evidence.7-bc.number", Some(&Value::from("7/BC")), None);
        assert!(!is_unverified(&milestone));
    }
}
