//! The questions of the first start: a name, a language.
//!
//! ```text
//! ╭ Chào mừng đến với tiendo ──────────────────────────╮
//! │ Tên bạn đứng cạnh những gì bạn ghi. …              │
//! │                                                    │
//! │▌ Tên của bạn   Trần Thị Bình                       │
//! │  Ngôn ngữ      ‹ Tiếng Việt ›                      │
//! ╰────────────────────────────────────────────────────╯
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::entry;
use super::look::Look;
use super::popup::frame_middle;
use super::text::{fit, width, wrap};
use crate::app::action::Action;
use crate::app::keymap::Context;
use crate::app::welcome::Welcome;
use crate::settings::Setting;

/// Columns of the popup, where there is room.
const WIDTH: u16 = 60;

/// Draws the questions.
pub(super) fn draw(look: &Look<'_>, welcome: &Welcome, area: Rect, frame: &mut Frame<'_>) {
    let lang = look.lang;
    let columns = usize::from(WIDTH.min(area.width)).saturating_sub(4).max(1);
    let key = look.model.keys.key_of(Context::Board, Action::Settings);
    let hint = wrap(&format!("{} {key}", lang.welcome_hint()), columns);
    let error = welcome.name.error.as_deref();
    let questions = 2 + u16::from(error.is_some());
    let wanted = u16::try_from(hint.len()).unwrap_or(0) + questions + 3;
    let title = lang.welcome_title();
    let mut inner = frame_middle(look, title, (WIDTH, wanted), area, frame);
    // The questions come first where there is little room.
    let room = inner.height.saturating_sub(questions + 1);
    for text in hint.iter().take(usize::from(room)) {
        let area = Rect { height: 1, ..inner };
        frame.render_widget(Span::styled(format!(" {text}"), look.theme.dim), area);
        inner.y += 1;
        inner.height -= 1;
    }
    if room > 0 {
        inner.y += 1;
        inner.height -= 1;
    }
    let label = |key: &str| Setting::find(key).map_or("", |setting| lang.pick(setting.label));
    let labels = width(label("person"))
        .max(width(label("lang")))
        .min(usize::from(inner.width) * 2 / 5);
    let mut lines = (inner.y..inner.bottom()).map(|y| Rect {
        y,
        height: 1,
        ..inner
    });
    if let Some(area) = lines.next() {
        let field = entry::label(
            look,
            label("person"),
            labels,
            !welcome.at_language,
            area,
            frame,
        );
        entry::draw(
            look,
            &welcome.name,
            !welcome.at_language,
            look.theme.strong,
            field,
            frame,
        );
    }
    if let (Some(error), Some(area)) = (error, lines.clone().next()) {
        lines.next();
        let text = format!("{}{error}", " ".repeat(labels + 4));
        let text = fit(&text, usize::from(area.width));
        frame.render_widget(Span::styled(text, look.theme.red), area);
    }
    if let Some(area) = lines.next() {
        let field = entry::label(
            look,
            label("lang"),
            labels,
            welcome.at_language,
            area,
            frame,
        );
        let text = format!("‹ {} ›", lang.lang_name());
        frame.render_widget(Span::styled(text, look.theme.strong), field);
    }
}
