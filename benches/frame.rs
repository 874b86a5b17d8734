//! One frame of the board at 120×36, beside an empty frame of the same size.
#![expect(clippy::unwrap_used, reason = "a benchmark")]

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tiendo::app::message::Message;
use tiendo::app::model::Start;
use tiendo::app::{Model, update};
use tiendo::domain::catalogue;
use tiendo::settings::Layers;
use tiendo::theme::Depth;
use tiendo::view;
use tiendo::views::Memory;

fn model() -> Model {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("store");
    let seats = tiendo::store::seat::PrivateSeats::new(&home.path().join("state"), &root);
    let store = tiendo::store::Store::new(
        Box::new(tiendo::store::disk::RealDisk),
        root,
        Box::new(seats),
    );
    let author = tiendo::replica::Author {
        by: String::new(),
        clock: tiendo::clock::Clock::System,
        zone: jiff::tz::TimeZone::UTC,
    };
    let list = catalogue::parse(catalogue::EMBEDDED).unwrap();
    let replica = tiendo::replica::Replica::open(store, author, list).unwrap();
    Model::new(Start {
        programme: replica.programme().clone(),
        settings: Layers::default(),
        zone: TimeZone::UTC,
        as_of: date(2026, 11, 23),
        as_of_is_fixed: true,
        today: date(2026, 11, 23),
        memory: Memory::default(),
        size: (120, 36),
    })
}

fn frames(criterion: &mut Criterion) {
    let mut model = model();
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    let mut group = criterion.benchmark_group("frame 120x36");
    group.bench_function("board", |bench| {
        bench.iter(|| {
            terminal
                .draw(|frame| view::draw(&model, Depth::True, frame))
                .unwrap();
        });
    });
    group.bench_function("a key, then the board", |bench| {
        let keys = ["j", "k"].map(|key| key.parse().unwrap());
        let mut turn = 0;
        bench.iter(|| {
            turn += 1;
            update(&mut model, Message::Key(keys[turn % 2]));
            terminal
                .draw(|frame| view::draw(&model, Depth::True, frame))
                .unwrap();
        });
    });
    group.bench_function("yardstick: an empty frame", |bench| {
        bench.iter(|| {
            terminal.draw(|_| {}).unwrap();
        });
    });
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
