//! The table of the README of what there is to do: each task done by keys and by commands, on a store each, which then hold
//! the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tiendo::domain::Lang;
use tiendo::replica::Replica;
use tiendo::store::disk::RealDisk;

use crate::docs::generated;
use crate::harness::{App, Look, open};
use crate::program::Machine;

const BEGIN: &str = "<!-- tasks: begin, generated from tests/tiendo/tasks.rs -->\n";
const END: &str = "<!-- tasks: end -->";

struct Task {
    /// What is to be done.
    what: &'static str,
    /// The keys that lead to the row, and whatever has to be there before; not part of the table.
    before: &'static str,
    /// The commands that make what has to be there before.
    given: &'static [&'static str],
    /// The keys.
    keys: &'static str,
    /// The command.
    command: &'static str,
}

/// A task on a row that the cursor is on already.
const fn task(
    what: &'static str,
    before: &'static str,
    keys: &'static str,
    command: &'static str,
) -> Task {
    Task {
        what,
        before,
        given: &[],
        keys,
        command,
    }
}

const PLAN: &str = "/ type:ndxp Enter";
const PLATFORM: &str = "/ type:ndxp Enter 2";
const MINISTRY: &str = "g m type:bca Enter 1";
const COUNTED: &str = "/ type:ndxp Enter G";

const TASKS: &[Task] = &[
    task("mark done today", PLAN, "Space", "done ndxp plan"),
    task(
        "done on a day",
        PLAN,
        "d Tab Tab Tab type:20/11 Enter",
        "done ndxp plan --on 20/11",
    ),
    task(
        "done, with the document that proves it",
        PLAN,
        "Space m type:12/QĐ Enter",
        "done ndxp plan --evidence 12/QĐ",
    ),
    Task {
        what: "reopen what is done",
        before: "/ type:ndxp Enter Space",
        given: &["done ndxp plan"],
        keys: "Space",
        command: "reopen ndxp plan",
    },
    task(
        "forecast two weeks later",
        PLAN,
        "d type:+2w Enter",
        "set ndxp/plan forecast +2w",
    ),
    task(
        "set the due date, with its document",
        PLAN,
        "d Tab type:31/12/2026 Tab type:5/QĐ Enter",
        "set ndxp/plan baseline 31/12/2026 baseline_document 5/QĐ",
    ),
    task(
        "add a document",
        PLAN,
        "m type:7/BC Tab type:20/11 Tab type:Báo_cáo Enter",
        "evidence ndxp plan 7/BC --date 20/11 --title 'Báo cáo'",
    ),
    task(
        "add a note",
        PLAN,
        "a type:đã_gọi Enter",
        "note ndxp/plan 'đã gọi'",
    ),
    task(
        "put on hold, with the reason",
        PLAN,
        "b Right Tab type:thiếu_vốn Enter",
        "hold ndxp plan --reason 'thiếu vốn'",
    ),
    task(
        "cancel, with the reason",
        PLAN,
        "b Right Right Tab type:đã_gộp Enter",
        "cancel ndxp plan --reason 'đã gộp'",
    ),
    Task {
        what: "resume",
        before: "/ type:ndxp Enter b Right Tab type:x Enter",
        given: &["hold ndxp plan --reason x"],
        keys: "b Left Tab Ctrl-u Enter",
        command: "resume ndxp plan",
    },
    task(
        "say what stands in the way",
        PLAN,
        "b Tab Tab Tab type:chưa_có_vốn Enter",
        "set ndxp/plan obstacle 'chưa có vốn'",
    ),
    task(
        "count to twelve",
        COUNTED,
        "= Ctrl-u type:12 Enter",
        "set ndxp/readiness progress 12",
    ),
    task(
        "name the focal point of a platform",
        PLATFORM,
        "o type:Lan Tab type:0912345678 Enter",
        "set ndxp focal_name Lan focal_phone 0912345678",
    ),
    task(
        "name that of a ministry",
        MINISTRY,
        "o type:Minh Enter",
        "set ministry:public-security focal_name Minh",
    ),
    task(
        "correct a name",
        PLATFORM,
        "e Ctrl-u type:Tên_đúng Enter",
        "set ndxp name_vi 'Tên đúng'",
    ),
    task(
        "add a platform",
        PLATFORM,
        "A a type:Tiêm_chủng Tab Tab Tab Tab type:vaccines Enter",
        "add platform vaccines 'Tiêm chủng' --ministry science-technology",
    ),
    task(
        "add a milestone that only this platform owes",
        PLAN,
        "A a type:Chạy_thử Tab type:5 Enter",
        "add milestone ndxp/chay-thu 'Chạy thử' target 5",
    ),
    task(
        "move to another ministry, by a document",
        PLATFORM,
        "A m type:y_te Enter Tab type:12/QĐ Enter",
        "move ndxp health --document 12/QĐ",
    ),
    task(
        "one place down",
        PLATFORM,
        "Alt-Down",
        "order ndxp --after sti-management",
    ),
    task("archive", PLATFORM, "Delete Enter", "archive ndxp"),
    task(
        "archive, with the reason and the document",
        PLATFORM,
        "Delete type:đã_gộp Tab type:5/QĐ Enter",
        "archive ndxp --reason 'đã gộp' --document 5/QĐ",
    ),
    Task {
        what: "bring back what is archived",
        before: "/ type:ndxp Enter 2 Delete Enter",
        given: &["archive ndxp"],
        keys: "A r Enter",
        command: "restore ndxp",
    },
    Task {
        what: "undo",
        before: "/ type:ndxp Enter Space",
        given: &["done ndxp plan"],
        keys: "u",
        command: "undo",
    },
    Task {
        what: "redo",
        before: "/ type:ndxp Enter Space u",
        given: &["done ndxp plan", "undo"],
        keys: "U",
        command: "redo",
    },
];

