//! Red, amber, green: one look at a platform.

use super::milestone::Milestone;
use super::status::{Assessment, Status, days};
use super::thresholds::Thresholds;

/// The colour of a platform, worst first. A letter or glyph always goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rag {
    /// Something is overdue by more than the threshold, or operation is forecast far beyond its baseline.
    Red,
    /// Something is overdue, at risk, stale, due soon and not begun, or done without evidence.
    Amber,
    /// None of these, and at least one milestone has a date.
    Green,
    /// No milestone has a date.
    Grey,
    /// All is done and verified.
    Complete,
}

impl Rag {
    /// Every colour, worst first.
    pub const ALL: [Self; 5] = [
        Self::Red,
        Self::Amber,
        Self::Green,
        Self::Grey,
        Self::Complete,
    ];

    /// The code used in JSON and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Grey => "grey",
            Self::Complete => "complete",
        }
    }
}

/// The kind of milestone whose forecast alone can make a platform red.
const OPERATION: &str = "operation";

/// The colour of a platform from its assessed milestones. Cancelled milestones do not count; those on hold count only in
/// that they keep a platform from being complete.
pub fn rag<'a>(
    milestones: impl IntoIterator<Item = (&'a Milestone, Assessment)>,
    thresholds: &Thresholds,
) -> Rag {
    let (mut amber, mut dated, mut any, mut complete) = (false, false, false, true);
    for (milestone, assessment) in milestones {
        let status = assessment.status;
        if status == Status::Cancelled {
            continue;
        }
        any = true;
        complete &= status.is_done() && !assessment.unverified;
        dated |= milestone.baseline.is_some();
        if status == Status::OnHold {
            continue;
        }
        if is_red(milestone, assessment, thresholds) {
            return Rag::Red;
        }
        amber |= matches!(status, Status::Overdue | Status::AtRisk)
            || (status == Status::DueSoon && !milestone.is_started())
            || assessment.stale
            || assessment.unverified;
    }
    match (any && complete, amber, dated) {
        (true, _, _) => Rag::Complete,
        (_, true, _) => Rag::Amber,
        (_, _, true) => Rag::Green,
        _ => Rag::Grey,
    }
}

fn is_red(milestone: &Milestone, assessment: Assessment, thresholds: &Thresholds) -> bool {
    let long_overdue = assessment
        .overdue_days
        .is_some_and(|late| late > thresholds.red_overdue_days);
    let operation_late = milestone.kind.as_str() == OPERATION
        && !milestone.is_done()
        && milestone
            .baseline
            .zip(milestone.forecast)
            .is_some_and(|(baseline, forecast)| {
                days(baseline, forecast) > thresholds.red_operation_days
            });
    long_overdue || operation_late
}
