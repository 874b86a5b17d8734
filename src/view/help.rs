//! The keys, from the one table.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::look::Look;
use super::popup::{field, frame_middle, scroll};
use super::text::{fit, pad, width};
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
    let lines = help_lines(look, help.filter.value(), usize::from(list.width));
    scroll(look, lines, help.offset, list, frame);
}

fn help_lines(look: &Look<'_>, filter: &str, columns: usize) -> Vec<Line<'static>> {
    let folded = |text: &str| crate::search::fold(text).text;
    let wanted = folded(filter);
    let rows = |context| {
        let rows = look.model.keys.rows(context);
        let rows = rows.filter(|row| !row.keys.is_empty()).map(|row| {
            let shown: Vec<&str> = row.keys.iter().map(|key| keymap::shown(key)).collect();
            (row, shown.join("  "), look.lang.pick(row.label))
        });
        rows.collect::<Vec<_>>()
    };
    let all = Context::ALL.map(|context| (context, rows(context)));
    let every = all.iter().flat_map(|(_, rows)| rows);
    let widest = every.map(|(_, keys, _)| width(keys)).max().unwrap_or(0);
    let beside = (widest + 4).min(columns / 2);
    let mut lines = Vec::new();
    for (context, mut rows) in all {
        rows.retain(|(row, _, label)| {
            folded(label).contains(&wanted) || row.keys.iter().any(|key| key == filter)
        });
        if rows.is_empty() {
            continue;
        }
        let title = format!(" {}", context.title(look.lang));
        lines.push(Line::from(Span::styled(title, look.theme.strong)));
        lines.extend(rows.into_iter().map(|(_, keys, label)| {
            let keys = Span::styled(pad(&format!("  {keys}"), beside), look.theme.key);
            let label = fit(label, columns.saturating_sub(beside));
            Line::from_iter([keys, Span::styled(label, look.theme.base)])
        }));
    }
    if lines.is_empty() {
        let nothing = format!(" {}", look.lang.no_hits(filter));
        lines.push(Line::from(Span::styled(nothing, look.theme.dim)));
    }
    lines
}
