//! The screen of settings and the first start: what they look like, what they do.

use insta::assert_snapshot;
use tiendo::app::{Effect, Mode};
use tiendo::domain::{DateFormat, Lang, Rag};
use tiendo::settings::{Layers, Setter, Settings, ThemeName, Value};

use crate::harness::{App, Look};

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (60, 20), (40, 12), (20, 6)];

fn app() -> App {
    App::new(Look::of(120, 36))
}

/// What was asked to be kept, in its order.
fn kept(app: &App) -> Vec<(String, Option<String>)> {
    let setter = |effect: &Effect| match effect {
        Effect::SaveSetting(Setter { key, value }, _) => {
            Some((key.clone(), value.as_ref().map(ToString::to_string)))
        }
        _ => None,
    };
    app.effects.iter().filter_map(setter).collect()
}

fn said(key: &str, value: &str) -> (String, Option<String>) {
    (key.to_owned(), Some(value.to_owned()))
}

/// A script that goes to a setting.
fn to(key: &str) -> String {
    let place = tiendo::settings::SETTINGS
        .iter()
        .position(|setting| setting.key == key);
    format!(", {}", "Down ".repeat(place.unwrap()))
}

/// The screen without its scrollbar, which says no more than how many keys there are.
fn listed(app: &App) -> String {
    app.text().replace('┃', "│")
}

#[test]
fn the_screen_of_settings() {
    for (width, height) in SIZES {
        let mut app = App::new(Look::of(width, height));
        let text = listed(app.keys(&to("cutoff_days")));
        assert_snapshot!(format!("settings_{width}x{height}"), text);
        let text = listed(app.keys("Enter type:10,_31"));
        assert_snapshot!(format!("settings_typed_{width}x{height}"), text);
    }
    for lang in [Lang::Fr, Lang::En] {
        let mut app = App::new(Look::of(80, 24).lang(lang));
        assert_snapshot!(format!("settings_{lang}"), listed(app.keys(",")));
    }
    for theme in ThemeName::BUILT_IN {
        let mut app = App::new(Look::of(60, 20).theme(theme));
        let text = app.keys(&to("red_days")).keys("Enter").styled();
        assert_snapshot!(format!("settings_styles_{}", theme.code()), text);
    }
}

#[test]
fn the_first_start() {
    for (width, height) in SIZES {
        let mut app = App::new(Look::of(width, height));
        app.model.welcome();
        assert_snapshot!(format!("welcome_{width}x{height}"), app.text());
    }
    for lang in [Lang::Fr, Lang::En] {
        let mut app = App::new(Look::of(60, 20).lang(lang));
        app.model.welcome();
        assert_snapshot!(format!("welcome_{lang}"), app.keys("Tab").text());
    }
    let mut app = App::new(Look::of(60, 20).theme(ThemeName::Mono));
    app.model.welcome();
    assert_snapshot!("welcome_styles_mono", app.styled());
    let text = app.keys("Ctrl-u").text();
    assert_snapshot!("welcome_without_a_name", text);
}

#[test]
fn a_choice_turns_both_ways_holds_at_once_and_is_kept() {
    let mut app = app();
    app.keys(&to("lang")).keys("Right");
    assert_eq!(app.model.lang, Lang::Fr);
    assert!(app.text().contains("Réglages"));
    app.keys("Left Left");
    assert_eq!(app.model.lang, Lang::En);
    app.keys("j Enter");
    assert_eq!(app.model.lang.date_format(), DateFormat::Short);
    app.keys("Backspace");
    assert_eq!(app.model.lang.date_format(), DateFormat::YearFirst);
    app.keys("j Space");
    assert_eq!(app.model.theme, ThemeName::Light);
    assert_eq!(
        kept(&app),
        [
            said("lang", "fr"),
            said("lang", "vi"),
            said("lang", "en"),
            said("date_format", "d/m/yy"),
            ("date_format".to_owned(), None),
            said("theme", "light"),
        ]
    );
    app.keys("Esc");
    assert!(matches!(app.model.mode, Mode::Board));
}

