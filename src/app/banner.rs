//! What is wrong and stays wrong, and what waits for somebody to decide, above the last lines: as many lines as it takes,
//! so that what helps is not cut off.

use ratatui::layout::Rect;

use super::Model;
use super::message::Saving;
use super::text::wrap;
use crate::domain::clean;

/// The columns that its lines leave free, one on each side.
pub const MARGIN: usize = 2;

/// How many rows of a screen it may take.
const fn most(rows: u16) -> u16 {
    rows / 4
}

/// How many rows of a screen it takes.
#[must_use]
pub fn height(model: &Model, screen: Rect) -> u16 {
    let columns = usize::from(screen.width).saturating_sub(MARGIN);
    let most = most(screen.height);
    let lines = lines(model, columns, usize::from(most)).len();
    u16::try_from(lines).unwrap_or(u16::MAX).min(most)
}

/// Whether something is wrong.
#[must_use]
pub const fn is_alarm(model: &Model) -> bool {
    model.saving.problem.is_some() || model.faults > 0 || model.emptied.is_some()
}

/// The lines of the banner in so many columns, where there is room for so many rows; none when nothing is wrong. Where there
/// is no room for it all, the commands that help stand first.
#[must_use]
pub fn lines(model: &Model, columns: usize, rows: usize) -> Vec<String> {
    let texts = told(model);
    if texts.is_empty() {
        return Vec::new();
    }
    let whole = wrap(&clean(&texts.join(" · ")), columns);
    if whole.len() <= rows {
        return whole;
    }
    let short = commands(model);
    let short = short.iter().flat_map(|text| wrap(&clean(text), columns));
    short.collect()
}

/// Everything. Where the store is stands last: that may be cut off.
fn told(model: &Model) -> Vec<String> {
    let lang = model.lang;
    let Saving { unsaved, problem } = &model.saving;
    if let Some(problem) = problem {
        return vec![match unsaved {
            0 => lang.store_unreadable(problem),
            n => lang.unsaved_banner(*n, problem),
        }];
    }
    // Where nothing is, the one fault to be told of is that.
    let away = model.emptied.is_some();
    let away = away.then(|| lang.store_away().to_owned());
    let faults = away.or_else(|| (model.faults > 0).then(|| lang.faults_banner(model.faults)));
    let contested = model.conflicts.number();
    let conflicts = (contested > 0).then(|| lang.conflicts_there(contested));
    let edited = model.edited.then(|| lang.view_edited().to_owned());
    let told = faults.into_iter().chain(conflicts).chain(edited);
    told.chain(model.emptied.clone()).collect()
}

/// What helps, each on a line of its own: what is cut off then is what one can do without.
fn commands(model: &Model) -> Vec<String> {
    let lang = model.lang;
    let Saving { unsaved, problem } = &model.saving;
    if model.emptied.is_some() {
        let unsaved = (*unsaved > 0).then(|| lang.unsaved_short(*unsaved));
        let away = lang.store_away_short().to_owned();
        return unsaved.into_iter().chain([away]).collect();
    }
    if problem.is_some() {
        return told(model);
    }
    let faults = (model.faults > 0).then(|| lang.faults_short(model.faults));
    let contested = model.conflicts.number();
    let conflicts = (contested > 0).then(|| lang.conflicts_short(contested));
    let edited = model.edited.then(|| lang.view_edited_short().to_owned());
    faults.into_iter().chain(conflicts).chain(edited).collect()
}
