//! When a line was written: a hybrid logical clock. Time of day for people, a counter so that every line of a writer is
//! after everything that writer had seen. Order between changes is decided by what they overwrite; stamps only break
//! ties between changes made without knowledge of each other.

use jiff::Timestamp;

/// First moment that a stamp may carry: 2000-01-01T00:00:00Z, in milliseconds.
const FIRST: i64 = 946_684_800_000;
/// Last moment that a stamp may carry: 2199-12-31T23:59:59.999Z, in milliseconds.
const LAST: i64 = 7_258_118_399_999;

/// Last moment that a writer takes over from others: 2189-12-31T23:59:59.999Z. Beyond it a line, by whatever hand, leaves
/// room for those to come.
const LAST_TAKEN: i64 = 6_942_585_599_999;

/// A moment of the hybrid clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970, UTC.
    pub ms: i64,
    /// Counts lines within a millisecond, or while the clock stands behind what was seen.
    pub n: u32,
}

impl Default for Stamp {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Stamp {
    /// The earliest stamp.
    pub const ZERO: Self = Self { ms: FIRST, n: 0 };

    /// The stamp of a new line at wall-clock `now` by a writer that has seen stamps up to `self`: greater than both, as
    /// far as the range reaches.
    #[must_use]
    pub fn tick(self, now: Timestamp) -> Self {
        let now = now.as_millisecond().clamp(FIRST, LAST);
        if now > self.ms {
            Self { ms: now, n: 0 }
        } else if let Some(n) = self.n.checked_add(1) {
            Self { ms: self.ms, n }
        } else {
            Self {
                ms: (self.ms + 1).min(LAST),
                n: 0,
            }
        }
    }

    /// So much later in the same moment, as far as the count reaches.
    #[must_use]
    pub const fn later(self, by: u16) -> Self {
        Self {
            ms: self.ms,
            n: self.n.saturating_add(by as u32),
        }
    }

    /// Whether those who see it go on from it.
    #[must_use]
    pub const fn is_taken_over(self) -> bool {
        self.ms <= LAST_TAKEN
    }

    /// Its place among others of one person: what came out of a far future is taken to have been before all else.
    #[must_use]
    pub const fn place(self) -> (bool, Self) {
        (self.is_taken_over(), self)
    }

    /// The moment for people.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.ms).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The moment as it stands in a journal: UTC with milliseconds.
    #[must_use]
    pub fn text(self) -> String {
        format!("{:.3}", self.timestamp())
    }

    /// Reads what [`Stamp::text`] writes; `None` outside the years 2000 to 2199.
    #[must_use]
    pub fn parse(text: &str, n: u32) -> Option<Self> {
        let ms = text.parse::<Timestamp>().ok()?.as_millisecond();
        (FIRST..=LAST).contains(&ms).then_some(Self { ms, n })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_new_stamp_is_after_the_clock_and_after_everything_seen() {
        let seen = Stamp::parse("2026-11-23T07:14:05.123Z", 4).unwrap();
        assert_eq!(
            seen.tick(at("2026-11-23T07:14:06Z")).text(),
            "2026-11-23T07:14:06.000Z"
        );
        let behind = seen.tick(at("1970-01-01T00:00:00Z"));
        assert_eq!(
            (behind.text().as_str(), behind.n),
            ("2026-11-23T07:14:05.123Z", 5)
        );
    }

    #[test]
    fn the_counter_overflows_into_the_next_millisecond() {
        let full = Stamp {
            ms: FIRST,
            n: u32::MAX,
        };
        assert_eq!(
            full.tick(at("1970-01-01T00:00:00Z")),
            Stamp {
                ms: FIRST + 1,
                n: 0
            }
        );
    }

    #[test]
    fn stamps_outside_the_range_are_refused() {
        for text in [
            "1999-12-31T23:59:59.999Z",
            "2200-01-01T00:00:00.000Z",
            "yesterday",
            "",
        ] {
            assert_eq!(Stamp::parse(text, 0), None, "{text}");
        }
        assert!(Stamp::parse("2199-12-31T23:59:59.999Z", 0).is_some());
    }
}
