//! The history: every change a row, what there is to know of the selected one below.
//!
//! ```text
//! ╭ Lịch sử · Kế hoạch chi tiết · Định danh và xác thực điện tử ─────────────╮
//! │ / người:lan                                                3/12 thay đổi │
//! │ ● 23/11/26 10:00  Lan           Dự kiến: 30/09/2026 → 31/12/2026         │
//! │▌○ 20/11/26 08:12  Trần Thị Bình Dự kiến: 30/09/2026          Lan sửa tiếp│
//! │── Chi tiết ──────────────────────────────────────────────────────────────│
//! │ Định danh và xác thực điện tử › Kế hoạch chi tiết                        │
//! ╰ ✔ Đã rút lại: … · u hoàn tác ────────────────────────────────────────────╯
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::footer::{draw_banner, said};
use super::list;
use super::look::{CONTESTED, Look};
use super::popup::{self, counted_field};
use super::text::{both_ends, cut_spans, fit, pad, short_name, spans_width, width, wrap};
use crate::app::history::History;
use crate::app::popup::Popup;
use crate::domain::history::{Entry, Fate, Scope};
use crate::domain::{Entity, clean};

/// Draws the history.
pub(super) fn draw(look: &Look<'_>, history: &History, popup: &Popup, frame: &mut Frame<'_>) {
    popup::draw_box(look, &title(look, history), popup.frame, frame);
    draw_banner(look, popup.alarm, frame);
    let field = ("/", &history.input);
    if history.is_typing {
        counted_field(look, field, &count(look, history), popup.field, frame);
    } else {
        let typed = history.input.value();
        let (text, style) = if typed.is_empty() {
            (look.lang.history_filter(), look.theme.dim)
        } else {
            (typed, look.theme.strong)
        };
        let left = vec![
            Span::styled(" / ", look.theme.key),
            Span::styled(clean(text), style),
        ];
        let count = format!(" {} ", count(look, history));
        let right = vec![Span::styled(count, look.theme.dim)];
        let line = both_ends(left, right, usize::from(popup.field.width));
        frame.render_widget(line, popup.field);
    }
    if let Some(text) = remark(look, history) {
        popup::remark(look, text, popup.list, frame);
    }
    let row = |place: usize, columns| {
        let entry = history.found.entries.get(place);
        entry.map_or_else(Line::default, |entry| row(look, history, entry, columns))
    };
    list::draw(look, (&history.list, popup), "", row, frame);
    if let Some(entry) = history.selected() {
        details(look, entry, popup.details, frame);
    }
    let columns = usize::from(popup.frame.width).saturating_sub(6);
    let foot = match (&history.error, &look.model.toast) {
        (Some(bad), _) => {
            let text = fit(&look.lang.bad_change_term(bad), columns.saturating_sub(3));
            vec![Span::styled(format!("✕ {text} "), look.theme.amber)]
        }
        // On a low screen it stands where the hints do.
        (None, Some(toast)) if popup.frame.height > 8 => said(look, toast, columns),
        (None, _) => return,
    };
    popup::foot(foot, popup.frame, frame);
}

fn title(look: &Look<'_>, history: &History) -> String {
    let scope = history.shown_scope();
    let programme = &look.model.programme;
    let Scope {
        ministry,
        platform,
        kind,
    } = &scope;
    let things = [
        kind.clone().map(Entity::Kind),
        platform.clone().map(Entity::Platform),
        ministry.clone().map(Entity::Ministry),
    ];
    let mut names: Vec<String> = things
        .iter()
        .flatten()
        .map(|thing| clean(&programme.title(thing, look.lang)).into_owned())
        .collect();
    if names.is_empty() {
        names.push(look.lang.history_of_everything().to_owned());
    }
    format!("{} · {}", look.lang.history_title(), names.join(" · "))
}

fn count(look: &Look<'_>, history: &History) -> String {
    let n = history.found.entries.len();
    let more = if history.found.is_cut { "+" } else { "" };
    let changes = format!("{}{more}", look.lang.grouped(n));
    let changes = look.lang.number_of_changes(n, &changes);
    match n {
        0 => String::new(),
        _ => format!("{}/{changes}", look.lang.grouped(history.list.cursor() + 1)),
    }
}

/// What is said where there are no changes.
fn remark<'a>(look: &Look<'a>, history: &History) -> Option<&'a str> {
    if !history.found.entries.is_empty() {
        return None;
    }
    Some(if !history.is_read() {
        look.lang.history_reading()
    } else if history.input.value().trim().is_empty() || history.error.is_some() {
        look.lang.history_none()
    } else {
        look.lang.history_none_fit()
    })
}

/// The glyph of what has become of a change, and its style.
fn fate_glyph(look: &Look<'_>, fate: &Fate) -> (&'static str, Style) {
    match fate {
        Fate::Live => ("●", look.theme.green),
        Fate::Contested => (CONTESTED, look.theme.amber),
        Fate::Overwritten(_) => ("○", look.theme.dim),
        Fate::Voided(_) => ("✕", look.theme.amber),
    }
}

