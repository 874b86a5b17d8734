//! tiendo (*tiến độ*: progress against plan) is a terminal dashboard for the people who coordinate Vietnam's programme of
//! 55 shared digital platforms: who owns each platform, what has been delivered, what is late, whom to urge.
//!
//! # Layers
//!
//! ```text
//! terminal events ─ tui::input → Message ─ app::update → Model', [Effect] ─ tui::worker → Replica → Message ─┐
//!       ▲                                     ▲──────────────────────────────────────────────────────────────┘
//!       └─ blocked when idle;  drain the queue, then draw once: view::draw(&Model, …, frame)
//! ```
//!
//! | module | what it is for | may use |
//! |---|---|---|
//! | [`domain`] | the rules: status, progress, colour, operations | nothing else of the crate |
//! | [`search`] | finding a platform | `domain` |
//! | [`filter`] | what is shown, in which order | `domain`, `search` |
//! | [`views`] | named filters and orders, in a file | `domain`, `search`, `filter` |
//! | [`settings`] | what the user has chosen, in a file | `domain` |
//! | [`store`] | the folder of journals | `domain` |
//! | [`replica`] | the one door to the data | `domain`, `store`, `clock` |
//! | [`i18n`] | every text, in three languages | `domain`, and what it puts into words: `filter`, `replica`, `settings`, `store`, `views` |
//! | [`app`] | the state of the screen | `domain`, `search`, `filter`, `i18n`, `settings`, `views` |
//! | [`view`] | drawing it | `app`, `domain`, `search`, `filter`, `i18n`, `settings`, `theme`, `views` |
//! | [`tui`], [`cli`] | the edges | everything but each other |
//!
//! [`clock`] is the only "now", [`places`] knows where things are on the machine, [`user`] whose it is, [`setup`] puts these together at the start.
//!
//! # Architecture invariants
//!
//! * The view never writes: it borrows the model.
//! * The domain does not know the time: the as-of date is a parameter.
//! * Nothing but the store touches the store's files.
//! * Every edit is a line in a journal; undo is a line, too.
//! * The same set of lines gives the same state, in any order and with any repetition.
//! * The screen never says saved before the disk holds it.
//! * A prompt is a mode, never a nested loop.
//! * What is shown is listed once for each change, by [`filter::Listing`], for the board and the command line alike.
//!
//! The walls are checked by machine: the pure modules deny what `.clippy.toml` bans, and a test reads every `use`.

pub mod app;
pub mod cli;
pub mod clock;
pub mod domain;
pub mod filter;
pub mod i18n;
pub mod places;
pub mod replica;
pub mod search;
pub mod settings;
pub mod setup;
pub mod store;
pub mod theme;
pub mod tui;
pub mod user;
pub mod view;
pub mod views;
