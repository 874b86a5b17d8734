//! The menu of views: each with its number, its order and how much it shows; below it the filter of the selected one, and
//! what is wrong in the file.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list;
use super::look::Look;
use super::popup::{self, field};
use super::text::{both_ends, fit, wrap};
use crate::app::popup::Popup;
use crate::app::viewing::{NameProblem, Naming, Row, ViewMenu};
use crate::domain::clean;
use crate::filter::{Sort, Sorts};

/// Draws the menu.
pub(super) fn draw(look: &Look<'_>, menu: &ViewMenu, popup: &Popup, frame: &mut Frame<'_>) {
    popup::draw_box(look, look.lang.views_title(), popup.frame, frame);
    let row = |place: usize, columns: usize| match menu.rows.get(place) {
        Some(row) => view_line(look, row, place, columns),
        None => Line::default(),
    };
    list::draw(look, (&menu.list, popup), "", row, frame);
    match (&menu.naming, menu.selected()) {
        (Some(naming), _) => draw_naming(look, naming, popup.details, frame),
        (None, Some(row)) => draw_foot(look, row, popup.details, frame),
        (None, None) => {}
    }
}

fn view_line<'a>(look: &Look<'_>, row: &Row, place: usize, columns: usize) -> Line<'a> {
    let (lang, theme) = (look.lang, &look.theme);
    let number = match place {
        0..9 => format!("{}", place + 1),
        _ => " ".to_owned(),
    };
    let is_on = look.model.showing.view.as_ref() == Some(&row.view.name);
    let name_style = if is_on { theme.strong } else { theme.base };
    let mut left = vec![
        Span::styled(format!("  {number} "), theme.key),
        Span::styled(clean(&row.view.name).into_owned(), name_style),
    ];
    if row.is_own && columns >= 40 {
        left.push(Span::styled(format!("  {}", lang.view_own()), theme.dim));
    }
    let mut right = Vec::new();
    if columns >= 50 {
        let order = order(look, row.view.sorts);
        right.push(Span::styled(format!(" {order}  "), theme.dim));
    }
    let count = match &row.shows {
        Ok((_, counts)) => Span::styled(format!("{:>5} ", counts.milestones), theme.base),
        Err(_) => Span::styled("    ✕ ", theme.red),
    };
    right.push(count);
    both_ends(left, right, columns)
}

/// The orders of a view, each once, without those of the list.
fn order(look: &Look<'_>, sorts: Sorts) -> String {
    let mut orders: Vec<String> = Vec::new();
    for sort in [sorts.platforms, sorts.milestones, sorts.ministries] {
        let text = look.lang.order(sort);
        if sort != Sort::default() && !orders.contains(&text) {
            orders.push(text);
        }
    }
    orders.join(" ")
}

/// The filter of the selected view, or what is wrong with it; then what is wrong in the file.
fn draw_foot(look: &Look<'_>, row: &Row, area: Rect, frame: &mut Frame<'_>) {
    let columns = usize::from(area.width).saturating_sub(2).max(1);
    let mut lines = Vec::new();
    match &row.shows {
        Ok((_, counts)) => {
            let filter = match clean(&row.view.filter) {
                filter if filter.is_empty() => look.lang.whole_programme().to_owned(),
                filter => filter.into_owned(),
            };
            let counts = look.lang.filter_shows(
                &counts.platforms.to_string(),
                &counts.milestones.to_string(),
            );
            let text = fit(&format!("{filter} → {counts}"), columns);
            lines.push(Span::styled(text, look.theme.dim));
        }
        Err(bad) => {
            let text = fit(&clean(&look.lang.bad_term(bad)), columns);
            lines.push(Span::styled(text, look.theme.red));
        }
    }
    for problem in &look.model.views.problems {
        let wrapped = wrap(&clean(problem), columns).into_iter();
        lines.extend(wrapped.map(|line| Span::styled(line, look.theme.amber)));
    }
    draw_lines(lines, area, frame);
}

fn draw_naming(look: &Look<'_>, naming: &Naming, area: Rect, frame: &mut Frame<'_>) {
    let lang = look.lang;
    field(
        look,
        lang.view_name_title(),
        &naming.input,
        Rect {
            height: area.height.min(1),
            ..area
        },
        frame,
    );
    let name = clean(naming.input.value().trim()).into_owned();
    let note = naming.problem.map(|problem| match problem {
        NameProblem::Bad => (lang.view_name_bad().to_owned(), look.theme.red),
        NameProblem::BuiltIn => (lang.view_is_built_in(&name), look.theme.red),
        NameProblem::Taken if naming.renamed.is_some() => {
            (lang.view_name_taken(&name), look.theme.red)
        }
        NameProblem::Taken => (lang.view_is_replaced(&name), look.theme.amber),
    });
    let below = Rect {
        y: area.y + 1.min(area.height),
        height: area.height.saturating_sub(1),
        ..area
    };
    let columns = usize::from(area.width).saturating_sub(2);
    let (text, style) = note.unwrap_or_else(|| {
        let shown = &look.model.showing;
        let filter = match clean(&shown.text) {
            filter if filter.is_empty() => lang.whole_programme().to_owned(),
            filter => filter.into_owned(),
        };
        let text = format!("{filter} {}", order(look, shown.sorts));
        (
            if naming.renamed.is_some() {
                String::new()
            } else {
                text
            },
            look.theme.dim,
        )
    });
    draw_lines(vec![Span::styled(fit(&text, columns), style)], below, frame);
}

fn draw_lines(lines: Vec<Span<'_>>, area: Rect, frame: &mut Frame<'_>) {
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        let line = Line::from_iter([Span::raw(" "), line]);
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
