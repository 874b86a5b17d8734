//! Damaged, strange and meddled-with journals on the real file system.

use std::fs;

use tiendo::store::found::Reason;
use tiendo::store::line::{BadLine, LineId};

use super::home::{Home, append, days, forecast, set_day};

type Spoil = fn(&mut Vec<Vec<u8>>);

/// What is done to the lines of a journal (the list, then the days 1 to 5), with the days that must still be there.
const SPOILED: &[(&str, Spoil, &[u8])] = &[
    (
        "a torn tail",
        |lines| {
            let last = lines.last_mut().unwrap();
            last.truncate(last.len() / 2);
        },
        &[1, 2, 3, 4],
    ),
    (
        "a garbage line in the middle",
        |lines| lines.insert(3, b"garbage\n".into()),
        &[1, 2, 3, 4, 5],
    ),
    (
        "a page of NULs in the middle",
        |lines| lines.insert(3, vec![0; 4096]),
        &[1, 2, 3, 4, 5],
    ),
    (
        "a page of NULs at the end",
        |lines| lines.push(vec![0; 4096]),
        &[1, 2, 3, 4, 5],
    ),
    ("a flipped bit", |lines| lines[3][40] ^= 1, &[1, 2, 4, 5]),
    (
        "a flipped bit in a line end",
        |lines| *lines[3].last_mut().unwrap() ^= 4,
        &[1, 2, 3, 4, 5],
    ),
    (
        "invalid UTF-8",
        |lines| lines.insert(2, b"\xff\xfe\xc0\n".into()),
        &[1, 2, 3, 4, 5],
    ),
    (
        "a byte order mark",
        |lines| drop(lines[0].splice(..0, *b"\xef\xbb\xbf")),
        &[1, 2, 3, 4, 5],
    ),
    (
        "CRLF",
        |lines| {
            for line in lines {
                line.pop();
                line.extend(b"\r\n");
            }
        },
        &[1, 2, 3, 4, 5],
    ),
    (
        "no line end at the end",
        |lines| cut(lines.last_mut().unwrap()),
        &[1, 2, 3, 4, 5],
    ),
    (
        "no line end before what another program appended",
        |lines| cut(&mut lines[2]),
        &[1, 2, 3, 4, 5],
    ),
    (
        "every line twice",
        |lines| lines.extend(lines.clone()),
        &[1, 2, 3, 4, 5],
    ),
    (
        "lines in reverse",
        |lines| lines.reverse(),
        &[1, 2, 3, 4, 5],
    ),
    (
        "conflict markers of git",
        |lines| {
            lines.insert(2, b"<<<<<<< HEAD\n".into());
            lines.insert(4, b"=======\n".into());
            lines.insert(6, b">>>>>>> theirs\n".into());
        },
        &[1, 2, 3, 4, 5],
    ),
    (
        "a line of 17 MB",
        |lines| lines.insert(2, [vec![b'x'; 17 << 20], vec![b'\n']].concat()),
        &[1, 2, 3, 4, 5],
    ),
    (
        "a line of 30 MB that looks like many",
        |lines| lines.insert(2, [b"{\"v\":}".repeat(5 << 20), vec![b'\n']].concat()),
        &[1, 2, 3, 4, 5],
    ),
    (
        "two million brackets",
        |lines| lines.insert(2, sealed(&[b"{".to_vec(), vec![b'['; 2_000_000]].concat())),
        &[1, 2, 3, 4, 5],
    ),
    (
        "blank lines",
        |lines| lines.insert(2, b"\n \r\n\t\n".into()),
        &[1, 2, 3, 4, 5],
    ),
];

/// Takes the line end away.
fn cut(line: &mut Vec<u8>) {
    line.truncate(line.len() - 1);
}

/// A line with the right hash, whatever it says.
fn sealed(body: &[u8]) -> Vec<u8> {
    let end = format!(",\"h\":\"{}\"}}\n", LineId::of(body));
    [body, end.as_bytes()].concat()
}

