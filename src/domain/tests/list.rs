//! How the list is added to, arranged, put away and brought back.

use super::super::field::{BadValue, Owner};
use super::super::operation::Place;
use super::*;

/// Two ministries, three platforms in an order, three kinds, of which most reach 34 in one, and the third is owed by one.
pub(super) fn list() -> Programme {
    let text = |fields: &[(&str, &str)]| -> BTreeMap<String, Value> {
        let fields = fields.iter();
        fields
            .map(|(field, value)| ((*field).to_owned(), Value::from(*value)))
            .collect()
    };
    let at = |order: i64, fields: &[(&str, &str)]| {
        let mut fields = text(fields);
        fields.insert("order".to_owned(), Value::Integer(order));
        fields
    };
    let mut things = vec![
        ("ministry:a", at(0, &[("name_vi", "A")])),
        ("ministry:b", at(1, &[("name_vi", "B")])),
        ("kind:plan", at(0, &[("short_vi", "plan")])),
        ("kind:ready", at(1, &[("short_vi", "ready")])),
        ("kind:trial", at(2, &[("short_vi", "trial")])),
        ("p1", at(0, &[("ministry", "a")])),
        ("p2", at(1, &[("ministry", "a")])),
        ("p3", at(7, &[("ministry", "b")])),
        ("p1/trial", BTreeMap::new()),
    ];
    for (kind, weight) in things[2..5].iter_mut().zip(1..) {
        kind.1.insert("weight".into(), Value::Integer(weight));
    }
    things[4].1.insert("extra".into(), Value::Bool(true));
    for platform in ["p1/plan", "p2/plan", "p3/plan"] {
        things.push((platform, BTreeMap::new()));
    }
    for (platform, target) in [("p1/ready", 34), ("p2/ready", 34), ("p3/ready", 5)] {
        let target = ("target".to_owned(), Value::Integer(target));
        things.push((platform, BTreeMap::from([target])));
    }
    programme_of(
        things
            .into_iter()
            .map(|(entity, fields)| (entity.parse().unwrap(), fields)),
    )
}

/// What an operation records, each as `thing field=value`.
pub(super) fn recorded(
    programme: &Programme,
    operation: &Operation,
) -> Result<Vec<String>, Refusal> {
    let told = |(field, to): (String, Option<Value>)| match to {
        Some(to) => format!("{field}={to}"),
        None => format!("{field}="),
    };
    Ok(plan(programme, operation)?.into_iter().map(told).collect())
}

/// The list after an operation.
pub(super) fn after(mut programme: Programme, operation: &Operation) -> Programme {
    let edits = operation.plan(&programme, &occasion()).unwrap().edits;
    let assignments = edits.into_iter().map(|edit| Assignment {
        entity: edit.entity,
        field: edit.field,
        value: edit.to,
        touch: None,
    });
    programme.apply(&assignments.collect::<Vec<_>>());
    programme
}

pub(super) fn typed(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let fields = fields.iter();
    fields
        .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
        .collect()
}

fn add(what: Owner, code: &str, platforms: &[&str], fields: &[(&str, &str)]) -> Operation {
    Operation::Add {
        what,
        code: code.to_owned(),
        platforms: platforms.iter().map(|platform| id(platform)).collect(),
        fields: typed(fields),
    }
}

fn entities(names: &[&str]) -> Vec<Entity> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

pub(super) fn archive(targets: &[&str], fields: &[(&str, &str)]) -> Operation {
    Operation::Archive {
        targets: entities(targets),
        fields: typed(fields),
    }
}

fn restore(targets: &[&str]) -> Operation {
    Operation::Restore {
        targets: entities(targets),
    }
}

fn move_to(platforms: &[&str], fields: &[(&str, &str)]) -> Operation {
    Operation::Move {
        platforms: platforms.iter().map(|platform| id(platform)).collect(),
        fields: typed(fields),
    }
}

fn order(targets: &[&str], to: Place) -> Operation {
    Operation::Order {
        targets: entities(targets),
        to,
    }
}

