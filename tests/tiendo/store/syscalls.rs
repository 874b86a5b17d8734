//! Every system call by which the real program touches files, failing or never coming to pass: one command is run under
//! `strace`, which kills it at a call or lets the call fail. The store then has to open with all that was there before,
//! with the new change entirely or not at all, and for certain when the program said so; and it has to take the next one.
//!
//! Without `strace`, or where it may not trace, the tests say so and pass. A sample is tried, all points with
//! `TIENDO_CASES`.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tiendo::clock::Clock;
use tiendo::domain::Platform;
use tiendo::replica::Replica;
use tiendo::store::disk::RealDisk;
use tiendo::store::verify::{Chain, chains};

use super::cases;
use super::fixture::{FixedSeats, open_with, people};
use crate::harness::NOW;
use crate::program::Machine;

/// The calls that touch files, folders and locks.
const CALLS: [&str; 34] = [
    "access",
    "chmod",
    "close",
    "fchmod",
    "fcntl",
    "fdatasync",
    "flock",
    "fstat",
    "fsync",
    "ftruncate",
    "getdents64",
    "link",
    "linkat",
    "lseek",
    "lstat",
    "mkdir",
    "mkdirat",
    "newfstatat",
    "open",
    "openat",
    "pread64",
    "pwrite64",
    "read",
    "readlink",
    "readlinkat",
    "rename",
    "renameat",
    "renameat2",
    "stat",
    "statx",
    "unlink",
    "unlinkat",
    "write",
    "writev",
];
/// What happens at a call. Killed, the program never makes it.
const FAULTS: [&str; 6] = [
    "signal=KILL",
    "error=ENOSPC",
    "error=EIO",
    "error=EINTR",
    "error=EACCES",
    "error=EROFS",
];
/// What happens at a call and at all of its kind after it. No system interrupts for ever.
const LASTING: [&str; 4] = ["error=ENOSPC", "error=EIO", "error=EACCES", "error=EROFS"];
/// The calls that fail for ever.
const LASTING_CALLS: [&str; 6] = ["fdatasync", "fsync", "openat", "read", "statx", "write"];
/// How many points are tried of each store beside those of its writes, unless all are.
const SAMPLE: usize = 24;

const NEW: &str = "regulation";
const NEXT: &str = "investment";

/// A call that the program makes: the `number`th of its name.
#[derive(Clone, Debug)]
struct Call {
    name: &'static str,
    number: usize,
    /// What it was about, in an undisturbed run.
    text: String,
}

/// A fault at a call.
#[derive(Clone, Debug)]
struct Point {
    call: Call,
    fault: &'static str,
    lasts: bool,
}

impl Point {
    fn injection(&self) -> String {
        let Call { name, number, .. } = &self.call;
        let lasts = if self.lasts { "+" } else { "" };
        format!("inject={name}:{}:when={number}{lasts}", self.fault)
    }

    fn kills(&self) -> bool {
        self.fault == "signal=KILL"
    }
}

/// A machine with a store that is put back before each run, in its place: the identity of a device is bound to it.
struct Scene {
    machine: Machine,
    earlier: &'static [&'static str],
    is_torn: bool,
}

