//! The real program in a terminal: start, mark, quit, start again; and the terminal given back however it ends.

use std::time::Duration;

use termlens::{Key, Screen, Signal, Terminal};
use tiendo::theme::Depth;
use tiendo::tui::TerminalScreen;

use crate::cli::conflicts::merged;
use crate::program::Machine;

fn start(machine: &Machine, program: &str, args: &[&str]) -> Terminal {
    Terminal::builder()
        .size(120, 36)
        .env_clear()
        .envs(machine.env())
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .env("TERM", "xterm-256color")
        .env("COLORTERM", "truecolor")
        .timeout(Duration::from_secs(20))
        .args(args)
        .spawn(program)
        .unwrap()
}

fn board(machine: &Machine) -> Terminal {
    let mut terminal = start(machine, env!("CARGO_BIN_EXE_tiendo"), &[]);
    terminal
        .wait_frame(|screen| screen.contains("Bộ, ngành") && screen.contains("đã lưu"))
        .unwrap();
    terminal
}

/// The terminal is as the shell had it.
fn assert_restored(terminal: &Terminal) {
    let screen = terminal.screen();
    assert!(!screen.alternate_screen() && screen.cursor_visible() && !screen.bracketed_paste());
    assert!(screen.mouse_modes().is_empty());
}

#[test]
fn a_mark_outlives_the_program_and_is_undone_in_the_next() {
    let machine = Machine::new();
    let mut terminal = board(&machine);
    terminal.send_str("/dinh danh").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("1 kết quả"))
        .unwrap();
    terminal.send(Key::Enter).unwrap();
    terminal
        .wait_frame(|screen| screen.contains("hạn 10/10/2025"))
        .unwrap();
    terminal.send_str(" ").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("✔ Kế hoạch chi tiết: hoàn thành"))
        .unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert_restored(&terminal);
    assert_eq!(machine.json(&["show", "e-identification"])["done"], 1);

    let mut terminal = board(&machine);
    assert!(terminal.screen().contains("✔ 1 hoàn thành"));
    terminal.send_str("u").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("Đã hoàn tác"))
        .unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert_eq!(machine.json(&["show", "e-identification"])["done"], 0);
}

/// A start without anybody saying who records, with settings in this folder.
fn newcomer(machine: &Machine, settings: &str) -> Terminal {
    let mut terminal = Terminal::builder()
        .size(100, 30)
        .env_clear()
        .envs(machine.env())
        .env("TIENDO_PERSON", "")
        .env("XDG_CONFIG_HOME", settings)
        .env("USER", "nobody-of-this-machine")
        .env("TERM", "xterm-256color")
        .timeout(Duration::from_secs(20))
        .spawn(env!("CARGO_BIN_EXE_tiendo"))
        .unwrap();
    terminal
        .wait_frame(|screen| screen.contains("Bộ, ngành") && screen.contains("đã lưu"))
        .unwrap();
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn a_newcomer_is_asked_once_for_a_name_and_a_language() {
    let machine = Machine::new();
    let settings = machine.0.path().join("mine").display().to_string();
    let mut terminal = newcomer(&machine, &settings);
    assert!(terminal.screen().contains("nobody-of-this-machine"));
    terminal.send_str("Lan\t\u{1b}[C\r").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("Ministères") && !screen.contains("Bienvenue"))
        .unwrap();
    leave(terminal);
    let text = std::fs::read_to_string(format!("{settings}/tiendo/config.toml")).unwrap();
    assert!(
        text.contains("\nperson = \"Lan\"\n") && text.contains("\nlang = \"fr\"\n"),
        "{text}"
    );
    let mut terminal = Terminal::builder()
        .size(100, 30)
        .env_clear()
        .envs(machine.env())
        .env("TIENDO_PERSON", "")
        .env("XDG_CONFIG_HOME", &settings)
        .env("TERM", "xterm-256color")
        .timeout(Duration::from_secs(20))
        .spawn(env!("CARGO_BIN_EXE_tiendo"))
        .unwrap();
    terminal
        .wait_frame(|screen| screen.contains("Ministères") && screen.contains("enregistré"))
        .unwrap();
    assert!(!terminal.screen().contains("Bienvenue"));
    leave(terminal);
}

