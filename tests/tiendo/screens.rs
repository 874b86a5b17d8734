//! What the screens look like. A test is one line: a look, a script of keys, a snapshot.

use std::io;

use insta::assert_snapshot;
use tiendo::app::Message;
use tiendo::app::contested::Conflicts;
use tiendo::app::message::{Contested, Saving};
use tiendo::domain::Lang;
use tiendo::settings::ThemeName;
use tiendo::store::{Emptied, StoreError};
use tiendo::theme::Depth;

use crate::harness::{App, Look};

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (60, 20), (40, 12), (20, 6)];

fn screen(look: Look, script: &str) -> String {
    App::new(look).keys(script).text()
}

/// That values stand against each other in the forecast of these.
fn contested(things: &[&str]) -> Conflicts {
    let contested = things.iter().map(|thing| Contested {
        target: (*thing).to_owned(),
        field: "forecast".to_owned(),
        said: ["30/06/2026 (Minh)", "31/12/2026 (Lan)"]
            .map(str::to_owned)
            .to_vec(),
    });
    Conflicts::of(&contested.collect::<Vec<_>>())
}

fn emptied_at(path: &str) -> StoreError {
    StoreError {
        path: path.into(),
        source: io::Error::new(io::ErrorKind::NotFound, Emptied),
    }
}

fn styled_screen(look: Look, script: &str) -> String {
    App::new(look).keys(script).styled()
}

/// The screen after a script, at every size.
fn at_every_size(name: &str, script: &str) {
    for (width, height) in SIZES {
        assert_snapshot!(
            format!("{name}_{width}x{height}"),
            screen(Look::of(width, height), script)
        );
    }
}

#[test]
fn the_board_at_the_start() {
    at_every_size("start", "");
}

#[test]
fn a_milestone_just_marked_done() {
    at_every_size("done", "/ type:dinh_danh Enter Space");
}

#[test]
fn a_platform_with_a_long_name() {
    at_every_size("long_name", "5 Down Down Down Down Down l End");
}

#[test]
fn finding() {
    at_every_size("find", "/ type:du_lieu");
    assert_snapshot!(screen(Look::of(120, 36), "/"));
    assert_snapshot!(screen(Look::of(80, 24), "/ type:vneid"));
    assert_snapshot!(screen(Look::of(80, 24), "/ type:blokchain"));
    assert_snapshot!(screen(Look::of(80, 24), "/ type:zzzz"));
    assert_snapshot!(screen(Look::of(80, 24), "g m type:y_te"));
}

#[test]
fn help_and_settings_and_the_menu() {
    at_every_size("help", "?");
    assert_snapshot!(screen(Look::of(80, 24), "? type:hoan_tac"));
    at_every_size("go", "g");
}

#[test]
fn details_of_what_the_cursor_is_on() {
    at_every_size("details_milestone", "/ type:dinh_danh Enter Space i");
    assert_snapshot!(screen(Look::of(80, 24), "2 j i"));
    assert_snapshot!(screen(Look::of(80, 24), "j i"));
    assert_snapshot!(screen(Look::of(80, 24), "i"));
}

#[test]
fn forms() {
    at_every_size("form_dates", "/ type:dinh_danh Enter d type:cuoi_quy");
    at_every_size(
        "form_refused",
        "/ type:dinh_danh Enter d Tab type:+1m Enter",
    );
    at_every_size(
        "form_everything",
        "/ type:ndxp Enter e End Tab Tab Tab Tab Tab Tab Tab Tab",
    );
    at_every_size(
        "form_evidence",
        "/ type:ndxp Enter m type:12/QĐ-BKHCN Tab type:hôm_qua",
    );
    for lang in [Lang::Fr, Lang::En] {
        let look = Look::of(80, 24).lang(lang);
        assert_snapshot!(
            format!("form_{}", lang.code()),
            screen(look, "/ type:ndxp Enter b Right Esc")
        );
    }
    assert_snapshot!(screen(Look::of(80, 24), "2 j j o"));
    assert_snapshot!(styled_screen(
        Look::of(60, 20).theme(ThemeName::Mono),
        "/ type:ndxp Enter d type:+2w"
    ));
}

#[test]
fn selected_rows() {
    at_every_size("selected", "/ type:ndxp Enter v j v");
    assert_snapshot!(styled_screen(Look::of(80, 24), "/ type:ndxp Enter v j v"));
    assert_snapshot!(screen(Look::of(80, 24), "3 a type:họp_tuần Enter"));
}

#[test]
fn the_palette() {
    at_every_size("palette", ": type:hai_quan Enter 1 :");
    at_every_size("palette_typed", ": type:xong");
    for lang in [Lang::Fr, Lang::En] {
        let look = Look::of(80, 24).lang(lang);
        assert_snapshot!(format!("palette_{}", lang.code()), screen(look, ":"));
    }
    let mono = Look::of(80, 24).theme(ThemeName::Mono);
    assert_snapshot!("styles_palette_mono", styled_screen(mono, ": type:xong"));
    assert_snapshot!(
        "styles_palette",
        styled_screen(Look::of(80, 24), ": type:qua_han")
    );
}

