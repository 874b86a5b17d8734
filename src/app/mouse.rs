//! Clicks and the wheel, on the same layout that is drawn.

use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::board::Pane;
use super::commands;
use super::effect::Effect;
use super::hints::hints;
use super::mode::Mode;
use super::model::Model;

/// Rows that one turn of the wheel moves.
const WHEEL_ROWS: usize = 3;

/// A click: on a row it selects, on a hint it does what the hint says, anywhere else it closes what is open.
pub(super) fn click(model: &mut Model, column: u16, row: u16) -> Vec<Effect> {
    let at = Position::new(column, row);
    let layout = model.own_layout();
    if let Some(action) = hint_at(model, layout.hints, at) {
        return commands::run(model, action);
    }
    if !matches!(model.mode, Mode::Board) {
        return click_list(model, at);
    }
    if layout.filter.contains(at) {
        return commands::run(model, Action::Filter);
    }
    for pane in Pane::ALL {
        if layout.pane(pane).contains(at) {
            model.board.focus = pane;
            let rows = layout.rows(pane);
            if rows.contains(at) {
                let row = usize::from(row - rows.y) + model.board.offsets[pane as usize];
                if row < model.board.len(pane, &model.programme) {
                    model.board.select(pane, row, &model.programme);
                }
            }
        }
    }
    Vec::new()
}

/// A click on a row of a list selects it, on the selected one it is what Enter is.
fn click_list(model: &mut Model, at: Position) -> Vec<Effect> {
    if model.mode.context().takes_text() && matches!(model.mode, Mode::Views(_)) {
        // A name is being typed.
        return Vec::new();
    }
    let popup = model.own_popup().filter(|popup| popup.list.contains(at));
    let (Some(popup), Some(list)) = (popup, model.mode.list_mut()) else {
        return Vec::new();
    };
    match list.row_at(usize::from(at.y - popup.list.y)) {
        Some(row) if row == list.cursor() => return commands::run(model, Action::Accept),
        Some(row) => list.select(row),
        None => {}
    }
    Vec::new()
}

/// The wheel moves the cursor of the pane it is over, or what is open.
pub(super) fn wheel(model: &mut Model, column: u16, row: u16, down: bool) -> Vec<Effect> {
    let action = if down { Action::Down } else { Action::Up };
    if let Some(list) = model.mode.list_mut() {
        (0..WHEEL_ROWS).for_each(|_| {
            list.go(action);
        });
        return Vec::new();
    }
    if !matches!(model.mode, Mode::Board) {
        let context = model.mode.context();
        let moves = model.keys.rows(context).any(|row| row.action == action);
        return if moves {
            commands::run(model, action)
        } else {
            Vec::new()
        };
    }
    let layout = model.own_layout();
    let over = Pane::ALL
        .into_iter()
        .find(|pane| layout.pane(*pane).contains(Position::new(column, row)));
    if let Some(pane) = over {
        let row = model.board.row(pane, &model.programme);
        let row = if down {
            row + WHEEL_ROWS
        } else {
            row.saturating_sub(WHEEL_ROWS)
        };
        model.board.select(pane, row, &model.programme);
    }
    Vec::new()
}

fn hint_at(model: &Model, area: Rect, at: Position) -> Option<Action> {
    hints(model, area)
        .into_iter()
        .find(|hint| hint.area.contains(at))
        .map(|hint| hint.action)
}