#[test]
fn a_threshold_is_typed_judged_and_everything_is_computed_anew() {
    let mut app = app();
    let rag = |app: &App| app.model.summary.rag(&"ndxp".parse().unwrap());
    assert_eq!(rag(&app), Rag::Red);
    app.keys(&to("red_days")).keys("Enter type:-1 Enter");
    let text = app.text();
    assert!(text.contains("cần số nguyên từ 0 đến 3650"), "{text}");
    assert_eq!((rag(&app), kept(&app)), (Rag::Red, vec![]));
    app.keys("Ctrl-u type:3000 Enter");
    assert_eq!(
        (rag(&app), kept(&app)),
        (Rag::Amber, vec![said("red_days", "3000")])
    );
    app.keys("Delete");
    assert_eq!(rag(&app), Rag::Red);
    app.keys("Enter type:3000 Esc");
    assert_eq!(rag(&app), Rag::Red, "left, nothing changed");
    app.keys("Left");
    assert_eq!(kept(&app).last(), Some(&said("red_days", "29")));
}

#[test]
fn several_values_are_typed_one_after_the_other() {
    let mut app = app();
    app.keys(&to("due_soon_days"))
        .keys("Enter type:21 Tab Enter type:40 Up Right");
    let kept = kept(&app);
    assert_eq!(
        kept,
        [
            said("due_soon_days", "21"),
            said("red_days", "40"),
            said("due_soon_days", "22")
        ]
    );
}

#[test]
fn who_records_is_changed_at_once() {
    let mut app = app();
    app.keys(", Enter type:Trần_Thị_Bình Enter Esc / type:ndxp Enter Space i");
    assert!(app.text().contains("Trần Thị Bình"), "{}", app.text());
}

#[test]
fn no_color_keeps_its_word_and_says_so() {
    let mut app = app();
    let mono = Value::Text("mono".into());
    app.model
        .settings
        .put_above("theme", mono, tiendo::settings::Source::Environment);
    app.keys(&to("theme")).keys("Right");
    assert_eq!(kept(&app), [said("theme", "dark")]);
    assert!(app.toast().contains("NO_COLOR"), "{}", app.toast());
}

#[test]
fn the_first_start_keeps_a_name_and_a_language() {
    let mut app = app();
    app.model.welcome();
    app.keys("type:Lan Tab Right");
    assert!(app.text().contains("Bienvenue"));
    app.keys("Enter");
    assert!(matches!(app.model.mode, Mode::Board));
    assert_eq!(kept(&app), [said("person", "Lan"), said("lang", "fr")]);
    assert!(matches!(app.effects.last(), Some(Effect::Welcomed(_))));
    assert_eq!(app.model.settings.person(), "Lan");
}

#[test]
fn the_first_start_is_left_with_everything_as_it_was() {
    let mut app = app();
    app.model.welcome();
    app.keys("type:q Tab Right Right Esc");
    assert_eq!(app.model.lang, Lang::Vi);
    assert_eq!(kept(&app), []);
    assert!(matches!(app.effects.last(), Some(Effect::Welcomed(_))));
    assert_eq!(app.model.settings.person(), "Bình");
}

#[test]
fn a_name_that_nothing_tells_is_asked_for_and_not_made_up() {
    let mut app = app();
    app.model.settings = Layers::default();
    app.model.welcome();
    assert!(matches!(&app.model.mode, Mode::Welcome(welcome) if welcome.name.text().is_empty()));
    app.keys("Esc");
    assert!(matches!(app.model.mode, Mode::Board), "it never blocks");
}

