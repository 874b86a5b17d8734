//! The binary: arguments, then the board or a command, then an exit code.

use std::process::ExitCode;

use tiendo::cli::{self, Invocation};
use tiendo::tui;

fn main() -> ExitCode {
    match cli::parse(std::env::args_os()) {
        Ok(Invocation::Board(setup)) => tui::run(&setup),
        Ok(Invocation::Command(setup, name, matches)) => cli::run(&setup, &name, &matches)
            .map_or_else(|failure| failure.report(), |()| ExitCode::SUCCESS),
        Err(failure) => failure.report(),
    }
}
