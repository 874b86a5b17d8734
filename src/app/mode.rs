//! What keys mean at the moment. A prompt is a mode, never a nested loop.

use tui_input::Input;

use super::columns::ColumnsMenu;
use super::filtering::Prompt;
use super::find::Find;
use super::form::Form;
use super::history::History;
use super::keymap::Context;
use super::list::List;
use super::settings::Screen;
use super::sorting::SortMenu;
use super::viewing::ViewMenu;
use super::welcome::Welcome;
use crate::domain::Operation;

/// The mode of the screen.
#[derive(Debug, Default)]
pub enum Mode {
    /// Moving on the board.
    #[default]
    Board,
    /// The menu of places to go to.
    Go,
    /// The menu of what can be done with the list itself.
    Arrange,
    /// Finding something by name, or choosing it.
    Find(Box<Find>),
    /// Looking at what was changed.
    History(Box<History>),
    /// Typing a filter.
    Filter(Box<Prompt>),
    /// Choosing the order of a column.
    Sort(SortMenu),
    /// Choosing what stands beside the names.
    Columns(ColumnsMenu),
    /// The views.
    Views(Box<ViewMenu>),
    /// Filling in a form.
    Form(Box<Form>),
    /// A question.
    Confirm(Confirm),
    /// All there is to know of the selected row; scrolled by so many lines.
    Details(usize),
    /// The settings.
    Settings(Screen),
    /// The questions of the first start.
    Welcome(Box<Welcome>),
    /// The keys.
    Help(Help),
}

impl Mode {
    /// The part of the keymap that holds.
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Board => Context::Board,
            Self::Go => Context::Go,
            Self::Arrange => Context::Arrange,
            Self::Find(find) if find.target.is_chosen() => Context::Choose,
            Self::Find(_) => Context::Find,
            Self::History(history) if history.is_typing => Context::HistoryFilter,
            Self::History(_) => Context::History,
            Self::Filter(_) => Context::Filter,
            Self::Sort(_) => Context::Sort,
            Self::Columns(_) => Context::Columns,
            Self::Views(menu) if menu.naming.is_some() => Context::ViewName,
            Self::Views(_) => Context::Views,
            Self::Form(_) => Context::Form,
            Self::Confirm(_) => Context::Confirm,
            Self::Details(_) => Context::Details,
            Self::Settings(Screen { entry: Some(_), .. }) | Self::Welcome(_) => Context::Entry,
            Self::Settings(_) => Context::Settings,
            Self::Help(_) => Context::Help,
        }
    }

    /// The list that is shown, where one is.
    pub fn list_mut(&mut self) -> Option<&mut List> {
        match self {
            Self::Find(find) => Some(&mut find.list),
            Self::History(history) => Some(&mut history.list),
            Self::Sort(menu) => Some(&mut menu.list),
            Self::Columns(menu) => Some(&mut menu.list),
            Self::Views(menu) => Some(&mut menu.list),
            // What is being typed is not left by the way.
            Self::Settings(screen) if screen.entry.is_none() => Some(&mut screen.list),
            _ => None,
        }
    }
}

/// A question with two answers; "no" is chosen at first.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// What is asked.
    pub question: Question,
    /// Whether "yes" is chosen.
    pub yes: bool,
}

/// What a confirmation is about.
#[derive(Clone, Debug)]
pub enum Question {
    /// A change of many things, with the form that asks for it.
    Many(Operation, Option<Box<Form>>),
    /// Removing the view of this name.
    RemoveView(String),
    /// Leaving with changes that the disk does not hold.
    QuitUnsaved,
}

/// The help: a filter and a place.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// What is typed.
    pub filter: Input,
    /// The first line shown.
    pub offset: usize,
}
