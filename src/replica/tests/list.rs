//! Which lines are the list of a store.

use super::*;
use crate::store::fold::CATALOGUE;

/// Puts a line that adds these things into a store.
fn put(home: &Home, writer: &str, things: &[&str]) {
    let stamp = Stamp::parse("2026-01-01T00:00:00Z", 0).unwrap();
    let mut body = Body::new(stamp, writer.into(), "Lan".into(), "rescue");
    let added = things.iter().map(|thing| ((*thing).to_owned(), [].into()));
    body.add = added.collect();
    let (_, mut bytes) = Line::seal(body).unwrap();
    bytes.push(b'\n');
    let journals = home.0.path().join("store/journal");
    std::fs::create_dir_all(&journals).unwrap();
    std::fs::write(journals.join("aaaaaaaa-0.jsonl"), bytes).unwrap();
}

#[test]
fn whoever_adds_a_thing_or_two_has_not_brought_the_list_and_who_rescues_it_has() {
    let person = "aaaaaaaa-0";
    for (writer, things, is_list) in [
        (CATALOGUE, &["p9"][..], true),
        (CATALOGUE, &[], false),
        (person, &["kind:k", "ministry:n", "p9", "p9/k"], true),
        (person, &["kind:k", "ministry:n", "p9"], false),
        (person, &["kind:k", "p8", "p9", "p9/k"], false),
        (person, &["ministry:n", "p7", "p8", "p9"], false),
        (person, &["p6", "p7", "p8", "p9"], false),
        (person, &["ministry:n"], false),
        (person, &["p9"], false),
    ] {
        let home = Home::new();
        put(&home, writer, things);
        let replica = home.open_with(small_list(), "a");
        let platforms = replica.programme().platforms();
        let mut names = platforms.map(|platform| platform.id.as_str());
        assert_eq!(!names.any(|name| name == "p1"), is_list, "{things:?}");
    }
}

#[test]
fn a_list_that_only_the_readable_state_knows_comes_back_in_place_of_the_one_that_is_shown() {
    let home = Home::new();
    // Some of it is in the list of the program, too, by another name.
    let things = ["ministry:finance", "kind:plan", "p8", "p9", "p9/plan"];
    let fields = |thing: &str| {
        let field = |name: &str, text: &str| (name.to_owned(), Value::from(text));
        let ministry = ["p8", "p9"].contains(&thing);
        let ministry = ministry.then(|| field("ministry", "finance"));
        ministry.into_iter().chain([field("name_vi", "own")])
    };
    let list: Additions = things
        .map(|thing| (thing.parse().unwrap(), fields(thing).collect()))
        .into();
    let mut first = home.open_with(list.clone(), "a");
    first.commit(&set("p9/plan", "reason", "rain")).unwrap();
    let mut other = home.open_with(list, "b");
    other.commit(&set("p9/plan", "obstacle", "x")).unwrap();
    other.write_view().unwrap();
    std::fs::remove_file(home.journal_of(&first)).unwrap();
    std::fs::remove_dir_all(home.0.path().join("store/backups")).unwrap();
    let mut replica = home.open("b");
    let plan = replica.plan_repair();
    replica.repair(&plan).unwrap();
    let replica = home.open("b");
    assert_eq!(platforms(&replica), 2);
    for thing in things {
        assert_eq!(value(&replica, thing, "name_vi").as_deref(), Some("own"));
    }
    assert_eq!(
        value(&replica, "p9/plan", "reason").as_deref(),
        Some("rain")
    );
    assert_eq!(replica.conflicts(), []);
}
