//! Filters on the board: rows and counts follow what is typed, and are those of the command line.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use tiendo::app::{Mode, Pane};
use tiendo::domain::{Lang, Operation, Status};
use tiendo::settings::ThemeName;

use crate::harness::{App, Look};
use crate::program::Machine;

fn app() -> App {
    App::new(Look::of(120, 36))
}

/// A board on which a few things have happened.
fn lived_in() -> App {
    let mut app = app();
    for (target, field, text) in [
        ("ndxp/plan", "actual", "2025-10-05"),
        ("e-identification/plan", "actual", "2026-02-01"),
        ("e-identification/publication", "actual", "2026-02-02"),
        ("hpc-centre/operation", "obstacle", "thiếu vốn"),
        ("digital-customs/needs", "forecast", "2027-05-01"),
    ] {
        let set = Operation::Set {
            target: target.parse().unwrap(),
            field: field.into(),
            text: text.into(),
        };
        app.replica.commit(&set).unwrap();
    }
    app.look_around();
    app.again()
}

/// The rows of the second pane by going down it, those of the third in each.
fn walked(app: &mut App) -> (Vec<String>, Vec<String>) {
    let (mut platforms, mut milestones) = (Vec::new(), Vec::new());
    app.keys("1 Home 2 Home j");
    for _ in 1..app.model.board.len(Pane::Platforms, &app.model.programme) {
        let place = app.keys("3 Home").place();
        let platform = place.split(' ').nth(2).unwrap().to_owned();
        for _ in 0..app.model.board.len(Pane::Milestones, &app.model.programme) {
            let place = app.place();
            milestones.push(format!("{platform}/{}", place.split(' ').nth(3).unwrap()));
            app.keys("j");
        }
        platforms.push(platform);
        app.keys("2 j");
    }
    (platforms, milestones)
}

#[test]
fn board_and_command_line_show_the_same_rows_and_counts() {
    for filter in [
        "tt:quá-hạn",
        "bộ:bca",
        "rag:red !moc:plan",
        "hạn:<600",
        "là:chưa-có-văn-bản",
        "dữ liệu",
        "nguoi:binh",
        "tt:xong bộ:bca,btc",
        "est:difficulté",
        "zzz",
    ] {
        let mut app = lived_in();
        app.keys(&format!("f type:{} Enter", filter.replace(' ', "_")));
        assert_eq!(app.model.showing.text, filter);
        let (platforms, milestones) = walked(&mut app);
        let ministries = app.model.board.listing().ministries().len();
        let tally = app.model.board.listing().summary.programme;
        let machine = Machine(app.home);
        let listed = |args: &[&str]| machine.json(&[args, &["--filter", filter]].concat());
        let rows = |list: &serde_json::Value, name: &dyn Fn(&serde_json::Value) -> String| {
            list.as_array()
                .unwrap()
                .iter()
                .map(name)
                .collect::<Vec<_>>()
        };
        let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
        let list = listed(&["list"]);
        assert_eq!(
            platforms,
            rows(&list, &|row| text(row, "platform")),
            "{filter}"
        );
        let owners: BTreeSet<String> = rows(&list, &|row| text(row, "ministry"))
            .into_iter()
            .collect();
        assert_eq!(ministries, owners.len(), "{filter}");
        let list = listed(&["list", "--milestones"]);
        let names = rows(&list, &|row| {
            format!("{}/{}", text(row, "platform"), text(row, "milestone"))
        });
        assert_eq!(milestones, names, "{filter}");
        let status = listed(&["status"]);
        assert_eq!(status["milestones"], tally.all(), "{filter}");
        assert_eq!(status["platforms"], platforms.len(), "{filter}");
        assert_eq!(status["done"], tally.done(), "{filter}");
        for status_code in Status::ALL {
            let expected = &status["counts"][status_code.code()];
            assert_eq!(
                *expected,
                tally.count(status_code),
                "{filter}: {status_code:?}"
            );
        }
    }
}

#[test]
fn the_sums_of_all_rows_headings_and_header_are_those_of_what_is_shown() {
    let mut app = lived_in();
    app.keys("f type:tt:quá-hạn_bộ:bca Enter");
    let text = app.text();
    let listing = app.model.board.listing();
    let overdue = listing.summary.programme.count(Status::Overdue);
    assert_eq!(overdue as usize, listing.counts.milestones);
    assert!(text.contains(&format!("! {overdue} quá hạn")), "{text}");
    assert!(text.contains("1 Bộ, ngành 1/15"), "{text}");
    assert!(
        text.contains(&format!("2 Nền tảng {}/55", listing.counts.platforms)),
        "{text}"
    );
    assert!(text.contains(&format!("3 Mốc 0/{overdue}")), "{text}");
    assert!(text.contains(&format!("{overdue}/495 mốc")), "{text}");
    let of_rows: u32 = listing
        .platforms(None)
        .iter()
        .map(|id| listing.summary.platform(id).all())
        .sum();
    assert_eq!(of_rows, overdue);
    let of_kinds: u32 = listing
        .sums(None)
        .iter()
        .map(|(_, tally)| tally.all())
        .sum();
    assert_eq!(of_kinds, overdue);
}

