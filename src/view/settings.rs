//! The settings: a list of label, value and where the value comes from; below it what the selected one is for.
//!
//! ```text
//! ╭ Cài đặt ─────────────────────────────────────────────────────────╮
//! │▌ Tên của bạn                   Trần Thị Bình               tệp    │
//! │  Ngôn ngữ                      ‹ Tiếng Việt ›              tệp    │
//! │                                                                   │
//! │ Tên đứng cạnh mọi thay đổi bạn ghi.                               │
//! │ Lưu ngay vào ~/.config/tiendo/config.toml                         │
//! ╰───────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::entry;
use super::list;
use super::look::Look;
use super::popup::{self};
use super::text::{fit, pad, width, wrap};
use crate::app::entry::Entry;
use crate::app::items::Item;
use crate::app::keymap::{self, Context};
use crate::app::popup::Popup;
use crate::app::settings::Screen;
use crate::domain::clean;
use crate::settings::{SETTINGS, Value};

/// Columns of the list from which on it is said where a value comes from.
const WIDE: usize = 56;
/// Most columns of what is wrong, beside the value that is typed.
const BESIDE: usize = 36;
/// Least columns of that value.
const TYPED: usize = 14;

/// Draws the settings.
pub(super) fn draw(look: &Look<'_>, screen: &Screen, popup: &Popup, frame: &mut Frame<'_>) {
    popup::draw_box(look, look.lang.settings_title(), popup.frame, frame);
    let items: Vec<Item> = Item::listed().collect();
    let row = |place: usize, columns| {
        let item = items.get(place);
        item.map_or_else(Line::default, |item| {
            row(look, screen, *item, place, columns)
        })
    };
    list::draw(
        look,
        (&screen.list, popup),
        look.lang.help_title(),
        row,
        frame,
    );
    if let Some(entry) = &screen.entry {
        typed(look, screen, entry, popup.list, frame);
    }
    about(look, screen, popup.details, frame);
    let path = clean(&look.model.settings.path.to_string_lossy()).into_owned();
    let columns = usize::from(popup.frame.width).saturating_sub(8);
    if popup.frame.height > 8 {
        let text = fit_path(&path, columns, |path| look.lang.settings_file_is(path));
        popup::foot(
            vec![Span::styled(format!("{text} "), look.theme.dim)],
            popup.frame,
            frame,
        );
    }
}

/// The columns of the labels, of so many in all.
fn label_columns(look: &Look<'_>, columns: usize) -> usize {
    let labels = SETTINGS
        .iter()
        .map(|setting| width(look.lang.pick(setting.label)));
    labels.max().unwrap_or(0).min(columns / 2)
}

fn row<'a>(look: &Look<'_>, screen: &Screen, item: Item, place: usize, columns: usize) -> Line<'a> {
    let here = place == screen.list.cursor();
    let labels = label_columns(look, columns);
    let (value, source) = item.value(&look.model.settings, &look.model.keys);
    let source = if columns >= WIDE {
        look.lang.source(source)
    } else {
        ""
    };
    let value = clean(&shown(look, item, value.as_ref())).into_owned();
    let value = if here && !item.is_typed() && columns >= WIDE {
        format!("‹ {value} ›")
    } else {
        value
    };
    let label = match item {
        Item::Keys(row) if row.context == Context::Go => format!("g › {}", item.label(look.lang)),
        _ => item.label(look.lang).to_owned(),
    };
    let room = columns.saturating_sub(labels + 5 + width(source));
    Line::from_iter([
        Span::styled(format!("  {}  ", pad(&label, labels)), look.theme.base),
        Span::styled(pad(&value, room), look.theme.strong),
        Span::styled(source, look.theme.dim),
    ])
}

/// Draws the value that is being typed over its row, and beside it what is wrong.
fn typed(look: &Look<'_>, screen: &Screen, typed: &Entry, list: Rect, frame: &mut Frame<'_>) {
    let mut lines = screen.list.shown().zip(list.y..list.bottom());
    let here = lines.find(|(row, _)| *row == Some(screen.list.cursor()));
    let Some((_, y)) = here else { return };
    let head = label_columns(look, usize::from(list.width)) + 4;
    let head = u16::try_from(head).unwrap_or(u16::MAX).min(list.width);
    let mut field = Rect {
        x: list.x + head,
        y,
        width: (list.width - head).saturating_sub(1),
        height: 1,
    };
    frame.buffer_mut().set_style(field, look.theme.base);
    if let Some(error) = &typed.error
        && usize::from(list.width) >= WIDE
    {
        let error = fit(
            error,
            BESIDE.min(usize::from(field.width).saturating_sub(TYPED)),
        );
        let columns = u16::try_from(width(&error)).unwrap_or(0);
        field.width -= columns + 1;
        let place = Rect {
            x: field.right() + 1,
            width: columns,
            ..field
        };
        frame.render_widget(Span::styled(error, look.theme.red), place);
    }
    entry::draw(look, typed, true, look.theme.strong, field, frame);
}

/// What the selected setting is for; or what is wrong with what is typed.
fn about(look: &Look<'_>, screen: &Screen, area: Rect, frame: &mut Frame<'_>) {
    let columns = usize::from(area.width).saturating_sub(2).max(1);
    let error = screen.entry.as_ref().and_then(|entry| entry.error.clone());
    let (text, style) = match error {
        Some(error) => (error, look.theme.red),
        None => (screen.item().help(look.lang).to_owned(), look.theme.dim),
    };
    let mut lines = wrap(&text, columns);
    let has_rule = area.height > 2;
    let most = usize::from(area.height).saturating_sub(usize::from(has_rule));
    if let (true, Some(last)) = (lines.len() > most, most.checked_sub(1)) {
        lines.truncate(most);
        lines[last] = fit(&format!("{}…", lines[last]), columns);
    }
    if has_rule {
        let rule = Span::styled("─".repeat(usize::from(area.width)), look.theme.faint);
        frame.render_widget(rule, Rect { height: 1, ..area });
    }
    let top = area.y + u16::from(has_rule);
    for (line, y) in lines.into_iter().zip(top..area.bottom()) {
        let line = Span::styled(format!(" {line}"), style);
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

/// A sentence with a path, whose beginning gives way.
fn fit_path(path: &str, columns: usize, sentence: impl Fn(&str) -> String) -> String {
    let whole = sentence(path);
    if width(&whole) <= columns {
        return whole;
    }
    let cut = path
        .char_indices()
        .map(|(place, _)| sentence(&format!("…{}", &path[place..])))
        .find(|text| width(text) <= columns);
    cut.unwrap_or_else(|| fit(&whole, columns))
}

/// A value as it is shown to people: keys as on the keyboard.
fn shown(look: &Look<'_>, item: Item, value: Option<&Value>) -> String {
    match (item, value) {
        (Item::Setting(setting), value) => look.lang.shown_value(setting, value),
        (Item::Keys(_), Some(Value::Keys(keys))) if keys.is_empty() => {
            look.lang.nobody().to_owned()
        }
        (Item::Keys(_), Some(Value::Keys(keys))) => {
            let keys: Vec<&str> = keys.iter().map(|key| keymap::shown(key)).collect();
            keys.join("  ")
        }
        (Item::Keys(_), _) => String::new(),
    }
}
