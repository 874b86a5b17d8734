//! The two lines at the top: the sums of the programme.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::bar::bar;
use super::look::{Look, status_glyph};
use super::text::{both_ends, spans_width};
use crate::domain::Status;

/// Draws the header.
pub(super) fn draw(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    if area.is_empty() {
        return;
    }
    let columns = usize::from(area.width);
    let lines = vec![
        both_ends(title(look), overall(look, columns), columns),
        counts(look, columns),
    ];
    frame.render_widget(ratatui::text::Text::from(lines), area);
}

fn title(look: &Look<'_>) -> Vec<Span<'static>> {
    let n = look.model.programme.platforms().len();
    vec![
        Span::styled(" tiến độ ", look.theme.focus),
        Span::styled(
            format!(" {}", look.lang.shared_platforms(n)),
            look.theme.dim,
        ),
    ]
}

fn overall(look: &Look<'_>, columns: usize) -> Vec<Span<'static>> {
    let progress = look.model.board.listing().summary.programme.progress;
    let wide = columns >= 84;
    let mut spans = vec![Span::raw("  ")];
    spans.extend(bar(look, progress, if wide { 24 } else { 12 }));
    spans.push(Span::styled(
        format!(" {}", look.lang.percent(progress.done)),
        look.theme.strong,
    ));
    if wide {
        let expected = look.lang.percent(progress.expected);
        spans.push(Span::styled(
            format!("  {} {expected}", look.lang.expected()),
            look.theme.dim,
        ));
    }
    spans.push(Span::raw(" "));
    spans
}

/// The counts in words, as many as there is room for, then the as-of date and how saving stands.
fn counts(look: &Look<'_>, columns: usize) -> Line<'static> {
    let long = columns >= 84;
    // What is late is worth more than what the date is.
    let forms = [
        (Words::All, long),
        (Words::All, false),
        (Words::WithoutLate, long),
        (Words::None, long),
    ];
    let mut forms = forms
        .map(|(words, long)| (count_spans(look, words), standing(look, long)))
        .into_iter();
    let fits = |(left, right): &(Vec<Span<'_>>, Vec<Span<'_>>)| {
        spans_width(left) + spans_width(right) < columns
    };
    let form = forms.find(fits);
    let (left, right) = form.unwrap_or_else(|| (Vec::new(), standing(look, long)));
    both_ends(left, right, columns)
}

/// How much is said beside the numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    All,
    WithoutLate,
    None,
}

fn count_spans(look: &Look<'_>, words: Words) -> Vec<Span<'static>> {
    let tally = look.model.board.listing().summary.programme;
    let (lang, in_words) = (look.lang, words != Words::None);
    let n = |count: u32| count as usize;
    let late = tally.count(Status::DoneLate);
    let mut done = if in_words {
        lang.done_count(n(tally.done()))
    } else {
        tally.done().to_string()
    };
    if words == Words::All && late > 0 {
        done = format!("{done} {}", lang.late_count(n(late)));
    }
    let word = |status: Status, words: fn(crate::domain::Lang, usize) -> String| {
        let count = tally.count(status);
        (
            status,
            if in_words {
                words(lang, n(count))
            } else {
                count.to_string()
            },
        )
    };
    let quiet = tally.quiet();
    let entries = [
        (Status::DoneOnTime, done),
        word(Status::Overdue, crate::domain::Lang::overdue_count),
        word(Status::AtRisk, crate::domain::Lang::risk_count),
        word(Status::DueSoon, crate::domain::Lang::soon_count),
        (
            Status::NoDate,
            if in_words {
                lang.quiet_count(n(quiet))
            } else {
                quiet.to_string()
            },
        ),
    ];
    let mut spans = vec![Span::raw(" ")];
    for (status, text) in entries {
        let style = look.theme.status(status);
        spans.push(Span::styled(format!("{} ", status_glyph(status)), style));
        spans.push(Span::styled(
            format!("{text}  "),
            if status == Status::NoDate {
                look.theme.dim
            } else {
                style
            },
        ));
    }
    spans
}

fn standing(look: &Look<'_>, is_date_explained: bool) -> Vec<Span<'static>> {
    let model = look.model;
    let date = look.lang.date(model.as_of);
    let date = if is_date_explained {
        look.lang.as_of(&date)
    } else {
        date
    };
    let (glyph, text, style) = match model.saving.unsaved {
        0 if model.is_out_of_reach() => ("✕", look.lang.out_of_reach().to_owned(), look.theme.red),
        0 if model.is_saving() => ("◌", look.lang.saving().to_owned(), look.theme.amber),
        0 => ("●", look.lang.saved().to_owned(), look.theme.green),
        n => ("✕", look.lang.unsaved(n), look.theme.red),
    };
    let mut spans = vec![Span::styled(format!("{date}  "), look.theme.dim)];
    spans.push(Span::styled(format!("{glyph} "), style));
    spans.push(Span::styled(format!("{text} "), look.theme.dim));
    spans
}
