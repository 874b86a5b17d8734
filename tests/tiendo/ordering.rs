//! Orders and views on the board.

use std::fs;

use insta::assert_snapshot;
use tiendo::app::{Message, Mode};
use tiendo::domain::{Lang, Operation};
use tiendo::filter::SortKey;
use tiendo::settings::ThemeName;

use crate::harness::{App, Look};
use crate::program::Machine;

const SIZES: [(u16, u16); 5] = [(120, 36), (80, 24), (60, 20), (40, 12), (20, 6)];

fn app() -> App {
    App::new(Look::of(120, 36))
}

/// A board on which some fields were set.
fn changed(fields: &[(&str, &str, &str)]) -> App {
    changed_on(Look::of(120, 36), fields)
}

fn changed_on(look: Look, fields: &[(&str, &str, &str)]) -> App {
    let mut app = App::new(look);
    for (target, field, text) in fields {
        let set = Operation::Set {
            target: target.parse().unwrap(),
            field: (*field).into(),
            text: (*text).into(),
        };
        app.replica.commit(&set).unwrap();
    }
    app.again()
}

fn ids(list: &[tiendo::domain::Id]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

#[test]
fn an_order_is_seen_while_it_is_chosen_and_kept_or_not() {
    let mut app = changed(&[("national-cyber-defence/plan", "actual", "2025-10-01")]);
    let listed = |app: &App| ids(app.model.board.listing().platforms(None));
    let as_listed = listed(&app);
    app.keys("2 s j j");
    assert!(matches!(app.model.mode, Mode::Sort(_)));
    assert_eq!(listed(&app).last().unwrap(), "national-cyber-defence");
    app.keys("S");
    assert_eq!(listed(&app)[0], "national-cyber-defence");
    app.keys("Esc");
    assert_eq!(listed(&app), as_listed);
    app.keys("s j j S Enter");
    assert_eq!(listed(&app)[0], "national-cyber-defence");
    assert_eq!(app.toast(), "Nền tảng: xếp theo ↓ tiến độ");
    assert!(
        app.text().contains("2 Nền tảng ↓ tiến độ 55 !55"),
        "{}",
        app.text()
    );
    app.keys("S");
    assert_eq!(listed(&app).last().unwrap(), "national-cyber-defence");
    assert!(app.text().contains("↑ tiến độ"));
}

#[test]
fn the_order_of_each_pane_is_remembered_also_after_the_program_was_left() {
    let mut app = app();
    app.keys("s j Enter 2 s j S Enter 3 s j Enter f type:tt:quá-hạn Enter F");
    let sorts = app.model.showing.sorts;
    assert!(
        [sorts.ministries, sorts.platforms, sorts.milestones]
            .iter()
            .all(|sort| *sort != tiendo::filter::Sort::default())
    );
    let mut app = app.again();
    assert_eq!(app.model.showing.sorts, sorts);
    assert!(
        !app.model.showing.is_filtered(),
        "nothing is hidden at the start"
    );
    app.keys("f Ctrl-p");
    assert_eq!(app.model.showing.text, "tt:quá-hạn");
}

#[test]
fn the_cursor_stays_on_its_row_when_the_order_changes() {
    let mut app = app();
    app.keys("/ type:hai_quan Enter 2");
    let place = app.place();
    app.keys("s j j Enter S");
    assert_eq!(app.place(), place);
    app.keys("1 S 3 s j j Enter");
    assert!(
        app.place().ends_with("digital-customs plan"),
        "{}",
        app.place()
    );
}

#[test]
fn board_and_command_line_have_the_same_orders() {
    let mut app = changed(&[
        ("ndxp/plan", "actual", "2025-10-01"),
        ("e-identification/needs", "forecast", "2028-01-01"),
    ]);
    for (row, key) in ["list", "name", "progress", "worst", "due", "slippage"]
        .iter()
        .enumerate()
    {
        app.keys("2 s Home").keys(&"j ".repeat(row)).keys("Enter");
        let listed = ids(app.model.board.listing().platforms(None));
        let machine = Machine(tempfile::tempdir().unwrap());
        let store = app.home.path().join("store").display().to_string();
        let rows = machine.json(&["list", "--sort", key, "--store", &store]);
        let expected: Vec<&str> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["platform"].as_str().unwrap())
            .collect();
        assert_eq!(listed, expected, "{key}");
    }
}