#[test]
fn rows_follow_while_one_types_and_esc_gives_back_what_was_shown() {
    let mut app = app();
    app.keys("j 2 j j 3 j v");
    let before = app.text();
    for (typed, milestones) in [
        ("type:tt:q", 495),
        ("type:uá-hạn", 110),
        ("type:_bộ:", 110),
        ("type:bca", 26),
        ("type:_zzz", 0),
        ("Ctrl-w Ctrl-w", 110),
        ("Ctrl-u", 495),
        ("type:\"dinh_da", 9),
    ] {
        app.keys(if typed == "type:tt:q" { "f" } else { "" })
            .keys(typed);
        assert_eq!(
            app.model.board.listing().counts.milestones,
            milestones,
            "{typed}"
        );
    }
    app.keys("Esc");
    assert_eq!(app.text(), before);
    app.keys("f type:zzz Esc");
    assert_eq!(app.text(), before);
}

#[test]
fn a_filter_is_changed_kept_recalled_and_cleared() {
    let mut app = app();
    app.keys("f type:tt:quá-hạn Enter f type:bộ:bca Enter");
    assert_eq!(app.model.showing.text, "tt:quá-hạn bộ:bca");
    app.keys("F");
    assert_eq!(app.toast(), "Đã bỏ lọc");
    assert!(!app.model.showing.is_filtered());
    app.keys("F");
    assert_eq!(app.toast(), "Không có bộ lọc nào");
    app.keys("f type:x Ctrl-p");
    assert_eq!(app.model.showing.text, "tt:quá-hạn bộ:bca");
    app.keys("Up Up Up");
    assert_eq!(app.model.showing.text, "tt:quá-hạn");
    app.keys("Ctrl-n Ctrl-n Ctrl-n");
    assert_eq!(app.model.showing.text, "x", "what was typed comes back");
    app.keys("Ctrl-u Enter");
    assert!(!app.model.showing.is_filtered() && matches!(app.model.mode, Mode::Board));
}

#[test]
fn suggestions_are_put_in_where_they_belong() {
    let mut app = app();
    let typed = |app: &App| match &app.model.mode {
        Mode::Filter(prompt) => prompt.input.value().to_owned(),
        other => panic!("{other:?}"),
    };
    app.keys("f type:tt:ng Tab");
    assert_eq!(typed(&app), "tt:nguy-cơ");
    app.keys("type:,qu Tab type:_bo Tab type:y Down Enter");
    assert_eq!(typed(&app), "tt:nguy-cơ,quá-hạn bộ:BYT");
    app.keys("Home type:!mốc: Down Down Up Enter");
    assert_eq!(typed(&app), "!mốc:plantt:nguy-cơ,quá-hạn bộ:BYT");
    app.keys("Ctrl-u Tab Ctrl-u Up Enter");
    assert!(
        matches!(app.model.mode, Mode::Board),
        "without history ↑ does nothing"
    );
}

#[test]
fn what_is_wrong_is_said_at_its_place_and_nothing_typed_is_lost() {
    let mut app = app();
    app.keys("f type:bộ:bca_tt:qahan Enter");
    assert!(matches!(app.model.mode, Mode::Filter(_)));
    let text = app.text();
    let lines: Vec<&str> = text.lines().collect();
    let column = |line: &str, what: &str| line.split(what).next().unwrap().chars().count();
    assert_eq!(column(lines[2], "qahan"), column(lines[3], "╰"), "{text}");
    assert!(lines[3].contains("không có “qahan”"), "{text}");
    assert_eq!(
        app.model.board.listing().counts.milestones,
        117,
        "the rest holds"
    );
    app.keys("Ctrl-w Enter");
    assert!(app.model.showing.is_filtered() && matches!(app.model.mode, Mode::Board));
}

#[test]
fn what_does_not_match_any_more_stays_until_the_cursor_goes_elsewhere() {
    let mut app = app();
    app.keys("f type:tt:quá-hạn Enter j 2 j 3 Space");
    assert!(app.is_done("e-identification/plan"));
    assert_eq!(app.place(), "3 public-security e-identification plan");
    assert!(
        app.text().contains("109/495 mốc"),
        "it counts nowhere: {}",
        app.text()
    );
    assert_eq!(
        app.model.board.len(Pane::Milestones, &app.model.programme),
        2
    );
    app.keys("j Space");
    assert_eq!(
        app.place(),
        "3 public-security e-identification publication"
    );
    app.keys("k Space");
    assert!(
        !app.is_done("e-identification/plan"),
        "it is still there to be taken back"
    );
    app.keys("Space 2 j");
    assert_eq!(app.place(), "2 public-security national-data-portal plan");
    app.keys("k");
    assert_eq!(
        app.place(),
        "2 public-security * plan",
        "the platform is gone"
    );
    app.keys("u g o F");
    assert!(!app.model.showing.is_filtered());
}

