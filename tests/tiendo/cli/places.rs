//! Things that are not what they should be where the store has its files: nothing is written through them, nothing waits for
//! them, and what was told to be saved is saved.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, lchown, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};

use crate::program::{Machine, Run};

type Put = fn(&Path, &Path);

/// What is locked in a store.
type Locked = dyn Fn(&Path) -> PathBuf;

/// What stands there instead: given the path, and a folder outside of the store.
const IMPOSTORS: [(&str, Put); 5] = [
    ("a link to a file", |path, outside| {
        symlink(outside.join("file"), path).unwrap();
    }),
    ("a link to a folder", |path, outside| {
        symlink(outside.join("folder"), path).unwrap();
    }),
    ("a pipe", |path, _| {
        mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).unwrap();
    }),
    ("a folder", |path, _| fs::create_dir(path).unwrap()),
    ("a device", |path, _| {
        let zero = makedev(1, 5);
        if mknodat(CWD, path, FileType::CharacterDevice, Mode::RWXU, zero).is_err() {
            // Only root makes one.
            fs::create_dir(path).unwrap();
        }
    }),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        }
        found.push(path);
    }
    found
}

/// The folder private to the machine in which the identity and the locks are.
fn private(machine: &Machine) -> PathBuf {
    let device = files(&machine.0.path().join("state"));
    let device = device.iter().find(|path| path.ends_with("device"));
    device.unwrap().parent().unwrap().to_owned()
}

fn reason(machine: &Machine) -> String {
    let shown = machine.json(&["show", "ndxp"]);
    let reason = &shown["milestones"][0]["fields"]["reason"];
    reason.as_str().unwrap_or_default().to_owned()
}

#[test]
fn what_stands_where_the_store_has_its_files_is_neither_followed_nor_waited_for() {
    for name in [
        "store.json",
        "journal",
        "backups",
        "quarantine",
        "slot-0.lock",
        "device",
    ] {
        for (what, put) in IMPOSTORS {
            let said = format!("{what} as {name}");
            let machine = Machine::new();
            let outside = machine.0.path().join("outside");
            fs::create_dir_all(outside.join("folder")).unwrap();
            fs::write(outside.join("file"), "theirs").unwrap();
            machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
            let is_private = matches!(name, "slot-0.lock" | "device");
            let home = if is_private {
                private(&machine)
            } else {
                machine.store()
            };
            let (path, kept) = (home.join(name), machine.0.path().join("kept"));
            if path.exists() {
                fs::rename(&path, &kept).unwrap();
            }
            if name == "quarantine" {
                let journal = &files(&machine.store().join("journal"))[0];
                let bytes = [fs::read(journal).unwrap(), b"garbage\n".to_vec()].concat();
                fs::write(journal, bytes).unwrap();
            }
            put(&path, &outside);

            let run = machine.run(&["set", "ndxp/plan", "reason", "beta"]);
            // An empty folder is as good as any; what it lacks is named.
            let is_refused = name == "journal" && !path.symlink_metadata().unwrap().is_dir();
            assert_eq!(run.code, if is_refused { 4 } else { 0 }, "{said}: {run:?}");
            if is_refused {
                assert!(run.err.contains("store/journal"), "{said}: {}", run.err);
            }
            for args in [&["verify"][..], &["doctor", "--repair"]] {
                let run = machine.run(args);
                assert!((0..=4).contains(&run.code), "{said}: {run:?}");
            }
            if name == "store.json" {
                let run = machine.run(&["verify"]);
                assert_eq!(run.code, 3, "{said}: {run:?}");
                assert!(run.out.contains("store.json"), "{said}: {}", run.out);
            }
            assert_eq!(
                fs::read_to_string(outside.join("file")).unwrap(),
                "theirs",
                "{said}"
            );
            assert!(files(&outside.join("folder")).is_empty(), "{said}");

            // Put right, everything goes on.
            if !is_private {
                if path.symlink_metadata().unwrap().is_dir() {
                    fs::remove_dir_all(&path).unwrap();
                } else {
                    fs::remove_file(&path).unwrap();
                }
                if kept.exists() {
                    fs::rename(&kept, &path).unwrap();
                }
            }
            assert_eq!(
                reason(&machine),
                if name == "journal" { "alpha" } else { "beta" },
                "{said}"
            );
            machine.ok(&["set", "ndxp/plan", "reason", "gamma"]);
            assert_eq!(reason(&machine), "gamma", "{said}");
        }
    }
}

