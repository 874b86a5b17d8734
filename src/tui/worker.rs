//! The thread that owns the replica: records, saves, looks for what others have written, keeps the readable state.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::civil::Date;

use crate::app::Message;
use crate::app::effect::{HistoryQuery, Request, ViewsRequest};
use crate::app::message::{Answer, Contested, News, Saving, ViewsAnswer};
use crate::app::model::ToastKind;
use crate::domain::Lang;
use crate::domain::history::History;
use crate::replica::conflicts::Conflict;
use crate::replica::health::Health;
use crate::replica::{News as Found, Replica, Reversal};
use crate::settings::{Setter, Setting};
use crate::setup::Setup;
use crate::views::{Memory, View, Views};

/// How often the store is looked at while nothing happens.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many changes of a history are read before the others.
const NEWEST: usize = 500;
/// The readable state is written after so many quiet looks.
const QUIET_LOOKS: u32 = 2;

/// Work for the thread.
#[derive(Debug)]
pub enum Job {
    /// Record something, and answer in this language.
    Record(Request, Lang),
    /// Read the history, with the names of this language.
    ReadHistory(HistoryQuery, Lang),
    /// Read the file of views, or change it, and answer in this language.
    Views(ViewsRequest, Lang),
    /// Keep what the board remembers.
    Remember(Memory),
    /// Keep a setting; from now on the language is this.
    SaveSetting(Setter, Lang),
    /// The first start is over: it is not asked again.
    Welcomed(Lang),
}

/// The thread, as seen from the others.
pub struct Worker {
    jobs: Sender<Job>,
    thread: JoinHandle<usize>,
}

impl Worker {
    /// Starts the thread.
    #[must_use]
    pub fn start(replica: Replica, setup: Setup, messages: Sender<Message>) -> Self {
        let (jobs, inbox) = mpsc::channel();
        let state = State {
            lang: setup.lang,
            today: setup.clock.today(&setup.zone),
            setup,
            replica,
            messages,
            told: Saving::default(),
            unwritten: None,
            contested: Vec::new(),
            emptied: None,
            may_have_lost: false,
            asked: None,
        };
        Self {
            jobs,
            thread: thread::spawn(move || state.run(&inbox)),
        }
    }

    /// Hands over a job.
    pub fn send(&self, job: Job) {
        let _ = self.jobs.send(job);
    }

    /// Lets the thread finish; returns how many actions the disk does not hold. `None` when it has died, and nobody knows.
    #[must_use]
    pub fn finish(self) -> Option<usize> {
        drop(self.jobs);
        self.thread.join().ok()
    }
}

/// Carries out a request and puts the outcome into words. `saving` is how saving stood before.
#[must_use]
pub fn answer(replica: &mut Replica, request: &Request, lang: Lang, saving: &Saving) -> Answer {
    let result = match request {
        Request::Commit(operation) => replica.commit(operation),
        Request::Undo => replica.undo(),
        Request::Redo => replica.redo(),
        Request::Revert { line, change } => replica.revert(&Reversal {
            line: line.clone(),
            change: change.clone(),
        }),
    };
    match result {
        Err(error) => Answer {
            text: lang.commit_error(&error),
            kind: ToastKind::Refused,
            assignments: Vec::new(),
            saving: saving.clone(),
        },
        Ok(recorded) => {
            let problem = recorded
                .saved
                .as_ref()
                .err()
                .map(|error| lang.store_trouble(error));
            Answer {
                text: lang.recorded(&recorded, replica.programme()),
                kind: if *request == Request::Undo {
                    ToastKind::Undone
                } else {
                    ToastKind::Saved
                },
                saving: Saving {
                    unsaved: replica.unsaved(),
                    problem,
                },
                assignments: recorded.assignments,
            }
        }
    }
}

/// The newest changes that a question asks for, at most `limit`.
#[must_use]
pub fn history(replica: &Replica, query: &HistoryQuery, lang: Lang, limit: usize) -> History {
    let mut wanted = query.filter.matcher(replica.programme(), lang);
    replica.history(&query.scope, limit, &mut wanted)
}

/// The fields with values that stand against each other, and these in words.
#[must_use]
pub fn contested(replica: &Replica, lang: Lang) -> Vec<Contested> {
    let contested = |conflict: &Conflict| {
        let said = conflict.values.iter();
        let said = said.map(|said| lang.conflict_said(conflict, said, replica.programme()));
        Contested {
            said: said.collect(),
            target: conflict.target.clone(),
            field: conflict.field.clone(),
        }
    };
    replica.conflicts().iter().map(contested).collect()
}

