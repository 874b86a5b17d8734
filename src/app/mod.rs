//! The state of the screen and what changes it. Pure: keys and messages come in, the model changes, effects go out. It
//! draws nothing, waits for nothing, and knows neither the terminal nor the store nor the time.
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod action;
pub mod additions;
mod arrange;
pub mod banner;
pub mod bindings;
pub mod board;
pub mod columns;
mod commands;
pub mod contested;
pub mod effect;
pub mod entry;
pub mod filtering;
pub mod find;
pub mod form;
mod forms;
mod goto;
pub mod hints;
pub mod history;
pub mod items;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod message;
pub mod mode;
pub mod model;
mod mouse;
pub mod palette;
pub mod popup;
pub mod selection;
pub mod settings;
pub mod showing;
pub mod sorting;
pub mod text;
pub mod update;
pub mod viewing;
pub mod welcome;

pub use board::{Board, Pane};
pub use effect::Effect;
pub use key::Key;
pub use message::Message;
pub use mode::Mode;
pub use model::Model;
pub use update::update;
