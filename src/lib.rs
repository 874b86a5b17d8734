//! tiendo.

pub mod search;
