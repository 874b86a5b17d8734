//! Everything that is shown and everything that keys depend on.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use ratatui::layout::Rect;

use super::banner;
use super::bindings::Keymap;
use super::board::Board;
use super::contested::Conflicts;
use super::find::Thing;
use super::form::Form;
use super::layout::{Layout, Needs};
use super::message::Saving;
use super::mode::Mode;
use super::popup::Popup;
use super::showing::Showing;
use crate::domain::{
    Assignment, Entity, Id, Lang, MilestoneId, Operation, Programme, Summary, Thresholds,
};
use crate::search::{Index, programme};
use crate::settings::{Layers, ThemeName};
use crate::views::{Memory, View};

/// What is said to the user in passing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What is said.
    pub text: String,
    /// Why it is said.
    pub kind: ToastKind,
}

/// Why something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Something was saved, and can be undone; stays until something else is said.
    Saved,
    /// Something was undone, and can be redone; stays likewise.
    Undone,
    /// Something has come to a good end by itself; gone at the next key.
    Settled,
    /// Something worth knowing; gone at the next key.
    Info,
    /// Something could not be done; gone at the next key.
    Refused,
}

impl ToastKind {
    /// Whether it stays until something else is said, and not only until the next key.
    #[must_use]
    pub const fn stays(self) -> bool {
        matches!(self, Self::Saved | Self::Undone)
    }
}

/// The last change, to be repeated elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastChange {
    /// Marked done.
    Done,
    /// Reopened.
    Reopen,
    /// So many more.
    Step(i32),
    /// The count set.
    Count(u32),
    /// What a form asked for.
    Form(Operation),
}

/// A request that is not answered yet.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// The milestones it is about.
    pub(super) about: Vec<MilestoneId>,
    /// The form that asks for it, to come back when it is refused.
    pub(super) form: Option<Box<Form>>,
}

/// The views of the user, as their file was read last.
#[derive(Clone, Debug, Default)]
pub struct OwnViews {
    /// Those that are good.
    pub own: Vec<View>,
    /// What is wrong in the file, for the user.
    pub problems: Vec<String>,
}

/// What a model starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// The programme as it stands.
    pub programme: Programme,
    /// The settings that hold.
    pub settings: Layers,
    /// The time zone in which days are counted.
    pub zone: TimeZone,
    /// The date for which everything is computed.
    pub as_of: Date,
    /// Whether that date was asked for, and does not follow the calendar.
    pub as_of_is_fixed: bool,
    /// Today.
    pub today: Date,
    /// What the board remembers of its last run.
    pub memory: Memory,
    /// Columns and rows.
    pub size: (u16, u16),
}

/// The state of the screen.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent switches of the user"
)]
pub struct Model {
    /// The programme as it stands.
    pub programme: Programme,
    /// What follows from it.
    pub summary: Summary,
    /// The thresholds of the rules.
    pub thresholds: Thresholds,
    /// The date for which everything is computed.
    pub as_of: Date,
    /// Today.
    pub today: Date,
    /// The language.
    pub lang: Lang,
    /// The colours.
    pub theme: ThemeName,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// The keys that hold.
    pub keys: Keymap,
    /// The cursor.
    pub board: Board,
    /// What is shown and in which order.
    pub showing: Showing,
    /// The views of the user.
    pub views: OwnViews,
    /// What keys mean.
    pub mode: Mode,
    /// What is said in passing.
    pub toast: Option<Toast>,
    /// How saving stands.
    pub saving: Saving,
    /// How many things are wrong with the store.
    pub faults: usize,
    /// The path of the store, where nothing is left of what was saved there.
    pub emptied: Option<String>,
    /// Fields with values that stand against each other.
    pub conflicts: Conflicts,
    /// Whether `store.json` has edits by hand that nobody has adopted.
    pub edited: bool,
    /// The settings that hold.
    pub settings: Layers,
    pub(super) as_of_is_fixed: bool,
    pub(super) size: (u16, u16),
    /// The requests that are not answered yet, the oldest first.
    pub(super) pending: VecDeque<Pending>,
    /// What was typed into each field, the latest first.
    pub(super) typed: HashMap<&'static str, Vec<String>>,
    pub(super) last_change: Option<LastChange>,
    /// The hits of the last search, and the one gone to last.
    pub(super) found: (Vec<Id>, usize),
    /// What was chosen in the palette, the latest first.
    pub(super) recent: Vec<Thing>,
    pub(super) interrupted: bool,
    index: Option<Arc<Index>>,
}

