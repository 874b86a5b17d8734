//! The filter: the line that says what hides rows, and the prompt that takes its place while one types.
//!
//! ```text
//!  Lọc tt:quá-hạn bộ:by                          12/55 nền tảng · 34/495 mốc
//!                    ╰ không có “by” · ý bạn là “byt”?
//! ╭ 1 Bộ, ngành ─╭──────────────────────╮──────────────────────────────────
//! │  Tất cả      │▌byt  Bộ Y tế         │
//! ```

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear};

use super::look::Look;
use super::popup::{cursor_mark, field};
use super::text::{both_ends, cut_spans, fit, spans_width, width};
use crate::app::Mode;
use crate::app::action::Action;
use crate::app::filtering::Prompt;
use crate::app::keymap::{Context, shown};
use crate::app::layout::Layout;
use crate::domain::clean;
use crate::filter::{BadTerm, Candidate};

/// Most suggestions that are shown at once.
const OFFERED: usize = 8;
/// A column of fewer rows is not covered: suggestions stand in one line instead.
const COVERABLE: u16 = 10;

/// Draws the line of the filter: what is typed, or what is on.
pub(super) fn draw(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    if area.is_empty() {
        return;
    }
    let line = Rect { height: 1, ..area };
    if let Mode::Filter(prompt) = &look.model.mode {
        draw_prompt(look, prompt, line, frame);
        let below = Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..area
        };
        draw_below(look, prompt, below, frame);
        return;
    }
    frame.buffer_mut().set_style(line, look.theme.remembered);
    let columns = usize::from(area.width);
    let left = vec![
        Span::styled(label(look), look.theme.label),
        Span::styled(
            format!(" {}", clean(&look.model.showing.text)),
            on(look.theme.strong),
        ),
        Span::styled(view_name(look), on(look.theme.dim)),
    ];
    let key = look.model.keys.key_of(Context::Board, Action::ClearFilter);
    let clear = vec![Span::styled(format!(" {key} "), on(look.theme.key))];
    let clear_in_words = vec![
        Span::styled(format!("  {key}"), on(look.theme.key)),
        Span::styled(
            format!(" {} ", look.lang.clear_with("").trim()),
            on(look.theme.dim),
        ),
    ];
    let counted = |mut clear: Vec<Span<'static>>, text: String| {
        clear.insert(0, Span::styled(format!("  {text}"), on(look.theme.base)));
        clear
    };
    let rights = [
        counted(clear_in_words, counts(look)),
        counted(clear.clone(), counts(look)),
        counted(clear.clone(), short_counts(look)),
        clear,
    ];
    // The filter itself has at least half of the line.
    let room = columns.saturating_sub(spans_width(&left).min(columns / 2));
    let right = rights.into_iter().find(|right| spans_width(right) <= room);
    let line_text = both_ends(left, right.unwrap_or_default(), columns);
    frame.render_widget(line_text, line);
}

/// The view that it is.
fn view_name(look: &Look<'_>) -> String {
    let name = look.model.showing.view.as_deref();
    name.map_or_else(String::new, |name| format!("  · {}", clean(name)))
}

/// That something is hidden, or is about to be.
fn label(look: &Look<'_>) -> String {
    format!(" {} ", look.lang.filter_title())
}

/// A style on the ground that is there already.
const fn on(style: Style) -> Style {
    Style { bg: None, ..style }
}

/// How much of everything is shown.
fn counts(look: &Look<'_>) -> String {
    let (platforms, milestones) = parts(look);
    look.lang.filter_shows(&platforms, &milestones)
}

fn short_counts(look: &Look<'_>) -> String {
    let (_, milestones) = parts(look);
    milestones
}

fn parts(look: &Look<'_>) -> (String, String) {
    let model = look.model;
    let shown = model.board.listing().counts;
    (
        format!("{}/{}", shown.platforms, model.programme.platforms().len()),
        format!("{}/{}", shown.milestones, model.summary.programme.all()),
    )
}

fn draw_prompt(look: &Look<'_>, prompt: &Prompt, area: Rect, frame: &mut Frame<'_>) {
    let columns = usize::from(area.width);
    let label = label(look);
    let forms = [counts(look), short_counts(look)];
    let room = columns.saturating_sub(width(&label) + 24);
    let count = forms.into_iter().find(|count| width(count) + 2 <= room);
    let count = count.map_or_else(String::new, |count| format!(" {count} "));
    let count_columns = u16::try_from(width(&count)).unwrap_or(0);
    let input = Rect {
        width: area.width.saturating_sub(count_columns),
        ..area
    };
    // The label stands where it stands when the filter is on, so that no letter moves.
    let field_label = format!("{} ", look.lang.filter_title());
    field(look, &field_label, &prompt.input, input, frame);
    frame.render_widget(Span::styled(label, look.theme.label), input);
    if let Some(error) = &prompt.error {
        mark(look, prompt, error, input, frame);
    }
    let at_end = Rect {
        x: area.right() - count_columns.min(area.width),
        width: count_columns.min(area.width),
        ..area
    };
    frame.render_widget(Span::styled(count, look.theme.dim), at_end);
}

/// The column at which a letter of what is typed stands.
fn column_of(look: &Look<'_>, prompt: &Prompt, letter: usize, area: Rect) -> u16 {
    let head = width(&label(look)) + 1;
    let room = usize::from(area.width).saturating_sub(head);
    let scroll = prompt.input.visual_scroll(room.saturating_sub(1));
    let before: String = prompt.input.value().chars().take(letter).collect();
    let column = head + width(&before).saturating_sub(scroll);
    area.x
        + u16::try_from(column)
            .unwrap_or(u16::MAX)
            .min(area.width.saturating_sub(1))
}