#[test]
fn a_new_platform_owes_what_all_owe_and_stands_last_of_its_ministry() {
    let fields = [("name_vi", "P9"), ("ministry", "b")];
    assert_eq!(
        recorded(&list(), &add(Owner::Platform, "p9", &[], &fields)).unwrap(),
        [
            "p9 added=true",
            "p9 name_vi=P9",
            "p9 ministry=b",
            "p9 order=8",
            "p9/plan added=true",
            "p9/ready added=true",
            "p9/ready target=34",
        ]
    );
    let refused = |code: &str, fields: &[(&str, &str)]| {
        recorded(&list(), &add(Owner::Platform, code, &[], fields)).unwrap_err()
    };
    let p1 = Entity::Platform(id("p1"));
    assert_eq!(refused("p1", &fields), Refusal::Exists(p1));
    assert_eq!(refused("p9", &fields[..1]), Refusal::NeedsMinistry);
    assert_eq!(refused("p9", &fields[1..]), Refusal::NeedsName("name_vi"));
}

#[test]
fn a_new_kind_is_owed_by_all_and_its_names_do_for_each_other() {
    let fields = [("short_vi", "Pilot"), ("name_fr", "Essai"), ("target", "3")];
    assert_eq!(
        recorded(&list(), &add(Owner::Kind, "pilot", &[], &fields)).unwrap(),
        [
            "kind:pilot added=true",
            "kind:pilot short_vi=Pilot",
            "kind:pilot name_fr=Essai",
            "kind:pilot name_vi=Pilot",
            "kind:pilot short_fr=Essai",
            "kind:pilot weight=1",
            "kind:pilot order=3",
            "p1/pilot added=true",
            "p1/pilot target=3",
            "p2/pilot added=true",
            "p2/pilot target=3",
            "p3/pilot added=true",
            "p3/pilot target=3",
        ]
    );
    let fields = [("name_vi", "Pilot"), ("weight", "5")];
    let recorded = recorded(&list(), &add(Owner::Kind, "pilot", &[], &fields)).unwrap();
    assert_eq!(
        recorded[..4],
        [
            "kind:pilot added=true",
            "kind:pilot name_vi=Pilot",
            "kind:pilot weight=5",
            "kind:pilot short_vi=Pilot",
        ]
    );
}

#[test]
fn a_milestone_is_added_to_some_platforms_of_a_known_kind_or_of_one_of_their_own() {
    let known = add(
        Owner::Milestone,
        "trial",
        &["p2", "p3"],
        &[("baseline", "2027-01-31"), ("target", "4")],
    );
    assert_eq!(
        recorded(&list(), &known).unwrap(),
        [
            "p2/trial added=true",
            "p2/trial target=4",
            "p2/trial baseline=2027-01-31",
            "p3/trial added=true",
            "p3/trial target=4",
            "p3/trial baseline=2027-01-31",
        ]
    );
    let own = add(Owner::Milestone, "pilot", &["p2"], &[("name_vi", "Pilot")]);
    assert_eq!(
        recorded(&list(), &own).unwrap(),
        [
            "kind:pilot added=true",
            "kind:pilot name_vi=Pilot",
            "kind:pilot short_vi=Pilot",
            "kind:pilot weight=1",
            "kind:pilot order=3",
            "kind:pilot extra=true",
            "p2/pilot added=true",
        ]
    );
    let refused = |kind: &str, platforms: &[&str], fields: &[(&str, &str)]| {
        let operation = add(Owner::Milestone, kind, platforms, fields);
        recorded(&list(), &operation).unwrap_err()
    };
    assert_eq!(
        refused("trial", &["p1"], &[]),
        Refusal::Exists("p1/trial".parse().unwrap())
    );
    assert_eq!(refused("trial", &[], &[]), Refusal::Nothing);
    assert_eq!(
        refused("trial", &["p8"], &[]),
        Refusal::Unknown("p8".parse().unwrap())
    );
    assert_eq!(
        refused("trial", &["p2"], &[("name_vi", "x")]),
        Refusal::NoSuchField(Owner::Milestone, "name_vi".into())
    );
}

