//! tiendo.

pub mod app;
pub mod clock;
pub mod domain;
pub mod i18n;
pub mod places;
pub mod replica;
pub mod search;
pub mod settings;
pub mod setup;
pub mod store;
pub mod theme;
pub mod tui;
pub mod view;
