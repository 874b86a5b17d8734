//! The board without a terminal: keys in the app's own syntax, a real store in a temporary folder, a clock that stands.

use std::fmt::Write as _;
use std::path::Path;

use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;
use tempfile::TempDir;
use tiendo::app::message::{News, Saving};
use tiendo::app::model::Start;
use tiendo::app::{Effect, Key, Message, Model, update};
use tiendo::clock::Clock;
use tiendo::domain::{Lang, MilestoneId, catalogue};
use tiendo::replica::{Author, Replica};
use tiendo::settings::{Layers, Settings, Source, ThemeName, Value};
use tiendo::store::Store;
use tiendo::store::disk::{Disk, RealDisk};
use tiendo::store::seat::PrivateSeats;
use tiendo::theme::Depth;
use tiendo::views::Memory;
use tiendo::{tui, view};

/// The moment of every test: 2026-11-23, 10 in the morning in Hà Nội.
pub(crate) const NOW: &str = "2026-11-23T03:00:00Z";

/// One more process on the store in `home`, of the device `device`.
pub(crate) fn open(home: &Path, device: &str, disk: Box<dyn Disk>) -> Replica {
    let root = home.join("store");
    let seats = PrivateSeats::new(&home.join(device), &root);
    let store = Store::new(disk, root, Box::new(seats));
    let clock = Clock::of(Some(NOW)).unwrap();
    let author = Author {
        by: device.to_owned(),
        clock,
        zone: TimeZone::UTC,
    };
    Replica::open(
        store,
        author,
        catalogue::parse(catalogue::EMBEDDED).unwrap(),
    )
    .unwrap()
}

/// What a screen is looked at with.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) size: (u16, u16),
    pub(crate) lang: Lang,
    pub(crate) theme: ThemeName,
    pub(crate) depth: Depth,
    pub(crate) ascii: bool,
}

impl Look {
    pub(crate) fn of(width: u16, height: u16) -> Self {
        let (lang, theme, depth) = (Lang::Vi, ThemeName::Dark, Depth::True);
        Self {
            size: (width, height),
            lang,
            theme,
            depth,
            ascii: false,
        }
    }

    pub(crate) fn lang(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    pub(crate) fn theme(self, theme: ThemeName) -> Self {
        Self { theme, ..self }
    }

    /// What stands above an empty settings file.
    fn settings(self) -> Layers {
        let path = "~/.config/tiendo/config.toml".into();
        let mut settings = Layers::of(Settings::default(), path);
        let text = |code: &str| Value::Text(code.to_owned());
        settings.put_above("person", text("Bình"), Source::Environment);
        settings.put_above("lang", text(self.lang.code()), Source::Argument);
        settings.put_above("theme", text(self.theme.code()), Source::Argument);
        settings.put_above("ascii", Value::Switch(self.ascii), Source::Argument);
        settings
    }

    pub(crate) fn depth(self, depth: Depth) -> Self {
        Self { depth, ..self }
    }
}

/// A board with its store.
pub(crate) struct App {
    pub(crate) home: TempDir,
    pub(crate) model: Model,
    pub(crate) replica: Replica,
    pub(crate) effects: Vec<Effect>,
    look: Look,
}

impl App {
    pub(crate) fn new(look: Look) -> Self {
        Self::on(tempfile::tempdir().unwrap(), look, Box::new(RealDisk))
    }

    /// A board on the store that is in `home`.
    pub(crate) fn on(home: TempDir, look: Look, disk: Box<dyn Disk>) -> Self {
        let replica = open(home.path(), "Bình", disk);
        let today = "2026-11-23".parse().unwrap();
        let model = Model::new(Start {
            programme: replica.programme().clone(),
            settings: look.settings(),
            zone: TimeZone::UTC,
            as_of: today,
            as_of_is_fixed: false,
            today,
            memory: Memory::load(&home.path().join("board.toml")),
            size: look.size,
        });
        Self {
            home,
            model,
            replica,
            effects: Vec::new(),
            look,
        }
    }

    /// The same store, opened again.
    pub(crate) fn again(self) -> Self {
        let Self {
            home,
            look,
            replica,
            ..
        } = self;
        drop(replica);
        Self::on(home, look, Box::new(RealDisk))
    }

    /// Sends keys, each carried out before the next: `j Space type:dinh Enter`.
    pub(crate) fn keys(&mut self, script: &str) -> &mut Self {
        for word in script.split_whitespace() {
            match word.strip_prefix("type:") {
                Some(text) => text
                    .replace('_', " ")
                    .chars()
                    .for_each(|typed| self.key(&typed.to_string())),
                None => self.key(word),
            }
        }
        self
    }

    fn key(&mut self, name: &str) {
        let key: Key = if name == " " {
            "Space".parse()
        } else {
            name.parse()
        }
        .unwrap();
        self.send(Message::Key(key));
    }

