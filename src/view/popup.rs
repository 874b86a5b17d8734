//! Boxes over the board, and what stands in them.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear};
use tui_input::Input;

use super::list::scrollbar;
use super::look::Look;
use super::text::{fit, spans_width, width, wrap};
use crate::app::layout::inside;
use crate::app::mode::{Confirm, Question};
use crate::app::popup::placed;
use crate::domain::{Milestone, Operation};

/// Draws an empty box in the middle; returns the area inside of it.
pub(super) fn frame_middle(
    look: &Look<'_>,
    title: &str,
    size: (u16, u16),
    area: Rect,
    frame: &mut Frame<'_>,
) -> Rect {
    draw_box(look, title, placed(size, area, u16::MAX), frame)
}

/// Draws an empty box; returns the area inside of it.
pub(super) fn draw_box(look: &Look<'_>, title: &str, area: Rect, frame: &mut Frame<'_>) -> Rect {
    if area.is_empty() {
        return area;
    }
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, look.theme.base);
    let border = if look.theme.is_mono {
        look.theme.base
    } else {
        look.theme.focus
    };
    let title = Line::from(Span::styled(
        format!(
            " {} ",
            fit(title, usize::from(area.width).saturating_sub(6))
        ),
        look.theme.focus,
    ));
    if crate::app::layout::has_border(area) {
        let kind = if look.theme.is_mono {
            BorderType::Thick
        } else {
            BorderType::Rounded
        };
        frame.render_widget(
            Block::bordered()
                .border_type(kind)
                .border_style(border)
                .title_top(title),
            area,
        );
    }
    inside(area)
}

/// Writes on the lower border of a box.
pub(super) fn foot(spans: Vec<Span<'_>>, frame_area: Rect, frame: &mut Frame<'_>) {
    if !crate::app::layout::has_border(frame_area) {
        return;
    }
    let room = frame_area.width.saturating_sub(4);
    let mut line = vec![Span::raw(" ")];
    line.extend(spans);
    let columns = u16::try_from(spans_width(&line)).unwrap_or(u16::MAX);
    let place = Rect {
        x: frame_area.x + 2,
        y: frame_area.bottom() - 1,
        width: columns.min(room),
        height: 1,
    };
    frame.render_widget(Line::from(line), place);
}

/// Marks the row of the cursor at its left end, on the ground that it has.
pub(super) fn cursor_mark(look: &Look<'_>, row: Rect, frame: &mut Frame<'_>) {
    let style = Style {
        bg: look.theme.chosen.bg,
        ..look.theme.focus
    };
    frame.render_widget(
        Span::styled("▌", style),
        Rect {
            width: row.width.min(1),
            ..row
        },
    );
}

/// Draws a line of text being typed, scrolled so that the cursor is seen, and puts the cursor there.
pub(super) fn field(
    look: &Look<'_>,
    label: &str,
    input: &Input,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let head = format!(" {label} ");
    let room = usize::from(area.width).saturating_sub(width(&head));
    if area.is_empty() || room < 2 {
        return;
    }
    let scroll = input.visual_scroll(room - 1);
    let text = visible(input.value(), scroll, room);
    let line = Line::from_iter([
        Span::styled(head.clone(), look.theme.key),
        Span::styled(text, look.theme.strong),
    ]);
    frame.render_widget(line, area);
    let cursor = width(&head) + input.visual_cursor().saturating_sub(scroll);
    let x = area.x + u16::try_from(cursor).unwrap_or(0).min(area.width - 1);
    frame.set_cursor_position(Position::new(x, area.y));
}

/// The same with how many there are at the right end.
pub(super) fn counted_field(
    look: &Look<'_>,
    (label, input): (&str, &Input),
    count: &str,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let count = Span::styled(format!(" {count} "), look.theme.dim);
    let columns = u16::try_from(count.width()).unwrap_or(0).min(area.width);
    let typed = Rect {
        width: area.width - columns,
        ..area
    };
    field(look, label, input, typed, frame);
    let at_end = Rect {
        x: typed.right(),
        width: columns,
        ..area
    };
    frame.render_widget(count, at_end);
}

