//! The three columns. One list widget draws them; each column says what stands in a row.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

use super::columns;
use super::list::scrollbar;
use super::look::{Look, rag_glyph};
use super::popup;
use super::rows::{milestone_rows, ministry_row, platform_rows};
use super::text::{cut_spans, width, wrap};
use crate::app::Pane;
use crate::app::action::Action;
use crate::app::keymap::Context;
use crate::app::layout::{Layout, has_border, inside};
use crate::app::selection::of_row;
use crate::domain::{Rag, Tally};
use crate::filter::Sort;

/// Draws the columns that have a place.
pub(super) fn draw(look: &Look<'_>, layout: &Layout, frame: &mut Frame<'_>) {
    for pane in Pane::ALL {
        let area = layout.pane(pane);
        if !area.is_empty() {
            draw_pane(look, pane, area, frame);
        }
    }
}

fn draw_pane(look: &Look<'_>, pane: Pane, area: Rect, frame: &mut Frame<'_>) {
    let model = look.model;
    let rows = inside(area);
    if has_border(area) {
        frame.render_widget(block(look, pane, area), area);
    }
    let (offset, cursor) = (
        model.board.offsets[pane as usize],
        model.board.row(pane, &model.programme),
    );
    let columns = usize::from(rows.width);
    let shown = offset
        ..model
            .board
            .len(pane, &model.programme)
            .min(offset + usize::from(rows.height));
    let lines: Vec<Vec<Span<'_>>> = match pane {
        Pane::Ministries => shown
            .clone()
            .map(|row| ministry_row(look, row, columns))
            .collect(),
        Pane::Platforms => platform_rows(look, shown.clone(), columns),
        Pane::Milestones => milestone_rows(look, shown.clone(), columns),
    };
    for ((row, spans), y) in shown.zip(lines).zip(rows.y..) {
        let area = Rect {
            y,
            height: 1,
            ..rows
        };
        frame.render_widget(Line::from(cut_spans(spans, columns)), area);
        draw_selected(look, pane, row, area, frame);
        if row == cursor {
            let focused = model.board.focus == pane;
            let style = if focused {
                look.theme.chosen
            } else {
                look.theme.remembered
            };
            frame.buffer_mut().set_style(area, style);
            let selected = frame.buffer_mut()[(area.x, area.y)].symbol() == "◆";
            if focused && !selected {
                popup::cursor_mark(look, area, frame);
            }
        }
    }
    if is_emptied(look, pane) {
        draw_emptied(look, pane, rows, frame);
    }
    if has_border(area) {
        let lines = model.board.len(pane, &model.programme);
        let beside = Rect {
            x: rows.right(),
            width: 1,
            ..rows
        };
        let focused = model.board.focus == pane;
        scrollbar(look, (lines, offset), beside, focused, frame);
    }
}

/// Whether the filter leaves nothing of a column but its "all" row.
fn is_emptied(look: &Look<'_>, pane: Pane) -> bool {
    let model = look.model;
    let all_row = usize::from(pane != Pane::Milestones);
    model.showing.is_filtered() && model.board.len(pane, &model.programme) <= all_row
}

fn draw_emptied(look: &Look<'_>, pane: Pane, rows: Rect, frame: &mut Frame<'_>) {
    let lang = look.lang;
    let clear = lang.clear_with(look.model.keys.key_of(Context::Board, Action::ClearFilter));
    let text = lang.filter_hides_here();
    let below = u16::from(pane != Pane::Milestones);
    let area = Rect {
        x: rows.x + 1.min(rows.width),
        y: rows.y + below.min(rows.height),
        width: rows.width.saturating_sub(2),
        height: rows.height.saturating_sub(below),
    };
    let columns = usize::from(area.width);
    let in_one = format!("{text} · {clear}");
    let lines = if width(&in_one) <= columns {
        vec![in_one]
    } else {
        [wrap(text, columns), wrap(&clear, columns)].concat()
    };
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        let line = Span::styled(line, look.theme.amber);
        frame.render_widget(
            line,
            Rect {
                y,
                height: 1,
                ..area
            },
        );
    }
}

