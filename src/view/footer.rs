//! The last lines: what is wrong and stays wrong, where the cursor is and what was done last, what can be done.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::look::Look;
use super::text::{both_ends, cut_spans, fit, pad, spans_width, width, wrap};
use crate::app::action::Action;
use crate::app::banner;
use crate::app::hints::hints;
use crate::app::keymap::Context;
use crate::app::layout::Layout;
use crate::app::model::{Toast, ToastKind};
use crate::app::{Mode, Pane};
use crate::domain::clean;

/// Draws the last lines.
pub(super) fn draw(look: &Look<'_>, layout: &Layout, frame: &mut Frame<'_>) {
    draw_banner(look, layout.banner, frame);
    draw_crumb(look, layout.crumb, frame);
    let tells_here = layout.crumb.is_empty() && look.model.toast.is_some();
    if tells_here {
        draw_crumb(look, layout.hints, frame);
    } else {
        draw_hints(look, layout.hints, frame);
    }
}

/// Draws what is wrong and stays wrong.
pub(super) fn draw_banner(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let room = usize::from(area.width).saturating_sub(banner::MARGIN);
    let rows = usize::from(area.height);
    let lines = banner::lines(look.model, room, rows);
    let lines = at_most(lines, rows, room);
    let style = if banner::is_alarm(look.model) {
        look.theme.banner
    } else {
        look.theme.amber
    };
    for (line, area) in lines.iter().zip(area.rows()) {
        let text = pad(&format!(" {line}"), usize::from(area.width));
        frame.render_widget(Span::styled(text, style), area);
    }
}

/// The first `rows` lines; the last one says when there is more.
fn at_most(mut lines: Vec<String>, rows: usize, columns: usize) -> Vec<String> {
    if lines.len() > rows {
        let rest = lines.split_off(rows.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, columns));
    }
    lines
}

fn draw_crumb(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let columns = usize::from(area.width);
    match area.height {
        0 => {}
        1 => {
            let toast = toast(look, share(look, columns));
            let room = columns.saturating_sub(spans_width(&toast) + 2);
            let place = Span::styled(format!(" {}", place(look, room)), look.theme.dim);
            frame.render_widget(both_ends(vec![place], toast, columns), area);
        }
        height => {
            let toast = toast(look, columns);
            let lines = height - u16::from(!toast.is_empty());
            draw_place(
                look,
                Rect {
                    height: lines,
                    ..area
                },
                frame,
            );
            let last = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            };
            if !toast.is_empty() {
                frame.render_widget(both_ends(Vec::new(), toast, columns), last);
            }
        }
    }
}

/// How much of a single line is for what was said: what the place leaves, and at least so much.
fn share(look: &Look<'_>, columns: usize) -> usize {
    let floor = columns.min(60);
    let place = width(&place(look, columns - floor));
    columns.saturating_sub(place + 3).max(floor)
}

fn toast<'a>(look: &Look<'a>, columns: usize) -> Vec<Span<'a>> {
    let toast = look.model.toast.as_ref();
    let toast = toast.map(|toast| said(look, toast, columns));
    toast.unwrap_or_default()
}

/// The place, on as many lines as there are; the last one says when it is cut.
fn draw_place(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let room = columns.saturating_sub(2).max(1);
    let lines = at_most(wrap(&place(look, room * rows), room), rows, room);
    for (line, area) in lines.iter().zip(area.rows()) {
        let line = Span::styled(format!(" {line}"), look.theme.dim);
        frame.render_widget(line, area);
    }
}

/// What is said in passing, with the key that takes it back.
pub(super) fn said<'a>(look: &Look<'_>, toast: &'a Toast, columns: usize) -> Vec<Span<'a>> {
    let (glyph, style) = match toast.kind {
        ToastKind::Saved | ToastKind::Undone | ToastKind::Settled => ("✔ ", look.theme.green),
        ToastKind::Info => ("· ", look.theme.blue),
        ToastKind::Refused => ("✕ ", look.theme.amber),
    };
    let key_of = |action| look.model.keys.key_of(Context::Board, action);
    let back = match toast.kind {
        ToastKind::Saved => format!(" · {} ", look.lang.undo_with(key_of(Action::Undo))),
        ToastKind::Undone => format!(" · {} ", look.lang.redo_with(key_of(Action::Redo))),
        ToastKind::Settled | ToastKind::Info | ToastKind::Refused => " ".to_owned(),
    };
    let room = columns.saturating_sub(width(&back) + 3);
    let text = fit(&clean(&toast.text), room);
    let spans = vec![
        Span::styled(glyph, style),
        Span::styled(
            text,
            if toast.kind.stays() {
                look.theme.base
            } else {
                style
            },
        ),
        Span::styled(back, look.theme.dim),
    ];
    cut_spans(spans, columns)
}

/// The full name of what the cursor is on, after as much of its way there as there is room for.
fn place(look: &Look<'_>, columns: usize) -> String {
    let model = look.model;
    let ministry = model
        .board
        .ministry(&model.programme)
        .and_then(|id| model.programme.ministry(id));
    let platform = model.board.platform(&model.programme);
    let kind = model
        .board
        .kind(&model.programme)
        .and_then(|id| model.programme.kind(id));
    let mut steps = vec![ministry.map_or(look.lang.all_ministries(), |ministry| {
        ministry.name.get(look.lang)
    })];
    if model.board.focus != Pane::Ministries {
        steps.push(platform.map_or(look.lang.all_platforms(), |platform| {
            platform.name.get(look.lang)
        }));
    }
    if model.board.focus == Pane::Milestones {
        steps.extend(kind.map(|kind| kind.name.get(look.lang)));
    }
    let chosen = match model.board.selection.len() {
        0 => String::new(),
        n => format!("◆ {} · ", look.lang.selected(n)),
    };
    while steps.len() > 1 && width(&steps.join(" › ")) + width(&chosen) > columns {
        steps.remove(0);
    }
    fit(&clean(&format!("{chosen}{}", steps.join(" › "))), columns)
}

fn draw_hints(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    if !matches!(look.model.mode, Mode::Board) {
        let style = look.theme.base;
        frame.buffer_mut().set_style(area, style);
    }
    for hint in hints(look.model, area) {
        let spans = [
            Span::styled(hint.key, look.theme.key),
            Span::styled(format!(" {}", hint.label), look.theme.dim),
        ];
        frame.render_widget(Line::from_iter(spans), hint.area);
    }
}