#[test]
fn who_says_no_name_keeps_the_one_that_is_known() {
    let mut app = app();
    let known = app.model.settings.name();
    app.model.welcome();
    app.keys("Ctrl-u Tab Right Enter");
    assert!(matches!(app.model.mode, Mode::Board));
    assert_eq!(app.model.settings.name(), known);
    assert_eq!(app.model.lang, Lang::Fr, "the other answer is kept");
    app.model.welcome();
    app.keys("Ctrl-u type:Lan Enter");
    assert_eq!(app.model.settings.name().as_deref(), Some("Lan"));
}

#[test]
fn keys_are_typed_judged_and_hold_at_once() {
    let mut app = app();
    app.keys(&to("ascii"))
        .keys("End PgUp PgUp PgUp PgUp PgUp PgUp PgUp Home");
    let undo = tiendo::app::items::Item::listed()
        .position(|item| item.path() == "keys.undo")
        .unwrap();
    app.keys(&"Down ".repeat(undo))
        .keys("Enter Ctrl-u type:q Enter");
    assert!(
        app.text().contains("q đã dùng cho “quit”"),
        "{}",
        app.text()
    );
    app.keys("Ctrl-u type:x_Ctrl-y Enter Esc");
    assert_eq!(kept(&app), [said("keys.undo", "x Ctrl-y")]);
    app.keys("/ type:dinh_danh Enter Space");
    assert!(app.is_done("e-identification/plan"));
    assert!(app.text().contains("x hoàn tác"), "{}", app.text());
    app.keys("u");
    assert!(
        app.is_done("e-identification/plan"),
        "u does nothing any more"
    );
    app.keys("x");
    assert!(!app.is_done("e-identification/plan"));
    assert!(app.keys("? type:hoàn_tác").text().contains("x  Ctrl-y"));
}

#[test]
fn a_theme_of_the_user_is_chosen_on_the_screen() {
    let (file, _) = Settings::parse("[themes.sea]\nbackground = \"#001020\"\n");
    let mut app = app();
    app.model.settings.file = file;
    app.keys(&to("theme")).keys("Left");
    assert_eq!(kept(&app), [said("theme", "sea")]);
    let ground = app.draw()[(0, 0)].bg;
    assert_eq!(ground, ratatui::style::Color::Rgb(0, 0x10, 0x20));
}

#[test]
fn space_asks_for_the_document_when_one_is_required() {
    let mut app = app();
    app.keys(&to("evidence_required")).keys("Space Esc");
    app.keys("/ type:dinh_danh Enter Space");
    assert!(matches!(app.model.mode, Mode::Form(_)) && !app.is_done("e-identification/plan"));
    app.keys("Enter");
    assert!(
        matches!(app.model.mode, Mode::Form(_)),
        "without a number it is not done"
    );
    assert_snapshot!("proof_120x36", app.text());
    app.keys("type:12/QĐ-BCA Tab type:hôm_qua Enter");
    assert!(app.is_done("e-identification/plan"), "{}", app.text());
    let id = "e-identification/plan".parse().unwrap();
    let milestone = |app: &App| match &id {
        tiendo::domain::Entity::Milestone(id) => {
            app.model.programme.milestone(id).cloned().unwrap()
        }
        _ => unreachable!(),
    };
    let document = milestone(&app).documents().next().cloned().unwrap();
    assert_eq!(document.number.as_deref(), Some("12/QĐ-BCA"));
    app.keys("u Space");
    assert!(
        matches!(app.model.mode, Mode::Form(_)),
        "the document was taken back, too"
    );
    app.keys("Esc m type:13/QĐ Enter Space");
    assert!(
        app.is_done("e-identification/plan"),
        "its document stands already"
    );
}

#[test]
fn the_last_of_a_counted_milestone_asks_for_the_document_too() {
    let mut app = app();
    app.keys(&to("evidence_required")).keys("Space Esc");
    app.keys("/ type:ndxp Enter End = Ctrl-u type:33 Enter +");
    assert!(matches!(app.model.mode, Mode::Form(_)));
    app.keys("type:12/QĐ Enter");
    assert!(app.is_done("ndxp/readiness"), "{}", app.text());
}
