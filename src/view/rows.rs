//! What stands in a row of each column, as far as there is room.

use ratatui::text::Span;

use super::bar::bar;
use super::columns::{cells, chosen};
use super::look::{CONTESTED, Look, rag_glyph, status_glyph};
use super::text::{pad_left, short_name, spans_width, width};
use crate::domain::summary::progress_of;
use crate::domain::{Entity, Id, Milestone, MilestoneId, Platform, Status, Tally, assess};
use crate::filter::columns::Level;

/// A ministry, or all of them, summed.
pub(super) fn ministry_row(look: &Look<'_>, row: usize, columns: usize) -> Vec<Span<'static>> {
    let model = look.model;
    let listing = model.board.listing();
    let listed = row
        .checked_sub(1)
        .and_then(|row| listing.ministries().get(row));
    let ministry = listed.and_then(|id| model.programme.ministry_entry(id));
    let tally = listing.summary.ministry(listed);
    let name = ministry.map_or(Name::of(look.lang.all()), |(id, ministry)| Name {
        text: ministry.name.get(look.lang),
        is_contested: model
            .conflicts
            .mark(&Entity::Ministry(id.clone()), listing.platforms(Some(id))),
    });
    sum_row(
        look,
        Span::raw("  "),
        name,
        overdue(look, tally, columns),
        (tally, 7),
        columns,
    )
}

/// The platforms of the selected ministry, after the row that sums them.
pub(super) fn platform_rows(
    look: &Look<'_>,
    shown: std::ops::Range<usize>,
    columns: usize,
) -> Vec<Vec<Span<'static>>> {
    let model = look.model;
    let ministry = model.board.ministry(&model.programme);
    let listing = model.board.listing();
    let mut rows = Vec::new();
    if shown.contains(&0) {
        let tally = listing.summary.ministry(ministry);
        rows.push(sum_row(
            look,
            Span::raw("  "),
            Name::of(look.lang.all()),
            Vec::new(),
            (tally, 0),
            columns,
        ));
    }
    let skipped = shown.start.saturating_sub(1);
    let wanted = shown.len() - rows.len();
    let listed = listing
        .platforms(ministry)
        .iter()
        .skip(skipped)
        .take(wanted);
    let platforms = listed.filter_map(|id| model.programme.platform(id));
    rows.extend(platforms.map(|platform| {
        let row = platform_row(look, platform, columns);
        faded(look, listing.lingers_whole(&platform.id), row)
    }));
    rows
}

/// What is only listed until the cursor goes elsewhere stands back.
fn faded(look: &Look<'_>, lingers: bool, row: Vec<Span<'static>>) -> Vec<Span<'static>> {
    if !lingers {
        return row;
    }
    let style = look.theme.faded;
    row.into_iter()
        .map(|span| Span::styled(span.content, style))
        .collect()
}

fn platform_row(look: &Look<'_>, platform: &Platform, columns: usize) -> Vec<Span<'static>> {
    let tally = look.model.board.listing().summary.platform(&platform.id);
    let rag = look.model.summary.rag(&platform.id);
    let mark = Span::styled(format!(" {}", rag_glyph(rag)), look.theme.rag(rag));
    let name = Name {
        text: platform.name.get(look.lang),
        is_contested: look.model.conflicts.mark(
            &Entity::Platform(platform.id.clone()),
            std::slice::from_ref(&platform.id),
        ),
    };
    if let Some(chosen) = chosen(look, Level::Platforms, columns) {
        let ground = look.model.ground(None);
        let tail = cells(look, &chosen, tally.progress, |column| {
            column.of_platform(platform, &ground)
        });
        return named_row(look, mark, name, tail, columns);
    }
    sum_row(look, mark, name, Vec::new(), (tally, 0), columns)
}

/// How many milestones are overdue: the last thing to go where there is little room.
fn overdue(look: &Look<'_>, tally: Tally, columns: usize) -> Vec<Span<'static>> {
    let text = match tally.count(Status::Overdue) {
        _ if columns < 14 => return Vec::new(),
        0 => String::new(),
        n => format!(" !{n}"),
    };
    vec![Span::styled(
        pad_left(&text, width(&text).max(4)),
        look.theme.red,
    )]
}

/// A row with a mark, a name, something extra, n/m and a bar, as far as there is room; `places` is the least width
/// of n/m, so that what is extra stands below each other.
fn sum_row(
    look: &Look<'_>,
    mark: Span<'static>,
    name: Name<'_>,
    extra: Vec<Span<'static>>,
    (tally, places): (Tally, usize),
    columns: usize,
) -> Vec<Span<'static>> {
    let mut tail = extra;
    if columns >= 20 + spans_width(&tail) {
        let sums = format!(" {}/{}", tally.done(), tally.total());
        let places = width(&sums).max(places);
        tail.push(Span::styled(pad_left(&sums, places), look.theme.dim));
    }
    let bar_columns = match columns {
        0..28 => 0,
        28..36 => 4,
        36..48 => 6,
        _ => 10,
    };
    if bar_columns > 0 {
        tail.push(Span::raw(" "));
        tail.extend(bar(look, tally.progress, bar_columns));
    }
    named_row(look, mark, name, tail, columns)
}

fn named_row(
    look: &Look<'_>,
    mark: Span<'static>,
    name: Name<'_>,
    tail: Vec<Span<'static>>,
    columns: usize,
) -> Vec<Span<'static>> {
    let room = columns.saturating_sub(3 + spans_width(&tail));
    let mut sign = String::new();
    if name.is_contested {
        sign = format!(" {CONTESTED}");
    }
    let name = short_name(name.text, look.lang, room.saturating_sub(width(&sign)));
    let rest = room.saturating_sub(width(&name) + width(&sign));
    let mut spans = vec![mark, Span::raw(" "), Span::styled(name, look.theme.base)];
    spans.push(Span::styled(sign, look.theme.amber));
    spans.push(Span::styled(" ".repeat(rest), look.theme.base));
    spans.extend(tail);
    spans
}

