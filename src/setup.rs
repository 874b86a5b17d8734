//! What a run of the program starts from: the arguments, the settings and the surroundings, put together once.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::Clock;
use crate::domain::catalogue::Additions;
use crate::domain::{Lang, Thresholds};
use crate::places::Places;
use crate::replica::{Author, Replica};
use crate::settings::{Fault, Layers, Setting};
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
    /// The settings that hold.
    pub settings: Layers,
    /// What was wrong in the settings file.
    pub faults: Vec<Fault>,
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

    /// Whether the questions of the first start are to be asked: never asked before, and nobody said who records.
    #[must_use]
    pub fn is_first_start(&self) -> bool {
        let person = Setting::find("person");
        self.places.are_new() && person.is_some_and(|person| !self.settings.is_above(person))
    }

    /// The thresholds of the rules.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        self.settings.thresholds(self.zone.clone())
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
            by: self.settings.person(),
            clock: self.clock,
            zone: self.zone.clone(),
        };
        let store = store.trusting_foreign(self.trusts_foreign);
        let mut replica = Replica::open(store, author, self.catalogue.clone())?;
        replica.require_evidence(self.settings.evidence_required());
        Ok(replica)
    }
}
