//! The list itself on the board: added, moved, ordered, archived, brought back, each as one action.

use insta::assert_snapshot;
use tiendo::app::{Mode, Pane};
use tiendo::domain::{Entity, Lang};
use tiendo::settings::ThemeName;

use crate::harness::{App, Look};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (60, 20), (40, 12)];

fn app(script: &str) -> App {
    let mut app = App::new(Look::of(120, 36));
    app.keys(script);
    app
}

fn codes(app: &App, ministry: &str) -> Vec<String> {
    let ministry = ministry.parse().unwrap();
    let platforms = app.replica.programme().platforms_of(Some(&ministry));
    platforms.map(|platform| platform.id.to_string()).collect()
}

fn has(app: &App, target: &str) -> bool {
    let entity: Entity = target.parse().unwrap();
    let listed = app.replica.programme().contains(&entity);
    assert_eq!(
        listed,
        app.model.programme.contains(&entity),
        "board and store agree"
    );
    listed
}

#[test]
fn what_is_new_is_added_where_the_cursor_is_with_a_code_of_its_name() {
    for (script, added) in [
        ("A a type:Cơ_quan_Vũ_trụ Enter", "ministry:co-quan-vu-tru"),
        (
            "g m type:byt Enter 2 A a type:Tiêm_chủng Tab Tab type:Vaccines Enter",
            "vaccines",
        ),
        (
            "/ type:ndxp Enter 2 A a type:Nền_tảng_X Enter",
            "nen-tang-x",
        ),
        (
            "/ type:ndxp Enter A a type:Chạy_thử Tab type:5 Enter",
            "ndxp/chay-thu",
        ),
        ("3 A a type:Kiểm_toán Enter", "kind:kiem-toan"),
        ("A k type:Kiểm_toán Enter", "ndxp/kiem-toan"),
        (
            "A a type:Mới Tab Tab Tab Tab type:new-one Enter",
            "ministry:new-one",
        ),
    ] {
        let mut app = app(script);
        assert!(has(&app, added), "{script}: {}", app.toast());
        app.keys("u");
        assert!(!has(&app, added), "{script}: undone at once");
    }
}

#[test]
fn what_cannot_be_added_is_said_beside_its_field() {
    let mut app = app("A a type:Bộ_Y_tế Tab Tab Tab Tab type:health Enter");
    assert!(
        app.text().contains("“ministry:health” đã có"),
        "{}",
        app.text()
    );
    app.keys("Ctrl-u type:Y_tế Enter");
    assert!(app.text().contains("Mã: mã chỉ gồm"), "{}", app.text());
    app.keys("Ctrl-u type:space Enter");
    assert!(has(&app, "ministry:space"));
    app.keys("Home 2 A a");
    assert!(
        matches!(app.model.mode, Mode::Board),
        "a platform needs a ministry"
    );
    assert!(!app.toast().is_empty());
}

#[test]
fn selected_platforms_move_together_to_the_ministry_that_is_found() {
    let mut app = app("/ type:ndxp Enter 2 v v A m type:y_te Enter Tab type:12/QĐ Enter");
    assert_eq!(
        codes(&app, "health"),
        ["health-platform", "ndxp", "sti-management"],
        "{}",
        app.toast()
    );
    assert!(app.toast().contains("Bộ Y tế"), "{}", app.toast());
    let id = "ndxp".parse().unwrap();
    let owner = app
        .replica
        .programme()
        .platform(&id)
        .unwrap()
        .former_owners()[0];
    assert_eq!(
        (owner.ministry.as_str(), owner.document),
        ("science-technology", Some("12/QĐ"))
    );
    app.keys("u");
    assert_eq!(codes(&app, "health"), ["health-platform"]);
}

#[test]
fn a_row_changes_its_place_and_stays_under_the_cursor() {
    let mut app = app("/ type:ndxp Enter 2");
    let before = codes(&app, "science-technology");
    app.keys("Alt-Down");
    let after = codes(&app, "science-technology");
    assert_eq!((&after[0], &after[1]), (&before[1], &before[0]));
    assert!(app.place().contains(" ndxp "), "{}", app.place());
    app.keys("Alt-Up");
    assert_eq!(codes(&app, "science-technology"), before);
    app.keys("Alt-Up");
    assert!(app.toast().contains("Không còn chỗ"), "{}", app.toast());
    app.keys("3 G Alt-Up");
    let kinds: Vec<String> = app
        .model
        .programme
        .kinds()
        .map(|(id, _)| id.to_string())
        .collect();
    assert_eq!(kinds[7..], ["readiness", "communication"]);
}

