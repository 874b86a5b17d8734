//! What must hold of every filter: it never panics, reads back as itself, and every count agrees with what is listed.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::change::{ADDED, TOUCHED, Touch};
use crate::domain::milestone::State;
use crate::domain::{
    Assignment, Entity, Lang, Milestone, Programme, Rag, Status, Summary, Thresholds, Value,
    catalogue,
};

/// The embedded list, as it is before anybody has recorded anything.
pub(super) fn list() -> Programme {
    let mut list = Programme::default();
    let additions = catalogue::parse(catalogue::EMBEDDED).unwrap();
    let all: Vec<(Entity, BTreeMap<String, Value>)> = additions.into_iter().collect();
    let mut assignments = Vec::new();
    for (entity, fields) in all {
        let added = (ADDED.to_owned(), Value::Bool(true));
        for (field, value) in fields.into_iter().chain([added]) {
            assignments.push(Assignment {
                entity: entity.clone(),
                field,
                value: Some(value),
                touch: None,
            });
        }
    }
    list.apply(&assignments);
    list
}

/// Puts a field of a milestone, as a person.
pub(super) fn put(list: &mut Programme, target: &str, field: &str, value: &str) {
    let entity: Entity = target.parse().unwrap();
    let touch = Some(Touch {
        at: "2026-11-20T03:00:00Z".parse().unwrap(),
        by: "Nguyễn Thị Lan".to_owned(),
    });
    let assignment = |field: &str, value| Assignment {
        entity: entity.clone(),
        field: field.to_owned(),
        value,
        touch: touch.clone(),
    };
    list.apply(&[
        assignment(field, Some(Value::from(value))),
        assignment(TOUCHED, None),
    ]);
}

/// A list in which each kind of thing that a filter can find is there.
fn lived_in() -> Programme {
    let mut list = list();
    for (target, field, value) in [
        ("ndxp/plan", "actual", "2025-10-05"),
        ("ndxp/publication", "actual", "2026-02-01"),
        ("ndxp/publication", "evidence.a.number", "12/QĐ"),
        ("ndxp/needs", "state", "on_hold"),
        ("ndxp/regulation", "obstacle", "thiếu vốn"),
        ("hpc-centre", "focal_name", "Phạm Văn Hùng"),
        ("digital-customs/needs", "baseline", "2026-12-20"),
        ("e-identification/plan", "state", "cancelled"),
        ("e-identification/needs", "forecast", "2027-05-01"),
        ("e-identification/architecture", "note.1", "đã gửi"),
        (
            "e-identification/operation",
            "original_baseline",
            "2026-01-01",
        ),
    ] {
        put(&mut list, target, field, value);
    }
    list
}

