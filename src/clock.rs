//! The only "now". Everything else is told the time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Where the time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A clock that stands still, for tests and pictures.
    Fixed(Timestamp),
}

impl Clock {
    /// The clock that stands at `moment`, such as `2026-11-23T07:14:05Z`, or the machine's when there is none.
    ///
    /// # Errors
    /// When the moment cannot be read.
    pub fn of(moment: Option<&str>) -> Result<Self, jiff::Error> {
        moment.map_or(Ok(Self::System), |text| text.parse().map(Self::Fixed))
    }

    /// The moment.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(moment) => moment,
        }
    }

    /// The day, in a time zone.
    #[must_use]
    pub fn today(self, zone: &TimeZone) -> Date {
        zone.to_datetime(self.now()).date()
    }
}