#[test]
fn a_view_is_recalled_by_its_row_or_number_and_left() {
    let mut app = app();
    app.keys("2 s j Enter");
    let own = app.model.showing.sorts;
    app.keys("V Enter");
    assert_eq!(app.toast(), "Khung nhìn “Quá hạn”");
    assert_eq!(app.model.showing.text, "tt:quá-hạn");
    assert_ne!(app.model.showing.sorts, own);
    assert!(app.text().contains("· Quá hạn"), "{}", app.text());
    app.keys("V 2");
    assert_eq!(app.model.showing.text, "hạn:tháng");
    app.keys("F");
    assert_eq!(app.model.showing.sorts, own, "the order of before is back");
    assert!(app.model.showing.view.is_none());
    app.keys("V 9");
    assert!(
        matches!(app.model.mode, Mode::Views(_)),
        "there is no ninth"
    );
    app.keys("V");
    assert!(matches!(app.model.mode, Mode::Board));
}

#[test]
fn a_view_says_how_much_it_shows_and_shows_as_much() {
    let mut app = app();
    app.keys("V");
    let Mode::Views(menu) = &app.model.mode else {
        panic!("{:?}", app.model.mode);
    };
    let counts: Vec<_> = menu
        .rows
        .iter()
        .map(|row| row.shows.clone().unwrap().1)
        .collect();
    assert_eq!(counts[0].milestones, 110);
    for (row, expected) in counts.into_iter().enumerate() {
        app.keys(&format!("Esc V {}", row + 1));
        assert_eq!(app.model.board.listing().counts, expected);
    }
}

#[test]
fn a_view_is_saved_renamed_and_removed() {
    let mut app = app();
    app.keys("f type:tt:quá-hạn_bộ:byt Enter 2 s j Enter V a type:Y_tế Enter");
    let file = app.home.path().join("views.toml");
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("tt:quá-hạn bộ:byt")
    );
    app.keys("Esc F V");
    assert!(app.text().contains("Y tế  của bạn"), "{}", app.text());
    app.keys("1");
    assert_eq!(app.model.showing.text, "tt:quá-hạn bộ:byt");
    app.keys("f type:!moc:plan Enter V a type:Y_TE");
    assert!(
        app.text().contains("thay khung nhìn “Y TE” đang có"),
        "{}",
        app.text()
    );
    app.keys("Enter Esc F V 1");
    assert_eq!(app.model.showing.text, "tt:quá-hạn bộ:byt !moc:plan");
    app.keys("V r");
    assert!(app.text().contains("Y TE"), "{}", app.text());
    app.keys("Ctrl-u type:Quá_hạn Enter");
    assert!(
        app.text().contains("có sẵn trong chương trình"),
        "{}",
        app.text()
    );
    app.keys("Ctrl-u Enter");
    assert!(app.text().contains("Cần một tên"), "{}", app.text());
    app.keys("type:Sức_khỏe Enter");
    assert!(fs::read_to_string(&file).unwrap().contains("Sức khỏe"));
    assert_eq!(app.model.showing.view.as_deref(), Some("Sức khỏe"));
    app.keys("x Enter");
    assert!(app.text().contains("Sức khỏe"), "no is chosen at first");
    app.keys("x Tab Enter");
    assert!(!app.text().contains("Sức khỏe"), "{}", app.text());
    assert!(!fs::read_to_string(&file).unwrap().contains("Sức khỏe"));
    app.keys("x");
    assert_eq!(app.toast(), "“Quá hạn” có sẵn trong chương trình");
}

