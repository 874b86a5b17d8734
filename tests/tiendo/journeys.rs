//! What a coordinator does, key by key, and what comes of it.

use tiendo::app::{Effect, Message, Mode};
use tiendo::domain::{Lang, Operation};
use tiendo::settings::Value;
use tiendo::store::disk::RealDisk;

use crate::disk::{Trouble, TroubledDisk};
use crate::harness::{App, Look, open};

fn app() -> App {
    App::new(Look::of(120, 36))
}

#[test]
fn every_key_of_movement_leads_where_it_says() {
    for (script, place) in [
        ("", "1 * * plan"),
        ("j", "1 public-security * plan"),
        ("Down Down k", "1 public-security * plan"),
        ("G", "1 ethnic-religious-affairs * plan"),
        ("End Home", "1 * * plan"),
        ("PgDn", "1 ethnic-religious-affairs * plan"),
        ("G PgUp", "1 * * plan"),
        ("l", "2 * * plan"),
        ("Right Right Right", "3 * * plan"),
        ("l l h", "2 * * plan"),
        ("Enter Enter Enter", "3 * * plan"),
        ("Tab", "2 * * plan"),
        ("Tab Tab Tab", "1 * * plan"),
        ("Shift-Tab", "3 * * plan"),
        ("3 2", "2 * * plan"),
        ("j 2 j", "2 public-security e-identification plan"),
        ("j 2 j 3 j j", "3 public-security e-identification needs"),
        ("j 2 j 3 G", "3 public-security e-identification readiness"),
        (
            "j 2 j 3 j J",
            "3 public-security national-data-portal publication",
        ),
        ("j 2 j j 3 K K K", "3 public-security e-identification plan"),
        ("2 g e", "2 * ethnic-religious-affairs-platform plan"),
        ("2 g e g g", "2 * * plan"),
        ("g o", "3 * e-identification plan"),
        ("g o g o g o", "3 * national-data-portal plan"),
        ("g t", "3 * e-identification operation"),
        ("g t g t", "3 * national-data-portal operation"),
        ("g m type:tai_chinh Enter", "2 finance * plan"),
        ("g p type:hai_quan Enter", "3 * digital-customs plan"),
        ("/ type:vneid Enter", "3 * e-identification plan"),
        ("j / type:hai_quan Enter", "3 finance digital-customs plan"),
        ("/ type:hai_quan Esc", "1 * * plan"),
        ("/ type:hai_quan Enter Esc Esc", "1 * digital-customs plan"),
        ("/ type:bca Enter n", "3 * national-data-portal plan"),
        ("/ type:bca Enter N", "3 * national-cyber-defence plan"),
        ("Đ", "1 * * plan"),
    ] {
        let mut app = app();
        app.keys(script);
        assert_eq!(app.place(), place, "{script}");
        assert!(
            !app.home.path().join("store").exists(),
            "moving writes nothing: {script}"
        );
    }
}

#[test]
fn every_parent_remembers_its_child_by_id() {
    let mut app = app();
    app.keys("j 2 j j 3 j j");
    assert_eq!(app.place(), "3 public-security national-data-portal needs");
    app.keys("1 j");
    assert_eq!(app.place(), "1 finance * plan");
    app.keys("k");
    assert_eq!(app.place(), "1 public-security national-data-portal needs");
    app.keys("2 j");
    assert_eq!(app.place(), "2 public-security ndc-cloud plan");
    app.keys("k");
    assert_eq!(app.place(), "2 public-security national-data-portal needs");
}

#[test]
fn marking_undoing_and_redoing_outlive_the_program() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space");
    assert!(app.is_done("ndxp/plan"));
    assert_eq!(
        app.toast(),
        "Kế hoạch chi tiết: hoàn thành · Nền tảng tích hợp, chia sẻ dữ liệu quốc gia"
    );
    let mut app = app.again();
    assert!(app.is_done("ndxp/plan"));
    app.keys("u");
    assert!(!app.is_done("ndxp/plan"));
    assert!(app.toast().starts_with("Đã hoàn tác"));
    let mut app = app.again();
    app.keys("U");
    assert!(app.is_done("ndxp/plan"));
    app.keys("/ type:ndxp Enter Space");
    assert!(
        !app.is_done("ndxp/plan"),
        "Space on a done milestone reopens it"
    );
    app.keys("Ctrl-r");
    assert_eq!(app.toast(), "Không còn gì của bạn trên máy này để làm lại.");
}