#[cfg(target_os = "linux")]
#[test]
fn a_newcomer_whose_settings_cannot_be_written_is_asked_once_all_the_same() {
    let machine = Machine::new();
    let mut terminal = newcomer(&machine, "/proc/nowhere");
    assert!(terminal.screen().contains("Chào mừng"));
    terminal.send(Key::Esc).unwrap();
    terminal
        .wait_frame(|screen| !screen.contains("Chào mừng"))
        .unwrap();
    leave(terminal);
    let terminal = newcomer(&machine, "/proc/nowhere");
    assert!(!terminal.screen().contains("Chào mừng"));
    leave(terminal);
}

#[test]
#[cfg(unix)]
fn a_long_note_is_written_in_the_users_editor_which_alone_reads_the_keys() {
    let machine = Machine::new();
    let script = "printf 'EDITOR> '; read -r line; printf '%s' \"$line\" > \"$1\"\n";
    let editor = format!("sh {}", machine.write("editor.sh", script));
    let mut terminal = Terminal::builder()
        .size(120, 36)
        .env_clear()
        .envs(machine.env())
        .env("EDITOR", editor)
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .env("TERM", "xterm-256color")
        .timeout(Duration::from_secs(20))
        .spawn(env!("CARGO_BIN_EXE_tiendo"))
        .unwrap();
    terminal
        .wait_frame(|screen| screen.contains("Bộ, ngành"))
        .unwrap();
    terminal.send_str("2ja").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("Ghi chú"))
        .unwrap();
    terminal.send(Key::Ctrl('o')).unwrap();
    terminal
        .wait_until(|screen| screen.contains("EDITOR>"))
        .unwrap();
    terminal.send_str("đã gọi cho đầu mối\r").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("đã gọi cho đầu mối") && screen.contains("Enter"))
        .unwrap();
    terminal.send(Key::Enter).unwrap();
    terminal
        .wait_frame(|screen| screen.contains("Đã ghi chú"))
        .unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    assert_restored(&terminal);
}

#[test]
fn the_history_shows_what_a_script_writes_meanwhile_and_takes_it_back() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan", "--by", "Lan"]);
    let mut terminal = board(&machine);
    terminal.send_str("H").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("1/1 thay đổi") && screen.contains("Lan"))
        .unwrap();
    machine.ok(&["note", "ndxp", "đã gọi", "--by", "Minh"]);
    terminal
        .wait_frame(|screen| screen.contains("2/2 thay đổi") && screen.contains("Minh"))
        .unwrap();
    terminal.send_str("/người:minh").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("1/1 thay đổi"))
        .unwrap();
    terminal.send(Key::Enter).unwrap();
    terminal.send_str("x").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("Đã rút lại") && screen.contains("u hoàn tác"))
        .unwrap();
    terminal.send_str("qqq").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    let ndxp = machine.json(&["show", "ndxp"]);
    assert_eq!(
        (ndxp["done"].as_i64(), &ndxp["notes"]),
        (Some(1), &serde_json::json!([]))
    );
}