/// Some changes of one milestone and others, one of them taken back.
const CHANGES: &str = "/ type:ndxp Enter d type:+2w Enter d type:cuoi_quy Enter Space j a type:đã_gửi_công_văn Enter \
     / type:vneid Enter d type:31/12 Enter m type:123/QĐ-BCA Tab type:hôm_qua Enter H Tab j j x";

#[test]
fn the_history() {
    at_every_size("history", CHANGES);
    at_every_size(
        "history_one",
        &format!("{CHANGES} Esc / type:ndxp Enter H j"),
    );
    for lang in [Lang::Fr, Lang::En] {
        let look = Look::of(100, 30).lang(lang);
        assert_snapshot!(format!("history_{}", lang.code()), screen(look, CHANGES));
    }
    for (name, script) in [
        ("history_empty", "H"),
        ("history_filter", "H Tab / type:field:forcast"),
        ("history_refused", "/ type:ndxp Enter Space Space H j x"),
    ] {
        assert_snapshot!(name, screen(Look::of(80, 24), script));
    }
    let mono = Look::of(80, 24).theme(ThemeName::Mono);
    assert_snapshot!("styles_history_mono", styled_screen(mono, CHANGES));
    assert_snapshot!("styles_history", styled_screen(Look::of(80, 24), CHANGES));
}

#[test]
fn prompts_and_questions() {
    at_every_size("count", "/ type:ndxp Enter End = Ctrl-u type:99 Enter");
    assert_snapshot!(screen(
        Look::of(80, 24),
        "/ type:ndxp Enter End = Ctrl-u type:34 Enter"
    ));
    at_every_size("confirm", "3 Space");
}

#[test]
fn what_is_wrong_stays_on_the_screen() {
    let mut app = App::new(Look::of(120, 36));
    let problem = Some("ổ đĩa đã đầy · /media/usb/store".to_owned());
    app.send(Message::Saving(Saving {
        unsaved: 2,
        problem,
    }));
    assert_snapshot!(app.text());
    let store = "/media/usb/store";
    for (width, height) in [(80, 24), (60, 20), (40, 12)] {
        let mut app = App::new(Look::of(width, height));
        app.model.emptied = Some(store.to_owned());
        assert_snapshot!(format!("away_{width}x{height}"), app.text());
        app.send(Message::Saving(Saving {
            unsaved: 1,
            problem: Some(app.model.lang.store_trouble(&emptied_at(store))),
        }));
        assert_snapshot!(format!("gone_{width}x{height}"), app.text());
    }
    let mut app = App::new(Look::of(60, 20));
    app.model.conflicts = contested(&["e-identification/plan", "ndc-cloud"]);
    assert_snapshot!("conflicts_60x20", app.text());
    (app.model.conflicts, app.model.edited) = (Conflicts::default(), true);
    assert_snapshot!("edited_by_hand_60x20", app.text());
    app.model.faults = 3;
    assert_snapshot!(app.text());
    for (width, height) in [(40, 12), (20, 6)] {
        let mut app = App::new(Look::of(width, height));
        let conflicts = contested(&["ndxp/plan"]);
        (app.model.faults, app.model.conflicts, app.model.edited) = (3, conflicts, true);
        assert_snapshot!(format!("much_is_wrong_{width}x{height}"), app.text());
    }
    app.model.emptied = Some(store.to_owned());
    assert_snapshot!("emptied_60x20", app.text());
}

#[test]
fn the_history_leaves_room_for_what_is_wrong() {
    for (width, height) in SIZES {
        let mut app = App::new(Look::of(width, height));
        app.keys("/ type:ndxp Enter d type:+1w Enter H");
        app.send(Message::Saving(Saving {
            unsaved: 2,
            problem: Some("ổ đĩa đã đầy".to_owned()),
        }));
        let text = app.text();
        let frame = text.rfind('╰').unwrap_or_default();
        let told = text.find("CHƯA LƯU 2").unwrap();
        assert!(frame < told && text.contains("23/11/26"), "{text}");
        app.send(Message::Saving(Saving::default()));
        assert!(!app.text().contains("CHƯA LƯU"));
    }
}

#[test]
fn what_has_waited_to_be_saved_is_told_of_once_it_is() {
    for (script, (width, height)) in ["", "H"].into_iter().zip([(40, 12), (60, 20)]) {
        let mut app = App::new(Look::of(width, height));
        let waiting = Saving {
            unsaved: 4,
            problem: Some("ổ đĩa đã đầy".to_owned()),
        };
        app.keys(script).send(Message::Saving(waiting));
        app.send(Message::Saving(Saving::default()));
        let text = app.text();
        assert!(text.contains("✔ Đã lưu 4 thay đổi đang chờ"), "{text}");
        assert!(!app.keys("j").text().contains("đang chờ"));
    }
}