impl Scene {
    /// A store in which these milestones are done, with half a line behind them if it `is_torn`.
    fn new(earlier: &'static [&'static str], is_torn: bool) -> Self {
        let machine = Machine::new();
        for milestone in earlier {
            machine.ok(&done(milestone));
        }
        if is_torn {
            let folder = fs::read_dir(machine.store().join("journal")).unwrap();
            let journal = folder.last().unwrap().unwrap().path();
            let mut bytes = fs::read(&journal).unwrap();
            bytes.extend_from_slice(b"{\"v\":1,\"t\":\"2026-11-23T02:59");
            fs::write(&journal, bytes).unwrap();
        }
        let scene = Self {
            machine,
            earlier,
            is_torn,
        };
        for name in ["store", "state"] {
            copy(&scene.at(name), &scene.at("before").join(name));
        }
        scene
    }

    fn at(&self, name: &str) -> PathBuf {
        self.machine.0.path().join(name)
    }

    fn put_back(&self) {
        for name in ["store", "state"] {
            let _ = fs::remove_dir_all(self.at(name));
            copy(&self.at("before").join(name), &self.at(name));
        }
    }

    /// Runs the program under `strace`; what it wrote, and the trace.
    fn trace(&self, args: &[&str], options: &[&str]) -> (Output, String) {
        let file = self.at("trace");
        let _ = fs::remove_file(&file);
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o"]).arg(&file).args(options);
        command
            .arg(env!("CARGO_BIN_EXE_tiendo"))
            .args(args)
            .env_clear()
            .envs(self.machine.env())
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .stdin(std::process::Stdio::null());
        let output = command.output().unwrap();
        let trace = fs::read(&file).unwrap_or_default();
        (output, String::from_utf8_lossy(&trace).into_owned())
    }

    /// The calls of an undisturbed run, in their order.
    fn calls(&self, args: &[&str]) -> Vec<Call> {
        let (output, trace) = self.trace(args, &[]);
        assert!(output.status.success(), "{output:?}");
        let mut calls: Vec<Call> = Vec::new();
        for line in trace.lines() {
            let text = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            let made = text.split('(').next().unwrap_or_default();
            let Some(name) = CALLS.iter().find(|name| **name == made) else {
                continue;
            };
            let before = calls.iter().filter(|call| call.name == *name).count();
            calls.push(Call {
                name,
                number: before + 1,
                text: text.to_owned(),
            });
        }
        calls
    }

    fn open(&self) -> Result<Replica, String> {
        // It only reads: no seat is taken.
        let seats = FixedSeats {
            device: "reader".to_owned(),
            first: 0,
        };
        let root = self.machine.store();
        open_with(Box::new(RealDisk), &root, Box::new(seats), "reader")
            .map_err(|error| format!("the store does not open: {error}"))
    }

    /// Which of the new milestones are there; what is wrong with the store.
    fn look(&self) -> Result<[bool; 2], String> {
        let replica = self.open()?;
        for milestone in self.earlier {
            if parts(&replica, milestone) != [1; 3] {
                return Err(format!("{milestone} is lost"));
            }
        }
        let found = [NEW, NEXT].map(|milestone| parts(&replica, milestone));
        if found.iter().any(|parts| ![[0; 3], [1; 3]].contains(parts)) {
            return Err(format!("not all or nothing: {found:?}"));
        }
        let found = found.map(|parts| parts == [1; 3]);
        let lines = self.earlier.len() + found.iter().filter(|is_there| **is_there).count();
        if people(&replica) != lines {
            return Err(format!("{} lines for {lines} changes", people(&replica)));
        }
        if replica.damage().len() > usize::from(self.is_torn) {
            return Err(format!("damage: {:?}", replica.damage()));
        }
        let now = Clock::of(Some(NOW)).unwrap().now();
        let chains = chains(replica.fold(), now);
        if !chains.iter().all(Chain::is_sound) {
            return Err(format!("a chain is broken: {chains:?}"));
        }
        Ok(found)
    }

    /// One run with a fault; whether it came to pass.
    fn run(&self, point: &Point) -> Result<bool, String> {
        self.put_back();
        let call = format!("trace={}", point.call.name);
        let injection = point.injection();
        let (output, trace) = self.trace(&done(NEW), &["-e", &call, "-e", &injection]);
        let killed = output.status.signal() == Some(9);
        let err = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        // For ever without a write, there is nothing to say it with.
        let is_mute = point.lasts && point.call.name == "write";
        // The standard library holds that a folder can always be closed.
        let is_of_std = err.contains("unexpected error during closedir");
        if (err.contains("panicked") && !is_of_std)
            || err.contains("fatal runtime")
            || err.contains("strace:")
        {
            return Err(format!("it ends badly: {err}"));
        }
        if code.is_none() && !(killed && point.kills()) {
            return Err(format!("it ends by a signal: {}", output.status));
        }
        if !is_mute && code.is_some_and(|code| code != 0) && err.trim().is_empty() {
            return Err("it fails without a word".to_owned());
        }
        let [is_there, _] = self.look()?;
        if code == Some(0) && !is_there {
            return Err(format!("said to be saved, and is not: {err}"));
        }
        let next = self.machine.run(&done(NEXT));
        if next.code != 0 {
            return Err(format!("the next change fails: {}", next.err));
        }
        match self.look()? {
            [still, true] if still == is_there => Ok(killed || trace.contains("(INJECTED)")),
            found => Err(format!("after the next change: {found:?}, was {is_there}")),
        }
    }

    /// Faults at every call, or at a sample of those that come once the store is looked at.
    fn points(&self) -> Vec<Point> {
        let calls = self.calls(&done(NEW));
        let (store, all) = (self.machine.store(), cases(0).cases > 0);
        let own = calls
            .iter()
            .position(|call| call.name == "statx" && call.text.contains(store.to_str().unwrap()));
        let first = own.filter(|_| !all).unwrap_or_default();
        let points = calls[first..].iter().flat_map(points_at);
        let (mut points, others): (Vec<Point>, Vec<Point>) =
            points.partition(|point| point.call.name == "write");
        let step = if all { 1 } else { others.len() / SAMPLE };
        points.extend(others.into_iter().step_by(step.max(1)));
        points
    }

    fn try_all(&self, what: &str) {
        if let Err(reason) = can_trace() {
            eprintln!("skipped: {reason}");
            return;
        }
        self.put_back();
        let points = self.points();
        let mut reached = 0;
        let mut violations = Vec::new();
        for point in &points {
            match self.run(point) {
                Ok(came) => reached += usize::from(came),
                Err(why) => violations.push(format!(
                    "{}\n    {}\n    {why}",
                    point.injection(),
                    point.call.text
                )),
            }
        }
        eprintln!(
            "{what}: {} points, {} runs of the program, {reached} faults came to pass, {} violations",
            points.len(),
            2 * points.len(),
            violations.len()
        );
        assert!(violations.is_empty(), "{}", violations.join("\n"));
        // A call or two more or less at the start of a process can move the last ones.
        assert!(reached * 20 >= points.len() * 19, "{reached}");
    }
}

