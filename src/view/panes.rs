//! The three columns. One list widget draws them; each column says what stands in a row.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

use super::bar::bar;
use super::look::{Look, rag_glyph, status_glyph};
use super::popup;
use super::text::{cut_spans, pad, pad_left, short_name, spans_width, width};
use crate::app::Pane;
use crate::app::layout::{Layout, has_border, inside};
use crate::domain::summary::{of_kind, progress_of};
use crate::domain::{Id, Milestone, MilestoneId, Platform, Rag, Status, Tally, assess};

/// Draws the columns that have a place.
pub(super) fn draw(look: &Look<'_>, layout: &Layout, frame: &mut Frame<'_>) {
    for pane in Pane::ALL {
        let area = layout.pane(pane);
        if !area.is_empty() {
            draw_pane(look, pane, area, frame);
        }
    }
}

fn draw_pane(look: &Look<'_>, pane: Pane, area: Rect, frame: &mut Frame<'_>) {
    let model = look.model;
    let rows = inside(area);
    if has_border(area) {
        frame.render_widget(block(look, pane, area), area);
    }
    let (offset, cursor) = (
        model.board.offsets[pane as usize],
        model.board.row(pane, &model.programme),
    );
    let columns = usize::from(rows.width);
    let shown = offset
        ..model
            .board
            .len(pane, &model.programme)
            .min(offset + usize::from(rows.height));
    let lines: Vec<Vec<Span<'_>>> = match pane {
        Pane::Ministries => shown
            .clone()
            .map(|row| ministry_row(look, row, columns))
            .collect(),
        Pane::Platforms => platform_rows(look, shown.clone(), columns),
        Pane::Milestones => milestone_rows(look, shown.clone(), columns),
    };
    for ((row, spans), y) in shown.zip(lines).zip(rows.y..) {
        let area = Rect {
            y,
            height: 1,
            ..rows
        };
        frame.render_widget(Line::from(cut_spans(spans, columns)), area);
        if row == cursor {
            let focused = model.board.focus == pane;
            let style = if focused {
                look.theme.chosen
            } else {
                look.theme.remembered
            };
            frame.buffer_mut().set_style(area, style);
            if focused {
                popup::cursor_mark(look, area, frame);
            }
        }
    }
    draw_scrollbar(look, pane, area, frame);
}

fn block<'a>(look: &Look<'_>, pane: Pane, area: Rect) -> Block<'a> {
    let focused = look.model.board.focus == pane;
    let (line, title) = if focused {
        (look.theme.focus, look.theme.focus)
    } else {
        (look.theme.faint, look.theme.dim)
    };
    let line = if look.theme.is_mono {
        look.theme.base
    } else {
        line.remove_modifier(ratatui::style::Modifier::BOLD)
    };
    let room = usize::from(area.width).saturating_sub(4);
    let mut spans = vec![Span::styled(format!(" {} ", heading(look, pane)), title)];
    spans.extend(heading_counts(look, pane));
    let kind = if focused && look.theme.is_mono {
        BorderType::Thick
    } else {
        BorderType::Rounded
    };
    Block::bordered()
        .border_type(kind)
        .border_style(line)
        .title_top(Line::from(cut_spans(spans, room)))
}

fn heading(look: &Look<'_>, pane: Pane) -> String {
    let name = match pane {
        Pane::Ministries => look.lang.ministries(),
        Pane::Platforms => look.lang.platforms(),
        Pane::Milestones => look.lang.milestones(),
    };
    format!("{} {name}", pane as usize + 1)
}