fn spoil(home: &Home, spoil: Spoil) {
    let bytes = fs::read(home.journal()).unwrap();
    let mut lines: Vec<Vec<u8>> = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    spoil(&mut lines);
    fs::write(home.journal(), lines.concat()).unwrap();
}

#[test]
fn damage_hides_no_line_but_its_own_and_the_store_goes_on() {
    for (what, damage, left) in SPOILED {
        let home = Home::with(&[1, 2, 3, 4, 5]);
        spoil(&home, *damage);
        for device in ["a", "b"] {
            let mut replica = home.open(device);
            assert_eq!(days(&replica)[..left.len()], **left, "{what}");
            // What a lost line overwrote does not stand up again beside what the same device has said since.
            assert_eq!(replica.fold().conflicts(), [], "{what}");
            set_day(&mut replica, 20);
            set_day(&mut replica, 21);
        }
        let again = home.open("c");
        assert_eq!(
            days(&again),
            [left, &[20, 21, 20, 21][..]].concat(),
            "{what}"
        );
        assert_eq!(forecast(&again).as_deref(), Some("2027-01-21"), "{what}");
    }
}

#[test]
fn damage_is_named_by_file_line_and_reason_once() {
    let home = Home::with(&[1, 2, 3]);
    spoil(&home, |lines| {
        lines[2][40] ^= 1;
        lines.insert(3, b"garbage\n".into());
    });
    let mut replica = home.open("b");
    let name = home
        .journal()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let damage: Vec<_> = replica
        .damage()
        .iter()
        .map(|damage| (damage.file.clone(), damage.line, damage.reason.clone()))
        .collect();
    assert_eq!(
        damage,
        [
            (name.clone(), 3, Reason::Line(BadLine::Altered)),
            (name, 4, Reason::Line(BadLine::Unreadable)),
        ]
    );
    append(&home.journal(), b"more\n");
    assert_eq!(replica.sync().unwrap().damage.len(), 1);
    assert_eq!(replica.damage().len(), 3);
}

#[test]
fn a_flip_of_any_bit_of_a_journal_costs_one_line_at_most() {
    let home = Home::with(&[1, 2, 3, 4]);
    let bytes = fs::read(home.journal()).unwrap();
    let start = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    for place in (start..bytes.len()).step_by(3) {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << (place % 8);
        fs::write(home.journal(), flipped).unwrap();
        let left = days(&home.open("b"));
        assert!(
            left.len() >= 3 && left.is_sorted(),
            "byte {place}: {left:?}"
        );
    }
}

#[test]
fn copies_that_sync_tools_leave_are_read_whatever_their_name() {
    for suffix in [
        ".sync-conflict-20261123-071405-ABCDEFG.jsonl",
        "-LAPTOP-1.jsonl",
        " (Lan's conflicted copy 2026-11-23).jsonl",
        " (1).jsonl",
        " - bản sao.JSONL",
    ] {
        let home = Home::new();
        let mut replica = home.open("a");
        (1..4).for_each(|day| set_day(&mut replica, day));
        let copy = format!(
            "{}{suffix}",
            home.journal().file_stem().unwrap().to_str().unwrap()
        );
        let old = fs::read(home.journal()).unwrap();
        set_day(&mut replica, 4);
        drop(replica);
        // The copy has the newest line, and the journal went back to the one before.
        fs::rename(home.journal(), home.journals().join(copy)).unwrap();
        fs::write(home.journals().join("restored.jsonl"), old).unwrap();
        assert_eq!(days(&home.open("a")), [1, 2, 3, 4], "{suffix}");
    }
}