#[test]
fn a_file_of_views_with_a_mistake_says_which_line_and_the_others_work() {
    let mut app = app();
    let file = app.home.path().join("views.toml");
    fs::write(&file, "[[view]]\nname = \"Good\"\nfilter = \"rag:red\"\n\n[[view]]\nname = \"Bad\"\nfilter = \"rag:rde\"\n\n[[view]]\nname = \"Where\"\nfilter = \"bo:zzz\"\n").unwrap();
    let text = app.keys("V").text();
    assert!(text.contains("views.toml:7: filter"), "{text}");
    assert!(text.contains("Good") && !text.contains("Bad"), "{text}");
    app.keys("2");
    assert!(app.toast().contains("zzz"), "{}", app.toast());
    app.keys("1");
    assert_eq!(app.model.showing.text, "rag:red");
    fs::write(&file, "name = = 1\n").unwrap();
    app.keys("V a type:New Enter");
    assert!(app.toast().contains("views.toml:1"), "{}", app.toast());
    assert_eq!(fs::read_to_string(&file).unwrap(), "name = = 1\n");
}

#[test]
fn orders_and_views_at_every_size() {
    for (width, height) in SIZES {
        let look = Look::of(width, height);
        let screen = |script: &str| App::new(look).keys(script).text();
        assert_snapshot!(format!("sort_{width}x{height}"), screen("2 s End"));
        assert_snapshot!(format!("sorted_{width}x{height}"), screen("2 s j Enter"));
        assert_snapshot!(
            format!("views_{width}x{height}"),
            screen("f type:bộ:bca Enter V a type:Công_an Enter")
        );
        assert_snapshot!(
            format!("view_name_{width}x{height}"),
            screen("f type:bộ:bca Enter V a type:Quá_hạn")
        );
        assert_snapshot!(format!("view_{width}x{height}"), screen("V Enter"));
    }
}

#[test]
fn orders_and_views_in_the_other_languages_and_themes() {
    for lang in [Lang::Fr, Lang::En] {
        let look = Look::of(80, 24).lang(lang);
        assert_snapshot!(format!("views_{lang}"), App::new(look).keys("V j j").text());
        assert_snapshot!(format!("sort_{lang}"), App::new(look).keys("s").text());
    }
    for (name, theme) in [("dark", ThemeName::Dark), ("mono", ThemeName::Mono)] {
        let mut app = App::new(Look::of(60, 20).theme(theme));
        assert_snapshot!(format!("views_styles_{name}"), app.keys("V").styled());
        assert_snapshot!(format!("sort_styles_{name}"), app.keys("Esc 3 s").styled());
    }
}

#[test]
fn rows_stay_in_place_under_the_cursor_and_go_to_their_place_when_it_has_gone() {
    let mut app = app();
    app.keys("/ type:ndxp Enter s j Enter");
    let kinds = |app: &App| ids(app.model.board.listing().kinds(&"ndxp".parse().unwrap()));
    assert_eq!(kinds(&app)[..2], ["plan", "publication"]);
    app.keys("Space");
    assert!(app.is_done("ndxp/plan"));
    assert_eq!(
        kinds(&app)[..2],
        ["plan", "publication"],
        "it does not run away"
    );
    app.keys("J");
    assert_eq!(kinds(&app)[0], "publication");
    assert_eq!(*kinds(&app).last().unwrap(), "plan");
    app.keys("K");
    assert!(app.place().contains(" ndxp "), "{}", app.place());
}

#[test]
fn rows_and_the_filter_answer_to_the_mouse() {
    let mut app = app();
    app.keys("2 s");
    let popup = app.model.own_popup().unwrap();
    app.send(Message::Click(popup.list.x + 3, popup.list.y + 1));
    assert_eq!(app.model.showing.sorts.platforms.key, SortKey::Name);
    app.send(Message::Click(popup.list.x + 3, popup.list.y + 1));
    assert!(matches!(app.model.mode, Mode::Board));
    app.keys("V Enter");
    let line = app.model.own_layout().filter;
    app.send(Message::Click(line.x + 5, line.y));
    assert!(matches!(app.model.mode, Mode::Filter(_)));
}

