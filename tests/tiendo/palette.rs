//! The palette: anything by name.

use tiendo::app::find::{Find, Thing};
use tiendo::app::keymap::Context;
use tiendo::app::{Effect, Mode};
use tiendo::domain::Lang;

use crate::harness::{App, Look};

fn app() -> App {
    App::new(Look::of(120, 36))
}

fn find(app: &App) -> &Find {
    let find = match &app.model.mode {
        Mode::Find(find) => Some(find),
        _ => None,
    };
    find.unwrap()
}

/// The codes of the actions and the ids of the things that are listed first.
fn first(app: &App, number: usize) -> Vec<String> {
    let name = |thing: &Thing| match thing {
        Thing::Action(_, action) => action.code().to_owned(),
        Thing::Ministry(id) | Thing::Platform(id) => id.to_string(),
        Thing::View(name) => name.clone(),
        Thing::Setting(key) => (*key).to_owned(),
        Thing::Archived(thing) => thing.to_string(),
    };
    let hits = find(app).hits.iter().take(number);
    hits.map(|found| name(&found.thing)).collect()
}

#[test]
fn an_action_is_run_by_part_of_its_name_in_any_language_without_accents() {
    for (typed, code) in [
        ("hoan tac", "undo"),
        ("annuler", "undo"),
        ("undo", "undo"),
        ("moc qua han", "go_overdue"),
        ("next overdue", "go_overdue"),
        ("lich su", "history"),
        ("cai dat", "settings"),
        ("dau moi", "people"),
        ("doi ngon ngu", "language"),
        ("hoan tca", "undo"),
    ] {
        let mut app = app();
        app.keys(&format!(": type:{}", typed.replace(' ', "_")));
        assert_eq!(first(&app, 1), [code], "{typed}");
    }
    let mut app = app();
    app.keys("Ctrl-p type:moc_qua_han Enter");
    assert_eq!(app.place(), "3 * e-identification plan");
    app.keys(": type:lich_su Enter");
    assert!(matches!(app.model.mode, Mode::History(_)));
    app.keys("Esc : type:thoat Enter");
    assert!(app.effects.contains(&Effect::Quit));
}

#[test]
fn a_platform_a_ministry_a_setting_and_a_view_are_reached_by_name() {
    let mut app = app();
    app.keys(": type:hai_quan Enter");
    assert_eq!(app.place(), "3 * digital-customs plan");
    app.keys(": type:bo_y_te Enter");
    assert_eq!(app.place(), "2 health * plan");
    app.keys(": type:vneid Enter");
    assert_eq!(app.place(), "3 public-security e-identification plan");
    app.keys(": type:giao_dien");
    assert_eq!(first(&app, 1), ["theme"]);
    app.keys("Enter");
    assert!(matches!(&app.model.mode, Mode::Settings(screen) if screen.list.cursor() == 3));
    app.keys("Esc : type:tam_dung_ Enter");
    assert_eq!(app.model.showing.view.as_deref(), Some("Tạm dừng"));
    app.keys("F");
    let place = app.place();
    app.keys(": type:bca Esc");
    assert_eq!(app.place(), place, "left is as if never opened");
}

#[test]
fn what_was_used_last_is_offered_first() {
    let mut app = app();
    app.keys(": type:hai_quan Enter : type:phong_to Enter :");
    assert_eq!(first(&app, 2), ["zoom", "digital-customs"]);
    app.keys("Down Enter : type:lich_su Enter Esc :");
    assert_eq!(first(&app, 3), ["history", "digital-customs", "zoom"]);
    let mut things = first(&app, usize::MAX);
    let all = things.len();
    things.sort();
    things.dedup();
    assert_eq!(things.len(), all, "nothing is offered twice");
}

#[test]
fn every_action_of_the_board_is_in_the_palette() {
    let mut app = app();
    app.keys(":");
    let offered = first(&app, usize::MAX);
    let keys = app.model.keys.clone();
    for row in keys.rows(Context::Board).chain(keys.rows(Context::Go)) {
        let code = row.action.code();
        let is_in = offered.iter().any(|name| name == code);
        assert_eq!(is_in, !matches!(code, "palette" | "interrupt"), "{code}");
    }
}

#[test]
fn an_action_that_is_not_possible_says_why() {
    let mut app = app();
    app.keys(": type:van_ban_chung_minh Enter");
    assert!(app.toast().contains("khung 3"), "{}", app.toast());
    app.keys(": type:lap_lai Enter");
    assert!(app.toast().contains("lặp lại"), "{}", app.toast());
}

#[test]
fn labels_follow_the_language() {
    let mut app = app();
    app.keys("L :");
    assert_eq!(app.model.lang, Lang::Fr);
    assert!(
        app.text().contains("chercher une plateforme"),
        "{}",
        app.text()
    );
}

#[test]
fn in_a_form_the_same_key_recalls_what_was_typed() {
    let mut app = app();
    app.keys("/ type:ndxp Enter m type:12/QĐ Enter j m Ctrl-p");
    assert!(matches!(&app.model.mode, Mode::Form(form) if form.row().text() == "12/QĐ"));
}
