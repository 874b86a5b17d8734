//! Nothing is ever lost: the store under every fault that can be thought of.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod bites;
mod crash;
mod fixture;
mod sim;
