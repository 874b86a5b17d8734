//! A form: one popup, a field a line, what was understood or what is wrong beside or below the field.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::entry::{self, bare};
use super::look::Look;
use super::popup::frame_middle;
use super::text::{fit, width, wrap};
use crate::app::action::Action;
use crate::app::additions;
use crate::app::form::{Form, Purpose, Row};
use crate::app::keymap::Context;
use crate::domain::field::FieldType;
use crate::domain::{Entity, clean};

/// Columns of the popup, where there is room.
const WIDTH: u16 = 76;

/// Draws the form.
pub(super) fn draw(look: &Look<'_>, form: &Form, area: Rect, frame: &mut Frame<'_>) {
    let columns = usize::from(WIDTH.min(area.width)).saturating_sub(2);
    let labels = label_columns(look, form, columns);
    let mut lines = Vec::new();
    let mut focused = 0;
    for (place, row) in form.rows.iter().enumerate() {
        if place == form.focus {
            focused = lines.len();
        }
        lines.push(Shown::Field(row, place == form.focus));
        lines.extend(below(look, form, place, columns, labels + 4));
    }
    let about = about(look, form);
    let foot = foot(look, form);
    let wanted = lines.len() + 2 + 2 * usize::from(!about.is_empty()) + usize::from(foot.is_some());
    let height = u16::try_from(wanted).unwrap_or(u16::MAX);
    let mut inner = frame_middle(look, &title(look, form), (WIDTH, height), area, frame);
    // The name of what it is about gives way where there is little room.
    if usize::from(inner.height) + 2 >= wanted && !about.is_empty() {
        let text = fit(&about, usize::from(inner.width).saturating_sub(2));
        let line = Span::styled(format!(" {text}"), look.theme.dim);
        frame.render_widget(line, Rect { height: 1, ..inner });
        inner.y += 2;
        inner.height -= 2;
    }
    if let Some(text) = foot
        && inner.height > 1
    {
        inner.height -= 1;
        let line = Span::styled(
            format!(
                " {}",
                fit(&text, usize::from(inner.width).saturating_sub(2))
            ),
            look.theme.amber,
        );
        frame.render_widget(
            line,
            Rect {
                y: inner.bottom(),
                height: 1,
                ..inner
            },
        );
    }
    let height = usize::from(inner.height);
    // What stands below the field is seen with it.
    let offset = (focused + 2)
        .min(lines.len())
        .saturating_sub(height)
        .min(focused);
    for (line, y) in lines.iter().skip(offset).zip(inner.y..inner.bottom()) {
        let area = Rect {
            y,
            height: 1,
            ..inner
        };
        match line {
            Shown::Field(row, focused) => draw_row(look, row, *focused, labels, area, frame),
            Shown::Below(text, style) => {
                // What is wider than the field begins further left, rather than losing its end.
                let most = usize::from(inner.width).saturating_sub(width(text) + 1);
                let text = format!("{}{text}", " ".repeat((labels + 4).min(most)));
                frame.render_widget(Span::styled(text, *style), area);
            }
        }
    }
}

/// A line of the form.
enum Shown<'a> {
    Field(&'a Row, bool),
    Below(String, Style),
}

fn title(look: &Look<'_>, form: &Form) -> String {
    let lang = look.lang;
    match form.purpose {
        Purpose::Everything => lang.form_everything().to_owned(),
        Purpose::Dates => lang.form_dates().to_owned(),
        Purpose::Hold => lang.form_hold().to_owned(),
        Purpose::People => lang.form_people().to_owned(),
        Purpose::Note => lang.form_note().to_owned(),
        Purpose::Evidence => lang.form_evidence().to_owned(),
        Purpose::Proof => lang.form_proof().to_owned(),
        Purpose::LastDay => lang.form_last_day().to_owned(),
        Purpose::Add(what) => lang.form_add(what).to_owned(),
        Purpose::Move => lang.form_move().to_owned(),
        Purpose::Archive => lang.form_archive().to_owned(),
        Purpose::Count => {
            let target = form.targets.iter().find_map(|target| match target {
                Entity::Milestone(id) => look.model.programme.milestone(id)?.target,
                _ => None,
            });
            lang.form_count(target.unwrap_or(0))
        }
    }
}

/// What the form is about: a name, or how many.
fn about(look: &Look<'_>, form: &Form) -> String {
    match &form.targets[..] {
        [Entity::Milestone(id)] => {
            let programme = &look.model.programme;
            let kind = programme.title(&Entity::Kind(id.kind.clone()), look.lang);
            let platform = programme.title(&Entity::Platform(id.platform.clone()), look.lang);
            clean(&format!("{kind} · {platform}")).into_owned()
        }
        [only] => clean(&look.model.programme.title(only, look.lang)).into_owned(),
        several => look.lang.form_of(several.len()),
    }
}

