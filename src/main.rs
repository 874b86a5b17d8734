//! The binary: arguments, then the board or a command, then an exit code.

use std::process::ExitCode;
#[cfg(unix)]
use std::sync::Arc;

use tiendo::cli::{self, Invocation};
use tiendo::tui;

fn main() -> ExitCode {
    #[cfg(unix)]
    outlive_file_limits();
    match cli::parse(std::env::args_os()) {
        Ok(Invocation::Board(setup)) => tui::run(&setup),
        Ok(Invocation::Command(setup, name, matches)) => cli::run(&setup, &name, &matches)
            .map_or_else(|failure| failure.report(), |()| ExitCode::SUCCESS),
        Err(failure) => failure.report(),
    }
}

/// A limit on the size of files is an error to be told of, like a full disk, and no reason to be killed without a word.
#[cfg(unix)]
fn outlive_file_limits() {
    // That somebody is listening is all that it takes, and without it everything else works.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}
