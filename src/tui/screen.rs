//! The real terminal: taken at the start, given back however the program ends.

use std::io::{self, BufWriter, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    SetTitle, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::editor::{self, Gate};
use super::event_loop::Screen;
use crate::app::Model;
use crate::theme::Depth;
use crate::view;

/// The terminal, while it is ours.
pub struct TerminalScreen {
    /// Never dropped: its own drop complains on standard error, which panics once the window is closed.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
    depth: Depth,
    mouse: bool,
    gate: Gate,
}

impl TerminalScreen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When it cannot be switched to raw mode or written to.
    pub fn open(depth: Depth, mouse: bool, gate: Gate) -> io::Result<Self> {
        restore_on_panic();
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        let mut screen = Self {
            terminal: ManuallyDrop::new(Terminal::new(CrosstermBackend::new(out))?),
            depth,
            mouse,
            gate,
        };
        screen.enter()?;
        Ok(screen)
    }

    fn enter(&mut self) -> io::Result<()> {
        TAKEN.store(true, Ordering::Relaxed);
        enable_raw_mode()?;
        execute!(
            self.terminal.backend_mut(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            SetTitle("tiến độ")
        )?;
        self.listen_to_mouse(self.mouse)
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        restore();
    }
}

impl Screen for TerminalScreen {
    fn draw(&mut self, model: &Model) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let depth = self.depth;
        self.terminal
            .draw(|frame| view::draw(model, depth, frame))?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    fn redraw(&mut self) -> io::Result<()> {
        let area = self.terminal.size()?.into();
        self.terminal.resize(area)
    }

    #[cfg(unix)]
    fn suspend(&mut self) -> io::Result<()> {
        use std::sync::Arc;
        use std::time::Duration;

        restore();
        let resumed = Arc::new(AtomicBool::new(false));
        let handler =
            signal_hook::flag::register(signal_hook::consts::SIGCONT, Arc::clone(&resumed))?;
        // The whole job stops, also what started us, so that the shell gets the terminal.
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        // The signal may reach another thread a moment later; a job that cannot stop just goes on.
        for _ in 0..20 {
            if resumed.load(Ordering::Relaxed) {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        signal_hook::low_level::unregister(handler);
        self.enter()?;
        self.redraw()
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn edit(&mut self, text: &str) -> io::Result<Result<String, String>> {
        self.gate.close(true);
        restore();
        let edited = editor::run(text);
        self.enter()?;
        self.redraw()?;
        self.gate.close(false);
        Ok(edited.map_err(|error| error.to_string()))
    }

    fn listen_to_mouse(&mut self, listen: bool) -> io::Result<()> {
        self.mouse = listen;
        let out = self.terminal.backend_mut();
        if listen {
            execute!(out, EnableMouseCapture)
        } else {
            execute!(out, DisableMouseCapture)
        }
    }
}

/// Makes a panic give the terminal back before it speaks.
pub fn restore_on_panic() {
    let speak = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        speak(panic);
    }));
}

/// Whether the terminal is ours: giving it back twice would move the cursor over what was said in between.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back as it was. Nothing can be done when that fails.
fn restore() {
    if !TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
}
