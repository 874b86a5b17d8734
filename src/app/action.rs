//! Everything that a key, a click or a hint can ask for.

/// One thing that the user can ask for, whatever asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// To the pane on the left.
    Left,
    /// To the pane on the right.
    Right,
    /// Into the selected row; never changes data.
    Open,
    /// To the next pane, round and round.
    NextPane,
    /// To the pane before, round and round.
    PreviousPane,
    /// To the ministries.
    Ministries,
    /// To the platforms.
    Platforms,
    /// To the milestones.
    Milestones,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// Opens the menu of places to go to.
    Go,
    /// To the next milestone due from today on.
    GoToday,
    /// To the next overdue milestone.
    GoOverdue,
    /// Finds a ministry.
    GoMinistry,
    /// To the next platform, staying on the same kind of milestone.
    NextPlatform,
    /// To the platform before, staying on the same kind of milestone.
    PreviousPlatform,
    /// Finds a platform.
    Find,
    /// To the next hit of the last search.
    NextHit,
    /// To the hit before.
    PreviousHit,
    /// Types a filter.
    Filter,
    /// Shows everything again.
    ClearFilter,
    /// Puts in what is offered.
    Complete,
    /// The order of the focused column.
    Sort,
    /// The order the other way round.
    Reverse,
    /// What stands beside the names.
    Columns,
    /// The views.
    Views,
    /// The one with the number that was typed.
    Pick,
    /// Keeps what is shown as a view.
    SaveView,
    /// Gives a view another name.
    RenameView,
    /// Removes a view.
    RemoveView,
    /// Milestone done, or not done.
    Toggle,
    /// One more.
    More,
    /// One fewer.
    Fewer,
    /// Sets the count.
    SetCount,
    /// Takes back the last action.
    Undo,
    /// Does it again after all.
    Redo,
    /// Everything that can be set.
    Edit,
    /// When it was due, is expected, was done.
    Dates,
    /// A remark.
    Note,
    /// On hold or cancelled, what stands in the way.
    Hold,
    /// Who answers for it.
    People,
    /// A document that proves it.
    Evidence,
    /// Selects the row, or not any more.
    Select,
    /// Selects the row and the one above.
    SelectUp,
    /// Selects the row and the one below.
    SelectDown,
    /// Selects every row, or none.
    SelectAll,
    /// To the next field.
    NextField,
    /// To the field before.
    PreviousField,
    /// An older value of before.
    Older,
    /// A newer value of before.
    Newer,
    /// Opens the menu of what can be done with the list itself.
    Arrange,
    /// A new ministry, platform or milestone.
    Add,
    /// A new kind of milestone, owed by every platform.
    AddKind,
    /// The names and the weight of the kind of milestone of the row.
    EditKind,
    /// To another ministry.
    Move,
    /// Out of the list; nothing is lost.
    Archive,
    /// What is archived, to be brought back.
    Archived,
    /// One place up in the list.
    PlaceUp,
    /// One place down in the list.
    PlaceDown,
    /// The text in the user's editor.
    Editor,
    /// The last change once more, here.
    Repeat,
    /// Every change of what the cursor is on.
    History,
    /// Takes back the selected change.
    TakeBack,
    /// Takes back all of the action that the selected change belongs to.
    TakeBackAction,
    /// All there is to know of the selected row.
    Details,
    /// The focused pane alone, or all again.
    Zoom,
    /// The next language.
    Language,
    /// The settings.
    Settings,
    /// The mouse on or off.
    Mouse,
    /// Anything by name.
    Palette,
    /// The keys.
    Help,
    /// One level back; never quits.
    Back,
    /// Draws everything anew.
    Redraw,
    /// Back to the shell for a moment.
    Suspend,
    /// Leaves the program.
    Quit,
    /// Leaves the program when asked twice.
    Interrupt,
    /// Yes, or what is chosen.
    Accept,
    /// To the other choice.
    Switch,
    /// Back to the default.
    Reset,
}

impl Action {
    /// The stable name, used in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Left => "left",
            Self::Right => "right",
            Self::Open => "open",
            Self::NextPane => "next_pane",
            Self::PreviousPane => "previous_pane",
            Self::Ministries => "ministries",
            Self::Platforms => "platforms",
            Self::Milestones => "milestones",
            Self::First => "first",
            Self::Last => "last",
            Self::PageUp => "page_up",
            Self::PageDown => "page_down",
            Self::Go => "go",
            Self::GoToday => "go_today",
            Self::GoOverdue => "go_overdue",
            Self::GoMinistry => "go_ministry",
            Self::NextPlatform => "next_platform",
            Self::PreviousPlatform => "previous_platform",
            Self::Find => "find",
            Self::NextHit => "next_hit",
            Self::PreviousHit => "previous_hit",
            Self::Filter => "filter",
            Self::ClearFilter => "clear_filter",
            Self::Complete => "complete",
            Self::Sort => "sort",
            Self::Reverse => "reverse",
            Self::Columns => "columns",
            Self::Views => "views",
            Self::Pick => "pick",
            Self::SaveView => "save_view",
            Self::RenameView => "rename_view",
            Self::RemoveView => "remove_view",
            Self::Toggle => "toggle",
            Self::More => "more",
            Self::Fewer => "fewer",
            Self::SetCount => "set_count",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Edit => "edit",
            Self::Dates => "dates",
            Self::Note => "note",
            Self::Hold => "hold",
            Self::People => "people",
            Self::Evidence => "evidence",
            Self::Select => "select",
            Self::SelectUp => "select_up",
            Self::SelectDown => "select_down",
            Self::SelectAll => "select_all",
            Self::NextField => "next_field",
            Self::PreviousField => "previous_field",
            Self::Older => "older",
            Self::Newer => "newer",
            Self::Arrange => "arrange",
            Self::Add => "add",
            Self::AddKind => "add_kind",
            Self::EditKind => "edit_kind",
            Self::Move => "move",
            Self::Archive => "archive",
            Self::Archived => "archived",
            Self::PlaceUp => "place_up",
            Self::PlaceDown => "place_down",
            Self::Editor => "editor",
            Self::Repeat => "repeat",
            Self::History => "history",
            Self::TakeBack => "take_back",
            Self::TakeBackAction => "take_back_action",
            Self::Details => "details",
            Self::Zoom => "zoom",
            Self::Language => "language",
            Self::Settings => "settings",
            Self::Mouse => "mouse",
            Self::Palette => "palette",
            Self::Help => "help",
            Self::Back => "back",
            Self::Redraw => "redraw",
            Self::Suspend => "suspend",
            Self::Quit => "quit",
            Self::Interrupt => "interrupt",
            Self::Accept => "accept",
            Self::Switch => "switch",
            Self::Reset => "reset",
        }
    }
}
