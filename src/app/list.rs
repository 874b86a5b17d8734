//! The one list of the popups: a cursor over rows, and what of them is shown. It knows how many rows there are and not
//! what stands in them, so that a hundred thousand cost no more than ten.

use super::action::Action;

/// A cursor over rows that may be more than the lines there are for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// How many rows there are.
    len: usize,
    /// The row of the cursor.
    cursor: usize,
    /// The row above which a line stands that is no row.
    divider: Option<usize>,
    /// The first line shown.
    offset: usize,
    /// How many lines are shown.
    height: usize,
}

impl List {
    /// A list of so many rows, the cursor on the first.
    #[must_use]
    pub fn new(len: usize) -> Self {
        Self {
            len,
            ..Self::default()
        }
    }

    /// The same list with a line that is no row above `row`, if there is such a row.
    #[must_use]
    pub fn divided(mut self, row: Option<usize>) -> Self {
        self.divider = row.filter(|row| *row < self.len);
        self
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row of the cursor; 0 when there are none.
    #[must_use]
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor on a row, the last one when there are fewer.
    pub fn select(&mut self, row: usize) {
        self.cursor = row.min(self.len.saturating_sub(1));
    }

    /// Takes another number of rows; the cursor goes to `row`, and stands as far down on the screen as before.
    pub(super) fn renew(&mut self, len: usize, row: usize) {
        let from_top = self.line_of(self.cursor).saturating_sub(self.offset);
        self.len = len;
        self.divider = None;
        self.select(row);
        // At the top, what is new above is seen.
        if self.offset > 0 {
            self.offset = self.cursor.saturating_sub(from_top);
        }
    }

    /// Moves the cursor by what the action says; whether it is an action that does.
    pub(super) fn go(&mut self, action: Action) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        let row = match action {
            Action::Up => self.cursor.saturating_sub(1),
            Action::Down => self.cursor + 1,
            Action::PageUp => self.cursor.saturating_sub(page),
            Action::PageDown => self.cursor + page,
            Action::First => 0,
            Action::Last => usize::MAX,
            _ => return false,
        };
        self.select(row);
        true
    }

    /// Scrolls so that the cursor is among the `height` lines shown, and the line that stands above it.
    pub fn fit(&mut self, height: usize) {
        self.height = height;
        let line = self.line_of(self.cursor);
        let above = line - usize::from(self.divider == Some(self.cursor) && height > 1);
        self.offset = self
            .offset
            .clamp((line + 1).saturating_sub(height.max(1)), above)
            .min(self.lines().saturating_sub(height));
    }

    /// What stands in the lines shown: rows, and nothing for the line that is no row.
    pub fn shown(&self) -> impl Iterator<Item = Option<usize>> {
        (self.offset..self.lines().min(self.offset + self.height)).map(|line| self.row_of(line))
    }

    /// The row in one of the lines shown, counted from the first.
    #[must_use]
    pub fn row_at(&self, line: usize) -> Option<usize> {
        self.shown().nth(line).flatten()
    }

    /// How many lines there are in all, and the first one shown: what a scrollbar is drawn from.
    #[must_use]
    pub fn scrolled(&self) -> (usize, usize) {
        (self.lines(), self.offset)
    }

    fn lines(&self) -> usize {
        self.len + usize::from(self.divider.is_some())
    }

    fn line_of(&self, row: usize) -> usize {
        row + usize::from(self.divider.is_some_and(|divider| divider <= row))
    }

    fn row_of(&self, line: usize) -> Option<usize> {
        match self.divider {
            Some(divider) if line == divider => None,
            Some(divider) if line > divider => Some(line - 1),
            _ => Some(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_leaves_one_row_of_the_last_one_and_the_ends_hold() {
        let mut list = List::new(100);
        list.fit(10);
        for (action, row) in [
            (Action::Up, 0),
            (Action::Down, 1),
            (Action::PageDown, 10),
            (Action::PageUp, 1),
            (Action::Last, 99),
            (Action::Down, 99),
            (Action::First, 0),
        ] {
            assert!(list.go(action));
            list.fit(10);
            assert_eq!(list.cursor(), row, "{action:?}");
        }
        assert!(!list.go(Action::Accept));
    }

    #[test]
    fn moving_up_moves_the_cursor_before_it_scrolls() {
        let mut list = List::new(100);
        list.select(50);
        list.fit(10);
        assert_eq!(list.shown().next(), Some(Some(41)));
        list.go(Action::Up);
        list.fit(10);
        assert_eq!(list.shown().next(), Some(Some(41)));
    }

    #[test]
    fn the_line_that_is_no_row_is_seen_with_the_row_below_it_and_never_chosen() {
        let mut list = List::new(3).divided(Some(1));
        list.fit(2);
        assert_eq!(list.shown().collect::<Vec<_>>(), [Some(0), None]);
        assert_eq!((list.row_at(0), list.row_at(1)), (Some(0), None));
        list.go(Action::Down);
        list.fit(2);
        assert_eq!(list.shown().collect::<Vec<_>>(), [None, Some(1)]);
        assert_eq!(List::new(1).divided(Some(1)), List::new(1));
    }

    #[test]
    fn a_list_that_grew_above_keeps_its_row_where_it_stood_unless_it_shows_the_top() {
        let mut list = List::new(100);
        list.fit(10);
        list.select(5);
        list.renew(103, 8);
        list.fit(10);
        assert_eq!(
            (list.cursor(), list.scrolled()),
            (8, (103, 0)),
            "what is new is seen"
        );
        list.select(50);
        list.fit(10);
        list.renew(105, 52);
        list.fit(10);
        assert_eq!((list.cursor(), list.scrolled()), (52, (105, 43)));
        list.renew(0, 0);
        list.fit(10);
        assert_eq!((list.cursor(), list.shown().next()), (0, None));
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_among_what_is_shown(
            len in 1_usize..60,
            divider in proptest::option::of(0_usize..60),
            steps in proptest::collection::vec((0_usize..70, 1_usize..20), 1..20),
        ) {
            let mut list = List::new(len).divided(divider);
            for (row, height) in steps {
                list.select(row);
                list.fit(height);
                let shown: Vec<_> = list.shown().collect();
                prop_assert!(shown.contains(&Some(list.cursor())));
                prop_assert!(shown.len() <= height);
                let lines = len + usize::from(divider.is_some_and(|row| row < len));
                prop_assert_eq!(shown.len(), height.min(lines), "no line is left empty");
            }
        }
    }
}