/// The words of a command, as a shell splits them.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in command.split('\'').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(ToOwned::to_owned));
        }
    }
    words
}

fn run(machine: &Machine, command: &str) {
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    machine.ok(&words);
}

type State = BTreeMap<(String, String), Vec<String>>;

/// Every value that the store holds. A note or a move is named by its moment, which is not compared.
fn state(replica: &Replica) -> State {
    let mut state = State::new();
    for (entity, fields) in replica.fold().state() {
        for (field, value) in fields {
            let field = match field.split_once('.') {
                Some((name @ ("note" | "move"), _)) => name,
                _ => field,
            };
            let values = state.entry((entity.to_owned(), field.to_owned()));
            values.or_default().push(value.to_string());
        }
    }
    state
}

/// What is not as it was.
fn but(mut state: State, was: &State) -> State {
    state.retain(|field, values| was.get(field) != Some(values));
    state
}

#[test]
fn each_task_is_the_same_by_keys_and_by_command() {
    for task in TASKS {
        let mut app = App::new(Look::of(120, 36));
        let fresh = state(&app.replica);
        app.keys(task.before);
        let before = state(&app.replica);
        app.keys(task.keys);
        let machine = Machine::new();
        for command in task.given {
            run(&machine, command);
        }
        run(&machine, task.command);
        let by_command = open(machine.0.path(), "Lan", Box::new(RealDisk));
        for line in by_command.fold().lines() {
            let action = line.body.action.as_str();
            let words = Lang::ALL.map(|lang| lang.log_action(action));
            assert!(words[0] != words[2], "no words for {action}");
        }
        let (by_keys, by_command) = (state(&app.replica), state(&by_command));
        let said = format!("{}: {}", task.what, app.toast());
        assert_eq!(
            but(by_keys.clone(), &fresh),
            but(by_command, &fresh),
            "{said}"
        );
        assert!(by_keys != before, "{said}");
    }
}

/// How many keys a script takes, without the number of the document.
fn pressed(script: &str) -> usize {
    let keys = script.replace(NUMBER, "");
    keys.split_whitespace()
        .map(|key| {
            key.strip_prefix("type:")
                .map_or(1, |text| text.chars().count())
        })
        .sum()
}

const NUMBER: &str = "12/QĐ";

#[test]
fn what_is_done_all_day_takes_few_keys_from_anywhere() {
    for (script, at_most, fields) in [
        (
            "g o Space m type:12/QĐ Enter",
            12,
            vec!["actual", "evidence.12-qđ.number"],
        ),
        (
            "/ type:ndxp Enter Space m type:12/QĐ Enter",
            12,
            vec!["actual", "evidence.12-qđ.number"],
        ),
        ("d type:+2w Enter", 6, vec!["forecast"]),
    ] {
        let mut app = App::new(Look::of(120, 36));
        app.keys(if at_most == 6 { PLAN } else { "" });
        let before = state(&app.replica);
        app.keys(script);
        let changed = but(state(&app.replica), &before);
        let changed: Vec<&str> = changed.keys().map(|(_, field)| &**field).collect();
        assert_eq!(changed, fields, "{script}");
        assert!(pressed(script) <= at_most, "{script}: {}", pressed(script));
    }
}

/// Keys as the table shows them.
fn shown(keys: &str) -> String {
    let keys = keys.split_whitespace().map(|key| {
        let typed = key
            .strip_prefix("type:")
            .map_or_else(|| key.to_owned(), |text| text.replace('_', " "));
        format!("`{typed}`")
    });
    keys.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_table_of_tasks_of_the_readme_is_this_one() {
    let mut table = String::from("\n| task | keys | command |\n|---|---|---|\n");
    for task in TASKS {
        let _ = writeln!(
            table,
            "| {} | {} | `tiendo {}` |",
            task.what,
            shown(task.keys),
            task.command
        );
    }
    generated(BEGIN, END, &(table + "\n"));
}