#[test]
fn a_letter_composed_by_an_input_method_is_its_base_key() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space ư");
    assert!(!app.is_done("ndxp/plan"));
}

#[test]
fn counting_goes_up_and_down_and_asks_for_the_day_of_the_last_one() {
    let mut app = app();
    app.keys("/ type:ndxp Enter G + + + -");
    let count = |app: &App| {
        app.replica
            .fold()
            .field("ndxp/readiness", "progress")
            .0
            .unwrap()
            .to_string()
    };
    assert_eq!(count(&app), "2");
    app.keys("= Ctrl-u type:33 Enter");
    assert_eq!(count(&app), "33");
    app.keys("+");
    assert!(
        matches!(app.model.mode, Mode::Form(_)),
        "34 of 34 asks for its date"
    );
    app.keys("Esc");
    assert!(!app.is_done("ndxp/readiness"));
    app.keys("+ Ctrl-u type:20/11/2026 Enter");
    assert!(app.is_done("ndxp/readiness"));
    app.keys("Space");
    assert!(!app.is_done("ndxp/readiness"));
    assert_eq!(count(&app), "33", "reopening gives back the count");
    app.keys("= Ctrl-u type:35 Enter");
    assert!(matches!(&app.model.mode, Mode::Form(form) if form.row().entry.error.is_some()));
    app.keys("Esc Esc k +");
    assert!(app.toast().contains("không đếm"), "{}", app.toast());
}

#[test]
fn an_impossible_day_is_refused_beside_the_field_and_keeps_what_was_typed() {
    for text in ["31/4/2026", "24/11/2026", "ngày_mai", "hôm_nào", ""] {
        let mut app = app();
        app.keys("/ type:ndxp Enter G = Ctrl-u type:34 Enter Ctrl-u");
        app.keys(&format!("type:{text} Enter"));
        let Mode::Form(form) = &app.model.mode else {
            panic!("{text} was taken")
        };
        assert!(form.row().entry.error.is_some());
        assert_eq!(form.row().entry.input.value(), text.replace('_', " "));
    }
}

#[test]
fn the_last_change_is_repeated_where_the_cursor_is() {
    let mut app = app();
    app.keys("/ type:ndxp Enter Space j .");
    assert!(app.is_done("ndxp/plan") && app.is_done("ndxp/publication"));
    app.keys("J .");
    assert!(app.is_done("sti-management/publication"));
}

#[test]
fn enter_and_space_outside_of_the_milestones_change_nothing() {
    let mut app = app();
    app.keys("Enter Enter Enter Enter Enter");
    app.keys("1 Space 2 j Space + =");
    assert!(app.toast().contains("khung 3"), "{}", app.toast());
    assert!(!app.home.path().join("store").exists());
}

#[test]
fn many_milestones_are_asked_for_once_with_cancel_focused() {
    let mut app = app();
    app.keys("3 Space");
    assert!(matches!(&app.model.mode, Mode::Confirm(confirm) if !confirm.yes));
    app.keys("Enter");
    assert!(!app.is_done("ndxp/plan"));
    app.keys("Space Tab Enter");
    assert!(app.is_done("ndxp/plan") && app.is_done("e-identification/plan"));
    assert_eq!(app.toast(), "Hoàn thành 55 mốc");
    app.keys("u");
    assert!(!app.is_done("ndxp/plan"), "many at once are one undo");
}

#[test]
fn few_milestones_of_one_ministry_are_marked_at_once() {
    let mut app = app();
    app.keys("g m type:noi_vu Enter 3 Space");
    assert_eq!(app.toast(), "Hoàn thành 5 mốc");
}

#[test]
fn the_mouse_selects_scrolls_and_presses_hints() {
    let mut app = app();
    let ministries = app.model.own_layout().rows(tiendo::app::Pane::Ministries);
    app.send(Message::Click(ministries.x + 2, ministries.y + 2));
    assert_eq!(app.place(), "1 finance * plan");
    app.send(Message::Wheel(ministries.x + 2, ministries.y, true));
    assert_eq!(app.place(), "1 government-office * plan");
    let platforms = app.model.own_layout().rows(tiendo::app::Pane::Platforms);
    app.send(Message::Click(platforms.x, platforms.y + 1));
    assert_eq!(
        app.place(),
        "2 government-office national-public-service-portal plan"
    );
    let hints = app.model.own_layout().hints;
    let help = tiendo::app::hints::hints(&app.model, hints)
        .into_iter()
        .find(|hint| hint.key == "?")
        .unwrap();
    app.send(Message::Click(help.area.x, help.area.y));
    assert!(matches!(app.model.mode, Mode::Help(_)));
    app.keys("Esc M");
    assert!(app.effects.contains(&Effect::ListenToMouse(false)));
}

