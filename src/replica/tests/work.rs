//! Taking back an addition, and what others have recorded of it.

use super::*;
use crate::domain::change::ADDED;
use crate::domain::field::Owner;

fn add(replica: &mut Replica, code: &str) -> String {
    let fields = [("name_vi", code), ("ministry", "finance")];
    let operation = Operation::Add {
        what: Owner::Platform,
        code: code.to_owned(),
        platforms: Vec::new(),
        fields: fields
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    };
    replica.commit(&operation).unwrap().id.to_string()
}

fn back(replica: &mut Replica, line: &str, change: Option<(&str, &str)>) -> Recorded {
    let change = change.map(|(target, field)| (target.to_owned(), field.to_owned()));
    let line = line.to_owned();
    replica.revert(&Reversal { line, change }).unwrap()
}

#[test]
fn what_nobody_else_has_worked_on_is_taken_back_and_nothing_is_hidden() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    let own = add(&mut mine, "p9");
    mine.commit(&set("p9", "remark", "x")).unwrap();
    // On the command line a name is typed now so, now so.
    mine.sign_as("A".into());
    back(&mut mine, &own, None);
    let of_others = add(&mut theirs, "p8");
    back(&mut mine, &of_others, None);
    assert_eq!(mine.conflicts(), []);
}

#[test]
fn what_is_added_again_hides_nothing() {
    let home = Home::new();
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    add(&mut mine, "p9");
    mine.undo().unwrap();
    add(&mut mine, "p9");
    theirs.commit(&set("p9", "remark", "x")).unwrap();
    assert_eq!(theirs.conflicts(), []);
}

#[test]
fn hidden_work_is_told_of_with_who_took_the_thing_off_last() {
    let (home, elsewhere) = (Home::new(), Home::new());
    let (mut mine, mut theirs) = (home.open("a"), home.open("b"));
    let first = add(&mut mine, "p9");
    back(&mut theirs, &first, None);
    let again = add(&mut theirs, "p9");
    elsewhere.take_from(&home);
    let fields = [("remark", "x"), ("name_en", "y")];
    let edit = Operation::Edit {
        targets: vec!["p9".parse().unwrap()],
        fields: fields
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    };
    let work = elsewhere.open("c").commit(&edit).unwrap();
    let taken = back(&mut mine, &again, None);
    home.take_from(&elsewhere);
    let conflicts = home.open("a").conflicts();
    let [conflict] = &conflicts[..] else {
        panic!("{conflicts:?}");
    };
    assert!(conflict.is_of_addition());
    let lines = conflict.values.iter().map(|said| said.line);
    assert_eq!(lines.collect::<Vec<_>>(), [taken.id, work.id]);
    assert_eq!(conflict.values[1].field, "remark", "the first that it says");
}

#[test]
fn that_one_of_several_things_was_taken_off_is_undone_though_others_have_worked_on_it() {
    let (home, elsewhere) = (Home::new(), Home::new());
    let mut mine = home.open("a");
    let mut body = mine.begin().unwrap();
    "rescue".clone_into(&mut body.action);
    body.add = ["p8", "p9"]
        .map(|thing| (thing.to_owned(), [].into()))
        .into();
    let line = mine.record(body, None).unwrap().id.to_string();
    elsewhere.take_from(&home);
    let remark = set("p9", "remark", "x");
    elsewhere.open("b").commit(&remark).unwrap();
    back(&mut mine, &line, Some(("p9", ADDED)));
    home.take_from(&elsewhere);
    mine.sync().unwrap();
    assert_eq!(mine.conflicts().len(), 1);
    mine.undo().unwrap();
    assert_eq!(mine.conflicts(), []);
    assert_eq!(value(&mine, "p9", "remark").as_deref(), Some("x"));
}
