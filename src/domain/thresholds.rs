//! The settings that the rules rest on.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Thresholds and reporting settings of the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// A baseline this many days ahead or fewer is *due soon*.
    pub due_soon_days: i32,
    /// Overdue by more days than this makes a platform red.
    pub red_overdue_days: i32,
    /// A forecast of `operation` later than its baseline by more days than this makes a platform red.
    pub red_operation_days: i32,
    /// The last days of the reporting periods, each 1 to 28. The 14th is that of Decree 09/2019/NĐ-CP, article 12.
    pub cutoff_days: Vec<i8>,
    /// The time zone in which days are counted; that of the machine.
    pub zone: TimeZone,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            due_soon_days: 14,
            red_overdue_days: 30,
            red_operation_days: 90,
            cutoff_days: vec![14],
            zone: TimeZone::UTC,
        }
    }
}

impl Thresholds {
    /// The last reporting cut-off before `as_of`.
    #[must_use]
    pub fn last_cutoff(&self, as_of: Date) -> Date {
        let before = as_of.first_of_month().yesterday().unwrap_or(as_of);
        let cutoffs = self.cutoff_days.iter().map(|day| {
            let month = if as_of.day() > *day { as_of } else { before };
            month.with().day(*day).build().unwrap_or(month)
        });
        cutoffs.max().unwrap_or(before)
    }

    /// The day of a moment in the zone in which days are counted.
    #[must_use]
    pub fn local_date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_last_cut_off_is_before_the_day_itself() {
        let thresholds = Thresholds::default();
        for (as_of, cutoff) in [
            (date(2026, 11, 23), date(2026, 11, 14)),
            (date(2026, 11, 14), date(2026, 10, 14)),
            (date(2026, 1, 3), date(2025, 12, 14)),
            (date(2024, 3, 1), date(2024, 2, 14)),
        ] {
            assert_eq!(thresholds.last_cutoff(as_of), cutoff);
        }
    }

    #[test]
    fn of_several_cut_offs_the_latest_counts() {
        let thresholds = Thresholds {
            cutoff_days: vec![28, 1, 15],
            ..Thresholds::default()
        };
        for (as_of, cutoff) in [
            (date(2026, 11, 23), date(2026, 11, 15)),
            (date(2026, 11, 15), date(2026, 11, 1)),
            (date(2026, 11, 1), date(2026, 10, 28)),
            (date(2026, 11, 30), date(2026, 11, 28)),
        ] {
            assert_eq!(thresholds.last_cutoff(as_of), cutoff);
        }
    }
}