#[test]
fn nothing_is_said_to_be_saved_while_the_store_is_out_of_reach() {
    let header = |emptied: Option<&str>, saving: Saving| {
        let mut app = App::new(Look::of(120, 36));
        app.model.emptied = emptied.map(str::to_owned);
        app.send(Message::Saving(saving));
        app.text().lines().nth(1).unwrap().to_owned()
    };
    let failed = |unsaved| Saving {
        unsaved,
        problem: Some("ổ đĩa đã đầy".to_owned()),
    };
    assert!(header(None, Saving::default()).ends_with("● đã lưu"));
    assert!(header(Some("/media/usb"), Saving::default()).ends_with("✕ không mở được"));
    assert!(header(None, failed(0)).ends_with("✕ không mở được"));
    assert!(header(None, failed(2)).ends_with("✕ 2 chưa lưu"));
}

#[test]
fn rows_in_which_values_stand_against_each_other_are_marked() {
    let looks = SIZES.map(|(width, height)| Look::of(width, height));
    let mono = Look::of(80, 24).theme(ThemeName::Mono);
    let ascii = Look {
        ascii: true,
        ..Look::of(80, 24)
    };
    let named = [("mono", mono), ("ascii", ascii)];
    let sizes = looks.map(|look| (format!("{}x{}", look.size.0, look.size.1), look));
    let all = sizes
        .into_iter()
        .chain(named.map(|(name, look)| (name.to_owned(), look)));
    for (name, look) in all {
        let mut app = App::new(look);
        app.model.conflicts = contested(&[
            "e-identification/plan",
            "e-identification/needs",
            "ndc-cloud",
        ]);
        assert_snapshot!(
            format!("contested_{name}"),
            app.keys("/ type:dinh_danh Enter").text()
        );
    }
}

#[test]
fn the_other_languages() {
    for lang in [Lang::Fr, Lang::En] {
        for (name, script) in [
            ("start", ""),
            ("done", "/ type:dinh_danh Enter Space"),
            ("help", "?"),
            ("find", "/ type:donnees"),
            ("confirm", "3 Space"),
        ] {
            assert_snapshot!(
                format!("{name}_{lang}"),
                screen(Look::of(120, 36).lang(lang), script)
            );
            assert_snapshot!(
                format!("{name}_{lang}_small"),
                screen(Look::of(60, 20).lang(lang), script)
            );
        }
    }
}

#[test]
fn the_styles_of_every_theme_and_depth() {
    let look = Look::of(80, 24);
    let script = "/ type:dinh_danh Enter Space j";
    assert_snapshot!("styles_dark", styled_screen(look, script));
    assert_snapshot!(
        "styles_light",
        styled_screen(look.theme(ThemeName::Light), script)
    );
    assert_snapshot!(
        "styles_mono",
        styled_screen(look.theme(ThemeName::Mono), script)
    );
    assert_snapshot!(
        "styles_256",
        styled_screen(look.depth(Depth::Palette), script)
    );
    assert_snapshot!("styles_16", styled_screen(look.depth(Depth::Ansi), script));
    assert_snapshot!("styles_find", styled_screen(look, "/ type:dd_xt"));
}

#[test]
fn mono_at_every_size() {
    for (width, height) in SIZES {
        let look = Look::of(width, height).theme(ThemeName::Mono);
        assert_snapshot!(
            format!("mono_{width}x{height}"),
            screen(look, "/ type:dinh_danh Enter Space")
        );
    }
}

#[test]
fn ascii_has_nothing_but_ascii() {
    let look = Look {
        ascii: true,
        ..Look::of(100, 30)
    };
    for script in ["/ type:dinh_danh Enter Space", "?", "/ type:du", ",", "i"] {
        let text = screen(look, script);
        assert!(text.is_ascii(), "{text}");
    }
    assert_snapshot!(screen(look, "/ type:dinh_danh Enter Space"));
}

#[test]
fn hostile_names_are_shown_harmless() {
    let mut app = App::new(Look::of(120, 36));
    let hostile = "Sàn\u{1b}[2J\u{202e}dữ\u{200b}liệu\u{9b}1m";
    let set = tiendo::domain::Operation::Set {
        target: "data-exchange".parse().unwrap(),
        field: "name_vi".into(),
        text: hostile.into(),
    };
    app.replica.commit(&set).unwrap();
    let mut app = app.again();
    for script in ["", "/ type:data-exchange", "Enter", "i", "Esc Space"] {
        let buffer = app.keys(script).draw();
        let symbols = buffer.content.iter().map(ratatui::buffer::Cell::symbol);
        assert!(
            symbols
                .into_iter()
                .all(|symbol| tiendo::domain::clean(symbol) == symbol)
        );
    }
}
