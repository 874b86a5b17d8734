//! A line that is typed into: its label, what is typed, the cursor in it. Whatever asks for something draws it so.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::look::Look;
use super::popup::{cursor_mark, visible};
use super::text::{fit, pad, width};
use crate::app::entry::Entry;
use crate::domain::clean;

/// Draws the label of what is asked for, in so many columns; returns the area for the answer.
pub(super) fn label(
    look: &Look<'_>,
    label: &str,
    labels: usize,
    has_focus: bool,
    area: Rect,
    frame: &mut Frame<'_>,
) -> Rect {
    let style = if has_focus {
        look.theme.key
    } else {
        look.theme.dim
    };
    let label = Span::styled(pad(&fit(label, labels), labels), style);
    frame.render_widget(Line::from_iter([Span::raw("  "), label]), area);
    if has_focus {
        cursor_mark(look, area, frame);
    }
    let head = u16::try_from(labels + 4)
        .unwrap_or(u16::MAX)
        .min(area.width);
    Rect {
        x: area.x + head,
        width: (area.width - head).saturating_sub(1),
        ..area
    }
}

/// A style for what stands on the ground that is there already.
pub(super) fn bare(style: Style) -> Style {
    Style { bg: None, ..style }
}

/// Marks the field that is typed into, once its text is drawn.
pub(super) fn ground(look: &Look<'_>, has_focus: bool, area: Rect, frame: &mut Frame<'_>) {
    let style = match (has_focus, look.theme.is_mono) {
        (false, _) => return,
        (true, true) => Style::new().add_modifier(Modifier::UNDERLINED),
        (true, false) => look.theme.remembered,
    };
    frame.buffer_mut().set_style(area, style);
}

/// Draws what is typed; with the cursor, where that is in it.
pub(super) fn draw(
    look: &Look<'_>,
    entry: &Entry,
    has_focus: bool,
    style: Style,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let room = usize::from(area.width);
    let scroll = if has_focus {
        entry.input.visual_scroll(room.saturating_sub(1))
    } else {
        0
    };
    let text = visible(&clean(entry.input.value()), scroll, room);
    let shown = u16::try_from(width(&text)).unwrap_or(u16::MAX);
    frame.render_widget(Span::styled(pad(&text, room), bare(style)), area);
    ground(look, has_focus, area, frame);
    if !has_focus || area.width == 0 {
        return;
    }
    if entry.is_fresh {
        let offered = Rect {
            width: shown.min(area.width),
            ..area
        };
        let style = Style::new().add_modifier(Modifier::REVERSED);
        frame.buffer_mut().set_style(offered, style);
    }
    let cursor = entry.input.visual_cursor().saturating_sub(scroll);
    let cursor = u16::try_from(cursor)
        .unwrap_or(u16::MAX)
        .min(area.width - 1);
    frame.set_cursor_position(Position::new(area.x + cursor, area.y));
}