/// The name in a row, and whether values stand against each other in what it names.
#[derive(Clone, Copy)]
struct Name<'a> {
    text: &'a str,
    is_contested: bool,
}

impl<'a> Name<'a> {
    const fn of(text: &'a str) -> Self {
        Self {
            text,
            is_contested: false,
        }
    }
}

/// The milestones of the selected platform, or the kinds of milestone summed.
pub(super) fn milestone_rows(
    look: &Look<'_>,
    shown: std::ops::Range<usize>,
    columns: usize,
) -> Vec<Vec<Span<'static>>> {
    let model = look.model;
    let listing = model.board.listing();
    match model.board.platform(&model.programme) {
        None => {
            let ministry = model.board.ministry(&model.programme);
            let kinds = listing.sums(ministry).get(shown).unwrap_or_default();
            kinds
                .iter()
                .map(|(kind, tally)| kind_row(look, kind, *tally, columns))
                .collect()
        }
        Some(platform) => {
            let kinds = listing.kinds(&platform.id).get(shown).unwrap_or_default();
            let milestones = kinds.iter().filter_map(|kind| platform.milestone(kind));
            let milestones: Vec<&Milestone> = milestones.collect();
            let dates = Dates::of(look, &milestones, columns);
            milestones
                .into_iter()
                .map(|milestone| milestone_row(look, platform, milestone, (columns, dates)))
                .collect()
        }
    }
}

fn kind_name<'a>(look: &Look<'a>, kind: &Id) -> &'a str {
    look.model
        .programme
        .kind(kind)
        .map_or("", |kind| kind.short.get(look.lang))
}

/// A kind of milestone, summed over the platforms in scope.
fn kind_row(look: &Look<'_>, kind: &Id, tally: Tally, columns: usize) -> Vec<Span<'static>> {
    let row = sum_row(
        look,
        Span::raw("  "),
        Name::of(kind_name(look, kind)),
        overdue(look, tally, columns),
        (tally, 6),
        columns,
    );
    faded(look, tally.all() == 0, row)
}

fn milestone_row(
    look: &Look<'_>,
    platform: &Platform,
    milestone: &Milestone,
    (columns, dates): (usize, Dates),
) -> Vec<Span<'static>> {
    let model = look.model;
    let status = assess(milestone, &model.thresholds, model.as_of).status;
    let style = look.theme.status(status);
    let id = MilestoneId {
        platform: platform.id.clone(),
        kind: milestone.kind.clone(),
    };
    let is_pending = model.pending().contains(&id);
    let glyph = if is_pending {
        "…"
    } else {
        status_glyph(status)
    };
    let mark = Span::styled(
        format!(" {glyph}"),
        if is_pending { look.theme.amber } else { style },
    );
    let name = Name {
        text: kind_name(look, &milestone.kind),
        is_contested: model.conflicts.mark(&Entity::Milestone(id.clone()), &[]),
    };
    if let Some(chosen) = chosen(look, Level::Milestones, columns) {
        let ground = model.ground(None);
        let progress = progress_of(milestone, model.as_of);
        let tail = cells(look, &chosen, progress, |column| {
            column.of_milestone(milestone, &ground)
        });
        let row = named_row(look, mark, name, tail, columns);
        return faded(look, model.board.listing().lingers(&id), row);
    }
    let mut tail = Vec::new();
    if let Some(target) = milestone.target {
        let count = format!(" {}/{target}", milestone.reached());
        tail.push(Span::styled(count, look.theme.dim));
    }
    if columns >= 20 {
        tail.push(Span::raw(" "));
        let progress = progress_of(milestone, model.as_of);
        tail.extend(bar(look, progress, if columns >= 52 { 6 } else { 4 }));
    }
    tail.extend(dates.spans(look, milestone, status));
    let row = named_row(look, mark, name, tail, columns);
    faded(look, model.board.listing().lingers(&id), row)
}

