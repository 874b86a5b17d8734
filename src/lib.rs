//! tiendo.

pub mod domain;
pub mod search;
