//! The menu of orders of a column. The rows behind it follow as one goes over the orders.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::list;
use super::look::Look;
use super::popup;
use super::text::both_ends;
use crate::app::popup::Popup;
use crate::app::sorting::SortMenu;
use crate::filter::Sort;

/// From this width on, the way that an order goes is said in words, too.
const IN_WORDS: usize = 30;

/// Draws the menu.
pub(super) fn draw(look: &Look<'_>, menu: &SortMenu, popup: &Popup, frame: &mut Frame<'_>) {
    let lang = look.lang;
    let title = lang.sort_title(&lang.pane(menu.pane as usize).to_lowercase());
    popup::draw_box(look, &title, popup.frame, frame);
    let now = menu.pane.sort(&look.model.showing.sorts);
    let row = |place: usize, columns: usize| {
        let Some(key) = menu.pane.sort_keys().get(place) else {
            return Line::default();
        };
        // The way that each would go; the one that is on, the way it goes.
        let sort = if *key == now.key { now } else { Sort::by(*key) };
        let (arrow, ways) = lang.way(sort);
        let left = vec![Span::styled(
            format!("  {}", key.word(lang)),
            look.theme.base,
        )];
        let mut right = vec![Span::styled(format!("{arrow} "), look.theme.key)];
        if columns >= IN_WORDS {
            right.insert(0, Span::styled(format!(" {ways} "), look.theme.dim));
        }
        both_ends(left, right, columns)
    };
    list::draw(look, (&menu.list, popup), "", row, frame);
}
