//! The popup for finding, and the palette.

use std::borrow::Cow;
use std::collections::HashSet;

use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::list;
use super::look::{Look, rag_glyph};
use super::popup::{self, counted_field};
use super::text::{both_ends, cut_spans, spans_width, width};
use crate::app::find::{Find, Found, Target, Thing};
use crate::app::palette;
use crate::app::popup::Popup;
use crate::domain::change::ARCHIVED;
use crate::domain::clean;
use crate::search::{TextKind, Tier};
use crate::settings::Setting;

/// Draws the popup.
pub(super) fn draw(look: &Look<'_>, find: &Find, popup: &Popup, frame: &mut Frame<'_>) {
    let (title, sign) = match find.target {
        Target::Platform => (look.lang.find_platform(), "/"),
        Target::Ministry => (look.lang.find_ministry(), "/"),
        Target::Anything => (look.lang.find_anything(), ":"),
        Target::Owner => (look.lang.choose_owner(), "/"),
        Target::Archived => (look.lang.archived_title(), "/"),
    };
    popup::draw_box(look, title, popup.frame, frame);
    let typed = find.input.value().trim();
    let count = match (find.target, typed) {
        (Target::Anything, "") => String::new(),
        _ => look.lang.hits(find.total),
    };
    counted_field(look, (sign, &find.input), &count, popup.field, frame);
    if find.hits.is_empty() {
        let text = look.lang.no_hits(&clean(typed));
        popup::remark(look, &text, popup.list, frame);
        return;
    }
    let row = |place: usize, columns| {
        let found = find.hits.get(place);
        found.map_or_else(Line::default, |found| line(look, find, found, columns))
    };
    let divider = if typed.is_empty() {
        look.lang.all_actions()
    } else {
        look.lang.alike()
    };
    list::draw(look, (&find.list, popup), divider, row, frame);
}

/// How a thing is listed: a mark before its name, and what stands at the end.
struct Listed<'a> {
    mark: Span<'a>,
    name: Cow<'a, str>,
    end: Cow<'a, str>,
    end_style: Style,
    is_dim: bool,
}

fn listed<'a>(look: &Look<'a>, thing: &'a Thing) -> Listed<'a> {
    let programme = &look.model.programme;
    let short = |id| {
        programme
            .ministry(id)
            .map(|ministry| &ministry.abbreviation)
    };
    let plain = Listed {
        mark: Span::raw("   "),
        name: Cow::Borrowed(""),
        end: Cow::Borrowed(""),
        end_style: look.theme.dim,
        is_dim: false,
    };
    match thing {
        Thing::Platform(id) => {
            let rag = look.model.summary.rag(id);
            let platform = programme.platform(id);
            let owner = platform.and_then(|platform| short(platform.ministry.as_ref()?));
            Listed {
                mark: Span::styled(format!(" {} ", rag_glyph(rag)), look.theme.rag(rag)),
                name: platform
                    .map_or("", |platform| platform.name.get(look.lang))
                    .into(),
                end: owner.map_or("", |owner| owner.get(look.lang)).into(),
                ..plain
            }
        }
        Thing::Ministry(id) => {
            let ministry = programme.ministry(id);
            Listed {
                name: ministry
                    .map_or("", |ministry| ministry.name.get(look.lang))
                    .into(),
                end: short(id).map_or("", |short| short.get(look.lang)).into(),
                ..plain
            }
        }
        Thing::Archived(entity) => {
            let since = programme.value(entity, ARCHIVED);
            let since = since.map(|value| look.lang.list_value(ARCHIVED, value, programme));
            Listed {
                name: programme.title(entity, look.lang).into(),
                end: since.unwrap_or_default().into(),
                ..plain
            }
        }
        Thing::Action(context, action) => {
            let is_possible = palette::is_possible(look.model, *action);
            let row = look.model.keys.row(*context, *action);
            Listed {
                mark: if is_possible {
                    Span::styled(" › ", look.theme.key)
                } else {
                    Span::styled(" · ", look.theme.dim)
                },
                name: row.map_or("", |row| look.lang.pick(row.label)).into(),
                end: palette::key(&look.model.keys, *context, *action).into(),
                end_style: look.theme.key,
                is_dim: !is_possible,
            }
        }
        Thing::View(name) => Listed {
            mark: Span::styled(" › ", look.theme.key),
            name: name.into(),
            end: look.lang.views_title().into(),
            ..plain
        },
        Thing::Setting(key) => {
            let setting = Setting::find(key);
            Listed {
                mark: Span::styled(" › ", look.theme.key),
                name: setting
                    .map_or("", |setting| look.lang.pick(setting.label))
                    .into(),
                end: look.lang.settings_title().into(),
                ..plain
            }
        }
    }
}

/// The name in the chosen language; beside it what else matched, with its letters highlighted; at the end the ministry, or
/// the key.
fn line<'a>(look: &Look<'a>, find: &'a Find, found: &'a Found, columns: usize) -> Line<'a> {
    let Listed {
        mark,
        name,
        end,
        end_style,
        is_dim,
    } = listed(look, &found.thing);
    let hit = &found.hit;
    let matched = find.matched(found);
    let base = if is_dim || hit.tier == Tier::Fuzzy {
        look.theme.dim
    } else {
        look.theme.base
    };
    let shows_name = matched.is_none_or(|text| text.text == name);
    let is_end =
        matched.is_some_and(|text| matches!(text.kind, TextKind::Abbreviation) && text.text == end);
    let lit = |text: &str, style| highlighted(look, text, &hit.positions, style);
    let mut left = vec![mark];
    left.extend(if shows_name {
        lit(&name, base)
    } else {
        vec![Span::styled(clean(&name).into_owned(), base)]
    });
    let mut right = vec![Span::raw(" ")];
    if is_hidden(look, find.target, &found.thing) {
        let text = format!("{} · ", look.lang.hidden_by_filter());
        right.push(Span::styled(text, look.theme.amber));
    }
    right.extend(if is_end {
        lit(&end, end_style)
    } else {
        vec![Span::styled(end.into_owned(), end_style)]
    });
    right.push(Span::raw(" "));
    if let Some(text) = matched.filter(|_| !shows_name && !is_end) {
        let beside = lit(&text.text, look.theme.dim);
        let room = columns.saturating_sub(spans_width(&right));
        left = beside_name(left, beside, room);
    }
    both_ends(left, right, columns)
}

/// Whether the filter hides it, so that going there lifts the filter.
fn is_hidden(look: &Look<'_>, target: Target, thing: &Thing) -> bool {
    let listing = look.model.board.listing();
    match thing {
        Thing::Platform(id) => !listing.shows_platform(id),
        Thing::Ministry(id) => target != Target::Owner && !listing.shows_ministry(id),
        Thing::Action(..) | Thing::View(_) | Thing::Setting(_) | Thing::Archived(_) => false,
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
fn highlighted<'a>(look: &Look<'_>, text: &str, positions: &[usize], base: Style) -> Vec<Span<'a>> {
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