/// Marks the word that is wrong.
fn mark(look: &Look<'_>, prompt: &Prompt, error: &BadTerm, area: Rect, frame: &mut Frame<'_>) {
    let start = column_of(look, prompt, error.place.start, area);
    let end = column_of(look, prompt, error.place.end, area).max(start);
    let style = Style::new()
        .fg(look.theme.red.fg.unwrap_or_default())
        .add_modifier(Modifier::UNDERLINED | Modifier::BOLD);
    let word = Rect {
        x: start,
        width: end - start,
        ..area
    };
    frame.buffer_mut().set_style(word, style);
}

/// Under what is typed: what is wrong, at its place; else how filters are written, or what can be put in.
fn draw_below(look: &Look<'_>, prompt: &Prompt, area: Rect, frame: &mut Frame<'_>) {
    if area.is_empty() {
        return;
    }
    let columns = usize::from(area.width);
    if let Some(error) = &prompt.error {
        let text = format!("╰ {}", clean(&look.lang.bad_term(error)));
        let text = fit(&text, columns.saturating_sub(2));
        let place = column_of(look, prompt, error.place.start, area);
        let latest = area
            .right()
            .saturating_sub(u16::try_from(width(&text) + 1).unwrap_or(0));
        let x = place.min(latest).max(area.x + 1);
        let at = Rect {
            x,
            width: area.right() - x,
            ..area
        };
        frame.render_widget(Span::styled(text, look.theme.red), at);
        return;
    }
    if is_covered(look) || prompt.candidates().is_empty() {
        let text = fit(look.lang.filter_syntax(), columns.saturating_sub(2));
        frame.render_widget(Span::styled(format!(" {text}"), look.theme.dim), area);
        return;
    }
    let skipped = prompt.chosen.unwrap_or(0);
    let mut spans = Vec::new();
    for (place, candidate) in prompt.candidates().iter().enumerate().skip(skipped) {
        let style = if prompt.chosen == Some(place) {
            look.theme.base.patch(look.theme.chosen)
        } else {
            look.theme.dim
        };
        spans.push(Span::raw(" "));
        spans.push(Span::styled(clean(&candidate.text).into_owned(), style));
    }
    frame.render_widget(Line::from(cut_spans(spans, columns)), area);
}

/// Whether the columns are high enough to be covered by suggestions, with rows left to be seen.
fn is_covered(look: &Look<'_>) -> bool {
    let layout = look.model.own_layout();
    layout.panes.iter().any(|pane| pane.height >= COVERABLE)
}

/// What can be put in, in a box under the word.
pub(super) fn offer(look: &Look<'_>, prompt: &Prompt, layout: &Layout, frame: &mut Frame<'_>) {
    let candidates = prompt.candidates();
    if candidates.is_empty() || !is_covered(look) || layout.filter.is_empty() {
        return;
    }
    let screen = frame.area();
    let texts = candidates.iter().map(|candidate| width(&candidate.text));
    let texts = texts.max().unwrap_or(0);
    let abouts = candidates.iter().map(|candidate| width(&candidate.about));
    let wanted = texts + abouts.max().unwrap_or(0) + 6;
    let columns = u16::try_from(wanted)
        .unwrap_or(u16::MAX)
        .clamp(16, 52)
        .min(screen.width);
    let rows = candidates.len().min(OFFERED);
    let place = prompt.completion.place.start;
    let x = column_of(look, prompt, place, layout.filter).saturating_sub(2);
    let area = Rect {
        x: x.min(screen.width - columns),
        y: layout.filter.bottom(),
        width: columns,
        height: u16::try_from(rows + 2).unwrap_or(u16::MAX),
    }
    .intersection(screen);
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, look.theme.base);
    let (kind, border) = if look.theme.is_mono {
        (BorderType::Thick, look.theme.base)
    } else {
        (BorderType::Rounded, on(look.theme.key))
    };
    let key = shown(look.model.keys.key_of(Context::Filter, Action::Complete));
    let title = Line::from(Span::styled(format!(" {key} "), look.theme.key)).right_aligned();
    let block = Block::bordered().border_type(kind).border_style(border);
    frame.render_widget(block.title_bottom(title), area);
    let inner = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    let height = usize::from(inner.height);
    let first = prompt
        .chosen
        .map_or(0, |place| (place + 1).saturating_sub(height));
    let listed = candidates.iter().enumerate().skip(first);
    for ((place, candidate), y) in listed.zip(inner.y..inner.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..inner
        };
        frame.render_widget(candidate_line(look, candidate, texts, inner.width), row);
        if prompt.chosen == Some(place) {
            frame.buffer_mut().set_style(row, look.theme.chosen);
            cursor_mark(look, row, frame);
        }
    }
}

fn candidate_line(
    look: &Look<'_>,
    candidate: &Candidate,
    texts: usize,
    columns: u16,
) -> Line<'static> {
    let text = super::text::pad(&clean(&candidate.text), texts);
    let spans = vec![
        Span::styled(format!(" {text}  "), look.theme.base),
        Span::styled(clean(&candidate.about).into_owned(), look.theme.dim),
    ];
    Line::from(cut_spans(spans, usize::from(columns)))
}