#[test]
fn a_platform_moves_behind_those_of_its_new_ministry_and_keeps_its_former_one() {
    let fields = [("ministry", "b"), ("move_document", "5/QĐ")];
    assert_eq!(
        recorded(&list(), &move_to(&["p1", "p2", "p3"], &fields)).unwrap(),
        [
            "p1 ministry=b",
            "p1 order=8",
            "p1 move.k.from=a",
            "p1 move.k.on=2026-11-23",
            "p1 move.k.document=5/QĐ",
            "p2 ministry=b",
            "p2 order=9",
            "p2 move.k.from=a",
            "p2 move.k.on=2026-11-23",
            "p2 move.k.document=5/QĐ",
        ]
    );
    let refused = |platforms: &[&str], fields: &[(&str, &str)]| {
        recorded(&list(), &move_to(platforms, fields)).unwrap_err()
    };
    assert_eq!(refused(&["p3"], &fields), Refusal::SameMinistry(id("b")));
    assert_eq!(refused(&[], &fields), Refusal::Nothing);
    let unknown = Refusal::Unknown("ministry:z".parse().unwrap());
    assert_eq!(refused(&["p1"], &[("ministry", "z")]), unknown);
    let without = after(list(), &archive(&["ministry:b", "p3"], &[]));
    assert_eq!(
        recorded(&without, &move_to(&["p1"], &fields)),
        Err(Refusal::ArchivedMinistry(id("b")))
    );
}

#[test]
fn what_is_put_away_says_when_and_why_and_leaves_nothing_without_a_place() {
    let fields = [
        ("archived", "2026-11-01"),
        ("archive_reason", "twice"),
        ("archive_document", "5/QĐ"),
    ];
    assert_eq!(
        recorded(&list(), &archive(&["p1"], &fields)).unwrap(),
        [
            "p1 archived=2026-11-01",
            "p1 archive_reason=twice",
            "p1 archive_document=5/QĐ",
        ]
    );
    assert_eq!(
        recorded(&list(), &archive(&["ministry:b", "p3"], &[])).unwrap(),
        ["ministry:b archived=2026-11-23", "p3 archived=2026-11-23"]
    );
    let refused = |list: &Programme, targets: &[&str]| recorded(list, &archive(targets, &[]));
    let left = |left| Err(Refusal::HasPlatforms(id("a"), left));
    assert_eq!(refused(&list(), &["ministry:a"]), left(2));
    assert_eq!(refused(&list(), &["p1", "ministry:a"]), left(1));
    assert_eq!(refused(&list(), &[]), Err(Refusal::Nothing));
    let unknown = Refusal::Unknown("p8".parse().unwrap());
    assert_eq!(refused(&list(), &["p8"]), Err(unknown));
    let without = after(list(), &archive(&["p1"], &[]));
    assert_eq!(refused(&without, &["p1"]), Err(Refusal::AlreadyArchived));
    assert_eq!(
        refused(&without, &["p1", "p2"]).unwrap(),
        ["p2 archived=2026-11-23"]
    );
    let note = Operation::Note {
        targets: entities(&["p1"]),
        text: "x".into(),
    };
    let away = Refusal::PutAway("p1".parse().unwrap());
    assert_eq!(recorded(&without, &note), Err(away));
}

#[test]
fn what_comes_back_comes_after_what_it_belongs_to() {
    let all = ["ministry:b", "p3", "p1/plan", "kind:trial"];
    let without = after(list(), &archive(&all, &[]));
    let back = |targets: &[&str]| recorded(&without, &restore(targets));
    let cleared = |thing: &str| {
        ["archived", "archive_reason", "archive_document"].map(|field| format!("{thing} {field}="))
    };
    let away = |thing: &str| Err(Refusal::PutAway(thing.parse().unwrap()));
    assert_eq!(back(&["p1/plan"]).unwrap(), cleared("p1/plan"));
    assert_eq!(back(&["ministry:b"]).unwrap(), cleared("ministry:b"));
    assert_eq!(back(&["p3"]), away("ministry:b"));
    let both = [cleared("p3"), cleared("ministry:b")].concat();
    assert_eq!(back(&["p3", "ministry:b"]).unwrap(), both);
    assert_eq!(back(&["p1"]), Err(Refusal::NotArchived));
    assert_eq!(back(&[]), Err(Refusal::Nothing));
    let unknown = Err(Refusal::Unknown("p8".parse().unwrap()));
    assert_eq!(back(&["p8"]), unknown);
    let more = after(without.clone(), &restore(&["kind:trial", "ministry:b"]));
    let more = after(more, &archive(&["p1/trial", "kind:trial"], &[]));
    assert_eq!(recorded(&more, &restore(&["p1/trial"])), away("kind:trial"));
}

