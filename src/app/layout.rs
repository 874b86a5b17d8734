//! Where everything stands on the screen, from its size alone: drawing and the mouse ask the same function.
//!
//! ```text
//! ┌ header ────────────────────────────────────────────┐  2 lines, from 14 rows up
//! ├ filter ────────────────────────────────────────────┤  only while one is on, or typed: then two lines from 6 rows up
//! ├ ministries ─┬ platforms ───────┬ milestones ───────┤  three panes from 84 columns, two from 60, else one
//! │             │                  ├ details ──────────┤  from 120 columns and 24 rows
//! ├ banner ─────┴──────────────────┴───────────────────┤  only while something is not saved or damaged
//! ├ breadcrumb ────────────────────────────────────────┤  from 10 rows up; two lines below 84 columns
//! └ hints ─────────────────────────────────────────────┘
//! ```

use ratatui::layout::Rect;

use super::board::Pane;

/// From this width on, three panes stand side by side.
const THREE_PANES: u16 = 84;
/// From this width on, two.
const TWO_PANES: u16 = 60;
/// From this width on, the third pane has details under its list.
const WITH_DETAILS: u16 = 120;
/// Lines of the list of milestones, borders included, when the details stand under it: enough for nine.
const LIST_HEIGHT: u16 = 11;

/// The places of everything. A place that is not there has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The sums of the programme.
    pub header: Rect,
    /// What hides rows.
    pub filter: Rect,
    /// The three columns.
    pub panes: [Rect; 3],
    /// The details of the selected milestone.
    pub details: Rect,
    /// What is wrong and stays wrong.
    pub banner: Rect,
    /// Where the cursor is, and what was done last.
    pub crumb: Rect,
    /// What can be done.
    pub hints: Rect,
}

/// What the layout depends on besides the size.
#[derive(Clone, Copy, Debug, Default)]
pub struct Needs {
    /// The column that keys speak to.
    pub focus: Pane,
    /// Whether it stands alone.
    pub zoomed: bool,
    /// How many lines the banner takes.
    pub banner: u16,
    /// How many lines are wanted for the filter.
    pub filter: u16,
}

impl Layout {
    /// Lays out a screen.
    #[must_use]
    pub fn new(area: Rect, needs: Needs) -> Self {
        let mut layout = Self::default();
        let mut rest = area;
        layout.hints = cut_bottom(&mut rest, 1);
        if area.height >= 10 {
            // Where a long name does not fit on one line, it has two.
            let lines = if area.width < THREE_PANES && area.height >= 12 {
                2
            } else {
                1
            };
            layout.crumb = cut_bottom(&mut rest, lines);
        }
        layout.banner = cut_bottom(&mut rest, needs.banner);
        if area.height >= 14 {
            layout.header = cut_top(&mut rest, 2);
        }
        if area.height >= 3 {
            let lines = if area.height >= 6 {
                needs.filter
            } else {
                needs.filter.min(1)
            };
            layout.filter = cut_top(&mut rest, lines);
        }
        layout.place_panes(rest, needs);
        layout
    }

    fn place_panes(&mut self, area: Rect, needs: Needs) {
        let [ministries, platforms, milestones] = &mut self.panes;
        if needs.zoomed || area.width < TWO_PANES {
            self.panes[needs.focus as usize] = area;
        } else if area.width < THREE_PANES {
            let half = area.width * 9 / 20;
            let (left, right) = split(area, half);
            match needs.focus {
                Pane::Ministries => (*ministries, *platforms) = (left, right),
                Pane::Platforms | Pane::Milestones => (*platforms, *milestones) = (left, right),
            }
        } else {
            let (left, rest) = split(area, area.width * 29 / 100);
            let (middle, right) = split(rest, area.width * 33 / 100);
            (*ministries, *platforms, *milestones) = (left, middle, right);
        }
        let third = &mut self.panes[Pane::Milestones as usize];
        if area.width >= WITH_DETAILS && area.height >= 24 && !third.is_empty() {
            self.details = cut_bottom(third, area.height - LIST_HEIGHT);
        }
    }

    /// The area of a column.
    #[must_use]
    pub const fn pane(&self, pane: Pane) -> Rect {
        self.panes[pane as usize]
    }

    /// The rows of a column: the area inside of its border.
    #[must_use]
    pub fn rows(&self, pane: Pane) -> Rect {
        inside(self.pane(pane))
    }

    /// How many rows of each column are shown.
    #[must_use]
    pub fn heights(&self) -> [usize; 3] {
        Pane::ALL.map(|pane| usize::from(self.rows(pane).height))
    }
}

/// The area inside of a border; a very small one has no border.
#[must_use]
pub fn inside(area: Rect) -> Rect {
    if has_border(area) {
        Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width - 2,
            height: area.height - 2,
        }
    } else {
        area
    }
}

/// Whether an area is large enough to afford a border.
#[must_use]
pub const fn has_border(area: Rect) -> bool {
    area.width >= 8 && area.height >= 4
}

fn split(area: Rect, left: u16) -> (Rect, Rect) {
    let left = left.min(area.width);
    (
        Rect {
            width: left,
            ..area
        },
        Rect {
            x: area.x + left,
            width: area.width - left,
            ..area
        },
    )
}

fn cut_top(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    let cut = Rect { height, ..*area };
    area.y += height;
    area.height -= height;
    cut
}

fn cut_bottom(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    area.height -= height;
    Rect {
        y: area.y + area.height,
        height,
        ..*area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: u16, height: u16, focus: Pane) -> (Vec<Pane>, bool, bool) {
        let layout = Layout::new(
            Rect::new(0, 0, width, height),
            Needs {
                focus,
                ..Needs::default()
            },
        );
        let panes = Pane::ALL
            .into_iter()
            .filter(|pane| !layout.pane(*pane).is_empty())
            .collect();
        (panes, !layout.details.is_empty(), !layout.header.is_empty())
    }

    #[test]
    fn the_width_decides_how_many_panes_there_are() {
        use Pane::{Milestones, Ministries, Platforms};
        assert_eq!(
            shown(120, 36, Ministries),
            (vec![Ministries, Platforms, Milestones], true, true)
        );
        assert_eq!(
            shown(119, 36, Ministries),
            (vec![Ministries, Platforms, Milestones], false, true)
        );
        assert_eq!(
            shown(83, 24, Ministries),
            (vec![Ministries, Platforms], false, true)
        );
        assert_eq!(
            shown(60, 20, Milestones),
            (vec![Platforms, Milestones], false, true)
        );
        assert_eq!(shown(59, 13, Platforms), (vec![Platforms], false, false));
        assert_eq!(shown(20, 6, Milestones), (vec![Milestones], false, false));
    }

    #[test]
    fn at_any_size_the_places_lie_on_the_screen_and_apart() {
        for width in 0..140 {
            for height in 0..50 {
                let screen = Rect::new(0, 0, width, height);
                let layout = Layout::new(
                    screen,
                    Needs {
                        banner: 3,
                        filter: 2,
                        ..Needs::default()
                    },
                );
                let Layout {
                    header,
                    filter,
                    panes: [a, b, c],
                    details,
                    banner,
                    crumb,
                    hints,
                } = layout;
                let places = [header, filter, a, b, c, details, banner, crumb, hints];
                for (i, place) in places.iter().enumerate() {
                    assert_eq!(place.intersection(screen).area(), place.area());
                    assert!(
                        places[..i]
                            .iter()
                            .all(|other| other.intersection(*place).is_empty())
                    );
                }
            }
        }
    }
}
