//! tiendo.

pub mod clock;
pub mod domain;
pub mod replica;
pub mod search;
pub mod store;