/// How much there is in a column: ministries, the colours of platforms worst first, milestones done.
fn heading_counts(look: &Look<'_>, pane: Pane) -> Vec<Span<'static>> {
    let model = look.model;
    match pane {
        Pane::Ministries => vec![Span::styled(
            format!("{} ", model.programme.ministries().len()),
            look.theme.dim,
        )],
        Pane::Platforms => {
            let tally = model
                .summary
                .ministry(model.board.ministry(&model.programme));
            let rows = model.board.len(Pane::Platforms, &model.programme) - 1;
            let mut spans = vec![Span::styled(format!("{rows} "), look.theme.dim)];
            for rag in Rag::ALL.into_iter().filter(|rag| tally.rag(*rag) > 0) {
                let text = format!("{}{} ", rag_glyph(rag), tally.rag(rag));
                spans.push(Span::styled(text, look.theme.rag(rag)));
            }
            spans
        }
        Pane::Milestones => {
            let tally = scope_tally(look);
            vec![Span::styled(
                format!("{}/{} ", tally.done(), tally.total()),
                look.theme.dim,
            )]
        }
    }
}

/// The sums of what the third column is about.
fn scope_tally(look: &Look<'_>) -> Tally {
    let model = look.model;
    match model.board.platform(&model.programme) {
        Some(platform) => model.summary.platform(&platform.id),
        None => model
            .summary
            .ministry(model.board.ministry(&model.programme)),
    }
}

fn draw_scrollbar(look: &Look<'_>, pane: Pane, area: Rect, frame: &mut Frame<'_>) {
    let model = look.model;
    let (total, height) = (
        model.board.len(pane, &model.programme),
        usize::from(inside(area).height),
    );
    if !has_border(area) || total <= height {
        return;
    }
    let size = (height * height / total).max(1);
    let start = model.board.offsets[pane as usize] * (height - size) / (total - height).max(1);
    let style = if model.board.focus == pane {
        look.theme.focus
    } else {
        look.theme.dim
    };
    let style = if look.theme.is_mono {
        look.theme.base
    } else {
        style
    };
    for (_, y) in (0..height)
        .zip(area.y + 1..)
        .filter(|(row, _)| (start..start + size).contains(row))
    {
        frame.render_widget(
            Span::styled("┃", style),
            Rect {
                x: area.right() - 1,
                y,
                width: 1,
                height: 1,
            },
        );
    }
}

fn ministry_row(look: &Look<'_>, row: usize, columns: usize) -> Vec<Span<'static>> {
    let model = look.model;
    let ministry = row
        .checked_sub(1)
        .and_then(|row| model.programme.ministries().nth(row));
    let tally = model.summary.ministry(ministry.map(|(id, _)| id));
    let name = ministry.map_or(look.lang.all(), |(_, ministry)| {
        ministry.name.get(look.lang)
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

fn platform_rows(
    look: &Look<'_>,
    shown: std::ops::Range<usize>,
    columns: usize,
) -> Vec<Vec<Span<'static>>> {
    let model = look.model;
    let ministry = model.board.ministry(&model.programme);
    let mut rows = Vec::new();
    if shown.contains(&0) {
        let tally = model.summary.ministry(ministry);
        rows.push(sum_row(
            look,
            Span::raw("  "),
            look.lang.all(),
            Vec::new(),
            (tally, 0),
            columns,
        ));
    }
    let skipped = shown.start.saturating_sub(1);
    let platforms = model.programme.platforms_of(ministry).skip(skipped);
    let wanted = shown.len() - rows.len();
    rows.extend(
        platforms
            .take(wanted)
            .map(|platform| platform_row(look, platform, columns)),
    );
    rows
}

fn platform_row(look: &Look<'_>, platform: &Platform, columns: usize) -> Vec<Span<'static>> {
    let tally = look.model.summary.platform(&platform.id);
    let rag = look.model.summary.rag(&platform.id);
    let mark = Span::styled(format!(" {}", rag_glyph(rag)), look.theme.rag(rag));
    sum_row(
        look,
        mark,
        platform.name.get(look.lang),
        Vec::new(),
        (tally, 0),
        columns,
    )
}

/// How many milestones are overdue, where there is room to say so.
fn overdue(look: &Look<'_>, tally: Tally, columns: usize) -> Vec<Span<'static>> {
    let text = match tally.count(Status::Overdue) {
        _ if columns < 28 => return Vec::new(),
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
    name: &str,
    extra: Vec<Span<'static>>,
    (tally, places): (Tally, usize),
    columns: usize,
) -> Vec<Span<'static>> {
    let mut tail = extra;
    if columns >= 20 {
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
    name: &str,
    tail: Vec<Span<'static>>,
    columns: usize,
) -> Vec<Span<'static>> {
    let room = columns.saturating_sub(3 + spans_width(&tail));
    let name = pad(&short_name(name, look.lang, room), room);
    let mut spans = vec![mark, Span::raw(" "), Span::styled(name, look.theme.base)];
    spans.extend(tail);
    spans
}

fn milestone_rows(
    look: &Look<'_>,
    shown: std::ops::Range<usize>,
    columns: usize,
) -> Vec<Vec<Span<'static>>> {
    let model = look.model;
    let kinds: Vec<Id> = model
        .board
        .kinds(&model.programme)
        .into_iter()
        .cloned()
        .collect();
    let kinds = kinds.get(shown).unwrap_or_default();
    match model.board.platform(&model.programme) {
        None => kinds
            .iter()
            .map(|kind| kind_row(look, kind, columns))
            .collect(),
        Some(platform) => kinds
            .iter()
            .filter_map(|kind| {
                Some(milestone_row(
                    look,
                    platform,
                    platform.milestone(kind)?,
                    columns,
                ))
            })
            .collect(),
    }
}

fn kind_name<'a>(look: &Look<'a>, kind: &Id) -> &'a str {
    look.model
        .programme
        .kind(kind)
        .map_or("", |kind| kind.short.get(look.lang))
}

/// A kind of milestone, summed over the platforms in scope.
fn kind_row(look: &Look<'_>, kind: &Id, columns: usize) -> Vec<Span<'static>> {
    let model = look.model;
    let platforms = model.board.scope(&model.programme).into_iter();
    let tally = of_kind(platforms, kind, &model.thresholds, model.as_of);
    sum_row(
        look,
        Span::raw("  "),
        kind_name(look, kind),
        overdue(look, tally, columns),
        (tally, 6),
        columns,
    )
}

fn milestone_row(
    look: &Look<'_>,
    platform: &Platform,
    milestone: &Milestone,
    columns: usize,
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
    let mut tail = Vec::new();
    if let Some(target) = milestone.target {
        let count = format!(" {}/{target}", milestone.reached());
        tail.push(Span::styled(count, look.theme.dim));
    }
    if columns >= 20 {
        tail.push(Span::raw(" "));
        let progress = progress_of(milestone, model.as_of);
        tail.extend(bar(look, progress, if columns >= 44 { 6 } else { 4 }));
    }
    tail.extend(dates(look, milestone, status, columns));
    named_row(look, mark, kind_name(look, &milestone.kind), tail, columns)
}

/// The baseline and the actual date; where there is room for one, the one that matters now; then the slippage.
fn dates(
    look: &Look<'_>,
    milestone: &Milestone,
    status: Status,
    columns: usize,
) -> Vec<Span<'static>> {
    let short = |date: Option<jiff::civil::Date>| {
        date.map_or_else(|| " ".repeat(8), |date| look.lang.short_date(date))
    };
    let style = if status == Status::Overdue {
        look.theme.red
    } else {
        look.theme.dim
    };
    let baseline = Span::styled(format!(" {}", short(milestone.baseline)), style);
    let late = status == Status::DoneLate;
    let style = if late {
        look.theme.amber
    } else {
        look.theme.green
    };
    let actual = Span::styled(format!(" {}", short(milestone.actual)), style);
    let mut spans = match (columns, milestone.is_done()) {
        (0..28, _) => Vec::new(),
        (28..42, true) => vec![actual],
        (28..42, false) => vec![baseline],
        _ => vec![baseline, actual],
    };
    if columns >= 46 {
        let slippage = assess(milestone, &look.model.thresholds, look.model.as_of).slippage;
        let text = slippage
            .map(|days| look.lang.slippage_days(days))
            .unwrap_or_default();
        let style = if slippage.is_some_and(|days| days > 0) {
            look.theme.red
        } else {
            look.theme.dim
        };
        spans.push(Span::styled(pad_left(&text, width(&text).max(6)), style));
    }
    spans
}
