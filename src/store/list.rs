//! Which lines are the list that a store begins from.

use super::fold::CATALOGUE;
use super::line::Line;

/// So many things at least are in a list: a kind, a ministry, a platform and its milestone.
const WHOLE: usize = 3;

/// Whether a line is a list: of a catalogue, or all that could be rescued of one that is lost. One who adds a thing or two
/// says nothing of the others.
#[must_use]
pub fn is_list(line: &Line) -> bool {
    let added = &line.body.add;
    // What begins alike stands together.
    let has = |start: &str| {
        let mut from = added.range(start.to_owned()..);
        from.next()
            .is_some_and(|(entity, _)| entity.starts_with(start))
    };
    let is_whole = || added.len() > WHOLE && has("kind:") && has("ministry:");
    (is_of_catalogue(line) && !added.is_empty()) || is_whole()
}

/// Whether a line stands for a catalogue.
#[must_use]
pub fn is_of_catalogue(line: &Line) -> bool {
    line.body.writer == CATALOGUE
}