#[test]
fn what_a_script_marks_is_shown_by_an_open_board_and_the_other_way_round() {
    let machine = Machine::new();
    let mut terminal = board(&machine);
    machine.ok(&["done", "ndxp", "plan", "--by", "Lan"]);
    terminal
        .wait_frame(|screen| screen.contains("✔ 1 hoàn thành") && screen.contains("Lan vừa ghi"))
        .unwrap();
    terminal.send_str("/ndxp").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("1 kết quả"))
        .unwrap();
    terminal.send(Key::Enter).unwrap();
    terminal.send_str("j ").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("✔ 2 hoàn thành"))
        .unwrap();
    assert_eq!(machine.json(&["show", "ndxp"])["done"], 2);
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn the_board_follows_the_size_of_the_terminal() {
    let machine = Machine::new();
    let mut terminal = board(&machine);
    for (columns, rows) in [(80, 24), (40, 12), (20, 6), (120, 36)] {
        terminal.resize(columns, rows).unwrap();
        terminal
            .wait_frame(|screen| screen.size() == (columns, rows) && screen.contains("╰"))
            .unwrap();
    }
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

/// A window manager sizes a new window while the program starts. Here it takes a second until the program is told of
/// sizes: nothing may be on the screen before.
#[test]
fn a_size_that_changes_once_there_is_something_on_the_screen_is_followed() {
    if let Err(why) = crate::store::syscalls::can_trace() {
        eprintln!("skipped: {why}");
        return;
    }
    let machine = Machine::new();
    let slow = ["-f", "-qq", "-e", "trace=epoll_create1", "-e"];
    let slow = slow.into_iter().chain([
        "inject=epoll_create1:delay_enter=1000000",
        "-o",
        "/dev/null",
        env!("CARGO_BIN_EXE_tiendo"),
    ]);
    let mut terminal = start(&machine, "strace", &slow.collect::<Vec<_>>());
    terminal
        .wait_frame(|screen| screen.contains("Bộ, ngành"))
        .unwrap();
    terminal.resize(80, 24).unwrap();
    terminal
        .wait_frame(|screen| {
            let text = screen.text();
            text.lines().any(|line| line.trim_end().ends_with('╯'))
        })
        .unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn the_terminal_is_given_back_when_the_system_asks_to_leave() {
    for (signal, code) in [(Signal::Term, 143), (Signal::Hup, 129), (Signal::Int, 130)] {
        let machine = Machine::new();
        let mut terminal = board(&machine);
        terminal.signal(signal).unwrap();
        assert_eq!(terminal.wait_exit().unwrap().code(), Some(code));
        assert_restored(&terminal);
    }
}

#[test]
fn the_terminal_is_given_back_when_the_program_panics() {
    let machine = Machine::new();
    let this = std::env::current_exe().unwrap();
    let args = ["--exact", "pty::a_child_that_panics", "--nocapture"];
    let mut terminal = Terminal::builder()
        .env_clear()
        .envs(machine.env())
        .env("TERM", "xterm-256color")
        .env(CHILD, "1")
        .timeout(Duration::from_secs(20))
        .args(args)
        .spawn(this)
        .unwrap();
    assert!(!terminal.wait_exit().unwrap().success());
    assert_restored(&terminal);
    let text = terminal.screen().full_text();
    assert!(text.contains("on purpose"), "{text}");
}

const CHILD: &str = "TIENDO_TEST_PANIC";

/// Does nothing, unless it is started by the test above.
#[test]
fn a_child_that_panics() {
    if std::env::var_os(CHILD).is_some() {
        let _screen =
            TerminalScreen::open(Depth::True, true, tiendo::tui::Gate::default()).unwrap();
        panic!("on purpose");
    }
}

#[test]
fn no_colour_is_asked_for_and_given() {
    let machine = Machine::new();
    let mut terminal = Terminal::builder()
        .size(100, 30)
        .env_clear()
        .envs(machine.env())
        .env("TERM", "xterm-256color")
        .env("NO_COLOR", "1")
        .timeout(Duration::from_secs(20))
        .spawn(env!("CARGO_BIN_EXE_tiendo"))
        .unwrap();
    let screen = terminal.wait_frame(|screen| screen.contains("[|")).unwrap();
    let coloured = (0..screen.rows())
        .flat_map(|row| (0..screen.cols()).map(move |column| (row, column)))
        .find(|(row, column)| {
            let style = screen.cell(*row, *column).map(|cell| *cell.style());
            style.is_some_and(|style| {
                style.fg != termlens::Color::Default || style.bg != termlens::Color::Default
            })
        });
    assert_eq!(coloured, None);
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn what_a_colleague_has_written_and_somebody_deletes_is_missed_by_an_open_board() {
    let machine = Machine::new();
    let mut terminal = board(&machine);
    machine.ok(&["done", "ndxp", "plan"]);
    let journals = machine.store().join("journal");
    terminal
        .wait_frame(|screen| screen.contains("vừa ghi"))
        .unwrap();
    std::fs::remove_dir_all(&journals).unwrap();
    terminal
        .wait_frame(|screen| screen.contains("tiendo doctor"))
        .unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

/// What the board has read before still is on its screen.
#[test]
fn an_open_board_brings_nothing_back_that_a_repair_has_given_up() {
    let machine = Machine::new();
    let mut colleague = machine.command(&["done", "ndxp", "plan"]);
    colleague.env("XDG_STATE_HOME", machine.0.path().join("elsewhere"));
    assert!(colleague.output().unwrap().status.success());
    let mut terminal = board(&machine);
    std::fs::remove_dir_all(machine.store().join("journal")).unwrap();
    terminal
        .wait_frame(|screen| screen.contains("tiendo doctor"))
        .unwrap();
    machine.ok(&["doctor", "--repair"]);
    machine.ok(&["verify"]);
    terminal.send_str("/ndxp").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("1 kết quả"))
        .unwrap();
    terminal.send(Key::Enter).unwrap();
    terminal.send_str("j ").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("✔ 2 hoàn thành"))
        .unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
    machine.ok(&["verify"]);
    assert_eq!(machine.json(&["show", "ndxp"])["done"], 2);
}

#[test]
fn a_disk_that_is_not_plugged_in_is_told_of_by_the_board_until_it_is() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let away = machine.0.path().join("away");
    std::fs::rename(machine.store(), &away).unwrap();
    let mut terminal = board(&machine);
    let is_told = |screen: &Screen| screen.contains("Cắm lại ổ đĩa");
    terminal
        .wait_frame(|screen| is_told(screen) && !screen.contains("phần còn lại"))
        .unwrap();
    std::fs::rename(away, machine.store()).unwrap();
    terminal
        .wait_frame(|screen| !is_told(screen) && screen.contains("✔ 1 hoàn thành"))
        .unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn values_that_stand_against_each_other_are_named_with_who_says_them() {
    let forecast = |date| [["set", "ndxp/plan", "forecast", date]];
    let (theirs, ours) = (forecast("2026-12-01"), forecast("2026-12-31"));
    let machine = merged(&[], &[&theirs[0]], &[&ours[0]]);
    let mut terminal = board(&machine);
    terminal.send_str("/ndxp").unwrap();
    terminal
        .wait_frame(|screen| screen.contains("1 kết quả"))
        .unwrap();
    terminal.send(Key::Enter).unwrap();
    let said = "Dự kiến: 31/12/2026 (Bình) ↔ 01/12/2026";
    terminal
        .wait_frame(|screen| screen.contains(said) && screen.contains("(Lan)"))
        .unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}

#[test]
fn an_edit_by_hand_is_told_of_by_an_open_board_until_it_is_taken_back() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let mut terminal = board(&machine);
    let path = machine.store().join("store.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("alpha", "beta", 1)).unwrap();
    let is_told = |screen: &Screen| screen.contains("tiendo adopt");
    terminal.wait_frame(is_told).unwrap();
    // A change does not fail for it.
    terminal.send_str("/ndxp").unwrap();
    let is_found = |screen: &Screen| screen.contains("1 kết quả");
    terminal.wait_frame(is_found).unwrap();
    terminal.send(Key::Enter).unwrap();
    terminal.send_str("j ").unwrap();
    let is_marked = |screen: &Screen| screen.contains("· u hoàn tác");
    terminal.wait_frame(is_marked).unwrap();
    std::thread::sleep(Duration::from_secs(4));
    assert!(
        is_marked(&terminal.screen()),
        "{}",
        terminal.screen().full_text()
    );
    std::fs::write(&path, &text).unwrap();
    terminal.wait_frame(|screen| !is_told(screen)).unwrap();
    terminal.send_str("q").unwrap();
    assert!(terminal.wait_exit().unwrap().success());
}
