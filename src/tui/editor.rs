//! A text in the editor of the user's choice: `$VISUAL`, else `$EDITOR`, else `vi`.

use std::io;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Longest text that is taken back from an editor.
const MAX_TEXT: usize = 4096;

/// Stops the thread that reads the terminal while somebody else does.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    /// Waits while the gate is closed.
    pub(super) fn pass(&self) {
        let (closed, changed) = &*self.0;
        let closed = closed.lock().unwrap_or_else(PoisonError::into_inner);
        drop(changed.wait_while(closed, |closed| *closed));
    }

    /// Closes or opens the gate. The reader is woken by a signal that says that the window may have another size, so that
    /// it comes to the gate instead of taking the next key.
    #[cfg(unix)]
    pub(super) fn close(&self, close: bool) {
        let (closed, changed) = &*self.0;
        *closed.lock().unwrap_or_else(PoisonError::into_inner) = close;
        changed.notify_all();
        if close {
            let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
            // The reader has this long to come to the gate.
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }

    #[cfg(not(unix))]
    pub(super) fn close(&self, close: bool) {
        let (closed, changed) = &*self.0;
        *closed.lock().unwrap_or_else(PoisonError::into_inner) = close;
        changed.notify_all();
    }
}

/// Runs the editor on a text; the terminal must be the user's meanwhile.
///
/// # Errors
/// When it cannot be run, or does not end well; what was typed before is still in the form.
pub(super) fn run(text: &str) -> io::Result<String> {
    let file = tempfile::Builder::new().suffix(".txt").tempfile()?;
    std::fs::write(file.path(), text)?;
    let chosen = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok());
    let chosen = chosen.filter(|name| !name.trim().is_empty());
    let chosen = chosen.unwrap_or_else(|| "vi".to_owned());
    let mut words = chosen.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program)
        .args(words)
        .arg(file.path())
        .status()
        .map_err(|error| io::Error::new(error.kind(), format!("{program}: {error}")))?;
    if !status.success() {
        return Err(io::Error::other(format!("{program}: {status}")));
    }
    let text = std::fs::read_to_string(file.path())?;
    let end = text.floor_char_boundary(MAX_TEXT);
    Ok(text[..end].trim_end().to_owned())
}