#[test]
fn things_change_their_place_among_their_like() {
    let ordered = |targets: &[&str], to: Place| recorded(&list(), &order(targets, to));
    let kind = |name: &str| Entity::Kind(id(name));
    let behind = |name: &str| Place::After(kind(name));
    assert_eq!(
        ordered(&["kind:trial"], Place::First).unwrap(),
        ["kind:trial order=-1"]
    );
    assert_eq!(
        ordered(&["kind:trial"], behind("plan")).unwrap(),
        ["kind:trial order=0.5"]
    );
    assert_eq!(
        ordered(&["p1/trial"], Place::Before(kind("ready"))).unwrap(),
        ["kind:trial order=0.5"],
        "a milestone stands where its kind does"
    );
    assert_eq!(ordered(&["p1"], Place::Last).unwrap(), ["p1 order=2"]);
    assert_eq!(ordered(&["p2"], Place::Last), Err(Refusal::Nothing));
    assert_eq!(
        ordered(&["kind:ready"], behind("ready")),
        Err(Refusal::Nothing)
    );
    let other = Place::After(Entity::Platform(id("p3")));
    assert_eq!(ordered(&["p1"], other), Err(Refusal::OtherList));
    assert_eq!(
        ordered(&["p1", "ministry:a"], Place::First),
        Err(Refusal::OtherList)
    );
    assert_eq!(
        ordered(&["kind:none"], Place::First),
        Err(Refusal::Unknown(kind("none")))
    );
}

#[test]
fn a_platform_of_a_ministry_that_nobody_knows_is_shown_under_its_code() {
    let given = |programme: &mut Programme, entity: &str, field: &str, value: Option<Value>| {
        programme.apply(&[Assignment {
            entity: entity.parse().unwrap(),
            field: field.to_owned(),
            value,
            touch: None,
        }]);
    };
    let shown = |programme: &Programme| -> Vec<String> {
        let name = |platform: &Platform| {
            let ministry = programme.ministry(platform.ministry.as_ref().unwrap());
            format!("{} {}", platform.id, ministry.unwrap().name.get(Lang::Vi))
        };
        programme.platforms().map(name).collect()
    };
    let mut never_known = list();
    given(&mut never_known, "p3", "ministry", Some("c".into()));
    assert_eq!(shown(&never_known), ["p1 A", "p2 A", "p3 c"]);
    let mut taken_back = list();
    for (field, value) in [
        (ADDED, Some(Value::Bool(true))),
        ("name_en", Some("C".into())),
    ] {
        given(&mut taken_back, "ministry:c", field, value);
    }
    given(&mut taken_back, "p3", "ministry", Some("c".into()));
    assert_eq!(shown(&taken_back)[2], "p3 C");
    for field in [ADDED, "name_en"] {
        given(&mut taken_back, "ministry:c", field, None);
    }
    assert_eq!(shown(&taken_back), shown(&never_known));
}

#[test]
fn a_new_ministry_stands_last_and_no_platform_is_called_as_the_programme() {
    let fields = [("name_vi", "C"), ("abbreviation_en", "MC")];
    assert_eq!(
        recorded(&list(), &add(Owner::Ministry, "c", &[], &fields)).unwrap(),
        [
            "ministry:c added=true",
            "ministry:c name_vi=C",
            "ministry:c abbreviation_en=MC",
            "ministry:c order=2",
        ]
    );
    let refused = |what, code: &str, fields: &[(&str, &str)]| {
        recorded(&list(), &add(what, code, &[], fields)).unwrap_err()
    };
    let known = Entity::Ministry(id("a"));
    assert_eq!(
        refused(Owner::Ministry, "a", &fields),
        Refusal::Exists(known)
    );
    assert_eq!(
        refused(Owner::Ministry, "c", &[]),
        Refusal::NeedsName("name_vi")
    );
    let bad = Refusal::BadValue("code".into(), BadValue::Code);
    let platform = [("name_vi", "P"), ("ministry", "a")];
    assert_eq!(refused(Owner::Platform, "programme", &platform), bad);
    assert_eq!(refused(Owner::Platform, "P 9", &platform), bad);
}

#[test]
fn a_new_platform_has_as_many_to_reach_as_most_have() {
    let fewer = Operation::Set {
        target: "p1/ready".parse().unwrap(),
        field: "target".into(),
        text: "5".into(),
    };
    let fields = [("name_vi", "P9"), ("ministry", "b")];
    let added = add(Owner::Platform, "p9", &[], &fields);
    let recorded = recorded(&after(list(), &fewer), &added).unwrap();
    assert!(
        recorded.contains(&"p9/ready target=5".to_owned()),
        "{recorded:?}"
    );
}
