//! Saving, with its tail, and large stores. Prints a table; criterion is for what can be repeated without leaving a trace.
//!
//! - One saved change beside a bare append and sync of the same bytes, in turn on the same disk: median and 99th of a hundred.
//! - Opening 495, 100 000 and, when `TIENDO_SCALE` asks for it, 1 000 000 milestones, with a change of every tenth: reading
//!   and folding, the model, the first frame, and the most memory a process had that did only this; beside `serde_json`
//!   parsing the same bytes. Then, of what is open: one filter and order over all of it, and a filter over its history.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

use std::collections::{BTreeMap, HashSet};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use jiff::civil::date;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tiendo::app::Model;
use tiendo::app::model::Start;
use tiendo::clock::Clock;
use tiendo::domain::history::Scope;
use tiendo::domain::{Operation, Stamp, Value, catalogue};
use tiendo::filter::changes::ChangeFilter;
use tiendo::filter::{Filter, Listing, Sort, Sorts};
use tiendo::replica::{Author, Replica};
use tiendo::settings::Layers;
use tiendo::store::Store;
use tiendo::store::disk::RealDisk;
use tiendo::store::line::{Added, Body, Line, LineChange, LineId};
use tiendo::store::seat::PrivateSeats;
use tiendo::theme::Depth;
use tiendo::view;
use tiendo::views::Memory;

/// Where the process that opens a store finds it.
const OPENED: &str = "TIENDO_BENCH_OPENED";

fn main() {
    if let Some(home) = std::env::var_os(OPENED) {
        open_and_draw(Path::new(&home));
        return;
    }
    saving();
    let asked = std::env::var("TIENDO_SCALE")
        .ok()
        .and_then(|text| text.parse().ok());
    for milestones in [495, 100_000].into_iter().chain(asked) {
        opening(milestones);
    }
}

fn open(home: &Path) -> Replica {
    let root = home.join("store");
    let seats = PrivateSeats::new(&home.join("state"), &root);
    let store = Store::new(Box::new(RealDisk), root, Box::new(seats));
    let author = Author {
        by: "Bình".into(),
        clock: Clock::System,
        zone: TimeZone::UTC,
    };
    let list = catalogue::parse(catalogue::EMBEDDED).unwrap();
    Replica::open(store, author, list).unwrap()
}

/// Median and 99th of a hundred of many durations.
fn ranks(mut durations: Vec<Duration>) -> (Duration, Duration) {
    durations.sort_unstable();
    let last = durations.len() - 1;
    (durations[last / 2], durations[last * 99 / 100])
}

fn saving() {
    let home = tempfile::tempdir().unwrap();
    let mut replica = open(home.path());
    let path = home.path().join("bare");
    let mut bare = OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .unwrap();
    let (mut saved, mut appended) = (Vec::new(), Vec::new());
    let platforms = replica.programme().platforms();
    let milestones = platforms.flat_map(|platform| {
        let kinds = platform.milestones().map(|milestone| &milestone.kind);
        kinds
            .map(|kind| format!("{}/{kind}", platform.id))
            .collect::<Vec<_>>()
    });
    let milestones: Vec<String> = milestones.collect();
    for turn in 0..4000 {
        let change = Operation::Set {
            target: milestones[turn % milestones.len()].parse().unwrap(),
            field: "forecast".into(),
            text: format!("2027-01-{:02}", turn / milestones.len() + 1),
        };
        let begun = Instant::now();
        replica.commit(&change).unwrap().saved.unwrap();
        saved.push(begun.elapsed());
        let line = replica.fold().lines().last().unwrap();
        let mut bytes = Line::seal(line.body.clone()).unwrap().1;
        bytes.push(b'\n');
        let begun = Instant::now();
        bare.write_all(&bytes).unwrap();
        bare.sync_data().unwrap();
        appended.push(begun.elapsed());
    }
    let (saved, appended) = (ranks(saved), ranks(appended));
    let ratio = |saved: Duration, bare: Duration| saved.as_secs_f64() / bare.as_secs_f64();
    println!("one change           median      99 %");
    println!("saved            {:>10.1?} {:>9.1?}", saved.0, saved.1);
    println!(
        "bare             {:>10.1?} {:>9.1?}",
        appended.0, appended.1
    );
    let (median, tail) = (ratio(saved.0, appended.0), ratio(saved.1, appended.1));
    println!("ratio            {median:>10.2} {tail:>9.2}\n");
}

fn opening(milestones: usize) {
    let home = tempfile::tempdir().unwrap();
    let bytes = write_store(home.path(), milestones);
    println!(
        "{milestones} milestones, {} MB of journal",
        bytes.len() / 1_000_000
    );
    let begun = Instant::now();
    let values = serde_json::Deserializer::from_slice(&bytes).into_iter::<serde_json::Value>();
    assert!(values.map(Result::unwrap).count() > 0);
    println!("  serde_json, the same bytes {:>9.1?}", begun.elapsed());
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program)
        .env(OPENED, home.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    println!("{}", String::from_utf8(output.stdout).unwrap());
}