#[test]
fn everything_that_is_written_is_private_to_the_user() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let journal = &files(&machine.store().join("journal"))[0];
    let bytes = [fs::read(journal).unwrap(), b"garbage\n".to_vec()].concat();
    fs::write(journal, bytes).unwrap();
    machine.ok(&["set", "ndxp/plan", "reason", "beta"]);
    machine.ok(&["doctor", "--repair"]);
    let mut paths = files(&machine.store());
    paths.extend([machine.store(), private(&machine)]);
    paths.extend(files(&private(&machine)));
    assert!(paths.len() > 12, "{paths:?}");
    for path in paths {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
    }
}

/// A journal's name is whatever the other system made of it.
#[cfg(target_os = "linux")]
#[test]
fn a_journal_whose_name_is_no_text_is_read_and_named() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let journals = machine.store().join("journal");
    let odd = journals.join(OsStr::from_bytes(b"b\xe1o c\xe1o.jsonl"));
    fs::rename(&files(&journals)[0], &odd).unwrap();
    assert_eq!(reason(&machine), "alpha");
    let bytes = [fs::read(&odd).unwrap(), b"garbage\n".to_vec()].concat();
    fs::write(&odd, bytes).unwrap();
    let run = machine.run(&["verify"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains("b�o c�o.jsonl"), "{}", run.out);
}

#[test]
fn a_store_that_was_taken_away_is_named_and_not_forgotten() {
    let machine = Machine::new();
    machine.ok(&["set", "ndxp/plan", "reason", "alpha"]);
    let kept = machine.0.path().join("kept");
    fs::rename(machine.store(), &kept).unwrap();
    for is_mount_point in [false, true] {
        if is_mount_point {
            fs::create_dir(machine.store()).unwrap();
        }
        for (args, code) in [
            (&["verify"][..], 3),
            (&["status"], 0),
            (&["list"], 0),
            (&["log"], 0),
        ] {
            let run = machine.run(args);
            let is_told = run.err.starts_with("tiendo: ") && run.err.contains("Cắm lại ổ đĩa");
            assert!(run.code == code && is_told, "{args:?}: {run:?}");
            assert!(!run.err.contains("phần còn lại"), "{args:?}: {run:?}");
        }
        let run = machine.run(&["set", "ndxp/needs", "reason", "beta"]);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.err.contains("tiendo doctor --repair"), "{run:?}");
        assert!(!machine.store().join("journal").exists());
    }
    machine.ok(&["doctor", "--repair"]);
    machine.ok(&["set", "ndxp/needs", "reason", "beta"]);
    // Brought back beside what was begun in the meantime, both are there.
    for journal in files(&kept.join("journal")) {
        let name =
            Path::new("journal").join(format!("back-{}", journal.file_name().unwrap().display()));
        fs::copy(&journal, machine.store().join(name)).unwrap();
    }
    assert_eq!(reason(&machine), "alpha");
    machine.ok(&["verify"]);
}

/// A run of somebody whom permissions bind, as they do not bind the super-user; `None` when there is nobody else to be.
fn run_bound(machine: &Machine, args: &[&str]) -> Option<Run> {
    const NOBODY: u32 = 65_534;
    let mut command = machine.command(args);
    if rustix::process::geteuid().is_root() {
        let home = machine.0.path().to_owned();
        for path in files(&home).into_iter().chain([home]) {
            lchown(path, Some(NOBODY), None).ok()?;
        }
        command.uid(NOBODY);
    }
    let output = command.output().ok()?;
    Some(Run {
        code: output.status.code()?,
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    })
}

