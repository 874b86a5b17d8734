//! The last line: what can be done, as far as there is room.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::action::Action;
use super::keymap::{Context, shown};
use super::model::Model;
use super::palette::is_possible;

/// A hint of the last line: its key, its label, what it does, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key.
    pub key: String,
    /// What it does, in short.
    pub label: &'static str,
    /// What it does.
    pub action: Action,
    /// Where it stands.
    pub area: Rect,
}

/// The hints of what can be done here, as many as fit, the most useful first; the one for help stands at the right end. That
/// for help, and the one that leads back from anywhere else, go last.
#[must_use]
pub fn hints(model: &Model, area: Rect) -> Vec<Hint> {
    let context = model.mode.context();
    let mut ranked: Vec<_> = model
        .keys
        .rows(context)
        .filter(|row| context != Context::Board || is_possible(model, row.action))
        .filter_map(|row| Some((row.hint?, row, row.keys.first()?)))
        .map(|((rank, short), row, key)| {
            let (key, label) = (shown(key).to_owned(), model.lang.pick(short));
            let width = u16::try_from(key.width() + 1 + label.width()).unwrap_or(u16::MAX);
            (rank, row, key, label, width)
        })
        .collect();
    ranked.sort_by_key(|(rank, ..)| *rank);
    let mut back = ranked
        .iter()
        .filter(|(_, row, ..)| row.action == Action::Back);
    let mut kept = back.next().map_or(0, |(.., width)| width + 2);
    let mut hints = Vec::new();
    let (mut left, mut right) = (area.x + 1, area.right());
    for (rank, row, key, label, width) in ranked {
        if row.action == Action::Back {
            kept = 0;
        }
        if left.saturating_add(width + kept) > right.saturating_sub(1) {
            continue;
        }
        let x = if rank == 0 && context == Context::Board {
            right - width - 1
        } else {
            left
        };
        let hint = Hint {
            key,
            label,
            action: row.action,
            area: Rect {
                x,
                y: area.y,
                width,
                height: 1,
            },
        };
        if x == left {
            left += width + 2;
        } else {
            right = x;
        }
        hints.push(hint);
    }
    hints
}