/// The dates in the rows of milestones: those that there are, as far as there is room.
#[derive(Clone, Copy)]
struct Dates {
    /// The day on which it is due, and that on which it was done or is expected to be; one of them where there is room for
    /// one.
    number: usize,
    slippage: bool,
}

/// So many columns are the mark's, the name's and the bar's before there is any date.
const NAMED: usize = 22;

impl Dates {
    fn of(look: &Look<'_>, milestones: &[&Milestone], columns: usize) -> Self {
        let width = look.lang.short_date_width() + 1;
        let ends = |milestone: &&Milestone| milestone.actual.or(milestone.forecast).is_some();
        let slips = |milestone: &&Milestone| slippage(look, milestone).is_some();
        let number = match columns.saturating_sub(NAMED) / width {
            0 => 0,
            1 => 1,
            _ => 1 + usize::from(milestones.iter().any(ends)),
        };
        // Beside the slippage the usual names stand whole.
        let room = columns.saturating_sub(number * width);
        Self {
            number,
            slippage: room >= NAMED + 8 && milestones.iter().any(slips),
        }
    }

    fn spans(self, look: &Look<'_>, milestone: &Milestone, status: Status) -> Vec<Span<'static>> {
        let due = || due(look, milestone, status);
        let mut spans = match self.number {
            0 => Vec::new(),
            1 => vec![end(look, milestone).unwrap_or_else(due)],
            _ => vec![due(), end(look, milestone).unwrap_or_else(|| no_date(look))],
        };
        if self.slippage {
            spans.push(slip(look, slippage(look, milestone)));
        }
        spans
    }
}

fn slippage(look: &Look<'_>, milestone: &Milestone) -> Option<i32> {
    assess(milestone, &look.model.thresholds, look.model.as_of).slippage
}

fn slip(look: &Look<'_>, days: Option<i32>) -> Span<'static> {
    let text = days.map(|days| look.lang.slippage_days(days));
    let text = text.unwrap_or_default();
    let style = if days.is_some_and(|days| days > 0) {
        look.theme.red
    } else {
        look.theme.dim
    };
    Span::styled(pad_left(&text, width(&text).max(5)), style)
}

fn no_date(look: &Look<'_>) -> Span<'static> {
    Span::raw(" ".repeat(1 + look.lang.short_date_width()))
}

fn due(look: &Look<'_>, milestone: &Milestone, status: Status) -> Span<'static> {
    let Some(due) = milestone.baseline else {
        return no_date(look);
    };
    let style = if status == Status::Overdue {
        look.theme.red
    } else {
        look.theme.dim
    };
    Span::styled(format!(" {}", look.lang.short_date(due)), style)
}

/// The day on which it was done, or, behind an arrow, is expected to be.
fn end(look: &Look<'_>, milestone: &Milestone) -> Option<Span<'static>> {
    let (sign, day) = match (milestone.actual, milestone.forecast) {
        (Some(actual), _) => (" ", actual),
        (None, Some(forecast)) => ("→", forecast),
        (None, None) => return None,
    };
    let is_late = milestone.baseline.is_some_and(|due| day > due);
    let style = match (milestone.is_done(), is_late) {
        (_, true) => look.theme.amber,
        (true, false) => look.theme.green,
        (false, false) => look.theme.dim,
    };
    Some(Span::styled(
        format!("{sign}{}", look.lang.short_date(day)),
        style,
    ))
}