#[test]
fn doctor_tries_what_saving_does_and_says_which_of_it_cannot_be_done() {
    let journal = |store: &Path| files(&store.join("journal"))[0].clone();
    let cases: [(&Locked, u32, i32, &str); 3] = [
        (
            &|store| store.join("journal"),
            0o500,
            0,
            "Mọi dòng đều đúng",
        ),
        (
            &|store| store.to_owned(),
            0o500,
            0,
            "không viết được store.json",
        ),
        (&journal, 0o400, 3, "không lưu được gì"),
    ];
    for (locked, mode, code, said) in cases {
        let machine = Machine::new();
        machine.ok(&["done", "ndxp", "plan"]);
        let locked = locked(&machine.store());
        fs::set_permissions(&locked, fs::Permissions::from_mode(mode)).unwrap();
        let Some(doctor) = run_bound(&machine, &["doctor"]) else {
            return;
        };
        let saving = run_bound(&machine, &["done", "ndxp", "needs"]).unwrap();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(doctor.code, code, "{said}: {doctor:?}");
        assert!(doctor.out.contains(said), "{said}: {doctor:?}");
        assert_eq!(saving.code, if code == 0 { 0 } else { 4 }, "{saving:?}");
        let is_sound = doctor.out.contains("Mọi dòng đều đúng");
        assert_eq!(saving.err.is_empty(), is_sound, "{said}: {saving:?}");
    }
}

#[test]
fn where_nothing_can_be_saved_doctor_says_only_that_and_names_the_file() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let journal = files(&machine.store().join("journal"))[0].clone();
    fs::set_permissions(&journal, fs::Permissions::from_mode(0o400)).unwrap();
    fs::set_permissions(machine.store(), fs::Permissions::from_mode(0o500)).unwrap();
    let doctor = run_bound(&machine, &["doctor"]);
    fs::set_permissions(machine.store(), fs::Permissions::from_mode(0o700)).unwrap();
    let Some(doctor) = doctor else { return };
    let said = format!("không lưu được gì: {}", journal.display());
    assert!(doctor.out.contains(&said), "{doctor:?}");
    assert!(!doctor.out.contains("vẫn lưu được"), "{doctor:?}");
}

#[test]
fn a_journal_that_cannot_be_read_is_left_for_the_next_and_not_said_to_be_gone() {
    let machine = Machine::new();
    machine.ok(&["done", "ndxp", "plan"]);
    let journal = files(&machine.store().join("journal"))[0].clone();
    fs::set_permissions(&journal, fs::Permissions::from_mode(0o000)).unwrap();
    let Some(doctor) = run_bound(&machine, &["doctor"]) else {
        return;
    };
    let saving = run_bound(&machine, &["done", "ndxp", "needs"]).unwrap();
    assert_eq!((doctor.code, saving.code), (3, 0), "{doctor:?} {saving:?}");
    let name = journal.file_name().unwrap().display().to_string();
    assert!(
        doctor
            .out
            .contains(&format!("journal/{name}: không có quyền")),
        "{doctor:?}"
    );
    for unsaid in ["không lưu được gì", "không còn"] {
        assert!(!doctor.out.contains(unsaid), "{doctor:?}");
    }
}

#[test]
fn what_to_do_about_a_readable_state_that_cannot_be_read_is_said_in_each_language() {
    let denied: Put = |path, _| {
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    };
    let folder: Put = |path, _| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    };
    let cases = [
        (denied, "vi", "store.json: tự cấp quyền đọc"),
        (denied, "fr", "store.json : donnez-vous le droit de le lire"),
        (
            denied,
            "en",
            "store.json: give yourself the right to read it",
        ),
        (folder, "vi", "store.json: chuyển đi nơi khác"),
        (folder, "fr", "store.json : déplacez-le"),
        (folder, "en", "store.json: move it elsewhere"),
    ];
    for (put, lang, said) in cases {
        let machine = Machine::new();
        machine.ok(&["done", "ndxp", "plan"]);
        put(&machine.store().join("store.json"), machine.0.path());
        let Some(doctor) = run_bound(&machine, &["doctor", "--lang", lang]) else {
            return;
        };
        assert!(doctor.out.contains(said), "{said}: {doctor:?}");
        for unsaid in ["os error", "Permission denied", "not a regular file"] {
            assert!(lang == "en" || !doctor.out.contains(unsaid), "{doctor:?}");
        }
    }
}
