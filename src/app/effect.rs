//! What the outside is asked to do.

use crate::domain::{Lang, Operation};
use crate::settings::Settings;

/// Something that is not the model's to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Record something, and answer in this language.
    Record(Request, Lang),
    /// Keep the settings.
    SaveSettings(Settings),
    /// Listen to the mouse, or not.
    ListenToMouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back to the shell until it is brought back.
    Suspend,
    /// Let the user edit this text in the editor of their choice.
    EditText(String),
    /// Leave.
    Quit,
}

/// What to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// A change.
    Commit(Operation),
    /// Take back the last action.
    Undo,
    /// Do it again after all.
    Redo,
}
