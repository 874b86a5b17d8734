//! The loop: wait for a message, take all there are, draw once.

use std::io;
use std::sync::mpsc::Receiver;

use super::worker::Job;
use crate::app::{Effect, Message, Model, update};

/// What the loop needs of a screen.
#[expect(
    clippy::missing_errors_doc,
    reason = "all give the errors of the terminal"
)]
pub trait Screen {
    /// Draws the model.
    fn draw(&mut self, model: &Model) -> io::Result<()>;
    /// Forgets what is on the screen, so that the next frame is drawn whole.
    fn redraw(&mut self) -> io::Result<()>;
    /// Gives the terminal to the shell until it is brought back.
    fn suspend(&mut self) -> io::Result<()>;
    /// Lets the user edit a text in the editor of their choice; the text as it was left, or what went wrong.
    fn edit(&mut self, text: &str) -> io::Result<Result<String, String>>;
    /// Listens to the mouse, or not.
    fn listen_to_mouse(&mut self, listen: bool) -> io::Result<()>;
}

/// Runs until the model asks to leave, or nobody can send messages any more.
///
/// # Errors
/// Those of the screen.
pub fn run_loop(
    screen: &mut impl Screen,
    model: &mut Model,
    messages: &Receiver<Message>,
    work: &mut dyn FnMut(Job),
) -> io::Result<()> {
    screen.draw(model)?;
    while let Ok(first) = messages.recv() {
        let mut next = Some(first);
        while let Some(message) = next {
            for effect in update(model, message) {
                match effect {
                    Effect::Record(request, lang) => work(Job::Record(request, lang)),
                    Effect::ReadHistory(query, lang) => work(Job::ReadHistory(query, lang)),
                    Effect::Views(request, lang) => work(Job::Views(request, lang)),
                    Effect::Remember(memory) => work(Job::Remember(memory)),
                    Effect::SaveSetting(setter, lang) => work(Job::SaveSetting(setter, lang)),
                    Effect::Welcomed(lang) => work(Job::Welcomed(lang)),
                    Effect::ListenToMouse(listen) => screen.listen_to_mouse(listen)?,
                    Effect::Redraw => screen.redraw()?,
                    Effect::Suspend => screen.suspend()?,
                    Effect::EditText(text) => {
                        update(model, Message::Edited(screen.edit(&text)?));
                    }
                    Effect::Quit => return Ok(()),
                }
            }
            next = messages.try_recv().ok();
        }
        screen.draw(model)?;
    }
    Ok(())
}
