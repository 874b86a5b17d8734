//! The history on the board: what is listed, going there, taking back.

use tiendo::app::{Effect, Message, Mode};
use tiendo::domain::history::{Entry, Fate, History as Found};
use tiendo::store::disk::RealDisk;

use tiendo::app::history::History;

use crate::harness::{App, Look, open};
use crate::store::fixture::set;

fn app() -> App {
    App::new(Look::of(120, 36))
}

fn history(app: &App) -> &History {
    let history = match &app.model.mode {
        Mode::History(history) => Some(history),
        _ => None,
    };
    history.unwrap()
}

/// What is listed, newest first: who, of what, which field, what has become of it.
fn listed(app: &App) -> Vec<String> {
    let line = |entry: &Entry| {
        let field = entry.field.split('.').next().unwrap_or_default();
        format!(
            "{} {} {field} {}",
            entry.by,
            entry.target,
            entry.fate.code()
        )
    };
    history(app).found.entries.iter().map(line).collect()
}

fn selected(app: &App) -> String {
    history(app).selected().unwrap().target.clone()
}

fn forecast(app: &App, id: &str) -> Option<String> {
    let value = app.replica.fold().field(id, "forecast").0;
    value.map(|value| value.to_string())
}

#[test]
fn the_history_is_that_of_the_row_under_the_cursor_or_of_everything() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space j d type:+2w Enter / type:hai_quan Enter Space");
    let plan = "Bình ndxp/plan actual live";
    let publication = "Bình ndxp/publication forecast live";
    let customs = "Bình digital-customs/plan actual live";
    for (script, expected) in [
        ("H", &[customs][..]),
        ("H Tab", &[customs, publication, plan]),
        ("H Tab Tab", &[customs]),
        ("/ type:ndxp Enter Home H", &[plan]),
        ("2 H", &[publication, plan]),
        ("Home 3 Home H", &[customs, plan]),
        ("1 Home H", &[customs, publication, plan]),
        ("g m type:tai_chinh Enter H", &[customs]),
    ] {
        app.keys(script);
        assert_eq!(listed(&app), expected, "{script}");
        app.keys("Esc");
        assert!(matches!(app.model.mode, Mode::Board));
    }
}

#[test]
fn enter_goes_to_what_was_changed() {
    let mut app = app();
    app.keys("/ type:ndxp Enter j Space / type:hai_quan Enter a type:đã_gọi Enter");
    app.keys("1 Home H j Enter");
    assert_eq!(app.place(), "3 * ndxp publication");
    app.keys("2 a type:họp Enter 1 H Enter");
    assert_eq!(app.place(), "2 * ndxp publication");
    app.keys("1 j e type:Bộ_Công_an_mới Enter Home H Enter");
    assert_eq!(app.place(), "1 public-security * plan");
}

#[test]
fn one_change_is_taken_back_and_what_came_after_stays() {
    let mut app = app();
    app.keys("/ type:ndxp Enter d type:+2w Enter Space j d type:+1w Enter");
    app.keys("1 Home H j j x");
    assert_eq!(forecast(&app, "ndxp/plan"), None);
    assert!(app.is_done("ndxp/plan"), "what came after stays");
    assert_eq!(
        forecast(&app, "ndxp/publication").as_deref(),
        Some("2026-11-30")
    );
    let toast = app.toast();
    assert!(
        toast.starts_with("Đã rút lại: Kế hoạch chi tiết: Dự kiến"),
        "{toast}"
    );
    assert!(app.text().contains("u hoàn tác"), "the toast names the key");
    assert_eq!(
        listed(&app)[0],
        "Bình ndxp/plan forecast live",
        "taking back is a change, too"
    );
    assert_eq!(selected(&app), "ndxp/plan");
    app.keys("x");
    assert!(app.toast().contains("Bình đã rút lại"), "{}", app.toast());
    app.keys("u");
    assert_eq!(forecast(&app, "ndxp/plan").as_deref(), Some("2026-12-07"));
}

#[test]
fn of_an_action_one_change_or_all_are_taken_back() {
    let mut app = app();
    app.keys("/ type:ndxp Enter v v d type:+1w Enter Esc H Tab");
    let both = |app: &App| ["ndxp/plan", "ndxp/publication"].map(|id| forecast(app, id).is_some());
    assert_eq!(both(&app), [true, true]);
    app.keys("x");
    assert_eq!(both(&app).iter().filter(|has| **has).count(), 1);
    app.keys("u X");
    assert_eq!(both(&app), [false, false]);
    app.keys("u");
    assert_eq!(both(&app), [true, true]);
}

#[test]
fn a_change_that_somebody_has_overwritten_is_not_taken_back() {
    let mut app = app();
    app.keys("/ type:ndxp Enter d type:+2w Enter");
    let mut other = open(app.home.path(), "Lan", Box::new(RealDisk));
    other
        .commit(&set("ndxp/plan", "forecast", "2027-02-01"))
        .unwrap();
    app.look_around();
    app.keys("H j");
    assert_eq!(listed(&app)[1], "Bình ndxp/plan forecast overwritten");
    app.keys("x");
    assert!(app.toast().contains("Lan đã sửa tiếp"), "{}", app.toast());
    assert_eq!(forecast(&app, "ndxp/plan").as_deref(), Some("2027-02-01"));
}