#[test]
fn copies_changed_apart_under_one_identity_are_one_again_when_their_lines_meet() {
    let (home, other) = (Home::with(&[1]), Home::new());
    fs::create_dir_all(other.journals()).unwrap();
    let name = home.journal().file_name().unwrap().to_owned();
    fs::copy(home.journal(), other.journals().join(&name)).unwrap();
    // A cloned device: the same name writes on in both.
    let state = |home: &Home| {
        fs::read_dir(home.other("a"))
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path()
            .join("device")
    };
    other.open("a").undo().unwrap_err();
    fs::copy(state(&home), state(&other)).unwrap();
    set_day(&mut home.open("a"), 2);
    set_day(&mut other.open("a"), 3);
    // git's union of both.
    append(
        &home.journal(),
        &fs::read(other.journals().join(&name)).unwrap(),
    );
    let merged = home.open("b");
    assert_eq!(days(&merged), [1, 2, 3]);
    assert_eq!(merged.fold().conflicts().len(), 1);
}

#[test]
fn a_journal_rewritten_in_place_under_a_reader_is_read_anew() {
    let home = Home::with(&[1, 2, 3]);
    let mut reader = home.open("b");
    let other = Home::with(&[7, 8, 9, 10]);
    let both = [
        fs::read(other.journal()).unwrap(),
        fs::read(home.journal()).unwrap(),
    ]
    .concat();
    fs::write(home.journal(), both).unwrap();
    reader.sync().unwrap();
    let mut all = days(&reader);
    all.sort_unstable();
    assert_eq!(all, [1, 2, 3, 7, 8, 9, 10]);
}

#[test]
fn an_own_journal_deleted_or_swapped_while_it_is_open_is_written_again() {
    type Meddle = fn(&Home);
    let meddlings: [Meddle; 4] = [
        |home| fs::remove_file(home.journal()).unwrap(),
        |home| fs::remove_dir_all(home.journals()).unwrap(),
        |home| {
            let old = fs::read(home.journal()).unwrap();
            fs::write(home.other("old"), &old[..old.len() / 2]).unwrap();
            fs::rename(home.other("old"), home.journal()).unwrap();
        },
        |home| {
            fs::rename(home.journal(), home.other("kept")).unwrap();
            fs::write(home.journals().join("empty.jsonl"), b"").unwrap();
        },
    ];
    for meddle in meddlings {
        let home = Home::new();
        let mut replica = home.open("a");
        (1..4).for_each(|day| set_day(&mut replica, day));
        meddle(&home);
        set_day(&mut replica, 4);
        set_day(&mut replica, 5);
        assert_eq!(days(&home.open("b")), [1, 2, 3, 4, 5]);
    }
}

#[test]
fn a_store_that_vanished_is_not_made_anew_and_what_waited_is_saved_when_it_returns() {
    let home = Home::new();
    let mut replica = home.open("a");
    set_day(&mut replica, 1);
    fs::rename(home.root(), home.other("unplugged")).unwrap();
    for day in [2, 3] {
        let recorded = replica.commit(&super::fixture::set(
            "p1/plan",
            "forecast",
            &format!("2027-01-0{day}"),
        ));
        assert!(recorded.unwrap().saved.is_err());
    }
    assert!(!home.root().exists());
    assert!(replica.save().is_err() && replica.sync().is_err());
    assert_eq!(
        (replica.unsaved(), forecast(&replica).as_deref()),
        (2, Some("2027-01-03"))
    );
    fs::rename(home.other("unplugged"), home.root()).unwrap();
    replica.save().unwrap();
    assert_eq!(days(&home.open("b")), [1, 2, 3]);
}

#[test]
fn a_store_that_returns_as_a_copy_gets_what_waited() {
    let home = Home::new();
    let mut replica = home.open("a");
    set_day(&mut replica, 1);
    let journal = home.journal();
    let bytes = fs::read(&journal).unwrap();
    fs::remove_dir_all(home.root()).unwrap();
    let recorded = replica.commit(&super::fixture::set("p1/plan", "forecast", "2027-01-02"));
    assert!(recorded.unwrap().saved.is_err());
    fs::create_dir_all(home.journals()).unwrap();
    fs::write(journal, bytes).unwrap();
    replica.save().unwrap();
    assert_eq!(days(&home.open("b")), [1, 2]);
}
