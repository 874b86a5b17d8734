//! All there is to know of the selected row, as lines: under the milestones, or in a popup of its own.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

use super::bar::bar;
use super::look::{CONTESTED, Look, rag_glyph, status_glyph};
use super::text::wrap;
use crate::app::Pane;
use crate::app::layout::inside;
use crate::app::message::Contested;
use crate::domain::field::{Field, Owner};
use crate::domain::fields::Values;
use crate::domain::milestone::Note;
use crate::domain::{
    Assessment, Entity, Id, Lang, Milestone, Platform, Rag, Status, Tally, Touch, assess, clean,
    field,
};

/// Draws the details under the list of milestones.
pub(super) fn draw(look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    if area.is_empty() {
        return;
    }
    let border = if look.theme.is_mono {
        look.theme.base
    } else {
        look.theme.faint
    };
    let title = Span::styled(format!(" {} ", look.lang.details_title()), look.theme.dim);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(border)
        .title_top(title);
    frame.render_widget(block, area);
    let rows = inside(area);
    let text = Rect {
        x: rows.x + 1,
        width: rows.width.saturating_sub(2),
        ..rows
    };
    let lines = lines(look, Pane::Milestones, usize::from(text.width));
    let shown: Vec<Line<'_>> = lines.into_iter().take(usize::from(text.height)).collect();
    frame.render_widget(ratatui::text::Text::from(shown), text);
}

/// What there is to know of the row that a column's cursor is on.
pub(super) fn lines(look: &Look<'_>, pane: Pane, columns: usize) -> Vec<Line<'static>> {
    let model = look.model;
    let mut sheet = Sheet {
        look,
        columns,
        lines: Vec::new(),
    };
    let platform = model.board.platform(&model.programme);
    match (pane, platform) {
        (Pane::Milestones, Some(platform)) => {
            sheet.platform_name(platform);
            if let Some((id, milestone)) = model.board.milestone(&model.programme) {
                sheet.milestone(&Entity::Milestone(id), milestone);
            }
        }
        (Pane::Platforms, Some(platform)) => sheet.platform(platform),
        (Pane::Milestones, None) => {
            if let Some(kind) = model.board.kind(&model.programme) {
                sheet.kind(kind);
            }
        }
        _ => sheet.ministry(),
    }
    sheet.lines
}

struct Sheet<'a> {
    look: &'a Look<'a>,
    columns: usize,
    lines: Vec<Line<'static>>,
}

