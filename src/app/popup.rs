//! Where popups stand, from the size of the screen alone: drawing, scrolling and the mouse ask the same function.
//!
//! ```text
//! ╭ title ──────────────────────────╮
//! │ / what is typed         12 hits │  field
//! │▌ a row                          │  list
//! │  another                        │
//! ╰─────────────────────────────────╯
//! ```

use ratatui::layout::Rect;

use super::board::Pane;
use super::layout::inside;
use super::list::List;
use super::mode::Mode;

/// Lines below the views: the filter of the selected one, and what is wrong.
const VIEW_LINES: u16 = 2;

/// The parts of a popup with a list. A part that is not there has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Popup {
    /// All of it, with its border.
    pub frame: Rect,
    /// The line that is typed into.
    pub field: Rect,
    /// The rows.
    pub list: Rect,
    /// What more is to be known of the selected row.
    pub details: Rect,
    /// What is wrong and stays wrong, below the frame of a popup that would hide it.
    pub alarm: Rect,
}

impl Popup {
    /// The popup of a mode on a screen of this area; `None` when it has no list. What is wrong takes `alarm` lines.
    #[must_use]
    pub fn of(mode: &Mode, screen: Rect, alarm: u16) -> Option<Self> {
        let area = above_hints(screen);
        match mode {
            Mode::Find(_) => Some(Self::with_field(placed((96, 22), area, 2))),
            Mode::Sort(menu) => Some(Self::of_menu(&menu.list, menu.pane, area)),
            Mode::Columns(menu) => Some(Self::of_menu(&menu.list, Pane::Ministries, area)),
            Mode::Views(menu) => {
                let rows = u16::try_from(menu.list.len()).unwrap_or(u16::MAX);
                let size = (72, rows.saturating_add(2 + VIEW_LINES));
                Some(Self::with_foot(placed(size, area, 2), VIEW_LINES))
            }
            Mode::History(history) => {
                let (frame, alarm) = cut_top(area, area.height.saturating_sub(alarm));
                let popup = Self::with_details(frame, history.is_detailed);
                Some(Self { alarm, ..popup })
            }
            Mode::Settings(_) => Some(Self::above_remarks(placed((84, 40), area, u16::MAX))),
            _ => None,
        }
    }

    fn with_field(frame: Rect) -> Self {
        let inside = inside(frame);
        let (field, list) = cut_top(inside, 1);
        Self {
            frame,
            field,
            list,
            ..Self::default()
        }
    }

    /// A menu whose choice the rows follow stands in a lower corner, away from the column that it is about.
    fn of_menu(list: &List, about: Pane, area: Rect) -> Self {
        let rows = u16::try_from(list.len()).unwrap_or(u16::MAX);
        let (width, height) = (44.min(area.width), (rows + 2).min(area.height));
        let frame = Rect {
            x: match about {
                Pane::Milestones => area.x,
                _ => area.right() - width,
            },
            y: area.bottom() - height,
            width,
            height,
        };
        Self {
            frame,
            list: inside(frame),
            ..Self::default()
        }
    }

    /// A popup of rows, and so many lines below them, of which rows leave at least one.
    fn with_foot(frame: Rect, lines: u16) -> Self {
        let inside = inside(frame);
        let (list, details) = cut_top(inside, inside.height.saturating_sub(lines).max(1));
        Self {
            frame,
            list,
            details,
            ..Self::default()
        }
    }

    /// A list, and below it a few lines about the selected row as far as there is room.
    fn above_remarks(frame: Rect) -> Self {
        let inside = inside(frame);
        let lines = match inside.height {
            0..=5 => 0,
            6..=11 => 2,
            _ => 4,
        };
        let (list, details) = cut_top(inside, inside.height - lines);
        Self {
            frame,
            list,
            details,
            ..Self::default()
        }
    }

    /// A popup of the whole area, the details below the list as far as there is room, or one row above all the details.
    fn with_details(frame: Rect, is_detailed: bool) -> Self {
        let popup = Self::with_field(frame);
        let lines = match popup.list.height {
            height if is_detailed => height.saturating_sub(1),
            0..=5 => 0,
            6..=8 => 4,
            9..=18 => 6,
            _ => 7,
        };
        let (list, details) = cut_top(popup.list, popup.list.height - lines);
        Self {
            list,
            details,
            ..popup
        }
    }
}

/// The screen without its last line, where the hints stand.
#[must_use]
pub const fn above_hints(screen: Rect) -> Rect {
    Rect {
        height: screen.height.saturating_sub(1),
        ..screen
    }
}

/// A box of this size in the middle, but at most so many lines below the top.
#[must_use]
pub fn placed((width, height): (u16, u16), area: Rect, lines: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + ((area.height - height) / 2).min(lines);
    Rect::new(x, y, width, height)
}

/// So many lines from the top, and what is left.
fn cut_top(area: Rect, lines: u16) -> (Rect, Rect) {
    let lines = lines.min(area.height);
    let top = Rect {
        height: lines,
        ..area
    };
    let rest = Rect {
        y: area.y + lines,
        height: area.height - lines,
        ..area
    };
    (top, rest)
}
