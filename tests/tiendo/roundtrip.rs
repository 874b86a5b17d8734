//! Each field of the table goes the same way whoever records it: typed into the form of the board, given to the command
//! line, written into `store.json` by hand, read from the journal, brought by somebody else's.

use serde_json::{Map, Value as Json};
use tiendo::app::Mode;
use tiendo::domain::Value;
use tiendo::domain::field::{Field, FieldType, Owner};
use tiendo::domain::fields::FIELDS;
use tiendo::store::disk::RealDisk;

use crate::harness::{App, Look, open};
use crate::program::Machine;

/// What is typed into a field, and what its rules ask for beside it.
fn typed(field: &Field) -> Vec<(&'static str, &'static str)> {
    let value = match (field.name, field.kind) {
        ("actual" | "started", _) => "31/10/2026",
        ("target", _) => "40",
        (_, FieldType::Date) => "31/12/2026",
        (_, FieldType::Text) => "chờ \"phê duyệt\" ở 34 tỉnh",
        (_, FieldType::Email) => "binh@moh.gov.vn",
        (_, FieldType::Phone) => "024 3943 6163",
        (_, FieldType::Number(..)) => "12",
        (_, FieldType::Choice(codes)) => codes[codes.len() - 1],
        (_, FieldType::Code) => "finance",
        (_, FieldType::Place) => "3",
    };
    let beside = match field.name {
        "baseline" => Some(("baseline_document", "12/QĐ")),
        "state" => Some(("reason", "hết vốn")),
        _ => None,
    };
    [(field.name, value)].into_iter().chain(beside).collect()
}

/// The thing whose field is set, as the command line names it, and as the journal does.
const fn target(owner: Owner) -> (&'static str, &'static str) {
    match owner {
        Owner::Milestone => ("ndxp/readiness", "ndxp/readiness"),
        Owner::Platform => ("ndxp", "ndxp"),
        Owner::Ministry => ("ministry:public-security", "ministry:public-security"),
        Owner::Kind => ("kind:plan", "kind:plan"),
    }
}

/// The keys that open the form of all fields on it.
const fn form(owner: Owner) -> &'static str {
    match owner {
        Owner::Milestone => "/ type:ndxp Enter G e",
        Owner::Platform => "/ type:ndxp Enter 2 e",
        Owner::Ministry => "g m type:bca Enter 1 e",
        Owner::Kind => "/ type:ndxp Enter A e",
    }
}

/// The field of the open form that is typed into, with what stands there.
fn row(app: &App) -> (&'static str, String) {
    let Mode::Form(form) = &app.model.mode else {
        return ("no form", app.toast());
    };
    (form.row().field.name, form.row().text().to_owned())
}

/// Fills in the form that is open: the values of some fields, by their names.
fn fill_in(app: &mut App, values: &[(&str, &str)]) {
    for (name, value) in values {
        for _ in 0..FIELDS.len() {
            if row(app).0 == *name {
                break;
            }
            app.keys("Tab");
        }
        let field = FIELDS.iter().find(|field| field.name == *name).unwrap();
        if let FieldType::Choice(codes) = field.kind {
            let is_there = |app: &App| row(app).1 == *value;
            for _ in codes {
                if !is_there(app) {
                    app.keys("Right");
                }
            }
        } else {
            app.keys(&format!("Ctrl-u type:{}", value.replace(' ', "_")));
        }
        assert_eq!(row(app), (*name, (*value).to_owned()));
    }
    app.keys("Enter");
}

/// The object of a thing in `store.json`.
fn object<'a>(state: &'a mut Json, entity: &str) -> &'a mut Map<String, Json> {
    let (list, id) = entity.split_once(':').unwrap_or(("platform", entity));
    let lists = if list == "ministry" {
        "ministries"
    } else {
        &format!("{list}s")
    };
    let (id, kind) = id
        .split_once('/')
        .map_or((id, None), |(id, kind)| (id, Some(kind)));
    let by_id = |list: &'a mut Json, id: &str| {
        let mut things = list.as_array_mut().unwrap().iter_mut();
        things.find(|thing| thing["id"] == id).unwrap()
    };
    let mut thing = by_id(&mut state[lists], id);
    if let Some(kind) = kind {
        thing = by_id(&mut thing["milestones"], kind);
    }
    thing.as_object_mut().unwrap()
}

/// Writes the values into `store.json` of a store, as an editor does, and has them taken.
fn edit_by_hand(machine: &Machine, entity: &str, values: &[(&str, Value)]) {
    machine.ok(&["note", "treaties", "bắt đầu"]);
    let path = machine.store().join("store.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut state: Json = serde_json::from_str(&text).unwrap();
    for (name, value) in values {
        let value = serde_json::to_value(value).unwrap();
        object(&mut state, entity).insert((*name).to_owned(), value);
    }
    std::fs::write(&path, serde_json::to_string_pretty(&state).unwrap()).unwrap();
    machine.ok(&["adopt"]);
}

/// What a store has in these fields, read from its journals.
fn recorded(machine: &Machine, entity: &str, names: &[&str]) -> Vec<Option<Value>> {
    let replica = open(machine.0.path(), "Lan", Box::new(RealDisk));
    let value = |name: &&str| replica.fold().field(entity, name).0;
    names.iter().map(value).collect()
}

#[test]
fn every_field_is_the_same_from_the_form_the_command_line_store_json_and_a_merge() {
    for field in FIELDS {
        let said = format!("{:?} {}", field.owner, field.name);
        let values = typed(field);
        let (argument, entity) = target(field.owner);
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();

        let by_command = Machine::new();
        let mut args = vec!["set", argument];
        args.extend(values.iter().flat_map(|(name, value)| [*name, *value]));
        by_command.ok(&args);
        let expected = recorded(&by_command, entity, &names);
        assert!(expected.iter().all(Option::is_some), "{said}: {expected:?}");

        let mut app = App::new(Look::of(120, 36));
        app.keys(form(field.owner));
        fill_in(&mut app, &values);
        let value = |name: &&str| app.replica.fold().field(entity, name).0;
        let by_form: Vec<_> = names.iter().map(value).collect();
        assert_eq!(by_form, expected, "{said} by the form: {}", app.toast());
        let again = app.again();
        let value = |name: &&str| again.replica.fold().field(entity, name).0;
        let read: Vec<_> = names.iter().map(value).collect();
        assert_eq!(read, expected, "{said} read again");

        let by_hand = Machine::new();
        let given: Vec<_> = names
            .iter()
            .copied()
            .zip(expected.iter().flatten().cloned())
            .collect();
        edit_by_hand(&by_hand, entity, &given);
        assert_eq!(
            recorded(&by_hand, entity, &names),
            expected,
            "{said} by hand"
        );

        let merged = Machine::new();
        merged.ok(&["note", "treaties", "máy khác"]);
        for journal in std::fs::read_dir(by_command.store().join("journal")).unwrap() {
            let journal = journal.unwrap();
            let copy = merged.store().join("journal").join(journal.file_name());
            std::fs::copy(journal.path(), copy).unwrap();
        }
        assert_eq!(recorded(&merged, entity, &names), expected, "{said} merged");
    }
}
