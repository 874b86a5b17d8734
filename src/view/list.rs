//! The one way in which rows with a cursor are drawn: only those that are seen are asked for.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::look::Look;
use super::popup::cursor_mark;
use crate::app::list::List;
use crate::app::popup::Popup;

/// Draws the rows that are seen, the cursor, the line that is no row, and a scrollbar on the border of the popup.
pub(super) fn draw<'a>(
    look: &Look<'_>,
    (list, popup): (&List, &Popup),
    divider: &str,
    row: impl Fn(usize, usize) -> Line<'a>,
    frame: &mut Frame<'_>,
) {
    let columns = usize::from(popup.list.width);
    for (shown, y) in list.shown().zip(popup.list.y..popup.list.bottom()) {
        let area = Rect {
            y,
            height: 1,
            ..popup.list
        };
        let Some(place) = shown else {
            frame.render_widget(rule(look, divider, columns), area);
            continue;
        };
        frame.render_widget(row(place, columns), area);
        if place == list.cursor() {
            frame.buffer_mut().set_style(area, look.theme.chosen);
            cursor_mark(look, area, frame);
        }
    }
    let beside = Rect {
        x: popup.list.right(),
        width: popup.frame.right().saturating_sub(popup.list.right()),
        ..popup.list
    };
    scrollbar(look, list.scrolled(), beside, true, frame);
}

/// A line across, with a word in it.
pub(super) fn rule<'a>(look: &Look<'_>, word: &str, columns: usize) -> Line<'a> {
    let spans = vec![
        Span::styled("── ", look.theme.faint),
        Span::styled(format!("{word} "), look.theme.dim),
        Span::styled("─".repeat(columns), look.theme.faint),
    ];
    Line::from(spans)
}

/// Marks in `area`, one column wide, which part of so many lines is seen from this one on; nothing when all are.
pub(super) fn scrollbar(
    look: &Look<'_>,
    (lines, offset): (usize, usize),
    area: Rect,
    focused: bool,
    frame: &mut Frame<'_>,
) {
    let height = usize::from(area.height);
    if area.is_empty() || lines <= height {
        return;
    }
    let size = (height * height / lines).max(1);
    let start = offset * (height - size) / (lines - height).max(1);
    let style = match (look.theme.is_mono, focused) {
        (true, _) => look.theme.base,
        (false, true) => look.theme.focus,
        (false, false) => look.theme.dim,
    };
    // Where the border is thick or all lines are one sign, the position would not be seen on it.
    let thumb = if look.theme.is_mono || look.model.ascii {
        "█"
    } else {
        "┃"
    };
    for (_, y) in (0..height)
        .zip(area.y..)
        .filter(|(line, _)| (start..start + size).contains(line))
    {
        let place = Rect {
            y,
            width: 1,
            height: 1,
            ..area
        };
        frame.render_widget(Span::styled(thumb, style), place);
    }
}
