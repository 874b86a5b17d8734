//! Nothing is ever lost: the store under every fault that can be thought of.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod apart;
mod arranged;
mod backups;
mod basis;
mod bites;
mod by_hand;
mod crash;
mod edited;
mod edits;
mod faults;
pub(crate) mod fixture;
mod following;
mod gaps;
mod home;
mod hostile;
mod laws;
mod list;
mod long;
mod lost_list;
mod machine;
mod many;
mod meanwhile;
mod merging;
mod peers;
mod processes;
mod readable;
mod reading;
mod repair;
mod sim;
mod stubborn;
mod swapped;
#[cfg(unix)]
pub(crate) mod syscalls;
mod told;
mod undoing;
mod view;

/// This many cases of a property, or as many as `TIENDO_CASES` asks for.
fn cases(usual: u32) -> proptest::test_runner::Config {
    let asked = std::env::var("TIENDO_CASES")
        .ok()
        .and_then(|text| text.parse().ok());
    proptest::test_runner::Config {
        failure_persistence: None,
        ..proptest::test_runner::Config::with_cases(asked.unwrap_or(usual))
    }
}