/// In a process of its own, so that its memory is that of this alone.
fn open_and_draw(home: &Path) {
    let begun = Instant::now();
    let replica = open(home);
    println!("  read and folded            {:>9.1?}", begun.elapsed());
    assert!(replica.damage().is_empty());
    let model = Model::new(Start {
        programme: replica.programme().clone(),
        settings: Layers::default(),
        zone: TimeZone::UTC,
        as_of: date(2026, 11, 23),
        as_of_is_fixed: true,
        today: date(2026, 11, 23),
        memory: Memory::default(),
        size: (120, 36),
    });
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    terminal
        .draw(|frame| view::draw(&model, Depth::True, frame))
        .unwrap();
    println!("  first frame                {:>9.1?}", begun.elapsed());
    look(&replica, &model);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!(
        "  most memory                {:>9}",
        peak.unwrap_or("unknown").trim()
    );
}

/// What is done with an open store: a filter and an order over all of it, and a filter over its history.
fn look(replica: &Replica, model: &Model) {
    let filter = Filter::read("bộ:m1,m2 due:<60 -tt:done nền -ba", replica.programme()).unwrap();
    let sort = "name,desc".parse::<Sort>().unwrap();
    let begun = Instant::now();
    let ground = model.ground(None);
    let listing = Listing::new(&filter, Sorts::all(sort), &ground, &HashSet::new());
    println!("  filtered and ordered       {:>9.1?}", begun.elapsed());
    assert!(listing.counts.milestones > 0, "{:?}", listing.counts);
    let begun = Instant::now();
    let filter = ChangeFilter::parse("31/01/2027 an -chung", model.today).unwrap();
    let mut matches = filter.matcher(replica.programme(), model.lang);
    let history = replica.history(&Scope::default(), usize::MAX, &mut matches);
    println!(
        "  {:>7} changes looked at  {:>9.1?}",
        replica.fold().lines().len(),
        begun.elapsed()
    );
    assert!(!history.is_cut);
}

/// A journal with a list of so many milestones, nine a platform, and a change of every tenth of them.
fn write_store(home: &Path, milestones: usize) -> Vec<u8> {
    let mut journal = Journal {
        bytes: Vec::new(),
        stamp: Stamp::ZERO,
        last: None,
    };
    let kinds = ["plan", "publication", "needs", "regulation", "architecture"];
    let kinds = [
        &kinds[..],
        &["investment", "operation", "communication", "readiness"],
    ]
    .concat();
    let text = |name: &str, value: &str| (name.to_owned(), Value::from(value));
    let mut add = Added::new();
    for kind in &kinds {
        add.insert(
            format!("kind:{kind}"),
            BTreeMap::from([text("name_vi", kind)]),
        );
    }
    for ministry in 0..15 {
        let name = format!("Bộ số {ministry}");
        add.insert(
            format!("ministry:m{ministry}"),
            BTreeMap::from([text("name_vi", &name)]),
        );
    }
    let mut changed = Vec::new();
    for platform in 0..milestones / 9 {
        let name = format!("Nền tảng số dùng chung {platform}");
        let ministry = format!("m{}", platform % 15);
        let fields = [text("ministry", &ministry), text("name_vi", &name)];
        add.insert(format!("p{platform}"), BTreeMap::from(fields));
        for (number, kind) in kinds.iter().enumerate() {
            let id = format!("p{platform}/{kind}");
            add.insert(id.clone(), BTreeMap::from([text("baseline", "2026-12-31")]));
            if (platform * 9 + number) % 10 == 0 {
                changed.push(id);
            }
        }
        if add.len() > 20_000 {
            journal.put(|body| body.add = std::mem::take(&mut add));
        }
    }
    journal.put(|body| body.add = add);
    for entity in changed {
        journal.put(|body| {
            body.changes.push(LineChange {
                entity,
                field: "forecast".into(),
                was: None,
                to: Some(Value::from("2027-01-31")),
                over: Vec::new(),
            });
        });
    }
    let folder = home.join("store/journal");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("k3f9q2ab-0.jsonl"), &journal.bytes).unwrap();
    journal.bytes
}

/// A journal that is being written.
struct Journal {
    bytes: Vec<u8>,
    stamp: Stamp,
    last: Option<LineId>,
}

impl Journal {
    fn put(&mut self, fill: impl FnOnce(&mut Body)) {
        self.stamp = self.stamp.tick("2026-11-01T00:00:00Z".parse().unwrap());
        let by = "Lê Văn An".to_owned();
        let mut body = Body::new(self.stamp, "k3f9q2ab-0".into(), by, "set");
        body.prev = self.last;
        fill(&mut body);
        let (line, bytes) = Line::seal(body).unwrap();
        self.last = Some(line.id);
        self.bytes.extend_from_slice(&bytes);
        self.bytes.push(b'\n');
    }
}
