//! The integration tests: screens, journeys, the command line, the real program in a terminal, the store under attack, the
//! walls.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod architecture;
mod chaos;
mod cli;
mod disk;
mod docs;
mod filtering;
mod fuzzed;
mod harness;
mod history;
mod journeys;
mod listing;
mod ordering;
mod palette;
mod program;
mod pty;
mod roundtrip;
mod screens;
mod seeds;
mod settings;
mod store;
mod tasks;