#[test]
fn the_language_is_switched_live_and_kept() {
    let mut app = app();
    app.keys("L");
    assert_eq!(app.model.lang, Lang::Fr);
    assert!(app.text().contains("Ministères"));
    let kept = |effect: &Effect| {
        matches!(effect, Effect::SaveSetting(setter, lang)
        if *lang == Lang::Fr && setter.key == "lang" && setter.value == Some(Value::Text("fr".into())))
    };
    assert!(app.effects.iter().any(kept));
    app.keys("/ type:portail");
    assert!(app.text().contains("Portail national des données"));
}

#[test]
fn what_others_write_is_shown_and_the_cursor_stays() {
    let mut app = app();
    app.keys("/ type:ndxp Enter j");
    let mut other = open(app.home.path(), "Lan", Box::new(RealDisk));
    let targets = vec![tiendo::domain::MilestoneId {
        platform: "ndxp".parse().unwrap(),
        kind: "plan".parse().unwrap(),
    }];
    other.commit(&Operation::Toggle { targets }).unwrap();
    app.look_around();
    assert!(app.is_done("ndxp/plan"));
    assert_eq!(app.place(), "3 * ndxp publication");
    assert_eq!(app.toast(), "Lan vừa ghi thay đổi");
}

#[test]
fn what_cannot_be_saved_is_kept_said_and_saved_later() {
    let disk = TroubledDisk::new(Trouble::Full);
    let mut app = App::on(
        tempfile::tempdir().unwrap(),
        Look::of(120, 36),
        Box::new(disk.clone()),
    );
    app.keys("/ type:ndxp Enter Space");
    assert!(app.is_done("ndxp/plan"), "the board shows what was typed");
    assert!(app.text().contains("CHƯA LƯU 1 thay đổi"), "{}", app.text());
    assert!(!app.text().contains("● đã lưu"));
    app.keys("q");
    assert!(
        matches!(app.model.mode, Mode::Confirm(_)),
        "leaving would lose it"
    );
    app.keys("Esc");
    disk.end();
    app.look_around();
    assert!(app.text().contains("● đã lưu") && !app.text().contains("CHƯA LƯU"));
    assert!(app.again().is_done("ndxp/plan"));
}

#[test]
fn a_pasted_megabyte_is_cut_to_a_line() {
    let mut app = app();
    app.keys("/");
    app.send(Message::Paste("x\r\n".repeat(400_000)));
    let Mode::Find(find) = &app.model.mode else {
        panic!()
    };
    assert!(find.input.value().len() <= 500 && !find.input.value().contains('\n'));
}

#[test]
fn quitting_takes_one_q_or_two_interrupts() {
    for (script, quits) in [
        ("q", true),
        ("Ctrl-c", false),
        ("Ctrl-c Ctrl-c", true),
        ("Ctrl-c j Ctrl-c", false),
        ("Esc Esc Esc", false),
        ("/ q", false),
    ] {
        let mut app = app();
        app.keys(script);
        assert_eq!(app.effects.contains(&Effect::Quit), quits, "{script}");
    }
}

#[test]
fn a_forecast_moves_two_weeks_in_five_keys_and_is_repeated_and_undone() {
    let mut app = app();
    app.keys("/ type:ndxp Enter d type:+2w Enter");
    let forecast = |app: &App, id: &str| app.replica.fold().field(id, "forecast").0;
    assert_eq!(forecast(&app, "ndxp/plan"), Some("2026-12-07".into()));
    app.keys("d type:+2w Enter j .");
    assert_eq!(
        forecast(&app, "ndxp/plan"),
        Some("2026-12-21".into()),
        "counted from what it was"
    );
    assert_eq!(
        forecast(&app, "ndxp/publication"),
        Some("2026-12-07".into())
    );
    app.keys("u u");
    assert_eq!(forecast(&app, "ndxp/plan"), Some("2026-12-07".into()));
    assert_eq!(forecast(&app, "ndxp/publication"), None);
}

