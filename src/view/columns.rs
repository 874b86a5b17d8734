//! The chosen columns: what stands in a row beside its name, the words above it, and the menu in which they are chosen.

use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::bar::bar;
use super::list;
use super::look::Look;
use super::popup;
use super::text::{both_ends, fit, pad, pad_left, width};
use crate::app::Pane;
use crate::app::columns::ColumnsMenu;
use crate::app::popup::Popup;
use crate::domain::progress::Progress;
use crate::filter::columns::{Cell, Column, Level};

/// A column with its width in a row.
type Sized = (Column, usize);

/// So many cells of a row are the name's, at least; of a wide one a part, which is greater where names are long.
const NAME_LEAST: usize = 10;
/// To so few cells a text is cut where there is no more room.
const TEXT_LEAST: usize = 8;

/// The chosen columns of a level that have room in a row, the first ones first; none when the usual ones are shown. As many
/// as can be read, and then each as wide as it would like to be.
pub(super) fn chosen(look: &Look<'_>, level: Level, columns: usize) -> Option<Vec<Sized>> {
    let mut chosen = look.model.showing.columns.of(level).peekable();
    chosen.peek()?;
    let part = match level {
        Level::Platforms => columns * 2 / 5,
        Level::Milestones => columns / 3,
    };
    let name = part.max(NAME_LEAST);
    let mut room = columns.saturating_sub(3 + name);
    let fitting = chosen.map_while(|column| {
        let width = wide(look, column);
        let least = if column.is_text() {
            width.min(TEXT_LEAST)
        } else {
            width
        };
        room = room.checked_sub(least + 1)?;
        Some((column, least))
    });
    let mut fitting: Vec<Sized> = fitting.collect();
    for (column, width) in &mut fitting {
        let more = (wide(look, *column) - *width).min(room);
        *width += more;
        room -= more;
    }
    Some(fitting)
}

/// How wide a column would like to be.
fn wide(look: &Look<'_>, column: Column) -> usize {
    let date = column.is_date().then(|| look.lang.short_date_width());
    column.width().max(date.unwrap_or(0))
}

/// The cells of a row, each behind a space.
pub(super) fn cells(
    look: &Look<'_>,
    columns: &[Sized],
    progress: Progress,
    cell: impl Fn(Column) -> Cell,
) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for (column, width) in columns {
        spans.push(Span::raw(" "));
        if *column == Column::Progress {
            spans.extend(bar(look, progress, *width));
        } else {
            let cell = cell(*column);
            let text = aligned((*column, *width), &look.lang.short_cell(&cell));
            spans.push(Span::styled(text, style(look, *column, &cell)));
        }
    }
    spans
}

fn aligned((column, width): Sized, text: &str) -> String {
    let text = fit(text, width);
    if column.is_number() {
        pad_left(&text, width)
    } else {
        pad(&text, width)
    }
}

fn style(look: &Look<'_>, column: Column, cell: &Cell) -> Style {
    let theme = &look.theme;
    match (column, cell) {
        (Column::Overdue, _) | (Column::Slippage, Cell::Days(1..)) => theme.red,
        (Column::Obstacle, _) => theme.amber,
        (_, Cell::Status(status)) => theme.status(*status),
        (_, Cell::Colour(rag)) => theme.rag(*rag),
        _ => theme.dim,
    }
}

/// The words of the columns, each over what stands in it, for the border below the rows; nothing with the usual ones.
pub(super) fn words(look: &Look<'_>, pane: Pane, columns: usize) -> Option<Line<'static>> {
    let level = match pane {
        Pane::Ministries => return None,
        Pane::Platforms => Level::Platforms,
        Pane::Milestones => Level::Milestones,
    };
    let is_sum =
        pane == Pane::Milestones && look.model.board.platform(&look.model.programme).is_none();
    let chosen = chosen(look, level, columns).filter(|chosen| !chosen.is_empty() && !is_sum)?;
    let words = chosen.iter().map(|column| {
        let word = aligned(*column, column.0.word(look.lang));
        Span::styled(format!(" {word}"), look.theme.key)
    });
    Some(words.collect::<Line>().right_aligned())
}

/// Draws the menu.
pub(super) fn draw(look: &Look<'_>, menu: &ColumnsMenu, popup: &Popup, frame: &mut Frame<'_>) {
    let (lang, theme) = (look.lang, &look.theme);
    popup::draw_box(look, lang.columns_title(), popup.frame, frame);
    let row = |place: usize, columns: usize| {
        let Some(column) = Column::all().nth(place) else {
            return Line::default();
        };
        let number = look.model.showing.columns.place(column);
        let mark = number.map_or_else(|| " · ".to_owned(), |number| format!("{:>2} ", number + 1));
        let left = vec![
            Span::styled(
                format!(" {mark}"),
                if number.is_some() {
                    theme.key
                } else {
                    theme.faint
                },
            ),
            Span::styled(
                column.word(lang),
                if number.is_some() {
                    theme.strong
                } else {
                    theme.base
                },
            ),
        ];
        let of = match (
            column.is_of(Level::Platforms),
            column.is_of(Level::Milestones),
        ) {
            (true, true) => lang.columns_of_both(),
            (true, false) => lang.columns_of_platforms(),
            _ => lang.columns_of_milestones(),
        };
        let fits = columns >= width(column.word(lang)) + width(of) + 8;
        let right = fits.then(|| Span::styled(format!(" {of} "), theme.dim));
        both_ends(left, right.into_iter().collect(), columns)
    };
    list::draw(look, (&menu.list, popup), "", row, frame);
}
