//! Opening a store and folding its lines, beside a yardstick in the same run: `serde_json` reading the same bytes.
#![expect(clippy::unwrap_used, reason = "a benchmark")]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::tz::TimeZone;
use tempfile::TempDir;
use tiendo::clock::Clock;
use tiendo::domain::{Operation, catalogue};
use tiendo::replica::{Author, Replica};
use tiendo::store::Store;
use tiendo::store::disk::RealDisk;
use tiendo::store::fold::Fold;
use tiendo::store::line::Line;
use tiendo::store::seat::PrivateSeats;

fn open(home: &Path) -> Replica {
    let root = home.join("store");
    let seats = PrivateSeats::new(&home.join("state"), &root);
    let store = Store::new(Box::new(RealDisk), root, Box::new(seats));
    let author = Author {
        by: "Bình".into(),
        clock: Clock::System,
        zone: TimeZone::UTC,
    };
    Replica::open(
        store,
        author,
        catalogue::parse(catalogue::EMBEDDED).unwrap(),
    )
    .unwrap()
}

/// A change of one milestone after the other, as people do it.
fn changes(replica: &Replica) -> impl Iterator<Item = Operation> + use<> {
    let mut targets = Vec::new();
    for platform in replica.programme().platforms() {
        targets.extend(
            platform
                .milestones()
                .map(|milestone| format!("{}/{}", platform.id, milestone.kind)),
        );
    }
    let days = ["01", "02", "03"].into_iter().cycle();
    let of_day = move |day| {
        let set = move |target: &String| Operation::Set {
            target: target.parse().unwrap(),
            field: "forecast".into(),
            text: format!("2027-01-{day}"),
        };
        targets.iter().map(set).collect::<Vec<_>>()
    };
    days.flat_map(of_day)
}

/// A store in which somebody has recorded three changes for every milestone.
fn used_store() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let mut replica = open(home.path());
    for change in changes(&replica).take(3 * 495) {
        replica.commit(&change).unwrap();
    }
    home
}

fn journal(home: &Path) -> Vec<u8> {
    let folder = std::fs::read_dir(home.join("store/journal")).unwrap();
    folder
        .flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect()
}

fn lines(bytes: &[u8]) -> Vec<Line> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| Line::open(line).unwrap())
        .collect()
}

fn reading(criterion: &mut Criterion) {
    let home = used_store();
    let bytes = journal(home.path());
    let lines = lines(&bytes);
    let mut group =
        criterion.benchmark_group(format!("open 495 milestones, {} lines", lines.len()));
    group.bench_function("open", |bench| bench.iter(|| black_box(open(home.path()))));
    group.bench_function("fold", |bench| {
        bench.iter_batched(
            || lines.clone(),
            |lines| {
                let mut fold = Fold::default();
                for line in lines {
                    fold.insert(line);
                }
                black_box(fold.take_assignments())
            },
            criterion::BatchSize::SmallInput,
        );
    });
    group.bench_function("yardstick: serde_json, the same bytes", |bench| {
        bench.iter(|| {
            let values =
                serde_json::Deserializer::from_slice(&bytes).into_iter::<serde_json::Value>();
            values.map(Result::unwrap).count()
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = reading
}
criterion_main!(benches);