#[test]
fn archived_rows_go_at_once_more_than_ten_after_a_question_and_come_back_from_their_list() {
    let mut app = app("/ type:ndxp Enter Delete Enter");
    assert!(!has(&app, "ndxp/plan"));
    app.keys("2 A x Enter");
    assert!(!has(&app, "ndxp"));
    app.keys("g m type:khcn Enter 1 Delete");
    assert!(
        has(&app, "ministry:science-technology"),
        "it still has platforms"
    );
    app.keys("A r type:ndxp");
    assert!(app.text().contains("23/11/2026"), "{}", app.text());
    app.keys("Enter");
    assert!(has(&app, "ndxp"), "{}", app.toast());
    assert!(
        !has(&app, "ndxp/plan"),
        "what was archived by itself stays so"
    );
    app.keys("u A r Esc g m type:bca Enter 2 * Delete Enter");
    assert!(matches!(app.model.mode, Mode::Confirm(_)));
    app.keys("Enter");
    assert_eq!(
        codes(&app, "public-security").len(),
        13,
        "no is lit at first"
    );
    app.keys("Esc Delete Enter Right Enter");
    assert_eq!(codes(&app, "public-security").len(), 0);
    app.keys("u");
    assert_eq!(codes(&app, "public-security").len(), 13);
}

#[test]
fn what_is_archived_keeps_its_reason_and_one_undo_brings_it_back() {
    let mut app = app("/ type:ndxp Enter 2 Delete type:đã_gộp Tab type:5/QĐ Enter");
    assert!(!has(&app, "ndxp"));
    let value = |field: &str| {
        let (value, _) = app.replica.fold().field("ndxp", field);
        value.map(|value| value.to_string())
    };
    assert_eq!(value("archive_reason").as_deref(), Some("đã gộp"));
    assert_eq!(value("archive_document").as_deref(), Some("5/QĐ"));
    assert_eq!(value("archived").as_deref(), Some("2026-11-23"));
    app.keys("u");
    assert!(has(&app, "ndxp"));
}

#[test]
fn what_cannot_be_archived_is_told_before_a_reason_is_typed() {
    let app = app("g m type:khcn Enter 1 Delete");
    assert!(matches!(app.model.mode, Mode::Board));
    assert!(app.toast().contains("nền tảng"), "{}", app.toast());
}

#[test]
fn the_cursor_goes_to_what_was_added_unless_the_filter_hides_it() {
    let new = "A a type:Tiêm_chủng Tab Tab Tab Tab type:vaccines Enter";
    let mut app = app(&format!("/ type:ndxp Enter 2 s j Enter {new}"));
    assert_eq!(app.place(), "2 * vaccines plan");
    app.keys("3 A a type:Chạy_thử Enter");
    assert_eq!(app.place(), "3 * vaccines chay-thu");
    app.keys("1 A a type:Bộ_Mới Enter");
    assert_eq!(app.place(), "1 bo-moi * *");
    app.keys("u u u g m type:khcn Enter 2 f type:tt:quá-hạn Enter");
    let place = app.place();
    app.keys(new);
    assert_eq!(app.place(), place);
    assert!(
        app.toast().ends_with("Bộ lọc đang ẩn mục mới."),
        "{}",
        app.toast()
    );
}

#[test]
fn how_it_looks() {
    for (name, script) in [
        ("list_menu", "/ type:ndxp Enter 2 A"),
        (
            "list_add",
            "/ type:ndxp Enter 2 A a type:Trợ_lý_ảo Tab Tab type:Assistant Tab Tab",
        ),
        ("list_owner", "/ type:ndxp Enter 2 A m type:tai"),
        ("list_move", "/ type:ndxp Enter 2 A m type:tai_chinh Enter"),
        (
            "list_archived",
            "/ type:ndxp Enter Delete Enter 2 Delete type:đã_gộp Enter A r",
        ),
        ("list_archive", "/ type:ndxp Enter 2 Delete type:đã_gộp"),
        (
            "list_details",
            "/ type:ndxp Enter 2 A m type:y_te Enter Tab type:12/QĐ Enter Esc / type:ndxp Enter 2 i",
        ),
        ("list_confirm", "g m type:bca Enter 2 * Delete Enter"),
    ] {
        for (width, height) in SIZES {
            let mut app = App::new(Look::of(width, height));
            assert_snapshot!(format!("{name}_{width}x{height}"), app.keys(script).text());
        }
    }
    let script = "/ type:ndxp Enter 2 A m type:tai_chinh Enter";
    for lang in [Lang::Fr, Lang::En] {
        let mut app = App::new(Look::of(80, 24).lang(lang));
        assert_snapshot!(
            format!("list_move_{}", lang.code()),
            app.keys(script).text()
        );
    }
    let mut app = App::new(Look::of(80, 24).theme(ThemeName::Mono));
    assert_snapshot!("list_move_mono", app.keys(script).styled());
}

#[test]
fn the_cursor_goes_to_the_neighbour_of_what_is_archived() {
    let platform = |app: &App| {
        let platform = app.model.board.platform(&app.model.programme);
        platform.map(|platform| platform.id.to_string())
    };
    let mut app = app("g m type:khcn Enter 2 Down");
    let (first, row) = (
        platform(&app),
        app.model.board.row(Pane::Platforms, &app.model.programme),
    );
    app.keys("Down");
    let second = platform(&app);
    app.keys("Up Delete Enter");
    assert_eq!(platform(&app), second);
    assert_eq!(
        app.model.board.row(Pane::Platforms, &app.model.programme),
        row
    );
    app.keys("End Delete Enter");
    assert!(
        platform(&app).is_some(),
        "the last one goes to the one before"
    );
    app.keys("u u");
    assert_ne!(platform(&app), first, "it stays where it is");
}
