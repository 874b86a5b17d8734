//! Being asked to leave by the system: SIGTERM, SIGINT, and SIGHUP when the window closes.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::app::Message;

/// How long the board has to save and leave by itself. Reading from a terminal that is gone can spin for ever.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which signal was caught, if any.
#[derive(Clone, Debug, Default)]
pub(super) struct Caught(Arc<AtomicI32>);

impl Caught {
    pub(super) fn caught(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::Relaxed))
            .ok()
            .filter(|signal| *signal > 0)
    }
}

/// Listens on a thread of its own.
pub(super) fn listen(sender: Sender<Message>) -> Caught {
    let caught = Caught::default();
    let seen = caught.clone();
    if let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) {
        thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                seen.0.store(signal, Ordering::Relaxed);
                let _ = sender.send(Message::Terminate);
                thread::sleep(PATIENCE);
                std::process::exit(128 + signal);
            }
        });
    }
    caught
}
