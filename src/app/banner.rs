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
    model.saving.problem.is_some() || model.faults > 0 || model.emptied.is_some()
}

/// The lines of the banner in so many columns; none when nothing is wrong.
#[must_use]
pub fn lines(model: &Model, columns: usize) -> Vec<String> {
    let text = match (&model.saving.problem, model.saving.unsaved) {
        (Some(problem), 0) => model.lang.store_unreadable(problem),
        (Some(problem), n) => model.lang.unsaved_banner(n, problem),
        (None, _) => waiting(model).join(" · "),
    };
    wrap(&clean(&text), columns)
}

/// What is wrong with what is saved, and what waits.
fn waiting(model: &Model) -> Vec<String> {
    // Where nothing is, the one fault to be told of is that.
    let emptied = model.emptied.clone();
    let faults =
        emptied.or_else(|| (model.faults > 0).then(|| model.lang.faults_banner(model.faults)));
    let conflicts = (model.conflicts > 0).then(|| model.lang.conflicts_there(model.conflicts));
    let edited = model.edited.then(|| model.lang.view_edited().to_owned());
    faults.into_iter().chain(conflicts).chain(edited).collect()
}
