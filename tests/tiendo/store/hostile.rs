//! Things that are no journals, lines of newer programs, full disks, and disks that hide files for a while.

use std::fs;
use std::path::Path;

use tiendo::replica::CommitError;
use tiendo::replica::health::Fault;
use tiendo::store::disk::{Disk, RealDisk};
use tiendo::store::found::Reason;
use tiendo::store::line::LineId;

use super::fixture::{ROOT, open, set};
use super::home::{Home, append, days, set_day};
use super::sim::{Errno, SimDisk, Trouble};

#[cfg(unix)]
#[test]
fn pipes_links_folders_and_devices_in_the_journals_are_told_of_and_never_hang() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let home = Home::with(&[1, 2]);
    let folder = home.journals();
    let mut expected = vec!["folder.jsonl", "link.jsonl", "pipe.jsonl"];
    mknodat(
        CWD,
        folder.join("pipe.jsonl"),
        FileType::Fifo,
        Mode::RWXU,
        0,
    )
    .unwrap();
    std::os::unix::fs::symlink(home.journal_of("a"), folder.join("link.jsonl")).unwrap();
    fs::create_dir(folder.join("folder.jsonl")).unwrap();
    let zero = rustix::fs::makedev(1, 5);
    if mknodat(
        CWD,
        folder.join("device.jsonl"),
        FileType::CharacterDevice,
        Mode::RWXU,
        zero,
    )
    .is_ok()
    {
        expected.insert(0, "device.jsonl");
    } else {
        eprintln!("skipped: making a device takes root");
    }
    let mut replica = home.open("b");
    let told: Vec<_> = replica
        .damage()
        .iter()
        .map(|damage| (&*damage.file, damage.reason.clone()))
        .collect();
    let all: Vec<_> = expected
        .into_iter()
        .map(|name| (name, Reason::NotRegular))
        .collect();
    assert_eq!(told, all);
    set_day(&mut replica, 3);
    assert!(replica.sync().unwrap().damage.is_empty(), "said once");
    assert_eq!(days(&home.open("a")), [1, 2, 3]);
}

#[cfg(unix)]
#[test]
fn a_pipe_a_link_or_a_folder_under_the_name_of_the_own_journal_makes_it_write_under_the_next() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    type Occupy = fn(&Path);
    let occupations: [Occupy; 3] = [
        |path| mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).unwrap(),
        |path| std::os::unix::fs::symlink("/dev/null", path).unwrap(),
        |path| fs::create_dir(path).unwrap(),
    ];
    for occupy in occupations {
        let home = Home::with(&[1]);
        let journal = home.journal();
        fs::rename(&journal, home.journals().join("kept.jsonl")).unwrap();
        occupy(&journal);
        set_day(&mut home.open("a"), 2);
        assert_eq!(days(&home.open("b")), [1, 2]);
    }
}

/// A line with the right hash.
fn sealed(body: &str) -> String {
    format!("{body},\"h\":\"{}\"}}\n", LineId::of(body.as_bytes()))
}

#[test]
fn a_newer_programs_line_is_kept_not_applied_and_nothing_is_written_beside_it() {
    let newer = [
        r#"{"v":2,"t":"2026-12-01T00:00:00.000Z","n":0,"r":"zzzzzzzz-0","by":"X","do":"set","ch":[["p1/plan","forecast",null,"2027-01-09",[]]]"#,
        // Of another shape altogether.
        r#"{"v":2,"time":17,"ch":{"p1/plan":{"forecast":"2027-01-09"}}"#,
    ];
    for body in newer {
        let home = Home::with(&[1, 2]);
        let mut replica = home.open("a");
        replica.write_view().unwrap();
        append(
            &home.journals().join("newer.jsonl"),
            sealed(body).as_bytes(),
        );
        let before: Vec<_> = home
            .paths()
            .iter()
            .map(|path| fs::read(path).unwrap())
            .collect();
        let view = fs::read(home.root().join("store.json")).unwrap();
        for replica in [&mut replica, &mut home.open("b")] {
            assert!(
                matches!(
                    replica.commit(&set("p1/plan", "forecast", "2027-01-03")),
                    Err(CommitError::Newer)
                ),
                "{body}"
            );
            assert!(
                matches!(
                    replica.undo(),
                    Err(CommitError::Newer | CommitError::NothingToUndo)
                ),
                "{body}"
            );
            replica.write_view().unwrap();
            assert!(replica.damage().is_empty());
            assert_eq!(
                super::home::forecast(replica).as_deref(),
                Some("2027-01-02")
            );
        }
        let after: Vec<_> = home
            .paths()
            .iter()
            .map(|path| fs::read(path).unwrap())
            .collect();
        assert_eq!(before, after);
        assert_eq!(view, fs::read(home.root().join("store.json")).unwrap());
    }
}

