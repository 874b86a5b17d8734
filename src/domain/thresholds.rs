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
    /// The last day of a monthly reporting period, 1 to 28. The 14th is that of Decree 09/2019/NĐ-CP, article 12.
    pub cutoff_day: i8,
    /// The time zone in which days are counted; that of the machine.
    pub zone: TimeZone,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            due_soon_days: 14,
            red_overdue_days: 30,
            red_operation_days: 90,
            cutoff_day: 14,
            zone: TimeZone::UTC,
        }
    }
}

impl Thresholds {
    /// The last reporting cut-off before `as_of`.
    #[must_use]
    pub fn last_cutoff(&self, as_of: Date) -> Date {
        let on = |date: Date| date.with().day(self.cutoff_day).build().unwrap_or(date);
        if as_of.day() > self.cutoff_day {
            return on(as_of);
        }
        on(as_of.first_of_month().yesterday().unwrap_or(as_of))
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
}