fn points_at(call: &Call) -> Vec<Point> {
    let point = |fault: &&'static str, lasts| Point {
        call: call.clone(),
        fault,
        lasts,
    };
    let lasting = LASTING
        .iter()
        .filter(|_| LASTING_CALLS.contains(&call.name));
    FAULTS
        .iter()
        .map(|fault| point(fault, false))
        .chain(lasting.map(|fault| point(fault, true)))
        .collect()
}

/// A change of three parts.
fn done(milestone: &str) -> [&str; 9] {
    let on = ["--on", "2025-10-24", "--evidence", "12/QĐ-BKHCN"];
    [
        "done", "ndxp", milestone, on[0], on[1], on[2], on[3], "--note", "đã ký",
    ]
}

/// How much of such a change is there: the date, the document, the remark.
fn parts(replica: &Replica, milestone: &str) -> [usize; 3] {
    let platforms = replica.programme().platforms();
    let mut milestones = platforms
        .filter(|platform| platform.id.to_string() == "ndxp")
        .flat_map(Platform::milestones);
    milestones
        .find(|found| found.kind.to_string() == milestone)
        .map_or([0; 3], |found| {
            [
                usize::from(found.actual.is_some()),
                found.evidence.len(),
                found.notes.len(),
            ]
        })
}

fn copy(from: &Path, to: &Path) {
    let Ok(entries) = fs::read_dir(from) else {
        return;
    };
    fs::create_dir_all(to).unwrap();
    for entry in entries {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Why calls cannot be traced here, if they cannot.
pub(crate) fn can_trace() -> Result<(), String> {
    let options = [
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "inject=fsync:error=EIO",
    ];
    let output = Command::new("strace")
        .args(options)
        .arg(env!("CARGO_BIN_EXE_tiendo"))
        .arg("--version")
        .output()
        .map_err(|error| format!("no strace: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("strace may not trace: {why}"))
    }
}

#[test]
fn no_fault_at_any_call_of_a_change_harms_the_changes_before_it() {
    Scene::new(&["plan", "publication"], false).try_all("a third change");
}

#[test]
fn no_fault_at_any_call_of_the_first_change_leaves_a_store_that_is_no_store() {
    Scene::new(&[], false).try_all("the first change");
}

#[test]
fn no_fault_at_any_call_of_a_change_behind_a_torn_line_harms_the_changes_before_it() {
    Scene::new(&["plan", "publication"], true).try_all("a change behind a torn line");
}

#[test]
fn a_change_is_told_of_once_the_system_was_asked_to_hold_it_and_the_names_above_it() {
    if let Err(reason) = can_trace() {
        eprintln!("skipped: {reason}");
        return;
    }
    for earlier in [&[][..], &["plan"]] {
        let calls = Scene::new(earlier, false).calls(&done(NEW));
        let place = |name: &str, text: &str| {
            let is_it = |call: &Call| call.name == name && call.text.contains(text);
            calls.iter().rposition(is_it).unwrap()
        };
        let (written, told) = (place("write", r#"{\"v\":1,"#), place("write", "write(1,"));
        let asked =
            |name: &str, calls: &[Call]| calls.iter().filter(|call| call.name == name).count();
        let mut next = calls[written + 1..told].iter();
        let next = next.find(|call| ["write", "fdatasync"].contains(&call.name));
        assert_eq!(next.map(|call| call.name), Some("fdatasync"), "{calls:#?}");
        // The journal's folder; and those above, of which no process knows whether they are held.
        assert!(asked("fsync", &calls[..told]) >= 2, "{calls:#?}");
    }
}

#[test]
fn what_is_done_already_is_told_of_once_the_system_was_asked_to_hold_it() {
    if let Err(reason) = can_trace() {
        eprintln!("skipped: {reason}");
        return;
    }
    let calls = Scene::new(&["plan"], false).calls(&["done", "ndxp", "plan"]);
    let place = |name: &str| calls.iter().position(|call| call.name == name);
    let is_told = |call: &Call| call.name == "write" && call.text.contains("tiendo: ");
    let told = calls.iter().position(is_told);
    assert!(
        place("fdatasync").is_some() && place("fsync").is_some(),
        "{calls:#?}"
    );
    assert!(place("fdatasync") < told, "{calls:#?}");
}