#[test]
fn a_journal_that_could_not_be_read_for_a_while_is_read_when_it_can_be() {
    for errno in Errno::ALL {
        let disk = SimDisk::new();
        let (mut one, mut two) = (
            open(Box::new(disk.clone()), "a", 0).unwrap(),
            open(Box::new(disk.clone()), "b", 0).unwrap(),
        );
        two.sync().unwrap();
        set_day(&mut one, 1);
        // The call after those that ask for the root, the list and the file itself.
        disk.trouble(Some(Trouble::Once(disk.calls() + 3, errno)));
        assert_eq!(two.sync().unwrap().damage.len(), 1, "{errno:?}");
        assert!(days(&two).is_empty());
        two.sync().unwrap();
        assert_eq!(days(&two), [1]);
        assert!(disk.files(Path::new(ROOT)).is_empty());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_on_a_file_system_that_cannot_sync_folders_is_as_durable_as_it_gets() {
    RealDisk.sync_dir(Path::new("/proc")).unwrap();
}

#[test]
fn a_folder_of_somebody_else_that_may_not_be_read_needs_no_sync_and_none_above_it_does() {
    use std::io::ErrorKind::{Other, PermissionDenied};
    for (is_foreign, error, is_saved) in [
        (true, PermissionDenied, true),
        (true, Other, false),
        (false, PermissionDenied, false),
        (false, Other, false),
    ] {
        let disk = SimDisk::new();
        disk.shut("/", false, Other);
        disk.shut("/home", is_foreign, error);
        let mut replica = open(Box::new(disk), "a", 0).unwrap();
        let change = set("p1/plan", "forecast", "2027-01-01");
        let saved = replica.commit(&change).unwrap().saved;
        assert_eq!(saved.is_ok(), is_saved, "{is_foreign} {error}: {saved:?}");
        assert_eq!(replica.unsaved(), usize::from(!is_saved));
    }
}

#[test]
fn a_folder_without_journals_is_an_empty_store_and_becomes_one() {
    let disk = SimDisk::new();
    disk.put(&Path::new(ROOT).join("notes.txt"), b"mine");
    let mut replica = open(Box::new(disk.clone()), "a", 0).unwrap();
    assert!(replica.health().faults.is_empty());
    let change = set("p1/plan", "forecast", "2027-01-01");
    replica.commit(&change).unwrap().saved.unwrap();
    let again = open(Box::new(disk.clone()), "b", 0).unwrap();
    assert_eq!(super::home::forecast(&again).as_deref(), Some("2027-01-01"));
    let files = disk.files(Path::new(ROOT));
    assert!(files.contains(&("notes.txt".to_owned(), b"mine".to_vec())));
}

#[test]
fn what_this_computer_has_saved_and_is_gone_is_told_until_it_is_settled() {
    let home = Home::with(&[1]);
    assert_eq!(home.open("a").health().faults, []);
    fs::remove_file(home.journal_of("a")).unwrap();
    let mut replica = home.open("a");
    let gone = replica.health().faults;
    assert!(matches!(gone[..], [Fault::Lost { .. }]), "{gone:?}");
    let plan = replica.plan_repair();
    replica.repair(&plan).unwrap();
    assert_eq!(home.open("a").health().faults, []);
}

#[test]
fn a_settled_clock_hides_no_loss_of_the_line_that_it_stood_in() {
    let home = Home::with(&[1]);
    let replica = home.open("a");
    let line = replica.fold().lines().last().unwrap().id;
    let clock = Fault::Clock {
        writer: "a-0".to_owned(),
        days: 9,
        line,
    };
    replica.store().settle(clock.id().unwrap(), "lan").unwrap();
    fs::remove_file(home.journal_of("a")).unwrap();
    let mut replica = home.open("a");
    assert!(matches!(replica.health().faults[..], [Fault::Lost { .. }]));
    assert_eq!(replica.health().damaged(), 1);
}

#[test]
fn a_folder_that_another_disk_has_taken_the_place_of_is_not_filled() {
    let home = Home::new();
    fs::create_dir(home.root()).unwrap();
    let mut replica = home.open("a");
    fs::rename(home.root(), home.other("unplugged")).unwrap();
    fs::create_dir(home.root()).unwrap();
    let recorded = replica.commit(&set("p1/plan", "forecast", "2027-01-01"));
    assert!(recorded.unwrap().saved.is_err());
    assert_eq!(fs::read_dir(home.root()).unwrap().count(), 0);
    fs::remove_dir(home.root()).unwrap();
    fs::rename(home.other("unplugged"), home.root()).unwrap();
    replica.save().unwrap();
    assert_eq!(days(&home.open("b")), [1]);
}

const CHILD: &str = "TIENDO_TEST_LIMITED";

/// The size of files is a limit of a whole process, so this runs in one of its own.
#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_changes_wait_and_are_saved_when_there_is_room_again() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    if std::env::var_os(CHILD).is_none() {
        let name =
            "store::hostile::on_a_full_disk_changes_wait_and_are_saved_when_there_is_room_again";
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        let status = child
            .args(["--exact", name])
            .env(CHILD, "1")
            .status()
            .unwrap();
        assert!(status.success());
        return;
    }
    // Without a handler the signal would end the process.
    let told = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    signal_hook::flag::register(25, told.clone()).unwrap();
    let before = getrlimit(Resource::Fsize);
    let mut waited = 0;
    for room in (1..300).step_by(6) {
        let home = Home::with(&[1]);
        let mut replica = home.open("a");
        let len = fs::metadata(home.journal()).unwrap().len();
        let mut limit = before;
        limit.current = Some(len + room);
        setrlimit(Resource::Fsize, limit).unwrap();
        let recorded = replica
            .commit(&set("p1/plan", "forecast", "2027-01-02"))
            .unwrap();
        let again = replica.save();
        setrlimit(Resource::Fsize, before).unwrap();
        if recorded.saved.is_err() {
            waited += 1;
            assert!(again.is_err() && replica.unsaved() == 1);
            let left = days(&home.open("b"));
            // Without its line end alone, the line is whole.
            assert!(left == [1] || left == [1, 2], "{left:?}");
        }
        set_day(&mut replica, 3);
        assert_eq!(replica.unsaved(), 0);
        assert_eq!(days(&home.open("b")), [1, 2, 3]);
    }
    assert!(
        waited > 30 && told.load(std::sync::atomic::Ordering::Relaxed),
        "{waited}"
    );
}

