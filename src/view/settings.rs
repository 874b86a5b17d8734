//! The settings.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::look::Look;
use super::popup::{cursor_mark, frame_middle};
use super::text::pad;
use crate::settings::SETTINGS;

/// Draws the settings.
pub(super) fn draw(look: &Look<'_>, cursor: usize, area: Rect, frame: &mut Frame<'_>) {
    let (lang, model) = (look.lang, look.model);
    let rows = SETTINGS.iter().map(|setting| {
        let value = model.settings.get(setting).0;
        let value = value.map_or_else(|| "–".to_owned(), |value| value.to_string());
        (lang.pick(setting.label), value)
    });
    let inner = frame_middle(look, lang.settings_title(), (60, 13), area, frame);
    for (place, ((label, value), y)) in rows.zip(inner.y..inner.bottom()).enumerate() {
        let area = Rect {
            y,
            height: 1,
            ..inner
        };
        let columns = usize::from(inner.width);
        let label = pad(&format!("  {label}"), columns / 2);
        let spans = [
            Span::styled(label, look.theme.base),
            Span::styled(value, look.theme.strong),
        ];
        frame.render_widget(Line::from_iter(spans), area);
        if place == cursor {
            frame.buffer_mut().set_style(area, look.theme.chosen);
            cursor_mark(look, area, frame);
        }
    }
    let note = Rect {
        y: inner.bottom().saturating_sub(1),
        height: inner.height.min(1),
        ..inner
    };
    if inner.height > 4 {
        frame.render_widget(
            Span::styled(format!("  {}", lang.settings_kept()), look.theme.dim),
            note,
        );
    }
}
