//! The settings.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::look::Look;
use super::popup::{cursor_mark, frame_middle};
use super::text::pad;
use crate::settings::ThemeName;

/// Draws the settings.
pub(super) fn draw(look: &Look<'_>, cursor: usize, area: Rect, frame: &mut Frame<'_>) {
    let (lang, model) = (look.lang, look.model);
    let switch = |is: bool| if is { lang.on() } else { lang.off() };
    let theme = match model.theme {
        ThemeName::Dark => lang.theme_dark(),
        ThemeName::Light => lang.theme_light(),
        ThemeName::Mono => lang.theme_mono(),
    };
    let rows = [
        (lang.setting_lang(), lang.lang_name()),
        (lang.setting_theme(), theme),
        (lang.setting_mouse(), switch(model.mouse)),
        (lang.setting_ascii(), switch(model.ascii)),
    ];
    let inner = frame_middle(look, lang.settings_title(), (48, 7), area, frame);
    for (place, ((label, value), y)) in rows.into_iter().zip(inner.y..inner.bottom()).enumerate() {
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
