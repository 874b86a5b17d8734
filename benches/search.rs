//! Search beside `fuzzy-matcher` given every name, in the same run, so that their ratio holds on any machine.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use std::hint::black_box;
use tiendo::search::{Index, Searcher, Text, TextKind, fold};

const SIZES: [usize; 3] = [55, 10_000, 100_000];
const QUERIES: [(&str, &str); 5] = [
    ("words", "dinh danh"),
    ("accents", "dữ liệu quốc gia"),
    ("initials", "csdl"),
    ("common", "nen tang"),
    ("fuzzy", "blokchain"),
];
const SHOWN: usize = 50;

/// Names of about sixty letters from the words of the real ones, the same in every run.
fn names(count: usize) -> Vec<String> {
    const WORDS: [&str; 48] = [
        "định", "danh", "xác", "thực", "điện", "tử", "dữ", "liệu", "chia", "sẻ", "điều", "phối",
        "trung", "tâm", "hệ", "thống", "thông", "tin", "tài", "chính", "ngân", "sách", "hải",
        "quan", "thuế", "doanh", "nghiệp", "lao", "động", "việc", "làm", "cơ", "sở", "văn", "bản",
        "du", "lịch", "y", "tế", "giáo", "dục", "đào", "tạo", "thanh", "tra", "khiếu", "nại", "số",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap_or(0)
    };
    let mut name = |number: usize| {
        let mut words = vec![if number.is_multiple_of(3) {
            "Hệ thống"
        } else {
            "Nền tảng"
        }];
        words.extend((0..9).map(|_| WORDS[random(WORDS.len())]));
        if number % 1_000 == 7 {
            words.push("blockchain");
        }
        words.push(if number.is_multiple_of(2) {
            "quốc gia"
        } else {
            "dùng chung"
        });
        words.join(" ")
    };
    (0..count).map(&mut name).collect()
}

fn documents(names: &[String]) -> impl Iterator<Item = Vec<Text>> {
    let kind = TextKind::Name(0);
    names.iter().map(move |name| {
        let text = name.clone();
        vec![Text { kind, text }]
    })
}

/// What stands without an index: every name, folded beforehand, given to the matcher; the best shown.
fn baseline(matcher: &SkimMatcherV2, folded: &[String], query: &str) -> usize {
    let mut found: Vec<(i64, usize)> = folded
        .iter()
        .enumerate()
        .filter_map(|(number, name)| Some((matcher.fuzzy_match(name, query)?, number)))
        .collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    let best = found.iter().take(SHOWN);
    best.map(|&(_, number)| {
        let name = &folded[number];
        matcher
            .fuzzy_indices(name, query)
            .map_or(0, |(_, positions)| positions.len())
    })
    .sum()
}

fn searches(criterion: &mut Criterion) {
    for size in SIZES {
        let names = names(size);
        let folded: Vec<String> = names.iter().map(|name| fold(name).text).collect();
        let index = Index::build(documents(&names));
        let matcher = SkimMatcherV2::default();
        let mut group = criterion.benchmark_group(format!("search {size}"));
        group.sample_size(10);
        for (label, query) in QUERIES {
            group.bench_with_input(
                BenchmarkId::new("tiendo", label),
                query,
                |bencher, query| {
                    bencher.iter(|| index.search(black_box(query), SHOWN));
                },
            );
            let plain = fold(query).text;
            group.bench_with_input(
                BenchmarkId::new("baseline", label),
                &plain,
                |bencher, query| {
                    bencher.iter(|| baseline(&matcher, &folded, black_box(query)));
                },
            );
        }
        group.bench_function("tiendo/typed letter by letter", |bencher| {
            bencher.iter(|| {
                let mut searcher = Searcher::new();
                let query = "dinh danh";
                (1..=query.len())
                    .map(|end| searcher.search(&index, &query[..end], SHOWN).total)
                    .sum::<usize>()
            });
        });
        group.finish();
    }
}

fn building(criterion: &mut Criterion) {
    let names = names(100_000);
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10);
    group.bench_function("100000", |bencher| {
        bencher.iter(|| Index::build(documents(&names)));
    });
    group.finish();
}

criterion_group!(benches, searches, building);
criterion_main!(benches);