fn with_ground<T>(list: &Programme, ask: impl FnOnce(&Ground<'_>) -> T) -> T {
    let thresholds = Thresholds::default();
    let as_of = date(2026, 11, 23);
    let summary = Summary::new(list, &thresholds, as_of);
    ask(&Ground {
        programme: list,
        summary: &summary,
        thresholds: &thresholds,
        as_of,
        lang: Lang::Vi,
        index: None,
    })
}

fn listing(list: &Programme, filter: &str, sorts: Sorts) -> Listing {
    let filter = Filter::read(filter, list).unwrap();
    with_ground(list, |ground| {
        Listing::new(&filter, sorts, ground, &HashSet::new())
    })
}

fn count(list: &Programme, filter: &str) -> usize {
    listing(list, filter, Sorts::default()).counts.milestones
}

#[test]
fn a_filter_without_terms_shows_everything_as_it_is() {
    let list = lived_in();
    let listing = listing(&list, "", Sorts::default());
    with_ground(&list, |ground| {
        assert_eq!(listing.summary.programme, ground.summary.programme);
        let all =
            |ids: &[crate::domain::Id]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let expected: Vec<_> = list
            .platforms()
            .map(|platform| platform.id.to_string())
            .collect();
        assert_eq!(all(listing.platforms(None)), expected);
        let expected: Vec<_> = list.ministries().map(|(id, _)| id.to_string()).collect();
        assert_eq!(all(listing.ministries()), expected);
    });
}

#[test]
fn each_term_shows_what_it_names() {
    let list = lived_in();
    let one = |filter: &str| {
        let filter = Filter::read(filter, &list).unwrap();
        with_ground(&list, |ground| {
            let listing = Listing::new(&filter, Sorts::default(), ground, &HashSet::new());
            let rows = listing.rows(Sort::default(), ground);
            let names = rows
                .iter()
                .map(|(platform, milestone)| format!("{}/{}", platform.id, milestone.kind));
            names.collect::<Vec<_>>().join(" ")
        })
    };
    for (filter, expected) in [
        ("is:unverified", "ndxp/plan"),
        ("tt:xong-muộn", "ndxp/publication"),
        ("tt:xong", "ndxp/plan ndxp/publication"),
        ("tt:xong !is:unverified", "ndxp/publication"),
        ("zzz", ""),
        ("tt:tạm-dừng", "ndxp/needs"),
        ("status:cancelled", "e-identification/plan"),
        ("là:vướng-mắc", "ndxp/regulation"),
        ("person:hùng moc:plan", "hpc-centre/plan"),
        ("is:noted", "e-identification/architecture"),
        (".rebaselined", "e-identification/operation"),
        ("người:lan moc:plan tt:xong", "ndxp/plan"),
        ("nguoi:\"thi lan\" tt:hold", "ndxp/needs"),
        ("nguoi:an", ""),
        ("\"định danh\" khảo-sát", "e-identification/needs"),
        ("vneid kiến-trúc", "e-identification/architecture"),
        ("ndxp moc:needs,plan", "ndxp/plan ndxp/needs"),
    ] {
        assert_eq!(one(filter), expected, "{filter}");
    }
}

#[test]
fn terms_of_a_platform_and_their_opposites_divide_the_list() {
    let list = lived_in();
    for term in [
        "bộ:bca",
        "ministry:finance",
        "rag:red",
        "màu:vàng,xanh",
        "tt:overdue",
        "due:<60",
        "quahan:>30",
        "is:stale",
        "moc:plan",
        "nguoi:lan",
        "định",
        "is:unnamed",
        "due:quarter",
    ] {
        let (with, without) = (count(&list, term), count(&list, &format!("!{term}")));
        assert!(with > 0 && without > 0, "{term} {with} {without}");
        assert_eq!(with + without, 495, "{term}");
    }
}

#[test]
fn days_are_counted_from_the_as_of_date() {
    let mut list = list();
    for (kind, baseline) in [
        ("plan", "2026-11-22"),
        ("publication", "2026-11-23"),
        ("needs", "2026-11-30"),
        ("regulation", "2026-12-01"),
        ("architecture", "2026-10-24"),
        ("investment", "2026-10-23"),
    ] {
        if list
            .milestone(&format!("ndxp/{kind}").parse().map(id_of).unwrap())
            .is_some()
        {
            put(&mut list, &format!("ndxp/{kind}"), "baseline", baseline);
        }
    }
    for (filter, kinds) in [
        ("ndxp due:0", "publication"),
        ("ndxp due:<=7", "publication needs"),
        ("ndxp due:<7", "publication"),
        ("ndxp due:today", "publication"),
        (
            "ndxp han:tháng moc:plan,publication,needs,regulation",
            "plan publication needs",
        ),
        ("ndxp due:week moc:plan,publication,needs", "publication"),
        ("ndxp overdue:1", "plan architecture investment"),
        ("ndxp overdue:<2", "plan"),
        ("ndxp overdue:>30", "investment"),
        ("ndxp overdue:>=30", "architecture investment"),
    ] {
        let filter_ = Filter::read(filter, &list).unwrap();
        let found = with_ground(&list, |ground| {
            let listing = Listing::new(&filter_, Sorts::default(), ground, &HashSet::new());
            let rows = listing.rows(Sort::default(), ground);
            let known = [
                "plan",
                "publication",
                "needs",
                "regulation",
                "architecture",
                "investment",
            ];
            let kinds = rows.iter().map(|(_, milestone)| milestone.kind.to_string());
            let kinds = kinds.filter(|kind| known.contains(&kind.as_str()));
            kinds.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(found, kinds, "{filter}");
    }
}

fn id_of(entity: Entity) -> crate::domain::MilestoneId {
    match entity {
        Entity::Milestone(id) => id,
        other => panic!("{other}"),
    }
}

#[test]
fn a_ministry_or_milestone_that_is_not_in_the_list_is_named() {
    let list = list();
    for (text, place, meant) in [
        ("a bo:byx", 5..8, Some("BYT")),
        ("bo:byt,zzz", 7..10, None),
        ("moc:pln", 4..7, Some("plan")),
    ] {
        let bad = Filter::read(text, &list).unwrap_err();
        assert_eq!(bad.place, place, "{text}");
        let Problem::UnknownValue(_, found) = bad.problem else {
            panic!("{text}");
        };
        assert_eq!(found.as_deref(), meant, "{text}");
    }
}

#[test]
fn rows_stand_in_the_order_that_is_asked_for() {
    let list = lived_in();
    with_ground(&list, |ground| {
        let filter = Filter::default();
        let sorted = |text: &str| {
            let sorts = Sorts::all(text.parse().unwrap());
            Listing::new(&filter, sorts, ground, &HashSet::new())
        };
        let names = |listing: &Listing| -> Vec<String> {
            let platforms = listing.platforms(None).iter();
            let found = platforms.filter_map(|id| list.platform(id));
            found
                .map(|platform| crate::search::fold(&platform.name.vi).text)
                .collect()
        };
        assert!(names(&sorted("name")).is_sorted());
        assert!(names(&sorted("name,desc")).iter().rev().is_sorted());
        let worst = sorted("worst");
        let overdue = worst.ministries().iter().map(|id| {
            let tally = ground.summary.ministry(Some(id));
            (tally.rag(Rag::Red), tally.count(Status::Overdue))
        });
        assert!(overdue.collect::<Vec<_>>().iter().rev().is_sorted());
        let due = sorted("due");
        let rows = due.rows(Sort::by(SortKey::Due), ground);
        let open = |milestone: &Milestone| !milestone.is_done() && milestone.state == State::Open;
        let open = rows.iter().filter(|(_, milestone)| open(milestone));
        let dates = open.filter_map(|(_, milestone)| milestone.baseline);
        assert!(dates.collect::<Vec<_>>().is_sorted());
    });
}

#[test]
fn what_lingers_is_shown_all_the_same() {
    let list = lived_in();
    let id = id_of("ndxp/plan".parse().unwrap());
    with_ground(&list, |ground| {
        let filter: Filter = "tt:overdue".parse().unwrap();
        let shows = |lingering: HashSet<_>| {
            let listing = Listing::new(&filter, Sorts::default(), ground, &lingering);
            listing.shows(&id)
        };
        assert!(!shows(HashSet::new()));
        assert!(shows(HashSet::from([id.clone()])));
    });
}

/// A text that is more often than not nearly a filter.
fn typed() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "\\PC{0,6}",
        Just("tt:".to_owned()),
        Just("quá-hạn".to_owned()),
        Just("status:done,hold".to_owned()),
        Just("rag:red".to_owned()),
        Just("han:<30".to_owned()),
        Just("due:month".to_owned()),
        Just("overdue:>=7,<3".to_owned()),
        Just("bộ:byt".to_owned()),
        Just("moc:plan".to_owned()),
        Just("người:\"Thị Lan\"".to_owned()),
        Just(".unverified".to_owned()),
        Just("is:stale".to_owned()),
        Just("\"".to_owned()),
        Just("«định danh»".to_owned()),
        Just("!".to_owned()),
        Just("-".to_owned()),
        Just(",".to_owned()),
        Just(":".to_owned()),
    ];
    let gap = prop_oneof![Just(" "), Just("")];
    prop::collection::vec((word, gap), 0..7)
        .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
}

proptest! {
    #[test]
    fn no_text_makes_a_filter_panic_and_every_filter_reads_back_as_itself(text in typed()) {
        if let Ok(filter) = text.parse::<Filter>() {
            prop_assert_eq!(filter.to_string().parse(), Ok(filter));
        }
    }

    #[test]
    fn what_is_wrong_lies_within_what_was_typed(text in "\\PC{0,30}") {
        if let Err(bad) = text.parse::<Filter>() {
            let length = text.chars().count();
            prop_assert!(bad.place.start <= bad.place.end && bad.place.end <= length);
        }
    }

    #[test]
    fn completing_never_panics_and_replaces_what_is_there(text in typed(), cursor in 0_usize..40) {
        let completion = complete(&text, cursor, &list(), Lang::Vi);
        prop_assert!(completion.place.start <= completion.place.end);
        prop_assert!(completion.place.end <= text.chars().count());
    }

    #[test]
    fn counts_sums_and_rows_agree(text in typed(), sort in 0..SortKey::ALL.len()) {
        let list = lived_in();
        let Ok(filter) = Filter::read(&text, &list) else { return Ok(()) };
        with_ground(&list, |ground| {
            let sort = Sort::by(SortKey::ALL[sort]);
            let listing = Listing::new(&filter, Sorts::all(sort), ground, &HashSet::new());
            let rows = listing.rows(sort, ground);
            prop_assert_eq!(rows.len(), listing.counts.milestones);
            prop_assert_eq!(listing.summary.programme.all() as usize, rows.len());
            prop_assert_eq!(listing.platforms(None).len(), listing.counts.platforms);
            prop_assert_eq!(listing.ministries().len(), listing.counts.ministries);
            let by_ministry: usize = listing.ministries().iter()
                .map(|id| listing.platforms(Some(id)).len()).sum();
            prop_assert_eq!(by_ministry, listing.counts.platforms);
            let by_kind: u32 = listing.sums(None).iter().map(|(_, tally)| tally.all()).sum();
            prop_assert_eq!(by_kind as usize, rows.len());
            Ok(())
        })?;
    }
}