/// Reads the file of views, or changes it, and puts into words what is wrong.
#[must_use]
pub fn views(request: &ViewsRequest, path: &Path, lang: Lang) -> ViewsAnswer {
    let (about, done) = match request {
        ViewsRequest::Read => (None, Ok(())),
        ViewsRequest::Save(view) => (Some(&view.name), view.save(path)),
        ViewsRequest::Rename(old, name) => (Some(name), View::rename(old, name, path).map(drop)),
        ViewsRequest::Remove(name) => (None, View::remove(name, path).map(drop)),
    };
    let Views { own, problems } = Views::load(path);
    let problems = problems
        .iter()
        .map(|problem| lang.view_problem(path, problem));
    ViewsAnswer {
        own,
        problems: problems.collect(),
        about: about.cloned(),
        refused: done.err().map(|error| lang.views_error(path, &error)),
    }
}

struct State {
    replica: Replica,
    setup: Setup,
    messages: Sender<Message>,
    lang: Lang,
    today: Date,
    /// What the board was told last of how saving stands.
    told: Saving,
    /// The fields in conflict, as the board was told last.
    contested: Vec<Contested>,
    /// The path of the store, where nothing is left of what was saved there, as the board was told last.
    emptied: Option<String>,
    /// Whether what others have written may not be there any more, though it is shown.
    may_have_lost: bool,
    /// How many quiet looks ago something changed that the readable state does not say yet.
    unwritten: Option<u32>,
    /// The history that is to be read once nothing is to be recorded.
    asked: Option<(HistoryQuery, Lang)>,
}

