//! What the outside is asked to do.

use crate::domain::history::Scope;
use crate::domain::{Lang, Operation};
use crate::filter::changes::ChangeFilter;
use crate::settings::Setter;
use crate::views::{Memory, View};

/// Something that is not the model's to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Record something, and answer in this language.
    Record(Request, Lang),
    /// Read the history, with the names of this language.
    ReadHistory(HistoryQuery, Lang),
    /// Read the file of views, or change it, and answer in this language.
    Views(ViewsRequest, Lang),
    /// Keep what the board remembers.
    Remember(Memory),
    /// Keep a setting; from now on the language is this.
    SaveSetting(Setter, Lang),
    /// The first start is over: it is not asked again.
    Welcomed(Lang),
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

/// What to do with the views of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewsRequest {
    /// Read them.
    Read,
    /// Keep one, in the place of one of the same name.
    Save(View),
    /// Give the one of this name another.
    Rename(String, String),
    /// Remove the one of this name.
    Remove(String),
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
    /// Take back one change of a line, by its target and field, or all of the line.
    Revert {
        /// The name of the line.
        line: String,
        /// The change; nothing is all of them.
        change: Option<(String, String)>,
    },
}

/// Which changes are to be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryQuery {
    /// The number of the question, which the answer carries.
    pub number: u64,
    /// What they are about.
    pub scope: Scope,
    /// Which of them.
    pub filter: ChangeFilter,
    /// Whether the newest are wanted before the others are read; else all at once, so that no cursor loses its place.
    pub newest_first: bool,
}
