//! What comes in from the outside.

use jiff::civil::Date;

use super::key::Key;
use super::model::ToastKind;
use crate::domain::Assignment;
use crate::domain::history::History;
use crate::views::View;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was clicked at a column and row.
    Click(u16, u16),
    /// The wheel was turned at a column and row; down or up.
    Wheel(u16, u16, bool),
    /// The terminal has another size: columns and rows.
    Resize(u16, u16),
    /// A request was carried out, or refused.
    Answer(Answer),
    /// Others have written.
    News(News),
    /// The changes that the question of this number asked for, or the first of them, when more are to come.
    History(u64, History),
    /// How saving stands.
    Saving(Saving),
    /// Another day has begun.
    Today(Date),
    /// The readable state could not be written; no change depends on it.
    ViewFailed(String),
    /// The file of views was read, or changed.
    Views(ViewsAnswer),
    /// The settings could not be kept.
    SettingsFailed(String),
    /// The user's editor was left, with this text, or with what went wrong.
    Edited(Result<String, String>),
    /// The system asks to leave.
    Terminate,
}

/// What became of a request. Requests are answered in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// One line for the user.
    pub text: String,
    /// Whether it was carried out.
    pub kind: ToastKind,
    /// The values to show now.
    pub assignments: Vec<Assignment>,
    /// How saving stands.
    pub saving: Saving,
}

/// The views of the user, after a request.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ViewsAnswer {
    /// Those that are good.
    pub own: Vec<View>,
    /// What is wrong in the file, for the user.
    pub problems: Vec<String>,
    /// The view that the request was about.
    pub about: Option<String>,
    /// Why it was not carried out, for the user.
    pub refused: Option<String>,
}

/// How saving stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Saving {
    /// How many actions the disk does not hold yet.
    pub unsaved: usize,
    /// Why, for the user.
    pub problem: Option<String>,
}

/// A field with values that stand against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contested {
    /// The thing, by its recorded name.
    pub target: String,
    /// The field, by its recorded name.
    pub field: String,
    /// The values, each with who says it, for the user; the one that is shown first.
    pub said: Vec<String>,
}

/// What others have written.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// The values to show now.
    pub assignments: Vec<Assignment>,
    /// Who has written.
    pub by: Vec<String>,
    /// How many things are wrong with the store.
    pub faults: usize,
    /// The path of the store, where nothing is left of what was saved there.
    pub emptied: Option<String>,
    /// Fields with values that stand against each other.
    pub contested: Vec<Contested>,
    /// Whether `store.json` has edits by hand that nobody has adopted.
    pub edited: bool,
}