#[test]
fn going_and_selecting_and_acting_keep_to_what_is_shown() {
    let mut app = app();
    app.keys("f type:tt:quá-hạn_bộ:btc,byt_mốc:publication Enter g o g o");
    let listed = app.model.board.listing().platforms(None)[1].to_string();
    assert_eq!(app.place(), format!("3 * {listed} publication"));
    assert_eq!(
        app.place(),
        "3 finance business-registration publication".replace(
            "finance business-registration",
            &app.place()
                .split(' ')
                .skip(1)
                .take(2)
                .collect::<Vec<_>>()
                .join(" ")
        )
    );
    app.keys("g o");
    assert!(app.place().ends_with("publication"), "{}", app.place());
    app.keys("1 Home 2 Home 3 *");
    assert_eq!(app.model.board.selection.len(), 11);
    app.keys("Esc Space");
    let Mode::Confirm(_) = app.model.mode else {
        panic!("more than ten are asked for");
    };
    app.keys("Tab Enter F");
    assert!(app.is_done("digital-customs/publication"));
    assert!(!app.is_done("digital-customs/plan"));
    assert!(!app.is_done("e-identification/publication"));
    app.keys("u f type:bộ:byt Enter g t g t g t");
    assert!(app.place().contains("health"), "{}", app.place());
    app.keys("f Ctrl-u type:tt:tạm-dừng Enter g o");
    assert_eq!(app.toast(), "Không có mốc nào quá hạn · đang lọc, F bỏ lọc");
}

#[test]
fn what_is_hidden_is_not_selected() {
    let mut app = app();
    app.keys("2 j v v v f type:bộ:byt");
    assert!(app.model.board.selection.is_empty());
    app.keys("Esc");
    assert_eq!(app.model.board.selection.len(), 3, "nothing was meant yet");
    app.keys("f type:bộ:byt Enter");
    assert!(app.model.board.selection.is_empty());
}

#[test]
fn a_search_that_leads_to_what_is_hidden_says_so_and_lifts_the_filter() {
    let mut app = app();
    app.keys("f type:bộ:byt Enter / type:vneid");
    assert!(app.text().contains("bị lọc ẩn"), "{}", app.text());
    app.keys("Enter");
    assert_eq!(app.place(), "3 * e-identification plan");
    assert!(
        app.toast().starts_with("Đã bỏ lọc để tới"),
        "{}",
        app.toast()
    );
    app.keys("f type:bộ:byt Enter g m type:tai_chinh Enter");
    assert_eq!(app.place(), "2 finance * plan");
    assert!(!app.model.showing.is_filtered());
    app.keys("f type:bộ:byt Enter / type:y_te Enter");
    assert!(
        app.model.showing.is_filtered(),
        "what is shown is gone to without more ado"
    );
}

#[test]
fn the_milestones_of_all_platforms_are_never_acted_on_by_the_way() {
    let mut app = app();
    app.keys("j 2 j 3 f type:bộ:byt Enter");
    assert_eq!(app.place(), "2 * * plan", "the keys do not speak to sums");
    app.keys("F");
    assert_eq!(
        app.place(),
        "2 public-security e-identification plan",
        "the cursor is back on its row"
    );
}

#[test]
fn a_filter_is_seen_at_every_size() {
    for (width, height) in [(120, 36), (80, 24), (60, 20), (40, 12), (20, 6)] {
        let look = Look::of(width, height);
        let screen = |script: &str| App::new(look).keys(script).text();
        assert_snapshot!(
            format!("filter_{width}x{height}"),
            screen("f type:tt:quá-hạn_bộ:bca Enter 2 j 3 Space")
        );
        assert_snapshot!(
            format!("filter_typed_{width}x{height}"),
            screen("f type:tt:quá-hạn_bộ:b Down")
        );
        assert_snapshot!(
            format!("filter_wrong_{width}x{height}"),
            screen("f type:tt:qahan_bộ:bca Enter")
        );
        assert_snapshot!(
            format!("filter_hides_all_{width}x{height}"),
            screen("f type:tt:tạm-dừng Enter 2")
        );
    }
}

#[test]
fn a_filter_in_the_other_languages_and_themes() {
    for (lang, filter) in [(Lang::Fr, "statut:en-retard"), (Lang::En, "status:overdue")] {
        let look = Look::of(80, 24).lang(lang);
        assert_snapshot!(
            format!("filter_{lang}"),
            App::new(look)
                .keys(&format!("f type:{filter} Enter"))
                .text()
        );
        let look = Look::of(60, 20).lang(lang);
        assert_snapshot!(
            format!("filter_typed_{lang}"),
            App::new(look).keys("f").text()
        );
    }
    for (name, theme) in [("dark", ThemeName::Dark), ("mono", ThemeName::Mono)] {
        let mut app = App::new(Look::of(80, 24).theme(theme));
        app.keys("f type:tt:quá-hạn Enter 2 j 3 Space");
        assert_snapshot!(format!("filter_styles_{name}"), app.styled());
    }
    let mut app = App::new(Look::of(40, 12).theme(ThemeName::Mono));
    assert_snapshot!("filter_typed_mono", app.keys("f type:tt:qu_zz:_a").styled());
}