/// Marks a selected row: the mark stands over the one of the cursor's column, so that no name moves.
fn draw_selected(look: &Look<'_>, pane: Pane, row: usize, area: Rect, frame: &mut Frame<'_>) {
    let (board, programme) = (&look.model.board, &look.model.programme);
    if board.selection.is_empty() || !board.selection.holds(&of_row(board, pane, row, programme)) {
        return;
    }
    if !look.theme.is_mono {
        frame.buffer_mut().set_style(area, look.theme.remembered);
    }
    let mark = Rect {
        width: area.width.min(1),
        ..area
    };
    frame.render_widget(Span::styled("◆", look.theme.key), mark);
}

fn block<'a>(look: &Look<'_>, pane: Pane, area: Rect) -> Block<'a> {
    let focused = look.model.board.focus == pane;
    let (line, title) = if focused {
        (look.theme.focus, look.theme.focus)
    } else {
        (look.theme.faint, look.theme.dim)
    };
    let line = if look.theme.is_mono {
        look.theme.base
    } else {
        line.remove_modifier(ratatui::style::Modifier::BOLD)
    };
    let room = usize::from(area.width).saturating_sub(4);
    let mut spans = vec![Span::styled(format!(" {} ", heading(look, pane)), title)];
    let sort = pane.sort(&look.model.showing.sorts);
    if sort != Sort::default() {
        let order = format!("{} ", look.lang.order(sort));
        spans.push(Span::styled(order, look.theme.key));
    }
    spans.extend(heading_counts(look, pane));
    let kind = if focused && look.theme.is_mono {
        BorderType::Thick
    } else {
        BorderType::Rounded
    };
    let block = Block::bordered()
        .border_type(kind)
        .border_style(line)
        .title_top(Line::from(cut_spans(spans, room)));
    match columns::words(look, pane, usize::from(inside(area).width)) {
        Some(words) => block.title_bottom(words),
        None => block,
    }
}

fn heading(look: &Look<'_>, pane: Pane) -> String {
    format!("{} {}", pane as usize + 1, look.lang.pane(pane as usize))
}

/// How much there is in a column: ministries, the colours of platforms worst first, milestones done.
fn heading_counts(look: &Look<'_>, pane: Pane) -> Vec<Span<'static>> {
    let model = look.model;
    match pane {
        Pane::Ministries => {
            let (listed, all) = (
                model.board.listing().ministries().len(),
                model.programme.ministries().len(),
            );
            vec![Span::styled(of_all(listed, all), look.theme.dim)]
        }
        Pane::Platforms => {
            let ministry = model.board.ministry(&model.programme);
            let tally = model.board.listing().summary.ministry(ministry);
            let listed = model.board.len(Pane::Platforms, &model.programme) - 1;
            let all = model.summary.ministry(ministry);
            let all = Rag::ALL.iter().map(|rag| all.rag(*rag) as usize).sum();
            let mut spans = vec![Span::styled(of_all(listed, all), look.theme.dim)];
            for rag in Rag::ALL.into_iter().filter(|rag| tally.rag(*rag) > 0) {
                let text = format!("{}{} ", rag_glyph(rag), tally.rag(rag));
                spans.push(Span::styled(text, look.theme.rag(rag)));
            }
            spans
        }
        Pane::Milestones => {
            let tally = scope_tally(look);
            vec![Span::styled(
                format!("{}/{} ", tally.done(), tally.total()),
                look.theme.dim,
            )]
        }
    }
}

/// How many of all are listed.
fn of_all(listed: usize, all: usize) -> String {
    if listed == all {
        format!("{all} ")
    } else {
        format!("{listed}/{all} ")
    }
}

/// The sums of what the third column is about.
fn scope_tally(look: &Look<'_>) -> Tally {
    let model = look.model;
    let summary = &model.board.listing().summary;
    match model.board.platform(&model.programme) {
        Some(platform) => summary.platform(&platform.id),
        None => summary.ministry(model.board.ministry(&model.programme)),
    }
}