impl State {
    fn run(mut self, inbox: &Receiver<Job>) -> usize {
        self.tell_news(Found::default());
        loop {
            let patience = if self.asked.is_some() {
                Duration::ZERO
            } else {
                LOOK_EVERY
            };
            match inbox.recv_timeout(patience) {
                Ok(job) => self.work(job),
                Err(RecvTimeoutError::Timeout) => match self.asked.take() {
                    Some((query, lang)) => self.read_history(query, lang),
                    None => self.look(),
                },
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let _ = self.replica.save_at_last();
        if self.unwritten.is_some() {
            let _ = self.write_view();
        }
        self.replica.unsaved()
    }

    fn send(&self, message: Message) {
        let _ = self.messages.send(message);
    }

    fn work(&mut self, job: Job) {
        match job {
            Job::Record(request, lang) => {
                self.lang = lang;
                let known = self.replica.fold().lines().len();
                let answer = answer(&mut self.replica, &request, lang, &self.told);
                if answer.kind != ToastKind::Refused {
                    self.unwritten = Some(0);
                    self.told = answer.saving.clone();
                }
                let own = usize::from(answer.kind != ToastKind::Refused);
                self.send(Message::Answer(answer));
                let is_alone = self.replica.fold().lines().len() == known + own;
                if !is_alone || self.may_contest(&request) {
                    self.tell_of_contested();
                }
            }
            // Only the last question matters: while somebody types, one follows the other.
            Job::ReadHistory(query, lang) => self.asked = Some((query, lang)),
            Job::Views(request, lang) => {
                let answer = views(&request, &self.setup.places.views, lang);
                self.send(Message::Views(answer));
            }
            Job::Remember(memory) => {
                if let Err(error) = memory.save(&self.setup.places.board) {
                    let path = self.setup.places.board.display().to_string();
                    let problem = self.lang.file_error(&path, &error);
                    self.send(Message::SettingsFailed(problem));
                }
            }
            Job::SaveSetting(setter, lang) => {
                self.lang = lang;
                self.heed(&setter);
                if !self.contested.is_empty() {
                    self.tell_of_contested();
                }
                let path = &self.setup.places.config;
                if let Err(fault) = setter.save(path, lang) {
                    self.send(Message::SettingsFailed(
                        lang.settings_file_fault(path, &fault),
                    ));
                }
            }
            Job::Welcomed(lang) => self.setup.places.remember_welcome(lang),
        }
    }

    /// Whether a request may have made or settled a conflict. Where there is none, a change by itself makes none: it is made in
    /// knowledge of all that is there. To look for them takes a while in a large store.
    fn may_contest(&self, request: &Request) -> bool {
        !self.contested.is_empty() || !matches!(request, Request::Commit(_))
    }

    /// Tells of values that stand against each other, where something is different from what was told.
    fn tell_of_contested(&mut self) {
        if contested(&self.replica, self.lang) != self.contested {
            self.tell_news(Found::default());
        }
    }

    /// Reads the history: the newest first, the others once nothing else is to be done.
    fn read_history(&mut self, mut query: HistoryQuery, lang: Lang) {
        let limit = if query.newest_first {
            NEWEST
        } else {
            usize::MAX
        };
        let found = history(&self.replica, &query, lang, limit);
        let is_cut = found.is_cut;
        self.send(Message::History(query.number, found));
        if is_cut {
            query.newest_first = false;
            self.asked = Some((query, lang));
        }
    }

    /// What a changed setting means for what is recorded from now on.
    fn heed(&mut self, setter: &Setter) {
        let settings = &mut self.setup.settings;
        if let Some(setting) = Setting::find(&setter.key) {
            settings.change(setting, setter.value.clone());
        }
        self.replica.sign_as(settings.person());
        self.replica.require_evidence(settings.evidence_required());
    }

    /// A look around while nothing happens.
    fn look(&mut self) {
        let was_view_written = self.replica.was_view_written();
        let looked = self.replica.sync();
        let problem = match looked {
            Ok(news) => {
                let may_have_lost = self.replica.may_have_lost();
                self.may_have_lost |= may_have_lost;
                if may_have_lost || !news.assignments.is_empty() || !news.damage.is_empty() {
                    self.unwritten = Some(0);
                    self.tell_news(news);
                } else if was_view_written || self.emptied != self.emptied_now() {
                    // A disk that is plugged in again may bring nothing that is not shown, and an edit by hand never does.
                    self.tell_news(news);
                }
                self.replica.save().err()
            }
            Err(error) => Some(error),
        };
        self.tell(problem.map(|error| self.lang.store_trouble(&error)));
        self.write_when_quiet();
        let today = self.setup.clock.today(&self.setup.zone);
        if today != self.today {
            self.today = today;
            self.send(Message::Today(today));
        }
    }

    fn tell_news(&mut self, found: Found) {
        self.emptied = self.emptied_now();
        let health = self.health();
        self.contested = contested(&self.replica, self.lang);
        self.send(Message::News(News {
            assignments: found.assignments,
            by: found.by,
            faults: health.damaged(),
            emptied: self.emptied.clone(),
            contested: self.contested.clone(),
            edited: health.is_edited(),
        }));
    }

    fn emptied_now(&self) -> Option<String> {
        let emptied = self.replica.store().emptied();
        emptied.map(|error| error.path.display().to_string())
    }

    /// How the store stands, as somebody sees who opens it now.
    fn health(&mut self) -> Health {
        if self.may_have_lost
            && let Ok(mut fresh) = self.setup.open()
        {
            let has_less = fresh.fold().lines().len() < self.replica.fold().lines().len();
            self.may_have_lost = has_less;
            return fresh.health();
        }
        self.replica.health()
    }

    fn tell(&mut self, problem: Option<String>) {
        let saving = Saving {
            unsaved: self.replica.unsaved(),
            problem,
        };
        if saving != self.told {
            self.told = saving.clone();
            self.send(Message::Saving(saving));
        }
    }

    /// Writes the readable state: what is only shown here any more, and was given up since, is not to come back by it.
    fn write_view(&mut self) -> Result<(), String> {
        self.may_have_lost |= self.replica.may_have_lost();
        let fresh = self.may_have_lost.then(|| self.setup.open().ok());
        let written = match fresh.flatten() {
            Some(mut fresh) => fresh.write_view(),
            None => self.replica.write_view(),
        };
        written.map_err(|error| self.lang.store_error(&error))
    }

    fn write_when_quiet(&mut self) {
        match self.unwritten {
            Some(looks) if looks >= QUIET_LOOKS => {
                if let Err(problem) = self.write_view() {
                    self.tell_news(Found::default());
                    // Of edits by hand the banner tells, and nothing has failed.
                    if !self.health().is_edited() {
                        self.send(Message::ViewFailed(problem));
                    }
                }
                self.unwritten = None;
            }
            looks => self.unwritten = looks.map(|looks| looks + 1),
        }
    }
}