#[test]
fn the_filter_is_that_of_tiendo_log_and_is_live() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space j a type:đã_gọi Enter");
    let mut other = open(app.home.path(), "Đặng Lan", Box::new(RealDisk));
    other
        .commit(&set("ndc-cloud/plan", "forecast", "2027-02-01"))
        .unwrap();
    app.look_around();
    app.keys("H Tab");
    let (lan, note, done) = (
        "Đặng Lan ndc-cloud/plan forecast live",
        "Bình ndxp/publication note live",
        "Bình ndxp/plan actual live",
    );
    for (typed, expected) in [
        ("người:dang_lan", &[lan][..]),
        ("người:dang", &[lan]),
        ("field:note", &[note]),
        ("goi", &[note]),
        ("ndxp", &[note, done]),
        ("!by:lan", &[note, done]),
        ("từ:ngày-mai", &[]),
        ("tích", &[note, done]),
    ] {
        app.keys(&format!(
            "/ type:{}",
            typed.replace("dang_lan", "\"dang_lan\"")
        ));
        assert_eq!(listed(&app), expected, "{typed}");
        app.keys("Esc");
        assert_eq!(listed(&app).len(), 3);
    }
    app.keys("/ type:field:forcast");
    assert!(app.text().contains("forecast"), "{}", app.text());
    assert_eq!(listed(&app), [lan], "what was listed last stays");
    app.keys("Enter Esc Esc");
    assert!(
        matches!(app.model.mode, Mode::Board),
        "Esc clears, then closes"
    );
}

#[test]
fn the_cursor_stays_on_its_change_while_others_write() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space j Space 1 Home H j");
    assert_eq!(selected(&app), "ndxp/plan");
    let mut other = open(app.home.path(), "Lan", Box::new(RealDisk));
    for id in ["ndc-cloud/plan", "ndc-cloud/needs"] {
        other.commit(&set(id, "forecast", "2027-02-01")).unwrap();
    }
    app.look_around();
    assert_eq!(listed(&app).len(), 4);
    assert_eq!(selected(&app), "ndxp/plan");
}

#[test]
fn a_long_text_is_read_in_full_and_esc_goes_back_to_the_list() {
    let mut app = App::new(Look::of(60, 20));
    let text = (0..60).map(|word| format!("từ{word}")).collect::<Vec<_>>();
    app.keys(&format!(
        "/ type:ndxp Enter a type:{} Enter H",
        text.join("_")
    ));
    assert!(!app.text().contains("từ59"));
    app.keys("i");
    assert!(app.text().contains("từ59"), "{}", app.text());
    app.keys("Esc");
    assert_eq!(listed(&app).len(), 1);
    app.keys("Esc");
    assert!(matches!(app.model.mode, Mode::Board));
}

#[test]
fn an_answer_to_an_older_question_is_not_listed() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space H");
    app.send(Message::History(0, Found::default()));
    assert_eq!(listed(&app).len(), 1);
}

#[test]
fn the_newest_are_listed_before_the_others_are_read_and_the_cursor_stays() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space j Space j Space 1 Home H");
    let all = history(&app).found.clone();
    let newest = Found {
        entries: all.entries[..2].to_vec(),
        is_cut: true,
    };
    app.keys("Tab");
    app.send(Message::History(2, newest));
    app.keys("j");
    assert!(app.text().contains("2/2+ thay đổi"), "{}", app.text());
    assert_eq!(selected(&app), "ndxp/publication");
    app.send(Message::History(2, all));
    assert!(app.text().contains("2/3 thay đổi"), "{}", app.text());
    assert_eq!(selected(&app), "ndxp/publication");
    let asked = app.effects.iter().rev().find_map(|effect| match effect {
        Effect::ReadHistory(query, _) => Some(query.newest_first),
        _ => None,
    });
    assert_eq!(asked, Some(true), "another question");
    app.keys("x");
    let asked = app.effects.iter().rev().find_map(|effect| match effect {
        Effect::ReadHistory(query, _) => Some(query.newest_first),
        _ => None,
    });
    assert_eq!(asked, Some(false), "the same question once more");
}

#[test]
fn the_mouse_chooses_a_change_and_goes_there() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space j Space 1 Home H");
    let rows = app.model.own_popup().unwrap().list;
    app.send(Message::Click(rows.x + 3, rows.y + 1));
    assert_eq!(selected(&app), "ndxp/plan");
    app.send(Message::Wheel(rows.x + 3, rows.y, false));
    assert_eq!(selected(&app), "ndxp/publication");
    app.send(Message::Click(rows.x + 3, rows.y));
    assert_eq!(app.place(), "3 * ndxp publication");
}

#[test]
fn of_a_hundred_thousand_changes_only_those_in_sight_are_asked_for() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space H");
    let first = history(&app).found.entries[0].clone();
    let many = (0..100_000).map(|number| Entry {
        line: format!("{number:020x}"),
        fate: Fate::Live,
        ..first.clone()
    });
    let found = Found {
        entries: many.collect(),
        is_cut: false,
    };
    app.send(Message::History(1, found));
    app.keys("End");
    let text = app.text();
    assert!(text.contains("100.000/100.000 thay đổi"), "{text}");
    app.keys("PgUp k");
    let shown = history(&app).list.shown().count();
    assert!(shown < 36, "only what is seen is asked for");
}
