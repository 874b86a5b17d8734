//! The keys, from the one table.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::look::Look;
use super::popup::{field, frame_middle, scroll};
use super::text::pad;
use crate::app::keymap::{self, Context};
use crate::app::mode::Help;

/// Draws the keys.
pub(super) fn draw(look: &Look<'_>, help: &Help, area: Rect, frame: &mut Frame<'_>) {
    let height = area.height.saturating_sub(2).max(6);
    let inner = frame_middle(look, look.lang.help_title(), (76, height), area, frame);
    if inner.height < 2 {
        return;
    }
    field(
        look,
        look.lang.help_filter(),
        &help.filter,
        Rect { height: 1, ..inner },
        frame,
    );
    let list = Rect {
        y: inner.y + 1,
        height: inner.height - 1,
        ..inner
    };
    scroll(
        look,
        help_lines(look, help.filter.value()),
        help.offset,
        list,
        frame,
    );
}

fn help_lines(look: &Look<'_>, filter: &str) -> Vec<Line<'static>> {
    let folded = |text: &str| crate::search::fold(text).text;
    let wanted = folded(filter);
    let mut lines = Vec::new();
    for context in Context::ALL {
        let rows = look.model.keys.rows(context).filter_map(|row| {
            if row.keys.is_empty() {
                return None;
            }
            let shown: Vec<&str> = row.keys.iter().map(|key| keymap::shown(key)).collect();
            let (keys, label) = (shown.join("  "), look.lang.pick(row.label));
            let hit = folded(label).contains(&wanted) || row.keys.iter().any(|key| key == filter);
            hit.then(|| {
                let keys = Span::styled(pad(&format!("  {keys}"), 26), look.theme.key);
                Line::from_iter([keys, Span::styled(label, look.theme.base)])
            })
        });
        let rows: Vec<Line<'_>> = rows.collect();
        if !rows.is_empty() {
            lines.push(Line::from(Span::styled(
                format!(" {}", context.title(look.lang)),
                look.theme.strong,
            )));
            lines.extend(rows);
        }
    }
    if lines.is_empty() {
        lines.push(Line::from(Span::styled(
            format!(" {}", look.lang.no_hits(filter)),
            look.theme.dim,
        )));
    }
    lines
}
