//! A list that is handed on, a new one that is taken over, and the names of what is recorded.

use super::super::catalogue::Additions;
use super::super::operation::revision;
use super::list::{after, archive, list, recorded, typed};
use super::*;

/// The list as it is handed on, and read again.
fn handed_on(programme: &Programme) -> Additions {
    catalogue::parse(&export::catalogue(programme).to_string()).unwrap()
}

fn update(list: Additions, document: Option<&str>) -> Operation {
    Operation::Catalogue {
        list,
        document: document.map(str::to_owned),
    }
}

/// Another list than the one that stands: a field of a thing has another value, or is not there.
fn with(mut list: Additions, entity: &str, field: &str, value: Option<&str>) -> Additions {
    let wanted = entity.parse().unwrap();
    let (_, fields) = list
        .iter_mut()
        .find(|(entity, _)| *entity == wanted)
        .unwrap();
    match value {
        Some(value) => fields.insert(field.to_owned(), value.into()),
        None => fields.remove(field),
    };
    list
}

fn without(mut list: Additions, name: &str) -> Additions {
    let is_of = |entity: &Entity| {
        let text = entity.to_string();
        text == name || text.starts_with(&format!("{name}/"))
    };
    list.retain(|(entity, _)| !is_of(entity));
    list
}

/// Each difference as `kind thing field: before → after`.
fn told(programme: &Programme, list: &Additions) -> Vec<String> {
    let revision = revision(list, None, programme, &occasion());
    let told = revision.differences.iter().map(|one| {
        let text = |value: &Option<Value>| value.as_ref().map_or("-".into(), ToString::to_string);
        let (was, to) = (text(&one.was), text(&one.to));
        format!(
            "{} {} {}: {was} → {to}",
            one.sort.code(),
            one.entity,
            one.field
        )
    });
    told.collect()
}

#[test]
fn a_list_that_is_handed_on_is_the_same_list() {
    let embedded = embedded();
    let begun = catalogue::parse(catalogue::EMBEDDED).unwrap();
    assert_eq!(handed_on(&embedded), begun);
    assert_eq!(told(&embedded, &begun), [""; 0]);
    assert_eq!(
        recorded(&embedded, &update(begun, None)),
        Err(Refusal::Nothing)
    );
}

#[test]
fn what_is_handed_on_is_what_most_have_and_nothing_that_is_put_away_or_only_some_owe() {
    let set = |list: Programme, target: &str, fields: &[(&str, &str)]| {
        let edit = Operation::Edit {
            targets: vec![target.parse().unwrap()],
            fields: typed(fields),
        };
        after(list, &edit)
    };
    let due = [("baseline", "2027-03-31"), ("baseline_document", "5/QĐ")];
    let mut list = after(list(), &archive(&["p3"], &[]));
    for platform in ["p1", "p2"] {
        list = set(list, &format!("{platform}/plan"), &due);
    }
    list = set(list, "p2", &[("weight", "3"), ("remark", "large")]);
    let names: Vec<String> = handed_on(&list)
        .iter()
        .map(|(entity, fields)| {
            let field = |name: &str| fields.get(name).map_or(String::new(), ToString::to_string);
            let fields = [
                "target",
                "baseline",
                "baseline_document",
                "weight",
                "remark",
            ];
            format!("{entity} {}", fields.map(field).join(" "))
                .trim()
                .to_owned()
        })
        .collect();
    let shown: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(
        shown,
        [
            "programme",
            "kind:plan    1",
            "kind:ready    2",
            "ministry:a",
            "p1",
            "p1/plan  2027-03-31 5/QĐ",
            "p1/ready 34",
            "p2    3 large",
            "p2/plan  2027-03-31 5/QĐ",
            "p2/ready 34",
            "ministry:b",
        ]
    );
}