#[test]
fn an_overdue_milestone_is_done_with_its_document_in_five_keys_beside_the_number() {
    let mut app = app();
    app.keys("g o Space m type:12/QĐ Enter");
    assert!(app.is_done("e-identification/plan"));
    let fold = app.replica.fold();
    let number = fold
        .field("e-identification/plan", "evidence.12-qđ.number")
        .0;
    assert_eq!(number, Some("12/QĐ".into()));
}

#[test]
fn a_form_keeps_what_was_typed_until_it_is_thrown_away_on_purpose() {
    let mut app = app();
    app.keys("/ type:ndxp Enter d type:cuoi_quy");
    let form = |app: &App| match &app.model.mode {
        Mode::Form(form) => Some((form.row().text().to_owned(), form.is_leaving)),
        _ => None,
    };
    app.keys("Esc");
    assert_eq!(form(&app), Some(("cuoi quy".to_owned(), true)));
    app.keys("Left Esc");
    assert_eq!(form(&app).map(|(_, leaving)| leaving), Some(true));
    app.keys("Esc");
    assert_eq!(form(&app), None);
    app.keys("d Esc");
    assert_eq!(form(&app), None, "nothing typed is nothing lost");
    assert!(!app.home.path().join("store").exists());
}

#[test]
fn what_cannot_be_is_told_beside_its_field_and_kept() {
    for (script, text) in [
        ("d type:31/4", "30"),
        ("d type:2026-11-01", "đã qua"),
        ("d Tab type:31/12/2026", "văn bản"),
        ("d Tab Tab Tab type:tomorrow", "tương lai"),
        ("b Right", "lý do"),
        ("m type:12/QĐ Tab type:31/4", "30"),
        ("o Tab Tab type:binh", "địa chỉ"),
        ("G e Tab Tab Tab Tab Tab Tab type:0", "từ 1"),
    ] {
        let mut app = app();
        app.keys("/ type:ndxp Enter").keys(script).keys("Enter");
        let Mode::Form(form) = &app.model.mode else {
            panic!("{script} was taken: {}", app.toast())
        };
        let error = form.row().entry.error.clone().unwrap_or_default();
        assert!(error.contains(text), "{script}: {error}");
        assert!(!app.home.path().join("store").exists());
    }
}

#[test]
fn selected_rows_are_changed_together_in_one_undo() {
    let mut app = app();
    app.keys("/ type:ndxp Enter v v j v d type:+1w Enter");
    let forecast = |app: &App, id: &str| app.replica.fold().field(id, "forecast").0;
    let all = |app: &App| {
        ["plan", "publication", "needs", "regulation"]
            .map(|kind| forecast(app, &format!("ndxp/{kind}")).is_some())
    };
    assert_eq!(all(&app), [true, true, false, true]);
    assert_eq!(
        app.replica.fold().lines().len(),
        2,
        "one line beside the list"
    );
    app.keys("u");
    assert_eq!(all(&app), [false; 4]);
    app.keys("Esc Esc");
    assert!(app.model.board.selection.is_empty());
    app.keys("Home Shift-Down Shift-Down Space");
    assert!(app.is_done("ndxp/plan") && app.is_done("ndxp/needs"));
    app.keys("* a type:đã_gọi Enter");
    let notes = app
        .model
        .programme
        .platform(&"ndxp".parse().unwrap())
        .unwrap();
    assert!(
        notes
            .milestones()
            .all(|milestone| milestone.notes.len() == 1)
    );
}

#[test]
fn more_than_ten_are_asked_for_and_no_gives_the_form_back() {
    let mut app = app();
    app.keys("3 a type:họp_tuần Enter");
    assert!(matches!(app.model.mode, Mode::Confirm(_)));
    app.keys("Esc");
    let Mode::Form(form) = &app.model.mode else {
        panic!("what was typed is gone")
    };
    assert_eq!(form.row().text(), "họp tuần");
    app.keys("Enter Right Enter");
    assert!(app.toast().contains("55"), "{}", app.toast());
}

#[test]
fn values_of_before_are_offered_again() {
    let mut app = app();
    app.keys("/ type:ndxp Enter m type:12/QĐ Enter j m type:13/QĐ Enter j m Ctrl-p Ctrl-p");
    let Mode::Form(form) = &app.model.mode else {
        panic!("no form")
    };
    assert_eq!(form.row().text(), "12/QĐ");
    app.keys("Ctrl-n");
    assert!(matches!(&app.model.mode, Mode::Form(form) if form.row().text() == "13/QĐ"));
}