#[test]
fn lines_of_a_newer_shape_are_nobodys_and_no_fork() {
    let home = Home::with(&[1]);
    for n in 1..=3 {
        let body = format!("{{\"v\":2,\"time\":{n}");
        append(
            &home.journals().join("newer.jsonl"),
            sealed(&body).as_bytes(),
        );
    }
    let health = home.open("b").health();
    assert_eq!(health.faults, [Fault::Newer(3)]);
    assert!(health.chains.iter().all(|chain| !chain.writer.is_empty()));
}

#[test]
fn a_line_from_the_end_of_time_leaves_room_for_those_to_come() {
    let home = Home::with(&[1]);
    let body = r#"{"v":1,"t":"2199-12-31T23:59:59.999Z","n":4294967295,"r":"evil-0","by":"X","do":"set","ch":[["p1/plan","forecast",null,"2027-01-09",[]]]"#;
    append(&home.journals().join("evil.jsonl"), sealed(body).as_bytes());
    let mut replica = home.open("a");
    for day in [2, 3, 4] {
        set_day(&mut replica, day);
    }
    assert_eq!(
        super::home::forecast(&replica).as_deref(),
        Some("2027-01-04")
    );
    replica.undo().unwrap().saved.unwrap();
    replica.undo().unwrap().saved.unwrap();
    replica.redo().unwrap().saved.unwrap();
    let mut again = home.open("b");
    assert_eq!(super::home::forecast(&again).as_deref(), Some("2027-01-03"));
    let faults = again.health().faults;
    assert!(
        matches!(&faults[..], [Fault::Clock { writer, days, .. }] if writer == "evil-0" && *days > 60_000),
        "{faults:?}"
    );
}

#[test]
fn what_a_process_saves_after_another_has_read_the_journals_is_not_taken_for_lost() {
    for act in [
        |replica: &mut tiendo::replica::Replica| set_day(replica, 2),
        |replica: &mut tiendo::replica::Replica| {
            set_day(replica, 2);
            replica.write_view().unwrap();
        },
    ] {
        let home = Home::with(&[1]);
        let (mut verify, mut status) = (home.open("a"), home.open("a"));
        let mut writer = home.open("a");
        act(&mut writer);
        assert_eq!(status.health().faults, []);
        assert_eq!(verify.health().faults, []);
        assert_eq!(days(&verify), [1, 2]);
        // What was read on the way is told of with the next look.
        let news = verify.sync().unwrap();
        assert!(news.assignments.iter().any(|one| one.field == "forecast"));
    }
}
