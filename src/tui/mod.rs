//! The board in a terminal: events in, frames out. The loop takes its screen and its messages as parameters; what waits
//! (keys, disk, signals) waits on threads of its own, and an idle board does nothing.

mod editor;
mod event_loop;
mod input;
mod screen;
#[cfg(unix)]
mod signals;
mod worker;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::mpsc;

pub use editor::Gate;
pub use event_loop::{Screen, run_loop};
pub use screen::{TerminalScreen, restore_on_panic};
pub use worker::{Job, Worker, answer, contested, history, views};

use crate::app::model::Start;
use crate::app::{Message, Model, update};
use crate::setup::Setup;
use crate::theme::Depth;
use crate::views::Memory;

/// Exit code: the store cannot be read, or changes could not be saved.
const FILE_SYSTEM: u8 = 4;

/// Runs the board until it is left.
#[must_use]
pub fn run(setup: &Setup) -> ExitCode {
    let replica = match setup.open() {
        Ok(replica) => replica,
        Err(error) => return fail(&setup.lang.store_error(&error)),
    };
    let mut model = Model::new(start(setup, &replica));
    if setup.is_first_start() {
        model.welcome();
    }
    let (sender, messages) = mpsc::channel::<Message>();
    let worker = Worker::start(replica, setup.clone(), sender.clone());
    #[cfg(unix)]
    let signals = signals::listen(sender.clone());
    let depth = Depth::of(env("COLORTERM").as_deref(), env("TERM").as_deref());
    let gate = Gate::default();
    let outcome = TerminalScreen::open(depth, model.mouse, gate.clone()).and_then(|mut screen| {
        input::listen(sender, gate);
        let (columns, rows) = size();
        update(&mut model, Message::Resize(columns, rows));
        run_loop(&mut screen, &mut model, &messages, &mut |job| {
            worker.send(job);
        })
    });
    // The terminal is the user's again before the last changes are waited for.
    let unsaved = worker.finish();
    #[cfg(unix)]
    if let Some(signal) = signals.caught() {
        return ExitCode::from(128 + signal);
    }
    match outcome {
        Err(error) => fail(&error.to_string()),
        Ok(()) => match unsaved {
            None => fail(setup.lang.worker_died()),
            Some(0) => ExitCode::SUCCESS,
            Some(unsaved) => fail(&setup.lang.unsaved(unsaved)),
        },
    }
}

fn start(setup: &Setup, replica: &crate::replica::Replica) -> Start {
    Start {
        programme: replica.programme().clone(),
        settings: setup.settings.clone(),
        zone: setup.zone.clone(),
        as_of: setup.as_of(),
        as_of_is_fixed: setup.as_of.is_some(),
        today: setup.clock.today(&setup.zone),
        memory: Memory::load(&setup.places.board),
        size: size(),
    }
}

fn size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((80, 24))
}

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn fail(text: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "tiendo: {text}");
    ExitCode::from(FILE_SYSTEM)
}