#[test]
fn what_another_window_writes_into_an_open_form_is_said_and_loses_nothing() {
    let mut app = app();
    app.keys("/ type:ndxp Enter b Tab Tab Tab type:thiếu_vốn");
    let mut other = open(app.home.path(), "Lan", Box::new(RealDisk));
    let set = |field: &str, text: &str| Operation::Set {
        target: "ndxp/plan".parse().unwrap(),
        field: field.to_owned(),
        text: text.to_owned(),
    };
    other.commit(&set("obstacle", "thiếu người")).unwrap();
    other.commit(&set("proposal", "thêm người")).unwrap();
    app.look_around();
    let text = app.text();
    for part in ["thiếu vốn", "vừa ghi: thiếu người", "thêm người"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    app.keys("Enter");
    let value = |field: &str| app.replica.fold().field("ndxp/plan", field).0;
    assert_eq!(value("obstacle"), Some("thiếu vốn".into()));
    assert_eq!(value("proposal"), Some("thêm người".into()));
    assert!(app.replica.fold().conflicts().is_empty(), "knowingly");
    app.keys("u");
    let value = |field: &str| app.replica.fold().field("ndxp/plan", field).0;
    assert_eq!(value("obstacle"), Some("thiếu người".into()));
}

#[test]
fn a_baseline_is_replaced_by_a_document_that_is_typed_again() {
    let mut app = app();
    app.keys("/ type:ndxp Enter d Tab Ctrl-u type:31/12/2026 Enter");
    assert!(matches!(&app.model.mode, Mode::Form(form) if form.row().entry.error.is_some()));
    app.keys("Ctrl-u type:624/TB-VPCP Enter");
    assert!(matches!(app.model.mode, Mode::Board), "{}", app.text());
    let value = |field: &str| app.replica.fold().field("ndxp/plan", field).0;
    assert_eq!(value("baseline"), Some("2026-12-31".into()));
    assert_eq!(value("original_baseline"), Some("2025-10-10".into()));
}

#[test]
fn rows_selected_one_by_one_and_then_in_a_run_are_those_gone_over() {
    let selected = |keys: &str| {
        let mut app = App::new(Look::of(120, 36));
        app.keys("/ type:ndxp Enter");
        app.keys(keys);
        app.model.board.selection.len()
    };
    assert_eq!(selected("v Shift-Down Shift-Down Shift-Down"), 4);
    assert_eq!(selected("Shift-Down Shift-Down Shift-Down"), 4);
    assert_eq!(selected("v Down v Shift-Down"), 3);
    assert_eq!(selected("G Shift-Up Shift-Up"), 3);
}

#[test]
fn what_was_undone_is_said_with_the_key_that_does_it_again() {
    let mut app = App::new(Look::of(120, 36));
    app.keys("/ type:ndxp Enter Space");
    assert!(app.text().contains("· u hoàn tác"), "{}", app.text());
    app.keys("u");
    assert!(app.text().contains("· U làm lại"), "{}", app.text());
    app.keys("U");
    assert!(app.text().contains("· u hoàn tác"), "{}", app.text());
}

#[test]
fn only_what_can_be_done_here_is_hinted_at_and_the_way_back_always() {
    let hints = |keys: &str, size: (u16, u16)| {
        let mut app = App::new(Look::of(size.0, size.1));
        app.keys(keys);
        let text = app.text();
        text.lines().last().unwrap_or_default().to_owned()
    };
    let in_milestones = hints("/ type:ndxp Enter", (120, 36));
    assert!(in_milestones.contains("Space xong"), "{in_milestones}");
    for keys in ["1", "2"] {
        let elsewhere = hints(keys, (120, 36));
        assert!(!elsewhere.contains("Space"), "{elsewhere}");
        assert!(elsewhere.contains("Enter mở"), "{elsewhere}");
    }
    for (keys, size) in [
        ("H", (80, 24)),
        ("H", (40, 12)),
        ("A", (60, 20)),
        ("V", (60, 20)),
    ] {
        let last = hints(keys, size);
        assert!(last.contains("Esc"), "{keys} {size:?}: {last}");
    }
}