#[test]
fn a_new_list_says_what_it_adds_renames_moves_and_puts_away() {
    let (now, same) = (list(), handed_on(&list()));
    let renamed = with(same.clone(), "p1", "name_vi", Some("One"));
    assert_eq!(told(&now, &renamed), ["renamed p1 name_vi: - → One"]);
    let changed = with(same.clone(), "ministry:a", "remark", Some("x"));
    assert_eq!(told(&now, &changed), ["changed ministry:a remark: - → x"]);
    let fewer = without(same.clone(), "p3");
    assert_eq!(told(&now, &fewer), ["archived p3 archived: - → 2026-11-23"]);
    assert_eq!(
        recorded(&now, &update(fewer, Some("9/QĐ"))).unwrap(),
        ["p3 archived=2026-11-23", "p3 archive_document=9/QĐ"]
    );
    let away = after(list(), &archive(&["p3"], &[("archive_reason", "x")]));
    assert_eq!(
        told(&away, &same),
        ["restored p3 archived: - → -", "reordered p3 order: 7 → 0"]
    );
    assert_eq!(
        recorded(&away, &update(same.clone(), None)).unwrap(),
        [
            "p3 archived=",
            "p3 archive_reason=",
            "p3 archive_document=",
            "p3 order=0",
        ]
    );
    let back = after(away, &update(same.clone(), None));
    assert_eq!(told(&back, &same), [""; 0]);
    let moved = with(same.clone(), "p3", "ministry", Some("a"));
    assert_eq!(
        told(&now, &moved),
        ["moved p3 ministry: b → a", "reordered p3 order: 7 → 0"]
    );
    let edits = recorded(&now, &update(moved, Some("9/QĐ"))).unwrap();
    for kept in [
        "p3 ministry=a",
        "p3 move.k.from=b",
        "p3 move.k.on=2026-11-23",
        "p3 move.k.document=9/QĐ",
    ] {
        assert!(edits.contains(&kept.to_owned()), "{kept} {edits:?}");
    }
}

#[test]
fn a_new_list_adds_things_with_what_they_owe_and_changes_an_order_only_where_it_has_another() {
    let same = handed_on(&list());
    let fewer = programme_of(without(same.clone(), "p2"));
    assert_eq!(told(&fewer, &same), ["added p2 added: - → -"]);
    let added = recorded(&fewer, &update(same.clone(), None)).unwrap();
    for edit in ["p2 added=true", "p2 ministry=a", "p2/ready target=34"] {
        assert!(added.contains(&edit.to_owned()), "{edit} {added:?}");
    }
    let whole = after(fewer, &update(same.clone(), None));
    assert_eq!(told(&whole, &same), [""; 0]);
    // The same things in another order.
    let place = |list: &Additions, name: &str| {
        let wanted = name.parse().unwrap();
        list.iter()
            .position(|(entity, _)| *entity == wanted)
            .unwrap()
    };
    let mut turned = same.clone();
    let (first, second) = (place(&same, "p1"), place(&same, "p2"));
    let order = |list: &Additions, place: usize| list[place].1["order"].clone();
    let orders = (order(&same, first), order(&same, second));
    turned[first].1.insert("order".into(), orders.1);
    turned[second].1.insert("order".into(), orders.0);
    turned.swap(first, second);
    assert_eq!(
        told(&list(), &turned),
        ["reordered p2 order: 1 → 0", "reordered p1 order: 0 → 1"]
    );
}

#[test]
fn a_name_that_somebody_completed_is_kept_where_the_new_list_knows_none() {
    let unknown = with(handed_on(&list()), "p1", "name_vi", Some("?"));
    let unknown = with(unknown, "p1", "name_status", Some("unknown"));
    assert_eq!(told(&list(), &unknown), [""; 0], "no name is no worse");
    let known = programme_of(unknown.clone());
    let complete = Operation::Edit {
        targets: vec!["p1".parse().unwrap()],
        fields: typed(&[("name_vi", "One"), ("name_source", "a letter")]),
    };
    let complete = after(known, &complete);
    assert_eq!(told(&complete, &unknown), [""; 0]);
}

#[test]
fn what_is_recorded_has_a_name_for_people() {
    let label = |thing: &str, name: &str| field::label(&thing.parse().unwrap(), name, Lang::En);
    for (thing, name, expected) in [
        ("p1/plan", "forecast", "Forecast"),
        ("p1/plan", "note.k", "Note"),
        ("p1/plan", "evidence.a.number", "Document"),
        ("p1/plan", "evidence.a.title", "Document, title"),
        ("p1/plan", "original_baseline", "Original baseline"),
        ("p1", "move.k.from", "Former owner"),
        ("p1", "move.k.on", "Moved on"),
        ("p1", "move.k.document", "Document of the move"),
        ("p1", "added", "Added to the list"),
        ("p1", "a_field_to_come", "a_field_to_come"),
    ] {
        assert_eq!(label(thing, name), expected, "{name}");
    }
}
