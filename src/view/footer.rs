//! The last lines: what is wrong and stays wrong, where the cursor is and what was done last, what can be done.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::look::Look;
use super::text::{both_ends, cut_spans, fit, spans_width, width, wrap};
use crate::app::action::Action;
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

fn draw_banner(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    if area.is_empty() {
        return;
    }
    let model = look.model;
    let text = match (&model.saving.problem, model.saving.unsaved) {
        (Some(problem), 0) => look.lang.store_unreadable(problem),
        (Some(problem), n) => look.lang.unsaved_banner(n, problem),
        (None, _) => look.lang.faults_banner(model.faults),
    };
    let columns = usize::from(area.width);
    let text = super::text::pad(&format!(" {}", clean(&text)), columns);
    frame.render_widget(Span::styled(text, look.theme.banner), area);
}

fn draw_crumb(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    if area.is_empty() {
        return;
    }
    let columns = usize::from(area.width);
    // As much as the place leaves, and at least this much; all of the line where it is short.
    let floor = columns.min(60);
    let share = columns
        .saturating_sub(width(&place(look, columns - floor)) + 3)
        .max(floor);
    let toast = look.model.toast.as_ref();
    let toast = toast
        .map(|toast| said(look, toast, share))
        .unwrap_or_default();
    let last = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    // What was said has the last line; the place has what is left of it, and the lines above.
    let room = columns.saturating_sub(spans_width(&toast) + 2);
    let above = columns * usize::from(area.height - 1);
    let text = place(look, above + room);
    let mut lines = wrap(&text, columns.saturating_sub(2).max(1));
    let end = if lines.len() >= usize::from(area.height) && toast.is_empty() || area.height == 1 {
        fit(
            &lines.split_off(usize::from(area.height) - 1).join(" "),
            room,
        )
    } else {
        String::new()
    };
    for (line, y) in lines.iter().zip(area.y..last.y) {
        let line = Span::styled(format!(" {line}"), look.theme.dim);
        frame.render_widget(
            line,
            Rect {
                y,
                height: 1,
                ..area
            },
        );
    }
    let end = Span::styled(format!(" {end}"), look.theme.dim);
    frame.render_widget(both_ends(vec![end], toast, columns), last);
}

/// What is said in passing, with the key that takes back what was saved.
pub(super) fn said<'a>(look: &Look<'_>, toast: &'a Toast, columns: usize) -> Vec<Span<'a>> {
    let (glyph, style) = match toast.kind {
        ToastKind::Saved => ("✔ ", look.theme.green),
        ToastKind::Info => ("· ", look.theme.blue),
        ToastKind::Refused => ("✕ ", look.theme.amber),
    };
    let undo = look
        .lang
        .undo_with(look.model.keys.key_of(Context::Board, Action::Undo));
    let undo = if toast.kind == ToastKind::Saved {
        format!(" · {undo} ")
    } else {
        " ".to_owned()
    };
    let room = columns.saturating_sub(width(&undo) + 3);
    let text = fit(&clean(&toast.text), room);
    let spans = vec![
        Span::styled(glyph, style),
        Span::styled(
            text,
            if toast.kind == ToastKind::Saved {
                look.theme.base
            } else {
                style
            },
        ),
        Span::styled(undo, look.theme.dim),
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