/// When, who, of what, from what to what, and who ended it, as far as there is room.
fn row(look: &Look<'_>, history: &History, entry: &Entry, columns: usize) -> Line<'static> {
    let (glyph, style) = fate_glyph(look, &entry.fate);
    let text = if entry.fate.stands() {
        look.theme.base
    } else {
        look.theme.dim
    };
    let (clock, who, thing) = match columns {
        0..56 => (0, 0, 0),
        56..76 => (0, 12, 0),
        76..100 => (0, 12, 28),
        _ => (" 23:59".len(), 16, 34),
    };
    let thing = match of_what(look, history, entry, thing) {
        Some(name) if thing > 0 => pad(&name, thing) + " ",
        _ => String::new(),
    };
    let date = look.lang.short_date(entry.at.date());
    let moment = format!("{date} {}", entry.at.strftime("%H:%M"));
    let when = look.lang.short_date_width() + clock;
    let mut left = vec![
        Span::styled(format!(" {glyph} "), style),
        Span::styled(format!("{moment:.when$} "), look.theme.dim),
    ];
    if who > 0 {
        let who = pad(&clean(&entry.by), who);
        left.push(Span::styled(format!("{who} "), text));
    }
    left.push(Span::styled(thing, text));
    let room = columns.saturating_sub(spans_width(&left) + 1);
    left.push(Span::styled(change(look, entry, room), text));
    let right = match (&entry.fate, columns) {
        (Fate::Live | Fate::Contested, _) | (_, 0..100) => Vec::new(),
        (Fate::Voided(end), _) => vec![look.lang.taken_back_by(&clean(&end.by))],
        (Fate::Overwritten(end), _) => vec![look.lang.changed_by(&clean(&end.by))],
    };
    let right = right
        .into_iter()
        .map(|text| Span::styled(format!(" {} ", fit(&text, 24)), style));
    both_ends(left, right.collect(), columns)
}

/// The thing, without what all of the list have in common; nothing when that is all of it.
fn of_what(look: &Look<'_>, history: &History, entry: &Entry, columns: usize) -> Option<String> {
    let scope = history.shown_scope();
    let programme = &look.model.programme;
    let short = |thing: Entity, columns| {
        short_name(&programme.title(&thing, look.lang), look.lang, columns)
    };
    let Some(thing) = entry.entity() else {
        return Some(clean(&entry.target).into_owned());
    };
    match thing {
        Entity::Milestone(id) => {
            let (kind, platform) = (Entity::Kind(id.kind), Entity::Platform(id.platform));
            match (scope.kind, scope.platform) {
                (Some(_), Some(_)) => None,
                (None, Some(_)) => Some(short(kind, columns)),
                (Some(_), None) => Some(short(platform, columns)),
                (None, None) => {
                    let kind = short(kind, columns / 2);
                    let left = columns.saturating_sub(width(&kind) + 3);
                    Some(format!("{kind} · {}", short(platform, left)))
                }
            }
        }
        other => Some(short(other, columns)),
    }
}

/// What was changed, from what to what: where there is little room only to what.
fn change(look: &Look<'_>, entry: &Entry, room: usize) -> String {
    let (_, label) = look.lang.change_names(entry, &look.model.programme);
    let value = |value| {
        look.lang
            .recorded_value(entry, value, &look.model.programme)
    };
    let to = value(entry.to.as_ref());
    let colon = look.lang.colon();
    let whole = match &entry.was {
        was if *was == entry.to => look.lang.log_kept(&label, &to),
        Some(was) => format!("{label}{colon}{} → {to}", value(Some(was))),
        None => format!("{label}{colon}{to}"),
    };
    if width(&whole) <= room {
        return whole;
    }
    // The label gives way before the value, but something of it stays.
    let beside_value = room.saturating_sub(width(&to) + 3);
    let label = fit(
        &label,
        if beside_value < 8 {
            room / 2
        } else {
            beside_value
        },
    );
    fit(&format!("{label} → {to}"), room)
}

/// The selected change in full.
fn details(look: &Look<'_>, entry: &Entry, area: Rect, frame: &mut Frame<'_>) {
    if area.is_empty() {
        return;
    }
    let lang = look.lang;
    let columns = usize::from(area.width);
    let rule = list::rule(look, lang.details_title(), columns);
    frame.render_widget(rule, Rect { height: 1, ..area });
    let mut lines = Vec::new();
    for (text, style) in said_of(look, entry) {
        let wrapped = wrap(&clean(&text), columns.saturating_sub(2));
        lines.extend(wrapped.into_iter().map(|line| (line, style)));
    }
    for ((line, style), y) in lines.into_iter().zip(area.y + 1..area.bottom()) {
        let line = Span::styled(format!(" {line}"), style);
        let place = Rect {
            y,
            height: 1,
            ..area
        };
        frame.render_widget(Line::from(cut_spans(vec![line], columns)), place);
    }
}

/// Everything about a change, the most telling first: what may be cut stands last.
fn said_of(look: &Look<'_>, entry: &Entry) -> Vec<(String, Style)> {
    let lang = look.lang;
    let (title, _) = lang.change_names(entry, &look.model.programme);
    let change = lang.change(entry, &look.model.programme);
    let (glyph, style) = fate_glyph(look, &entry.fate);
    let fate = lang
        .fate(&entry.fate)
        .unwrap_or_else(|| lang.fate_live().to_owned());
    let mut signed = format!(
        "{} · {} · {}",
        lang.minute(entry.at),
        entry.by,
        lang.log_action(&entry.action)
    );
    if let Some(number) = &entry.document {
        signed = format!("{signed} · {}", lang.document_with_it(number));
    }
    vec![
        (title, look.theme.strong),
        (change, look.theme.base),
        (signed, look.theme.base),
        (format!("{glyph} {fate}"), style),
        (format!("{} · {}", entry.line, entry.writer), look.theme.dim),
    ]
}
