//! What a run of the program starts from: the arguments, the settings and the surroundings, put together once.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::Clock;
use crate::domain::catalogue::Additions;
use crate::domain::{Lang, Thresholds};
use crate::places::Places;
use crate::replica::{Author, Replica};
use crate::settings::{Problem, Settings, ThemeName};
use crate::store::disk::RealDisk;
use crate::store::seat::PrivateSeats;
use crate::store::{Store, StoreError};

/// Everything that is decided before the first screen or the first line of output.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The language: by flag, else by setting, else by locale, else Vietnamese.
    pub lang: Lang,
    /// The date for which everything is computed, when it is not today.
    pub as_of: Option<Date>,
    /// The clock.
    pub clock: Clock,
    /// The time zone in which days are counted.
    pub zone: TimeZone,
    /// Where things are.
    pub places: Places,
    /// The user's settings.
    pub settings: Settings,
    /// What was wrong in the settings file.
    pub problems: Vec<Problem>,
    /// The theme asked for by flag or by `NO_COLOR`.
    pub theme: Option<ThemeName>,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// Who records.
    pub by: String,
    /// The list that a new store starts from.
    pub catalogue: Additions,
    /// Whether a store that belongs to another user is used all the same.
    pub trusts_foreign: bool,
}

impl Setup {
    /// Today, by the clock.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today(&self.zone)
    }

    /// The date for which everything is computed.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of.unwrap_or_else(|| self.today())
    }

    /// The thresholds of the rules.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        Thresholds {
            zone: self.zone.clone(),
            ..Thresholds::default()
        }
    }

    /// Opens the store.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn open(&self) -> Result<Replica, StoreError> {
        let seats = PrivateSeats::new(&self.places.state, &self.places.store);
        let store = Store::new(
            Box::new(RealDisk),
            self.places.store.clone(),
            Box::new(seats),
        );
        let author = Author {
            by: self.by.clone(),
            clock: self.clock,
            zone: self.zone.clone(),
        };
        Replica::open(
            store.trusting_foreign(self.trusts_foreign),
            author,
            self.catalogue.clone(),
        )
    }
}