/// A remark where rows would stand.
pub(super) fn remark(look: &Look<'_>, text: &str, area: Rect, frame: &mut Frame<'_>) {
    let lines = wrap(text, usize::from(area.width).saturating_sub(2));
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        let line = Span::styled(format!(" {line}"), look.theme.dim);
        let place = Rect {
            y,
            height: 1,
            ..area
        };
        frame.render_widget(line, place);
    }
}

pub(super) fn visible(text: &str, scroll: usize, room: usize) -> String {
    let mut skipped = 0;
    let rest: String = text
        .chars()
        .skip_while(|character| {
            let skip = skipped < scroll;
            skipped += width(character.encode_utf8(&mut [0; 4]));
            skip
        })
        .collect();
    fit(&rest, room)
}

/// A question with its two buttons.
pub(super) fn confirm(look: &Look<'_>, confirm: &Confirm, area: Rect, frame: &mut Frame<'_>) {
    let lang = look.lang;
    let text = match &confirm.question {
        Question::RemoveView(name) => lang.confirm_remove_view(name),
        Question::QuitUnsaved => lang.confirm_quit(look.model.saving.unsaved),
        Question::Many(operation, Some(_)) => lang.confirm_change(operation.count()),
        Question::Many(operation @ Operation::Archive { .. }, None) => {
            lang.confirm_archive(operation.count())
        }
        Question::Many(operation, None) => {
            let targets = operation.targets();
            let done = |id| {
                look.model
                    .programme
                    .milestone(id)
                    .is_some_and(Milestone::is_done)
            };
            let reopens = matches!(operation, Operation::Reopen { .. })
                || (matches!(operation, Operation::Toggle { .. }) && targets.iter().all(done));
            let open = targets.iter().filter(|id| !done(id)).count();
            if reopens {
                lang.confirm_reopen(targets.len())
            } else {
                lang.confirm_done(open)
            }
        }
    };
    let inner = frame_middle(look, lang.confirm_title(), (56, 6), area, frame);
    if inner.is_empty() {
        return;
    }
    let lines = wrap(&text, usize::from(inner.width).saturating_sub(2));
    for (line, y) in lines
        .into_iter()
        .zip(inner.y..inner.bottom().saturating_sub(1))
    {
        frame.render_widget(
            Span::styled(format!(" {line}"), look.theme.strong),
            Rect {
                y,
                height: 1,
                ..inner
            },
        );
    }
    let button = |label: &str, lit: bool| {
        let style = if lit {
            look.theme.base.patch(look.theme.chosen)
        } else {
            look.theme.dim
        };
        let text = if lit {
            format!("[ {label} ]")
        } else {
            format!("  {label}  ")
        };
        Span::styled(text, style)
    };
    let spans = [
        Span::raw(" "),
        button(lang.cancel(), !confirm.yes),
        Span::raw("  "),
        button(lang.yes(), confirm.yes),
    ];
    frame.render_widget(
        Line::from_iter(spans),
        Rect {
            y: inner.bottom() - 1,
            height: 1,
            ..inner
        },
    );
}

/// Lines in a box that can be scrolled.
pub(super) fn scrolled(
    look: &Look<'_>,
    title: &str,
    lines: Vec<Line<'_>>,
    offset: usize,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let widest = lines
        .iter()
        .map(|line| spans_width(&line.spans))
        .max()
        .unwrap_or(0);
    let columns = u16::try_from(widest + 4).unwrap_or(u16::MAX).max(40);
    let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let inner = frame_middle(look, title, (columns, rows), area, frame);
    let text = Rect {
        x: inner.x + 1.min(inner.width),
        width: inner.width.saturating_sub(1),
        ..inner
    };
    scroll(look, lines, offset, text, frame);
}

/// Lines from `offset` on, as many as there is room for, with a scrollbar at the right of them, where the border is.
pub(super) fn scroll(
    look: &Look<'_>,
    lines: Vec<Line<'_>>,
    offset: usize,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let (number, height) = (lines.len(), usize::from(area.height));
    let offset = offset.min(number.saturating_sub(height));
    let shown: Vec<Line<'_>> = lines.into_iter().skip(offset).take(height).collect();
    frame.render_widget(ratatui::text::Text::from(shown), area);
    let beside = Rect {
        x: area.right(),
        width: 1,
        ..area
    };
    scrollbar(
        look,
        (number, offset),
        beside.intersection(*frame.buffer_mut().area()),
        true,
        frame,
    );
}