impl Sheet<'_> {
    fn lang(&self) -> Lang {
        self.look.lang
    }

    fn text(&mut self, text: &str, style: Style) {
        let text = clean(text);
        let wrapped = wrap(&text, self.columns)
            .into_iter()
            .map(|line| Line::from(Span::styled(line, style)));
        self.lines.extend(wrapped);
    }

    fn labelled(&mut self, label: &str, text: &str) {
        self.text(&self.lang().says_of(label, text), self.look.theme.dim);
    }

    fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    fn date(&self, date: jiff::civil::Date) -> String {
        self.lang().date(date)
    }

    fn platform_name(&mut self, platform: &Platform) {
        self.text(platform.name.get(self.lang()), self.look.theme.dim);
    }

    fn milestone(&mut self, thing: &Entity, milestone: &Milestone) {
        let look = self.look;
        let name = look
            .model
            .programme
            .kind(&milestone.kind)
            .map_or("", |kind| kind.name.get(look.lang));
        self.text(name, look.theme.strong);
        let assessment = assess(milestone, &look.model.thresholds, look.model.as_of);
        self.status(milestone, assessment);
        self.contested(thing);
        self.plan(milestone);
        let numbers: Vec<&str> = milestone
            .documents()
            .filter_map(|document| document.number.as_deref())
            .collect();
        if !numbers.is_empty() {
            self.text(
                &self.lang().evidence_is(&numbers.join(", ")),
                look.theme.base,
            );
        }
        self.fields(
            Owner::Milestone,
            &milestone.values,
            &["reason", "state_document", "obstacle", "proposal"],
        );
        self.notes(milestone.notes.values());
        self.touch(milestone.touch.as_ref());
    }

    fn status(&mut self, milestone: &Milestone, assessment: Assessment) {
        let (lang, theme) = (self.lang(), &self.look.theme);
        let mut parts = vec![format!(
            "{} {}",
            status_glyph(assessment.status),
            lang.status(assessment.status)
        )];
        parts.extend(self.lateness(milestone, assessment));
        let flags = [
            (assessment.unverified, lang.unverified()),
            (assessment.stale, lang.stale()),
            (assessment.rebaselined, lang.rebaselined()),
        ];
        parts.extend(
            flags
                .into_iter()
                .filter(|(is, _)| *is)
                .map(|(_, text)| text.to_owned()),
        );
        self.text(&parts.join(" · "), theme.status(assessment.status));
        if let Some(target) = milestone.target {
            let unit = self
                .look
                .model
                .programme
                .kind(&milestone.kind)
                .map_or("", |kind| kind.unit.get(lang));
            self.text(
                &format!("{}/{target} {unit}", milestone.reached()),
                theme.base,
            );
        }
    }

    /// The fields in which values stand against each other, also what has such fields below; then the values of its own.
    fn contested(&mut self, thing: &Entity) {
        let (lang, model) = (self.lang(), self.look.model);
        let fields = model.conflicts.fields(thing);
        let label = |of: &Contested| field::label(thing, &of.field, lang);
        let mut names: Vec<String> = fields.iter().map(label).collect();
        names.extend(self.contested_below(thing));
        if names.is_empty() {
            return;
        }
        let text = lang.contested(&names.join(", "));
        self.text(&format!("{CONTESTED} {text}"), self.look.theme.amber);
        for of in fields {
            let text = lang.says_of(&label(of), &of.said.join(" ↔ "));
            self.text(&text, self.look.theme.amber);
        }
    }

    /// The milestones of a platform, and the platforms of a ministry, that have fields in which values stand against each
    /// other.
    fn contested_below(&self, thing: &Entity) -> Vec<String> {
        let (lang, model) = (self.lang(), self.look.model);
        match thing {
            Entity::Platform(id) => {
                let kinds = model.conflicts.milestones(id).iter();
                let kinds = kinds.filter_map(|id| model.programme.kind(id));
                kinds.map(|kind| kind.short.get(lang).to_owned()).collect()
            }
            Entity::Ministry(id) => {
                let listed = model.board.listing().platforms(Some(id));
                let platforms = model.conflicts.among(listed);
                let platforms = platforms.filter_map(|id| model.programme.platform(id));
                platforms
                    .map(|platform| platform.name.get(lang).to_owned())
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn lateness(&self, milestone: &Milestone, assessment: Assessment) -> Option<String> {
        let lang = self.lang();
        if let Some(told) = lang.lateness(milestone, assessment) {
            return Some(told);
        }
        let left = crate::domain::status::days(self.look.model.as_of, milestone.baseline?);
        match (milestone.is_done(), left) {
            (true, _) => None,
            (false, 0) => Some(lang.due_today().to_owned()),
            (false, left) => Some(lang.days_left(usize::try_from(left).ok()?)),
        }
    }

    /// The dates, each with its document.
    fn plan(&mut self, milestone: &Milestone) {
        let lang = self.lang();
        if let Some(text) = lang.due_date(milestone) {
            self.text(&text, self.look.theme.base);
        }
        let dates = [
            milestone
                .started
                .map(|date| lang.started_on(&self.date(date))),
            milestone
                .forecast
                .map(|date| lang.forecast_on(&self.date(date))),
            milestone.actual.map(|date| lang.done_on(&self.date(date))),
        ];
        let dates: Vec<String> = dates.into_iter().flatten().collect();
        if !dates.is_empty() {
            self.text(&dates.join(" · "), self.look.theme.base);
        }
    }

    fn notes<'n>(&mut self, notes: impl DoubleEndedIterator<Item = &'n Note>) {
        let zone = &self.look.model.thresholds.zone;
        for note in notes.rev() {
            let signature = note.touch.as_ref().map(|touch| {
                format!(
                    "{}, {}: ",
                    touch.by,
                    self.lang().date(zone.to_datetime(touch.at).date())
                )
            });
            self.text(
                &format!("{}“{}”", signature.unwrap_or_default(), note.text),
                self.look.theme.base,
            );
        }
    }

    fn touch(&mut self, touch: Option<&Touch>) {
        let lang = self.lang();
        let text = touch.map_or_else(
            || lang.no_change_yet().to_owned(),
            |touch| {
                lang.last_change(
                    &touch.by,
                    &lang.moment(touch.at, &self.look.model.thresholds.zone),
                )
            },
        );
        self.text(&text, self.look.theme.dim);
    }

    /// Fields of the table, each with its label, of those that have a value.
    fn fields(&mut self, owner: Owner, values: &Values, told: &[&str]) {
        for field in Field::of(owner).filter(|field| told.contains(&field.name)) {
            if let Some(text) = values.text(field.name) {
                let label = self.lang().pick(field.label);
                self.text(&self.lang().says_of(label, text), self.look.theme.base);
            }
        }
    }

    fn platform(&mut self, platform: &Platform) {
        let (lang, look) = (self.lang(), self.look);
        self.text(platform.name.get(lang), look.theme.strong);
        let others = Lang::ALL
            .into_iter()
            .filter(|other| *other != lang)
            .map(|other| platform.name.own(other));
        for name in others.filter(|name| !name.is_empty()) {
            self.text(name, look.theme.dim);
        }
        let rag = look.model.summary.rag(&platform.id);
        self.text(
            &format!("{} {}", rag_glyph(rag), lang.rag(rag)),
            look.theme.rag(rag),
        );
        self.contested(&Entity::Platform(platform.id.clone()));
        self.filter();
        self.sums(look.model.board.listing().summary.platform(&platform.id));
        if let Some(ministry) = platform
            .ministry
            .as_ref()
            .and_then(|id| look.model.programme.ministry(id))
        {
            self.labelled(lang.owner(), ministry.name.get(lang));
        }
        for owner in platform.former_owners() {
            self.text(&lang.former(&owner, &look.model.programme), look.theme.dim);
        }
        if let Some(status) = platform.name_status.as_deref() {
            self.text(name_status(lang, status), look.theme.dim);
        }
        if !platform.aliases.is_empty() {
            self.labelled(lang.aliases(), &platform.aliases.join("; "));
        }
        self.labelled("id", platform.id.as_str());
        if platform.weight != 1 {
            self.text(&lang.weight_of(platform.weight), look.theme.dim);
        }
        self.fields(
            Owner::Platform,
            &platform.values,
            &[
                "focal_name",
                "focal_phone",
                "focal_email",
                "obstacle",
                "proposal",
            ],
        );
        if let Some(remark) = platform.values.text("remark") {
            self.text(remark, look.theme.dim);
        }
        self.notes(platform.notes.values());
        self.touch(platform.touch.as_ref());
    }

    fn ministry(&mut self) {
        let (lang, look) = (self.lang(), self.look);
        let id = look.model.board.ministry(&look.model.programme);
        let ministry = id.and_then(|id| look.model.programme.ministry(id));
        let name = ministry.map_or(look.model.programme.name.get(lang), |ministry| {
            ministry.name.get(lang)
        });
        self.text(name, look.theme.strong);
        if let Some(ministry) = ministry {
            self.text(ministry.abbreviation.get(lang), look.theme.dim);
        } else if !look.model.programme.legal_basis.is_empty() {
            self.text(&look.model.programme.legal_basis.join("; "), look.theme.dim);
        }
        if let Some(id) = id {
            self.contested(&Entity::Ministry(id.clone()));
        }
        self.filter();
        let tally = look.model.board.listing().summary.ministry(id);
        let colours = Rag::ALL.into_iter().filter(|rag| tally.rag(*rag) > 0);
        let colours: Vec<String> = colours
            .map(|rag| format!("{} {} {}", rag_glyph(rag), tally.rag(rag), lang.rag(rag)))
            .collect();
        self.text(&colours.join(" · "), look.theme.base);
        self.sums(tally);
        if let Some(ministry) = ministry {
            self.fields(
                Owner::Ministry,
                &ministry.values,
                &["focal_name", "focal_phone", "focal_email"],
            );
        }
        if let Some(remark) = ministry.and_then(|ministry| ministry.values.text("remark")) {
            self.text(remark, look.theme.dim);
        }
    }

    fn kind(&mut self, kind: &Id) {
        let look = self.look;
        let model = look.model;
        let title = look.lang.all_platforms();
        self.text(title, look.theme.dim);
        self.text(
            model
                .programme
                .kind(kind)
                .map_or("", |kind| kind.name.get(look.lang)),
            look.theme.strong,
        );
        self.filter();
        let ministry = model.board.ministry(&model.programme);
        let sums = model.board.listing().sums(ministry).iter();
        if let Some((_, tally)) = sums.into_iter().find(|(id, _)| id == kind) {
            self.sums(*tally);
        }
    }

    /// What the sums that follow are of, when that is not everything.
    fn filter(&mut self) {
        if self.look.model.showing.is_filtered() {
            let text = self.lang().filter_on(&self.look.model.showing.text);
            self.text(&text, self.look.theme.amber);
        }
    }

    /// Progress beside what is expected, and how many milestones have each status.
    fn sums(&mut self, tally: Tally) {
        let (lang, theme) = (self.lang(), &self.look.theme);
        let progress = tally.progress;
        let mut spans = bar(self.look, progress, 16.min(self.columns));
        spans.push(Span::styled(
            format!(" {}", lang.percent(progress.done)),
            theme.strong,
        ));
        self.lines.push(Line::from(spans));
        let spi = progress
            .spi()
            .map_or_else(|| lang.not_applicable().to_owned(), |spi| lang.ratio(spi));
        let expected = lang.percent(progress.expected);
        self.text(
            &format!("{} {expected} · {} {spi}", lang.expected(), lang.spi()),
            theme.dim,
        );
        for status in Status::ALL
            .into_iter()
            .filter(|status| tally.count(*status) > 0)
        {
            let text = format!(
                "{} {} {}",
                status_glyph(status),
                tally.count(status),
                lang.status(status)
            );
            self.text(&text, theme.status(status));
        }
        self.gap();
    }
}

fn name_status(lang: Lang, code: &str) -> &'static str {
    match code {
        "listed" => lang.name_listed(),
        "attested" => lang.name_attested(),
        "translated" => lang.name_translated(),
        "doubtful" => lang.name_doubtful(),
        _ => lang.name_unknown(),
    }
}
