//! The popup for finding.

use std::collections::HashSet;

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::list;
use super::look::{Look, rag_glyph};
use super::popup::{self, counted_field};
use super::text::{both_ends, cut_spans, spans_width, width};
use crate::app::find::{Find, Target};
use crate::app::popup::Popup;
use crate::domain::{Id, clean};
use crate::search::{Hit, TextKind, Tier};

/// Draws the popup.
pub(super) fn draw(look: &Look<'_>, find: &Find, popup: &Popup, frame: &mut Frame<'_>) {
    let title = match find.target {
        Target::Platform => look.lang.find_platform(),
        Target::Ministry => look.lang.find_ministry(),
    };
    popup::draw_box(look, title, popup.frame, frame);
    let count = look.lang.hits(find.total);
    counted_field(look, ("/", &find.input), &count, popup.field, frame);
    if find.hits.is_empty() {
        let text = look.lang.no_hits(&clean(find.input.value()));
        popup::remark(look, &text, popup.list, frame);
        return;
    }
    let row = |place: usize, columns| {
        let hit = find.hits.get(place);
        hit.map_or_else(Line::default, |hit| hit_line(look, find, hit, columns))
    };
    list::draw(look, (&find.list, popup), look.lang.alike(), row, frame);
}

/// The name in the chosen language; beside it what else matched, with its letters highlighted; at the end the ministry.
fn hit_line<'a>(look: &Look<'a>, find: &Find, hit: &Hit, columns: usize) -> Line<'a> {
    let Some(id) = find.id(hit) else {
        return Line::default();
    };
    let programme = &look.model.programme;
    let matched = find.matched(hit);
    let (mark, name, owner) = match find.target {
        Target::Platform => {
            let rag = look.model.summary.rag(id);
            let platform = programme.platform(id);
            let owner =
                platform.and_then(|platform| programme.ministry(platform.ministry.as_ref()?));
            let owner = owner.map_or("", |ministry| ministry.abbreviation.get(look.lang));
            let mark = Span::styled(format!(" {} ", rag_glyph(rag)), look.theme.rag(rag));
            (
                mark,
                platform.map_or("", |platform| platform.name.get(look.lang)),
                owner,
            )
        }
        Target::Ministry => {
            let ministry = programme.ministry(id);
            let name = ministry.map_or("", |ministry| ministry.name.get(look.lang));
            (
                Span::raw("   "),
                name,
                ministry.map_or("", |ministry| ministry.abbreviation.get(look.lang)),
            )
        }
    };
    let base = if hit.tier == Tier::Fuzzy {
        look.theme.dim
    } else {
        look.theme.base
    };
    let shows_name = matched.is_none_or(|text| text.text == name);
    let is_owner = matched
        .is_some_and(|text| matches!(text.kind, TextKind::Abbreviation) && text.text == owner);
    let lit = |text: &str, style| highlighted(look, text, &hit.positions, style);
    let mut left = vec![mark];
    left.extend(if shows_name {
        lit(name, base)
    } else {
        vec![Span::styled(clean(name).into_owned(), base)]
    });
    let mut right = vec![Span::raw(" ")];
    if is_hidden(look, find.target, id) {
        let text = format!("{} · ", look.lang.hidden_by_filter());
        right.push(Span::styled(text, look.theme.amber));
    }
    right.extend(if is_owner {
        lit(owner, look.theme.dim)
    } else {
        vec![Span::styled(owner.to_owned(), look.theme.dim)]
    });
    right.push(Span::raw(" "));
    if let Some(text) = matched.filter(|_| !shows_name && !is_owner) {
        let beside = lit(&text.text, look.theme.dim);
        let room = columns.saturating_sub(spans_width(&right));
        left = beside_name(left, beside, room);
    }
    both_ends(left, right, columns)
}

/// Whether the filter hides it, so that going there lifts the filter.
fn is_hidden(look: &Look<'_>, target: Target, id: &Id) -> bool {
    let listing = look.model.board.listing();
    match target {
        Target::Platform => !listing.shows_platform(id),
        Target::Ministry => !listing.shows_ministry(id),
    }
}

/// What matched stands beside the name; the name gives way as far as needed.
fn beside_name<'a>(name: Vec<Span<'a>>, beside: Vec<Span<'a>>, room: usize) -> Vec<Span<'a>> {
    let needed = spans_width(&beside) + 3;
    let name_room = room.saturating_sub(needed).max(room / 2);
    let mut spans = cut_spans(name, name_room);
    spans.push(Span::raw(" · "));
    let left = room.saturating_sub(spans_width(&spans));
    spans.extend(cut_spans(beside, left));
    spans
}

/// The text with the characters at `positions` lit.
pub(super) fn highlighted<'a>(
    look: &Look<'_>,
    text: &str,
    positions: &[usize],
    base: ratatui::style::Style,
) -> Vec<Span<'a>> {
    let positions: HashSet<usize> = positions.iter().copied().collect();
    let mut spans: Vec<(String, bool)> = Vec::new();
    let mut last = false;
    for (index, character) in text.chars().enumerate() {
        // A combining mark belongs to the letter before it.
        let lit = if width(character.encode_utf8(&mut [0; 4])) == 0 {
            last
        } else {
            positions.contains(&index)
        };
        match spans.last_mut() {
            Some((run, is)) if *is == lit => run.push(character),
            _ => spans.push((character.to_string(), lit)),
        }
        last = lit;
    }
    let style = |lit| if lit { look.theme.found } else { base };
    spans
        .into_iter()
        .map(|(run, lit)| Span::styled(clean(&run).into_owned(), style(lit)))
        .collect()
}