    pub(crate) fn send(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        for effect in effects {
            if let Effect::Record(request, lang) = &effect {
                let saving = self.model.saving.clone();
                let answer = tui::answer(&mut self.replica, request, *lang, &saving);
                self.send(Message::Answer(answer));
            }
            if let Effect::ReadHistory(query, lang) = &effect {
                let found = tui::history(&self.replica, query, *lang, usize::MAX);
                self.send(Message::History(query.number, found));
            }
            if let Effect::Remember(memory) = &effect {
                memory.save(&self.home.path().join("board.toml")).unwrap();
            }
            if let Effect::Views(request, lang) = &effect {
                let answer = tui::views(request, &self.home.path().join("views.toml"), *lang);
                self.send(Message::Views(answer));
            }
            if let Effect::SaveSetting(..) = &effect {
                let settings = &self.model.settings;
                self.replica.sign_as(settings.person());
                self.replica.require_evidence(settings.evidence_required());
            }
            self.effects.push(effect);
        }
    }

    /// What the worker does once a second.
    pub(crate) fn look_around(&mut self) {
        if let Ok(news) = self.replica.sync() {
            let health = self.replica.health();
            self.send(Message::News(News {
                assignments: news.assignments,
                by: news.by,
                faults: health.damaged(),
                emptied: None,
                contested: tui::contested(&self.replica, self.model.lang),
                edited: health.is_edited(),
            }));
        }
        let problem = self
            .replica
            .save()
            .err()
            .map(|error| self.model.lang.store_trouble(&error));
        self.send(Message::Saving(Saving {
            unsaved: self.replica.unsaved(),
            problem,
        }));
    }

    pub(crate) fn draw(&self) -> Buffer {
        let (width, height) = self.model_size();
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| view::draw(&self.model, self.look.depth, frame))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    fn model_size(&self) -> (u16, u16) {
        let hints = self.model.own_layout().hints;
        (hints.right(), hints.bottom())
    }

    /// The screen as text.
    pub(crate) fn text(&self) -> String {
        self.named(&text(&self.draw()))
    }

    /// The screen as text, then the runs of its styles.
    pub(crate) fn styled(&self) -> String {
        self.named(&styled(&self.draw()))
    }

    /// What differs from one run to the next under fixed names: the folder of the test, its device, the lines it wrote.
    fn named(&self, text: &str) -> String {
        let mut text = text.replace(&self.home.path().display().to_string(), "HOME");
        for line in self.replica.fold().lines() {
            text = text.replace(&line.id.to_string(), &"0".repeat(20));
            if line.body.writer.contains('-') {
                text = text.replace(&line.body.writer, "device00-0");
            }
        }
        text
    }

    pub(crate) fn is_done(&self, id: &str) -> bool {
        let (platform, kind) = id.split_once('/').unwrap();
        let id = MilestoneId {
            platform: platform.parse().unwrap(),
            kind: kind.parse().unwrap(),
        };
        let programme = self.replica.programme();
        assert_eq!(
            self.model.programme.milestone(&id),
            programme.milestone(&id),
            "board and store agree"
        );
        programme.milestone(&id).unwrap().is_done()
    }

    /// Where the cursor is: focused pane, ministry, platform, milestone.
    pub(crate) fn place(&self) -> String {
        let (board, programme) = (&self.model.board, &self.model.programme);
        let or_all = |id: Option<String>| id.unwrap_or_else(|| "*".to_owned());
        format!(
            "{} {} {} {}",
            board.focus as usize + 1,
            or_all(board.ministry(programme).map(ToString::to_string)),
            or_all(
                board
                    .platform(programme)
                    .map(|platform| platform.id.to_string())
            ),
            or_all(board.kind(programme).map(ToString::to_string)),
        )
    }

    pub(crate) fn toast(&self) -> String {
        self.model
            .toast
            .as_ref()
            .map(|toast| toast.text.clone())
            .unwrap_or_default()
    }
}

/// The characters of a screen.
pub(crate) fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    let mut text = String::new();
    for row in buffer.content.chunks(width) {
        let mut skip = 0;
        let mut line = String::new();
        for cell in row {
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            } else {
                skip -= 1;
            }
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// The characters of a screen, then the runs of its styles: row, columns, style.
fn styled(buffer: &Buffer) -> String {
    let mut out = text(buffer);
    let width = usize::from(buffer.area.width).max(1);
    for (y, row) in buffer.content.chunks(width).enumerate() {
        let mut start = 0;
        for (x, cell) in row.iter().enumerate() {
            let next = row.get(x + 1);
            if next.is_none_or(|next| style(next) != style(cell)) {
                let _ = writeln!(out, "{y:>2} {start}..{} {}", x + 1, style(cell));
                start = x + 1;
            }
        }
    }
    out
}

fn style(cell: &Cell) -> String {
    let mut text = format!("{} on {}", colour(cell.fg), colour(cell.bg));
    if !cell.modifier.is_empty() {
        let _ = write!(text, " {:?}", cell.modifier);
    }
    text
}

fn colour(colour: Color) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        other => format!("{other}"),
    }
}