/// What is wrong with the whole, or whether to throw away what was typed.
fn foot(look: &Look<'_>, form: &Form) -> Option<String> {
    if form.is_leaving {
        return Some(
            look.lang
                .form_leave(look.model.keys.key_of(Context::Form, Action::Back)),
        );
    }
    form.error.clone()
}

fn label_columns(look: &Look<'_>, form: &Form, columns: usize) -> usize {
    let labels = form
        .rows
        .iter()
        .map(|row| width(look.lang.pick(row.field.label)));
    labels.max().unwrap_or(0).min(columns * 2 / 5)
}

/// What is wrong with a field, or what was understood.
fn below<'a>(
    look: &Look<'_>,
    form: &Form,
    place: usize,
    columns: usize,
    indent: usize,
) -> Vec<Shown<'a>> {
    let row = &form.rows[place];
    let has_focus = place == form.focus;
    let below = |text: &str, style| {
        let lines = wrap(text, columns.saturating_sub(indent + 1)).into_iter();
        lines.map(move |line| Shown::Below(line, style))
    };
    let mut lines: Vec<_> = match &row.entry.error {
        Some(error) if has_focus || form.is_tried => below(error, look.theme.red).collect(),
        _ if has_focus => understood(look, form, row)
            .map(|text| Shown::Below(fit(&text, columns.saturating_sub(1)), look.theme.green))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    };
    if let Some(value) = &row.meanwhile {
        let value = match row.field.kind {
            FieldType::Choice(_) => look.lang.choice(value),
            _ if value.is_empty() => "–",
            _ => value,
        };
        let text = look.lang.form_meanwhile(&clean(value));
        lines.extend(below(&text, look.theme.amber));
    }
    lines
}

/// The day that a typed date means, with its weekday; of several things that count from different days, the first.
fn understood(look: &Look<'_>, form: &Form, row: &Row) -> Option<String> {
    if row.field.kind == FieldType::Code {
        return code(look, form, row);
    }
    if row.field.kind != FieldType::Date || row.text().is_empty() {
        return None;
    }
    let present = |target| {
        look.model
            .programme
            .value(target, row.field.name)?
            .as_date()
    };
    let base = form.targets.first().and_then(present);
    let value = row.field.parse(row.text(), base, look.model.today).ok()??;
    let date = value.as_date()?;
    let day = look.lang.weekday(date.weekday());
    let more = if form.targets.len() > 1 && row.text().starts_with(['+', '-']) {
        "…"
    } else {
        ""
    };
    Some(format!("→ {day} {}{more}", look.lang.date(date)))
}

/// The ministry that a code stands for, or the code that a new thing would get.
fn code(look: &Look<'_>, form: &Form, row: &Row) -> Option<String> {
    if row.field.name == "code" {
        let code = additions::code(form);
        return Some(code)
            .filter(|code| row.text().is_empty() && !code.is_empty())
            .map(|code| format!("→ {code}"));
    }
    Some(format!("→ {}", clean(ministry(look, row)?)))
}

/// The name of the ministry whose code is typed, where one is asked for.
fn ministry<'a>(look: &Look<'a>, row: &Row) -> Option<&'a str> {
    let id = Some(row.text()).filter(|_| row.field.name == "ministry");
    let ministry = look.model.programme.ministry(&id?.parse().ok()?)?;
    Some(ministry.name.get(look.lang))
}

fn draw_row(
    look: &Look<'_>,
    row: &Row,
    has_focus: bool,
    labels: usize,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let label = look.lang.pick(row.field.label);
    let field = entry::label(look, label, labels, has_focus, area, frame);
    if let FieldType::Choice(_) = row.field.kind {
        let text = look.lang.choice(row.text());
        let text = if has_focus {
            format!("‹ {text} ›")
        } else {
            text.to_owned()
        };
        frame.render_widget(Span::styled(text, bare(look.theme.base)), field);
        entry::ground(look, has_focus, field, frame);
        return;
    }
    let style = if row.is_changed() {
        look.theme.strong
    } else {
        look.theme.base
    };
    if let Some(name) = ministry(look, row).filter(|_| !has_focus) {
        let name = fit(&clean(name), usize::from(field.width));
        frame.render_widget(Span::styled(name, bare(style)), field);
        return;
    }
    entry::draw(look, &row.entry, has_focus, style, field, frame);
    if row.entry.input.value().is_empty() && row.is_mixed {
        let text = fit(look.lang.form_mixed(), usize::from(field.width));
        frame.render_widget(Span::styled(text, bare(look.theme.dim)), field);
        entry::ground(look, has_focus, field, frame);
    }
}
