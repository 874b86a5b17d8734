//! Progress bars: what is done, and a tick where it should be today.

use ratatui::text::Span;

use super::look::Look;
use crate::domain::progress::Progress;

const EIGHTHS: [&str; 8] = ["·", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const FULL: &str = "█";
const TICK: &str = "┆";

/// A bar of exactly `columns`.
#[must_use]
pub(super) fn bar(look: &Look<'_>, progress: Progress, columns: usize) -> Vec<Span<'static>> {
    if look.theme.is_mono {
        return mono(look, progress, columns);
    }
    let theme = &look.theme;
    let behind = progress.done + f64::EPSILON < progress.expected;
    let fill = if behind { theme.amber } else { theme.green };
    let eighths = cells(progress.done * 8.0, columns);
    let tick = tick(progress, columns);
    (0..columns)
        .map(|column| {
            let part = eighths.saturating_sub(column * 8).min(8);
            match (part, tick == Some(column)) {
                (8, true) => Span::styled(
                    TICK,
                    theme
                        .base
                        .patch(fill)
                        .add_modifier(ratatui::style::Modifier::REVERSED),
                ),
                (0, true) => Span::styled(TICK, theme.dim),
                (_, true) => Span::styled(TICK, fill),
                (8, _) => Span::styled(FULL, fill),
                (0, _) => Span::styled(EIGHTHS[0], theme.faint),
                (part, _) => Span::styled(EIGHTHS[part], fill),
            }
        })
        .collect()
}

/// Without colours, and readable without block characters: `[###|--]`.
fn mono(look: &Look<'_>, progress: Progress, columns: usize) -> Vec<Span<'static>> {
    let Some(inner) = columns.checked_sub(2) else {
        return vec![Span::raw(" ".repeat(columns))];
    };
    let filled = cells(progress.done, inner);
    let tick = tick(progress, inner);
    let cells = (0..inner).map(|column| match (column < filled, tick == Some(column)) {
        (_, true) => '|',
        (true, _) => '#',
        (false, _) => '-',
    });
    let text: String = std::iter::once('[').chain(cells).chain([']']).collect();
    vec![Span::styled(text, look.theme.base)]
}

/// How many of `columns` (or of their eighths, when `part` counts them) are filled. Something done always shows, and
/// nothing looks complete that is not.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a few columns"
)]
fn cells(part: f64, columns: usize) -> usize {
    let whole = part * columns as f64;
    if part <= 0.0 {
        0
    } else {
        (whole.floor() as usize).max(1)
    }
}

/// The column of the tick; nothing expected yet has none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a few columns"
)]
fn tick(progress: Progress, columns: usize) -> Option<usize> {
    let place = (progress.expected * columns as f64).floor() as usize;
    (progress.expected > 0.0 && columns > 0).then(|| place.min(columns - 1))
}