/// Something to show in most columns.
const FILLED: [(&str, &str, &str); 5] = [
    ("ndxp/plan", "actual", "2025-10-20"),
    ("ndxp/needs", "forecast", "2026-12-31"),
    ("ndxp/needs", "obstacle", "chưa có vốn"),
    ("ndxp", "focal_name", "Trần Thị Bình"),
    ("ndxp", "obstacle", "thiếu người"),
];

fn with_columns() -> App {
    changed(&FILLED)
}

#[test]
fn columns_are_seen_while_they_are_chosen_and_kept_or_not() {
    let mut app = with_columns();
    app.keys("/ type:ndxp Enter |");
    assert!(matches!(app.model.mode, Mode::Columns(_)));
    let before = app.text();
    app.keys("End Space Home j j j Space");
    assert_eq!(app.model.showing.columns.to_string(), "obstacle,status");
    assert!(app.text().contains("chưa có vốn"), "{}", app.text());
    app.keys("Esc");
    assert!(app.model.showing.columns.is_usual());
    assert!(!app.text().contains("chưa có vốn"), "{before}");
    app.keys("| End Space Enter");
    assert_eq!(app.toast(), "Các cột: vướng mắc");
    let mut app = app.again();
    assert_eq!(app.model.showing.columns.to_string(), "obstacle");
    app.keys("| Delete Enter");
    assert_eq!(app.toast(), "Các cột: như mặc định");
    assert!(app.again().model.showing.columns.is_usual());
}

#[test]
fn a_view_has_its_columns_and_those_of_before_are_back_when_it_is_left() {
    let mut app = with_columns();
    app.keys("| End Space Enter V a type:Vướng Enter");
    assert_eq!(app.model.views.own[0].columns.to_string(), "obstacle");
    app.keys("| Home Space Enter F");
    app.keys("| Delete Enter");
    app.keys("V 1");
    assert_eq!(app.model.showing.columns.to_string(), "obstacle");
    app.keys("F");
    assert!(app.model.showing.columns.is_usual());
    app.keys("V 1");
    assert!(
        app.again().model.showing.columns.is_usual(),
        "a view is left with the program"
    );
}

#[test]
fn the_board_and_the_command_line_say_the_same_in_every_column() {
    use tiendo::filter::columns::{Column, Level};
    let mut app = with_columns();
    app.keys("/ type:ndxp Enter");
    let (programme, ground) = (&app.model.programme, app.model.ground(None));
    let platform = programme.platform(&"ndxp".parse().unwrap()).unwrap();
    let machine = Machine::new();
    for (target, field, text) in FILLED {
        machine.ok(&["set", target, field, text]);
    }
    for column in Column::all().filter(|column| column.is_of(Level::Milestones)) {
        let listed = machine.ok(&[
            "list",
            "--milestones",
            "--filter",
            "ndxp",
            "--columns",
            column.code(),
        ]);
        for (milestone, line) in platform.milestones().zip(listed.lines().skip(2)) {
            let said = app
                .model
                .lang
                .cell(&column.of_milestone(milestone, &ground));
            assert!(line.ends_with(&said), "{}: {line}", column.code());
        }
    }
    for column in Column::all().filter(|column| column.is_of(Level::Platforms)) {
        let listed = machine.ok(&["list", "--filter", "ndxp", "--columns", column.code()]);
        let said = app.model.lang.cell(&column.of_platform(platform, &ground));
        assert!(
            listed.lines().nth(1).unwrap().contains(&said),
            "{}: {listed}",
            column.code()
        );
    }
}

#[test]
fn screens_of_chosen_columns() {
    for (columns, rows) in SIZES {
        let mut look = Look::of(columns, rows);
        look.theme = ThemeName::Mono;
        let mut app = changed_on(look, &FILLED);
        app.keys("/ type:ndxp Enter | End Space k k Space k k k k k k Space");
        assert_snapshot!(format!("columns_menu_{columns}x{rows}"), app.text());
        app.keys("Enter");
        assert_snapshot!(format!("columns_{columns}x{rows}"), app.text());
        app.keys("2");
        assert_snapshot!(format!("columns_platforms_{columns}x{rows}"), app.text());
    }
}