impl Model {
    /// The screen at the start.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let settings = start.settings;
        let thresholds = settings.thresholds(start.zone);
        let mut model = Self {
            summary: Summary::new(&start.programme, &thresholds, start.as_of),
            programme: start.programme,
            thresholds,
            as_of: start.as_of,
            today: start.today,
            lang: settings.lang(),
            theme: settings.theme(),
            ascii: settings.ascii(),
            mouse: settings.mouse(),
            keys: Keymap::new(settings.file.keys()).0,
            settings,
            board: Board::default(),
            showing: Showing::of(start.memory),
            views: OwnViews::default(),
            mode: Mode::default(),
            toast: None,
            saving: Saving::default(),
            faults: 0,
            emptied: None,
            conflicts: Conflicts::default(),
            edited: false,
            as_of_is_fixed: start.as_of_is_fixed,
            size: start.size,
            pending: VecDeque::new(),
            typed: HashMap::new(),
            last_change: None,
            found: (Vec::new(), 0),
            recent: Vec::new(),
            interrupted: false,
            index: None,
        };
        model.relist();
        model
    }

    /// Where everything stands on a screen of this area.
    #[must_use]
    pub fn layout(&self, area: Rect) -> Layout {
        Layout::new(
            area,
            Needs {
                focus: self.board.focus,
                zoomed: self.board.zoomed,
                banner: banner::height(self, area),
                filter: self.filter_lines(),
            },
        )
    }

    /// How many lines the filter has: two while it is typed, one while it is on.
    const fn filter_lines(&self) -> u16 {
        match &self.mode {
            Mode::Filter(_) => 2,
            _ if self.showing.is_filtered() => 1,
            _ => 0,
        }
    }

    /// Where everything stands on the screen as it is.
    #[must_use]
    pub fn own_layout(&self) -> Layout {
        self.layout(Rect::new(0, 0, self.size.0, self.size.1))
    }

    /// Where the popup with a list stands on a screen of this area, if there is one.
    #[must_use]
    pub fn popup(&self, area: Rect) -> Option<Popup> {
        let is_alarm = banner::is_alarm(self);
        let alarm = is_alarm.then(|| banner::height(self, area));
        Popup::of(&self.mode, area, alarm.unwrap_or_default())
    }

    /// Where it stands on the screen as it is.
    #[must_use]
    pub fn own_popup(&self) -> Option<Popup> {
        self.popup(Rect::new(0, 0, self.size.0, self.size.1))
    }

    /// The milestones whose change the disk may not hold yet.
    #[must_use]
    pub fn pending(&self) -> HashSet<&MilestoneId> {
        let about = self.pending.iter().flat_map(|pending| &pending.about);
        about.collect()
    }

    /// Whether a request is not answered yet.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether the store cannot be reached: nothing is known of what it holds now.
    #[must_use]
    pub const fn is_out_of_reach(&self) -> bool {
        self.emptied.is_some() || self.saving.problem.is_some()
    }

    /// Puts new values, and computes again what follows from them.
    pub(super) fn apply(&mut self, assignments: &[Assignment]) {
        let places = self.board.places(&self.programme);
        self.let_linger(assignments);
        self.programme.apply(assignments);
        let mut platforms = Vec::new();
        let mut whole = false;
        for assignment in assignments {
            match &assignment.entity {
                Entity::Milestone(id) => platforms.push(&id.platform),
                Entity::Platform(_) | Entity::Ministry(_) => {
                    whole = true;
                    self.index = None;
                }
                Entity::Kind(_) | Entity::Programme => whole = true,
            }
        }
        if whole {
            self.summarize();
            self.board.stay_beside_archived(places, &self.programme);
        } else if !platforms.is_empty() {
            platforms.sort_unstable();
            platforms.dedup();
            self.summary
                .update(&self.programme, &self.thresholds, self.as_of, platforms);
            self.relist_in_place();
        }
    }

    pub(super) fn summarize(&mut self) {
        self.summary = Summary::new(&self.programme, &self.thresholds, self.as_of);
        self.relist();
    }

    /// Takes over what the settings say now, and computes again what follows from it.
    pub(super) fn settle(&mut self) {
        let settings = &self.settings;
        let lang = settings.lang();
        let is_other_lang = lang != self.lang;
        if is_other_lang {
            self.index = None;
        }
        self.lang = lang;
        self.theme = settings.theme();
        self.ascii = settings.ascii();
        self.mouse = settings.mouse();
        self.keys = Keymap::new(settings.file.keys()).0;
        let thresholds = settings.thresholds(self.thresholds.zone.clone());
        if thresholds != self.thresholds {
            self.thresholds = thresholds;
            self.summarize();
        } else if is_other_lang {
            self.relist();
        }
    }

    /// The index of the platforms, made when it is first needed.
    pub(super) fn index(&mut self) -> Arc<Index> {
        let index = self
            .index
            .get_or_insert_with(|| Arc::new(programme::index(&self.programme, self.lang)));
        Arc::clone(index)
    }

    pub(super) fn say(&mut self, kind: ToastKind, text: impl Into<String>) {
        self.toast = Some(Toast {
            text: text.into(),
            kind,
        });
    }

    /// Keeps every cursor on the screen.
    pub(super) fn scroll(&mut self) {
        let heights = self.own_layout().heights();
        self.board.scroll(heights, &self.programme);
        if let (Some(popup), Some(list)) = (self.own_popup(), self.mode.list_mut()) {
            list.fit(usize::from(popup.list.height));
        }
    }
}
