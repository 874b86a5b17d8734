//! What is wrong and stays wrong, and what waits for somebody to decide, above the last lines: as many lines as it takes,
//! so that what helps is not cut off.

use super::Model;
use super::text::wrap;
use crate::domain::clean;

/// The columns that its lines leave free, one on each side.
pub const MARGIN: usize = 2;

/// Whether something is wrong.
#[must_use]
pub const fn is_alarm(model: &Model) -> bool {
    model.saving.problem.is_some() || model.faults > 0
}

/// The lines of the banner in so many columns; none when nothing is wrong.
#[must_use]
pub fn lines(model: &Model, columns: usize) -> Vec<String> {
    let text = match (&model.saving.problem, model.saving.unsaved) {
        (Some(problem), 0) => model.lang.store_unreadable(problem),
        (Some(problem), n) => model.lang.unsaved_banner(n, problem),
        (None, _) if model.faults > 0 => model.lang.faults_banner(model.faults),
        (None, _) if model.conflicts > 0 => model.lang.conflicts_there(model.conflicts),
        (None, _) if model.edited => model.lang.view_edited().to_owned(),
        (None, _) => return Vec::new(),
    };
    wrap(&clean(&text), columns)
}
